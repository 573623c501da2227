"""The nucleolus: the split whose worst-off coalitions are, one after another, as well off as can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plantshare.deals.game import TOLERANCE, Game, Split, membership, scale, split_of_values
from plantshare.deals.least_core import payoff_ends
from plantshare.deals.nucleolus_levels import nucleolus_levels
from plantshare.deals.nucleolus_range import exact_range

__all__ = ["Nucleolus", "Step", "nucleolus", "prenucleolus"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One reason why the nucleolus lies where it does.

    Parameters
    ----------
    excess
        What the coalitions of this step lack, the unit of the worths; below 0, what they have to spare.
    coalitions
        Names of the members of each coalition: one cannot be given more but at the cost of another.
    floors
        Players who are held at what they earn alone.
    """

    excess: float
    coalitions: tuple[tuple[str, ...], ...]
    floors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nucleolus:
    """The nucleolus, the steps that lead to it and the range over the bounds.

    Parameters
    ----------
    split
        What each player gets and the proven range: "exact" where the games within the bounds fall into
        a few pieces with the same binding coalitions each, so that all are searched; otherwise an
        "enclosure" by the least cores of all these games.
    seen_low, seen_high
        Ends of the payoffs over some corner games, dims (player): the true range is at least this wide,
        and at most that of ``split``. The same as that range where it is exact.
    steps
        The steps at the values of the game, the largest excess first.
    """

    split: Split
    seen_low: tuple[float, ...]
    seen_high: tuple[float, ...]
    steps: tuple[Step, ...]


def nucleolus(game: Game) -> Nucleolus:
    """Return the nucleolus among splits that give each player at least what it has alone.

    It makes the vector of excesses v(S) - sum_{i in S} x[i], sorted from the largest, lexicographically
    least (Schmeidler 1969). It is a single point, and in the core where that is not empty.

    Parameters
    ----------
    game
        The game.

    Raises
    ------
    ValueError
        If players earn more alone than all together, so that there is no such split.

    Examples
    --------
    A guest earns 60 with one host or 80 with another; the better host keeps half of the lead of 20.

    >>> from plantshare.deals.game import game_from_coalitions
    >>> pairs = {("G", "H1"): 60, ("G", "H2"): 80, ("G", "H1", "H2"): 80}
    >>> found = nucleolus(game_from_coalitions("G H1 H2".split(), pairs, unlisted=0))
    >>> [abs(round(amount, 9)) for amount in found.split.payoff]
    [70.0, 0.0, 10.0]
    """
    return _nucleolus(game, is_individually_rational=True)


def prenucleolus(game: Game) -> Nucleolus:
    """Return the nucleolus among all splits of what everyone together earn.

    It may give a player less than alone, and exists for every game. Where the core is not empty the two
    are the same.

    Parameters
    ----------
    game
        The game.

    Examples
    --------
    Two who earn 4 and 2 alone but only 5 together share the loss of 1:

    >>> split = prenucleolus(Game(players=("a", "b"), values=np.array([0.0, 4.0, 2.0, 5.0]))).split
    >>> [round(amount, 9) for amount in split.payoff]
    [3.5, 1.5]
    """
    return _nucleolus(game, is_individually_rational=False)


def _nucleolus(game: Game, *, is_individually_rational: bool) -> Nucleolus:
    """Return the nucleolus with its range."""
    found = nucleolus_levels(game, is_individually_rational=is_individually_rational)
    payoff = tuple(map(float, found.payoff))
    split = split_of_values(game.players, payoff)
    seen_low = seen_high = payoff
    if game.is_interval:
        exact = exact_range(game, found, is_individually_rational=is_individually_rational)
        low, high = exact or _enclosure(game, is_individually_rational)
        split = Split(
            players=game.players,
            payoff=payoff,
            low=low,
            high=high,
            range_kind="exact" if exact else "enclosure",
        )
        seen_low, seen_high = exact or _seen(game, payoff, is_individually_rational)
    steps = tuple(
        Step(
            excess=level.excess,
            coalitions=tuple(game.members(mask) for mask in level.coalitions),
            floors=tuple(game.players[player] for player in level.floors),
        )
        for level in found.levels
    )
    return Nucleolus(split=split, seen_low=seen_low, seen_high=seen_high, steps=steps)


def _enclosure(game: Game, is_individually_rational: bool) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return ends between which the nucleolus of every game within the bounds lies.

    No coalition is shorter in the nucleolus than the least largest excess, and that is greatest where
    everyone together earn least and all others most.
    """
    worths = game.highest.copy()
    worths[-1] = game.lowest[-1]
    worst, who = game.with_values(worths), membership(len(game.players))
    floors = who @ game.lowest[1 << np.arange(len(game.players))]
    if is_individually_rational and worst.alone.sum() > worths[-1]:
        # Some games have no nucleolus, so its excess has no bound: only the floors are left.
        least = floors
    else:
        levels = nucleolus_levels(worst, is_individually_rational=is_individually_rational).levels
        least = game.lowest - levels[0].excess
        if is_individually_rational:
            least = np.maximum(least, floors)
    return payoff_ends(game, least, (float(game.lowest[-1]), float(game.highest[-1])))


def _seen(
    game: Game, payoff: tuple[float, ...], is_individually_rational: bool
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the ends of the payoffs over corner games; games without a nucleolus are left out."""
    rows = [payoff]
    for worths in _corners(game):
        corner = game.with_values(worths)
        if is_individually_rational and corner.alone.sum() > worths[-1] + TOLERANCE * scale(corner):
            continue
        found = nucleolus_levels(corner, is_individually_rational=is_individually_rational)
        rows.append(tuple(map(float, found.payoff)))
    ends = np.array(rows)
    return tuple(map(float, ends.min(axis=0))), tuple(map(float, ends.max(axis=0)))


def _corners(game: Game) -> Iterator[Floats]:
    """Yield the corners that favour each player's coalitions or the others, everyone at either end."""
    masks = np.arange(len(game.values))
    for player in range(len(game.players)):
        is_in = (masks >> player & 1).astype(bool)
        for favoured in (is_in, ~is_in):
            for total in (game.lowest[-1], game.highest[-1]):
                worths = np.where(favoured, game.highest, game.lowest)
                worths[-1] = total
                yield worths
