"""The places of claims: what else the report names helps to choose them, and what is added to the gazetteer makes another reading."""

import shutil
from dataclasses import replace

from warmonitor.ground.added import add, read_table
from warmonitor.ground.gazetteer import Gazetteer
from warmonitor.ground.places import PlaceResolver
from warmonitor.ground.toponyms import queries
from warmonitor.lang.doc import Doc
from warmonitor.model import Attribution, Claim, EventType, Reader, Relation, Report, Span, Stance, Where
from warmonitor.read.grounding import Grounding

TEXT = "Buchanan in Henry County was quiet . Shells hit Paris ."


def report():
    return Report(id="r", text=TEXT)


def claim():
    start, end = TEXT.index("Shells"), TEXT.index(" .", 40)
    where = (Where("Paris", span=Span("r", TEXT.index("Paris"), end)),)
    return Claim(
        id="r#1", report_id="r", type=EventType.SHELLING, span=Span("r", start, end), quote=TEXT[start:end], where=where,
        attribution=Attribution(), stance=Stance.ASSERTED, confidence=0.9, reader=Reader("test", "1"),
    )  # fmt: skip


def chosen(grounding, doc=None):
    (found,) = grounding.ground([claim()], report(), doc)
    return found.where[0].place.id


def test_names_that_no_claim_has_help_to_choose(small_gazetteer):
    grounding = Grounding(PlaceResolver(small_gazetteer))
    words = TEXT.split()
    doc = Doc.of(words, text=TEXT, ents=[(0, 1, "place"), (2, 4, "place"), (9, 10, "place")])
    assert chosen(grounding) == "gn:5"
    assert chosen(grounding, doc) == "gn:7"


def test_a_part_of_a_place_stays_one_when_the_place_is_known(small_gazetteer):
    part = replace(claim(), where=(replace(claim().where[0], relation=Relation.PART),))
    (found,) = Grounding(PlaceResolver(small_gazetteer)).ground([part], report())
    assert found.where[0].place is not None and found.where[0].relation is Relation.PART


def test_another_gazetteer_is_another_reader(small_gazetteer_file, tmp_path):
    file = shutil.copy(small_gazetteer_file, tmp_path / "g.sqlite")
    before = Grounding(PlaceResolver(Gazetteer.open(file))).version
    line = "7\tAsmar\tAsmar\t\t35.7\t36.5\tP\tPPL\tSY\t\t12\t\t\t\t900\t\t\tAsia/Damascus\t2020-01-01\n"
    (tmp_path / "a.txt").write_text(line)
    add(file, "a", read_table(tmp_path / "a.txt"), origin="a.txt")
    after = Grounding(PlaceResolver(Gazetteer.open(file))).version
    assert before == () and len(after) == 1 and after[0].startswith("places-")


def test_a_name_that_was_cut_is_one_place_again():
    words = "Guns on Lake Chad , Dor , Asmar fell silent .".split()
    doc = Doc.of(words, ents=[(2, 3, "place"), (3, 4, "place"), (5, 6, "place"), (7, 8, "place")])
    assert [q.text for q in queries(doc, "r")] == ["Lake Chad", "Dor", "Asmar"]
