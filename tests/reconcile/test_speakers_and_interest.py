"""Who speaks, how many speak, and against whose interest."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests import build
from tests.build import said
from tests.registry import pack

from warmonitor.ground.packs import Actor, Source
from warmonitor.model import Claim, Count, Decision, EventType, Judgement, Mention, Reason, Report, Span, Stance
from warmonitor.model.claim import OWN_FORCES
from warmonitor.reconcile.evidence import Evidence
from warmonitor.reconcile.incidents import compared
from warmonitor.reconcile.independence import groups, independent
from warmonitor.reconcile.interest import against_interest
from warmonitor.reconcile.judged import corrected, links, standing
from warmonitor.reconcile.profile import party
from warmonitor.reconcile.sources import Sources, Speaker, institution, is_named, same_speaker

DAY = date(2021, 3, 5)


PACK = pack(
    Actor("army", "army", 1, "government"), Actor("front", "front", 2, "opposition"), Source("sa", "state agency", side="government")
)  # fmt: skip


def claim(id: str, quote: str, speakers: tuple[str, ...] = (), report: str = "a", **fields: Any) -> Claim:
    return build.claim(id, quote, report=report, attribution=said(*speakers), **fields)


def report(id: str, text: str, outlet: str | None = None) -> Report:
    return build.report(id, text, outlet, DAY)


def test_named_and_nameless() -> None:
    assert not is_named("a senior military source")
    assert not is_named("local residents")
    assert not is_named("a teacher")
    assert not is_named("social media users")
    assert not is_named("two doctors")
    assert not is_named("a company spokesman")
    assert is_named("an army spokesman")
    assert is_named("Marran Monitoring Centre")
    assert is_named("the mayor's wife")
    assert institution("Observatory chief Sami Nader") == "Observatory"
    assert institution("Rana Aziz, head of the Relief Council") == "Relief Council"
    assert institution("Governor Basil Omran") == "Governor Basil Omran"


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("Monitoring Centre of Marran", "the Monitoring Centre of Marran", True),
        ("MMC", "Marran Monitoring Centre", True),
        ("an MMC spokesman", "the Dor-based Marran Monitoring Centre", True),
        ("MANA", "Marran News Agency", True),
        ("mna", "Marran News Agency", True),
        ("MNA", "Marran Press Agency", False),
        ("Rana Aziz, head of the WHO", "the World Health Organization", True),
        ("WHO", "WFP", False),
        ("UN spokeswoman Rana Aziz", "the United Nations", True),
        ("Governor Oleh Syniehubov", "Kharkiv governor Oleh Synehubov", True),
        ("Oleh Syniehubov", "Oleh Kiper", False),
        ("Ukrainian President Volodymyr Zelenskyy", "Volodymyr Zelensky", True),
        ("Ukrainian officials", "Rana Aziz", False),
        ("Israel Defense Forces", "IDF", True),
        ("Governor Basil Omran", "Basil Omran", True),
        ("Syrian state television", "Syrian state TV", True),
        ("the UN", "the United Nations mission", True),
        ("the UN", "UNHCR", False),
        ("an army spokesman", "the army", True),
        ("a Houthi spokesman", "the Houthis", True),
        ("the Kremlin", "the Russian defence ministry", True),
        ("White House spokeswoman Jane Roe", "US officials", True),
        ("Damascus residents", "Syrian officials", False),
        ("the Ukrainian general staff", "Ukraine's military", True),
        ("Relief Council spokeswoman Rana Aziz", "Rana Aziz", True),
        ("Relief Council spokeswoman Rana Aziz", "Sami Aziz", False),
        ("state media", "state police", False),
        ("Channel One", "Channel Two", False),
        ("Northern Front", "Army Command", False),
    ],
)
def test_same_speaker(one: str, other: str, same: bool) -> None:
    sources = Sources({})
    assert same_speaker(sources.named(Mention(one)), sources.named(Mention(other))) is same


def test_a_chain_ends_in_its_first_nameable_speaker() -> None:
    sources = Sources({"a": report("a", "x", "Post")})
    assert [s.name for s in sources.speakers(claim("1", "x", ("a medic", "State Agency")))] == ["State Agency"]
    assert [s.name for s in sources.speakers(claim("2", "x", ("Mayor Idris Kalo", "Reuters")))] == ["Mayor Idris Kalo"]
    (own,) = sources.speakers(claim("3", "x"))
    assert own.own and own.name == "Post"
    (nobody,) = sources.speakers(claim("4", "x", ("a resident",)))
    assert not nobody.named


def test_an_outlets_own_sentence_adds_no_source_unless_it_counts() -> None:
    text = "Shells hit the mill. Six died, the Relief Council said. Later 40 died."
    sources = Sources({"a": report("a", text, "Post")})
    toll = claim("1", "Six died", ("Relief Council",), counts=(Count("killed", "people", 6, 6),))
    lead = claim("2", "Shells hit the mill")
    more = claim("3", "40 died", counts=(Count("killed", "people", 40, 40),))
    assert independent([toll, lead], sources) == 1
    assert independent([toll, lead, more], sources) == 2
    assert independent([lead], sources) == 1


def test_who_hands_a_text_on_keeps_its_numbers() -> None:
    quotes = {"1": "a drone killed ten people at the mill of Dor", "2": "a drone killed six people at the mill of Dor"}
    sources = Sources({"a": report("a", quotes["1"], "Post"), "b": report("b", quotes["2"], "News")})
    ten = claim("1", quotes["1"], counts=(Count("killed", "people", 10, 10),))
    six = claim("2", quotes["2"], report="b", counts=(Count("killed", "people", 6, 6),))
    assert independent([ten, six], sources) == 2
    assert independent([replace(ten, counts=()), replace(six, counts=())], sources) == 1


def test_groups_cover_every_claim() -> None:
    sources = Sources({"a": report("a", "x", "Post"), "b": report("b", "y", "News")})
    claims = [claim("1", "x"), claim("2", "y", report="b"), claim("3", "x", ("Army Command",))]
    assert sorted(c.id for _, cs in groups(claims, sources) for c in cs) == ["1", "2", "3"]


INTEREST = [
    ("withdrew", EventType.TERRITORY_LEFT, "army", None, (), True),
    ("took", EventType.TERRITORY_GAINED, "army", "front", (), False),
    ("lost", EventType.TERRITORY_GAINED, "front", "army", (), True),
    ("own dead", EventType.ARMED_CLASH, "front", "army", (Count("killed", "soldiers", 9, 9),), True),
    ("own harm", EventType.AIR_STRIKE, "army", None, (Count("killed", "civilians", 3, 3),), True),
    ("own strike on a hospital", EventType.AIR_STRIKE, "army", "a children's hospital", (), True),
    ("own strike on a base", EventType.AIR_STRIKE, "army", "a base", (), False),
    ("enemy harm", EventType.AIR_STRIKE, "front", None, (Count("killed", "civilians", 3, 3),), False),
    ("the front took Dor", EventType.TERRITORY_GAINED, "front", None, (), False),
    ("the army admitted that the front took Dor", EventType.TERRITORY_GAINED, "front", None, (), True),
    ("the army refused to admit that the front took Dor", EventType.TERRITORY_GAINED, "front", None, (), False),
    ("the army admitted that the guard took Dor", EventType.TERRITORY_GAINED, "the guard", "the league", (), False),
    ("the army struck Dor by mistake", EventType.AIR_STRIKE, "army", None, (), True),
    ("the army claimed the attack", EventType.AIR_STRIKE, "army", None, (Count("killed", "civilians", 3, 3),), False),
    ("claimed responsibility and admitted harm", EventType.AIR_STRIKE, "army", "a base", (), True),
    ("mines killed soldiers", EventType.BOMBING, "front", None, (Count("killed", "soldiers", 9, 9),), True),
    ("mines killed farmers", EventType.BOMBING, "front", "soldiers", (Count("killed", "farmers", 9, 9),), False),
    ("shells killed nine", EventType.SHELLING, "front", "soldiers", (Count("killed", "", 9, 9),), True),
    ("struck their commanders", EventType.AIR_STRIKE, "army", "front", (Count("killed", "commanders", 2, 2),), False),
    ("struck their fighters", EventType.AIR_STRIKE, "army", "fighters", (Count("killed", "people", 2, 2),), False),
    (
        "struck fighters, hit others",
        EventType.AIR_STRIKE,
        "army",
        "fighters",
        (Count("killed", "civilians", 2, 2),),
        True,
    ),
    ("struck their troops", EventType.AIR_STRIKE, "army", None, (Count("killed", "troops", 9, 9),), False),
]


@pytest.mark.parametrize("name, type_, actor, target, counts, hurts", INTEREST, ids=[c[0] for c in INTEREST])
def test_against_interest(
    name: str, type_: EventType, actor: str, target: str | None, counts: tuple[Count, ...], hurts: bool
) -> None:
    speaker = Speaker("id:sa", "State Agency", "government")
    targets = (Mention(target),) if target else ()
    made = claim("1", name, type_=type_, actors=(Mention(actor),), targets=targets, counts=counts)
    sources = Sources({}, PACK)
    assert bool(against_interest(made, speaker, sources)) is hurts
    assert against_interest(made, Speaker("x", "Nobody"), sources) is None


@pytest.mark.parametrize(
    "speaker, target, hurts",
    [
        ("Peru's defence ministry", "Peruvian soldiers", True),
        ("Lima", "Peruvian soldiers", False),
        ("Chilean officials", "Peruvian soldiers", False),
        ("the Peruvian army", "Peruvian rebels", False),
        ("a spokesman for the Peruvian army", "Peruvian soldiers", True),
    ],
)
def test_a_state_on_the_losses_of_its_own_forces(speaker: str, target: str, hurts: bool) -> None:
    sources = Sources({})
    made = claim(
        "1", "a mine", type_=EventType.BOMBING, targets=(Mention(target),), counts=(Count("killed", target, 9, 9),)
    )
    assert bool(against_interest(made, sources.named(Mention(speaker)), sources)) is hurts


@pytest.mark.parametrize(
    "speaker, neutral, of",
    [
        ("A rebel commander", "Opposition Rebels (Marran)", "own"),
        ("A rebel commander", "The Front of Marran", "another"),
        ("a Houthi rebel commander", "Opposition Rebels (Marran)", "another"),
    ],
)
def test_some_rebel_is_of_the_rebels_that_a_pack_knew_when_the_report_was_read(
    speaker: str, neutral: str, of: str
) -> None:
    sources = Sources({})
    who = Mention("factions", neutral=neutral, side="opposition")
    left = claim("1", "left Dor", (speaker,), type_=EventType.TERRITORY_LEFT, actors=(who,))
    (one,) = sources.speakers(left)
    assert bool(against_interest(left, one, sources)) is (of == "own")


@pytest.mark.parametrize(("troops", "hurts"), [("Peruvian troops", True), ("Chilean troops", False)])
def test_a_state_owns_up_for_troops_whose_side_was_known_on_reading(troops: str, hurts: bool) -> None:
    actors = (Mention(troops, side=troops.split()[0].lower()),)
    left = claim("1", "left Dor", type_=EventType.TERRITORY_LEFT, actors=actors)
    sources = Sources({})
    assert bool(against_interest(left, sources.named(Mention("a spokesman for the Peruvian army")), sources)) is hurts


def test_who_leaves_with_what_he_calls_our_forces_is_of_their_side() -> None:
    span = Span("1", 0, 6)
    read = Reason("actor", "forces = Harbour Army", f"{OWN_FORCES} the colonel", span)
    left = claim(
        "1",
        "Our forces left Dor",
        ("the colonel",),
        type_=EventType.TERRITORY_LEFT,
        actors=(Mention("forces", span=span),),
    )
    sources = Sources({})
    told = [
        against_interest(c, sources.named(Mention("the colonel")), sources)
        for c in (replace(left, reasons=(read,)), left)
    ]
    assert told == ["the colonel on its own side's withdrawal", None]


def judgement(id: str, decision: Decision, *claims: str, minute: int = 0, undoes: str | None = None) -> Judgement:
    return Judgement(id, decision, claims, "me", datetime(2021, 1, 1, 0, minute, tzinfo=UTC), undoes=undoes)


def test_the_later_judgement_stands() -> None:
    same, different = judgement("1", Decision.SAME, "a", "b"), judgement("2", Decision.DIFFERENT, "b", "a", minute=1)
    assert links([same, different]) == ([], [("a", "b")])
    back = judgement("3", Decision.DIFFERENT, undoes="2", minute=2)
    assert links([same, different, back]) == ([("a", "b")], [])
    again = judgement("4", Decision.DIFFERENT, undoes="3", minute=3)
    assert links([same, different, back, again]) == ([], [("a", "b")])
    assert [j.id for j in standing([again, back, different, same])] == ["1", "2"]


def test_a_later_different_holds_over_a_chain() -> None:
    chain = [judgement("1", Decision.SAME, "a", "b"), judgement("2", Decision.SAME, "b", "c", minute=1)]
    same, different = links([*chain, judgement("3", Decision.DIFFERENT, "a", "c", minute=2)])
    assert different == [("a", "c")]
    assert same == [("b", "c")]


def test_corrections() -> None:
    made = corrected(
        claim("1", "x"),
        {
            "type": "air_strike",
            "when": {"start": "2021-03-04", "end": "2021-03-04"},
            "stance": "denied",
            "place": ["Y"],
        },
    )
    assert (made.type, made.stance, made.where[0].text) == (EventType.AIR_STRIKE, Stance.DENIED, "Y")
    assert made.when and made.when.earliest == date(2021, 3, 4)
    with pytest.raises(ValueError):
        corrected(claim("1", "x"), {"type": "picnic"})


def test_a_comparison_adds_up() -> None:
    evidence = Evidence([], {"a": report("a", "x", "Post")})
    found = compared(claim("1", "a mill was shelled"), claim("2", "the mill"), evidence)
    assert found.forbidden is None
    assert found.total == pytest.approx(found.prior + sum(f.weight for f in found.features))
    other = compared(claim("1", "x"), claim("2", "x", type_=EventType.AGREEMENT), evidence)
    assert other.forbidden
    assert other.total == float("-inf")


@pytest.mark.parametrize("outlet", ["Reuters", "the BBC", "Al Jazeera", "Mint Press News", "Interfax"])
def test_whoever_was_told_relays(outlet: str) -> None:
    relayed = claim("c", "shells hit the mill", ("Jane Roe", outlet))
    text = f"Shells hit the mill, Jane Roe told {outlet}"
    assert [s.name for s in Sources({"a": report("a", text)}).speakers(relayed)] == ["Jane Roe"]


@pytest.mark.parametrize("between", ["and", "and the", ", the", "and the London-based"])
def test_who_is_named_beside_another_is_a_source_too(between: str) -> None:
    both = claim("c", "shells hit the mill", ("Jane Roe", "Relief Watch"))
    text = f"Shells hit the mill, said Jane Roe {between} Relief Watch"
    assert [s.name for s in Sources({"a": report("a", text)}).speakers(both)] == ["Jane Roe", "Relief Watch"]


@pytest.mark.parametrize("word", ["terrorists", "Takfiri gangs", "Jihadists"])
def test_an_enemys_word_alone_names_no_side(word: str) -> None:
    assert party(Mention(word), None) is None
    assert party(Mention("the rebels"), None) == "rebel"
    assert party(Mention("the troops"), None) == "state"


STATE = pack(
    Actor("sd-army", "Military Forces of Sudan", 1, "sudan", ("SAF",), countries=("SD",)),
    Actor("sd-government", "Government of Sudan", 1, "sudan", ("Sovereignty Council",), countries=("SD",)),
    Actor("rsf", "Rapid Support Forces", 2, "rsf", ("RSF",), countries=("SD",)),
)  # fmt: skip


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("SAF", "Sovereignty Council", True),
        ("SAF", "Sudanese officials", True),
        ("RSF", "an RSF spokesman", True),
        ("RSF", "SAF", False),
    ],
)
def test_a_state_and_a_group_speak_with_one_voice_whoever_speaks_for_them(one: str, other: str, same: bool) -> None:
    sources = Sources({}, STATE)
    a, b = (sources.named(Mention(name)) for name in (one, other))
    assert same_speaker(a, b) == same
    assert b.side in ("sudan", "rsf", None)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("the Kurdish Rayat", "id:ra"),
        ("Rayat reporter Jane Roe", "id:ra"),
        ("Norway's Rayat TV", "id:ra"),
        ("Sami Nader, Rayat", "id:ra"),
        ("UK-based Watchers", "id:wa"),
        ("Rayat Hospital", None),
        ("the Grand Hotel Rayat", None),
        ("Levant Conflict Watchers", None),
        ("OKRA Marran bureau", "id:ok"),
        ("the Red Circle", "id:rc"),
        ("the Norwegian Red Circle", "id:rc"),
        ("the Peruvian Red Circle", None),
        ("South Africa's Red Circle", None),
    ],
)
def test_a_name_within_a_longer_one(name: str, found: str | None) -> None:
    known = pack(
        Source("ra", "Rayat", type="newspaper"), Source("wa", "the Watchers"), Source("ok", "OKRA"), Source("rc", "Red Circle", country="NO")
    )  # fmt: skip
    key = Sources({}, known).named(Mention(name)).key
    assert key == found if found else not key.startswith("id:")


@pytest.mark.parametrize(
    ("outlet", "key"),
    [
        ("Front Media Office", "id:front"),
        ("Front - Eastern Wing", "id:front"),
        ("Front News and Information Department", "id:front"),
        ("Front News", "front news"),
        ("Dor Media Office", "dor media office"),
        ("Media Office", "media office"),
    ],
)
def test_a_partys_own_outlet_speaks_for_it(outlet: str, key: str) -> None:
    sources = Sources({"a": report("a", "Shells hit the mill.", outlet)}, PACK)
    assert sources.outlet("a").key == key


def test_a_party_owns_up_to_its_losses_in_its_own_release() -> None:
    told = claim(
        "c", "our men left Dor", type_=EventType.TERRITORY_LEFT, actors=(Mention("men", neutral="front", entity="front", side="opposition"),)
    )  # fmt: skip
    sources = Sources({"a": report("a", "Our men left Dor.", "Front Media Office")}, PACK)
    (speaker,) = sources.speakers(told)
    assert against_interest(told, speaker, sources) is not None
