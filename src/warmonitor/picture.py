"""The picture that follows from a ledger, for programs: what the commands of the same names tell. Heavy parts are imported by the call that needs them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warmonitor.ground.packs import Pack
    from warmonitor.ledger import Filter, Ledger
    from warmonitor.views.diff import Diff
    from warmonitor.views.holding import Holdings
    from warmonitor.views.numbers import Series
    from warmonitor.views.wordings import Used

Packs = str | Sequence[str]
"""The name of a conflict pack, or the path of one, or several of them; none by default."""


def control(
    ledger: Ledger,
    place: str | None = None,
    *,
    viewpoint: str = "all",
    on: date | None = None,
    wanted: Filter | None = None,
    pack: Packs = (),
) -> Holdings:
    """Who is said to hold `place`, with its history up to `on`; without a place, who is said to hold every place on that day.

    `viewpoint`: `all`, `cautious` (two independent sources, or one against its interest), `source:NAME`, `side:NAME`. `wanted` narrows the claims;
    its `as_known_at` gives the picture as known on a day. Raises UserError for an unknown viewpoint or pack.
    """
    from warmonitor.ledger import Filter
    from warmonitor.views.holding import holdings

    return holdings(ledger, wanted or Filter(), place, viewpoint=viewpoint, on=on, pack=_pack(pack))


def wording(
    ledger: Ledger, actor: str | None = None, *, wanted: Filter | None = None, pack: Packs = ()
) -> tuple[Used, ...]:
    """What each outlet, and each speaker quoted, calls each actor (or one, by any name), each change of hands and each death, with counts and examples."""
    from warmonitor.ledger import Filter
    from warmonitor.views.gathering import gather
    from warmonitor.views.wordings import used

    return used(gather(ledger, wanted or Filter(), _pack(pack)), actor)


def series(
    ledger: Ledger,
    what: Sequence[str] = ("displaced", "killed", "injured"),
    who: Sequence[str] = ("people", "fighters"),
    *,
    rule: str = "median",
    by: str = "month",
    wanted: Filter | None = None,
    pack: Packs = (),
) -> tuple[Series, ...]:
    """How many, over time: every independent source's number for every incident, and totals by `day`, `month` or `year`.

    Of an incident's sources `rule` (`lowest`, `median`, `highest`) makes one range; a total names what it leaves out as it may overlap what it counts.
    Raises KeyError for an unknown rule or period.
    """
    from warmonitor.ledger import Filter
    from warmonitor.views import numbers
    from warmonitor.views.gathering import gather

    return numbers.series(gather(ledger, wanted or Filter(), _pack(pack)), what, who, rule=rule, by=by)


def diff(ledger: Ledger, first: date, second: date, *, wanted: Filter | None = None, pack: Packs = ()) -> Diff:
    """What is known on the second day and was not on the first: incidents new, corrected, withdrawn or further attested; places held otherwise.

    Raises UserError where the first day is not the earlier one.
    """
    from warmonitor.ledger import Filter
    from warmonitor.views import diff as view

    return view.diff(ledger, first, second, wanted or Filter(), pack=_pack(pack))


def _pack(names: Packs) -> Pack | None:
    from warmonitor.api import open_pack

    return open_pack([names] if isinstance(names, str) else names)
