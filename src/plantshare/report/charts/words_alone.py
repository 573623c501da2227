"""A picture of words alone, for a chart that has nothing to draw and says why."""

from __future__ import annotations

import textwrap
from typing import Any

from plantshare.report.chart import ROWS
from plantshare.report.columns import NARROW
from plantshare.report.palette import MUTED
from plantshare.report.theme import VEGA_LITE

__all__ = ["words_alone"]

LETTERS, FEW_LETTERS = 100, 48
"""Letters of a line, and on a telephone."""
LINE = 17


def words_alone(text: str) -> dict[str, Any]:
    """Return the specification of a text in lines, as long as the table of the chart is not empty.

    Any: JSON of any shape.

    Parameters
    ----------
    text
        Why there is nothing to draw.
    """
    long, brief = ("\n".join(textwrap.wrap(text, letters)) for letters in (LETTERS, FEW_LETTERS))
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": LINE * (brief.count("\n") + 1),
        "transform": [
            {"window": [{"op": "row_number", "as": "row"}]},
            {"filter": "datum.row === 1"},
            {"calculate": f"{NARROW} ? {brief!r} : {long!r}", "as": "shown"},
        ],
        "mark": {
            "type": "text", "align": "left", "baseline": "top", "x": 0, "y": 0, "color": MUTED,
            "lineBreak": "\n", "lineHeight": LINE, "fontSize": {"expr": f"{NARROW} ? 11 : 13"},
        },
        "encoding": {"text": {"field": "shown", "type": "nominal"}},
    }  # fmt: skip
