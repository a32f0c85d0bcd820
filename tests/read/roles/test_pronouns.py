"""Who “it” and “they” are, on trees written by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.roles.features import Phrases, Setting
from warmonitor.read.roles.pronouns import doer_continued, doer_taken_up

ARMY = "The/the/DET/2/det army/army/NOUN|NN/3/nsubj denies/deny/VERB|VBZ/0/root it/it/PRON/3/obj ././PUNCT/3/punct"
MEN = "Soldiers/soldier/NOUN|NNS/2/nsubj hold/hold/VERB|VBP/0/root Dor/Dor/PROPN|NNP/2/obj ././PUNCT/2/punct"
FAMILIES = "Families/family/NOUN|NNS/2/nsubj wept/weep/VERB|VBD/0/root ././PUNCT/2/punct"
TRUCE = "The/the/DET/2/det truce/truce/NOUN|NN/3/nsubj holds/hold/VERB|VBZ/0/root ././PUNCT/3/punct"
OFFICE = "The/the/DET/3/det press/press/NOUN|NN/3/compound office/office/NOUN|NN/4/nsubj spoke/speak/VERB|VBD/0/root ././PUNCT/4/punct"
DAESH = "Daesh~fighters/fighter/NOUN|NNS/2/nsubj lost/lose/VERB|VBD/0/root Dor/Dor/PROPN|NNP/2/obj ././PUNCT/2/punct"
SHELLED = "{0}/{1}/PRON/2/nsubj shelled/shell/VERB|VBD/0/root Qasr/Qasr/PROPN|NNP/2/obj ././PUNCT/2/punct"
IT, THEY = SHELLED.format("It", "it"), SHELLED.format("They", "they")


def doer(doc: Doc, event: int, type_: EventType = EventType.SHELLING) -> str:
    first, last = doc.sents[doc.sent_of[event]]
    nothing = np.zeros((len(doc), 5), np.float32)
    found = doer_taken_up(Phrases(doc), Setting((first, last), type_, event, (0, len(doc)), nothing))
    return doc.quote(*found.words) if found else ""


@pytest.mark.parametrize(
    ("before", "told", "who"),
    [
        ((ARMY,), IT, "army"),
        ((MEN,), THEY, "Soldiers"),
        ((MEN, ARMY), IT, "army"),
        ((ARMY, MEN), IT, "army"),  # one, not several
        ((MEN, TRUCE), THEY, "Soldiers"),
        ((ARMY,), THEY, "army"),  # a body may be several
        ((MEN, FAMILIES), THEY, ""),  # who are told last, and do not shell
        ((ARMY, TRUCE), IT, ""),
        ((OFFICE,), IT, ""),
        ((DAESH,), IT, "Daesh"),  # one name, of many
        ((DAESH,), THEY, "Daesh"),
        ((ARMY, FAMILIES, FAMILIES, FAMILIES), IT, ""),  # too far back
        ((), IT, ""),
    ],
)
def test_the_subject_told_last_that_can_be_meant(before: tuple[str, ...], told: str, who: str) -> None:
    doc = tree(*before, told)
    assert doer(doc, doc.sents[-1][0] + 1) == who


def test_who_says_that_they_did() -> None:
    doc = tree(
        MEN,
        "The/the/DET/2/det army/army/NOUN|NN/3/nsubj said/say/VERB|VBD/0/root it/it/PRON/5/nsubj shelled/shell/VERB|VBD/3/ccomp "
        "Dor/Dor/PROPN|NNP/5/obj and/and/CCONJ/8/cc burned/burn/VERB|VBD/5/conj Qasr/Qasr/PROPN|NNP/8/obj ././PUNCT/3/punct",
    )
    assert doer(doc, 8) == "army"
    assert doer(doc, 11) == "army"  # with the subject of the verb that it is joined to


@pytest.mark.parametrize(
    ("told", "type_"),
    [
        ("It/it/PRON/2/nsubj collapsed/collapse/VERB|VBD/0/root", EventType.AGREEMENT),
        ("They/they/PRON/2/nsubj fled/flee/VERB|VBD/0/root", EventType.DISPLACEMENT),
        ("They/they/PRON/2/nsubj said/say/VERB|VBD/0/root", EventType.SHELLING),
        ("They/they/PRON/2/nsubj:pass shelled/shell/VERB|VBN/0/root", EventType.SHELLING),
        ("Shells/shell/NOUN|NNS/2/nsubj fell/fall/VERB|VBD/0/root", EventType.SHELLING),
        ("He/he/PRON/2/nsubj fired/fire/VERB|VBD/0/root", EventType.SHELLING),
    ],
)
def test_what_is_no_deed_of_theirs(told: str, type_: EventType) -> None:
    doc = tree(ARMY, MEN, told)
    assert not doer(doc, len(doc) - 1, type_)


CONTINUED = tree(
    "Troops/troops/NOUN|NNS/2/nsubj took/take/VERB|VBD/0/root Dor/Dor/PROPN|NNP/2/obj from/from/ADP/6/case the/the/DET/6/det army/army/NOUN|NN/2/obl "
    ",/,/PUNCT/9/punct which/which/PRON|WDT/9/nsubj left/leave/VERB|VBD/6/acl:relcl and/and/CCONJ/11/cc shelled/shell/VERB|VBD/9/conj it/it/PRON/11/obj ././PUNCT/2/punct",
    "Families/family/NOUN|NNS/4/nsubj ,/,/PUNCT/4/punct who/who/PRON|WP/4/nsubj left/leave/VERB|VBD/1/acl:relcl ././PUNCT/1/punct",
)


@pytest.mark.parametrize(
    ("words", "event", "type_", "who"),
    [
        ((7, 12), 8, EventType.TERRITORY_LEFT, "army"),
        ((7, 12), 10, EventType.SHELLING, "army"),
        ((6, 12), 8, EventType.TERRITORY_LEFT, ""),  # tells more than the clause
        ((7, 12), 8, EventType.DISPLACEMENT, ""),
        ((15, 17), 16, EventType.TERRITORY_LEFT, ""),  # families fight not
    ],
)
def test_who_did_what_goes_on_about_them(words: tuple[int, int], event: int, type_: EventType, who: str) -> None:
    nothing = np.zeros((len(CONTINUED), 5), np.float32)
    found = doer_continued(Phrases(CONTINUED), Setting(words, type_, event, (0, len(CONTINUED)), nothing))
    assert (CONTINUED.quote(*found.words) if found else "") == who
