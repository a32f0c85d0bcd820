"""Pairwise event coreference: how likely two claims are about one event, by named features, and what forbids it (cannot-link constraints).

Each feature contributes a weight of evidence, as in probabilistic record linkage (Fellegi and Sunter 1969): the logarithm (base 2) of how much more often its
value is seen between two claims of one event than between two of different events. They add up; above `LINK` two claims are taken for one event.
"""

from __future__ import annotations

from typing import NamedTuple

from warmonitor.lang.wordlists import pattern_of, words_of

from ..model import EventType as T
from .counts import NONE_TO_COMPARE, OF_LONGER, OF_WIDER, TWO_NUMBERS, compared_counts
from .doers import BLAMES_ANOTHER, LEFT_AGAIN, OWN_MOVE, RETAKEN, captures, compared_actors, share
from .hours import NIGHT, apart, at_two_times
from .kin import KIN, NO_CAPTURE, compared_types
from .names import plain, stem
from .places import Lie, closest, facility, lie
from .profile import (
    ECHOES,
    FAMILY_WORDS,
    FIGHTERS,
    MEMBERS,
    PEOPLE,
    STRIKES,
    TERRITORY,
    Profile,
    days_apart,
)
from .telling import CHANGES

LINK = 0.0
"""Total above which two claims are more likely one event than two."""

APART_IN_REPORT = "named apart in one report"
WITHIN_IN_REPORT = "one within the other in one report"
DAYS_IN_REPORT = "a day apart in one report"
"""Two reports may date one event differently; one that itself names two days tells of two."""
DAYS_BY_ONE = "a day apart by one source"
"""Who gives each of two days a number of its own, and does not say that it is counted on, tells of two; and so does who says "again"."""

ADMITTED_SINCE = "owned up to since"
"""Who admits, confirms or denies that a place has changed hands does so after it did."""

NIGHT_TOLD = "a night and one of its days"

NEIGHBOURS = "two towns near each other"
TWO_NAMES = "two names of towns, each with its holder"
NAMED_BY_OTHER = "named in the other's words"
TOLD_AS_ANOTHER = "told as another"

ANOTHER_SITE, ANOTHER_BOMB = "another site", "another kind of bomb"
ANOTHER_HOUR, HOURS_IN_REPORT = "another time of day", "two times of day in one report"

WEIGHTS: dict[str, dict[str, float]] = {
    "type": {"same": 1.0, "same, a rare kind": 2.5, "kin": -0.5, "far kin": -2.5, NO_CAPTURE: -5.0},
    "stance": {"planned against done": -3.0, "denied against told": 1.0, "alike": 0.0},
    "when": {
        "same days": 2.0, "overlapping days": 0.5, "a day apart": 0.0, DAYS_IN_REPORT: -3.0, DAYS_BY_ONE: -5.0, "a few days apart": -6.0, ADMITTED_SINCE: 0.0,
        NIGHT_TOLD: 1.5, "same long span": 3.0,
        "overlapping spans": 0.0, "a day within a week": -1.5, "a day within a long span": -3.0, "one undated": -2.0, "both undated": 1.0,
    },
    "where": {
        Lie.SAME.value: 2.0, "some of several": 0.0, APART_IN_REPORT: -4.0, "same wide area": 2.5, Lie.NEAR.value: -3.0, NEIGHBOURS: -7.5,
        Lie.WITHIN.value: 1.0, Lie.INLAND.value: -1.0, WITHIN_IN_REPORT: -1.0,
        NAMED_BY_OTHER: -1.0, Lie.UNKNOWN.value: -2.0, TWO_NAMES: -4.0, "one unplaced": -0.5,
        "both unplaced": 0.5,
    },
    "actor": {
        "shared": 1.5, "one took what the other left": 2.0, "same side": 0.0,
        "one unnamed": -0.5, "both unnamed": 0.5, "different": -0.5, "other side": -1.0, RETAKEN: -5.0, LEFT_AGAIN: -4.0, OWN_MOVE: -4.0,
        BLAMES_ANOTHER: 1.0,
    },
    "stage": {"another stage": -10.0, "told from both ends": -1.0, "not told apart": 0.0},
    "target": {"shared": 2.0, "shared, a usual one": 1.0, "one unnamed": -0.5, "both unnamed": 0.0, "different": 0.0},
    "site": {ANOTHER_SITE: -4.5, "not told apart": 0.0},
    "bomb": {ANOTHER_BOMB: -4.5, "not told apart": 0.0},
    "hour": {ANOTHER_HOUR: -4.5, HOURS_IN_REPORT: -7.0, "not told apart": 0.0},
    "count": {
        "equal": 4.0, "same figure": 3.0, "compatible": 1.0, "risen": 0.0, "at odds": -1.0, OF_LONGER: -3.0, OF_WIDER: -3.0, TWO_NUMBERS: -3.0,
        NONE_TO_COMPARE: 0.0,
    },
    "text": {TOLD_AS_ANOTHER: -9.0, "close by": 1.0, "further off": 0.0, "far off": -1.0, "another report": 0.0},
    "words": {
        "no telling words": 0.0, "none shared of one": -0.5, "most shared": 3.0, "some shared": 1.5, "few shared": 0.5, "none shared": -1.0,
        "none shared in one report": 0.0,
    },
}  # fmt: skip
"""Contribution of each value of each feature."""

