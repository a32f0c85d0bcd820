"""Days that a sentence counts from another event's."""

from __future__ import annotations

from datetime import date

import pytest

from warmonitor.ground.calendar.claims import ClaimDays
from warmonitor.ground.calendar.run import times
from warmonitor.ground.calendar.steps import steps
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

PUBLISHED = date(2016, 9, 21)  # a Wednesday


def hit_after(mark: str = "after", length: str = "two days") -> Doc:
    """Rebels hit a clinic on Tuesday two days after jets struck a convoy ."""
    count, unit = length.split()
    return Doc.of(
        f"Rebels hit a clinic on Tuesday {count} {unit} {mark} jets struck a convoy .".split(),
        lemmas=f"rebel hit a clinic on tuesday {count} {unit} {mark} jet strike a convoy .".split(),
        upos="NOUN VERB DET NOUN ADP PROPN NUM NOUN SCONJ NOUN VERB DET NOUN PUNCT".split(),
        xpos="NNS VBD DT NN IN NNP CD NNS IN NNS VBD DT NN .".split(),
        heads=[1, 1, 3, 1, 5, 1, 7, 10, 10, 10, 1, 12, 10, 1],
        deps="nsubj root det obj case obl nummod obl:npmod mark nsubj advcl det obj punct".split(),
    )


def dated_behind() -> Doc:
    """Rebels hit a clinic two days after jets struck a convoy on Tuesday ."""
    return Doc.of(
        "Rebels hit a clinic two days after jets struck a convoy on Tuesday .".split(),
        lemmas="rebel hit a clinic two day after jet strike a convoy on tuesday .".split(),
        upos="NOUN VERB DET NOUN NUM NOUN SCONJ NOUN VERB DET NOUN ADP PROPN PUNCT".split(),
        xpos="NNS VBD DT NN CD NNS IN NNS VBD DT NN IN NNP .".split(),
        heads=[1, 1, 3, 1, 5, 8, 8, 8, 1, 10, 8, 12, 8, 1],
        deps="nsubj root det obj nummod obl:npmod mark nsubj advcl det obj case obl punct".split(),
    )


def lasted() -> Doc:
    """They fought for two days after jets struck ."""
    return Doc.of(
        "They fought for two days after jets struck .".split(),
        upos="PRON VERB ADP NUM NOUN SCONJ NOUN VERB PUNCT".split(),
        xpos="PRP VBD IN CD NNS IN NNS VBD .".split(),
        heads=[1, 1, 4, 4, 1, 7, 7, 1, 1],
        deps="nsubj root case nummod obl mark nsubj advcl punct".split(),
    )


def days(doc: Doc) -> tuple[date, date] | None:
    """Those of the clause behind the step, with the main one told before."""
    asked = ClaimDays(doc, PUBLISHED)
    asked.of(0, 6, EventType.SHELLING)
    found = asked.of(9, 13, EventType.AIR_STRIKE).when
    return (found.earliest, found.latest) if found else None


def test_an_event_is_dated_by_the_one_that_followed_it() -> None:
    assert days(hit_after()) == (date(2016, 9, 18),) * 2


def test_and_by_the_one_before_it() -> None:
    assert days(hit_after("before", "one day")) == (date(2016, 9, 21),) * 2


def test_no_step_leads_past_the_day_published() -> None:
    assert days(hit_after("before", "one week")) != (date(2016, 9, 27),) * 2


def test_a_length_between_two_events_is_no_period_of_its_own() -> None:
    assert [p.timex.rule for p in ClaimDays(hit_after(), PUBLISHED).periods] == ["weekday"]


def test_how_long_something_lasted_is_no_step() -> None:
    doc = lasted()
    assert not list(steps(doc, times(doc.text, doc=doc, published=PUBLISHED)))


def test_hours_and_months_are_no_steps_of_days() -> None:
    for length in ("ten hours", "two months"):
        doc = hit_after(length=length)
        assert not list(steps(doc, times(doc.text, doc=doc, published=PUBLISHED)))


