"""The Shapley value: what each player adds, averaged over all orders of joining."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from plantshare.deals.game import Game, Split

__all__ = ["shapley"]

Floats = npt.NDArray[np.float64]


def shapley(game: Game) -> Split:
    """Return what each player adds on average when players join one by one in random order.

    phi[i] = sum_{S without i} |S|! (n - |S| - 1)! / n! (v(S with i) - v(S))

    Each payoff is a fixed weighted sum of the worths, so its range over the bounds is exact: positive
    weights take the upper bound, negative ones the lower, and the other way round (Shapley 1953, eq. 12).

    Parameters
    ----------
    game
        The game.

    Examples
    --------
    Guest and second host earn 80, guest and first host 60; a host alone earns nothing.

    >>> from plantshare.deals.game import game_from_coalitions
    >>> pairs = {("G", "H1"): 60, ("G", "H2"): 80, ("G", "H1", "H2"): 80}
    >>> game = game_from_coalitions(["G", "H1", "H2"], pairs, unlisted=0)
    >>> [round(amount, 9) for amount in shapley(game).payoff]
    [50.0, 10.0, 20.0]
    """
    count = len(game.players)
    masks = np.arange(len(game.values))
    size = np.bitwise_count(masks)
    # 1 / (n C(n-1, s)) is s! (n - s - 1)! / n! without large factorials.
    weight = np.array([1 / (count * math.comb(count - 1, joined)) for joined in range(count)])
    rows = [_expected(game, masks, size, weight, player) for player in range(count)]
    payoff, low, high = (tuple(column) for column in zip(*rows, strict=True))
    return Split(players=game.players, payoff=payoff, low=low, high=high)


def _expected(
    game: Game, masks: npt.NDArray[np.int_], size: npt.NDArray[np.uint8], weight: Floats, player: int
) -> tuple[float, float, float]:
    """Return value, least and greatest of what one player adds on average."""
    without = masks[(masks >> player & 1) == 0]
    share, joined = weight[size[without]], without | 1 << player
    payoff = float(share @ (game.values[joined] - game.values[without]))
    low = float(share @ (game.lowest[joined] - game.highest[without]))
    high = float(share @ (game.highest[joined] - game.lowest[without]))
    return payoff, low, high
