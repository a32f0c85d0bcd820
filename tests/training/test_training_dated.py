"""Which words date a coded claim."""

from __future__ import annotations

from datetime import date

from training.dated import add
from training.documents import TIME, Days, MarkedClaim

from warmonitor.lang.doc import Doc

DOC = Doc.of(
    "On Sunday rebels took Anjar . On Monday they lost it . Since 2015 it was theirs .".split(),
    lemmas="on sunday rebel take Anjar . on monday they lose it . since 2015 it be theirs .".split(),
    upos="ADP PROPN NOUN VERB PROPN PUNCT ADP PROPN PRON VERB PRON PUNCT SCONJ NUM PRON AUX PRON PUNCT".split(),
    xpos="IN NNP NNS VBD NNP . IN NNP PRP VBD PRP . IN CD PRP VBD PRP .".split(),
    heads=[1, 3, 3, 3, 3, 3, 7, 9, 9, 9, 9, 9, 13, 16, 16, 16, 16, 16],
    deps="case obl nsubj root obj punct case obl nsubj root obj punct case obl nsubj cop root punct".split(),
)
PUBLISHED = "2016-11-22"  # a Tuesday


def dated(words: tuple[int, int], days: Days | None) -> list[tuple[int, int]]:
    claim = MarkedClaim(words, 0, 0, {}, days)
    add([claim], DOC, PUBLISHED)
    return claim.roles[TIME]


def test_the_expression_that_means_the_claims_day_is_found() -> None:
    sunday, monday = date(2016, 11, 20), date(2016, 11, 21)
    assert dated((2, 5), (date(2016, 11, 18), date(2016, 11, 18))) == []
    assert dated((8, 11), (monday, date(2016, 11, 22))) == [(7, 8)]
    assert dated((2, 5), (sunday, sunday)) == [(1, 2)]
    assert dated((2, 5), None) == []


def test_a_time_since_tells_the_days_up_to_publication() -> None:
    assert dated((14, 17), (date(2015, 1, 1), date(2016, 11, 22))) == [(13, 14)]
