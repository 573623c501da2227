"""Solve a published facility location file as a study, through the public interface.

python benchmarks/facility.py FILE [--single-source] [--gap G] [--time SECONDS] [--json]

Each site becomes a plant whose one option may be launched in a one-year horizon at the site's
fixed cost, each customer a market whose demand must be served, and each cost of a link the freight
of a lane. One unit of demand counts as a thousand vehicles and one unit of cost as a million, which is
what the program counts in; the objective printed is in the units of the file.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from instance_files import Instance, known_value, read_instance

from plantshare import Limits, Study, solve
from plantshare.study import study_from_tables
from plantshare.tables import tables_from_frames

__all__ = ["Report", "solve_file", "study_of"]

VEHICLES = 1_000.0
"""Vehicles that stand for one unit of demand of the file."""

FREIGHT = 1_000.0
"""Currency per vehicle that stands for one unit of cost per unit of demand: a million currency for
each thousand vehicles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What solving one file gave; costs in the units of the file.

    Parameters
    ----------
    file, layout, sites, customers, sourcing
        The file, its layout and size, and "multi" or "single" sourcing.
    status
        How the method ended.
    objective, bound, gap
        Cost of the plan, the proven least cost, and the relative gap between them.
    known, known_kind, is_reached
        The listed value, its kind, and whether the objective is that value; none where none is listed.
    study_seconds, build_seconds, solve_seconds, seconds
        Time for the tables, the program, the solver, and everything from file to result.
    columns, rows, integers
        Size of the program.
    """

    file: str
    layout: str
    sites: int
    customers: int
    sourcing: str
    status: str
    objective: float
    bound: float
    gap: float
    known: float | None
    known_kind: str | None
    is_reached: bool | None
    study_seconds: float
    build_seconds: float
    solve_seconds: float
    seconds: float
    columns: int
    rows: int
    integers: int


def study_of(instance: Instance, *, single_source: bool = False) -> Study:
    """Return an instance as a study of one year without discounting.

    Parameters
    ----------
    instance
        Sites, customers and costs.
    single_source
        Whether each customer must be served by one site alone.
    """
    settings = {
        "name": "facility location",
        "currency": "XXX",
        "price_year": 1,
        "first_year": 1,
        "last_year": 1,
        "discount_rate": 0.0,
    }
    return study_from_tables(tables_from_frames(settings, frames_of(instance, single_source)))


def frames_of(
    instance: Instance, single_source: bool
) -> Mapping[str, pd.DataFrame | list[dict[str, Any]]]:  # Any: cells of every type, as the tables take them
    """Return the tables of an instance."""
    sites = [f"site_{number}" for number in range(1, instance.capacity.size + 1)]
    customers = [f"customer_{number}" for number in range(1, instance.demand.size + 1)]
    capacity = instance.capacity * VEHICLES
    pairs = pd.MultiIndex.from_product([sites, customers], names=["plant", "market"])
    lanes = pd.DataFrame({"freight": (instance.unit_cost * FREIGHT).ravel()}, index=pairs).reset_index()
    return {
        "companies": [{"company": "planner"}],
        "plants": [{"plant": site, "company": "planner", "country": "XX"} for site in sites],
        "groups": [{"group": site, "plant": site, "start_pattern": "open"} for site in sites],
        "shift_patterns": [{"pattern": "open", "shifts": 1}],
        "group_patterns": [{"group": site, "pattern": "open"} for site in sites],
        "shops": [{"shop": site, "group": site} for site in sites],
        "shop_patterns": pd.DataFrame({"shop": sites, "pattern": "open", "capacity": capacity}),
        "vehicles": [{"vehicle": "goods", "company": "planner", "single_source": single_source}],
        "options": pd.DataFrame(
            {
                "option": sites,
                "vehicle": "goods",
                "plant": sites,
                "capex": instance.fixed_cost,
                "peak_rate": capacity,
            }
        ),
        "routes": [{"option": site, "shop": site} for site in sites],
        "markets": [{"market": customer} for customer in customers],
        "lanes": lanes,
        "demand": pd.DataFrame(
            {
                "vehicle": "goods",
                "market": customers,
                "units": instance.demand * VEHICLES,
                "must_serve": True,
            }
        ),
    }


def solve_file(path: Path, *, single_source: bool = False, limits: Limits | None = None) -> Report:
    """Return what solving a file gives.

    Parameters
    ----------
    path
        File in one of the two layouts.
    single_source
        Whether each customer must be served by one site alone.
    limits
        When to stop; a relative gap of 1e-7 and ten minutes unless given.
    """
    began = time.perf_counter()
    instance = read_instance(path)
    study = study_of(instance, single_source=single_source)
    study_seconds = time.perf_counter() - began
    result = solve(study, limits if limits is not None else Limits(gap=1e-7, seconds=600))
    seconds = time.perf_counter() - began
    proof, known = result.proof, known_value(path, single_source=single_source)
    objective = -proof.objective
    return Report(
        file="/".join(path.parts[-2:]),
        layout=instance.layout,
        sites=instance.capacity.size,
        customers=instance.demand.size,
        sourcing="single" if single_source else "multi",
        status=proof.status,
        objective=objective,
        bound=-proof.bound,
        gap=proof.gap,
        known=None if known is None else known.value,
        known_kind=None if known is None else known.kind,
        is_reached=None if known is None else known.is_reached(objective),
        study_seconds=study_seconds,
        build_seconds=proof.build_seconds,
        solve_seconds=proof.solve_seconds,
        seconds=seconds,
        columns=proof.columns,
        rows=proof.rows,
        integers=proof.integers,
    )


def main() -> None:
    """Solve the file named on the command line and print what it gave."""
    parser = argparse.ArgumentParser(description="Solve a published facility location file as a study.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--single-source", action="store_true", help="one site for each customer")
    parser.add_argument("--gap", type=float, default=1e-7, help="relative gap at which to stop")
    parser.add_argument("--time", type=float, default=600, help="seconds after which to stop")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    limits = Limits(gap=given.gap, seconds=given.time)
    report = asdict(solve_file(given.file, single_source=given.single_source, limits=limits))
    if given.json:
        print(json.dumps(report))
        return
    for name, value in report.items():
        print(f"{name:>14}  {value}")


if __name__ == "__main__":
    main()
