"""The evidence of the study: which claim stands behind which cell, and which dispute it."""

from __future__ import annotations

from dataclasses import dataclass, field

from plantshare.dictionary import load_dictionary
from uk.inputs import FIRST_YEAR
from uk.ledger import Figure, Ledger, Row, Tables, Wording, slug
from uk.writing import cell_words

__all__ = ["BY_YEAR", "address", "evidence_rows"]

BY_YEAR = "_by_year"

DATED = ("tariffs", "origin_rules")
"""Tables whose values change by date of a rule, so that each year has evidence of its own."""

UNITS = {"m": "GBP m", "m/yr": "GBP m/yr"}


def evidence_rows(tables: Tables, ledger: Ledger) -> list[Row]:
    """Return the evidence of every figure, adding the claims of derived figures to the ledger.

    Values of later years rest on the evidence of their row, except where a rule changes by date.
    """
    gathered = Gathered(ledger, varying_cells(tables))
    for table in load_dictionary().tables:
        for row in tables.get(table, []):
            gathered.add_row(table, row)
        if table in DATED:
            for row in tables.get(f"{table}{BY_YEAR}", []):
                gathered.add_row(table, row, cell_words(row["year"]))
    return gathered.rows


def varying_cells(tables: Tables) -> set[tuple[str, str, str]]:
    """Return table, row and column of every cell that has other values in later years."""
    names = [name for name in tables if name.endswith(BY_YEAR)]
    return {
        (name.removesuffix(BY_YEAR), address(name.removesuffix(BY_YEAR), row), column)
        for name in names
        for row in tables[name]
        for column in row
    }


def address(table: str, row: Row) -> str:
    """Return the key of a row, joined by '/'; a year that is left open is written nan."""
    key = load_dictionary().tables[table].key
    return "/".join(cell_words(row.get(name)) or "nan" for name in key)


@dataclass(slots=True)
class Gathered:
    """The rows of evidence found so far.

    Parameters
    ----------
    varying
        Cells that have other values in later years, so that a claim states the first year's only.
    """

    ledger: Ledger
    varying: set[tuple[str, str, str]]
    rows: list[Row] = field(default_factory=list)
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def add_row(self, table: str, row: Row, year: str = "") -> None:
        """Add the evidence of every figure of a row."""
        place = address(table, row)
        for column, cell in row.items():
            if isinstance(cell, Figure):
                self.add_figure((table, place, column, year), cell)
            elif isinstance(cell, Wording):
                for claim in dict.fromkeys(leaf for each in cell.figures for leaf in each.leaves):
                    self.add(
                        (table, place, column, year), claim, "supports", "One of the figures in the cell."
                    )

    def add_figure(self, place: tuple[str, str, str, str], found: Figure) -> None:
        """Add the claim that a figure uses and the claims that support or dispute it."""
        table, row, column, year = place
        unit = self.unit(table, row, column)
        if found.parts:
            name = slug(f"derived_{table}_{row}_{column}_{year}")
            words = f"{column.replace('_', ' ')} of {row} in {table}"
            used = self.ledger.derive(name, found, unit, words)
            self.add(place, used, "used", "")
            self.add_parts(place, found, unit)
        for each in found.citations:
            self.add(place, each.claim, each.role, each.note)

    def add_parts(self, place: tuple[str, str, str, str], found: Figure, unit: str) -> None:
        """Add the parts of a derived figure; one in the same unit would look like another opinion."""
        for leaf in found.leaves:
            if self.ledger.claims[leaf]["unit"] not in ("", unit):
                self.add(place, leaf, "supports", "Part of the value used.")

    def add(self, place: tuple[str, str, str, str], claim: str, role: str, note: str) -> None:
        """Add one row of evidence unless the claim speaks of the cell already."""
        table, row, column, year = place
        if (*place, claim) in self.seen:
            return
        self.seen.add((*place, claim))
        self.rows.append(
            {
                "table": table, "row": row, "column": column, "year": float(year) if year else None,
                "claim": claim, "role": role, "note": note,
            }
        )  # fmt: skip

    def unit(self, table: str, row: str, column: str) -> str:
        """Return the unit of a cell in words of money, with the year where it holds for one only."""
        unit = load_dictionary().tables[table].columns[column].unit or ""
        words = UNITS.get(unit, unit.replace("currency", "GBP"))
        return f"{words} in {FIRST_YEAR}" if (table, row, column) in self.varying else words
