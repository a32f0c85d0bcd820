"""The little English grammar that messages need; apart from `phrases`, as commands that show no claims need it too."""

from __future__ import annotations


def plural(n: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"
