"""Whose forces somebody's own are: "our forces" and "we", as a spokesman of the Front says, are the Front's, and so are "its fighters" and "the forces".

In its own release a party has no speaker, and its name begins the outlet's: "Front Media Office".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from warmonitor.ground.countries import country
from warmonitor.model import Claim, Mention, Reason, Span
from warmonitor.model.claim import OWN_FORCES

from .lexicon import any_of, names_of, words_of

Known = Callable[[Mention], Mention]
"""Takes a mention to whom a pack or the country list knows by it."""


_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


class _Patterns(NamedTuple):
    """`own`: an owner before a force, or an article before "forces", which are another's only with his name; `force`: words for one; `whose`: that name behind it;
    `of`, `before`: whom an office is of, behind or before it; `beside`: an office told behind a name, between commas; `ends`: where a sentence ends."""

    own: re.Pattern[str]
    force: re.Pattern[str]
    whose: re.Pattern[str]
    of: re.Pattern[str]
    before: re.Pattern[str]
    beside: re.Pattern[str]
    ends: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    owners = any_of("attribution", "owners")
    offices = f"(?:{any_of('attribution', 'person')}|{any_of('attribution', 'organisation')})"
    called_so = any_of("roles", "called_so")
    links, forces = any_of("attribution", "links"), rf"(?:{any_of('roles', 'own_forces')}|{called_so})"
    return _Patterns(
        re.compile(
            rf"\b(?P<owner>{owners}|the(?=\s+(?:forces|{called_so})$))\s+(?:own\s+)?(?:[a-z-]+\s+)?{forces}$",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:[a-z-]+\s+)?{forces}", re.IGNORECASE),
        re.compile(rf"\s+(?:{links}|loyal)\b", re.IGNORECASE),
        re.compile(rf"\b{offices}\s+{links}\s+(?P<who>[^,]+)", re.IGNORECASE),
        re.compile(rf"^(?P<who>[^,]+?)(?:['’]s?)?\s+(?:(?-i:[a-z]+)\s+)?{offices}\b", re.IGNORECASE),
        re.compile(r",\s+([^,;.]{3,80})(?=,|\.\s)"),
        re.compile(r"[.!?]\W*\s"),
    )


def own_forces(
    claim: Claim,
    text: str,
    known: Known,
    named: Collection[Span],
    outlet: str | None = None,
    state: Callable[[Mention], bool] = lambda party: False,
) -> Claim:
    """The claim with its speaker's own forces taken to the speaker's party, where that is known; the reasons tell of them either way.

    `text`: the report's; `named`: where in it somebody else is named, who may own what follows; `outlet`: who published it, and speaks where nobody does;
    `state`: whether a party is of a state, which has no mujahideen.
    """
    speaker = next(iter(claim.attribution.speakers), Mention(outlet) if outlet else None)
    if speaker is None or not any(_is_we(m) or _is_force(m) for m in (*claim.actors, *claim.targets)):
        return claim
    said = speaker.span or _itself(claim, text, speaker.text)
    reasons: list[Reason] = []

    def owned(role: str, mention: Mention) -> Mention:
        if not _is_we(mention) and not (_is_force(mention) and _is_own(mention, said, text, named)):
            return mention
        owner = _party(speaker, text, known) if speaker.span else _publisher(speaker, known)
        if mention.text.split()[-1].lower() in words_of("roles", "called_so") and (owner is None or state(owner)):
            return mention
        whose = f"{mention.words} = {owner.neutral}" if owner else mention.text
        reasons.append(Reason(role, whose, f"{OWN_FORCES} {speaker.text}", mention.span))
        if owner is not None:
            mention = replace(mention, neutral=owner.neutral, entity=owner.entity, side=owner.side)
        name = _group(speaker, text) or (_body(speaker) if role == "actor" and _is_its(mention, text) else None)
        return (
            replace(mention, text=name, words=mention.words or mention.text)
            if name and not _is_we(mention)
            else mention
        )

    actors, targets = (_once(owned("actor", m) for m in claim.actors), _once(owned("target", m) for m in claim.targets))
    return replace(claim, actors=actors, targets=targets, reasons=(*claim.reasons, *reasons)) if reasons else claim


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple({m.text: m for m in mentions}.values())


def _is_we(mention: Mention) -> bool:
    return (mention.words or "").lower() in words_of("roles", "ourselves")


def _is_force(mention: Mention) -> bool:
    """Whether the words are those for any party's forces, whoever a pack takes such words for."""
    bare = mention.neutral is None or mention.text.islower()
    return bare and mention.span is not None and bool(_patterns().force.fullmatch(mention.text))