PRIOR = -2.5
"""Two claims of one block are two events unless something speaks for one."""

USUAL = frozenset(map(stem, PEOPLE | MEMBERS | FAMILY_WORDS | FIGHTERS | words_of("parties", "usual")))
"""Targets of which any day of a war has many."""

ANOTHER, COUNTED_ON, ROUND_THE_CLOCK = (
    pattern_of("events", name) for name in ("another", "counted on", "round the clock")
)

CLOSE, FAR = 400, 1200  # characters, about two and six sentences
WEEK = 7  # days; "this week" is a day of it that was not told
LONG = 60  # days; over longer spans anything may have happened
FEW_DAYS = 3  # further apart, two days are two events even if one of the reports is wrong about its day


class Feature(NamedTuple):
    """One named finding about two claims, and what it adds to the total."""

    name: str
    value: str
    weight: float


def features(a: Profile, b: Profile) -> tuple[Feature, ...]:
    """Every feature of the two claims with its value and weight, to show why they were linked or not; the weights and `PRIOR` add up to `likeness`."""
    return tuple(Feature(name, value, WEIGHTS[name][value]) for name, value in _values(a, b).items())


def likeness(a: Profile, b: Profile) -> float:
    """Match weight of two claims in bits: the prior and the weights of all features. For those between which nothing is `forbidden`."""
    return PRIOR + sum(WEIGHTS[name][value] for name, value in _values(a, b).items())


def _values(a: Profile, b: Profile) -> dict[str, str]:
    return {
        "type": compared_types(a, b),
        "stance": _stance(a, b),
        "when": _when(a, b),
        "where": _where(a, b),
        "actor": compared_actors(a, b),
        "stage": _stage(a, b),
        "target": _target(a, b),
        "site": _site(a, b),
        "bomb": _bomb(a, b),
        "hour": _hour(a, b),
        "count": compared_counts(a, b),
        "words": _words(a, b),
        "text": _text(a, b),
    }


