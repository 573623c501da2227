"""One unknown value between a low and a high end, from a driver or from the claim of a cell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError
from plantshare.evidence import Claim
from plantshare.study import Study
from plantshare.study.arrays import array_of
from plantshare.study.figures import ledger_of
from plantshare.uncertainty.cells import matches
from plantshare.uncertainty.drivers import Driver, Range

__all__ = ["Ends", "ends_of_claim", "ends_of_driver", "ends_of_row", "quantile"]

NINETY_FIVE = 1.6448536269514722
"""Standard normal deviate of 95%."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """A distribution of a factor on the value of the study.

    Parameters
    ----------
    low, mode, high
        Ends and likeliest value, pure numbers; 5% and 95% points for the normal and the log-normal.
    shape
        triangular, uniform, normal or lognormal.
    """

    low: float
    mode: float
    high: float
    shape: str


def quantile(scores: np.ndarray, ends: Ends) -> np.ndarray:
    """Return the values that standard normal scores stand for, dims of the scores.

    Parameters
    ----------
    scores
        Standard normal scores; the value grows with the score.
    ends
        Distribution.

    Examples
    --------
    Half of a triangle from 0 over 1 to 2 lies below 1:

    >>> float(quantile(np.array(0.0), Ends(low=0.0, mode=1.0, high=2.0, shape="triangular")))
    1.0
    """
    low, mode, high = ends.low, ends.mode, ends.high
    values: np.ndarray
    if low == high:
        values = np.full_like(scores, low)
    elif ends.shape == "normal":
        values = mode + (high - low) / (2 * NINETY_FIVE) * scores
    elif ends.shape == "lognormal":
        values = mode * np.exp(math.log(high / low) / (2 * NINETY_FIVE) * scores)
    elif ends.shape == "uniform":
        values = low + (high - low) * ndtr(scores)
    else:
        share = ndtr(scores)
        left = low + np.sqrt(share * (high - low) * (mode - low))
        right = high - np.sqrt((1 - share) * (high - low) * (high - mode))
        values = np.where(share < (mode - low) / (high - low), left, right)
    return values


def ends_of_driver(driver: Range, value: float, row: str) -> Ends:
    """Return the distribution that a driver states for a row, as factors on the value of the study.

    Parameters
    ----------
    driver
        Range with a low and a high end.
    value
        Value of the study in its first year.
    row
        Key of the row, for messages.

    Raises
    ------
    LabelError
        If the value is zero, so that no factor leads to the ends, or the mode lies outside them.
    """
    scale = 1.0 if driver.is_factor else value
    if scale == 0 or math.isnan(scale):
        raise LabelError(
            f"driver '{driver.name}' gives a range around row '{row}', whose value is {scale:g}; a range is "
            "a factor on the value of the study, so state one above zero there, or draw a regime"
        )
    mode = 1.0 if math.isnan(driver.mode) else driver.mode / scale
    low, high = driver.low / scale, driver.high / scale
    shape = driver.distribution or "triangular"
    if not low <= mode <= high:
        raise LabelError(
            f"driver '{driver.name}' has its likeliest value, {mode * scale:g} at row '{row}', outside "
            f"{driver.low:g} to {driver.high:g}; widen the range, or state another mode"
        )
    return checked(Ends(low=low, mode=mode, high=high, shape=shape), driver.name, row)


def ends_of_claim(claim: Claim, driver: Range) -> Ends | None:
    """Return the distribution of a claim as factors on its own value, or none where it is a point.

    Parameters
    ----------
    claim
        What a source says, with a range and a shape.
    driver
        Range that asks for it; its own distribution stands before that of the claim.
    """
    value = claim.point
    shape = driver.distribution or claim.distribution
    if not value or claim.range is None or not claim.has_range or shape == "point":
        return None
    low, high = claim.range
    ends = Ends(low=low / value, mode=1.0, high=high / value, shape=shape)
    return checked(ends, driver.name, claim.claim)


def checked(ends: Ends, driver: str, row: str) -> Ends:
    """Return a distribution, unless it cannot be.

    Raises
    ------
    LabelError
        If a log-normal range does not lie above zero.
    """
    if ends.shape == "lognormal" and ends.low <= 0:
        raise LabelError(
            f"driver '{driver}' has a log-normal range from {ends.low:g} at '{row}'; wanted a low end above 0"
        )
    return ends


def ends_of_row(study: Study, drivers: Iterable[Driver], key: str, row: str) -> Ends | None:
    """Return the range that drivers state for one row of a column, as factors on the value of the study.

    Parameters
    ----------
    study
        Study of the drivers.
    drivers
        Drivers; those that state no low and high end say nothing here.
    key
        Column, such as ``factors.electricity_price``.
    row
        Key of the row, joined by '/'.
    """
    for driver in drivers:
        if not isinstance(driver, Range) or math.isnan(driver.low) or math.isnan(driver.high):
            continue
        if driver.place.key == key and matches(row, driver.place.rows):
            return ends_of_driver(driver, 1.0 if driver.is_factor else first_value(study, key, row), row)
    return None


def first_value(study: Study, key: str, row: str) -> float:
    """Return the value of one row of a column, in the first year where it differs by year."""
    entry = load_dictionary().tables[key.partition(".")[0]]
    labels = {
        str(entry.columns[name].dim): part for name, part in zip(entry.key, row.split("/"), strict=True)
    }
    values = array_of(study.tables, key, study.labels).sel(labels)
    return float(values.isel(year=0) if "year" in values.dims else values)


def claims_of_rows(study: Study, key: str, rows: list[str]) -> Mapping[str, Claim]:
    """Return the claim that each row of a column rests on, of those that have one."""
    ledger, found = ledger_of(study.tables), {}
    table, _, column = key.partition(".")
    for row in rows:
        used = [claim for role, claim, _ in ledger.claims_for(table, row, column) if role == "used"]
        if used:
            found[row] = used[0]
    return found
