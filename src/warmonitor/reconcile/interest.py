"""Whether a claim hurts the side that its source stands on: such a claim weighs more."""

from __future__ import annotations

from collections.abc import Callable

from warmonitor.lang.wordlists import pattern_of, words_of

from ..model import Claim, Count, EventType, Mention, Stance
from ..model.claim import OWN_FORCES
from .evidence import Registry
from .independence import passage
from .names import plain
from .parties import called, government, kind
from .profile import ATTACKS, FIGHTERS, GENERAL, MEMBERS, PEOPLE, party, who
from .sites import sites
from .sources import Sources, Speaker, institution
from .stages import stages


def against_interest(claim: Claim, speaker: Speaker, sources: Sources) -> str | None:
    """Why an asserted claim hurts its speaker's own side, None where it does not or where nobody in it is known to be of that side.

    A side is hurt by losing or leaving a place, by its enemy's gains, by losses among its own fighters, and by harm that its own forces
    do to civilians, counted or told by what was hit: a hospital, a wedding; and by what its speaker calls admitted,
    but by no deed that it boasts of.
    """
    if claim.stance is not Stance.ASSERTED or not _tells_of_loss(claim):
        return None
    own = _Own(speaker, sources.pack, claim)
    did, suffered = any(map(own, claim.actors)), any(map(own, claim.targets))
    if claim.type is EventType.TERRITORY_LEFT and did:
        return f"{speaker.name} on its own side's withdrawal"
    if claim.type in _TAKING and claim.actors and not did and (suffered or own.lost(claim, sources)):
        return f"{speaker.name} on a place that its own side lost"
    if _fighters_fell(claim, own, did) or (not did and _its_own_fell(claim, speaker)):
        return f"{speaker.name} on its own side's losses"
    if claim.type in ATTACKS and did and _owns_up(claim, sources):
        return f"{speaker.name} on harm that its own side did"
    return None


def costs(claim: Claim, sources: Sources) -> str | None:
    """Why a claim hurts the side of one of its speakers, if it does."""
    return next((why for s in sources.speakers(claim) if (why := against_interest(claim, s, sources))), None)


_TAKING = (EventType.TERRITORY_GAINED, EventType.TERRITORY_HELD)

FALLING = ATTACKS | {EventType.ARMED_CLASH, EventType.CASUALTIES, EventType.ABDUCTION_OR_ARREST}
"""Types that tell of people who fell, or were taken prisoner."""


_ITS = pattern_of("parties", "its fighters")

LOST = ("killed", "injured", "detained", "fighters")
"""Counts of those who fell, or were taken prisoner."""


def _tells_of_loss(claim: Claim) -> bool:
    """Whether a claim tells of anything by which a side may be hurt: most do not, whoever speaks."""
    if claim.actors and (claim.type in _TAKING or claim.type in ATTACKS or claim.type is EventType.TERRITORY_LEFT):
        return True
    return claim.type in FALLING and any(c.what in LOST for c in claim.counts)


class _Own:
    """Tells whether somebody is of a speaker's own side: by the registry, as the forces of the state that speaks, or as read: "our forces"."""

    def __init__(self, speaker: Speaker, pack: Registry | None, claim: Claim) -> None:
        self.pack, self.side = pack, speaker.side
        self.state = None if speaker.own else government(speaker.name) or government(institution(speaker.name))
        self.name = None if speaker.own or not speaker.named else called(institution(speaker.name)).text
        self.alike = None if speaker.named else called(speaker.name)
        self._ours = {r.span for r in claim.reasons if r.span and r.rule == f"{OWN_FORCES} {speaker.name}"}
        self._some_rebel = self.side == "rebel" and self.alike is not None and not self.alike.names

    def __call__(self, mention: Mention) -> bool:
        if mention.span in self._ours or self._itself(mention):
            return True
        side = party(mention, self.pack) if self.side or self.state else None
        if side and side == self.side:
            theirs = called(mention.text)  # an officer without a name or land may be of any country's troops
            alike = self.alike is None or (theirs.land, theirs.names) == (self.alike.land, self.alike.names)
            return alike or side not in GENERAL
        if self._some_rebel and side and side not in GENERAL:
            # the pack that the report was read with knew the sides, and none tells now whose rebels the speaker's are
            return kind(mention.neutral or "") == self.side
        compare = self.side is None or side in (None, *GENERAL)
        return self.state is not None and compare and government(mention.text) == self.state

    def _itself(self, mention: Mention) -> bool:
        """Whether who speaks is told by the same name, which needs no registry: of "the army said" the army."""
        return self.name is not None and called(mention.text).text == self.name

    def lost(self, claim: Claim, sources: Sources) -> bool:
        """Whether a place that others took, from nobody who is named, was this side's: they are its enemies, or its speaker admits it."""
        if not (self.side or self.state) or claim.targets:
            return False
        sides = {party(m, self.pack) for m in claim.actors}
        enemies = self.pack is not None and any(self.pack.relation(self.side, s) == "opposed" for s in sides)
        return enemies or admitted(claim, sources)


