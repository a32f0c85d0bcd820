"""Who does it and whom it hits, by syntax alone: the examples of the lists of words, with the trees that they need."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.lexicon import lexicon
from warmonitor.read.roles.participants import by_syntax

EXAMPLES = {
    "against": (
        "raids/raid/NOUN/0/root on/on/ADP/4/case the/the/DET/4/det rebels/rebel/NOUN/1/nmod",
        0,
        {"actor": [], "target": ["the rebels"]},
    ),
    "against_of_verbs": (
        "The/the/DET/2/det army/army/NOUN/3/nsubj clashed/clash/VERB|VBD/0/root with/with/ADP/6/case the/the/DET/6/det rebels/rebel/NOUN/3/obl",
        2,
        {"actor": ["The army"], "target": ["the rebels"]},
    ),
    "sides": (
        "regime/regime/NOUN/2/compound shelling/shelling/NOUN/0/root of/of/ADP/5/case the/the/DET/5/det camp/camp/NOUN/2/nmod",
        1,
        {"actor": ["regime"], "target": ["the camp"]},
    ),
}


def parts(doc: Doc, cue: int, type_: EventType = EventType.SHELLING) -> dict[str, list[str]]:
    found = by_syntax(doc, (0, len(doc)), type_, (cue, cue + 1))
    return {role: [doc.quote(*part.words) for part in found[role]] for role in ("actor", "target")}


@pytest.mark.parametrize("key", EXAMPLES)
def test_an_example_has_its_parts_by_its_list(key: str, without: Callable[[str, str], None]) -> None:
    words, cue, expected = EXAMPLES[key]
    doc = tree(words)
    assert doc.text == re.sub(r"[][.]", "", lexicon("roles")[key]["example"])
    assert parts(doc, cue) == expected
    without("roles", key)
    assert parts(doc, cue) != expected


@pytest.mark.parametrize(
    ("words", "cue", "type_", "actor", "target"),
    [
        (
            "Jets/jet/NOUN/2/nsubj bombed/bomb/VERB|VBD/0/root the/the/DET/4/det rebels/rebel/NOUN/2/obj",
            1,
            EventType.AIR_STRIKE,
            ["Jets"],
            ["the rebels"],
        ),
        (
            "Rebels/rebel/NOUN/3/nsubj:pass were/be/AUX/3/aux:pass shelled/shell/VERB|VBN/0/root by/by/ADP/6/case the/the/DET/6/det army/army/NOUN/3/obl",
            2,
            EventType.SHELLING,
            ["the army"],
            ["Rebels"],
        ),
        ("Families/family/NOUN/2/nsubj fled/flee/VERB|VBD/0/root", 1, EventType.DISPLACEMENT, [], ["Families"]),
        (
            "clashes/clash/NOUN/0/root between/between/ADP/4/case the/the/DET/4/det army/army/NOUN/1/nmod and/and/CCONJ/6/cc rebels/rebel/NOUN/4/conj",
            0,
            EventType.ARMED_CLASH,
            ["the army"],
            ["rebels"],
        ),
    ],
)
def test_subjects_act_and_objects_are_hit(
    words: str, cue: int, type_: EventType, actor: list[str], target: list[str]
) -> None:
    assert parts(tree(words), cue, type_) == {"actor": actor, "target": target}
