"""Places that are named only to tell where another one lies."""

from __future__ import annotations

from warmonitor.lang.doc import Doc

from .naming import lost_apostrophe
from .nominals import Phrase, role_words

_FAR = 4
"""So many nouns at most hang one on the other in the name of a place."""


def lies_in(doc: Doc, place: Phrase, other: Phrase) -> bool:
    """Whether "in" ties another place to a settlement or a part of one: "the town of | Asmar | in | Dor | Province". A hospital stays told with its town."""
    *_, whole = _nouns(doc, other.head)
    case = next((c for c in doc.children[whole] if doc.deps[c] == "case"), None)
    if case is None or doc.words[case].lower() not in role_words("containing") or doc.deps[whole] == "conj":
        return False
    told = _nouns(doc, place.head, of=True)
    settled = all(doc.lemmas[w] in role_words("settlements") or place.words[0] <= w < place.words[1] for w in told)
    site = any(doc.words[w].lower() in role_words("sites") for w in range(*place.words))
    return place.label == "place" and settled and not site and place.words[1] <= case and doc.heads[whole] in told


def _nouns(doc: Doc, word: int, *, of: bool = False) -> list[int]:
    """A word with the nouns that it describes, one after the other; `of`: also those that are told of it, "the town | of | Asmar"."""
    found = [word]
    while len(found) < _FAR:
        case = next((doc.words[c].lower() for c in doc.children[found[-1]] if doc.deps[c] == "case"), "")
        if not (
            doc.deps[found[-1]] in ("compound", "flat", "amod")
            or (of and case in role_words("naming") and doc.deps[found[-1]] == "nmod")
        ):
            break
        found.append(doc.heads[found[-1]])
    return found


def owns(doc: Doc, place: Phrase, other: Phrase) -> bool:
    """Whether a country or region is named for a place of its own right behind it: "| Ruritania |'s Dor", "| Ruritanias | Dor"."""
    end = place.words[1]
    told = end < len(doc) and doc.words[end].lower() in role_words("owning")
    return (told or lost_apostrophe(doc, end - 1)) and other.words[0] == end + told
