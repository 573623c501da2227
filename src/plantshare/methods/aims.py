"""What a plan is judged by beyond its expected value: bad scenarios, a floor, regret, the worst case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from plantshare.methods.envelope import Shortfall
from plantshare.uncertainty.spread import worst_mean

__all__ = ["Aim", "Expected", "ExpectedDownside", "MaxMin", "MeanCVaR", "MinimaxRegret"]

STEEP = 2.0
"""Price of a shortfall from the worst scenario. 1 would do, but would leave the level no end above it."""


class Aim(Protocol):
    """A number to maximise, made of what a plan is worth in each scenario.

    Every aim is concave in these worths and never falls when one of them rises, so that a plan can be
    found by linear rows (:attr:`shortfall`) and judged by a sorted sum (:meth:`worth`).
    """

    @property
    def words(self) -> str:
        """Return what is maximised, in a planner's words."""

    def worth(self, npv: np.ndarray, probability: np.ndarray) -> float:
        """Return the aim of a plan.

        Parameters
        ----------
        npv
            Worth of the plan in each scenario, dims (scenario), millions.
        probability
            Probability of each scenario; scenarios that cannot happen do not count.
        """

    def shortfall(self, probability: np.ndarray) -> Shortfall:
        """Return the aim as a sum of shortfalls, which linear rows can hold.

        Parameters
        ----------
        probability
            Probability of each scenario.
        """


