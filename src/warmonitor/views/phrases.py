"""The few words that the views put around what reports say."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from warmonitor.model import Claim, Count, EventType, Mention, Relation, Where
from warmonitor.reconcile.names import plain
from warmonitor.reconcile.people import FAMILIES, FIGHTERS, PART, PEOPLE, counted, together
from warmonitor.reconcile.positions import just_over
from warmonitor.reconcile.profile import MEMBERS

from .escape import one_line
from .grammar import plural as plural  # as all that speaks of claims knows it from here

LABELS: dict[EventType, str] = {
    EventType.TERRITORY_GAINED: "taken",
    EventType.TERRITORY_HELD: "held",
    EventType.TERRITORY_LEFT: "left",
    EventType.ADVANCE: "advance or siege",
    EventType.ARMED_CLASH: "fighting",
    EventType.AIR_STRIKE: "air strike",
    EventType.SHELLING: "shelling",
    EventType.BOMBING: "bombing",
    EventType.CHEMICAL_ATTACK: "chemical attack",
    EventType.VIOLENCE_AGAINST_CIVILIANS: "violence against civilians",
    EventType.ABDUCTION_OR_ARREST: "abduction, arrest or release",
    EventType.CASUALTIES: "people killed or hurt",
    EventType.DISPLACEMENT: "displacement",
    EventType.DEPLOYMENT: "deployment",
    EventType.ACCESS: "aid and access",
    EventType.AGREEMENT: "agreement",
    EventType.DESTRUCTION: "destruction",
}

# How the target is joined to the label; "on" where a type is not listed.
_TARGET = {
    EventType.TERRITORY_GAINED: "from",
    EventType.TERRITORY_HELD: "against",
    EventType.TERRITORY_LEFT: "to",
    EventType.ADVANCE: "against",
    EventType.ARMED_CLASH: "against",
    EventType.VIOLENCE_AGAINST_CIVILIANS: "victims:",
    EventType.ABDUCTION_OR_ARREST: "of",
    EventType.CASUALTIES: "among",
    EventType.DISPLACEMENT: "of",
    EventType.DEPLOYMENT: "of",
    EventType.ACCESS: "for",
    EventType.AGREEMENT: "with",
    EventType.DESTRUCTION: "of",
}

DIFFER = {
    "happened": "whether it happened",
    "toll": "the toll",
    "culprit": "the culprit",
    "place": "the place",
    "day": "the day",
}
"""On what sources differ, as it is read."""

_RELATION = {
    Relation.NEAR: "near ",
    Relation.OUTSKIRTS: "outskirts of ",
    Relation.TOWARDS: "towards ",
    Relation.BETWEEN: "between ",
    Relation.PART: "part of ",
}


class Named(NamedTuple):
    """An actor or speaker: the neutral name where one is known, and the words that sources use."""

    name: str
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        others = [f"“{w}”" for w in self.words if w.casefold() != self.name.casefold()]
        return f"{self.name} ({', '.join(others)})" if others else self.name


def named(mentions: Iterable[Mention]) -> tuple[Named, ...]:
    """The mentions under their neutral names, in the order in which they first appear, each with all its wordings."""
    wordings: dict[str, dict[str, str]] = {}  # of each name: its wordings by their folds
    for mention in mentions:
        known = wordings.setdefault(one_line(mention.neutral or mention.text), {})
        for words in (mention.words, mention.text):
            if words and (fold := (clean := one_line(words)).casefold()) not in known:
                known[fold] = clean
                break
    return tuple([Named(name, tuple(words.values())) for name, words in wordings.items()])


def place(where: Where) -> str:
    """`Khan Shaykhun (Idlib, SY)` where the place is known, else the report's words in quotation marks."""
    if where.place is None:
        return f"“{one_line(where.text)}”"
    known = where.place
    return lying(where) + _around(known.name, known.admin1, known.country)


def lying(where: Where) -> str:
    """How the event lies to the place, before its name; a stretch between two places says it in its own name."""
    if where.relation is Relation.IN:
        return ""
    side = (where.bearing or "").upper()
    if where.relation is Relation.DISTANCE and where.distance_km is not None:
        return f"{where.distance_km:g} km {f'{side} of' if side else 'from'} "
    if where.relation is Relation.NEAR and side:
        return f"{side} of "
    if where.place is not None and where.place.id.startswith("between:"):
        return ""
    return _RELATION.get(where.relation, "")


@lru_cache(maxsize=1 << 14)
def _around(name: str, admin1: str | None, country: str | None) -> str:
    around = ", ".join(latin(part) for part in (admin1, country) if part and part != name)
    return f"{latin(name)} ({around})" if around else latin(name)


@lru_cache(maxsize=1 << 14)
def latin(name: str) -> str:
    """`Arīḩā` as `Ariha`: gazetteers transliterate with marks that no report uses."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return one_line(plain.replace("‘", "'").replace("’", "'").replace("ʻ", "'"))


def places(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The places of the claims, each once, in order."""
    return tuple(dict.fromkeys([place(where) for claim in claims for where in claim.where]))


