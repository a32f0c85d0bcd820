"""What the independent sources of one incident say, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from warmonitor.lang.wordlists import pattern_of

from ..model import EventType, Position, Stance
from .independence import groups, printed
from .interest import costs
from .names import stem
from .parties import Party, Stand, called, stand
from .profile import ATTACKS, ECHOES, GENERAL, Number, Profile, shared, states
from .sources import Sources, Speaker, institution

_HARMED = pattern_of("events", "harmed")

AFFIRMING = (Stance.ASSERTED, Stance.POSSIBLE)
"""Stances of whoever says that it happened."""

TOLLS = ("killed", "injured", "displaced", "detained", "hosted", "fighters", "strikes", "places")
"""Counts that are compared; `other` counts unlike things."""
_THINGS = ("strikes", "places", "fighters")
"""Those of TOLLS that name what is counted, not what befell it."""

BLAME = ATTACKS | {EventType.ABDUCTION_OR_ARREST}
"""Types whose denial clears the actor; denying a death or damage does not."""

HARM = BLAME | ECHOES
"""Types whose actor is a culprit."""

AT_ONCE = BLAME | {EventType.ARMED_CLASH, EventType.TERRITORY_GAINED, EventType.TERRITORY_LEFT}
"""Types of what happens once; people flee, aid is cut and a place is held for days, which differ without contradiction."""


class Voice:
    """One independent source with its claims in the incident, prepared for comparing, earliest published first.

    `now`: what it says last; a statement that denies what it said before takes that back. `withdrew`: it denies now what it asserted earlier.
    `hedges`: it holds it for no more than possible.
    """

    def __init__(self, speaker: Speaker, said: tuple[Profile, ...], interest: str | None) -> None:
        self.speaker, self.said, self.interest = speaker, said, interest
        self.now = _latest(said)
        self.affirms = any(map(_affirms, self.now))
        self.denies = not self.affirms and any(p.claim.stance is Stance.DENIED for p in self.now)
        self.hedges = self.affirms and all(p.claim.stance is not Stance.ASSERTED for p in self.now)
        self.withdrew = self.denies and any(map(_affirms, said))

    @property
    def reports(self) -> list[str]:
        return sorted({p.claim.report_id for p in self.now})

    def tolls(self, report: str | None = None) -> dict[tuple[str, str], Number]:
        """What the source says last of each kind of number, in all or in one report: of its latest statements the highest."""
        return {(n.what, n.who): n for n in self._counted(report, lambda n: (n.what, n.who))}

    def tolls_apart(self, report: str) -> list[Number]:
        """The same in one report, the fighters of each party by themselves."""
        return self._counted(report, lambda n: (n.what, n.who, n.of))

    def _counted(self, report: str | None, kind: Callable[[Number], tuple[object, ...]]) -> list[Number]:
        """The last number of each kind, by what is counted of whom."""
        if not any(p.numbers for p in self.now):
            return []
        latest: dict[tuple[object, ...], tuple[tuple[int, int, int], Number]] = {}
        for p in self.now:
            if not _affirms(p) or report not in (None, p.claim.report_id):
                continue
            for number in p.numbers:
                rank = (p.published or 0, number.low, -(number.high or 1 << 40))
                if kind(number) not in latest or rank > latest[kind(number)][0]:
                    latest[kind(number)] = (rank, number)
        return sorted((n for _, n in latest.values()), key=lambda n: (n.what, n.who, -n.low))

    def whom(self, number: Number) -> str:
        """Of whom or what the number is: `people`, `fighters`, or the words in which the source counts them."""
        if number.who in ("people", "fighters"):
            return number.who
        told = (c.who for p in self.now for n, c in zip(p.numbers, p.claim.counts, strict=True) if n == number)
        return next(told, number.who)

    def culprits(self) -> frozenset[str]:
        """Parties whom the source names as doing it."""
        return frozenset(x for p in self.now if _affirms(p) for x in p.parties)

    def blamed(self) -> frozenset[str]:
        """Parties and names of those who, the source says, did it."""
        return frozenset(x for p in self.now if _affirms(p) for x in p.parties | p.actors)

    def accused(self) -> frozenset[Party]:
        """Those who, the source says, did it, as it calls them."""
        return frozenset(x for p in self.now if _affirms(p) for x in p.doers)

    def of(self, party: Party) -> bool:
        """Whether the source speaks for a party."""
        mine = called(institution(self.speaker.name), self.speaker.side)
        return stand(mine, party) is Stand.ONE

    def cleared(self) -> frozenset[str]:
        """Parties and names of those who, the source says, did not do it; nobody where it says that they did, and denies only whom they hit."""
        denied = [p for p in self.now if p.claim.stance is Stance.DENIED and p.type in BLAME]
        if any(stand(a, b) is Stand.ONE for p in denied for a in p.doers for b in self.accused()):
            return frozenset()
        return frozenset(x for p in denied for x in p.parties | p.actors)

    @property
    def names(self) -> frozenset[str]:
        """What the source itself goes by, as others may name it."""
        return frozenset(stem(w) for w in self.speaker.key.split()) | frozenset((self.speaker.key,))


def _latest(said: tuple[Profile, ...]) -> tuple[Profile, ...]:
    if len(said) == 1:
        return said
    latest = max((p.published for p in said if p.published is not None), default=None)
    fresh = tuple(p for p in said if p.published == latest or p.published is None)
    turned = any(p.claim.stance is Stance.DENIED for p in fresh) and not any(map(_affirms, fresh))
    return fresh if turned else said


class Odds(NamedTuple):
    """Two sources whose numbers for the same thing cannot both be; `scope` where one counts for only some of the other's places."""

    a: Voice
    b: Voice
    mine: Number
    yours: Number
    scope: bool


