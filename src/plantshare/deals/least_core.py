"""The core: splits that no coalition can better on its own; and the least core where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from plantshare.deals.game import TOLERANCE, Game, membership, scale
from plantshare.deals.linear_program import LinearSolution, minimise
from plantshare.errors import MethodError

__all__ = [
    "CoreRange",
    "CoreTest",
    "LeastCore",
    "WeightedCoalition",
    "core_range",
    "core_test",
    "excess",
    "least_core",
    "payoff_ends",
]

Floats = npt.NDArray[np.float64]
Verdict = Literal["non-empty", "empty", "undecided"]

SEEN = 1e-7
"""Weight below which a coalition does not take part: weights are fractions of small determinants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedCoalition:
    """A coalition and the weight with which it counts in a proof.

    Parameters
    ----------
    members
        Names of its players.
    weight
        Its weight, a positive number.
    """

    members: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastCore:
    """The splits whose worst-off coalition is as well off as can be.

    Parameters
    ----------
    players
        Names of the players.
    epsilon
        What the worst-off coalition lacks, the unit of the worths: above 0, the core is empty; below 0,
        every coalition has that much to spare.
    low, high
        Range of epsilon over all games within the bounds; both ends are reached.
    payoff
        One split of the least core, dims (player).
    binding
        Coalitions that together forbid a smaller epsilon, with weights that sum to 1: each is short by
        exactly epsilon in every split of the least core.
    """

    players: tuple[str, ...]
    epsilon: float
    low: float
    high: float
    payoff: tuple[float, ...]
    binding: tuple[WeightedCoalition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreTest:
    """Whether the core has a split in it, and the proof.

    Parameters
    ----------
    is_empty
        Whether no split at the values of the game satisfies every coalition.
    verdict
        The same for all games within the bounds: "non-empty" or "empty" if it holds for each of them.
    cover
        Least worth of everyone together that would satisfy every other coalition, the unit of the worths.
    cover_low, cover_high
        Its range over the bounds; both ends are reached.
    witness
        Balanced coalitions with cover = sum weight x worth: each player's weights sum to 1. Where that
        is more than everyone together earn, no split can satisfy them all (Bondareva 1963, Shapley 1967).
    """

    is_empty: bool
    verdict: Verdict
    cover: float
    cover_low: float
    cover_high: float
    witness: tuple[WeightedCoalition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreRange:
    """The least and the most that each player gets in any split of the core.

    Parameters
    ----------
    players
        Names of the players.
    low, high
        Ends at the values of the game, dims (player), the unit of the worths; both are reached.
    possible_low, possible_high
        Ends over the cores of all games within the bounds; both are reached by some game.
    """

    players: tuple[str, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    possible_low: tuple[float, ...]
    possible_high: tuple[float, ...]


def excess(game: Game, payoff: tuple[float, ...]) -> Floats:
    """Return what every coalition lacks under a split, dims (mask): e[S] = v(S) - sum_{i in S} x[i].

    Parameters
    ----------
    game
        The game.
    payoff
        What each player gets, dims (player).

    Examples
    --------
    >>> excess(Game(players=("a", "b"), values=np.array([0.0, 1.0, 2.0, 10.0])), (6.0, 4.0))
    array([ 0., -5., -2.,  0.])
    """
    return np.asarray(game.values - membership(len(game.players)) @ np.asarray(payoff))


def least_core(game: Game) -> LeastCore:
    """Return how short the worst-off coalition must come, and which coalitions make it so.

    min eps   with   sum_{i in S} x[i] + eps >= v(S) for all S but none and all,   sum_i x[i] = v(all)

    Eps rises with the worth of every coalition and falls with that of everyone, so that its range over
    the bounds is found at two games.

    Parameters
    ----------
    game
        The game.

    Examples
    --------
    Any two of three earn 1, and all three no more: someone is always short by a third.

    >>> majority = Game(players=("a", "b", "c"), values=np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    >>> found = least_core(majority)
    >>> round(found.epsilon, 9), len(found.binding)
    (0.333333333, 3)
    """
    found = _least_excess(game, game.values, float(game.values[-1]))
    low = high = found.objective
    if game.is_interval:
        low = _least_excess(game, game.lowest, float(game.highest[-1])).objective
        high = _least_excess(game, game.highest, float(game.lowest[-1])).objective
    unit = scale(game)
    return LeastCore(
        players=game.players,
        epsilon=found.objective * unit,
        low=low * unit,
        high=high * unit,
        payoff=tuple(float(amount) for amount in found.point[:-1] * unit + game.alone),
        binding=_weighted(game, found.row_duals),
    )


def core_test(game: Game) -> CoreTest:
    """Return whether the core is empty, with a proof, at the values and over all games within the bounds.

    cover = min sum_i x[i]   with   sum_{i in S} x[i] >= v(S) for all S but none and all

    The core is empty if the cover is more than everyone together earn. The cover rises with every worth,
    so that its range is found at two games; the verdict compares the ranges.

    Parameters
    ----------
    game
        The game.

    Examples
    --------
    Three majorities of weight one half cover everybody once and want 1.5, but there is 1:

    >>> majority = Game(players=("a", "b", "c"), values=np.array([0, 0, 0, 1, 0, 1, 1, 1.0]))
    >>> tested = core_test(majority)
    >>> tested.is_empty, round(tested.cover, 9), [round(one.weight, 9) for one in tested.witness]
    (True, 1.5, [0.5, 0.5, 0.5])
    """
    found = _cover(game, game.values)
    low = high = found.objective
    if game.is_interval:
        low, high = (_cover(game, worths).objective for worths in (game.lowest, game.highest))
    unit, alone = scale(game), float(game.alone.sum())
    cover, cover_low, cover_high = (amount * unit + alone for amount in (found.objective, low, high))
    margin = TOLERANCE * unit
    verdict: Verdict = "undecided"
    if cover_high <= game.lowest[-1] + margin:
        verdict = "non-empty"
    elif cover_low > game.highest[-1] + margin:
        verdict = "empty"
    return CoreTest(
        is_empty=bool(cover > game.values[-1] + margin),
        verdict=verdict,
        cover=cover,
        cover_low=cover_low,
        cover_high=cover_high,
        witness=_weighted(game, found.row_duals),
    )


def core_range(game: Game) -> CoreRange | None:
    """Return the least and the most each player gets in the core, or none where the core is empty.

    min and max x[i]   with   sum_{i in S} x[i] >= v(S) for all S,   sum_i x[i] = v(all)

    Over the bounds: a split is in the core of some game within them if it gives each coalition at least
    its lower bound, and everyone together an amount within theirs.

    Parameters
    ----------
    game
        The game.

    Examples
    --------
    >>> game = Game(players=("a", "b"), values=np.array([0.0, 1.0, 2.0, 10.0]))
    >>> core_range(game).low, core_range(game).high
    ((1.0, 2.0), (8.0, 9.0))
    """
    tested = core_test(game)
    if tested.is_empty:
        return None
    # A core of a single point must not be lost to the last digit.
    total = max(float(game.values[-1]), tested.cover)
    low, high = payoff_ends(game, game.values, (total, total))
    possible_low, possible_high = low, high
    if game.is_interval:
        most = max(float(game.highest[-1]), tested.cover_low)
        possible_low, possible_high = payoff_ends(game, game.lowest, (float(game.lowest[-1]), most))
    return CoreRange(
        players=game.players, low=low, high=high, possible_low=possible_low, possible_high=possible_high
    )


def payoff_ends(
    game: Game, worths: Floats, total: tuple[float, float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the least and the most of each player among splits of a total that satisfy coalitions.

    Parameters
    ----------
    game
        The game.
    worths
        What each coalition must at least get, dims (mask), the unit of the worths.
    total
        Least and greatest total.
    """
    count, unit = len(game.players), scale(game)
    least, most = ((amount - game.alone.sum()) / unit for amount in total)
    rows = np.vstack([_rows(game), np.ones(count), -np.ones(count)])
    right = np.concatenate([_gains(game, worths)[1:-1], [least, -most]])
    none = np.zeros((0, count)), np.zeros(0)
    ends = np.zeros((2, count))
    for player in range(count):
        for index, sign in enumerate((1.0, -1.0)):
            cost = sign * np.eye(count)[player]
            found = _solved(minimise(cost, rows=rows, right=right, equal_rows=none[0], equal_right=none[1]))
            ends[index, player] = found.point[player] * unit + game.alone[player]
    return tuple(map(float, ends[0])), tuple(map(float, ends[1]))


def _gains(game: Game, worths: Floats) -> Floats:
    """Return worths less those of the members alone, in units of the game's scale, dims (mask)."""
    return np.asarray((worths - membership(len(game.players)) @ game.alone) / scale(game))


def _rows(game: Game) -> Floats:
    """Return who is in each coalition but none and all, dims (coalition, player)."""
    return membership(len(game.players))[1:-1]


def _least_excess(game: Game, worths: Floats, total: float) -> LinearSolution:
    """Return the least core of some worths within the bounds, in units of scale; last variable eps."""
    count = len(game.players)
    rows = np.column_stack([_rows(game), np.ones((1 << count) - 2)])
    everyone = np.append(np.ones(count), 0.0)[None, :]
    right = np.array([(total - game.alone.sum()) / scale(game)])
    found = minimise(
        np.append(np.zeros(count), 1.0),
        rows=rows,
        right=_gains(game, worths)[1:-1],
        equal_rows=everyone,
        equal_right=right,
    )
    return _solved(found)


def _cover(game: Game, worths: Floats) -> LinearSolution:
    """Return the least total that satisfies every coalition, in units of scale."""
    count = len(game.players)
    none = np.zeros((0, count)), np.zeros(0)
    right = _gains(game, worths)[1:-1]
    found = minimise(np.ones(count), rows=_rows(game), right=right, equal_rows=none[0], equal_right=none[1])
    return _solved(found)


def _weighted(game: Game, duals: Floats) -> tuple[WeightedCoalition, ...]:
    """Return the coalitions that take part in a proof, with their weights."""
    return tuple(
        WeightedCoalition(members=game.members(int(index) + 1), weight=float(duals[index]))
        for index in np.flatnonzero(duals > SEEN)
    )


def _solved(found: LinearSolution | None) -> LinearSolution:
    """Return the optimum of a program that always has one."""
    if found is None:
        raise MethodError("a linear program of a game that has a solution was found to have none")
    return found
