"""Describe a study folder as a Frictionless Data Package."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any

from plantshare.dictionary import Column, TableEntry, load_dictionary
from plantshare.tables.header import is_needed
from plantshare.tables.header_units import shown_unit
from plantshare.tables.layout import written_columns
from plantshare.tables.links import label_of
from plantshare.tables.numbers import has_no_limit
from plantshare.tables.table import Table, Tables

__all__ = ["PACKAGE_FILE", "data_package"]

PACKAGE_FILE = "datapackage.json"
DATE = r"^\d{4}(-\d{2}(-\d{2})?)?$"

Json = dict[str, Any]
"""An object of JSON; Any, as its values nest."""


def data_package(tables: Tables, entries: Mapping[str, TableEntry]) -> Json:
    """Return the descriptor of the folder that the tables are written to.

    Each table with rows is a resource with its columns, units, bounds, key and links.
    """
    written = {name for name in entries if len(tables.tables[name])}
    name = str(tables.settings.get("name", ""))
    package: Json = {"profile": "tabular-data-package", "name": slug(name)}
    package["title"] = str(tables.settings.get("title") or name or "A study of Plantshare")
    currency = str(tables.settings.get("currency") or "currency")
    package["resources"] = [
        resource(tables.tables[name], entries[name], written, currency) for name in entries if name in written
    ]
    return package


def slug(name: str) -> str:
    """Return a name with only the letters that a package name may have.

    Examples
    --------
    >>> slug("UK 2026: plan"), slug("")
    ('uk-2026-plan', 'study')
    """
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-") or "study"


def resource(table: Table, entry: TableEntry, written: set[str], currency: str) -> Json:
    """Return the description of one CSV file."""
    names = written_columns(table, entry)
    schema: Json = {
        "fields": [field(entry, entry.columns[name], currency) for name in names],
        "missingValues": [""],
    }
    # An empty key cell stands for a default, which a primary key in this format cannot say.
    if not table.blank[list(entry.key)].to_numpy().any():
        schema["primaryKey"] = list(entry.key)
    links = [link for name in names if (link := foreign_key(entry, entry.columns[name], written))]
    if links:
        schema["foreignKeys"] = links
    return {
        "profile": "tabular-data-resource",
        "name": entry.name,
        "path": f"{entry.name}.csv",
        "title": entry.title,
        "description": entry.text,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def field(entry: TableEntry, column: Column, currency: str) -> Json:
    """Return the description of one column."""
    kind = "string"
    if column.is_number:
        is_counted = column.kind in ("whole", "year") and not has_no_limit(column)
        kind = "integer" if is_counted else "number"
    elif column.kind == "flag":
        kind = "boolean"
    described: Json = {"name": column.name, "type": kind, "description": column.text}
    if column.unit is not None:
        described["unit"] = shown_unit(column, currency)
    constraints = constraints_of(entry, column)
    if constraints:
        described["constraints"] = constraints
    return described


def constraints_of(entry: TableEntry, column: Column) -> Json:
    """Return what the cells of a column must obey."""
    constraints: Json = {}
    if is_needed(entry, column):
        constraints["required"] = True
    if entry.key == (column.name,):
        constraints["unique"] = True
    for bound, value in (("minimum", column.low), ("maximum", column.high)):
        if value is not None and math.isfinite(value):
            constraints[bound] = value
    if column.kind == "choice":
        constraints["enum"] = [choice for choice in column.choices if choice]
    if column.kind == "date":
        constraints["pattern"] = DATE
    return constraints


def foreign_key(entry: TableEntry, column: Column, written: set[str]) -> Json | None:
    """Return the reference of a link to a table that is written and has one row a name."""
    target = column.to if column.kind == "link" else None
    if target is None or target not in written:
        return None
    goal = load_dictionary().tables[target]
    label = label_of(goal)
    if label is None or goal.key != (label.name,):
        return None
    place = "" if target == entry.name else target
    return {"fields": column.name, "reference": {"resource": place, "fields": label.name}}
