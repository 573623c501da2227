"""The command `compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pandas as pd
from cyclopts import Parameter

from plantshare.cli.listing import section, table
from plantshare.cli.output import show, show_json
from plantshare.cli.parameters import Json
from plantshare.report.words import currency_sign, number, plural
from plantshare.results.compare import Comparison
from plantshare.results.compare import compare as compare_results
from plantshare.run import plain, read_plan

__all__ = ["compare"]

MOST_ROWS = 20


def compare(
    a: Annotated[Path, Parameter(name="RUN_A")],
    b: Annotated[Path, Parameter(name="RUN_B")],
    /,
    *,
    everything: Annotated[bool, Parameter(name="--all", negative="")] = False,
    json: Json = False,
) -> int:
    """Say what differs between two runs: inputs, plan, money.

    Inputs come first, then the plan, then the money, each largest difference first.

    Parameters
    ----------
    a
        Folder of the run to start from.
    b
        Folder of the run to compare with it.
    everything
        Print every row instead of the first 20 of each table.
    json
        Print one JSON object and nothing else; it has every row.
    """
    first, second = read_plan(a), read_plan(b)
    found = compare_results(first, second)
    if json:
        content = {"a": str(a), "b": str(b), "same": found.is_same, **found.to_frames()}
        show_json(plain(content))
    else:
        sign = currency_sign(first.study.settings["currency"])
        show(comparison_text(found, sign, None if everything else MOST_ROWS))
    return 0


def comparison_text(found: Comparison, sign: str, most: int | None) -> str:
    """Return what differs in words and tables, inputs first."""
    if found.is_same:
        return "Nothing differs: the same inputs, the same plan, the same money."
    titles = {
        "settings": ("Settings", 0),
        "cells": ("Cells of the study", 3),
        "decisions": ("Launches, ends, closures, expansions and deals", 0),
        "shifts": ("Shifts, share of the year", 3),
        "plant_volumes": ("Built by plant and year, vehicles a year", 0),
        "vehicle_volumes": ("Built by vehicle and plant, vehicles over all years", 0),
        "company_money": (f"Present value of each company, {sign}m", 1),
        "kind_money": (f"Present value by company and kind of money, {sign}m", 1),
    }
    parts = [
        section(titles[name][0], frame_text(frame, titles[name][1], most))
        for name, frame in found.to_frames().items()
        if len(frame)
    ]
    if found.settings.empty and found.cells.empty:
        parts.insert(0, "The inputs are the same.")
    return "\n\n".join(parts)


def frame_text(frame: pd.DataFrame, digits: int, most: int | None) -> str:
    """Return a frame as a table of words, cut after some rows."""
    shown = frame if most is None else frame.head(most)
    headers = [str(name) for name in shown.columns]
    rows = [
        [cell_words(name, cell, digits) for name, cell in zip(headers, row, strict=True)]
        for row in shown.itertuples(index=False)
    ]
    rest = len(frame) - len(shown)
    lines = [table(headers, rows)]
    return "\n".join([*lines, f"and {plural(rest, 'row')} more; --all prints them"] if rest else lines)


def cell_words(column: str, cell: object, digits: int) -> str:
    """Return one cell in words."""
    if cell is None or (isinstance(cell, float) and pd.isna(cell)):
        return ""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    if column == "year" or (not digits and column in ("a", "b") and isinstance(cell, int)):
        return str(int(cell))
    return number(float(cell), digits)
