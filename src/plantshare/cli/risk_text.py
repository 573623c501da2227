"""What may become of a plan, in words and tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from plantshare.cli.listing import section, table
from plantshare.report.words import currency_sign, millions, number, percent, plural, thousands
from plantshare.risk import Outlook

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
    sign = currency_sign(outlook.study.settings["currency"])
    parts = [
        heading(outlook, plans),
        *(output_section(own) for _, own in outlook.output.groupby("target", sort=False)),
    ]
    parts.append(section(f"Profit by company, {sign}m present value", company_table(outlook.companies)))
    if len(outlook.plans) > 1:
        parts.append(section(f"Rival plans in the same futures, {sign}m", regret_table(outlook.regret)))
    parts.extend(driver_sections(outlook, sign))
    parts.extend(stress_sections(outlook, sign))
    return "\n\n".join(parts)


def heading(outlook: Outlook, plans: Mapping[str, Path]) -> str:
    """Return what was looked at, and in which futures."""
    settings, origin = outlook.study.settings, outlook.origin
    drivers = plural(len(outlook.study.frame("uncertainty")), "driver")
    first = next(iter(plans))
    lines = [
        str(settings["title"] or settings["name"]),
        f"{int(origin['count']):,} futures drawn from {drivers} "
        f"(seed {origin['seed']}); launches, shifts and deals of the plan are held",
        *(f"Plan '{name}': {folder}" for name, folder in plans.items()),
    ]
    if len(plans) > 1:
        lines.append(f"All tables but that of the rivals are about '{first}'.")
    return "\n".join(lines)


def output_section(own: pd.DataFrame) -> str:
    """Return how output that counts toward one target may turn out."""
    wanted = own[own.is_target_year]
    rows = [
        [
            str(row.year) + (" *" if row.is_target_year else ""),
            thousands(row.mean), thousands(row.p5), thousands(row.p25), thousands(row.p50),
            thousands(row.p75), thousands(row.p95), chance(row.probability, row.low, row.high),
        ]
        for row in own.itertuples()
    ]  # fmt: skip
    headers = ["year", "mean", "5%", "25%", "median", "75%", "95%", f"reaches {thousands(own.units.iloc[0])}"]
    note = "" if wanted.empty else "\n* year of the target; in brackets the 95% interval that the draws leave"
    return section(
        f"Output that counts toward {own.target.iloc[0]}, thousand vehicles a year",
        table(headers, rows) + note,
    )


def chance(probability: float, low: float, high: float) -> str:
    """Return a probability with its interval."""
    return f"{percent(probability, 1)} ({percent(low, 1)} to {percent(high, 1)})"


def company_table(frame: pd.DataFrame) -> str:
    """Return how the profit of each company may turn out."""
    rows = [
        [
            row.company, millions(row.mean), millions(row.p5), millions(row.p50), millions(row.p95),
            millions(row.worst), percent(row.probability_of_loss, 1),
        ]
        for row in frame.itertuples()
    ]  # fmt: skip
    return table(["company", "mean", "5%", "median", "95%", "worst twentieth", "chance of a loss"], rows)


def regret_table(frame: pd.DataFrame) -> str:
    """Return what each plan gives and how far it falls short of the best of them."""
    rows = [
        [
            row.plan, millions(row.mean), millions(row.worst), millions(row.mean_regret),
            millions(row.p95_regret), millions(row.largest_regret), percent(row.best_share),
        ]
        for row in frame.itertuples()
    ]  # fmt: skip
    headers = ["plan", "mean", "worst twentieth", "mean regret", "95% regret", "largest regret", "is best"]
    return table(headers, rows)


def driver_sections(outlook: Outlook, sign: str) -> list[str]:
    """Return which driver alone moves what, one table for each measure."""
    return [
        section(
            f"Each driver alone, {unit_of(measure, sign)}: one future in ten lies below, one in ten above",
            table(
                ["driver", "below", "plan", "above"],
                [
                    [
                        row.driver,
                        amount(measure, row.low),
                        amount(measure, row.base),
                        amount(measure, row.high),
                    ]
                    for row in own.itertuples()
                ],
            ),
        )
        for measure, own in outlook.tornado.groupby("measure", sort=False)
    ]


def stress_sections(outlook: Outlook, sign: str) -> list[str]:
    """Return what each stress case does to the plan, one table for each measure."""
    return [
        section(
            f"Stress cases, the plan held, {unit_of(measure, sign)}",
            table(
                ["case", "plan", "then", "change"],
                [
                    [
                        row.case,
                        amount(measure, row.base),
                        amount(measure, row.value),
                        amount(measure, row.change),
                    ]
                    for row in own.itertuples()
                ],
            ),
        )
        for measure, own in outlook.stress.groupby("measure", sort=False)
    ]


def unit_of(measure: object, sign: str) -> str:
    """Return what a measure counts, with its unit."""
    return (
        f"profit of all companies in {sign}m"
        if measure == "profit"
        else f"output toward {measure} in thousand vehicles"
    )


def amount(measure: object, value: float) -> str:
    """Return an amount of a measure: money with a decimal, vehicles in hundreds."""
    return number(value, 1) if measure == "profit" else thousands(value)
