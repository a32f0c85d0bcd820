"""A claim prepared for coreference: what of it is compared, normalised once for being compared many times."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from warmonitor.lang.wordlists import lists, pattern_of, words_of

from ..ground.countries import country
from ..model import Claim, Count, EventType, Mention, Report, Stance
from .evidence import KnownActor, Registry
from .hours import hours
from .names import COMMON, NUMBERS, common, content, plain, stem, tokens
from .parties import Party, Stand, called, forces, government, kind, stand, state
from .places import Spot, spot
from .sites import bombs, deals, sites, supplies
from .stages import stages
from .telling import told_late

ATTACKS = frozenset(
    (EventType.AIR_STRIKE, EventType.SHELLING, EventType.BOMBING, EventType.CHEMICAL_ATTACK, EventType.VIOLENCE_AGAINST_CIVILIANS)
)  # fmt: skip
"""Types of harm that one side does."""

STRIKES = ATTACKS | {EventType.ARMED_CLASH}
"""Types that tell by what means harm was done."""

ECHOES = frozenset((EventType.CASUALTIES, EventType.DESTRUCTION))
"""Types that tell what harm was done, by whatever means."""

TERRITORY = frozenset((EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD, EventType.TERRITORY_LEFT))
"""Types that tell who has a place: each town has a claim of its own, however near the next one lies."""

POINT_DAYS = 4
"""Days up to which a claim is about something that happened then; a longer span is a campaign, a state or a total."""

PEOPLE, MEMBERS = words_of("parties", "people"), words_of("parties", "members")
HELD = words_of("parties", "held")
FIGHTERS, FAMILY_WORDS = words_of("parties", "fighters"), words_of("parties", "families")
_THEM = words_of("parties", "them")
_OWN_MEN = pattern_of("parties", "own men")


class Number(NamedTuple):
    """A count made comparable: `who` is `people`, `fighters` or the words themselves (children, women, schools)."""

    what: str
    who: str
    low: int
    high: int | None
    of: Party | None = None
    """Of fighters, whose they are."""
    against: Party | None = None
    """Of fighters of whom that is not told, who hit them."""

    @property
    def least(self) -> int:
        """The lowest it can be, read loosely: "more than 80", 81 or more, is said of 80 too."""
        return self.low - 1 if self.high is None and self.low % 10 == 1 and self.low > 10 else self.low

    @property
    def figure(self) -> float | None:
        """The figure in the words: 80 of "80", "about 80", "at least 80" and "more than 80"; None of "dozens"."""
        if self.high is None:
            return self.least
        return (self.low + self.high) / 2 if self.high - self.low <= self.low / 4 else None

    def compares(self, other: Number) -> bool:
        """Whether both count the same: soldiers of one army and of another, or soldiers and rebels, are counted apart."""
        if self.what != other.what or self.who != other.who:
            return False
        if self.of is None or other.of is None:
            return not (_fight(self.of, other.against) or _fight(other.of, self.against))
        return stand(self.of, other.of) is not Stand.OTHER

    def meets(self, other: Number) -> bool:
        """Whether one number could be both."""
        return _overlap(self.least, self.high, other.least, other.high)


def _fight(one: Party | None, foe: Party | None) -> bool:
    """Whether some fighters are of those who hit the others: the army's soldiers are none of the terrorists whom it killed."""
    return one is not None and foe is not None and stand(one, foe) is Stand.ONE


def meet(a: Count, b: Count) -> bool:
    """Whether one number could be both counts, read to the letter."""
    return _overlap(a.low, a.high, b.low, b.high)


def _overlap(low: int, high: int | None, other_low: int, other_high: int | None) -> bool:
    return (high is None or other_low <= high) and (other_high is None or low <= other_high)


class Profile(NamedTuple):
    """A claim's normalised attributes, which `features` compares and `blocks` takes keys from.

    Days are ordinals; `since` and `until` are None where the claim has no time.
    """

    claim: Claim
    type: EventType
    published: int | None
    since: int | None
    until: int | None
    spots: tuple[Spot, ...]
    actors: frozenset[str]
    targets: frozenset[str]
    parties: frozenset[str]
    doers: frozenset[Party]
    numbers: tuple[Number, ...]
    words: frozenset[str]
    stages: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    hours: frozenset[int] = frozenset()
    bombs: frozenset[str] = frozenset()
    told_by: frozenset[str] = frozenset()
    """Who speaks, as written; where nobody is named, the outlet, if that is known."""
    speakers: tuple[Party, ...] = ()
    """Who is named as speaking, as a party."""
    late: bool = False
    """Whether its day may be the one on which somebody owned up."""

    @property
    def point(self) -> bool:
        """Whether it is about something that happened on one day or a few."""
        return self.since is not None and self.until is not None and self.until - self.since < POINT_DAYS

    @property
    def planned(self) -> bool:
        return self.claim.stance is Stance.EXPECTED

    @property
    def denied(self) -> bool:
        return self.claim.stance is Stance.DENIED


