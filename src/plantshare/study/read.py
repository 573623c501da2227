"""From files to a checked study: everything wrong is told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from plantshare.errors import Problem, StudyError
from plantshare.study.checks import check_study
from plantshare.study.study import Study, study_from_tables
from plantshare.tables import Tables, read_tables

__all__ = ["check_folder", "problems_of", "read_study"]


HEADER = 1
"""Line of the header of a table."""


def read_study(path: str | Path) -> Study:
    """Return the study of a folder or a workbook, read and checked.

    Nothing is guessed and nothing is written. What is doubtful but usable is kept in
    ``study.warnings``.

    Parameters
    ----------
    path
        Study folder with study.toml and CSV files, or a workbook with a sheet for each table.

    Returns
    -------
    Study
        The study, ready to be planned.

    Raises
    ------
    StudyError
        If the study has any error; ``problems`` lists all of them, and the warnings too.

    Examples
    --------
    >>> read_study("nowhere")
    Traceback (most recent call last):
        ...
    plantshare.errors.StudyError: The study has 1 fault:
    nowhere: found nothing under this name, wanted a study folder or an .xlsx workbook.
        Check the path; plantshare init makes a new study. [study-missing]
    """
    tables = read_tables(Path(path))
    problems = problems_of(tables)
    if any(problem.severity == "error" for problem in problems):
        raise StudyError(problems)
    return replace(study_from_tables(tables), warnings=problems)


def check_folder(path: str | Path) -> tuple[Problem, ...]:
    """Return everything that is wrong or doubtful in a study folder or workbook, in one pass.

    Parameters
    ----------
    path
        Study folder or workbook.

    Returns
    -------
    tuple of Problem
        Faults of the format first, in the order of the files, then those of the domain checks.

    Raises
    ------
    StudyError
        If nothing stands under the path.
    """
    return problems_of(read_tables(Path(path)))


def problems_of(tables: Tables) -> tuple[Problem, ...]:
    """Return the faults found while reading and those of the domain checks, each cause once.

    A domain check says nothing about a cell that has a fault of its own, or whose column has one in
    its header: the value there is a default and not the user's. While a file cannot be read at all
    the domain checks wait, as most of what they would find follows from the missing rows.

    Parameters
    ----------
    tables
        Tables as read, with the faults found while reading.

    Returns
    -------
    tuple of Problem
        Faults found while reading, then errors and warnings of the domain checks.
    """
    errors = [problem for problem in tables.problems if problem.severity == "error"]
    if has_unread(tables, errors):
        return tables.problems
    faulty = {place(problem) for problem in errors}
    unread = {(problem.file, problem.column) for problem in errors if problem.row == HEADER}
    domain = [
        problem
        for problem in check_study(tables)
        if place(problem) not in faulty and (problem.file, problem.column) not in unread
    ]
    return (*tables.problems, *domain)


def has_unread(tables: Tables, errors: Sequence[Problem]) -> bool:
    """Return whether a fault took all rows of a table, or the years of the study."""
    at_fault = {problem.file for problem in errors}
    empty = any(not len(table) and table.file in at_fault for table in tables.tables.values())
    years = {"first_year", "last_year"} <= set(tables.settings)
    return empty or not years or any(problem.code == "workbook-broken" for problem in errors)


def place(problem: Problem) -> tuple[str, int | None, str | None]:
    """Return the cell that a problem is about."""
    return problem.file, problem.row, problem.column
