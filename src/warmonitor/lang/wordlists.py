"""The English by which claims are compared and asked for: the lists of `lang/en/reconcile.json`, each with an example, which is its test.

JSON and not YAML, as `brief` and `control` must start without importing that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

_LISTS = Path(__file__).with_name("en") / "reconcile.json"

REFERENCE = re.compile(r"(?<!\(\?)(?<!\(\?P)<([^<>]+)>")
"""A list that is named in a phrase of another one."""


@cache
def lists() -> dict[str, dict[str, dict[str, Any]]]:
    """The lists by part and name. Each says `what` it holds, gives an `example`, and has one of

    * `words`, separated by blanks;
    * `headings`: heading → words that are put under it; `stems`: the same for beginnings of words;
    * `phrases`: regular expressions, in which `<name>` stands for another list of the part, `<part/name>` for one of another part, and
      `<part/name/heading>` for what stands there under a heading.
    """
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(_LISTS.read_text(encoding="utf-8"))
    return found


@cache
def words_of(part: str, name: str) -> frozenset[str]:
    """The words of a list, or of all headings of one."""
    entry = lists()[part][name]
    return frozenset(" ".join(entry["words"]).split() if "words" in entry else headings_of(part, name))


@cache
def headings_of(part: str, name: str) -> dict[str, str]:
    """Each word (or stem) of a list with headings, and its heading."""
    entry = lists()[part][name]
    headings = entry.get("headings") or entry["stems"]
    return {word: heading for heading, words in headings.items() for word in words.split()}


@cache
def any_of(part: str, name: str) -> str:
    """A list as a regular expression, without its ends."""
    phrases = lists()[part][name].get("phrases") or sorted(words_of(part, name))
    return REFERENCE.sub(lambda named: _named(part, named[1]), f"(?:{'|'.join(phrases)})")


def _named(part: str, path: str) -> str:
    """What a reference stands for in a list of `part`."""
    *parts, name = path.split("/", 2)
    if len(parts) < 2:
        return any_of(*parts or [part], name)
    of = headings_of(*parts)
    return f"(?:{'|'.join(sorted(word for word in of if of[word] == name))})"


_CAPITAL = re.compile(r"(?<![\\?])[A-Z]")
"""A capital of a phrase, but not that of `\\W` or `(?P<name>…)`."""


class Pattern:
    """A regular expression for capitals and small letters, written and compiled when it is first searched for: a command needs few of them all."""

    def __init__(self, write: Callable[[], str]) -> None:
        self._write = write

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._write(), re.IGNORECASE)

    @cached_property
    def _small(self) -> re.Pattern[str]:
        return re.compile(_CAPITAL.sub(lambda capital: capital[0].lower(), self._write()))

    def stands_in(self, text: str) -> bool:
        """Whether it is found in a text: said in a third of the time that `search` takes, which asks of each letter whether it may be a capital."""
        return self._small.search(text.lower()) is not None

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        return self._compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        return self._compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        return self._compiled.finditer

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        return self._compiled.split

    @cached_property
    def sub(self) -> Callable[..., str]:
        return self._compiled.sub


@cache
def pattern_of(part: str, name: str) -> Pattern:
    """A list as a pattern that finds it between the ends of words, in capitals or small letters."""
    return Pattern(lambda: rf"\b{any_of(part, name)}\b")
