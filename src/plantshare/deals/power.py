"""Who has the power in a game: what each player adds, and what the others can do without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from plantshare.deals.game import TOLERANCE, Game, scale
from plantshare.deals.least_core import core_range

__all__ = ["Power", "Role", "power"]

Role = Literal["veto", "pivotal", "replaceable", "dummy", "null"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """What one player can ask for, and why. Amounts are in the unit of the worths.

    Parameters
    ----------
    player
        Name of the player.
    role
        "null": adds nothing to anybody. "dummy": adds what it earns alone, and no more. "veto": without
        it nobody gains from anybody. "pivotal": without it everyone else together earn less than with
        it, beyond what it earns alone. "replaceable": others can do as well without it.
    alone
        What it earns alone, v(i).
    marginal
        What it adds to all others, v(all) - v(all but i): the most it can get in the core.
    marginal_low, marginal_high
        Range of that over the bounds; both ends are reached.
    runner_up
        What all others earn without it, v(all but i): the price that its best replacement sets, which the
        others get in any split of the core.
    replacement
        Names in the smallest coalition that earns as much, with what the rest earn alone: who would
        work together in its place.
    least, most
        Ends of its payoff in the core; none where the core is empty.
    """

    player: str
    role: Role
    alone: float
    marginal: float
    marginal_low: float
    marginal_high: float
    runner_up: float
    replacement: tuple[str, ...]
    least: float | None
    most: float | None


def power(game: Game) -> tuple[Power, ...]:
    """Return what each player adds, what the others could do instead, and its role, by player.

    Roles hold at the values of the game.

    Parameters
    ----------
    game
        The game.

    Examples
    --------
    A guest earns 60 with one host or 80 with another:

    >>> from plantshare.deals.game import game_from_coalitions
    >>> pairs = {("G", "H1"): 60, ("G", "H2"): 80, ("G", "H1", "H2"): 80}
    >>> for one in power(game_from_coalitions("G H1 H2".split(), pairs, unlisted=0)):
    ...     print(one.player, one.role, one.marginal, one.runner_up, one.replacement)
    G veto 80.0 0.0 ()
    H1 replaceable 0.0 80.0 ('G', 'H2')
    H2 pivotal 20.0 60.0 ('G', 'H1')
    """
    ends = core_range(game)
    found = []
    for index, player in enumerate(game.players):
        others = game.everyone & ~(1 << index)
        found.append(
            Power(
                player=player,
                role=_role(game, index),
                alone=float(game.alone[index]),
                marginal=float(game.values[-1] - game.values[others]),
                marginal_low=float(game.lowest[-1] - game.highest[others]),
                marginal_high=float(game.highest[-1] - game.lowest[others]),
                runner_up=float(game.values[others]),
                replacement=_replacement(game, others),
                least=None if ends is None else ends.low[index],
                most=None if ends is None else ends.high[index],
            )
        )
    return tuple(found)


def _role(game: Game, player: int) -> Role:
    """Return the role of a player at the values of the game."""
    margin = TOLERANCE * scale(game)
    masks = np.arange(len(game.values))
    without = masks[(masks >> player & 1) == 0]
    adds = game.values[without | 1 << player] - game.values[without]
    alone = float(game.alone[player])
    if np.abs(adds - alone).max() <= margin:
        return "null" if abs(alone) <= margin else "dummy"
    gains = game.values[without] - _alone_sums(game)[without]
    if gains.max() <= margin:
        return "veto"
    return "pivotal" if adds[-1] > alone + margin else "replaceable"


def _replacement(game: Game, others: int) -> tuple[str, ...]:
    """Return the smallest coalition among others that earns all that they can gain together."""
    masks = np.arange(len(game.values))
    inside = masks[(masks & ~others) == 0]
    gains = (game.values - _alone_sums(game))[inside]
    enough = inside[gains >= gains[-1] - TOLERANCE * scale(game)]
    smallest = enough[np.argmin(np.bitwise_count(enough))]
    return game.members(int(smallest))


def _alone_sums(game: Game) -> np.ndarray:
    """Return what the members of each coalition earn alone, dims (mask)."""
    return np.asarray((np.arange(len(game.values))[:, None] >> np.arange(len(game.players)) & 1) @ game.alone)
