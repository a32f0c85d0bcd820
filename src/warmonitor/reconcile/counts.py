"""How the numbers of two claims compare: one figure, one that has risen, or numbers of unlike times or places."""

from __future__ import annotations

from collections.abc import Sequence

from warmonitor.lang.wordlists import Pattern, any_of, pattern_of

from ..model import Claim, Report
from ..model import EventType as T
from . import extent
from .people import counted
from .places import Lie, closest
from .profile import Number, Profile, days_apart
from .telling import opening

TWO_NUMBERS = "one source, two numbers"
"""In one report; a source does not contradict itself in one breath, so it speaks of two things."""
NONE_TO_COMPARE = "none to compare"
OF_LONGER = "of unlike times"
OF_WIDER = "of an area and of one of its towns"

MANY, RUNNING, STOCK, DISEASE, DAYS_TOGETHER = (
    pattern_of("events", name) for name in ("many", "running", "stock", "disease", "days together")
)

_PART_OF_WHOLE = Pattern(
    lambda: rf"\s*(?:(?:\w+\s+){{0,2}}\d[\d,.]*(?:\s?%|\s+per\s?cent)?\s+)?{any_of('events', 'of a whole')}\b"
)
"""At the beginning of a sentence or quote, there with the number before it ("some 6,300 of them")."""
_OF_WHOLE_BEFORE = Pattern(lambda: rf"\b{any_of('events', 'of a whole')},?\s*$")
_INCLUDED = Pattern(lambda: rf"\d.*\b{any_of('events', 'included')}")
"""Behind a number in a sentence: what goes on names parts of it ("300 fled, including 200 in Dor and 90 in Sahl")."""

SUMMED = frozenset((T.CASUALTIES, T.DISPLACEMENT))
"""Types under which many events are told in one number: the dead of an offensive are not those of its first day."""


def compared_counts(a: Profile, b: Profile) -> str:
    """How the numbers of the same things in two claims compare, as a value of the feature `count`."""
    pairs = [(x, y) for x in a.numbers for y in b.numbers if x.what == y.what and x.who == y.who and x.compares(y)]
    if not pairs:
        return "same figure" if _of_people_alike(a, b) else NONE_TO_COMPARE
    if any((x.low, x.high) == (y.low, y.high) and x.low > 2 and x.figure is not None for x, y in pairs):
        return "equal"
    if any(x.figure is not None and x.figure == y.figure and x.low > 2 for x, y in pairs):
        return "same figure"
    one_report = a.claim.report_id == b.claim.report_id and _speaker(a) == _speaker(b)
    if all(x.meets(y) and not (one_report and x.high is y.high is None and x.low != y.low) for x, y in pairs):
        return "compatible"
    if _other_times(a, b):
        return OF_LONGER
    if (all_over(a) != all_over(b) and closest(a.spots, b.spots) is Lie.WITHIN) or _of_country(a, b):
        return OF_WIDER
    return TWO_NUMBERS if one_report else "risen" if _risen(a, b, pairs) else "at odds"


def _of_people_alike(a: Profile, b: Profile) -> bool:
    """Whether both give one number of people whom they call otherwise: 36 villagers, 36 worshippers."""
    if not a.numbers or not b.numbers:
        return False
    mine, yours = (
        {(n.what, n.low, n.high) for n in p.numbers if n.low > 2 and counted(n.who) == "people"} for p in (a, b)
    )
    return any(what != "other" for what, _, _ in mine & yours)


def of_many(p: Profile) -> bool:
    """Whether a number over more than a few days is of many events."""
    return p.since is not None and (p.type in SUMMED or MANY.stands_in(p.claim.quote))


def all_over(p: Profile) -> bool:
    """Whether a number is of an area, from which several places are counted together: "across the province"."""
    return any(s.wide and extent.all_over(p.claim.quote, w.text) for s, w in zip(p.spots, p.claim.where, strict=True))


def _days_together(whole: Profile, part: Profile) -> bool:
    """Whether a source counts some days together, and by itself, and no more, one of them: 27 over the weekend, 12 on Saturday."""
    if whole.told_by != part.told_by or not whole.told_by or part.since != part.until or whole.since == whole.until:
        return False
    mine, yours = (max(n.low for n in p.numbers) for p in (whole, part))
    return mine > yours and days_apart(whole, part) <= 0 and DAYS_TOGETHER.stands_in(whole.claim.quote)


def _of_country(a: Profile, b: Profile) -> bool:
    """Whether two numbers over a longer time are of an area on the map and of one that lies in it: a country's dead of March and a province's."""
    if a.point or b.point or not (of_many(a) and of_many(b)):
        return False
    mapped = all(s.id is not None for s in (*a.spots, *b.spots))
    return mapped and closest(a.spots, b.spots) in (Lie.WITHIN, Lie.INLAND)


def _other_times(a: Profile, b: Profile) -> bool:
    """Whether two numbers are of a day and of a longer time, or of two longer ones: of two weeks, of a week and its month, but not of "since May", told twice."""
    running = [a.since == b.since and RUNNING.stands_in(p.claim.quote) for p in (a, b)]
    if a.point != b.point:
        return of_many(a if b.point else b) and not all(running)
    if a.point:
        return _days_together(a, b) or _days_together(b, a)
    if not (of_many(a) and of_many(b)) or any(running):
        return False
    shorter, longer = sorted((p.until or 0) - (p.since or 0) for p in (a, b))
    return days_apart(a, b) > 0 or longer >= 2 * shorter


def _risen(a: Profile, b: Profile, pairs: Sequence[tuple[Number, Number]]) -> bool:
    """Whether the report that came out later has the higher numbers: a toll counted further."""
    if a.published is None or b.published is None or a.published == b.published:
        return False
    return all((x.low < y.low) == (a.published < b.published) for x, y in pairs if not x.meets(y))


def _speaker(p: Profile) -> frozenset[str]:
    return frozenset(m.text for m in p.claim.attribution.speakers)


def told_as_part(claim: Claim, report: Report | None) -> bool:
    """Whether a report tells a claim's number as a part of the one told before: "of these, 300 came to Dor", "including 300 in Dor and 200 in Sahl"."""
    if report is None:
        return False
    before = opening(claim, report)
    if any(map(_PART_OF_WHOLE.match, (before, claim.quote))) or _OF_WHOLE_BEFORE.stands_in(before):
        return True
    return _INCLUDED.stands_in(f"{before} {' '.join(claim.quote.split()[:2])}")


def told_as_stock(claim: Claim) -> bool:
    """Whether a claim tells how many are displaced by then, and not how many fled: IDMC's stock, which is no part of a period's flow."""
    return claim.type is T.DISPLACEMENT and STOCK.stands_in(claim.quote)


def of_disease(claim: Claim) -> bool:
    """Whether a claim tells of people who fell ill or starved, who are none of those whom the fighting killed and injured."""
    return claim.type is T.CASUALTIES and DISEASE.stands_in(claim.quote)
