"""Readers of the training data, packing and targets; nothing here needs torch."""

import gzip
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.data import convert_names
from training.documents import EVENT_TYPES, IGNORE, MENTION_TYPES, NAME_TYPES, ROLES, STANCES, Document
from training.labels import Labels
from training.windows import Pieces, claim_targets, collate, features, pack, role_targets, window

from training import claims, coded, conllu, names
from warmonitor.lang import pipeline, shapes

CONLLU = """\
# newdoc id = GUM_news_invented
# global.Entity = GRP-etype-infstat-identity
# sent_id = 1
# newpar
# text = General Omar left Hasna's Red Mill.
1\tGeneral\tGeneral\tPROPN\tNNP\t_\t2\tnmod:desc\t_\tEntity=(1-person-new-sgl
2\tOmar\tOmar\tPROPN\tNNP\t_\t3\tnsubj\t_\tEntity=1)
3\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
4-5\tHasna's\t_\t_\t_\t_\t_\t_\t_\t_
4\tHasna\tHasna\tPROPN\tNNP\t_\t7\tnmod:poss\t_\tEntity=(2-place-new-sgl(3-place-new-sgl)
5\t's\t's\tPART\tPOS\t_\t4\tcase\t_\t_
6\tRed\tred\tADJ\tNNP\t_\t7\tamod\t_\t_
7\tMill\tmill\tPROPN\tNNP\t_\t3\tobj\t_\tEntity=2)
8\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_

# sent_id = 2
# text = Two Syrian cities fell in March 2016.
1\tTwo\ttwo\tNUM\tCD\t_\t3\tnummod\t_\t_
2\tSyrian\tSyrian\tADJ\tJJ\t_\t3\tamod\t_\t_
3\tcities\tcity\tNOUN\tNNS\t_\t4\tnsubj\t_\t_
4\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\t_
5\tin\tin\tADP\tIN\t_\t6\tcase\t_\t_
6\tMarch\tMarch\tPROPN\tNNP\t_\t4\tobl:unmarked\t_\tEntity=(4-time-new-sgl
7\t2016\t2016\tNUM\tCD\t_\t6\tnmod:unmarked\t_\tEntity=4)
8\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""


@pytest.fixture
def trees(tmp_path: Path) -> list[Document]:
    path = tmp_path / "t.conllu.gz"
    path.write_bytes(gzip.compress(CONLLU.encode()))
    return conllu.read(path)


@pytest.fixture(scope="session")
def pieces(tmp_path_factory: pytest.TempPathFactory) -> Pieces:
    vocab = tmp_path_factory.mktemp("vocab") / "vocab.txt"
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    vocab.write_text(
        "\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *("##" + c for c in letters), ".", ","]),
        encoding="utf-8",
    )
    return Pieces(vocab)


def named(forms: list[str], labels: np.ndarray, kind: str) -> list[str]:
    return [" ".join(forms[a:b]) for a, b in names.spans(labels[:, NAME_TYPES.index(kind)])]


def test_conllu_gives_trees_and_names_without_titles(trees: list[Document]) -> None:
    first, second = trees[0].sentences
    assert first.forms == ["General", "Omar", "left", "Hasna", "'s", "Red", "Mill", "."]
    assert first.breaks[0] and not second.breaks[0]
    assert first.syntax and first.syntax.heads == [1, 2, 2, 6, 3, 6, 2, 2]
    assert first.syntax.deps[0] == "nmod" and first.syntax.deps[3] == "nmod:poss"
    assert named(first.forms, first.names, "person") == ["Omar"]
    assert named(first.forms, first.names, "place") == ["Hasna 's Red Mill"]
    assert named(second.forms, second.names, "number") == ["Two"]
    assert named(second.forms, second.names, "norp") == ["Syrian"]
    assert named(second.forms, second.names, "date") == ["March 2016"]


def test_without_mentions_only_well_known_proper_nouns_are_labelled(trees: list[Document]) -> None:
    sentence = trees[0].sentences[0]
    assert sentence.syntax
    labels = conllu.names(sentence.forms, sentence.syntax, None)
    place = labels[:, NAME_TYPES.index("place")].tolist()
    assert place[3] == IGNORE and place[2] == 0
    assert named(sentence.forms, labels, "person") == ["Omar"], "widely known, and after a title"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Foreign Minister Aram Vahan", "Aram Vahan"),
        ("Minister for Trade Aram Vahan", None),
        ("the Foreign Secretary", None),
        ("Gen. Omar Idris", "Omar Idris"),
        ("Khaled", "Khaled"),
    ],
)
def test_a_person_is_the_name_without_the_office(words: str, name: str | None) -> None:
    forms = words.split()
    found = names.personal_name(forms, 0, len(forms))
    assert (found and " ".join(forms[slice(*found)])) == name


REPORT = {
    "id": "x",
    "text": "Rebels took Hasna on Friday. Later the army shelled Hasna and Tel Rim.\nIt fell, residents said.",
}
CLAIM = {
    "report": "x", "quote": "the army shelled Hasna and Tel Rim", "type": "shelling", "actor": ["the army"], "target": [],
    "place": ["Hasna", "Tel Rim"], "source": ["residents"], "stance": "asserted",
}  # fmt: skip


def test_a_claim_and_its_fields_stand_on_words() -> None:
    document = claims.document(REPORT, [CLAIM, CLAIM | {"actor": ["the Falcons of Oz"]}])
    words = [f for s in document.sentences for f in s.forms]
    assert document.claims is not None
    marked, unresolved = document.claims
    assert " ".join(words[slice(*marked.words)]) == "fighters shelled Hasna and Tel Rim", "as reading veils it"
    told = {role: [" ".join(words[a:b]) for a, b in spans] for role, spans in marked.roles.items()}
    assert told == {"actor": ["fighters"], "target": [], "place": ["Hasna", "Tel Rim"], "source": ["residents"]}
    assert marked.roles["place"][0][0] >= marked.words[0], "the mention inside the quote, not the one before"
    assert "actor" not in unresolved.roles
    assert len(document.sentences) == 3 and document.sentences[2].breaks[0]


def test_names_from_fields_leave_other_capitals_open() -> None:
    document = claims.document(REPORT, [CLAIM])
    first = document.sentences[0]
    place = dict(zip(first.forms, first.names[:, NAME_TYPES.index("place")].tolist(), strict=True))
    assert place["Hasna"] == 1 and place["took"] == 0 and place["Fighters"] == IGNORE


def test_some_names_stay_bare_and_the_same_ones_throughout_a_report() -> None:
    reports = [{"id": f"report-{i}", "text": "Rebels met the Houthis, and rebels left."} for i in range(400)]
    seen = [claims.veiled(r).words for r in reports]
    assert {w[0] for w in seen} == {"Fighters", "Rebels"}
    assert all((w[0] == "Rebels") == ("rebels" in w) for w in seen)
    assert abs(sum("Houthis" in w for w in seen) / 400 - claims.BARE_SHARE / 100) < 0.05


def test_parts_are_fixed_by_the_id_and_near_their_shares() -> None:
    parts = [claims.part(f"report-{i}") for i in range(4000)]
    assert claims.part("fakes-1918398791") == claims.part("fakes-1918398791")
    assert abs(parts.count("test") / 4000 - claims.TEST_SHARE / 100) < 0.02
    assert abs(parts.count("tune") / 4000 - claims.TUNE_SHARE / 100) < 0.02


def test_the_inventories_are_those_of_the_shipped_model() -> None:
    shipped = json.loads((pipeline.shipped("en") / "labels.json").read_text(encoding="utf-8"))
    told = {"events": EVENT_TYPES, "stances": STANCES, "roles": ROLES, "names": NAME_TYPES, "mentions": MENTION_TYPES}
    assert {key: tuple(shipped[key]) for key in told} == told, "another order would train another column"


def test_our_sentences_are_those_that_were_written() -> None:
    told = convert_names.CONVERTED.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in told] == list(convert_names.rows()), "python -m training.data.convert_names"


def test_windows_keep_sentences_whole_and_cover_the_document(trees: list[Document], pieces: Pieces) -> None:
    made = list(pack(trees[0], pieces, 30, random.Random(0)))
    assert [f for w in made for f in w.forms] == [f for s in trees[0].sentences for f in s.forms]
    assert all(w.starts[0] == 1 for w in made)
    for w in made:
        assert w.heads is not None and (w.heads < len(w.forms)).all() and (w.heads >= 0).all()


def test_a_claim_that_the_window_cuts_has_no_loss(pieces: Pieces) -> None:
    document = claims.document(REPORT, [CLAIM])
    assert document.claims
    document.claims[0].words = (3, 12)
    cut = window(document, 1, 3)
    assert cut.claims == [] and cut.cut
    assert (claim_targets(cut)[slice(*cut.cut[0])] == IGNORE).all()


def test_a_batch_is_padded_with_labels_that_do_not_count(trees: list[Document], pieces: Pieces) -> None:
    labels = Labels.of(trees)
    windows = [window(trees[0], 0, 1), window(claims.document(REPORT, [CLAIM]), 0, 3)]
    batch = collate(windows, labels, pieces, random.Random(0))
    rows, width = batch["word_mask"].shape
    assert rows == 2 and width == len(windows[1].forms)
    assert batch["claims"].shape == (2, width, 2 * len(EVENT_TYPES)) and (batch["claims"][0] == IGNORE).all()
    assert (batch["head"][0, 8:] == IGNORE).all() and (batch["upos"][1] == IGNORE).all()
    assert batch["claim_window"].tolist() == [1] and batch["claim_mask"].sum() == 6
    assert (batch["word_last"] >= batch["word_first"])[batch["word_mask"] == 1].all()


def test_role_targets_begin_and_continue() -> None:
    document = claims.document(REPORT, [CLAIM | {"source": ["Nobody"]}])
    assert document.claims
    found = role_targets(document.claims[0], 25)
    place = found[:, 2].tolist()
    assert place.count(1) == 2 and place.count(2) == 1
    assert (found[:, 3] == IGNORE).all()


def test_features_survive_a_window_that_is_too_long(pieces: Pieces) -> None:
    made = features(["town"] * 200, [False] * 200, pieces)
    assert len(made["input_ids"]) <= 512 and made["word_last"].max() < len(made["input_ids"])


@given(st.text(min_size=1, max_size=8), st.booleans())
def test_every_word_has_a_shape(word: str, after_break: bool) -> None:
    found = shapes.shape(word, after_break=after_break)
    assert 0 < found < shapes.SIZE
    assert (found >= len(shapes.SHAPES)) == after_break


def test_reports_that_came_after_a_model_are_new_to_it() -> None:
    assert coded._later({"since": "en-10"}, "en-9")
    assert not coded._later({"since": "en-9"}, "en-9") and not coded._later({}, "en-9")
