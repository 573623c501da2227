"""From a study folder to recorded runs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plantshare.errors import CheckError, LabelError, StudyError
from plantshare.methods import Limits, Progress
from plantshare.methods.aims import Aim
from plantshare.results import Result
from plantshare.results.store import list_runs, read_manifest
from plantshare.run import is_run, read_plan, run_study, session
from plantshare.solve import solve
from plantshare.study import Study
from tests.run.studies import ADA, BO_APART, BO_SHARED, rows, small_folder

CASES = {"off": {"sharing": "off"}, "on": {"sharing": "on"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the small study as a folder."""
    return small_folder(tmp_path / "small")


def test_both_cases_are_solved_checked_and_recorded(folder: Path, tmp_path: Path) -> None:
    """Sharing is worth 10 a year less 8 / 1.1 to Bo; each run reads back as what was solved."""
    runs = run_study(folder, cases=CASES, out=tmp_path / "runs")

    assert [run.case for run in runs] == ["off", "on"]
    assert runs[0].result.proof.objective == pytest.approx(ADA + BO_APART)
    assert runs[1].result.proof.objective == pytest.approx(ADA + BO_SHARED)
    assert list_runs(tmp_path / "runs") == tuple(run.path for run in runs)
    for run in runs:
        assert run.path is not None
        assert is_run(run.path)
        assert read_manifest(run.path)["case"] == run.case
        assert read_plan(run.path).proof == run.result.proof


def test_the_settings_of_a_case_are_recorded(folder: Path, tmp_path: Path) -> None:
    """Gap and time limit are settings, so a run says what it was solved with."""
    (run,) = run_study(folder, cases={"": {"gap": 0.25, "time_limit": 7.0}}, out=tmp_path / "runs")

    assert run.path is not None
    assert read_manifest(run.path)["settings"]["gap"] == 0.25
    assert read_plan(run.path).study.settings["time_limit"] == 7.0


def test_a_scenario_takes_the_place_of_the_figures(folder: Path, tmp_path: Path) -> None:
    """In the boom 36,000 of A and 24,000 of B are built."""
    (run,) = run_study(folder, scenario="boom", out=tmp_path / "runs")

    assert float(run.result.output().built.sum()) == pytest.approx(2 * 60_000)


def test_scenarios_are_planned_together(folder: Path, tmp_path: Path) -> None:
    """Boom and bust are half and half."""
    (run,) = run_study(folder, scenarios=["boom", "bust"], out=tmp_path / "runs")

    assert list(run.result.study.futures) == ["boom", "bust"]
    assert run.path is not None
    assert list(read_plan(run.path).study.futures) == ["boom", "bust"]


def test_an_unknown_scenario_is_named(folder: Path, tmp_path: Path) -> None:
    """Nothing is solved and nothing written."""
    with pytest.raises(LabelError, match="gloom"):
        run_study(folder, scenario="gloom", out=tmp_path / "runs")

    assert not (tmp_path / "runs").exists()


def test_a_faulty_study_is_not_solved(tmp_path: Path) -> None:
    """A vehicle of an unknown company is a fault."""
    folder = small_folder(tmp_path / "small")
    text = (folder / "vehicles.csv").read_text().replace("Bo", "Bob")
    (folder / "vehicles.csv").write_text(text)

    with pytest.raises(StudyError):
        run_study(folder, out=tmp_path / "runs")

    assert not (tmp_path / "runs").exists()


def test_a_study_without_a_plan_is_not_recorded(tmp_path: Path) -> None:
    """60,000 of A must be built in a year, and 30,000 is the most that is asked for."""
    rule = {"rule": "too much", "kind": "minimum_output", "option": "A Leipzig", "units": 60_000}
    folder = small_folder(tmp_path / "small", {"rules": [rule]})

    (run,) = run_study(folder, out=tmp_path / "runs")

    assert run.path is None
    assert run.result.proof.status == "infeasible"
    assert any("too much" in conflict for conflict in run.result.proof.conflicts)
    assert list_runs(tmp_path / "runs") == ()


def test_a_plan_that_fails_its_check_is_not_recorded(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that claims 10,000 more of A than is asked for is refused."""

    def inflated(
        study: Study,
        limits: Limits,
        *,
        method: str = "auto",
        start: Result | None = None,
        aim: Aim | None = None,
    ) -> Result:
        result = solve(study, limits, method=method, start=start, aim=aim)
        shipped = result.values["shipped"].copy()
        shipped.loc[{"option": "A Leipzig", "market": "home", "year": 2026}] += 10_000
        return replace(result, values={**result.values, "shipped": shipped})

    monkeypatch.setattr(session, "solve", inflated)

    with pytest.raises(CheckError):
        run_study(folder, out=tmp_path / "runs")

    assert list_runs(tmp_path / "runs") == ()


def test_a_stop_before_the_search_begins_no_case(folder: Path, tmp_path: Path) -> None:
    """Who has asked to stop gets no run."""
    assert run_study(folder, cases=CASES, out=tmp_path / "runs", stop=lambda: True) == ()


def test_a_stop_between_two_cases_begins_no_further_one(folder: Path, tmp_path: Path) -> None:
    """The first case is kept; the second is left out."""
    asked = []

    def stop() -> bool:
        asked.append(True)
        return bool(list_runs(tmp_path / "runs"))

    runs = run_study(folder, cases=CASES, out=tmp_path / "runs", stop=stop)

    assert asked
    assert [run.case for run in runs] == ["off"]


def test_progress_names_its_case(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the method tells is passed on with the name of the case."""

    def telling(
        study: Study,
        limits: Limits,
        *,
        method: str = "auto",
        start: Result | None = None,
        aim: Aim | None = None,
    ) -> Result:
        assert limits.tell is not None
        limits.tell(Progress(1.0, 2.0, 3.0))
        return solve(study, method=method, start=start, aim=aim)

    monkeypatch.setattr(session, "solve", telling)
    told: list[tuple[str, Progress]] = []

    run_study(folder, cases=CASES, out=tmp_path / "runs", tell=lambda *words: told.append(words))

    assert [case for case, _ in told] == ["off", "on"]


def test_the_rows_of_the_small_study_are_not_shared() -> None:
    """Tests that change a row do not change it for others."""
    rows()["companies"].clear()

    assert len(rows()["companies"]) == 2
