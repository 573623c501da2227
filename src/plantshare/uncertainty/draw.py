"""From the drivers of a study to futures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np
import xarray as xr
from scipy.special import ndtr, ndtri

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError, MethodError
from plantshare.study import Draw, Draws, Study
from plantshare.study.arrays import array_of
from plantshare.uncertainty.cells import Cells, cells_of
from plantshare.uncertainty.drivers import Delay, Driver, Normal, Outage, Range, Regime, Walk
from plantshare.uncertainty.events import (
    availability,
    chosen_outcomes,
    regime_values,
    stop_counts,
    stop_weeks,
)
from plantshare.uncertainty.points import SAMPLERS, Sampler
from plantshare.uncertainty.ranges import Ends, claims_of_rows, ends_of_claim, ends_of_driver, quantile
from plantshare.uncertainty.read_drivers import drivers_of
from plantshare.uncertainty.scores import Scores, signs
from plantshare.uncertainty.walk import walk_factors

__all__ = ["draw_futures"]

How = Literal["scale", "set"]


def draw_futures(study: Study, count: int, *, seed: int = 0, sampler: Sampler = "sobol") -> Draws:
    """Return equally likely futures of a study, drawn from the drivers of its table ``uncertainty``.

    What a driver draws depends on the seed, its own name and the names of what it moves. Another driver,
    another plan or another order of the rows changes nothing of it: plans that are compared meet the
    same futures. Use ``study.with_draws`` to plan with them.

    Parameters
    ----------
    study
        Study with drivers.
    count
        Number of futures; powers of two are spread most evenly.
    seed
        Whole number from 0 up; the same seed gives the same digits.
    sampler
        "sobol" (scrambled nets), "latin_hypercube" or "monte_carlo" (independent).

    Returns
    -------
    Draws
        Futures called "draw 0001" and so on, each with probability 1 / count; what they do to the study is
        the product of all drivers in the order of the table.

    Raises
    ------
    MethodError
        If no future is wanted, or the sampler is unknown.
    LabelError
        If the study has no driver, or one that cannot be drawn; the message names it.

    Examples
    --------
    >>> from plantshare.study import study_from_tables
    >>> from plantshare.tables import tables_from_frames
    >>> walk = {"driver": "sales", "kind": "lognormal_walk", "table": "demand", "column": "units", "sd": 0.1}
    >>> settings = {"currency": "EUR", "price_year": 2026, "first_year": 2026, "last_year": 2027}
    >>> demand = [{"vehicle": "A", "market": "home", "units": 100}]
    >>> tables = {
    ...     "vehicles": [{"vehicle": "A", "company": "Ada"}],
    ...     "companies": [{"company": "Ada"}],
    ...     "markets": [{"market": "home"}],
    ...     "demand": demand,
    ...     "uncertainty": [walk],
    ... }
    >>> drawn = draw_futures(study_from_tables(tables_from_frames(settings, tables)), 4, seed=1)
    >>> drawn.names, drawn.columns[0].values.dims
    (('draw 1', 'draw 2', 'draw 3', 'draw 4'), ('vehicle', 'year', 'scenario'))
    """
    if count < 1:
        raise MethodError(f"{count} futures were asked for; wanted at least one")
    if sampler not in SAMPLERS:
        raise MethodError(f"no sampler '{sampler}'; wanted one of {', '.join(SAMPLERS)}")
    drivers = drivers_of(study)
    if not drivers:
        raise LabelError("the study has no drivers; state what is uncertain in uncertainty.csv")
    scores = Scores(seed=seed, sampler=sampler, count=count, years=len(study.years), sign=signs(drivers))
    names = np.array([f"draw {number:0{len(str(count))}}" for number in range(1, count + 1)], dtype=object)
    columns = tuple(draw_of(study, driver, scores, names) for driver in drivers)
    origin: dict[str, str | int | float] = {"sampler": sampler, "seed": seed, "count": count}
    return Draws(columns=columns, weights=(1 / count,) * count, origin=origin)


def draw_of(study: Study, driver: Driver, scores: Scores, names: np.ndarray) -> Draw:
    """Return what one driver does in every future."""
    cells = cells_of(study, driver)
    how: How = "scale"
    if isinstance(driver, Range):
        by_cell = range_factors(study, driver, cells, scores)
    else:
        by_cell = np.stack([of_label(driver, cells, place, scores) for place in range(len(cells.labels))])
        by_cell = by_cell[cells.label]
        is_set = isinstance(driver, Delay) or (isinstance(driver, Regime) and not driver.is_factor)
        how = "set" if is_set else "scale"
    further = {"scenario": names}
    if by_cell.ndim == 3:
        # Dims (cell, future, year) become (cell, year, future).
        by_cell, further = by_cell.transpose(0, 2, 1), {"year": study.years, **further}
    array = cells.array(by_cell, further)
    return Draw(key=driver.place.key, how=how, values=within_bounds(study, driver.place.key, array, how))


def of_label(driver: Driver, cells: Cells, place: int, scores: Scores) -> np.ndarray:
    """Return what one label of a driver draws, dims (future, year) or (future)."""
    label = cells.labels[place]
    score = scores.of(driver, label, cells.groups[place], len(cells.labels))
    maker = MAKERS[type(driver)]
    drawn: np.ndarray = maker(driver, score, label, scores)
    return drawn


def walk(driver: Walk, score: np.ndarray, label: str, scores: Scores) -> np.ndarray:
    """Return the factors of a walk, dims (future, year)."""
    return walk_factors(score, driver.sd, driver.persistence)


def normal(driver: Normal, score: np.ndarray, label: str, scores: Scores) -> np.ndarray:
    """Return the factors of normal errors that are cut off, dims (future, year)."""
    low, high = ndtr(-driver.truncation_sd), ndtr(driver.truncation_sd)
    factors: np.ndarray = 1 + driver.sd * ndtri(low + (high - low) * ndtr(score))
    return factors


def regime(driver: Regime, score: np.ndarray, label: str, scores: Scores) -> np.ndarray:
    """Return the values of a regime, NaN while it is off, dims (future, year)."""
    levels = scores.points(f"{driver.name}|{label}|level", scores.years)
    return regime_values(driver, score, levels)


def outage(driver: Outage, score: np.ndarray, label: str, scores: Scores) -> np.ndarray:
    """Return the share of each year in which a plant does not stand still, dims (future, year)."""
    counts = stop_counts(score, driver.rate)
    weeks = np.zeros(score.shape)
    for number in range(1, int(counts.max()) + 1):
        points = scores.points(f"{driver.name}|{label}|weeks {number}", scores.years)
        weeks += np.where(counts >= number, stop_weeks(points, driver.weeks, driver.weeks_sd), 0.0)
    return availability(weeks)


def delay(driver: Delay, score: np.ndarray, label: str, scores: Scores) -> np.ndarray:
    """Return the months that a launch comes late, dims (future)."""
    return chosen_outcomes(score[:, 0], driver.outcomes)


Maker = Callable[..., np.ndarray]
MAKERS: Mapping[type, Maker] = {Walk: walk, Normal: normal, Regime: regime, Outage: outage, Delay: delay}


def range_factors(study: Study, driver: Range, cells: Cells, scores: Scores) -> np.ndarray:
    """Return the factor of a range on each cell, dims (cell, future); 1 where a claim states no range."""
    by_label = [
        scores.of(driver, label, group, len(cells.labels))[:, 0]
        for label, group in zip(cells.labels, cells.groups, strict=True)
    ]
    found = ends_of_cells(study, driver, cells)
    if all(ends is None for ends in found):
        raise LabelError(
            f"driver '{driver.name}' states no range, and no claim behind {driver.place.key} has one; state "
            "low and high in uncertainty.csv or in claims.csv"
        )
    return np.stack(
        [
            np.ones(scores.count) if ends is None else quantile(by_label[label], ends)
            for ends, label in zip(found, cells.label, strict=True)
        ]
    )


def ends_of_cells(study: Study, driver: Range, cells: Cells) -> list[Ends | None]:
    """Return the distribution of the factor on each cell, none where a claim states no range."""
    key = driver.place.key
    if np.isnan(driver.low) or np.isnan(driver.high):
        claims = claims_of_rows(study, key, list(cells.rows))
        return [
            None if claim is None else ends_of_claim(claim, driver)
            for claim in (claims.get(row) for row in cells.rows)
        ]
    if driver.is_factor:
        return [ends_of_driver(driver, 1.0, row) for row in cells.rows]
    values = base_of(study, key, tuple(cells.coords))
    first = values.sel(dict(cells.coords)).transpose(*cells.coords).values[cells.places]
    return [ends_of_driver(driver, float(value), row) for value, row in zip(first, cells.rows, strict=True)]


def base_of(study: Study, key: str, dims: tuple[str, ...]) -> xr.DataArray:
    """Return a column of the study without futures, in the first year where it differs by year."""
    array = array_of(study.tables, key, study.labels)
    return array.isel(year=0) if "year" in array.dims else array


def within_bounds(study: Study, key: str, values: xr.DataArray, how: How) -> xr.DataArray:
    """Return draws that keep a column within the bounds of the dictionary; factors are cut to do so."""
    column = load_dictionary().column(key)
    if how == "set":
        return values.clip(column.low, column.high)
    values = values.clip(min=0.0) if column.low == 0 else values
    if column.high is None:
        return values
    array = array_of(study.tables, key, study.labels)
    array = array.sel({dim: values[dim] for dim in values.dims if dim != "scenario"})
    largest = array.max([dim for dim in array.dims if dim not in values.dims])
    most = (column.high / largest.where(largest > 0)).fillna(np.inf)
    return values.clip(max=most).transpose(*values.dims)
