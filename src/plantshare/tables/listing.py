"""Faults of one kind as a list that stays readable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from plantshare.errors import Problem
from plantshare.naming import seen
from plantshare.tables import limits

__all__ = ["listed", "printable"]

Fault = TypeVar("Fault")
LONGEST = 500
"""Longest part of a message, characters."""


def listed(faults: Sequence[Fault], problem_of: Callable[[Fault], Problem]) -> list[Problem]:
    """Return one problem for each fault of one kind; past a hundred, one more counts the rest.

    Examples
    --------
    >>> def problem(row):
    ...     return Problem(code="x", file="a.csv", row=row, found="1", wanted="2", fix="Do.")
    >>> problems = listed(range(2, 103), problem)
    >>> len(problems), problems[-1].found
    (101, '1 more fault of this kind')
    """
    problems = [problem_of(fault) for fault in faults[: limits.FAULTS_SHOWN]]
    rest = len(faults) - len(problems)
    if rest:
        found = f"{rest} more fault{'s' if rest > 1 else ''} of this kind"
        problems.append(replace(problem_of(faults[-1]), row=None, found=found))
    return problems


def printable(problem: Problem) -> Problem:
    """Return the problem with nothing in it that a screen could take for a command.

    Names of files, sheets and columns come from the input, as do parts of messages.
    """
    return replace(
        problem,
        file=seen(problem.file, LONGEST),
        column=None if problem.column is None else seen(problem.column),
        found=seen(problem.found, LONGEST),
        wanted=seen(problem.wanted, LONGEST),
        fix=seen(problem.fix, LONGEST),
    )
