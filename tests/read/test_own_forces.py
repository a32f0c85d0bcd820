"""Whose forces are called "our" and "its"."""

from __future__ import annotations

import pytest

import warmonitor
from warmonitor.ground.packs import Pack
from warmonitor.model import Attribution, Claim, EventType, Mention, Report, Span
from warmonitor.read.grounding import Grounding

PACK = Pack.load("world")


def neutral(text: str, speaker: str, force: str, other: str | None = None) -> str | None:
    """Whom a force is taken for that takes Dor in a claim on the whole text; `other` is whom it takes it from."""

    def mention(words: str) -> Mention:
        return Mention(words, Span("r", text.index(words), text.index(words) + len(words)))

    claim = Claim(
        "r#1", "r", EventType.TERRITORY_GAINED, Span("r", 0, len(text)), text,
        actors=(mention(force),), targets=(mention(other),) if other else (), attribution=Attribution((mention(speaker),)),
    )  # fmt: skip
    return Grounding(pack=PACK).ground([claim], Report("r", text))[0].actors[0].neutral


RSF = "Rapid Support Forces"


@pytest.mark.parametrize(
    ("text", "speaker", "force", "known"),
    [
        ("Our forces liberated Dor, the RSF said.", "the RSF", "forces", RSF),
        ("“Our own troops hold Dor,” said RSF spokesman Ali Omar.", "RSF spokesman Ali Omar", "troops", RSF),
        ("The RSF said on Monday that its fighters took Dor.", "The RSF", "fighters", RSF),
        ("The RSF's official spokesman, Ali Omar, said its fighters took Dor.", "The RSF's official spokesman, Ali Omar", "fighters", RSF),
        ("A commander of the Rapid Support Forces said that his men left Dor.", "A commander of the Rapid Support Forces", "men", RSF),
        ("Ali Omar, a commander of the RSF, said that his men left Dor.", "Ali Omar", "men", RSF),
        ("The press office of the RSF said that its men left Dor.", "The press office of the RSF", "men", RSF),
        ("The RSF command said that its men left Dor.", "The RSF command", "men", RSF),
        ("Ali Omar, a teacher, said that his men left Dor.", "Ali Omar", "men", None),
        ("The RSF said that the forces took Dor.", "The RSF", "forces", RSF),
        ("The RSF said that the forces of the valley took Dor.", "The RSF", "forces", None),
        ("The RSF said that the fighters took Dor.", "The RSF", "fighters", None),
        ("The RSF said that fighters took Dor.", "The RSF", "fighters", None),
        ("The RSF said so. Its fighters took Dor.", "The RSF", "fighters", None),
        ("Its fighters took Dor, the RSF said.", "the RSF", "fighters", None),
        ("The mayor said that his men left Dor.", "The mayor", "men", None),
        ("Ali Omar, an RSF spokesman, said that the mujahideen took Dor.", "Ali Omar, an RSF spokesman", "mujahideen", RSF),
        ("The Malian army said that the mujahideen took Dor.", "The Malian army", "mujahideen", None),
        ("Residents said that the mujahideen took Dor.", "Residents", "mujahideen", None),
    ],
)  # fmt: skip
def test_own_forces_are_their_speakers(text: str, speaker: str, force: str, known: str | None) -> None:
    assert neutral(text, speaker, force) == known


def test_who_has_a_pronoun_has_the_office_told_with_the_name() -> None:
    text = "Ali Omar, a commander of the RSF, was in Dor. He said that his men had left."
    he, men = (Span("r", text.index(w), text.index(w) + len(w)) for w in ("He", "men"))
    said = Attribution((Mention("Ali Omar", he, "He"),))
    claim = Claim("r#1", "r", EventType.TERRITORY_LEFT, men, "men", actors=(Mention("men", men),), attribution=said)
    assert Grounding(pack=PACK).ground([claim], Report("r", text))[0].actors[0].neutral == RSF


def test_who_is_named_between_may_be_the_owner() -> None:
    text = "The RSF said that the ADF and its fighters took Dor."
    assert neutral(text, "The RSF", "fighters", "ADF") is None


def told(text: str, outlet: str | None, actor: Mention, speaker: str | None = None) -> Claim:
    """A claim on the whole text in which somebody leaves a place, told by a speaker, else by the outlet."""
    said = (Mention(speaker, Span("r", text.index(speaker), text.index(speaker) + len(speaker))),) if speaker else ()
    claim = Claim(
        "r#1", "r", EventType.TERRITORY_LEFT, Span("r", 0, len(text)), text, actors=(actor,), attribution=Attribution(said)
    )  # fmt: skip
    return Grounding(pack=PACK).ground([claim], Report("r", text, outlet=outlet))[0]


@pytest.mark.parametrize(
    ("outlet", "known"),
    [
        ("RSF Media Office", RSF),
        ("Valley Movement / RSF", RSF),
        ("Valley Movement (RSF)", RSF),
        ("Rapid Support Forces - Northern Command", RSF),
        ("The Dor Courier", None),
        (None, None),
    ],
)
def test_a_partys_own_release_tells_of_its_forces(outlet: str | None, known: str | None) -> None:
    force = told("Our armed forces left Dor.", outlet, Mention("armed forces", Span("r", 4, 16)))
    we = told("We left Dor.", outlet, Mention(outlet or "We", Span("r", 0, 2), "We"))
    assert [force.actors[0].neutral, we.actors[0].neutral] == [known, known]


def test_we_are_who_speaks_known_or_not() -> None:
    we = Mention("Major Ali Omar", Span("r", 1, 3), "We")
    claim = told("“We left Dor,” Major Ali Omar said.", "The Dor Courier", we, "Major Ali Omar")
    assert claim.actors == (we,)
    assert [r.rule for r in claim.reasons if r.field == "actor"] == ["own forces of Major Ali Omar"]


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("The Movement informs the world that its forces took Dor.", RSF),
        ("The Movement is proud. Its forces took Dor.", None),  # the sentence names nobody
        ("The enemy fled when its forces lost Dor.", None),
    ],
)
def test_its_forces_in_a_partys_own_words_are_its(text: str, known: str | None) -> None:
    at = text.index("forces")
    forces, span = Mention("forces", Span("r", at, at + 6)), Span("r", at - 4, len(text) - 1)
    claim = Claim("r#1", "r", EventType.TERRITORY_GAINED, span, text[at - 4 : -1], actors=(forces,))
    found = Grounding(pack=PACK).ground([claim], Report("r", text, outlet="Valley Movement / RSF"))
    assert found[0].actors[0].neutral == known


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The Valley Liberation Army said its men had entered the town of Dor.", "Valley Liberation Army"),
        ("Ali Omar, a commander of the Valley Liberation Army, said that his men left Dor.", "Valley Liberation Army"),
        ("The Houthis said their fighters took Dor.", "Houthis"),
        ("The Valley Liberation Army, one of the three, said its fighters took Dor.", "Valley Liberation Army"),
        ("Russia's defence ministry said its troops took Dor.", "Russia"),
        ("The Israeli military said its soldiers took Dor.", "Israeli military"),
        ("The Defence Ministry said its troops took Dor.", "troops"),
        ("President Ali Omar said his troops took Dor.", "troops"),
    ],
)
def test_own_forces_are_named_by_the_group_that_the_report_names(text: str, named: str) -> None:
    (claim,) = warmonitor.read(text, published="2023-11-14")
    (actor,) = claim.actors
    assert actor.text == named
