"""Money that moves with each vehicle: sold, shipped, built, or lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from plantshare.results.checker.aid import aid_for_vehicle
from plantshare.results.checker.decided import Plan
from plantshare.results.checker.duty import duty_share, ordinary_share
from plantshare.results.checker.figures import Figures
from plantshare.results.checker.ledger import Ledger
from plantshare.results.checker.sides import (
    builders,
    builds_for_fee,
    buyers,
    dues_of_vehicle,
    royalty_of,
    seller,
)
from plantshare.units import MILLION

__all__ = ["book_banded_fees", "book_building", "book_sales"]

DAYS = 365


def book_sales(ledger: Ledger, plan: Plan, scenarios: dict[str, Figures]) -> None:
    """Book what every vehicle shipped brings and costs its seller, and what lost and excess ones cost."""
    rates = {
        scenario: cache(lambda option, market, year, future=future: sale_rates(future, option, market, year))
        for scenario, future in scenarios.items()
    }
    for (option, market, year, scenario), vehicles in plan.rows("shipped"):
        figures = scenarios[scenario]
        place, who = sale(figures, option, market), seller(figures, option)
        each = rates[scenario](option, market, year)
        for kind, (side, rate) in each.items():
            ledger.add(rate * vehicles * MILLION, kind, year, scenario, **{side: who}, **place)
        share, payer, payee = royalty_of(figures, option)
        for kind in ("revenue", "feebate"):
            royalty = share * each[kind][1] * vehicles * MILLION
            ledger.add(royalty, "royalty", year, scenario, payer=payer, payee=payee, **place)
    for (vehicle, market, year, scenario), vehicles in plan.rows("lost"):
        figures = scenarios[scenario]
        rate = figures.number("demand.lost_cost", vehicle, market)
        ledger.add(
            rate * vehicles * MILLION,
            "lost sales",
            year,
            scenario,
            payer=figures.word("vehicles.company", vehicle),
            vehicle=vehicle,
            market=market,
        )
    for (option, quota, year, scenario), vehicles in plan.rows("over_quota"):
        figures = scenarios[scenario]
        rate = figures.number("quotas.extra_duty", quota, year=year)
        rate *= figures.number("options.customs_value", option)
        ledger.add(
            rate * vehicles * MILLION,
            "quota duty",
            year,
            scenario,
            payer=seller(figures, option),
            **sale(figures, option, figures.word("quotas.market", quota)),
        )
    book_above_caps(ledger, plan, scenarios)


def book_above_caps(ledger: Ledger, plan: Plan, scenarios: dict[str, Figures]) -> None:
    """Book what vehicles above the cap of an undertaking pay more than those within it."""
    for (option, market, year, scenario), vehicles in plan.rows("over_cap"):
        figures = scenarios[scenario]
        ordinary = ordinary_share(figures, option, market, year)
        rate = ordinary - duty_share(figures, option, market, year)
        ledger.add(
            rate * figures.number("options.customs_value", option) * vehicles * MILLION,
            "cap duty",
            year,
            scenario,
            payer=seller(figures, option),
            **sale(figures, option, market),
        )


def sale(figures: Figures, option: str, market: str) -> dict[str, str]:
    """Return the labels of money for vehicles of an option in a market."""
    return {
        "plant": figures.plant(option),
        "vehicle": figures.vehicle(option),
        "option": option,
        "market": market,
    }


def sale_rates(figures: Figures, option: str, market: str, year: int) -> dict[str, tuple[str, float]]:
    """Return what one vehicle shipped brings its seller (payee) or costs it (payer), currency, by kind."""
    vehicle, plant = figures.vehicle(option), figures.plant(option)
    customs_value = figures.number("options.customs_value", option)
    ex_works = figures.number("options.ex_works", option)
    tied_up = ex_works if ex_works > 0 else customs_value
    days = figures.number("lanes.transit_days", plant, market)
    powertrain = figures.word("vehicles.powertrain", vehicle)
    freight = figures.number("lanes.freight", plant, market, year=year)
    freight += figures.number("lanes.handling", plant, market)
    return {
        "revenue": ("payee", figures.number("demand.net_revenue", vehicle, market, year=year)),
        "selling": ("payer", figures.number("demand.selling_cost", vehicle, market, year=year)),
        "freight": ("payer", freight),
        "duty": ("payer", duty_share(figures, option, market, year) * customs_value),
        "pipeline": ("payer", tied_up * figures.discount_rate * days / DAYS),
        "feebate": ("payee", figures.number("feebates.amount", market, powertrain, year=year)),
    }


def book_building(ledger: Ledger, plan: Plan, scenarios: dict[str, Figures]) -> None:
    """Book what every vehicle built costs, what it owes under its deal, and support."""
    for (option, year, scenario), vehicles in plan.rows("built"):
        figures = scenarios[scenario]
        place = {"plant": figures.plant(option), "vehicle": figures.vehicle(option), "option": option}
        for kind, rate, payer, payee in build_rates(figures, option, year):
            amount = rate * vehicles * MILLION
            ledger.add(amount, kind, year, scenario, payer=payer, payee=payee, **place)


def build_rates(figures: Figures, option: str, year: int) -> Iterator[tuple[str, float, str, str]]:
    """Yield what moves with one vehicle built: kind, currency, payer and payee."""
    for company, share in buyers(figures, option):
        yield "parts", share * figures.number("options.parts_cost", option, year=year), company, ""
        yield "parts duty", share * parts_duty(figures, option, year), company, ""
    plant_cost = conversion(figures, option, year)
    for company, share in builders(figures, option):
        for kind, rate in plant_cost.items():
            yield kind, share * rate, company, ""
    yield from dues_of_vehicle(figures, option)
    if builds_for_fee(figures, option):
        yield from build_fee(figures, option, year, sum(plant_cost.values()))
    for rate, payer, payee in aid_for_vehicle(figures, option, year):
        yield "support", rate, payer, payee


def build_fee(
    figures: Figures, option: str, year: int, at_cost: float
) -> Iterator[tuple[str, float, str, str]]:
    """Yield the fee for a vehicle that one company builds for another, unless it goes by bands."""
    if option not in figures.opens:
        brand, owner = figures.brand(option), figures.owner(option)
        fee = figures.stated("options.unit_fee", option)
        if brand != owner:
            yield "build fee", at_cost if fee is None else fee, brand, owner
        return
    deal = figures.opens[option]
    if deal not in figures.bands:
        fee = figures.stated("deal_terms.unit_fee", deal, year=year)
        rate = at_cost if fee is None else fee * followed(figures, deal, year)
        yield "build fee", rate, figures.word("deals.guest", deal), figures.word("deals.host", deal)


def parts_duty(figures: Figures, option: str, year: int) -> float:
    """Return the duty on the parts of one vehicle, currency: by the ruling on kits where a deal states it."""
    deal = figures.opens.get(option)
    if deal is not None and figures.word("deals.form", deal) == "kit":
        ruling = figures.word("deal_terms.customs_ruling", deal)
        rate = figures.stated(f"deal_terms.duty_as_{ruling}", deal)
        if rate is not None:
            return rate * figures.number("options.parts_cost", option, year=year)
    return figures.number("options.parts_duty", option, year=year)


def followed(figures: Figures, deal: str, year: int) -> float:
    """Return what the wage and the price of power at the plant of a deal multiply a stated fee by."""
    country, factor = figures.country(figures.words("deals.options", deal)[0]), 1.0
    for weight, price in (("labour_weight", "wage"), ("energy_weight", "electricity_price")):
        first = figures.number(f"factors.{price}", country, year=figures.years[0])
        now = figures.number(f"factors.{price}", country, year=year)
        rise = now / first - 1 if first else 0.0
        factor += figures.number(f"deal_terms.{weight}", deal) * rise
    return factor


def book_banded_fees(ledger: Ledger, plan: Plan, scenarios: dict[str, Figures]) -> None:
    """Book the fees of deals with bands: each vehicle of a year pays the fee of the band it falls into.

    The options of a deal share the fee of its year by what they build.
    """
    built: dict[tuple[str, int, str], dict[str, float]] = defaultdict(dict)
    for (option, year, scenario), vehicles in plan.rows("built"):
        deal = scenarios[scenario].opens.get(option, "")
        if deal in scenarios[scenario].bands and vehicles > 0:
            built[deal, year, scenario][option] = vehicles
    for (deal, year, scenario), options in built.items():
        figures, volume = scenarios[scenario], sum(options.values())
        fee = sum(
            rate * (min(volume, end) - start) for start, end, rate in figures.bands[deal] if volume > start
        )
        guest, host = figures.word("deals.guest", deal), figures.word("deals.host", deal)
        for option, vehicles in options.items():
            amount = fee * vehicles / volume * followed(figures, deal, year) * MILLION
            place = {"plant": figures.plant(option), "vehicle": figures.vehicle(option), "option": option}
            ledger.add(amount, "build fee", year, scenario, payer=guest, payee=host, **place)


def conversion(figures: Figures, option: str, year: int) -> dict[str, float]:
    """Return what the plant pays to build one vehicle, currency, by kind."""
    country = figures.country(option)
    exchange = figures.number("factors.exchange_rate", country, year=year)
    wage = figures.number("factors.wage", country, year=year) * exchange
    electricity = figures.number("factors.electricity_price", country, year=year) * exchange
    gas = figures.number("factors.gas_price", country, year=year) * exchange
    return {
        "labour": figures.number("options.hours", option) * wage,
        "energy": figures.number("options.electricity", option) * electricity
        + figures.number("options.gas", option) * gas,
        "conversion": figures.number("options.other_conversion", option),
    }
