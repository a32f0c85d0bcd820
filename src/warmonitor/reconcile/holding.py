"""Which state of a place follows from the words said of it: the ruling, without regard to where the words come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ..model import Claim, Control, ControlStatus, Stance
from .evidence import Registry
from .parties import Party, Stand, called, stand
from .sources import Speaker
from .stages import taken_back

Holder = frozenset[Party]
"""Those who hold a place together."""

SAME_NEWS = 2
"""Days within which two statements on a place are about the same change and can contradict each other."""


ANSWERED = 14
"""Days within which who denies a loss answers who told of it, and does not tell that the place was taken back."""

_WITHOUT = ("entered", "part", "besieged")
"""Kinds of words on who does not hold a place, but fights in it or around it."""


class Word(NamedTuple):
    """What one source says of one place: `holder` holds it (None: left by `left`), from `since`, said of `day`; `name` as that party is shown.

    `told`: when its report came out (`date.min`: undated).
    """

    kind: str  # took, held, left, besieged, relieved, entered, part, denied
    holder: Holder | None
    name: str | None
    since: date | None
    day: date | None
    claim: Claim
    speaker: Speaker
    left: Holder | None = None
    told: date = date.min

    @property
    def back(self) -> bool:
        """Whether the place was taken from those who had taken it."""
        return self.kind == "took" and taken_back(self.claim)

    @property
    def order(self) -> tuple[date, int, str]:
        """On one day a place is held first, then left, then taken, then taken back."""
        return (self.day or date.min, 3 if self.back else {"held": 0, "left": 1}.get(self.kind, 2), self.claim.id)


class Camps:
    """Whether two holders can hold a place together: the same party, or sides that the registry calls allied."""

    def __init__(self, pack: Registry | None) -> None:
        self._relation = pack.relation if pack is not None else None
        self._stands: dict[tuple[Holder, Holder], frozenset[str | None]] = {}

    def one(self, a: Holder | None, b: Holder | None) -> bool:
        """Whether the two are one party, under whatever names."""
        if a == b or a is None or b is None:
            return a == b
        return "same" in (how := self._stand(a, b)) and "opposed" not in how

    def same(self, a: Holder | None, b: Holder | None) -> bool:
        """Whether they are one party, or allies."""
        if a == b or a is None or b is None:
            return a == b
        how = self._stand(a, b)
        return "opposed" not in how and bool(how & {"same", "allied"})

    def share(self, a: Holder | None, b: Holder | None) -> bool:
        """Whether any of one holder's parties is, or is allied to, one of the other's; reports name both sides of a fight in one breath."""
        if a is None or b is None:
            return a == b
        return bool(self._stand(a, b) & {"same", "allied"})

    def _stand(self, a: Holder, b: Holder) -> frozenset[str | None]:
        if (a, b) not in self._stands:
            self._stands[a, b] = frozenset(self._how(x, y) for x in a for y in b)
        return self._stands[a, b]

    def _how(self, a: Party, b: Party) -> str | None:
        """As the registry tells it of sides, else by names; that these are of two parties does not make them enemies."""
        if a.side and b.side and a.side != b.side:
            return self._relation(a.side, b.side) if self._relation else None
        return "same" if stand(a, b) is Stand.ONE else None


def judge(place: str, viewpoint: str, seen: Sequence[Word], changes: Sequence[Word], camps: Camps) -> Control:
    """The state that follows from the words (oldest first) of those whom a viewpoint trusts, and from those `changes` that they tell of."""
    if not changes:
        within = tuple(sorted({w.name for w in seen if w.kind in ("part", "entered") and w.name}))
        return Control(place, viewpoint, _unheld(seen), None, None, None, _last(seen), _ids(seen), within)
    newest = changes[-1]
    run = _run(changes, camps)
    rivals = [w for w in _latest_each(changes) if _rivals(w, newest, run) and w not in run]
    doubts = [
        w for w in seen
        if w.kind == "denied" and _meant(w, newest, camps) and _since(w, run) and not _comes_round(w, seen, newest, camps)
    ]  # fmt: skip
    others = [w for w in seen if w.kind in _WITHOUT and not camps.share(w.holder, newest.holder)]
    inside = [w for w in others if w.kind in ("entered", "part") and _later(w, newest)]
    besieging = [w for w in others if w.kind == "besieged" and _besieges(w, run) and not _relieved(w, seen)]
    gone = [w for w in seen if w.kind == "left" and _leaves_to(w, run, camps)]
    status = ControlStatus.HELD if newest.holder else ControlStatus.UNKNOWN
    if rivals or doubts or inside:
        status = ControlStatus.CONTESTED
    elif besieging:
        status = ControlStatus.BESIEGED
    names = [w.name for w in run if w.name]
    name = min(names, key=lambda n: (-names.count(n), _told_apart(n), len(n), n), default=None)
    return Control(
        place,
        viewpoint,
        status,
        name if newest.kind != "left" else None,
        _since_when(run),
        None,
        _last(run),
        _ids((*run, *gone, *rivals, *doubts, *inside, *besieging)),
        tuple(sorted({w.name for w in (*rivals, *inside, *besieging) if w.name})),
        name if newest.kind == "left" else None,
    )


def _since_when(run: Sequence[Word]) -> date | None:
    """The first day of a run: the earliest that is told; where captures are told of days that overlap, the first that all of these leave open."""
    taken = sorted((w.since, w.day) for w in run if w.kind == "took" and w.since and w.day)
    held = [w.since for w in run if w.kind != "took" and w.since]
    if not taken:
        return min(held, default=None)
    first, last = taken[0]
    for since, day in taken[1:]:
        if since <= last:
            first, last = since, min(last, day)
    return min([first, *held])


def _told_apart(name: str) -> int:
    """0 of a name that tells a party from others, 1 of a country's forces, 2 of "the rebels"."""
    party = called(name)
    return 0 if party.proper and party.names else 1 if party.land else 2


