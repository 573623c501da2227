"""Settings of a study, from study.toml or from the sheet of a workbook."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from plantshare.dictionary import Column
from plantshare.errors import Problem
from plantshare.naming import did_you_mean, quoted
from plantshare.tables import limits
from plantshare.tables.cells import read_cells
from plantshare.tables.sheet import Sheet
from plantshare.tables.text_file import read_text
from plantshare.tables.words import number_word, plain_ends

__all__ = ["SETTINGS_FILE", "SETTINGS_SHEET", "RawSettings", "checked_settings", "read_settings_file",
           "read_settings_sheet"]  # fmt: skip

SETTINGS_FILE = "study.toml"
SETTINGS_SHEET = "study"
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
TOML_LINE = re.compile(r"at line (\d+)")

RawSettings = Mapping[str, tuple[object, int | None]]
"""Value and line of each setting as stated; a value from a sheet is a word."""


def read_settings_file(file: Path) -> tuple[RawSettings | None, list[Problem]]:
    """Return what study.toml states, and its faults; nothing where it cannot be read."""
    if not file.exists() and not file.is_symlink():
        return None, [no_settings(file.name)]
    text = read_text(file, limits.SETTINGS_BYTES)
    if isinstance(text, Problem):
        return None, [text]
    try:
        content = tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        # Besides its own error tomllib lets through those for endless digits and for deep nesting.
        return None, [broken_toml(file.name, str(fault))]
    return {name: (value, line_of(text, name)) for name, value in content.items()}, []


def read_settings_sheet(sheet: Sheet) -> tuple[RawSettings | None, list[Problem]]:
    """Return what the sheet of settings states: a row each, columns ``setting`` and ``value``."""
    header = [word.casefold() for word in sheet.header]
    if "setting" not in header or "value" not in header:
        problem = Problem(
            code="column-missing",
            file=sheet.file,
            row=1,
            found=f"the columns {quoted(', '.join(sheet.header))}",
            wanted="the columns 'setting' and 'value'",
            fix="Name the two columns so.",
        )
        return None, [problem]
    names, words = sheet.columns[header.index("setting")], sheet.columns[header.index("value")]
    stated: dict[str, tuple[object, int | None]] = {}
    problems = []
    for name, word, line in zip(names, words, sheet.lines, strict=True):
        if name in stated:
            problems.append(repeated_setting(sheet.file, name, line, stated[name][1]))
        elif name and word:
            stated[name] = (word, line)
    return stated, problems


def checked_settings(
    stated: RawSettings, settings: Mapping[str, Column], file: str, *, as_words: bool
) -> tuple[dict[str, Any], frozenset[str], list[Problem]]:
    """Return every setting with its type, the names of those stated, and what is wrong.

    A setting that is faulty takes its default; one that is required and faulty is left out.

    Parameters
    ----------
    as_words
        Whether the values are words from a sheet; values from TOML must have the right type.
    """
    values: dict[str, Any] = {  # Any: settings hold numbers, flags or words
        name: column.default for name, column in settings.items() if not column.required
    }
    problems: list[Problem] = []
    given = set()
    for name, (value, line) in stated.items():
        if name not in settings:
            problems.append(unknown_setting(file, name, line, settings))
            continue
        found = setting_value(settings[name], value, file, line, as_words=as_words)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            values[name] = found
            given.add(name)
    missing = [name for name, column in settings.items() if column.required and name not in values]
    problems += [
        missing_setting(file, settings[name])
        for name in missing
        if name not in stated or stated[name][0] == ""
    ]
    return values, frozenset(given), problems


def setting_value(column: Column, value: object, file: str, line: int | None, *, as_words: bool) -> object:
    """Return the typed value of one setting, its fault, or none where it is empty."""
    if not as_words and not has_type(column, value):
        return Problem(
            code="setting-type",
            file=file,
            row=line,
            column=column.name,
            found=quoted(f"{value}") if not isinstance(value, int) else "a whole number or flag",
            wanted=wanted_type(column),
            fix="Write text in double quotation marks, and numbers and flags without them.",
        )
    word = plain_ends(value).strip() if isinstance(value, str) else plain_word(value)
    cells, faults = read_cells(column, [word])
    if column.name == "currency" and not faults and word and not CURRENCY.fullmatch(word):
        return Problem(
            code="currency-code",
            file=file,
            row=line,
            column=column.name,
            found=quoted(word),
            wanted="the three capital letters of a currency, such as GBP",
            fix="Write the code of the currency that every amount resolves to.",
        )
    if faults:
        return Problem(
            code=faults[0].wording.code,
            file=file,
            row=line,
            column=column.name,
            found=quoted(word),
            wanted=faults[0].wording.wanted,
            fix=faults[0].wording.fix,
        )
    return native(column, cells)


def native(column: Column, cells: pd.Series) -> object:
    """Return the one value of a column as Python writes it, or none where it is empty."""
    value = cells.iloc[0]
    if pd.isna(value):
        return None
    if column.kind in ("whole", "year"):
        return int(value)
    if column.is_number:
        return float(value)
    return bool(value) if column.kind == "flag" else str(value)


def has_type(column: Column, value: object) -> bool:
    """Return whether a value of TOML has the type that the setting wants."""
    if column.kind == "flag":
        return isinstance(value, bool)
    if column.is_number:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)


def wanted_type(column: Column) -> str:
    """Return the type of a setting in words."""
    if column.kind == "flag":
        return "true or false"
    if column.kind == "year":
        return "a year, such as 2030"
    return "a number" if column.is_number else "text"


def plain_word(value: object) -> str:
    """Return a number or flag of TOML as the word that a cell would hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        number = float(value) if isinstance(value, int | float) else float("nan")
    except OverflowError:
        return "inf"
    return number_word(number) or "nan"


