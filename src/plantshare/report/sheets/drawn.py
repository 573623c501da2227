"""One sheet for each chart: title, table, and a chart of the spreadsheet's own where it can draw one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.evidence import FILLS
from plantshare.report.palette import ACCENT, BRANDS, INK, LINE, LOSS, OTHER, UTILISATION
from plantshare.report.sheets.look import Paper, begin, cell, print_as, write_rows
from plantshare.results.workbook import write_cell

__all__ = ["DRAWN", "Bars", "Cross", "Lines", "write_chart"]

GRID = {"visible": True, "line": {"color": LINE, "width": 0.75}}
FULL, EMPTY = UTILISATION[-2].fill, UTILISATION[1].fill


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars: a row of the table each, a part for each value."""

    label: str
    values: tuple[str, ...]
    kind: Literal["clustered", "percent_stacked"] = "clustered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Lines over years: one for each value of a column."""

    by: str
    x: str
    y: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cross:
    """A table of two ways beside the rows: sums of a value, as stacked columns or shaded by size."""

    down: str
    across: str
    value: str
    is_shaded: bool = False


DRAWN: Mapping[str, Bars | Lines | Cross] = {
    "utilisation": Bars(label="plant", values=("utilisation",)),
    "evidence": Bars(label="table", values=tuple(FILLS), kind="percent_stacked"),
    "national_output": Lines(by="series", x="year", y="units"),
    "volumes": Cross(down="year", across="brand", value="units"),
    "spare": Cross(down="plant", across="year", value="spare", is_shaded=True),
}
"""Charts that a spreadsheet can draw, by name, and how."""


def write_chart(paper: Paper, chart: Chart, book_name: str) -> None:
    """Write the table of a chart below its title, and beside it what the spreadsheet draws.

    Parameters
    ----------
    book_name
        Name of the sheet, for the ranges of the drawing.
    """
    top = begin(paper, (chart.title, chart.subtitle, chart.grade, f"How: {chart.formula}"))
    write_rows(paper, top, chart.fields, chart.rows)
    print_as(paper, head=top)
    drawn = DRAWN.get(chart.name)
    names = [each.name for each in chart.fields]
    if drawn is None or not chart.rows:
        return
    area = Area(paper, chart, top, book_name, names)
    if isinstance(drawn, Bars):
        draw_bars(area, drawn)
    elif isinstance(drawn, Lines):
        draw_lines(area, drawn)
    else:
        write_cross(area, drawn)


@dataclass(frozen=True, slots=True)
class Area:
    """The rows of a chart on its sheet."""

    paper: Paper
    chart: Chart
    top: int
    sheet: str
    names: Sequence[str]

    @property
    def last(self) -> int:
        """Return the last row of the table."""
        return self.top + len(self.chart.rows)

    @property
    def beside(self) -> int:
        """Return the first free column."""
        return len(self.names) + 1

    def field(self, name: str) -> Field:
        """Return a column of the table."""
        return self.chart.fields[self.names.index(name)]

    def rows(self, name: str, first: int = 0, last: int | None = None) -> list[Any]:
        """Return the range of a column as a drawing takes it: sheet, then first and last cell.

        Any: the range mixes words and whole numbers.
        """
        place = self.names.index(name)
        end = self.last if last is None else self.top + 1 + last
        return [self.sheet, self.top + 1 + first, place, end, place]

    def address(self, name: str) -> str:
        """Return the fixed address of a column, for formulas."""
        place = self.names.index(name)
        return f"{cell(self.top + 1, place, fixed='rc')}:{cell(self.last, place, fixed='rc')}"


def draw_bars(area: Area, drawn: Bars) -> None:
    """Draw bars to the right of the table, in the order of its rows."""
    options = {"type": "bar", **({} if drawn.kind == "clustered" else {"subtype": drawn.kind})}
    picture = area.paper.look.book.add_chart(options)
    for name in drawn.values:
        if name in area.names:
            fill = FILLS.get(name, ACCENT)
            picture.add_series(
                {
                    "name": [area.sheet, area.top, area.names.index(name)],
                    "categories": area.rows(drawn.label),
                    "values": area.rows(name),
                    "fill": {"color": fill},
                    "border": {"color": INK, "width": 0.5},
                    "gap": 40,
                }
            )
    picture.set_y_axis({"reverse": True})
    shape = "0%" if area.field(drawn.values[0]).kind == "share" or drawn.kind != "clustered" else "#,##0"
    picture.set_x_axis({"num_format": shape, "major_gridlines": GRID})
    finish(area, picture, len(area.chart.rows))


