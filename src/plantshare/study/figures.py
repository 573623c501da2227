"""The figures of a study, cell by cell, for the evidence behind them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from plantshare.dictionary import Column, TableEntry, load_dictionary
from plantshare.errors import LabelError
from plantshare.evidence import (
    Cell,
    Chain,
    Ledger,
    Link,
    addresses,
    chain,
    ledger_from_frames,
)
from plantshare.naming import known_name
from plantshare.tables import Tables
from plantshare.tables.table import row_keys

__all__ = ["figure_cells", "ledger_of", "resolve_figure", "trace_figure"]

NO_FIGURES = (
    "sources", "claims", "evidence", "scenarios", "scenario_changes", "uncertainty", "rules",
)  # fmt: skip
"""Tables that hold evidence itself, invented futures, or choices of the planner."""

PLACES = ("plants.latitude", "plants.longitude")
"""Numbers that say where, not how much."""

COLUMNS = ("table", "row", "column", "year", "value", "unit", "vehicle_class", "blank")

SYNONYMS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("plants", "capacity"): (
        "shop_patterns.capacity", "shops.gross_rate", "shops.uptime",
        "capacity_statements.units", "incumbents.built",
    ),
    ("groups", "capacity"): ("shop_patterns.capacity", "shops.gross_rate", "shops.uptime"),
    ("shops", "capacity"): ("shop_patterns.capacity", "shops.gross_rate", "shops.uptime"),
    ("plants", "output"): ("incumbents.built",),
    ("options", "output"): ("incumbents.built",),
    ("vehicles", "output"): ("incumbents.built",),
    ("vehicles", "demand"): ("demand.units",),
    ("markets", "demand"): ("demand.units",),
    ("vehicles", "price"): ("demand.net_revenue",),
    ("plants", "energy"): ("factors.electricity_price", "factors.gas_price"),
    ("plants", "labour"): ("factors.wage",),
}  # fmt: skip
"""Columns of related tables that answer a word which is no column of the table itself."""

PATH_PARTS = 3


def figure_cells(tables: Tables) -> pd.DataFrame:
    """Return every figure of a study, one a row.

    A missing value, an infinite one ("no limit") and a year are no figures. Values by year stand under the
    name of their table, with their year; a row's own value has no year.

    Returns
    -------
    pandas.DataFrame
        Columns table, row (key joined by '/'), column, year, value, unit, vehicle_class (of a count of
        vehicles), and blank: true where the file is empty and the value is the default of the
        dictionary.
    """
    frames = []
    for entry in load_dictionary().tables.values():
        if entry.name not in NO_FIGURES:
            frames += table_cells(tables, entry.name, entry)
            if entry.by_year:
                frames += table_cells(tables, f"{entry.name}_by_year", entry)
    if not frames:
        return pd.DataFrame({name: [] for name in COLUMNS})
    cells = pd.concat(frames, ignore_index=True)
    figures: pd.DataFrame = cells[np.isfinite(cells["value"].to_numpy(dtype=float))]
    return figures.reset_index(drop=True)


def table_cells(tables: Tables, name: str, entry: TableEntry) -> list[pd.DataFrame]:
    """Return the cells of one table, a frame for each column of figures."""
    table = tables.tables[name]
    if not len(table):
        return []
    rows = row_keys(table.frame, entry.key)
    kind = table.frame.get("vehicle_class", "")
    year = table.frame["year"] if name != entry.name else np.nan
    return [
        pd.DataFrame(
            {
                "table": entry.name,
                "row": rows,
                "column": column.name,
                "year": year,
                "value": table.frame[column.name].astype(float),
                "unit": column.unit or "",
                "vehicle_class": kind if column.unit == "vehicles/yr" else "",
                "blank": table.blank[column.name],
            }
        )
        for column in figure_columns(entry)
        if column.name in table.frame
    ]


def figure_columns(entry: TableEntry) -> list[Column]:
    """Return the columns of a table that hold figures."""
    return [
        column
        for column in entry.columns.values()
        if column.kind in ("number", "whole") and column.name not in entry.key and column.key not in PLACES
    ]


def ledger_of(tables: Tables) -> Ledger:
    """Return the evidence of a study.

    A capacity statement names its claim in its own row; that counts as evidence for its figure.
    """
    ledger = ledger_from_frames(tables["sources"], tables["claims"], tables["evidence"])
    statements = tables["capacity_statements"]
    links = [
        Link(table="capacity_statements", row=name, column="units", claim=claim)
        for name, claim in zip(statements.statement, statements.claim, strict=True)
        if claim
    ]
    return ledger.with_links(links)


def trace_figure(tables: Tables, path: str) -> tuple[Chain, ...]:
    """Return what stands behind a figure, or behind the figures that make it up.

    Raises
    ------
    LabelError
        If the path names nothing in the study; the nearest name is offered.
    """
    cells = figure_cells(tables)
    return chain(cells, ledger_of(tables), path, resolve_figure(tables, path, cells))


def resolve_figure(tables: Tables, path: str, cells: pd.DataFrame | None = None) -> tuple[Cell, ...]:
    """Return the cells that a path such as ``plants.sunderland.capacity`` stands for.

    A column of the table itself comes first. Else the word is looked up in the tables that refer to
    the row, directly or through others: the capacity of a plant is that of its shops, what has been
    published of it, and what is built there. Defaults are left out where anything is stated.

    Parameters
    ----------
    tables
        Tables of the study.
    path
        The figure as table.row.column, or table.row.column.year.
    cells
        Figures of the study (:func:`figure_cells`), where they are known already.

    Raises
    ------
    LabelError
        If table, row or column is unknown; the nearest name is offered.
    """
    parts = path.split(".")
    year = int(parts.pop()) if len(parts) > PATH_PARTS and parts[-1].isdigit() else None
    if len(parts) < PATH_PARTS:
        raise LabelError(f"'{path}' is no path; write table.row.column, such as plants.graz.employees")
    cells = figure_cells(tables) if cells is None else cells
    names = [name for name in load_dictionary().tables if name not in NO_FIGURES]
    entry = load_dictionary().tables[known_name("table with figures", parts[0], names)]
    keys = row_keys(tables[entry.name], entry.key)
    row = known_name(f"row in {entry.name}", ".".join(parts[1:-1]), keys)
    column = parts[-1].casefold()
    own = cells[(cells["table"] == entry.name) & (cells["row"] == row) & (cells["column"] == column)]
    found = own if column in entry.columns else related_cells(tables, cells, entry, row, column)
    if year is not None:
        found = found[found["year"] == year]
    if found.empty:
        raise LabelError(f"{path} holds no figure: the cell is empty, has no limit, or holds words")
    return tuple(addresses(found))


def related_cells(
    tables: Tables, cells: pd.DataFrame, entry: TableEntry, row: str, column: str
) -> pd.DataFrame:
    """Return the cells of related tables that a word of no column stands for."""
    related = related_rows(tables, entry, row)
    words = {word for table, word in SYNONYMS if table == entry.name}
    words |= {own.name for own in figure_columns(entry)}
    words |= {each.name for name in related for each in figure_columns(load_dictionary().tables[name])}
    column = known_name(f"figure of {entry.name}.{row}", column, sorted(words))
    given = SYNONYMS.get((entry.name, column), ())
    wanted = given or tuple(f"{name}.{column}" for name in related)
    parts = [key.partition(".")[::2] for key in wanted]
    frames = [
        cells[(cells["table"] == name) & (cells["column"] == word) & cells["row"].isin(related[name])]
        for name, word in parts
        if name in related
    ]
    found = pd.concat(frames) if frames else cells.iloc[:0]
    stated = found[~found["blank"]]
    return found if stated.empty else stated


def related_rows(tables: Tables, entry: TableEntry, row: str) -> dict[str, list[str]]:
    """Return the rows of each table that refer to a row, directly or through other rows.

    A plant also has the factor prices of its country.
    """
    labels: dict[str, set[str]] = {entry.name: {row}}
    related: dict[str, list[str]] = {}
    waiting = [entry.name]
    while waiting:
        target = waiting.pop(0)
        for other in load_dictionary().tables.values():
            links = links_to(other, target)
            if other.name in labels or other.name in NO_FIGURES or not links:
                continue
            frame = tables[other.name]
            hit = frame[links].isin(labels[target]).any(axis=1)
            if hit.any():
                related[other.name] = row_keys(frame[hit], other.key)
                labels[other.name] = set(frame.loc[hit, other.key[0]])
                waiting.append(other.name)
    if entry.name == "plants":
        plants = tables["plants"]
        related["factors"] = list(plants.country[plants.plant == row])
    return related


def links_to(entry: TableEntry, table: str) -> list[str]:
    """Return the columns that name rows of a table which the rows of an entry belong to."""
    return [name for name, column in entry.columns.items() if column.kind == "link" and column.to == table]
