"""Drawn futures for tests: demand by vehicle and year, and wages."""

from __future__ import annotations

import numpy as np
import xarray as xr

from plantshare.study import Draw, Draws, Study

__all__ = ["with_futures"]


def with_futures(study: Study, count: int, seed: int) -> Study:
    """Return the study with unequal futures of demand (times 0.6 to 1.4) and wages (times 0.8 to 1.3)."""
    generator = np.random.default_rng(seed)
    names = np.array([f"draw {number}" for number in range(count)], dtype=object)
    vehicles = study.labels["vehicle"]
    demand = xr.DataArray(
        generator.uniform(0.6, 1.4, (vehicles.size, study.years.size, count)),
        coords={"vehicle": vehicles, "year": study.years, "scenario": names},
        dims=("vehicle", "year", "scenario"),
    )
    wage = xr.DataArray(generator.uniform(0.8, 1.3, count), coords={"scenario": names}, dims="scenario")
    weights = generator.uniform(0.5, 1.5, count)
    columns = (
        Draw(key="demand.units", how="scale", values=demand),
        Draw(key="factors.wage", how="scale", values=wage),
    )
    chances = tuple(float(one) for one in weights / weights.sum())
    return study.with_draws(Draws(columns=columns, weights=chances, origin={"seed": seed}))
