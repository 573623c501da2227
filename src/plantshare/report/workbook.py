"""The report as a workbook: the answer, a sheet for each chart, live accounts, and every input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook  # the writer ships no types

from plantshare.report.sheets.accounts import write_accounts
from plantshare.report.sheets.drawn import write_chart
from plantshare.report.sheets.inputs import write_inputs, write_sources
from plantshare.report.sheets.look import (
    LINE_HEIGHT,
    Paper,
    column_widths,
    lines_in,
    looks,
    print_as,
    sheet_name,
)
from plantshare.report.sheets.output import write_output
from plantshare.report.stored import chart_of
from plantshare.results import Result
from plantshare.tables.aside import file_aside

__all__ = ["write_report_workbook"]

Content = Mapping[str, Any]
"""A part of a report; Any: JSON of any shape."""

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Words of a study stay words, whatever they begin with."""

WRITTEN = datetime(2026, 1, 1)  # the writer wants a time without zone
"""Fixed date of creation, so that equal reports give equal bytes."""

WIDTHS = (40, 40, 46, 14)
"""Widths of the columns of the first sheet, in letters."""
LARGE_HEIGHT, LARGE_LINE = 17, 115
"""Height of a large line in points, and its letters."""

ABOUT = {
    "accounts": "Money by company, kind and year; totals and present values are formulas",
    "output": "National output, targets and gaps as formulas",
    "inputs": "Every figure of the study with its unit, grade and source",
    "sources": "Where the figures are from",
}
"""Sheets that are no charts, and what they hold."""


def write_report_workbook(report: Content, result: Result, file: Path, *, replace: bool = False) -> None:
    """Write a report as one workbook, whole or not at all; equal reports give equal bytes.

    The first sheet answers the question; then comes a sheet for each chart, the accounts and the national
    output with live formulas, and every input with its source. Formulas carry their results, for
    programs that do not recalculate. Words of the study are never formulas.

    Parameters
    ----------
    report
        The report as its page reads it: ``Report.to_json()``.
    result
        The result that it reports.
    file
        New workbook; its folder is made.
    replace
        Whether to replace a file of this name.

    Raises
    ------
    InfeasibleError
        If the result has no plan.
    StudyError
        If the file is there and may not be replaced.
    """
    result.require_plan()
    charts = [chart_of(each) for section in report["sections"] for each in section["charts"]]
    imprint = f"{report['product']['name']} {report['product']['version']}, run {report['run']['id']}"
    with file_aside(file, replace=replace) as aside, Workbook(str(aside), OPTIONS) as book:
        book.set_properties({"title": report["study"]["title"], "created": WRITTEN})
        look = looks(book)
        first = Paper(book.add_worksheet("answer"), look, imprint)
        names: dict[str, str] = {}
        for chart in charts:
            name = sheet_name(chart.name.replace("_", " "), ["answer", *ABOUT, *names])
            names[name] = chart.title
            write_chart(Paper(book.add_worksheet(name), look, imprint), chart, name)
        write_answer(first, report, {**names, **ABOUT})
        write_accounts(Paper(book.add_worksheet("accounts"), look, imprint), result)
        write_output(Paper(book.add_worksheet("output"), look, imprint), result)
        inputs = Paper(book.add_worksheet("inputs"), look, imprint)
        sources = write_inputs(inputs, result.study, report["inputs"])
        write_sources(Paper(book.add_worksheet("sources"), look, imprint), sources)


def write_answer(paper: Paper, content: Content, sheets: Mapping[str, str]) -> None:
    """Write the front page of the report, and a list of the other sheets with links."""
    sheet, look, front, run = paper.sheet, paper.look, content["front"], content["run"]
    study = content["study"]
    sheet.write_string(0, 0, content["audience"], look.note)
    sheet.write_string(1, 0, study["title"], look.note)
    if study["illustrative"]:
        sheet.write_string(2, 0, "The figures of this study are illustrative.", look.label_sum)
    sheet.merge_range(3, 0, 3, 3, "", look.title)
    sheet.write_string(3, 0, front["question"], look.title)
    row = 5
    for sentence in front["answer"]:
        row = write_line(paper, row, "".join(part["text"] for part in sentence))
    row = write_listing(
        paper, row + 1, ("Headline", "Value", "Range"), [headline_of(each) for each in front["headlines"]]
    )
    sheet.write_string(row + 1, 0, "What limits the result", look.head)
    row = write_line(paper, row + 2, front["limit"])
    sheet.write_string(row + 1, 0, "How well the figures are sourced", look.head)
    row = write_line(paper, row + 2, front["evidence"]["sentence"])
    row = write_grades(paper, row + 1, front["evidence"]["grades"])
    facts = [
        ("Years", f"{study['first_year']} to {study['last_year']}"),
        ("Money", f"{study['currency']}, prices of {study['price_year']}"),
        ("Run", run["id"]),
        ("Recorded", run["recorded"]),
        ("Status", f"{run['status']}; {run['gap_words']}"),
        ("Method", f"{run['method']}, {run['solver']}"),
        ("Digest of the inputs", run["digest"]),
    ]
    row = write_listing(paper, row + 1, ("The run", ""), facts)
    write_contents(paper, row + 1, sheets)
    column_widths(sheet, WIDTHS)
    print_as(paper, wide=False)


def write_line(paper: Paper, row: int, text: str) -> int:
    """Write a sentence across the page, as high as it needs; return the row after it."""
    paper.sheet.merge_range(row, 0, row, 3, "", paper.look.lead)
    paper.sheet.write_string(row, 0, text, paper.look.lead)
    paper.sheet.set_row(row, LARGE_HEIGHT * lines_in(text, LARGE_LINE))
    return row + 1


def headline_of(each: Content) -> tuple[str, ...]:
    """Return a headline as the cells of a row."""
    return (each["label"], each["value"], each["range"])


def write_listing(paper: Paper, row: int, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Write words under headings; return the row after them."""
    for place, text in enumerate(heads):
        paper.sheet.write_string(row, place, text, paper.look.head)
    for line, cells in enumerate(rows, start=row + 1):
        for place, text in enumerate(cells):
            paper.sheet.write_string(line, place, text, paper.look.wrapped)
        lines = max(lines_in(text, width) for text, width in zip(cells, WIDTHS, strict=False))
        paper.sheet.set_row(line, LINE_HEIGHT * lines)
    return row + len(rows) + 1


def write_grades(paper: Paper, row: int, grades: Sequence[Content]) -> int:
    """Write how many figures rest on what, with a bar in each cell of shares; return the row after."""
    sheet, look = paper.sheet, paper.look
    for place, text in enumerate(("Grade", "Meaning", "Figures", "Share, %")):
        sheet.write_string(row, place, text, look.head if place < 2 else look.head_right)
    for line, each in enumerate(grades, start=row + 1):
        sheet.write_string(line, 0, each["grade"])
        sheet.write_string(line, 1, each["label"])
        sheet.write_number(line, 2, each["figures"], look.count)
        sheet.write_number(line, 3, each["share"], look.share)
    return row + len(grades) + 1


def write_contents(paper: Paper, row: int, sheets: Mapping[str, str]) -> None:
    """Write what the other sheets hold, each with a link to it."""
    paper.sheet.write_string(row, 0, "Sheet", paper.look.head)
    paper.sheet.write_string(row, 1, "What it holds", paper.look.head)
    for line, (name, text) in enumerate(sheets.items(), start=row + 1):
        paper.sheet.write_url(line, 0, f"internal:'{name}'!A1", paper.look.link, name)
        paper.sheet.write_string(line, 1, text)
