"""The lists of words in the rule files: each says what it holds, and what stands in brackets in its example is on it."""

from __future__ import annotations

import re

import pytest

from warmonitor.lang.lemmas import lemmatizer
from warmonitor.lang.tokenize import tokenize
from warmonitor.read import sides, veil
from warmonitor.read.lexicon import any_of, lexicon, words_of

LISTS = [
    (name, key)
    for name in ("attitudes", "attribution", "counts", "events", "roles", "sentences", "stance")
    for key, entry in lexicon(name).items()
    if isinstance(entry, dict) and "words" in entry
]


@pytest.mark.parametrize(("name", "key"), LISTS)
def test_the_bracketed_words_of_an_example_are_on_its_list(name: str, key: str) -> None:
    marked = re.findall(r"\[(.+?)\]", lexicon(name)[key]["example"])
    assert marked
    for word in marked:
        low = word.lower()
        forms = {word, low, low.removesuffix("s"), *lemmatizer().of([low, low], ["NOUN", "VERB"])}
        assert forms & words_of(name, key), word


@pytest.mark.parametrize(("name", "key"), LISTS)
def test_a_list_says_what_it_holds_and_holds_it_once(name: str, key: str) -> None:
    entry = lexicon(name)[key]
    assert {"what", "example", "words"} <= set(entry)
    words = entry["words"].split() if isinstance(entry["words"], str) else entry["words"]
    assert sorted(words) == sorted(words_of(name, key))
    assert all(isinstance(word, str) for word in words)


@pytest.mark.parametrize("name", ["attitudes", "attribution", "events", "roles", "sentences", "stance"])
def test_no_list_stands_without_an_example(name: str) -> None:
    for entry in lexicon(name).values():
        assert all("example" in row for row in ([entry] if isinstance(entry, dict) else entry))


def hidden(text: str) -> list[str]:
    """Which of the names in brackets the reader does not see."""
    seen = " ".join(veil.veil(tokenize(re.sub(r"[][]", "", text))).words)
    return [name for name in re.findall(r"\[(.+?)\]", text) if name not in seen]


def test_the_names_of_the_example_are_hidden_by_their_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    names = lexicon("names")
    marked = re.findall(r"\[(.+?)\]", names["example"])
    assert marked and hidden(names["example"]) == marked
    left = []
    for key in ("parties", "speakers"):
        with monkeypatch.context() as patched:
            patched.setitem(names, key, [])
            sides.lists.cache_clear()
            left += [name for name in marked if name not in hidden(names["example"])]
        sides.lists.cache_clear()
    assert left == marked


def test_phrases_are_found_whole_and_marks_as_they_stand() -> None:
    pattern = re.compile(rf"\b{any_of('roles', 'held_by')}\b")
    assert [m[0] for m in pattern.finditer("under the full control of one, run by another")] == [
        "under the full control of",
        "run by",
    ]
    assert re.fullmatch(any_of("counts", "rows"), ",")
