"""The sheet of national output: plants, what the study does not plan, target and gap, as formulas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.report.names import names_of
from plantshare.report.sheets.look import Paper, begin, cell, column_widths, print_as
from plantshare.results import Result
from plantshare.study.targets import counts_toward

__all__ = ["counted_by_plant", "write_output"]

FIRST = 1
"""Column of the first year."""


def write_output(paper: Paper, result: Result) -> None:
    """Write a block for each target: plants, other output, national output, target and gap.

    national output = sum of the plants + other output; gap = target - output, above zero where output
    is short.
    """
    study = result.study
    years = [int(year) for year in study.years]
    futures = len(study.futures)
    mean = f", expected over {futures} futures" if futures > 1 else ""
    row = begin(
        paper,
        (
            "National output and targets",
            f"Vehicles a year that count toward the target{mean}",
            "National output and gap are formulas; a gap above zero is what is missing",
        ),
    )
    names = names_of(study, "targets")
    counted = counted_by_plant(result)
    for target in study.frame("targets").itertuples():
        rows = rows_of(result, counted.sel(target=target.target), str(target.target))
        paper.sheet.write_string(row, 0, names[str(target.target)], paper.look.head)
        total = write_sum(paper, row, years, rows)
        row = write_gap(paper, row + len(rows) + 2, years, total, target)
    column_widths(paper.sheet, [44, *([10.5] * len(years))])
    paper.sheet.freeze_panes(0, FIRST)
    print_as(paper)


def counted_by_plant(result: Result) -> xr.DataArray:
    """Return what each plant adds to each target, expected over futures.

    Returns
    -------
    xarray.DataArray
        Vehicles/yr, dims (plant, year, target).
    """
    study = result.study
    built = (result.values["built"] * study.probability).sum("scenario")
    counted = built * counts_toward(study)
    plant = study["options.plant"].rename("plant")
    by_plant = counted.groupby(plant).sum()
    return by_plant.transpose("plant", "year", "target")


def rows_of(result: Result, counted: xr.DataArray, target: str) -> list[tuple[str, np.ndarray]]:
    """Return what makes up the output that counts toward a target: plants that add to it, then the rest.

    The rest is output of plants that the study does not plan, as the target states it.
    """
    study = result.study
    names = names_of(study, "plants")
    rows = [
        (names[str(plant)], np.asarray(counted.sel(plant=plant).values))
        for plant in study.labels["plant"]
        if plant in counted["plant"].values and counted.sel(plant=plant).values.any()
    ]
    other = xr.dot(study["targets.other_output"].sel(target=target), study.probability)
    rows.append(("Other output, not planned here", np.full(len(study.years), float(other))))
    return rows


def write_sum(
    paper: Paper, top: int, years: Sequence[int], rows: Sequence[tuple[str, np.ndarray]]
) -> np.ndarray:
    """Write years, rows and their sum; return the sum."""
    sheet, look = paper.sheet, paper.look
    for place, year in enumerate(years, start=FIRST):
        sheet.write_number(top, place, year, look.head_right)
    for row, (label, units) in enumerate(rows, start=top + 1):
        sheet.write_string(row, 0, label)
        for place, count in enumerate(units, start=FIRST):
            sheet.write_number(row, place, float(count), look.count)
    last = top + len(rows)
    total: np.ndarray = np.sum([units for _, units in rows], axis=0)
    sheet.write_string(last + 1, 0, "National output", look.label_sum)
    for place, count in enumerate(total, start=FIRST):
        formula = f"=SUM({cell(top + 1, place)}:{cell(last, place)})"
        sheet.write_formula(last + 1, place, formula, look.count_sum, float(count))
    return total


def write_gap(paper: Paper, row: int, years: Sequence[int], total: np.ndarray, target: pd.Series) -> int:
    """Write the target in its year and the gap below it; return the row after an empty one.

    Outside the planned years there are only words.
    """
    sheet, look = paper.sheet, paper.look
    sheet.write_string(row, 0, f"Target for {int(target.year)}")
    sheet.write_string(row + 1, 0, "Gap: target less output")
    if int(target.year) not in years:
        sheet.write_string(row, FIRST, "after or before the planned years", look.note)
        return row + 3
    place = FIRST + years.index(int(target.year))
    sheet.write_number(row, place, float(target.units), look.count)
    gap = float(target.units) - float(total[place - FIRST])
    sheet.write_formula(row + 1, place, f"={cell(row, place)}-{cell(row - 1, place)}", look.count_sum, gap)
    return row + 3
