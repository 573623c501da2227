"""Runs on disk: what is written comes back the same, whole or not at all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
import xarray as xr

from plantshare.errors import InfeasibleError, RunError, StudyError
from plantshare.results import Result
from plantshare.results.store import list_runs, read_manifest, read_result, write_result
from plantshare.results.whole_folder import machine
from plantshare.solve import solve
from plantshare.study import Change, Draw, Draws, study_from_tables
from plantshare.tables import tables_digest
from tests.run.studies import small_tables


@pytest.fixture(scope="module")
def result() -> Result:
    """Return the small study solved with sharing on."""
    return solve(study_from_tables(small_tables()))


def assert_same(one: Result, other: Result) -> None:
    """Fail unless two results agree in values, duals, money, proof and study."""
    assert list(one.values) == list(other.values)
    assert all(one.values[name].equals(other.values[name]) for name in one.values)
    assert list(one.duals) == list(other.duals)
    assert all(one.duals[rule].equals(other.duals[rule]) for rule in one.duals)
    pd.testing.assert_frame_equal(one.money, other.money)
    assert one.proof == other.proof
    assert list(one.study.futures) == list(other.study.futures)
    assert one.study.weights == other.study.weights
    assert tables_digest(one.study.tables) == tables_digest(other.study.tables)
    for name, tables in one.study.futures.items():
        assert tables_digest(tables) == tables_digest(other.study.futures[name])


def test_a_result_comes_back_the_same(result: Result, tmp_path: Path) -> None:
    """Values, duals with their missing cells, money, proof and study survive the way to disk and back."""
    assert any(np.isnan(array).any() for array in result.duals.values())

    again = read_result(write_result(result, tmp_path))

    assert_same(result, again)
    pd.testing.assert_frame_equal(result.statement(), again.statement())
    pd.testing.assert_frame_equal(result.loading(), again.loading())


def test_drawn_futures_come_back_the_same(tmp_path: Path) -> None:
    """Two drawn futures, one cell of which is left as it is, with their weights and how they were drawn."""
    study = study_from_tables(small_tables())
    years, names = study.years, np.array(["draw 1", "draw 2"], dtype=object)
    factors = xr.DataArray(
        np.array([[0.5, np.nan]] + [[0.9, 1.1]] * (years.size - 1)),
        coords={"year": years, "scenario": names},
        dims=("year", "scenario"),
    )
    draws = Draws(
        columns=(Draw(key="demand.units", how="scale", values=factors),),
        weights=(0.25, 0.75),
        origin={"sampler": "sobol", "seed": 3},
    )
    result = solve(study.with_draws(draws))

    again = read_result(write_result(result, tmp_path))

    assert_same(result, again)
    assert again.study.draws is not None
    assert again.study.draws.origin == draws.origin
    assert again.study.draws.columns[0].values.identical(factors)
    assert not (tmp_path / "futures").exists()


def test_futures_come_back_the_same(tmp_path: Path) -> None:
    """Two scenarios with a change made to both on top of them are not what the study alone says."""
    change = Change(table="demand", row="A/home", column="units", value=500.0, how="add")
    together = study_from_tables(small_tables()).with_scenarios(["boom", "bust"])
    changed = solve(together.with_changes([change]))

    again = read_result(write_result(changed, tmp_path))

    assert_same(changed, again)
    # Boom: 1.2 * 30,000 + 500; the study's own figures alone would give 1.2 * 30,500.
    demand = again.study["demand.units"].sel(vehicle="A", market="home", year=2026)
    assert float(demand.sel(scenario="boom")) == pytest.approx(36_500)


def test_another_program_can_read_the_tables(result: Result, tmp_path: Path) -> None:
    """Leipzig builds 30,000 + 20,000 in each of two years: 100,000 in the Parquet file."""
    run = write_result(result, tmp_path)

    rows = duckdb.read_parquet(str(run / "values" / "built.parquet"))

    assert rows.columns == ["option", "year", "scenario", "value"]
    assert duckdb.sql("SELECT sum(value) FROM rows").fetchall() == [(100_000.0,)]


def test_the_manifest_says_where_a_run_comes_from(result: Result, tmp_path: Path) -> None:
    """Versions, digest of the input, settings, scenarios and proof stand in it, as plain JSON."""
    manifest = read_manifest(write_result(result, tmp_path, case="on"))

    assert manifest["case"] == "on"
    assert manifest["input_digest"] == tables_digest(result.study.tables)
    assert manifest["settings"]["sharing"] == "on"
    assert manifest["scenarios"] == [{"scenario": "base", "weight": 1.0}]
    assert manifest["proof"]["status"] == "optimal"
    assert {"plantshare", "python", "packages", "created", "files"} <= set(manifest)


def test_a_bound_that_is_missing_comes_back_as_infinite(result: Result, tmp_path: Path) -> None:
    """JSON has no infinity: it is written as nothing and read as no bound."""
    open_ended = replace(result, proof=replace(result.proof, bound=np.inf, gap=np.inf))

    again = read_result(write_result(open_ended, tmp_path))

    assert again.proof == open_ended.proof


def test_runs_sort_by_age_and_are_never_overwritten(result: Result, tmp_path: Path) -> None:
    """The same result written three times makes three runs, the oldest first."""
    written = [write_result(result, tmp_path) for _ in range(3)]

    assert list(list_runs(tmp_path)) == written


def test_a_folder_name_with_a_pattern_in_it_is_read_as_it_stands(result: Result, tmp_path: Path) -> None:
    """The Parquet reader takes patterns; brackets and stars in a user's folder are none."""
    runs = tmp_path / "run's [1]*"

    assert_same(result, read_result(write_result(result, runs)))


