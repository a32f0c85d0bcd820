"""Bare descriptions of groups taken to their names (invented sentences; the group's name is a real one where a list must know it)."""

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.read.roles.features import Phrases
from warmonitor.read.roles.references import References


def report(name: str, verb: str, description: str) -> Doc:
    """NAME VERB Dor . The DESCRIPTION left ."""
    told, words = name.split(), description.split()
    last = len(told)
    first = " ".join(
        f"{w}/{w}/PROPN/{last if n + 1 < last else last + 1}/{'compound' if n + 1 < last else 'nsubj'}"
        for n, w in enumerate(told)
    )
    at = last + 5  # the first word of the description
    head = at + len(words) - 1
    second = " ".join(
        f"{w}/{w}/NOUN/{head}/compound" if at + n < head else f"{w}/{w}/NOUN/{head + 1}/nsubj"
        for n, w in enumerate(words)
    )
    return tree(
        f"{first} {verb}/{verb}/VERB|VBD/0/root Dor/dor/PROPN/{last + 1}/obj ././PUNCT/{last + 1}/punct "
        f"The/the/DET/{head}/det {second} left/leave/VERB|VBD/0/root ././PUNCT/{head + 1}/punct",
        ents=((0, last, "org"), (last + 1, last + 2, "place")),
    )  # fmt: skip


def named(doc: Doc, description: str) -> str | None:
    size = len(description.split())
    start = len(doc) - 2 - size
    assert doc.quote(start, start + size) == description
    return References(Phrases(doc)).name((start, start + size))


@pytest.mark.parametrize(
    ("name", "description", "found"),
    [
        ("Boko Haram", "extremist group", "Boko Haram"),
        ("Boko Haram", "jihadists", "Boko Haram"),
        ("Boko Haram", "residents", None),
        ("Boko Haram", "rival group", None),  # another one
        ("Boko Haram", "alliance", None),
        ("Valley Liberation Front", "group", "Valley Liberation Front"),  # no list knows it, but it is called a front
        ("Valley Weather Office", "group", None),
        ("Syrian Democratic Forces", "alliance", "Syrian Democratic Forces"),
        ("Valley Defence Forces", "extremists", None),
    ],
)
def test_who_is_meant(name: str, description: str, found: str | None) -> None:
    assert named(report(name, "seized", description), description) == found


def test_a_description_without_an_article_is_nobody_told_before() -> None:
    doc = tree(
        "Boko/Boko/PROPN/2/compound Haram/Haram/PROPN/3/nsubj met/meet/VERB|VBD/0/root other/other/ADJ/5/amod militants/militant/NOUN/3/obj",
        ents=((0, 2, "org"),),
    )
    assert References(Phrases(doc)).name((4, 5)) is None


@pytest.mark.parametrize(("beside", "found"), [("army", None), ("elders", "Boko Haram")])
def test_who_fights_beside_a_states_forces_is_not_the_jihadists(beside: str, found: str | None) -> None:
    """The army and Boko Haram lost Dor to the jihadists."""
    doc = tree(
        f"The/the/DET/2/det {beside}/{beside}/NOUN/6/nsubj and/and/CCONJ/5/cc Boko/Boko/PROPN/5/compound Haram/Haram/PROPN/2/conj "
        "lost/lose/VERB|VBD/0/root Dor/dor/PROPN/6/obj to/to/ADP/10/case the/the/DET/10/det jihadists/jihadist/NOUN/6/obl ././PUNCT/6/punct",
        ents=((3, 5, "org"), (6, 7, "place")),
    )
    assert References(Phrases(doc)).name((9, 10)) == found
