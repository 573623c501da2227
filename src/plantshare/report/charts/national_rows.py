"""The marks of the picture of national output: published, planned and targets, of one class of vehicle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xarray as xr

from plantshare.evidence import grades
from plantshare.report.names import names_of
from plantshare.results import Result
from plantshare.results.output import national_output as counted_output
from plantshare.study import Study
from plantshare.study.figures import figure_cells, ledger_of

__all__ = [
    "FORECAST",
    "KINDS",
    "OTHER_FIGURE",
    "PLAN",
    "PUBLISHED",
    "TARGET",
    "Counted",
    "Mark",
    "counted_of",
    "largest_vehicles",
    "plan_row",
    "plan_rows",
    "statistic_rows",
    "target_rows",
]

Mark = dict[str, Any]
"""One row of the chart; Any: cells are numbers, words and flags."""

PUBLISHED, OTHER_FIGURE, FORECAST, PLAN, TARGET = (
    "published", "also published", "forecast of others", "plan", "target",
)  # fmt: skip
"""Series of the picture."""

KINDS = ("label", "gap", "highest", "lowest")
"""Labels that a mark can carry: its own, what it is short, and where the futures end."""

OPTIONAL = (
    "low", "high", "short", "planned", "statistic", "target",
    *(f"{kind}{wording}" for kind in KINDS for wording in ("", "_at", "_brief", "_brief_at")),
)  # fmt: skip
"""Keys of a mark that may be empty: numbers, where it comes from, and labels with their places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What the picture counts.

    Parameters
    ----------
    country, vehicle_class
        Whose output, and of which class of vehicle.
    target
        Label of the target; empty where the study has none.
    year
        Year that the title speaks of: the target year where it is planned, else the last.
    output
        Vehicles/yr of the plan, dims (year, scenario), with the plants that are not planned.
    other
        Output of the plants that are not planned, in vehicles/yr, expected over scenarios.
    """

    country: str
    vehicle_class: str
    target: str
    year: int
    output: xr.DataArray
    other: float


def counted_of(result: Result) -> Counted:
    """Return what the picture counts: the target of the study's class first, else the first target."""
    study = result.study
    targets = study.frame("targets")
    last = int(study.years[-1])
    if targets.empty:
        return largest_country(result, last)
    same = targets[targets["vehicle_class"] == study.settings["vehicle_class"]]
    row = (targets if same.empty else same).iloc[0]
    label, year = str(row["target"]), int(row["year"])
    other = (study["targets.other_output"].sel(target=label) * study.probability).sum()
    return Counted(
        country=str(row["country"]),
        vehicle_class=str(row["vehicle_class"]),
        target=label,
        year=year if year in study.years else last,
        output=counted_output(study, result.values).sel(target=label),
        other=float(other),
    )


def largest_country(result: Result, year: int) -> Counted:
    """Return the output of the country that builds most vehicles of the study's class over all years."""
    study = result.study
    wanted = str(study.settings["vehicle_class"])
    kind = study["vehicles.vehicle_class"].sel(vehicle=study["options.vehicle"]).drop_vars("vehicle")
    country = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")
    built = result.values["built"] * ((wanted == "car_and_cv") | (kind == wanted))
    by_country = built.groupby(country.rename("country")).sum()
    expected = (by_country * study.probability).sum(["year", "scenario"]).to_series()
    name = str(expected.idxmax())
    output = by_country.sel(country=name).transpose("year", "scenario")
    return Counted(
        country=name, vehicle_class=wanted, target="", year=year, output=output, other=0.0,
    )  # fmt: skip


def largest_vehicles(result: Result, counted: Counted, most: int = 3) -> dict[int, list[str]]:
    """Return the vehicles that are built most in the country, by year."""
    study = result.study
    country = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")
    built = (
        (result.values["built"] * study.probability).sum("scenario").where(country == counted.country, 0.0)
    )
    by_vehicle = built.groupby(study["options.vehicle"].rename("vehicle")).sum().to_pandas()
    return {
        int(year): [str(name) for name in column[column > 0].nlargest(most).index]
        for year, column in by_vehicle.items()
    }


def row_of(series: str, year: int, units: float, name: str, **more: Any) -> Mark:
    """Return one mark; Any: cells are numbers, words or flags."""
    empty = dict.fromkeys(OPTIONAL)
    flags = {"is_main": False, "is_peak": False}
    return {"year": year, "series": series, "name": name, "units": units} | empty | flags | more


def statistic_rows(study: Study, counted: Counted) -> list[Mark]:
    """Return published output and forecasts of the country and the class, the earliest first.

    Where several figures of a year are published, the line takes the one with the better evidence, the
    earlier row of the table at a tie; the others stand beside it.
    """
    frame = study.frame("statistics")
    frame = frame[
        (frame["country"] == counted.country)
        & (frame["vehicle_class"] == counted.vehicle_class)
        & frame["measure"].isin(["production", "forecast"])
    ]
    frame = frame.assign(grade=0)
    if frame[frame["measure"] == "production"]["year"].duplicated().any():
        frame = frame.assign(grade=frame["statistic"].map(statistic_grades(study)))
    frame = frame.sort_values(["year", "grade"], kind="stable")
    rows, seen = [], set()
    for record in frame.to_dict("records"):
        year = int(record["year"])
        series = FORECAST if record["measure"] == "forecast" else OTHER_FIGURE if year in seen else PUBLISHED
        if series == PUBLISHED:
            seen.add(year)
        name = str(record["statistic"])
        rows.append(row_of(series, year, float(record["units"]), name.replace("_", " "), statistic=name))
    return rows


def statistic_grades(study: Study) -> dict[str, str]:
    """Return the grade of the evidence of every statistic; A sorts first."""
    cells = figure_cells(study.tables)
    cells = cells[cells["table"] == "statistics"]
    return dict(zip(cells["row"], grades(cells, ledger_of(study.tables)).astype(str), strict=True))


def plan_rows(study: Study, counted: Counted) -> list[Mark]:
    """Return planned output by year: expected, and lowest and highest where there are several futures."""
    expected = (counted.output * study.probability).sum("scenario")
    several = len(study.futures) > 1
    rows = []
    for year in (int(each) for each in study.years):
        every = counted.output.sel(year=year)
        low, high = (float(every.min()), float(every.max())) if several else (None, None)
        rows.append(row_of(PLAN, year, float(expected.sel(year=year)), "plan", low=low, high=high))
    return rows


def target_rows(study: Study, counted: Counted) -> list[Mark]:
    """Return the target, and the others of the same country and class."""
    frame = study.frame("targets")
    frame = frame[(frame["country"] == counted.country) & (frame["vehicle_class"] == counted.vehicle_class)]
    names = names_of(study, "targets")
    expected = (counted.output * study.probability).sum("scenario").to_series()
    rows = []
    for record in frame.to_dict("records") if counted.target else []:
        label, year, units = str(record["target"]), int(record["year"]), float(record["units"])
        planned = float(expected[year]) if year in expected.index else None
        short = None if planned is None else units - planned
        rows.append(
            row_of(TARGET, year, units, names[label], short=short, target=label,
                   is_main=label == counted.target, planned=planned)
        )  # fmt: skip
    return sorted(rows, key=lambda row: not row["is_main"])


def plan_row(rows: Sequence[Mark], year: int) -> Mark:
    """Return the plan in a year."""
    return next(row for row in rows if row["series"] == PLAN and row["year"] == year)
