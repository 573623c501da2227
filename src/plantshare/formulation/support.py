"""Support: what a government pays to options, and what cheap credit from it is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

import pandas as pd
import xarray as xr

from plantshare.formulation.flows import each_scenario
from plantshare.formulation.launches import capital_share
from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.roles import Bearer, builders, buyers, seller_company
from plantshare.study.support import credit_worth, qualifying, years_between
from plantshare.units import THOUSAND

__all__ = ["Support", "support_rates"]

FOR_CAPITAL = ("grant", "loan", "guarantee")
"""Kinds that are paid as launch capital is spent, to whoever pays it."""


@dataclass(frozen=True, slots=True)
class Support:
    """Pay grants, energy relief and unit payments, and give the worth of loans and guarantees.

        grant             share * K[j] * y[j,t], to whoever pays the capital
        loan, guarantee   GE * y[j,t], to whoever pays the capital
        relief            currency per MWh * MWh per vehicle * built, to whoever pays the energy
        unit              currency per vehicle * built, to the seller

    GE is the grant equivalent of :func:`plantshare.study.lending.grant_equivalent`: a plan before
    financing holds no loan from a bank, so that the cash of one from the state would count credit as a
    gift. It falls into years as launch capital does. The government pays; it is no member of the
    coalition whose profit is maximised. A tariff change is no payment: :mod:`plantshare.study.duty`.

    Reads   support.*, options.capex, options.electricity
    Needs   variables launched y, built
    Adds    line support
    Stage   1 for what is paid for capital, 2 for relief and unit payments
    """

    reads: ClassVar[tuple[str, ...]] = (
        "support.payer",
        "support.kind",
        "support.options",
        "support.country",
        "support.rate",
        "support.amount",
        "support.interest_rate",
        "support.market_rate",
        "support.years",
        "support.fee",
        "support.first_year",
        "support.last_year",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add the payments of every instrument."""
        rows = study.frame("support").set_index("support")
        for name, (variable, rate) in support_rates(study).items():
            pay(program, rows.payer[name], variable, rate, payees(study, rows.kind[name]))


def support_rates(study: Study) -> dict[str, tuple[str, xr.DataArray]]:
    """Return what each instrument pays: the variable that it goes by, and millions for a unit of that.

    A tariff change pays nothing and is left out.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    dict of str to (str, xarray.DataArray)
        By name of the instrument; dims (option, launch_year, year) where the variable is "launched",
        else (option, year, scenario).
    """
    frame = study.frame("support")
    worth = credit_worth(study)
    paying = frame[frame["kind"] != "tariff"].itertuples()
    return {str(row.support): support_rate(study, row, worth) for row in paying}


# Any row of a frame: pandas gives its rows no type of their own.
def support_rate(study: Study, row: Any, worth: pd.Series) -> tuple[str, xr.DataArray]:
    """Return variable and rate of one instrument; see :func:`support_rates`."""
    qualifies = qualifying(study, row.options, row.country)
    runs = years_between(study, row.first_year, row.last_year)
    if row.kind in FOR_CAPITAL:
        each = study["options.capex"] * row.rate if row.kind == "grant" else float(worth[row.support])
        return "launched", capital_share(study) * each * qualifies * runs
    per_vehicle = row.rate * (study["options.electricity"] if row.kind == "relief" else 1.0)
    return "built", each_scenario(study, per_vehicle * qualifies * runs * THOUSAND)


def payees(study: Study, kind: str) -> tuple[Bearer, ...]:
    """Return who receives support of a kind: those who bear the cost that it lightens."""
    if kind in FOR_CAPITAL:
        return buyers(study)
    return builders(study) if kind == "relief" else (Bearer(seller_company(study)),)


def pay(
    program: Program, government: str, variable: str, rate: xr.DataArray, payees: Iterable[Bearer]
) -> None:
    """Add the payments of one instrument, each payee's share for itself."""
    for each in payees:
        payer = xr.full_like(each.company, government)
        program.add_transfer("support", variable, rate * each.share, payer=payer, payee=each.company)
