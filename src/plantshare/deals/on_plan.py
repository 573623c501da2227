"""A deal on solved plans: the stream of its programme, from the plan with it and the plan without."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.deals.forms import Contract
from plantshare.deals.gain import yearly_gain
from plantshare.deals.stream import IMPORT_RATES, LOCAL_RATES, Stream, Yearly, stream_of_amounts
from plantshare.formulation import Line
from plantshare.formulation.contracts import deal_runs
from plantshare.formulation.partnerships import DUES
from plantshare.study import Study
from plantshare.study.parties import brand_company, coalition, plant_company, programme_of

__all__ = ["PlanMoney", "Programme", "joined_money", "plan_money", "programme", "streams_between"]

FEES = (
    "build fee", "fixed cost refund", "capital share", "fixed fee", "shortfall payment",
    *dict.fromkeys(due.kind for due in DUES),
)  # fmt: skip
"""Kinds of money line that the terms of a deal move: the form pays these in place of the plan."""

BUILT = tuple(kind for kinds in LOCAL_RATES.values() for kind in kinds)
BOUGHT = tuple(kind for kinds in IMPORT_RATES.values() for kind in kinds if kind != "option fixed cost")

AT_PLANT = (*LOCAL_RATES["conversion"], "option fixed cost")
AT_BRAND = ("launch capital", *(kind for kind in BUILT if kind not in AT_PLANT))
"""Kinds of money of a programme that plant and brand bear where the one builds for a fee of the other."""

SMALL = 1e-9
"""Millions below which a difference is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """What a deal is about: the options that it opens, and who is party to it.

    Parameters
    ----------
    deal
        Name of the deal that opens the options.
    host, guest
        Companies.
    government
        The government of the plant's country, by its name in the study, or "government of GB".
    country
        Country of the plant.
    options, vehicles
        Options that the deal opens, and the vehicles that they build.
    """

    deal: str
    host: str
    guest: str
    government: str
    country: str
    options: tuple[str, ...]
    vehicles: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlanMoney:
    """The money of one plan as a deal sees it, before fees, millions undiscounted.

    Parameters
    ----------
    local, imported
        Vehicles built under the deal, and the same vehicles built elsewhere, k, dims (year, scenario).
    built, bought
        Money of these two by kind of line, dims (year, scenario). Duty on sales in the home country
        is "duty", other duty is "duty abroad".
    fixed, capital
        Fixed cost and launch capital of the options of the deal, dims (year, scenario).
    profit
        Profit of each company before the fees of the deal, dims (company, year, scenario).
    duty
        Duty that the home government takes on all vehicles and parts, dims (year, scenario).
    """

    local: xr.DataArray
    imported: xr.DataArray
    built: Mapping[str, xr.DataArray]
    bought: Mapping[str, xr.DataArray]
    fixed: xr.DataArray
    capital: xr.DataArray
    profit: xr.DataArray
    duty: xr.DataArray


def joined_money(parts: Sequence[PlanMoney]) -> PlanMoney:
    """Return the money of a plan in batches of futures as one.

    Parameters
    ----------
    parts
        Money in each batch, in the order of the futures.
    """

    def together(name: str) -> xr.DataArray:
        return joined([getattr(part, name) for part in parts])

    def by_kind(name: str) -> dict[str, xr.DataArray]:
        kinds = dict.fromkeys(kind for part in parts for kind in getattr(part, name))
        return {kind: joined([getattr(part, name)[kind] for part in parts]) for kind in kinds}

    return PlanMoney(
        local=together("local"),
        imported=together("imported"),
        built=by_kind("built"),
        bought=by_kind("bought"),
        fixed=together("fixed"),
        capital=together("capital"),
        profit=together("profit"),
        duty=together("duty"),
    )


def joined(arrays: Sequence[xr.DataArray]) -> xr.DataArray:
    """Return arrays of batches one after another along the scenarios."""
    return xr.concat(arrays, dim="scenario", join="exact")


def programme(study: Study, deal: str) -> Programme:
    """Return what a deal is about.

    Parameters
    ----------
    study
        The study.
    deal
        Name of the deal; one that prices another's programme shares its options.

    Raises
    ------
    LabelError
        If the study has no such deal.
    """
    owner = programme_of(study, deal)
    deals = study.frame("deals").set_index("deal")
    row = deals.loc[owner]
    options = study.frame("options").set_index("option").loc[list(row.options)]
    country = str(study["plants.country"].sel(plant=options.plant.iloc[0]).item())
    companies = study.frame("companies")
    home = companies[(companies.role == "government") & (companies.country == country)]
    return Programme(
        deal=owner,
        host=str(row.host),
        guest=str(row.guest),
        government=f"government of {country}" if home.empty else str(home.company.iloc[0]),
        country=country,
        options=tuple(options.index),
        vehicles=tuple(dict.fromkeys(options.vehicle)),
    )


