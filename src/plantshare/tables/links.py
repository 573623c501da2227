"""Check that every link names a row that is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np

from plantshare.dictionary import Column, Dictionary, TableEntry
from plantshare.errors import Problem
from plantshare.naming import did_you_mean, quoted
from plantshare.tables.listing import listed
from plantshare.tables.table import BY_YEAR, Table

__all__ = ["label_of", "link_dimensions", "link_problems"]


def label_of(entry: TableEntry) -> Column | None:
    """Return the column that names the rows of a table, or none.

    Examples
    --------
    >>> from plantshare.dictionary import load_dictionary
    >>> label_of(load_dictionary().tables["plants"]).key
    'plants.plant'
    """
    return next((column for column in entry.columns.values() if column.kind == "label"), None)


def link_dimensions(dictionary: Dictionary) -> tuple[str, ...]:
    """Return each dimension that a link can miss, in order of the alphabet."""
    entries = dictionary.tables.values()
    linked = {column.to for entry in entries for column in entry.columns.values()}
    linked |= {entry.name for entry in entries if entry.by_year}
    labels = [label_of(entry) for entry in entries if entry.name in linked]
    return tuple(sorted({label.dim for label in labels if label is not None and label.dim}))


def link_problems(dictionary: Dictionary, tables: Mapping[str, Table], unread: Set[str]) -> list[Problem]:
    """Return a fault for each link to a row that is not there.

    Links into the tables ``unread``, which could not be read, are left alone: one cause, one fault.
    """
    found: list[Problem] = []
    for name, table in tables.items():
        base = dictionary.tables[name.removesuffix(BY_YEAR)]
        if not len(table):
            continue
        wrong = np.zeros(len(table), dtype=bool)
        for column, target in links_of(base, is_by_year=name != base.name):
            if column.name not in table.frame or target in unread:
                continue
            label = label_of(dictionary.tables[target])
            if label is not None:
                missing = missing_rows(table, column, set(tables[target].frame[label.name]))
                wrong[[row for row, _ in missing]] = True
                found += unknown(table, column, missing, label, tables[target])
        if name != base.name and len(base.key) > 1 and base.name not in unread:
            found += orphans(base, table, tables[base.name], wrong)
    return found


def links_of(base: TableEntry, *, is_by_year: bool) -> Iterator[tuple[Column, str]]:
    """Yield each column that names rows of a table, with the name of that table.

    In a by-year table the label of the row is a link to the table that it overrides.
    """
    for column in base.columns.values():
        if column.to is not None:
            yield column, column.to
        elif is_by_year and column.kind == "label":
            yield column, base.name


def missing_rows(table: Table, column: Column, known: Set[str]) -> list[tuple[int, str]]:
    """Return the position and the word of each link to a name that is not known."""
    cells = table.frame[column.name].tolist()
    blank = table.blank[column.name].tolist()
    return [
        (row, word)
        for row, cell in enumerate(cells)
        if not blank[row]
        for word in (cell if isinstance(cell, tuple) else (cell,))
        if word and word not in known
    ]


def unknown(
    table: Table, column: Column, missing: Sequence[tuple[int, str]], label: Column, target: Table
) -> list[Problem]:
    """Return the faults of the links of one column."""
    names = list(dict.fromkeys(target.frame[label.name]))
    rows = label.table.replace("_", " ")
    count = f"one of the {len(names)} {rows}" if names else f"one of the {rows}, of which there are none,"
    return listed(
        missing,
        lambda fault: Problem(
            code=f"unknown-{label.dim}",
            file=table.file,
            row=table.rows[fault[0]],
            column=column.name,
            found=quoted(fault[1]),
            wanted=f"{count} in {target.file}",
            fix=f"{did_you_mean(fault[1], names)}Correct the name, or add the {label.dim} to {target.file}.",
        ),
    )


def orphans(base: TableEntry, table: Table, rows: Table, wrong: np.ndarray) -> list[Problem]:
    """Return a fault for each by-year row that has no row to override."""
    key = list(base.key)
    known = set(rows.frame[key].itertuples(index=False, name=None))
    default_less = [name for name in key if base.columns[name].default is None]
    wrong = wrong | table.blank[default_less].to_numpy().any(axis=1)
    lost = [
        (position, "/".join(str(part) for part in cells))
        for position, cells in enumerate(table.frame[key].itertuples(index=False, name=None))
        if not wrong[position] and cells not in known
    ]
    return listed(
        lost,
        lambda fault: Problem(
            code="row-unknown",
            file=table.file,
            row=table.rows[fault[0]],
            column=", ".join(key),
            found=quoted(fault[1]),
            wanted=f"the {' and '.join(key)} of a row of {rows.file}",
            fix=f"Add the row to {rows.file}; this table only overrides rows by year.",
        ),
    )
