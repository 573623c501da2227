"""Futures built batch by batch make the same program as all at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from plantshare.formulation import build_program, to_matrix
from plantshare.methods import Limits
from plantshare.methods.two_stage import extensive
from plantshare.results.checker import check_result
from plantshare.solve import batches, solve
from plantshare.solve.batches import assemble
from plantshare.study import Study, read_study
from tests.solve.futures import with_futures

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-plants"
EXACT = Limits(gap=1e-9, seconds=60)


@pytest.fixture(scope="module")
def drawn() -> Study:
    """Return the example with seven unequal futures of demand and wages."""
    return with_futures(read_study(EXAMPLE), 7, seed=4)


def test_batches_make_the_program_of_all_futures(drawn: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of 3, 2 and 2 futures have the cost, limits and entries of the program built at once."""
    whole = to_matrix(build_program(drawn))
    monkeypatch.setattr(batches, "FUTURES", 3)
    assembly = assemble(drawn)
    built = extensive(assembly.joined.program)

    assert len(assembly.batches) == 3
    assert built.cost.size == whole.cost.size
    np.testing.assert_allclose(np.sort(built.cost), np.sort(whole.cost), rtol=1e-9, atol=1e-12)
    assert built.matrix.nnz == whole.matrix.nnz
    np.testing.assert_allclose(np.sort(built.matrix.data), np.sort(whole.matrix.data), rtol=1e-9)
    np.testing.assert_allclose(np.sort(built.row_upper), np.sort(whole.row_upper), rtol=1e-9, atol=1e-9)
    np.testing.assert_array_equal(np.sort(built.upper), np.sort(whole.upper))


def test_a_plan_of_batches_is_the_plan_of_all_futures(drawn: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Objective, values and money agree, and the checker finds nothing."""
    at_once = solve(drawn, EXACT, method="extensive")
    monkeypatch.setattr(batches, "FUTURES", 3)
    in_batches = solve(drawn, EXACT, method="extensive")

    assert in_batches.proof.objective == pytest.approx(at_once.proof.objective, rel=1e-8)
    check_result(in_batches).require()
    assert in_batches.values["built"].dims == at_once.values["built"].dims
    assert list(in_batches.values["built"]["scenario"].values) == list(drawn.labels["scenario"])
    pd.testing.assert_series_equal(in_batches.npv(), at_once.npv(), rtol=1e-6)
    assert set(in_batches.duals) == set(at_once.duals)


def test_the_decomposition_agrees_on_batches(drawn: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cuts reach the value of the extensive form within the gap asked for."""
    monkeypatch.setattr(batches, "FUTURES", 3)
    whole = solve(drawn, EXACT, method="extensive")
    cuts = solve(drawn, Limits(gap=1e-6, seconds=60), method="decomposition")

    assert cuts.proof.objective == pytest.approx(whole.proof.objective, rel=2e-6)
    check_result(cuts).require()
