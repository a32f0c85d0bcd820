"""The picture kept up to date: incidents that change only where new claims touch them.

A `Picture` fed piece by piece is the same as one built at once from everything: claims are linked by the same keys and scores, and the groups that a new claim
can reach are formed anew from nothing. Groups reach each other only along links, so the rest can stay as it is. Claims are held by number, links and groups only
where there are some, and an incident is put together when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..model import Claim, Incident, Judgement, Report
from .blocks import entries, limit
from .cluster import FORBIDDEN, cluster
from .evidence import Evidence, Registry
from .features import LINK, forbidden, likeness
from .incidents import assemble, by_day
from .index import Columns, Index, candidates
from .judged import effective, links
from .profile import Profile, profile
from .sources import Sources, representatives

BULK = 4
"""Where one claim in so many is new, the index is filled anew instead of being added to."""


class Picture:
    """The incidents of all claims that were added. Nothing is ever read from outside; the caller adds what has come in."""

    def __init__(self, pack: Registry | None = None) -> None:
        self.pack = pack
        self._reports: dict[str, Report] = {}
        self._number: dict[str, int] = {}  # claim id → its number
        self._raw: list[Claim] = []  # by number, as added
        self._profiles: list[Profile | None] = []  # by number; None for a claim that was rejected
        self._index = Index()
        self._links: dict[int, set[int]] = {}
        self._head: dict[int, int] = {}  # claim → first claim of its group, where the group has several
        self._members: dict[int, list[int]] = {}  # the groups of several, by their first claim
        self._judgements: list[Judgement] = []
        self._sources = Sources({}, pack)

    @classmethod
    def of(cls, evidence: Evidence) -> Picture:
        picture = cls(evidence.pack)
        picture.add(evidence.claims, evidence.reports, judgements=evidence.judgements, copies=evidence.copies)
        return picture

    def add(
        self,
        claims: Iterable[Claim],
        reports: Mapping[str, Report],
        *,
        judgements: Sequence[Judgement] = (),
        copies: Iterable[frozenset[str]] | None = None,
    ) -> list[str]:
        """Take in claims with their reports, further judgements, and the groups of copies as they now are; a claim of each incident that changed.

        A claim that is there already is replaced. Cost grows with the claims added and the groups that they touch.
        """
        self._reports.update(reports)
        touched = {self._take_in(claim) for claim in claims}
        if judgements:
            self._judgements += judgements
            touched |= {self._number[c] for j in self._judgements for c in j.claims if c in self._number}
        touched |= self._learn_copies(copies)
        return [self._raw[n].id for n in self._rebuild(touched)]

    def incidents(self) -> list[Incident]:
        """All incidents, by day and id."""
        return sorted(map(self._incident, self._heads()), key=by_day)

    def incident(self, claim: str) -> Incident | None:
        """The incident that a claim stands in; None where there is no such claim, or where it was rejected."""
        number = self._number.get(claim)
        return (
            None if number is None or self._profiles[number] is None else self._incident(self._head.get(number, number))
        )

    def _heads(self) -> Iterator[int]:
        return (n for n, p in enumerate(self._profiles) if p is not None and self._head.get(n, n) == n)

    def _incident(self, head: int) -> Incident:
        return assemble([self._profile(n) for n in self._members.get(head, (head,))], self._sources)

    def _profile(self, number: int) -> Profile:
        found = self._profiles[number]
        assert found is not None
        return found

    def _take_in(self, claim: Claim) -> int:
        number = self._number.setdefault(claim.id, len(self._raw))
        if number == len(self._raw):
            self._raw.append(claim)
            self._profiles.append(None)
        self._raw[number] = claim
        return number

    def _learn_copies(self, copies: Iterable[frozenset[str]] | None) -> set[int]:
        """Take over the groups of copies; the claims of reports whose group changed."""
        before = self._sources.copies
        after = before if copies is None else representatives(copies)
        self._sources = Sources(self._reports, self.pack, after)
        changed = {r for r in before.keys() | after.keys() if before.get(r) != after.get(r)}
        return {n for n, c in enumerate(self._raw) if c.report_id in changed} if changed else set()

    def _rebuild(self, touched: set[int]) -> list[int]:
        """Link and group what the touched claims reach; the first claims of the groups that came of it."""
        bulk = len(touched) * BULK > len(self._raw)
        stale = self._index_anew(touched) if bulk else self._index_also(touched)
        live = {n for n in stale if self._profiles[n] is not None}
        same, different = links(self._judgements)
        musts, bars = self._numbered(same), self._numbered(different)
        if bulk:
            self._link_all()
        else:
            for number in sorted(live):
                self._link(number)
        region = self._reach(live, musts)
        for number in region | stale:
            self._members.pop(self._head.pop(number, -1), None)
        return [self._form(group) for part in self._parts(region, musts) for group in self._grouped(part, musts, bars)]

    def _numbered(self, judged: Iterable[tuple[str, str]]) -> dict[int, set[int]]:
        """Judged pairs by number, each way."""
        found: dict[int, set[int]] = {}
        for a, b in judged:
            if a in self._number and b in self._number:
                found.setdefault(self._number[a], set()).add(self._number[b])
                found.setdefault(self._number[b], set()).add(self._number[a])
        return found

    # The index of keys

    def _index_anew(self, touched: set[int]) -> set[int]:
        for number, made in self._made(touched):
            self._profiles[number] = made
        self._index.fill((n, entries(p)) for n, p in enumerate(self._profiles) if p is not None)
        return set(range(len(self._raw)))

    def _index_also(self, touched: set[int]) -> set[int]:
        """Index the touched claims; those to be linked anew, for these and where a key came to count or to count no longer."""
        stale = set(touched)
        for number in touched:
            stale |= self._links.get(number, set())
            stale.update(self._members.get(self._head.get(number, number), ()))
        old = {n: entries(p) for n in touched if (p := self._profiles[n]) is not None}
        made = dict(self._made(touched))
        new = {n: entries(p) for n, p in made.items() if p is not None}
        counted = {e >> 1: True for mine in (*old.values(), *new.values()) for e in mine}
        counted = {key: self._counts(key) for key in counted}
        for number in touched:
            self._index.remove(number, old.get(number, ()))
            self._profiles[number] = made[number]
            self._index.add(number, new.get(number, ()))
        for key, before in counted.items():
            if before != self._counts(key):
                loud, quiet = self._index.sharing(key)
                stale |= loud | quiet
        return stale

    def _counts(self, key: int) -> bool:
        return sum(map(len, self._index.sharing(key))) <= limit(key)

    def _made(self, touched: set[int]) -> Iterator[tuple[int, Profile | None]]:
        """The touched claims prepared, as people left them; None for rejected ones."""
        left = {c.id: c for c in effective((self._raw[n] for n in sorted(touched)), self._judgements)}
        for number in touched:
            claim = left.get(self._raw[number].id)
            yield number, profile(claim, self._reports.get(claim.report_id), self.pack) if claim is not None else None

    # Links

    def _link_all(self) -> None:
        self._links.clear()
        for a, b in candidates(self._index, Columns(self._profiles)):
            if self._like(a, b) > LINK:
                self._links.setdefault(a, set()).add(b)
                self._links.setdefault(b, set()).add(a)

    def _link(self, number: int) -> None:
        """Find the links of a claim anew."""
        for other in self._links.pop(number, ()):
            self._unlink(other, number)
        found = {
            n for n in self._index.partners(entries(self._profile(number))) - {number} if self._like(number, n) > LINK
        }
        if found:
            self._links[number] = found
        for other in found:
            self._links.setdefault(other, set()).add(number)

    def _unlink(self, number: int, other: int) -> None:
        mine = self._links.get(number, set())
        mine.discard(other)
        if not mine:
            self._links.pop(number, None)

    def _like(self, a: int, b: int) -> float:
        first, second = self._profile(a), self._profile(b)
        if second.claim.id < first.claim.id:
            first, second = second, first
        return FORBIDDEN if forbidden(first, second) else likeness(first, second)

    # Groups

    def _near(self, number: int, musts: Mapping[int, set[int]]) -> set[int]:
        near = self._links.get(number, set()) | musts.get(number, set())
        return {n for n in near if self._profiles[n] is not None}

    def _reach(self, start: set[int], musts: Mapping[int, set[int]]) -> set[int]:
        """The claims that links, judgements and old groups join to the given ones."""
        seen, waiting = set(start), list(start)
        while waiting:
            number = waiting.pop()
            old = self._members.get(self._head.get(number, number), ())
            fresh = (self._near(number, musts) | {n for n in old if self._profiles[n] is not None}) - seen
            seen |= fresh
            waiting += fresh
        return seen

    def _parts(self, region: set[int], musts: Mapping[int, set[int]]) -> Iterator[list[int]]:
        """The region in parts between which there are no links, each in the order of the claims' ids."""
        left = set(region)
        for start in sorted(region):
            if start in left:
                left.discard(start)
                part, waiting = [start], [start]
                while waiting:
                    fresh = self._near(waiting.pop(), musts) & left
                    left -= fresh
                    part += fresh
                    waiting += fresh
                yield sorted(part, key=lambda n: self._raw[n].id)

    def _grouped(
        self, part: Sequence[int], musts: Mapping[int, set[int]], bars: Mapping[int, set[int]]
    ) -> list[list[int]]:
        if len(part) == 1:
            return [list(part)]
        at = {n: i for i, n in enumerate(part)}
        known: dict[tuple[int, int], float] = {}

        def like(i: int, j: int) -> float:
            if (i, j) not in known:
                barred = part[j] in bars.get(part[i], ())
                known[i, j] = FORBIDDEN if barred else self._like(part[i], part[j])
            return known[i, j]

        edges = [
            (i, at[o])
            for i, n in enumerate(part)
            for o in self._links.get(n, ())
            if at[o] > i and like(i, at[o]) > LINK
        ]
        must = [(i, at[o]) for i, n in enumerate(part) for o in musts.get(n, ()) if o in at and at[o] > i]
        apart = [(i, at[o]) for i, n in enumerate(part) for o in bars.get(n, ()) if o in at and at[o] > i]
        groups = cluster(range(len(part)), edges, like, threshold=LINK, must=must, apart=apart)
        return [[part[i] for i in group] for group in groups]

    def _form(self, group: list[int]) -> int:
        head = group[0]
        if len(group) > 1:
            self._members[head] = group
            self._head.update(dict.fromkeys(group, head))
        return head
