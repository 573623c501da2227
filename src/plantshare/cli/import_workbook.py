"""The command `import`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from plantshare.cli.failure import problem_counts
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Json
from plantshare.errors import StudyError
from plantshare.tables import read_tables, tables_digest, write_folder

__all__ = ["import_workbook"]


def import_workbook(
    file: Annotated[Path, Parameter(name="FILE.xlsx")],
    folder: Annotated[Path, Parameter(name="FOLDER")],
    /,
    *,
    json: Json = False,
) -> int:
    """Turn a workbook into a study folder.

    A fault in the workbook ends with exit code 3 and nothing is written. What is read loses nothing on
    the way; `plantshare check` then says what else is wrong or doubtful.

    Parameters
    ----------
    file
        Workbook with a sheet for each table.
    folder
        New folder of the study.
    json
        Print one JSON object and nothing else.
    """
    tables = read_tables(file)
    if problem_counts(tables.problems)["errors"]:
        raise StudyError(tables.problems)
    for problem in tables.problems:
        say(f"warning: {problem}")
    write_folder(tables, folder)
    if json:
        show_json({"file": str(file), "folder": str(folder), "digest": tables_digest(tables)})
    else:
        show(f"Written to {folder}")
    return 0
