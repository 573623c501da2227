"""Undertakings on import prices: who falls under one, who keeps its floor, and what it caps."""

from __future__ import annotations

from collections import defaultdict

from plantshare.results.checker.audit import VEHICLES, Findings
from plantshare.results.checker.decided import Plan
from plantshare.results.checker.figures import Figures

__all__ = ["check_minimum_prices", "duty_under", "undertaking_of"]

ROUNDING = 1e-9
"""Share of a floor by which converted prices may miss it."""


def undertaking_of(figures: Figures, option: str, market: str, year: int) -> str | None:
    """Return the undertaking that an import falls under in a year, none where it falls under none."""
    if figures.is_in_market(option, market):
        return None
    vehicle = figures.vehicle(option)
    for name in figures.names("minimum_prices"):
        powertrain, company = (
            figures.word(f"minimum_prices.{column}", name) for column in ("powertrain", "company")
        )
        first = figures.number("minimum_prices.first_year", name)
        last = figures.number("minimum_prices.last_year", name)
        if (
            figures.word("minimum_prices.market", name) == market
            and figures.word("minimum_prices.origin", name) == figures.country(option)
            and powertrain in ("all", figures.word("vehicles.powertrain", vehicle))
            and company in ("", figures.brand(option))
            and not year < first
            and not year > last
        ):
            return name
    return None


def is_at_floor(figures: Figures, option: str, undertaking: str, year: int) -> bool:
    """Return whether the declared price of an option, its customs value, is not below the floor."""
    floor = figures.number("minimum_prices.floor", undertaking, year=year)
    return figures.number("options.customs_value", option) >= floor - ROUNDING * floor


def pays_outside(figures: Figures, undertaking: str) -> bool:
    """Return whether vehicles outside an undertaking may pay the ordinary duty instead."""
    return figures.word("minimum_prices.otherwise", undertaking) == "ordinary_duty"


def duty_under(figures: Figures, option: str, market: str, year: int, ordinary: float) -> float:
    """Return the duty of an import, a share of the customs value: that of its undertaking, or the ordinary.

    An undertaking that states no duty leaves the ordinary one. Where importers may choose, those below
    the floor pay the ordinary duty and the others the lower of the two.
    """
    undertaking = undertaking_of(figures, option, market, year)
    stated = None if undertaking is None else figures.stated("minimum_prices.duty", undertaking, year=year)
    if undertaking is None or stated is None:
        return ordinary
    if not pays_outside(figures, undertaking):
        return stated
    return min(stated, ordinary) if is_at_floor(figures, option, undertaking, year) else ordinary


def check_minimum_prices(plan: Plan, findings: Findings, scenarios: dict[str, Figures]) -> None:
    """Check that refused imports keep the floor, and that no more than the cap comes under an undertaking."""
    under: dict[tuple[str, int, str], float] = defaultdict(float)
    for (option, market, year, scenario), amount in plan.rows("shipped"):
        figures = scenarios[scenario]
        name = undertaking_of(figures, option, market, year)
        if name is None:
            continue
        where: dict[str, object] = {"option": option, "market": market, "year": year, "scenario": scenario}
        if is_at_floor(figures, option, name, year):
            under[name, year, scenario] += amount - plan.get("over_cap", option, market, year, scenario)
        elif not pays_outside(figures, name):
            findings.at_most("minimum price", amount, 0.0, VEHICLES, undertaking=name, **where)
    for (name, year, scenario), amount in under.items():
        cap = scenarios[scenario].number("minimum_prices.cap", name, year=year)
        findings.at_most("import cap", amount, cap, VEHICLES, undertaking=name, year=year, scenario=scenario)
    check_outside(plan, findings, scenarios)


def check_outside(plan: Plan, findings: Findings, scenarios: dict[str, Figures]) -> None:
    """Check that only what is shipped, and only where the ordinary duty may be paid, counts as outside."""
    for (option, market, year, scenario), amount in plan.rows("over_cap"):
        figures = scenarios[scenario]
        where: dict[str, object] = {"option": option, "market": market, "year": year, "scenario": scenario}
        name = undertaking_of(figures, option, market, year)
        may_pay = name is not None and pays_outside(figures, name)
        findings.holds("above a cap", may_pay, "a vehicle above", "undertakings with ordinary duty", **where)
        shipped = plan.get("shipped", option, market, year, scenario)
        findings.at_most("above a cap", amount, shipped, VEHICLES, **where)
