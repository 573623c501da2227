"""Write the tables of the study as CSV files in the order of the dictionary."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

from plantshare.tables.table import table_entry
from uk.ledger import Cell, Figure, Row, Tables, Wording

__all__ = ["cell_words", "table_words", "write_tables"]


def write_tables(folder: Path, tables: Tables) -> None:
    """Write each table that has rows to a file of its name."""
    for name, rows in tables.items():
        if rows:
            (folder / f"{name}.csv").write_text(table_words(name, rows), encoding="utf-8", newline="")


def table_words(name: str, rows: list[Row]) -> str:
    """Return a table as CSV: the columns that some row fills, in the order of the dictionary."""
    columns = table_entry(name).columns
    unknown = sorted({column for row in rows for column in row} - set(columns))
    if unknown:
        raise KeyError(f"the dictionary has no column {name}.{unknown[0]}")
    filled = [column for column in columns if any(cell_words(row.get(column)) for row in rows)]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(filled)
    writer.writerows([cell_words(row.get(column)) for column in filled] for row in rows)
    return text.getvalue()


def cell_words(cell: Cell) -> str:
    """Return a cell as it stands in a file.

    Examples
    --------
    >>> cell_words(1200.0), cell_words(0.1 + 0.2), cell_words(True), cell_words(None)
    ('1200', '0.3', 'true', '')
    """
    if isinstance(cell, Figure):
        cell = cell.value
    if isinstance(cell, Wording):
        return cell.words
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        return f"{round(cell, 6):.12g}"
    return cell
