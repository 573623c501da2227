"""Rows in panels one below another: heights and shares that can be added up by hand."""

from __future__ import annotations

from plantshare.report.charts.panel_rows import Panel, place_rows


def test_panels_follow_each_other() -> None:
    """A panel with title takes 32 + 16 pixels and 36 a row; 10 pixels lie before the next one.

    Two rows end at 48 + 72 = 120; the next panel begins at 130, and its row of 36 without a title at 146.
    """
    rows = [{"name": "one"}, {"name": "two"}, {"name": "A name that needs two lines beside its mark"}]
    headings, height = place_rows([Panel(rows=rows[:2], title="Money", zero=0.5), Panel(rows=rows[2:])])

    assert [row["y"] for row in rows] == [48 + 18, 84 + 18, 146 + 18]
    assert [(each.y, each.height, each.bottom) for each in headings] == [(0, 48, 120), (130, 16, 182)]
    assert height == 182
    assert (rows[0]["top"], rows[0]["bottom"]) == (58, 74)
    assert rows[2]["name_lines"] == "A name that needs two lines\nbeside its mark"
