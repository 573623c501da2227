"""Write a study as one workbook that people can fill in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

# The writer ships no types.
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from plantshare.dictionary import Column, Dictionary, TableEntry, load_dictionary
from plantshare.tables.aside import file_aside
from plantshare.tables.header_units import shown_unit
from plantshare.tables.layout import column_words, refuse_unsafe
from plantshare.tables.links import label_of
from plantshare.tables.settings import SETTINGS_SHEET
from plantshare.tables.sheet import cell_name
from plantshare.tables.table import Table, Tables, all_entries
from plantshare.tables.workbook import README_SHEET
from plantshare.tables.workbook_rules import LAST_ROW, column_note, column_rule, labels_name

__all__ = ["SCHEMA_PROPERTY", "SCHEMA_VERSION", "write_workbook"]

SCHEMA_VERSION = 1
"""Version of the layout of tables; raised when a file of today would be read differently."""

SCHEMA_PROPERTY = "Plantshare schema"
CREAM, INK, LINE = "#FFF9E5", "#1B2733", "#DFE5EA"
WRITTEN = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Fixed date of creation, so that equal tables give equal bytes."""


class ExactNumber(float):
    """A number that a workbook keeps to the last digit.

    The writer formats numbers with 16 significant digits, and some need 17 to read back the same.
    """

    def __format__(self, specification: str) -> str:
        """Return the shortest digits that read back as the same number, whatever is asked."""
        return repr(float(self))


@dataclass(frozen=True, slots=True)
class Look:
    """Formats of the cells."""

    header: Format
    value: Format
    text: Format
    plain: Format


def write_workbook(tables: Tables, file: Path, *, replace: bool = False) -> None:
    """Write the tables as one workbook, whole or not at all.

    Every table has a sheet, empty ones too, with a drop-down for links and choices, limits for
    numbers, units in the header and a comment on each column. No cell is ever a formula.

    Parameters
    ----------
    file
        New workbook; its folder is made.
    replace
        Whether to replace a file of this name.

    Raises
    ------
    StudyError
        If the file is there and may not be replaced, or a word would run as a formula.
    """
    dictionary = load_dictionary()
    entries = all_entries(dictionary)
    refuse_unsafe(tables, entries)
    with file_aside(Path(file), replace=replace) as aside, Workbook(str(aside)) as book:
        book.set_properties({"title": str(tables.settings.get("name", "")), "created": WRITTEN})
        book.set_custom_property(SCHEMA_PROPERTY, SCHEMA_VERSION)
        look = looks(book)
        write_readme(book.add_worksheet(README_SHEET), look, entries)
        write_settings(book.add_worksheet(SETTINGS_SHEET), look, tables, dictionary)
        currency = str(tables.settings.get("currency") or "currency")
        for name, entry in entries.items():
            write_table(book.add_worksheet(name), look, tables.tables[name], entry, currency)
        name_labels(book, dictionary)


def looks(book: Workbook) -> Look:
    """Return the formats of the workbook: cream where the user writes."""
    edge = {"border": 1, "border_color": LINE}
    return Look(
        header=book.add_format({"bold": True, "font_color": INK, "bottom": 1, "text_wrap": True}),
        value=book.add_format({"bg_color": CREAM, **edge}),
        text=book.add_format({"bg_color": CREAM, "num_format": "@", **edge}),
        plain=book.add_format({"text_wrap": True, "valign": "top"}),
    )


