"""The demo, on the study that ships and on a small one worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from plantshare.errors import LabelError, RunError
from plantshare.results.store import list_runs
from plantshare.run import EXAMPLES, copy_example, demo, example_path, plain, run_demo
from plantshare.study import read_study, study_from_tables
from tests.formulation.plants import best, guest, study_with
from tests.run.studies import ADA, BO_APART, BO_SHARED, rows, small_folder, small_tables

TARGET = {
    "target": "DE 2027", "country": "DE", "year": 2027, "vehicle_class": "car_and_cv", "units": 60_000,
    "other_output": 1_000,
}  # fmt: skip


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the demo run on the small study, whose target lies in 2027."""
    folder = small_folder(tmp_path / "small", {"targets": [TARGET]})
    monkeypatch.setattr(demo, "example_path", lambda name: folder)
    monkeypatch.setattr(demo, "TARGET_YEAR", 2027)
    return folder


def test_both_cases_and_their_difference(small: Path, tmp_path: Path) -> None:
    """Leipzig builds 30,000 apart and 50,000 shared, 1,000 come from elsewhere, 60,000 are wanted."""
    answer = run_demo(tmp_path / "runs").to_json()

    off, on = answer["cases"]["off"], answer["cases"]["on"]
    assert (off["status"], on["status"]) == ("optimal", "optimal")
    assert (off["uk_output_2027"], on["uk_output_2027"]) == pytest.approx((31_000, 51_000))
    assert (off["distance_to_target"], on["distance_to_target"]) == pytest.approx((29_000, 9_000))
    assert off["npv"] == pytest.approx({"Ada": ADA, "Bo": BO_APART})
    assert answer["difference"]["npv"] == pytest.approx({"Ada": 0, "Bo": BO_SHARED - BO_APART})
    assert answer["difference"]["objective"] == pytest.approx(BO_SHARED - BO_APART)
    assert [launch["option"] for launch in on["launches"]] == ["B Leipzig"]
    full = {row["year"]: row["utilisation"] for row in on["utilisation"]}
    assert full == pytest.approx({2026: 0.5, 2027: 0.5})


def test_the_answer_names_its_files_and_its_evidence(small: Path, tmp_path: Path) -> None:
    """Both runs lie where it says; the shares of all grades add up to one."""
    answer = run_demo(tmp_path / "runs").to_json()

    assert [answer["files"]["off"], answer["files"]["on"]] == [
        str(run) for run in list_runs(tmp_path / "runs")
    ]
    assert answer["files"]["study"] == str(small)
    assert sum(entry["share"] for entry in answer["evidence"].values()) == pytest.approx(1)
    assert answer["seconds_total"] > 0


def test_a_case_that_was_stopped_leaves_no_difference(small: Path, tmp_path: Path) -> None:
    """With one case only there is nothing to compare."""
    done = run_demo(tmp_path / "runs", stop=lambda: bool(list_runs(tmp_path / "runs")))

    assert list(done.to_json()["cases"]) == ["off"]
    assert done.to_json()["difference"] == {}


def test_a_study_without_a_target_in_the_year_is_refused(tmp_path: Path) -> None:
    """The demo measures the distance to the target of one year."""
    study = read_study(small_folder(tmp_path / "small"))

    with pytest.raises(LabelError, match="no target for 2035"):
        demo.target_of(study)


def test_the_target_of_the_class_that_the_study_counts_is_taken() -> None:
    """Of two targets for 2035 the one of the study's own class wins, whatever the order."""
    first, second = ({**rows()["targets"][0], "target": name, "year": 2035} for name in ("cars", "all"))
    targets = [{**first, "vehicle_class": "car"}, second]
    study = study_from_tables(small_tables({"targets": targets}))

    assert demo.target_of(study)["target"] == "all"


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_found_and_can_be_copied(tmp_path: Path, name: str) -> None:
    """The copy holds every file of the example."""
    copy_example(name, tmp_path / "mine")

    files = {file.name for file in example_path(name).iterdir()}
    assert "study.toml" in files
    assert {file.name for file in (tmp_path / "mine").iterdir()} == files


def test_an_unknown_example_is_refused() -> None:
    """The message names those that there are."""
    with pytest.raises(RunError, match="two-plants"):
        example_path("three-plants")


def test_plain_data_has_no_frames_and_no_missing_numbers() -> None:
    """Whatever goes in, JSON can hold what comes out."""
    assert plain({"a": [float("nan"), (1, float("-inf"))], 2: None}) == {"a": [None, [1, None]], "2": None}


def test_a_host_that_loses_asks_for_its_loss_by_vehicle() -> None:
    """Ada loses 10 million and builds 10,000 cars of Bo in each of three years: 10,000,000 / 30,000."""
    result = best(study_with(**guest()))
    gains = pd.Series({"Ada": -10.0, "Bo": -1.0})

    assert demo.host_asks(result, gains) == pytest.approx({"Ada": 10_000 / 30})
    assert demo.host_asks(result, -gains) == {}
