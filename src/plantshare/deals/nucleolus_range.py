"""The range of the nucleolus over all games within their bounds.

The nucleolus is continuous and linear piece by piece. On a piece the same coalitions bind, and the
piece ends where another coalition becomes as short. So the box of worths is cut into such pieces, one
after another, and on each the payoffs are linear forms whose ends are found by linear programs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plantshare.deals.game import TOLERANCE, Game, membership, scale
from plantshare.deals.linear_program import minimise
from plantshare.deals.nucleolus_levels import Levels, nucleolus_levels

__all__ = ["exact_range"]

Floats = npt.NDArray[np.float64]
Masks = npt.NDArray[np.int_]

MOST_PARTS = 200
"""Parts of the box after which the search for an exact range is given up."""

MOST_UNKNOWN = 200
"""Uncertain worths up to which a box of several pieces is searched."""

THIN = 1e-7
"""Radius below which a piece is left out, in half widths of the box; neighbours hold its edge."""


@dataclass(frozen=True, slots=True, eq=False)
class _Forms:
    """Linear forms in the worths: weights on some coalitions, and weight 1 on one more each.

    Parameters
    ----------
    used
        Masks with weights.
    weights
        Weights, dims (form, used mask).
    plus
        Mask with weight 1 by form, or -1 for none.
    """

    used: Masks
    weights: Floats
    plus: Masks

    def most(self, game: Game) -> Floats:
        """Return the greatest value of each form over the bounds of the game."""
        at = np.minimum(np.searchsorted(self.used, self.plus), len(self.used) - 1)
        is_used = (self.plus >= 0) & (self.used[at] == self.plus)
        weights = self.weights.copy()
        weights[np.flatnonzero(is_used), at[is_used]] += 1
        extra = np.where((self.plus >= 0) & ~is_used, game.highest[self.plus], 0.0)
        up, down = np.maximum(weights, 0), np.minimum(weights, 0)
        return np.asarray(up @ game.highest[self.used] + down @ game.lowest[self.used] + extra)

    def in_box(self, game: Game, chosen: Masks) -> Floats:
        """Return some forms in the coordinates of the box, dims (form, coordinate and then 1).

        Worth v = middle + half width u, with one coordinate u in -1..1 for each uncertain worth.
        """
        unknown, middle, half = _box(game)
        column = np.full(len(game.values), -1)
        column[unknown] = np.arange(len(unknown))
        rows = np.zeros((len(chosen), len(unknown) + 1))
        for row, index in zip(rows, chosen, strict=True):
            pairs = [*zip(self.used, self.weights[index], strict=True)]
            if self.plus[index] >= 0:
                pairs.append((self.plus[index], 1.0))
            for mask, weight in pairs:
                row[-1] += weight * middle[mask]
                if column[mask] >= 0:
                    row[column[mask]] += weight * half[mask]
        return rows


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Where the same coalitions bind: there the payoffs are linear and no limit is above 0."""

    payoffs: _Forms
    limits: _Forms


def exact_range(
    game: Game, found: Levels, *, is_individually_rational: bool
) -> tuple[tuple[float, ...], tuple[float, ...]] | None:
    """Return the least and the most of each player over the bounds, or none if that takes too long.

    Where the imputations of some games within the bounds are empty, the range is that of the others.

    Parameters
    ----------
    game
        The game.
    found
        Its nucleolus at the values.
    is_individually_rational
        Whether nobody may get less than alone.
    """
    count, width = len(game.players), len(_box(game)[0]) + 1
    ends = np.array([np.full(count, np.inf), np.full(count, -np.inf)])
    todo = [np.zeros((0, width))]
    for turn in range(MOST_PARTS):
        if not todo:
            return tuple(map(float, ends[0])), tuple(map(float, ends[1]))
        bounds = todo.pop()
        levels = found if turn == 0 else _levels_inside(game, bounds, is_individually_rational)
        if levels is None:
            continue
        piece = _piece(levels, count, is_individually_rational)
        if piece is None:
            return None
        broken = np.flatnonzero(piece.limits.most(game) > TOLERANCE * scale(game))
        if not broken.size and not len(bounds):
            weights, none = piece.payoffs.weights, np.full(count, -1)
            low = -_Forms(piece.payoffs.used, -weights, none).most(game)
            return tuple(map(float, low)), tuple(map(float, piece.payoffs.most(game)))
        if width > MOST_UNKNOWN:
            return None
        limits = piece.limits.in_box(game, broken)
        payoffs = piece.payoffs.in_box(game, np.arange(count))
        _widen(ends, payoffs, np.vstack([bounds, limits]))
        todo += [np.vstack([bounds, limits[:index], -limits[index]]) for index in range(len(limits))]
    return None


