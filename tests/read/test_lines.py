"""Line breaks that only the width of a page made."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

import warmonitor
from warmonitor.read.lines import in_words, stopped, unwrapped

FIRST = (
    "Rebels captured the town of Khwain on Friday after heavy shelling that killed nine people and wounded 12 others, two residents and "
    "a doctor of the local clinic said by telephone."
)
SECOND = "The army said that it had pulled out of Khwain to a line of hills in the south, and that 30 of its men were missing."


@pytest.mark.parametrize("width", [40, 72, 100])
def test_paragraphs_are_whole_again(width: int) -> None:
    wrapped = "\n\n".join(textwrap.fill(part, width) for part in (FIRST, SECOND))
    assert unwrapped(wrapped) == f"{FIRST}\n\n{SECOND}"


def test_without_a_blank_line_a_paragraph_ends_with_its_short_line() -> None:
    wrapped = "\n".join(textwrap.fill(part, 72) for part in (FIRST, SECOND))
    assert unwrapped(wrapped) == f"{FIRST}\n{SECOND}"


def test_entries_of_a_list_stay_apart() -> None:
    entries = [f"• {FIRST}", f"• {SECOND}", "• None", f"12:30 {SECOND}", f"2. {FIRST}"]
    wrapped = "\n".join(textwrap.fill(entry, 72) for entry in entries)
    assert unwrapped(wrapped).split("\n") == entries


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}",  # a paragraph a line
        "Khwain: two killed\nZarzur: nine killed\nTal Asmar: none\nDor: two wounded",
        "15 Aug | Dor | A mine killed two men\n16 Aug | Zal | A raid killed six men\n17 Aug | Dor | A shell killed one man",
        "Two died.\nNine died there.\nAll fled.\nNobody came.",
        "one line",
        "",
        "\n\n",
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert unwrapped(text) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3 May | Dor | Six died\n4 May | Zal | None", "3 May , Dor , Six died\n4 May , Zal , None"),
        ("Northern Wire | 3 May\n\nSix died in Dor.", "Northern Wire | 3 May\n\nSix died in Dor."),
    ],
)
def test_cells_between_bars_are_parted_by_commas(text: str, read: str) -> None:
    assert in_words(text) == read


def test_each_row_is_read_by_itself() -> None:
    text = "14 Aug | Dor | Mortar fire on a convoy; four farmers injured\n15 Aug | Zal | Gunmen kidnapped two teachers"
    shelled, taken = warmonitor.read(text, published="2019-08-30")
    assert [[w.text for w in c.where] for c in (shelled, taken)] == [["Dor"], ["Zal"]]
    assert [c.when and c.when.earliest.day for c in (shelled, taken)] == [14, 15]
    assert all(c.span.of(text) == c.quote for c in (shelled, taken))


@given(st.text("Ab .•1\n", max_size=300))
def test_only_line_breaks_change_and_only_once(text: str) -> None:
    found = unwrapped(text)
    assert len(found) == len(text)
    assert all(b == a or (a, b) == ("\n", " ") for a, b in zip(text, found, strict=True))


def test_a_wrapped_report_is_read_as_if_it_were_not() -> None:
    whole = f"{FIRST}\n\n{SECOND}"
    wrapped = "\n\n".join(textwrap.fill(part, 60) for part in (FIRST, SECOND))
    read, told = (list(warmonitor.read(text, published="2019-08-30")) for text in (wrapped, whole))
    assert [(c.type, c.span.start, c.span.end, c.when, c.stance) for c in read] == [
        (c.type, c.span.start, c.span.end, c.when, c.stance) for c in told
    ]
    assert [c.quote.replace("\n", " ") for c in read] == [c.quote for c in told]
    assert all(c.span.of(wrapped) == c.quote for c in read) and any("\n" in c.quote for c in read)
    assert [m.text for c in read for m in c.attribution.speakers] == [
        m.text for c in told for m in c.attribution.speakers
    ]


def test_a_picture_between_two_sentences_ends_the_first() -> None:
    text = "Rebels left \U0001f4aa The army came \U0001f525\U0001f525 Two died.\n⚡️ Dor \U0001f1fa\U0001f1e6 Zal → Tal ✅ done"
    assert stopped(text) == text.replace("\U0001f4aa", ".").replace("\U0001f525\U0001f525", ". ")
    assert len(stopped(text)) == len(text)
