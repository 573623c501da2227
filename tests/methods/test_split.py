"""Taking a program apart, and what refuses to come apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from plantshare.errors import MethodError
from plantshare.formulation import ColumnStages, MatrixProgram, build_program, column_stages, to_matrix
from plantshare.methods import Limits, solve_direct
from plantshare.methods.decomposition import solve_decomposition
from plantshare.methods.linked import linked
from plantshare.methods.split import two_stage_of
from plantshare.methods.two_stage import extensive
from plantshare.study.read import read_study
from tests.methods.two_stage_programs import random_program

TOY = Path(__file__).parents[2] / "examples" / "toy-plan"
EXACT = Limits(gap=0.0, seconds=60, threads=1)


def small() -> tuple[MatrixProgram, ColumnStages]:
    """Return x in stage 1 and y in two years of two scenarios, each y <= x in a row of its own."""
    matrix = np.hstack([-np.ones((4, 1)), np.identity(4)])
    program = MatrixProgram(
        cost=np.array([-1.0, 1.0, 1.0, 1.0, 1.0]),
        matrix=sparse.csc_matrix(matrix),
        row_lower=np.full(4, -np.inf),
        row_upper=np.zeros(4),
        lower=np.zeros(5),
        upper=np.array([9.0, 1.0, 2.0, 3.0, 4.0]),
        is_integer=np.zeros(5, dtype=bool),
        rows=np.array(["room"] * 4, dtype=object),
    )
    stages = ColumnStages(
        stage=np.array([1, 2, 2, 2, 2]),
        year=np.array([-1, 0, 0, 1, 1]),
        scenario=np.array([-1, 0, 1, 0, 1]),
        years=np.array([2027, 2028]),
    )
    return program, stages


def with_row(program: MatrixProgram, columns: list[int], name: str) -> MatrixProgram:
    """Return the program with one more row, the sum of some columns at most 5."""
    row = np.zeros((1, program.cost.size))
    row[0, columns] = 1.0
    return replace(
        program,
        matrix=sparse.vstack([program.matrix, row], format="csc"),
        row_lower=np.append(program.row_lower, -np.inf),
        row_upper=np.append(program.row_upper, 5.0),
        rows=np.append(program.rows, name),
    )


def test_each_year_of_each_scenario_is_a_block():
    """Four second-stage columns in two years of two scenarios: two families of two blocks."""
    program, layout = two_stage_of(*small(), np.array([0.25, 0.75]))

    assert [family.name for family in program.families] == ["2027", "2028"]
    assert [family.blocks for family in program.families] == [2, 2]
    assert layout.columns[1].tolist() == [[3], [4]]
    # The objective holds probability times cost: 1 / 0.25 and 1 / 0.75.
    assert program.families[0].cost.rows().ravel() == pytest.approx([4, 4 / 3])


def test_years_joined_in_a_scenario_make_the_scenario_a_block():
    """A row over both years of scenario 0 leaves one block for each scenario; none is assumed away."""
    whole, stages = small()
    joined = with_row(whole, [1, 3], "stock")
    program, layout = two_stage_of(joined, stages, np.array([0.5, 0.5]))

    assert sum(family.blocks for family in program.families) == 2
    assert {family.recourse.shape[1] for family in program.families} == {2}
    best = solve_direct(joined, EXACT)
    solution = solve_decomposition(program, EXACT)
    assert solution.objective == pytest.approx(best.objective)
    assert joined.cost @ layout.column_values(solution.values) == pytest.approx(best.objective)


def test_scenarios_joined_by_a_row_are_refused_by_its_name():
    """No first stage holds a row over two scenarios."""
    whole, stages = small()

    with pytest.raises(MethodError, match="'quota' joins the second stage of two scenarios"):
        two_stage_of(with_row(whole, [1, 2], "quota"), stages, np.array([0.5, 0.5]))


@pytest.fixture(scope="module")
def toy():
    """Return the toy plan with its three futures: program, two-stage form and layout."""
    study = read_study(TOY).with_scenarios(("s1", "s2", "s3"))
    program = build_program(study)
    matrix = to_matrix(program)
    return matrix, *two_stage_of(matrix, column_stages(program), study.probability.values)


def test_parts_put_together_are_the_whole(toy):
    """Every column and row comes back to its place with its figures."""
    matrix, program, layout = toy
    whole = extensive(program)
    order = np.concatenate([layout.first_columns, *(places.ravel() for places in layout.columns)])
    rows = np.concatenate([layout.first_rows, *(places.ravel() for places in layout.rows)])

    assert sorted(order) == list(range(matrix.cost.size))
    assert whole.cost == pytest.approx(matrix.cost[order])
    assert abs(whole.matrix - matrix.matrix[rows][:, order]).max() == 0
    assert (whole.row_upper == matrix.row_upper[rows]).all()
    assert (whole.lower == matrix.lower[order]).all()


def test_only_what_differs_is_kept_for_each_scenario(toy):
    """Futures differ in demand and in the margin of one flow, so few of some hundred figures vary."""
    _, program, _ = toy
    for family in program.families:
        assert family.recourse.entries.places.size == 0
        assert family.cost.places.size <= 1
        # Three flows against their demand, and two options against the three open patterns of a line.
        assert family.technology.entries.places.size <= 7


def test_toy_plan_through_the_decomposition(toy):
    """0.40 * 1071.3324 + 0.35 * 825.9680 + 0.25 * 539.2389 = 852.4315, by enumeration of all plans."""
    matrix, program, layout = toy
    solution = solve_decomposition(program, EXACT)

    assert solution.status == "optimal"
    assert solution.objective == pytest.approx(852.4315, abs=1e-4)
    assert solution.bound == pytest.approx(852.4315, abs=1e-3)
    assert matrix.cost @ layout.column_values(solution.values) == pytest.approx(solution.objective)


@pytest.mark.parametrize("seed", range(6))
def test_added_sums_change_nothing(seed: int):
    """The program with columns for what blocks see of the first stage has the same optimum."""
    program = random_program(seed, families=3)
    inner = linked(program)
    best = solve_direct(extensive(program), EXACT).objective

    assert solve_direct(extensive(inner.program), EXACT).objective == pytest.approx(best)
    seen = inner.program.families[0].technology
    per_row = np.bincount(seen.row)
    varying = np.isin(np.arange(per_row.size), seen.row[seen.entries.places])
    assert (per_row[~varying] <= 1).all()
