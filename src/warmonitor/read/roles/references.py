"""References back: a bare description of an armed group ("the extremist group", "the jihadists") taken to the name that the report gives it (codebook: `actor`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

from warmonitor.ground.countries import country
from warmonitor.lang.doc import Doc
from warmonitor.read.lexicon import names_of
from warmonitor.read.phrases import Range
from warmonitor.read.written import as_written, has_article

from .features import Phrases
from .naming import named
from .nominals import SIDE, Phrase, role_words

NEAR = 3
"""Sentences back in which the name must stand."""


class References:
    """The names of armed groups in one document."""

    def __init__(self, phrases: Phrases) -> None:
        self.doc = phrases.doc
        self._named: list[Phrase] = []
        for phrase in phrases.all:
            inside = self._named and phrase.words[1] <= self._named[-1].words[1]
            if not inside and phrase.label in (SIDE, "org") and _names_group(phrases.doc, phrase):
                self._named.append(phrase)

    def name(self, words: Range) -> str | None:
        """The last name before a bare description that it can refer to; None for what is no such description, or refers to nothing near."""
        doc, kind = self.doc, _kind(self.doc, words)
        if kind is None:
            return None
        first = doc.sent_of[words[0]] - NEAR
        before = (p for p in reversed(self._named) if p.words[1] <= words[0])
        near = (p for p in before if doc.sent_of[p.head] >= first)
        found = next((p for p in near if _can_be(doc, p, kind) and not (kind == "members" and self._is_ally(p))), None)
        return _bare(named(doc, found.words)) if found else None

    def _is_ally(self, phrase: Phrase) -> bool:
        """Whether the report tells of a group side by side with a state's forces somewhere: "the army and the | VDP |", nobody's "jihadists"."""
        return _bare(named(self.doc, phrase.words)).lower() in self._allies

    @cached_property
    def _allies(self) -> frozenset[str]:
        doc = self.doc
        beside = (p for p in self._named if doc.deps[p.head] == "conj" and _is_of_state(doc, doc.heads[p.head]))
        return frozenset(name.lower() for p in beside for name in (_bare(named(doc, p.words)),))


def _is_of_state(doc: Doc, word: int) -> bool:
    """Whether a word is one for a state's forces, itself or as what it was before its name was hidden."""
    told = list(as_written(doc, word))
    return bool(told) and told[-1] in role_words("state_forces")


def _kind(doc: Doc, words: Range) -> str | None:
    """Which nouns a description is made with, the key of their list; None where it is indefinite, or tells more than they do."""
    if not (has_article(doc, words[0]) or (words[0] and doc.words[words[0] - 1].lower() in role_words("taking_up"))):
        return None
    told = list(_written(doc, words))
    kinds = (key for key in _KINDS if told and told[-1] in role_words(key))
    return next(kinds, None) if all(w in role_words("describing_groups") for w in told[:-1]) else None


_KINDS = ("groups", "members", "alliances")


def _can_be(doc: Doc, phrase: Phrase, kind: str) -> bool:
    """Whether a name is of the kind that a description tells: an alliance has a name of one ("Forces"), who are called jihadists do not."""
    allied = not role_words("in_names_of_alliances").isdisjoint(_written(doc, phrase.words))
    return allied if kind == "alliances" else kind == "groups" or not allied


def _names_group(doc: Doc, phrase: Phrase) -> bool:
    """Whether a phrase is the name of a group that fights: one that the lists know, or that is called so; no state's, and no speaker's."""
    name = _bare(named(doc, phrase.words))
    if not name[:1].isupper():
        return False
    if name.lower() in _known("parties"):
        return True
    if country(name.split()[0]) is not None:
        return False
    told = set(_written(doc, phrase.words))
    fights = not role_words("in_names_of_groups").isdisjoint(told) and role_words("no_groups").isdisjoint(told)
    return fights and name.lower() not in _known("speakers")


def _bare(name: str) -> str:
    """A name without its article, and without the word for many behind it: of "the ISIL | terrorists" the name."""
    words = name.removeprefix("the ").removeprefix("The ").split()
    while len(words) > 1 and words[-1] in role_words("members") | role_words("describing_groups"):
        words.pop()
    return " ".join(words)


def _written(doc: Doc, words: Range) -> Iterator[str]:
    """The words of the text in lower case, those of a veiled name among them."""
    return (w for word in range(*words) for w in as_written(doc, word))


@cache
def _known(key: str) -> frozenset[str]:
    """The names under a key of `names.yml`, each with "group" behind it too."""
    return names_of(key).union(f"{name} group" for name in names_of(key))
