"""A mean and its standard error over amounts that arrive block by block."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["RunningMean"]

Floats = npt.NDArray[np.float64]


@dataclass(slots=True)
class RunningMean:
    """Mean and standard error of what was added so far (Chan, Golub and LeVeque 1983, eq. 2.1).

    Parameters
    ----------
    count
        Amounts that were added.
    mean
        Their mean, or the exact mean where every outcome was added with its probability.
    squares
        Sum of their squared distances from the mean; zero for an exact mean.
    is_exact
        Whether every outcome was added with its probability.

    Examples
    --------
    The mean of 1, 2, 3 and 6 is 3; squared distances 4 + 1 + 0 + 9, over 3 and over 4, under a root:

    >>> running = RunningMean()
    >>> running.add(np.array([1.0, 2.0]))
    >>> running.add(np.array([3.0, 6.0]))
    >>> running.mean, round(running.standard_error, 4)
    (3.0, 1.0801)
    """

    count: int = 0
    mean: float = 0.0
    squares: float = 0.0
    is_exact: bool = False

    def add(self, amounts: Floats, probability: Floats | None = None) -> None:
        """Add a block of draws, or every outcome at once with its probability.

        Parameters
        ----------
        amounts
            Amounts of any unit, by draw or outcome.
        probability
            Probability by outcome; draws count alike without it.
        """
        size = len(amounts)
        if probability is not None:
            self.count, self.mean, self.is_exact = size, float(probability @ amounts), True
            return
        own = float(amounts.mean())
        apart = own - self.mean
        self.squares += float(((amounts - own) ** 2).sum())
        self.squares += apart**2 * self.count * size / (self.count + size)
        self.mean += apart * size / (self.count + size)
        self.count += size

    @property
    def standard_error(self) -> float:
        """Return the standard error of the mean; 0 for an exact mean, missing with fewer than two draws."""
        if self.is_exact:
            return 0.0
        return math.sqrt(self.squares / (self.count - 1) / self.count) if self.count > 1 else math.nan