def voices(profiles: Iterable[Profile], sources: Sources) -> list[Voice]:
    """The independent sources of an incident's claims, in order of their first claim's id."""
    of = {p.claim.id: p for p in profiles}
    found = []
    for speaker, claims in groups((p.claim for p in of.values()), sources):
        said = tuple(_first_said([of[c.id] for c in claims], sources))
        why = next((w for p in said if (w := costs(p.claim, sources))), None)
        found.append(Voice(speaker, said, why))
    return found


def _in_order(p: Profile) -> tuple[int, int, str]:
    return p.published or 0, p.claim.span.start, p.claim.id


def _first_said(said: Sequence[Profile], sources: Sources) -> Sequence[Profile]:
    """The statements of a source, in order of time; one that is only printed again counts as of the day of its first print."""
    if len(said) == 1:
        return said
    said = sorted(said, key=_in_order)
    if len({p.claim.report_id for p in said}) < 2:
        return said
    first: dict[tuple[object, ...], int] = {}
    found = []
    for p in said:
        told = first.setdefault(printed(p.claim, sources), p.published) if p.published else None
        found.append(p if told == p.published else p._replace(published=told))
    return sorted(found, key=_in_order)


def positions(found: Sequence[Voice]) -> tuple[Position, ...]:
    """One position for each independent source."""
    return tuple(
        Position(v.speaker.name, v.speaker.side, tuple(p.claim.id for p in v.said), says(v), v.interest is not None)
        for v in found
    )


def says(voice: Voice) -> str:
    """What a source says in few words: whether it happened, by whom, who left, the tolls, and that it denies some of it."""
    parts = ["withdrawn" if voice.withdrew else "denied" if voice.denies else "" if voice.affirms else "expected"]
    named = [(p.type is EventType.TERRITORY_LEFT, m) for p in voice.now if _affirms(p) for m in p.claim.actors]
    for left, by in ((False, "by"), (True, "left by")) if named else ():
        if names := sorted({m.neutral or m.text for leaving, m in named if leaving is left}):
            parts.append(f"{by} {', '.join(names)}")
    parts += (_toll(number, voice.whom(number)) for number in voice.tolls().values())
    said = [part for part in parts if part] or ["happened"]
    return "; ".join([*said, "denied in part"] if _denies_some(voice) else said)


def _denies_some(voice: Voice) -> bool:
    """Whether a source denies a part of what it affirms; a denial before what it says last is left behind."""
    if len(voice.now) == 1:
        return False
    denied = [p.published or 0 for p in voice.now if p.claim.stance is Stance.DENIED]
    affirmed = [p.published or 0 for p in voice.now if _affirms(p)]
    return bool(denied and affirmed) and max(denied) >= max(affirmed)


def _toll(number: Number, whom: str) -> str:
    """ "killed 8", "injured 12 children"; of things without a class of their own "6 towns"."""
    amount = span(number.low, number.high)
    if number.what in (*_THINGS, "other"):
        return f"{amount} {number.what if whom == 'people' and number.what in _THINGS else whom}"
    return f"{number.what} {amount}" + ("" if whom == "people" else f" {whom}")


def span(low: int, high: int | None) -> str:
    """A number with its bounds: "6", "31 or more", "more than 5,000", "24–99"."""
    if high is None:
        return f"more than {low - 1:,}" if just_over(low) else f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def just_over(low: int) -> bool:
    """Whether a lowest number is mostly that of "more than" a round one: 5,001 of "more than 5,000"."""
    return low > 50 and low % 50 == 1