def _leaves_to(word: Word, run: Sequence[Word], camps: Camps) -> bool:
    """Whether one who says that somebody left tells of the change by which the holder came."""
    holder = run[-1].holder
    if holder is None or camps.share(holder, word.left):
        return False
    return any(same_days(word, w) for w in run)


def same_days(a: Word, b: Word) -> bool:
    """Whether two words are about the same change: their days overlap or lie close."""
    if a.day is None or b.day is None:
        return a.day is b.day
    return (max(a.since or a.day, b.since or b.day) - min(a.day, b.day)).days <= SAME_NEWS


def changes(seen: Sequence[Word], camps: Camps) -> list[Word]:
    """The words on who holds the place. That one who did not hold it has left changes nothing; one from whom it was taken owns up to it by leaving."""
    found: list[Word] = []
    taken: int | None = None  # where in them the last capture stands
    for word in seen:
        if word.kind == "took" and word.holder is None and _told_by_whom(word, seen):
            continue
        if word.kind == "left" and taken is not None and not camps.share(found[taken].holder, word.left):
            found = _owned_up(found, taken, word, camps)
            taken = max(n for n, w in enumerate(found) if w.kind == "took")
        holder = found[-1].holder if found else None
        if word.kind in ("took", "held") or (word.kind == "left" and (holder is None or camps.same(holder, word.left))):
            taken = len(found) if word.kind == "took" else taken
            found.append(word)
    return found


def _told_by_whom(fallen: Word, seen: Sequence[Word]) -> bool:
    """Whether another tells who took a place that somebody only says has fallen."""
    return any(w.kind == "took" and w.holder is not None and same_days(w, fallen) for w in seen)


def _owned_up(found: list[Word], taken: int, word: Word, camps: Camps) -> list[Word]:
    """The words without those by which somebody who left held a place still when, or since, it was taken."""
    day = found[taken].day
    return [
        w
        for n, w in enumerate(found)
        if not camps.same(w.holder, word.left) or not (n > taken or (w.kind == "held" and w.day == day))
    ]


def _run(changes: Sequence[Word], camps: Camps) -> list[Word]:
    """The newest word and those before it that agree, back to the last change that does not; a rival of the same day does not end it."""
    newest = changes[-1]
    run = [newest]
    for word in reversed(changes[:-1]):
        if camps.same(word.holder, newest.holder):
            run.append(word)
        elif word.day != newest.day or word.speaker.key == newest.speaker.key or _undone(word, newest):
            break
    return run[::-1]


