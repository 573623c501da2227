"""The futures that a plan was made for, in words: everywhere the same, never one drawn future by one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr
from openpyxl import load_workbook

from plantshare.report.plan_listings import target_listing
from plantshare.report.row_names import RowNames
from plantshare.report.trust_listings import proof_listing
from plantshare.results import Result
from plantshare.results.compare import compare
from plantshare.results.futures import futures_words
from plantshare.results.workbook import write_result_workbook
from plantshare.run import summary_of
from plantshare.solve import solve
from plantshare.study import Draw, Draws, Study, study_from_tables
from tests.run.studies import small_tables


def drawn(study: Study, seed: int) -> Study:
    """Return the study with demand times 0.5 and 1.5, of 25 and 75 percent."""
    names = np.array(["draw 1", "draw 2"], dtype=object)
    factors = xr.DataArray([0.5, 1.5], coords={"scenario": names}, dims="scenario")
    columns = (Draw(key="demand.units", how="scale", values=factors),)
    origin: dict[str, str | int | float] = {"sampler": "sobol", "seed": seed, "count": 2}
    return study.with_draws(Draws(columns=columns, weights=(0.25, 0.75), origin=origin))


@pytest.fixture(scope="module")
def result() -> Result:
    """Return the small study planned for two drawn futures."""
    return solve(drawn(study_from_tables(small_tables()), 3))


def test_drawn_futures_are_counted_and_named_ones_are_named(result: Result) -> None:
    """Two drawn ones have a number and a seed; boom and bust have a half each; without any there is one."""
    study = study_from_tables(small_tables())

    assert futures_words(result.study) == "2 drawn futures, seed 3"
    assert futures_words(study.with_scenarios(["boom", "bust"])) == "boom 50%, bust 50%"
    assert futures_words(study) == "one future"


def test_report_workbook_and_summary_say_the_same(result: Result, tmp_path: Path) -> None:
    """None of the three lists the drawn futures one by one."""
    write_result_workbook(result, tmp_path / "plan.xlsx")
    rows = load_workbook(tmp_path / "plan.xlsx")["about"].iter_rows(values_only=True)
    facts = {str(row["what"]): row["found"] for row in proof_listing(result).rows}
    summary = summary_of(result)

    assert dict(row[:2] for row in rows)["futures"] == "2 drawn futures, seed 3"
    assert facts["Futures planned together"] == "2 drawn futures, seed 3"
    assert summary["scenarios"] == {}
    assert summary["draws"] == {"sampler": "sobol", "seed": 3, "count": 2}


def test_targets_of_drawn_futures_stand_in_one_row(result: Result) -> None:
    """All 50,000 that sell are built in Leipzig: 25,000 in one of four, 75,000 in three: 62,500 of 60,000."""
    (row,) = target_listing(result, RowNames(result.study)).rows

    assert row["lowest"] == pytest.approx(25_000)
    assert row["highest"] == pytest.approx(75_000)
    assert row["expected"] == pytest.approx(62_500)
    assert row["reached"] == pytest.approx(0.75)


def test_another_seed_is_another_input(result: Result) -> None:
    """Plans of the same number of futures differ in their inputs where the seeds do."""
    other = solve(drawn(study_from_tables(small_tables()), 4))

    (row,) = compare(result, other).settings.to_numpy().tolist()
    assert row == ["futures", "2 drawn futures, seed 3", "2 drawn futures, seed 4"]
