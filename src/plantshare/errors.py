"""What Plantshare raises, and how it words what is wrong.

PlantshareError
├── StudyError          the study cannot be used; carries every problem found
├── LabelError          labelled arrays or frames do not meet
├── MethodError         a method was asked for something it cannot do
├── InfeasibleError     no plan obeys all rules; carries the rules in conflict
├── CheckError          an independent check refused a result
├── RunError            a run folder cannot be read or written
└── ExtraMissingError   an optional part is not installed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "CheckError",
    "ExtraMissingError",
    "InfeasibleError",
    "LabelError",
    "MethodError",
    "PlantshareError",
    "Problem",
    "RunError",
    "StudyError",
]


class PlantshareError(Exception):
    """Base of every error that Plantshare raises on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with an input: where, what was found, what was wanted, what to do.

    Parameters
    ----------
    code
        Short code that the reference page of checks explains.
    file
        File, or workbook sheet, that holds the fault.
    row
        Line of the file as an editor counts it (the header is line 1), or none.
    column
        Column, or none.
    found
        What stands there, in words.
    wanted
        What should stand there.
    fix
        What the user can do about it.
    severity
        Errors stop the study from loading; warnings do not.
    """

    code: str
    file: str
    found: str
    wanted: str
    fix: str
    row: int | None = None
    column: str | None = None
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Return the problem as the two lines that a user reads."""
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", {self.column}"
        return f"{place}: found {self.found}, wanted {self.wanted}.\n    {self.fix} [{self.code}]"


class StudyError(PlantshareError):
    """The study cannot be used; ``problems`` lists everything that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems and word them as one message."""
        self.problems = tuple(problems)
        faults = [problem for problem in self.problems if problem.severity == "error"]
        head = f"The study has {len(faults)} fault{'s' if len(faults) != 1 else ''}:"
        super().__init__("\n".join([head, *(str(problem) for problem in faults)]))


class LabelError(PlantshareError):
    """Two labelled arrays or frames do not have the same labels, or a name is unknown."""


class MethodError(PlantshareError):
    """A method was asked for something that it cannot do."""


class InfeasibleError(PlantshareError):
    """No plan obeys all rules; ``conflicts`` names the rules and the least change of each."""

    def __init__(self, conflicts: Sequence[str]) -> None:
        """Keep the conflicts and word them as one message."""
        self.conflicts = tuple(conflicts)
        super().__init__("\n".join(["No plan obeys all rules.", *self.conflicts]))


class CheckError(PlantshareError):
    """The independent checker refused a result; ``failures`` lists what does not add up."""

    def __init__(self, failures: Sequence[str]) -> None:
        """Keep the failures and word them as one message."""
        self.failures = tuple(failures)
        super().__init__("\n".join(["The result fails its check.", *self.failures]))


class RunError(PlantshareError):
    """A run folder is missing, damaged or cannot be written."""


class ExtraMissingError(PlantshareError):
    """An optional part is needed that is not installed."""
