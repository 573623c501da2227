"""Several charts written to files under one name."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from plantshare.cli.chart import FORMATS
from plantshare.report.analyses import AnalysisEntry, Found, draw_analysis, shown_charts
from plantshare.report.chart import Chart
from plantshare.report.document import Report
from plantshare.report.html import write_report
from plantshare.report.image import to_svg
from plantshare.tables.aside import already_there, file_aside

__all__ = ["ENDINGS", "write_charts", "write_found", "wrong_files"]

HTML = ".html"
ENDINGS = (HTML, *(f".{form}" for form in FORMATS))
"""Endings of the files that charts can be written to."""

PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }}
figure {{ margin: 0 0 0.5rem; }}
svg {{ max-width: 100%; height: auto; }}
.narrow {{ display: none; }}
.narrow svg {{ width: 100%; }}
@media screen and (max-width: 40rem) {{
  .wide {{ display: none; }}
  .narrow {{ display: block; }}
  details {{ overflow-x: auto; }}
}}
table {{ border-collapse: collapse; margin: 0.5rem 0 2rem; }}
th, td {{ padding: 0.15rem 0.6rem; text-align: left; border-bottom: 1px solid #DFE5EA; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def write_charts(charts: Sequence[Chart], file: Path) -> tuple[Path, ...]:
    """Write charts below one name and return the files: one page, or a file for each.

    The first chart gets the name itself, and each other the name with its own behind it. Nothing is
    overwritten, and where one of them cannot be written none is left.

    Parameters
    ----------
    charts
        Charts, at least one.
    file
        New file; its ending, one of ``ENDINGS``, says the format.

    Raises
    ------
    StudyError
        If a file of such a name is there.
    ExtraMissingError
        If pictures are wanted and the extra "export" is not installed.
    """
    ending = file.suffix.casefold()
    if ending == HTML:
        contents = {file: page_of(charts).encode()}
    else:
        write = FORMATS[ending.removeprefix(".")]
        contents = {
            file if number == 0 else file.with_stem(f"{file.stem}-{chart.name}"): write(chart)
            for number, chart in enumerate(charts)
        }
    with all_or_none() as written:
        for path, content in contents.items():
            with file_aside(path, replace=False) as aside:
                aside.write_bytes(content)
            written.append(path)
    return tuple(contents)


@contextmanager
def all_or_none() -> Iterator[list[Path]]:
    """Give a list for files as they are written; where anything ends the work, they are removed again."""
    written: list[Path] = []
    try:
        yield written
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise


def wrong_files(chart: str | None, out: Path | None, report: Path | None) -> str:
    """Return what is wrong with the files that are asked for, nothing where all is well.

    Parameters
    ----------
    chart
        Name of the one chart that is wanted, if any.
    out, report
        New files for charts and for the report, if any.

    Raises
    ------
    StudyError
        If a file is there already: found out before minutes of work, not after.
    """
    if chart is not None and out is None:
        return f"Say where the chart goes: --out {chart}.svg"
    if out is not None and out.suffix.casefold() not in ENDINGS:
        return f"A chart is written as {', '.join(ENDINGS)}; choose a file that ends so."
    if report is not None and report.suffix.casefold() != HTML:
        return f"A report is one {HTML} file; choose a file that ends so."
    for file in (out, report):
        if file is not None and file.exists():
            raise already_there(file)
    return ""


def write_found(
    family: Mapping[str, AnalysisEntry[Found]],
    found: Found,
    *,
    chart: str | None,
    out: Path | None,
    report: Path | None,
    made: Callable[[], Report],
) -> dict[str, list[str]]:
    """Write the charts and the report of an analysis that are asked for, all or none, and return their files.

    Parameters
    ----------
    family
        Charts of the analysis.
    found
        What it has found.
    chart
        Name of the one chart that is wanted; all that have something to show unless given.
    out
        New file for charts; none for no chart.
    report
        New file for the report; none for no report.
    made
        Makes the report.
    """
    charts: tuple[Path, ...] = ()
    with all_or_none() as written:
        if out is not None:
            names = shown_charts(family, found) if chart is None else (chart,)
            charts = write_charts([draw_analysis(family, name, found) for name in names], out)
            written.extend(charts)
        if report is not None:
            write_report(made(), report)
    return {"charts": [str(path) for path in charts], "reports": [] if report is None else [str(report)]}


NARROW_WIDTH = 358
"""Width of a picture on a telephone, in pixels: 390 less the edges of the page."""


def page_of(charts: Sequence[Chart]) -> str:
    """Return a page with the picture and the table of each chart, which needs nothing else.

    Each picture is there twice, drawn for a wide and for a narrow screen: one that shrank could not be read.
    """
    body = "\n".join(
        f'<figure role="img" aria-label="{html.escape(chart.description)}">'
        f'<div class="wide">{to_svg(chart)}</div>\n'
        f'<div class="narrow">{apart(to_svg(chart, NARROW_WIDTH))}</div></figure>'
        f"\n<details><summary>Table</summary>{table_of(chart)}</details>"
        for chart in charts
    )
    return PAGE.format(title=html.escape(charts[0].title), body=body)


def apart(svg: str) -> str:
    """Return a picture whose names of parts differ from those of the same picture in another width.

    Examples
    --------
    >>> apart('<clipPath id="clip0"/><g clip-path="url(#clip0)"/>')
    '<clipPath id="narrow-clip0"/><g clip-path="url(#narrow-clip0)"/>'
    """
    return svg.replace(' id="', ' id="narrow-').replace("url(#", "url(#narrow-")


def table_of(chart: Chart) -> str:
    """Return the table of a chart in HTML."""
    headers, rows = chart.table()
    head = "".join(f"<th>{html.escape(each)}</th>" for each in headers)
    lines = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"
