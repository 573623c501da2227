"""The demo: the United Kingdom 2026 study with sharing off and on."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import xarray as xr

from plantshare.errors import LabelError
from plantshare.evidence import coverage
from plantshare.report.html import write_report
from plantshare.results import Result
from plantshare.results.output import national_output
from plantshare.results.plan import launches
from plantshare.run.examples import example_path
from plantshare.run.report import REPORTS, report_file, report_run
from plantshare.run.session import RunFolder, Stop, Tell, run_study
from plantshare.run.summary import plain
from plantshare.study import Study
from plantshare.study.figures import figure_cells, ledger_of
from plantshare.study.parties import is_guest, plant_company
from plantshare.units import MILLION

__all__ = ["CASES", "Demo", "report_demo", "run_demo"]

# What sharing brings is small beside the profit of all companies, so that the gap has to be much smaller than
# is usual for one plan. Both cases together must answer within a minute.
LIMITS: Mapping[str, float] = {"gap": 2e-5, "time_limit": 25.0}

CASES: Mapping[str, Mapping[str, Any]] = {
    "off": {"sharing": "off", **LIMITS},
    "on": {"sharing": "on", **LIMITS},
}
"""Settings of the two cases; Any: settings hold numbers, flags or words."""

STUDY = "uk-2026"
TARGET_YEAR = 2035


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Demo:
    """Both cases of the demo and how long they took.

    Parameters
    ----------
    folder
        Folder of the study.
    runs
        Cases "off" and "on", in this order; fewer where the user stopped.
    seconds
        Time from reading the study to the last recorded run.
    report
        The report of the case with sharing, once it is written.
    """

    folder: Path
    runs: tuple[RunFolder, ...]
    seconds: float
    report: Path | None = None

    @property
    def study(self) -> Study:
        """Return the study."""
        return self.runs[0].result.study

    def to_json(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        content: dict[str, Any] = plain(
            {
                "study": {
                    "name": self.study.settings["name"],
                    "title": self.study.settings["title"],
                    "currency": self.study.settings["currency"],
                    "price_year": self.study.settings["price_year"],
                },
                "cases": {run.case: case_of(run.result) for run in self.runs},
                "difference": self.difference(),
                "evidence": self.evidence(),
                "files": self.files(),
                "seconds_total": self.seconds,
            }
        )
        return content

    def files(self) -> dict[str, str]:
        """Return where the study, the runs that have a plan and the report are."""
        places = {"study": self.folder, **{run.case: run.path for run in self.runs}, "report": self.report}
        return {name: str(place) for name, place in places.items() if place is not None}

    def difference(self) -> dict[str, Any]:
        """Return what sharing changes: case "on" less case "off"; empty without both plans.

        The objective is known to the gap of both cases only, so its proven range is stated with it.
        """
        results = {run.case: run.result for run in self.runs if run.result.has_plan}
        if set(results) != set(CASES):
            return {}
        off, on = results["off"], results["on"]
        target = target_of(off.study)
        gains = on.npv().sub(off.npv(), fill_value=0.0)
        return {
            "objective": on.proof.objective - off.proof.objective,
            "objective_low": on.proof.objective - off.proof.bound,
            "objective_high": on.proof.bound - off.proof.objective,
            "npv": gains.to_dict(),
            "host_asks": host_asks(on, gains),
            f"uk_output_{TARGET_YEAR}": output_in(on, target) - output_in(off, target),
        }

    def evidence(self) -> dict[str, Any]:
        """Return how many figures of the study rest on each grade, and their share."""
        tables = self.study.tables
        rows = coverage(figure_cells(tables), ledger_of(tables))
        total = rows[rows["table"] == "all tables"]
        return {
            row["grade"]: {"figures": row["figures"], "share": row["share"]}
            for row in total.to_dict("records")
        }


def run_demo(out: Path, *, tell: Tell | None = None, stop: Stop | None = None) -> Demo:
    """Plan the United Kingdom 2026 study with sharing off and on, and record both runs.

    Parameters
    ----------
    out
        Folder of runs.
    tell, stop
        As for :func:`plantshare.run.run_study`.
    """
    began = time.perf_counter()
    folder = example_path(STUDY)
    runs = run_study(folder, cases=CASES, out=out, tell=tell, stop=stop)
    return Demo(folder=folder, runs=runs, seconds=time.perf_counter() - began)


def report_demo(done: Demo) -> Demo:
    """Write the report of the demo's last plan, with the other beside it, and return the demo with it.

    The report stands beside the folder of runs, in a folder ``reports``. A demo without a plan has none.

    Raises
    ------
    ExtraMissingError
        If this installation lacks the page that shows a report.
    """
    paths = [run.path for run in done.runs if run.path is not None]
    if not paths:
        return done
    *others, last = paths
    file = report_file(last, last.parent.parent / REPORTS)
    write_report(report_run(last, beside=others), file, replace=True)
    return replace(done, report=file)


def case_of(result: Result) -> dict[str, Any]:
    """Return the answer of one case as plain data."""
    proof = result.proof
    case: dict[str, Any] = {
        "status": proof.status,
        "gap": proof.gap,
        "objective": proof.objective,
        "bound": proof.bound,
        "seconds": {"build": proof.build_seconds, "solve": proof.solve_seconds},
    }
    if not result.has_plan:
        return case
    target = target_of(result.study)
    output = output_in(result, target)
    return case | {
        f"uk_output_{TARGET_YEAR}": output,
        "target": target["units"],
        "distance_to_target": target["units"] - output,
        "vehicle_class": target["vehicle_class"],
        "other_output": target["other_output"],
        "uk_output": output_by_year(result, target),
        "npv": result.npv().to_dict(),
        "utilisation": home_loading(result, target["country"]),
        "launches": launches(result),
    }


def target_of(study: Study) -> dict[str, Any]:
    """Return the row of the target for the target year, in the class that the study counts.

    Raises
    ------
    LabelError
        If the study has no target for the year.
    """
    rows = study.frame("targets")
    rows = rows[rows["year"] == TARGET_YEAR]
    if rows.empty:
        raise LabelError(f"the study has no target for {TARGET_YEAR}")
    same = rows[rows["vehicle_class"] == study.settings["vehicle_class"]]
    chosen = same if len(same) else rows
    return {str(name): cell for name, cell in chosen.iloc[0].items()}


def output_by_year(result: Result, target: Mapping[str, Any]) -> dict[int, float]:
    """Return output that counts toward the target by year, expected over scenarios, vehicles/yr."""
    output = national_output(result.study, result.values).sel(target=target["target"])
    mean = xr.dot(output, result.study.probability, dim="scenario")
    return {int(year): float(mean.sel(year=year)) for year in result.study.years}


def output_in(result: Result, target: Mapping[str, Any]) -> float:
    """Return output that counts toward the target in the target year, vehicles/yr."""
    return output_by_year(result, target)[TARGET_YEAR]


def host_asks(result: Result, gains: pd.Series) -> dict[str, float]:
    """Return the least fee on top of its cost at which each host that loses by sharing is no worse off.

        fee[i] = -gain[i] / sum_t d_t guests' vehicles built by i in t

    Parameters
    ----------
    result
        The plan with sharing.
    gains
        Present value with sharing less without, by company, in millions.

    Returns
    -------
    dict
        Currency per vehicle, by host; hosts without guests or without a loss are left out.
    """
    study = result.study
    built = xr.dot(result.values["built"], study.probability, dim="scenario")
    volume = (xr.dot(built, study.discount, dim="year") * is_guest(study)).to_series()
    volume = volume.groupby(plant_company(study).to_series()).sum()
    return {
        str(host): float(-gain / MILLION / volume[host])
        for host, gain in gains.items()
        if gain < 0 and volume.get(host, 0.0) > 0
    }


def home_loading(result: Result, country: str) -> pd.DataFrame:
    """Return how full each plant of the country is in each year, on the stated basis."""
    frame = result.plant_loading()
    plants = result.study.frame("plants")
    return frame[frame["plant"].isin(plants.plant[plants.country == country])]
