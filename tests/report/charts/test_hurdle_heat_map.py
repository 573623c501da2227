"""The heat map of prices of energy and work, and its line of no gain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plantshare.errors import LabelError
from plantshare.report.analyses import HURDLE_CHARTS, draw_analysis, shown_charts
from plantshare.report.charts.hurdle_heat_map import hurdle_heat_map, line_of
from tests.deals.hurdles.toys import searched


def test_cells_hold_their_number_and_today_has_an_edge(check_spec) -> None:
    """Free power and work: -6 + 6 + 4 = 4; today -6; gains and losses differ in colour."""
    chart = hurdle_heat_map(searched())
    cells = {(row["energy"], row["wage"]): row for row in chart.rows}

    assert len(chart.rows) == 49
    assert cells["0.00", "0.00"]["words"] == "4.0"
    assert cells["100", "30.00"]["words"] == "\u22126.0"
    assert [row["words"] for row in chart.rows if row["is_today"]] == ["\u22126.0"]
    assert cells["0.00", "0.00"]["fill"] != cells["100", "30.00"]["fill"]
    assert chart.title == "toll: with free energy it pays from a labour cost of \u20ac20.00 an hour down"
    check_spec(chart)


def test_the_line_runs_where_the_gain_is_nothing() -> None:
    """A wage of 20 at free power: two thirds of 30, in cells of a quarter 2.67, plus half a cell.

    Half a cell further down the wage is 2.5 higher.
    """
    grid = searched().frontier
    assert grid is not None
    points = line_of(grid)

    assert points[0] == pytest.approx({"x": 22.5 / 30 / 0.25 + 0.5, "y": 0.0}, abs=1e-4)
    assert points[1] == pytest.approx({"x": 20 / 30 / 0.25 + 0.5, "y": 0.5}, abs=1e-4)
    assert points[-1]["x"] == pytest.approx(0.0, abs=1e-9)
    assert all(0 <= point["x"] <= 7 and 0 <= point["y"] <= 7 for point in points)
    # Each step of power of 25 takes 5 of the wage: slope 5 / 30 / 0.25 cells.
    assert points[1]["x"] - points[2]["x"] == pytest.approx(5 / 30 / 0.25, abs=1e-6)


def test_the_line_passes_behind_the_numbers() -> None:
    """It is drawn before them, and each has a rim of the colour of its cell."""
    layers = hurdle_heat_map(searched()).spec["layer"]
    line = next(place for place, layer in enumerate(layers) if layer["mark"]["type"] == "line")
    rims = [
        place
        for place, layer in enumerate(layers)
        if layer["encoding"].get("stroke", {}).get("field") == "fill"
    ]

    assert len(rims) == 2
    assert all(place > line for place in rims)


def test_plans_made_anew_stand_in_brackets(check_spec) -> None:
    """The table then has a column more."""
    found = searched()
    grid = found.frontier
    assert grid is not None
    chart = hurdle_heat_map(replace(found, frontier=replace(grid, replanned=np.full((7, 7), 5.0))))

    assert {row["again"] for row in chart.rows} == {"(5.0)"}
    assert "Gain with plans made anew, million" in chart.table()[0]
    check_spec(chart)


def test_titles_at_the_edges() -> None:
    """Nothing suffices; work for nothing does not; the deal pays already."""
    found = searched()
    grid = found.frontier
    assert grid is not None

    def title(shift: float, surplus: float) -> str:
        moved = replace(grid, surplus=grid.surplus + shift, line=tuple(w + 5 * shift for w in grid.line))
        pair = replace(found.pair, surplus=surplus)
        return hurdle_heat_map(replace(found, frontier=moved, pair=pair)).title

    assert title(-10.0, -16.0) == "toll: not even free energy and free work together make it pay"
    assert title(20.0, 14.0) == "toll: it pays even with energy and work half dearer than today"
    assert title(7.0, 1.0) == "toll: it pays today, and no longer where both prices rise"


def test_without_prices_there_is_no_map() -> None:
    """The catalogue leaves it out, and the chart refuses."""
    bare = replace(searched(), frontier=None)

    assert shown_charts(HURDLE_CHARTS, bare) == ("hurdle_ranking",)
    with pytest.raises(LabelError, match="no price"):
        hurdle_heat_map(bare)
    with pytest.raises(LabelError, match="nothing to show"):
        draw_analysis(HURDLE_CHARTS, "hurdle_heat_map", bare)


def test_drawn_inside_the_page(texts_of, width_of) -> None:
    """Prices stand along the edges, on a telephone too."""
    chart = hurdle_heat_map(searched())

    for width in (340, 760):
        shown = set(texts_of(chart, width))
        assert {"0.00", "45.00", "150"} <= shown
        assert {
            "Price of electricity in home, \u20ac a MWh",
            "Labour cost an hour in home, \u20ac an hour",
        } <= shown
        assert width_of(chart, width) <= width + 12
