"""Match the header of a file with the columns of the dictionary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from plantshare.dictionary import Column, TableEntry
from plantshare.errors import Problem
from plantshare.naming import did_you_mean, quoted
from plantshare.tables.header_units import UnitFault, unit_factor
from plantshare.tables.sheet import Sheet

__all__ = ["Heading", "is_needed", "match_header"]

TITLE = re.compile(r"(?P<name>[^\[\]]*?)\s*(?:\[(?P<unit>[^\[\]]*)\])?\s*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a file that the dictionary knows.

    Parameters
    ----------
    column
        Entry of the dictionary.
    position
        Position in the file, from 0.
    factor
        Factor from the unit of the file to the unit of the dictionary; none where the unit is
        unknown, so that the values cannot be used.
    """

    column: Column
    position: int
    factor: Fraction | None


def is_needed(entry: TableEntry, column: Column) -> bool:
    """Return whether every row must have a cell in the column."""
    return column.required or (column.name in entry.key and column.default is None)


def match_header(
    sheet: Sheet, entry: TableEntry, currency: str | None
) -> tuple[dict[str, Heading], list[Problem]]:
    """Return the headings of a sheet by column name, and the faults of its header.

    Names are matched whatever their case; names from other schemas are accepted with a warning.

    Parameters
    ----------
    currency
        Code of the study's money, or none where the study does not say.
    """
    names = {name.casefold(): name for name in entry.columns}
    aliases = {alias.casefold(): column.name for column in entry.columns.values() for alias in column.aliases}
    headings: dict[str, Heading] = {}
    problems: list[Problem] = []
    for position, word in enumerate(sheet.header):
        title = TITLE.fullmatch(word)
        stated, unit = (word, None) if title is None else (title["name"], title["unit"])
        folded = stated.casefold()
        name = names.get(folded) or aliases.get(folded)
        if name is None:
            problems += unknown_column(sheet, position, [*names.values(), *aliases])
            continue
        if name in headings:
            problems.append(repeated_column(sheet, position, headings[name], name))
            continue
        if folded not in names:
            problems.append(alias_used(sheet, position, name))
        factor: Fraction | UnitFault = Fraction(1)
        if unit is not None:
            factor = unit_factor(entry.columns[name], unit, currency)
        if isinstance(factor, UnitFault):
            problems.append(wrong_unit(sheet, name, unit or "", factor))
        usable = None if isinstance(factor, UnitFault) else factor
        headings[name] = Heading(column=entry.columns[name], position=position, factor=usable)
    return headings, problems + missing_columns(sheet, entry, headings)


def unknown_column(sheet: Sheet, position: int, known: list[str]) -> list[Problem]:
    """Return the warning about a column that is not in the dictionary; spare empty columns pass."""
    word = sheet.header[position]
    if word:
        return [
            Problem(
                code="column-unknown",
                file=sheet.file,
                row=1,
                column=word,
                found=f"the unknown column {quoted(word)}",
                wanted="a column of the table",
                fix=f"{did_you_mean(word, known)}The column is not read; rename it or take it out.",
                severity="warning",
            )
        ]
    if not any(sheet.columns[position]):
        return []
    return [
        Problem(
            code="column-unnamed",
            file=sheet.file,
            row=1,
            found=f"a column without name (number {position + 1}) that holds values",
            wanted="a name in the first line",
            fix="Name the column, or take it out.",
        )
    ]


def repeated_column(sheet: Sheet, position: int, first: Heading, name: str) -> Problem:
    """Return the fault of a column that stands in the file twice."""
    return Problem(
        code="column-repeated",
        file=sheet.file,
        row=1,
        column=name,
        found=f"{quoted(sheet.header[position])} as column {position + 1}",
        wanted=f"it once: column {first.position + 1} is {quoted(sheet.header[first.position])}",
        fix="Keep the right one of the two columns.",
    )


def alias_used(sheet: Sheet, position: int, name: str) -> Problem:
    """Return the note that a name of another schema was understood."""
    word = sheet.header[position]
    return Problem(
        code="alias-used",
        file=sheet.file,
        row=1,
        column=name,
        found=f"{quoted(word)}, a name from another schema",
        wanted=f"'{name}'",
        fix=f"It is read as '{name}'; check that it means the same, in the same unit.",
        severity="warning",
    )


def wrong_unit(sheet: Sheet, name: str, unit: str, fault: UnitFault) -> Problem:
    """Return the fault of a unit in a header."""
    return Problem(
        code=fault.code,
        file=sheet.file,
        row=1,
        column=name,
        found=f"the unit {quoted(unit)}",
        wanted=fault.wanted,
        fix="State another unit, or none, and convert the values."
        if fault.code == "unit-unknown"
        else "Convert the values, and state the exchange rate where the table asks for it.",
    )


def missing_columns(sheet: Sheet, entry: TableEntry, headings: Mapping[str, Heading]) -> list[Problem]:
    """Return a fault for each column that every row needs and the file lacks."""
    return [
        Problem(
            code="column-missing",
            file=sheet.file,
            row=1,
            column=column.name,
            found="no such column",
            wanted=f"the column '{column.name}': {column.text.rstrip('.')}",
            fix="Add the column, or correct the spelling of its name.",
        )
        for column in entry.columns.values()
        if is_needed(entry, column) and column.name not in headings
    ]
