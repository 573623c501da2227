"""Who sells, buys, builds and invests: by ownership, or by the form of the deal that opens an option."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.study.parties import brand_company, plant_company
from plantshare.study.study import Study

__all__ = [
    "FEE_FORMS",
    "Bearer",
    "builders",
    "buyers",
    "deal_of_option",
    "deal_sides",
    "has_fee_form",
    "host_share",
    "kit_duty",
    "seller_company",
]

FEE_FORMS = ("contract", "kit")
"""Forms in which the plant builds for a fee: who owns what decides who pays what."""

GUEST_RUNS = ("acquisition", "hall", "lease")
"""Forms in which the guest runs what it has bought or rented."""


@dataclass(frozen=True, slots=True, eq=False)
class Bearer:
    """Who bears a share of the money of each option.

    Parameters
    ----------
    company
        Company of each option, dims (option).
    share
        Share that it bears: a number, or dims (option).
    """

    company: xr.DataArray
    share: xr.DataArray | float = 1.0


def deal_of_option(study: Study) -> xr.DataArray:
    """Return the deal that opens each option, empty where none does, dims (option).

    Parameters
    ----------
    study
        The study, whatever its setting ``sharing``.
    """
    opens = {option: row.deal for row in study.frame("deals").itertuples() for option in row.options}
    labels = study.labels["option"]
    names = np.array([opens.get(option, "") for option in labels], dtype=object)
    return xr.DataArray(names, coords={"option": labels}, dims="option")


def deal_sides(study: Study) -> pd.DataFrame:
    """Return the sides of each deal: index deal, columns form, host, guest, licensee, licensor.

    The last two are empty unless the deal is a licence.

    Parameters
    ----------
    study
        The study.
    """
    deals = study.frame("deals").set_index("deal")[["form", "host", "guest"]]
    by_host = study["deal_terms.licensee"].to_series().reindex(deals.index) != "guest"
    is_licence = deals["form"] == "licence"
    licensee = deals["host"].where(by_host, deals["guest"]).where(is_licence, "")
    licensor = deals["guest"].where(by_host, deals["host"]).where(is_licence, "")
    return deals.assign(licensee=licensee, licensor=licensor)


def host_share(study: Study) -> pd.Series:
    """Return the share of the host in each joint venture, 0 for deals of another form, index deal.

    Parameters
    ----------
    study
        The study.
    """
    deals, held = study.frame("deals"), study.frame("deal_shares")
    shares = dict(zip(zip(held["deal"], held["company"], strict=True), held["share"], strict=True))
    own = [
        float(shares.get((row.deal, row.host), 0.0)) if row.form == "joint_venture" else 0.0
        for row in deals.itertuples()
    ]
    return pd.Series(own, index=pd.Index(deals["deal"], name="deal"), dtype=float)


def has_fee_form(study: Study) -> xr.DataArray:
    """Return whether whoever owns plant and vehicle pays for an option, dims (option).

    So it is without a deal, and in a deal by which the plant builds for a fee.

    Parameters
    ----------
    study
        The study.
    """
    form = words_of(study, "form")
    return (form == "") | form.isin(FEE_FORMS)


def seller_company(study: Study) -> xr.DataArray:
    """Return the company that sells what an option builds, and bears its delivery and duty, dims (option).

    That is the brand; under a licence the licensee.

    Parameters
    ----------
    study
        The study.
    """
    licensee = words_of(study, "licensee")
    return brand_company(study).where(licensee == "", licensee)


def buyers(study: Study) -> tuple[Bearer, ...]:
    """Return who buys the parts of an option and pays its launch capital, before host and guest settle.

    The seller, or both owners of a venture in its place.

    Parameters
    ----------
    study
        The study.
    """
    return shared_in_ventures(study, seller_company(study))


def builders(study: Study) -> tuple[Bearer, ...]:
    """Return who pays for labour, energy, conversion and the fixed cost of an option.

    The plant; the licensee, the buyer or the tenant of the line, or both owners of a venture, in their place.

    Parameters
    ----------
    study
        The study.
    """
    form = words_of(study, "form")
    runs_it = words_of(study, "licensee").where(form == "licence", words_of(study, "guest"))
    return shared_in_ventures(study, plant_company(study).where(has_fee_form(study), runs_it))


def kit_duty(study: Study) -> xr.DataArray:
    """Return the duty on kits by the ruling of customs that their deal states, missing elsewhere.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    xarray.DataArray
        Share of the cost of the parts, dims (option).
    """
    terms = study.frame("deal_terms").set_index("deal")
    ruled = terms["duty_as_parts"].where(terms["customs_ruling"] == "parts", terms["duty_as_vehicle"])
    deal = opening_deal(study)
    is_kit = (words_of(study, "form") == "kit").values
    rates = [float(ruled.get(name, np.nan)) for name in deal.values]
    return deal.copy(data=np.where(is_kit, rates, np.nan).astype(float))


def shared_in_ventures(study: Study, alone: xr.DataArray) -> tuple[Bearer, ...]:
    """Return one company for each option, and both owners where a venture builds it."""
    deal = opening_deal(study)
    share = host_share(study)
    of_host = xr.zeros_like(deal, dtype=float)
    of_host.values = np.array([float(share.get(name, 0.0)) for name in deal.values])
    is_venture = words_of(study, "form") == "joint_venture"
    if not is_venture.any():
        return (Bearer(alone),)
    guest = alone.where(~is_venture, words_of(study, "guest"))
    host = words_of(study, "host").where(is_venture, "")
    return Bearer(guest, 1.0 - of_host), Bearer(host, of_host)


def words_of(study: Study, column: str) -> xr.DataArray:
    """Return a column of :func:`deal_sides` for each option, empty where no deal opens it, dims (option)."""
    deal, words = opening_deal(study), deal_sides(study)[column]
    return deal.copy(data=np.array([words.get(name, "") for name in deal.values], dtype=object))


def opening_deal(study: Study) -> xr.DataArray:
    """Return the deal that opens each option in the plan: none unless sharing is given by deals."""
    deal = deal_of_option(study)
    return deal if study.settings["sharing"] == "deals" else xr.full_like(deal, "")
