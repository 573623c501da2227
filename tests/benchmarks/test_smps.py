"""Reaching the published values of stochastic programs in SMPS form."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from smps import solve_smps, without_missing
from smps_all import Known, known_values, verdict
from smps_program import two_stage_program
from smps_tree import read_smps
from smps_values import mean_value, wait_and_see

from plantshare.methods import Limits
from plantshare.methods.information import value_of_information

FOLDER = Path(__file__).parents[2] / "benchmarks" / "instances" / "smps"
EXACT = Limits(gap=0.0, seconds=60, threads=1)


def values() -> dict[str, float]:
    """Return the known value of each committed instance."""
    with (FOLDER / "optima.csv").open() as file:
        return {row["stem"]: float(row["low"]) for row in csv.DictReader(file) if row["measure"] == "value"}


@pytest.mark.parametrize("method", ["extensive", "decomposition"])
@pytest.mark.parametrize("stem", ["farmer", "LandS_27", "LandS_electric3"])
def test_published_values_are_reached(stem: str, method: str):
    """Both methods reach the value of optima.csv to 1e-6, and bound it from below."""
    report = solve_smps(FOLDER / stem, method, EXACT)

    assert report.status == "optimal"
    assert report.objective == pytest.approx(values()[stem], rel=1e-6)
    assert report.bound <= report.objective + 1e-9 * abs(report.objective)


def test_integer_recourse_is_solved_whole():
    """sizes3 has integers in both stages: 226191.4667, which the extensive form proves to 1e-4."""
    report = solve_smps(FOLDER / "sizes3", "auto", Limits(gap=1e-4, seconds=100, threads=1))

    assert report.method == "extensive"
    assert report.bound <= values()["sizes3"] * (1 + 1e-9)
    assert report.objective == pytest.approx(values()["sizes3"], rel=1e-4)


def test_instances_are_the_files_of_their_manifest():
    """Each committed file has the digest that the manifest states."""
    with (FOLDER / "manifest.csv").open() as file:
        rows = list(csv.DictReader(file))

    assert {row["file"] for row in rows} == {
        path.name for path in FOLDER.iterdir() if path.suffix in (".cor", ".tim", ".sto")
    }
    for row in rows:
        assert hashlib.sha256((FOLDER / row["file"]).read_bytes()).hexdigest() == row["sha256"]


def test_every_case_has_its_known_value():
    """Thirty values: 20 programs and 10 wait-and-see values; an interval has its ends in order."""
    known = known_values()

    assert [value.measure for value in known].count("value") == 20
    assert [value.measure for value in known].count("wait_and_see") == 10
    assert all(value.low <= value.high and 0 < value.tolerance <= 1e-4 for value in known)


def test_wait_and_see_of_integer_recourse():
    """dcap233_200: the 200 scenarios alone cost 1783.2188 on average, each solved exactly."""
    (known,) = [v for v in known_values() if (v.stem, v.measure) == ("dcap233_200", "wait_and_see")]
    alone = wait_and_see(read_smps(FOLDER / "dcap233_200"), Limits(gap=1e-5, seconds=60, threads=1))

    assert alone.wait_and_see == pytest.approx(1783.2188, rel=1e-5)
    assert verdict(known, alone.wait_and_see, alone.wait_and_see_bound) == "reached"


def test_values_of_information_are_those_of_the_package():
    """LandS with 27 scenarios: the tree of the files and the package's blocks give the same four values."""
    tree = read_smps(FOLDER / "LandS_27")
    alone, mean = wait_and_see(tree, EXACT), mean_value(tree, EXACT)
    information = value_of_information(two_stage_program(tree), EXACT)

    assert alone.wait_and_see == pytest.approx(-information.wait_and_see.low)
    assert mean.expected_of_mean_value == pytest.approx(-information.mean_plan_worth.low)
    assert mean.mean_value <= alone.wait_and_see <= 397.751333 <= mean.expected_of_mean_value


def test_verdicts():
    """Between the ends of an interval is reached; above it, with a bound below it, is bracketed.

    A cost below the least proven one is a mistake; below the best known one it may be an improvement.
    """
    known = Known(
        stem="s", measure="value", low=10.0, high=11.0, tolerance=1e-4, kind="interval", source="hand"
    )
    best = Known(
        stem="s", measure="value", low=10.0, high=10.0, tolerance=1e-4, kind="best_known", source="hand"
    )

    assert verdict(known, 10.5, 9.0) == "reached"
    assert verdict(known, 11.5, 9.0) == "bracketed"
    assert verdict(known, 11.5, 11.2) == "missed"
    assert verdict(known, 9.9, 9.0) == "missed"
    assert verdict(known, float("nan"), float("nan")) == "missed"
    assert verdict(best, 9.9, 9.0) == "improved"


def test_command_prints_one_object():
    """The farmer, acres whole: 108,390 less rounding; perfect information 7,010, planning 1,150."""
    command = [sys.executable, str(FOLDER.parents[1] / "smps.py"), str(FOLDER / "farmer"), "--json"]
    done = subprocess.run(
        [*command, "--method", "extensive", "--wait-and-see", "--mean-value"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)

    assert found["status"] == "optimal"
    assert found["objective"] == pytest.approx(-108_389.9994)
    assert found["value_of_perfect_information"] == pytest.approx(7_010, abs=0.01)
    assert found["value_of_stochastic_solution"] == pytest.approx(1_150, abs=0.01)


def test_missing_numbers_are_null():
    """JSON knows neither infinity nor a number that is none."""
    assert without_missing({"a": float("inf"), "b": float("nan"), "c": 1.5, "d": "x"}) == {
        "a": None,
        "b": None,
        "c": 1.5,
        "d": "x",
    }
