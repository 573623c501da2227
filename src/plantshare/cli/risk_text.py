"""What may become of a plan, in words and tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from plantshare.cli.listing import section, table
from plantshare.report.charts.risk_words import (
    company_words,
    driver_words,
    is_profit,
    measure_unit,
    measure_words,
)
from plantshare.report.names import names_of
from plantshare.report.words import currency_sign, millions, number, percent, plural, thousands
from plantshare.risk import Outlook
from plantshare.study import Study

__all__ = ["risk_text"]


def risk_text(outlook: Outlook, plans: Mapping[str, Path]) -> str:
    """Return the whole answer.

    Parameters
    ----------
    outlook
        What may become of the plans.
    plans
        Where each plan is recorded.
    """
    study = outlook.study
    sign = currency_sign(str(study.settings["currency"])).strip()
    targets = names_of(study, "targets")
    parts = [heading(outlook, plans)]
    for target in targets if not outlook.output.empty else ():
        own = outlook.output[outlook.output["target"] == target]
        parts.append(output_section(own, targets[target]))
    parts.append(
        section(
            f"Profit by company, {sign} million present value",
            company_table(study, outlook.companies),
        )
    )
    if len(outlook.plans) > 1:
        parts.append(regret_section(outlook.regret, sign))
    parts.extend(driver_sections(outlook))
    parts.extend(stress_sections(outlook))
    return "\n\n".join(parts)


def heading(outlook: Outlook, plans: Mapping[str, Path]) -> str:
    """Return what was looked at, and in which futures."""
    settings, origin = outlook.study.settings, outlook.origin
    drivers = plural(len(outlook.study.frame("uncertainty")), "driver")
    lines = [
        str(settings["title"] or settings["name"]),
        f"{int(origin['count']):,} futures drawn from {drivers} (seed {origin['seed']})",
        "Held in each: launches, shifts, closures and deals of the plan. "
        "Volumes, flows and overtime are the best that it allows.",
        *(f"Plan '{name}': {folder}" for name, folder in plans.items()),
    ]
    if len(plans) > 1:
        lines.append(f"All tables but that of the rival plans are about '{next(iter(plans))}'.")
    lines.append("Under 5% stands what one future in twenty stays below, under 95% what one exceeds.")
    return "\n".join(lines)


def output_section(own: pd.DataFrame, name: str) -> str:
    """Return how output that counts toward one target may turn out.

    Parameters
    ----------
    own
        Rows of the table of output of one target.
    name
        Name of the target.
    """
    wanted = own[own["is_target_year"]]
    rows = [
        [
            f"{row.year}{' *' if row.is_target_year else ''}",
            thousands(row.mean), thousands(row.p5), thousands(row.p25), thousands(row.p50),
            thousands(row.p75), thousands(row.p95), chance(row.probability, row.low, row.high),
        ]
        for row in own.itertuples()
    ]  # fmt: skip
    amount = thousands(own["units"].iloc[0])
    headers = ["year", "mean", "5%", "25%", "median", "75%", "95%", f"chance of {amount}"]
    star = "" if wanted.empty else "* year of the target; "
    note = f"\n{star}in brackets the 95% interval that this number of futures leaves"
    return section(
        f"Output that counts toward the target '{name}', thousand vehicles a year",
        table(headers, rows) + note,
    )


def chance(probability: float, low: float, high: float) -> str:
    """Return a probability with its interval."""
    return f"{percent(probability, 1)} ({percent(low, 1)} to {percent(high, 1)})"


def company_table(study: Study, frame: pd.DataFrame) -> str:
    """Return how the profit of each company may turn out."""
    rows = [
        [
            company_words(study, row.company), millions(row.mean), millions(row.p5), millions(row.p50),
            millions(row.p95), millions(row.worst), percent(row.probability_of_loss, 1),
        ]
        for row in frame.itertuples()
    ]  # fmt: skip
    headers = ["company", "mean", "5%", "median", "95%", "mean of worst twentieth", "chance of a loss"]
    return table(headers, rows)


def regret_section(frame: pd.DataFrame, sign: str) -> str:
    """Return what each plan gives and how far it falls short of the best of them."""
    rows = [
        [
            row.plan, millions(row.mean), millions(row.worst), millions(row.mean_regret),
            millions(row.p95_regret), millions(row.largest_regret), percent(row.best_share),
        ]
        for row in frame.itertuples()
    ]  # fmt: skip
    headers = [
        "plan", "mean", "mean of worst twentieth", "mean regret", "95% regret", "largest regret",
        "no rival is better in",
    ]  # fmt: skip
    note = "\nregret: what the best of these plans earns more than this one in the same future"
    return section(
        f"Rival plans in the same futures, profit of all companies in {sign} million present value",
        table(headers, rows) + note,
    )


def driver_sections(outlook: Outlook) -> list[str]:
    """Return which driver alone moves what, one table for each measure."""
    return [
        section(
            f"One driver at work, all others as the study states: {named(outlook.study, measure)}",
            table(
                ["driver", "1 in 10 below", "as planned", "1 in 10 above"],
                [
                    [
                        driver_words(row.driver),
                        *(amount(measure, one) for one in (row.low, row.base, row.high)),
                    ]
                    for row in own.itertuples()
                ],
            ),
        )
        for measure, own in outlook.tornado.groupby("measure", sort=False)
    ]


def stress_sections(outlook: Outlook) -> list[str]:
    """Return what each stress case does to the plan, one table for each measure."""
    return [
        section(
            f"Stress cases, one at a time: {named(outlook.study, measure)}",
            stress_text(str(measure), own),
        )
        for measure, own in outlook.stress.groupby("measure", sort=False)
    ]


def stress_text(measure: str, own: pd.DataFrame) -> str:
    """Return what each stress case does to one measure, with the plan held and planned anew.

    Parameters
    ----------
    measure
        The measure.
    own
        Rows of the table of stress cases of this measure.
    """
    headers, names = ["case", "as planned", "then", "change"], ["base", "value", "change"]
    note = ""
    if "adapted" in own:
        headers, names = [*headers, "planned anew", "change"], [*names, "adapted", "adapted_change"]
        note = (
            "\nplanned anew: with the case known from the start, the most that adapting can save; "
            f"searched for {number(own['seconds'].sum(), 1)} s"
        )
    rows = [
        [str(row["case"]), *(amount(measure, float(row[name])) for name in names)]
        for row in own.to_dict("records")
    ]
    return table(headers, rows) + note


def named(study: Study, measure: object) -> str:
    """Return what a measure counts inside a sentence, with its unit."""
    words = measure_words(study, measure)
    first = words[:1].lower() if is_profit(measure) else words[:1]
    return f"{first}{words[1:]}, {measure_unit(study, measure)}"


def amount(measure: object, value: float) -> str:
    """Return an amount of a measure with one decimal: millions, or thousand vehicles."""
    return number(value, 1) if is_profit(measure) else thousands(value)
