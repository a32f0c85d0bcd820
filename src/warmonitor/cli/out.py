"""What leaves the ledger for other programs: `export`."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from typing import TYPE_CHECKING, TextIO

from warmonitor.cli.arguments import Commands, command, filter_options, ledger_option
from warmonitor.cli.asking import filter_of, open_ledger
from warmonitor.cli.terminal import OK
from warmonitor.model import UserError

if TYPE_CHECKING:
    from warmonitor.ledger import Filter, Ledger


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    p = command(commands, "export", _export, "claims for other programs", _EXPORT)
    p.add_argument(
        "--to",
        choices=("claims", "csv"),
        required=True,
        help="claims: JSON Lines of the codebook; csv: a table for spreadsheets and GIS",
    )
    p.add_argument("-o", "--output", default="-", metavar="FILE", help="where to write (default: standard output)")
    ledger_option(p)
    filter_options(p)


def _export(o: Namespace) -> int:
    with open_ledger(o) as ledger:
        wanted = filter_of(o)
        if o.output == "-":
            _exported(ledger, wanted, o.to, sys.stdout)
            return OK
        part = f"{o.output}.part"  # a full disk leaves no half file under the name that was asked for
        try:
            with open(part, "w", encoding="utf-8", newline="") as out:  # noqa: PTH123 – the name is the user's, as given
                written = _exported(ledger, wanted, o.to, out)
            os.replace(part, o.output)  # noqa: PTH105
        except OSError as error:
            raise UserError(f"{o.output}: cannot be written ({error.strerror or error})") from error
        finally:
            if os.path.exists(part):  # noqa: PTH110
                os.unlink(part)  # noqa: PTH108
    print(f"{written} claims written to {o.output}", file=sys.stderr)
    return OK


def _exported(ledger: Ledger, wanted: Filter, to: str, out: TextIO) -> int:
    if to == "claims":
        from warmonitor.export import claims

        return claims.write(ledger.claims(wanted), out)
    from warmonitor.export import table

    return table.write(ledger.claims(wanted), ledger.report, out)


_EXPORT = """\
Claims for other programs, with the same filters as the brief.

  warmonitor export --to claims -o claims.jsonl
  warmonitor export --to csv --place Idlib -o idlib.csv"""
