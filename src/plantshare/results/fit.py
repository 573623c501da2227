"""How well each vehicle fits each plant: gates first, then money per vehicle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError
from plantshare.naming import known_name
from plantshare.results.spare import SpareCapacity, expected, spare_capacity
from plantshare.study import Study
from plantshare.study.unit_costs import can_serve, freight_cost, labour_cost

__all__ = ["Fit", "FitReport", "Gate", "Outcome", "annuity_factor", "fit", "launch_window"]

Outcome = Literal["pass", "fail", "unknown"]

MILLION = 1e6
ENVELOPE = (
    ("length", "max_length", "m"),
    ("width", "max_width", "m"),
    ("height", "max_height", "m"),
    ("wheelbase", "max_wheelbase", "m"),
    ("mass", "max_mass", "kg"),
)
"""Column of the vehicle, column of the plant that limits it, and their unit."""

LONG_LIFE = 100
"""Life in years that the dictionary gives an option where none is stated."""

Row = Mapping[str, Any]
"""One row of a table: its cells have no common type, hence Any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One condition that a vehicle must meet at a plant.

    Parameters
    ----------
    outcome
        "unknown" where the vehicle's figure or the plant's limit is not stated.
    found, wanted
        What there is and what the plant takes, in words with units.
    """

    name: str
    outcome: Outcome
    found: str
    wanted: str

    @property
    def words(self) -> str:
        """Return the gate as a user reads it."""
        return f"{self.name}: {self.found}, wanted {self.wanted} ({self.outcome})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One option: its gates, and what it costs at the plant.

    Parameters
    ----------
    volume
        Vehicles a year that capital and fixed cost are spread over.
    capital, labour, logistics, fixed
        Cost in currency per vehicle; logistics is missing where no lane is known.
    """

    option: str
    vehicle: str
    plant: str
    mode: str
    gates: tuple[Gate, ...]
    volume: float
    capital: float
    labour: float
    logistics: float
    fixed: float

    @property
    def cost(self) -> float:
        """Return the fit in currency per vehicle; lower is better."""
        return self.capital + self.labour + self.logistics + self.fixed

    @property
    def outcome(self) -> Outcome:
        """Return "fail" if any gate fails, else "unknown" if any is unknown, else "pass"."""
        found = {gate.outcome for gate in self.gates}
        return "fail" if "fail" in found else "unknown" if "unknown" in found else "pass"


