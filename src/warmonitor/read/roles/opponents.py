"""Who fights whom where a claim says "between A and B": A is the actor and B the target (codebook, rule 10)."""

from __future__ import annotations

from warmonitor.lang.doc import Doc
from warmonitor.read.phrases import Range

from .nominals import role_words


def opponents(doc: Doc, words: Range) -> tuple[Range, Range] | None:
    """The words of the one and of the other side: "clashes between | the army | and | rebels of Dor |". None where it is not said, or of more than two."""
    for word in range(*words):
        one = doc.heads[word]
        if doc.words[word].lower() not in role_words("opposing") or doc.deps[word] != "case" or one < word:
            continue
        others = [c for c in doc.children[one] if doc.deps[c] == "conj" and c > one]
        if len(others) != 1:
            continue
        joint = next((c for c in doc.children[others[0]] if doc.deps[c] == "cc" and one < c < others[0]), None)
        if joint is not None:
            return (word + 1, joint), (joint + 1, others[0] + 1)
    return None
