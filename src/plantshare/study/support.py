"""Support that a study states: what each instrument touches, when, and what credit in it is worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.study.lending import grant_equivalent
from plantshare.study.study import Study

__all__ = ["changed_duty", "changing_row", "credit_worth", "qualifying", "years_between"]


def qualifying(study: Study, options: tuple[str, ...], country: str) -> xr.DataArray:
    """Return 1 for the options that an instrument names, or for all in its country, dims (option).

    Parameters
    ----------
    study
        The study.
    options
        Names of options; empty for all whose plant stands in the country.
    country
        Two-letter code.
    """
    labels = study.labels["option"]
    if options:
        values = np.isin(labels, list(options))
    else:
        where = study["plants.country"].sel(plant=study["options.plant"]).values
        values = where == country
    return xr.DataArray(values.astype(float), coords={"option": labels})


def years_between(study: Study, first: float, last: float) -> xr.DataArray:
    """Return 1 in the years from first to last, where a missing year means no limit, dims (year).

    Parameters
    ----------
    study
        The study.
    first, last
        Years, or NaN.
    """
    years = study.years
    inside = ~(years < first) & ~(years > last)
    return xr.DataArray(inside.astype(float), coords={"year": years})


def credit_worth(study: Study) -> pd.Series:
    """Return the grant equivalent of each loan and guarantee to one option, m, index support.

    Parameters
    ----------
    study
        The study.
    """
    frame = study.frame("support")
    credit = frame[frame["kind"].isin(("loan", "guarantee"))]
    worth = [
        grant_equivalent(row.amount, row.interest_rate, row.market_rate, int(row.years), fee=row.fee)
        if row.amount > 0
        else 0.0
        for row in credit.itertuples()
    ]
    return pd.Series(worth, index=pd.Index(credit["support"], name="support"), dtype=float)


def changed_duty(study: Study) -> xr.DataArray:
    """Return the duty that stands in place of the most-favoured-nation duty, as a share of the customs value.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    xarray.DataArray
        Dims (option, market, year); missing where no tariff change holds.
    """
    row = changing_row(study)
    rate = study.frame("support").set_index("support")["rate"]
    values = [rate.get(name, np.nan) for name in row.values.ravel()]
    return row.copy(data=np.array(values, dtype=float).reshape(row.shape)).rename("changed_duty")


def changing_row(study: Study) -> xr.DataArray:
    """Return the tariff change that sets the duty of an option, empty where none does.

    Of two for one option, market and year the later row of the table counts.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    xarray.DataArray
        Names of instruments, dims (option, market, year).
    """
    coords = {dim: study.labels[dim] for dim in ("option", "market", "year")}
    shape = [len(values) for values in coords.values()]
    named = xr.DataArray(np.full(shape, "", dtype=object), coords=coords, dims=tuple(coords))
    frame = study.frame("support")
    for row in frame[(frame["kind"] == "tariff") & frame["rate"].notna()].itertuples():
        touched = qualifying(study, row.options, row.country) > 0
        runs = years_between(study, row.first_year, row.last_year) > 0
        there = (named["market"] == row.market) | (row.market == "")
        named = named.where(~(touched & there & runs), row.support)
    return named.transpose(*coords).rename("changing_row")
