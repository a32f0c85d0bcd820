"""Those who are named beside who did it, on documents built by hand (invented sentences)."""

from tests.read.trees import tree

from warmonitor.model import EventType
from warmonitor.read.roles.acting import holds, is_attacked, suffers


def test_who_holds_the_place_did_nothing_by_that() -> None:
    doc = tree(
        "Jets/jet/NOUN/2/nsubj hit/hit/VERB/0/root land/land/NOUN/2/obj held/hold/VERB/3/acl by/by/ADP/6/case "
        "Daesh~fighters//NOUN/4/obl:agent and/and/CCONJ/8/cc rebels/rebel/NOUN/6/conj"
    )
    assert holds(doc, 5, EventType.AIR_STRIKE) and holds(doc, 7, EventType.AIR_STRIKE)
    assert not holds(doc, 0, EventType.AIR_STRIKE)
    assert not holds(doc, 5, EventType.TERRITORY_HELD)


def test_who_suffers_it_by_the_passive_of_its_verb() -> None:
    doc = tree(
        "IS~Fighters//NOUN/3/nsubj:pass was/be/AUX/3/aux:pass expelled/expel/VERB/0/root by/by/ADP/6/case the/the/DET/6/det army~fighters//NOUN/3/obl:agent"
    )
    assert suffers(doc, 0, 2)
    assert not suffers(doc, 5, 2) and not suffers(doc, 0, 0)


def test_under_attack_and_under_a_roof() -> None:
    told = "Rebels/rebel/NOUN/4/nsubj were/be/AUX/4/cop under/under/ADP/4/case {0}/{0}/NOUN/0/root"
    assert is_attacked(tree(told.format("attack")), 0)
    assert not is_attacked(tree(told.format("cover")), 0)
