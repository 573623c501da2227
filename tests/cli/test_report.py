"""The command `report`."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.report import html
from plantshare.results.store import list_runs
from tests.cli.terminal import Terminal


@pytest.fixture(autouse=True)
def small_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let two short files stand for the built page, and work in a folder of its own."""
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / "report.js").write_text("'page';\n", encoding="utf-8")
    (folder / "report.css").write_text("p {}\n", encoding="utf-8")
    monkeypatch.setattr(html, "BUILT", folder)
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_report_is_named_after_its_run(terminal: Terminal, recorded: dict[str, Path]) -> None:
    """It stands in reports/, says its size, and leaves the folder of runs as it was."""
    before = sorted(recorded["on"].parent.iterdir())
    done = terminal("report", recorded["on"])
    file = Path("reports") / f"{recorded['on'].name}.html"

    assert (done.code, done.err) == (0, "")
    assert str(file) in done.out
    assert " MB" in done.out
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(recorded["on"].parent.iterdir()) == before


def test_runs_beside_and_audience_reach_the_page(terminal: Terminal, recorded: dict[str, Path]) -> None:
    """The plain front page compares the two and names whom it is for."""
    done = terminal(
        "report", recorded["on"], "--beside", recorded["off"], "--audience", "For Ada.", "--out", "a.html"
    )
    text = Path("a.html").read_text(encoding="utf-8")

    assert done.code == 0
    assert "<p>For Ada.</p>" in text
    assert "more than without sharing" in text
    assert "30,000 to 50,000 across 2 runs" in text


def test_nothing_is_overwritten_unless_asked_for(terminal: Terminal, recorded: dict[str, Path]) -> None:
    """A file that is there is refused before anything is written; --replace writes it anew."""
    Path("a.xlsx").write_text("mine", encoding="utf-8")
    refused = terminal("report", recorded["on"], "--out", "a.html", "--xlsx")
    replaced = terminal("report", recorded["on"], "--out", "a.html", "--xlsx", "--replace")

    assert refused.code == 2
    assert "a.xlsx" in refused.err
    assert replaced.code == 0
    assert Path("a.xlsx").read_bytes()[:2] == b"PK"


def test_all_files_are_listed_as_json(terminal: Terminal, recorded: dict[str, Path]) -> None:
    """One object names the run and each file."""
    pytest.importorskip("typst")
    done = terminal("report", recorded["on"], "--out", "a.html", "--pdf", "--xlsx", "--json")

    assert done.code == 0
    assert done.json == {
        "run": str(recorded["on"]),
        "files": {"html": "a.html", "pdf": "a.pdf", "xlsx": "a.xlsx"},
    }
    assert Path("a.pdf").read_bytes()[:4] == b"%PDF"


@pytest.mark.parametrize("name", ["a.txt", "a"])
def test_a_report_is_an_html_file(terminal: Terminal, recorded: dict[str, Path], name: str) -> None:
    """Another ending is wrong use, and said so."""
    done = terminal("report", recorded["on"], "--out", name)

    assert done.code == 2
    assert "ends with .html" in done.err


def test_a_study_is_no_run(terminal: Terminal, study: Path) -> None:
    """The message says where runs are."""
    done = terminal("report", study)

    assert done.code == 2
    assert "Give a folder below runs/" in done.err


def test_a_missing_page_is_wrong_use_with_the_way_out(
    terminal: Terminal, recorded: dict[str, Path], small_page: Path
) -> None:
    """Nothing is written."""
    (small_page / "report.css").unlink()
    done = terminal("report", recorded["on"])

    assert done.code == 2
    assert "make frontend" in done.err
    assert not Path("reports").exists()
    assert list_runs(recorded["on"].parent)
