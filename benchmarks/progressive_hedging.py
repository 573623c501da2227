"""Progressive hedging by mpi-sppy beside our own method, on one stochastic program.

python benchmarks/progressive_hedging.py STEM [--method M] [--time SECONDS] [--gap G] [--rho R] [--json]
python benchmarks/progressive_hedging.py --scenarios N [...]

STEM is an SMPS triple of two periods as in ``smps.py``; --scenarios takes the large instance of
``two_stage.py`` with so many scenarios instead. Costs are printed to minimise for a triple, and worths
to maximise for the large instance. ``agree`` says whether the two pairs of value and bound allow the same
optimum: each bound must lie on the far side of the other's plan.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from peer_mpi_sppy import PeerRun, peer_curve
from smps import without_missing
from smps_files import SmpsError
from smps_program import two_stage_program
from smps_tree import read_smps
from two_stage_instance import two_stage_instance

from plantshare.errors import MethodError
from plantshare.methods import Limits, Solution
from plantshare.methods.choose import METHODS, choose_method
from plantshare.methods.two_stage import TwoStage

__all__ = ["agree", "side_by_side"]

TOLERANCE = 1e-6
"""Relative tolerance within which a bound may cross the other's plan."""


def agree(objective: float, bound: float, other_objective: float, other_bound: float) -> bool:
    """Return whether two pairs of plan and bound, to maximise, can be of one program.

    Examples
    --------
    A plan worth 10 cannot be where another proves that none is above 9:

    >>> agree(10.0, 11.0, 9.5, 10.5), agree(10.0, 11.0, 8.0, 9.0)
    (True, False)
    """
    slack = TOLERANCE * max(abs(objective), abs(other_objective), 1.0)
    return not (objective > other_bound + slack or other_objective > bound + slack)


def side_by_side(own: Solution, peer: PeerRun, constant: float, factor: float) -> dict[str, object]:
    """Return both results by name; a value v of the program is shown as constant - factor v."""
    shown = {
        "status": own.status,
        "method": own.method,
        "objective": constant - factor * own.objective,
        "bound": constant - factor * own.bound,
        "gap": own.gap,
        "seconds": own.seconds,
        "peer_status": peer.status,
        "peer_objective": constant - factor * peer.objective,
        "peer_bound": constant - factor * peer.bound,
        "peer_gap": peer.gap,
        "peer_seconds": peer.seconds,
        "peer_build_seconds": peer.build_seconds,
        "peer_iterations": peer.iterations,
        "peer_problem": peer.problem,
    }
    return without_missing(shown) | {"agree": agree(own.objective, own.bound, peer.objective, peer.bound)}


def program_of(given: argparse.Namespace) -> tuple[TwoStage, float, float]:
    """Return the program of the command line, and constant and factor with which its value is shown."""
    if given.scenarios:
        return two_stage_instance(given.scenarios), 0.0, -1.0
    tree = read_smps(given.stem)
    if tree.last > 1:
        raise MethodError(
            f"found {tree.last + 1} periods, wanted 2: progressive hedging is run in two stages"
        )
    return two_stage_program(tree), tree.constant, tree.core.factor


def main() -> int:
    """Solve one program by both and print what they gave."""
    parser = argparse.ArgumentParser(description="Progressive hedging by mpi-sppy beside our own method.")
    parser.add_argument("stem", type=Path, nargs="?", help="path of the three files without their ending")
    parser.add_argument("--scenarios", type=int, default=0, help="the large instance with so many scenarios")
    parser.add_argument("--method", choices=["auto", *METHODS], default="auto")
    parser.add_argument("--gap", type=float, default=1e-4, help="relative gap at which to stop")
    parser.add_argument("--time", type=float, default=60, help="seconds for each of the two")
    parser.add_argument("--rho", type=float, help="penalty of every column; by its cost unless given")
    parser.add_argument("--threads", type=int, default=1, help="threads of our method")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    if given.stem is None and not given.scenarios:
        parser.error("name a triple, or a number of scenarios")
    try:
        program, constant, factor = program_of(given)
        chosen = METHODS[choose_method(program) if given.method == "auto" else given.method]
        own = chosen(program, Limits(gap=given.gap, seconds=given.time, threads=given.threads))
    except (SmpsError, MethodError) as error:
        print(error, file=sys.stderr)
        return 2
    peer = peer_curve(program, given.time, gap=given.gap, rho=given.rho)
    values = side_by_side(own, peer, constant, factor)
    if given.json:
        print(json.dumps(values))
    else:
        for name, value in values.items():
            print(f"{name:>20}  {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
