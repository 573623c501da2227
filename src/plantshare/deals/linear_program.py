"""Small linear programs with one row for each coalition, solved to the last digits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from plantshare.errors import MethodError

__all__ = ["LinearSolution", "minimise"]

Floats = npt.NDArray[np.float64]

TIGHT = 1e-10
"""Feasibility tolerance, the smallest that the solver takes; programs are scaled to about 1 before."""

FEW = 5_000
"""Rows up to which a program is solved whole: where many coalitions tie, adding rows takes long."""

ADDED = 64
"""Broken rows that join the program at a time."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LinearSolution:
    """The optimum of a linear program.

    Parameters
    ----------
    objective
        Least cost.
    point
        Where it is reached, dims (variable).
    row_duals
        What one unit more on the right of each ``>=`` row costs, dims (row), never negative.
    bound_duals
        The same for the lower bound of each variable, dims (variable).
    """

    objective: float
    point: Floats
    row_duals: Floats
    bound_duals: Floats


def minimise(
    cost: Floats,
    *,
    rows: Floats,
    right: Floats,
    equal_rows: Floats,
    equal_right: Floats,
    lower: Floats | None = None,
) -> LinearSolution | None:
    """Return the least cost under ``rows @ x >= right`` and the equations, or none if nothing obeys them.

    Long lists of rows enter as they are broken: a few dozen of the thousands of coalitions matter, and a
    point that breaks none of the others is the optimum of all.

    Parameters
    ----------
    cost
        Cost of each variable, dims (variable).
    rows, right
        Left and right sides of the ``>=`` rows, dims (row, variable) and (row).
    equal_rows, equal_right
        Left and right sides of the equations.
    lower
        Lower bound of each variable, dims (variable), minus infinity for none; none at all if not given.

    Raises
    ------
    MethodError
        If the solver gives up, or the cost has no least value.
    """
    chosen = np.arange(len(rows)) if len(rows) <= FEW else _first_rows(rows, right)
    while True:
        found = _solve(cost, rows[chosen], right[chosen], (equal_rows, equal_right), lower)
        if found is None:
            return None
        short = right - rows @ found.point
        short[chosen] = -np.inf
        broken = np.flatnonzero(short > TIGHT)
        if not broken.size:
            duals = np.zeros(len(rows))
            duals[chosen] = found.row_duals
            return LinearSolution(
                objective=found.objective, point=found.point, row_duals=duals, bound_duals=found.bound_duals
            )
        worst = broken[np.argsort(-short[broken], kind="stable")[:ADDED]]
        chosen = np.concatenate([chosen, worst])


def _first_rows(rows: Floats, right: Floats) -> npt.NDArray[np.int_]:
    """Return rows to begin with, which bound every program on coalitions.

    Single players and everyone but one give each variable two sides; the largest worths are likely to
    bind.
    """
    size = (rows != 0).sum(axis=1)
    ends = np.flatnonzero((size <= size.min() + 1) | (size >= size.max() - 1))
    return np.union1d(ends, np.argsort(-right, kind="stable")[:ADDED])


def _solve(
    cost: Floats, rows: Floats, right: Floats, equal: tuple[Floats, Floats], lower: Floats | None
) -> LinearSolution | None:
    """Return the optimum of one program with few rows."""
    low = np.full(len(cost), -np.inf) if lower is None else lower
    found = linprog(
        cost,
        A_ub=-rows if len(rows) else None,
        b_ub=-right if len(rows) else None,
        A_eq=equal[0] if len(equal[0]) else None,
        b_eq=equal[1] if len(equal[0]) else None,
        bounds=np.column_stack([low, np.full(len(cost), np.inf)]),
        method="highs-ds",
        options={"primal_feasibility_tolerance": TIGHT, "dual_feasibility_tolerance": TIGHT},
    )
    if found.status == 2:
        return None
    if found.status != 0:
        raise MethodError(f"a linear program of a game was not solved: {found.message}")
    duals = -found.ineqlin.marginals if len(rows) else np.zeros(0)
    return LinearSolution(
        objective=float(found.fun), point=found.x, row_duals=duals, bound_duals=found.lower.marginals
    )
