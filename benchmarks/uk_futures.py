"""The British study with many futures: time to a proven gap, and to evaluate a held plan.

python benchmarks/uk_futures.py [--futures 200] [--seed 0] [--gap 0.005] [--time 180] [--draws 1000]
                                [--json FILE]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from pathlib import Path

from plantshare import Limits, draw_futures, read_study, solve
from plantshare.methods import Progress
from plantshare.results.checker import check_result
from plantshare.solve import evaluate

__all__ = ["uk_futures"]

STUDY = Path(__file__).parents[1] / "examples" / "uk-2026"


def uk_futures(futures: int, seed: int, gap: float, seconds: float, draws: int) -> dict[str, object]:
    """Return how long planning for many futures and evaluating the plan take.

    Parameters
    ----------
    futures, seed
        Futures planned together, and the seed of their draws.
    gap, seconds
        When to stop.
    draws
        Futures, of another seed, in which the plan is then held.
    """
    study = read_study(STUDY).with_settings(sharing="on")
    told: list[Progress] = []
    load = os.getloadavg()[0]
    result = solve(
        study.with_draws(draw_futures(study, futures, seed=seed)),
        Limits(gap=gap, seconds=seconds, tell=told.append),
    )
    planned = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    audit = check_result(result)
    checked = time.perf_counter() - began
    began = time.perf_counter()
    outcomes = evaluate(result, study.with_draws(draw_futures(study, draws, seed=seed + 1)))
    held = time.perf_counter() - began
    proof = result.proof
    return {
        "futures": futures,
        "seed": seed,
        "columns": proof.columns,
        "rows": proof.rows,
        "first_stage_integers": proof.integers,
        "status": proof.status,
        "objective": proof.objective,
        "bound": proof.bound,
        "gap": proof.gap,
        "build_seconds": proof.build_seconds,
        "solve_seconds": proof.solve_seconds,
        "first_plan_seconds": next((one.seconds for one in told if one.gap < 1), None),
        "processor_seconds": planned.ru_utime + planned.ru_stime,
        "memory_mb": planned.ru_maxrss / 1024,
        "load_at_start": load,
        "check_seconds": checked,
        "check_failures": len(audit.failures),
        "held_draws": draws,
        "held_seconds": held,
        "held_mean": float(outcomes.weights @ outcomes.together),
    }


def main() -> None:
    """Print the figures of one run as JSON, and write them where asked."""
    parser = argparse.ArgumentParser(description="The British study with many futures.")
    parser.add_argument("--futures", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--gap", type=float, default=0.005)
    parser.add_argument("--time", type=float, default=180)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    found = uk_futures(given.futures, given.seed, given.gap, given.time, given.draws)
    text = json.dumps(found, indent=1)
    print(text)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
