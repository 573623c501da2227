"""The gap split: what a country could build, is contracted and planned to build, and will likely build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from plantshare.results import Result
from plantshare.results.loading import STRAIGHT_TIME, basis_capacities, plan_spare
from plantshare.results.output import national_output
from plantshare.study import Study

__all__ = ["Likely", "Rung", "gap_split", "output_in", "quantile"]

CAPACITY = ("shops", "shop_patterns", "shift_patterns", "targets")
HALF = 0.5
"""Half a vehicle short is rounding."""
PLANNED = ("demand", "options", "targets", "shop_patterns")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Likely:
    """Output of the best plan in the year of the target, future by future.

    Parameters
    ----------
    output
        Vehicles/yr, one number for each future.
    weights
        Probability of each future; adds to one.
    origin
        How the futures were drawn: sampler, seed, count; empty where the study states no drivers.
    by_year
        Probability that the output of each year reaches the target, by year.
    """

    output: np.ndarray
    weights: np.ndarray
    origin: Mapping[str, str | int | float]
    by_year: Mapping[int, float]

    @classmethod
    def of(
        cls,
        output: xr.DataArray,
        weights: np.ndarray,
        origin: Mapping[str, str | int | float],
        *,
        year: int,
        goal: float,
    ) -> Likely:
        """Return the output of a plan in the year of a target, with the chance of reaching it in each year.

        Parameters
        ----------
        output
            Vehicles/yr, dims (year, scenario).
        weights, origin
            As of the record.
        year, goal
            Year and units of the target.
        """
        every = cls(output=output.sel(year=year).values, weights=weights, origin=origin, by_year={})
        chances = {
            int(each): float(weights @ (output.sel(year=each).values >= goal - HALF))
            for each in output["year"].values
        }
        return replace(every, by_year=chances)

    @property
    def is_drawn(self) -> bool:
        """Return whether futures were drawn."""
        return bool(self.origin)

    @property
    def mean(self) -> float:
        """Return the mean, vehicles/yr."""
        return float(self.weights @ self.output)

    def chance(self, goal: float) -> float:
        """Return the probability that output reaches a goal.

        Parameters
        ----------
        goal
            Vehicles/yr.
        """
        return float(self.weights @ (self.output >= goal - HALF))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One step of the gap split.

    Parameters
    ----------
    name
        Notional, straight-time, contracted, planned or likely.
    units
        Vehicles in the year of the target, missing where it cannot be told.
    low, high
        What one future in ten stays below and what one exceeds; missing where futures play no part.
    missing
        How much the target lies above it, vehicles, at least 0.
    definition
        What it counts, in words.
    reads
        Tables of the study that it rests on.
    """

    name: str
    units: float
    low: float
    high: float
    missing: float
    definition: str
    reads: tuple[str, ...]


def gap_split(study: Study, target: str, base: Result, decided: Result, likely: Likely) -> tuple[Rung, ...]:
    """Return a target beside what plants could build, are bound to, are planned to and likely will.

    Output of plants that the study does not plan is counted on every step as the target states it.

    Parameters
    ----------
    study
        The study of the plans.
    target
        Name of the target.
    base
        The best plan.
    decided
        The best plan that launches nothing which is not decided yet.
    likely
        Output of the best plan in drawn futures.
    """
    other = float((study["targets.other_output"].sel(target=target) * study.probability).sum())
    capacities = basis_capacities(study, base.values)
    named = next(name for name in capacities if name not in ("plan", "largest pattern"))
    straight = f"the pattern '{named}'" if named != STRAIGHT_TIME else STRAIGHT_TIME
    nan = float("nan")
    year = int(study["targets.year"].sel(target=target))
    found = [
        ("notional", capacity_in(study, target, base, capacities["largest pattern"]) + other, nan, nan,
         "what the plants could build on their largest shift pattern, all year, with the expansions of the "
         "plan", CAPACITY),
        ("straight-time", capacity_in(study, target, base, capacities[named]) + other, nan, nan,
         f"what the plants could build on the basis of the study: {straight}", CAPACITY),
        ("contracted", output_in(study, target, decided) if decided.has_plan else nan, nan, nan,
         f"what would still be sold in {year} of what is built today, until it runs out, and of launches "
         "that a rule of the study requires; nothing else is launched", PLANNED),
        ("planned", output_in(study, target, base), nan, nan,
         "the best plan: every launch that pays the companies together, with the deals they may sign",
         PLANNED),
        ("likely", likely.mean, quantile(likely, 0.1), quantile(likely, 0.9),
         "the mean of the best plan over drawn futures, launches and shifts held; range from what one "
         "future in ten stays below to what one exceeds" if likely.is_drawn
         else "the best plan, as the study states no drivers of futures", (*PLANNED, "uncertainty")),
    ]  # fmt: skip
    goal = float(study["targets.units"].sel(target=target))
    return tuple(
        Rung(
            name=name,
            units=units,
            low=low,
            high=high,
            missing=max(goal - units, 0.0) if np.isfinite(units) else nan,
            definition=definition,
            reads=reads,
        )
        for name, units, low, high, definition, reads in found
    )


def output_in(study: Study, target: str, plan: Result) -> float:
    """Return the output of a plan that counts toward a target in its year, expected, vehicles.

    Parameters
    ----------
    study
        The study of the plan.
    target
        Name of the target.
    plan
        A result with a plan.
    """
    year = int(study["targets.year"].sel(target=target))
    output = national_output(study, plan.values).sel(target=target, year=year)
    return float((output * study.probability).sum())


def capacity_in(study: Study, target: str, plan: Result, capacity: xr.DataArray) -> float:
    """Return the capacity of the plants in the country of a target in its year, vehicles.

    Shops that follow each other count by the narrowest, as in :meth:`SpareCapacity.plants_frame`.
    """
    spare = replace(plan_spare(study, plan.values), capacity=capacity)
    frame = spare.plants_frame()
    country = str(study["targets.country"].sel(target=target).item())
    plants = study.frame("plants")
    at_home = set(plants.plant[plants.country == country])
    year = int(study["targets.year"].sel(target=target))
    return float(frame.capacity[frame.plant.isin(at_home) & (frame.year == year)].sum())


def quantile(likely: Likely, level: float) -> float:
    """Return the output below which a share of the probability lies, vehicles; missing without futures.

    Parameters
    ----------
    likely
        Output in drawn futures.
    level
        The share.
    """
    if not likely.is_drawn:
        return float("nan")
    return float(np.quantile(likely.output, level, weights=likely.weights, method="inverted_cdf"))
