"""Measures the gazetteer on generated places: `python benchmarks/gazetteer.py ROWS [--once] [--folder FOLDER]`.

Writes a table in the form of a GeoNames dump, adds it to a fresh copy of the user's gazetteer, and looks names up. Nothing of the user's is changed.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from warmonitor.ground.added import add, read_table
from warmonitor.ground.gazetteer import Gazetteer

PARTS = (
    "al ar an ash tell khan kafr deir bir wadi ain jebel umm abu beit nova san santa port el la los new old upper lower "
    "bad ober unter gross klein saint mount lake red white black long"
).split()
SYLLABLES = (
    "ba be bi bo bu da de di do fa fi ga go ha hi ja jo ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu pa pe "
    "po qa ra re ri ro ru sa se sha shi si so su ta te ti to tu va ve vi wa ya yu za zi bar dan kar mal nour rif sham zar"
).split()
COUNTRIES = "SY IQ LB TR UA RU SD CD ML ET SO YE AF MM CO HT US FR DE BR IN CN NG EG".split()


def names(count: int, random: np.random.Generator) -> list[str]:
    """Made-up names; some are shared by many places, as real ones are."""
    lengths, firsts = random.integers(2, 5, count), random.integers(0, 2 * len(PARTS), count)
    parts = random.integers(0, len(SYLLABLES), (count, 4))
    found = []
    for length, first, row in zip(lengths.tolist(), firsts.tolist(), parts.tolist(), strict=True):
        word = "".join(SYLLABLES[n] for n in row[:length]).capitalize()
        found.append(f"{PARTS[first].capitalize()} {word}" if first < len(PARTS) else word)
    return found


def generate(path: Path, count: int) -> list[str]:
    """A table of `count` places, 3 % of them with a number of people; returns a sample of their names."""
    random = np.random.default_rng(7)
    sample: list[str] = []
    with path.open("w", encoding="utf-8") as file:
        for start in range(0, count, 200_000):
            size = min(200_000, count - start)
            lats, lons = (
                random.uniform(-55, 70, size).round(5).tolist(),
                random.uniform(-170, 170, size).round(5).tolist(),
            )
            people = np.where(random.random(size) < 0.03, random.lognormal(8, 1.5, size), 0).astype(int).tolist()
            called, also = names(size, random), names(size, random)
            countries = random.integers(0, len(COUNTRIES), size).tolist()
            for n, name in enumerate(called):
                others = also[n] if n % 3 == 0 else ""
                cells = [
                    str(20_000_000 + start + n), name, name, others, str(lats[n]), str(lons[n]), "P", "PPL", COUNTRIES[countries[n]], "",
                    "01", "", "", "", str(people[n]), "", "", "UTC", "2020-01-01",
                ]  # fmt: skip
                file.write("\t".join(cells) + "\n")
            sample += called[:: max(1, count // 4000)]
    return sample


def times(run: Callable[[str], object], asked: Sequence[str]) -> str:
    """Median and 99th percentile of the time that `run` takes, by the clock and by the processor, in milliseconds."""
    clock, processor = [], []
    for name in asked:
        start, begun = time.perf_counter(), time.thread_time()
        run(name)
        processor.append(1000 * (time.thread_time() - begun))
        clock.append(1000 * (time.perf_counter() - start))
    figures = (
        f"{what} median {statistics.median(taken):.3f} p99 {sorted(taken)[int(0.99 * len(taken))]:.3f} ms"
        for what, taken in (("clock", clock), ("processor", processor))
    )
    return "  ".join(figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("--once", action="store_true", help="do not measure adding again")
    parser.add_argument("--folder", type=Path, help="where to work (default: the system's temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        measure(Path(folder), options.rows, again=not options.once)


def measure(folder: Path, rows: int, *, again: bool) -> None:
    """Adds and asks; prints the figures."""
    table, file = folder / "generated.txt", folder / "gazetteer.sqlite"
    sample = generate(table, rows)
    shutil.copy(Gazetteer.open().path, file)
    start, begun = time.perf_counter(), time.process_time()
    added = add(file, "generated", read_table(table), origin="generated")
    seconds, busy = time.perf_counter() - start, time.process_time() - begun
    print(f"{added.source.places:,} places added in {seconds:.0f} s, of which {busy:.0f} s of the processor")
    print(f"{added.source.places / seconds:,.0f} a second, {added.source.places / busy:,.0f} a second of the processor")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"file {file.stat().st_size >> 20:,} MB, table {table.stat().st_size >> 20:,} MB, memory at most {memory:,} MB"
    )
    ask(file, sample)
    if not again:
        return
    start = time.perf_counter()
    add(file, "generated", read_table(table), origin="generated")
    print(f"added again in {time.perf_counter() - start:.0f} s")


def ask(file: Path, sample: Sequence[str]) -> None:
    """Times look-ups of names that are there, misspelt ones, and ones that are not; every name is asked for the first time."""
    random = np.random.default_rng(11)
    picked = [sample[n] for n in random.permutation(len(sample))[:3000]]
    misspelt = [name[:-1] + ("e" if name[-1] != "e" else "a") for name in picked[1000:2000]]
    gazetteer = Gazetteer(file)
    print("names that are there  ", times(gazetteer.matches, picked[:1000]))
    print("misspelt, in a country", times(lambda name: gazetteer.matches(name, countries=("SY",)), misspelt))
    print("names that are nowhere", times(gazetteer.matches, [f"Qwx {name}" for name in picked[2000:]]))
    print("words of names        ", times(gazetteer.search, picked[2000:]))


if __name__ == "__main__":
    main()
