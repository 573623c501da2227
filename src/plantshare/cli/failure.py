"""What a failed command says, and the exit code it ends with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from plantshare.cli.output import say, show_json
from plantshare.errors import (
    ExtraMissingError,
    InfeasibleError,
    LabelError,
    PlantshareError,
    Problem,
    RunError,
    StudyError,
)

__all__ = [
    "INFEASIBLE",
    "INVALID_STUDY",
    "UNEXPECTED",
    "WRONG_USE",
    "problem_counts",
    "tell_failure",
]

UNEXPECTED, WRONG_USE, INVALID_STUDY, INFEASIBLE = 1, 2, 3, 4

NOT_OVERWRITTEN = "study-exists"
"""Code of the refusal to overwrite, which is wrong use and no fault of a study."""


def tell_failure(failure: PlantshareError, *, as_json: bool) -> int:
    """Tell why a command failed and return its exit code.

    The words go to standard error; with ``as_json`` one object goes to standard output instead.
    """
    code = exit_code(failure)
    if as_json:
        content: dict[str, Any] = {"exit_code": code, "error": str(failure)}
        if isinstance(failure, StudyError):
            content |= {**problem_counts(failure.problems)}
            content["problems"] = [asdict(problem) for problem in failure.problems]
        show_json(content)
    else:
        say(words_of(failure))
    return code


def exit_code(failure: PlantshareError) -> int:
    """Return the exit code of a failure."""
    if isinstance(failure, StudyError):
        refused = all(problem.code == NOT_OVERWRITTEN for problem in failure.problems)
        return WRONG_USE if refused else INVALID_STUDY
    if isinstance(failure, InfeasibleError):
        return INFEASIBLE
    return WRONG_USE if isinstance(failure, LabelError | RunError | ExtraMissingError) else UNEXPECTED


def words_of(failure: PlantshareError) -> str:
    """Return a failure as the user reads it."""
    if exit_code(failure) != INVALID_STUDY:
        if isinstance(failure, StudyError):
            return "\n".join(str(problem) for problem in failure.problems)
        text = str(failure)
        return text[:1].upper() + text[1:]
    return f"{failure}\nNothing was written. `plantshare check --explain CODE` says more about a code."


def problem_counts(problems: Iterable[Problem]) -> dict[str, int]:
    """Return the number of errors and of warnings."""
    levels = [problem.severity for problem in problems]
    return {"errors": levels.count("error"), "warnings": levels.count("warning")}
