"""Lemmas by table and by rule."""

import pytest

from warmonitor.lang.lemmas import Lemmatizer, lemmatizer

RULES = Lemmatizer({"went VERB": "go"}, {"fire", "bomb", "stop", "kill"}, {"village"})


@pytest.mark.parametrize(
    ("word", "upos", "lemma"),
    [
        ("Villages", "NOUN", "village"),
        ("militiamen", "NOUN", "militiaman"),
        ("injuries", "NOUN", "injury"),
        ("clashes", "NOUN", "clash"),
        ("crisis", "NOUN", "crisis"),
        ("fired", "VERB", "fire"),
        ("bombed", "VERB", "bomb"),
        ("stopped", "VERB", "stop"),
        ("killing", "VERB", "kill"),
        ("besieged", "VERB", "besiege"),
        ("denies", "VERB", "deny"),
        ("went", "VERB", "go"),
        ("Idlib", "PROPN", "Idlib"),
        ("SARAQIB", "PROPN", "Saraqib"),
        ("SANA", "PROPN", "SANA"),
        ("The", "DET", "the"),
        ("s", "X", "s"),
    ],
)
def test_lemma(word: str, upos: str, lemma: str) -> None:
    assert RULES.of([word, word], [upos, upos]) == (lemma, lemma)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("fled", "flee"),
        ("retook", "retake"),
        ("withdrew", "withdraw"),
        ("shelled", "shell"),
        ("repelled", "repel"),
        ("said", "say"),
    ],
)
def test_verbs_of_reports_with_the_shipped_tables(word: str, lemma: str) -> None:
    assert lemmatizer().of([word], ["VERB"]) == (lemma,)
