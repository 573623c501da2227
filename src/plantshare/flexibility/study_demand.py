"""Uncertain demand of one year of a study: what its drivers say, or some of its named futures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import xarray as xr

from plantshare.errors import LabelError
from plantshare.flexibility.measure import BLOCK
from plantshare.flexibility.movement import Movement, Shape, Spread, Truncated, Walked
from plantshare.naming import known_name
from plantshare.study import Study
from plantshare.uncertainty.cells import Cells, cells_of
from plantshare.uncertainty.draw import ends_of_cells
from plantshare.uncertainty.drivers import Driver, Normal, Range, Walk
from plantshare.uncertainty.read_drivers import drivers_of
from plantshare.uncertainty.scores import signs
from plantshare.uncertainty.walk import walk_variance

__all__ = ["StudyDemand", "demand_of_drivers", "demand_of_futures", "demand_rows", "demand_with_sd"]

Floats = npt.NDArray[np.float64]

DEMAND = "demand.units"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StudyDemand:
    """Uncertain demand of one year, by row of the demand table.

    Either ``movements`` say how it is drawn, or ``outcomes`` lists every future with its probability.

    Parameters
    ----------
    mean
        Demand of the study, by row, vehicles/yr.
    words
        Where the spread comes from, as a reader sees it.
    movements
        What moves it, each on its own.
    outcomes
        Demand in each future, dims (outcome, row), vehicles/yr, or none.
    probability
        Probability by outcome; adds to one.
    notes
        What of the study was not counted, as sentences.
    """

    mean: Floats
    words: str
    movements: tuple[Movement, ...] = ()
    outcomes: Floats | None = None
    probability: Floats | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Return whether every future is counted, so that nothing is left to chance."""
        return self.outcomes is not None

    def blocks(self, draws: int, seed: int) -> Iterator[tuple[Floats, Floats | None]]:
        """Yield demand, dims (draw, row), vehicles/yr, and the probabilities where it is listed.

        The same seed gives the same draws however often they are asked for, so that designs are compared on
        common random numbers without keeping them.

        Parameters
        ----------
        draws
            Number of draws, ignored where every outcome is listed.
        seed
            Seed of the draws.
        """
        if self.outcomes is not None:
            yield self.outcomes, self.probability
            return
        generator = np.random.default_rng(seed)
        for start in range(0, draws, BLOCK):
            count = min(BLOCK, draws - start)
            amounts = np.repeat(self.mean[None, :], count, axis=0)
            words = sorted({each.word for each in self.movements if each.word})
            sets = {word: generator.standard_normal(count) for word in words}
            for each in self.movements:
                amounts[:, each.rows] *= each.factors(count, generator, sets)
            yield amounts, None


def demand_rows(study: Study, year: int) -> pd.DataFrame:
    """Return the rows of the demand table with their demand in one year.

    Parameters
    ----------
    study
        The study.
    year
        A planned year.

    Returns
    -------
    pandas.DataFrame
        Columns vehicle, market, key ("vehicle/market") and units, vehicles/yr.
    """
    frame = study.frame("demand")[["vehicle", "market"]].reset_index(drop=True)
    keys = frame["vehicle"] + "/" + frame["market"]
    return frame.assign(key=keys, units=units_of(study, frame, year)[0])


def units_of(study: Study, rows: pd.DataFrame, year: int) -> Floats:
    """Return demand of some rows in one year, dims (scenario, row), vehicles/yr."""
    units = study["demand.units"].sel(year=year).transpose("vehicle", "market", "scenario")
    vehicles = pd.Index(study.labels["vehicle"]).get_indexer(pd.Index(rows["vehicle"]))
    markets = pd.Index(study.labels["market"]).get_indexer(pd.Index(rows["market"]))
    return np.asarray(units.values[vehicles, markets], dtype=np.float64).T


def demand_with_sd(rows: pd.DataFrame, sd: float) -> StudyDemand:
    """Return demand whose log-normal spread is the same for each vehicle, whatever the study says.

    Parameters
    ----------
    rows
        Rows of demand: :func:`demand_rows`.
    sd
        Standard deviation of the year, as a share, for each vehicle alone; its markets move together.
    """
    labels, values = np.unique(rows["vehicle"].to_numpy(dtype=str), return_inverse=True)
    movement = Movement(
        shape=Walked(sd=sd), rows=np.arange(len(rows)), labels=values, groups=np.zeros(len(labels), dtype=int)
    )
    words = f"log-normal, standard deviation {sd:g} as given, each vehicle on its own"
    return StudyDemand(mean=rows["units"].to_numpy(dtype=np.float64), words=words, movements=(movement,))


def demand_of_futures(study: Study, rows: pd.DataFrame, year: int, names: Sequence[str]) -> StudyDemand:
    """Return demand as it is in some named futures of the study, each with its probability.

    Parameters
    ----------
    study
        The study.
    rows
        Rows of demand: :func:`demand_rows`.
    year
        A planned year.
    names
        Scenarios of the study.

    Raises
    ------
    LabelError
        If a scenario is unknown.
    """
    known = [str(name) for name in study.frame("scenarios").scenario]
    chosen = [known_name("scenario", name, known) for name in dict.fromkeys(names)]
    together = study.with_scenarios(chosen)
    return StudyDemand(
        mean=rows["units"].to_numpy(dtype=np.float64),
        words=f"the {len(chosen)} futures {', '.join(chosen)} with their probabilities",
        outcomes=units_of(together, rows, year),
        probability=np.array(together.weights),
    )


