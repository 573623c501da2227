"""The command `demo` on the study that ships: what a newcomer sees first."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.report import html
from plantshare.report.words import vehicles
from plantshare.results.store import list_runs
from plantshare.run import demo
from tests.cli.terminal import Done, Terminal, start
from tests.run.studies import small_folder


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """Return what `plantshare demo --json` prints."""
    process = start("demo", "--json", "--out", tmp_path_factory.mktemp("demo") / "runs")
    out, err = process.communicate()
    return Done(process.returncode, out, err)


def test_both_cases_are_solved_to_a_proven_gap(answer: Done) -> None:
    """Status optimal, gap at most 0.1%, nothing but the answer is printed."""
    assert (answer.code, answer.err) == (0, "")
    for case in answer.json["cases"].values():
        assert case["status"] == "optimal"
        assert case["gap"] <= 1e-3
        assert case["objective"] <= case["bound"]


def test_sharing_never_costs_all_companies_together(answer: Done) -> None:
    """What is allowed without sharing is allowed with it; the range is the proof of both cases."""
    difference = answer.json["difference"]

    assert difference["objective_low"] <= difference["objective"] <= difference["objective_high"]
    assert difference["objective_high"] >= 0
    assert sum(difference["npv"].values()) == pytest.approx(difference["objective"])


def test_the_distance_is_target_less_output(answer: Done) -> None:
    """1.3 million are wanted in 2035, and both cases say what they count."""
    for case in answer.json["cases"].values():
        assert case["target"] == 1_300_000
        assert case["distance_to_target"] == pytest.approx(1_300_000 - case["uk_output_2035"])
        assert case["vehicle_class"] == "car_and_cv"
        assert case["uk_output"]["2035"] == case["uk_output_2035"]


def test_files_are_where_the_answer_says(answer: Done) -> None:
    """Study, both runs and the report exist."""
    files = {name: Path(place) for name, place in answer.json["files"].items()}

    assert list(files) == ["study", "off", "on", "report"]
    assert all(files[name].is_dir() for name in ("study", "off", "on"))
    assert files["report"].read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_report_compares_both_cases_and_can_be_mailed(answer: Done) -> None:
    """Below 1.5 million bytes, most of them the script; the first page names both outputs of 2035."""
    text = Path(answer.json["files"]["report"]).read_text(encoding="utf-8")
    outputs = [vehicles(case["uk_output_2035"]) for case in answer.json["cases"].values()]

    assert len(text.encode()) < 1_500_000
    assert f"{outputs[1]} vehicles in 2035 (" in text
    assert f"({outputs[0] if outputs[0] != outputs[1] else 'as many'} without sharing)" in text


def test_without_the_built_page_the_answer_is_given_all_the_same(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A checkout without Node has no page: the demo says so and leaves the report out."""
    folder = small_folder(tmp_path / "small")
    monkeypatch.setattr(demo, "example_path", lambda name: folder)
    monkeypatch.setattr(demo, "TARGET_YEAR", 2027)
    monkeypatch.setattr(html, "BUILT", tmp_path)
    done = terminal("demo", "--json", "--out", tmp_path / "runs")

    assert done.code == 0
    assert done.err.startswith("No report was written: ")
    assert "make frontend" in done.err
    assert list(done.json["files"]) == ["study", "off", "on"]


def test_words_say_the_same(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer in words on the small study: output, money, launches, loading, evidence, files."""
    folder = small_folder(tmp_path / "small")
    monkeypatch.setattr(demo, "example_path", lambda name: folder)
    monkeypatch.setattr(demo, "TARGET_YEAR", 2027)
    monkeypatch.setattr("plantshare.cli.demo.TARGET_YEAR", 2027)

    done = terminal("demo", "--out", tmp_path / "runs")

    assert done.code == 0
    assert "Sharing on: 50.0 thousand in 2027, 10.0 thousand short of 60.0 thousand." in done.out
    assert "sharing is proven to bring between £10.1m and £10.1m" in done.out
    assert "guest of Ada" in done.out
    assert "Counts cars and commercial vehicles" in done.out
    assert all(str(run) in done.out for run in list_runs(tmp_path / "runs"))