def test_without_a_plan_nothing_is_written(result: Result, tmp_path: Path) -> None:
    """A result without values is refused before a folder is made."""
    nothing = replace(result, values={}, proof=replace(result.proof, conflicts=("demand",)))

    with pytest.raises(InfeasibleError):
        write_result(nothing, tmp_path / "runs")

    assert not (tmp_path / "runs").exists()


def test_a_write_that_fails_leaves_nothing(result: Result, tmp_path: Path) -> None:
    """A word that would run as a formula stops the writing after the values are on disk."""
    companies = result.study.tables["companies"].assign(name="=1+1")
    tables = result.study.tables.with_frame("companies", companies)

    with pytest.raises(StudyError):
        write_result(replace(result, study=study_from_tables(tables)), tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(result: Result, tmp_path: Path) -> None:
    """A file where the folder of runs should be is told as such."""
    (tmp_path / "runs").write_text("in the way")

    with pytest.raises(RunError, match="cannot be written to"):
        write_result(result, tmp_path / "runs")


def test_what_dead_writers_left_is_cleared_and_never_listed(result: Result, tmp_path: Path) -> None:
    """A hidden folder of an ended process goes with the next run; that of a living one stays."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead = tmp_path / f".writing~{machine()}~{ended.pid}~0a1b2c3d"
    living = tmp_path / f".writing~{machine()}~{os.getpid()}~0a1b2c3d"
    elsewhere = tmp_path / ".writing~another-machine~1~0a1b2c3d"
    for folder in (dead, living, elsewhere):
        folder.mkdir()
        (folder / "manifest.json").write_text("{}")

    assert list_runs(tmp_path) == ()

    run = write_result(result, tmp_path)

    assert not dead.exists()
    assert living.exists()
    assert elsewhere.exists()
    assert list_runs(tmp_path) == (run,)


@pytest.mark.parametrize("name", ["money.parquet", "values/built.parquet", "study/demand.csv"])
def test_a_damaged_run_is_refused(result: Result, tmp_path: Path, name: str) -> None:
    """A file that was changed or lost since the run was recorded is named."""
    run = write_result(result, tmp_path)
    file = run / name
    file.write_bytes(file.read_bytes() + b" ")

    with pytest.raises(RunError, match=f"{name} was changed"):
        read_result(run)

    file.unlink()
    with pytest.raises(RunError, match=f"{name} is missing"):
        read_result(run)


def test_what_is_no_run_is_refused(result: Result, tmp_path: Path) -> None:
    """A folder without manifest, and one in a layout of the future."""
    with pytest.raises(RunError, match="there is no run"):
        read_result(tmp_path)

    run = write_result(result, tmp_path)
    manifest = json.loads((run / "manifest.json").read_text())
    (run / "manifest.json").write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(RunError, match="layout that this version does not know"):
        read_result(run)


def test_no_runs_where_there_is_no_folder(tmp_path: Path) -> None:
    """A folder of runs that nobody has made yet holds none."""
    assert list_runs(tmp_path / "runs") == ()
