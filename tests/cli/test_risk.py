"""The command `risk`: text, JSON, charts, report, and errors with a way out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from plantshare.cli.risk_text import stress_text
from plantshare.run import run_study
from tests.cli.terminal import Terminal
from tests.report.test_html import data_of
from tests.run.studies import ADA, BO_APART, BO_SHARED, small_folder

DRIVERS: list[dict[str, Any]] = [
    {"driver": "home_sales", "kind": "lognormal_walk", "table": "demand", "column": "units", "sd": 0.2},
    {
        "driver": "late_launch",
        "kind": "delay",
        "table": "options",
        "column": "launch_delay",
        "outcomes": "0:0.5;12:0.5",
    },
]


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Path]]:
    """Return the small study with two drivers, and its recorded plans with sharing off and on."""
    place = tmp_path_factory.mktemp("risk")
    folder = small_folder(place / "small", {"uncertainty": DRIVERS})
    cases = {"off": {"sharing": "off"}, "on": {"sharing": "on"}}
    runs = run_study(folder, cases=cases, out=place / "runs")
    return folder, {run.case: run.path for run in runs if run.path is not None}


@pytest.fixture(scope="module")
def asked(plans: tuple[Path, dict[str, Path]]) -> tuple[object, ...]:
    """Return the words that look at the plan without sharing in eight futures."""
    folder, runs = plans
    return ("risk", folder, "--plan", runs["off"], "--draws", 8)


def test_the_answer_as_json(terminal: Terminal, asked: tuple[object, ...]) -> None:
    """Without drivers the plan earns what tests/run/studies.py works out by hand.

    Output never reaches 60,000, as Leipzig builds A alone, whose sales are far below.
    """
    done = terminal(*asked, "--seed", 5, "--json")
    content = done.json

    assert (done.code, done.err) == (0, "")
    assert content["draws"] == {"sampler": "sobol", "seed": 5, "count": 8}
    assert [row["company"] for row in content["companies"]] == ["Ada", "Bo", "together"]
    profit = [row for row in content["tornado"] if row["measure"] == "profit"]
    assert [row["driver"] for row in profit] == ["home_sales", "late_launch"]
    assert profit[0]["base"] == pytest.approx(ADA + BO_APART)
    due = [row for row in content["output"] if row["is_target_year"]]
    assert [(row["year"], row["probability"]) for row in due] == [(2027, 0)]
    assert 0 < due[0]["high"] < 0.4
    assert content["charts"] == content["reports"] == []


def test_the_answer_in_words_repeats_with_its_seed(terminal: Terminal, asked: tuple[object, ...]) -> None:
    """Names, units and what is held are said; another seed gives other digits."""
    first, again, other = terminal(*asked), terminal(*asked), terminal(*asked, "--seed", 1)

    assert (first.code, first.err) == (0, "")
    assert first.out == again.out
    assert first.out != other.out
    for words in (
        "8 futures drawn from 2 drivers (seed 0)",
        "Held in each: launches, shifts, closures and deals of the plan.",
        "thousand vehicles a year",
        "chance of 60.0",
        "Profit by company, £ million present value",
        "One driver at work, all others as the study states: profit of all companies, £ million",
        "Stress cases, one at a time: home output in 2027, thousand vehicles",
        "Leipzig stands still for six weeks in 2026",
    ):
        assert words in first.out
    assert "Rival plans" not in first.out


def test_two_plans_meet_the_same_futures(terminal: Terminal, plans: tuple[Path, dict[str, Path]]) -> None:
    """Sharing saves Bo's freight in every future, so the plan with it is never regretted."""
    folder, runs = plans
    both = ("risk", folder, "--plan", runs["on"], "--plan", runs["off"], "--draws", 8)
    done, content = terminal(*both), terminal(*both, "--json").json

    assert "Rival plans in the same futures" in done.out
    assert "All tables but that of the rival plans are about 'on'." in done.out
    regret = {row["plan"]: row for row in content["regret"]}
    assert list(regret) == ["on", "off"]
    for row in content["regret"]:
        assert 0 <= row["mean_regret"] <= row["largest_regret"]
    better = regret["on"]["mean"] - regret["off"]["mean"]
    assert better == pytest.approx(regret["off"]["mean_regret"] - regret["on"]["mean_regret"])
    assert content["plans"] == {name: str(runs[name]) for name in ("on", "off")}


