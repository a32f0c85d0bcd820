"""Claims from scores: the plain decoder, competition, the second opinion, and the spans that it learns from."""

import random
from typing import Any

import numpy as np
from training.decode import TYPES, Found, compete, decode, second_opinion
from training.documents import MarkedClaim, unknown_names
from training.windows import Window, typed_spans

SURE, NEVER = 4.0, -6.0
THRESHOLDS: dict[str, Any] = {"need": 0.7, "begin": 0.8}


def logits(n: int, *claims: tuple[int, int, int]) -> np.ndarray:
    made = np.full((n, 2 * TYPES), NEVER)
    for start, end, kind in claims:
        made[start, kind] = SURE
        made[start:end, TYPES + kind] = SURE
    return made


def starts(n: int, *at: int) -> np.ndarray:
    made = np.zeros(n, bool)
    made[[0, *at]] = True
    return made


def spans(found: list[Found]) -> list[tuple[int, int, int]]:
    return [(f.start, f.end, f.type) for f in found]


def test_a_run_is_a_claim_and_a_gap_is_bridged() -> None:
    scores = logits(20, (2, 12, 5))
    scores[6:8, TYPES + 5] = NEVER
    assert spans(list(decode(scores, starts(20), **THRESHOLDS))) == [(2, 12, 5)]


def test_no_claim_goes_over_a_sentence_edge_or_is_shorter_than_five_words() -> None:
    found = spans(list(decode(logits(20, (2, 14, 5)), starts(20, 11), **THRESHOLDS)))
    assert found == [(2, 11, 5)]


def test_a_second_beginning_splits_a_run() -> None:
    scores = logits(20, (0, 8, 3), (8, 16, 3))
    assert spans(list(decode(scores, starts(20), **THRESHOLDS))) == [(0, 8, 3), (8, 16, 3)]


def test_of_two_claims_on_the_same_words_the_better_stays() -> None:
    kept = compete([Found(0, 10, 1, 0.8), Found(2, 9, 2, 0.9), Found(12, 20, 1, 0.75)])
    assert spans(kept) == [(2, 9, 2), (12, 20, 1)]


def test_the_second_opinion_can_change_the_type_and_lower_the_score() -> None:
    scores = logits(10, (0, 8, 3), (0, 8, 4))
    whole = np.full((1, TYPES + 1), NEVER)
    whole[0, 4] = SURE
    (claim,) = second_opinion([Found(0, 8, 3, 0.98)], scores, whole, 0.5)
    assert claim.type == 4 and claim.score > 0.9
    whole[0, TYPES] = SURE + 4
    (claim,) = second_opinion([Found(0, 8, 3, 0.98)], scores, whole, 0.5)
    assert claim.score < 0.2


def test_spans_that_claim_nothing_keep_away_from_claims() -> None:
    n = 40
    made = Window(
        ["w"] * n, [False] * n, np.zeros(n, np.int64), unknown_names(n), claims=[MarkedClaim((5, 15), 2, 0, {})]
    )
    for seed in range(30):
        (_, _, kind), *others = typed_spans(made, random.Random(seed))
        assert kind == 2
        for a, b, nothing in others:
            assert nothing == TYPES and 0 <= a < b <= n
            assert min(b, 15) - max(a, 5) < 0.4 * min(b - a, 10)
    made.claims = None
    assert list(typed_spans(made, random.Random(0))) == []