def test_an_event_with_a_date_of_its_own_keeps_it_and_dates_the_other() -> None:
    asked = ClaimDays(dated_behind(), date(2016, 9, 24))
    hit, struck = asked.of(0, 4, EventType.SHELLING).when, asked.of(7, 13, EventType.AIR_STRIKE).when
    assert hit is not None and struck is not None
    assert (struck.earliest, hit.earliest) == (date(2016, 9, 20), date(2016, 9, 22))


def test_a_step_out_of_the_calendar_is_none() -> None:
    assert days(hit_after(length="900000 days")) != days(hit_after())


def met() -> Doc:
    """Rebels entered Dor on Tuesday meeting nobody two days after they seized Zal ."""
    return Doc.of(
        "Rebels entered Dor on Tuesday meeting nobody two days after they seized Zal .".split(),
        lemmas="rebel enter dor on tuesday meet nobody two day after they seize zal .".split(),
        upos="NOUN VERB PROPN ADP PROPN VERB PRON NUM NOUN SCONJ PRON VERB PROPN PUNCT".split(),
        xpos="NNS VBD NNP IN NNP VBG NN CD NNS IN PRP VBD NNP .".split(),
        heads=[1, 1, 1, 4, 1, 1, 5, 8, 11, 11, 11, 5, 11, 1],
        deps="nsubj root obj case obl advcl obj nummod obl:npmod mark nsubj advcl obj punct".split(),
    )


def test_what_was_done_meanwhile_is_of_the_day_of_the_main_event() -> None:
    asked = ClaimDays(met(), PUBLISHED)
    asked.of(0, 5, EventType.ADVANCE)
    found = asked.of(7, 13, EventType.TERRITORY_GAINED).when
    assert found is not None and (found.earliest, found.latest) == (date(2016, 9, 18), date(2016, 9, 18))


def after_the_raid(comma: bool) -> Doc:
    """The raid came on Monday . Two days after the raid rebels left Dor . Without a comma the parser takes the raid for the rebels'."""
    second = f"Two days after the raid {', ' if comma else ''}rebels left Dor ."
    words = ["The", "raid", "came", "on", "Monday", *second.split()]
    noun = words.index("raid", 2)
    verb = words.index("left")
    return Doc.of(
        words,
        lemmas=[w.lower() for w in words],
        upos=["DET", "NOUN", "VERB", "ADP", "PROPN", "NUM", "NOUN", "ADP", "DET", "NOUN", *(["PUNCT"] if comma else []), "NOUN", "VERB", "PROPN", "PUNCT"],
        xpos=["XX"] * len(words),
        heads=[1, 2, 2, 4, 2, 6, verb, noun if comma else verb, noun if comma else noun + 1, verb if comma else noun + 1,
               *([noun] if comma else []), verb, verb, verb, verb],
        deps=["det", "nsubj", "root", "case", "obl", "nummod", "obl:unmarked", "case" if comma else "mark", "det", "obl" if comma else "compound",
              *(["punct"] if comma else []), "nsubj", "root", "obj", "punct"],
        sents=[(0, 5), (5, len(words))],
    )  # fmt: skip


@pytest.mark.parametrize("comma", [True, False])
def test_what_is_counted_from_an_event_told_before_has_its_day_and_so_many_more(comma: bool) -> None:
    doc = after_the_raid(comma)
    asked = ClaimDays(doc, PUBLISHED)
    monday = asked.of(0, 5, EventType.ARMED_CLASH).when
    left = asked.of(5, len(doc) - 1, EventType.TERRITORY_LEFT).when
    assert monday is not None and left is not None
    assert (left.earliest - monday.earliest).days == 2


def test_what_is_counted_from_something_unknown_lasts_no_such_time() -> None:
    doc = after_the_raid(comma=False)
    assert [p.timex.rule for p in ClaimDays(doc, PUBLISHED).periods] == ["weekday"]
