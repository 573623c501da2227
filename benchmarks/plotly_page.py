"""A report made with Plotly: one HTML file with its library, words, figures and tables."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from pathlib import Path

import plotly.io as pio
from plotly_figures import figure_of

from plantshare.report.chart import Chart, Field, Row
from plantshare.report.document import Report
from plantshare.report.figure import plain_text
from plantshare.report.front import Front
from plantshare.report.listing import Listing

__all__ = ["DRAWN", "plotly_page", "write_plotly"]

DRAWN = "drawn "
"""What the name of a figure's mark on the browser's clock begins with; set when the figure is drawn."""

PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 Arial, sans-serif; max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }}
table {{ border-collapse: collapse; font-size: 14px; }}
th, td {{ border: 1px solid #ccc; padding: 2px 8px; text-align: left; }}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def write_plotly(report: Report, charts: Sequence[Chart], file: Path) -> None:
    """Write charts as Plotly figures, with the words and tables of a report that are ready."""
    file.write_text(plotly_page(report, charts), encoding="utf-8")


def plotly_page(report: Report, charts: Sequence[Chart]) -> str:
    """Return the page: plotly.js is part of it, before the first figure."""
    tables = [table for section in report.sections for table in section.tables]
    parts = [*front_lines(report.title, report.front)]
    for place, chart in enumerate(charts):
        parts.append(f"<h2>{html.escape(chart.title)}</h2><p>{html.escape(chart.subtitle)}</p>")
        parts.append(drawing(chart, with_library=place == 0))
        parts.append(
            f"<details><summary>Show as table</summary>{table_of(chart.fields, chart.rows)}</details>"
        )
    parts += [listing(table) for table in tables]
    return PAGE.format(title=html.escape(report.title), body="\n".join(parts))


def drawing(chart: Chart, *, with_library: bool) -> str:
    """Return the division of one figure, which marks the browser's clock when it is drawn."""
    markup: str = pio.to_html(
        figure_of(chart),
        full_html=False,
        include_plotlyjs=with_library,
        config={"responsive": True},
        div_id=chart.name,
        post_script=f"performance.mark('{DRAWN}{chart.name}');",
    )
    return markup


def front_lines(title: str, front: Front) -> Iterator[str]:
    """Yield the words of the first page."""
    say = html.escape
    yield f"<h1>{say(front.question)}</h1>"
    yield f"<p>{say(title)}</p>"
    yield f"<p>{say(' '.join(plain_text(sentence) for sentence in front.answer))}</p>"
    for each in front.headlines:
        yield f"<p><strong>{say(each.label)}: {say(each.value)}</strong> ({say(each.range)})</p>"
    yield f"<h2>What limits the result</h2><p>{say(front.limit)}</p>"
    yield f"<h2>What the answer rests on</h2><p>{say(front.evidence.sentence)}</p>"


def listing(table: Listing) -> str:
    """Return a table of the report with its title."""
    return f"<h2>{html.escape(table.title)}</h2>{table_of(table.fields, table.rows)}"


def table_of(fields: Sequence[Field], rows: Sequence[Row]) -> str:
    """Return rows as an HTML table."""
    head = "".join(f"<th>{html.escape(each.heading)}</th>" for each in fields)
    body = "".join(
        f"<tr>{''.join(f'<td>{html.escape(each.shown(row.get(each.name)))}</td>' for each in fields)}</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
