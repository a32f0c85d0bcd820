"""The label inventories that training and run-time share, built once from the training trees; lemmas as edit scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from training.documents import EVENT_TYPES, IGNORE, NAME_TYPES, ROLES, STANCES, Document
from warmonitor.lang.shapes import SHAPES

MAX_PIECES = 12
"""Wordpieces kept of one word; a longer word (a URL, mostly) is cut there."""

Script = tuple[str, int, str]
"""How a word becomes its lemma: case ("lower", "keep" or "title"), letters to strip from its end, letters to append."""


@lru_cache(maxsize=200_000)
def script(form: str, lemma: str) -> Script:
    """The shortest edit script from a form to its lemma.

    >>> script("Cities", "city"), script("Syrians", "Syrian"), script("IDLIB", "Idlib")
    (('lower', 3, 'y'), ('keep', 1, ''), ('title', 0, ''))
    """
    best: tuple[int, Script] | None = None
    for case in ("lower", "keep", "title"):
        base = cased(form, case)
        shared = 0
        while shared < min(len(base), len(lemma)) and base[shared] == lemma[shared]:
            shared += 1
        cost = len(base) + len(lemma) - 2 * shared
        if best is None or cost < best[0]:
            best = cost, (case, len(base) - shared, lemma[shared:])
    assert best is not None
    return best[1]


def cased(form: str, case: str) -> str:
    return form.lower() if case == "lower" else form.capitalize() if case == "title" else form


def apply(form: str, edit: Script) -> str:
    """The lemma that a script makes of a form."""
    case, strip, append = edit
    base = cased(form, case)
    return base[: len(base) - strip] + append if strip <= len(base) else base


class Labels:
    """All inventories, in the order of the model's outputs. `data` is what `labels.json` holds."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.upos, self.xpos, self.deps = ({v: i for i, v in enumerate(data[k])} for k in ("upos", "xpos", "deps"))
        self.lemmas = {(c, s, a): i for i, (c, s, a) in enumerate(data["lemma_scripts"])}

    @classmethod
    def of(cls, documents: Iterable[Document], *, min_scripts: int = 8) -> Labels:
        """Count what the training trees hold; a lemma script seen less than `min_scripts` times goes to the exceptions instead."""
        upos, xpos, deps, scripts = Counter[str](), Counter[str](), Counter[str](), Counter[Script]()
        forms: Counter[tuple[str, str, str]] = Counter()
        for sentence in (s for d in documents for s in d.sentences if s.syntax):
            syntax = sentence.syntax
            assert syntax is not None
            upos.update(syntax.upos)
            xpos.update(syntax.xpos)
            deps.update(syntax.deps)
            for form, lemma, pos in zip(sentence.forms, syntax.lemmas, syntax.upos, strict=True):
                scripts[script(form, lemma)] += 1
                forms[form.lower(), pos, lemma] += 1
        kept = [s for s, n in scripts.most_common() if n >= min_scripts]
        exceptions: dict[str, str] = {}
        for (form, pos, lemma), n in forms.most_common():
            if n >= 2 and pos not in ("PROPN", "X", "NUM", "PUNCT", "SYM") and script(form, lemma) not in kept:
                exceptions.setdefault(f"{form} {pos}", lemma)
        return cls(
            {
                "upos": sorted(upos), "xpos": sorted(xpos), "deps": sorted(deps), "lemma_scripts": [list(s) for s in kept],
                "lemma_exceptions": exceptions, "names": list(NAME_TYPES), "bio": ["O", "B", "I"], "events": list(EVENT_TYPES),
                "roles": list(ROLES), "stances": list(STANCES), "shapes": list(SHAPES), "max_word_pieces": MAX_PIECES,
            }
        )  # fmt: skip

    def lemma(self, form: str, lemma: str) -> int:
        return self.lemmas.get(script(form, lemma), IGNORE)
