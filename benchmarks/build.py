"""Time building a program: Plantshare, against linopy and Pyomo building the same rows.

python benchmarks/build.py [--studies uk,1,20] [--repeats N] [--output FILE]

A study is "uk" for ``examples/uk-2026`` or the size of a synthetic one. Each side builds from what it would
start from, to arrays that a solver takes, in a process of its own: Plantshare from the tables of the
study, with money lines and labels; linopy from arrays that are ready; Pyomo from lists that are ready. The
sides take turns, and the median counts.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import pickle
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import linopy
import numpy as np
from pyomo_lists import Lists, lists_of
from raw_linopy import Ready, prepare, write_rows
from raw_pyomo import matrix_of_pyomo, write_pyomo
from scipy import sparse
from synthetic import synthetic_tables

from plantshare import Limits, solve
from plantshare.formulation import MatrixProgram, build_program, to_matrix
from plantshare.study import study_from_tables
from plantshare.tables import Tables, read_tables

__all__ = ["SIDES", "compare", "main", "matrix_of_linopy", "tables_of"]

ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results" / "build.json"
SIDES = ("plantshare", "linopy", "pyomo")
PACKAGES = ("plantshare", "linopy", "pyomo", "highspy", "xarray", "pandas", "numpy")
SIZE = ("rows", "columns", "coefficients")
WARM_UP = "1"
KILOBYTES = 1024.0
"""Kilobytes, which the system counts in, in a megabyte."""

Report = dict[str, Any]  # Any: numbers and words, as JSON holds them


def tables_of(name: str) -> Tables:
    """Return the tables of a study: "uk", or the size of a synthetic one."""
    return read_tables(ROOT / "examples" / "uk-2026") if name == "uk" else synthetic_tables(int(name))


def matrix_of_linopy(layer: linopy.Model) -> MatrixProgram:
    """Return the rows of a linopy object as arrays."""
    parts = layer.matrices
    sense, right = np.asarray(parts.sense), np.asarray(parts.b, dtype=float)
    return MatrixProgram(
        cost=np.asarray(parts.c, dtype=float),
        matrix=sparse.csc_matrix(parts.A),
        row_lower=np.where(sense == "<", -np.inf, right),
        row_upper=np.where(sense == ">", np.inf, right),
        lower=np.asarray(parts.lb, dtype=float),
        upper=np.asarray(parts.ub, dtype=float),
        is_integer=np.isin(parts.vtypes, ["B", "I"]),
        rows=np.full(right.size, "", dtype=object),
    )


def builder(side: str, name: str, folder: Path) -> Callable[[], tuple[int, int, int]]:
    """Return a function that builds a study once and returns its rows, columns and coefficients."""
    if side == "plantshare":
        tables = tables_of(name)
        return lambda: size_of(to_matrix(build_program(study_from_tables(tables))).matrix)
    if side == "linopy":
        ready: Ready = pickle.loads((folder / f"{name}.ready").read_bytes())
        return lambda: size_of(matrix_of_linopy(write_rows(ready)).matrix)
    lists: Lists = pickle.loads((folder / f"{name}.lists").read_bytes())
    return lambda: size_of(matrix_of_pyomo(write_pyomo(lists)).A)


def size_of(matrix: sparse.csc_matrix) -> tuple[int, int, int]:
    """Return rows, columns and coefficients."""
    return (*matrix.shape, int(matrix.nnz))


def measure(side: str, name: str, folder: Path) -> Report:
    """Return time, size and memory of building a study once, after a small one that loads everything."""
    # The layer's notes on its coming versions are no part of the comparison.
    warnings.simplefilter("ignore")
    builder(side, WARM_UP, folder)()
    build = builder(side, name, folder)
    gc.collect()
    began = time.perf_counter()
    rows, columns, coefficients = build()
    return {
        "seconds": time.perf_counter() - began,
        "rows": rows,
        "columns": columns,
        "coefficients": coefficients,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES,
    }


def save_ready(name: str, folder: Path) -> None:
    """Save what linopy and Pyomo start from."""
    study = study_from_tables(tables_of(name))
    ready = prepare(study, build_program(study))
    (folder / f"{name}.ready").write_bytes(pickle.dumps(ready))
    (folder / f"{name}.lists").write_bytes(pickle.dumps(lists_of(ready)))


def in_own_process(task: str, *words: str) -> Report:
    """Return what one task of this file gives when a process of its own runs it."""
    command = [sys.executable, str(Path(__file__)), "--task", task, *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    report: Report = json.loads(done.stdout)
    return report


def compare(name: str, repeats: int) -> Report:
    """Return the medians of all sides for one study, and their ratios to Plantshare.

    Raises
    ------
    RuntimeError
        If the sides do not build equally many rows, columns and coefficients.
    """
    with tempfile.TemporaryDirectory() as words:
        for each in {name, WARM_UP}:
            in_own_process("save", each, words)
        turns = [
            {side: in_own_process("measure", side, name, words) for side in SIDES} for _ in range(repeats)
        ]
    sizes = {tuple(turn[side][part] for part in SIZE) for turn in turns for side in SIDES}
    if len(sizes) != 1:
        raise RuntimeError(f"{name}: the sides build different rows, columns and coefficients: {sizes}")
    (size,) = sizes
    report: Report = {"study": name, **dict(zip(SIZE, size, strict=True))}
    for side in SIDES:
        report[side] = {
            part: round(statistics.median(turn[side][part] for turn in turns), 3)
            for part in ("seconds", "peak_megabytes")
        }
        others = [turn[side]["seconds"] / turn["plantshare"]["seconds"] for turn in turns]
        report[side]["times_plantshare"] = round(statistics.median(others), 3)
    return report


def time_of_solving(name: str, seconds: float) -> Report:
    """Return how a study's whole way from tables to result divides between solver and the rest."""
    began = time.perf_counter()
    study = study_from_tables(tables_of(name))
    read = time.perf_counter() - began
    result = solve(study, Limits(gap=float(study.settings["gap"]), seconds=seconds))
    total, proof = time.perf_counter() - began, result.proof
    outside = total - proof.solve_seconds
    return {
        "study": name,
        "status": proof.status,
        "gap": proof.gap,
        "read_seconds": round(read, 3),
        "build_seconds": round(proof.build_seconds, 3),
        "solver_seconds": round(proof.solve_seconds, 3),
        "result_seconds": round(outside - read - proof.build_seconds, 3),
        "total_seconds": round(total, 3),
        "share_outside_solver": round(outside / total, 4),
    }


