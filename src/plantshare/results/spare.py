"""Where spare capacity is, by plant, shop, year and option."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.errors import LabelError
from plantshare.naming import known_name
from plantshare.study import Study
from plantshare.study.capacity import computed_capacity

__all__ = [
    "SpareCapacity",
    "basis_capacity",
    "expected",
    "first_year_above",
    "outage_availability",
    "overtime_capacity",
    "own_load",
    "sellable",
    "spare_capacity",
]

WORKING_WEEKS = 47
TWO_SHIFTS = 2
IN_SERIES = ("press", "body", "paint", "assembly")
"""Kinds of shop that every vehicle of a plant passes; battery shops serve some vehicles only."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SpareCapacity:
    """Spare capacity of a study on a stated basis; make one with :func:`spare_capacity`.

    Parameters
    ----------
    basis
        Pattern that is the denominator of each shop, dims (shop).
    capacity
        Capacity of a full year on that pattern with the expansions made by then, dims (shop, year),
        vehicles/yr of the reference car.
    available
        Capacity less outages, dims (shop, year), vehicles/yr.
    load
        Capacity that is taken, dims (shop, year), vehicles/yr.
    spare
        Available less load, dims (shop, year), vehicles/yr; below zero where overtime or another
        pattern carries the load.
    utilisation
        Load over capacity, dims (shop, year), a pure number; missing for a shop without capacity.
    sellable
        Further vehicles that each option could build, dims (option, year), vehicles/yr; missing for
        an option that passes no shop.
    plants
        Plant of each shop, dims (shop).
    kinds
        Kind of each shop, dims (shop).
    option_plants
        Plant of each option, dims (option).
    """

    basis: xr.DataArray
    capacity: xr.DataArray
    available: xr.DataArray
    load: xr.DataArray
    spare: xr.DataArray
    utilisation: xr.DataArray
    sellable: xr.DataArray
    plants: xr.DataArray
    kinds: xr.DataArray
    option_plants: xr.DataArray

    @property
    def first_year_free(self) -> xr.DataArray:
        """Return the first year in which a shop has spare capacity, dims (shop), else missing."""
        return first_year_above(self.spare)

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each shop and year, with the basis of its utilisation."""
        shops, years = self.spare.sizes["shop"], self.spare.sizes["year"]
        by_shop = {
            "plant": self.plants, "shop": self.basis.shop, "kind": self.kinds, "basis": self.basis,
        }  # fmt: skip
        by_year = {
            "capacity": self.capacity, "available": self.available, "load": self.load, "spare": self.spare,
            "utilisation": self.utilisation,
        }  # fmt: skip
        return pd.DataFrame(
            {
                **{name: np.repeat(array.values, years) for name, array in by_shop.items()},
                "year": np.tile(self.spare.year.values, shops),
                **{name: array.values.ravel() for name, array in by_year.items()},
                "first_year_free": np.repeat(self.first_year_free.values, years),
            }
        )

    def options_frame(self) -> pd.DataFrame:
        """Return one row for each option and year: what it could build in spare capacity."""
        options, years = self.sellable.sizes["option"], self.sellable.sizes["year"]
        first = first_year_above(self.sellable)
        return pd.DataFrame(
            {
                "option": np.repeat(self.sellable.option.values, years),
                "plant": np.repeat(self.option_plants.values, years),
                "year": np.tile(self.sellable.year.values, options),
                "sellable": self.sellable.values.ravel(),
                "first_year_free": np.repeat(first.values, years),
            }
        )

    def plants_frame(self) -> pd.DataFrame:
        """Return one row for each plant and year: capacity, load and spare of its narrowest kind of shop.

        Shops of one kind stand side by side and add up; press, body, paint and assembly follow each
        other, so that the narrowest counts. A line is a chain of its own, and its capacity adds to
        that of the chain of shops. Utilisation is load over capacity of the narrowest kind.
        """
        shops = self.to_frame()
        shops = shops[shops["kind"].isin([*IN_SERIES, "line"])]
        keys = ["plant", "year", "kind"]
        kinds = shops.groupby(keys, sort=False)[["capacity", "load", "spare"]].sum().reset_index()
        kinds = kinds.assign(chain=np.where(kinds["kind"] == "line", "line", "shops"))
        groups = kinds.groupby(["plant", "year", "chain"], sort=False)
        narrowest = kinds.loc[groups["capacity"].idxmin(), ["plant", "year", "chain", "capacity", "load"]]
        spare = groups["spare"].min().rename("spare").reset_index()
        chains = narrowest.merge(spare, on=["plant", "year", "chain"])
        plants = chains.groupby(["plant", "year"], sort=False)[["capacity", "load", "spare"]].sum()
        plants["utilisation"] = plants["load"] / plants["capacity"].where(plants["capacity"] > 0)
        bases = shops.groupby(["plant", "year"], sort=False)["basis"]
        return plants.assign(basis=bases.agg(joined)).reset_index()


def spare_capacity(
    study: Study,
    load: xr.DataArray | None = None,
    basis: str | None = None,
    added: xr.DataArray | None = None,
) -> SpareCapacity:
    """Return the capacity that is not in use, by shop, year and option, on a stated basis.

        spare[r,t]    = alpha[r,t] (cap[r,basis(r)] + added[r,t]) - load[r,t]
        sellable[j,t] = min over shops r on the route of max(0, spare[r,t]) / a[j,r]

    Parameters
    ----------
    study
        The study.
    load
        Load of each shop from a solved plan, dims (shop, year), vehicles/yr of the reference car; by
        default what is built today, held to its run-out (:func:`own_load`).
    basis
        Shift pattern to measure against; by default the setting ``basis_pattern``, or else the
        largest pattern of at most two shifts (:func:`basis_capacity`).
    added
        Capacity that a plan's expansions add to each shop by each year, dims (shop, year),
        vehicles/yr of the reference car; none by default.

    Raises
    ------
    LabelError
        If the basis is unknown, or load or added have other shops or years than the study.
    """
    taken = own_load(study) if load is None else matched(study, load)
    grown = xr.zeros_like(taken) if added is None else matched(study, added)
    chosen, names = basis_capacity(study, basis)
    capacity = (chosen + grown).transpose("shop", "year")
    available = (capacity * expected(study, study["shops.availability"])).transpose("shop", "year")
    spare = available - taken
    groups = study.frame("groups").set_index("group").plant
    plants = groups.reindex(study["shops.group"].values).to_numpy(dtype=object)
    return SpareCapacity(
        basis=names,
        capacity=capacity,
        available=available,
        load=taken,
        spare=spare,
        utilisation=taken / capacity.where(capacity > 0),
        sellable=sellable(study, spare),
        plants=names.copy(data=plants),
        kinds=study["shops.kind"],
        option_plants=study["options.plant"],
    )


def basis_capacity(study: Study, basis: str | None = None) -> tuple[xr.DataArray, xr.DataArray]:
    """Return the capacity that utilisation is measured against, and the pattern it stands for.

    The pattern is the one named, else the setting ``basis_pattern``, else the largest straight-time
    run pattern of at most two shifts that the shop's group has. A shop whose group does not have
    the named pattern falls back to the last of these, and one that has no such pattern takes its
    smallest run pattern; the second array says so.

    Returns
    -------
    tuple of xarray.DataArray
        Capacity, dims (shop), vehicles/yr; and names of patterns, dims (shop), empty for a shop
        without any capacity.

    Raises
    ------
    LabelError
        If the named pattern is not in the study.
    """
    capacity = computed_capacity(study).transpose("shop", "pattern")
    patterns = study.labels["pattern"]
    named = basis or str(study.settings["basis_pattern"])
    wanted = known_name("shift pattern", named, list(patterns)) if named else ""
    if not capacity.size:
        return capacity.sum("pattern"), study["shops.group"].copy(data=np.full(len(capacity), ""))
    usual = (study["shift_patterns.shifts"] <= TWO_SHIFTS) & study["shift_patterns.straight_time"]
    # The pattern named comes before the usual ones, whatever those could build, and they before others.
    tier = 2.0 * (usual.pattern == wanted) + 1.0 * usual
    step = 2 * float(capacity.max()) + 1
    score = (tier * step + capacity.where(usual, -capacity)).where(capacity > 0, -np.inf)
    place = score.transpose("shop", "pattern").argmax("pattern")
    chosen = capacity.isel(pattern=place).drop_vars("pattern")
    names = np.where(chosen.values > 0, patterns[place.values], "")
    return chosen.rename("capacity"), chosen.copy(data=names).rename("basis")


def overtime_capacity(study: Study, basis: str | None = None) -> xr.DataArray:
    """Return the capacity on the basis with all overtime that the shop allows.

    cap[r,basis(r)] (1 + ot[r]), dims (shop), vehicles/yr
    """
    return basis_capacity(study, basis)[0] * (1 + study["shops.overtime_limit"])


def own_load(study: Study) -> xr.DataArray:
    """Return the load of what is built today, held at its rate until it runs out.

    load[r,t] = sum_j a[j,r] built[j] [t <= until[j]]

    This needs no demand and no plan; a solved plan gives a better load.

    Returns
    -------
    xarray.DataArray
        Load, dims (shop, year), vehicles/yr of the reference car.
    """
    years = xr.DataArray(study.years, coords={"year": study.years}, dims="year")
    running = study.has("incumbents") & (years <= study["incumbents.until"])
    built = study["incumbents.built"].where(running, 0.0)
    load: xr.DataArray = xr.dot(study["routes.use"], built, dim="option")
    return load.transpose("shop", "year").rename("load")


def sellable(study: Study, spare: xr.DataArray) -> xr.DataArray:
    """Return how many further vehicles each option could build in spare capacity.

    Parameters
    ----------
    spare
        Spare capacity of each shop, dims (shop, year), vehicles/yr of the reference car.

    Returns
    -------
    xarray.DataArray
        Vehicles/yr, dims (option, year); zero where a shop on the route is full, missing where an
        option passes no shop.
    """
    use = study["routes.use"]
    room = (spare.clip(min=0) / use.where(use > 0)).fillna(np.inf)
    # The start value lets a study without shops have a least room: none is known.
    least = room.reduce(np.min, "shop", initial=np.inf)
    return least.where(np.isfinite(least)).transpose("option", "year").rename("sellable")


def outage_availability(weeks: float) -> float:
    """Return the share of a year's capacity that is left after so many weeks without production.

    alpha = 1 - weeks / 47, never below 0; a plant works 47 weeks a year.

    Examples
    --------
    >>> round(outage_availability(5.5) - 1, 4)
    -0.117
    """
    if weeks < 0:
        raise ValueError(f"weeks of outage must be zero or more, got {weeks}")
    return max(0.0, 1 - weeks / WORKING_WEEKS)


def first_year_above(values: xr.DataArray, least: float = 0.0) -> xr.DataArray:
    """Return the first year in which values lie above ``least``, missing where none does.

    The result has the dims of ``values`` without year.
    """
    above = values > least
    years = xr.DataArray(values.year.values.astype(float), coords={"year": values.year}, dims="year")
    return years.where(above).min("year").rename("first_year")


def expected(study: Study, values: xr.DataArray) -> xr.DataArray:
    """Return values weighted by the probability of their scenarios."""
    if "scenario" not in values.dims:
        return values
    mean: xr.DataArray = xr.dot(values, study.probability, dim="scenario")
    return mean


def matched(study: Study, load: xr.DataArray) -> xr.DataArray:
    """Return a load in the order of the study's shops and years."""
    if set(load.dims) != {"shop", "year"}:
        raise LabelError(f"load has the dims {load.dims}, wanted (shop, year)")
    for dim in ("shop", "year"):
        unmatched = set(load[dim].values) ^ set(study.labels[dim])
        if unmatched:
            raise LabelError(
                f"load and study differ in {dim}: {sorted(unmatched)} occur in only one. "
                f"Give the load of every {dim} of the study."
            )
    labels = {dim: study.labels[dim] for dim in ("shop", "year")}
    return load.sel(labels).transpose("shop", "year")


def joined(names: pd.Series) -> str:
    """Return different names, in their order, as one word."""
    return "; ".join(dict.fromkeys(str(name) for name in names if name))
