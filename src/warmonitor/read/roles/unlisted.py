"""Lists of places that have lost their commas: "shells fell on al-Asmar al-Dor Tal Sahl and Kivra" names four, whatever the tree and the names say."""

from __future__ import annotations

from collections.abc import Callable

from warmonitor.lang.doc import Doc
from warmonitor.read.phrases import Range

from .nominals import HYPHENS, role_words

LONGEST = 12
"""Names of so many words at most are taken apart."""


def apart(doc: Doc, words: Range, known: Callable[[str], bool]) -> list[Range]:
    """The names in the words of a place: several where the text has no comma left and they are names of which each is known, or begins with an article of its
    own; `known` tells whether there is a place of a name.
    """
    units = _units(doc, words) if "," not in doc.text else []
    if not 1 < len(units) <= LONGEST or known(doc.quote(*words)):
        return [words]
    found = [units[0]]
    for unit in units[1:]:
        if _begins(doc, found[-1], unit):
            found.append(unit)
        else:
            found[-1] = (found[-1][0], unit[1])
    return [part for name in found for part in _all_known(doc, name, units, known)]


def _units(doc: Doc, words: Range) -> list[Range]:
    """The capitalised words, each with its article; none where anything else stands among them."""
    units: list[Range] = []
    at = words[0]
    while at < words[1]:
        end = at + 1
        if doc.words[at].lower() in role_words("articles") and at + 2 < words[1] and doc.words[at + 1] in HYPHENS:
            end = at + 3
        if not doc.words[end - 1][:1].isupper() or doc.upos[end - 1] not in ("PROPN", "NOUN", "ADJ"):
            return []
        units.append((at, end))
        at = end
    return units


def _articled(unit: Range) -> bool:
    return unit[1] - unit[0] == 3


def _begins(doc: Doc, before: Range, unit: Range) -> bool:
    """Whether a name begins behind one with an article: "al-Asmar | al-Dor", not "Tal al-Asmar", not "al-Asmar al-Gharbi"."""
    both = all(doc.words[w] in HYPHENS for w in (before[0] + 1, before[1] - 2))
    other = doc.words[unit[1] - 1].lower() not in role_words("ending_names")
    return _articled(unit) and both and other


def _all_known(doc: Doc, words: Range, units: list[Range], known: Callable[[str], bool]) -> list[Range]:
    """The fewest known names that make up the words; the words where they are not all known, or where one is."""
    mine = [u for u in units if words[0] <= u[0] < words[1]]
    if len(mine) < 2 or known(doc.quote(*words)):
        return [words]
    best: list[list[Range] | None] = [[]]
    for end in range(1, len(mine) + 1):
        options = [
            [*before, name]
            for start, before in enumerate(best)
            if before is not None
            and (start == 0 or not _articled(mine[start]))
            and not (start == end - 1 and doc.words[mine[start][0]].lower() in role_words("beginning_names"))
            and known(doc.quote(*(name := (mine[start][0], mine[end - 1][1]))))
        ]
        best.append(min(options, key=len, default=None))
    return best[-1] or [words]
