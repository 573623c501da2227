"""The command `chart`: lists, tables, bars, pictures and data."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from plantshare.cli.chart_text import barred, fitting, show_chart
from plantshare.report.catalogue import CHARTS, draw
from plantshare.report.chart import Chart, Field
from plantshare.run import read_plan
from tests.cli.terminal import Terminal

Runs = dict[str, Path]

LOADS = Chart(
    name="loads",
    title="Graz loses 500 vehicles a year",
    subtitle="Vehicles a year",
    description="Two bars.",
    fields=(
        Field(name="plant", label="Plant"),
        Field(name="change", label="Change", unit="vehicles a year", kind="number"),
        Field(name="note", label="Note"),
    ),
    rows=(
        {"plant": "Leipzig", "change": 1000.0, "note": "opens"},
        {"plant": "Graz", "change": -500.0, "note": "closes"},
        {"plant": "Wuhu", "change": None, "note": "unknown"},
    ),
    spec={},
)


class Screen(io.StringIO):
    """A terminal that keeps what is written to it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def on_screen(monkeypatch: pytest.MonkeyPatch, chart: Chart, columns: int = 100, **environment: str) -> str:
    """Return what a terminal of some width shows of a chart."""
    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    show_chart(chart)
    return screen.getvalue()


def test_a_chart_is_a_title_and_a_table(terminal: Terminal, recorded: Runs) -> None:
    """Leipzig builds 50,000 where two shifts build 100,000: 50%; plain text, no bars, no colours."""
    done = terminal("chart", recorded["on"], "utilisation")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(draw("utilisation", read_plan(recorded["on"])).title)
    assert "Leipzig" in done.out
    assert "50%" in done.out
    assert "\u2588" not in done.out
    assert "\x1b" not in done.out


def test_names_are_known_in_any_case(terminal: Terminal, recorded: Runs) -> None:
    """As elsewhere on the command line."""
    one, other = (terminal("chart", recorded["on"], name) for name in ("utilisation", "Utilisation"))

    assert one == other


@pytest.mark.parametrize("name", [None, "utilsation"])
def test_without_a_known_name_the_charts_are_listed(
    terminal: Terminal, recorded: Runs, name: str | None
) -> None:
    """Wrong use: a line for each chart, and the nearest name for a misspelled one."""
    done = terminal("chart", recorded["on"], *([] if name is None else [name]))

    assert (done.code, done.out) == (2, "")
    for known, entry in CHARTS.items():
        assert any(known in line and entry.text in line for line in done.err.splitlines())
    assert ("Did you mean 'utilisation'?" in done.err) == (name is not None)


