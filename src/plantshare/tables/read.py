"""Read a study folder or a workbook into typed tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plantshare.dictionary import Dictionary, load_dictionary
from plantshare.errors import Problem, StudyError
from plantshare.tables.folder import Source, read_folder
from plantshare.tables.links import label_of, link_problems
from plantshare.tables.listing import printable
from plantshare.tables.settings import checked_settings
from plantshare.tables.table import Table, Tables, all_entries
from plantshare.tables.typed import empty_table, table_from_sheet
from plantshare.tables.workbook import read_workbook

__all__ = ["read_tables"]


def read_tables(path: Path) -> Tables:
    """Return every table of a study with all that is wrong with it, whatever the files hold.

    Bad content never raises: each fault is a problem of the tables, with file, line and column.
    Nothing is written.

    Parameters
    ----------
    path
        Study folder, with study.toml and CSV files, or a workbook with a sheet for each table.

    Raises
    ------
    StudyError
        If there is neither folder nor file of this name.
    """
    path = Path(path)
    if not is_there(path):
        raise StudyError([printable(missing(path))])
    dictionary = load_dictionary()
    entries = all_entries(dictionary)
    if path.is_dir():
        try:
            source = read_folder(path, entries)
        except OSError as fault:
            source = unreadable(path, fault.strerror or "a folder that cannot be read", set(entries))
    elif path.is_file() and path.suffix.casefold() in (".xlsx", ".xlsm"):
        source = read_workbook(path, entries)
    else:
        source = unreadable(path, f"a file of the kind '{path.suffix}'", set(entries))
    return tables_of(source, dictionary, str(path))


def is_there(path: Path) -> bool:
    """Return whether something stands under the path; a name that no system allows does not."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def tables_of(source: Source, dictionary: Dictionary, origin: str) -> Tables:
    """Return typed tables from the words of a source, with every problem in order."""
    problems = list(source.problems)
    stated = source.settings
    settings, given, faults = checked_settings(
        stated or {}, dictionary.settings, source.settings_file, as_words=source.as_words
    )
    # Where the settings could not be read at all, that is the fault, not each missing one.
    problems += faults if stated is not None else []
    tables: dict[str, Table] = {}
    for name, entry in all_entries(dictionary).items():
        sheet = source.sheets.get(name)
        if sheet is None:
            tables[name] = empty_table(entry, name + source.suffix)
        else:
            tables[name], faults = table_from_sheet(sheet, entry, settings.get("currency"))
            problems += faults
    problems += link_problems(dictionary, tables, source.unread | nameless(tables, dictionary))
    return Tables(
        settings=settings,
        tables=tables,
        given_settings=given,
        problems=tuple(map(printable, problems)),
        origin=origin,
    )


def nameless(tables: Mapping[str, Table], dictionary: Dictionary) -> set[str]:
    """Return the tables with rows that lack the column which names them: a fault of its own."""
    labels = {name: label_of(entry) for name, entry in dictionary.tables.items()}
    return {
        name
        for name, label in labels.items()
        if label is not None and len(tables[name]) and label.name not in tables[name].given
    }


def missing(path: Path) -> Problem:
    """Return the fault of a path under which nothing stands."""
    return Problem(
        code="study-missing",
        file=path.name or str(path),
        found="nothing under this name",
        wanted="a study folder or an .xlsx workbook",
        fix="Check the path; plantshare init makes a new study.",
    )


def unreadable(path: Path, found: str, names: set[str]) -> Source:
    """Return a source without tables, for something that is no study."""
    problem = Problem(
        code="study-kind",
        file=path.name,
        found=found,
        wanted="a study folder or an .xlsx workbook",
        fix="Give the folder that holds study.toml, or save the workbook as .xlsx.",
    )
    return Source(settings_file=path.name, problems=[problem], unread=names)
