"""How futures, measures, drivers and stress cases are worded, on the command line and in charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

import pandas as pd

from plantshare.report.charts.national_output import NOUNS
from plantshare.report.names import country_name, names_of
from plantshare.report.words import currency_sign, money, number, percent, plural, thousands, vehicles
from plantshare.risk import Outlook
from plantshare.study import Study

__all__ = [
    "FIGURES",
    "HELD",
    "PROFIT",
    "TOGETHER",
    "by_measure",
    "chance_words",
    "company_words",
    "driver_words",
    "figure_words",
    "futures_words",
    "is_profit",
    "measure_cells",
    "measure_unit",
    "measure_words",
    "short_figure",
    "spoken_figure",
]

# Any: a row holds numbers and words.
MeasureRow = TypeVar("MeasureRow", bound=Mapping[str, Any])

FIGURES = (
    "demand",
    "vehicles",
    "options",
    "factors",
    "lanes",
    "tariffs",
    "shops",
    "shop_patterns",
    "targets",
)
"""Tables that the outlook of a plan rests on; drivers themselves are assumptions and no figures."""

PROFIT = "profit"
"""Measure: profit of all companies together."""
TOGETHER = "together"
"""Row of all companies together."""
HELD = "the plan's launches, shifts, closures and deals are held"
FULL_MILLIONS = 1000.0
"""Millions from which on a column shows no decimal."""


def futures_words(outlook: Outlook) -> str:
    """Return in which futures a plan is looked at, and what is held in them.

    Parameters
    ----------
    outlook
        What may become of the plan.
    """
    origin = outlook.origin
    return f"{plural(int(origin['count']), 'future')} drawn (seed {origin['seed']}); {HELD}"


def is_profit(measure: object) -> bool:
    """Return whether a measure is money rather than vehicles."""
    return measure == PROFIT


def measure_words(study: Study, measure: object) -> str:
    """Return what a measure of drivers and stress cases counts, as the beginning of a line.

    Parameters
    ----------
    study
        The study, for its targets.
    measure
        "profit", or the targets whose output it is, with commas between.
    """
    if is_profit(measure):
        return "Profit of all companies"
    frame = study.frame("targets").set_index("target")
    target = frame.loc[str(measure).split(", ")[0]]
    return f"{country_name(study, str(target.country))} output in {int(target.year)}"


def measure_unit(study: Study, measure: object) -> str:
    """Return the unit in which a measure is shown: millions of money, or thousand vehicles."""
    if not is_profit(measure):
        return f"thousand {counted_words(study, measure)}"
    return f"{currency_sign(str(study.settings['currency'])).strip()} million present value"


def measure_cells(study: Study, measure: str, base: float) -> dict[str, Any]:
    """Return the cells that say what a row measures; Any: a row holds numbers and words.

    Parameters
    ----------
    study
        The study.
    measure
        As for :func:`measure_words`.
    base
        What the plan has of it in the study's own figures.
    """
    words, unit = measure_words(study, measure), measure_unit(study, measure)
    return {
        "measure": measure,
        "measure_name": words,
        # The table holds whole numbers of vehicles, the picture thousands of them.
        "unit": unit if is_profit(measure) else "vehicles",
        "heading": f"{words}, {unit}: {short_figure(measure, base)} as planned",
        "base": base,
    }


def by_measure(rows: Iterable[MeasureRow]) -> dict[str, list[MeasureRow]]:
    """Return the rows of each measure, in their order.

    Parameters
    ----------
    rows
        Rows with the cells of :func:`measure_cells`.

    Examples
    --------
    >>> rows = [{"measure": "profit", "at": 1}, {"measure": "north", "at": 2}, {"measure": "profit", "at": 3}]
    >>> {measure: [row["at"] for row in own] for measure, own in by_measure(rows).items()}
    {'profit': [1, 3], 'north': [2]}
    """
    found: dict[str, list[MeasureRow]] = {}
    for row in rows:
        found.setdefault(str(row["measure"]), []).append(row)
    return found


def counted_words(study: Study, measure: object) -> str:
    """Return what a measure of output counts: cars, commercial vehicles or vehicles."""
    frame = study.frame("targets").set_index("target")
    return NOUNS[str(frame.loc[str(measure).split(", ")[0], "vehicle_class"])]


def short_figure(measure: object, value: float, *, signed: bool = False) -> str:
    """Return an amount as it stands in a column under its unit.

    Examples
    --------
    >>> short_figure("profit", -286.14), short_figure("north_2032", 1_260.0, signed=True)
    ('−286.1', '+1.3')
    """
    digits = 0 if abs(value) >= FULL_MILLIONS else 1
    words = number(value, digits) if is_profit(measure) else thousands(value)
    return f"+{words}" if signed and value > 0 and words != "0.0" else words


def spoken_figure(study: Study, measure: object, value: float) -> str:
    """Return an amount with its unit, as it stands in a sentence."""
    if is_profit(measure):
        return figure_words(study, value)
    return f"{vehicles(value)} {counted_words(study, measure)}"


def figure_words(study: Study, value: float) -> str:
    """Return millions of money as a reader says them."""
    return money(value, str(study.settings["currency"]))


def driver_words(driver: object) -> str:
    """Return the name of a driver as a reader sees it.

    Examples
    --------
    >>> driver_words("duty_on_chinese_cars")
    'Duty on chinese cars'
    """
    words = str(driver).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def company_words(study: Study, company: object) -> str:
    """Return the name of a company, or of all together."""
    if company == TOGETHER:
        return "All companies together"
    return names_of(study, "companies")[str(company)]


def chance_words(row: pd.Series) -> str:
    """Return a probability with the interval that the number of draws leaves.

    Parameters
    ----------
    row
        Row of the table of output: probability, low and high.
    """
    low, high = percent(row["low"], 1), percent(row["high"], 1)
    return f"{percent(row['probability'], 1)} (95% interval {low} to {high})"
