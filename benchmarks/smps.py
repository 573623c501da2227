"""Solve a published stochastic program in SMPS form.

python benchmarks/smps.py STEM [--method M] [--gap G] [--time SECONDS] [--threads N] [--json]

STEM is the path of STEM.cor, STEM.tim and STEM.sto without the ending. The method is ``auto``,
``extensive`` or ``decomposition``; the last takes two periods and a continuous second one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from smps_files import SmpsError
from smps_program import two_stage_program, whole_tree
from smps_tree import Tree, read_smps

from plantshare.errors import MethodError
from plantshare.methods import Limits, Solution, solve_direct
from plantshare.methods.choose import METHODS, choose_method

__all__ = ["SmpsReport", "solve_smps"]


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


def solve_smps(stem: Path, method: str, limits: Limits) -> SmpsReport:
    """Return what solving a program gives.

    Raises
    ------
    SmpsError
        If the files cannot be read.
    MethodError
        If the method cannot solve such a program.
    """
    began = time.perf_counter()
    tree = read_smps(stem)
    read_seconds = time.perf_counter() - began
    last = len(tree.periods) - 1
    solution, columns, rows = solve_tree(tree, method, limits)
    core = tree.core
    return SmpsReport(
        instance=stem.name,
        method=solution.method,
        status=solution.status,
        objective=core.constant - core.factor * solution.objective,
        bound=core.constant - core.factor * solution.bound,
        gap=solution.gap,
        seconds=solution.seconds,
        read_seconds=read_seconds,
        periods=last + 1,
        scenarios=sum(node.period == last for node in tree.nodes),
        columns=columns,
        rows=rows,
    )


def solve_tree(tree: Tree, method: str, limits: Limits) -> tuple[Solution, int, int]:
    """Return the solution of a program, and the columns and rows of its extensive form."""
    if len(tree.periods) > 2:
        if method == "decomposition":
            raise MethodError(
                f"the decomposition takes two periods and this program has {len(tree.periods)}; "
                "use --method extensive, which solves the whole tree"
            )
        whole = whole_tree(tree)
        return solve_direct(whole, limits), whole.cost.size, whole.row_lower.size
    program = two_stage_program(tree)
    chosen = METHODS[choose_method(program) if method == "auto" else method]
    return chosen(program, limits), program.columns, program.rows


def main() -> int:
    """Solve the program named on the command line and print what it gave."""
    parser = argparse.ArgumentParser(description="Solve a stochastic program in SMPS form.")
    parser.add_argument("stem", type=Path, help="path of the three files without their ending")
    parser.add_argument("--method", choices=["auto", *METHODS], default="auto")
    parser.add_argument("--gap", type=float, default=1e-6, help="relative gap at which to stop")
    parser.add_argument("--time", type=float, default=300, help="seconds after which to stop")
    parser.add_argument("--threads", type=int, default=0, help="threads; 0 takes every core")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    limits = Limits(gap=given.gap, seconds=given.time, threads=given.threads)
    try:
        report = asdict(solve_smps(given.stem, given.method, limits))
    except (SmpsError, MethodError) as error:
        print(error, file=sys.stderr)
        return 2
    if given.json:
        print(json.dumps(report))
    else:
        for name, value in report.items():
            print(f"{name:>14}  {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