def _is_own(mention: Mention, said: Span | None, text: str, named: Collection[Span]) -> bool:
    """Whether the words before a force make it its speaker's: "our", or "its" behind who says it in one sentence with nobody named between."""
    force = mention.span
    if force is None:
        return False
    found = _patterns().own.search(text, max(0, force.start - 12), force.end)
    if found is None or _patterns().whose.match(text, force.end):
        return False
    if found["owner"].lower() in words_of("roles", "articles_of_sides") and mention.neutral is not None:
        return False
    if found["owner"].lower() == "our" or said is None:
        return found["owner"].lower() == "our"
    between = text[said.end : force.start]
    others = any(said.end <= span.start and span.end <= force.start for span in named)
    return said.end <= force.start and not others and _patterns().ends.search(between) is None


def _is_its(mention: Mention, text: str) -> bool:
    """Whether the owner before a force is no single person: "its fighters", not "his men"."""
    found = _patterns().own.search(text, max(0, mention.span.start - 12), mention.span.end) if mention.span else None
    return found is not None and found["owner"].lower() in words_of("roles", "of_bodies")


def _itself(claim: Claim, text: str, outlet: str) -> Span | None:
    """Where the sentence of a claim last names its outlet before the claim, by the noun of its name: "the | Movement | informs that its forces"."""
    begin = max((m.end() for m in _patterns().ends.finditer(text, 0, claim.span.start)), default=0)
    own = "|".join(re.escape(w) for w in outlet.split() if len(w) > 3 and w[0].isupper())
    found = re.finditer(rf"\b(?:{own})\b", text[begin : claim.span.start], re.IGNORECASE) if own else ()
    last = next((m for m in reversed([*found]) if m[0][0].isupper()), None)
    return Span(claim.report_id, begin + last.start(), begin + last.end()) if last else None


def _publisher(outlet: Mention, known: Known) -> Mention | None:
    """The party whose name is, or begins, the outlet's, or one of two that it has: "Valley Movement / RSF", "Valley Movement (RSF)"."""
    names = re.split(r"\s+/\s+|\s*[()]", outlet.text)
    begin = (words[:n] for words in map(str.split, names) for n in range(len(words), 0, -1))
    parties = (known(Mention(" ".join(words))) for words in begin)
    return next((party for party in parties if party.neutral is not None), None)


def _party(speaker: Mention, text: str, known: Known) -> Mention | None:
    """The party for which a speaker speaks: the one that it is, or whose office it has, by its name or right behind that ("Ali Omar, a commander of the Front,")."""
    if speaker.neutral is not None:
        return speaker
    offices = (
        pattern.search(said) for said in _told_of(speaker, text) for pattern in (_patterns().of, _patterns().before)
    )
    parties = (known(Mention(found["who"].strip())) for found in offices if found)
    return next((party for party in parties if party.neutral is not None), None)


def _told_of(speaker: Mention, text: str) -> tuple[str, ...]:
    """What a speaker's own words tell of it, and what stands behind its name between commas."""
    beside = (_patterns().beside.match(text, at.end()) for at in re.finditer(re.escape(speaker.text), text))
    return (*re.split(r",\s+", speaker.text), *(found[1] for found in beside if found))


def _group(speaker: Mention, text: str) -> str | None:
    """The name of the group that a speaker is or has an office of, by what its words tell: "the Valley Liberation Army", "a commander of | the Northern Front"."""
    offices = (
        pattern.search(said) for said in _told_of(speaker, text) for pattern in (_patterns().of, _patterns().before)
    )
    names = (speaker.text.partition(",")[0], *(found["who"].strip() for found in offices if found))
    return next((_ARTICLE.sub("", name) for name in names if _names_group(name)), None)


def _body(speaker: Mention) -> str | None:
    """The name of a speaker that is no person, or of the country whose office it is: "the 3rd Brigade", "| Ruritania |'s defence ministry"."""
    first = _ARTICLE.sub("", speaker.text.partition(",")[0])
    office = _patterns().before.search(first)
    name = office["who"].strip() if office else first
    known = country(name) is not None if office else words_of("attribution", "person").isdisjoint(name.lower().split())
    return name if known and name[:1].isupper() else None


def _names_group(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    capitals = {word.lower() for word in words if word[0].isupper()}
    if capitals & words_of("roles", "no_groups") or not words_of("attribution", "person").isdisjoint(
        map(str.lower, words)
    ):
        return False
    listed = _ARTICLE.sub("", name).lower() in names_of("parties")
    return listed or (len(capitals) > 1 and not capitals.isdisjoint(words_of("roles", "in_names_of_groups")))
