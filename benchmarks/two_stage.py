"""Time and memory to a proven gap against the number of scenarios.

python benchmarks/two_stage.py [--scenarios 10 50 200 1000] [--methods decomposition extensive]
                               [--gaps 0.01 0.005 0.001] [--time SECONDS] [--threads N] [--json FILE]

Each run takes a process of its own, so that its memory is its own. ``floor`` is the time to solve every
block once from nothing with the same solver, which no method can go below.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import time
from dataclasses import asdict, dataclass
from multiprocessing.queues import Queue
from pathlib import Path

import numpy as np
from two_stage_instance import two_stage_instance

from plantshare.methods import Limits, Progress
from plantshare.methods.choose import solve_extensive
from plantshare.methods.decomposition import solve_decomposition
from plantshare.methods.recourse import Recourse

__all__ = ["Curve", "gap_curve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """What one run gave.

    Parameters
    ----------
    scenarios, method, threads
        What was run.
    columns, rows, integers
        Size of the extensive form, and first-stage integers.
    status, objective, bound, gap
        How the run ended.
    seconds, memory
        Time of the method, and the most memory of the process in MB, instance included.
    seconds_to
        Seconds to each gap that was reached, by gap.
    linear_seconds
        Seconds until the bound was within 0.1% of the last bound.
    floor_seconds
        Seconds to solve every block once.
    """

    scenarios: int
    method: str
    threads: int
    columns: int
    rows: int
    integers: int
    status: str
    objective: float
    bound: float
    gap: float
    seconds: float
    memory: float
    seconds_to: dict[str, float]
    linear_seconds: float
    floor_seconds: float


def gap_curve(
    scenarios: int, method: str, gaps: list[float], seconds: float, threads: int, *, whole_shifts: bool
) -> Curve:
    """Return the course of one method on the instance of a number of scenarios."""
    program = two_stage_instance(scenarios, whole_shifts=whole_shifts)
    with Recourse(program, threads=threads) as recourse:
        began = time.perf_counter()
        recourse.evaluate(np.clip(program.first.lower + 0.5, program.first.lower, program.first.upper))
        floor = time.perf_counter() - began
    told: list[Progress] = []
    limits = Limits(gap=min(gaps), seconds=seconds, threads=threads, tell=told.append)
    if method == "decomposition":
        solution = solve_decomposition(program, limits, whole=False)
    else:
        solution = solve_extensive(program, limits)
    told.append(Progress(solution.seconds, solution.objective, solution.bound))
    near = [one.seconds for one in told if one.bound <= told[-1].bound + 1e-3 * abs(told[-1].bound)]
    reached = {
        f"{gap:.2%}": next((one.seconds for one in told if one.gap <= gap), float("nan")) for gap in gaps
    }
    return Curve(
        scenarios=scenarios,
        method=method,
        threads=threads,
        columns=program.columns,
        rows=program.rows,
        integers=int(program.first.is_integer.sum()),
        status=solution.status,
        objective=solution.objective,
        bound=solution.bound,
        gap=solution.gap,
        seconds=solution.seconds,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        seconds_to=reached,
        linear_seconds=min(near, default=float("nan")),
        floor_seconds=floor,
    )


def run_apart(answers: Queue[Curve], scenarios: int, method: str, given: argparse.Namespace) -> None:
    """Put the curve of one run into a queue."""
    answers.put(
        gap_curve(scenarios, method, given.gaps, given.time, given.threads, whole_shifts=given.whole_shifts)
    )


def main() -> None:
    """Run every method on every number of scenarios, and print a line for each."""
    parser = argparse.ArgumentParser(description="Time to a proven gap against the number of scenarios.")
    parser.add_argument("--scenarios", type=int, nargs="+", default=[10, 50, 200, 1000])
    parser.add_argument("--methods", nargs="+", default=["decomposition", "extensive"])
    parser.add_argument("--gaps", type=float, nargs="+", default=[0.01, 0.005, 0.001])
    parser.add_argument("--time", type=float, default=300, help="seconds for one run")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--whole-shifts", action="store_true", help="one pattern for a line all year")
    parser.add_argument("--json", type=Path, help="file for all figures")
    given = parser.parse_args()
    curves = []
    apart = multiprocessing.get_context("spawn")
    for scenarios in given.scenarios:
        for method in given.methods:
            answers: Queue[Curve] = apart.Queue()
            process = apart.Process(target=run_apart, args=(answers, scenarios, method, given))
            process.start()
            curve = answers.get()
            process.join()
            curves.append(asdict(curve))
            print(json.dumps(curves[-1]), flush=True)
    if given.json:
        given.json.write_text(json.dumps(curves, indent=1) + "\n")


if __name__ == "__main__":
    main()
