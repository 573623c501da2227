"""The two parts of a fee, read off what a guest paid in years of different volume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["FittedFee", "fee_from_history"]

FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedFee:
    """A fee a year and a fee a vehicle that together come nearest to what was paid.

    Parameters
    ----------
    fixed_fee
        Fee a year Phi, m.
    unit_fee
        Fee a vehicle w, thousands.
    misses
        What was paid less what the two parts give, m by year. Two years always fit: a third is the test.
    """

    fixed_fee: float
    unit_fee: float
    misses: tuple[float, ...]

    def total(self, volume: float) -> float:
        """Return the fees of a year, m.

        Parameters
        ----------
        volume
            Vehicles built, k.
        """
        return self.fixed_fee + self.unit_fee * volume


def fee_from_history(volumes: Sequence[float], totals: Sequence[float]) -> FittedFee:
    """Return the fixed fee and the unit fee that fit a history best, by least squares.

        min sum_n (total[n] - Phi - w q[n])^2

    A history of few years shows one pair of companies at the wages of one country: carry it over as a
    range. A fixed part below zero says that fees rose faster than volume: then a line is the wrong
    shape.

    Parameters
    ----------
    volumes
        Vehicles built in each year, k.
    totals
        All that was paid to the host in that year, m.

    Raises
    ------
    ValueError
        If the lists differ in length, or the volume is the same in every year.

    Examples
    --------
    Paid 30 for 10 k and 50 for 20 k: 10 a year and 2 a vehicle.

    >>> fee = fee_from_history([10, 20], [30, 50])
    >>> round(fee.fixed_fee, 6), round(fee.unit_fee, 6), round(fee.total(25), 6)
    (10.0, 2.0, 60.0)
    """
    if len(volumes) != len(totals):
        raise ValueError(f"{len(volumes)} volumes and {len(totals)} totals: wanted one of each for a year")
    if len(set(volumes)) < FEWEST:
        raise ValueError(f"fees of {FEWEST} different volumes are needed, got {sorted(set(volumes))}")
    built, paid = np.array(volumes, dtype=float), np.array(totals, dtype=float)
    away = built - built.mean()
    unit_fee = float(away @ (paid - paid.mean()) / (away @ away))
    fixed_fee = float(paid.mean() - unit_fee * built.mean())
    misses = paid - fixed_fee - unit_fee * built
    return FittedFee(fixed_fee=fixed_fee, unit_fee=unit_fee, misses=tuple(float(amount) for amount in misses))
