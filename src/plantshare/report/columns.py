"""Columns of words inside the place of a chart, which shrink with it where labels of an axis would not."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

__all__ = ["NAMES", "NARROW", "column", "named", "one_mark", "wrapped"]

NARROW = "(width < 520)"
"""Whether a chart is drawn as narrow as on a telephone."""
NAMES = "min(240, 0.36 * width)"
"""Width of the column of names at the left, pixels."""

SHORT = 20
"""Letters that the column of names takes at its narrowest."""


def wrapped(name: str, letters: int = SHORT) -> str:
    r"""Return a name in two lines at most, the second cut where it must be.

    Examples
    --------
    >>> wrapped("Chery Jaguar Land Rover Changshu"), wrapped("Nitra")
    ('Chery Jaguar Land\nRover Changshu', 'Nitra')
    """
    lines = textwrap.wrap(name, letters) or [""]
    return "\n".join([lines[0], " ".join(lines[1:])] if len(lines) > 1 else lines)


def named(field: str = "plant", *, dy: int = 0, bold: bool = False) -> dict[str, Any]:
    """Return the layer that writes the column of names, in two lines where it is narrow.

    Parameters
    ----------
    field
        Field with the name; rows hold it in two lines as ``<field>_lines`` (:func:`wrapped`).
    dy
        Pixels below the middle of the row.
    """
    two_lines = f"{NARROW} && indexof(datum['{field}_lines'], '\\n') > 0"
    mark = {
        "type": "text", "align": "left", "x": 0, "dy": {"expr": f"{two_lines} ? {dy - 6} : {dy}"},
        "lineBreak": "\n", "limit": {"expr": NAMES},
        "fontSize": {"expr": f"{NARROW} ? 11 : 12"}, "lineHeight": 12,
        "fontWeight": 600 if bold else "normal",
    }  # fmt: skip
    return {
        "transform": [
            {"calculate": f"{NARROW} ? datum['{field}_lines'] : datum['{field}']", "as": "shown_name"}
        ],
        **column(mark, "shown_name"),
    }


def column(mark: Mapping[str, Any], field: str) -> dict[str, Any]:
    """Return a layer that writes one column of words."""
    return {"mark": mark, "encoding": {"text": {"field": field, "type": "nominal"}}}


def one_mark(mark: Mapping[str, Any], y: float, encoding: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a layer that draws a single mark, such as a heading, apart from the rows.

    Parameters
    ----------
    y
        Pixels below the upper edge.
    """
    return {"data": {"values": [{}]}, "mark": mark, "encoding": {"y": {"value": y}, **(encoding or {})}}