@dataclass(frozen=True, slots=True)
class Expected:
    """Maximise the expected worth sum_s p_s NPV_s.

    Examples
    --------
    >>> Expected().worth(np.array([-30.0, 10.0]), np.array([0.25, 0.75]))
    0.0
    """

    @property
    def words(self) -> str:
        """Return what is maximised, in a planner's words."""
        return "expected present value"

    def worth(self, npv: np.ndarray, probability: np.ndarray) -> float:
        """Return the mean over scenarios."""
        possible = probability > 0
        return float(probability[possible] @ npv[possible])

    def shortfall(self, probability: np.ndarray) -> Shortfall:
        """Return the mean, without any shortfall."""
        nothing = np.zeros(probability.size)
        return Shortfall(mean=1.0, reward=0.0, price=nothing, target=nothing)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanCVaR:
    """Maximise a blend of the mean and the mean of the worst scenarios.

        (1 - lam) sum_s p_s NPV_s + lam CVaR_b,   CVaR_b = mean of the worst 1 - b
        CVaR_b = max over eta of eta - sum_s p_s (eta - NPV_s)+ / (1 - b)     (Rockafellar and Uryasev 2000)

    Parameters
    ----------
    share
        Weight lam of the worst scenarios, between 0 and 1.
    level
        Confidence level b, from 0 to below 1: 0.9 looks at the worst tenth.

    Examples
    --------
    Half of the weight on the mean 11.25, half on the mean of the worst half, -10:

    >>> MeanCVaR(share=0.5, level=0.5).worth(np.array([-30.0, 10.0, 25.0, 40.0]), np.full(4, 0.25))
    0.625
    """

    share: float
    level: float

    def __post_init__(self) -> None:
        """Refuse shares and levels that mean nothing."""
        if not 0 <= self.share <= 1:
            raise ValueError(f"share must lie in [0, 1], got {self.share}")
        if not 0 <= self.level < 1:
            raise ValueError(f"level must lie in [0, 1), got {self.level}")

    @property
    def words(self) -> str:
        """Return what is maximised, in a planner's words."""
        return (
            f"{1 - self.share:.6g} of the expected present value plus {self.share:.6g} of its mean over "
            f"the worst {100 * (1 - self.level):.6g}%"
        )

    def worth(self, npv: np.ndarray, probability: np.ndarray) -> float:
        """Return the blend, from the scenarios in order of their worth."""
        worst = worst_mean(npv, probability, self.level)
        return (1 - self.share) * Expected().worth(npv, probability) + self.share * worst

    def shortfall(self, probability: np.ndarray) -> Shortfall:
        """Return the blend as shortfalls under the level eta, each at lam p_s / (1 - b)."""
        if self.level == 0:
            # The worst 1 - 0 are all scenarios; their level would have no end above.
            return Expected().shortfall(probability)
        price = self.share * probability / (1 - self.level)
        return Shortfall(
            mean=1 - self.share, reward=self.share, price=price, target=np.zeros(probability.size)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDownside:
    """Maximise the mean less a charge on what falls short of a threshold.

        sum_s p_s NPV_s - weight sum_s p_s (threshold - NPV_s)+

    Parameters
    ----------
    threshold
        Worth in millions below which a scenario hurts.
    weight
        Charge on each expected million of shortfall, 0 or more.

    Examples
    --------
    Mean 11.25; only -30 lies under 0, by 30, in a quarter of the cases: 11.25 - 2 * 7.5.

    >>> aim = ExpectedDownside(threshold=0.0, weight=2.0)
    >>> aim.worth(np.array([-30.0, 10.0, 25.0, 40.0]), np.full(4, 0.25))
    -3.75
    """

    threshold: float
    weight: float

    def __post_init__(self) -> None:
        """Refuse weights that mean nothing."""
        if not np.isfinite(self.threshold):
            raise ValueError(f"threshold must be finite, got {self.threshold}")
        if not 0 <= self.weight < np.inf:
            raise ValueError(f"weight must be 0 or more, and finite, got {self.weight}")

    @property
    def words(self) -> str:
        """Return what is maximised, in a planner's words."""
        return (
            f"expected present value less {self.weight:.6g} times what it falls short of "
            f"{self.threshold:.6g} million on average"
        )

    def worth(self, npv: np.ndarray, probability: np.ndarray) -> float:
        """Return the mean less the charge."""
        possible = probability > 0
        short = np.maximum(self.threshold - npv[possible], 0.0)
        return float(probability[possible] @ (npv[possible] - self.weight * short))

    def shortfall(self, probability: np.ndarray) -> Shortfall:
        """Return the mean and shortfalls under the threshold."""
        target = np.full(probability.size, self.threshold)
        return Shortfall(mean=1.0, reward=0.0, price=self.weight * probability, target=target)


@dataclass(frozen=True, slots=True)
class MaxMin:
    """Maximise the worth in the worst scenario, however unlikely.

        min_s NPV_s = max over level of level - 2 sum_s (level - NPV_s)+

    Above the lowest worth each step of the level costs more than it brings, so no level is better than
    the lowest worth: CVaR with a share of the worst that no scenario exceeds.

    Examples
    --------
    >>> MaxMin().worth(np.array([-30.0, 10.0, -99.0]), np.array([0.25, 0.75, 0.0]))
    -30.0
    """

    @property
    def words(self) -> str:
        """Return what is maximised, in a planner's words."""
        return "present value in the worst scenario"

    def worth(self, npv: np.ndarray, probability: np.ndarray) -> float:
        """Return the lowest worth."""
        return float(npv[probability > 0].min())

    def shortfall(self, probability: np.ndarray) -> Shortfall:
        """Return shortfalls under the level, each at a price that no rise of the level is worth."""
        price = STEEP * (probability > 0)
        return Shortfall(mean=0.0, reward=1.0, price=price, target=np.zeros(probability.size))


@dataclass(frozen=True, slots=True)
class MinimaxRegret:
    """Minimise the largest regret: what a plan loses against the best plan of each scenario.

        worth = -max_s (best_s - NPV_s)

    The worth is minus the regret, so that more is better as with every aim.

    Parameters
    ----------
    best
        What the best plan of each scenario is worth there if the scenario is known, millions. Empty where
        :func:`plantshare.solve` is to find them.

    Examples
    --------
    The second scenario could have brought 12 more, the first 5 more:

    >>> MinimaxRegret((30.0, 50.0)).worth(np.array([25.0, 38.0]), np.array([0.5, 0.5]))
    -12.0
    """

    best: tuple[float, ...] = ()

    @property
    def words(self) -> str:
        """Return what is maximised, in a planner's words."""
        return "minus the largest regret, against the best plan of each scenario"

    def worth(self, npv: np.ndarray, probability: np.ndarray) -> float:
        """Return minus the largest regret."""
        possible = probability > 0
        return float((npv - self.bests(npv.size))[possible].min())

    def shortfall(self, probability: np.ndarray) -> Shortfall:
        """Return shortfalls under the best worth and the level, each at a price that no level is worth."""
        best = self.bests(probability.size)
        return Shortfall(mean=0.0, reward=1.0, price=STEEP * (probability > 0), target=best)

    def bests(self, scenarios: int) -> np.ndarray:
        """Return the best worths, one for each scenario."""
        if len(self.best) != scenarios:
            raise ValueError(
                f"best must have a value for each of {scenarios} scenarios, got {len(self.best)}"
            )
        return np.array(self.best)
