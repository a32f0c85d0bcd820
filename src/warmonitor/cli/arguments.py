"""What the commands' options have in common. Imports nothing but the types, as every start waits for it."""

from __future__ import annotations

import os
from argparse import ArgumentParser, HelpFormatter, Namespace, _SubParsersAction
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NoReturn, TypeAlias

from warmonitor.model import EventType, UserError

DEFAULT_LEDGER = "warmonitor.db"


def day(text: str) -> date:
    """An ISO day; UserError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is no day; write it as 2020-01-26") from None


def share(text: str) -> float:
    """A number from 0 to 1; UserError where it is none."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise UserError(f"{text!r} is no confidence; give a number from 0 to 1")
    return value


def amount(text: str) -> int:
    """A whole number from 0; UserError where it is none."""
    if not text.strip().isdecimal():
        raise UserError(f"{text!r} is no amount; give a whole number, 0 or more")
    return int(text)


def jobs(text: str) -> int:
    """A whole number from 1; UserError where it is none."""
    if not text.strip().isdecimal() or not int(text):
        raise UserError(f"{text!r} is no number of processes; give a whole number, 1 or more")
    return int(text)


def name(text: str) -> str:
    """A name that is none of blanks alone; UserError where it is."""
    if not text.strip():
        raise UserError("an empty name names nothing; give one, or leave it out")
    return text


def event_type(text: str) -> EventType:
    """An event type of the codebook; UserError that names them where it is none."""
    try:
        return EventType("_".join(text.lower().replace("-", " ").replace("_", " ").split()))
    except ValueError:
        raise UserError(f"{text!r} is no event type; there are {', '.join(EventType)}") from None


class Parser(ArgumentParser):
    """Raises UserError for a mistake, which is then told in one line like every other."""

    def error(self, message: str) -> NoReturn:
        raise UserError(f"{message}; try `{self.prog} --help`")


class Help(HelpFormatter):
    """Paragraphs wrapped to the terminal's width; lines that start with blanks, as examples do, stay as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        kept, prose = list[str](), list[str]()
        for line in (*text.splitlines(), ""):
            if line and not line.startswith(" "):
                prose.append(line)
                continue
            kept += [super()._fill_text(" ".join(prose), width, indent)] if prose else []
            kept += [indent + line]
            prose.clear()
        return "\n".join(kept).rstrip()


Commands: TypeAlias = "_SubParsersAction[Parser]"  # the class takes no parameter where it runs


def command(commands: Commands, name: str, run: Callable[[Namespace], int], help: str, about: str) -> ArgumentParser:
    """A new command: `run` does it and returns the exit status; `about` teaches it by examples."""
    p = commands.add_parser(name, help=help, description=about, formatter_class=Help)
    p.set_defaults(command=name, run=run)
    return p


def ledger_option(p: ArgumentParser) -> None:
    """--ledger."""
    default = os.environ.get("WARMONITOR_LEDGER") or DEFAULT_LEDGER
    p.add_argument(
        "--ledger",
        default=default,
        metavar="FILE",
        help="the ledger (default: $WARMONITOR_LEDGER, or warmonitor.db in this folder)",
    )


def pack_option(p: ArgumentParser) -> None:
    """--pack, which may be given several times."""
    p.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="NAME",
        help="a conflict pack (syria) or the path of one, before the one of all wars, which is always there; may be given several times",
    )


def model_option(p: ArgumentParser) -> None:
    """--lang-model."""
    p.add_argument(
        "--lang-model",
        default="en",
        metavar="NAME",
        help="an installed spaCy English pipeline, or the folder of a model of ours, in place of the parser and the names that ship",
    )


FILTERS: dict[str, dict[str, Any]] = {
    "since": {"type": day, "metavar": "DAY", "help": "what happened on or after this day"},
    "until": {"type": day, "metavar": "DAY", "help": "what happened on or before this day"},
    "place": {"type": name, "metavar": "PLACE", "help": "in this town, region or country"},
    "type": {
        "type": event_type,
        "metavar": "TYPE",
        "help": "of this event type, such as air_strike or territory_gained",
    },
    "source": {"type": name, "metavar": "NAME", "help": "said by this source"},
    "actor": {"type": name, "metavar": "NAME", "help": "done by or to this actor"},
    "outlet": {"type": name, "metavar": "NAME", "help": "published by this outlet"},
    "as_known_at": {"type": day, "metavar": "DAY", "help": "only from reports published by this day"},
    "min_confidence": {
        "type": share,
        "metavar": "X",
        "help": "leave out claims that reading is less sure of (0 to 1)",
    },
}
"""The fields of a `ledger.Filter` that can be asked for, as options."""


def filter_options(p: ArgumentParser, *, without: Iterable[str] = ()) -> None:
    """The options that narrow the claims, as `asking.filter_of` reads them; a command leaves out those that it has no use for."""
    group = p.add_argument_group("which claims (all given must hold)")
    for name, option in FILTERS.items():
        if name not in without:
            group.add_argument(f"--{name.replace('_', '-')}", **option)
