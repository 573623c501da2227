"""The nucleolus of a game with known worths, level by level, and the equations that fix it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plantshare.deals.game import TOLERANCE, Game, membership, scale
from plantshare.deals.linear_program import LinearSolution, minimise
from plantshare.errors import MethodError

__all__ = ["Level", "Levels", "nucleolus_levels"]

Floats = npt.NDArray[np.float64]
Masks = npt.NDArray[np.int_]

SEEN = 1e-6
"""Weight below which a coalition does not bind: weights are fractions of small determinants."""

SAME = 1e-6
"""Length below which a row of zeros and ones lies in the span of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One step of the nucleolus: coalitions that are equally short in every split still possible.

    Parameters
    ----------
    excess
        What each of these coalitions lacks, the unit of the worths; below 0, what it has to spare.
    coalitions
        Masks of the coalitions that together forbid a smaller excess.
    floors
        Players, counted from 0, who are held at what they earn alone.
    """

    excess: float
    coalitions: tuple[int, ...]
    floors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Levels:
    """The nucleolus of one game with exactly known worths, and the equations that fix it.

    Parameters
    ----------
    payoff
        What each player gets, dims (player), the unit of the worths.
    levels
        The steps, the largest excess first.
    fixed_at
        Step after which the total of each coalition was settled, counted from 0, dims (mask); -1 for the
        empty coalition and that of everyone.
    """

    payoff: Floats
    levels: tuple[Level, ...]
    fixed_at: Masks

    def equations(self) -> tuple[Floats, Masks]:
        """Return the equations that fix payoffs and excesses.

        sum_{i in S} x[i] + eps[k] = v(S) for the coalitions of step k, x[i] = v(i) for its floors, and
        sum_i x[i] = v(all).

        Returns
        -------
        tuple
            Left sides, dims (equation, player and then step), and the masks whose worths stand on the
            right.
        """
        count = len(self.payoff)
        who, steps = membership(count), np.eye(len(self.levels))
        left = [np.append(who[-1], np.zeros(len(self.levels)))]
        masks = [len(who) - 1]
        for step, level in zip(steps, self.levels, strict=True):
            for mask in level.coalitions:
                left.append(np.append(who[mask], step))
                masks.append(mask)
            for player in level.floors:
                left.append(np.append(who[1 << player], np.zeros(len(self.levels))))
                masks.append(1 << player)
        return np.array(left), np.array(masks)


def nucleolus_levels(game: Game, *, is_individually_rational: bool) -> Levels:
    """Return the nucleolus at the values of a game, step by step.

    Each step minimises the largest excess among coalitions whose total is not settled yet (Maschler,
    Peleg and Shapley 1979). Coalitions with a positive dual are equally short in every optimum, so their
    totals are settled; so is that of any coalition whose row is a combination of settled rows. A
    coalition that is tight at the optimum found, but not in all of them, stays free: to fix it too is
    the usual mistake (Guajardo and Jornsten 2015). Each step settles at least one more dimension, so
    there are fewer steps than players. At the end payoffs and excesses are solved anew from the
    equations alone, which leaves no trace of the solver's tolerance.

    Parameters
    ----------
    game
        The game.
    is_individually_rational
        Whether nobody may get less than alone (the nucleolus) or whoever (the prenucleolus).

    Raises
    ------
    ValueError
        If players earn more alone than all together, and nobody may get less than alone.
    """
    count, unit = len(game.players), scale(game)
    who = membership(count)
    gains = (game.values - who @ game.alone) / unit
    if is_individually_rational and gains[-1] < -TOLERANCE:
        raise ValueError(
            f"everyone together earn {game.values[-1]:g}, less than the {game.alone.sum():g} of all players "
            f"alone: no split gives each at least what it has alone. Take the prenucleolus instead"
        )
    if is_individually_rational:
        gains[-1] = max(gains[-1], 0.0)
    settled_rows, settled_right = who[-1:], gains[-1:]
    fixed_at = np.full(len(who), -1)
    free = np.arange(1, len(who) - 1)
    levels: list[Level] = []
    while free.size:
        found = _step(who[free], gains[free], settled_rows, settled_right, is_individually_rational)
        level = _level(found, free, count, is_individually_rational)
        levels.append(level)
        rows = [*level.coalitions, *(1 << player for player in level.floors)]
        right = [gains[mask] - found.objective for mask in level.coalitions] + [0.0] * len(level.floors)
        settled_rows, settled_right = _independent(settled_rows, settled_right, who[rows], np.array(right))
        is_settled = _in_span(who[free], settled_rows)
        fixed_at[free[is_settled]] = len(levels) - 1
        free = free[~is_settled]
    return _solved_anew(game, Levels(payoff=np.zeros(count), levels=tuple(levels), fixed_at=fixed_at))


def _step(
    rows: Floats, right: Floats, settled_rows: Floats, settled_right: Floats, is_individually_rational: bool
) -> LinearSolution:
    """Return the least largest excess of the free coalitions; the last variable is the excess."""
    count = rows.shape[1]
    lowest = np.append(np.full(count, 0.0 if is_individually_rational else -np.inf), -np.inf)
    found = minimise(
        np.append(np.zeros(count), 1.0),
        rows=np.column_stack([rows, np.ones(len(rows))]),
        right=right,
        equal_rows=np.column_stack([settled_rows, np.zeros(len(settled_rows))]),
        equal_right=settled_right,
        lower=lowest,
    )
    if found is None:
        raise MethodError("a step of the nucleolus was found to have no solution: report this game")
    return found


def _level(found: LinearSolution, free: Masks, count: int, is_individually_rational: bool) -> Level:
    """Return the coalitions and floors that hold the excess up."""
    coalitions = free[found.row_duals > SEEN]
    # The floor of a player whose payoff is settled adds nothing, whatever its dual.
    is_open = np.isin(1 << np.arange(count), free) & is_individually_rational
    held = is_open & (found.bound_duals[:count] > SEEN)
    return Level(
        excess=found.objective,
        coalitions=tuple(int(mask) for mask in coalitions),
        floors=tuple(int(player) for player in np.flatnonzero(held)),
    )


def _independent(rows: Floats, right: Floats, more: Floats, more_right: Floats) -> tuple[Floats, Floats]:
    """Return settled equations with those of the new ones that are not combinations of others."""
    for row, amount in zip(more, more_right, strict=True):
        if not _in_span(row[None, :], rows)[0]:
            rows, right = np.vstack([rows, row]), np.append(right, amount)
    return rows, right


def _in_span(candidates: Floats, rows: Floats) -> npt.NDArray[np.bool_]:
    """Return which candidates are combinations of independent rows.

    Rows of zeros and ones that are not in the span are at least 1 / sqrt(det(R R')) away from it, for 20
    players far more than rounding.
    """
    base = np.linalg.qr(rows.T)[0]
    apart = candidates - (candidates @ base) @ base.T
    return np.asarray(np.abs(apart).max(axis=1) < SAME)


def _solved_anew(game: Game, found: Levels) -> Levels:
    """Return the levels with payoffs and excesses solved from the equations."""
    left, masks = found.equations()
    # Equations beyond a basis agree with the others, so least squares solves all of them.
    solution = np.asarray(np.linalg.lstsq(left, game.values[masks], rcond=None)[0], dtype=float)
    count = len(game.players)
    levels = tuple(
        Level(excess=float(excess), coalitions=level.coalitions, floors=level.floors)
        for excess, level in zip(solution[count:], found.levels, strict=True)
    )
    return Levels(payoff=solution[:count], levels=levels, fixed_at=found.fixed_at)
