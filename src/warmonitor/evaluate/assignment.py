"""The assignment problem: pairs one to one that cost least together."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def assign(costs: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """(row, column) pairs with the least sum of `costs`, as many as the shorter side has, in the order of rows.

    Shortest augmenting paths with dual variables (Jonker and Volgenant 1987, as put for rectangles by Crouse 2016); cubic in time.
    Among equally good assignments it takes the one that SciPy's `linear_sum_assignment` takes, so that figures agree to the last digit.
    """
    if not costs or not costs[0]:
        return []
    if len(costs) > len(costs[0]):
        turned = [list(column) for column in zip(*costs, strict=True)]
        return sorted((row, column) for column, row in assign(turned))
    solver = _Solver(costs)
    for row in range(len(costs)):
        solver.place(row)
    return list(enumerate(solver.column_of))


class _Solver:
    def __init__(self, costs: Sequence[Sequence[float]]) -> None:
        self.costs = costs
        self.rows, self.columns = len(costs), len(costs[0])
        self.u, self.v = [0.0] * self.rows, [0.0] * self.columns
        self.column_of = [-1] * self.rows
        self.row_of = [-1] * self.columns

    def place(self, row: int) -> None:
        """Gives `row` a column, moving others along the cheapest path."""
        cheapest = [inf] * self.columns
        before = [-1] * self.columns
        seen_rows, seen_columns = [False] * self.rows, [False] * self.columns
        free = list(range(self.columns - 1, -1, -1))
        at, total, sink = row, 0.0, -1
        while sink < 0:
            seen_rows[at] = True
            index, lowest = -1, inf
            for k, j in enumerate(free):
                cost = total + self.costs[at][j] - self.u[at] - self.v[j]
                if cost < cheapest[j]:
                    before[j], cheapest[j] = at, cost
                if cheapest[j] < lowest or (cheapest[j] == lowest and self.row_of[j] < 0):
                    index, lowest = k, cheapest[j]
            total = lowest
            j = free[index]
            if self.row_of[j] < 0:
                sink = j
            else:
                at = self.row_of[j]
            seen_columns[j] = True
            free[index] = free[-1]
            free.pop()
        self._update(row, total, cheapest, seen_rows, seen_columns)
        self._augment(row, sink, before)

    def _update(self, row: int, total: float, cheapest: list[float], rows: list[bool], columns: list[bool]) -> None:
        self.u[row] += total
        for i in range(self.rows):
            if rows[i] and i != row:
                self.u[i] += total - cheapest[self.column_of[i]]
        for j in range(self.columns):
            if columns[j]:
                self.v[j] -= total - cheapest[j]

    def _augment(self, row: int, sink: int, before: list[int]) -> None:
        j = sink
        while True:
            i = before[j]
            self.row_of[j] = i
            self.column_of[i], j = j, self.column_of[i]
            if i == row:
                return
