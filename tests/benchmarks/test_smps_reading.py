"""Reading stochastic programs in SMPS form, with what published files do beyond the standard."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from smps import solve_smps
from smps_files import SmpsError
from smps_program import two_stage_program, whole_tree
from smps_tree import Sample, read_smps
from smps_values import mean_value, wait_and_see

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


def cost_of(folder: Path, core: str, time: str, stochastic: str) -> float:
    """Return the least expected cost of a triple."""
    return solve_smps(write(folder, core, time, stochastic), "extensive", EXACT).objective


def test_names_with_blanks_are_read_by_columns(tmp_path: Path):
    """Wanted 1 or 3, sold at 3, bought at 1: buy 3, sell 1 or 3, 3 - 6 = -3, names in fixed columns."""

    def line(*fields: str) -> str:
        """Return fields at columns 2, 5, 15, 25, 40 and 50."""
        text = ""
        for start, word in zip((1, 4, 14, 24, 39, 49), fields, strict=False):
            text = text.ljust(start) + word
        return text + "\n"

    core = (
        "NAME          blanks\nROWS\n"
        + line("N", "the cost")
        + line("L", "in room")
        + line("L", "is wanted")
        + "COLUMNS\n"
        + line("", "buy it", "the cost", "1.0", "in room", "-1.0")
        + line("", "sell it", "the cost", "-3.0", "in room", "1.0")
        + line("", "sell it", "is wanted", "1.0")
        + "RHS\n"
        + line("", "right", "is wanted", "2.0")
        + "BOUNDS\n"
        + line("UP", "bound", "buy it", "90.0")
        + "ENDATA\n"
    )
    time = "TIME          blanks\nPERIODS\n" + line("", "buy it", "the cost", "", "period 1")
    time += line("", "sell it", "in room", "", "period 2") + "ENDATA\n"
    text = "STOCH         blanks\nINDEP         DISCRETE\n"
    text += line("", "right", "is wanted", "1.0", "period 2", "0.5")
    text += line("", "right", "is wanted", "3.0", "period 2", "0.5") + "ENDATA\n"

    assert cost_of(tmp_path, core, time, text) == pytest.approx(-3)


def test_data_without_indent_and_exponents_of_fortran(tmp_path: Path):
    """The same program with nothing indented, and 2 written as 0.2D+01."""
    core = NEWSVENDOR.replace("\n ", "\n").replace("wanted 2", "wanted 0.2D+01")
    time = NEWSVENDOR_TIME.replace("\n ", "\n")
    text = "STOCH t\nINDEP DISCRETE\nrhs wanted 1 0.5\nrhs wanted 3.0d0 0.5\nENDATA\n"

    assert cost_of(tmp_path, core, time, text) == pytest.approx(-3)


def test_objective_may_stand_anywhere_and_free_rows_do_not_count(tmp_path: Path):
    """A free row before the second period's first row; the period may begin at it."""
    core = NEWSVENDOR.replace(" L room\n", " N note\n L room\n").replace(
        "sell wanted 1", "sell wanted 1 note 7"
    )
    time = NEWSVENDOR_TIME.replace("sell room", "sell note")
    text = "STOCH t\nINDEP DISCRETE\n rhs wanted 1 0.5\n rhs wanted 3 0.5\n rhs note 5 0.9\nENDATA\n"

    assert cost_of(tmp_path, core, time, text) == pytest.approx(-3)


def test_constant_of_the_objective_may_be_random(tmp_path: Path):
    """A right side of the objective is minus its constant: -10 or -20 add 15 to -2 * 2."""
    text = "STOCH t\nINDEP DISCRETE\n rhs cost -10 0.5\n rhs cost -20 0.5\nENDATA\n"

    assert cost_of(tmp_path, NEWSVENDOR, NEWSVENDOR_TIME, text) == pytest.approx(-4 + 15)


def test_cost_of_the_first_period_may_be_random(tmp_path: Path):
    """Buying costs 0 or 4: at 2 on average each of 2 sold brings 1, so -2; knowing it, -6 or 0: -3."""
    text = "STOCH t\nINDEP DISCRETE\n buy cost 0 0.5\n buy cost 4 0.5\nENDATA\n"
    stem = write(tmp_path, NEWSVENDOR, NEWSVENDOR_TIME, text)

    assert solve_smps(stem, "extensive", EXACT).objective == pytest.approx(-2)
    assert solve_smps(stem, "decomposition", EXACT).objective == pytest.approx(-2)
    assert wait_and_see(read_smps(stem), EXACT).wait_and_see == pytest.approx(-3)


