"""Builds the picture of generated claims and adds to it: `python benchmarks/scale.py [--ledger] [CLAIMS ...]`, by default 10,000 and 100,000.

Towns, words and speakers are skewed as in the news (a few make most of it), over ten years; one place in five is not resolved. Prints processor's seconds, so
that other work on the machine counts little, and the memory that the process has used at most. `--ledger` also writes the claims into a ledger (in a temporary
folder) and measures `brief` and `control` of one month and one region, whole processes (`control` by all that was ever published, and as known at the
month's end). Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

from warmonitor.model import (
    Attribution,
    Claim,
    Count,
    DateSource,
    EventType,
    Mention,
    Place,
    Reader,
    Report,
    Span,
    When,
    Where,
)
from warmonitor.reconcile.picture import Picture

START, DAYS, TOWNS, NOUNS = date(2012, 1, 1), 3650, 3000, 700
SYLLABLES = ("bar", "dur", "kal", "mir", "nas", "qir", "rim", "sab", "tel", "zan")
ACTORS = ("the army", "rebels", "Northern Front", "the coalition", "border guards", "tribal fighters")
SPEAKERS = ("Monitoring Centre", "State Agency", "activists", "residents", "Relief Committee", "Army Command")


class World:
    """Draws reports; the same seed draws the same ones."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.towns = [self._town(n) for n in range(TOWNS)]
        self.skew = list(accumulate(1 / (n + 1) ** 0.8 for n in range(TOWNS)))
        self.nouns = [_name(n, 3) for n in range(NOUNS)]
        self.noun_skew = list(accumulate(1 / (n + 10) for n in range(NOUNS)))

    def _town(self, n: int) -> Place:
        lat, lon = 32.5 + self.random.random() * 4.5, 36 + self.random.random() * 6
        return Place(f"t:{n}", _name(n, 4).title(), "city", "XX", f"Region {n % 14}", lat, lon)

    def reports(self, prefix: str, claims: int, day: date | None = None) -> Iterator[tuple[Report, list[Claim]]]:
        """Reports until they make up `claims` claims, on `day` or any day."""
        made = number = 0
        while made < claims:
            published = day or START + timedelta(days=self.random.randrange(DAYS))
            report, mine = self._report(f"{prefix}{number}", published)
            yield report, mine
            made, number = made + len(mine), number + 1

    def _report(self, name: str, published: date) -> tuple[Report, list[Claim]]:
        draw = self.random
        quotes = [
            " ".join(draw.choices(self.nouns, cum_weights=self.noun_skew, k=draw.randint(4, 9)))
            for _ in range(draw.randint(5, 14))
        ]
        text, claims, at = ". ".join(quotes), [], 0
        towns = draw.choices(self.towns, cum_weights=self.skew, k=3)
        for n, quote in enumerate(quotes):
            claims.append(
                self._claim(f"{name}#{n}", Span(name, at, at + len(quote)), quote, draw.choice(towns), published)
            )
            at += len(quote) + 2
        return Report(
            name, text, f"Outlet {draw.randrange(60)}", published=published, date_source=DateSource.GIVEN
        ), claims

    def _claim(self, name: str, span: Span, quote: str, town: Place, published: date) -> Claim:
        draw = self.random
        killed = draw.randint(1, 40)
        return Claim(
            name, span.report_id, draw.choice(list(EventType)), span, quote,
            actors=(Mention(draw.choice(ACTORS)),) if draw.random() < 0.6 else (),
            where=(Where(town.name, place=town if draw.random() < 0.8 else None),),
            when=self._when(published),
            counts=(Count("killed", "people", killed, killed),) if draw.random() < 0.3 else (),
            attribution=Attribution((Mention(draw.choice(SPEAKERS)),) if draw.random() < 0.5 else ()),
        )  # fmt: skip

    def _when(self, published: date) -> When | None:
        chance = self.random.random()
        if chance < 0.15:
            return None
        back = self.random.choice((0, 0, 1, 1, 2)) if chance < 0.9 else self.random.choice((30, 200, 1500))
        return When.of(
            published - timedelta(days=back), published if chance > 0.7 else published - timedelta(days=back)
        )


def _name(n: int, syllables: int) -> str:
    return "".join(SYLLABLES[n // len(SYLLABLES) ** i % len(SYLLABLES)] for i in range(syllables))


def measure(claims: int) -> None:
    world = World(1)
    picture = Picture()
    old = list(world.reports("r", claims))
    held = memory()
    start = time.process_time()
    picture.add((c for _, mine in old for c in mine), {r.id: r for r, _ in old})
    linked = time.process_time() - start
    start = time.process_time()
    incidents = picture.incidents()
    told = time.process_time() - start
    most, number = max(len(i.claims) for i in incidents), len(incidents)
    del incidents
    new = list(world.reports("n", 1000, START + timedelta(days=DAYS - 1)))
    start = time.process_time()
    touched = picture.add([c for _, mine in new for c in mine], {r.id: r for r, _ in new})
    changed = {i.id for c in touched if (i := picture.incident(c)) is not None}
    added = time.process_time() - start
    built = linked + told
    print(
        f"{claims:>9,} claims: built in {built:.1f} s ({claims / built:,.0f} a second; linked {linked:.1f} s, {number:,} incidents told {told:.1f} s), "
        f"1,000 more in {added:.2f} s ({len(changed):,} incidents), largest incident {most}, {memory():,.0f} MB, of them the claims themselves {held:,.0f} MB",
        flush=True,
    )


def memory() -> float:
    """Megabytes that the process has used at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_ledger(claims: int) -> None:
    """Writes a ledger in batches of 1,000 reports; then `brief` and `control` of one month and region, each in a process of its own."""
    from warmonitor.ledger import Ledger

    reader, now = Reader("generated", "1"), datetime(2022, 1, 1, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scale.db"
        start = time.process_time()
        with Ledger.open(file) as ledger:
            made = World(1).reports("r", claims)
            while batch := list(islice(made, 1000)):
                with ledger.transaction():
                    for report, mine in batch:
                        ledger.add_report(report, now)
                        ledger.add_reading(report.id, reader, [replace(c, reader=reader) for c in mine], now)
        written = time.process_time() - start
        print(
            f"{claims:>9,} claims: ledger written in {written:.0f} s, {file.stat().st_size / 1e6:,.0f} MB", flush=True
        )
        month = ["--place", "Region 3", "--since", "2016-05-01", "--until", "2016-05-31"]
        held = ["control", *month[:4], "--on", month[-1], "--ledger", str(file)]
        asked = {
            "--version": ["--version"],
            "brief": ["brief", "--format", "json", *month, "--ledger", str(file)],
            "control": held,
            "control, as known then": [*held, "--as-known-at", month[-1]],
        }
        for name, words in asked.items():
            used, clock, size = min(_timed(words) for _ in range(3))
            print(f"{'':>9}  {name}: {used:.2f} s ({clock:.2f} s on the clock), {size:,} bytes printed", flush=True)


def _timed(words: list[str]) -> tuple[float, float, int]:
    """Processor's seconds, seconds on the clock and bytes printed of one command, its modules compiled as an installed package has them."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "warmonitor", *words], capture_output=True, check=True, env=environment
    )
    after, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - start
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, clock, len(done.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--ledger", action="store_true")
    parser.add_argument("--here", choices=("picture", "ledger"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        {"picture": measure, "ledger": measure_ledger}[options.here](*options.claims)
        return
    for claims in options.claims:
        for what in ("picture", *(["ledger"] if options.ledger else [])):
            subprocess.run([sys.executable, __file__, "--here", what, str(claims)], check=True)


if __name__ == "__main__":
    main()