def profile(claim: Claim, report: Report | None, pack: Registry | None) -> Profile:
    """`report`: the claim's, None if it is not at hand."""
    names = frozenset[str]().union(*[content(w.text) for w in claim.where], *[content(m.text) for m in claim.actors])
    return Profile(
        claim=claim,
        type=claim.type,
        published=report.published.toordinal() if report and report.published else None,
        since=claim.when.earliest.toordinal() if claim.when else None,
        until=claim.when.latest.toordinal() if claim.when else None,
        spots=tuple([spot(w) for w in claim.where]),
        actors=_keys(claim.actors, pack),
        targets=_keys(claim.targets, pack),
        parties=_one(frozenset([p for m in claim.actors if (p := party(m, pack))])),
        doers=frozenset([doer(m, pack) for m in claim.actors]),
        numbers=tuple([_number(c, claim, pack) for c in claim.counts]),
        words=content(claim.quote) - names,
        stages=stages(claim.type, claim.quote),
        sites=_things(claim),
        hours=hours(claim.quote) if claim.type in STRIKES else frozenset(),
        bombs=bombs(claim.quote) if claim.type is EventType.BOMBING else frozenset(),
        told_by=_teller(claim, report),
        speakers=tuple([doer(m, pack) for m in claim.attribution.speakers]),
        late=told_late(claim, report),
    )


def _teller(claim: Claim, report: Report | None) -> frozenset[str]:
    outlet = report.outlet if report else None
    return frozenset([m.text for m in claim.attribution.speakers]) or frozenset((outlet,) if outlet else ())


def days_apart(a: Profile, b: Profile) -> int:
    """Days from the end of one to the beginning of the other; 0 or less where they overlap or are not known."""
    if a.since is None or b.since is None or a.until is None or b.until is None:
        return 0
    return max(a.since, b.since) - min(a.until, b.until)


def _number(count: Count, claim: Claim, pack: Registry | None) -> Number:
    """A count with the class of people that it is of; of fighters it tells whose they are, or the claim does whom it names alone as those hit.

    Who is counted by the name of a side ("69 Taliban") fights on it; "six of them" are of those whom the claim names alone as those hit.
    """
    words = plain(count.who)
    sided = [m for m in (*claim.targets, *claim.actors) if m.side and plain(m.text) == words]
    if set(words.split()) and set(words.split()) <= _THEM and len(claim.targets) == 1:
        sided += [m for m in claim.targets if m.side or who(m.text, pack) == "fighters"]
    kind_of = "fighters" if sided else who(count.who, pack)
    if kind_of != "fighters":
        return Number(count.what, kind_of, count.low, count.high)
    named = [*sided, Mention(count.who), *(claim.targets if len(claim.targets) == 1 else ())]
    told = (doer(m, pack) for m in named)
    of = next((p for p in told if p.side or p.kind or p.land or p.proper), None)
    hit = (
        of is None
        and len(claim.actors) == 1
        and set(words.split()) & {w for m in claim.targets for w in tokens(m.text)}
    )
    return Number(count.what, kind_of, count.low, count.high, of, doer(claim.actors[0], pack) if hit else None)


THINGS = {
    **dict.fromkeys((*STRIKES, EventType.DESTRUCTION), sites),
    EventType.ACCESS: supplies,
    EventType.AGREEMENT: deals,
}
"""By what things two claims of a type are told apart."""


def _things(claim: Claim) -> frozenset[str]:
    """The kinds of sites that are said to have been hit, of supplies that were cut or let in, of agreements."""
    kinds = THINGS.get(claim.type)
    if kinds is None:
        return frozenset()
    return _one(kinds(" ".join((claim.quote, *(m.text for m in claim.targets))) if claim.targets else claim.quote))


def party(mention: Mention, pack: Registry | None) -> str | None:
    """The side that someone fights on: the reader's or the pack's; else, by the words used, that of the state or of the rebels; else None.

    Where a pack knows "the army" or "rebels", its sides are used, so that all words for one side meet.
    """
    return mention.side or _side(mention.text, mention.neutral, pack)


@lru_cache(maxsize=1 << 14)
def _side(text: str, neutral: str | None, pack: Registry | None) -> str | None:
    for name in (text, neutral):
        known = called_so(name, pack) if name else None
        if known is not None and known.side:
            return known.side
    of_kind = kind(text)
    return (_forces_side(text, pack) or general(of_kind, pack, government(text))) if of_kind else None


@lru_cache(maxsize=1 << 14)
def called_so(name: str, pack: Registry | None) -> KnownActor | None:
    """The registry's actor of that name, or of what is left of it without the words for those who fight: the Harbour Front of "Harbour Front fighters"."""
    if pack is None:
        return None
    return next((known for said in (name, *_without_members(name)) if (known := pack.actor(said)) is not None), None)


