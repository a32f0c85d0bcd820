"""What a source says in few words."""

import pytest

from warmonitor.model import Claim, Count, EventType, Mention, Span, Stance
from warmonitor.reconcile.positions import says, voices
from warmonitor.reconcile.profile import profile
from warmonitor.reconcile.sources import Sources


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (Count("killed", "residents", 8, 8), "killed 8"),
        (Count("injured", "children", 12, None), "injured 12 or more children"),
        (Count("killed", "bakers", 2, 2), "killed 2 bakers"),
        (Count("killed", "people", 101, None), "killed more than 100"),
        (Count("killed", "militants", 40, 40), "killed 40 fighters"),
        (Count("places", "towns", 6, 6), "6 towns"),
        (Count("places", "town", 1, 1), "1 town"),
        (Count("strikes", "", 10, 10), "10 strikes"),
        (Count("fighters", "fighters", 24, 99), "24–99 fighters"),
        (Count("other", "houses", 30, 30), "30 houses"),
    ],
)
def test_a_toll_is_told_with_what_is_counted_in_its_source_s_words(count: Count, told: str) -> None:
    claim = Claim("c", "r", EventType.SHELLING, Span("r", 0, 1), "x", counts=(count,))
    (voice,) = voices([profile(claim, None, None)], Sources({}))
    assert says(voice) == told


def test_who_leaves_a_place_did_not_take_it() -> None:
    claim = Claim("c", "r", EventType.TERRITORY_LEFT, Span("r", 0, 1), "x", actors=(Mention("the rebels"),))
    (voice,) = voices([profile(claim, None, None)], Sources({}))
    assert says(voice) == "left by the rebels"


@pytest.mark.parametrize(
    ("stances", "told"),
    [
        ((Stance.ASSERTED, Stance.DENIED), "by the army; denied in part"),
        ((Stance.DENIED, Stance.DENIED), "denied"),
        ((Stance.EXPECTED, Stance.DENIED), "denied"),
    ],
)
def test_who_admits_one_thing_and_denies_another_is_told_to_deny_it(stances: tuple[Stance, ...], told: str) -> None:
    """An army that owns up to a raid on the clinic, and not to the dead."""
    first, second = (
        Claim(f"c{n}", "r", EventType.SHELLING, Span("r", n, n + 1), "x", actors=actors, stance=stance)
        for n, (stance, actors) in enumerate(zip(stances, ((Mention("the army"),), ()), strict=True))
    )
    (voice,) = voices([profile(claim, None, None) for claim in (first, second)], Sources({}))
    assert says(voice) == told


@pytest.mark.parametrize(("also", "cleared"), [(Stance.ASSERTED, False), (Stance.DENIED, True)])
def test_who_owns_up_to_a_raid_and_denies_whom_it_hit_does_not_clear_himself(also: Stance, cleared: bool) -> None:
    raid, dead = (
        Claim(
            f"c{n}",
            "r",
            EventType.SHELLING,
            Span("r", n, n + 1),
            "x",
            actors=(Mention("Peruvian army"),),
            stance=stance,
        )
        for n, stance in enumerate((also, Stance.DENIED))
    )
    (voice,) = voices([profile(claim, None, None) for claim in (raid, dead)], Sources({}))
    assert bool(voice.cleared()) is cleared
