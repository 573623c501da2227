"""How the sheets of a report's workbook look, print and begin."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

# The writer ships no types.
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from plantshare.report.chart import Cell, Field, Row
from plantshare.report.palette import INK, LINE, MUTED, PAGE
from plantshare.results.workbook import write_cell

__all__ = [
    "LINE_HEIGHT",
    "Look",
    "Paper",
    "begin",
    "cell",
    "column_widths",
    "lines_in",
    "looks",
    "print_as",
    "sheet_name",
    "write_rows",
]

WIDEST, NARROWEST = 50, 9
LINE_HEIGHT, MOST_LINES = 15, 3
"""Height of a line in points, and lines that a row shows; a cell holds all of its words."""
LONGEST_NAME = 31
"""Letters that a spreadsheet allows in the name of a sheet."""
LONGEST_FOOTER = 90
SPARING = 4
MONEY = "#,##0.0;\u2212#,##0.0;0.0"
COUNT = "#,##0;\u2212#,##0;0"
SHARE = "0%;\u22120%"


@dataclass(frozen=True, slots=True)
class Look:
    """Formats of the cells."""

    title: Format
    lead: Format
    note: Format
    wrapped: Format
    head: Format
    head_right: Format
    head_in: Format
    text_in: Format
    long: Format
    text: Format
    year: Format
    factor: Format
    money: Format
    money_sum: Format
    count: Format
    count_sum: Format
    share: Format
    label_sum: Format
    link: Format
    given: Format
    book: Workbook

    def number(self, digits: int, *, is_share: bool = False) -> Format:
        """Return the format of numbers with some digits after the point; from four on zeros are left out."""
        tail = "." + "0" * digits if digits else ""
        if digits >= SPARING:
            tail = ".0" + "#" * (digits - 1)
        mark = "%" if is_share else ""
        shape = f"{'' if is_share else '#,##'}0{tail}{mark}"
        return self.book.add_format({"num_format": f"{shape};\u2212{shape}", "valign": "top"})


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet to write on, the formats of its cells, and the words at the foot of each page."""

    sheet: Worksheet
    look: Look
    imprint: str


