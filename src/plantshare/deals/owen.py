"""Owen splits: each player is paid for what it brings, at the prices that scarcity gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plantshare.deals.game import Game, Split, membership
from plantshare.deals.linear_program import LinearSolution, minimise

__all__ = ["OwenSplit", "Production", "owen_split", "payoff_at_prices", "production_game"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Production:
    """Players who pool resources and make what earns most from the pool.

    Parameters
    ----------
    players
        Names of the players.
    uses
        Resource that one unit of each product takes, dims (resource, product), any units.
    prices
        What one unit of each product earns, dims (product), money for a unit of product.
    resources
        What each player brings, dims (player, resource), units of the resource; 0 or more.

    Raises
    ------
    ValueError
        If the sizes do not fit or a player brings less than nothing.
    """

    players: tuple[str, ...]
    uses: Floats
    prices: Floats
    resources: Floats

    def __post_init__(self) -> None:
        """Check sizes and signs."""
        resources, products = np.shape(self.uses)
        wanted = (len(self.players), resources)
        if np.shape(self.prices) != (products,) or np.shape(self.resources) != wanted:
            raise ValueError(
                f"uses has {resources} resources and {products} products: wanted prices of shape "
                f"({products},) and resources of shape {wanted}, got {np.shape(self.prices)} and "
                f"{np.shape(self.resources)}"
            )
        if np.min(self.resources) < 0:
            raise ValueError(f"a player brings {np.min(self.resources):g} of a resource, wanted 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwenSplit:
    """What each player gets for its resources, and at which prices.

    Parameters
    ----------
    split
        Payoffs; their range is that over all prices that fit the same plan, and each end is reached.
    prices
        Price of one unit of each resource behind the payoffs, dims (resource).
    """

    split: Split
    prices: tuple[float, ...]


def owen_split(production: Production) -> OwenSplit:
    """Return payment for resources at the dual prices of the plan of all players together.

    x[i] = sum_r u[r] b[i,r]   with   u = argmin sum_i sum_r u[r] b[i,r],   sum_r u[r] a[r,j] >= p[j],
    u >= 0

    Every such split is in the core (Owen 1975, theorem 1). Several prices may fit, so a range is given.

    Parameters
    ----------
    production
        Players, products and resources.

    Raises
    ------
    ValueError
        If a product that earns money takes no resource.

    Examples
    --------
    One product takes 1 hall hour and 1 press hour and earns 5; halls are scarce.

    >>> found = owen_split(
    ...     Production(
    ...         players=("hall owner", "press owner"),
    ...         uses=np.array([[1.0], [1.0]]),
    ...         prices=np.array([5.0]),
    ...         resources=np.array([[10.0, 0.0], [0.0, 30.0]]),
    ...     )
    ... )
    >>> found.split.payoff, found.prices
    ((50.0, 0.0), (5.0, 0.0))
    """
    pooled = production.resources.sum(axis=0)
    found = _prices(production, pooled)
    ends = np.array(
        [
            [
                sign * _prices(production, sign * brought, (pooled, found.objective)).objective
                for sign in (1.0, -1.0)
            ]
            for brought in production.resources
        ]
    )
    payoff = payoff_at_prices(found.point, production.resources)
    split = Split(
        players=production.players,
        payoff=tuple(map(float, payoff)),
        low=tuple(map(float, np.minimum(ends[:, 0], payoff))),
        high=tuple(map(float, np.maximum(ends[:, 1], payoff))),
    )
    return OwenSplit(split=split, prices=tuple(map(float, found.point)))


def payoff_at_prices(prices: Floats, resources: Floats) -> Floats:
    """Return what each player is paid for its resources, dims (player), money.

    x[i] = sum_r u[r] b[i,r]. Prices may come from any linear program whose right sides are the pooled
    resources: the payoffs then add up to its optimum.

    Parameters
    ----------
    prices
        Dual price u of each resource, dims (resource), money for a unit.
    resources
        What each player brings, dims (player, resource).

    Examples
    --------
    >>> payoff_at_prices(np.array([2.0, 0.5]), np.array([[10.0, 0.0], [0.0, 30.0]]))
    array([20., 15.])
    """
    return np.asarray(resources @ prices, dtype=float)


def production_game(production: Production) -> Game:
    """Return the game in which each coalition makes what earns most from its own pool.

    v(S) = max sum_j p[j] y[j]   with   sum_j a[r,j] y[j] <= sum_{i in S} b[i,r],   y >= 0

    Parameters
    ----------
    production
        Players, products and resources.

    Raises
    ------
    ValueError
        If a product that earns money takes no resource.
    """
    pools = membership(len(production.players)) @ production.resources
    worths = [0.0, *(_prices(production, pool).objective for pool in pools[1:])]
    return Game(players=production.players, values=np.array(worths))


def _prices(
    production: Production, pool: Floats, optimum: tuple[Floats, float] | None = None
) -> LinearSolution:
    """Return the prices that value a pool least, if wanted among those with a given worth of another."""
    count = len(pool)
    is_any = optimum is None
    found = minimise(
        pool,
        rows=production.uses.T,
        right=production.prices,
        equal_rows=np.zeros((0, count)) if optimum is None else optimum[0][None, :],
        equal_right=np.zeros(0) if optimum is None else np.array([optimum[1]]),
        lower=np.zeros(count),
    )
    if found is None:
        fault = "a product earns money without taking any resource" if is_any else "no prices fit"
        raise ValueError(f"{fault}: check uses and prices")
    return found
