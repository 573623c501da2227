"""A chart in the terminal: its title and its table, with small bars."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from itertools import accumulate

from rich.console import Console
from rich.table import Table
from rich.text import Text

from plantshare.cli.listing import table
from plantshare.cli.output import show
from plantshare.report.chart import Chart, Field
from plantshare.report.words import plural

__all__ = ["bar", "chart_text", "show_chart"]

BAR, GAP = 12, 2
"""Letters of the longest bar, and between two columns."""
WIDEST = 28
"""Letters of a column of words, which go on in the next line."""
BARS = {"landed_cost": "landed", "profit_bridge": "change"}
"""Column that has bars, for charts where it is not the first of numbers."""
EIGHTHS = "▏▎▍▌▋▊▉█"
MOST_ROWS = 60
"""Rows that are printed; --csv has them all."""


def show_chart(chart: Chart) -> None:
    """Print a chart: with bars and colours on a terminal, as plain text elsewhere."""
    if not sys.stdout.isatty():
        show(chart_text(chart))
        return
    # rich itself leaves colours out where NO_COLOR is set.
    console = Console(highlight=False)
    for text, style in headings(chart):
        console.print(Text(text, style=style))
    console.print()
    grid, hidden = bar_table(chart, console.width, has_bars=can_print(EIGHTHS, console.encoding))
    console.print(grid)
    for note in (left_out(chart), f"{plural(hidden, 'column')} more in --csv" if hidden else ""):
        if note:
            console.print(Text(note, style="dim"))


def chart_text(chart: Chart) -> str:
    """Return title, notes and table of a chart as plain text."""
    headers, rows = chart.table()
    lines = [text for text, _ in headings(chart)]
    body = table(headers, rows[:MOST_ROWS])
    return "\n".join([*lines, "", body, *([left_out(chart)] if left_out(chart) else [])])


def headings(chart: Chart) -> list[tuple[str, str]]:
    """Return title and notes, each with its style."""
    lines = ((chart.title, "bold"), (chart.subtitle, ""), (chart.grade, "dim"))
    return [(text, style) for text, style in lines if text]


def left_out(chart: Chart) -> str:
    """Return how many rows are not printed, or nothing."""
    rest = len(chart.rows) - MOST_ROWS
    return f"and {rest:,} more; --csv prints them all" if rest > 0 else ""


def bar_table(chart: Chart, width: int, *, has_bars: bool) -> tuple[Table, int]:
    """Return the table with a bar beside its first numbers, and how many columns have no room.

    Parameters
    ----------
    width
        Letters of a line of the terminal.
    has_bars
        Whether the terminal can show bars.
    """
    headers, rows = chart.table()
    drawn = barred(chart) if has_bars and rows else None
    longest = [
        max(map(len, [*header.split(), *(row[place] for row in rows[:MOST_ROWS])]), default=1)
        for place, header in enumerate(headers)
    ]
    widths = [
        min(each, WIDEST) if column.kind == "text" else each
        for each, column in zip(longest, chart.fields, strict=True)
    ]
    shown = fitting(widths, width - (0 if drawn is None else BAR + GAP))
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, GAP, 0, 0))
    for place in range(shown):
        is_words = chart.fields[place].kind in ("text", "flag")
        grid.add_column(
            headers[place],
            justify="left" if is_words else "right",
            min_width=None if is_words else widths[place],
        )
        if place == drawn:
            grid.add_column("", min_width=BAR, no_wrap=True)
    numbers = [] if drawn is None else numbers_of(chart, chart.fields[drawn])
    most = max([1e-12, *map(abs, numbers)])
    for line, row in enumerate(rows[:MOST_ROWS]):
        cells = [Text(cell) for cell in row[:shown]]
        if drawn is not None and drawn < shown:
            cells.insert(drawn + 1, Text(bar(numbers[line] / most), "red" if numbers[line] < 0 else "cyan"))
        grid.add_row(*cells)
    return grid, len(headers) - shown


def fitting(widths: Sequence[int], room: int) -> int:
    """Return how many columns stand beside each other in some letters, two at least.

    Examples
    --------
    >>> fitting([10, 5, 20], 40), fitting([10, 5, 20], 36), fitting([50, 50, 1], 20)
    (3, 2, 2)
    """
    ends = accumulate(width + GAP for width in widths)
    return max(min(2, len(widths)), sum(end <= room + GAP for end in ends))


def bar(share: float, width: int = BAR) -> str:
    """Return a bar for a share of the longest; below zero it is light.

    Examples
    --------
    >>> bar(1.0, 4), bar(0.53125, 4), bar(-0.5, 4), bar(0.0, 4)
    ('████', '██▏', '░░', '')
    """
    if share < 0:
        return "░" * round(-share * width)
    whole, rest = divmod(round(share * width * len(EIGHTHS)), len(EIGHTHS))
    return EIGHTHS[-1] * whole + (EIGHTHS[rest - 1] if rest else "")


def barred(chart: Chart) -> int | None:
    """Return the place of the column that has bars, or none."""
    wanted = BARS.get(chart.name)
    places = (
        place
        for place, each in enumerate(chart.fields)
        if (each.name == wanted if wanted else each.kind in ("number", "share"))
    )
    return next(places, None)


def numbers_of(chart: Chart, column: Field) -> list[float]:
    """Return the amounts of a column, zero where one is missing."""
    cells = [row.get(column.name) for row in chart.rows]
    amounts = [float(cell) if isinstance(cell, int | float) else 0.0 for cell in cells]
    return [0.0 if math.isnan(amount) else amount for amount in amounts]


def can_print(marks: str, encoding: str) -> bool:
    """Return whether a terminal can show some marks."""
    try:
        marks.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