def demand_of_drivers(study: Study, rows: pd.DataFrame, year: int) -> StudyDemand:
    """Return demand as the drivers of the study move it in one year.

    Walks, normal errors and ranges of ``demand.units`` are drawn as :mod:`plantshare.uncertainty` has them,
    the distribution of this one year alone; what any other driver does is told in the notes.

    Parameters
    ----------
    study
        The study.
    rows
        Rows of demand: :func:`demand_rows`.
    year
        A planned year.

    Raises
    ------
    LabelError
        If the study has no such driver; the message names the ways out.
    """
    drivers = drivers_of(study)
    directions = signs(drivers)
    steps = int(year) - int(study.years[0]) + 1
    own = [driver for driver in drivers if driver.place.key == DEMAND]
    movements, words = [], []
    for driver in own:
        movement = movement_of(study, rows, driver, steps, directions)
        if movement is not None and len(movement.rows):
            movements.append(movement)
            words.append(driver_words(driver, movement))
    if not movements:
        raise LabelError(no_driver(study))
    left = [driver.name for driver in own if not isinstance(driver, Walk | Normal | Range)]
    kept = f"Drivers of demand of other kinds are held still: {', '.join(left)}."
    return StudyDemand(
        mean=rows["units"].to_numpy(dtype=np.float64),
        words="; ".join(words),
        movements=tuple(movements),
        notes=(kept,) if left else (),
    )


def no_driver(study: Study) -> str:
    """Return what to do about a study that does not say how uncertain its demand is."""
    names = [str(name) for name in study.frame("scenarios").scenario]
    ways = ["add a driver of demand.units to the table uncertainty", "give a standard deviation: --sd 0.3"]
    if len(names) > 1:
        ways.append(f"name futures of the study: --scenarios {' '.join(names[:3])}")
    return f"the study does not say how uncertain demand is in this year; {', or '.join(ways)}."


def movement_of(
    study: Study, rows: pd.DataFrame, driver: Driver, steps: int, directions: Mapping[str, float]
) -> Movement | None:
    """Return how one driver moves the rows that it names, none for a kind that is not drawn.

    Parameters
    ----------
    steps
        Number of the year, 1 for the first planned one.
    directions
        Direction of each driver in its set.
    """
    cells = cells_of(study, driver)
    at = cells_of_rows(cells, rows)
    hit = np.flatnonzero(~np.isnan(at))
    shape = shape_of(study, driver, cells, at[hit].astype(int), steps)
    if shape is None:
        return None
    numbers = {name: number for number, name in enumerate(dict.fromkeys(cells.groups))}
    together = driver.together
    return Movement(
        shape=shape,
        rows=hit,
        labels=cells.label[at[hit].astype(int)],
        groups=np.array([numbers[name] for name in cells.groups]),
        # A driver of one value shares all of it with its set.
        shared=1.0 if len(cells.labels) == 1 and together.word else together.shared,
        word=together.word if together.correlation else "",
        correlation=abs(together.correlation),
        direction=directions[driver.name],
    )


def shape_of(
    study: Study, driver: Driver, cells: Cells, at: npt.NDArray[np.intp], steps: int
) -> Shape | None:
    """Return the distribution of the factors of a driver in one year, none for a kind that is not drawn."""
    if isinstance(driver, Walk):
        return Walked(sd=math.sqrt(walk_variance(steps, driver.sd, driver.persistence)[-1]))
    if isinstance(driver, Normal):
        return Truncated(sd=driver.sd, truncation_sd=driver.truncation_sd)
    if isinstance(driver, Range):
        ends = ends_of_cells(study, driver, cells)
        return Spread(ends=tuple(ends[place] for place in at))
    return None


def cells_of_rows(cells: Cells, rows: pd.DataFrame) -> Floats:
    """Return the cell of a driver that each row of demand lies in, missing where it is not moved."""
    numbers = np.arange(len(cells.label), dtype=np.float64)
    array = cells.array(numbers[:, None], {"one": np.zeros(1)}).isel(one=0, drop=True)
    if not array.dims:
        return np.full(len(rows), float(array))
    known = {str(dim): pd.unique(rows[str(dim)]) for dim in array.dims}
    places = {dim: xr.DataArray(rows[dim].to_numpy(dtype=object), dims="row") for dim in known}
    found: Floats = array.reindex(known).sel(places).to_numpy()
    return found


def driver_words(driver: Driver, movement: Movement) -> str:
    """Return a driver as a reader sees it: its shape, its spread in the year, what moves together."""
    own = " and ".join(driver.place.by)
    each = "" if own == "all" else f", one value for each {own}"
    shared = f", correlation {movement.shared:g}" if 0 < movement.shared < 1 else ""
    return f"driver {driver.name}: {movement.shape.words}{each}{shared}"
