"""Attribution resolved: the original source behind a claim's words, whoever relayed them, under one key for all its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from warmonitor.lang.wordlists import Pattern, any_of, words_of

from ..ground.countries import Country, countries, country
from ..model import Claim, Mention, Report
from .evidence import Evidence, KnownActor, KnownSource, Registry
from .names import NUMBERS, abbreviates, common, plain, skeleton, tokens
from .parties import ARMIES, OFFICES, government
from .parties import STATE as STATE_SIDE
from .profile import party

NAMELESS = words_of("sources", "nameless") | NUMBERS
MEDIA = words_of("sources", "media")
OWN = MEDIA | words_of("sources", "own")
BESIDE = (
    MEDIA | OFFICES | words_of("sources", "members") | words_of("sources", "beside") | words_of("names", "articles")
)

STATE_WORDS = STATE_SIDE | ARMIES
"""Words that by themselves name a state's side: "the military" is as good a name as "the army"."""

ORGANS = words_of("sources", "organs")
_HEADS = any_of("sources", "heads")
_OFFICER = Pattern(
    lambda: rf"^(?:(?:the|an?) )?(?:(?P<before>[^,]+?) {_HEADS}\b.*|.*\b{any_of('sources', 'leads')} (?P<after>.+))$"
)

_MEMBER = re.compile(
    rf"^.*\b{any_of('sources', 'members')}s? (?:{any_of('sources', 'for')} (?:the )?(?P<whose>.+)"
    rf"|{any_of('sources', 'within')} (?:the (?P<inside>.+)|(?P<group>[A-Z]+|\S+ \S.*)))$"
)
"""Someone who speaks for a group: "a military source in the National Front", "a commander from HTS". "In Damascus" tells where, not for whom."""


STATE = 1
"""ACLED's inter code of state forces: a state's army, police and government speak as one."""

_HEADED = re.compile(rf"\b{_HEADS} (?P<person>[A-Z].*)$")
"""Who holds an office: "Relief Council spokeswoman Rana Aziz"."""

_NAMES = re.compile(rf"\s+(?!{any_of('sources', 'joining')}\s)(?=[a-z])\S+\s*")
"""Between the names within a speaker's: "Human Rights Watch researcher Rana Aziz"."""

_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)

STATE_KEY = "state:"
FIXED = ("id:", "report:", STATE_KEY)
"""Beginnings of keys that are no words of a name."""


LONG_NAME = 5  # consonants, from which on two names that share them all are spellings of one
REMEMBERED = 100_000  # claims whose speakers are kept at hand


class Speaker(NamedTuple):
    """A source; `ownership` and `reliability` as the registry has them.

    `named` is False for "a resident", who is told apart only by the outlet; `own` marks the report's own voice.
    """

    key: str
    name: str
    side: str | None = None
    reliability: str | None = None
    ownership: str | None = None
    named: bool = True
    own: bool = False