def test_random_limits_ranges_and_entries_that_the_core_lacks(tmp_path: Path):
    """Each alone, sure to happen, beside 2 wanted and -2 for each one sold.

    Selling at most 1: -2. Wanted -5 to 2 by a range of 7: still -4; at least 2 - 1 sold is met.
    A use of 2 of "wanted" by each one bought: 2 b + s <= 2 with s <= b, so b = 2/3 and -4/3.
    """
    ranged = NEWSVENDOR.replace("BOUNDS", "RANGES\n rng wanted 5\nBOUNDS")
    cases = [
        (NEWSVENDOR, " UP bnd sell 1 LATER 1.0", -2.0),
        (NEWSVENDOR, " UP sell 1 1.0", -2.0),
        (ranged, " rng wanted 1 1.0", -4.0),
        (NEWSVENDOR, " buy wanted 2 1.0", -4 / 3),
    ]
    for core, line, wanted in cases:
        text = f"STOCH t\nINDEP DISCRETE\n{line}\nENDATA\n"

        assert cost_of(tmp_path, core, NEWSVENDOR_TIME, text) == pytest.approx(wanted)


def test_random_right_side_of_a_first_row_is_known_late(tmp_path: Path):
    """At least 3 or 5 must be bought, a rule of the first period: 5 are, of which 2 sell: 5 - 6 = -1.

    Known from the start, 3 or 5 are bought: -3 or -1.
    """
    core = NEWSVENDOR.replace(" L room\n", " G least\n L room\n").replace("buy cost", "buy least 1 cost")
    time = NEWSVENDOR_TIME.replace("buy cost", "buy least")
    text = "STOCH t\nINDEP DISCRETE\n rhs least 3 0.5\n rhs least 5 0.5\nENDATA\n"
    stem = write(tmp_path, core, time, text)

    assert solve_smps(stem, "extensive", EXACT).objective == pytest.approx(-1)
    assert wait_and_see(read_smps(stem), EXACT).wait_and_see == pytest.approx(-2)


def test_blocks_of_one_name_in_two_periods_are_two(tmp_path: Path):
    """The three orders again, with the needs of the second and third period each in a block "b": 2.9."""
    text = (
        "STOCH stock\nBLOCKS DISCRETE\n BL b TWO 0.5\n RHS second 0\n BL b TWO 0.5\n RHS second 2\n"
        " BL b THREE 0.5\n RHS third 1\n BL b THREE 0.5\n RHS third 3\nENDATA\n"
    )
    stem = write(tmp_path, STOCK, STOCK_TIME, text)

    assert len(read_smps(stem).nodes) == 7
    assert solve_smps(stem, "extensive", EXACT).objective == pytest.approx(2.9)


def test_values_of_three_periods(tmp_path: Path):
    """Needs known from the start: 1 or 3 at once and none later, as 1 + 0 < 1.5: (1 + 3 + 2 + 3) / 4.

    With 0 or 2 and 1 or 3 needed, all that is ever needed is bought at once: 1, 3, 2 and 3. The mean
    needs 1, then 2: 2 at once; then 3 is met by 1 more at 1.8, half the time: 2.9.
    """
    tree = read_smps(three_periods(tmp_path))

    assert wait_and_see(tree, EXACT).wait_and_see == pytest.approx(9 / 4)
    assert mean_value(tree, EXACT).mean_value == pytest.approx(2)
    assert mean_value(tree, EXACT).expected_of_mean_value == pytest.approx(2.9)


