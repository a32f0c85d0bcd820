from __future__ import annotations

import csv
import html as html_module
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from warmonitor.views.escape import cell, html, markdown, one_line, visible, web_address

TEXT = st.text(st.characters(codec=None), max_size=60) | st.text(
    "=+-@\t\r\n<>&\"'\\`*_[]|#~$\x1b\x9b\u202e\u2066\x00ab ", max_size=40
)


@given(TEXT)
def test_nothing_visible_acts_on_a_terminal(text: str) -> None:
    shown = visible(text)
    assert all(ch in "\n\t" or (ch >= " " and not "\x7f" <= ch <= "\x9f") for ch in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    shown.encode("utf-8")


@given(TEXT)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    if text.isprintable():
        assert visible(text) == text


@given(TEXT)
def test_html_holds_no_tag_and_gives_the_text_back(text: str) -> None:
    shown = html(text)
    assert not set(shown) & set("<>\"'")
    assert html_module.unescape(shown) == visible(text)


@given(TEXT)
def test_markdown_is_one_line_without_live_marks(text: str) -> None:
    shown = markdown(text)
    assert "\n" not in shown
    assert not set(shown) & set("<>")  # not every Markdown takes a backslash before them
    bare = re.sub(r"&(?:amp|lt|gt);", "", re.sub(r"\\.", "", shown))
    assert not set(bare) & set("\\`*_[]#|~$&")


@given(TEXT)
def test_cells_never_start_a_formula_and_survive_csv(text: str) -> None:
    safe = cell(text)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    out = io.StringIO()
    csv.writer(out).writerow([safe, "x"])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline="")))[1] == "x"


def test_only_web_addresses_are_linked() -> None:
    assert web_address("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for bad in ("javascript:alert(1)", "ftp://x", 'https://x/"onclick=', "https://x y", "", None, "https://x\n"):
        assert web_address(bad) is None
    assert one_line(" a\n\tb ") == "a b"