def _rivals(word: Word, newest: Word, run: Sequence[Word]) -> bool:
    """Whether a source's last word stands against the newest.

    Of two captures the later counts, unless they are of one day. That a place is held by another stands against the last capture if said of
    the same day or later; a capture stands against being held by another if it was at most a little earlier.
    """
    if word.day is None or newest.day is None or word.kind == "left" or newest.kind == "left":
        return False
    if word.kind == "took" and newest.kind == "held" and all(w.kind == "held" for w in run):
        answers = all(w.claim.stance is Stance.DENIED for w in run)
        return (newest.day - word.day).days <= (ANSWERED if answers else SAME_NEWS)
    if _undone(word, newest):
        return False
    if word.kind == "held":
        taken = [w.day for w in run if w.day and w.kind == "took"]
        return word.day >= (max(taken) if taken else min(w.day for w in run if w.day))
    return word.day == newest.day


def _undone(word: Word, newest: Word) -> bool:
    """Whether one report tells a capture of a day and that the place was taken back on it."""
    return newest.back and word.kind == "took" and not word.back and word.claim.report_id == newest.claim.report_id


def _latest_each(changes: Sequence[Word]) -> list[Word]:
    """The last word of each source."""
    return list({word.speaker.key: word for word in changes}.values())


def _meant(denial: Word, newest: Word, camps: Camps) -> bool:
    """Whether a denial is of the newest holder's taking the place; one that names nobody is of anybody's, and so is one that somebody else left it."""
    if denial.holder is None:
        return newest.kind == "took" and (denial.left is None or not camps.share(denial.left, newest.holder))
    return camps.same(denial.holder, newest.holder)


def _since(denial: Word, run: Sequence[Word]) -> bool:
    """Whether a denial is of the days since the place changed hands; one of an unknown day may be of any, and says nothing of a known one."""
    start = min((w.since for w in run if w.since), default=None)
    return start is None or (denial.day is not None and denial.day >= start)


def _comes_round(denial: Word, seen: Sequence[Word], newest: Word, camps: Camps) -> bool:
    """Whether who denied a change says of a later day, or in a later report, that it came, or that the one before is gone."""
    return any(
        w.speaker.key == denial.speaker.key
        and ((w.day or date.min) > (denial.day or date.min) or (w.told > denial.told and same_days(w, denial)))
        and (w.kind in ("took", "held") and camps.same(w.holder, newest.holder) or w.kind == "left" and not camps.share(newest.holder, w.left))
        for w in seen
    )  # fmt: skip


def _relieved(siege: Word, seen: Sequence[Word]) -> bool:
    """Whether a siege is told to have ended on its last day or later."""
    return any(w.kind == "relieved" and (w.day or date.min) >= (siege.day or date.min) for w in seen)


def _later(word: Word, newest: Word) -> bool:
    """Whether a siege or a fight inside is told of the time since the place changed hands."""
    if word.day is None or newest.day is None:
        return newest.day is None
    return word.day >= newest.day if newest.kind == "held" else word.day > newest.day


def _besieges(siege: Word, run: Sequence[Word]) -> bool:
    """Whether a siege is told of the time since the place last changed hands; that its holder holds it still does not end it."""
    newest = run[-1]
    if newest.kind != "held" or siege.day is None or newest.day is None:
        return _later(siege, newest)
    taken = [w.day for w in run if w.kind == "took" and w.day]
    if taken:
        return siege.day > max(taken)
    return (min(w.since or newest.day for w in run) - siege.day).days <= SAME_NEWS


def _unheld(seen: Sequence[Word]) -> ControlStatus:
    kinds = {w.kind for w in seen}
    if kinds & {"part", "entered"}:
        return ControlStatus.CONTESTED
    besieged = any(w.kind == "besieged" and not _relieved(w, seen) for w in seen)
    return ControlStatus.BESIEGED if besieged else ControlStatus.UNKNOWN


def _last(words: Sequence[Word]) -> date | None:
    return max((w.day for w in words if w.day and w.kind != "denied"), default=None)


def _ids(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(w.claim.id for w in words))