def plan_money(
    study: Study, lines: Iterable[Line], values: Mapping[str, xr.DataArray], about: Programme
) -> PlanMoney:
    """Return the money of a plan as a deal sees it.

    Parameters
    ----------
    study
        The study of the plan, with all its futures.
    lines
        Money lines of its program.
    values
        Values of the variables in the units of the program.
    about
        The programme of the deal.
    """
    where = Where.of(study, about)
    every = xr.zeros_like(study.discount) * study.probability
    companies = study.labels["company"]
    profit = np.zeros((companies.size, *every.shape))
    built, bought, rest = dict[str, xr.DataArray](), dict[str, xr.DataArray](), dict[str, xr.DataArray]()
    for line in map(where.as_for_a_fee, lines):
        amount = line.amount(values[line.variable])
        fees = where.own_deal(amount) if line.kind in FEES else None
        add_profit(profit, line, amount if fees is None else amount.where(~fees, 0.0), companies, every)
        if "option" not in amount.dims:
            continue
        for kind, part in where.split_duty(line.kind, amount).items():
            if line.kind in BUILT:
                add_sum(built, kind, part.where(where.inside, 0.0), every)
            if line.kind in BOUGHT:
                add_sum(bought, kind, part.where(where.beside, 0.0), every)
            if kind in ("duty", "parts duty", "quota duty", "cap duty"):
                at_home = part.where(where.built_at_home, 0.0) if kind == "parts duty" else part
                add_sum(rest, "duty", at_home, every)
        if line.kind in ("option fixed cost", "launch capital"):
            add_sum(rest, line.kind, amount.where(where.inside, 0.0), every)
    # A solver's zero may lie a rounding below it.
    volume = values["built"].clip(min=0.0)
    return PlanMoney(
        local=total(volume.where(where.inside, 0.0), every),
        imported=total(volume.where(where.beside, 0.0), every),
        built=built,
        bought=bought,
        fixed=rest.get("option fixed cost", every),
        capital=rest.get("launch capital", every),
        profit=xr.DataArray(
            profit, coords={"company": companies, **every.coords}, dims=("company", *every.dims)
        ),
        duty=rest.get("duty", every),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Where:
    """Which options and markets are those of a deal and of its country."""

    about: Programme
    brand: xr.DataArray
    plant: xr.DataArray
    inside: xr.DataArray
    beside: xr.DataArray
    built_at_home: xr.DataArray
    sold_at_home: xr.DataArray
    quota_at_home: xr.DataArray

    @classmethod
    def of(cls, study: Study, about: Programme) -> Where:
        """Return the places of a programme in its study."""
        options = study.frame("options").set_index("option").loc[list(study.labels["option"])]
        coords = {"option": study.labels["option"]}
        inside = xr.DataArray(options.index.isin(about.options), coords=coords, dims="option")
        same = xr.DataArray(options.vehicle.isin(about.vehicles).to_numpy(), coords=coords, dims="option")
        country = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")
        markets = study.frame("markets").set_index("market").countries
        home = [about.country in markets[name] for name in study.labels["market"]]
        sold = xr.DataArray(home, coords={"market": study.labels["market"]}, dims="market")
        quota = sold.sel(market=study["quotas.market"]).drop_vars("market")
        return cls(
            about,
            brand_company(study),
            plant_company(study),
            inside,
            same & ~inside,
            country == about.country,
            sold,
            quota,
        )

    def as_for_a_fee(self, line: Line) -> Line:
        """Return a line with the sides of a contract build for the options of the deal.

        Whatever the form, a deal is valued on the same programme: what the form moves is for it to say.
        """
        owner = self.plant if line.kind in AT_PLANT else self.brand if line.kind in AT_BRAND else None
        if owner is None:
            return line
        sides = {name: getattr(line, name) for name in ("payer", "payee")}
        moved = {name: side.where(~self.inside, owner) for name, side in sides.items() if side is not None}
        return replace(line, **moved)

    def own_deal(self, amount: xr.DataArray) -> xr.DataArray:
        """Return whether an amount is a fee of the deal: of its options, or of the deal itself."""
        return self.inside if "option" in amount.dims else amount["deal"] == self.about.deal

    def split_duty(self, kind: str, amount: xr.DataArray) -> dict[str, xr.DataArray]:
        """Return duty on sales at home and abroad apart; other money as it is."""
        if kind not in ("duty", "quota duty", "cap duty"):
            return {kind: amount}
        home = self.sold_at_home if "market" in amount.dims else self.quota_at_home
        return {kind: amount.where(home, 0.0), "duty abroad": amount.where(~home, 0.0)}


def add_profit(
    profit: np.ndarray, line: Line, amount: xr.DataArray, companies: pd.Index, every: xr.DataArray
) -> None:
    """Add the money of a line to those who receive it and take it from those who pay, in place."""
    place = {name: number for number, name in enumerate(companies)}
    for company, sign in ((line.payee, 1.0), (line.payer, -1.0)):
        if company is None:
            continue
        others = [dim for dim in amount.dims if dim not in (*company.dims, *every.dims)]
        own = (amount.sum(others) + every).transpose(*company.dims, *every.dims).values
        owner = np.array([place.get(name, -1) for name in company.values.ravel()])
        rows = own.reshape(owner.size, *every.shape)
        np.add.at(profit, owner[owner >= 0], sign * rows[owner >= 0])


def add_sum(sums: dict[str, xr.DataArray], kind: str, amount: xr.DataArray, every: xr.DataArray) -> None:
    """Add an amount to the sum of its kind, in place."""
    sums[kind] = sums.get(kind, every) + total(amount, every)


def total(amount: xr.DataArray, every: xr.DataArray) -> xr.DataArray:
    """Return an amount summed over all but year and scenario, dims (year, scenario)."""
    return amount.sum([dim for dim in amount.dims if dim not in every.dims]) + every


def streams_between(
    study: Study, about: Programme, with_deal: PlanMoney, without: PlanMoney
) -> tuple[Stream, ...]:
    """Return the stream of a deal in each future, from the plans with it and without it.

    What the two plans differ in beyond the programme, such as the host's own vehicles, is booked as
    ``elsewhere``, so that the gains of all companies add up to the difference of the two plans' profits.

    Parameters
    ----------
    study
        The study with the futures of both.
    about
        The programme.
    with_deal, without
        Money of the two plans.

    Returns
    -------
    tuple of Stream
        One for each scenario, in the order of the study.
    """
    runs = deal_runs(study).sel(deal=about.deal).values.astype(float)
    companies = [about.government, *sorted(coalition(study))]
    difference = with_deal.profit - without.profit
    difference = difference.sel(company=difference.company.isin(companies))
    duty = with_deal.duty - without.duty
    streams = []
    for number in range(len(study.weights)):
        built = {kind: at(array, number) for kind, array in with_deal.built.items()}
        bought = money_of_replaced(with_deal, without, number)
        plain = stream_of_amounts(
            years=study.years.tolist(),
            discount=study.discount.values,
            local=at(with_deal.local, number),
            imported=at(with_deal.imported, number),
            imported_without=at(without.imported, number),
            built=built,
            bought=bought,
            lump={"fixed": at(with_deal.fixed, number), "guest_capital": at(with_deal.capital, number)},
            host=about.host,
            guest=about.guest,
            government=about.government,
            counterfactual="the best plan without the deal",
        )
        gains = {str(name): at(difference.sel(company=name), number) for name in difference.company.values}
        gains[about.government] = gains.get(about.government, 0.0) + at(duty, number)
        streams.append(replace(plain, runs=runs, elsewhere=remainder(plain, gains)))
    return tuple(streams)


def money_of_replaced(with_deal: PlanMoney, without: PlanMoney, number: int) -> dict[str, Yearly]:
    """Return the money of all imports without the deal at the rates of those that it replaces, by kind.

    A vehicle may be imported for several markets, and the deal replaces imports of some: their duty and
    freight are the ones that count. Years in which imports fall by less than half of what is built
    under the deal have the mean rates of all imports.
    """
    before, after = at(without.imported, number), at(with_deal.imported, number)
    replaced = before - after
    is_clear = (replaced > SMALL) & (replaced >= at(with_deal.local, number) / 2.0)
    spread = np.divide(before, replaced, out=np.ones_like(before), where=is_clear)
    money: dict[str, Yearly] = {}
    for kind in dict.fromkeys((*without.bought, *with_deal.bought)):
        paid = at(without.bought[kind], number) if kind in without.bought else np.zeros_like(before)
        still = at(with_deal.bought[kind], number) if kind in with_deal.bought else np.zeros_like(before)
        money[kind] = np.where(is_clear, (paid - still) * spread, paid)
    return money


def at(array: xr.DataArray, number: int) -> Yearly:
    """Return the numbers of one future, by year."""
    values: Yearly = array.isel(scenario=number).values
    return values


def remainder(plain: Stream, gains: Mapping[str, Yearly]) -> dict[str, Yearly]:
    """Return what each party gains beyond a contract without fees on the stream, m by year."""
    free = Contract()
    left = {party: gain - yearly_gain(free, plain, party) for party, gain in gains.items()}
    return {party: amount for party, amount in left.items() if np.abs(amount).max() > SMALL}
