"""Lemmatisation by table and rule, from form and part of speech: what the treebanks show first, the rules of inflection for the rest.

`en/irregular.yml` lists irregular verbs; `en/lemmas.json`, made by `training/lemmas.py`, holds what the rules get wrong on the training
trees ("went VERB": "go") and the verbs that they know, which decide between "fir" and "fire" for "fired".
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from functools import cache
from importlib import resources

from warmonitor.lang.tables import table

_VOWELS = frozenset("aeiouy")
_SIBILANT = ("s", "x", "z", "ch", "sh")
_BEFORE_E = tuple("at iz is v c g u ur us ut bl tl pl dl gl fl cl kl zl".split())


class Lemmatizer:
    """`exceptions` maps "form UPOS" to lemmas; `verbs` are base forms; `words` any words that a base form may be.

    >>> Lemmatizer({"went VERB": "go"}, {"fire"}, {"stop", "village"}).of(["Villages", "fired", "went"], ["NOUN", "VERB", "VERB"])
    ('village', 'fire', 'go')
    """

    def __init__(self, exceptions: Mapping[str, str], verbs: Container[str], words: Container[str] = ()) -> None:
        self._exceptions, self._verbs, self._words = exceptions, verbs, words
        self._known: dict[tuple[str, str], str] = {}

    def of(self, words: Sequence[str], upos: Sequence[str]) -> tuple[str, ...]:
        """One lemma a word."""
        known, find = self._known, self._find
        if len(known) > 200_000:
            known.clear()
        return tuple([known.get(key) or find(key) for key in zip(words, upos, strict=True)])

    def _find(self, key: tuple[str, str]) -> str:
        word, upos = key
        lemma = self._exceptions.get(f"{word.lower()} {upos}") or self.by_rule(word, upos) or word
        self._known[key] = lemma
        return lemma

    def by_rule(self, word: str, upos: str) -> str:
        """The lemma that the rules of inflection make, without the exceptions."""
        low = word.lower()
        if upos == "PROPN" and not word.islower():
            return word if not (word.isupper() and len(word) > 5) else word.capitalize()
        if upos in ("VERB", "AUX"):
            return self._verb(low)
        if upos in ("NOUN", "PROPN"):
            return _singular(low)
        return low

    def _verb(self, word: str) -> str:
        if word.endswith("ing") and len(word) > 4:
            return self._stem(word[:-3])
        if word.endswith("ied") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith("ed") and len(word) > 3:
            return self._stem(word[:-2])
        if word.endswith("s") and not word.endswith(("ss", "us", "is")):
            return _singular(word)
        return word

    def _stem(self, stem: str) -> str:
        """The base form that an -ed or -ing form was made of: "fir" → "fire", "stopp" → "stop", "bomb" → "bomb"."""
        if not _VOWELS & set(stem):
            return stem + "ing" if len(stem) < 3 else stem
        choices = [stem + "e", stem]
        if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "sl":
            choices = [stem[:-1], stem]
        elif stem.endswith("ll"):
            choices = [stem, stem[:-1]]
        for known in (self._verbs, self._words):
            for choice in choices:
                if choice in known:
                    return choice
        return stem + "e" if _wants_e(stem) else choices[0] if choices[0] != stem + "e" else stem


def _wants_e(stem: str) -> bool:
    """Whether an unknown stem ends as verbs in -e do: "besieg", "terroriz", "evacuat"."""
    return stem.endswith(_BEFORE_E)


def _singular(word: str) -> str:
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2].endswith(_SIBILANT) and not word.endswith(("ses", "zes")):
        return word[:-2]
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


@cache
def lemmatizer() -> Lemmatizer:
    """The lemmatizer with its shipped tables."""
    folder = resources.files("warmonitor.lang").joinpath("en")
    data = json.loads(folder.joinpath("lemmas.json").read_text(encoding="utf-8"))
    words = folder.joinpath("vocab.txt").read_text(encoding="utf-8").splitlines()
    irregular = table("warmonitor.lang", "en", "irregular.yml")
    forms = {f"{form} VERB": base for base, rest in irregular.items() for form in rest.split()}
    return Lemmatizer(
        data["exceptions"] | forms, frozenset(data["verbs"]), frozenset(w for w in words if len(w) > 2 and w.isalpha())
    )
