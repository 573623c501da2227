"""Time and memory to a proven gap against the number of scenarios.

python benchmarks/two_stage.py [--scenarios 10 50 200 1000] [--methods decomposition extensive]
                               [--gaps 0.01 0.005 0.001] [--time SECONDS] [--threads N] [--json FILE]

Each run takes a process of its own, so that its memory is its own. ``floor`` is the time to solve every
block once from nothing with the same solver, which no method can go below. Times on processors are
given beside those by the clock, for machines that do other work.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
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
    seconds, processor_seconds, memory
        Time of the method by the clock and on processors, and the most memory of the process in MB,
        instance included.
    load
        Load average of the machine over the minute before the end; above the number of cores, seconds
        by the clock say little, and those on processors count.
    seconds_to, processor_seconds_to
        Seconds to each gap that was reached, by gap.
    linear_processor_seconds
        Seconds until the bound was within 0.1% of the last bound, on processors.
    floor_processor_seconds
        Seconds to solve every block once, on processors.
    course
        Best plan and bound against seconds on processors, each time either got better.
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
    processor_seconds: float
    memory: float
    load: float
    seconds_to: dict[str, float | None]
    processor_seconds_to: dict[str, float | None]
    linear_processor_seconds: float | None
    floor_processor_seconds: float
    course: list[tuple[float, float | None, float | None]]


def gap_curve(
    scenarios: int, method: str, gaps: list[float], seconds: float, threads: int, *, whole_shifts: bool
) -> Curve:
    """Return the course of one method on the instance of a number of scenarios."""
    program = two_stage_instance(scenarios, whole_shifts=whole_shifts)
    with Recourse(program, threads=threads) as recourse:
        began = time.process_time()
        recourse.evaluate(np.clip(program.first.lower + 0.5, program.first.lower, program.first.upper))
        floor = time.process_time() - began
    told: list[tuple[float, Progress]] = []
    began = time.process_time()
    limits = Limits(
        gap=min(gaps),
        seconds=seconds,
        threads=threads,
        tell=lambda progress: told.append((time.process_time() - began, progress)),
    )
    if method == "decomposition":
        solution = solve_decomposition(program, limits, whole=False)
    else:
        solution = solve_extensive(program, limits)
    spent = time.process_time() - began
    told.append((spent, Progress(solution.seconds, solution.objective, solution.bound)))
    near = [spent for spent, one in told if one.bound <= told[-1][1].bound + 1e-3 * abs(told[-1][1].bound)]
    first = {gap: next(((s, one) for s, one in told if one.gap <= gap), None) for gap in gaps}
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
        processor_seconds=spent,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        load=os.getloadavg()[0],
        seconds_to={f"{gap:.2%}": found and found[1].seconds for gap, found in first.items()},
        processor_seconds_to={f"{gap:.2%}": found and found[0] for gap, found in first.items()},
        linear_processor_seconds=min(near, default=None),
        floor_processor_seconds=floor,
        course=course(told),
    )


def course(told: list[tuple[float, Progress]]) -> list[tuple[float, float | None, float | None]]:
    """Return seconds on processors, best plan and bound each time that either got better."""
    points: list[tuple[float, float | None, float | None]] = []
    for spent, one in told:
        best = one.best if np.isfinite(one.best) else None
        bound = one.bound if np.isfinite(one.bound) else None
        if not points or points[-1][1:] != (best, bound):
            points.append((round(spent, 2), best, bound))
    return points


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
