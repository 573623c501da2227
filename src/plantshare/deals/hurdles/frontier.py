"""Prices of energy and of work at which a deal neither gains nor loses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from plantshare.deals.hurdles.one_input import Input

__all__ = ["FACTORS", "Frontier", "frontier"]

FACTORS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
"""Prices of the grid as multiples of those of today."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Frontier:
    """The surplus of a deal on a grid of two prices.

    Parameters
    ----------
    energy, wage
        The two inputs.
    factors
        Prices of the grid as multiples of those of today, for both.
    surplus
        Surplus with the plan fixed, m of present value, dims (energy, wage).
    line
        Wage at which the surplus is zero, for each price of energy of the grid; below zero where not even
        work for nothing would do.
    replanned
        Surplus with both plans made anew, on the same grid, or none.
    """

    energy: Input
    wage: Input
    factors: tuple[float, ...]
    surplus: np.ndarray
    line: tuple[float, ...]
    replanned: np.ndarray | None = None


def frontier(
    energy: Input,
    wage: Input,
    surplus: float,
    worth: tuple[float, float],
    *,
    factors: tuple[float, ...] = FACTORS,
    replan: Callable[[float, float], float] | None = None,
) -> Frontier:
    """Return the surplus on a grid of the two prices, and the line on which it is zero.

        S(e, w) = S + a e + b w             w*(e) = -(S + a e) / b

    Parameters
    ----------
    energy, wage
        The two inputs, each scaled by its move.
    surplus
        Surplus today S, m.
    worth
        What one unit of move of each adds, a and b, m.
    factors
        Prices of the grid as multiples of those of today.
    replan
        Surplus with both plans made anew at two moves; none for a grid with the plan fixed only.
    """
    moves = np.array(factors) - 1.0
    slope_energy, slope_wage = worth
    grid = surplus + slope_energy * moves[:, None] + slope_wage * moves[None, :]
    zero = [-(surplus + slope_energy * move) / slope_wage if slope_wage else float("nan") for move in moves]
    return Frontier(
        energy=energy,
        wage=wage,
        factors=factors,
        surplus=grid,
        line=tuple(float(wage.now * (1.0 + move)) for move in zero),
        replanned=None if replan is None else np.array([[replan(e, w) for w in moves] for e in moves]),
    )
