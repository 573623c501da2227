"""A result as one workbook to read: plan, flows, loading, money, targets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

# The writer ships no types.
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from plantshare.results.futures import futures_words
from plantshare.results.plan import closures, expansions, launches, shifts, volumes
from plantshare.results.result import Result
from plantshare.tables.aside import file_aside

__all__ = ["result_sheets", "write_result_workbook"]

INK = "#1B2733"
WIDEST = 40


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: what it says, the unit of each column that has one, and its rows."""

    text: str
    units: Mapping[str, str]
    frame: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Look:
    """Formats of the cells."""

    header: Format
    text: Format
    number: Format
    share: Format
    year: Format


def write_result_workbook(result: Result, file: Path, *, replace: bool = False) -> None:
    """Write a result as one workbook, whole or not at all.

    The first sheet says what was solved and how good the plan is proven to be; each further sheet is
    one table with its units in the header. No cell is a formula.

    Parameters
    ----------
    file
        New workbook; its folder is made.
    replace
        Whether to replace a file of this name.

    Raises
    ------
    InfeasibleError
        If the result has no plan.
    StudyError
        If the file is there and may not be replaced.
    """
    pages = result_sheets(result)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with file_aside(file, replace=replace) as aside, Workbook(str(aside), options) as book:
        look = looks(book)
        write_about(book.add_worksheet("about"), look, result, pages)
        for name, page in pages.items():
            write_page(book.add_worksheet(name), look, page)


def result_sheets(result: Result) -> dict[str, Page]:
    """Return every table of a result by the name of its sheet."""
    result.require_plan()
    currency = str(result.study.settings["currency"])
    millions = f"million {currency}"
    vehicles = "vehicles/yr"
    present = result.statement().reset_index()
    by_year = result.statement(("company", "kind", "year"), discounted=False).reset_index()
    load = {"load": vehicles, "capacity": vehicles, "utilisation": "share"}
    outputs = dict.fromkeys(("planned", "other", "output", "units", "gap"), vehicles)
    return {
        "launches": Page("What is launched, where and when", {"peak_volume": vehicles}, launches(result)),
        "shifts": Page("Share of each year on each pattern", {"share": "share"}, shifts(result)),
        "closures": Page("Groups that close", {}, closures(result)),
        "expansions": Page("Expansions that are made", {}, expansions(result)),
        "built": Page(
            "Vehicles built", {"units": vehicles}, volumes(result, "plant", "vehicle", "option", "year")
        ),
        "flows": Page("Vehicles sent to each market", {"shipped": vehicles}, result.to_frame("shipped")),
        "loading": Page("How full each shop is, on every basis", load, result.loading()),
        "targets": Page("Output and distance to each target", outputs, result.targets()),
        "npv": Page("Present value by company and kind of money", {"amount": millions}, present),
        "statement": Page("Money of each year, not discounted", {"amount": millions}, by_year),
        "money": Page("Every amount: who pays whom, for what", {"amount": millions}, result.money),
    }


def looks(book: Workbook) -> Look:
    """Return the formats of the workbook."""
    return Look(
        header=book.add_format({"bold": True, "font_color": INK, "bottom": 1, "text_wrap": True}),
        text=book.add_format({"num_format": "@"}),
        number=book.add_format({"num_format": "#,##0.0##"}),
        share=book.add_format({"num_format": "0.0%"}),
        year=book.add_format({"num_format": "0"}),
    )


def write_about(sheet: Worksheet, look: Look, result: Result, pages: Mapping[str, Page]) -> None:
    """Write what was solved, how good the plan is, and what the other sheets hold."""
    settings, proof = result.study.settings, result.proof
    lines: list[tuple[str, object]] = [
        ("study", settings["name"]),
        ("title", settings["title"]),
        ("currency", settings["currency"]),
        ("price year", settings["price_year"]),
        ("discount rate", settings["discount_rate"]),
        ("sharing", settings["sharing"]),
        ("futures", futures_words(result.study)),
        ("status", proof.status),
        (f"objective [million {settings['currency']}]", proof.objective),
        (f"bound [million {settings['currency']}]", proof.bound),
        ("gap [share]", proof.gap),
        ("time to build [s]", proof.build_seconds),
        ("time to solve [s]", proof.solve_seconds),
        ("method", f"{proof.method}, {proof.solver}"),
        *((f"sheet {name}", page.text) for name, page in pages.items()),
    ]
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 80)
    for row, (name, value) in enumerate(lines):
        sheet.write_string(row, 0, name, look.header)
        write_cell(sheet, (row, 1), value, None)


def write_page(sheet: Worksheet, look: Look, page: Page) -> None:
    """Write one table: header with units, rows, filters, frozen header."""
    frame = page.frame
    for place, name in enumerate(frame.columns):
        unit = page.units.get(str(name))
        header = str(name) if unit is None else f"{name} [{unit}]"
        cells = frame[name].tolist()
        longest = max((len(str(cell)) for cell in cells if isinstance(cell, str)), default=8)
        sheet.set_column(place, place, min(WIDEST, max(len(header), longest) + 2))
        sheet.write_string(0, place, header, look.header)
        form = look.share if unit == "share" else look.number if unit else look.year
        for row, cell in enumerate(cells, start=1):
            write_cell(sheet, (row, place), cell, look.text if isinstance(cell, str) else form)
    if len(frame):
        sheet.autofilter(0, 0, len(frame), len(frame.columns) - 1)
    sheet.freeze_panes(1, 0)


def write_cell(sheet: Worksheet, cell: tuple[int, int], value: object, form: Format | None) -> None:
    """Write one value as number, flag or text; a missing or infinite number leaves the cell empty."""
    if isinstance(value, bool):
        sheet.write_boolean(*cell, value, form)
    elif isinstance(value, int | float):
        if math.isfinite(value):
            sheet.write_number(*cell, value, form)
    else:
        sheet.write_string(*cell, str(value), form)