def forbidden(a: Profile, b: Profile) -> str | None:
    """The cannot-link constraint between two claims: in words why they can't be about one event, None where they may be."""
    if a.type != b.type and frozenset((a.type, b.type)) not in KIN:
        return f"{a.type} and {b.type} are different kinds of event"
    if a.type != b.type and (_long(a) or _long(b)):
        return "a long span, told as different kinds of event"
    if a.since is not None and b.since is not None and a.until is not None and b.until is not None:
        gap = days_apart(a, b)
        if gap > (WEEK if _admitted_since(a, b) else 1 if captures(a, b) else FEW_DAYS):
            return f"{gap} days apart"
        if _long(a) and _long(b) and abs(a.until - b.until) > LONG:
            return "totals up to different times"
    moved = a.type is b.type is T.DISPLACEMENT and _from_two_ends(a, b)
    if a.spots and b.spots and not moved and all(lie(x, y) is Lie.APART for x in a.spots for y in b.spots):
        return f"{a.spots[0].name} and {b.spots[0].name} are apart"
    if a.type in TERRITORY and b.type in TERRITORY and _two_towns(a, b):
        return f"{a.spots[0].name} and {b.spots[0].name} are two towns, each with its holder"
    if not moved and _listing(a) and _listing(b) and closest(a.spots, b.spots) is Lie.UNKNOWN:
        return "each lists places, and none is in both"
    return _numbered_apart(a, b, compared_counts(a, b))


def _from_two_ends(a: Profile, b: Profile) -> bool:
    """Whether one of two claims of a flight may name where people left and the other where they arrived; of one end, they do so of one figure alone."""
    return not a.stages & b.stages or compared_counts(a, b) in ("equal", "same figure")


def _numbered_apart(a: Profile, b: Profile, how: str) -> str | None:
    """What shows that two numbers are of two events: unlike times; of one source two places, two sides, or the word "another"."""
    if how == OF_LONGER:
        return "numbers of a day and of a longer time, or of two such times"
    if how == OF_WIDER:
        return "numbers of an area, counted together, and of one of its towns"
    if how != TWO_NUMBERS and not (how == NONE_TO_COMPARE and _counted_in_towns(a, b)):
        return None
    if a.spots and b.spots and closest(a.spots, b.spots) not in (Lie.SAME, Lie.NEAR):
        return f"one report gives {a.spots[0].name} and {b.spots[0].name} a number each"
    if a.type is b.type is not T.ARMED_CLASH and compared_actors(a, b) == "other side":
        return "one report gives each of two sides a number of its own"
    return "one report gives each a number, and tells one as another" if _text(a, b) == TOLD_AS_ANOTHER else None


def _counted_in_towns(a: Profile, b: Profile) -> bool:
    """Whether one source in one report counts the same of unlike people in two towns: families who fled one, people who fled the other."""
    if a.claim.report_id != b.claim.report_id or a.told_by != b.told_by or any(s.wide for s in (*a.spots, *b.spots)):
        return False
    return closest(a.spots, b.spots) is Lie.UNKNOWN and bool({n.what for n in a.numbers} & {n.what for n in b.numbers})


def _two_towns(a: Profile, b: Profile) -> bool:
    """Whether all places are towns on the map, near each other and none in both, or one is an airport and the other its town."""
    both = (*a.spots, *b.spots)
    if len(both) == 2 and not any(s.wide for s in both) and len({facility(s.name) for s in both}) == 2:
        return True
    return closest(a.spots, b.spots) is Lie.NEAR and all(s.kind == "city" for s in both)


def _listing(p: Profile) -> bool:
    """Whether a claim names several towns: what is told of a list is told of those on it."""
    return sum(not s.wide for s in p.spots) > 1


def _long(p: Profile) -> bool:
    return p.since is not None and p.until is not None and p.until - p.since > LONG


def _stance(a: Profile, b: Profile) -> str:
    """Whether one denies what the other says was done: who denies answers somebody."""
    if a.planned != b.planned:
        return "planned against done"
    return "denied against told" if a.denied != b.denied else "alike"


