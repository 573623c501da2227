"""Progressive hedging by mpi-sppy brackets what our own methods prove."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from published_cases import farmer_program

from plantshare.methods import Limits
from plantshare.methods.choose import METHODS

pytest.importorskip("mpisppy", reason="mpi-sppy is an extra of the benchmarks")

FOLDER = Path(__file__).parents[2] / "benchmarks"


def test_command_brackets_a_published_value():
    """LandS electric, 381.853333: mpi-sppy's bound is below it, its plan above, the gap at most 2%.

    A process of its own: mpi-sppy prints when it is imported, and Pyomo warns about itself.
    """
    stem = FOLDER / "instances" / "smps" / "LandS_electric3"
    command = [sys.executable, str(FOLDER / "progressive_hedging.py"), str(stem), "--json"]
    done = subprocess.run(
        [*command, "--gap", "0.02", "--time", "600", "--rho", "2"], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)

    assert found["agree"] is True
    assert found["peer_status"] == "gap_reached"
    assert found["peer_bound"] <= 381.853333 * (1 + 1e-6)
    assert found["peer_objective"] >= 381.853333 * (1 - 1e-6)
    assert found["peer_objective"] - found["peer_bound"] <= 0.02 * found["peer_objective"]


def test_farmer_by_both():
    """The farmer's three harvests alone are worth 115,405.5556 on average by Pyomo, as published.

    Together 108,390 by ours, and by progressive hedging a plan and a bound around it, 3% apart.
    """
    code = (
        "import pyomo.environ as pyo\n"
        "from peer_mpi_sppy import peer_curve, scenario_in_pyomo\n"
        "from published_cases import farmer_program\n"
        "layers = [scenario_in_pyomo(farmer_program(), s, 1 / 3) for s in range(3)]\n"
        "for layer in layers:\n"
        "    pyo.SolverFactory('appsi_highs').solve(layer)\n"
        "alone = -sum(pyo.value(layer.worth) for layer in layers) / 3\n"
        "run = peer_curve(farmer_program(), 600.0, gap=0.03, rho=20.0)\n"
        "print(alone, run.status, run.objective, run.bound)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=FOLDER
    )
    alone, status, objective, bound = done.stdout.splitlines()[-1].split()
    own = METHODS["extensive"](farmer_program(), Limits(gap=0.0, seconds=60, threads=1))

    assert float(alone) == pytest.approx(115_405.5556)
    assert own.objective == pytest.approx(108_390)
    assert status == "gap_reached"
    assert float(objective) <= 108_390.1
    assert float(bound) >= 108_389.9
