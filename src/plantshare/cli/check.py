"""The command `check`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from textwrap import fill
from typing import Annotated

from cyclopts import Parameter

from plantshare.cli.failure import INVALID_STUDY, WRONG_USE, problem_counts
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Json
from plantshare.errors import Problem
from plantshare.naming import known_name
from plantshare.report.words import plural
from plantshare.study import check_folder
from plantshare.study.checks import CHECKS
from plantshare.tables import CODES

__all__ = ["check"]

WIDTH = 100


def check(
    study: Annotated[Path | None, Parameter(name="STUDY")] = None,
    /,
    *,
    explain: str | None = None,
    json: Json = False,
) -> int:
    """List everything that is wrong or doubtful in a study.

    Everything is found in one pass, each with file, row and column. Errors stop a study from being
    solved and end with exit code 3; warnings do not. Nothing is written.

    Parameters
    ----------
    study
        Study folder or workbook.
    explain
        Code of a fault, such as key-repeated: say why it matters and what to do.
    json
        Print one JSON object and nothing else.
    """
    if explain is not None:
        return tell_code(explain, as_json=json)
    if study is None:
        say("Give the folder or the workbook of a study, or --explain with a code.")
        return WRONG_USE
    problems = check_folder(study)
    counts = problem_counts(problems)
    if json:
        found = [asdict(problem) for problem in problems]
        show_json({"study": str(study), **counts, "problems": found})
    else:
        show(problems_text(problems))
    return INVALID_STUDY if counts["errors"] else 0


def problems_text(problems: Iterable[Problem]) -> str:
    """Return the faults, then the warnings, then how many there are."""
    errors = [problem for problem in problems if problem.severity == "error"]
    warnings = [problem for problem in problems if problem.severity == "warning"]
    lines = [str(problem) for problem in errors]
    lines += [f"warning: {problem}" for problem in warnings]
    if not lines:
        return "Nothing is wrong."
    ends = f"{plural(len(errors), 'error')}, {plural(len(warnings), 'warning')}."
    more = "`plantshare check --explain CODE` says more about a code in brackets."
    return "\n".join([*lines, "", f"{ends} {more}"])


def tell_code(code: str, *, as_json: bool) -> int:
    """Print what a code of a fault means."""
    texts = code_texts()
    name = known_name("code", code.strip("[]"), list(texts))
    if as_json:
        show_json({"code": name, "text": texts[name]})
    else:
        show(f"{name}\n\n{fill(texts[name], WIDTH)}")
    return 0


def code_texts() -> dict[str, str]:
    """Return the paragraph of every code that a check can give."""
    return dict(CODES) | {each.code: f"{each.title}. {each.text}" for each in CHECKS}
