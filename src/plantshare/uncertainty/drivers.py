"""The drivers of a study: what each moves, how far, and what it moves together with."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError
from plantshare.study import Study

__all__ = [
    "CANCELLED",
    "Delay",
    "Driver",
    "Normal",
    "Outage",
    "Place",
    "Range",
    "Regime",
    "Together",
    "Walk",
    "drivers_of",
    "outcomes_of",
]

CANCELLED = "cancelled"
"""Outcome of a launch that never comes."""

DEFAULT_BY: Mapping[str, tuple[str, ...]] = {"demand": ("vehicle",), "shops": ("plant",)}
"""What has a value of its own where the driver does not say; rows of the table for any other."""

# Any: a row of a frame holds words, numbers and lists.
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a driver moves.

    Parameters
    ----------
    key
        Column, such as ``demand.units``.
    rows
        Rows of its table, keys joined by '/', '*' for any part; none for every row.
    by
        Columns whose words share one value; ``("all",)`` for one value for all rows.
    """

    key: str
    rows: tuple[str, ...] = ()
    by: tuple[str, ...]

    @property
    def table(self) -> str:
        """Return the name of the table."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What the values of a driver have in common, with each other and with other drivers.

    Parameters
    ----------
    shared
        Share of the variance that is common to the values of the driver, between 0 and 1.
    shared_by
        Column by which that common part differs; empty for one for all.
    word
        Word of the set of drivers that move together; empty for none.
    correlation
        Correlation of the common parts inside that set.
    """

    shared: float = 0.0
    shared_by: str = ""
    word: str = ""
    correlation: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """A log-normal walk around the value of the study, whose mean stays that value.

        ln D[t] = ln F[t] + e[t] - Var(e[t]) / 2,    e[t] = rho e[t-1] + N(0, sigma),  e[0] = 0

    Parameters
    ----------
    name, place, together
        Name of the driver, what it moves and with what.
    sd
        Standard deviation sigma of the error of one year, a share.
    persistence
        Share rho of an error that carries into the next year.
    """

    name: str
    place: Place
    together: Together
    sd: float
    persistence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A factor 1 + N(0, sd), cut off at some standard deviations, anew each year.

    Parameters
    ----------
    name, place, together
        Name of the driver, what it moves and with what.
    sd
        Standard deviation before cutting off, a share.
    truncation_sd
        Largest error in standard deviations.
    """

    name: str
    place: Place
    together: Together
    sd: float
    truncation_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """One unknown value for all years, between a low and a high end.

    Parameters
    ----------
    name, place, together
        Name of the driver, what it moves and with what.
    low, mode, high
        Ends and likeliest value, NaN where not stated: the mode is then the value of the study, and the ends
        are those of the claim that each cell rests on.
    distribution
        Shape; empty for that of the claim, or triangular.
    is_factor
        Whether low, mode and high are factors on the value of the study.
    """

    name: str
    place: Place
    together: Together
    low: float
    mode: float
    high: float
    distribution: str
    is_factor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A Markov chain by year between the value of the study (off) and other states (on).

    Parameters
    ----------
    name, place, together
        Name of the driver, what it moves and with what.
    states
        Values while on, each with its probability when the chain switches on.
    is_factor
        Whether those values are factors on the value of the study.
    rate, return_rate
        Probability in a year of switching on, and of switching off.
    start
        State before the first year.
    """

    name: str
    place: Place
    together: Together
    states: tuple[tuple[float, float], ...]
    is_factor: bool
    rate: float
    return_rate: float
    start: Literal["off", "on", "stationary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """Stops of a plant: Poisson in number, log-normal in length.

    Parameters
    ----------
    name, place, together
        Name of the driver, what it moves and with what.
    rate
        Mean number of stops in a year.
    weeks, weeks_sd
        Mean and standard deviation of the length of a stop, weeks.
    """

    name: str
    place: Place
    together: Together
    rate: float
    weeks: float
    weeks_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """A launch that comes late, or never.

    Parameters
    ----------
    name, place, together
        Name of the driver, what it moves and with what.
    outcomes
        Months late and their probabilities; infinite for a cancelled launch.
    """

    name: str
    place: Place
    together: Together
    outcomes: tuple[tuple[float, float], ...]


Driver = Walk | Normal | Range | Regime | Outage | Delay


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
    by = tuple(row["by"]) or DEFAULT_BY.get(table.name, table.key)
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
