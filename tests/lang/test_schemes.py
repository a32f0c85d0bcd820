"""Trees of the CLEAR style become UD trees."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warmonitor.lang.schemes import CLEAR_ONLY, RELATIONS, to_ud

_POS = {
    "N": "NOUN",
    "P": "PROPN",
    "V": "VERB",
    "A": "ADJ",
    "I": "ADP",
    "D": "DET",
    "C": "CCONJ",
    "X": "AUX",
    "R": "PRON",
    ".": "PUNCT",
    "#": "NUM",
}
_CASES = {
    # a sentence: each word as word/part of speech/head/relation in CLEAR, and what UD has
    "prep and pobj": (
        "Rebels/N/2/nsubj entered/V/2/ROOT Idlib/P/2/dobj from/I/2/prep the/D/6/det north/N/4/pobj of/I/6/prep Aleppo/P/7/pobj",
        "2/nsubj 2/root 2/obj 6/case 6/det 2/obl 8/case 6/nmod",
    ),
    "the passive": (
        "It/R/3/nsubjpass was/X/3/auxpass taken/V/3/ROOT by/I/3/agent them/R/4/pobj",
        "3/nsubj:pass 3/aux:pass 3/root 5/case 3/obl:agent",
    ),
    "a preposition with a clause": (
        "They/R/2/nsubj fled/V/2/ROOT after/I/2/prep losing/V/3/pcomp it/R/4/dobj",
        "2/nsubj 2/root 4/mark 2/advcl 4/obj",
    ),
    "prepositions in a row": (
        "fled/V/1/ROOT out/I/1/prep of/I/2/prep Homs/P/3/pobj",
        "1/root 4/case 4/case 1/obl",
    ),
    "a copula with a noun": (
        "Homs/P/2/nsubj is/X/2/ROOT a/D/4/det city/N/2/attr ././2/punct",
        "4/nsubj 4/cop 4/det 4/root 4/punct",
    ),
    "a copula with an adjective in a clause": (
        "He/R/2/nsubj said/V/2/ROOT they/R/4/nsubj were/X/2/ccomp dead/A/4/acomp",
        "2/nsubj 2/root 5/nsubj 5/cop 2/ccomp",
    ),
    "a copula with a place": (
        "Troops/N/2/nsubj are/X/2/ROOT in/I/2/prep Homs/P/3/pobj",
        "4/nsubj 4/cop 4/case 4/root",
    ),
    "there is": ("There/R/2/expl were/X/2/ROOT clashes/N/2/attr", "2/expl 2/root 2/nsubj"),
    "conjuncts": (
        "Homs/P/6/nsubj ,/./1/punct Hama/P/1/conj and/C/3/cc Idlib/P/3/conj fell/V/6/ROOT",
        "6/nsubj 1/punct 1/conj 5/cc 1/conj 6/root",
    ),
    "possessors, relatives and numbers": (
        "Syria/P/3/poss 's/I/1/case army/N/3/ROOT that/R/5/nsubj fell/V/3/relcl",
        "3/nmod:poss 1/case 3/root 5/nsubj 3/acl:relcl",
    ),
    "UD stays, but for subtypes": (
        "They/R/2/nsubj left/V/2/root Friday/P/2/obl:tmod from/I/5/case Homs/P/2/obl:from",
        "2/nsubj 2/root 2/obl:unmarked 5/case 2/obl",
    ),
}  # fmt: skip


def _read(sentence: str) -> tuple[list[int], list[str], list[str], list[str]]:
    words = [w.rsplit("/", 3) for w in sentence.split()]
    heads = [int(h) - 1 for _, _, h, _ in words]
    return heads, [d for *_, d in words], [_POS[p] for _, p, *_ in words], [w[0] for w in words]


@pytest.mark.parametrize(("name", "clear", "ud"), [(name, *case) for name, case in _CASES.items()], ids=list(_CASES))
def test_sentences(name: str, clear: str, ud: str) -> None:
    heads, deps = to_ud(*_read(clear), clear=not name.startswith("UD"))
    assert " ".join(f"{h + 1}/{d}" for h, d in zip(heads, deps, strict=True)) == ud


@given(
    st.lists(
        st.tuples(
            st.integers(0, 20),
            st.sampled_from([*RELATIONS, *CLEAR_ONLY, "cc", "conj", "expl", "nsubj", "det", "root", "obl"]),
            st.sampled_from(sorted(_POS.values())),
            st.sampled_from(["be", "go"]),
        ),
        min_size=1,
        max_size=15,
    ),
)
def test_a_tree_stays_a_tree(words: Sequence[tuple[int, str, str, str]]) -> None:
    n = len(words)
    heads = [0] + [w[0] % i for i, w in enumerate(words[1:], 1)]  # every word hangs on an earlier one: a tree
    found, deps = to_ud(
        heads, ["ROOT", *(w[1] for w in words[1:])], [w[2] for w in words], [w[3] for w in words], clear=True
    )
    assert [d == "root" for d in deps] == [h == i for i, h in enumerate(found)] and deps.count("root") == 1
    for i in range(n):
        for _ in range(n):
            i = found[i]
        assert found[i] == i