def looks(book: Workbook) -> Look:
    """Return the formats of a workbook."""
    head = {"bold": True, "font_color": INK, "bottom": 1, "text_wrap": True, "valign": "bottom"}
    total = {"bold": True, "top": 1, "top_color": MUTED, "bg_color": PAGE}
    return Look(
        title=book.add_format({"bold": True, "font_size": 14, "font_color": INK}),
        lead=book.add_format({"font_size": 12, "font_color": INK, "text_wrap": True, "valign": "top"}),
        note=book.add_format({"font_color": MUTED}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        head=book.add_format(head),
        head_right=book.add_format({**head, "align": "right"}),
        head_in=book.add_format({**head, "indent": 1}),
        text_in=book.add_format({"num_format": "@", "indent": 1, "valign": "top"}),
        long=book.add_format({"num_format": "@", "indent": 1, "text_wrap": True, "valign": "top"}),
        text=book.add_format({"num_format": "@", "valign": "top"}),
        year=book.add_format({"num_format": "0", "valign": "top"}),
        factor=book.add_format({"num_format": "0.0000", "font_color": MUTED, "italic": True}),
        money=book.add_format({"num_format": MONEY}),
        money_sum=book.add_format({"num_format": MONEY, **total}),
        count=book.add_format({"num_format": COUNT}),
        count_sum=book.add_format({"num_format": COUNT, **total}),
        share=book.add_format({"num_format": SHARE}),
        label_sum=book.add_format(total),
        link=book.add_format({"font_color": "#1D4F8C", "underline": 1}),
        given=book.add_format(
            {"num_format": "0.0%", "bg_color": "#FFF9E5", "border": 1, "border_color": LINE}
        ),
        book=book,
    )


def cell(row: int, column: int, *, fixed: str = "") -> str:
    """Return the address of a cell counted from zero; ``fixed`` holds "r", "c" or both.

    Examples
    --------
    >>> cell(0, 2), cell(5, 27, fixed="rc")
    ('C1', '$AB$6')
    """
    letters = xl_col_to_name(column, "c" in fixed)
    return f"{letters}{'$' if 'r' in fixed else ''}{row + 1}"


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a name that a sheet may have and no other sheet has.

    Examples
    --------
    >>> sheet_name("plan: 2026/27", []), sheet_name("Plan", ["plan"])
    ('plan 2026 27', 'Plan 2')
    """
    plain = " ".join(re.sub(r"[\\[\]:*?/']", " ", wanted).split())[:LONGEST_NAME] or "sheet"
    known = {name.casefold() for name in taken}
    name, count = plain, 1
    while name.casefold() in known:
        count += 1
        name = f"{plain[: LONGEST_NAME - len(str(count)) - 1]} {count}"
    return name


def begin(paper: Paper, lines: Sequence[str]) -> int:
    """Write a title and notes below it; return the row after them and an empty one."""
    shown = [line for line in lines if line]
    for row, line in enumerate(shown):
        paper.sheet.write_string(row, 0, line, paper.look.note if row else paper.look.title)
    return len(shown) + 1


def print_as(paper: Paper, *, wide: bool = True, head: int | None = None) -> None:
    """Set up a sheet for A4 paper: one page wide, headings on each page, page numbers.

    Parameters
    ----------
    head
        Row of the headings, repeated on each page.
    """
    sheet = paper.sheet
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    if wide:
        sheet.set_landscape()
    # A spreadsheet reads & in a footer as the start of a command.
    sheet.set_footer("&L&8" + paper.imprint[:LONGEST_FOOTER].replace("&", "&&") + "&R&8&A, &P of &N")
    if head is not None:
        sheet.repeat_rows(head)


def write_rows(
    paper: Paper, top: int, fields: Sequence[Field], rows: Sequence[Row], *, left: int = 0
) -> None:
    """Write a table: headings with units, rows as numbers, a filter, frozen headings."""
    sheet, look = paper.sheet, paper.look
    heights = [1] * (len(rows) + 1)
    for place, each in enumerate(fields, start=left):
        cells = [words_of(each, row.get(each.name)) for row in rows]
        width = column_width(each, cells)
        head, form = formats_of(each, look, is_first=place == left, is_long=width >= WIDEST)
        heights[0] = max(heights[0], lines_in(each.heading, width))
        sheet.write_string(top, place, each.heading, head)
        for line, value in enumerate(cells, start=1):
            if value is not None:
                write_cell(sheet, (top + line, place), value, form)
            if form is look.long:
                heights[line] = max(heights[line], lines_in(str(value or ""), width))
        sheet.set_column(place, place, width)
    for line, lines in enumerate(heights):
        # Not every program fits the height of a row to wrapped words.
        if lines > 1:
            sheet.set_row(top + line, LINE_HEIGHT * min(MOST_LINES, lines))
    if rows:
        sheet.autofilter(top, left, top + len(rows), left + len(fields) - 1)
    sheet.freeze_panes(top + 1, left + 1)


def words_of(column: Field, value: Cell) -> Cell:
    """Return a cell as it is written: a flag as a word, a missing number as nothing."""
    return column.shown(value) if column.kind == "flag" and value is not None else value


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of some letters, a little generously.

    Examples
    --------
    >>> lines_in("Load, reference cars a year", 12), lines_in("", 12)
    (3, 1)
    """
    return max(1, len(textwrap.wrap(text, max(1, int(0.95 * width)))))


def formats_of(column: Field, look: Look, *, is_first: bool, is_long: bool) -> tuple[Format, Format]:
    """Return the formats of the heading and of the cells of a column."""
    if column.kind in ("number", "share"):
        return look.head_right, look.number(column.digits, is_share=column.kind == "share")
    if column.kind == "year":
        return look.head_right, look.year
    if is_long:
        return look.head_in, look.long
    return (look.head, look.text) if is_first else (look.head_in, look.text_in)


def column_width(column: Field, cells: Sequence[object]) -> float:
    """Return the width of a column in letters."""
    words = [str(each) for each in cells if isinstance(each, str)]
    longest = max([len(column.heading) / 2, *map(len, column.heading.split()), *map(len, words)])
    return min(WIDEST, max(NARROWEST, longest) + 2)


def column_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the first columns, in letters."""
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
