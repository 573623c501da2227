"""From the rows of the table ``uncertainty`` to the drivers of a study."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError
from plantshare.study import Study
from plantshare.uncertainty.drivers import (
    Delay,
    Driver,
    Normal,
    Outage,
    Place,
    Range,
    Regime,
    Together,
    Walk,
)

__all__ = ["CANCELLED", "drivers_of", "outcomes_of"]

CANCELLED = "cancelled"
"""Outcome of a launch that never comes."""

DEFAULT_BY: Mapping[str, tuple[str, ...]] = {
    "demand": ("vehicle",),
    "shops": ("plant",),
    "options.launch_delay": ("vehicle", "plant"),
}
"""What has a value of its own where the driver does not say, by table or column; rows for any other.

Two ways to build a vehicle at one plant are one launch: what delays the one would delay the other.
"""

# Any: a row of a frame holds words, numbers and lists.
Row = Mapping[str, Any]


def drivers_of(study: Study) -> tuple[Driver, ...]:
    """Return the drivers of a study, in the order of its table.

    Parameters
    ----------
    study
        Study with a table ``uncertainty``.

    Raises
    ------
    LabelError
        If a driver moves a column that is not uncertain, or lacks a figure that it needs; the checks of
        a study find the same before.
    """
    rows = study.frame("uncertainty").to_dict("records")
    return tuple(driver_of({str(name): cell for name, cell in row.items()}) for row in rows)


def driver_of(row: Row) -> Driver:
    """Return the driver of one row."""
    key = f"{row['table']}.{row['column']}"
    if not load_dictionary().column(key).uncertain:
        raise LabelError(
            f"driver '{row['driver']}' moves {key}, which is decided on before the future is known; "
            "name an uncertain column, such as demand.units"
        )
    return MAKERS[row["kind"]](row, place_of(row, key), together_of(row))


def place_of(row: Row, key: str) -> Place:
    """Return what the driver of a row moves."""
    table = load_dictionary().tables[row["table"]]
    by = tuple(row["by"]) or DEFAULT_BY.get(key, DEFAULT_BY.get(table.name, table.key))
    rows = () if set(row["row"]) <= {"*"} else tuple(row["row"])
    return Place(key=key, rows=rows, by=by)


def together_of(row: Row) -> Together:
    """Return what the driver of a row moves together with."""
    return Together(
        shared=row["shared"],
        shared_by=row["shared_by"],
        word=row["correlated_with"],
        correlation=row["correlation"],
    )


def stated(row: Row, *columns: str) -> list[float]:
    """Return figures that the driver of a row needs.

    Raises
    ------
    LabelError
        If one is empty.
    """
    for column in columns:
        if math.isnan(row[column]):
            raise LabelError(
                f"driver '{row['driver']}' of kind {row['kind']} has no {column}; state it in uncertainty.csv"
            )
    return [float(row[column]) for column in columns]


def walk(row: Row, place: Place, together: Together) -> Walk:
    """Return the walk of a row."""
    sd, persistence = stated(row, "sd", "persistence")
    return Walk(name=row["driver"], place=place, together=together, sd=sd, persistence=persistence)


def normal(row: Row, place: Place, together: Together) -> Normal:
    """Return the normal error of a row."""
    sd, most = stated(row, "sd", "truncation_sd")
    return Normal(name=row["driver"], place=place, together=together, sd=sd, truncation_sd=most)


def value_range(row: Row, place: Place, together: Together) -> Range:
    """Return the range of a row."""
    return Range(
        name=row["driver"],
        place=place,
        together=together,
        low=row["low"],
        mode=row["mode"],
        high=row["high"],
        distribution=row["distribution"],
        is_factor=row["stated_as"] == "factor",
    )


def regime(row: Row, place: Place, together: Together) -> Regime:
    """Return the chain of a row, whose states are its outcomes, or its high or low value."""
    rate, return_rate = stated(row, "rate", "return_rate")
    states = outcomes_of(row["driver"], row["outcomes"])
    if not states:
        value = row["low"] if math.isnan(row["high"]) else row["high"]
        if math.isnan(value):
            stated(row, "high")
        states = ((float(value), 1.0),)
    return Regime(
        name=row["driver"],
        place=place,
        together=together,
        states=states,
        is_factor=row["stated_as"] == "factor",
        rate=rate,
        return_rate=return_rate,
        start=row["start"],
    )


def outage(row: Row, place: Place, together: Together) -> Outage:
    """Return the stops of a row."""
    rate, weeks, weeks_sd = stated(row, "rate", "weeks", "weeks_sd")
    return Outage(
        name=row["driver"], place=place, together=together, rate=rate, weeks=weeks, weeks_sd=weeks_sd
    )


def delay(row: Row, place: Place, together: Together) -> Delay:
    """Return the launch delay of a row."""
    outcomes = outcomes_of(row["driver"], row["outcomes"])
    if not outcomes:
        raise LabelError(
            f"driver '{row['driver']}' of kind delay has no outcomes; state months and probabilities, such "
            "as 0:0.6;6:0.3;cancelled:0.1"
        )
    return Delay(name=row["driver"], place=place, together=together, outcomes=outcomes)


Maker = Callable[[Row, Place, Together], Driver]
MAKERS: Mapping[str, Maker] = {
    "lognormal_walk": walk,
    "normal": normal,
    "range": value_range,
    "regime": regime,
    "outage": outage,
    "delay": delay,
}


def outcomes_of(driver: str, words: tuple[str, ...]) -> tuple[tuple[float, float], ...]:
    """Return outcomes as pairs of value and probability.

    Parameters
    ----------
    driver
        Name of the driver, for messages.
    words
        Each ``value:probability``, the value a number or 'cancelled'.

    Raises
    ------
    LabelError
        If a word is not such a pair, or the probabilities do not add to one.

    Examples
    --------
    >>> outcomes_of("launch", ("0:0.75", "cancelled:0.25"))
    ((0.0, 0.75), (inf, 0.25))
    """
    found = []
    for word in words:
        value, _, probability = word.partition(":")
        try:
            number = math.inf if value.strip() == CANCELLED else float(value)
            found.append((number, float(probability)))
        except ValueError as fault:
            raise LabelError(
                f"driver '{driver}' has the outcome '{word}'; wanted value:probability, such as 6:0.25"
            ) from fault
    total = sum(probability for _, probability in found)
    if found and (abs(total - 1) > 1e-6 or any(not 0 <= share <= 1 for _, share in found)):
        raise LabelError(f"the probabilities of driver '{driver}' add to {total:g}, wanted 1")
    return tuple(found)