def draw_lines(area: Area, drawn: Lines) -> None:
    """Draw a line, or points, for each run of rows with the same value."""
    picture = area.paper.look.book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    colours = [INK, ACCENT, OTHER, LOSS]
    groups = groupby(enumerate(area.chart.rows), key=lambda each: str(each[1][drawn.by]))
    for place, (name, members) in enumerate(groups):
        rows = [row for row, _ in members]
        colour = colours[place % len(colours)]
        picture.add_series(
            {
                "name": name,
                "categories": area.rows(drawn.x, rows[0], rows[-1]),
                "values": area.rows(drawn.y, rows[0], rows[-1]),
                "line": {"color": colour, "width": 1.75},
                "marker": {
                    "type": "circle",
                    "size": 4,
                    "fill": {"color": colour},
                    "border": {"color": colour},
                },
            }
        )
    years = [int(str(row[drawn.x])) for row in area.chart.rows]
    picture.set_x_axis({"min": min(years), "max": max(years), "num_format": "0"})
    axis = {"name": area.field(drawn.y).heading, "name_font": {"bold": False}, "num_format": "#,##0"}
    picture.set_y_axis({**axis, "min": 0, "major_gridlines": GRID})
    finish(area, picture, 16)


def write_cross(area: Area, drawn: Cross) -> None:
    """Write sums of a value by two columns as formulas of the rows, then shade or draw them."""
    sheet, look, rows = area.paper.sheet, area.paper.look, area.chart.rows
    downs = list(dict.fromkeys(row[drawn.down] for row in rows))
    acrosses = list(dict.fromkeys(row[drawn.across] for row in rows))
    sums: dict[tuple[Any, Any], float] = {}  # Any: years and words
    for row in rows:
        key = (row[drawn.down], row[drawn.across])
        sums[key] = sums.get(key, 0.0) + float(str(row[drawn.value] or 0))
    left = area.beside
    sheet.write_string(area.top, left, area.field(drawn.value).heading, look.head)
    for place, across in enumerate(acrosses, start=left + 1):
        write_cell(sheet, (area.top, place), across, look.head_right)
    for line, down in enumerate(downs, start=area.top + 1):
        write_cell(sheet, (line, left), down, look.text if isinstance(down, str) else look.year)
        for place, across in enumerate(acrosses, start=left + 1):
            formula = (
                f"=SUMIFS({area.address(drawn.value)},"
                f"{area.address(drawn.down)},{cell(line, left, fixed='c')},"
                f"{area.address(drawn.across)},{cell(area.top, place, fixed='r')})"
            )
            sheet.write_formula(line, place, formula, look.count, sums.get((down, across), 0.0))
    sheet.set_column(left, left, 24)
    sheet.set_column(left + 1, left + len(acrosses), 11)
    body = (area.top + 1, left + 1, area.top + len(downs), left + len(acrosses))
    if drawn.is_shaded:
        sheet.conditional_format(
            *body,
            {
                "type": "3_color_scale", "mid_type": "num", "mid_value": 0,
                "min_color": EMPTY, "mid_color": "#FFFFFF", "max_color": FULL,
            },
        )  # fmt: skip
    else:
        draw_stack(area, left, body, acrosses)


def draw_stack(area: Area, left: int, body: tuple[int, int, int, int], names: Sequence[Any]) -> None:
    """Draw the table of two ways as stacked columns below it; Any: years and words."""
    picture = area.paper.look.book.add_chart({"type": "column", "subtype": "stacked"})
    first, _, last, _ = body
    for place, _name in enumerate(names):
        column = left + 1 + place
        colour = BRANDS[place] if place < len(BRANDS) else OTHER
        picture.add_series(
            {
                "name": [area.sheet, area.top, column],
                "categories": [area.sheet, first, left, last, left],
                "values": [area.sheet, first, column, last, column],
                "fill": {"color": colour},
                "border": {"color": "#FFFFFF", "width": 0.5},
                "gap": 40,
            }
        )
    picture.set_y_axis({"num_format": "#,##0", "major_gridlines": GRID})
    finish(area, picture, 16, row=last + 2)


# Any: the writer ships no types.
def finish(area: Area, picture: Any, rows: int, *, row: int | None = None) -> None:
    """Put a drawing beside the table, without a title of its own: that stands above the table."""
    picture.set_title({"none": True})
    picture.set_legend({"position": "bottom"} if len(picture.series) > 1 else {"none": True})
    picture.set_size({"width": 760, "height": max(320, 24 * rows + 80)})
    options = {"description": area.chart.description, "object_position": 2}
    area.paper.sheet.insert_chart(area.top if row is None else row, area.beside, picture, options)
