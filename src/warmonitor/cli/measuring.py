"""How well the readings are: `eval`."""

from __future__ import annotations

import json
from argparse import Namespace
from typing import Any

from warmonitor.cli.arguments import Commands, command, pack_option, share
from warmonitor.cli.terminal import OK, plain


def add(commands: Commands) -> None:
    """The commands of this module, with their options."""
    p = command(commands, "eval", _eval, "measure reading against a gold coding", _EVAL)
    p.add_argument("reports", metavar="REPORTS", help="JSON Lines with id and text (outlet, published, title, url)")
    p.add_argument("gold", metavar="GOLD", help="JSON Lines of claims in the codebook's format")
    p.add_argument("--predicted", metavar="FILE", help="score these claims instead of reading the reports")
    pack_option(p)
    p.add_argument(
        "--min-confidence", type=share, metavar="X", help="leave out claims that reading is less sure of (0 to 1)"
    )
    p.add_argument(
        "--errors",
        type=int,
        default=0,
        metavar="N",
        help="also print the first N mistakes of each kind, with their context",
    )
    p.add_argument("--json", action="store_true", help="the figures as one JSON object")


def _eval(o: Namespace) -> int:
    from warmonitor.evaluate import claims as evaluate
    from warmonitor.evaluate import mistakes as wrong
    from warmonitor.evaluate.files import as_json, predict, rows

    reports, gold = rows(o.reports, "id", "text"), rows(o.gold, "report", "quote", "type")
    predicted = (
        rows(o.predicted, "report", "quote", "type")
        if o.predicted
        else list(predict(reports, o.pack, o.min_confidence or 0.0))
    )
    figures = evaluate.score(reports, gold, predicted)
    found = list(wrong.mistakes(reports, gold, predicted))
    shown = wrong.examples(found, o.errors)
    if o.json:
        row = as_json(figures) | {"mistakes": wrong.by_kind(found), "examples": [wrong.as_json(m) for m in shown]}
        print(json.dumps(row, ensure_ascii=False, indent=1))
        return OK
    print("\n".join(evaluate.table(figures)))
    print("\nmistakes by kind")
    print("\n".join(wrong.table(wrong.by_kind(found))))
    for mistake in shown:
        print(f"\n{mistake.kind}: {mistake.how}\n  {plain(mistake.context)}")
        print(f"  gold      {_row(mistake.gold)}\n  predicted {_row(mistake.predicted)}")
    return OK


def _row(claim: Any) -> str:
    return plain(json.dumps(claim, ensure_ascii=False)) if claim else "–"


_EVAL = """\
Read the reports and compare the claims with a gold coding, or compare two codings.

  warmonitor eval dev.reports.jsonl dev.claims.jsonl --errors 5
  warmonitor eval dev.reports.jsonl dev.claims.jsonl --predicted other.claims.jsonl"""
