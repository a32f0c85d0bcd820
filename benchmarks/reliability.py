"""Whether a confidence says how often such a claim is right: a table, the expected calibration error, and a drawing of both.

    python benchmarks/reliability.py --pack syria                     claims/dev; writes docs/reliability.svg
    python benchmarks/reliability.py --reports … --gold … --svg -     other coded reports, no drawing

A claim is right if the codebook's matching finds a gold claim of its type for it. Give reports that nothing was fitted on.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warmonitor.evaluate.claims import by_report, matches
from warmonitor.evaluate.files import predict, rows

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "claims"
BINS = 10
SIDE, LEFT, TOP = 360, 56, 24  # of the drawing's square, in pixels


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims of like confidence: how many, their mean confidence, the share that is right."""

    claims: int
    confidence: float
    right: float

    def interval(self, z: float = 1.96) -> tuple[float, float]:
        """Wilson's 95 % interval of the share that is right."""
        n, p = self.claims, self.right
        middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n))


def judged(
    reports: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]
) -> list[tuple[float, bool]]:
    """The confidence of each found claim, and whether it is right."""
    golds, guesses = by_report(gold), by_report(found)
    told = []
    for report in reports:
        mine = guesses.get(report["id"], [])
        right = {j for _, j in matches(golds.get(report["id"], []), mine, report["text"])}
        told += [(float(c["confidence"]), j in right) for j, c in enumerate(mine)]
    return told


def bins(told: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Tenths of the scale, those without claims left out."""
    found = []
    for n in range(BINS):
        inside = [t for t in told if min(int(t[0] * BINS), BINS - 1) == n]
        if inside:
            found.append(
                Bin(len(inside), sum(c for c, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside))
            )
    return found


def calibration_error(found: Sequence[Bin]) -> float:
    """The mean distance between confidence and share right, weighted by the number of claims."""
    total = sum(b.claims for b in found)
    return sum(b.claims * abs(b.confidence - b.right) for b in found) / total if total else 0.0


def drawing(found: Sequence[Bin], caption: str) -> str:
    """A reliability diagram as SVG: a dot for each bin, its area by the number of claims, its bar the 95 % interval."""
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + SIDE + 24} {TOP + SIDE + 72}" font-family="sans-serif" font-size="12">',
        f"<title>{caption}</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        *_frame(),
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#999" stroke-dasharray="5 4"/>',
        *_dots(found),
        f'<text x="{_x(0.5)}" y="{TOP + SIDE + 38}" text-anchor="middle">confidence</text>',
        f'<text transform="translate(16 {_y(0.5)}) rotate(-90)" text-anchor="middle">share of claims that are right</text>',
        f'<text x="{LEFT}" y="{TOP + SIDE + 60}" fill="#555">{caption}</text>',
        "</svg>\n",
    ])  # fmt: skip


def _x(share: float) -> float:
    return round(LEFT + SIDE * share, 1)


def _y(share: float) -> float:
    return round(TOP + SIDE * (1 - share), 1)


def _frame() -> Iterator[str]:
    for n in range(0, 11, 2):
        share = n / 10
        yield f'<path d="M{_x(share)} {_y(0)}V{_y(1)}M{_x(0)} {_y(share)}H{_x(1)}" stroke="#e4e4e4"/>'
        yield f'<text x="{_x(share)}" y="{_y(0) + 18}" text-anchor="middle">{share:g}</text>'
        yield f'<text x="{_x(0) - 8}" y="{_y(share) + 4}" text-anchor="end">{share:g}</text>'


def _dots(found: Sequence[Bin]) -> Iterator[str]:
    most = max((b.claims for b in found), default=1)
    for b in found:
        low, high = b.interval()
        radius = round(3 + 8 * math.sqrt(b.claims / most), 1)
        yield f'<path d="M{_x(b.confidence)} {_y(low)}V{_y(high)}" stroke="#2b5c8a" stroke-width="1.5"/>'
        yield f'<circle cx="{_x(b.confidence)}" cy="{_y(b.right)}" r="{radius}" fill="#2b5c8a" fill-opacity=".8"><title>{b.claims} claims</title></circle>'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=Path, default=SHARED / "dev.reports.jsonl")
    parser.add_argument("--gold", type=Path, default=SHARED / "dev.claims.jsonl")
    parser.add_argument("--pack", action="append", default=[], metavar="NAME")
    parser.add_argument("--svg", default=str(ROOT / "docs" / "reliability.svg"), help="where to draw it; - for nowhere")
    options = parser.parse_args()
    reports = rows(options.reports, "id", "text")
    gold = rows(options.gold, "report", "quote", "type")
    found = bins(judged(reports, gold, list(predict(reports, options.pack))))
    error, total = calibration_error(found), sum(b.claims for b in found)
    for b in found:
        low, high = b.interval()
        print(f"confidence {b.confidence:.2f}  right {b.right:.2f} ({low:.2f}–{high:.2f})  {b.claims:5} claims")
    caption = f"{total} claims of {len(reports)} held-out reports; expected calibration error {error:.3f}"
    print(caption)
    if options.svg != "-":
        Path(options.svg).write_text(drawing(found, caption), encoding="utf-8")


if __name__ == "__main__":
    main()
