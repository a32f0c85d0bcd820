"""The lists of English by which claims are compared: each says what it holds, and finds in its example what stands there in brackets, and nothing else."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

import warmonitor
from warmonitor.ground.countries import countries
from warmonitor.lang.wordlists import REFERENCE, any_of, headings_of, lists, pattern_of, words_of
from warmonitor.model import EventType
from warmonitor.reconcile.hours import hours
from warmonitor.reconcile.names import plain
from warmonitor.reconcile.sites import sites, supplies
from warmonitor.reconcile.stages import STAGES, stages

SOURCE = Path(warmonitor.__file__).parent
LISTS = [(part, name) for part, named in lists().items() for name in named]
PHRASES = [phrase for named in lists().values() for entry in named.values() for phrase in entry.get("phrases", ())]
PLAIN = [(part, name) for part, name in LISTS if "phrases" not in lists()[part][name]]


def example(part: str, name: str) -> tuple[str, list[str]]:
    """The example without its brackets, and what stands in them."""
    marked: str = lists()[part][name]["example"]
    return re.sub(r"[\[\]]", "", marked), re.findall(r"\[(.+?)\]", marked)


@pytest.mark.parametrize("part, name", LISTS)
def test_a_list_finds_in_its_example_what_is_marked(part: str, name: str) -> None:
    text, marked = example(part, name)
    stems = rf"\b{any_of(part, name)}\w*"
    pattern = re.compile(stems, re.I) if "stems" in lists()[part][name] else pattern_of(part, name)
    assert marked and [found[0] for found in pattern.finditer(text)] == marked


@pytest.mark.parametrize("part, name", [(part, name) for part, name in LISTS if "stems" not in lists()[part][name]])
def test_a_list_stands_in_its_example_in_capitals_and_small_letters(part: str, name: str) -> None:
    text, _ = example(part, name)
    pattern = pattern_of(part, name)
    assert pattern.stands_in(text) and pattern.stands_in(text.upper()) and pattern.stands_in(text.lower())


def test_to_stand_in_a_text_is_to_be_found_in_it() -> None:
    texts = [example(part, name)[0] for part, name in LISTS]
    patterns = [pattern_of(part, name) for part, name in LISTS if "phrases" in lists()[part][name]]
    assert all(p.stands_in(text) == (p.search(text) is not None) for p in patterns for text in texts)


@pytest.mark.parametrize("part, name", LISTS)
def test_a_list_says_what_it_holds_and_nothing_unknown(part: str, name: str) -> None:
    (kind,) = lists()[part][name].keys() - {"what", "example"}
    assert kind in ("words", "phrases", "headings", "stems") and lists()[part][name]["what"]


@pytest.mark.parametrize("part, name", PLAIN)
def test_words_stand_once_and_as_they_are_compared(part: str, name: str) -> None:
    entry = lists()[part][name]
    written = " ".join(entry.get("words") or (entry.get("headings") or entry.get("stems")).values()).split()
    assert sorted(written) == sorted(words_of(part, name))
    assert [word for word in written if plain(word) != word] == []


@pytest.mark.parametrize(
    "part, names",
    [
        ("names", ("numbers", "common")),
        ("parties", ("people", "members")),
        ("parties", ("state", "rebels")),
        ("sources", ("media", "own")),
        ("places", ("regions", "parts", "generic")),
        ("sites", tuple(lists()["sites"])),
        ("supplies", tuple(lists()["supplies"])),
    ],
)
def test_no_word_is_on_two_lists_that_go_together(part: str, names: tuple[str, ...]) -> None:
    found = [word for name in names for word in words_of(part, name)]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("kind", lists()["supplies"])
def test_a_kind_of_supplies_is_found_in_its_example_and_no_other(kind: str) -> None:
    assert supplies(example("supplies", kind)[0]) == {kind}


@pytest.mark.parametrize("kind", lists()["sites"])
def test_an_example_names_its_site_alone(kind: str) -> None:
    assert sites(example("sites", kind)[0]) == {kind}


@pytest.mark.parametrize("quarter, name", list(enumerate(lists()["hours"])))
def test_an_example_tells_of_its_quarter_of_the_day(quarter: int, name: str) -> None:
    assert hours(example("hours", name)[0]) == {quarter}


@pytest.mark.parametrize("type_, stage", [(type_, stage) for type_, of in STAGES.items() for stage in of])
def test_an_example_tells_of_its_stage_alone(type_: EventType, stage: str) -> None:
    assert stages(type_, example(f"stages of {type_.value}", stage)[0]) == {stage}


def test_every_part_with_stages_is_of_a_type() -> None:
    assert {f"stages of {t.value}" for t in STAGES} == {part for part in lists() if part.startswith("stages")}


def test_seats_stand_under_countries() -> None:
    assert set(headings_of("sources", "seats").values()) <= countries().keys()


def test_every_list_is_asked_for() -> None:
    """By its name somewhere in the code or in another list, or with all of its part."""
    code = "".join(
        file.read_text("utf-8") for part in ("ledger", "reconcile", "views") for file in (SOURCE / part).glob("*.py")
    )
    named = (path.split("/") for phrase in PHRASES for path in REFERENCE.findall(phrase))
    asked = {*re.findall(r"""["']([\w ]+)["']""", code), *chain.from_iterable(named)}
    whole = {"sites", "supplies", "hours", "bombs", *(part for part in lists() if part.startswith("stages"))}
    assert [name for part, name in LISTS if part not in whole and name.removeprefix("called ") not in asked] == []
