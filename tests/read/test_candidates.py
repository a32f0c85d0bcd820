"""From the claim head's scores to candidates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.read.trees import tree

from warmonitor.lang import load
from warmonitor.lang.doc import Doc, Entity
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import EventType
from warmonitor.read.candidates import TYPES, Candidate, key_figures, scored, with_the_killed

THRESHOLDS = dict.fromkeys(EventType, (0.5, 0.5))


def document(n: int, scores: Mapping[EventType, Sequence[tuple[float, float]]], sents=None) -> Doc:
    doc = Doc.of([f"w{i}" for i in range(n)], upos=["NOUN"] * n, sents=sents)
    table = np.zeros((n, len(TYPES), 2), dtype=np.float32)
    for type_, values in scores.items():
        table[:, TYPES.index(type_)] = values
    return Doc(
        **{
            f: getattr(doc, f)
            for f in ("text", "words", "starts", "ends", "lemmas", "upos", "xpos", "heads", "deps", "sents")
        },
        claim_scores=table,
    )


def test_a_run_of_likely_words_is_one_candidate():
    inside = [(0.1, 0), (0.9, 0.8), (0.8, 0), (0.9, 0), (0.1, 0)]
    (found,) = scored(document(5, {EventType.SHELLING: inside}), THRESHOLDS, bridge=2, shortest=3)
    assert (found.words, found.type) == ((1, 4), EventType.SHELLING)
    assert found.score == pytest.approx(0.9)


def test_a_likely_beginning_cuts_a_run_in_two():
    inside = [(0.9, 0.9), (0.9, 0.1), (0.9, 0.1), (0.9, 0.9), (0.9, 0.1), (0.9, 0.1)]
    assert [c.words for c in scored(document(6, {EventType.AIR_STRIKE: inside}), THRESHOLDS, bridge=2, shortest=3)] == [
        (0, 3),
        (3, 6),
    ]


def test_short_gaps_close_and_long_ones_do_not():
    row = [1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 1]
    scores = [(0.9 * on, 0) for on in row]
    assert [c.words for c in scored(document(11, {EventType.ACCESS: scores}), THRESHOLDS, bridge=2, shortest=3)] == [
        (0, 4),
        (8, 11),
    ]


def test_words_below_the_need_extend_a_claim_but_make_none():
    scores = [(0.3, 0), (0.9, 0), (0.3, 0), (0, 0), (0, 0), (0, 0), (0, 0), (0.3, 0), (0.3, 0), (0.3, 0)]
    assert [c.words for c in scored(document(10, {EventType.ACCESS: scores}), THRESHOLDS, bridge=2, shortest=3)] == [
        (0, 3)
    ]


def test_a_claim_does_not_cross_a_sentence():
    doc = document(6, {EventType.ADVANCE: [(0.9, 0.1)] * 6}, sents=[(0, 3), (3, 6)])
    assert [c.words for c in scored(doc, THRESHOLDS, bridge=2, shortest=3)] == [(0, 3), (3, 6)]


def test_two_types_may_share_words():
    doc = document(3, {EventType.ADVANCE: [(0.9, 0.9)] * 3, EventType.ARMED_CLASH: [(0.8, 0.9)] * 3})
    assert {c.type for c in scored(doc, THRESHOLDS, bridge=2, shortest=3)} == {EventType.ADVANCE, EventType.ARMED_CLASH}


@given(arrays(np.float32, (12, 17, 2), elements=st.floats(0, 1, width=32)))
def test_candidates_of_a_type_never_overlap_and_stay_in_their_sentence(scores):
    base = Doc.of([f"w{i}" for i in range(12)], upos=["NOUN"] * 12, sents=[(0, 5), (5, 12)])
    doc = Doc(
        text=base.text,
        words=base.words,
        starts=base.starts,
        ends=base.ends,
        upos=base.upos,
        sents=base.sents,
        claim_scores=scores,
    )
    found = scored(doc, THRESHOLDS, bridge=2, shortest=3)
    for type_ in EventType:
        mine = [c.words for c in found if c.type is type_]
        assert all(a[1] <= b[0] for a, b in zip(mine, mine[1:], strict=False))
    assert all((c.words[0] < 5) == (c.words[1] <= 5) and 0 <= c.score <= 1 for c in found)


def test_words_that_open_what_follows_are_no_part_of_a_claim() -> None:
    """Troops withdrew from Dor overnight in order to … (invented)"""
    doc = replace(
        tree(
            "Troops/troop/NOUN/2/nsubj withdrew/withdraw/VERB/0/root from/from/ADP/4/case Dor/Dor/PROPN/2/obl overnight/overnight/ADV/2/advmod "
            "in/in/ADP/9/mark order/order/NOUN/6/fixed to/to/PART/9/mark avoid/avoid/VERB/2/advcl it/it/PRON/9/obj"
        ),
        claim_scores=np.zeros((10, len(TYPES), 2), np.float32),
    )
    assert doc.claim_scores is not None
    doc.claim_scores[:8, TYPES.index(EventType.TERRITORY_LEFT)] = 0.9
    assert [doc.quote(*c.words) for c in scored(doc, {})] == ["Troops withdrew from Dor overnight"]


def test_a_time_alone_is_no_claim():
    names = (Entity(1, 3, "date"), Entity(4, 6, "date"))
    doc = replace(
        document(6, {EventType.ARMED_CLASH: [(0.9, 0)] * 6}), upos=("ADP", "NUM", "PROPN", "CCONJ", "NUM", "PROPN")
    )
    assert not scored(replace(doc, ents=names), THRESHOLDS, bridge=2, shortest=3)
    assert scored(replace(doc, ents=names[:1]), THRESHOLDS, bridge=2, shortest=3)


@pytest.mark.parametrize(
    ("told", "quote"),
    [
        ("Troops captured Dor on Friday| and killed 40 rebels", "Troops captured Dor on Friday and killed 40 rebels"),
        (
            "Troops captured Dor on Friday|, killing nine soldiers",
            "Troops captured Dor on Friday, killing nine soldiers",
        ),
        ("Troops captured Dor on Friday| and killed rebels", "Troops captured Dor on Friday"),
        ("Troops captured Dor on Friday|. Rebels killed 40 men", "Troops captured Dor on Friday"),
    ],
)
def test_a_capture_has_those_killed_in_it(told: str, quote: str) -> None:
    doc = load("en").parse(f"{told.replace('|', '')}.")
    start = len(tokenize(told.partition("|")[0]).words)
    killed = next(w for w in range(len(doc)) if doc.lemmas[w] == "kill")
    capture = Candidate((0, start), EventType.TERRITORY_GAINED, 0.9, "claim head")
    weaker = Candidate(
        (start + (doc.words[start] in (",", ".")), len(doc) - 1), EventType.CASUALTIES, 0.5, "cue", (killed, killed + 1)
    )
    (found,) = with_the_killed(doc, [capture], [capture, weaker])
    assert doc.quote(*found.words) == quote
    other = Candidate(weaker.words, EventType.ARMED_CLASH, 0.9, "claim head")
    assert with_the_killed(doc, [capture, other], [capture, weaker]) == [capture, other]


LIST = "Figures : 900 displaced ; 12 dead and 30 hurt ; 40 held".split()
DISPLACED, HURT, HELD = EventType.DISPLACEMENT, EventType.CASUALTIES, EventType.ABDUCTION_OR_ARREST


def figures(words: Sequence[str]) -> Doc:
    likely = {DISPLACED: range(2, 6), HURT: range(5, 10), HELD: range(11, 13)}
    scores = {t: [(float(w in on), 0.0) for w in range(len(words))] for t, on in likely.items()}
    doc = document(len(words), scores)
    upos = tuple("NUM" if w.isdigit() else "PUNCT" if w in ";:" else "NOUN" for w in words)
    return replace(doc, words=tuple(words), upos=upos)


def test_a_list_of_figures_is_a_claim_for_each_of_its_parts():
    over, part = Candidate((2, 7), DISPLACED, 0.9, "claim head"), Candidate((6, 10), HURT, 0.5, "claim head")
    found = key_figures(figures(LIST), [over, part])
    assert [(c.words, c.type) for c in found] == [((2, 4), DISPLACED), ((5, 10), HURT)]
    without_a_number = figures([w if w != "40" else "forty-odd" for w in LIST])
    assert key_figures(without_a_number, [over, part]) == [over, part]
