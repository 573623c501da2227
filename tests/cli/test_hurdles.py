"""The command `hurdles`: text, JSON, charts, report, and errors with a way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.cli.hurdles_text import hurdles_text
from plantshare.tables import write_folder
from tests.cli.terminal import Terminal
from tests.deals.hurdles.toys import searched, toll_tables


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the toy study on disk."""
    place = tmp_path_factory.mktemp("hurdles") / "toll"
    write_folder(toll_tables(), place)
    return place


def test_the_answer_as_json_with_charts_and_a_report(
    terminal: Terminal, folder: Path, tmp_path: Path
) -> None:
    """One object on standard output, the files beside it."""
    done = terminal(
        "hurdles", folder, "toll", "--free", 1, "--reference", "ES", "--json",
        "--out", tmp_path / "c.csv", "--report", tmp_path / "r.html",
    )  # fmt: skip
    content = done.json
    rows = {row["input"]: row for row in content["hurdles"]}

    assert (done.code, done.err) == (0, "")
    assert content["surplus"] == pytest.approx(-6, abs=1e-5)
    assert rows["parts_cost"]["plan_fixed"] == pytest.approx(1_300, abs=1e-2)
    assert rows["parts_cost"]["plan_free_signs"]["level"] == pytest.approx(1_425)
    assert rows["tariff"]["plan_free_signs"] is None
    assert rows["capex"]["plan_fixed"] is None
    assert [each["country"] for each in content["attribution"]] == ["ES"]
    assert [Path(path).name for path in content["charts"]] == ["c.csv", "c-hurdle_heat_map.csv"]
    assert all(Path(path).is_file() for path in (*content["charts"], *content["reports"]))


def test_the_answer_in_words() -> None:
    """Names, units, both plans, evidence, what explains it, and prices of energy and work."""
    text = hurdles_text(searched())

    for words in (
        "toll: what would have to be true",
        "cost of parts from suppliers were \u20ac1,300 a vehicle in",
        "plan free: signs",
        "24.00 to 36.00, outside",
        "not within 0.00 to 3.00",
        "What explains the shortfall, against China, \u20ac million present value",
        "What the deal changes, by kind of money",
        "With every level replaced the deal would gain \u20ac12.0 million.",
        "Gain at prices of energy and work, plan fixed, \u20ac million present value",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("tool",), 2, "it has toll"),
        (("toll", "--chart", "hurdle_ranking"), 2, "--out"),
        (("toll", "--out", "c.pdf"), 2, ".svg"),
        (("toll", "--report", "r.txt"), 2, ".html"),
    ],
)
def test_wrong_use_says_the_way_out(
    terminal: Terminal, folder: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    """A deal that is not there, a chart without a file, and files of the wrong kind."""
    done = terminal("hurdles", folder, *words)

    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_steps_are_told_on_standard_error(terminal: Terminal, folder: Path) -> None:
    """In words or as JSON lines."""
    done = terminal("hurdles", folder, "toll", "--plan", "fixed", "--progress", "plain")

    assert "Moving prices with the plan fixed ..." in done.err
    assert "Moving prices" not in done.out
