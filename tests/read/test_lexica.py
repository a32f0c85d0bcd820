"""The examples of the cue lexica are tests: read with the shipped pipeline, each must show what its entry says."""

import pytest

from warmonitor.model import EventType
from warmonitor.read.cues import cued
from warmonitor.read.frames import frames
from warmonitor.read.lexicon import lexicon

pytestmark = pytest.mark.usefixtures("pipeline")
EVENTS = [(t.value, entry["cue"], entry["example"]) for t in EventType for entry in lexicon("events")[t.value]]
VERBS = [(entry["lemma"], entry["example"]) for entry in lexicon("attribution")["verbs"]]
PHRASES = [("_".join(entry["words"]), entry["example"]) for entry in lexicon("attribution")["phrases"]]


@pytest.fixture(scope="module")
def parsed(pipeline):
    texts = [e[-1] for e in (*EVENTS, *VERBS, *PHRASES)]
    return dict(zip(texts, pipeline.pipe(texts), strict=True))


@pytest.mark.parametrize(("type_", "cue", "example"), EVENTS, ids=[f"{t}-{c}" for t, c, _ in EVENTS])
def test_the_example_of_a_cue_shows_its_event(parsed, type_, cue, example):
    assert type_ in {c.type.value for c in cued(parsed[example])}


@pytest.mark.parametrize(("lemma", "example"), VERBS, ids=[v for v, _ in VERBS])
def test_the_example_of_a_verb_of_saying_makes_a_frame(parsed, lemma, example):
    doc = parsed[example]
    found = [f for f in frames(doc) if doc.lemmas[f.cue[0]] == lemma]
    assert found and found[0].speakers, [f.rule for f in frames(doc)]


@pytest.mark.parametrize(("rule", "example"), PHRASES, ids=[r for r, _ in PHRASES])
def test_the_example_of_a_phrase_makes_a_frame(parsed, rule, example):
    assert rule in {f.rule for f in frames(parsed[example])}
