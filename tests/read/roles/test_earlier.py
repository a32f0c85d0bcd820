"""What earlier claims of a report tell about the next one."""

from warmonitor.lang.doc import Doc
from warmonitor.model import EventType
from warmonitor.read.roles.earlier import REMEMBERED, Earlier
from warmonitor.read.roles.features import Phrases
from warmonitor.read.roles.nominals import Phrase

DOC = Doc.of("Dor Wared Asmar".split(), upos=["PROPN"] * 3, heads=[0, 0, 0], deps=["root", "flat", "flat"])
DOR, WARED, ASMAR = (Phrase((i, i + 1), i, "place", frozenset({w.lower()})) for i, w in enumerate(DOC.words))


def test_nothing_is_before_the_first_claim() -> None:
    assert not any(Earlier().before(EventType.SHELLING).values())


def test_the_last_one_of_its_type_the_first_and_all_are_told_apart() -> None:
    earlier = Earlier()
    earlier.tell(EventType.SHELLING, {"place": [DOR], "actor": []})
    earlier.tell(EventType.AIR_STRIKE, {"place": [WARED], "actor": []})
    earlier.tell(EventType.AIR_STRIKE, {"place": [], "actor": []})
    before = earlier.before(EventType.SHELLING)
    assert before["place of the claim before"] == []
    assert before["place of the last claim of its type"] == [DOR]
    assert before["place of the first claim"] == [DOR]
    assert before["place of any claim before"] == [DOR, WARED]
    assert earlier.before(EventType.AIR_STRIKE)["place of the last claim of its type"] == [WARED]
    assert "place of the last claim of its type" not in earlier.before(EventType.BOMBING)


def test_what_is_told_later_changes_nothing_that_was_asked_before() -> None:
    earlier = Earlier()
    earlier.tell(EventType.SHELLING, {"place": [DOR]})
    before = earlier.before(EventType.SHELLING)
    earlier.tell(EventType.SHELLING, {"place": [ASMAR]})
    assert before["place of any claim before"] == [DOR]


def test_a_name_in_the_title_is_known() -> None:
    assert Phrases(DOC, "Rebels shell Dor").title >= {"dor"}
    assert not Phrases(DOC).title


def test_of_a_long_page_only_the_last_phrases_are_remembered() -> None:
    earlier = Earlier()
    told = [Phrase((i, i + 1), i, "place", frozenset({f"town{i}"})) for i in range(REMEMBERED + 2)]
    for phrase in told:
        earlier.tell(EventType.SHELLING, {"place": [phrase]})
    before = earlier.before(EventType.SHELLING)
    assert before["place of any claim before"] == told[2:]
    assert before["place of the first claim"] == told[:1]