class Sources:
    """Looks up the speakers of claims; remembers what it has looked up. Reads `evidence`, changes nothing."""

    def __init__(
        self, reports: Mapping[str, Report], pack: Registry | None = None, copies: Mapping[str, str] | None = None
    ) -> None:
        """`copies` maps the id of a report that is a copy to the id that stands for its group."""
        self.reports, self.pack = reports, pack
        self.copies = copies or {}
        self._known: dict[str, _Entity | None] = {}
        self._speakers: dict[str, tuple[Claim, tuple[Speaker, ...]]] = {}
        self._outlets: dict[str, Speaker] = {}
        self._printers: dict[str, set[Speaker]] = {}
        self._named: dict[tuple[str, str | None, str | None], Speaker | None] = {}

    @classmethod
    def of(cls, evidence: Evidence) -> Sources:
        return cls(evidence.reports, evidence.pack, representatives(evidence.copies))

    def speakers(self, claim: Claim) -> tuple[Speaker, ...]:
        """The independent-looking speakers of a claim: one for each chain ("A and B said" has two), never none."""
        if len(self._speakers) > REMEMBERED:
            self._speakers.clear()
        kept = self._speakers.get(claim.id)
        if kept is not None and kept[0] is claim:
            return kept[1]
        report = self.reports.get(claim.report_id)
        outlet = self.outlet(claim.report_id)
        chains = self._chains(claim, report)
        found = tuple(dict.fromkeys(self._last(chain, outlet) for chain in chains)) if chains else (outlet,)
        self._speakers[claim.id] = (claim, found)
        return found

    def outlet(self, report_id: str) -> Speaker:
        """The report's own voice: its outlet, or the report itself where that is unknown."""
        report = self.reports.get(report_id)
        name = report.outlet if report else None
        if not name:
            return Speaker(f"report:{report_id}", f"report {report_id}", own=True)
        if name not in self._outlets:
            known = self._lookup(name) or self._party(name)
            self._outlets[name] = _speaker(self._key(name, known), name, known)._replace(own=True)
        return self._outlets[name]

    def _party(self, outlet: str) -> _Entity | None:
        """The actor whose organ an outlet is by its name: "Harbour Front Media Office", "Harbour Front - Northern Command"."""
        whole, _, _ = outlet.partition(" - ")
        words = whole.split()
        last = next((n for n in range(len(words), 0, -1) if plain(words[n - 1]) not in ORGANS), 0)
        organ = set(map(plain, words[last:])) - MEDIA
        if self.pack is None or not (organ or whole != outlet):
            return None
        return _actor(self.pack.actor(" ".join(words[:last])))

    def printed_by(self, report_id: str, outlet: Speaker) -> bool:
        """Whether an outlet has published a report, or one that is a copy of it."""
        if report_id not in self.copies:
            return self.outlet(report_id) == outlet
        if not self._printers:
            for report, text in self.copies.items():
                self._printers.setdefault(text, set()).add(self.outlet(report))
        return outlet in self._printers[self.copies[report_id]]

    def one_text(self, a: str, b: str) -> bool:
        """Whether two reports are known as copies of one text."""
        return a in self.copies and self.copies[a] == self.copies.get(b)

    def named(self, mention: Mention) -> Speaker:
        """The speaker that a name asked for means."""
        known = self._find(mention)
        return _speaker(self._key(mention.text, known), mention.text, known)

    def relays(self, claim: Claim, speaker: Speaker) -> tuple[Speaker, ...]:
        """Who is told behind a speaker: the Post of "the rights group, quoted by the Post"."""
        mentions = claim.attribution.speakers
        at = next((i for i, m in enumerate(mentions) if m.text == speaker.name), len(mentions))
        return tuple(self.named(m) for m in mentions[at + 1 :])

    def _chains(self, claim: Claim, report: Report | None) -> list[list[Mention]]:
        """Speakers joined into chains of relay, as they are told, nearest first; whom the text names beside the one before starts a chain."""
        chains: list[list[Mention]] = []
        for mention in claim.attribution.speakers:
            joint = bool(chains) and report is not None and _joined(chains[-1][-1].text, mention.text, report.text)
            if chains and not joint:
                chains[-1].append(mention)
            else:
                chains.append([mention])
        return chains

    def _by_name(self, mention: Mention) -> Speaker | None:
        """Whom a mention names; None where it only describes somebody. Few names make up most of a ledger."""
        key = mention.text, mention.entity, mention.side
        if key not in self._named:
            known = self._find(mention)
            nameless = known is None and (not is_named(mention.text) or set(plain(mention.text).split()) <= OWN)
            found = None if nameless else _speaker(self._key(mention.text, known), mention.text, known)
            self._named[key] = found and found._replace(side=mention.side or found.side)
        return self._named[key]

    def _last(self, chain: list[Mention], outlet: Speaker) -> Speaker:
        """The nearest speaker of the chain who can be named; a nameless one counts with who relayed it, at last the outlet."""
        for mention in chain:
            if (found := self._by_name(mention)) is not None:
                return found
        first = chain[0]
        if outlet.named and outlet.key.partition(":")[0] != "report" and set(plain(first.text).split()) <= OWN:
            return outlet
        return Speaker(f"{' '.join(tokens(first.text))}@{outlet.key}", first.text, party(first, self.pack), named=False)

    def _find(self, mention: Mention) -> _Entity | None:
        if mention.entity:
            known = self.pack.known(mention.entity) if self.pack is not None else None
            return (_actor(known) or _Entity(mention.entity, None))._replace(side=mention.side)
        return self._lookup(mention.text)

    def _lookup(self, name: str) -> _Entity | None:
        """The registry's source of that name, or of the longest part of it ("the UK-based Observatory"); else the actor called so."""
        if self.pack is None:
            return None
        if name not in self._known:
            sources = (self._within(part, before) for part, before in _parts(name))
            whole = _source(self.pack.source(name)) or self._of_group(name)
            part = whole or next((k for k in sources if k is not None), None)
            self._known[name] = part or _actor(self.pack.actor(name) or self.pack.actor(institution(name)))
        return self._known[name]

    def _within(self, part: str, before: str) -> _Entity | None:
        """The registry's source of a part of a name, unless another country stands right before it: the Turkish Red Crescent is not Syria's."""
        known = self.pack.source(part) if self.pack is not None else None
        land = _country_at_end(before) if known is not None and known.country else None
        return None if known is None or (land is not None and land.iso != known.country) else _source(known)

    def _of_group(self, name: str) -> _Entity | None:
        """The group that somebody speaks for, if the registry knows it."""
        match = _MEMBER.match(name)
        group = next((g for g in match.groups() if g), "") if match else ""
        if self.pack is None or not group:
            return None
        return _source(self.pack.source(group)) or _actor(self.pack.actor(group))

    def _key(self, name: str, known: _Entity | None) -> str:
        state = known.state if known is not None else government(name)
        if state is not None:
            known = _actor(self.pack.actor(state)) if self.pack is not None else None
            return f"id:{known.id}" if known is not None else f"state:{state}"
        return f"id:{known.id}" if known is not None else " ".join(tokens(institution(name))) or plain(name)


