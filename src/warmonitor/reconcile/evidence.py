"""What reconciling works on: claims, their reports, and what is known about speakers, handed in as data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from ..model import Claim, Judgement, Place, Report

if TYPE_CHECKING:
    from .sources import Sources


class KnownSide(Protocol):
    """A camp of the war."""

    @property
    def name(self) -> str: ...


class Known(Protocol):
    """Someone whom a conflict pack knows."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def side(self) -> str | None: ...


class KnownActor(Known, Protocol):
    """Who fights, governs or suffers; `kind` is ACLED's inter code, `countries` (ISO codes) where it acts, if that is known."""

    @property
    def kind(self) -> int: ...
    @property
    def countries(self) -> Sequence[str]: ...


class KnownSource(Known, Protocol):
    """Who speaks; `type` as in the pack (agency, broadcaster, …), `country` an ISO code, `reliability` A to F."""

    @property
    def type(self) -> str: ...
    @property
    def country(self) -> str | None: ...
    @property
    def ownership(self) -> str | None: ...
    @property
    def reliability(self) -> str | None: ...


class KnownPlace(Protocol):
    """A place of the war; `same` is the id by which the gazetteer has it, if it has."""

    @property
    def place(self) -> Place: ...
    @property
    def same(self) -> str | None: ...


class Registry(Protocol):
    """Who is who; a conflict pack satisfies it. `countries`: ISO codes, where the war is fought; `sides` by id, and in `camps` those of other wars too.

    `listed`: the places of the war, whether any claim names them or not.
    """

    @property
    def title(self) -> str: ...
    def __hash__(self) -> int:
        """What is worked out of a name is kept by registry."""

    @property
    def countries(self) -> Sequence[str]: ...
    @property
    def sides(self) -> Mapping[str, KnownSide]: ...
    @property
    def camps(self) -> Mapping[str, KnownSide]: ...
    @property
    def listed(self) -> Sequence[KnownPlace]: ...
    def known(self, id: str, /) -> KnownActor | None:
        """The actor with this id."""

    def actor(self, name: str, on: date | None = None, where: Collection[str] = (), /) -> KnownActor | None: ...
    def source(self, name: str, /) -> KnownSource | None: ...
    def relation(self, a: str | None, b: str | None, /) -> str | None:
        """How two sides stand: "same", "allied", "opposed", None where it is not known."""

    def wording(self, name: str, /) -> Sequence[str]:
        """The sides whose sources call an actor `name`, where that is a loaded term; none elsewhere."""


def published(claim: Claim, reports: Mapping[str, Report]) -> date:
    """The day on which the claim's report came out; what is undated counts as said before all else."""
    report = reports.get(claim.report_id)
    return (report.published if report else None) or date.min


@dataclass(frozen=True)
class Evidence:
    """Claims with the reports that they stand in.

    `copies`: groups of ids of reports that are one text. `pack`: the registry of speakers and actors, if any.
    A report that is missing from `reports` counts as undated, without outlet and text.
    """

    claims: Sequence[Claim]
    reports: Mapping[str, Report] = field(default_factory=dict)
    pack: Registry | None = None
    judgements: Sequence[Judgement] = ()
    copies: Iterable[frozenset[str]] = ()

    @cached_property
    def sources(self) -> Sources:
        """Who speaks in it: one for all who ask, as it remembers what it has looked up."""
        from .sources import Sources

        return Sources.of(self)
