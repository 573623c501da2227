"""Flows: what is built, shipped, lost, sourced and counted against quotas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from plantshare.results.checker.audit import COUNT, SHARE, VEHICLES, Findings
from plantshare.results.checker.decided import Plan
from plantshare.results.checker.figures import Figures

__all__ = ["check_flows", "check_quotas", "check_sources"]


def check_flows(figures: Figures, plan: Plan, findings: Findings, scenarios: dict[str, Figures]) -> None:
    """Check every flow: a lane, an active option, its rate, and the demand it serves."""
    built: dict[tuple[str, int, str], float] = defaultdict(float)
    sold: dict[tuple[str, str, int, str], float] = defaultdict(float)
    for (option, market, year, scenario), amount in plan.rows("shipped"):
        where: dict[str, object] = {"option": option, "market": market, "year": year, "scenario": scenario}
        has_lane = figures.has("lanes", figures.plant(option), market)
        findings.holds("lane", has_lane, "a flow", "flows over the lanes of the plant", **where)
        if not plan.is_chosen("active", option, year):
            findings.at_most("flow of an active option", amount, 0.0, VEHICLES, **where)
        built[option, year, scenario] += amount
        sold[figures.vehicle(option), market, year, scenario] += amount
    for option in figures.names("options"):
        for year in figures.years:
            for scenario, future in scenarios.items():
                shipped = built[option, year, scenario]
                where = {"option": option, "year": year, "scenario": scenario}
                stated = plan.get("built", option, year, scenario)
                findings.equal("output", stated, shipped, VEHICLES, **where)
                check_rate(future, plan, findings, option=option, year=year, built=stated, where=where)
    check_demand(plan, findings, scenarios, sold)


def check_rate(
    figures: Figures,
    plan: Plan,
    findings: Findings,
    *,
    option: str,
    year: int,
    built: float,
    where: Mapping[str, object],
) -> None:
    """Check that an option keeps to its peak rate, ramped up from its launch; one without asks for none.

    A launch that comes late without a peak rate is held to what its markets ask for.
    """
    peak, is_today = figures.number("options.peak_rate", option), figures.has("incumbents", option)
    if peak == float("inf"):
        if is_today or figures.number("options.launch_delay", option) == 0:
            return
        peak = figures.asked(option, year)
    if is_today:
        rate = peak * plan.get("active", option, year)
    else:
        life = figures.number("options.life_years", option)
        rate = sum(
            peak * figures.ramped(option, year - start) * plan.get("launched", option, start)
            for start in figures.years
            if start <= year < start + life
        )
    findings.at_most("peak rate", built, rate, VEHICLES, **where)


def check_demand(
    plan: Plan,
    findings: Findings,
    scenarios: dict[str, Figures],
    sold: dict[tuple[str, str, int, str], float],
) -> None:
    """Check that sold and lost vehicles make up demand, lifted where the vehicle is built locally."""
    unasked = set(sold)
    for scenario, future in scenarios.items():
        for vehicle, market in future.keys("demand"):
            uplift = future.number("demand.local_uplift", vehicle, market)
            for year in future.years:
                unasked.discard((vehicle, market, year, scenario))
                where: dict[str, object] = {"vehicle": vehicle, "market": market, "year": year}
                local = local_share(future, plan, vehicle, market, year) if uplift > 0 else 0.0
                units = future.number("demand.units", vehicle, market, year=year)
                lost = plan.get("lost", vehicle, market, year, scenario)
                total = sold.get((vehicle, market, year, scenario), 0.0) + lost
                asked = units * (1 + uplift * local)
                findings.equal("demand", total, asked, VEHICLES, **where, scenario=scenario)
                if future.flag("demand.must_serve", vehicle, market):
                    findings.at_most("demand to serve", lost, 0.0, VEHICLES, **where, scenario=scenario)
                stated = plan.get("local", vehicle, market, year)
                if uplift > 0 and units > 0:
                    findings.equal("built locally", stated, local, SHARE, **where)
    for vehicle, market, year, scenario in unasked:
        amount = sold[vehicle, market, year, scenario]
        findings.at_most(
            "demand", amount, 0.0, VEHICLES, vehicle=vehicle, market=market, year=year, scenario=scenario
        )


def local_share(figures: Figures, plan: Plan, vehicle: str, market: str, year: int) -> float:
    """Return 1 where an active option other than import builds the vehicle in the market, else 0."""
    sites = sum(
        plan.get("active", option, year)
        for option in figures.options_of.get(vehicle, [])
        if figures.word("options.mode", option) != "import" and figures.is_in_market(option, market)
    )
    return min(1.0, sites)


def check_sources(figures: Figures, plan: Plan, findings: Findings) -> None:
    """Check that a market takes a vehicle from one option alone, where the vehicle asks for it."""
    sources: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for (option, market, year, scenario), amount in plan.rows("shipped"):
        vehicle = figures.vehicle(option)
        if amount <= VEHICLES.absolute or not figures.flag("vehicles.single_source", vehicle):
            continue
        sources[vehicle, market, year].add(option)
        assigned = plan.is_chosen("assigned", option, market, year)
        findings.holds(
            "assigned source",
            assigned,
            f"{VEHICLES.text(amount)} shipped",
            "flows from the option that the market is assigned to",
            option=option,
            market=market,
            year=year,
            scenario=scenario,
        )
    for (option, market, year), share in plan.rows("assigned"):
        findings.whole("whole decisions", share, decision="assigned", option=option, market=market, year=year)
        if share > 0.5:
            sources[figures.vehicle(option), market, year].add(option)
            active = plan.is_chosen("active", option, year)
            findings.holds(
                "assigned source", active, "an assignment", "active options", option=option, year=year
            )
    for (vehicle, market, year), options in sources.items():
        findings.at_most("single source", len(options), 1, COUNT, vehicle=vehicle, market=market, year=year)


def check_quotas(figures: Figures, plan: Plan, findings: Findings, scenarios: dict[str, Figures]) -> None:
    """Check what enters inside each tariff quota, and what is charged as outside."""
    for (option, quota, year, scenario), amount in plan.rows("over_quota"):
        where: dict[str, object] = {"option": option, "quota": quota, "year": year, "scenario": scenario}
        origin = figures.word("quotas.origin", quota)
        is_under = figures.country(option) == origin
        findings.holds("outside a quota", is_under, "a vehicle outside", f"plants in {origin}", **where)
        market = figures.word("quotas.market", quota)
        shipped = plan.get("shipped", option, market, year, scenario)
        findings.at_most("outside a quota", amount, shipped, VEHICLES, **where)
    for quota in figures.names("quotas"):
        origin, market = figures.word("quotas.origin", quota), figures.word("quotas.market", quota)
        under = [option for option in figures.names("options") if figures.country(option) == origin]
        for scenario, future in scenarios.items():
            for year in figures.years:
                inside = sum(
                    plan.get("shipped", option, market, year, scenario)
                    - plan.get("over_quota", option, quota, year, scenario)
                    for option in under
                )
                room = future.number("quotas.units", quota, year=year)
                room *= future.number("quotas.covered_share", quota)
                findings.at_most(
                    "tariff quota", inside, room, VEHICLES, quota=quota, year=year, scenario=scenario
                )
