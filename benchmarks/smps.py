"""Solve a published stochastic program in SMPS form.

python benchmarks/smps.py STEM [--method M] [--gap G] [--time SECONDS] [--threads N] [--json]
    [--wait-and-see] [--mean-value] [--sample DRAWS --seed S]

STEM is the path of STEM.cor, STEM.tim and STEM.sto without the ending. The method is ``auto``,
``extensive`` or ``decomposition``; the last takes two periods and a continuous second one.
--wait-and-see adds the expected cost when each scenario is known from the start, --mean-value what the
plan for the mean expects and what it comes to cost. --sample draws the independent values of a program
whose combinations are too many. Values that do not exist are null.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from smps_files import SmpsError
from smps_program import two_stage_program, whole_tree
from smps_tree import Sample, Tree, read_smps
from smps_values import mean_value, wait_and_see

from plantshare.errors import MethodError
from plantshare.methods import Limits, Solution, solve_direct
from plantshare.methods.choose import METHODS, choose_method

__all__ = ["SmpsReport", "solve_smps", "without_missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SmpsReport:
    """What solving one program gave; objective and bound as the files count them.

    Parameters
    ----------
    instance, method
        Name of the files and method used.
    status
        How the method ended.
    objective, bound, gap
        Expected cost of the plan, the proven least cost, and the relative gap between them.
    seconds, read_seconds
        Time of the method, and of reading the files.
    periods, scenarios, columns, rows
        Size of the program; columns and rows of the extensive form.
    """

    instance: str
    method: str
    status: str
    objective: float
    bound: float
    gap: float
    seconds: float
    read_seconds: float
    periods: int
    scenarios: int
    columns: int
    rows: int


def solve_smps(stem: Path, method: str, limits: Limits, sample: Sample | None = None) -> SmpsReport:
    """Return what solving a program gives.

    Raises
    ------
    SmpsError
        If the files cannot be read.
    MethodError
        If the method cannot solve such a program.
    """
    began = time.perf_counter()
    tree = read_smps(stem, sample)
    return report_on(tree, stem.name, method, limits, time.perf_counter() - began)


def report_on(tree: Tree, name: str, method: str, limits: Limits, read_seconds: float) -> SmpsReport:
    """Return what solving a program that has been read gives."""
    solution, columns, rows = solve_tree(tree, method, limits)
    return SmpsReport(
        instance=name,
        method=solution.method,
        status=solution.status,
        objective=tree.constant - tree.core.factor * solution.objective,
        bound=tree.constant - tree.core.factor * solution.bound,
        gap=solution.gap,
        seconds=solution.seconds,
        read_seconds=read_seconds,
        periods=len(tree.periods),
        scenarios=len(tree.leaves),
        columns=columns,
        rows=rows,
    )


def solve_tree(tree: Tree, method: str, limits: Limits) -> tuple[Solution, int, int]:
    """Return the solution of a program, and the columns and rows of its extensive form."""
    if len(tree.periods) > 2:
        if method in ("decomposition", "reduce"):
            raise MethodError(
                f"the method {method!r} takes two periods and this program has {len(tree.periods)}; "
                "use --method extensive, which solves the whole tree"
            )
        whole = whole_tree(tree)
        return solve_direct(whole, limits), whole.cost.size, whole.row_lower.size
    program = two_stage_program(tree)
    chosen = METHODS[choose_method(program) if method == "auto" else method]
    return chosen(program, limits), program.columns, program.rows


def without_missing(values: dict[str, object]) -> dict[str, object]:
    """Return the values with none for what is no finite number, which JSON does not know."""
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in values.items()
    }


def all_values(given: argparse.Namespace) -> dict[str, object]:
    """Return everything that the command line asks for, by name."""
    limits = Limits(gap=given.gap, seconds=given.time, threads=given.threads)
    began = time.perf_counter()
    tree = read_smps(given.stem, Sample(given.sample, given.seed) if given.sample else None)
    report = report_on(tree, given.stem.name, given.method, limits, time.perf_counter() - began)
    values: dict[str, object] = asdict(report)
    if given.wait_and_see:
        alone = wait_and_see(tree, limits)
        values |= asdict(alone)
        values["value_of_perfect_information"] = tree.core.factor * (report.objective - alone.wait_and_see)
    if given.mean_value:
        mean = mean_value(tree, limits)
        values |= asdict(mean)
        values["value_of_stochastic_solution"] = tree.core.factor * (
            mean.expected_of_mean_value - report.objective
        )
    return without_missing(values)


def main() -> int:
    """Solve the program named on the command line and print what it gave."""
    parser = argparse.ArgumentParser(description="Solve a stochastic program in SMPS form.")
    parser.add_argument("stem", type=Path, help="path of the three files without their ending")
    parser.add_argument("--method", choices=["auto", *METHODS], default="auto")
    parser.add_argument("--gap", type=float, default=1e-6, help="relative gap at which to stop")
    parser.add_argument("--time", type=float, default=300, help="seconds after which to stop, for each task")
    parser.add_argument("--threads", type=int, default=0, help="threads; 0 takes every core")
    parser.add_argument("--wait-and-see", action="store_true", help="solve each scenario alone, too")
    parser.add_argument("--mean-value", action="store_true", help="value the plan for the mean, too")
    parser.add_argument("--sample", type=int, default=0, help="draws that stand for all combinations")
    parser.add_argument("--seed", type=int, default=0, help="seed of the draws")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    try:
        values = all_values(given)
    except (SmpsError, MethodError) as error:
        print(error, file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(values))
    else:
        for name, value in values.items():
            print(f"{name:>28}  {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