def differ(found: Sequence[Voice]) -> tuple[str, ...]:
    """On what the sources differ: `toll`, `culprit`, `place`, `day`, `happened`; only between comparable claims."""
    if len(found) == 1 and len(found[0].said) == 1:
        return ()  # who says one thing does not differ
    toll = tolls_at_odds(found)
    labels = {
        "toll": bool(toll) or any(none_hurt(a, b) for a in found for b in found),
        "culprit": _culprits_differ(found),
        "place": any(odds.scope for odds in toll),
        "day": _days_differ(found),
        "happened": _denied_outright(found),
    }
    return tuple(name for name, holds in labels.items() if holds)


def tolls_at_odds(found: Sequence[Voice]) -> list[Odds]:
    """Pairs of statements of different reports or sources whose numbers for the same thing cannot both be.

    Numbers that only rise from one day of publication to the next are one toll counted further, not a contradiction.
    """
    statements = [
        [s for n in v.tolls_apart(r) if n.what in TOLLS and not _corrected(s := _Said(v, r, n))]
        for v in found
        for r in v.reports
    ]
    return [
        Odds(x.voice, y.voice, x.number, y.number, _part_of(x, y))
        for mine, yours in combinations(statements, 2)
        for x in mine
        for y in yours
        if x.number.compares(y.number) and not _meet(x, y) and not _risen(x, y) and _same_window(x, y)
    ]


def none_hurt(counting: Voice, denying: Voice) -> bool:
    """Whether one says that nobody was killed or hurt, and counts none itself, where the other counts dead or injured."""
    if denying.denies:
        denied = denying.now if all(p.type is EventType.CASUALTIES for p in denying.now) else ()
    else:
        denied = tuple(filter(_of_none, denying.now))
    harms = {what for p in denied for what in _spared(p)} - {what for what, _ in denying.tolls()}
    return any(what in harms and n.low > 0 for (what, _), n in counting.tolls().items())


def _of_none(p: Profile) -> bool:
    """Whether harm to anybody is denied, and not somebody's, that of one who is named, or a number."""
    if p.type is not EventType.CASUALTIES or p.claim.stance is not Stance.DENIED:
        return False
    return not (p.doers or p.targets or p.numbers)


def _spared(denial: Profile) -> tuple[str, ...]:
    """What nobody suffered: who says that nobody died may know of injured."""
    return ("killed", "injured") if _HARMED.stands_in(denial.claim.quote) else ("killed",)


def ranges(found: Sequence[Voice]) -> dict[tuple[str, str], tuple[int, int | None, int]]:
    """For each kind of number the lowest and highest (None: open) that an independent source gives, and how many give one."""
    seen: dict[tuple[str, str], list[Number]] = {}
    for voice in found:
        for key, number in voice.tolls().items():
            seen.setdefault(key, []).append(number)
    return {
        key: (
            min(n.low for n in ns),
            None if any(n.high is None for n in ns) else max(n.high or 0 for n in ns),
            len(ns),
        )
        for key, ns in sorted(seen.items())
    }


def _affirms(p: Profile) -> bool:
    return p.claim.stance in AFFIRMING


class _Said(NamedTuple):
    """A number that a source gives in one report."""

    voice: Voice
    report: str
    number: Number

    @property
    def claims(self) -> list[Profile]:
        return [p for p in self.voice.now if p.claim.report_id == self.report and self.number in p.numbers]

    @property
    def readings(self) -> list[Number]:
        """The numbers of its claims with which another source's may agree: of its class a part as well as the whole, and people and fighters together."""
        mine = [n for p in self.claims for n in p.numbers if n.what == self.number.what]
        parts = [n for n in mine if n.compares(self.number)]
        together = [n for n in mine if n.who in ("people", "fighters")]
        if self.number.who == "people" and len({n.who for n in together}) == 2 and len(together) == 2:
            high = sum(n.high or 0 for n in together) if all(n.high is not None for n in together) else None
            parts.append(Number(self.number.what, "people", sum(n.low for n in together), high))
        return parts

    @property
    def published(self) -> int | None:
        return self.claims[0].published

    @property
    def windows(self) -> set[tuple[int | None, int | None] | None]:
        """None for a few days or an unknown time, else the span."""
        return {None if p.point or p.since is None else (p.since, p.until) for p in self.claims}


def _meet(a: _Said, b: _Said) -> bool:
    return a.number.meets(b.number) or any(x.meets(y) for x in a.readings for y in b.readings)


def _risen(a: _Said, b: _Said) -> bool:
    """Whether the later of the two numbers is the higher, the same toll, further counted, or its source's own correction."""
    if a.published is None or b.published is None or a.published == b.published:
        return False
    early, late = (a.number, b.number) if a.published < b.published else (b.number, a.number)
    return a.voice is b.voice or late.low >= early.low


