"""National targets and the planner's rules."""

from __future__ import annotations

from collections.abc import Mapping

from plantshare.results.checker.audit import COUNT, SHARE, VEHICLES, Findings
from plantshare.results.checker.decided import Plan
from plantshare.results.checker.figures import Figures

__all__ = ["check_rules", "check_targets"]


def check_targets(
    plan: Plan, findings: Findings, scenarios: dict[str, Figures], probability: Mapping[str, float]
) -> None:
    """Check the gap to each target, and that a required target is reached often enough."""
    figures = next(iter(scenarios.values()))
    for target in figures.names("targets"):
        measured = int(figures.number("targets.year", target))
        missed = 0.0
        for scenario, future in scenarios.items():
            for year in figures.years:
                where: dict[str, object] = {"target": target, "year": year, "scenario": scenario}
                short = max(0.0, missing(future, plan, target, scenario)) if year == measured else 0.0
                stated = plan.get("gap", target, year, scenario)
                findings.equal("target gap", stated, short, VEHICLES, **where)
                is_missed = short > VEHICLES.slack(figures.number("targets.units", target))
                missed += probability[scenario] * is_missed
                if figures.word("targets.rule", target) == "require" and is_missed:
                    said = plan.is_chosen("target_missed", target, scenario)
                    findings.holds("missed target", said, "not marked as missed", "marked so", **where)
        if figures.word("targets.rule", target) == "require" and measured in figures.years:
            allowed = 1 - figures.number("targets.confidence", target)
            findings.at_most("confidence of a target", missed, allowed, SHARE, target=target)
    for (target, scenario), amount in plan.rows("target_missed"):
        findings.whole("whole decisions", amount, decision="missed", target=target, scenario=scenario)


def missing(figures: Figures, plan: Plan, target: str, scenario: str) -> float:
    """Return how many vehicles are missing to a target in its year; below zero where it is passed."""
    year = int(figures.number("targets.year", target))
    output = sum(
        counts(figures, option, target) * plan.get("built", option, year, scenario)
        for option in figures.names("options")
    )
    other = figures.number("targets.other_output", target)
    return figures.number("targets.units", target) - other - output


def counts(figures: Figures, option: str, target: str) -> float:
    """Return how much of one vehicle counts toward a target: its country and its class decide."""
    wanted = figures.word("targets.vehicle_class", target)
    kind = figures.word("vehicles.vehicle_class", figures.vehicle(option))
    if figures.country(option) != figures.word("targets.country", target):
        return 0.0
    return figures.number("options.count_weight", option) if wanted in ("car_and_cv", kind) else 0.0


def check_rules(figures: Figures, plan: Plan, findings: Findings, scenarios: dict[str, Figures]) -> None:
    """Check what the planner asks: output, launches, and plants that stay open."""
    for rule in figures.names("rules"):
        first, last = figures.number("rules.first_year", rule), figures.number("rules.last_year", rule)
        years = [year for year in figures.years if not year < first and not year > last]
        kind = figures.word("rules.kind", rule)
        options = [option for option in figures.names("options") if is_named(figures, rule, option)]
        where: dict[str, object] = {"rule": rule, "asks": kind.replace("_", " ")}
        if kind == "keep_open":
            plant = figures.word("rules.plant", rule)
            closed = sum(
                plan.get("closed", group, year)
                for group in figures.names("groups")
                if figures.word("groups.plant", group) == plant
                for year in years
            )
            findings.at_most("planner's rule", closed, 0, COUNT, **where)
        elif kind in ("launch", "forbid_launch"):
            starts = sum(plan.get("launched", option, year) for option in options for year in years)
            compare = findings.at_least if kind == "launch" else findings.at_most
            compare("planner's rule", starts, float(kind == "launch"), COUNT, **where)
        else:
            compare = findings.at_least if kind == "minimum_output" else findings.at_most
            units = figures.number("rules.units", rule)
            for year in years:
                for scenario in scenarios:
                    output = sum(plan.get("built", option, year, scenario) for option in options)
                    compare("planner's rule", output, units, VEHICLES, **where, year=year, scenario=scenario)


def is_named(figures: Figures, rule: str, option: str) -> bool:
    """Return whether a rule holds for an option: an empty plant, vehicle or option means any."""
    own = {"plant": figures.plant(option), "vehicle": figures.vehicle(option), "option": option}
    return all(figures.word(f"rules.{column}", rule) in ("", word) for column, word in own.items())
