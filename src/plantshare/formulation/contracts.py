"""Contracts: deals that open options at another company's plant, with their minimum volumes and fees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import xarray as xr

from plantshare.formulation.flows import each_scenario, host_cost
from plantshare.formulation.launches import capital_share
from plantshare.formulation.line import CAPITAL_SHARE, BandedLine
from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.fees import bands_of, fee_indices
from plantshare.study.roles import FEE_FORMS, deal_of_option
from plantshare.units import THOUSAND

__all__ = ["Contracts", "at_opened", "deal_runs"]


@dataclass(frozen=True, slots=True)
class Contracts:
    """Open options by signing the deal that names them; promise a volume and pay for a shortfall.

        y[j,t] <= delta[d(j)], and only in the years of the deal                     F13
        delta[d] <= sum_{j of d} (n0[j] + sum_t y[j,t]): an idle deal is not signed
        sum of delta over deals that exclude each other <= 1
        short[d,t] >= Qmin[d,t] delta[d] - sum_{j of d} built[j,t]                   R5
        sum_{j of d} built[j,t] <= Qmax[d,t] delta[d]

    Fees and shortfall payments move money between guest and host where the plant builds for a fee, so the
    integrated plan does not see them; statements do. A stated fee is multiplied by its index on wages and
    energy, in each year and scenario; a fee by bands takes the year's volume of the whole deal. Only built
    where sharing is given by deals. A deal without options, such as one that prices the programme of another
    deal in another form, plays no part.

    What other forms pay is added by the block Partnerships.

    Reads   deals.*, deal_terms.*, deal_bands.*, factors.wage, factors.electricity_price
    Needs   variables launched y, built
    Adds    variables signed delta, shortfall short; rules signed, exclusive, minimum, maximum; lines
            build fee, fixed fee, shortfall payment, capital share of the host
    Stage   1 for signing, 2 for the shortfall
    """

    reads: ClassVar[tuple[str, ...]] = (
        "deals.host",
        "deals.guest",
        "deals.form",
        "deals.options",
        "deals.first_year",
        "deals.last_year",
        "deals.exclusive",
        "deal_terms.unit_fee",
        "deal_terms.fixed_fee",
        "deal_terms.minimum",
        "deal_terms.maximum",
        "deal_terms.shortfall_rate",
        "deal_terms.host_capex_share",
        "deal_terms.labour_weight",
        "deal_terms.energy_weight",
        "deal_bands.from_units",
        "deal_bands.to_units",
        "deal_bands.unit_fee",
        "factors.wage",
        "factors.electricity_price",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add signing, volumes and payments of every deal."""
        opens = opens_options(study)
        if study.settings["sharing"] != "deals" or not opens.any():
            return
        signed = program.add_variable("signed", ("deal",), stage=1, mask=opens, is_binary=True)
        self.add_signing(study, program)
        exclusive = study["deals.exclusive"]
        together = exclusive.where((exclusive != "") & opens, drop=True)
        if together.size:
            once = signed.sel(deal=together.deal).groupby(together.rename("exclusive")).sum()
            program.add_rule("exclusive", once, "<=", 1)
        self.add_volumes(study, program)
        self.add_money(study, program)

    def add_signing(self, study: Study, program: Program) -> None:
        """Let options of a deal launch only when it is signed and runs."""
        deal = deal_of_option(study)
        named = deal[deal != ""]
        launched = program["launched"].sel(option=named.option)
        signed = program["signed"].sel(deal=named).drop_vars("deal")
        runs = deal_runs(study).sel(deal=named).drop_vars("deal").astype(float)
        program.add_rule("signed", launched - signed * runs, "<=", 0)
        # A deal costs the coalition nothing, so an idle one could be signed and its fees paid for nothing.
        starts = program["launched"].sel(option=named.option).sum("year")
        today = study.has("incumbents").sel(option=named.option).astype(float)
        used = (starts + today).groupby(named.rename("deal")).sum()
        once = program["signed"].sel(deal=used.indexes["deal"]) - used
        program.add_rule("signed_when_used", once, "<=", 0)

    def add_volumes(self, study: Study, program: Program) -> None:
        """Add the promised and the reserved volume."""
        deal = deal_of_option(study)
        named = deal[deal != ""]
        volume = program["built"].sel(option=named.option).groupby(named.rename("deal")).sum()
        deals = volume.indexes["deal"]
        runs = deal_runs(study)
        minimum = (study["deal_terms.minimum"] * runs).sel(deal=deals) * THOUSAND
        signed = program["signed"].sel(deal=deals)
        promised = (study["deal_terms.minimum"] > 0) & runs & opens_options(study)
        if promised.any():
            dims = ("deal", "year", "scenario")
            short = program.add_variable("shortfall", dims, stage=2, in_thousands=True, mask=promised)
            rule = volume + short.sel(deal=deals) - signed * minimum
            program.add_rule("minimum", rule, ">=", 0, mask=promised.sel(deal=deals))
        maximum = study["deal_terms.maximum"].sel(deal=deals) * THOUSAND
        limited = maximum < np.inf
        if limited.any():
            rule = volume - signed * maximum.where(limited, 0.0)
            program.add_rule("maximum", rule, "<=", 0, mask=limited)

    def add_money(self, study: Study, program: Program) -> None:
        """Add the transfers between guest and host."""
        deal, for_fee = deal_of_option(study), study["deals.form"].isin(FEE_FORMS)
        named = deal[deal.isin(for_fee.deal[for_fee])]
        if not named.size:
            return
        options = study.labels["option"]
        sides = {"payer": study["deals.guest"], "payee": study["deals.host"]}
        who = {side: at_opened(study, company.where(for_fee, ""), "") for side, company in sides.items()}
        names = [str(name) for name in dict.fromkeys(named.values)]
        index = fee_indices(study, names).sel(deal=named).drop_vars("deal")
        bands = {name: own for name in names if (own := bands_of(study, name))}
        fee = unit_fee(study, named, index).where(~named.isin(list(bands)), 0.0) * THOUSAND
        fee = fee.reindex(option=options, fill_value=0.0)
        program.add_transfer("build fee", "built", fee, **who)
        if bands:
            banded = deal.isin(list(bands))
            program.lines.append(
                BandedLine(
                    kind="build fee",
                    variable="built",
                    rate=index.reindex(option=options, fill_value=0.0),
                    payer=who["payer"].where(banded, ""),
                    payee=who["payee"].where(banded, ""),
                    deal=deal.where(banded, ""),
                    bands=bands,
                )
            )
        share = at_opened(study, study["deal_terms.host_capex_share"].where(for_fee, 0.0), 0.0)
        capital = capital_share(study) * study["options.capex"] * share
        program.add_transfer(CAPITAL_SHARE, "launched", capital, payer=who["payee"], payee=who["payer"])
        runs = deal_runs(study) & for_fee
        program.add_transfer(
            "fixed fee", "signed", study["deal_terms.fixed_fee"] * runs.astype(float), **sides
        )
        if program.has("shortfall"):
            rate = study["deal_terms.shortfall_rate"].where(for_fee, 0.0) * THOUSAND
            program.add_transfer("shortfall payment", "shortfall", each_scenario(study, rate), **sides)