def line_of(text: str, name: str) -> int | None:
    r"""Return the line of a TOML file on which a name is set, or none.

    Examples
    --------
    >>> line_of("# study\nname = 'a'\ngap = 0.1", "gap")
    3
    """
    pattern = re.compile(rf"""^[ \t]*["']?{re.escape(name)}["']?[ \t]*[=.]""", re.MULTILINE)
    found = pattern.search(text)
    return None if found is None else text.count("\n", 0, found.end()) + 1


def no_settings(file: str) -> Problem:
    """Return the fault of a study without settings."""
    return Problem(
        code="settings-missing",
        file=file,
        found="no such file" if file == SETTINGS_FILE else "no such sheet",
        wanted="the settings of the study: name, currency, price_year, first_year, last_year",
        fix="Is this the right folder? Otherwise write the file; plantshare init makes one."
        if file == SETTINGS_FILE
        else "Add the sheet with the columns 'setting' and 'value'.",
    )


def broken_toml(file: str, reason: str) -> Problem:
    """Return the fault of a file that is not TOML."""
    line = TOML_LINE.search(reason)
    return Problem(
        code="toml-broken",
        file=file,
        row=None if line is None else int(line[1]),
        found=f"a line that is not TOML ({reason[:100].split(' (at ', maxsplit=1)[0]})",
        wanted='lines such as currency = "GBP"',
        fix="Write text in double quotation marks, one setting a line.",
    )


def repeated_setting(file: str, name: str, line: int, first: int | None) -> Problem:
    """Return the fault of a setting that is stated twice."""
    return Problem(
        code="setting-repeated",
        file=file,
        row=line,
        column=name,
        found=f"{quoted(name)} again",
        wanted=f"each setting once; it first stands on row {first}",
        fix="Take out one of the two rows.",
    )


def unknown_setting(file: str, name: str, line: int | None, settings: Mapping[str, Column]) -> Problem:
    """Return the warning about a setting that is not in the dictionary."""
    return Problem(
        code="setting-unknown",
        file=file,
        row=line,
        column=name,
        found=f"the unknown setting {quoted(name)}",
        wanted="a setting of the dictionary",
        fix=f"{did_you_mean(name, settings)}The setting is not read; rename it or take it out.",
        severity="warning",
    )


def missing_setting(file: str, column: Column) -> Problem:
    """Return the fault of a required setting that is not stated."""
    return Problem(
        code="setting-missing",
        file=file,
        column=column.name,
        found="no value",
        wanted=column.text.rstrip("."),
        fix=f"Add the setting '{column.name}'.",
    )