def _when(a: Profile, b: Profile) -> str:
    if a.since is None or a.until is None or b.since is None or b.until is None:
        return "both undated" if a.since is None and b.since is None else "one undated"
    if not (a.point and b.point):
        if (a.since, a.until) == (b.since, b.until):
            return "same long span"
        if not (a.point or b.point):
            return "overlapping spans"
        longer = max(a.until - a.since, b.until - b.since)
        return "a day within a week" if longer < WEEK else "a day within a long span"
    if (a.since, a.until) == (b.since, b.until):
        return "same days"
    gap = days_apart(a, b)
    if gap == 0 and (_night_of(a, b) or _night_of(b, a)):
        return NIGHT_TOLD
    if (gap == 0 and _round_the_clock(a, b)) or (gap <= 1 and _two_nights(a, b)):
        return DAYS_BY_ONE
    if gap > 0 and _admitted_since(a, b):
        return ADMITTED_SINCE
    if gap == 1:
        if a.claim.report_id == b.claim.report_id:
            return DAYS_IN_REPORT
        return DAYS_BY_ONE if _day_by_day(a, b) else "a day apart"
    return "overlapping days" if gap <= 0 else "a few days apart"


def _admitted_since(a: Profile, b: Profile) -> bool:
    """Whether the later of two claims that a place changed hands may have the day on which somebody owned up."""
    if not (a.late or b.late) or a.type not in CHANGES or b.type not in CHANGES:
        return False  # most are told of their own day
    return a.late if (a.since or 0) > (b.since or 0) else b.late


def _day_by_day(a: Profile, b: Profile) -> bool:
    """Whether one source gives each of two days its own number, and none of them as one that has risen, or says that it happened again."""
    if a.told_by != b.told_by or not a.told_by or a.since != a.until or b.since != b.until:
        return False
    if ANOTHER.stands_in(max((a, b), key=lambda p: p.since or 0).claim.quote):
        return True
    if compared_counts(a, b) not in ("risen", "at odds"):
        return False
    return not any(COUNTED_ON.stands_in(p.claim.quote) for p in (a, b))


def _round_the_clock(a: Profile, b: Profile) -> bool:
    """Whether one source gives each of two times of 24 hours, of which one ends with the day on which the other begins, its own number."""
    if (
        a.told_by != b.told_by
        or not a.told_by
        or a.since == b.since
        or compared_counts(a, b) not in ("risen", "at odds")
    ):
        return False
    quotes = [p.claim.quote for p in (a, b)]
    return all(map(ROUND_THE_CLOCK.stands_in, quotes)) and not any(map(COUNTED_ON.stands_in, quotes))


def _two_nights(a: Profile, b: Profile) -> bool:
    """Whether each tells of a night, which ends on the next day, and the one is not the other."""
    return a.since != b.since and all(NIGHT in p.hours and p.until == (p.since or 0) + 1 for p in (a, b))


def _night_of(night: Profile, day: Profile) -> bool:
    """Whether one tells of a night of which the other names but one of its two days, and nothing else of it: an air raid of Sunday and one "overnight"."""
    return NIGHT in night.hours and night.until == (night.since or 0) + 1 and day.since == day.until and not day.hours


def _where(a: Profile, b: Profile) -> str:
    found = closest(a.spots, b.spots)
    if found is None:
        return "one unplaced" if a.spots or b.spots else "both unplaced"
    wide = [s.wide for s in (*a.spots, *b.spots)]
    if found in (Lie.UNKNOWN, Lie.APART):
        if a.claim.report_id == b.claim.report_id and not any(wide):
            return APART_IN_REPORT
        if a.type in TERRITORY and b.type in TERRITORY and not any(wide):
            return TWO_NAMES
        return NAMED_BY_OTHER if _names_place_of(a, b) or _names_place_of(b, a) else Lie.UNKNOWN.value
    if found is Lie.SAME and len(a.spots) + len(b.spots) > 2 and not _same_set(a, b):
        return "some of several"
    if found is Lie.WITHIN and a.claim.report_id == b.claim.report_id:
        return WITHIN_IN_REPORT
    if found is Lie.NEAR and _two_towns(a, b):
        return NEIGHBOURS
    return "same wide area" if found is Lie.SAME and all(wide) else found.value


