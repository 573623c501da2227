"""Kinds of drivers: what each moves, how far, and what it moves together with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Delay", "Driver", "Normal", "Outage", "Place", "Range", "Regime", "Together", "Walk"]


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
