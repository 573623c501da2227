"""Time and memory to a proven gap against the number of scenarios.

python benchmarks/two_stage.py [--scenarios 10 50 200 1000] [--methods decomposition extensive]
                               [--gaps 0.01 0.005 0.001] [--time SECONDS] [--threads N] [--json FILE]

Methods: decomposition, reduce, extensive, and mpi-sppy for progressive hedging by that package.

Each run takes a process of its own, so that its memory is its own, and is ended when it overruns its time
by a minute: some solvers look at the clock seldom. What it had told until then is kept. ``floor`` is the
time to solve every block once from nothing with the same solver, which no method can go below. Times on
processors are given beside those by the clock, for machines that do other work.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import queue
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from multiprocessing.queues import Queue
from pathlib import Path
from typing import Protocol

import numpy as np
from peer_mpi_sppy import peer_curve
from two_stage_instance import two_stage_instance

from plantshare.methods import Limits, Progress, Solution
from plantshare.methods.choose import solve_extensive
from plantshare.methods.decomposition import solve_decomposition
from plantshare.methods.recourse import Recourse
from plantshare.methods.reduce import solve_reduced
from plantshare.methods.two_stage import TwoStage

__all__ = ["Curve", "gap_curve"]


class ByCuts(Protocol):
    """A method that need not return the second stage."""

    def __call__(self, program: TwoStage, limits: Limits, *, whole: bool) -> Solution:
        """Return the best plan found within the limits."""


PEER = "mpi-sppy"

PREPARING, OVERRUN = 60.0, 60.0
"""Seconds that making the instance may take, and by which a run may overrun its time."""

BY_CUTS: dict[str, ByCuts] = {"decomposition": solve_decomposition, "reduce": solve_reduced}


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
    linear_to_floor
        Ratio of the two, for methods by cuts; it says little where a run ended before its bound had settled.
    course
        Best plan and bound against seconds on processors, each time either got better.
    problem
        Why there is no plan or no bound, where there is none.
    """

    scenarios: int
    method: str
    threads: int
    columns: int
    rows: int
    integers: int
    status: str
    objective: float | None
    bound: float | None
    gap: float | None
    seconds: float
    processor_seconds: float
    memory: float | None
    load: float
    seconds_to: dict[str, float | None]
    processor_seconds_to: dict[str, float | None]
    linear_processor_seconds: float | None
    floor_processor_seconds: float | None
    linear_to_floor: float | None
    course: list[tuple[float, float | None, float | None]]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is run.

    Parameters
    ----------
    scenarios, method, threads
        Size and method.
    gaps
        Gaps whose time is wanted; the least ends the run.
    seconds
        Time limit.
    whole_shifts
        Whether a line keeps one pattern all year.
    """

    scenarios: int
    method: str
    threads: int
    gaps: tuple[float, ...]
    seconds: float
    whole_shifts: bool


Told = list[tuple[float, Progress]]
"""Seconds on processors, and what was told then."""


def gap_curve(asked: Asked, hear: Callable[[float, Progress], None] = lambda spent, one: None) -> Curve:
    """Return the course of one method on the instance of a number of scenarios."""
    program = two_stage_instance(asked.scenarios, whole_shifts=asked.whole_shifts)
    with Recourse(program, threads=asked.threads) as recourse:
        began = time.process_time()
        recourse.evaluate(np.clip(program.first.lower + 0.5, program.first.lower, program.first.upper))
        floor = time.process_time() - began
    told: Told = []
    began = time.process_time()

    def tell(progress: Progress) -> None:
        told.append((time.process_time() - began, progress))
        hear(*told[-1])

    status, problem, end = solve_asked(asked, program, tell)
    tell(end)
    return curve_of(asked, program, told, end=(status, problem), floor=floor)


def solve_asked(
    asked: Asked, program: TwoStage, tell: Callable[[Progress], None]
) -> tuple[str, str, Progress]:
    """Return how a method ended, why it has no plan or bound, and its last word."""
    if asked.method == PEER:
        run = peer_curve(program, asked.seconds, gap=min(asked.gaps))
        for one in run.told:
            tell(one)
        return run.status, run.problem, Progress(run.seconds, run.objective, run.bound)
    limits = Limits(gap=min(asked.gaps), seconds=asked.seconds, threads=asked.threads, tell=tell)
    if asked.method in BY_CUTS:
        found = BY_CUTS[asked.method](program, limits, whole=False)
    else:
        found = solve_extensive(program, limits)
    return found.status, "", Progress(found.seconds, found.objective, found.bound)


def curve_of(
    asked: Asked, program: TwoStage, told: Told, *, end: tuple[str, str], floor: float | None = None
) -> Curve:
    """Return the record of a run from what it told; ``end`` is its status, and what it lacks."""
    spent, end_word = told[-1]
    # A method without a plan returns no bound either, and HiGHS can forget one for a moment.
    best = max((one.best for _, one in told if np.isfinite(one.best)), default=float("nan"))
    bound = min((one.bound for _, one in told if np.isfinite(one.bound)), default=float("nan"))
    last = Progress(end_word.seconds, best, bound)
    near = [when for when, one in told if one.bound <= last.bound + 1e-3 * abs(last.bound)]
    first = {gap: next(((when, one) for when, one in told if one.gap <= gap), None) for gap in asked.gaps}
    linear = min(near, default=None)
    return Curve(
        scenarios=asked.scenarios,
        method=asked.method,
        threads=asked.threads,
        columns=program.columns,
        rows=program.rows,
        integers=int(program.first.is_integer.sum()),
        status=end[0],
        objective=known(last.best),
        bound=known(last.bound),
        gap=known(last.gap),
        seconds=last.seconds,
        processor_seconds=spent,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        load=os.getloadavg()[0],
        seconds_to={f"{gap:.2%}": found and found[1].seconds for gap, found in first.items()},
        processor_seconds_to={f"{gap:.2%}": found and found[0] for gap, found in first.items()},
        linear_processor_seconds=linear,
        floor_processor_seconds=floor,
        linear_to_floor=linear / floor if linear is not None and floor and asked.method in BY_CUTS else None,
        course=course(told),
        problem=end[1],
    )


def known(value: float) -> float | None:
    """Return a value, or none where it is missing."""
    return value if np.isfinite(value) else None


def course(told: list[tuple[float, Progress]]) -> list[tuple[float, float | None, float | None]]:
    """Return seconds on processors, best plan and bound each time that either got better."""
    points: list[tuple[float, float | None, float | None]] = []
    for spent, one in told:
        best = one.best if np.isfinite(one.best) else None
        bound = one.bound if np.isfinite(one.bound) else None
        if not points or points[-1][1:] != (best, bound):
            points.append((round(spent, 2), best, bound))
    return points


Message = tuple[float, Progress] | Curve
"""What a process says on its way, and in the end."""


def run_apart(messages: Queue[Message], asked: Asked) -> None:
    """Put what a run tells, and then its curve, into a queue."""
    messages.put(gap_curve(asked, lambda spent, one: messages.put((spent, one))))


def watched(asked: Asked) -> Curve:
    """Return the curve of a run in a process of its own, which is ended when it overruns its time."""
    apart = multiprocessing.get_context("spawn")
    messages: Queue[Message] = apart.Queue()
    process = apart.Process(target=run_apart, args=(messages, asked))
    process.start()
    told: Told = []
    until = time.monotonic() + asked.seconds + PREPARING + OVERRUN
    while True:
        try:
            message = messages.get(timeout=1.0)
        except queue.Empty:
            if process.is_alive() and time.monotonic() < until:
                continue
            process.kill()
            process.join()
            return ended(asked, told, process.exitcode)
        if isinstance(message, Curve):
            process.join()
            return message
        told.append(message)


def ended(asked: Asked, told: Told, code: int | None) -> Curve:
    """Return the curve of a run that had to be ended, or ended itself without an answer."""
    program = two_stage_instance(asked.scenarios, whole_shifts=asked.whole_shifts)
    nothing = Progress(asked.seconds, float("nan"), float("nan"))
    spent, last = told[-1] if told else (0.0, nothing)
    lacks = [name for name, value in (("plan", last.best), ("bound", last.bound)) if not np.isfinite(value)]
    words = f"no {' and no '.join(lacks)} within {asked.seconds:g} s; " if lacks else ""
    problem = f"{words}ended {OVERRUN:g} s later (exit code {code})"
    # The memory of this process says nothing about that of the one that was ended.
    return replace(curve_of(asked, program, told or [(spent, last)], end=("ended", problem)), memory=None)


def main() -> None:
    """Run every method on every number of scenarios, and print a line for each."""
    parser = argparse.ArgumentParser(description="Time to a proven gap against the number of scenarios.")
    parser.add_argument("--scenarios", type=int, nargs="+", default=[10, 50, 200, 1000])
    parser.add_argument("--methods", nargs="+", default=["decomposition", "reduce", "extensive"])
    parser.add_argument("--gaps", type=float, nargs="+", default=[0.01, 0.005, 0.001])
    parser.add_argument("--time", type=float, default=300, help="seconds for one run")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--whole-shifts", action="store_true", help="one pattern for a line all year")
    parser.add_argument("--json", type=Path, help="file for all figures")
    given = parser.parse_args()
    curves = []
    for scenarios in given.scenarios:
        for method in given.methods:
            asked = Asked(scenarios, method, given.threads, tuple(given.gaps), given.time, given.whole_shifts)
            curves.append(asdict(watched(asked)))
            print(json.dumps(curves[-1]), flush=True)
    if given.json:
        given.json.write_text(json.dumps(curves, indent=1) + "\n")


if __name__ == "__main__":
    main()
