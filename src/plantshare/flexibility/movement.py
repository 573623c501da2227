"""How a driver moves demand in one year: factors drawn from its distribution."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from plantshare.uncertainty.ranges import Ends, quantile

__all__ = ["Movement", "Shape", "Spread", "Truncated", "Walked"]

Floats = npt.NDArray[np.float64]


class Shape(Protocol):
    """Distribution of factors, made from standard normal scores."""

    @property
    def words(self) -> str:
        """Return the distribution as a reader sees it."""

    def factors(self, scores: Floats) -> Floats:
        """Return factors, dims (draw, row), for scores of these dims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A log-normal factor with a mean of 1: exp(sd z - sd^2 / 2).

    Parameters
    ----------
    sd
        Standard deviation of the year, a share.
    """

    sd: float

    @property
    def words(self) -> str:
        """Return the distribution as a reader sees it."""
        return f"log-normal walk, standard deviation {self.sd:.3g}"

    def factors(self, scores: Floats) -> Floats:
        """Return factors, dims (draw, row)."""
        found: Floats = np.exp(self.sd * scores - self.sd**2 / 2)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Truncated:
    """A normal factor 1 + sd z, with z kept within limits.

    Parameters
    ----------
    sd
        Standard deviation before the limits, a share.
    truncation_sd
        Largest error in standard deviations, endless for none.
    """

    sd: float
    truncation_sd: float

    @property
    def words(self) -> str:
        """Return the distribution as a reader sees it."""
        has_limit = math.isfinite(self.truncation_sd)
        limits = f" within {self.truncation_sd:g} standard deviations" if has_limit else ""
        return f"normal{limits}, standard deviation {self.sd:.3g}"

    def factors(self, scores: Floats) -> Floats:
        """Return factors, dims (draw, row)."""
        if not math.isfinite(self.truncation_sd):
            return 1.0 + self.sd * scores
        tail = ndtr(-self.truncation_sd)
        found: Floats = 1.0 + self.sd * ndtri(tail + (1 - 2 * tail) * ndtr(scores))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A factor between the ends of a range.

    Parameters
    ----------
    ends
        Ends of each row, or none where the row does not move.
    """

    ends: tuple[Ends | None, ...]

    @property
    def words(self) -> str:
        """Return the distribution as a reader sees it."""
        return "range"

    def factors(self, scores: Floats) -> Floats:
        """Return factors, dims (draw, row)."""
        found = np.ones_like(scores)
        for place, each in enumerate(self.ends):
            if each is not None:
                found[:, place] = quantile(scores[:, place], each)
        return found


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Movement:
    """How one driver moves some rows of demand.

    A score of label l in group k of a driver that belongs to a set is, as in
    :class:`plantshare.uncertainty.scores.Scores`,

        z[l] = sqrt(s) g[k] + sqrt(1 - s) own[l],      g[k] = +-sqrt(c) f + sqrt(1 - c) own[k]

    Parameters
    ----------
    shape
        Distribution of the factors.
    rows
        Places of the rows that move.
    labels
        Label of each of these rows; rows of one label move as one.
    groups
        Group of each label, counted from 0.
    shared
        Share s of the variance that the labels of a group have in common.
    word
        Set of drivers that move together, empty for none.
    correlation
        Correlation c of the common parts in the set, from 0 up.
    direction
        1, or -1 for a driver that moves against its set.
    """

    shape: Shape
    rows: npt.NDArray[np.intp]
    labels: npt.NDArray[np.intp]
    groups: npt.NDArray[np.intp]
    shared: float = 0.0
    word: str = ""
    correlation: float = 0.0
    direction: float = 1.0

    def factors(self, count: int, generator: np.random.Generator, sets: Mapping[str, Floats]) -> Floats:
        """Return the factor of each row in each draw, dims (draw, row), a pure number.

        Parameters
        ----------
        count
            Number of draws.
        generator
            Source of chance.
        sets
            Common score f of each set of drivers, by draw.
        """
        scores = math.sqrt(1 - self.shared) * generator.standard_normal((count, len(self.groups)))
        if self.shared > 0:
            common = generator.standard_normal((count, int(self.groups.max()) + 1))
            if self.word:
                joint = self.direction * math.sqrt(self.correlation) * sets[self.word]
                common = joint[:, None] + math.sqrt(1 - self.correlation) * common
            scores += math.sqrt(self.shared) * common[:, self.groups]
        return self.shape.factors(scores[:, self.labels])
