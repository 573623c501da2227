"""Write a study folder: study.toml, CSV tables and datapackage.json."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plantshare.dictionary import TableEntry, load_dictionary
from plantshare.tables.aside import folder_aside
from plantshare.tables.datapackage import PACKAGE_FILE, data_package
from plantshare.tables.folder import TableNames
from plantshare.tables.layout import column_words, refuse_unsafe, written_columns, written_settings
from plantshare.tables.settings import SETTINGS_FILE
from plantshare.tables.table import Table, Tables, all_entries
from plantshare.tables.words import number_word

__all__ = ["toml_value", "write_folder"]


def write_folder(tables: Tables, folder: Path, *, replace: bool = False) -> None:
    """Write the tables as a study folder, whole or not at all.

    Written are study.toml, a CSV file for each table with rows, and datapackage.json. Columns and
    settings that hold nothing but defaults are left out; empty cells stay empty.

    Parameters
    ----------
    folder
        New folder; its parents are made.
    replace
        Whether to replace a folder that is there. Its files that are not part of a study stay.

    Raises
    ------
    StudyError
        If the folder is there and not empty, or a word would run as a formula.
    """
    dictionary = load_dictionary()
    entries = all_entries(dictionary)
    refuse_unsafe(tables, entries)
    names = TableNames(entries)
    with folder_aside(
        Path(folder), replace=replace, is_ours=lambda name: is_part_of_study(name, names)
    ) as aside:
        settings = written_settings(tables, dictionary.settings)
        write_text(aside / SETTINGS_FILE, settings_text(settings))
        for name, entry in entries.items():
            if len(tables.tables[name]):
                write_csv(tables.tables[name], entry, aside / f"{name}.csv")
        package = data_package(tables, entries)
        write_text(aside / PACKAGE_FILE, json.dumps(package, indent=2, ensure_ascii=False) + "\n")


def is_part_of_study(name: str, names: TableNames) -> bool:
    """Return whether a file of a study folder is one that Plantshare reads or writes."""
    if name in (SETTINGS_FILE, PACKAGE_FILE):
        return True
    file = Path(name)
    return file.suffix.casefold() == ".csv" and names.find(name, file.stem, {})[0] is not None


def write_text(file: Path, text: str) -> None:
    """Write text in UTF-8 with plain line ends, whatever the system's own."""
    file.write_text(text, encoding="utf-8", newline="\n")


def write_csv(table: Table, entry: TableEntry, file: Path) -> None:
    """Write one table."""
    names = written_columns(table, entry)
    columns = [column_words(table, entry.columns[name]) for name in names]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(zip(*columns, strict=True))


def settings_text(settings: Mapping[str, Any]) -> str:
    """Return study.toml; Any as settings hold numbers, flags or words.

    Examples
    --------
    >>> print(settings_text({"name": "two plants", "gap": 0.01, "illustrative": True}), end="")
    name = "two plants"
    gap = 0.01
    illustrative = true
    """
    return "".join(f"{name} = {toml_value(value)}\n" for name, value in settings.items())


def toml_value(value: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_word(float(value)).lower()
    # A JSON string is a TOML string, but for the one control character that JSON leaves as it is.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
