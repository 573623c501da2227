"""What a fee per vehicle comes to: by bands of volume, and as it follows wages and energy.

Each of these is computed here only, so that the plan and the value of a deal agree. Volumes are thousand
vehicles and fees thousands of currency per vehicle, whose product is millions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import xarray as xr

from plantshare.study.parties import programme_of
from plantshare.study.study import Study
from plantshare.units import THOUSAND

__all__ = [
    "Band",
    "band_volumes",
    "bands_of",
    "fee_in_bands",
    "fee_index",
    "fee_indices",
    "index_factor",
    "price_over_first",
]

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A fee for the vehicles of a year that fall between two volumes.

    Parameters
    ----------
    start, end
        Volumes at which the band begins and ends, k/yr.
    unit_fee
        Fee per vehicle inside, thousands.
    """

    start: float
    end: float
    unit_fee: float


def bands_of(study: Study, deal: str) -> tuple[Band, ...]:
    """Return the fee bands of a deal in their order; none where it has one fee.

    Parameters
    ----------
    study
        The study.
    deal
        Name of the deal.
    """
    rows = study.frame("deal_bands")
    own = rows[rows["deal"] == deal].sort_values("band")
    return tuple(
        Band(start=row.from_units * THOUSAND, end=row.to_units * THOUSAND, unit_fee=row.unit_fee * THOUSAND)
        for row in own.itertuples()
    )


def band_volumes(volume: Numbers, bands: Sequence[Band]) -> Numbers:
    """Return how much of each volume falls into each band, k: a first dimension for the bands, then its own.

    Parameters
    ----------
    volume
        Volumes of a year, k, of any shape.
    bands
        The bands.

    Examples
    --------
    >>> bands = (Band(start=0, end=40, unit_fee=1.95), Band(start=40, end=float("inf"), unit_fee=1.60))
    >>> band_volumes(np.array([20.0, 60.0]), bands).tolist()
    [[20.0, 40.0], [0.0, 20.0]]
    """
    return np.array([np.clip(volume - band.start, 0.0, band.end - band.start) for band in bands])


def fee_in_bands(volume: Numbers, bands: Sequence[Band]) -> Numbers:
    """Return the fee that the bands ask for each volume, m, in the shape of the volumes.

        fee = sum_b w[b] min(max(q - start[b], 0), end[b] - start[b])

    Parameters
    ----------
    volume
        Volumes q of a year, k, of any shape.
    bands
        The bands.

    Examples
    --------
    >>> bands = (Band(start=0, end=40, unit_fee=1.95), Band(start=40, end=float("inf"), unit_fee=1.60))
    >>> fee_in_bands(np.array([20.0, 60.0]), bands).tolist()
    [39.0, 110.0]
    """
    fees: Numbers = np.tensordot(
        np.array([band.unit_fee for band in bands]), band_volumes(volume, bands), axes=1
    )
    return fees


def index_factor(labour_weight: float, energy_weight: float, wage: Numbers, energy: Numbers) -> Numbers:
    """Return what a fee is multiplied by: factor = wl * wage + we * energy + (1 - wl - we).

    Parameters
    ----------
    labour_weight, energy_weight
        Shares wl and we of the fee that follow each; the rest stays.
    wage, energy
        Wage and energy price over those of the base year.

    Examples
    --------
    >>> round(float(index_factor(0.5, 0.1, np.array(1.03**2), np.array(1.2))), 6)
    1.05045
    """
    return labour_weight * wage + energy_weight * energy + (1.0 - labour_weight - energy_weight)


def price_over_first(study: Study, deal: str, name: str) -> xr.DataArray:
    """Return a price of the country of a deal's plant over that of the first year.

    Parameters
    ----------
    study
        The study.
    deal
        Name of the deal; one that prices another's programme has its plant.
    name
        Price, a column of ``factors`` such as "wage".

    Returns
    -------
    xarray.DataArray
        A pure number, dims (year, scenario); 1 where no price is stated.
    """
    deals = study.frame("deals")
    option = deals[deals["deal"] == programme_of(study, deal)]["options"].iloc[0][0]
    plant = str(study["options.plant"].sel(option=option).item())
    country = str(study["plants.country"].sel(plant=plant).item())
    every = xr.ones_like(study.discount) * xr.ones_like(study.probability)
    prices = study[f"factors.{name}"].sel(country=country).drop_vars("country") * every
    first = prices.isel(year=0, drop=True)
    over = (prices / first.where(first != 0)).fillna(1.0)
    return over.transpose("year", "scenario")


def fee_index(study: Study, deal: str) -> xr.DataArray:
    """Return what wages and energy multiply the stated fee per vehicle of a deal by.

        index[t,s] = wl wage[t,s] / wage[0,s] + we power[t,s] / power[0,s] + (1 - wl - we)

    Parameters
    ----------
    study
        The study.
    deal
        Name of the deal.

    Returns
    -------
    xarray.DataArray
        A pure number, dims (year, scenario).
    """
    labour = float(study["deal_terms.labour_weight"].sel(deal=deal))
    energy = float(study["deal_terms.energy_weight"].sel(deal=deal))
    every = xr.ones_like(study.discount) * xr.ones_like(study.probability)
    if labour == 0 and energy == 0:
        return every
    wage, power = (price_over_first(study, deal, name).values for name in ("wage", "electricity_price"))
    return every.copy(data=index_factor(labour, energy, wage, power))


def fee_indices(study: Study, deals: Sequence[str]) -> xr.DataArray:
    """Return :func:`fee_index` of several deals.

    Parameters
    ----------
    study
        The study.
    deals
        Names of the deals, at least one.

    Returns
    -------
    xarray.DataArray
        A pure number, dims (deal, year, scenario).
    """
    values = np.array([fee_index(study, deal).values for deal in deals])
    coords = {
        "deal": np.array(deals, dtype=object),
        "year": study.years,
        "scenario": study.labels["scenario"],
    }
    return xr.DataArray(values, coords=coords, dims=("deal", "year", "scenario"))