def day(value: date) -> str:
    """`5 Sep 2019`, the same in every locale."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(earliest: date | None, latest: date | None) -> str:
    """`28–30 Aug 2019`, `30 Aug – 2 Sep 2019`, `day unknown`."""
    if earliest is None or latest is None:
        known = earliest or latest
        return day(known) if known else "day unknown"
    if earliest == latest:
        return day(latest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{day(latest)}"
    first = f"{earliest.day} {_MONTHS[earliest.month - 1]}" if earliest.year == latest.year else day(earliest)
    return f"{first} – {day(latest)}"


def speakers(mentions: Sequence[Mention]) -> str:
    """The chain of speakers, nearest first; empty where the report speaks itself."""
    return ", ".join(one_line(m.text) for m in mentions)


def source(name: str, ownership: str | None) -> str:
    """`State Agency (state-owned)`; the name alone where a pack does not tell whose it is."""
    owned = _OWNED.get(ownership or "", ownership)
    return f"{one_line(name)} ({owned})" if owned else one_line(name)


def number(low: int, high: int | None) -> str:
    """`12`, `8–12`, `at least 8`, `more than 5,000`, `up to 40`."""
    if high is None:
        return f"more than {low - 1:,}" if just_over(low) else f"at least {low:,}"
    if low == high:
        return f"{low:,}"
    return f"up to {high:,}" if low == 0 else f"{low:,}–{high:,}"


def count(value: Count) -> str:
    """`8–12 killed (civilians)`, `six` as `6 places (towns)`; things that have no class of their own by their name alone."""
    of = one_line(value.who)
    if value.what in ("other", "places", "strikes", "fighters"):
        return _number_of(value.low, value.high, of or value.what)
    return f"{number(value.low, value.high)} {value.what}" + (f" ({of})" if of else "")


def _number_of(low: int, high: int | None, label: str) -> str:
    """`2 strikes`, `1 strike`, `1 family displaced`: words of ours beside one are in the singular."""
    first, _, rest = label.partition(" ")
    words = f"{_ONE.get(first, first)} {rest}".rstrip() if (high or low) == 1 else label
    return f"{number(low, high)} {words}"


def span_of_counts(claims: Iterable[Claim]) -> str:
    """What the claims say together, per class of count: `8–12 killed, at least 30 injured`.

    Of each claim the largest number per class is taken, since the others are parts of it ("including 3 children"). Fighters and other people are
    told apart where both are counted: 40 dead rebels and 5 dead residents are no range from 5 to 40, nor are 29 children and 50 people.
    """
    bounds: dict[tuple[str, str], list[Count]] = {}
    for claim in claims:
        for kind, value in _largest(claim).items() if claim.counts else ():
            bounds.setdefault(kind, []).append(value)
    if not bounds:
        return ""
    for what in _PEOPLE:
        part = bounds.pop((what, PART), None)
        if part and (what, PEOPLE) not in bounds:
            bounds[what, PEOPLE] = part
    order = sorted(bounds, key=lambda kind: (_ORDER.get(kind[0], 9), kind[1] != PEOPLE, kind))
    return ", ".join(_joined(bounds[kind], _whom(kind, bounds)) for kind in order)


def _whom(kind: tuple[str, str], bounds: Container[tuple[str, str]]) -> str:
    """Families always, and fighters where other people are counted beside them."""
    what, who = kind
    return who if who == FAMILIES or (who == FIGHTERS and (what, PEOPLE) in bounds) else ""


def _largest(claim: Claim) -> dict[tuple[str, str], Count]:
    """The largest number of each class, "eight women and six children" added up; of "25 people, 10 of them soldiers" the soldiers are a part."""
    found: dict[tuple[str, str], Count] = {}
    whats = [c.what for c in claim.counts]
    sums = (together(claim.counts, what, claim.quote) for what in _PEOPLE if whats.count(what) > 1)
    for value in (*claim.counts, *(value for value in sums if value is not None)):
        kind = _class(value)
        if kind not in found or value.low > found[kind].low:
            found[kind] = value
    for what in _PEOPLE:
        whole, part = found.get((what, PEOPLE)), found.get((what, FIGHTERS))
        if whole and part and part.low <= whole.low and set(plain(whole.who).split()) <= MEMBERS:
            del found[what, FIGHTERS]
    return found


def _class(value: Count) -> tuple[str, str]:
    """By which numbers are comparable: of people what befell them and of whom it is told; of things their name."""
    return value.what, counted(value.who) if value.what in _PEOPLE else one_line(value.who).casefold()


def _joined(values: Sequence[Count], of: str) -> str:
    """The numbers of one class with its label; `of`: whom it counts, where others of its kind are counted beside."""
    low = min(value.low for value in values)
    highs = [value.high for value in values]
    known = [high for high in highs if high is not None]
    first = values[0]
    label = f"{of} {first.what}".strip() if first.what in _PEOPLE else one_line(first.who) or first.what
    if len(known) < len(highs):
        # Open above: the largest number that anybody gives is still worth saying.
        most = max([*known, *(value.low for value in values)])
        return _number_of(low, None, label) if most <= low else f"{low:,} to at least {most:,} {label}"
    return _number_of(low, max(known), label)


@lru_cache(maxsize=1 << 14)
def summary(type_: EventType, actors: tuple[Named, ...], targets: tuple[Named, ...]) -> str:
    """`taken by A (“the army”) from B`."""
    words = LABELS[type_]
    if actors:
        words += " by " + ", ".join(map(str, actors))
    if targets:
        joint = _TARGET.get(type_, "on")
        words += ("; " if joint.endswith(":") else " ") + f"{joint} " + ", ".join(map(str, targets))
    return words


def differ(on: Iterable[str]) -> str:
    """`the toll, whether it happened`."""
    return ", ".join(DIFFER.get(name, name) for name in on)


_OWNED = {"state": "state-owned", "party": "party-owned", "private": "privately owned"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ONE = {"places": "place", "strikes": "strike", "fighters": "fighter", "families": "family"}
_PEOPLE = ("killed", "injured", "displaced", "hosted", "detained")
_ORDER = {what: n for n, what in enumerate((*_PEOPLE, "fighters", "strikes", "places", "other"))}
