"""The form of deal that a study states, with its terms in the units of a stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from plantshare.deals.forms import (
    Acquisition,
    Band,
    Contract,
    FeeIndex,
    Form,
    HallPurchase,
    JointVenture,
    KitBuild,
    Licence,
    LineLease,
)
from plantshare.deals.stream import Stream, Yearly
from plantshare.deals.term import term
from plantshare.errors import LabelError
from plantshare.study import Study
from plantshare.study.parties import programme_of
from plantshare.units import THOUSAND

__all__ = ["agreed_form", "price_factors"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """One deal of a study beside the stream that it is valued on."""

    study: Study
    stream: Stream
    deal: str
    scenario: str

    def number(self, name: str) -> float:
        """Return a term that does not differ by year, in the unit of a stream."""
        return float(self.study[f"deal_terms.{name}"].sel(deal=self.deal)) * term(name).scale

    def word(self, name: str) -> str:
        """Return a term that is a choice."""
        return str(self.study[f"deal_terms.{name}"].sel(deal=self.deal).item())

    def yearly(self, name: str) -> Yearly:
        """Return a term by period, in the unit of a stream; 0 in periods outside the study."""
        values = self.study[f"deal_terms.{name}"].sel(deal=self.deal).reindex(year=list(self.stream.years))
        inside = np.isin(self.stream.years, self.study.years)
        scaled = np.asarray(values.values, dtype=float) * term(name).scale
        return np.where(inside, scaled, 0.0)

    def rows(self, table: str) -> pd.DataFrame:
        """Return the rows of the deal in a table."""
        frame = self.study.frame(table)
        return frame[frame["deal"] == self.deal]


def agreed_form(study: Study, deal: str, stream: Stream, scenario: str = "") -> Form:
    """Return the form of a deal with the terms that the study states.

    An empty unit fee is the host's conversion cost of the stream, and its fixed cost is refunded. A fee
    that follows wages and energy is multiplied, year by year, by the prices of the plant's country over
    those of the first year.

    Parameters
    ----------
    study
        The study.
    deal
        Name of the deal.
    stream
        The programme; its periods are years of the study, and perhaps a signature before them.
    scenario
        Future whose wages and energy prices an index follows; not needed where there is one.

    Raises
    ------
    LabelError
        If the study has no such deal.
    ValueError
        If terms contradict each other; the study's checks find the same.
    """
    deals = study.frame("deals")
    found = deals[deals["deal"] == deal]
    if found.empty:
        raise LabelError(f"the study has no deal '{deal}'; it has {', '.join(deals['deal']) or 'none'}")
    agreement = Agreement(study, stream, deal, scenario)
    return READERS[str(found["form"].iloc[0])](agreement)


def contract(agreement: Agreement) -> Contract:
    """Return a contract build."""
    bands = tuple(
        Band(start=row.from_units * THOUSAND, end=row.to_units * THOUSAND, unit_fee=row.unit_fee * THOUSAND)
        for row in agreement.rows("deal_bands").sort_values("band").itertuples()
    )
    fee = (0.0, index_of(agreement)) if bands else unit_fee(agreement)
    fixed = level_and_index(agreement.yearly("fixed_fee") + refund(agreement, has_bands=bool(bands)))
    return Contract(
        unit_fee=fee[0],
        fee_index=fee[1],
        fixed_fee=fixed[0],
        fixed_fee_index=fixed[1],
        bands=bands,
        minimum=tuple(agreement.yearly("minimum") * agreement.stream.runs),
        shortfall_rate=agreement.number("shortfall_rate"),
        host_capex_share=agreement.number("host_capex_share"),
    )


def refund(agreement: Agreement, *, has_bands: bool) -> Yearly:
    """Return the fixed cost of the programme that the guest pays where no fee is stated, m by period.

    The plan does the same: a fee that is the host's variable cost alone would leave it with the fixed cost.
    """
    stated = agreement.study["deal_terms.unit_fee"].sel(deal=agreement.deal)
    if has_bands or bool(stated.notnull().any()):
        return np.zeros(len(agreement.stream.years))
    return np.array(agreement.stream.fixed)


def unit_fee(agreement: Agreement) -> tuple[float, tuple[float, ...]]:
    """Return the unit fee and what it is multiplied by in each period."""
    stated = agreement.yearly("unit_fee")
    fees = np.where(np.isnan(stated), agreement.stream.conversion, stated)
    index = index_of(agreement)
    return level_and_index(fees * np.array(index) if index else fees)


def index_of(agreement: Agreement) -> tuple[float, ...]:
    """Return what wages and energy multiply a fee by in each period; none where it follows neither."""
    labour, energy = agreement.number("labour_weight"), agreement.number("energy_weight")
    if labour == 0 and energy == 0:
        return ()
    index = FeeIndex(labour_weight=labour, energy_weight=energy)
    wage, power = price_factors(agreement.study, agreement.deal, agreement.stream, agreement.scenario)
    return tuple(index.factor(w, e) for w, e in zip(wage, power, strict=True))


def price_factors(study: Study, deal: str, stream: Stream, scenario: str = "") -> tuple[Yearly, Yearly]:
    """Return wage and power price of the plant's country over those of the first year, each by period.

    Parameters
    ----------
    study, deal, stream, scenario
        As of :func:`agreed_form`.
    """
    agreement = Agreement(study, stream, deal, scenario)
    return price_over_first(agreement, "wage"), price_over_first(agreement, "electricity_price")


def price_over_first(agreement: Agreement, name: str) -> Yearly:
    """Return a price of the plant's country over that of the first year, 1 in periods outside the study."""
    study = agreement.study
    deals = study.frame("deals")
    option = deals[deals["deal"] == programme_of(study, agreement.deal)]["options"].iloc[0][0]
    plant = str(study["options.plant"].sel(option=option).item())
    country = str(study["plants.country"].sel(plant=plant).item())
    prices = study[f"factors.{name}"].sel(country=country)
    if "scenario" in prices.dims:
        prices = prices.sel(scenario=agreement.scenario) if agreement.scenario else prices.squeeze("scenario")
    first = float(prices.isel(year=0))
    over = prices.reindex(year=list(agreement.stream.years)) / first if first else prices * 0.0 + 1.0
    return np.where(np.isnan(over.values), 1.0, over.values)


