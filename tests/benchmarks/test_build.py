"""The three sides of the build benchmark build the same rows, and invented studies repeat."""

import pickle
from pathlib import Path
from typing import Any

import build
import numpy as np
import pytest
from pyomo_lists import lists_of
from raw_linopy import prepare, write_rows
from raw_pyomo import matrix_of_pyomo, write_pyomo
from scipy import sparse
from synthetic import synthetic_tables

from plantshare import Limits
from plantshare.formulation import MatrixProgram, Program, build_program, to_matrix
from plantshare.methods import solve_direct
from plantshare.study import Study, study_from_tables
from plantshare.study.checks import check_study

pytestmark = pytest.mark.filterwarnings("ignore::linopy.LinopySemanticsWarning")


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the smallest invented study, with years split between patterns."""
    return study_from_tables(synthetic_tables(1, shifts="fractional"))


@pytest.fixture(scope="module")
def program(study: Study) -> Program:
    """Return its program."""
    return build_program(study)


@pytest.fixture(scope="module")
def matrix(program: Program) -> MatrixProgram:
    """Return its program as arrays."""
    return to_matrix(program)


def relaxed(matrix: MatrixProgram) -> float:
    """Return the optimum without whole numbers."""
    linear = MatrixProgram(
        **{
            **{name: getattr(matrix, name) for name in MatrixProgram.__slots__},
            "is_integer": np.zeros_like(matrix.is_integer),
        }
    )
    return solve_direct(linear, Limits()).objective


def test_linopy_rows_are_the_same_program(study: Study, program: Program, matrix: MatrixProgram) -> None:
    """Same rows, columns, coefficients and optimum of the linear relaxation."""
    other = build.matrix_of_linopy(write_rows(prepare(study, program)))
    assert other.matrix.shape == matrix.matrix.shape
    assert other.matrix.nnz == matrix.matrix.nnz
    assert other.is_integer.sum() == matrix.is_integer.sum()
    assert relaxed(other) == pytest.approx(relaxed(matrix), rel=1e-7)


def test_pyomo_rows_are_the_same_program(study: Study, program: Program, matrix: MatrixProgram) -> None:
    """Same rows, columns, coefficients and optimum of the linear relaxation."""
    other = matrix_of(matrix_of_pyomo(write_pyomo(lists_of(prepare(study, program)))))
    assert other.matrix.shape == matrix.matrix.shape
    assert other.matrix.nnz == matrix.matrix.nnz
    assert relaxed(other) == pytest.approx(relaxed(matrix), rel=1e-7)


def matrix_of(form: Any) -> MatrixProgram:  # Any: Pyomo ships no types.
    """Return what Pyomo's compiler gives, which minimises, as arrays."""
    kinds = np.array([row.bound_type for row in form.rows])
    limits = [
        (-np.inf if low is None else low, np.inf if high is None else high)
        for low, high in (column.bounds for column in form.columns)
    ]
    lower, upper = np.array(limits, dtype=float).T
    return MatrixProgram(
        cost=-form.c.toarray().ravel(),
        matrix=sparse.csc_matrix(form.A),
        row_lower=np.where(kinds > 0, -np.inf, form.rhs),
        row_upper=np.where(kinds < 0, np.inf, form.rhs),
        lower=lower,
        upper=upper,
        is_integer=np.zeros(len(limits), dtype=bool),
        rows=np.full(kinds.size, "", dtype=object),
    )


def test_what_is_not_written_by_hand_is_refused(study: Study, program: Program) -> None:
    """A rule of another name must not be left out in silence."""
    program.linear.add_constraints(program.linear.variables["launched"].sum() <= 1e6, name="other")
    try:
        with pytest.raises(ValueError, match="not written by hand: other"):
            prepare(study, program)
    finally:
        program.linear.remove_constraints("other")


def test_invented_study_is_sound() -> None:
    """No check finds an error in it."""
    problems = check_study(synthetic_tables(1))
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_invented_study_repeats_and_grows() -> None:
    """Same seed, same frames; twice the size has twice the plants and options, and the same markets."""
    one, again, two = synthetic_tables(1), synthetic_tables(1), synthetic_tables(2)
    assert one["options"].equals(again["options"])
    assert one["demand"].equals(again["demand"])
    assert len(one["plants"]) == 10
    assert len(one["groups"]) == 25
    assert len(one["shops"]) == 40
    assert len(one["options"]) == 90
    for name in ("plants", "groups", "shops", "options", "vehicles"):
        assert len(two[name]) == 2 * len(one[name])
    assert len(two["markets"]) == len(one["markets"]) == 5


def test_ready_arrays_survive_saving(study: Study, program: Program, tmp_path: Path) -> None:
    """Each side runs in a process of its own and reads what was prepared from a file."""
    file = tmp_path / "one.ready"
    file.write_bytes(pickle.dumps(prepare(study, program)))
    again = pickle.loads(file.read_bytes())
    assert build.matrix_of_linopy(write_rows(again)).matrix.nnz == to_matrix(program).matrix.nnz
