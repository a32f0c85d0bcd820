"""Whether reading takes sides: 300 sentences read with the sides' names swapped. `python benchmarks/evenhanded.py [FILE] [--failures N] [--json]`.

Type, roles, stance and counts must be those of the sentence as it stood, with the names swapped. Prints the share of sentences for which they are, and
for each field, with the sentences for which they are not. `evenhanded.yml` was at hand when the lists of names were written; `evenhanded_unseen.yml`,
325 sentences about other wars, was written by somebody who had not seen them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from warmonitor.api import open_reader
from warmonitor.ingest import text_report
from warmonitor.model import Claim
from warmonitor.model.coding import to_coding
from warmonitor.read.reader import ReportReader

SENTENCES = Path(__file__).with_name("evenhanded.yml")
FIELDS = ("type", "actor", "target", "place", "source", "stance", "count")
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with the names that fill it; `a` and `b` are the two sides'."""

    template: str
    names: Mapping[str, str]

    def text(self, *, swapped: bool = False) -> str:
        """The sentence, with the sides as they stand or each in the other's place."""
        a, b = self.names["a"], self.names["b"]
        told = self.template.format(**self.names, A=b if swapped else a, B=a if swapped else b)
        return told[0].upper() + told[1:]

    def neutral(self, words: str, *, swapped: bool = False) -> str:
        """`words` of a claim with the sides' names as {A} and {B}, whatever they are, without an article."""
        sides = {"a": "{B}", "b": "{A}"} if swapped else {"a": "{A}", "b": "{B}"}
        for key in sorted(sides, key=lambda k: -len(self.names[k])):
            name = _ARTICLE.sub("", self.names[key])
            words = re.sub(
                rf"(?:\b(?:the|an?) )?(?<![\w-]){re.escape(name)}(?![\w-])", sides[key], words, flags=re.IGNORECASE
            )
        return _ARTICLE.sub("", words)


@dataclass(frozen=True, slots=True)
class Failure:
    """A sentence that reads otherwise with its sides swapped: the fields that changed, and both readings."""

    text: str
    swapped: str
    fields: tuple[str, ...]
    reading: list[dict[str, Any]]
    reading_swapped: list[dict[str, Any]]


def sentences(file: Path = SENTENCES) -> Iterator[Sentence]:
    """Every template of every group with every pair of the group."""
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    for group in ("fighters", "speakers", "states"):
        for names in data[group]["pairs"]:
            for template in data[group]["templates"]:
                yield Sentence(template, names)


def failures(reader: ReportReader, told: list[Sentence], published: date) -> Iterator[Failure]:
    """The sentences that do not read alike both ways round."""
    for one in told:
        readings = []
        for swapped in (False, True):
            claims = reader.read(text_report(one.text(swapped=swapped), published=published))
            readings.append(sorted((plain(c, one, swapped) for c in claims), key=json.dumps))
        changed = tuple(differing(*readings))
        if changed:
            yield Failure(one.text(), one.text(swapped=True), changed, *readings)


def plain(claim: Claim, sentence: Sentence, swapped: bool) -> dict[str, Any]:
    """The fields of a claim that must not depend on who is who, names neutral."""
    coding = to_coding(claim)

    def neutral(words: str) -> str:
        return sentence.neutral(words, swapped=swapped)

    return {
        **{key: coding[key] for key in ("type", "stance")},
        **{key: sorted(map(neutral, coding[key])) for key in ("actor", "target", "place", "source")},
        "count": sorted([c["what"], c["low"], c["high"]] for c in coding["count"]),
    }


def differing(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> Iterator[str]:
    """The fields in which two readings of a sentence differ."""
    for field in FIELDS:
        if sorted(json.dumps(c[field]) for c in one) != sorted(json.dumps(c[field]) for c in other):
            yield field


def measure(packs: tuple[str, ...] = (), file: Path = SENTENCES) -> tuple[float, list[Failure]]:
    """The share of sentences that read alike both ways round, and those that do not."""
    told = list(sentences(file))
    published = yaml.safe_load(file.read_text(encoding="utf-8"))["published"]
    found = list(failures(open_reader(packs), told, published))
    return 1 - len(found) / len(told), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=SENTENCES, help="the sentences (default: evenhanded.yml)")
    parser.add_argument("--failures", type=int, default=10, metavar="N", help="show the first N (default: 10)")
    parser.add_argument("--pack", action="append", default=[], metavar="NAME")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    share, found = measure(tuple(options.pack), options.file)
    if options.json:
        print(json.dumps({"share": share, "failures": [asdict(f) for f in found]}, ensure_ascii=False, indent=1))
        return
    total = len(list(sentences(options.file)))
    print(f"{total} sentences, {share:.1%} read alike with the sides' names swapped")
    fields = Counter(field for failure in found for field in failure.fields)
    print("changed: " + ", ".join(f"{field} in {n}" for field, n in fields.most_common()))
    for failure in found[: options.failures]:
        print(f"\n{', '.join(failure.fields)}\n  {failure.text}\n  {failure.swapped}")
        for reading in (failure.reading, failure.reading_swapped):
            print("  –", *(json.dumps(c, ensure_ascii=False) for c in reading), sep="\n    ")


if __name__ == "__main__":
    main()
