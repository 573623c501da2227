"""The report as PDF: A4 pages whose text stays text, set by Typst."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from plantshare.errors import ExtraMissingError
from plantshare.report.chart import Chart, Field, Row
from plantshare.report.charts.evidence import FILLS
from plantshare.report.drawing import FONTS
from plantshare.report.image import to_svg
from plantshare.report.palette import ACCENT, CONTROL, INK, LINE, MUTED, PAGE
from plantshare.report.slices import size_of, slices
from plantshare.report.stored import chart_of, table_of
from plantshare.report.words import percent, plural
from plantshare.tables.aside import file_aside

__all__ = ["write_pdf"]

Content = Mapping[str, Any]
"""A part of a report; Any: JSON of any shape."""

TEMPLATE = Path(__file__).resolve().parent / "typst" / "report.typ"
COLOURS = {"ink": INK, "muted": MUTED, "line": LINE, "page": PAGE, "control": CONTROL, "accent": ACCENT}

DRAWN_WIDTH = 660
"""Width at which charts are drawn, in pixels: their 12 pixels become 9 points on the page."""
TEXT_WIDTH = 493.2
"""Width of the text on the page, in points: 210 mm less two margins of 18 mm."""
LETTER = 4.6
"""Width of a letter in a table, in points."""
TALLEST = 610.0
"""Height that a picture may take, in points, so that its title still fits above it."""

SHORT, NARROW = 12, 7
"""Rows and columns of a table that is set below its chart."""
MOST_FINDINGS = 8
"""Lines of a list of contents for which the front page has room; a longer one names sections only."""
SMALLEST = 0.8
"""Share of its size at which a table that is too wide may be set."""
MOST_ROWS = 60
"""Rows of a table that are set; the workbook has them all."""


def write_pdf(report: Content, file: Path, *, replace: bool = False) -> None:
    """Write a report as PDF, whole or not at all; equal reports give equal bytes.

    Parameters
    ----------
    report
        The report as its page reads it: ``Report.to_json()``.
    file
        New file; its folder is made.
    replace
        Whether to replace a file of this name.

    Raises
    ------
    ExtraMissingError
        If the extra "pdf" is not installed.
    StudyError
        If the file is there and may not be replaced.
    """
    try:
        import typst  # noqa: PLC0415  # an optional extra
    except ImportError as missing:
        raise ExtraMissingError(
            'a PDF needs the optional typesetter. Install it with: pip install "plantshare[pdf]"'
        ) from missing
    with file_aside(file, replace=replace) as aside, TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(TEMPLATE, folder / TEMPLATE.name)
        pages = json.dumps(pages_of(report, folder), ensure_ascii=False)
        (folder / "report.json").write_text(pages, encoding="utf-8")
        typst.compile(
            folder / TEMPLATE.name,
            aside,
            root=folder,
            font_paths=[FONTS],
            format="pdf",
            timestamp=0,
            pdf_standards="ua-1",
        )


def pages_of(report: Content, folder: Path) -> dict[str, Any]:
    """Return what the pages say, and write their pictures into a folder.

    Any: nested data of any shape.
    """
    front, study, run = report["front"], report["study"], report["run"]
    product = f"{report['product']['name']} {report['product']['version']}"
    findings = sum(1 + len(each["charts"]) + len(each["tables"]) for each in report["sections"])
    return {
        "colours": COLOURS,
        "product": product,
        "audience": report["audience"],
        "title": study["title"],
        "study": f"{study['title']} · {study['first_year']}–{study['last_year']}",
        "imprint": f"{product} · run {run['id']} · recorded {run['recorded']}",
        "illustrative": "The figures of this study are illustrative." if study["illustrative"] else "",
        "question": front["question"],
        "answer": ["".join(part["text"] for part in sentence) for sentence in front["answer"]],
        "headlines": [{key: each[key] for key in ("label", "value", "range")} for each in front["headlines"]],
        "limit": front["limit"],
        "evidence": front["evidence"]["sentence"],
        "grades": [grade_of(each) for each in front["evidence"]["grades"]],
        "depth": 1 if findings > MOST_FINDINGS else 2,
        "sections": [section_of(each, report["outline"], folder) for each in report["sections"]],
        "figures": [
            {key: each[key] for key in ("title", "value", "formula", "steps")}
            for each in report["figures"].values()
        ],
        "sources": [source_of(each) for each in report["sources"].values()],
    }


def section_of(section: Content, outline: Content | None, folder: Path) -> dict[str, Any]:
    """Return one section with its charts and tables; Any: nested data."""
    return {
        "title": section["title"],
        "lead": section["lead"],
        "charts": [picture_of(chart_of(each, outline), folder) for each in section["charts"]],
        "tables": [
            {"title": table.title, "note": table.note, "table": listing(table.fields, table.rows)}
            for table in map(table_of, section["tables"])
        ],
    }


def picture_of(chart: Chart, folder: Path) -> dict[str, Any]:
    """Draw a chart into a folder and return its title, place and table; Any: nested data."""
    svg = to_svg(chart, DRAWN_WIDTH, titled=False)
    scale = TEXT_WIDTH / size_of(svg)[0]
    pieces = []
    for piece in slices(svg, TALLEST / scale):
        file = folder / f"{len(list(folder.iterdir()))}.svg"
        file.write_text(piece, encoding="utf-8")
        pieces.append({"file": file.name, "height": scale * size_of(piece)[1]})
    is_short = len(chart.rows) <= SHORT and len(chart.fields) <= NARROW
    return {
        "title": chart.title,
        "subtitle": chart.subtitle,
        "pieces": pieces,
        "alt": chart.description,
        "formula": chart.formula,
        "grade": chart.grade,
        "table": listing(chart.fields, chart.rows) if chart.rows and is_short else None,
    }


def listing(fields: Sequence[Field], rows: Sequence[Row]) -> dict[str, Any]:
    """Return a table as it is set: parts that fit the page side by side, and how many rows are left out.

    A table that is a little too wide is set smaller; a wider one is parted, with its first column in each
    part. Any: nested data.
    """
    cells = [[each.shown(row.get(each.name)) for each in fields] for row in rows[:MOST_ROWS]]
    widths = [column_width(each, [row[place] for row in cells]) for place, each in enumerate(fields)]
    scale = min(1.0, TEXT_WIDTH / sum(widths))
    everything = list(range(len(fields)))
    parts = [everything] if scale >= SMALLEST else parted(widths)
    rest = len(rows) - MOST_ROWS
    return {
        "parts": [
            {
                "scale": scale if scale >= SMALLEST else 1.0,
                "columns": [
                    {
                        "heading": fields[place].heading,
                        "right": fields[place].kind in ("number", "share", "year"),
                        "width": widths[place],
                    }
                    for place in part
                ],
                "rows": [[row[place] for place in part] for row in cells],
            }
            for part in parts
        ],
        "more": f"and {plural(rest, 'row')} more, which the workbook has" if rest > 0 else "",
    }


def parted(widths: Sequence[float]) -> list[list[int]]:
    """Return the places of the columns of each part, as many as fit the page after the first column.

    Examples
    --------
    >>> parted([100, 200, 150, 200, 100])
    [[0, 1, 2], [0, 3, 4]]
    """
    parts: list[list[int]] = []
    room = 0.0
    for place, width in list(enumerate(widths))[1:]:
        if not parts or width > room:
            parts.append([0])
            room = TEXT_WIDTH - widths[0]
        parts[-1].append(place)
        room -= width
    return parts or [[0]]


def column_width(column: Field, cells: Sequence[str]) -> float:
    """Return the width of a column in points: that of its longest cell or word of its heading."""
    words = [*column.heading.split(), *(cells if column.kind != "text" else ())]
    longest = max([len(column.heading) / 3, *map(len, words), *(min(len(cell), 34) for cell in cells)])
    return LETTER * longest + 10


def grade_of(each: Content) -> dict[str, Any]:
    """Return one part of the bar of grades."""
    letter = f"{each['grade']}, " if len(each["grade"]) == 1 else ""
    digits = 1 if 0 < each["share"] < 0.01 else 0
    return {
        "share": each["share"],
        "fill": FILLS[each["grade"]],
        "words": f"{letter}{each['label']} {percent(each['share'], digits)}",
    }


def source_of(source: Content) -> dict[str, str]:
    """Return one source: title, then publisher, date and licence, then its address."""
    parts = (source["publisher"], source["published"], source["licence"])
    return {
        "title": source["title"],
        "words": ", ".join(part for part in parts if part),
        "url": source["url"] or "",
    }
