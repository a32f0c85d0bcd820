"""The picture kept up to date: incidents that change only where new claims touch them.

A `Picture` fed piece by piece is the same as one built at once from everything: claims are linked by the same keys and scores, and the groups that a new claim
can reach are formed anew from nothing. Groups reach each other only along links, so the rest can stay as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..model import Claim, Incident, Judgement, Report
from .blocks import LARGEST, asked, listed, timeless
from .cluster import FORBIDDEN, cluster
from .evidence import Evidence, Registry
from .features import LINK, forbidden, likeness
from .incidents import assemble, by_day
from .judged import effective, links
from .profile import Profile, profile
from .sources import Sources, representatives


class Picture:
    """The incidents of all claims that were added. Nothing is ever read from outside; the caller adds what has come in."""

    def __init__(self, pack: Registry | None = None) -> None:
        self.pack = pack
        self._reports: dict[str, Report] = {}
        self._raw: dict[str, Claim] = {}
        self._profiles: dict[str, Profile] = {}
        self._blocks: dict[str, list[str]] = {}
        self._links: dict[str, set[str]] = {}
        self._group: dict[str, str] = {}  # claim → first claim of its group
        self._members: dict[str, list[str]] = {}
        self._made: dict[str, Incident] = {}
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
    ) -> list[Incident]:
        """Take in claims with their reports, further judgements, and the groups of copies as they now are; the incidents that changed.

        A claim that is there already is replaced. Cost grows with the claims added and the groups that they touch.
        """
        new = {c.id: c for c in claims}
        self._raw.update(new)
        self._reports.update(reports)
        touched = set(new)
        if judgements:
            self._judgements += judgements
            touched |= {c for j in self._judgements for c in j.claims if c in self._raw}
        touched |= self._learn_copies(copies)
        return self._rebuild(touched)

    def incidents(self) -> list[Incident]:
        """All incidents, by day and id."""
        return sorted(self._made.values(), key=by_day)

    def _learn_copies(self, copies: Iterable[frozenset[str]] | None) -> set[str]:
        """Take over the groups of copies; the claims of reports whose group changed."""
        before = self._sources.copies
        after = before if copies is None else representatives(copies)
        self._sources = Sources(self._reports, self.pack, after)
        changed = {r for r in before.keys() | after.keys() if before.get(r) != after.get(r)}
        return {c.id for c in self._raw.values() if c.report_id in changed} if changed else set()

    def _rebuild(self, touched: set[str]) -> list[Incident]:
        stale: set[str] = set(touched)
        for claim in touched & self._profiles.keys():
            stale |= self._take_out(claim)
        for fresh in effective((self._raw[c] for c in sorted(touched)), self._judgements):
            stale |= self._put_in(fresh)
        for claim in sorted(stale & self._profiles.keys()):
            self._link(claim)
        same, different = links(self._judgements)
        region = self._reach(stale & self._profiles.keys(), same)
        gone = {self._group.pop(c) for c in region | stale if c in self._group}
        for group in gone:
            self._made.pop(group, None)
            self._members.pop(group, None)
        return [self._form(group) for group in self._grouped(sorted(region), same, different)]

    def _take_out(self, claim: str) -> set[str]:
        """Forget a claim; the claims to be linked anew, where a block has become small enough to count."""
        stale = set(self._links.pop(claim, ()))
        for other in stale:
            self._links[other].discard(claim)
        group = self._members.get(self._group.get(claim, ""), [])
        stale.update(group)
        for key in set(listed(self._profiles.pop(claim))):
            block = self._blocks[key]
            block.remove(claim)
            if len(block) == LARGEST:
                stale |= self._users(key)
        return stale - {claim}

    def _put_in(self, claim: Claim) -> set[str]:
        """Index a claim; the claims to be linked anew, where a block has become too large to count."""
        report = self._reports.get(claim.report_id)
        day = report.published.toordinal() if report and report.published else None
        self._profiles[claim.id] = made = profile(claim, day, self.pack)
        stale = {claim.id}
        for key in set(listed(made)):
            block = self._blocks.setdefault(key, [])
            block.append(claim.id)
            if len(block) == LARGEST + 1:
                stale |= self._users(key)
        return stale

    def _users(self, key: str) -> set[str]:
        """The claims that find others by a key: those that have it, and claims without any day that ask for it."""
        kind, _, rest = key.partition("|")
        return {*self._blocks[key], *(self._blocks.get(f"timeless|{rest}", ()) if kind == "dated" else ())}

    def _link(self, claim: str) -> None:
        """Find the links of a claim anew."""
        for other in self._links.get(claim, ()):
            self._links[other].discard(claim)
        mine = self._profiles[claim]
        partners = {c for key in set(asked(mine)) if len(block := self._blocks.get(key, [])) <= LARGEST for c in block}
        partners.discard(claim)
        if not timeless(mine):
            partners |= self._askers(mine)
        found = {c for c in partners if self._like(claim, c) > LINK}
        self._links[claim] = found
        for other in found:
            self._links.setdefault(other, set()).add(claim)

    def _askers(self, mine: Profile) -> set[str]:
        """Claims without any day that would look this one up."""
        wanted = {
            k.removeprefix("dated|")
            for k in listed(mine)
            if k.startswith("dated|") and len(self._blocks.get(k, ())) <= LARGEST
        }
        return {c for k in wanted for c in self._blocks.get(f"timeless|{k}", ())} - {mine.claim.id}

    def _like(self, a: str, b: str) -> float:
        first, second = self._profiles[min(a, b)], self._profiles[max(a, b)]
        return FORBIDDEN if forbidden(first, second) else likeness(first, second)

    def _reach(self, start: set[str], same: Iterable[tuple[str, str]]) -> set[str]:
        """The claims that links, judgements and old groups join to the given ones."""
        judged: dict[str, set[str]] = {}
        for a, b in same:
            judged.setdefault(a, set()).add(b)
            judged.setdefault(b, set()).add(a)
        seen, waiting = set(start), list(start)
        while waiting:
            claim = waiting.pop()
            near = (
                self._links.get(claim, set())
                | judged.get(claim, set())
                | set(self._members.get(self._group.get(claim, ""), ()))
            )
            fresh = (near & self._profiles.keys()) - seen
            seen |= fresh
            waiting += fresh
        return seen

    def _grouped(
        self, region: list[str], same: Iterable[tuple[str, str]], different: Iterable[tuple[str, str]]
    ) -> list[list[str]]:
        at = {c: i for i, c in enumerate(region)}
        apart = {(min(at[a], at[b]), max(at[a], at[b])) for a, b in different if a in at and b in at}
        must = [(min(at[a], at[b]), max(at[a], at[b])) for a, b in same if a in at and b in at]
        known: dict[tuple[int, int], float] = {}

        def like(i: int, j: int) -> float:
            if (i, j) not in known:
                known[i, j] = FORBIDDEN if (i, j) in apart else self._like(region[i], region[j])
            return known[i, j]

        edges = [
            (i, at[other]) for i, claim in enumerate(region) for other in sorted(self._links.get(claim, ()))
            if at[other] > i and like(i, at[other]) > LINK
        ]  # fmt: skip
        return [[region[i] for i in g] for g in cluster(range(len(region)), edges, like, threshold=LINK, must=must)]

    def _form(self, group: list[str]) -> Incident:
        self._members[group[0]] = group
        self._group.update(dict.fromkeys(group, group[0]))
        made = assemble([self._profiles[c] for c in group], self._sources)
        self._made[group[0]] = made
        return made