def _names_place_of(a: Profile, b: Profile) -> bool:
    """Whether the words of one claim of harm name the other's only place: "a march on Ganj Square in Kabul" and a blast on Ganj Square."""
    if not {a.type, b.type} <= STRIKES | ECHOES or len(b.spots) != 1 or b.spots[0].wide:
        return False
    return plain(b.claim.where[0].text) in plain(a.claim.quote)


def _same_set(a: Profile, b: Profile) -> bool:
    """Whether each place of one claim is among the other's."""
    return all(closest((x,), b.spots) is Lie.SAME for x in a.spots) and all(
        closest((y,), a.spots) is Lie.SAME for y in b.spots
    )


def _target(a: Profile, b: Profile) -> str:
    """Whether both name one target; that both say "houses" or "people" tells little."""
    found = share(a.targets, b.targets)
    return "shared, a usual one" if found == "shared" and a.targets & b.targets <= USUAL else found


def told_apart(a: Profile, b: Profile) -> bool:
    """Whether two claims tell of two sites, bombs or times, or one is told as another: neither is a part of the other."""
    return (
        _site(a, b) == ANOTHER_SITE
        or _bomb(a, b) == ANOTHER_BOMB
        or _another_hour(a, b)
        or _text(a, b) == TOLD_AS_ANOTHER
        or _round_the_clock(a, b)
    )


def _stage(a: Profile, b: Profile) -> str:
    """Whether two steps of one thing are told; as many as left one place may be said to have reached another."""
    if not a.stages or not b.stages or a.stages & b.stages:
        return "not told apart"
    ends = a.stages | b.stages == {"leaving", "arrived"}
    return "told from both ends" if ends and compared_counts(a, b) in ("equal", "same figure") else "another stage"


def _hour(a: Profile, b: Profile) -> str:
    if not _another_hour(a, b):
        return "not told apart"
    return HOURS_IN_REPORT if a.claim.report_id == b.claim.report_id else ANOTHER_HOUR


def _another_hour(a: Profile, b: Profile) -> bool:
    if a.type in STRIKES and b.type in STRIKES and at_two_times(a.claim.quote, b.claim.quote):
        return True
    return apart(a.hours, b.hours, one_report=a.claim.report_id == b.claim.report_id)


def _site(a: Profile, b: Profile) -> str:
    """Whether two strikes hit sites of different kinds, two cuts were of different supplies, or two agreements on different things."""
    return ANOTHER_SITE if a.sites and b.sites and not a.sites & b.sites else "not told apart"


def _bomb(a: Profile, b: Profile) -> str:
    return ANOTHER_BOMB if a.bombs and b.bombs and not a.bombs & b.bombs else "not told apart"


def _words(a: Profile, b: Profile) -> str:
    if not a.words or not b.words:
        return "no telling words"
    both = len(a.words & b.words)
    if not both and a.claim.report_id != b.claim.report_id and min(len(a.words), len(b.words)) == 1:
        return "none shared of one"
    share = both / min(len(a.words), len(b.words))
    if share >= 0.6 and both > 1:
        return "most shared"
    if share >= 0.25:
        return "some shared"
    if both:
        return "few shared"
    return "none shared in one report" if a.claim.report_id == b.claim.report_id else "none shared"


def _text(a: Profile, b: Profile) -> str:
    """How far apart two quotes of one report stand: an event is told in one go."""
    if a.claim.report_id != b.claim.report_id:
        return "another report"
    if ANOTHER.stands_in(max((a, b), key=lambda p: p.claim.span).claim.quote):
        return TOLD_AS_ANOTHER
    gap = abs(a.claim.span.start - b.claim.span.start)
    return "close by" if gap < CLOSE else "further off" if gap < FAR else "far off"
