"""Which days a claim is given."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.ground.calendar.claims import MOST, ClaimDays
from warmonitor.ground.calendar.clause import clause_of, relation, tense
from warmonitor.ground.calendar.ranker import Ranker, ranker
from warmonitor.lang.doc import Doc
from warmonitor.model import EventType

PUBLISHED = date(2016, 11, 24)  # a Thursday


def killed_on_monday() -> Doc:
    """Two shells killed four men on Monday , a doctor said ."""
    return Doc.of(
        "Two shells killed four men on Monday , a doctor said .".split(),
        lemmas="two shell kill four man on monday , a doctor say .".split(),
        upos="NUM NOUN VERB NUM NOUN ADP PROPN PUNCT DET NOUN VERB PUNCT".split(),
        xpos="CD NNS VBD CD NNS IN NNP , DT NN VBD .".split(),
        heads=[1, 2, 10, 4, 2, 6, 2, 10, 9, 10, 10, 10],
        deps="nummod nsubj ccomp nummod obj case obl punct det nsubj root punct".split(),
    )


def will_return() -> Doc:
    return Doc.of(
        "They have been told that they will return".split(),
        upos="PRON AUX AUX VERB SCONJ PRON AUX VERB".split(),
        xpos="PRP VBP VBN VBN IN PRP MD VB".split(),
        heads=[3, 3, 3, 3, 7, 7, 7, 3],
        deps="nsubj:pass aux aux:pass root mark nsubj aux ccomp".split(),
    )


def test_a_claim_takes_the_day_in_its_own_clause() -> None:
    choice = ClaimDays(killed_on_monday(), PUBLISHED).of(0, 7, EventType.SHELLING)
    assert choice.when is not None and choice.timex is not None
    assert (choice.when.earliest, choice.when.latest) == (date(2016, 11, 21), date(2016, 11, 21))
    assert choice.when.anchor == PUBLISHED
    assert 0.5 < choice.probability <= 1


def test_an_undated_report_leaves_weekdays_open() -> None:
    assert ClaimDays(killed_on_monday(), None).of(0, 7, EventType.SHELLING).when is None


def test_options_are_distinct_and_hold_the_codebooks_defaults() -> None:
    days = ClaimDays(killed_on_monday(), PUBLISHED)
    found = [o.days for o in days.question(0, 7, EventType.SHELLING).options]
    assert len(found) == len(set(found))
    assert {
        None,
        (PUBLISHED, PUBLISHED),
        (date(2016, 11, 23), PUBLISHED),
        (date(2016, 11, 21), date(2016, 11, 21)),
    } <= set(found)


def options(doc: Doc, first: int, last: int) -> set[tuple[date, date] | None]:
    return {o.days for o in ClaimDays(doc, PUBLISHED).question(first, last, EventType.SHELLING).options}


def test_what_an_event_is_the_first_since_does_not_date_it() -> None:
    doc = Doc.of(
        "It was the deadliest raid since March . Shells fell .".split(),
        upos="PRON AUX DET ADJ NOUN ADP PROPN PUNCT NOUN VERB PUNCT".split(),
        heads=[4, 4, 4, 4, 4, 6, 4, 4, 9, 9, 9],
        deps="nsubj cop det amod root case obl punct nsubj root punct".split(),
        sents=[(0, 8), (8, 11)],
    )
    since = date(2016, 3, 1), PUBLISHED
    assert since not in options(doc, 0, 8)
    assert since in options(doc, 8, 11)  # "since the war began" of another sentence may lean on it


def test_the_day_of_a_picture_dates_its_caption_alone() -> None:
    words = "Shells fell . A burnt truck on March 2 , 2016 . (AFP)".split()
    doc = Doc.of(
        words,
        upos="NOUN VERB PUNCT DET ADJ NOUN ADP PROPN NUM PUNCT NUM PUNCT PROPN".split(),
        heads=[1, 1, 1, 5, 5, 5, 7, 5, 7, 7, 7, 5, 5],
        deps="nsubj root punct det amod root case nmod nummod punct nummod punct dep".split(),
        sents=[(0, 3), (3, 13)],
    )
    taken = date(2016, 3, 2), date(2016, 3, 2)
    assert taken not in options(doc, 0, 3)
    assert taken in options(doc, 3, 12)


def test_a_report_may_be_of_the_calendars_first_day() -> None:
    assert ClaimDays(killed_on_monday(), date.min).of(0, 7, EventType.SHELLING)


def test_earlier_claims_days_are_an_option() -> None:
    days = ClaimDays(killed_on_monday(), PUBLISHED)
    told = date(2016, 11, 1), date(2016, 11, 3)
    days.remember(0, 2, EventType.SHELLING, told)
    assert told in [o.days for o in days.question(2, 7, EventType.SHELLING).options]


def test_tenses_and_ties() -> None:
    doc = will_return()
    assert (tense(doc, 3), tense(doc, 7)) == ("perfect", "future")
    shells = killed_on_monday()
    assert tense(shells, 2) == "past"
    assert relation(shells, clause_of(shells, 0, 7), 6, 7) == "own"
    assert relation(shells, clause_of(shells, 0, 5), 6, 7) == "same"


@given(
    st.lists(st.sets(st.sampled_from([*"abcdef", "unheard of"])), min_size=1, max_size=6),
    st.sets(st.sampled_from("xyz")),
)
def test_ranker_gives_probabilities(options: list[set[str]], context: set[str]) -> None:
    chance = np.random.default_rng(1)
    names = np.array(list("abcde")), np.array(list("xy"))
    made = Ranker.of(
        {
            "option": names[0],
            "context": names[1],
            "of_option": chance.normal(size=(2, 5, 4)),
            "of_context": chance.normal(size=(2, 2, 4)),
            "linear": chance.normal(size=(2, 5)),
            "out": chance.normal(size=(2, 4)),
            "bias": chance.normal(size=2),
            "clause": chance.normal(size=(2, 4, 3)),
            "expression": chance.normal(size=(2, 4, 3)),
        }
    )
    scores = made.scores(options, context)
    assert scores.shape == (len(options),)
    assert abs(scores.sum() - 1) < 1e-6
    nothing = np.zeros(3, np.float32)
    np.testing.assert_allclose(made.scores(options, context, nothing, [nothing] * len(options)), scores)


def test_what_the_encoder_makes_of_an_expression_speaks_for_its_option() -> None:
    one, none = np.ones((1, 1, 2)), np.zeros((1, 1, 2))
    made = Ranker.of(
        {
            "option": np.array(["a"]), "context": np.array(["x"]), "of_option": np.zeros((1, 1, 1)), "of_context": np.zeros((1, 1, 1)),
            "linear": np.zeros((1, 1)), "out": np.ones((1, 1)), "bias": np.zeros(1), "clause": none, "expression": one,
        }
    )  # fmt: skip
    vector = np.ones(2, np.float32)
    scores = made.scores([{"a"}, {"a"}], set(), vector, [vector, None])
    np.testing.assert_allclose(scores, [1 / (1 + np.exp(-2)), 1 / (1 + np.exp(2))])


def test_the_shipped_ranker_knows_the_features_that_claims_ask_for() -> None:
    question = ClaimDays(killed_on_monday(), PUBLISHED).question(0, 7, EventType.SHELLING)
    scores = question.scores(ranker())
    assert question.options[int(scores.argmax())].days == (date(2016, 11, 21), date(2016, 11, 21))


def test_what_a_role_head_says_speaks_for_an_expression() -> None:
    time_scores = np.zeros(12, np.float32)
    time_scores[6] = 0.9
    days = ClaimDays(killed_on_monday(), PUBLISHED)
    asked, unasked = (days.question(0, 7, EventType.SHELLING, d) for d in (time_scores, None))
    monday = (date(2016, 11, 21), date(2016, 11, 21))
    features = next(o.features for o in asked.options if o.days == monday)
    assert {"head5", "head5-at", "head-best"} <= features and "head-sure5" in asked.context
    assert not any(f.startswith("head") for o in unasked.options for f in o.features)


def test_on_a_long_page_the_days_told_around_a_claim_are_its_options() -> None:
    days = [date(2010, 1, 1) + timedelta(days=i) for i in range(3 * MOST)]
    words = [w for day in days for w in ("Shelled", "on", day.isoformat(), ".")]
    doc = Doc.of(words, heads=[i - i % 4 for i in range(len(words))], deps=["root", "case", "obl", "punct"] * len(days),
                 sents=[(i, i + 4) for i in range(0, len(words), 4)])  # fmt: skip
    claims = ClaimDays(doc, PUBLISHED)
    for n in (0, len(days) // 2, len(days) - 1):
        found = {o.days for o in claims.question(4 * n, 4 * n + 3, EventType.SHELLING).options}
        told = [day for day in days if (day, day) in found]
        assert days[n] in told
        assert len(told) == MOST
        assert told[-1] - told[0] == timedelta(days=MOST - 1)


def test_what_people_had_done_before_dates_only_that() -> None:
    """Rebels seized men who had fled on Monday ."""
    doc = Doc.of(
        "Rebels seized men who had fled on Monday .".split(),
        lemmas="rebel seize man who have flee on monday .".split(),
        upos="NOUN VERB NOUN PRON AUX VERB ADP PROPN PUNCT".split(),
        xpos="NNS VBD NNS WP VBD VBN IN NNP .".split(),
        heads=[1, 1, 1, 5, 5, 2, 7, 5, 1],
        deps="nsubj root obj nsubj aux acl:relcl case obl punct".split(),
    )
    monday = date(2016, 11, 21)
    assert (monday, monday) not in options(doc, 0, 8)
    assert (monday, monday) in options(doc, 4, 8)
    assert (monday, monday) in options(doc, 2, 8)  # the claim is of what they had done
