"""Read the dictionary files that ship with the package."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from plantshare.dictionary.entries import Column, Dictionary, TableEntry

__all__ = ["load_dictionary"]

TUPLES = ("choices", "aliases", "read_by")


@cache
def load_dictionary() -> Dictionary:
    """Return the dictionary, read once per process."""
    entries: dict[str, Mapping[str, Any]] = {}
    for file in sorted(resources.files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            entry = tomllib.loads(file.read_text(encoding="utf-8"))
            entries[entry["name"]] = entry
    settings = entries.pop("study")["settings"]
    dims = label_dims(entries)
    return Dictionary(
        tables={name: table_entry(entry, dims) for name, entry in entries.items()},
        settings={name: column("study", name, entry, {}) for name, entry in settings.items()},
    )


def label_dims(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the dimension that each table's label column makes."""
    return {
        name: column["dim"]
        for name, entry in entries.items()
        for column in entry["columns"].values()
        if column["kind"] == "label"
    }


def table_entry(entry: Mapping[str, Any], dims: Mapping[str, str]) -> TableEntry:
    """Return one table entry from its file."""
    name = entry["name"]
    return TableEntry(
        name=name,
        title=entry["title"],
        text=entry["text"],
        key=tuple(entry["key"]),
        columns={key: column(name, key, value, dims) for key, value in entry["columns"].items()},
        aliases=tuple(entry.get("aliases", ())),
    )


def column(table: str, name: str, entry: Mapping[str, Any], dims: Mapping[str, str]) -> Column:
    """Return one column; a link takes the dimension of the table it refers to."""
    # Any: what TOML holds has no common type.
    fields: dict[str, Any] = {key: tuple(value) if key in TUPLES else value for key, value in entry.items()}
    if fields["kind"] == "link":
        fields.setdefault("dim", dims[fields["to"]])
    return Column(table=table, name=name, **fields)