def _piece(found: Levels, count: int, is_individually_rational: bool) -> _Piece | None:
    """Return the piece on which the equations of these levels give the nucleolus.

    The weights that make a level least do not depend on the worths. So the equations hold on as long as
    no coalition is shorter than the level that settles it, excesses fall from level to level and, if
    wanted, nobody gets less than alone.
    """
    left, masks = found.equations()
    if left.shape[0] != left.shape[1]:
        return None
    used, place = np.unique(masks, return_inverse=True)
    on_worths = np.linalg.inv(left) @ np.eye(len(used))[place]
    payoffs, excesses = on_worths[:count], on_worths[count:]
    who, none = membership(count), np.full(count, -1)
    proper = np.arange(1, len(who) - 1)
    weights = [-(who[proper] @ payoffs + excesses[found.fixed_at[proper]]), excesses[1:] - excesses[:-1]]
    plus = [proper, np.full(len(excesses) - 1, -1)]
    if is_individually_rational:
        weights.append(-payoffs)
        plus.append(1 << np.arange(count))
    limits = _Forms(used, np.vstack(weights), np.concatenate(plus))
    return _Piece(payoffs=_Forms(used, payoffs, none), limits=limits)


def _levels_inside(game: Game, bounds: Floats, is_individually_rational: bool) -> Levels | None:
    """Return the nucleolus in the middle of a part of the box, or none for a thin part or no nucleolus.

    The middle is that of the largest ball: max r with a u + |a| r <= b for each bound.
    """
    unknown, middle, half = _box(game)
    length = np.linalg.norm(bounds[:, :-1], axis=1)
    moving = bounds[length > 0] / length[length > 0][:, None]
    count = len(unknown)
    faces = np.vstack([np.eye(count), -np.eye(count), moving[:, :-1]])
    right = np.concatenate([np.ones(2 * count), -moving[:, -1]])
    found = minimise(
        np.append(np.zeros(count), -1.0),
        rows=-np.column_stack([faces, np.ones(len(faces))]),
        right=-right,
        equal_rows=np.zeros((0, count + 1)),
        equal_right=np.zeros(0),
        lower=np.append(np.full(count, -1.0), 0.0),
    )
    if found is None or found.point[-1] < THIN:
        return None
    worths = middle.copy()
    worths[unknown] += half[unknown] * found.point[:-1]
    inside = game.with_values(worths)
    if is_individually_rational and inside.alone.sum() > worths[-1]:
        return None
    return nucleolus_levels(inside, is_individually_rational=is_individually_rational)


def _widen(ends: Floats, payoffs: Floats, bounds: Floats) -> None:
    """Widen the ends of each payoff by what it reaches in a part of the box."""
    count = payoffs.shape[1] - 1
    rows = -np.vstack([np.eye(count), bounds[:, :-1]])
    right = np.concatenate([-np.ones(count), bounds[:, -1]])
    for player, form in enumerate(payoffs):
        for end, (sign, choose) in enumerate(((1.0, min), (-1.0, max))):
            found = minimise(
                sign * form[:-1],
                rows=rows,
                right=right,
                equal_rows=np.zeros((0, count)),
                equal_right=np.zeros(0),
                lower=-np.ones(count),
            )
            if found is None:
                return
            ends[end, player] = choose(ends[end, player], sign * found.objective + form[-1])


def _box(game: Game) -> tuple[Masks, Floats, Floats]:
    """Return the masks of uncertain worths, and the middle and half width of all worths."""
    half = (game.highest - game.lowest) / 2
    return np.flatnonzero(half > 0), (game.highest + game.lowest) / 2, half
