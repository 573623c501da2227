"""The marks of a box in a row: the line of the range, box, median, mean, and mean of the worst."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plantshare.report.charts.panel_rows import NumberColumn, along, tall
from plantshare.report.palette import HOST, INK, LOSS, WHITE

__all__ = ["box_layers"]


def box_layers(
    height: float, columns: Sequence[NumberColumn], *, who: str, worst: str, loss: str
) -> list[dict[str, Any]]:
    """Return the layers of boxes; Any: JSON of any shape.

    Rows hold ``name``, ``loss_words`` and the marks ``p5``, ``p25``, ``p50``, ``p75``, ``p95``, ``mean`` and
    ``worst``, each with its place along as ``<mark>_at``.

    Parameters
    ----------
    height
        Height of the picture, in pixels.
    columns
        Columns of numbers at the right.
    who, worst, loss
        What a row, the diamond and the share of losses are called where a mark is pointed at.
    """

    def at(field: str) -> dict[str, Any]:
        return along(f"{field}_at", columns)

    middle = {"y": tall("y", height)}
    bar = {"y": tall("top", height), "y2": {"field": "bottom"}}
    pointed = [
        {"field": "name", "title": who},
        *(
            {"field": field, "title": title, "format": ",.1f"}
            for field, title in (
                ("mean", "Mean"), ("worst", worst), ("p5", "5%"), ("p25", "25%"),
                ("p50", "Median"), ("p75", "75%"), ("p95", "95%"),
            )
        ),
        {"field": "loss_words", "title": loss},
    ]  # fmt: skip
    return [
        {
            "mark": {"type": "rule", "color": INK},
            "encoding": {**middle, "x": at("p5"), "x2": {"field": "p95_at"}},
        },
        {
            "mark": {"type": "rect", "fill": HOST, "stroke": INK, "strokeWidth": 1},
            "encoding": {**bar, "x": at("p25"), "x2": {"field": "p75_at"}, "tooltip": pointed},
        },
        {
            "mark": {"type": "rule", "color": INK, "strokeWidth": 2.5},
            "encoding": {**bar, "x": at("p50")},
        },
        {
            "mark": {"type": "point", "shape": "circle", "filled": True, "fill": WHITE, "stroke": INK,
                     "strokeWidth": 1.5, "size": 36, "opacity": 1, "aria": False},
            "encoding": {**middle, "x": at("mean")},
        },
        {
            "mark": {"type": "point", "shape": "diamond", "filled": True, "color": LOSS, "size": 60,
                     "opacity": 1, "aria": False},
            "encoding": {**middle, "x": at("worst")},
        },
    ]  # fmt: skip