class _Entity(NamedTuple):
    """A source or actor whom reader or registry knows; of an actor the registry tells only the side, and `state`: the country whose state it is part of."""

    id: str
    side: str | None
    type: str = ""
    reliability: str | None = None
    ownership: str | None = None
    state: str | None = None


def _source(known: KnownSource | None) -> _Entity | None:
    return _Entity(known.id, known.side, known.type, known.reliability, known.ownership) if known is not None else None


def _actor(known: KnownActor | None) -> _Entity | None:
    if known is None:
        return None
    home = countries().get(known.countries[0]) if known.kind == STATE and len(known.countries) == 1 else None
    return _Entity(known.id, known.side, state=home.name if home is not None else None)


def _speaker(key: str, name: str, known: _Entity | None) -> Speaker:
    return (
        Speaker(key, name, known.side, known.reliability, known.ownership) if known is not None else Speaker(key, name)
    )


def representatives(copies: Iterable[frozenset[str]]) -> dict[str, str]:
    """Each report of a group of copies to the smallest id of its group."""
    return {r: min(group) for group in copies for r in group if len(group) > 1}


@lru_cache(maxsize=1 << 14)
def institution(name: str) -> str:
    """ "Observatory chief Rami Abdel Rahman" and "the head of the Observatory" speak for the Observatory, "an army spokesman" for the army."""
    match = _OFFICER.match(name)
    part = _ARTICLE.sub("", (match.group("before") or match.group("after") or "") if match else "")
    return part if part and is_named(part) else name


@lru_cache(maxsize=1 << 14)
def is_named(name: str) -> bool:
    """False where only a description is given: "a military source", "a teacher", "residents"; "an army spokesman" speaks for the army, and "the military" for itself."""
    if _described(name):
        spoken = institution(name)
        return spoken != name and bool(STATE_WORDS & set(plain(spoken).split()))
    words = tokens(name)
    return (
        any(w not in NAMELESS for w in words)
        or _ARTICLE.sub("", name).isupper()
        or (bool(words) and STATE_WORDS.issuperset(words))
    )


def _described(name: str) -> bool:
    """Whether somebody is described whom nothing tells apart: words without a capital after "a", or in a bare plural ("social media users")."""
    plural = name.endswith("s") and not name.endswith(("ss", "'s", "’s")) and not name.startswith("the ")
    return name.islower() and (plural or name.startswith(("a ", "an ")))


