"""The Plotly side draws the same numbers, and the report benchmark counts and compares them as it says."""

from __future__ import annotations

import html
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import browser
import pytest
import report
from plotly_figures import COST_PARTS, FIGURES, GRADES, figure_of
from plotly_page import DRAWN, plotly_page

from plantshare.report.catalogue import CHARTS, draw
from plantshare.report.chart import Chart
from plantshare.report.document import Report, report_of
from plantshare.report.html import digest, write_report
from plantshare.results import Result
from plantshare.solve import solve
from plantshare.study.read import read_study

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-plants"


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    """Return the tutorial study solved with sharing off and on."""
    study = read_study(EXAMPLE)
    return {sharing: solve(study.with_settings(sharing=sharing)) for sharing in ("off", "on")}


@pytest.fixture(scope="module")
def charts(results: dict[str, Result]) -> dict[str, Chart]:
    """Return every chart of the plan with sharing."""
    return {name: draw(name, results["on"], before=results["off"]) for name in CHARTS}


@pytest.fixture(scope="module")
def reported(results: dict[str, Result]) -> Report:
    """Return the report of the plan with sharing."""
    return report_of(results["on"], beside=[results["off"]])


def numbers(values: Any) -> list[float]:
    """Return the numbers of a column of a figure; Any: Plotly ships no types."""
    return [float(value) for value in values]


def test_every_chart_has_a_figure() -> None:
    """The names are those of the catalogue, in its order."""
    assert list(FIGURES) == list(CHARTS)


def test_stacked_volumes_are_the_volumes(charts: dict[str, Chart]) -> None:
    """The bars of all brands together are the rows' vehicles, year by year."""
    wanted: defaultdict[int, float] = defaultdict(float)
    for row in charts["volumes"].rows:
        wanted[int(row["year"] or 0)] += float(row["units"] or 0)
    drawn: defaultdict[int, float] = defaultdict(float)
    for bar in figure_of(charts["volumes"]).data:
        for year, units in zip(bar.x, bar.y, strict=True):
            drawn[int(year)] += units
    assert drawn == pytest.approx(wanted)
    assert sum(drawn.values()) > 0


def test_sankey_carries_each_row_twice(charts: dict[str, Chart]) -> None:
    """From brand to plant and from plant to market flows the same, so links sum to twice the rows."""
    rows = charts["flows"].rows
    (sankey,) = figure_of(charts["flows"]).data
    total = sum(float(row["units"] or 0) for row in rows)
    assert sum(sankey.link.value) == pytest.approx(2 * total)
    labels = {sankey.node.label[place] for place in sankey.link.source[len(rows) :]}
    assert labels == {row["plant"] for row in rows}


def test_heat_map_holds_each_cell_in_its_place(charts: dict[str, Chart]) -> None:
    """Spare of a plant in a year stands where its row and column cross."""
    (heat,) = figure_of(charts["spare"]).data
    for row in charts["spare"].rows:
        down, across = list(heat.y).index(row["plant"]), list(heat.x).index(row["year"])
        assert heat.z[down][across] == pytest.approx(row["spare"])


def test_waterfall_ends_at_the_difference(charts: dict[str, Chart]) -> None:
    """The steps sum to what the last row says the difference is; no company counts twice."""
    (waterfall,) = figure_of(charts["profit_bridge"]).data
    steps = [x for x, kind in zip(waterfall.x, waterfall.measure, strict=True) if kind == "relative"]
    total = [x for x, kind in zip(waterfall.x, waterfall.measure, strict=True) if kind == "total"]
    assert sum(steps) == pytest.approx(total[0])


def test_cost_bars_are_the_landed_cost_above_common_parts(charts: dict[str, Chart]) -> None:
    """Parts, labour, making, freight, duty and capital less what all options need."""
    rows = [row for row in charts["landed_cost"].rows if row["from"] is not None]
    bars = figure_of(charts["landed_cost"]).data[: len(COST_PARTS)]
    lengths = [sum(parts) for parts in zip(*(numbers(bar.x) for bar in bars), strict=True)]
    assert lengths == pytest.approx([float(row["landed"] or 0) - float(row["common"] or 0) for row in rows])


def test_board_has_a_bar_for_each_stay(charts: dict[str, Chart]) -> None:
    """Production bars begin and last as the rows do."""
    data = figure_of(charts["plan_board"]).data
    kinds = {row["kind"] for row in charts["plan_board"].rows}
    drawn = sorted(
        (base, length)
        for bar in data
        if bar.name in kinds
        for base, length in zip(bar.base, bar.x, strict=True)
    )
    assert drawn == sorted(
        (int(row["from"] or 0), int(row["to"] or 0) - int(row["from"] or 0))
        for row in charts["plan_board"].rows
    )


