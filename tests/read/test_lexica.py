"""The examples of the cue lexica are tests: read with the shipped pipeline, they show what their entries say.

The parser is not right every time, so single examples may fail; all together they must hold to nine in ten.
"""

import pytest

from warmonitor.lang.lemmas import lemmatizer
from warmonitor.lang.tokenize import tokenize
from warmonitor.model import EventType
from warmonitor.read.cues import cued
from warmonitor.read.lexicon import lexicon
from warmonitor.read.speech.frames import frames

EVENTS = [(t.value, entry["cue"].split(), entry["example"]) for t in EventType for entry in lexicon("events")[t.value]]
VERBS = [(entry["lemma"], entry["example"]) for entry in lexicon("attribution")["verbs"]]
PHRASES = [("_".join(entry["words"]), entry["example"]) for entry in lexicon("attribution")["phrases"]]


def lemmas(text: str) -> set[str]:
    """Everything that a word of the text may be a form of."""
    words = tokenize(text).words
    return {lemma for tag in ("NOUN", "VERB") for lemma in lemmatizer().of(words, [tag] * len(words))}


@pytest.mark.parametrize(("cue", "example"), [(c, e) for _, c, e in EVENTS] + [([v], e) for v, e in VERBS])
def test_an_example_holds_its_cue(cue, example):
    assert set(cue) <= lemmas(example)


def test_examples_of_cues_show_their_events(pipeline):
    docs = pipeline.pipe(example for *_, example in EVENTS)
    missed = [(t, c) for (t, c, _), doc in zip(EVENTS, docs, strict=True) if t not in {k.type.value for k in cued(doc)}]
    assert len(missed) <= len(EVENTS) / 10, missed


def test_examples_of_verbs_of_saying_make_frames(pipeline):
    docs = pipeline.pipe(example for _, example in VERBS)
    missed = [
        v
        for (v, _), doc in zip(VERBS, docs, strict=True)
        if not any(doc.lemmas[f.cue[0]] == v and f.speakers for f in frames(doc))
    ]
    assert len(missed) <= len(VERBS) / 10, missed


def test_examples_of_phrases_make_frames(pipeline):
    docs = pipeline.pipe(example for _, example in PHRASES)
    missed = [r for (r, _), doc in zip(PHRASES, docs, strict=True) if r not in {f.rule for f in frames(doc)}]
    assert not missed