def same_speaker(a: Speaker, b: Speaker) -> bool:
    """Whether two speakers are one: the same key, or names of which one contains or abbreviates the other."""
    if a.key == b.key:
        return True
    fixed = [s.key.startswith(FIXED) for s in (a, b)]
    if not (a.named and b.named) or all(fixed) or (a.own and b.own):
        return False
    if _one_abbreviates(a.name, b.name):
        return True
    pairs = ((a, b), (b, a))
    if any(fixed):
        return any(x.key.startswith(STATE_KEY) and _in_office(x.name, y.name) for x, y in pairs)
    mine, yours = _telling(a.key), _telling(b.key)
    shared = mine & yours
    if shared in (mine, yours) and any(not common(w) and w not in NAMELESS and w not in MEDIA for w in shared):
        return True
    return any(_heads(x.name, y.name) for x, y in pairs)


@lru_cache(maxsize=1 << 14)
def _telling(key: str) -> frozenset[str]:
    """The words of a key, each without the s of a plural, long names as they sound: a Houthi speaks for the Houthis, Zelenskyy is Zelensky."""
    return frozenset(
        map(_sound, [w.removesuffix("s") if len(w) > 4 and not w.endswith("ss") else w for w in key.split()])
    )


def _sound(word: str) -> str:
    """A name's consonants, where it has many; other words, and short names, as they are."""
    bones = word if word in NAMELESS or word in MEDIA or common(word) else skeleton(word)
    return bones if len(bones) >= LONG_NAME else word


@lru_cache(maxsize=1 << 14)
def _one_abbreviates(a: str, b: str) -> bool:
    """Whether either of two speakers, or whom he speaks for, is named with the letters of the other."""
    mine, yours = institution(a), institution(b)
    return _abbreviates(mine, yours) or _abbreviates(yours, mine)


def _abbreviates(short: str, long: str) -> bool:
    """Whether one name has the letters of another, as an agency may write itself: dpa, SUNA of the Sudan News Agency."""
    short = _ARTICLE.sub("", short)
    if not (short.isalpha() and (short.isupper() or short.islower()) and 1 < len(short) < 7):
        return False
    return any(abbreviates(short, part) for part in _NAMES.split(long))


def _in_office(official: str, person: str) -> bool:
    """Whether one who speaks for a state is named with the office, and elsewhere without it."""
    held, name = (tuple(map(_sound, tokens(said))) for said in (official, person))
    return len(held) > len(name) > 0 and held[-len(name) :] == name and not any(map(common, tokens(person)))


def _heads(office: str, person: str) -> bool:
    """Whether somebody is named alone who elsewhere is named with an office."""
    held = _HEADED.search(office)
    return held is not None and tokens(held["person"]) == tokens(person)


def _joined(first: str, second: str, text: str) -> bool:
    """Whether the text names the two side by side: "the Observatory and state media said"."""
    between = rf"{re.escape(first)}[^.;\w]*(?:(?:and|or|,)\s+(?:the\s+|an?\s+)?|and\s+(?:[\w-]+\s+){{1,3}}?){re.escape(second)}"
    return re.search(between, text, re.IGNORECASE) is not None


def _parts(name: str) -> Iterator[tuple[str, str]]:
    """The name's runs of words that are long enough to be a name, longest first, each with the words before it."""
    words = name.split()
    for n in range(min(len(words), 8), 0, -1):
        for i in range(len(words) - n + 1):
            if n > 1 or _stands_alone(words, i):
                yield " ".join(words[i : i + n]), " ".join(words[:i])


def _stands_alone(words: Sequence[str], i: int) -> bool:
    """Whether one word may be a name within the others: not where it is a part of a longer one, as in "Orient Hospital"; initials are not."""
    word = words[i]
    if not word[:1].isupper() or len(word) < 4:
        return False
    before = words[i - 1] if i and not words[i - 1].endswith(",") else ""
    after = words[i + 1] if i + 1 < len(words) and not word.endswith(",") else ""
    return word.isupper() or not (_goes_on(before) or _goes_on(after))


def _goes_on(word: str) -> bool:
    """Whether a word beside a name makes it another name: one with a capital that tells neither a country or people nor an office or a trade."""
    if not word[:1].isupper() or "-" in word or word.endswith(("'s", "’s")):
        return False
    return plain(word) not in BESIDE and country(word) is None


def _country_at_end(words: str) -> Country | None:
    last = words.split()[-3:]
    found = (country(re.sub("['’]s$", "", " ".join(last[n:]))) for n in range(len(last)))
    return next((land for land in found if land is not None), None)
