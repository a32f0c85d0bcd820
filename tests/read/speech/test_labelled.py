"""Lines that open with who speaks."""

from typing import Any

import pytest
from tests.read.trees import tree

from warmonitor.read.speech.attribution import Attributions
from warmonitor.read.speech.labelled import labelled
from warmonitor.read.veil import parsed


def line(label: str, ents: tuple[tuple[int, int, str], ...] = (), before: str = "") -> list[str]:
    """The speakers of what stands behind a label, each word of it form_TAG; `before`: a line of one word above it."""
    items = [item.rsplit("_", 1) for item in label.split()]
    said = [("two", "NUM"), ("shells", "NOUN"), ("hit", "VERB|VBD"), ("the", "DET"), ("mill", "NOUN")]
    words = [*items, (":", "PUNCT"), *said]
    trees = " ".join(
        f"{form}/{form.lower()}/{tag}/{0 if n == 0 else 1}/{'root' if n == 0 else 'dep'}"
        for n, (form, tag) in enumerate(words)
    )
    text = " ".join(form for form, _ in words)
    if before:
        doc = tree(f"{before}/{before}/NOUN/0/root", trees, text=f"{before}\n{text}", ents=ents)
    else:
        doc = tree(trees, text=text, ents=ents)
    return [m.text for m in Attributions(doc, "r").of((len(doc) - 5, len(doc))).speakers]


@pytest.mark.parametrize(
    ("label", "speakers"),
    [
        ("Mayor_NOUN", ["Mayor"]),
        ("Army_NOUN spokesman_NOUN", ["Army spokesman"]),
        ("14:30_NUM –_PUNCT Harbour_PROPN Council_PROPN", ["Harbour Council"]),
        ("Losses_NOUN", []),
        ("14:30_NUM", []),
        ("Mayor_NOUN fled_VERB|VBD", []),
    ],
)
def test_a_label_that_can_speak_says_its_line(label: str, speakers: list[str]) -> None:
    assert line(label) == speakers
    assert line(label, before="Log") == speakers


def test_a_place_says_nothing() -> None:
    assert line("Harbour_PROPN State_PROPN") == ["Harbour State"]
    assert line("Harbour_PROPN State_PROPN", ents=((0, 2, "place"),)) == []


@pytest.mark.parametrize(("side", "speakers"), [("Rebels", []), ("Government forces", []), ("Hamas", ["Hamas"])])
def test_a_side_speaks_where_it_is_named(pipeline: Any, side: str, speakers: list[str]) -> None:
    doc = parsed(pipeline, f"{side}: two shells hit the mill of Dor.")
    assert [doc.quote(*words) for frame in labelled(doc) for _, words in frame.phrases] == speakers


def test_a_line_ends_what_is_said() -> None:
    doc = tree(
        "Mayor/mayor/NOUN/5/dep :/:/PUNCT/1/punct two/two/NUM/4/nummod shells/shell/NOUN/5/nsubj hit/hit/VERB|VBD/0/root the/the/DET/7/det mill/mill/NOUN/5/obj",
        "Dor/Dor/PROPN/2/nsubj fell/fall/VERB|VBD/0/root",
        text="Mayor : two shells hit the mill\nDor fell",
    )
    (frame,) = labelled(doc)
    assert frame.content == frozenset(range(2, 7))


def test_a_label_opens_a_sentence_within_a_line_too() -> None:
    doc = tree(
        "Dor/Dor/PROPN/2/nsubj fell/fall/VERB|VBD/0/root ././PUNCT/2/punct",
        "Mayor/mayor/NOUN/5/dep :/:/PUNCT/1/punct two/two/NUM/4/nummod shells/shell/NOUN/5/nsubj hit/hit/VERB|VBD/0/root the/the/DET/7/det mill/mill/NOUN/5/obj",
    )
    said = Attributions(doc, "r")
    assert [m.text for m in said.of((5, 10)).speakers] == ["Mayor"]
    assert not said.of((0, 2)).speakers
