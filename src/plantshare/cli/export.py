"""The command `export`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from plantshare.cli.failure import WRONG_USE, problem_counts
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Json, StudyOrRun
from plantshare.errors import StudyError
from plantshare.results.workbook import write_result_workbook
from plantshare.run import is_run, read_plan
from plantshare.tables import read_tables, write_folder, write_workbook

__all__ = ["export"]

WORKBOOK = ".xlsx"


def export(
    study: StudyOrRun,
    target: Annotated[Path, Parameter(name="FILE.xlsx|FOLDER")],
    /,
    *,
    json: Json = False,
) -> int:
    """Write a study or a run as a workbook, or a study as a folder.

    The workbook of a study carries every table, and `plantshare import` turns it back without loss. The
    workbook of a run holds its plan, flows, loading, money and targets. Nothing is overwritten.

    Parameters
    ----------
    study
        Study folder, workbook, or recorded run.
    target
        New file that ends with .xlsx, or new folder.
    json
        Print one JSON object and nothing else.
    """
    is_workbook = target.suffix.casefold() == WORKBOOK
    if is_run(study):
        if not is_workbook:
            say("A run is written as a workbook: give a file that ends with .xlsx.")
            return WRONG_USE
        write_result_workbook(read_plan(study), target)
    else:
        tables = read_tables(study)
        if problem_counts(tables.problems)["errors"]:
            raise StudyError(tables.problems)
        write = write_workbook if is_workbook else write_folder
        write(tables, target)
    if json:
        show_json({"from": str(study), "to": str(target)})
    else:
        show(f"Written to {target}")
    return 0
