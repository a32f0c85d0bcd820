"""Who denies what was just told and tells nothing of it again; invented texts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from tests.read.speech.test_words_of_speakers import OF_REPLIES
from tests.read.trees import tree

import warmonitor
from warmonitor.model import EventType
from warmonitor.read.candidates import Candidate
from warmonitor.read.denials import with_denials
from warmonitor.read.lexicon import lexicon
from warmonitor.read.speech.frame import Frame
from warmonitor.read.speech.frames import frames
from warmonitor.read.speech.replies import Reply, replies

TOLD = "Rebels said they had taken the town of Dor"
DENIALS = [
    (", which the army denied on Tuesday.", "which the army denied on Tuesday"),
    (", the army denied on Tuesday.", "the army denied on Tuesday"),
    (", a claim the army rejected.", "a claim the army rejected"),
    (", a claim denied by the army.", "a claim denied by the army"),
    (", but the army denied this.", "the army denied this"),
    (" but this was denied by the army.", "this was denied by the army"),
    (". The army denied it.", "The army denied it"),
    (". The army dismissed the claim as propaganda.", "The army dismissed the claim as propaganda"),
    (". The army said the claim was false.", "The army said the claim was false"),
    (". The army said that this was not true.", "The army said that this was not true"),
]


@pytest.mark.parametrize(("behind", "denial"), DENIALS)
def test_a_bare_denial_is_the_claim_before_it_with_another_speaker(behind: str, denial: str) -> None:
    told, denied = warmonitor.read(TOLD + behind, published="2023-11-14")
    assert denied.quote == denial
    assert (told.stance, denied.stance) == ("asserted", "denied")
    assert denied.type is told.type is EventType.TERRITORY_GAINED
    assert [m.text for m in told.attribution.speakers] == ["Rebels"]
    assert [m.text.lower() for m in denied.attribution.speakers] == ["the army"]
    assert (denied.actors, denied.where, denied.when) == (told.actors, told.where, told.when)


@pytest.mark.parametrize(
    "text",
    [
        "The army denied that it had left Dor.",
        "The army denied the report of a raid on Dor.",
        "The army has not denied it.",
        "The army denied any role in it.",
        "The army said the report was being studied.",
        "The army said it was not true that its men had left Dor.",
        "The army said the claim was true.",
    ],
)
def test_a_denial_that_tells_what_it_denies_or_denies_nothing_is_no_reply(pipeline, text: str) -> None:
    (doc,) = pipeline.pipe([f"{TOLD}. {text}"])
    assert replies(doc, frames(doc)) == []


@pytest.mark.parametrize("key", OF_REPLIES)
def test_the_example_of_a_list_is_read_otherwise_without_it(
    pipeline, key: str, without: Callable[[str, str], None]
) -> None:
    (doc,) = pipeline.pipe([f"{TOLD}. " + re.sub(r"[][]", "", lexicon("attribution")[key]["example"])])
    told = frames(doc)
    read = replies(doc, told)
    without("attribution", key)
    assert replies(doc, told) != read


def candidates(doc, *ranges, deniable=lambda c: True):
    found = [Candidate(r, EventType.SHELLING, 0.9, "claim head") for r in ranges]
    reply = Reply((5, 8), Frame((5,), (6, 7), frozenset({7}), "deny+nominal"))
    return [c.words for c in with_denials(doc, found, [reply], deniable)]


@pytest.fixture
def doc():
    return tree(
        "Shells/shell/NOUN/2/nsubj hit/hit/VERB/0/root Dor/Dor/PROPN/2/obj ,/,/PUNCT/2/punct but/but/CCONJ/7/cc "
        "soldiers/soldier/NOUN/7/nsubj denied/deny/VERB/2/conj it/it/PRON/7/obj :/:/PUNCT/7/punct nobody/nobody/PRON/11/nsubj shelled/shell/VERB/7/ccomp it/it/PRON/11/obj"
    )


def test_what_another_claim_took_in_of_a_denial_goes_to_the_denial(doc) -> None:
    assert candidates(doc, (0, 8)) == [(0, 3), (5, 8)]
    assert candidates(doc, (0, 3), (5, 12)) == [(0, 3), (5, 8)]


def test_what_nobody_tells_to_have_happened_is_not_denied(doc) -> None:
    assert candidates(doc, (0, 8), deniable=lambda c: False) == [(0, 8)]
    assert candidates(doc, (5, 8)) == [(5, 8)]
