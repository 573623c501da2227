"""Money that moves with decisions: launches, shifts, closing, tooling, expansions, overtime, deals."""

from __future__ import annotations

from plantshare.results.checker.aid import aid_for_launch
from plantshare.results.checker.decided import Plan
from plantshare.results.checker.figures import Figures
from plantshare.results.checker.ledger import CHARGED, Ledger
from plantshare.results.checker.sides import (
    FOR_FEE,
    builders,
    builds_for_fee,
    buyers,
    capital_share,
    dues_at_end,
    dues_at_signature,
    dues_of_year,
)
from plantshare.units import MILLION

__all__ = ["book_deals", "book_launches", "book_plants", "book_recourse"]


def book_launches(ledger: Ledger, figures: Figures, plan: Plan) -> None:
    """Book launch capital with its shares and support, and the fixed cost of active options."""
    for (option, launch), share in plan.rows("launched"):
        for year in figures.years:
            book_capital(ledger, figures, option, year, figures.capital_in(option, launch, year) * share)
            for payer, aid in aid_for_launch(figures, option, launch, year):
                for who, part in buyers(figures, option):
                    place = place_of(figures, option)
                    ledger.add(aid * share * part, "support", year, payer=payer, payee=who, **place)
    for (option, year), share in plan.rows("active"):
        place = place_of(figures, option)
        fixed = figures.number("options.fixed_cost", option) * share
        for who, part in builders(figures, option):
            ledger.add(fixed * part, "option fixed cost", year, payer=who, **place)
        owner, brand = figures.owner(option), figures.brand(option)
        if brand != owner and builds_for_fee(figures, option) and not has_stated_fee(figures, option):
            ledger.add(fixed, "fixed cost refund", year, payer=brand, payee=owner, **place)


def book_capital(ledger: Ledger, figures: Figures, option: str, year: int, capital: float) -> None:
    """Book the capital of a launch in one year, and the host's share in it."""
    place = place_of(figures, option)
    for who, part in buyers(figures, option):
        ledger.add(capital * part, "launch capital", year, payer=who, **place)
    if option in figures.opens and builds_for_fee(figures, option):
        share, host, guest = capital_share(figures, figures.opens[option])
        ledger.add(capital * share, "capital share", year, payer=host, payee=guest, **place)


def place_of(figures: Figures, option: str) -> dict[str, str]:
    """Return the labels of money of an option."""
    return {"plant": figures.plant(option), "vehicle": figures.vehicle(option), "option": option}


def has_stated_fee(figures: Figures, option: str) -> bool:
    """Return whether a fee per vehicle is stated, by the option or, in its place, in any year of its deal."""
    deal = figures.opens.get(option)
    if deal is None:
        return figures.stated("options.unit_fee", option) is not None
    if deal in figures.bands:
        return True
    fees = [figures.stated("deal_terms.unit_fee", deal, year=year) for year in figures.years]
    return any(fee is not None for fee in fees)


def book_plants(ledger: Ledger, figures: Figures, plan: Plan) -> None:
    """Book patterns, changes of shift or of people, closing, tooling and expansions, to the plant's owner."""

    def of_group(kind: str, group: str, year: int, amount: float) -> None:
        plant = figures.word("groups.plant", group)
        ledger.add(amount, kind, year, payer=figures.group_owner(group), plant=plant)

    for (group, pattern, year), share in plan.rows("pattern_share"):
        cost = figures.number("group_patterns.fixed_cost", group, pattern, year=year)
        of_group("fixed cost", group, year, cost * share)
    for name, kind, column, scale in (
        ("levels_added", "shift change", "groups.cost_level_up", 1.0),
        ("levels_dropped", "shift change", "groups.cost_level_down", 1.0),
        ("hired", "hiring", "groups.hire_cost", MILLION),
        ("made_redundant", "redundancy", "groups.redundancy_cost", MILLION),
    ):
        for (group, year), amount in plan.rows(name):
            of_group(kind, group, year, figures.number(column, group) * amount * scale)
    for (plant, year), share in plan.rows("plant_closes"):
        owner = figures.word("plants.company", plant)
        cost, value = figures.number("plants.closure_cost", plant), figures.number("plants.site_value", plant)
        ledger.add(cost * share, "closure", year, payer=owner, plant=plant)
        ledger.add(value * share, "site value", year, payee=owner, plant=plant)
    for (shop, platform, year), share in plan.rows("tooled"):
        cost = figures.number("shop_platforms.tooling_cost", shop, platform) * share
        owner, plant = figures.shop_owner(shop), figures.shop_plant(shop)
        ledger.add(cost, "body tooling", year, payer=owner, plant=plant)
    for (expansion, year), share in plan.rows("expanded"):
        shop = figures.word("expansions.shop", expansion)
        cost = figures.number("expansions.cost", expansion) * share
        owner, plant = figures.shop_owner(shop), figures.shop_plant(shop)
        ledger.add(cost, "expansion", year, payer=owner, plant=plant)


def book_recourse(ledger: Ledger, plan: Plan, scenarios: dict[str, Figures]) -> None:
    """Book overtime and the charge for missed targets."""
    for (shop, year, scenario), vehicles in plan.rows("overtime"):
        figures = scenarios[scenario]
        cost = figures.number("shops.overtime_cost", shop) * vehicles * MILLION
        owner, plant = figures.shop_owner(shop), figures.shop_plant(shop)
        ledger.add(cost, "overtime", year, scenario, payer=owner, plant=plant)
    for (target, year, scenario), vehicles in plan.rows("gap"):
        figures = scenarios[scenario]
        if figures.word("targets.rule", target) == "price":
            charge = figures.number("targets.shortfall_cost", target) * vehicles * MILLION
            ledger.add(charge, "target gap", year, scenario, payer=CHARGED)


def book_deals(ledger: Ledger, figures: Figures, plan: Plan) -> None:
    """Book what signed deals owe at signature, by year and at the end, and what is due for a shortfall."""
    for (deal,), share in plan.rows("signed"):
        dues = [(figures.years[0], due) for due in dues_at_signature(figures, deal)]
        dues += [(figures.years[-1], due) for due in dues_at_end(figures, deal)]
        running = [year for year in figures.years if figures.deal_runs(deal, year)]
        dues += [(year, due) for year in running for due in dues_of_year(figures, deal, year)]
        for year, (kind, amount, payer, payee) in dues:
            ledger.add(amount * share, kind, year, payer=payer, payee=payee)
    for (deal, year, scenario), vehicles in plan.rows("shortfall"):
        if figures.word("deals.form", deal) not in FOR_FEE:
            continue
        sides = {"payer": figures.word("deals.guest", deal), "payee": figures.word("deals.host", deal)}
        due = figures.number("deal_terms.shortfall_rate", deal) * vehicles * MILLION
        ledger.add(due, "shortfall payment", year, scenario, **sides)