def test_plan_that_some_scenario_cannot_follow(tmp_path: Path):
    """The mean needs 2 bought and sold; if 3 must be sold nothing can make up for it: infinite."""
    core = NEWSVENDOR.replace(" L wanted", " G wanted")
    text = "STOCH t\nINDEP DISCRETE\n rhs wanted 1 0.5\n rhs wanted 3 0.5\nENDATA\n"
    capped = core.replace("BOUNDS", "BOUNDS\n UP bnd sell 3").replace("sell cost -3", "sell cost -0.5")
    tree = read_smps(write(tmp_path, capped, NEWSVENDOR_TIME, text))

    assert mean_value(tree, EXACT).mean_value == pytest.approx(2 - 1)
    assert mean_value(tree, EXACT).expected_of_mean_value == np.inf


def test_sample_stands_for_all_combinations(tmp_path: Path):
    """Forty values of two each are 2^40 states; 50 draws of a seed are the same each time."""
    names = [f"w{number}" for number in range(40)]
    core = (
        "NAME many\nROWS\n N cost\n"
        + "".join(f" G {name}\n" for name in names)
        + "COLUMNS\n x cost 1\n"
        + "".join(f" y{name} cost 2 {name} 1\n" for name in names)
        + "RHS\nBOUNDS\n UP bnd x 1\nENDATA\n"
    )
    time = "TIME many\nPERIODS\n x cost A\n yw0 w0 B\nENDATA\n"
    text = "STOCH many\nINDEP DISCRETE\n"
    text += "".join(f" RHS {name} 0 B 0.25\n RHS {name} 4 B 0.75\n" for name in names) + "ENDATA\n"
    stem = write(tmp_path, core, time, text)

    with pytest.raises(SmpsError, match="1,099,511,627,776 states; use --sample"):
        read_smps(stem)
    first, again = (solve_smps(stem, "extensive", EXACT, Sample(50, 3)).objective for _ in range(2))
    assert first == again
    # Each of 2,000 draws costs 0 or 8, 6 on average with a deviation of 3.46: 240 +- 5 * 40 * 3.46 / 44.7.
    assert first == pytest.approx(240, abs=15.5)


def test_maximise(tmp_path: Path):
    """The newsvendor with signs turned: the most profit is 4, and its bound is not below it."""
    core = "OBJSENSE\n MAX\n" + NEWSVENDOR.replace("cost 1", "cost -1").replace("cost -3", "cost 3")
    text = "STOCH t\nINDEP DISCRETE\n rhs wanted 2 LATER 1\nENDATA\n"
    report = solve_smps(write(tmp_path, core, NEWSVENDOR_TIME, text), "extensive", EXACT)

    assert report.objective == pytest.approx(4)
    assert report.bound >= report.objective - 1e-9


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("STOCH t\nCHANCE\nENDATA\n", "the section CHANCE is not supported"),
        ("STOCH t\nENDATA\n", "found nothing random"),
        ("STOCH t\nINDEP DISCRETE\n rhs wanted 1 -0.5\nENDATA\n", "the probability -0.5"),
        ("STOCH t\nINDEP DISCRETE\n rhs wanted 1 0\nENDATA\n", "sum to 0"),
        ("STOCH t\nINDEP DISCRETE\n UP bnd buy 4 1\nENDATA\n", "column buy of the first period"),
        ("STOCH t\nSCENARIOS\n SC A B 1 LATER\nENDATA\n", "scenario B has not occurred"),
        ("STOCH t\nSCENARIOS\n SC A ROOT 1\n SC A ROOT 1\nENDATA\n", "scenario A occurs twice"),
        ("STOCH t\nBLOCKS DISCRETE\n rhs wanted 1\nENDATA\n", "wanted a section, a block"),
    ],
)
def test_what_is_not_supported_is_said(tmp_path: Path, text: str, message: str):
    """Nothing is passed over in silence."""
    with pytest.raises(SmpsError, match=message):
        read_smps(write(tmp_path, NEWSVENDOR, NEWSVENDOR_TIME, text))


def test_scenario_cannot_change_what_it_shares(tmp_path: Path):
    """S2 branches in the third period and would change the second."""
    text = (
        "STOCH stock\nSCENARIOS DISCRETE\n SC S1 ROOT 0.5 TWO\n RHS second 2\n"
        " SC S2 S1 0.5 THREE\n RHS second 0\nENDATA\n"
    )
    with pytest.raises(SmpsError, match="S2 changes a value of TWO, before it branches in THREE"):
        read_smps(write(tmp_path, STOCK, STOCK_TIME, text))
