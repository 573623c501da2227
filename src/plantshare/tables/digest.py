"""A digest of what a study says, whatever the form it is kept in."""

from __future__ import annotations

import hashlib
import json

import pandas as pd

from plantshare.dictionary import Column, TableEntry, load_dictionary
from plantshare.tables.table import Table, Tables, all_entries, fill
from plantshare.tables.words import cell_word

__all__ = ["tables_digest"]


def tables_digest(tables: Tables) -> str:
    """Return the SHA-256 of the content: settings, and every cell that differs from its default.

    The order of rows and columns does not matter, nor whether the study is a folder, a workbook or
    made in memory, nor whether a default is written out.

    Examples
    --------
    >>> from plantshare.tables import tables_from_frames
    >>> one = tables_from_frames({}, {"companies": [{"company": "A"}, {"company": "B"}]})
    >>> two = tables_from_frames({}, {"companies": [{"company": "B"}, {"company": "A", "role": "maker"}]})
    >>> tables_digest(one) == tables_digest(two)
    True
    """
    dictionary = load_dictionary()
    digest = hashlib.sha256()
    settings = {
        name: cell_word(column, tables.settings[name])
        for name, column in dictionary.settings.items()
        if name in tables.settings and tables.settings[name] != column.default
    }
    digest.update(line(["study", settings]))
    for name, entry in sorted(all_entries(dictionary).items()):
        for row in sorted(row_lines(tables.tables[name], entry)):
            digest.update(row)
    return digest.hexdigest()


def line(content: object) -> bytes:
    """Return content as one line of JSON with sorted names."""
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def row_lines(table: Table, entry: TableEntry) -> list[bytes]:
    """Return each row as one line: the table, and each cell that differs from its default."""
    rows: list[dict[str, str]] = [{} for _ in range(len(table))]
    for column in entry.columns.values():
        default = default_word(column)
        for row, cell in zip(rows, table.frame[column.name].tolist(), strict=True):
            word = cell_word(column, cell)
            if word != default or column.name in entry.key:
                row[column.name] = word
    return [line([entry.name, row]) for row in rows]


def default_word(column: Column) -> str:
    """Return the word of a cell that holds the default of its column."""
    filled = fill(column, pd.Series([None], dtype=object)).iloc[0]
    return cell_word(column, filled)