def unit_fee(study: Study, named: xr.DataArray, index: xr.DataArray) -> xr.DataArray:
    """Return the fee for one vehicle of each option of a deal, currency per vehicle.

    A stated fee is multiplied by its index; an empty one is the host's cost, which follows wages and
    energy by itself.

    Parameters
    ----------
    study
        The study.
    named
        Deal of each option that a deal opens, dims (option).
    index
        What a stated fee is multiplied by, dims (option, year, scenario).

    Returns
    -------
    xarray.DataArray
        Fees, dims (option, year, scenario), currency/vehicle.
    """
    at_cost = sum(host_cost(study).values(), xr.DataArray(0.0))
    at_cost = each_scenario(study, at_cost).sel(option=named.option)
    stated = study["deal_terms.unit_fee"].sel(deal=named).drop_vars("deal")
    return each_scenario(study, stated * index).where(stated.notnull(), at_cost)


def at_opened(study: Study, values: xr.DataArray, nothing: float | str) -> xr.DataArray:
    """Return values by deal at the options that each opens, and a fill for the others, dims (option, ...).

    Parameters
    ----------
    study
        The study.
    values
        One for each deal.
    nothing
        What stands for an option without a deal.
    """
    deal = deal_of_option(study)
    named = deal[deal != ""]
    own = values.sel(deal=named).drop_vars("deal")
    return own.reindex(option=study.labels["option"], fill_value=nothing)


def opens_options(study: Study) -> xr.DataArray:
    """Return whether each deal opens options of its own, dims (deal)."""
    deals = study.labels["deal"]
    return xr.DataArray(np.isin(deals, deal_of_option(study).values), coords={"deal": deals}, dims="deal")


def deal_runs(study: Study) -> xr.DataArray:
    """Return whether the deal runs in the year, dims (deal, year)."""
    year = xr.DataArray(study.years, coords={"year": study.years})
    first = study["deals.first_year"].fillna(-np.inf)
    last = study["deals.last_year"].fillna(np.inf)
    return ((year >= first) & (year <= last)).transpose("deal", "year")
