"""The command `target`: text, JSON, charts, report, and errors with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.report.test_html import data_of
from tests.run.studies import small_folder
from tests.targets.studies import GAP, WALK, with_options


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the study of Ada and Bo, 30,000 short of its target, with one driver."""
    place = tmp_path_factory.mktemp("target")
    return small_folder(place / "small", {"options": with_options(capex=30), "uncertainty": WALK})


def test_the_answer_in_words_with_charts_and_report(terminal: Terminal, folder: Path, tmp_path: Path) -> None:
    """Planned are 30,000 of 60,000; Bo's 20,000 lack 9.9 million and are too few; files are written once."""
    chart, report = tmp_path / "target.json", tmp_path / "report.html"
    asked = ("target", folder, "--draws", 8, "--out", chart, "--report", report)
    done, again = terminal(*asked), terminal(*asked)

    assert (done.code, done.err) == (0, "")
    for words in (
        "60,000 in 2027: planned 30,000, likely ",
        "That is out of reach: the one programme adds 20,000, which falls",
        "and lacks £10 million; with it the target is reached in",
        "Gap split of 2027, thousand vehicles a year",
        "no.  programme     promised  adds  gap, £ million  in the best plan  not beside",
        "8 futures (seed 0), launches, shifts, closures and deals held",
        "Assumed (grade E): £16,000 of taxes less benefits a job and year",
        f"Written to {report}",
    ):
        assert words in done.out
    names = sorted(path.name for path in tmp_path.glob("target*.json"))
    assert names == ["target-supply_curve.json", "target-target_curve.json", "target.json"]
    section = data_of(report.read_text(encoding="utf-8"))["sections"][-1]
    assert section["id"] == "reaching"
    assert [each["name"] for each in section["charts"]] == ["gap_split", "target_curve", "supply_curve"]
    assert [each["title"] for each in section["tables"]] == [
        "Package of least cost",
        "Programmes that could add output",
        "Jobs and public finance of programmes",
    ]
    assert again.code == 2
    assert "target.json" in again.err


def test_the_answer_as_json(terminal: Terminal, folder: Path) -> None:
    """One object with everything; the gap between its proven bounds is 30/1.1 - 10 a."""
    done = terminal("target", folder, "DE 2027", "--draws", 8, "--confidence", 0.7, "--json")
    content = done.json

    assert (done.code, done.err) == (0, "")
    assert (content["target"], content["year"], content["units"]) == ("DE 2027", 2027, 60_000)
    assert content["draws"] == {"sampler": "sobol", "seed": 0, "count": 8}
    assert [rung["name"] for rung in content["split"]][-2:] == ["planned", "likely"]
    (programme,) = content["programmes"]
    assert programme["gap"]["value"] == pytest.approx(GAP)
    assert programme["gap"]["low"] <= programme["gap"]["value"] <= programme["gap"]["high"]
    assert content["curve"][0]["gap_per_vehicle"] == pytest.approx(1e6 * GAP / 20_000)
    (need,) = content["needs"]
    assert need["confidence"] == 0.7
    assert need["short"] == pytest.approx(need["extra"] - 20_000)
    assert need["together"]["gap"]["value"] == pytest.approx(GAP)
    assert content["assumed"]["additional_share"] == 0.6
    assert content["charts"] == content["reports"] == []


def test_wrong_use_is_told_before_anything_is_planned(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    """A confidence of one, a chart without a file, an unknown ending, and a target that is not there."""
    for words, said in (
        (("--confidence", 1), "between 0 and 1"),
        (("--chart", "supply_curve"), "--out supply_curve.svg"),
        (("--out", tmp_path / "a.doc"), "choose a file that ends so"),
        (("--report", tmp_path / "a.doc"), "A report is one .html file"),
        (("nowhere",), "No target 'nowhere'"),
    ):
        done = terminal("target", folder, *words)
        assert done.code == 2
        assert said in done.err
