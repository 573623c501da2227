"""Aims as sums of shortfalls, and as the worst of many weightings of the scenarios."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

__all__ = ["Envelope", "Shortfall", "worst_weights"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Shortfall:
    """One form for every aim over worths n_s of a plan in the scenarios.

        worth(n) = max over level of  a sum_s p_s n_s + e level - sum_s k_s (r_s + level - n_s)+

    Without a reward the level is 0.

    Parameters
    ----------
    mean
        Weight a of the mean.
    reward
        What a unit of the level brings, e.
    price
        What a unit of shortfall costs in each scenario, k, its probability included. They sum to more
        than e, so that the best level has an end.
    target
        Part r of the height that each scenario is held against, millions.
    """

    mean: float
    reward: float
    price: np.ndarray
    target: np.ndarray

    @property
    def is_mean(self) -> bool:
        """Return whether only the mean counts."""
        return not self.price.any()


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """The weighting of scenarios that is worst for a plan: worth(n) <= constant + sum_s weight_s n_s.

    Equality holds at the plan it was made for, so that it is a cut of the aim in the worths.

    Parameters
    ----------
    weight
        Weight of each scenario, 0 or more.
    constant
        What does not depend on the plan, millions.
    """

    weight: np.ndarray
    constant: float

    def worth(self, npv: np.ndarray) -> float:
        """Return the right side at the worths of any plan; scenarios without weight do not count."""
        used = self.weight > 0
        return self.constant + float(self.weight[used] @ npv[used])


def worst_weights(shortfall: Shortfall, npv: np.ndarray, probability: np.ndarray) -> Envelope:
    """Return the weighting of scenarios that is worst at the worths of a plan.

    The dual of the shortfall form: w_s = a p_s + u_s with 0 <= u_s <= k_s and, where there is a level,
    sum_s u_s = e. It minimises sum_s w_s n_s - u_s r_s, so u fills the scenarios that fall furthest
    short first.

    Parameters
    ----------
    shortfall
        The aim.
    npv
        Worth of the plan in each scenario, dims (scenario), millions.
    probability
        Probability of each scenario.

    Examples
    --------
    The mean of the worst half of four: the first two weigh a half each.

    >>> chance = np.full(4, 0.25)
    >>> aim = Shortfall(mean=0.0, reward=1.0, price=2 * chance, target=np.zeros(4))
    >>> worst_weights(aim, np.array([10.0, -30.0, 25.0, 40.0]), chance).weight
    array([0.5, 0.5, 0. , 0. ])
    """
    above = npv - shortfall.target
    if shortfall.reward > 0:
        # Scenarios of equal worth share nothing: the first takes all it can, which is a worst weighting too.
        order = np.argsort(above, kind="stable")
        before = np.cumsum(shortfall.price[order]) - shortfall.price[order]
        filled = np.zeros(npv.size)
        filled[order] = np.clip(shortfall.reward - before, 0.0, shortfall.price[order])
    else:
        filled = np.where(above < 0, shortfall.price, 0.0)
    return Envelope(shortfall.mean * probability + filled, -float(filled @ shortfall.target))
