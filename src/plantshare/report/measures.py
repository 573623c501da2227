"""The numbers of the front page: output, distance to the target, profit, guests and spare capacity."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.report.charts.national_rows import Counted, counted_of
from plantshare.report.words import plural
from plantshare.results import Result
from plantshare.results.loading import plant_loading_by_future
from plantshare.study.parties import coalition, is_guest

__all__ = ["NO_RANGE", "Measures", "measures_of", "range_words"]

NO_RANGE = "one future planned: no range"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Measures:
    """The numbers of one result; make them with :func:`measures_of`.

    Parameters
    ----------
    result
        The result.
    counted
        Country, class, target and year that output is counted for.
    output
        Output of the country in that year by future, vehicles/yr, dims (scenario).
    wanted
        Output to reach in that year, vehicles/yr; none without a target within the planned years.
    guests
        What guests build in that year by future, vehicles/yr, dims (scenario).
    spare
        Capacity on the stated basis that the country's plants leave unused in that year by future,
        reference cars a year, dims (scenario).
    gains
        Present value of each company that plans, in millions, expected over futures.
    """

    result: Result
    counted: Counted
    output: xr.DataArray
    wanted: float | None
    guests: xr.DataArray
    spare: xr.DataArray
    gains: pd.Series

    @property
    def year(self) -> int:
        """Return the year that the numbers are of."""
        return self.counted.year

    @property
    def may_share(self) -> bool:
        """Return whether some option could build at the plant of another company and may."""
        guest = is_guest(self.result.study)
        return bool(guest.any()) and self.result.study.settings["sharing"] != "off"

    def expected(self, values: xr.DataArray) -> float:
        """Return a number by future expected over the futures."""
        return float((values * self.result.study.probability).sum("scenario"))

    @property
    def short(self) -> xr.DataArray | None:
        """Return by how much the target is missed by future, below zero where it is passed."""
        return None if self.wanted is None else self.wanted - self.output


def measures_of(result: Result) -> Measures:
    """Return the numbers of a result.

    Raises
    ------
    InfeasibleError
        If the result has no plan.
    """
    study = result.require_plan().study
    counted = counted_of(result)
    targets = study.frame("targets").set_index("target")
    is_planned = bool(counted.target) and int(targets["year"].get(counted.target, 0)) == counted.year
    built = result.values["built"].sel(year=counted.year)
    npv = result.npv()
    return Measures(
        result=result,
        counted=counted,
        output=counted.output.sel(year=counted.year),
        wanted=float(targets["units"][counted.target]) if is_planned else None,
        guests=(built * is_guest(study)).sum("option"),
        spare=spare_by_future(result, counted),
        gains=npv[npv.index.isin(list(coalition(study)))],
    )


def spare_by_future(result: Result, counted: Counted) -> xr.DataArray:
    """Return the capacity that the plants of a country leave unused in a year, dims (scenario).

    A plant that is more than full counts as nothing, not below it.
    """
    study = result.study
    plants = study.frame("plants")
    at_home = set(plants["plant"][plants["country"] == counted.country])
    found = []
    for frame in plant_loading_by_future(study, result.values).values():
        rows = frame[(frame["year"] == counted.year) & frame["plant"].isin(at_home)]
        found.append(float(rows["spare"].clip(lower=0).sum()))
    return xr.DataArray(np.array(found), coords={"scenario": study.labels["scenario"]})


def range_words(
    values: xr.DataArray, others: Sequence[float], own: float, words: Callable[[float], str]
) -> str:
    """Return the range of a number in words.

    With several futures it runs from the lowest to the highest of them; else over this run and those
    beside it; else there is none, and that is said.

    Parameters
    ----------
    values
        The number by future, dims (scenario).
    others
        The number of each run beside this one.
    own
        The number of this run.
    words
        Writes one number.

    Examples
    --------
    >>> futures = xr.DataArray([5.0, 7.0], coords={"scenario": ["low", "high"]})
    >>> range_words(futures, [], 6.0, "{:.0f}".format), range_words(futures[:1], [8.0], 5.0, "{:.0f}".format)
    ('5 to 7 across 2 futures', '5 to 8 across 2 runs')
    """
    several = values.sizes["scenario"] > 1
    if not several and not others:
        return NO_RANGE
    every = [float(value) for value in values.values] if several else [own, *others]
    count = plural(len(every), "future" if several else "run")
    ends = list(dict.fromkeys(words(end) for end in (min(every), max(every))))
    return f"{ends[0]} in all {count}" if len(ends) == 1 else f"{ends[0]} to {ends[1]} across {count}"
