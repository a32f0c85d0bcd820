"""The examples of the time rules are tests."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from warmonitor.ground.calendar import times
from warmonitor.ground.calendar.fill import READERS
from warmonitor.ground.calendar.rules import Modifier, Rule, rulebook

BOOK = rulebook()
RULES: tuple[Rule | Modifier, ...] = (*BOOK.rules, *BOOK.modifiers)
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]


def as_date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda x: x.name if isinstance(x, Rule | Modifier) else "")
def test_example(rule: Rule | Modifier, example: dict[str, Any]) -> None:
    published = as_date(example["published"]) if "published" in example else None
    found = times(example["text"], published=published, mode="news" if published else "narrative")
    if example.get("not"):
        assert found == []
        return
    hits = [t for t in found if example["text"][t.start : t.end] == str(example["words"])]
    assert hits, [example["text"][t.start : t.end] for t in found]
    if "value" in example:
        assert hits[0].value == str(example["value"])
    if "mod" in example:
        assert hits[0].mod == example["mod"]
    if "days" in example:
        assert [hits[0].earliest, hits[0].latest] == [as_date(d) for d in example["days"]]


def test_rule_names_are_unique() -> None:
    names = [r.name for r in BOOK.rules]
    assert len(names) == len(set(names))


def test_every_number_has_a_code() -> None:
    written = [f(n) for n in range(0, 10000, 7) for f in (str, "{:02d}".format, "{:,}".format)]
    written += (
        [f"{h:02d}:{m:02d}" for h in range(24) for m in range(0, 60, 7)]
        + [f"{n}th" for n in range(1, 100)]
        + [f"{n}0s" for n in range(1, 203)]
    )
    unknown = BOOK.encode("\x00")
    assert [w for w in written if BOOK.encode(w) == unknown] == []


def test_every_part_of_a_template_has_its_reader() -> None:
    templates = " ".join(t for rule in BOOK.rules for t in (*rule.values.values(), rule.days or ""))
    parts = {re.sub(r"\d+$", "", part) for part in re.findall(r"\{(\w+)\}", templates)}
    assert parts <= READERS.keys() | BOOK.classes.keys() | {"Y", "YEAR", "OLDYEAR", "SURELYYEAR", "YY"}
    assert READERS.keys() <= parts | {"ORDN"}
