"""Solve facility location with random demand, whose worst tenth of costs counts.

python benchmarks/facility_cvar.py FILE [--scenarios N] [--seed S] [--level A] [--form F] [--method M]
    [--gap G] [--time SECONDS] [--threads N] [--json]
python benchmarks/facility_cvar.py --all DIR [--time SECONDS]

FILE is an OR-Library file. Demand of customer j is d_j times a uniform number of
``numpy.random.default_rng(S).random((customers, N))``; the cost is that of opening plus the conditional
value at risk of transport at the level, 0.9 unless given. Form "aim" hands the plain program and the aim
to the package; "rows" writes the same risk as rows of the program itself. --all solves every case of
``instances/cvar/optima.csv`` whose file is in DIR and writes ``results/facility_cvar.json``.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from facility_cvar_program import facility_program, facility_tail_program, read_risky_facility

from plantshare.errors import MethodError
from plantshare.methods import Limits
from plantshare.methods.aimed import solve_aim
from plantshare.methods.aims import MeanCVaR
from plantshare.methods.choose import METHODS, choose_method

__all__ = ["CvarReport", "known_case", "solve_case"]

HERE = Path(__file__).parent
OPTIMA = HERE / "instances" / "cvar" / "optima.csv"
RESULTS = HERE / "results" / "facility_cvar.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class CvarReport:
    """What solving one case gave; costs in the units of the file.

    Parameters
    ----------
    instance, scenarios, seed, level, form
        The case, and how its risk was written.
    method, status
        The method used and how it ended.
    objective, bound, gap
        Cost of the plan, the proven least cost, and the relative gap between them.
    seconds
        Time of the method.
    opened
        Numbers of the sites that open, from 0.
    columns, rows
        Size of the extensive form.
    known
        The published value, or none.
    verdict
        "reached" (to 1e-6), "bracketed", "missed", or "unknown" where no value is published.
    """

    instance: str
    scenarios: int
    seed: int
    level: float
    form: str
    method: str
    status: str
    objective: float
    bound: float
    gap: float
    seconds: float
    opened: tuple[int, ...]
    columns: int
    rows: int
    known: float | None
    verdict: str


def solve_case(
    path: Path,
    scenarios: int,
    seed: int,
    *,
    limits: Limits,
    method: str = "auto",
    level: float = 0.9,
    form: str = "aim",
) -> CvarReport:
    """Return what solving one case gives.

    Parameters
    ----------
    path
        OR-Library file.
    scenarios, seed
        Draws of demand and their seed.
    limits
        When to stop.
    method
        Name of the method, or "auto".
    level
        Level of the conditional value at risk.
    form
        "aim" or "rows".
    """
    instance = read_risky_facility(path, scenarios, seed)
    if form == "aim":
        program = facility_program(instance)
        found = solve_aim(program, MeanCVaR(share=1.0, level=level), limits, method)
    else:
        program = facility_tail_program(instance, level)
        found = METHODS[choose_method(program) if method == "auto" else method](program, limits)
    known = known_case(path.stem, scenarios, seed) if level == 0.9 else None
    open_sites = found.values[: instance.capacity.size] > 0.5
    return CvarReport(
        instance=path.stem,
        scenarios=scenarios,
        seed=seed,
        level=level,
        form=form,
        method=found.method,
        status=found.status,
        objective=-found.objective,
        bound=-found.bound,
        gap=found.gap,
        seconds=found.seconds,
        opened=tuple(int(site) for site in open_sites.nonzero()[0]),
        columns=program.columns,
        rows=program.rows,
        known=known,
        verdict=verdict(-found.objective, -found.bound, known),
    )


def verdict(objective: float, bound: float, known: float | None, relative: float = 1e-6) -> str:
    """Return whether a known least cost is reached, lies between bound and objective, or is missed.

    Examples
    --------
    >>> verdict(100.00001, 99.0, 100.0), verdict(101.0, 99.0, 100.0), verdict(101.0, 100.5, 100.0)
    ('reached', 'bracketed', 'missed')
    """
    if known is None:
        return "unknown"
    slack = relative * abs(known)
    if bound > known + slack or not objective >= known - slack:
        return "missed"
    return "reached" if objective <= known + slack else "bracketed"


def known_case(name: str, scenarios: int, seed: int) -> float | None:
    """Return the published value of a case, or none."""
    with OPTIMA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (row["instance"], int(row["scenarios"]), int(row["seed"])) == (name, scenarios, seed):
                return float(row["value"])
    return None


def solve_all(folder: Path, limits: Limits, method: str, form: str) -> list[CvarReport]:
    """Return the reports of all published cases whose file is in a folder, printing a line for each."""
    reports = []
    with OPTIMA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        path = folder / f"{row['instance']}.txt"
        if not path.exists():
            continue
        case = (path, int(row["scenarios"]), int(row["seed"]))
        report = solve_case(*case, limits=limits, method=method, form=form)
        reports.append(report)
        print(
            f"{report.instance} {report.scenarios:4} {report.seed:3} {report.objective:16.6f} "
            f"{report.bound:16.6f} {report.status:11} {report.seconds:7.1f} s  {report.verdict}",
            file=sys.stderr,
        )
    return reports


def main() -> int:
    """Solve the case named on the command line and print what it gave."""
    parser = argparse.ArgumentParser(description="Solve facility location with conditional value at risk.")
    parser.add_argument("file", type=Path, nargs="?", help="OR-Library file")
    parser.add_argument("--scenarios", type=int, default=100, help="draws of demand")
    parser.add_argument("--seed", type=int, default=1, help="seed of the draws")
    parser.add_argument("--level", type=float, default=0.9, help="level of the conditional value at risk")
    parser.add_argument("--form", choices=["aim", "rows"], default="aim", help="how the risk is written")
    parser.add_argument("--method", choices=["auto", *METHODS], default="auto")
    parser.add_argument("--gap", type=float, default=1e-7, help="relative gap at which to stop")
    parser.add_argument("--time", type=float, default=300, help="seconds after which to stop")
    parser.add_argument("--threads", type=int, default=0, help="threads; 0 takes every core")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--all", type=Path, metavar="DIR", help="solve all published cases of a folder")
    given = parser.parse_args()
    limits = Limits(gap=given.gap, seconds=given.time, threads=given.threads)
    if given.all:
        reports = solve_all(given.all, limits, given.method, given.form)
        RESULTS.write_text(json.dumps([asdict(report) for report in reports], indent=1) + "\n")
        print(f"{sum(r.verdict == 'reached' for r in reports)} of {len(reports)} published values reached")
        return 0
    if given.file is None:
        parser.error("name a file, or a folder with --all")
    try:
        report = solve_case(
            given.file,
            given.scenarios,
            given.seed,
            limits=limits,
            method=given.method,
            level=given.level,
            form=given.form,
        )
    except (OSError, ValueError, MethodError) as error:
        print(error, file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(asdict(report)))
    else:
        for name, value in asdict(report).items():
            print(f"{name:>10}  {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
