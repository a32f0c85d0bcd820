"""The commands: arguments in, the API called, results printed. Heavy parts are imported by the command that needs them, so that each starts fast.

Each module holds a group of commands: `add` gives their options, and the functions that they name do the work. Only the group of the command that is
asked for is imported.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from warmonitor import __version__
from warmonitor.cli.arguments import Help, Parser
from warmonitor.cli.terminal import BROKEN_PIPE, INTERRUPTED, WRONG_USAGE, Status, plain
from warmonitor.model import UserError

GROUPS = {
    "reading": ("read",),
    "telling": ("brief", "claims", "show", "explain"),
    "picture": ("control", "wording", "series", "diff", "link", "unlink"),
    "out": ("export", "import", "map"),
    "ground": ("times", "date"),
    "places": ("places", "gazetteer"),
    "measuring": ("eval",),
}
"""The modules and their commands, in the order of the help."""


def parser(wanted: str | None = None) -> Parser:
    """All commands with their options, or only the group with the command `wanted`; the tests of the documentation walk through all."""
    top = Parser(prog="warmonitor", formatter_class=Help, description=_ABOUT, epilog=_FIRST)
    top.add_argument("--version", action="version", version=f"warmonitor {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in [name for name, names in GROUPS.items() if wanted in names] or GROUPS:
        import_module(f"warmonitor.cli.{group}").add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status: 0 done, 1 some reports failed, 2 wrong usage or something that the user can mend."""
    # What a command holds is mostly kept to its end: looking for garbage more often took a tenth of the time, and once more at the end as much.
    gc.set_threshold(300_000, 20, 20)
    atexit.register(gc.freeze)
    _open_streams()
    try:
        return _run(arguments)
    except UserError as error:
        return _stop(str(error), WRONG_USAGE)
    except KeyboardInterrupt as stop:
        return _stop(f"stopped; {stop}".removesuffix("; "), INTERRUPTED)
    except BrokenPipeError:
        _give_up_output()
        return BROKEN_PIPE
    except OSError as error:
        _give_up_output()
        return _stop(f"{error.filename or 'output'}: {error.strerror or error}", WRONG_USAGE)


def _command(arguments: Sequence[str]) -> str | None:
    """The command asked for; None where help or the version is. UserError where an option stands before it, or where there is no such command."""
    first = arguments[0] if arguments else "--help"
    if first in ("-h", "--help", "--version"):
        return None
    if first.startswith("-"):
        raise UserError(f"{first} stands before the command; options stand behind it: `warmonitor COMMAND {first} …`")
    commands = [name for names in GROUPS.values() for name in names]
    if first not in commands:
        from difflib import get_close_matches

        near = get_close_matches(first, commands, n=1)
        meant = f"; did you mean `warmonitor {near[0]}`?" if near else "; `warmonitor --help` lists them"
        raise UserError(f"there is no command {first!r}{meant}")
    return first


def _run(arguments: Sequence[str] | None) -> int:
    try:
        top = parser(_command(sys.argv[1:] if arguments is None else arguments))
        options, others = top.parse_known_args(arguments)
        if others:
            raise UserError(f"there is no {' '.join(others)}; try `warmonitor {options.command} --help`")
        status: int = options.run(options)
        return status
    finally:  # --help, too, ends with an exception
        sys.stdout.flush()


def _give_up_output() -> None:
    """Lets what is left to write go nowhere, so that Python's own flush at the end does not fail once more."""
    with suppress(OSError):  # what stands in for standard output in a program may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_streams() -> None:
    """Standard output and error that take every letter: a terminal shows what it can, whatever its locale; a file or another program gets UTF-8."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 – where the caller closed it
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    own = sys.__stdout__
    if own is not None and sys.stdout is own and isinstance(getattr(own, "buffer", None), io.RawIOBase):
        # PYTHONUNBUFFERED, which many containers set: of what a full disk took in part, the rest would be lost without a word.
        sys.stdout = open(own.fileno(), "w", buffering=1, encoding=own.encoding, closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _stop(line: str, status: int) -> int:
    Status.clear()
    print(f"warmonitor: {plain(line)}", file=sys.stderr)
    return status


_ABOUT = """\
Reads reports of an armed conflict and keeps a ledger of who claims that what happened,
where and when. It records claims, never "the truth"."""

_FIRST = """\
Start here:
  warmonitor read examples --pack syria      read a folder of reports into warmonitor.db
  warmonitor brief                           what they say happened, and who says so

`warmonitor COMMAND --help` shows examples of each command.
Exit status: 0 done, 1 some reports failed, 2 wrong usage or input that you can mend."""