def test_other_figures_hold_the_rows(charts: dict[str, Chart]) -> None:
    """Utilisation, map, evidence and output: column by column."""
    (bars,) = figure_of(charts["utilisation"]).data
    wanted = [row["utilisation"] for row in reversed(charts["utilisation"].rows)]
    assert list(bars.x) == wanted
    plants = figure_of(charts["plants_map"]).data[-1]
    assert list(plants.marker.size) == [row["drawn"] for row in charts["plants_map"].rows]
    grades = figure_of(charts["evidence"]).data
    first = {grade: bar.x[-1] for grade, bar in zip(GRADES, grades, strict=True)}
    assert first == {grade: charts["evidence"].rows[0][grade] for grade in GRADES}
    lines = figure_of(charts["national_output"]).data
    drawn = sorted(y for line in lines if line.name for y in line.y)
    assert drawn == sorted(float(row["units"] or 0) for row in charts["national_output"].rows)


def test_page_holds_library_words_and_tables_once(reported: Report, charts: dict[str, Chart]) -> None:
    """One library, a mark on the clock for each figure, the question, and every table with its rows."""
    page = plotly_page(reported, list(charts.values()))
    assert page.count("* plotly.js v") == 1
    assert page.count(f"performance.mark('{DRAWN}") == len(CHARTS)
    assert html.escape(reported.front.question) in page
    tables = [table for section in reported.sections for table in section.tables]
    rows = sum(len(each.rows) for each in (*charts.values(), *tables))
    assert len(re.findall(r"<tr><td>", page)) == rows


def test_strict_copy_names_what_stands_in_the_file(tmp_path: Path) -> None:
    """Both scripts and the style are named by their digests; data are no script; nothing else may run."""
    page = tmp_path / "page.html"
    page.write_text(
        '<meta charset="utf-8"><style>b {}</style><script type="application/json">{}</script>'
        "<script>one()</script><script type='text/javascript'>two()</script>",
        encoding="utf-8",
    )
    browser.strict_copy(page, tmp_path / "strict.html")
    text = (tmp_path / "strict.html").read_text(encoding="utf-8")
    assert f"script-src 'sha256-{digest('one()')}' 'sha256-{digest('two()')}';" in text
    assert f"style-src 'sha256-{digest('b {}')}';" in text
    assert digest("{}") not in text


def test_ratio_is_the_median_of_the_turns() -> None:
    """Turns of 2, 6 and 5 times have the median 5; medians of the sides alone would give 30 / 10 = 3."""
    turns = [
        {"plantshare": {"bytes": own, "load": 1.0}, "plotly": {"bytes": other, "load": 2.0}}
        for own, other in ((10.0, 20.0), (5.0, 30.0), (100.0, 500.0))
    ]
    assert report.times_plantshare(turns) == {"bytes": 5.0}
    assert report.medians([turn["plantshare"] for turn in turns]) == {"bytes": 10.0, "load": 1.0}


def test_without_a_browser_it_says_so_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No browser, no page: the benchmark is left out with a sentence, not with an error."""
    monkeypatch.setattr(report, "browser_path", lambda: None)
    monkeypatch.setattr(report, "built", lambda name: name)
    monkeypatch.setattr(sys, "argv", ["report.py", "--output", str(tmp_path / "report.json")])
    report.main()
    assert "no Chromium on this machine" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.xdist_group("browser")
def test_both_pages_are_clocked(reported: Report, charts: dict[str, Chart], tmp_path: Path) -> None:
    """First view comes before all charts; ours asks for nothing, Plotly's map for its outline."""
    path = browser.browser_path()
    if path is None:
        pytest.skip("no browser on this machine: `make browser` installs one")
    files = {side: tmp_path / f"{side}.html" for side in report.SIDES}
    write_report(reported, files["plantshare"])
    report.write_plotly(reported, list(charts.values()), files["plotly"])
    with browser.started(path) as engine:
        times = {side: browser.times_of(engine, file, side) for side, file in files.items()}
        faults = {side: browser.faults_of(engine, file, side, len(charts)) for side, file in files.items()}
    for found in times.values():
        assert 0 < found["view_milliseconds"] <= found["every_milliseconds"]
        assert found["paint_milliseconds"] > 0
        assert found["script_milliseconds"] > 0
        assert found["heap_megabytes"] > 1
    assert faults["plantshare"]["requests"] == 0
    assert faults["plantshare"]["charts_not_drawn"] == 0
    assert faults["plotly"]["hosts"] == ["cdn.plot.ly"]
    assert faults["plotly"]["charts_not_drawn"] == 1
