"""Fighting "between A and B", on documents built by hand (invented sentences)."""

import numpy as np
from tests.read.trees import tree

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.roles.features import Phrases, Setting
from warmonitor.read.roles.fillers import Filler, _opposed
from warmonitor.read.roles.opponents import opponents


def clashes(last: str = "rebels~fighters//NOUN/4/conj") -> Doc:
    return tree(
        f"Clashes/clash/NOUN/7/nsubj between/between/ADP/4/case Ruritanian/Ruritanian/ADJ/4/amod tribesmen/tribesman/NOUN/1/nmod "
        f"and/and/CCONJ/6/cc {last} raged/rage/VERB/0/root"
    )


def test_the_words_of_either_side() -> None:
    doc = clashes()
    assert opponents(doc, (0, 7)) == ((2, 4), (5, 6))
    assert opponents(doc, (2, 7)) is None  # the claim does not say "between"
    assert opponents(clashes("camps/camp/NOUN/1/conj"), (0, 7)) is None  # nobody is told beside the tribesmen


def test_three_are_no_two_sides() -> None:
    doc = tree(
        "Talks/talk/NOUN/0/root between/between/ADP/3/case Dor/Dor/PROPN/1/nmod ,/,/PUNCT/5/punct Asmar/Asmar/PROPN/3/conj "
        "and/and/CCONJ/7/cc Sahl/Sahl/PROPN/3/conj"
    )
    assert opponents(doc, (0, 7)) is None


def filled(doc: Doc, actors: list[str], targets: list[str]) -> tuple[list[str], list[str]]:
    phrases = Phrases(doc)
    by_text = {doc.quote(*p.words): p for p in phrases.all}
    chosen = {
        role: [Filler(by_text[t], 0.6, ()) for t in told] for role, told in (("actor", actors), ("target", targets))
    }
    setting = Setting((0, 7), EventType.ARMED_CLASH, 0, (0, 7), np.zeros((7, 4), np.float32))
    chosen |= _opposed(phrases, setting, chosen)
    return tuple([doc.quote(*f.phrase.words) for f in chosen[role]] for role in ("actor", "target"))  # type: ignore[return-value]


def test_the_first_acts_and_the_second_is_the_target() -> None:
    both = ["Ruritanian tribesmen", "rebels"]
    right = ["Ruritanian tribesmen"], ["rebels"]
    assert filled(clashes(), both, []) == right
    assert filled(clashes(), [], both) == right
    assert filled(clashes(), ["rebels"], []) == right  # the other one is named too, however unlikely
    assert filled(clashes(), *right) == right
