"""How fast a launch reaches its peak rate, and when its capital is spent."""

from __future__ import annotations

import numpy as np
import xarray as xr

from plantshare.study.study import Study

__all__ = ["capital_by_year_before", "is_late", "late_ramp_by_age", "ramp_by_age"]

MONTHS = 12


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


def is_late(study: Study) -> xr.DataArray:
    """Return whether the launch of an option comes late in some scenario, dims (option)."""
    return (study["options.launch_delay"] > 0).any("scenario")


def late_ramp_by_age(study: Study) -> xr.DataArray:
    """Return the share phi of the peak rate reached at each age of a launch that may come late.

        phi'[a,s] = (1 - f) phi[a - k] + f phi[a - k - 1],   delay = 12 (k + f) months,  0 <= f < 1

    Before the first year of the ramp nothing is built, and a launch whose delay is infinite never ramps.

    Returns
    -------
    xarray.DataArray
        Share phi', dims (option, age, scenario), a pure number; age counts from the launch that was decided.

    Examples
    --------
    A ramp of 0.4, 1, 1 that is eighteen months late builds nothing in the first year, half of 0.4 in the
    second, and half of 0.4 and half of 1 in the third:

    >>> phi = [0.4, 1.0, 1.0]
    >>> 0.5 * phi[0], 0.5 * phi[1] + 0.5 * phi[0]
    (0.2, 0.7)
    """
    shares = ramp_by_age(study)
    late = study["options.launch_delay"].transpose("option", "scenario").values[:, None, :] / MONTHS
    comes = np.isfinite(late)
    years = np.where(comes, late, 0.0)
    whole = np.floor(years).astype(np.int64)
    part = years - whole
    reached = (1 - part) * earlier(shares, whole) + part * earlier(shares, whole + 1)
    coords = {
        "option": shares.option.values,
        "age": shares.age.values,
        "scenario": study.labels["scenario"],
    }
    return xr.DataArray(np.where(comes, reached, 0.0), coords=coords, dims=tuple(coords))


def earlier(shares: xr.DataArray, years: np.ndarray) -> np.ndarray:
    """Return shares by age as they were some years before, none before the first.

    The years have the dims (option, 1, scenario), what comes back (option, age, scenario).
    """
    place = np.arange(shares.sizes["age"])[None, :, None] - years
    found = np.take_along_axis(shares.values[:, :, None], np.maximum(place, 0), axis=1)
    known: np.ndarray = np.where(place >= 0, found, 0.0)
    return known


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
