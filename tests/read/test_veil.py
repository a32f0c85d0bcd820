"""Reading is blind to sides: names become one word for all of a kind, and keep their places in the text."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.doc import Doc
from warmonitor.lang.tokenize import tokenize
from warmonitor.read.lexicon import lexicon
from warmonitor.read.veil import _Veil, veil
from warmonitor.read.written import as_written, has_article, names_side

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
def test_without_a_list_its_example_reads_otherwise(key: str, without: Callable[[str, str], None]) -> None:
    shown = {w.lower() for part in re.findall(r"\[(.*?)\]", SIDES[key]["example"]) for w in re.split(r"[ -]", part)}
    assert shown & set(SIDES[key]["words"].split())
    text = re.sub(r"[][]", "", SIDES[key]["example"])
    before = seen(text)
    without("sides", key)
    assert seen(text) != before


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


@pytest.mark.parametrize(
    "text", ["", "  ", "…?!", "\n\n", "قال الجيش إن", "ВСУ сообщили", "AAAA " * 40, "the", "a spokesman of"]
)
def test_odd_texts_pass(text: str) -> None:
    tokens = tokenize(text)
    assert len(veil(tokens).words) <= len(tokens.words)


@pytest.mark.parametrize("part", ["Syrian ", "northern ", "Sudan's ", "Sudans ", "Syria-led ", "Liwa ", "(RSF "])
def test_time_is_linear_in_what_is_looked_at(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    once = _Veil._phrase

    def counting(self, i):
        looked.append(i)
        return once(self, i)

    monkeypatch.setattr(_Veil, "_phrase", counting)
    counted = []
    for times in (200, 400):
        looked.clear()
        veil(tokenize(part * times))
        counted.append(len(looked))
    assert counted[1] < 2.5 * counted[0]


def test_a_side_called_by_the_word_for_all_sides_is_one_too() -> None:
    doc = Doc.of("The fighters shelled fighters".split())
    assert [names_side(doc, i) for i in range(len(doc))] == [False, True, False, True]
    assert as_written(doc, 3) == ["fighters"]


def test_a_name_with_its_article_across_a_line_break() -> None:
    tokens = veil(tokenize("It met the\nRSF."))
    doc = Doc("It met the\nRSF.", tuple(tokens.words), tuple(tokens.starts), tuple(tokens.ends))
    assert doc.words[2] == "fighters" and has_article(doc, 2) and as_written(doc, 2) == ["rsf"]


def test_a_person_s_forces_of_a_kind_are_his() -> None:
    assert seen("President Karim al-Haddad's air force hit Tal Asmar.") == "Fighters hit Tal Asmar ."


def test_fighter_jets_are_no_fighters() -> None:
    doc = Doc.of(["Two", "fighter", "jets", "fled", "with", "a", "fighter"])
    assert [w for w in range(len(doc)) if names_side(doc, w)] == [6]