def run_task(task: str, words: list[str]) -> Report:
    """Return what one task gives, in the process that runs it."""
    if task == "save":
        save_ready(words[0], Path(words[1]))
        return {}
    if task == "solve":
        return time_of_solving(words[0], float(words[1]))
    return measure(words[0], words[1], Path(words[2]))


def main() -> None:
    """Compare the sides, or run one task for such a comparison."""
    parser = argparse.ArgumentParser(description="Time building a program on three sides.")
    parser.add_argument("--studies", default="uk,1,20", help="uk, or sizes of synthetic studies")
    parser.add_argument("--repeats", type=int, default=3, help="turns of each side")
    parser.add_argument("--solve-seconds", type=float, default=300, help="time limit of solving a study")
    parser.add_argument("--output", type=Path, default=RESULTS, help="file to write")
    parser.add_argument("--task", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        print(json.dumps(run_task(given.task[0], given.task[1:])))
        return
    names = given.studies.split(",")
    report: Report = {
        "cores": os.cpu_count(),
        "memory_gigabytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3),
        "versions": {
            "Python": platform.python_version(),
            **{package: version(package) for package in PACKAGES},
        },
        "building": [compare(name, given.repeats) for name in names],
        "solving": [
            in_own_process("solve", name, str(given.solve_seconds)) for name in names if name != "20"
        ],
    }
    given.output.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