def write_readme(sheet: Worksheet, look: Look, entries: Mapping[str, TableEntry]) -> None:
    """Write the sheet that says what the others hold."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 100, look.plain)
    lines = (
        ("A study of Plantshare", "Fill the cream cells; point at a header to see what it means."),
        ("Empty cells", "An empty cell takes the default that the comment of its header names."),
        ("Units", "The header of a column names its unit in brackets; another one is converted."),
        ("Sheets", "Each sheet is a table. Leave sheets empty that the study does not need."),
        (SETTINGS_SHEET, "Settings of the study: its name, money, years and how it is solved."),
    )
    rows = [*lines, *((entry.name, f"{entry.title}. {entry.text}") for entry in entries.values())]
    for row, (name, text) in enumerate(rows):
        sheet.write_string(row, 0, name, look.header)
        sheet.write_string(row, 1, text, look.plain)


def write_settings(sheet: Worksheet, look: Look, tables: Tables, dictionary: Dictionary) -> None:
    """Write the sheet of settings: name, value, unit and text; values not stated stay empty."""
    for place, title in enumerate(("setting", "value", "unit", "text")):
        sheet.write_string(0, place, title, look.header)
    settings = TableEntry(name=SETTINGS_SHEET, title="", text="", key=(), columns=dictionary.settings)
    for row, (name, column) in enumerate(dictionary.settings.items(), start=1):
        value = tables.settings.get(name)
        is_stated = name in tables.given_settings or value != column.default
        sheet.write_string(row, 0, name, look.header)
        if is_stated and value is not None:
            write_value(sheet, (row, 1), column, value, look)
        else:
            sheet.write_blank(row, 1, None, look.text if is_text(column) else look.value)
        sheet.write_string(row, 2, column.unit or "")
        sheet.write_string(row, 3, column_note(settings, column), look.plain)
        rule = column_rule(settings, column)
        if rule is not None:
            sheet.data_validation(row, 1, row, 1, rule)
    sheet.set_column(0, 2, 18)
    sheet.set_column(3, 3, 90)
    sheet.freeze_panes(1, 1)


def write_table(sheet: Worksheet, look: Look, table: Table, entry: TableEntry, currency: str) -> None:
    """Write one table: header with units and comments, rules for the cells, rows, filters."""
    headers = []
    for place, column in enumerate(entry.columns.values()):
        unit = shown_unit(column, currency)
        headers.append(column.name if unit is None else f"{column.name} [{unit}]")
        width = max(12, len(headers[-1]) * 0.9)
        sheet.set_column(place, place, width, look.text if is_text(column) else look.value)
        sheet.write_comment(0, place, column_note(entry, column), {"x_scale": 2, "y_scale": 1.2})
        rule = column_rule(entry, column)
        if rule is not None:
            sheet.data_validation(1, place, LAST_ROW - 1, place, rule)
        write_column(sheet, place, table, column, look)
    last = max(1, len(table))
    titles = [{"header": header, "header_format": look.header} for header in headers]
    options = {"name": f"table_{entry.name}", "columns": titles, "style": None}
    sheet.add_table(0, 0, last, len(headers) - 1, options)
    sheet.freeze_panes(1, len(entry.key))


def write_column(sheet: Worksheet, place: int, table: Table, column: Column, look: Look) -> None:
    """Write the cells of one column; cells that were empty stay empty."""
    words = column_words(table, column)
    cells = table.frame[column.name].tolist()
    for row, (word, cell) in enumerate(zip(words, cells, strict=True), start=1):
        if word:
            write_value(sheet, (row, place), column, cell if column.is_number else word, look)


def write_value(sheet: Worksheet, cell: tuple[int, int], column: Column, value: object, look: Look) -> None:
    """Write one value as number, flag or text, never as a formula or a link."""
    if column.is_number and isinstance(value, int | float) and math.isfinite(value):
        sheet.write_number(*cell, ExactNumber(value), look.value)
    elif column.kind == "flag":
        sheet.write_boolean(*cell, value in (True, "true"), look.value)
    elif column.is_number:
        sheet.write_string(*cell, "INF", look.value)
    else:
        sheet.write_string(*cell, str(value), look.text)


def is_text(column: Column) -> bool:
    """Return whether the cells hold words, which a spreadsheet must not turn into numbers or dates."""
    return not column.is_number and column.kind != "flag"


def name_labels(book: Workbook, dictionary: Dictionary) -> None:
    """Name the range of labels of each table, as long as its column is filled, for drop-downs."""
    for name, entry in dictionary.tables.items():
        label = label_of(entry)
        if label is None:
            continue
        place = list(entry.columns).index(label.name)
        letters = cell_name(1, place).rstrip("1")
        cells = f"{name}!${letters}$2:${letters}${LAST_ROW}"
        first = f"{name}!${letters}$2"
        book.define_name(labels_name(name), f"=OFFSET({first},0,0,MAX(1,COUNTA({cells})),1)")