def test_without_a_plan_the_study_is_planned_first(
    terminal: Terminal, plans: tuple[Path, dict[str, Path]], tmp_path: Path
) -> None:
    """The plan for four futures comes first, that for one future is its rival; both are recorded."""
    done = terminal("risk", plans[0], "--futures", 4, "--draws", 4, "--out", tmp_path / "runs", "--json")

    assert done.code == 0
    assert list(done.json["plans"]) == ["4 futures", "one future"]
    assert all((Path(folder) / "manifest.json").exists() for folder in done.json["plans"].values())


def test_charts_and_report_are_written(terminal: Terminal, asked: tuple[object, ...], tmp_path: Path) -> None:
    """A file for each chart; the report has a section on risk with what was drawn; nothing is replaced."""
    chart, report = tmp_path / "risk.json", tmp_path / "report.html"
    done = terminal(*asked, "--chart", chart, "--report", report)
    again = terminal(*asked, "--chart", chart)

    names = ("profit_boxes", "driver_tornado", "stress_bars")
    files = [chart, *(tmp_path / f"risk-{name}.json" for name in names), report]
    assert done.out.endswith("".join(f"Written to {file}\n" for file in files))
    assert [json.loads(file.read_text(encoding="utf-8"))["name"] for file in files[:-1]] == [
        "output_fan",
        *names,
    ]
    last = data_of(report.read_text(encoding="utf-8"))["sections"][-1]
    assert [each["name"] for each in last["charts"]] == ["output_fan", *names]
    assert "8 equally likely futures (seed 0, sampler sobol)" in last["tables"][0]["note"]
    assert again.code == 2
    assert "not empty" in again.err


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--draws", 1), "at least two draws"),
        (("--futures", 4), "Give either --plan"),
        (("--chart", "x.gif"), ".html, .png, .svg, .json, .csv"),
        (("--report", "x.pdf"), "choose a file that ends so"),
        (("--seed", "-1"), ""),
        (("--plan", "nowhere"), "nowhere"),
    ],
)
def test_wrong_use_names_the_way_out(
    terminal: Terminal, asked: tuple[object, ...], more: tuple[object, ...], words: str
) -> None:
    """Wrong use ends with 2, prints no result, and says what to do."""
    done = terminal(*asked[:4], *more)

    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_a_study_without_drivers_is_refused(
    terminal: Terminal, recorded: dict[str, Path], study: Path
) -> None:
    """The small study says nothing of what is uncertain."""
    done = terminal("risk", study, "--plan", recorded["off"], "--draws", 4)

    assert (done.code, done.out) == (2, "")
    assert "uncertainty" in done.err


def test_adapting_is_shown_beside_the_damage(terminal: Terminal, asked: tuple[object, ...]) -> None:
    """The plan has no sharing and the study does: planned anew, B is built in Leipzig from the start."""
    content = terminal(*asked, "--adapt", "--json").json

    profit = [row for row in content["stress"] if row["measure"] == "profit"]
    assert profit[0]["case"] == "Nothing goes wrong"
    assert profit[0]["adapted"] == pytest.approx(ADA + BO_SHARED)
    assert all(row["adapted"] >= row["value"] for row in profit)


def test_adapting_is_told_with_its_time() -> None:
    """-15 held and -9 planned anew, after searches of 1.5 and 0.7 seconds."""
    rows = [
        ("Strike", "profit", 35.0, 20.0, -15.0, 26.0, -9.0, 1.5),
        ("Stop", "profit", 35.0, 34.0, -1.0, 34.0, -1.0, 0.7),
    ]
    names = ["case", "measure", "base", "value", "change", "adapted", "adapted_change", "seconds"]
    lines = stress_text("profit", pd.DataFrame(rows, columns=names)).splitlines()

    assert lines[0].split("  ")[-2:] == ["planned anew", "change"]
    assert lines[1].split() == ["Strike", "35.0", "20.0", "−15.0", "26.0", "−9.0"]
    assert lines[-1].endswith("the most that adapting can save; searched for 2.2 s")


def test_a_cluster_gives_the_same_answer(terminal: Terminal, asked: tuple[object, ...]) -> None:
    """Two processes of this machine, two threads, and this process alone: the same words."""
    alone = terminal(*asked)

    assert terminal(*asked, "--workers", 2).out == alone.out
    assert terminal(*asked, "--cluster", "local", "--workers", 2).out == alone.out
    refused = terminal(*asked, "--cluster", "tcp://127.0.0.1:9", "--workers", 2)
    assert (refused.code, refused.out) == (2, "")
    assert "has its own number of workers" in refused.err
