"""Reading stochastic programs in SMPS form, and reaching their published values."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

import numpy as np
import pytest
from smps import solve_smps
from smps_files import SmpsError
from smps_program import two_stage_program, whole_tree
from smps_tree import read_smps

from plantshare.errors import MethodError
from plantshare.methods import Limits, solve_direct
from plantshare.methods.two_stage import extensive

FOLDER = Path(__file__).parents[2] / "benchmarks" / "instances" / "smps"
EXACT = Limits(gap=0.0, seconds=60, threads=1)

NEWSVENDOR = """\
NAME tiny
ROWS
 N cost
 L room
 L wanted
COLUMNS
 buy cost 1 room -1
 sell cost -3 room 1
 sell wanted 1
RHS
 rhs wanted 2
BOUNDS
 UP bnd buy 1e30
ENDATA
"""
NEWSVENDOR_TIME = "TIME tiny\nPERIODS LP\n buy cost 'NOW'\n sell room LATER\nENDATA\n"

STOCK = """\
NAME stock
ROWS
 N cost
 G first
 G second
 G third
COLUMNS
 x1 cost 1.0 first 1
 x1 second 1 third 1
 x2 cost 1.5 second 1
 x2 third 1
 x3 cost 1.8 third 1
RHS
 RHS second 0 third 1
