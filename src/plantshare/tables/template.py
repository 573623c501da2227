"""Write the empty files of a new study, for people to fill in."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from plantshare.dictionary import Column, Dictionary, TableEntry, load_dictionary
from plantshare.errors import MethodError
from plantshare.tables.aside import folder_aside
from plantshare.tables.folder_writing import toml_value, write_text
from plantshare.tables.header import is_needed
from plantshare.tables.header_units import shown_unit
from plantshare.tables.settings import SETTINGS_FILE
from plantshare.tables.table import all_entries
from plantshare.tables.words import number_word

__all__ = ["MAIN_TABLES", "TemplateKind", "write_template"]

TemplateKind = Literal["main", "full"]

MAIN_TABLES = (
    "companies", "plants", "groups", "shops", "shift_patterns", "group_patterns", "shop_patterns",
    "vehicles", "options", "routes", "markets", "demand", "lanes", "factors", "incumbents",
)  # fmt: skip
"""Tables that nearly every study has."""

EXAMPLES = {"currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2037}
"""Values of the required settings in a new study.toml, for the user to change."""


def write_template(folder: Path, kind: TemplateKind = "main") -> None:
    """Write a new study folder: study.toml, the headers of its tables, and a README.md.

    Parameters
    ----------
    folder
        New folder; its name becomes the name of the study.
    kind
        ``main`` for the tables that nearly every study has, with the columns that matter most;
        ``full`` for every table with every column.

    Raises
    ------
    StudyError
        If the folder is there and not empty.
    MethodError
        If the kind is unknown.
    """
    if kind not in ("main", "full"):
        raise MethodError(f"a template is 'main' or 'full', not {kind!r}")
    dictionary = load_dictionary()
    entries = all_entries(dictionary)
    chosen = MAIN_TABLES if kind == "main" else tuple(entries)
    with folder_aside(Path(folder), replace=False, is_ours=lambda _: False) as aside:
        name = Path(folder).absolute().name
        write_text(aside / SETTINGS_FILE, settings_template(dictionary, name))
        for table in chosen:
            columns = header_columns(entries[table], kind)
            write_text(aside / f"{table}.csv", ",".join(columns) + "\n")
        write_text(aside / "README.md", readme(name, dictionary, entries, chosen))


def header_columns(entry: TableEntry, kind: TemplateKind) -> tuple[str, ...]:
    """Return the columns of an empty table.

    The main ones are the key, the required ones, and those that a plan reads; the others carry
    information, or are read by other questions.
    """
    return tuple(
        name
        for name, column in entry.columns.items()
        if kind == "full" or name in entry.key or is_needed(entry, column) or not column.read_by
    )


def settings_template(dictionary: Dictionary, name: str) -> str:
    """Return study.toml with a comment on each setting; those with a default are commented out."""
    lines = ["# Settings of the study. A line that starts with # is not read.", ""]
    for column in dictionary.settings.values():
        choices = f" One of {', '.join(column.choices)}." if column.choices else ""
        unit = f" Unit: {column.unit}." if column.unit else ""
        lines.append(f"# {column.text}{choices}{unit}")
        if column.required:
            value = name if column.name == "name" else EXAMPLES[column.name]
            lines.append(f"{column.name} = {toml_value(value)}")
        else:
            lines.append(f"# {column.name} = {toml_value(column.default)}")
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def readme(
    name: str,
    dictionary: Dictionary,
    entries: Mapping[str, TableEntry],
    chosen: tuple[str, ...],
) -> str:
    """Return README.md of a new study: what each file holds, column by column."""
    lines = [
        f"# {name}",
        "",
        "A study of Plantshare: `study.toml` holds its settings, each CSV file one table. Fill the",
        "tables, then run `plantshare check` on this folder. A column may be left out, and a cell left",
        "empty, where the default below will do. A header may state another unit, such as",
        "`capacity [k/yr]`. Names in a column 'row of' another table must stand in that table; several",
        "names in one cell are parted by semicolons.",
        "",
    ]
    for table in chosen:
        lines += table_text(entries[table])
    rest = [f"`{table}.csv`" for table in dictionary.tables if table not in chosen]
    if rest:
        lines += ["## Tables that may be added", "", ", ".join(rest) + ".", ""]
    return "\n".join(lines[:-1]) + "\n"


def table_text(entry: TableEntry) -> list[str]:
    """Return the lines that describe one table."""
    head = "| column | holds | unit | empty means | meaning |"
    rows = [
        f"| {'**' + name + '**' if name in entry.key else name} | {holds(column)} |"
        f" {shown_unit(column) or ''} | {empty_means(entry, column)} | {column.text} |"
        for name, column in entry.columns.items()
    ]
    text = f"{entry.text} Bold columns identify a row."
    return [f"## {entry.name}.csv", "", text, "", head, "| --- | --- | --- | --- | --- |", *rows, ""]


def holds(column: Column) -> str:
    """Return what a cell holds, in words."""
    if column.to is not None:
        return f"row{'s' if column.kind == 'links' else ''} of {column.to}"
    if column.choices:
        return ", ".join(choice for choice in column.choices if choice)
    words = {"label": "name", "list": "words", "flag": "true or false", "whole": "whole number"}
    return words.get(column.kind, column.kind)


def empty_means(entry: TableEntry, column: Column) -> str:
    """Return what an empty cell means, in words."""
    if is_needed(entry, column):
        return "may not be empty"
    default = column.default
    if isinstance(default, bool):
        return "true" if default else "false"
    if isinstance(default, int | float):
        return "no limit" if math.isinf(default) else number_word(float(default))
    return str(default or "")
