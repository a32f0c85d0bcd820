"""Who is named where an actor stands, and did nothing: the weapon that hits, who tends the hurt, and whoever only tells what they saw or denies that it came so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from warmonitor.lang.doc import Doc
from warmonitor.model import Attribution, Mention, Stance
from warmonitor.model import EventType as T
from warmonitor.read.phrases import child
from warmonitor.read.roles.nominals import role_words
from warmonitor.read.roles.participants import Part

from .lexicon import any_of, words_of
from .speech.frames import is_witness
from .written import as_written

HARM = frozenset((
    T.ARMED_CLASH, T.AIR_STRIKE, T.SHELLING, T.BOMBING, T.CHEMICAL_ATTACK, T.VIOLENCE_AGAINST_CIVILIANS, T.CASUALTIES, T.DESTRUCTION,
))  # fmt: skip
"""Types of what no health ministry does."""


def doers(
    doc: Doc, actors: Sequence[Part], type_: T, attribution: Attribution, *, only_told: bool = False
) -> list[Part]:
    """The likely actors of a claim without weapons ("a Shahed"), without those who tend the hurt or count them ("the Red Cross collected 12 bodies"),
    and without those who tell it as witnesses ("the monitor recorded nine raids").

    `only_told`: who tells the claim did not do it (`denies_loss`).
    """
    actors = [part for part in actors if not (type_ in HARM and _is_aider(doc, part))]
    told = [m.span for m in attribution.speakers if m.span] if only_told or is_witness(attribution.rule) else []
    places = ((part, doc.chars(*part.words)) for part in actors if not _is_weapon(doc, part))
    return [part for part, (start, end) in places if not any(s.start < end and start < s.end for s in told)]


def _is_aider(doc: Doc, part: Part) -> bool:
    words = {word.lower() for word in doc.quote(*part.words).split()}
    return not words.isdisjoint(words_of("roles", "aiders"))


def spoken_for(named: Mention) -> Mention:
    """Of a spokesman who is named in an actor's place those who do what he tells: "a spokesman for | the army"."""
    found = _spokesman().match(named.text)
    if not found or named.span is None or len(named.text) != named.span.end - named.span.start:
        return named
    span = replace(named.span, start=named.span.start + found.end())
    return replace(named, text=named.text[found.end() :], words=named.text[found.end() :], span=span)


@cache
def _spokesman() -> re.Pattern[str]:
    return re.compile(
        rf"(?:an? |the )?{any_of('sides', 'mouths')} {any_of('attribution', 'links')} (?:the )?", re.IGNORECASE
    )


def denies_loss(doc: Doc, head: int, type_: T, stance: Stance) -> bool:
    """Whether a claim denies that a place was taken, and its verb at word `head` tells not by whom: "the army denied that Dor had | fallen"."""
    if type_ is not T.TERRITORY_GAINED or stance is not Stance.DENIED:
        return False
    # "it was not true that Dor had | fallen"
    inside = (w for w in doc.children[head] if doc.deps[w] in ("csubj", "ccomp"))
    return any(_only_lost(doc, w) for w in (head, *inside))


def _only_lost(doc: Doc, verb: int) -> bool:
    """Whether a verb tells that a place was lost, and not by whom it was taken."""
    passive = child(doc, verb, "nsubj:pass") is not None and child(doc, verb, "obl:agent") is None
    return passive or doc.lemmas[verb] in role_words("falling")


def _is_weapon(doc: Doc, part: Part) -> bool:
    """Whether the last word of a phrase is a weapon that nobody sits in."""
    last = part.words[1] - 1
    return not words_of("events", "munitions").isdisjoint((doc.lemmas[last].lower(), *as_written(doc, last)))
