"""The command `flexibility`: text, JSON, charts, and errors with a way out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plantshare.tables import write_folder
from tests.cli.terminal import Terminal
from tests.flexibility.studies import coins, line_tables

EXAMPLES = Path(__file__).parents[2] / "examples"
FUTURES = ("--scenarios", "hh", "hl", "lh", "ll")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Return the folder of two plants of 100 whose vehicles sell 130 or 70, all four cases equally likely."""
    tables = line_tables(
        {"P": 100, "Q": 100}, {"A": 100, "B": 100}, {"A": ["P"], "B": ["Q"]}, coins(), basis_pattern="two"
    )
    write_folder(tables, tmp_path / "two")
    return tmp_path / "two"


def test_two_plants_and_two_coins_as_a_study(terminal: Terminal, two: Path) -> None:
    """Dedicated 170, one link 7.5 more, both 185: check J1 from a folder to JSON."""
    done = terminal("flexibility", two, *FUTURES, "--json")
    content = done.json

    assert (done.code, done.err) == (0, "")
    assert (content["expected_sales"], content["standard_error"]) == (170, 0)
    assert content["utilisation"] == 0.85
    sold = {rung["name"]: rung["expected_sales"] for rung in content["ladder"]}
    assert sold == {"dedicated": 170, "present": 170, "best links": 185, "chain": 185, "full": 185}
    assert content["best_next_link"] == {
        "plant": "P", "vehicle": "B", "option": "", "gates": "unknown", "worth": 7.5, "standard_error": 0,
    }  # fmt: skip
    assert [each["total"] for each in content["best_links"]] == [7.5, 15]
    assert content["present_links"] == [{"plant": "P", "vehicle": "A"}, {"plant": "Q", "vehicle": "B"}]
    assert content["capacity"] == {"P": 100, "Q": 100}
    assert content["is_exact"] is True


def test_the_answer_in_words(terminal: Terminal, two: Path) -> None:
    """Nothing was drawn, so no standard error is shown."""
    done = terminal("flexibility", two, *FUTURES)

    assert (done.code, done.err) == (0, "")
    assert "2027: 2 plants with a capacity of 200.000 vehicles a year, 2 vehicles" in done.out
    assert "every future counted" in done.out
    assert "±" not in done.out
    lines = [line.split() for line in done.out.splitlines()]
    assert ["Present", "links", "2", "170.000", "85.0%", "0.000"] in lines
    assert ["Every", "link", "that", "could", "exist", "4", "185.000", "92.5%", "15.000"] in lines
    assert ["P", "B", "7.500", "7.500"] in lines
    assert "2 links could exist, 2 of them with a gate whose figures the study does not state." in done.out


def test_draws_are_told_with_their_errors_and_repeat(terminal: Terminal, two: Path) -> None:
    """The same seed gives the same digits; --sd stands in for what the study does not say."""
    asked = ("flexibility", two, "--sd", "0.4", "--draws", "2000", "--links", "1")
    first, second = terminal(*asked), terminal(*asked)
    other = terminal(*asked, "--seed", "1")

    assert first.code == 0
    assert first.out == second.out
    assert first.out != other.out
    assert "log-normal, standard deviation 0.4 as given" in first.out
    assert "with standard errors (±)" in first.out
    assert "flatters them by a little" in first.out


def test_the_published_test_of_ten_plants_comes_out_of_the_command(terminal: Terminal) -> None:
    """855.442 and 955.487 within 3 standard errors; the long chain lies between."""
    found = terminal(
        "flexibility", EXAMPLES / "flexibility-10x10", "--draws", 200_000, "--links", 0, "--json"
    ).json
    ladder = {rung["name"]: rung for rung in found["ladder"]}

    for name, wanted in {"dedicated": 855.442049551, "full": 955.4865409}.items():
        assert abs(ladder[name]["expected_sales"] - wanted) < 3 * ladder[name]["standard_error"], name
    assert ladder["chain"]["links"] == 20
    assert ladder["present"]["gain"] == 0
    assert ladder["chain"]["gain"] < ladder["full"]["gain"]
    assert found["demand"].startswith("driver demand: normal within 2 standard deviations")


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        ((), 2, "--scenarios hh hl lh"),
        (("--sd", "0.3", "--year", "2050"), 2, "the study has 2027 to 2029"),
        (("--sd", "0.3", "--plants", "X"), 2, "No plant 'X'"),
        (("--sd", "0.3", "--draws", "1"), 2, ""),
        (("--sd", "0.3", "--basis", "three"), 2, "No shift pattern 'three'"),
        (("--sd", "0.3", "--chart", "x.gif"), 2, ".html, .png, .svg, .json, .csv"),
        (("--sd", "0.3", *FUTURES), 2, "either a standard deviation or scenarios"),
    ],
)
def test_errors_name_the_way_out(
    terminal: Terminal, two: Path, asked: tuple[str, ...], code: int, words: str
) -> None:
    """Wrong use ends with 2, prints no result, and says what to do."""
    done = terminal("flexibility", two, *asked)

    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_an_error_can_be_read_by_programs(terminal: Terminal, two: Path) -> None:
    """One object with the exit code."""
    done = terminal("flexibility", two, "--json")

    assert (done.code, done.err) == (2, "")
    assert "--sd 0.3" in done.json["error"]


def test_plants_can_be_chosen(terminal: Terminal, two: Path) -> None:
    """Plant P alone builds A alone: min(130, 100) or 70 is sold, 85 in the mean."""
    content = terminal("flexibility", two, *FUTURES, "--plants", "P", "--json").json

    assert content["capacity"] == {"P": 100}
    assert content["expected_sales"] == 85
    assert any("left out: B." in note for note in content["notes"])


def test_charts_are_written_beside_each_other(terminal: Terminal, two: Path, tmp_path: Path) -> None:
    """A file for each chart; nothing is overwritten."""
    target = tmp_path / "flex.json"
    done = terminal("flexibility", two, *FUTURES, "--chart", target)
    again = terminal("flexibility", two, *FUTURES, "--chart", target)

    ladder = tmp_path / "flex-value_ladder.json"
    assert done.code == 0
    assert done.out.endswith(f"Written to {target}\nWritten to {ladder}\n")
    worth, value = (json.loads(path.read_text(encoding="utf-8")) for path in (target, ladder))
    assert (worth["name"], value["name"]) == ("link_worth", "value_ladder")
    assert [row["worth"] for row in worth["rows"]] == [None, 7.5, 7.5, None]
    assert again.code == 2
    assert "not empty" in again.err


def test_one_page_holds_both_charts(terminal: Terminal, two: Path, tmp_path: Path) -> None:
    """Two pictures, two tables, nothing from elsewhere."""
    target = tmp_path / "flex.html"
    done = terminal("flexibility", two, *FUTURES, "--chart", target, "--json")
    page = target.read_text(encoding="utf-8")

    assert done.json["charts"] == [str(target)]
    # Each chart is drawn for a wide and for a narrow screen.
    assert page.count("<svg") == 2 * page.count("<table>") == 4
    assert page.count('<div class="narrow"><svg') == 2
    assert "full flexibility adds" in page
    assert "<script" not in page
    assert "src=" not in page


def test_a_report_with_flexibility_needs_uncertain_demand(
    terminal: Terminal, recorded: dict[str, Path], tmp_path: Path
) -> None:
    """The small study does not say how uncertain demand is; no file is written."""
    target = tmp_path / "report.html"
    done = terminal("report", recorded["on"], "--flexibility", "--out", target)

    assert (done.code, done.out) == (2, "")
    assert "does not say how uncertain demand is" in done.err
    assert not target.exists()
