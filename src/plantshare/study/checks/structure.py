"""Checks of what a study must hold at all: vehicles, options, markets, demand and rows by year."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.dictionary import load_dictionary
from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, grouped
from plantshare.study.checks.wording import count, names, years_in_words

__all__ = ["STRUCTURE"]


def no_vehicles(facts: Facts) -> Iterator[Finding]:
    """The study has no vehicle.

    Without a product there is nothing to plan. Add at least one row to ``vehicles``.
    """
    if not facts.lines("vehicles"):
        yield facts.table_finding(
            "vehicles",
            found="no rows",
            wanted="at least one vehicle",
            fix="Add the vehicles that are built or sold to vehicles.csv.",
        )


def no_options(facts: Facts) -> Iterator[Finding]:
    """The study has no option.

    An option is one way to supply a vehicle; without any, every sale is lost and the plan is empty. Add
    one row to ``options`` for each plant and build mode that could supply a vehicle.
    """
    if not facts.lines("options"):
        yield facts.table_finding(
            "options",
            found="no rows",
            wanted="at least one way to supply a vehicle",
            fix="Add a row to options.csv for each plant that builds or could build a vehicle.",
        )


def no_markets(facts: Facts) -> Iterator[Finding]:
    """The study has no market.

    Vehicles are sold in markets; without any there is no revenue. Add at least one row to ``markets``,
    with the countries that belong to it.
    """
    if not facts.lines("markets"):
        yield facts.table_finding(
            "markets",
            found="no rows",
            wanted="at least one market",
            fix="Add the markets where vehicles are sold to markets.csv.",
        )


def no_demand(facts: Facts) -> Iterator[Finding]:
    """No market wants any vehicle in any year.

    The best plan for no demand is to build nothing, which answers no question. State ``units`` above zero
    in ``demand``, in vehicles a year, or in ``demand_by_year`` where they differ by year.
    """
    if not facts.wanted and facts.lines("vehicles") and facts.lines("markets"):
        yield facts.table_finding(
            "demand",
            found=f"{count(len(facts.lines('demand')), 'row')}, none with units above zero",
            wanted="demand for at least one vehicle in one market and year",
            fix="State units above zero in demand.csv, in vehicles a year.",
        )


def market_without_demand(facts: Facts) -> Iterator[Finding]:
    """A market wants none of the vehicles.

    It plays no part in the plan, so either its demand was forgotten or the market can go. Add demand rows
    for it, or remove it from ``markets``.
    """
    sold = {market for rows in facts.wanted.values() for market in rows}
    for line in facts.lines("markets"):
        if facts.wanted and line.word("market") not in sold:
            yield line.finding(
                "market",
                found=f"{quoted(line.word('market'))}, which wants no vehicle in any year",
                wanted="demand above zero for at least one vehicle",
                fix="Add its demand to demand.csv, or remove the market.",
            )


def vehicle_unbuildable(facts: Facts) -> Iterator[Finding]:
    """A market wants a vehicle that nobody may build.

    No option supplies the vehicle, so all of its sales would be lost and the plan would understate what
    the company can earn. Add an option for it, an import among them, or set its demand to zero.
    """
    for vehicle, rows in facts.wanted.items():
        if facts.lines("options") and vehicle not in facts.options_of_vehicle:
            yield next(iter(rows.values())).finding(
                "vehicle",
                found=f"demand for {quoted(vehicle)}, which no option supplies",
                wanted="at least one option for each vehicle that a market wants",
                fix=f"Add an option for {quoted(vehicle)} to options.csv, or remove its demand.",
            )


def vehicle_without_demand(facts: Facts) -> Iterator[Finding]:
    """No market wants a vehicle in any year.

    The vehicle never gets built, whatever its options say. Add its demand, or remove the vehicle.
    """
    for line in facts.lines("vehicles"):
        vehicle = line.word("vehicle")
        if facts.wanted and vehicle not in facts.wanted:
            yield line.finding(
                "vehicle",
                found=f"{quoted(vehicle)}, which no market wants in any year",
                wanted="demand above zero in at least one market",
                fix="Add its demand to demand.csv, or remove the vehicle and its options.",
            )


def company_unused(facts: Facts) -> Iterator[Finding]:
    """A company owns nothing, sells nothing and pays nothing.

    Its name may be spelt in two ways, so that plants or vehicles hang on the other. Use one spelling, or
    remove the company.
    """
    used = {line.word("company") for name in ("plants", "vehicles") for line in facts.lines(name)}
    used |= {partner for line in facts.lines("plants") for partner in line.words("partners")}
    used |= {line.word("payer") for line in facts.lines("support")}
    used |= {line.word(side) for line in facts.lines("deals") for side in ("host", "guest")}
    for line in facts.lines("companies"):
        if line.word("company") not in used:
            yield line.finding(
                "company",
                found=f"{quoted(line.word('company'))}, which owns no plant or vehicle and pays nothing",
                wanted="companies that take part in the study",
                fix="Give the company a plant, a vehicle, a deal or a support row, or remove it.",
            )


def duplicate_name(facts: Facts) -> Iterator[Finding]:
    """Two rows of one table carry the same display name.

    A reader of the report could not tell them apart. Give each its own ``name``.
    """
    for table, entry in load_dictionary().tables.items():
        if "name" not in entry.columns:
            continue
        for name, lines in grouped(facts.lines(table), "name").items():
            for line in lines[1:] if name else []:
                yield line.finding(
                    "name",
                    found=f"{quoted(name)}, which {quoted(lines[0].name)} carries too",
                    wanted="a name of its own for each row",
                    fix="Add what sets the two apart, such as the plant or the powertrain.",
                )


def by_year_outside(facts: Facts) -> Iterator[Finding]:
    """Rows by year lie outside the planned years.

    They are read but have no effect; a value meant for the first year may be missing. Correct the years,
    widen the horizon in ``study.toml``, or leave the rows as a record.
    """
    for name, lines in facts.all_lines.items():
        outside = [
            line
            for line in lines
            if name.endswith("_by_year") and facts.years and line.number("year") not in facts.years
        ]
        if outside:
            yield outside[0].finding(
                "year",
                found=f"{count(len(outside), 'row')} outside the planned years, this one the first",
                wanted=f"years from {years_in_words(facts.first_year, facts.last_year)}",
                fix="Correct the years, or change first_year and last_year in study.toml.",
            )


def by_year_empty(facts: Facts) -> Iterator[Finding]:
    """A row by year states no value.

    It changes nothing. Fill in the column that should differ in that year, or remove the row.
    """
    for name, lines in facts.all_lines.items():
        if not name.endswith("_by_year"):
            continue
        entry = load_dictionary().tables[name.removesuffix("_by_year")]
        for line in lines:
            if all(math.isnan(line.number(column.name)) for column in entry.by_year):
                yield line.finding(
                    None,
                    found="no value",
                    wanted=f"a value for {names(column.name for column in entry.by_year)}",
                    fix="Fill in the value of that year, or remove the row.",
                )


STRUCTURE = (
    Check("no-vehicles", "error", no_vehicles),
    Check("no-options", "error", no_options),
    Check("no-markets", "error", no_markets),
    Check("no-demand", "error", no_demand),
    Check("market-without-demand", "warning", market_without_demand),
    Check("vehicle-unbuildable", "error", vehicle_unbuildable),
    Check("vehicle-without-demand", "warning", vehicle_without_demand),
    Check("company-unused", "warning", company_unused),
    Check("duplicate-name", "warning", duplicate_name),
    Check("by-year-outside", "warning", by_year_outside),
    Check("by-year-empty", "warning", by_year_empty),
)
