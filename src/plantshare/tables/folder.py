"""The files of a study folder: which tables they hold, and which they do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plantshare.dictionary import TableEntry
from plantshare.errors import Problem
from plantshare.naming import did_you_mean, quoted
from plantshare.tables.csv_file import read_csv
from plantshare.tables.settings import SETTINGS_FILE, RawSettings, read_settings_file
from plantshare.tables.sheet import Sheet

__all__ = ["Source", "TableNames", "read_folder"]


@dataclass(slots=True, kw_only=True)
class Source:
    """What a folder or workbook holds, as words.

    Parameters
    ----------
    settings_file
        Name of the file or sheet with the settings.
    settings
        Settings as stated, or none where they could not be read.
    as_words
        Whether the settings are words rather than typed values.
    sheets
        Sheet of each table that could be read.
    unread
        Tables that have a file or sheet which could not be read.
    suffix
        What the name of a table's file ends with: ``.csv``, or nothing in a workbook.
    """

    settings_file: str
    settings: RawSettings | None = None
    as_words: bool = False
    sheets: dict[str, Sheet] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    suffix: str = ".csv"


class TableNames:
    """Finds the table that a file or sheet holds, by its name or a name from another schema."""

    def __init__(self, entries: Mapping[str, TableEntry]) -> None:
        """Keep the names of every table, by-year tables among them."""
        self.known = list(entries)
        self.aliases = {alias.casefold(): name for name, entry in entries.items() for alias in entry.aliases}

    def find(self, file: str, stem: str, used: Mapping[str, str]) -> tuple[str | None, list[Problem]]:
        """Return the table of a file, or none, with what there is to say about the name.

        Parameters
        ----------
        stem
            Name of the file or sheet without its suffix.
        used
            File of each table that is already taken.
        """
        folded = stem.strip().casefold()
        name = folded if folded in self.known else self.aliases.get(folded)
        if name is None:
            return None, []
        if name in used:
            return None, [repeated_table(file, name, used[name])]
        return name, [] if folded == name else [table_alias(file, stem, name)]


def read_folder(folder: Path, entries: Mapping[str, TableEntry]) -> Source:
    """Return the words of every table of a study folder, and what is wrong with its files."""
    settings, problems = read_settings_file(folder / SETTINGS_FILE)
    source = Source(settings_file=SETTINGS_FILE, settings=settings, problems=problems)
    names = TableNames(entries)
    used: dict[str, str] = {}
    for file in csv_files(folder):
        name, notes = names.find(file.name, file.stem, used)
        source.problems += notes
        if name is None:
            source.problems += [] if notes else [unknown_file(file.name, file.stem, names.known)]
            continue
        used[name] = file.name
        sheet, faults = read_csv(file)
        source.problems += faults
        if sheet is None:
            source.unread.add(name)
        else:
            source.sheets[name] = sheet
    return source


def csv_files(folder: Path) -> Iterable[Path]:
    """Return the CSV files of a folder in order of their names; hidden files are left alone."""
    return sorted(
        (file for file in folder.iterdir() if file.suffix.casefold() == ".csv" and file.name[0] != "."),
        key=lambda file: file.name,
    )


def unknown_file(file: str, stem: str, known: Iterable[str]) -> Problem:
    """Return the warning about a CSV file that holds no table of the dictionary."""
    return Problem(
        code="file-unknown",
        file=file,
        found=f"no table called {quoted(stem)}",
        wanted="a table of the dictionary",
        fix=f"{did_you_mean(stem, known)}The file is not read; rename it or move it elsewhere.",
        severity="warning",
    )


def repeated_table(file: str, name: str, first: str) -> Problem:
    """Return the fault of a second file for one table."""
    return Problem(
        code="table-repeated",
        file=file,
        found=f"a second file or sheet for the table '{name}'",
        wanted=f"one: {first} holds it already",
        fix="Put all rows into one of the two, and take the other away.",
    )


def table_alias(file: str, stem: str, name: str) -> Problem:
    """Return the note that the name of a table in another schema was understood."""
    return Problem(
        code="alias-used",
        file=file,
        found=f"{quoted(stem)}, a name from another schema",
        wanted=f"'{name}'",
        fix=f"It is read as the table '{name}'; check that it means the same.",
        severity="warning",
    )