ENDATA
"""
STOCK_TIME = "TIME stock\nPERIODS\n x1 first ONE\n x2 second TWO\n x3 third THREE\nENDATA\n"


def write(folder: Path, core: str, time: str, stochastic: str) -> Path:
    """Write a triple and return its stem."""
    for ending, text in (("cor", core), ("tim", time), ("sto", stochastic)):
        (folder / f"case.{ending}").write_text(text)
    return folder / "case"


def values() -> dict[str, float]:
    """Return the known value of each committed instance."""
    with (FOLDER / "optima.csv").open() as file:
        return {row["stem"]: float(row["value"]) for row in csv.DictReader(file)}


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


def test_independent_values_without_period_and_with_quotes(tmp_path: Path):
    """Wanted 1 or 3, chances rounded to 0.6 and 0.6: each is 1/2. Buy 3, sell 1 or 3: 3 - 6 = -3."""
    text = "STOCH tiny\nINDEP DISCRETE\n RHS wanted 1 0.6\n rhs 'wanted' 3 0.6\nENDATA\n"
    stem = write(tmp_path, NEWSVENDOR, NEWSVENDOR_TIME, text)

    assert [node.probability for node in read_smps(stem).nodes] == pytest.approx([1, 0.5, 0.5])
    assert solve_smps(stem, "decomposition", EXACT).objective == pytest.approx(-3)


def test_blocks_move_together_and_keep_the_first_outcome(tmp_path: Path):
    """Outcome 1: price 4, wanted 2. Outcome 2 states wanted 1 only, so the price stays at 4.

    Buying 2 sells 2 or 1 at 4: 2 - 0.5 * 8 - 0.5 * 4 = -4.
    """
    text = (
        "STOCH tiny\nBLOCKS DISCRETE\n BL both LATER 0.5\n sell cost -4\n rhs wanted 2\n"
        " BL both LATER 0.5\n rhs wanted 1\nENDATA\n"
    )
    stem = write(tmp_path, NEWSVENDOR, NEWSVENDOR_TIME, text)

    assert solve_smps(stem, "extensive", EXACT).objective == pytest.approx(-4)
    assert solve_smps(stem, "decomposition", EXACT).objective == pytest.approx(-4)


def test_scenarios_inherit_from_their_parent(tmp_path: Path):
    """S2 branches from S1, which wants 4, and changes the price to 5 only: 4 are bought and sold.

    4 - 0.5 * 4 * 3 - 0.5 * 4 * 5 = -12.
    """
    text = (
        "STOCH tiny\nSCENARIOS DISCRETE\n SC S1 'ROOT' 0.5 LATER\n rhs wanted 4\n"
        " SC S2 S1 0.5 LATER\n sell cost -5\nENDATA\n"
    )
    stem = write(tmp_path, NEWSVENDOR, NEWSVENDOR_TIME, text)

    assert solve_smps(stem, "extensive", EXACT).objective == pytest.approx(-12)


@pytest.mark.parametrize(("how", "wanted"), [("ADD", 2 + 5), ("MULTIPLY", 2 * 5), ("REPLACE", 5)])
def test_values_combine_with_the_core_file(tmp_path: Path, how: str, wanted: float):
    """A certain 5 with 2 in the core file; each one sold is worth 3 - 1."""
    text = f"STOCH tiny\nINDEP DISCRETE {how}\n rhs wanted 5 LATER 1\nENDATA\n"
    stem = write(tmp_path, NEWSVENDOR, NEWSVENDOR_TIME, text)

    assert solve_smps(stem, "extensive", EXACT).objective == pytest.approx(-2 * wanted)


def three_periods(folder: Path) -> Path:
    """Return a plan of three orders; 0 or 2 are needed in the second period, 1 or 3 in the third."""
    text = (
        "STOCH stock\nINDEP DISCRETE\n RHS second 0 TWO 0.5\n RHS second 2 TWO 0.5\n"
        " RHS third 1 THREE 0.5\n RHS third 3 THREE 0.5\nENDATA\n"
    )
    return write(folder, STOCK, STOCK_TIME, text)


def test_three_periods_are_solved_on_the_tree(tmp_path: Path):
    """A second unit ordered at once costs 1 and saves 1.5 or, later, half of 1.8: 1.2 on the mean.

    A third saves 0.9 only. So 2 are ordered, and 1 more half the time at 1.8: 2.9. With all news at
    once it would be less: the tree has 1 + 2 + 4 nodes, and the order of period two knows no d3.
    """
    tree = read_smps(three_periods(tmp_path))

    assert len(tree.nodes) == 7
    assert solve_smps(tmp_path / "case", "extensive", EXACT).objective == pytest.approx(2.9)


def test_three_periods_are_refused_by_the_decomposition(tmp_path: Path):
    """It takes two periods, and says so."""
    with pytest.raises(MethodError, match="takes two periods and this program has 3"):
        solve_smps(three_periods(tmp_path), "decomposition", EXACT)


def test_two_ways_to_the_extensive_form_agree():
    """The tree and the two-stage blocks of one file have the same optimum and size."""
    tree = read_smps(FOLDER / "LandS_27")
    whole, blocks = whole_tree(tree), extensive(two_stage_program(tree))

    assert whole.matrix.shape == blocks.matrix.shape
    assert whole.matrix.nnz == blocks.matrix.nnz
    assert solve_direct(whole, EXACT).objective == pytest.approx(solve_direct(blocks, EXACT).objective)


def test_ranges_negative_limits_and_constants(tmp_path: Path):
    """min x + y + 7 with 1 <= x + y - 4 <= ... : room is G -6 with a range of 2, x at most -3.

    An upper limit below zero takes the lower limit of zero away: x is free below -3; y is at most 1e30,
    which is no limit. x + y >= -6 holds at -6, and -6 + 7 = 1.
    """
    core = (
        "NAME odd\nROWS\n N cost\n N spare\n G room\n L late\nCOLUMNS\n x cost 1 room 1\n x spare 9\n"
        " y cost 1 room 1\n z late 1\nRHS\n room -6 cost -7\n late 1\nRANGES\n RNG room 2\nBOUNDS\n"
        " UP bnd x -3\n UP y 1e30\nENDATA\n"
    )
    time = "TIME odd\nPERIODS\n x cost A\n z late B\nENDATA\n"
    stem = write(tmp_path, core, time, "STOCH odd\nINDEP DISCRETE\n RHS late 1 B 1.0\nENDATA\n")
    tree = read_smps(stem)

    assert tree.core.row_limits(0, -6.0) == (-6.0, -4.0)
    assert tree.core.lower[0] == -np.inf
    assert solve_smps(stem, "extensive", EXACT).objective == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("STOCH t\nINDEP NORMAL\n rhs wanted 1 2\nENDATA\n", "line 2.*found the distribution NORMAL"),
        ("STOCH t\nINDEP DISCRETE\n rhs unknown 1 1\nENDATA\n", "line 3.*'unknown'"),
        ("STOCH t\nINDEP DISCRETE\n other wanted 1 1\nENDATA\n", "other is neither a column"),
        ("STOCH t\nINDEP DISCRETE\n rhs wanted many 1\nENDATA\n", "line 3.*many"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, text: str, message: str):
    """A message has the file, the line and what stands there."""
    stem = write(tmp_path, NEWSVENDOR, NEWSVENDOR_TIME, text)

    with pytest.raises(SmpsError, match=f"case.sto, {message}" if message.startswith("line") else message):
        read_smps(stem)


def test_missing_file_is_named(tmp_path: Path):
    """No file of that name."""
    with pytest.raises(SmpsError, match=r"nothing\.cor: there is no such file"):
        read_smps(tmp_path / "nothing")
