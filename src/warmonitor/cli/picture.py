"""The picture that follows from the claims: `control`, `wording`, `series`, `diff`, and what people decide on it: `link`, `unlink`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from warmonitor.cli.arguments import Commands, command, day, filter_options, ledger_option, name, pack_option
from warmonitor.cli.asking import filter_of, open_ledger, tell_misses
from warmonitor.cli.terminal import OK, console, plain

if TYPE_CHECKING:
    from warmonitor.model import Judgement


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    _add_control(commands)
    p = command(commands, "wording", _wording, "what each source calls each actor, change of hands and death", _WORDING)
    p.add_argument(
        "who", nargs="?", type=name, metavar="ACTOR", help="one actor, by any name, with examples; without it, all"
    )
    _options(p, without=("actor",))
    _add_series(commands)
    _add_diff(commands)
    _add_link(commands)


def _options(p: ArgumentParser, *, without: tuple[str, ...] = ()) -> None:
    ledger_option(p)
    filter_options(p, without=without)
    pack_option(p)
    p.add_argument("--json", action="store_true", help="one JSON object or list")


def _add_control(commands: Commands) -> None:
    p = command(commands, "control", _control, "who is said to hold which place, from whose viewpoint", _CONTROL)
    p.add_argument(
        "town", nargs="?", type=name, metavar="PLACE", help="one place, with its history; without it, all places"
    )
    p.add_argument(
        "--viewpoint",
        default="all",
        metavar="V",
        help="whose word counts: all, cautious, source:NAME or side:NAME (default: all)",
    )
    p.add_argument("--on", type=day, metavar="DAY", help="who held it on this day (default: by the latest word)")
    _options(p, without=("until", "type", "source", "actor"))


def _add_series(commands: Commands) -> None:
    p = command(commands, "series", _series, "how many displaced, killed, injured over time, as ranges", _SERIES)
    p.add_argument(
        "--what",
        action="append",
        choices=("displaced", "killed", "injured", "detained", "hosted"),
        help="what is counted; may be given several times (default: displaced, killed, injured)",
    )
    p.add_argument(
        "--who",
        action="append",
        type=name,
        metavar="WHOM",
        help="of whom, such as children; may be given several times (default: people, fighters and families, apart)",
    )
    p.add_argument(
        "--by", choices=("day", "week", "month", "year"), default="month", help="the periods (default: month)"
    )
    p.add_argument(
        "--rule",
        choices=("lowest", "median", "highest"),
        default="median",
        help="which of an incident's independent sources counts (default: median)",
    )
    _options(p)


def _add_diff(commands: Commands) -> None:
    p = command(commands, "diff", _diff, "what changed between what was known on two days", _DIFF)
    for nth in ("first", "second"):
        p.add_argument(nth, type=day, metavar="DAY", help="a day on which one could have asked, the earlier one first")
    ledger_option(p)
    filter_options(p, without=("as_known_at",))
    pack_option(p)
    p.add_argument(
        "--format", choices=("terminal", "md", "json"), default="terminal", help="how to write it (default: terminal)"
    )
    p.add_argument("--json", action="store_const", dest="format", const="json", help="the same as --format json")


def _add_link(commands: Commands) -> None:
    p = command(commands, "link", _link, "say that two claims tell of one event, or of two", _LINK)
    for nth in ("first", "second"):
        p.add_argument(nth, type=name, metavar="CLAIM", help="a claim's id, or the beginning of the part after its #")
    which = p.add_mutually_exclusive_group(required=True)
    which.add_argument("--same", action="store_true", help="they tell of one event")
    which.add_argument("--different", action="store_true", help="they tell of two events")
    _judging_options(p)
    p = command(commands, "unlink", _unlink, "take back what was said with `link`", _UNLINK)
    p.add_argument(
        "judgement", nargs="?", type=name, metavar="JUDGEMENT", help="its id; without it, those that stand are listed"
    )
    _judging_options(p)


def _judging_options(p: ArgumentParser) -> None:
    p.add_argument("--by", metavar="NAME", help="who decides this (default: your user name)")
    p.add_argument("--why", default="", metavar="TEXT", help="why, for whoever reads it later")
    ledger_option(p)
    p.add_argument("--json", action="store_true", help="the judgement as one JSON object")


def _control(o: Namespace) -> int:
    from warmonitor import picture
    from warmonitor.views import holding

    with open_ledger(o) as ledger:
        wanted = filter_of(o)
        found = picture.control(ledger, o.town, viewpoint=o.viewpoint, on=o.on, wanted=wanted, pack=o.pack)
        if not found.states:
            source = found.viewpoint.removeprefix("source:") if found.viewpoint.startswith("source:") else None
            tell_misses(ledger, replace(wanted, place=o.town or wanted.place, source=source))
    if o.json:
        _print_json(found)
    else:
        holding.render(found, console())
    return OK


def _wording(o: Namespace) -> int:
    from warmonitor import picture
    from warmonitor.views import wordings

    with open_ledger(o) as ledger:
        wanted = filter_of(o)
        rows = picture.wording(ledger, o.who, wanted=wanted, pack=o.pack)
        if not rows:
            tell_misses(ledger, replace(wanted, actor=o.who))
    if o.json:
        _print_json(rows)
    elif rows:
        wordings.render(rows, console(), examples=o.who is not None)
    else:
        print(plain(f"No wording of {o.who}." if o.who else "No claims."), file=sys.stderr)
    return OK


def _series(o: Namespace) -> int:
    from warmonitor import picture
    from warmonitor.views import numbers

    asked = (o.what or numbers.SHOWN, o.who or numbers.WHO)
    with open_ledger(o) as ledger:
        wanted = filter_of(o)
        found = picture.series(ledger, *asked, rule=o.rule, by=o.by, wanted=wanted, pack=o.pack)
        if not found:
            tell_misses(ledger, wanted)
    if o.json:
        _print_json(found)
    elif found:
        numbers.render(found, console())
    else:
        print("No numbers.", file=sys.stderr)
    return OK


def _diff(o: Namespace) -> int:
    from warmonitor import picture
    from warmonitor.views import render_diff

    with open_ledger(o) as ledger:
        wanted = filter_of(o)
        found = picture.diff(ledger, o.first, o.second, wanted=wanted, pack=o.pack)
        if not found.claims:
            tell_misses(ledger, replace(wanted, as_known_at=o.second))
    if o.format == "json":
        _print_json(found)
    elif o.format == "md":
        sys.stdout.write(render_diff.as_markdown(found))
    else:
        render_diff.terminal(found, console())
    return OK


def _link(o: Namespace) -> int:
    from warmonitor import judging

    with open_ledger(o) as ledger:
        made = judging.link(ledger, o.first, o.second, same=o.same, by=_by(o), why=o.why)
    return _say(made, o, "linked" if o.same else "kept apart")


def _unlink(o: Namespace) -> int:
    from warmonitor import judging

    with open_ledger(o) as ledger:
        if o.judgement is None:
            found = judging.standing(ledger)
            if o.json:
                _print_json(found)
            else:
                print("\n".join(map(_told, found)) or "No judgement stands.")
            return OK
        made = judging.unlink(ledger, o.judgement, by=_by(o), why=o.why)
    return _say(made, o, f"{made.undoes} taken back")


def _by(o: Namespace) -> str:
    import getpass

    return o.by or getpass.getuser()


def _say(made: Judgement, o: Namespace, what: str) -> int:
    if o.json:
        _print_json(made)
    else:
        print(plain(f"{what}: {' and '.join(made.claims)} (judgement {made.id})"))
    return OK


def _told(made: Judgement) -> str:
    note = f": {made.note}" if made.note else ""
    return plain(f"{made.id}  {made.decision}  {' '.join(made.claims)}  by {made.by}, {made.at:%Y-%m-%d %H:%M}{note}")


def _print_json(found: Any) -> None:
    from warmonitor.views.render_json import indented

    print(indented(found))


_CONTROL = """\
Who is said to hold which place: held by whom, contested, besieged or unknown, since when, last
asserted when. One place is told with its history and with who says so; without one, all places.
The latest word counts; sources that differ about the same days make a place contested.

  warmonitor control "Khan Shaykhun" --pack syria
  warmonitor control --on 2019-08-30 --as-known-at 2019-08-30 --viewpoint cautious
  warmonitor control --viewpoint side:government --pack syria --pack examples/outlets.yml
  warmonitor control --place Idlib --viewpoint "source:Levant Conflict Observatory" --json"""

_WORDING = """\
What each outlet calls each actor, each place that changes hands and each death, with how often;
the outlet's own words apart from those of speakers whom it quotes. One actor is told with examples.

  warmonitor wording "Syrian army" --pack syria
  warmonitor wording --outlet "Jasmine State News Agency" --since 2020-01-01 --json"""

_SERIES = """\
How many are said to be displaced, killed and injured over time: every independent source's number
for every incident, and totals by day, week, month or year. Of an incident's sources one rule makes one
range (lowest, median, highest); incidents that may contain each other are not added, and said so.

  warmonitor series --what displaced --by month
  warmonitor series --what killed --who fighters --rule lowest --place Idlib --json"""

_DIFF = """\
What is known on one day and was not known on an earlier one: incidents that are new, corrected or
withdrawn by their sources, or told of by further ones, and places said to be held otherwise.

  warmonitor diff 2019-08-29 2019-08-31 --pack syria
  warmonitor diff 2020-01-26 2020-01-29 --place Idlib --format md > since-sunday.md"""

_LINK = """\
Say that two claims tell of one event, or of two. It overrules what warmonitor found, is kept with
your name and the time, and can be taken back with `unlink`; nothing in the ledger is changed.

  warmonitor link 3fa1c07be29d 77ab0419cc02 --same --why "one strike, two names of the quarter"
  warmonitor link 3fa1c07be29d 0c55d1e9a7b3 --different --by Coder-2"""

_UNLINK = """\
Take back a judgement: what it overruled holds again. Without one, those that stand are listed.

  warmonitor unlink
  warmonitor unlink 9be41f02 --why "the second report corrects itself" --by Coder-2"""
