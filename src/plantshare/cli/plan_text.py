"""A plan in words and tables: proof, money, targets, launches, closures, loading."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from plantshare.cli.listing import section, table
from plantshare.report.proof import aim_words, status_words
from plantshare.report.words import currency_sign, millions, number, percent, plural, thousands
from plantshare.results import Result
from plantshare.results.futures import futures_words
from plantshare.results.plan import closures, deals_signed, expansions, launches, volumes
from plantshare.study import Study

__all__ = ["by_year", "infeasible_text", "launch_table", "plan_text"]

MOST_YEARS = 12
"""More years than these do not fit on a line; evenly spaced ones are shown then."""


def plan_text(result: Result) -> str:
    """Return the whole answer of a solved study."""
    parts = [
        heading(result),
        section("Present value of each company", money_table(result)),
        section("Distance to targets, thousand vehicles a year", target_table(result)),
        section("Launches", launch_table(launches(result))),
        closure_text(result),
        section("Built, thousand vehicles a year", volume_table(result)),
        loading_text(result),
    ]
    return "\n\n".join(part for part in parts if part)


def heading(result: Result) -> str:
    """Return what was solved, how it ended and how good it is proven to be."""
    settings, proof = result.study.settings, result.proof
    sign = currency_sign(settings["currency"])
    years = f"{settings['first_year']:.0f} to {settings['last_year']:.0f}"
    title = f": {settings['title']}" if settings["title"] else ""
    lines = [
        f"{settings['name']}{title}",
        f"{years}, {settings['currency']} at {settings['price_year']:.0f} prices, "
        f"sharing {settings['sharing']}{scenario_words(result.study)}",
        status_words(result),
        f"Expected profit of all companies: {sign}{millions(result.expected_profit)}m present value at "
        f"{percent(settings['discount_rate'], 1)} a year.",
        *([aim_words(result)] if aim_words(result) else []),
        f"Program built in {number(proof.build_seconds, 1)} s ({plural(proof.columns, 'column')}, "
        f"{plural(proof.rows, 'row')}), solved in {number(proof.solve_seconds, 1)} s by {proof.solver}.",
    ]
    return "\n".join(lines)


def scenario_words(study: Study) -> str:
    """Return which scenarios were planned together, where there are several."""
    if len(study.futures) == 1:
        return ""
    words = futures_words(study)
    return f", {words}" if study.draws is not None else f", scenarios {words}"


def infeasible_text(result: Result) -> str:
    """Return why there is no plan."""
    status = result.proof.status
    if status == "infeasible":
        lines = ["No plan obeys all rules. What would have to give way:"]
        return "\n".join([*lines, *(f"  {conflict}" for conflict in result.proof.conflicts)])
    if status == "unbounded":
        return "Profit can grow without limit: look for a price, a subsidy or a rule without an upper end."
    return "Stopped before any plan was found; nothing was written. Allow more time with --time."


def money_table(result: Result) -> str:
    """Return the present value of each company, and their sum."""
    sign = currency_sign(result.study.settings["currency"])
    npv = result.npv()
    rows = [[str(company), millions(amount)] for company, amount in npv.items()]
    return table(["company", f"{sign}m present value"], [*rows, ["together", millions(float(npv.sum()))]])


def target_table(result: Result) -> str:
    """Return each target with output and gap."""
    frame = result.targets()
    if frame.empty:
        return "The study has no target within its years."
    if result.study.draws is not None:
        return drawn_target_table(frame, result.study)
    rows = [
        [
            row.target, str(row.year), class_words(row.vehicle_class), row.scenario, thousands(row.planned),
            thousands(row.other), thousands(row.output), thousands(row.units),
            "reached" if row.reached else f"{thousands(row.gap)} short",
        ]
        for row in frame.itertuples()
    ]  # fmt: skip
    headers = ["target", "year", "counts", "scenario", "planned", "others", "output", "wanted", "distance"]
    if len(result.study.futures) == 1:
        headers, rows = without(headers, rows, "scenario")
    return table(headers, rows)


def drawn_target_table(frame: pd.DataFrame, study: Study) -> str:
    """Return each target with its expected output over drawn futures."""
    chance = pd.Series(study.weights, index=study.labels["scenario"])
    rows = []
    for (target, year), own in frame.groupby(["target", "year"], sort=False):
        weight = own.scenario.map(chance)
        rows.append(
            [
                str(target), str(year), class_words(str(own.vehicle_class.iloc[0])),
                thousands(float((own.output * weight).sum())), thousands(float(own.output.min())),
                thousands(float(own.output.max())), thousands(float(own.units.iloc[0])),
            ]
        )  # fmt: skip
    headers = ["target", "year", "counts", "expected output", "least", "most", "wanted"]
    note = (
        f"Over the {plural(len(study.futures), 'future')} planned for; they are too few for a probability, "
        "which `plantshare risk` counts on many more."
    )
    return f"{table(headers, rows)}\n{note}"


def without(headers: list[str], rows: list[list[str]], name: str) -> tuple[list[str], list[list[str]]]:
    """Return a table less one column."""
    place = headers.index(name)
    return headers[:place] + headers[place + 1 :], [row[:place] + row[place + 1 :] for row in rows]


def class_words(vehicle_class: str) -> str:
    """Return a class of vehicle in words."""
    words = {"car": "cars", "cv": "commercial vehicles", "car_and_cv": "cars and commercial vehicles"}
    return words.get(vehicle_class, vehicle_class)


def launch_table(frame: pd.DataFrame) -> str:
    """Return who builds what where, from when; guests first."""
    if frame.empty:
        return "None."
    ordered = frame.sort_values(["guest", "year"], ascending=[False, True], kind="stable")
    rows = [
        [
            str(row.year), row.brand, row.vehicle, row.plant, row.mode,
            f"guest of {row.host}" if row.guest else "own plant", thousands(row.peak_volume),
        ]
        for row in ordered.itertuples()
    ]  # fmt: skip
    headers = ["from", "company", "vehicle", "plant", "mode", "as", "peak, thousand a year"]
    return table(headers, rows)


def closure_text(result: Result) -> str:
    """Return closures, expansions and deals, where there are any."""
    parts = []
    shut, grown, deals = closures(result), expansions(result), deals_signed(result)
    if len(shut):
        rows = [[str(row.year), row.plant, row.group] for row in shut.itertuples()]
        parts.append(section("Closures", table(["year", "plant", "group"], rows)))
    if len(grown):
        rows = [[str(row.year), row.shop, row.expansion] for row in grown.itertuples()]
        parts.append(section("Expansions", table(["year", "shop", "expansion"], rows)))
    if deals:
        parts.append(section("Deals signed", ", ".join(deals)))
    return "\n\n".join(parts)


def volume_table(result: Result) -> str:
    """Return vehicles built by plant and year."""
    frame = volumes(result, "plant", "year")
    return by_year(frame, ["plant"], "units", thousands) if len(frame) else "Nothing is built."


def loading_text(result: Result) -> str:
    """Return how full each plant is in each year, with its basis."""
    frame = result.plant_loading()
    if frame.empty:
        return ""
    body = by_year(frame, ["plant", "basis"], "utilisation", percent)
    return section("Utilisation, share of the capacity on the basis named", body)


def by_year(frame: pd.DataFrame, names: list[str], value: str, words: Callable[[float], str]) -> str:
    """Return a table with a column for each year.

    Parameters
    ----------
    frame
        Rows with the columns ``names``, year and ``value``.
    words
        Writes one value.
    """
    wide = frame.set_index([*names, "year"])[value].unstack("year", sort=False)
    years = sorted(wide.columns)
    if len(years) > MOST_YEARS:
        step = (len(years) - 1) / (MOST_YEARS - 1)
        years = [years[round(place * step)] for place in range(MOST_YEARS)]
    rows = []
    for key, row in zip(wide.index, wide[years].to_numpy(), strict=True):
        labels = [str(part) for part in key] if isinstance(key, tuple) else [str(key)]
        rows.append([*labels, *(words(float(cell)) for cell in row)])
    return table([*names, *(str(year) for year in years)], rows)
