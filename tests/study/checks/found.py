"""What every case of a broken study must show."""

from __future__ import annotations

from plantshare.errors import Problem
from plantshare.study.checks import CHECKS, check_study
from tests.study.small import Case, tables_with

__all__ = ["faults_of"]


def faults_of(case: Case) -> list[str]:
    """Return what is not as the case says: code, cell, severity, other codes, wording. Empty is right."""
    problems = check_study(tables_with(*case.edits))
    found = [problem for problem in problems if problem.code == case.code]
    check = next(check for check in CHECKS if check.code == case.code)
    faults = [f"bad wording: {problem}" for problem in problems if not is_well_worded(problem)]
    if case.column not in {problem.column for problem in found}:
        faults.append(f"{case.code} does not point at column {case.column}")
    if {problem.severity for problem in found} != {check.severity}:
        faults.append(f"{case.code} is not reported as {check.severity}")
    unlike = {problem.code for problem in problems} ^ {case.code, *case.also}
    faults += [f"{code} is found or left out against expectation" for code in sorted(unlike)]
    return faults


def is_well_worded(problem: Problem) -> bool:
    """Return whether a problem names a file, says what was found and wanted, and tells the way out."""
    has_file = problem.file.endswith((".csv", "study.toml"))
    has_row = problem.row is None or problem.row >= 2
    is_sentence = problem.fix.endswith(".") and problem.fix[0].isupper()
    is_phrase = not problem.found.endswith(".") and not problem.wanted.endswith(".")
    return has_file and has_row and is_sentence and is_phrase and "nan" not in str(problem).split()
