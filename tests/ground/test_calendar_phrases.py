"""The phrases, lists and tables that stand around the rules of time expressions: without an entry, its example is read otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
import yaml

from warmonitor.ground.calendar import Timex, periods, run, tense, times
from warmonitor.ground.calendar.cues import any_of
from warmonitor.ground.calendar.rules import rulebook
from warmonitor.ground.calendar.run import is_history

SOURCE = yaml.load(files("warmonitor.lang").joinpath("en", "time.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
PHRASES = [(key, n) for key, entry in SOURCE["phrases"].items() for n in range(len(entry["any"]))]
LISTS = ("clock_on", "clock_zone", "into_date", "joining", "after_noon", "backwards")
SHOWN = [(key, example) for key, entry in SOURCE["tables"].items() for example in entry["examples"]]


def plain(example: str) -> str:
    return re.sub(r"[][]", "", example)


def shown(example: str) -> str:
    (found,) = re.findall(r"\[(.+?)\]", example)
    return str(found)


def reading(text: str) -> list[Any]:
    """What the calendar makes of a history, if a text tells a year, or of news of 20 May 2016."""
    published = None if re.search(r"\b[12]\d{3}\b", text) else date(2016, 5, 20)
    found = times(text, published=published, mode="news" if published else "narrative")
    told = periods.periods(found, text, published)
    return [*((t.value, t.tense) for t in found), *((p.kind, p.earliest, p.latest, p.not_for) for p in told)]


@pytest.mark.parametrize(("key", "n"), PHRASES)
def test_the_example_of_a_phrase_is_read_otherwise_without_it(
    key: str, n: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (periods, run, tense):
        monkeypatch.setattr(module, "_cues", module._cues.__wrapped__)  # compiled anew each time
    entries: Sequence[dict[str, str]] = SOURCE["phrases"][key]["any"]
    example = entries[n]["example"]
    assert re.fullmatch(any_of([entries[n]["phrase"]]), shown(example))
    read = reading(plain(example))
    monkeypatch.setitem(rulebook().phrases, key, any_of(e["phrase"] for i, e in enumerate(entries) if i != n))
    assert reading(plain(example)) != read


@pytest.mark.parametrize("key", LISTS)
def test_the_example_of_a_list_is_read_otherwise_without_it(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    example = SOURCE["words"][key]["example"]
    assert shown(example) in rulebook().words[key]
    read = reading(plain(example))
    monkeypatch.setitem(rulebook().words, key, frozenset())
    assert reading(plain(example)) != read


def test_marks_of_years_before_christ_make_a_history(monkeypatch: pytest.MonkeyPatch) -> None:
    words = plain(SOURCE["words"]["before_christ"]["example"]).replace(".", " .").split()
    assert is_history(words, date(2016, 5, 20))
    monkeypatch.setitem(rulebook().words, "before_christ", frozenset())
    assert not is_history(words, date(2016, 5, 20))


def test_what_holds_of_phrases_is_said() -> None:
    assert all(set(entry) == {"what", "any"} for entry in SOURCE["phrases"].values())
    assert all(set(e) == {"phrase", "example"} for entry in SOURCE["phrases"].values() for e in entry["any"])


@pytest.mark.parametrize(("key", "example"), SHOWN, ids=lambda x: x if isinstance(x, str) else x["shows"])
def test_an_example_of_a_table_has_its_value_by_it(
    key: str, example: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def value() -> str:
        published = example.get("published")
        found = times(example["text"], published=published, mode="news" if published else "narrative")
        return next(shows(t) for t in found if example["text"][t.start : t.end] == example["words"])

    def shows(timex: Timex) -> str:
        return f"{timex.value} {timex.earliest} {timex.latest}" if "days" in example else timex.value

    wanted = " ".join(map(str, [example["value"], *example.get("days", ())]))
    assert example["shows"] in plain(example["words"]).lower().split()
    assert value() == wanted
    monkeypatch.setitem(
        rulebook().tables, key, {k: v for k, v in rulebook().tables[key].items() if k != example["shows"]}
    )
    assert value() != wanted


@pytest.mark.parametrize("key", SOURCE["tables"])
def test_every_value_of_a_table_is_shown(key: str) -> None:
    values = SOURCE["tables"][key]["values"]
    assert {values[e["shows"]] for e in SOURCE["tables"][key]["examples"]} == set(values.values())


def test_no_phrases_match_nothing() -> None:
    assert re.search(any_of([]), "") is None
