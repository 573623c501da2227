"""How fast a launch reaches its peak rate, and when its capital is spent."""

from __future__ import annotations

import numpy as np
import xarray as xr

from plantshare.study.study import Study

__all__ = ["capital_by_year_before", "ramp_by_age"]


def ramp_by_age(study: Study) -> xr.DataArray:
    """Return the share phi of the peak rate reached at each age of a launch.

    Ages beyond the last row of a ramp stay at its share, ages before its first row have none, and an
    option without a ramp runs at full rate at once.

    Returns
    -------
    xarray.DataArray
        Share phi, dims (option, age), a pure number; age 0 is the first year of production.
    """
    shares = study["ramps.share"].transpose("ramp", "age").ffill("age").fillna(0.0)
    return of_option(study, "options.ramp", shares, np.ones(shares.sizes["age"]))


def capital_by_year_before(study: Study) -> xr.DataArray:
    """Return the share of the launch capital that is spent so many years before production starts.

    Without a profile all of it is spent in the first year of production.

    Returns
    -------
    xarray.DataArray
        Share, dims (option, years_before), a pure number.
    """
    shares = study["capex_profiles.share"].transpose("profile", "years_before").fillna(0.0)
    at_start = (study.labels["years_before"] == 0).astype(float)
    return of_option(study, "options.capex_profile", shares, at_start)


def of_option(study: Study, key: str, rows: xr.DataArray, default: np.ndarray) -> xr.DataArray:
    """Return the row that each option names in the column ``key``, or the default where it names none.

    The last dim of ``rows`` stays.
    """
    name, dim = rows.dims
    named = dict(zip(rows[name].values, rows.values, strict=True))
    values = [named.get(word, default) for word in study[key].values]
    return xr.DataArray(
        np.array(values, dtype=float).reshape(-1, len(default)),
        coords={"option": study.labels["option"], dim: rows[dim]},
        dims=("option", dim),
    )
