"""The form of deal that a study states, with its terms in the units of a stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.deals.forms import (
    Acquisition,
    Contract,
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
from plantshare.study.fees import bands_of, fee_index

__all__ = ["agreed_form", "agreed_forms"]


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

    def stated(self, name: str) -> float | None:
        """Return a term that does not differ by year, or none where it is not stated."""
        value = self.number(name)
        return None if np.isnan(value) else value

    def word(self, name: str) -> str:
        """Return a term that is a choice."""
        return str(self.study[f"deal_terms.{name}"].sel(deal=self.deal).item())

    def yearly(self, name: str) -> Yearly:
        """Return a term by period, in the unit of a stream; 0 in periods outside the study."""
        values = self.study[f"deal_terms.{name}"].sel(deal=self.deal).reindex(year=list(self.stream.years))
        inside = np.isin(self.stream.years, self.study.years)
        scaled = np.asarray(values.values, dtype=float) * term(name).scale
        return np.where(inside, scaled, 0.0)

    def in_its_future(self, values: xr.DataArray) -> Yearly:
        """Return numbers by year and scenario as those of the future, by period; 1 outside the study."""
        own = values.sel(scenario=self.scenario) if self.scenario else values.squeeze("scenario")
        by_period: Yearly = own.reindex(year=list(self.stream.years), fill_value=1.0).values
        return by_period

    def rows(self, table: str) -> pd.DataFrame:
        """Return the rows of the deal in a table."""
        frame = self.study.frame(table)
        return frame[frame["deal"] == self.deal]


def agreed_form(study: Study, deal: str, stream: Stream, scenario: str = "") -> Form:
    """Return the form of a deal with the terms that the study states.

    An empty unit fee is the host's conversion cost of the stream, and its fixed cost is refunded. A stated
    fee that follows wages and energy is multiplied, year by year, by the prices of the plant's country
    over those of the first year; a fee at cost follows them by itself.

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


def agreed_forms(study: Study, deal: str, streams: Sequence[Stream]) -> tuple[Form, ...]:
    """Return the form of a deal in each future: all the same unless a fee follows costs of the future.

    Parameters
    ----------
    study
        The study with its futures.
    deal
        Name of the deal.
    streams
        The programme in each future, in the order of the study.

    Raises
    ------
    LabelError, ValueError
        As :func:`agreed_form`.
    """
    names = [str(name) for name in study.labels["scenario"]]
    first = agreed_form(study, deal, streams[0], names[0])
    weights = ("deal_terms.labour_weight", "deal_terms.energy_weight")
    has_index = any(float(study[key].sel(deal=deal)) > 0 for key in weights)
    is_cost = bool(study["deal_terms.unit_fee"].sel(deal=deal).isnull().any())
    if not (has_index or is_cost):
        return (first,) * len(streams)
    others = (
        agreed_form(study, deal, stream, name) for name, stream in zip(names[1:], streams[1:], strict=True)
    )
    return (first, *others)


def contract(agreement: Agreement) -> Contract:
    """Return a contract build."""
    bands = bands_of(agreement.study, agreement.deal)
    fee = (0.0, index_of(agreement)) if bands else unit_fee(agreement)
    fixed = level_and_index(agreement.yearly("fixed_fee"))
    return Contract(
        unit_fee=fee[0],
        fee_index=fee[1],
        fixed_fee=fixed[0],
        fixed_fee_index=fixed[1],
        bands=bands,
        minimum=tuple(agreement.yearly("minimum") * agreement.stream.runs),
        shortfall_rate=agreement.number("shortfall_rate"),
        host_capex_share=agreement.number("host_capex_share"),
        cost_refund=() if bands else refund(agreement),
    )


def refund(agreement: Agreement) -> tuple[float, ...]:
    """Return the fixed cost of the programme that the guest pays where no fee is stated, m by period.

    The plan does the same: a fee that is the host's variable cost alone would leave it with the fixed cost.
    """
    stated = agreement.study["deal_terms.unit_fee"].sel(deal=agreement.deal)
    if bool(stated.notnull().any()):
        return ()
    return tuple(float(cost) for cost in agreement.stream.fixed)


def unit_fee(agreement: Agreement) -> tuple[float, tuple[float, ...]]:
    """Return the unit fee and what it is multiplied by in each period.

    The index stands apart from the fee, so that the fee is the same number in every future.
    """
    stated = agreement.yearly("unit_fee")
    is_stated = ~np.isnan(stated)
    level, shape = level_and_index(np.where(is_stated, stated, agreement.stream.conversion))
    index = index_of(agreement)
    if not index or not is_stated.any():
        return level, shape
    follows = np.where(is_stated, index, 1.0) * np.array(shape or 1.0)
    return level, tuple(float(factor) for factor in follows)


def index_of(agreement: Agreement) -> tuple[float, ...]:
    """Return what wages and energy multiply a fee by in each period; none where it follows neither."""
    labour, energy = agreement.number("labour_weight"), agreement.number("energy_weight")
    if labour == 0 and energy == 0:
        return ()
    factors = agreement.in_its_future(fee_index(agreement.study, agreement.deal))
    return tuple(float(factor) for factor in factors)


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
        duty_as_vehicle=agreement.stated("duty_as_vehicle"),
        duty_as_parts=agreement.stated("duty_as_parts"),
        unit_fee=fees.unit_fee,
        fee_index=fees.fee_index,
        fixed_fee=fees.fixed_fee,
        fixed_fee_index=fees.fixed_fee_index,
        cost_refund=fees.cost_refund,
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
    return Acquisition(
        price=agreement.number("price"),
        liabilities=agreement.number("liabilities"),
        terminal_value=agreement.number("terminal_value"),
    )


def hall(agreement: Agreement) -> HallPurchase:
    """Return the purchase of a hall."""
    return HallPurchase(
        price=agreement.number("price"),
        service_fee=agreement.number("service_fee"),
        service_cost=agreement.number("service_cost"),
        terminal_value=agreement.number("terminal_value"),
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
