"""The command `init`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from plantshare.cli.output import show, show_json
from plantshare.cli.parameters import Json
from plantshare.run import copy_example, example_path
from plantshare.tables import read_tables, write_template, write_workbook

__all__ = ["init"]

Example = Literal["two-plants", "toy-plan", "flexibility-10x10", "flexibility-gm", "uk-2026"]


def init(
    folder: Annotated[Path, Parameter(name="FOLDER")],
    /,
    *,
    example: Annotated[Example | None, Parameter(name="--from")] = None,
    full: Annotated[bool, Parameter(negative="")] = False,
    workbook: Annotated[bool, Parameter(negative="")] = False,
    json: Json = False,
) -> int:
    """Write a new study to fill in, or a copy of an example.

    Nothing is overwritten: a folder with content and a file are refused.

    Parameters
    ----------
    folder
        New folder; its name becomes the name of the study.
    example
        Example study to copy instead of writing an empty one.
    full
        Write every table with every column, not only those that nearly every study has.
    workbook
        Write one workbook, FOLDER.xlsx, instead of a folder.
    json
        Print one JSON object and nothing else.
    """
    target = folder.with_name(f"{folder.name}.xlsx") if workbook else folder
    if workbook:
        write_book(target, folder.name, example)
    elif example is not None:
        copy_example(example, folder)
    else:
        write_template(folder, "full" if full else "main")
    if json:
        show_json({"written": str(target)})
    else:
        show(f"Written to {target}. Fill it in, then run: plantshare check {target}")
    return 0


def write_book(target: Path, name: str, example: str | None) -> None:
    """Write an example, or a study without rows, as one workbook."""
    if example is not None:
        write_workbook(read_tables(example_path(example)), target)
        return
    with tempfile.TemporaryDirectory() as place:
        empty = Path(place) / name
        write_template(empty, "full")
        write_workbook(read_tables(empty), target)