_ADMITTING, _REFUSING, _BOASTING = (pattern_of("sources", name) for name in ("admitting", "refusing", "boasting"))


def _owns_up(claim: Claim, sources: Sources) -> bool:
    """Whether harm that the own side did speaks against it: done to civilians or called admitted, and not claimed as a feat."""
    boasts = _BOASTING.stands_in(" ".join(passage(claim, sources)))
    return admitted(claim, sources) or (_hurts_civilians(claim, sources.pack) and not boasts)


def admitted(claim: Claim, sources: Sources) -> bool:
    """Whether the sentence says that it is admitted, not only told."""
    words = " ".join(passage(claim, sources))
    return _ADMITTING.stands_in(words) and not _REFUSING.stands_in(words)


def _fighters_fell(claim: Claim, own: Callable[[Mention], bool], did: bool) -> bool:
    """Whether fighters of the own side are counted as lost: those whom a fight or a strike hit, or who are counted as its own; where that side struck, by its name."""
    fallen = [c for c in claim.counts if c.what in LOST]
    hit = [m for m in claim.targets if own(m)]
    if claim.type in (EventType.ARMED_CLASH, EventType.CASUALTIES) and fallen and hit:
        return True
    if claim.type not in FALLING or (claim.type is EventType.ABDUCTION_OR_ARREST and (did or _freed(claim))):
        return False
    armed = any(_are_fighters(m.text) for m in hit)
    return any(
        (hit or (own(Mention(c.who)) and (not did or _called_theirs(c))))
        if _are_fighters(c.who)
        else armed and _anybody(c.who)
        for c in fallen
    )


def _its_own_fell(claim: Claim, speaker: Speaker) -> bool:
    """Whether fighters are counted as lost whom the words call the speaker's: "the army said that nine of its soldiers fell", with nobody else named between."""
    if not speaker.named or speaker.own or claim.type not in FALLING or _freed(claim):
        return False
    if (
        not any(c.what in LOST and _are_fighters(c.who) for c in claim.counts)
        or (its := _ITS.search(claim.quote)) is None
    ):
        return False
    before = claim.quote[: its.start()]
    name = institution(speaker.name)
    article, _, rest = name.partition(" ")
    name = rest if rest and article.lower() in words_of("names", "articles") else name
    told = before.rpartition(name)[2] if name in before else before.lstrip()[1:]
    return not any(c.isupper() for c in told)


def _called_theirs(count: Count) -> bool:
    """Whether fallen fighters are called by the name of their side: who strikes, and counts "nine soldiers", may mean the other's."""
    party = called(count.who)
    return count.what != "fighters" and (party.proper or party.land is not None)


def _freed(claim: Claim) -> bool:
    return "freed" in stages(claim.type, claim.quote)


CIVIL = frozenset(("care", "school", "worship", "trade", "feast"))
"""Kinds of sites of which nobody boasts to have struck one."""


def _hurts_civilians(claim: Claim, pack: Registry | None) -> bool:
    """Whether others than fighters are counted as hurt, or a strike is said to have hit civilians or a site of theirs; of people killed who are the target, that says."""
    armed = any(_are_fighters(m.text, pack) for m in claim.targets)
    hurt = [c.who for c in claim.counts if c.what in ("killed", "injured")]
    if any(not _are_fighters(words, pack) and not (armed and _anybody(words)) for words in hurt):
        return True
    words = " ".join(m.text for m in claim.targets)
    return not armed and bool(PEOPLE & set(plain(words).split()) or CIVIL & sites(words))


def _anybody(words: str) -> bool:
    """Whether a count tells nothing of whom it is: people, others."""
    return set(plain(words).split()) <= MEMBERS


def _are_fighters(words: str, pack: Registry | None = None) -> bool:
    return bool(FIGHTERS & set(plain(words).split())) or who(words, pack) == "fighters"
