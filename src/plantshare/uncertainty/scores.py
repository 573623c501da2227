"""Standard normal scores of every value that a driver draws, with what they have in common."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from plantshare.uncertainty.drivers import Driver, Normal, Outage, Regime, Together, Walk
from plantshare.uncertainty.points import Sampler, normal_points
from plantshare.uncertainty.walk import principal

__all__ = ["Scores", "signs"]

LEVEL = 1.0
"""Persistence of what drivers have in common: its first component lifts every year, as a level does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Where scores come from.

    A score of label l of driver D, which belongs to the set S, is

        z[l] = sqrt(s) g + sqrt(1 - s) own[l],      g = +-sqrt(|c|) f[S] + sqrt(1 - |c|) own[D]

    with s the shared part of D and c the correlation of S: two labels of D are correlated by s, and
    labels of two drivers of S by c times the root of both shared parts. A driver of one value shares all
    of it. Every f and own has points of its own, which depend on nothing but the seed and its name.

    Parameters
    ----------
    seed, sampler, count
        Of the points.
    years
        Number of planned years.
    sign
        Direction of each driver in its set, from :func:`signs`.
    """

    seed: int
    sampler: Sampler
    count: int
    years: int
    sign: Mapping[str, float] = field(default_factory=dict)

    def of(self, driver: Driver, label: str, group: str, labels: int) -> np.ndarray:
        """Return the scores of one value, dims (future, step), independent over the steps.

        The steps are the years of a walk, of normal errors and of stops, the stays of a regime, and one
        for a range or a delay.

        Parameters
        ----------
        driver
            Driver.
        label, group
            Name of the value, and of the group whose common part it shares.
        labels
            How many values the driver has in all.
        """
        shared = 1.0 if labels == 1 and driver.together.word else driver.together.shared
        score = np.zeros((self.count, self.steps(driver)))
        if shared > 0:
            score += math.sqrt(shared) * self.common(driver, group)
        if shared < 1:
            score += math.sqrt(1 - shared) * self.turned(driver, f"{driver.name}|{label}")
        return score

    def common(self, driver: Driver, group: str) -> np.ndarray:
        """Return the common part g of a driver, dims (future, step)."""
        together: Together = driver.together
        own = self.turned(driver, f"{driver.name}|common|{group}")
        if not together.word or together.correlation == 0:
            return own
        size = abs(together.correlation)
        points = self.points(f"set|{together.word}", self.years)
        joint = points[:, : own.shape[1]]
        if has_years(driver):
            joint = points @ principal(self.years, LEVEL).T
        mixed: np.ndarray = (
            self.sign.get(driver.name, 1.0) * math.sqrt(size) * joint + math.sqrt(1 - size) * own
        )
        return mixed

    def turned(self, driver: Driver, name: str) -> np.ndarray:
        """Return points of their own as scores of a driver, dims (future, step)."""
        points = self.points(name, self.steps(driver))
        if isinstance(driver, Walk):
            points = points @ principal(self.years, driver.persistence).T
        return points

    def points(self, name: str, dims: int) -> np.ndarray:
        """Return the normal points of a name, dims (future, coordinate)."""
        return normal_points(name, self.count, dims, seed=self.seed, sampler=self.sampler)

    def steps(self, driver: Driver) -> int:
        """Return how many scores one value of a driver takes."""
        return self.years if has_years(driver) or isinstance(driver, Regime) else 1


def has_years(driver: Driver) -> bool:
    """Return whether each year has a score."""
    return isinstance(driver, (Walk, Normal, Outage))


def signs(drivers: tuple[Driver, ...]) -> dict[str, float]:
    """Return the direction of each driver in its set: of two that move against each other the second is -1.

    Parameters
    ----------
    drivers
        All drivers of the study.

    Examples
    --------
    A set that is correlated by less than zero holds two drivers; the checks of a study see to that.
    """
    seen: dict[str, int] = {}
    found = {}
    for driver in drivers:
        word = driver.together.word
        number = seen.setdefault(word, 0)
        found[driver.name] = -1.0 if driver.together.correlation < 0 and number % 2 else 1.0
        seen[word] = number + 1
    return found
