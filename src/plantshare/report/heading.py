"""The title of a picture that stands alone: the finding, then what is plotted, in lines that fit."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from plantshare.report.theme import THEME

__all__ = ["heading", "lines_of"]

WIDTH_OF_LETTER = 0.62
"""Width of a letter of running text as a share of its size, for the widest font that may stand in."""


def heading(title: str, notes: Sequence[str], width: int) -> dict[str, Any]:
    """Return the title of a specification, from the left edge of the picture, broken into lines.

    Parameters
    ----------
    title
        The finding.
    notes
        What is plotted, and how well it is sourced; each begins a line, empty ones are left out.
    width
        Width of the whole picture, in pixels.

    Examples
    --------
    >>> heading("Graz is full", ["Load in 2030, % of capacity", ""], 760)["subtitle"]
    ['Load in 2030, % of capacity']
    >>> heading("Graz is full and Leipzig is half empty", [], 200)["text"]
    ['Graz is full and', 'Leipzig is half empty']
    """
    sizes = THEME["title"]
    return {
        "text": lines_of(title, width, sizes["fontSize"]),
        "subtitle": [line for note in notes for line in lines_of(note, width, sizes["subtitleFontSize"])],
        "frame": "bounds",
    }


def lines_of(text: str, width: int, size: int) -> list[str]:
    """Return a text as lines that fit a width, both in pixels.

    Examples
    --------
    >>> lines_of("Load in 2030", 60, 12)
    ['Load in', '2030']
    """
    return textwrap.wrap(text, max(1, int(width / (WIDTH_OF_LETTER * size))), break_on_hyphens=False)