@lru_cache(maxsize=1 << 14)
def _without_members(name: str) -> tuple[str, ...]:
    """What a group's own name may be, longest first; none of a country's fighters, who may be on any side, and where no word tells of members."""
    words = name.split()
    found = []
    while len(words) > 1 and plain(words.pop()) in FIGHTERS:
        bare = " ".join(words).removesuffix("'s").removesuffix("’s")
        army = plain(words[-1]) in FIGHTERS
        if words[-1][:1].isupper() and (army or government(bare) is None):
            found.append(bare)
    return tuple(found)


def doer(mention: Mention, pack: Registry | None) -> Party:
    """Somebody who acts: of the side that the reader or the pack knows, else as its name there, or the words, tell."""
    return _doer(mention.text, mention.neutral, party(mention, pack), pack)


@lru_cache(maxsize=1 << 14)
def _doer(text: str, neutral: str | None, side: str | None, pack: Registry | None) -> Party:
    side = side or _forces_side(text, pack)
    if side not in (None, *GENERAL):
        return called(text, side)
    known = called_so(text, pack) if not neutral else None
    return called(neutral or (known.name if known is not None else text))


def _forces_side(name: str, pack: Registry | None) -> str | None:
    """The side of a country's forces, by whatever name the pack knows its army."""
    land = state(name)
    known = (pack.actor(said) for said in forces(land)) if pack is not None and land is not None else ()
    return next((k.side for k in known if k is not None and k.side), None)


def general(of_kind: str, pack: Registry | None, land: str | None = None) -> str:
    """The pack's side for `state` or `rebel`, or just that word where no pack knows one, or knows it as another country's than `land`."""
    names = lists()["parties"][f"called {of_kind}"]["phrases"]
    known = (pack.actor(name) for name in names) if pack is not None else ()
    sides = (k.side for k in known if k is not None and (land is None or government(k.name) in (None, land)))
    return next((side for side in sides if side), of_kind)


ARMED = range(1, 5)
"""ACLED's inter codes of those who fight: state forces, rebels, political and identity militias; 8, forces from abroad, too."""


@lru_cache(maxsize=1 << 14)
def who(words: str, pack: Registry | None = None) -> str:
    """The class of people that a count is of, so that "others" and "residents" compare and "children" do not; whom a pack knows to fight are fighters."""
    found = set(plain(words).split())
    known = pack.actor(words) if pack is not None else None
    fight = bool(found & FIGHTERS) or _OWN_MEN.stands_in(words) or (known is not None and known.kind in (*ARMED, 8))
    if fight:
        return "people" if found & (PEOPLE | FAMILY_WORDS) else "fighters"  # fighters and their families are people
    if not found or found & (PEOPLE | MEMBERS):
        return "people"
    if found & HELD:
        return "held"
    return " ".join(sorted(stem(w) for w in tokens(words) if w not in NUMBERS))


@lru_cache(maxsize=1 << 14)
def _one(keys: frozenset[str]) -> frozenset[str]:
    """The same set as one object: few names recur in many claims."""
    return keys


STATE_OF = "state:"
"""Beginning of the key of a country, by which its name and its people's ("Peru", "Peruvian troops") are one."""

GENERAL = frozenset(("state", "rebel"))
"""Parties as general words tell them, of which any war may have several."""

_USUAL = frozenset(map(stem, COMMON)) | GENERAL


@lru_cache(maxsize=1 << 14)
def states(keys: frozenset[str]) -> frozenset[str]:
    """Those of the keys that are countries."""
    return frozenset([key for key in keys if key.startswith(STATE_OF)])


@lru_cache(maxsize=1 << 14)
def usual(keys: frozenset[str]) -> bool:
    """Whether keys tell nobody apart in a war: forces, the army, a country that both sides may be of."""
    return keys - states(keys) <= _USUAL


def shared(mine: frozenset[str], yours: frozenset[str]) -> frozenset[str]:
    """The keys that two have in common; none where all that "Peruvian forces" and "Chilean forces" share is that they are forces."""
    both = mine & yours
    if not both or not usual(both):
        return both
    return frozenset() if states(mine) and states(yours) and not states(both) else both


def _keys(mentions: Sequence[Mention], pack: Registry | None) -> frozenset[str]:
    """The ids of those whom the pack knows, the telling words of the others' names; of "Peruvian forces" the country and the word."""
    return _one(frozenset().union(*[_keys_of(m.text, m.entity, pack) for m in mentions])) if mentions else frozenset()


@lru_cache(maxsize=1 << 14)
def _keys_of(name: str, entity: str | None, pack: Registry | None) -> frozenset[str]:
    telling = {stem(w) for w in tokens(name) if not common(w)} or set(map(_key, tokens(name)))
    known = called_so(name, pack) if not entity else None
    id_ = known.id if known is not None else entity
    return frozenset(telling | {f"id:{id_}"}) if id_ else frozenset(telling)


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    known = country(word)
    return f"{STATE_OF}{known.name}" if known is not None else stem(word)
