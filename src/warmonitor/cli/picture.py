"""The picture that follows from the claims: `control`."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from warmonitor.cli.arguments import Commands, command, day, filter_options, ledger_option, pack_option
from warmonitor.cli.asking import filter_of, open_ledger
from warmonitor.cli.terminal import OK, console


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    _add_control(commands)


def _add_control(commands: Commands) -> None:
    p = command(commands, "control", _control, "who is said to hold which place, from whose viewpoint", _CONTROL)
    p.add_argument("town", nargs="?", metavar="PLACE", help="one place, with its history; without it, all places")
    p.add_argument(
        "--viewpoint",
        default="all",
        metavar="V",
        help="whose word counts: all, cautious, source:NAME or side:NAME (default: all)",
    )
    p.add_argument("--on", type=day, metavar="DAY", help="who held it on this day (default: by the latest word)")
    ledger_option(p)
    filter_options(p, without=("until", "type", "source", "actor"))
    pack_option(p)
    p.add_argument("--json", action="store_true", help="the states as one JSON object")


def _control(o: Namespace) -> int:
    from warmonitor import api
    from warmonitor.views import holding

    with open_ledger(o) as ledger:
        found = holding.holdings(
            ledger, filter_of(o), o.town, viewpoint=o.viewpoint, on=o.on, pack=api.open_pack(o.pack)
        )
    if o.json:
        _print_json(found)
    else:
        holding.render(found, console())
    return OK


def _print_json(found: Any) -> None:
    from warmonitor.views.render_json import plain

    print(json.dumps(plain(found), ensure_ascii=False, indent=1))


_CONTROL = """\
Who is said to hold which place: held by whom, contested, besieged or unknown, since when, last
asserted when. One place is told with its history and with who says so; without one, all places.
The latest word counts; sources that differ about the same days make a place contested.

  warmonitor control "Khan Shaykhun" --pack syria
  warmonitor control --on 2019-08-30 --as-known-at 2019-08-30 --viewpoint cautious
  warmonitor control --viewpoint side:government --pack syria --pack examples/outlets.yml
  warmonitor control --place Idlib --viewpoint "source:Levant Conflict Observatory" --json"""
