"""The commands: arguments in, the API called, results printed. Heavy parts are imported by the command that needs them, so that each starts fast."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TextIO

from warmonitor.arguments import parser
from warmonitor.model import Report, UserError

if TYPE_CHECKING:
    from rich.console import Console

    from warmonitor.ledger import Filter, Ledger
    from warmonitor.views.parts import Brief

OK, SOME_FAILED, WRONG_USAGE, INTERRUPTED, BROKEN_PIPE = 0, 1, 2, 130, 141
PIPED_WIDTH = 100  # columns where output goes to a file or another program


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns the exit status: 0 done, 1 some reports failed, 2 wrong usage or something that the user can mend."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to stop
    try:
        options = parser().parse_args(arguments)
        status = COMMANDS[options.command](options)
        sys.stdout.flush()
        return status
    except UserError as error:
        return _stop(str(error), WRONG_USAGE)
    except KeyboardInterrupt:
        return _stop("stopped; what was read is kept, and the same command goes on from there", INTERRUPTED)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # so that Python's own flush at the end finds no broken pipe
        return BROKEN_PIPE
    except OSError as error:
        return _stop(f"{error.filename or 'output'}: {error.strerror or error}", WRONG_USAGE)


def _stop(line: str, status: int) -> int:
    _Status.clear()
    print(f"warmonitor: {_plain(line)}", file=sys.stderr)
    return status


def _plain(line: str) -> str:
    from warmonitor.views.escape import one_line

    return one_line(line)


# Commands


def _read(o: Namespace) -> int:
    from warmonitor import api, ingest

    options = ingest.Options(published=o.published, outlet=o.outlet)
    reader = api.open_reader(o.pack, progress=_Status().step)
    if o.json:
        return _tally(api.read_sources(o.sources, reader, options, stdin=sys.stdin.buffer), o, None)
    from warmonitor.ledger import Ledger

    with Ledger.open(o.ledger) as ledger:
        return _tally(api.read_sources(o.sources, reader, options, ledger=ledger, stdin=sys.stdin.buffer), o, ledger)


def _tally(outcomes: Iterable[Any], o: Namespace, ledger: Ledger | None) -> int:
    """Follows a reading to its end; prints failures as they come, claims where they were asked for, and the closing line."""
    from warmonitor.api import Found, confident
    from warmonitor.export.claims import line
    from warmonitor.ingest import Failure

    read = known = claims = undated = failed = 0
    status = _Status()
    for outcome in outcomes:
        if isinstance(outcome, Found):
            read += 1
            known += outcome.known
            undated += outcome.report.published is None
            claims += len(outcome.claims)
            status.show(f"{read} reports, {claims} claims")
            if o.json:
                for claim in confident(outcome, o.min_confidence or 0.0).claims:
                    print(line(claim))
        else:
            failed += isinstance(outcome, Failure)
            status.say(f"{'failed' if isinstance(outcome, Failure) else 'note'}: {outcome.origin}: {outcome.line}")
    status.clear()
    before = f" ({known} of them already in the ledger)" if known else ""
    closing = f"{read} reports read{before}, {claims} claims found, {undated} undated, {failed} failed"
    print(closing, file=sys.stderr if o.json else sys.stdout)
    return SOME_FAILED if failed else OK


def _brief(o: Namespace) -> int:
    from warmonitor import api
    from warmonitor.views.brief import brief

    with _open(o) as ledger:
        wanted = _filter(o)
        found = brief(ledger, wanted, pack=api.open_pack(o.pack), asked=_asked(o))
        addresses = {r.id: r.url for r in ledger.reports() if r.url} if o.format == "html" else {}
    _print_brief(found, o, addresses)
    return OK


def _print_brief(found: Brief, o: Namespace, addresses: dict[str, str]) -> None:
    if o.format == "terminal":
        from warmonitor.views import render_terminal

        render_terminal.render(found, _console(), limit=o.limit)
    elif o.format == "html":
        from warmonitor.views import render_html

        sys.stdout.write(render_html.render(found, addresses=addresses))
    elif o.format == "md":
        from warmonitor.views import render_markdown

        sys.stdout.write(render_markdown.render(found))
    else:
        from warmonitor.views import render_json

        sys.stdout.write(render_json.render(found))


def _claims(o: Namespace) -> int:
    with _open(o) as ledger:
        found = ledger.claims(_filter(o))
        if o.json:
            from warmonitor.export.claims import write

            write(found, sys.stdout)
            return OK
        from warmonitor.views.table import render

        if not render(found, _console(wide=True)):
            print("No claims.", file=sys.stderr)
    return OK


def _show(o: Namespace) -> int:
    from warmonitor.ledger import Filter
    from warmonitor.views import show

    with _open(o) as ledger:
        report = _report(ledger, o.report)
        claims = list(ledger.claims(Filter(report=report.id, min_confidence=o.min_confidence)))
    if o.json:
        print(json.dumps(show.as_json(report, claims), ensure_ascii=False, indent=1))
    else:
        show.render(report, claims, _console())
    return OK


def _report(ledger: Ledger, name: str) -> Report:
    """The report with this id, or the only one whose id starts so or that was read from a file of this name."""
    if found := ledger.report(name):
        return found
    like = [r for r in ledger.reports() if r.id.startswith(name) or _file(r) == name]
    if len(like) == 1:
        return like[0]
    if like:
        raise UserError(
            f"{name}: several reports: {', '.join(r.id for r in like[:5])}{' …' if len(like) > 5 else ''}; give one id"
        )
    raise UserError(f"{name}: no such report in the ledger; `warmonitor claims` lists claims with their reports")


def _file(report: Report) -> str:
    return (report.origin or "").rpartition("/")[2]


def _explain(o: Namespace) -> int:
    from warmonitor.views import explain

    with _open(o) as ledger:
        claim = ledger.claim(o.claim)
        if claim is None:
            raise UserError(f"{o.claim}: no such claim in the ledger; `warmonitor claims` lists them")
        report = ledger.report(claim.report_id)
    if o.json:
        from warmonitor.views.render_json import plain

        rows = {"claim": claim.id, "quote": claim.quote, "fields": plain(explain.explain(claim, report))}
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        explain.render(claim, report, _console())
    return OK


def _export(o: Namespace) -> int:
    with _open(o) as ledger:
        wanted = _filter(o)
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


def _times(o: Namespace) -> int:
    from warmonitor import ingest
    from warmonitor.ground import calendar

    failed = 0
    for found in ingest.reports([o.file], ingest.Options(published=o.published), stdin=sys.stdin.buffer):
        if not isinstance(found, Report):
            failed += isinstance(found, ingest.Failure)
            print(f"warmonitor: {_plain(f'{found.origin}: {found.line}')}", file=sys.stderr)
            continue
        for timex in calendar.times(found.text, published=found.published, mode="narrative" if o.narrative else "news"):
            words = found.text[timex.start : timex.end]
            days = [d.isoformat() if d else None for d in (timex.earliest, timex.latest)]
            if o.json:
                row = {
                    "report": found.id,
                    "start": timex.start,
                    "end": timex.end,
                    "words": words,
                    "type": timex.type.value,
                }
                row |= {
                    "value": timex.value,
                    "mod": timex.mod,
                    "earliest": days[0],
                    "latest": days[1],
                    "rule": timex.rule,
                }
                print(json.dumps(row, ensure_ascii=False))
            else:
                known = f"{days[0]} … {days[1]}" if days[0] else "–"
                print(f"{timex.start:>6}  {timex.type.value:8}  {timex.value:20}  {known:24}  {_plain(words)}")
    return SOME_FAILED if failed else OK


def _eval(o: Namespace) -> int:
    from warmonitor.evaluate import claims as evaluate
    from warmonitor.evaluate.files import as_json, errors_by_kind, predict, rows

    reports, gold = rows(o.reports, "id", "text"), rows(o.gold, "report", "quote", "type")
    predicted = (
        rows(o.predicted, "report", "quote", "type")
        if o.predicted
        else list(predict(reports, o.pack, o.min_confidence or 0.0))
    )
    figures = evaluate.score(reports, gold, predicted)
    if o.json:
        print(json.dumps(as_json(figures), ensure_ascii=False, indent=1))
        return OK
    print("\n".join(evaluate.table(figures)))
    print("\nmistakes by kind")
    for kind, n in errors_by_kind(figures):
        print(f"  {kind:28} {n:5}")
    for mistake in figures.mistakes[: o.errors]:
        print(f"\n{mistake.kind}\n  gold      {_row(mistake.gold)}\n  predicted {_row(mistake.predicted)}")
    return OK


def _row(claim: Any) -> str:
    return _plain(json.dumps(claim, ensure_ascii=False)) if claim else "–"


# Shared by the commands


class _Status:
    """One line on a terminal's standard error that tells how far the work is; nothing where it goes elsewhere."""

    _shown = False

    def show(self, line: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)
            _Status._shown = True

    def step(self, what: str, done: float) -> None:
        """A step of the gazetteer's building, which happens once."""
        self.show(f"building the gazetteer, once: {what} ({done:.0%})")

    def say(self, line: str) -> None:
        """A line that stays."""
        self.clear()
        print(_plain(line), file=sys.stderr)

    @staticmethod
    def clear() -> None:
        if _Status._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            _Status._shown = False


def _open(o: Namespace) -> Ledger:
    from warmonitor.ledger import Ledger

    return Ledger.open(o.ledger, create=False)


_FIELDS = ("since", "until", "place", "type", "source", "actor", "outlet", "as_known_at", "min_confidence")


def _filter(o: Namespace) -> Filter:
    from warmonitor.ledger import Filter

    try:
        return Filter(**{name: getattr(o, name) for name in _FIELDS})
    except ValueError as error:
        raise UserError(f"--since and --until: {error}") from error


def _asked(o: Namespace) -> dict[str, str]:
    from warmonitor.views.phrases import day

    given = {name.replace("_", " "): getattr(o, name) for name in _FIELDS}
    return {name: day(v) if isinstance(v, date) else str(v) for name, v in given.items() if v is not None}


def _console(*, wide: bool = False) -> Console:
    """Standard output as rich sees it: the terminal's width and colours, or plain text of a fixed width where it is none."""
    from rich.console import Console

    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 160 if wide else PIPED_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "read": _read,
    "brief": _brief,
    "claims": _claims,
    "show": _show,
    "explain": _explain,
    "export": _export,
    "times": _times,
    "eval": _eval,
}