def test_pictures_stand_in_the_current_folder(
    terminal: Terminal, recorded: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are named after run and chart, and told on standard output; a second one is refused."""
    monkeypatch.chdir(tmp_path)
    name = f"{recorded['on'].name}-utilisation"
    png, svg = (terminal("chart", recorded["on"], "utilisation", f"--{kind}") for kind in ("png", "svg"))
    again = terminal("chart", recorded["on"], "utilisation", "--png")

    assert (png.code, svg.code) == (0, 0)
    assert png.out == f"Written to {name}.png\n"
    with Image.open(tmp_path / f"{name}.png") as picture:
        assert picture.width == 2 * 760
    assert (tmp_path / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (again.code, again.out) == (2, "")


def test_the_ending_of_the_file_says_the_format(terminal: Terminal, recorded: Runs, tmp_path: Path) -> None:
    """One file of each; an ending that is no format is wrong use and writes nothing."""
    for kind in ("png", "svg", "json", "csv"):
        assert terminal("chart", recorded["on"], "utilisation", "--out", tmp_path / f"a.{kind}").code == 0
    wrong = terminal("chart", recorded["on"], "utilisation", "--out", tmp_path / "a.gif")

    assert (wrong.code, wrong.out) == (2, "")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.csv", "a.json", "a.png", "a.svg"]


def test_data_goes_to_standard_output(terminal: Terminal, recorded: Runs) -> None:
    """JSON is the chart as a page draws it, CSV its table with numbers as they are."""
    chart = draw("utilisation", read_plan(recorded["on"]))
    data = terminal("chart", recorded["on"], "utilisation", "--json")
    rows = list(csv.reader(io.StringIO(terminal("chart", recorded["on"], "utilisation", "--csv").out)))

    assert data.json["title"] == chart.title
    assert data.json["rows"][0]["plant"] == "Leipzig"
    assert rows[0] == [each.heading for each in chart.fields]
    assert float(rows[1][rows[0].index("Utilisation, % of capacity")]) == pytest.approx(0.5)


def test_one_format_at_a_time(terminal: Terminal, recorded: Runs) -> None:
    """Two formats are wrong use."""
    done = terminal("chart", recorded["on"], "utilisation", "--png", "--svg")

    assert (done.code, done.out) == (2, "")
    assert "one format" in done.err


def test_a_chart_of_two_runs_needs_the_other(terminal: Terminal, recorded: Runs) -> None:
    """Sharing earns Bo 10.1 million; without --before nothing can be said."""
    alone = terminal("chart", recorded["on"], "profit_bridge")
    both = terminal("chart", recorded["on"], "profit_bridge", "--before", recorded["off"])

    assert (alone.code, alone.out) == (2, "")
    assert "--before" in alone.err
    assert both.code == 0
    assert "10.1" in both.out.splitlines()[0]


def test_what_is_no_run_is_wrong_use(terminal: Terminal, study: Path) -> None:
    """A study has no plan to draw."""
    done = terminal("chart", study, "utilisation")

    assert (done.code, done.out) == (2, "")


def test_without_the_drawing_library_the_way_out_is_named(
    terminal: Terminal, recorded: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written, not even an empty file; tables and data need no library."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    done = terminal("chart", recorded["on"], "utilisation", "--out", tmp_path / "a.png")

    assert done.code != 0
    assert 'pip install "plantshare[export]"' in done.err
    assert not list(tmp_path.iterdir())
    assert terminal("chart", recorded["on"], "utilisation", "--csv").code == 0


def test_a_terminal_gets_bars(monkeypatch: pytest.MonkeyPatch) -> None:
    """1,000 is the longest bar of 12, -500 a light one of 6; a missing number has none."""
    lines = on_screen(monkeypatch, LOADS, NO_COLOR="1").splitlines()
    found = {line.split()[0]: line for line in lines if line.split()}

    assert "\u2588" * 12 in found["Leipzig"]
    assert "\u2591" * 6 in found["Graz"]
    assert "\u2591" * 7 not in found["Graz"]
    assert not {"\u2588", "\u2591"} & set(found["Wuhu"])


def test_colours_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR leaves colours out, as everywhere."""
    assert "\x1b[36m" in on_screen(monkeypatch, LOADS)
    assert "\x1b[36m" not in on_screen(monkeypatch, LOADS, NO_COLOR="1")


def test_a_narrow_terminal_leaves_columns_out_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant and change with its bar take 35 letters; the note has no room."""
    narrow = on_screen(monkeypatch, LOADS, 36, NO_COLOR="1")

    assert "1 column more in --csv" in narrow
    assert "opens" not in narrow
    assert "opens" in on_screen(monkeypatch, LOADS, 100, NO_COLOR="1")


def test_bars_stand_beside_the_finding() -> None:
    """The first numbers, or the column that the chart is about."""
    bridge = Chart(
        name="profit_bridge", title="a", subtitle="b", description="c", spec={}, rows=(),
        fields=(
            Field(name="before", label="Before", kind="number"),
            Field(name="change", label="Change", kind="number"),
        ),
    )  # fmt: skip

    assert barred(LOADS) == 1
    assert barred(bridge) == 1
    assert fitting([], 80) == 0