def level_and_index(values: Yearly) -> tuple[float, tuple[float, ...]]:
    """Return the largest value and each value over it; no index where all are the same.

    Examples
    --------
    >>> level_and_index(np.array([1.0, 2.0])), level_and_index(np.array([3.0, 3.0]))
    ((2.0, (0.5, 1.0)), (3.0, ()))
    """
    level = float(values.max())
    if level == 0 or (values == level).all():
        return level, ()
    return level, tuple(float(value) for value in values / level)


def kit(agreement: Agreement) -> KitBuild:
    """Return a kit build: the fees of a contract build, and the duty by ruling."""
    fees = contract(agreement)
    if fees.bands:
        raise ValueError(f"deal '{agreement.deal}' is a kit build, which has one unit fee and no bands")
    ruling: Literal["vehicle", "parts"] = (
        "parts" if agreement.word("customs_ruling") == "parts" else "vehicle"
    )
    return KitBuild(
        ruling=ruling,
        duty_as_vehicle=agreement.number("duty_as_vehicle"),
        duty_as_parts=agreement.number("duty_as_parts"),
        unit_fee=fees.unit_fee,
        fee_index=fees.fee_index,
        fixed_fee=fees.fixed_fee,
        fixed_fee_index=fees.fixed_fee_index,
        minimum=fees.minimum,
        shortfall_rate=fees.shortfall_rate,
        host_capex_share=fees.host_capex_share,
    )


def licence(agreement: Agreement) -> Licence:
    """Return a licence."""
    return Licence(
        licensee="guest" if agreement.word("licensee") == "guest" else "host",
        royalty=agreement.number("royalty"),
        upfront=agreement.number("upfront"),
        kit_margin=agreement.number("kit_margin"),
        technical_support=agreement.number("technical_support"),
    )


def joint_venture(agreement: Agreement) -> JointVenture:
    """Return a joint venture; the shares of host and guest have to add up."""
    shares = {row.company: float(row.share) for row in agreement.rows("deal_shares").itertuples()}
    host, guest = agreement.stream.host, agreement.stream.guest
    if set(shares) - {host, guest} or abs(sum(shares.values()) - 1.0) > 1e-6:
        raise ValueError(
            f"the joint venture '{agreement.deal}' needs shares of '{host}' and '{guest}' that add up to 1, "
            f"got {shares} [shares-not-one]"
        )
    return JointVenture(
        host_share=shares.get(host, 0.0),
        transfer_price=agreement.number("transfer_price"),
        kit_margin=agreement.number("kit_margin"),
        rent=agreement.number("rent"),
    )


def acquisition(agreement: Agreement) -> Acquisition:
    """Return the purchase of a plant."""
    return Acquisition(price=agreement.number("price"), liabilities=agreement.number("liabilities"))


def hall(agreement: Agreement) -> HallPurchase:
    """Return the purchase of a hall."""
    return HallPurchase(
        price=agreement.number("price"),
        service_fee=agreement.number("service_fee"),
        service_cost=agreement.number("service_cost"),
    )


def lease(agreement: Agreement) -> LineLease:
    """Return the lease of a line."""
    return LineLease(rent=agreement.number("rent"))


READERS: Mapping[str, Callable[[Agreement], Form]] = {
    "contract": contract,
    "kit": kit,
    "licence": licence,
    "joint_venture": joint_venture,
    "acquisition": acquisition,
    "hall": hall,
    "lease": lease,
}
"""How each form in ``deals.form`` is read."""
