"""Reading is blind to sides: names become one word for all of a kind, and keep their places in the text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.tokenize import tokenize
from warmonitor.read.lexicon import lexicon
from warmonitor.read.veil import veil

SIDES = lexicon("sides")
NAMES = lexicon("names")
PARTIES = ("the Syrian army", "rebels", "the Houthis", "government forces", "SANA", "the Coalition", "the RSF", "M23", "Islamic State militants",
           "the Saudi-led coalition", "the Ministry of Defence", "the Observatory for the Rights of Exiles")  # fmt: skip
COUNTRIES = ("Russia", "the United States", "Sudan", "the Democratic Republic of the Congo", "Iran")
TOLD = (
    "{A} captured Tal Asmar from {B} on Monday.",
    "Clashes between {A} and {B} killed nine people, a doctor said.",
    "It was shelled by {A}, {B} said.",
)


def seen(text: str) -> str:
    return " ".join(veil(tokenize(text)).words)


@pytest.mark.parametrize("example", SIDES["sentences"]["examples"], ids=lambda e: e["text"])
def test_examples_of_the_lists(example: dict[str, str]) -> None:
    assert seen(example["text"]) == example["seen"]


@pytest.mark.parametrize("key", [k for k in SIDES if "example" in SIDES[k]])
def test_a_list_holds_what_its_example_shows(key: str) -> None:
    shown = SIDES[key]["example"].split("[", 1)[1].split("]", 1)[0].lower()
    words = set(SIDES[key]["words"].split())
    assert words & (set(shown.split()) | {w for part in shown.split() for w in part.split("-")})


@pytest.mark.parametrize("key", ["parties", "speakers"])
def test_names_are_lower_case_and_stand_once(key: str) -> None:
    assert all(name == name.lower().strip() for name in NAMES[key])
    assert len(set(NAMES[key])) == len(NAMES[key])


@pytest.mark.parametrize("told", TOLD)
@pytest.mark.parametrize("names", [PARTIES, COUNTRIES])
@given(data=st.data())
def test_swapped_sides_are_the_same_words(told: str, names: tuple[str, ...], data: Any) -> None:
    a, b = (data.draw(st.sampled_from(names)) for _ in "ab")
    one, other = (told.format(A=x, B=y) for x, y in ((a, b), (b, a)))
    assert seen(one[0].upper() + one[1:]) == seen(other[0].upper() + other[1:])


@given(
    st.lists(
        st.sampled_from(
            (
                *PARTIES,
                *COUNTRIES,
                "shelled",
                "the",
                "of",
                "in",
                "a",
                "an",
                "-led",
                ",",
                ".",
                "Tal",
                "Asmar",
                "IS",
                "is",
                "\n",
            )
        ),
        max_size=30,
    )
)
def test_words_keep_their_places(parts: list[str]) -> None:
    text = " ".join(parts)
    tokens = tokenize(text)
    veiled = veil(tokens)
    forms = set(SIDES["forms"]["words"].values())
    assert len(veiled.words) == len(veiled.starts) == len(veiled.ends) <= len(tokens.words)
    assert all(a < b for a, b in zip(veiled.starts, veiled.ends, strict=True))
    assert all(end <= start for end, start in zip(veiled.ends, veiled.starts[1:], strict=False))
    for word, start, end in zip(veiled.words, veiled.starts, veiled.ends, strict=True):
        assert word == text[start:end] or word.lower() in {f.lower() for f in forms} or text[start:end].lower() == "an"
    covered = {c for a, b in zip(veiled.starts, veiled.ends, strict=True) for c in range(a, b)}
    assert {c for a, b in zip(tokens.starts, tokens.ends, strict=True) for c in range(a, b)} <= covered


def test_small_words_are_not_names() -> None:
    assert seen("It is far from us, he said.") == "It is far from us , he said ."


def test_capitals_mean_nothing_in_a_headline() -> None:
    assert "PEACE" in seen("PEACE TALKS OPEN AS GUNS FALL SILENT").split()


def test_bare_names_stay() -> None:
    tokens = tokenize("Rebels and the RSF met.")
    assert " ".join(veil(tokens, lambda name: name == "rsf").words) == "Fighters and the RSF met ."
