"""Conversion of dependency schemes to our Universal Dependencies: the CLEAR style of spaCy's English pipelines, and UD's subtypes that we drop.

CLEAR: Choi and Palmer (2012), "Guidelines for the Clear Style Constituent to Dependency Conversion". It makes function words heads (prepositions,
the copula) where UD makes them leaves, and chains conjuncts; `to_ud` turns these around, and then renames.
"""

from __future__ import annotations

from collections.abc import Sequence

RELATIONS = {
    # CLEAR's name: ours. What is missing here has the same name in both.
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "complm": "mark",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "hmod": "compound",
    "hyph": "punct",
    "infmod": "acl",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nn": "compound",
    "npadvmod": "obl:unmarked",
    "npmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "num": "nummod",
    "number": "nummod",
    "oprd": "xcomp",
    "partmod": "acl",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "possessive": "case",
    "preconj": "cc",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "rcmod": "acl:relcl",
    "relcl": "acl:relcl",
    "tmod": "obl:unmarked",
    # UD's subtypes that have another name in ours.
    "det:poss": "nmod:poss",
    "obl:npmod": "obl:unmarked",
    "obl:tmod": "obl:unmarked",
}
CLEAR_ONLY = frozenset(
    ("acomp", "agent", "attr", "auxpass", "dobj", "nsubjpass", "oprd", "pcomp", "pobj", "poss", "prep", "relcl")
)
"""Any of these among a parser's relations says that it follows CLEAR."""
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "SYM"))
_BE = frozenset(("be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re", "'m", "’m", "s"))
_SUBTYPES = frozenset(
    "nsubj:pass nsubj:outer csubj:pass aux:pass obl:agent obl:unmarked acl:relcl advcl:relcl nmod:poss compound:prt det:predet".split()
)
"""UD's subtypes that our parser tells apart; of any other only the relation is kept."""


def to_ud(
    heads: Sequence[int], deps: Sequence[str], upos: Sequence[str], lemmas: Sequence[str], *, clear: bool
) -> tuple[list[int], list[str]]:
    """Heads and relations of one sentence as UD has them; heads are word numbers, a root's its own. A tree stays a tree.

    `clear`: it is of the CLEAR style (see `CLEAR_ONLY`); otherwise relations are only renamed. `upos` and `lemmas` tell nouns from verbs and find the
    copula.
    """
    tree = _Tree(list(heads), list(deps), upos, lemmas)
    if clear:
        tree.prepositions()
        tree.copulas()
        tree.conjuncts()
    return tree.heads, [_renamed(d, root=h == i) for i, (h, d) in enumerate(zip(tree.heads, tree.deps, strict=True))]


def _renamed(relation: str, *, root: bool) -> str:
    if root:
        return "root"
    name = RELATIONS.get(relation, relation)
    if name not in _SUBTYPES:
        name = name.split(":")[0]
    return "dep" if name in ("root", "") else name


class _Tree:
    """A tree in the turning. Every step keeps it one: a word changes places with its child, or hangs on a word above it or beside it."""

    def __init__(self, heads: list[int], deps: list[str], upos: Sequence[str], lemmas: Sequence[str]) -> None:
        self.heads, self.deps, self.upos, self.lemmas = heads, deps, upos, lemmas

    def children(self, i: int, *relations: str) -> list[int]:
        return [k for k, h in enumerate(self.heads) if h == i != k and (not relations or self.deps[k] in relations)]

    def raise_child(self, child: int, relation: str, under: str) -> None:
        """`child` takes the place of its head as `relation`; the head hangs on it as `under`."""
        head = self.heads[child]
        self.heads[child] = self.heads[head] if self.heads[head] != head else child
        self.heads[head], self.deps[child], self.deps[head] = child, relation, under

    def prepositions(self) -> None:
        """prep → pobj becomes obl or nmod with its case below it, prep → pcomp a clause with its mark; innermost first ("out of the city")."""
        places = [
            i for i, d in enumerate(self.deps) if d in ("prep", "agent", "dative") or self.children(i, "pobj", "pcomp")
        ]
        for i in sorted(places, key=self._depth, reverse=True):
            relation, objects = self.deps[i], self.children(i, "pobj", "pcomp", "obl", "nmod")
            if not objects:
                continue
            object_ = objects[0]
            clause = self.deps[object_] == "pcomp" and self.upos[object_] in ("VERB", "AUX")
            nominal = self.upos[self.heads[i]] in _NOMINAL and self.heads[i] != i
            if relation not in ("prep", "agent", "dative"):
                to = relation
            elif clause:
                to = "acl" if nominal else "advcl"
            else:
                to = "obl:agent" if relation == "agent" else "nmod" if nominal else "obl"
            self.raise_child(object_, to, "mark" if clause else "case")
            for other in self.children(i):
                if self.deps[other] in ("conj", "cc"):  # "in and around the city": these stay with the preposition
                    continue
                self.heads[other] = object_

    def copulas(self) -> None:
        """be → attr, acomp or a prepositional predicate: the predicate heads its clause, be is its cop; "there is": the attr is the subject."""
        for i in range(len(self.heads)):
            if self.lemmas[i].lower() not in _BE or not self.children(i, "nsubj", "csubj", "expl"):
                continue
            complements = self.children(i, "attr", "acomp")
            if self.children(i, "expl") and complements:
                self.deps[complements[0]] = "nsubj"
                continue
            predicate = next(
                iter(
                    complements
                    or [k for k in self.children(i, "obl") if k > i and not self.children(i, "ccomp", "xcomp")]
                ),
                None,
            )
            if predicate is None:
                continue
            self.raise_child(predicate, self.deps[i], "cop")
            for other in self.children(i):
                self.heads[other] = predicate

    def conjuncts(self) -> None:
        """All conjuncts hang on the first, and a conjunction on the conjunct that follows it."""
        for i, relation in enumerate(self.deps):
            if relation == "conj":
                while self.deps[self.heads[i]] == "conj" and self.heads[self.heads[i]] != self.heads[i]:
                    self.heads[i] = self.heads[self.heads[i]]
        for i, relation in enumerate(self.deps):
            if relation == "cc":
                after = [k for k in self.children(self._top(self.heads[i]), "conj") if k > i]
                if after:
                    self.heads[i] = after[0]

    def _top(self, i: int) -> int:
        while self.deps[i] == "conj" and self.heads[i] != i:
            i = self.heads[i]
        return i

    def _depth(self, i: int) -> int:
        depth = 0
        while self.heads[i] != i and depth < len(self.heads):
            i, depth = self.heads[i], depth + 1
        return depth
