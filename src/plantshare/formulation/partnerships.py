"""Partnerships: what a licence, a joint venture, a purchase or a lease pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import pandas as pd
import xarray as xr

from plantshare.formulation.contracts import at_opened, deal_runs
from plantshare.formulation.flows import each_scenario
from plantshare.formulation.line import Line
from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.roles import deal_sides, host_share
from plantshare.study.unit_costs import feebate
from plantshare.units import THOUSAND

__all__ = ["DUES", "Due", "Partnerships"]

Basis = Literal["price", "vehicle", "year", "signature", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One payment that a form of deal asks for.

    Parameters
    ----------
    kind
        What the money is for; the word that statements print.
    forms
        Forms that ask for it.
    term
        Column of ``deal_terms`` that states how much.
    basis
        What the term is multiplied by: the net price of each sale, each vehicle built, each year in
        which the deal runs, once in the first year for the signature, or once in the last year.
    payer, payee
        Columns of :func:`plantshare.study.roles.deal_sides`; an empty one is the world outside.
    share_of
        Owner of a venture whose share of the payment changes hands, "host" or "guest"; empty for all of it.
    """

    kind: str
    forms: tuple[str, ...]
    term: str
    basis: Basis
    payer: str
    payee: str
    share_of: str = ""


LICENCE, VENTURE, PURCHASE = ("licence",), ("joint_venture",), ("acquisition", "hall")

DUES = (
    Due(
        kind="royalty", forms=LICENCE, term="royalty", basis="price",
        payer="licensee", payee="licensor",
    ),
    Due(
        kind="kit margin", forms=LICENCE, term="kit_margin", basis="vehicle",
        payer="licensee", payee="licensor",
    ),
    Due(
        kind="upfront", forms=LICENCE, term="upfront", basis="signature",
        payer="licensee", payee="licensor",
    ),
    Due(
        kind="technical support", forms=LICENCE, term="technical_support", basis="year",
        payer="licensor", payee="",
    ),
    Due(
        kind="transfer price", forms=VENTURE, term="transfer_price", basis="vehicle",
        payer="guest", payee="host", share_of="host",
    ),
    Due(
        kind="kit margin", forms=VENTURE, term="kit_margin", basis="vehicle",
        payer="host", payee="guest", share_of="host",
    ),
    Due(
        kind="rent", forms=VENTURE, term="rent", basis="year",
        payer="guest", payee="host", share_of="guest",
    ),
    Due(kind="rent", forms=("lease",), term="rent", basis="year", payer="guest", payee="host"),
    Due(
        kind="purchase price", forms=PURCHASE, term="price", basis="signature",
        payer="guest", payee="host",
    ),
    Due(
        kind="liabilities", forms=("acquisition",), term="liabilities", basis="signature",
        payer="guest", payee="host",
    ),
    Due(
        kind="service fee", forms=("hall",), term="service_fee", basis="year",
        payer="guest", payee="host",
    ),
    Due(kind="site services", forms=("hall",), term="service_cost", basis="year", payer="host", payee=""),
    Due(kind="terminal value", forms=PURCHASE, term="terminal_value", basis="end", payer="", payee="guest"),
)  # fmt: skip
"""Every payment of the forms that build for no fee."""


@dataclass(frozen=True, slots=True)
class Partnerships:
    """Pay what each form asks for; who sells, builds and invests follows from the form too.

        licence    royalty * net price of each sale, kit margin a vehicle, upfront once, from the licensee;
                   technical support a year, paid by the licensor
        venture    e (transfer price - kit margin) a vehicle and (1 - e) rent a year, from guest to host
        lease      rent a year
        purchase   price and liabilities once, service fee a year; site services a year, paid by the host;
                   in the last year what the place is worth to the guest from then on

    A venture keeps nothing: each owner bears its share e of what it pays and receives, so the other's share
    of what passes between owner and venture is all that changes hands. Technical support and
    site services are a cost to the plan and a terminal value is income; everything else only moves money
    between two of its companies.

    Reads   deals.form, deal_shares.share, deal_terms.* of these forms
    Needs   variables signed, shipped x, built
    Adds    a line for each of ``DUES``
    Stage   1 by year and at signature, 2 for what moves with vehicles
    """

    reads: ClassVar[tuple[str, ...]] = (
        "deals.form",
        "deal_shares.company",
        "deal_shares.share",
        "deal_terms.licensee",
        *dict.fromkeys(f"deal_terms.{due.term}" for due in DUES),
    )

    def build(self, study: Study, program: Program) -> None:
        """Add the payments that the deals of the study ask for."""
        if not program.has("signed"):
            return
        sides = deal_sides(study)
        for due in DUES:
            rate = agreed(study, sides, due)
            if (rate != 0).any():
                add_due(study, program, due, rate, sides)


def agreed(study: Study, sides: pd.DataFrame, due: Due) -> xr.DataArray:
    """Return what is due under each deal in the unit of the term, 0 for other forms, dims (deal)."""
    rate = study[f"deal_terms.{due.term}"].where(study["deals.form"].isin(due.forms), 0.0)
    if not due.share_of:
        return rate
    share = xr.DataArray(host_share(study).reindex(sides.index))
    return rate * (share if due.share_of == "host" else 1.0 - share)


def add_due(study: Study, program: Program, due: Due, rate: xr.DataArray, sides: pd.DataFrame) -> None:
    """Add the lines of one payment."""
    payer, payee = (
        xr.DataArray(sides[side].astype(object)) if side else None for side in (due.payer, due.payee)
    )
    if due.basis in ("year", "signature", "end"):
        add_payment(program, due.kind, "signed", rate * when(study, due.basis), payer=payer, payee=payee)
        return
    rate = at_opened(study, rate, 0.0)
    payer, payee = (None if side is None else at_opened(study, side, "") for side in (payer, payee))
    if due.basis == "vehicle":
        each = each_scenario(study, rate * THOUSAND)
        add_payment(program, due.kind, "built", each, payer=payer, payee=payee)
        return
    vehicle = study["options.vehicle"]
    for price in (study["demand.net_revenue"], feebate(study)):
        of_sale = price.sel(vehicle=vehicle).drop_vars("vehicle") * THOUSAND
        each = each_scenario(study, of_sale * rate)
        add_payment(program, due.kind, "shipped", each, payer=payer, payee=payee)


def add_payment(
    program: Program,
    kind: str,
    variable: str,
    rate: xr.DataArray,
    *,
    payer: xr.DataArray | None,
    payee: xr.DataArray | None,
) -> None:
    """Add a line that one company pays to another; none stands for the world outside."""
    program.lines.append(Line(kind=kind, variable=variable, rate=rate, payer=payer, payee=payee))


def when(study: Study, basis: Basis) -> xr.DataArray:
    """Return 1 in the years in which a payment is due, dims (deal, year)."""
    runs = deal_runs(study)
    if basis == "year":
        return runs.astype(float)
    once = study.years[-1 if basis == "end" else 0]
    due = xr.DataArray(study.years == once, coords={"year": study.years}, dims="year")
    return (xr.ones_like(runs) & due).astype(float)