@dataclass(frozen=True, slots=True, kw_only=True)
class FitReport:
    """The fit of every option of a study, in the order of the study."""

    fits: tuple[Fit, ...]

    def __getitem__(self, option: str) -> Fit:
        """Return the fit of one option."""
        names = [each.option for each in self.fits]
        return self.fits[names.index(known_name("option", option, names))]

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each option: outcome, cost lines (currency/vehicle), and every gate."""
        columns = (
            "option", "vehicle", "plant", "mode", "outcome", "volume",
            "capital", "labour", "logistics", "fixed", "cost",
        )  # fmt: skip
        rows = [
            {name: getattr(each, name) for name in columns} | {gate.name: gate.outcome for gate in each.gates}
            for each in self.fits
        ]
        return pd.DataFrame(rows, columns=None if rows else list(columns))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Basis:
    """What all options are measured against, worked out once.

    Parameters
    ----------
    sellable
        Further vehicles that an option could build, dims (option, year), vehicles/yr.
    window
        Whether an option may start, dims (option, year).
    output
        What is built today, dims (plant, year), vehicles/yr.
    labour, freight
        Dims (option, year), currency/vehicle.
    rate
        Discount rate, share/yr.
    """

    sellable: xr.DataArray
    window: xr.DataArray
    output: xr.DataArray
    labour: xr.DataArray
    freight: xr.DataArray
    rate: float


def fit(
    study: Study,
    *,
    spare: SpareCapacity | None = None,
    volume: float | None = None,
    years: int | None = None,
    market: str | None = None,
) -> FitReport:
    """Return how well each option fits its plant: gates before any score, then money per vehicle.

        fit[j] = annuity(capex[j]; r, n) / q[j] + hours[j] wage + logistics[j] + fixed_cost[j] / q[j]

    A gate is passed, failed, or unknown where a figure is not stated; an unknown gate is never
    passed. The cost is worked out whatever the gates say. Capital follows the rate of the study;
    wage and freight are those of the first year in which the option may start.

    Parameters
    ----------
    study
        The study.
    spare
        Spare capacity, from a solved plan or on another basis; by default that of what is built today.
    volume
        Volume q, vehicles/yr; by default the peak rate or, without one, the most that the plant has
        to spare in the launch window.
    years
        Years n over which capital is repaid; by default the life of the option or, where it has
        none, the length of the horizon.
    market
        Market that logistics leads to; by default all markets that the option can serve, weighted
        by demand.

    Raises
    ------
    LabelError
        If the market is unknown, or the volume or the years are not above zero.
    """
    if volume is not None and volume <= 0:
        raise LabelError(f"volume must be above zero vehicles a year, got {volume:g}")
    if years is not None and years <= 0:
        raise LabelError(f"years of repayment must be above zero, got {years}")
    basis = Basis(
        sellable=(spare or spare_capacity(study)).sellable,
        window=launch_window(study),
        output=plant_output(study),
        labour=expected(study, labour_cost(study)),
        freight=logistics(study, market),
        rate=float(study.settings["discount_rate"]),
    )
    vehicles, plants = rows_of(study, "vehicles"), rows_of(study, "plants")
    return FitReport(
        fits=tuple(
            fit_option(
                basis,
                option,
                vehicles[option["vehicle"]],
                plants[option["plant"]],
                volume=volume,
                years=years or usual_years(study, option["life_years"]),
            )
            for option in rows_of(study, "options").values()
        )
    )


def fit_option(
    basis: Basis, option: Row, vehicle: Row, plant: Row, *, volume: float | None, years: float
) -> Fit:
    """Return the fit of one option."""
    name = option["option"]
    window = basis.window.sel(option=name)
    free = basis.sellable.sel(option=name).where(window)
    made = volume or usual_volume(option["peak_rate"], free)
    built_today = float(basis.output.sel(plant=option["plant"]).where(window).min())
    launch = first_year(window)
    return Fit(
        option=name,
        vehicle=option["vehicle"],
        plant=option["plant"],
        mode=option["mode"],
        gates=(
            *envelope_gates(vehicle, plant),
            *readiness_gates(vehicle, plant),
            permit_gate(plant, built_today + made),
            *capacity_gates(plant, free, window),
        ),
        volume=made,
        capital=per_vehicle(option["capex"] * annuity_factor(basis.rate, years), made),
        labour=float(basis.labour.sel(option=name, year=launch)),
        logistics=float(basis.freight.sel(option=name, year=launch)),
        fixed=per_vehicle(option["fixed_cost"], made),
    )


def annuity_factor(rate: float, years: float) -> float:
    """Return the yearly payment that repays 1 over some years.

    a = r / (1 - (1 + r)^-n), and 1 / n without interest

    Examples
    --------
    >>> round(annuity_factor(0.10, 7), 6), annuity_factor(0, 4)
    (0.205405, 0.25)
    """
    return rate / (1 - (1 + rate) ** -years) if rate else 1 / years


def launch_window(study: Study) -> xr.DataArray:
    """Return the years in which each option could start, whoever owns the plant.

    From the later of the first year plus the lead time and ``earliest_launch``, to
    ``latest_launch``.

    Returns
    -------
    xarray.DataArray
        True inside the window, dims (option, year).
    """
    years = xr.DataArray(study.years, coords={"year": study.years}, dims="year")
    ready = float(study.years[0]) + study["options.lead_years"]
    after = years >= np.fmax(ready, study["options.earliest_launch"])
    before = years <= study["options.latest_launch"].fillna(np.inf)
    return (after & before).transpose("option", "year")


def plant_output(study: Study) -> xr.DataArray:
    """Return what is built today at each plant, held to its run-out, dims (plant, year), vehicles/yr."""
    years = xr.DataArray(study.years, coords={"year": study.years}, dims="year")
    running = study.has("incumbents") & (years <= study["incumbents.until"])
    built = study["incumbents.built"].where(running, 0.0)
    plants = xr.DataArray(study.labels["plant"], coords={"plant": study.labels["plant"]}, dims="plant")
    at_plant = (study["options.plant"] == plants).astype(float)
    output: xr.DataArray = xr.dot(at_plant, built, dim="option")
    return output.transpose("plant", "year")


def logistics(study: Study, market: str | None) -> xr.DataArray:
    """Return freight and handling by option and year, weighted by demand, dims (option, year)."""
    freight = freight_cost(study)
    if market is not None:
        names = list(study.labels["market"])
        return freight.sel(market=known_name("market", market, names)).drop_vars("market")
    served = can_serve(study)
    demand = expected(study, study["demand.units"]).sel(vehicle=study["options.vehicle"])
    weight = demand.drop_vars("vehicle").where(served, 0.0)
    # Markets without demand in a year count alike, so that a cost is shown before demand starts.
    weight = weight.where(weight.sum("market") > 0, served.astype(float))
    total = weight.sum("market")
    mean = (freight.fillna(0.0) * weight).sum("market") / total.where(total > 0)
    return mean.transpose("option", "year")


def envelope_gates(vehicle: Row, plant: Row) -> list[Gate]:
    """Return the gates of length, width, height, wheelbase and mass."""
    return [
        limit_gate(name, vehicle[name], plant[limit], unit, is_stated=not plant["blank"][limit])
        for name, limit, unit in ENVELOPE
    ]


def readiness_gates(vehicle: Row, plant: Row) -> list[Gate]:
    """Return the gates of body material and powertrain."""
    return [
        choice_gate("body material", vehicle["body_material"], plant["body_materials"]),
        choice_gate("powertrain", vehicle["powertrain"], plant["powertrains"]),
    ]


def permit_gate(plant: Row, output: float) -> Gate:
    """Return the gate of the environmental permit: what is built today and the volume together."""
    is_stated = not plant["blank"]["permitted_units"]
    return limit_gate("permit", output, plant["permitted_units"], "vehicles/yr", is_stated=is_stated)


def capacity_gates(plant: Row, free: xr.DataArray, window: xr.DataArray) -> list[Gate]:
    """Return the gates of a free window and of the least spare capacity that the owner asks for."""
    most, least = float(free.max()), float(plant["minimum_spare"])
    open_years = window.year.values[window.values]
    wanted = "spare capacity in a year in which it may start"
    asked = f"at least {least:,.0f} vehicles/yr"
    if not len(open_years):
        nothing = "no start within the horizon"
        return [
            Gate(name="free window", outcome="fail", found=nothing, wanted=wanted),
            Gate(name="minimum spare", outcome="fail", found=nothing, wanted=asked),
        ]
    if np.isnan(most):
        unknown = "no shop on its route"
        return [
            Gate(name="free window", outcome="unknown", found=unknown, wanted=wanted),
            Gate(name="minimum spare", outcome="unknown", found=unknown, wanted=asked),
        ]
    first = free.year.values[(free > 0).values]
    found = f"free from {first[0]}" if len(first) else f"full from {open_years[0]} to {open_years[-1]}"
    return [
        Gate(name="free window", outcome="pass" if len(first) else "fail", found=found, wanted=wanted),
        Gate(
            name="minimum spare",
            outcome="pass" if most >= least else "fail",
            found=f"{most:,.0f} vehicles/yr",
            wanted=asked,
        ),
    ]


def limit_gate(name: str, found: float, limit: float, unit: str, *, is_stated: bool) -> Gate:
    """Return a gate that a number must not exceed a limit; unknown where either is not stated."""
    seen = "not stated" if np.isnan(found) else f"{found:,g} {unit}"
    wanted = f"at most {limit:,g} {unit}" if is_stated else "a limit that the study does not state"
    outcome: Outcome = "pass" if found <= limit else "fail"
    known = is_stated and not np.isnan(found)
    return Gate(name=name, outcome=outcome if known else "unknown", found=seen, wanted=wanted)


def choice_gate(name: str, found: str, ready: tuple[str, ...]) -> Gate:
    """Return a gate that a word must be among those the plant is ready for."""
    wanted = "one of " + (", ".join(ready) or "none")
    return Gate(name=name, outcome="pass" if found in ready else "fail", found=found, wanted=wanted)


def usual_volume(peak_rate: float, free: xr.DataArray) -> float:
    """Return the peak rate or, where there is none, the most that is free; missing if neither is known."""
    return peak_rate if np.isfinite(peak_rate) else float(free.max())


def usual_years(study: Study, life: float) -> float:
    """Return the life of an option or, where none is stated, the length of the horizon."""
    return life if life < LONG_LIFE else float(len(study.years))


def first_year(window: xr.DataArray) -> int:
    """Return the first year of a window, the last year of the horizon where it is empty."""
    open_years = window.year.values[window.values]
    return int(open_years[0] if len(open_years) else window.year.values[-1])


def per_vehicle(amount: float, volume: float) -> float:
    """Return an amount in millions a year as currency per vehicle; no amount costs nothing."""
    if not amount:
        return 0.0
    return amount * MILLION / volume if volume > 0 else float("nan")


def rows_of(study: Study, name: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by name; under "blank" each says which of its cells are defaults."""
    table = study.tables.tables[name]
    rows = table.frame.to_dict("records")
    blanks = table.blank.to_dict("records")
    label = load_dictionary().tables[name].key[0]
    return {row[label]: {**row, "blank": gap} for row, gap in zip(rows, blanks, strict=True)}