def _corrected(said: _Said) -> bool:
    """Whether its source gives a lower number in a later report, and so holds the higher no more."""
    when = said.published
    return when is not None and any(
        p.published is not None and p.published > when and n.compares(said.number) and not n.meets(said.number) and n.low < said.number.low
        for p in said.voice.now if len(said.voice.now) > 1
        for n in p.numbers
    )  # fmt: skip


def _same_window(a: _Said, b: _Said) -> bool:
    """Whether the two count over days that compare: both a few days, or the same span."""
    return bool(a.windows & b.windows)


def _part_of(a: _Said, b: _Said) -> bool:
    """Whether one counts for some of the places that the other counts for."""
    mine, yours = ([s.bones for p in x.claims for s in p.spots if not s.wide] for x in (a, b))
    if not mine or not yours:
        return False
    forth = [any(x & y for y in yours) for x in mine]
    back = [any(x & y for y in mine) for x in yours]
    return (all(forth) and not all(back)) or (all(back) and not all(forth))


def blame(a: Voice, b: Voice) -> str | None:
    """Why two sources differ on who did it, None where they do not: one clears whom the other names, they name different parties, or each the other."""
    if a is b:
        return None
    if shared(a.blamed(), b.cleared()) or shared(b.blamed(), a.cleared()):
        return "one names whom the other clears"
    said = [p for v in (a, b) for p in v.said]
    harm = any(p.type in HARM or "broken" in p.stages for p in said)
    clash = any(p.type is EventType.ARMED_CLASH for p in said)
    if (harm or clash) and a.blamed() & b.names and b.blamed() & a.names:
        return "each names the other"
    if harm and (_names_others(a, b) or _names_others(b, a)):
        return "one names the other, who names somebody else"
    return "they name different parties" if harm and _other_party(a, b) else None


def _other_party(a: Voice, b: Voice) -> bool:
    """Whether the culprits of two sources are on different sides, or of different countries or names where no side is known."""
    mine, yours = a.culprits(), b.culprits()
    if not mine & yours <= GENERAL:
        return False
    here, there = states(a.blamed()), states(b.blamed())
    if bool(mine and yours and not mine & yours) or bool(here and there and not here & there):
        return True
    pairs = [stand(x, y) for x in a.accused() for y in b.accused()]
    return bool(pairs) and set(pairs) == {Stand.OTHER}


def _names_others(accused: Voice, accuser: Voice) -> bool:
    """Whether a source names others than itself, whom another source names."""
    theirs = [p for p in accuser.accused() if accused.of(p)]
    return bool(theirs and accused.accused()) and not any(accused.of(p) for p in accused.accused())


def _culprits_differ(found: Sequence[Voice]) -> bool:
    """Whether any two differ on the culprit, or one is accused and another denies somebody's part."""
    if any(blame(a, b) for a, b in combinations(found, 2)):
        return True
    harm = [v for v in found if any(p.type in HARM for p in v.said)]
    accused = any(v.blamed() for v in harm)
    return accused and any(v.denies and any(p.type in BLAME and p.claim.actors for p in v.now) for v in harm)


def _days_differ(found: Sequence[Voice]) -> bool:
    """Whether two statements that can only be about one day or a few name days that do not overlap."""
    told = [p for v in found for p in v.now if p.point and not p.late and p.type in AT_ONCE and _affirms(p)]
    days = {(p.since, p.until) for p in told if p.since is not None and p.until is not None}
    return any(a[0] > b[1] or b[0] > a[1] for a, b in combinations(sorted(days), 2))


def _denied_outright(found: Sequence[Voice]) -> bool:
    return any(outright(a, b) for a in found for b in found)


def outright(affirming: Voice, denying: Voice) -> bool:
    """Whether one denies what the other affirms: the event itself, not who did it or whom it hurt.

    To deny a strike by somebody clears them, to deny one by nobody says that there was none, and to deny the death of one who is named that he is dead.
    """
    if not affirming.affirms or not denying.denies:
        return False
    kinds = {p.type for p in affirming.now if _affirms(p)}
    if EventType.TERRITORY_GAINED in kinds:
        kinds.add(EventType.TERRITORY_LEFT)  # who denies that they lost a place denies that others took it
    return any(p.type in kinds and (p.type not in HARM or _of_nobody(p) or _lives(p, affirming)) for p in denying.now)


def _of_nobody(denial: Profile) -> bool:
    """Whether a strike is denied and not somebody's part in it."""
    return denial.type in BLAME and not denial.claim.actors


def _lives(denial: Profile, affirming: Voice) -> bool:
    """Whether a death is denied of which the other gives no number: one of somebody who is named has none."""
    if denial.type is not EventType.CASUALTIES or denial.claim.actors:
        return False
    return not any(what in ("killed", "injured") for what, _ in affirming.tolls())
