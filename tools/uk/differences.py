"""A future that other assumptions make: every cell that differs, as a row of scenario_changes."""

from __future__ import annotations

from collections.abc import Iterator

from plantshare.dictionary import load_dictionary
from uk.evidence import BY_YEAR, address
from uk.inputs import Inputs
from uk.ledger import Cell, Figure, Row, Tables
from uk.writing import cell_words

__all__ = ["scenario_rows"]

Places = dict[tuple[str, str], Row]


def scenario_rows(scenario: str, base: Tables, other: Tables, inputs: Inputs) -> list[Row]:
    """Return the differences that turn the tables of the study into others built from the same data.

    Parameters
    ----------
    base, other
        Tables of the study, and those built with other assumptions; both have the same rows.
    inputs
        The other assumptions, which hold the factor on demand.
    """
    rows: list[Row] = []
    for table in load_dictionary().tables:
        if table in other:
            rows += table_rows(scenario, table, base, other)
    factor = inputs.figure("demand_guest_gb")
    return [as_factor(row, factor) if row["table"] == "demand" else row for row in rows]


def as_factor(row: Row, factor: Figure) -> Row:
    """Return a difference in demand as the factor that makes it, which an assumption states."""
    if row["column"] != "units" or row["year"] is None:
        raise ValueError(f"only later demand is scaled, not {row['column']} of {row['row']}")
    return row | {"how": "scale", "value": factor}


def table_rows(scenario: str, table: str, base: Tables, other: Tables) -> Iterator[Row]:
    """Yield the differences in one table and in its values by year."""
    by_year = table + BY_YEAR
    before, after = by_place(table, base[table]), by_place(table, other[table])
    later, later_after = (by_place(table, each.get(by_year, []), "year") for each in (base, other))
    if before.keys() != after.keys() or later.keys() != later_after.keys():
        raise ValueError(f"{table} has other rows under the other assumptions")
    reset = set()
    for (place, _), row in after.items():
        for column, cell in row.items():
            if cell_words(cell) != cell_words(before[place, ""].get(column)):
                reset.add((place, column))
                yield change(scenario, (table, place, column), None, cell)
    for (place, year), row in later_after.items():
        for column, cell in row.items():
            differs = cell_words(cell) != cell_words(later[place, year].get(column))
            if differs or ((place, column) in reset and cell_words(cell)):
                yield change(scenario, (table, place, column), float(year), uncited(cell))


def by_place(table: str, rows: list[Row], year: str = "") -> Places:
    """Return rows by their key and, where a column for it is named, their year."""
    return {(address(table, row), cell_words(row[year]) if year else ""): row for row in rows}


def uncited(cell: Cell) -> Cell:
    """Return a value of a later year, which rests on the evidence of the first."""
    return Figure(cell.value) if isinstance(cell, Figure) else cell


def change(scenario: str, place: tuple[str, str, str], year: float | None, cell: Cell) -> Row:
    """Return one row of scenario_changes that sets a cell, in one year or from the first on."""
    table, row, column = place
    value = cell if isinstance(cell, Figure) else Figure(cell) if isinstance(cell, (int, float)) else None
    if value is None:
        raise ValueError(f"{table}.{column} of {row} becomes '{cell}', but only numbers can be set")
    return {
        "scenario": scenario, "table": table, "row": row, "column": column,
        "year": year, "how": "set", "value": value,
    }  # fmt: skip
