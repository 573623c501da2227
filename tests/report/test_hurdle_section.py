"""The section of a report on the hurdles of a deal."""

from __future__ import annotations

import json

import pytest

from plantshare.report.analyses import HURDLE_CHARTS
from plantshare.report.document import report_of
from plantshare.report.html import page_of
from tests.deals.hurdles.toys import searched


def test_the_section_stands_last_with_charts_and_tables() -> None:
    """Both charts, the table of what would have to be true, and one table for each other country."""
    found = searched()
    report = report_of(found.pair.result, hurdles=found)
    last = report.sections[-1]

    assert [last.id] == ["hurdles"]
    assert [chart.name for chart in last.charts] == list(HURDLE_CHARTS)
    assert [table.title for table in last.tables] == [
        "What would have to be true",
        "What the shortfall is made of, against China",
        "What the shortfall is made of, against south",
        "The same by kind of money",
    ]
    json.dumps(report.to_json(), allow_nan=False)
    assert len(page_of(report)) > 10_000


def test_the_table_says_what_would_have_to_be_true() -> None:
    """Levels, evidence and the figures behind each row; a plain sentence on top."""
    (table, *_) = report_of(searched().pair.result, hurdles=searched()).sections[-1].tables
    rows = {row["name"]: row for row in table.rows}
    parts, wage = rows["Cost of parts from suppliers"], rows["Labour cost an hour in home"]

    assert (parts["today"], parts["fixed"], parts["signed"], parts["kept"]) == (
        "1,600",
        "1,300",
        "1,425",
        "1,425",
    )
    assert parts["worth_words"] == "3.2 for 10%"
    assert (wage["grade"], wage["range"]) == ("B", "24.00 to 36.00, outside")
    assert table.note.startswith(
        "Keeping 'toll' costs the companies \u20ac6.0 million of present value against the best plan "
        "without it."
    )
    assert table.behind[0] == ("options.B Leipzig.parts_cost",)


def test_the_parts_add_up_in_the_table() -> None:
    """All rows but the last, to the last; by kind of money too."""
    for table in report_of(searched().pair.result, hurdles=searched()).sections[-1].tables[1:3]:
        *parts, total = (float(row["explains"]) for row in table.rows)
        assert sum(parts) == pytest.approx(total)
    kinds = report_of(searched().pair.result, hurdles=searched()).sections[-1].tables[-1]
    *each, together = (float(row["together"]) for row in kinds.rows)
    assert sum(each) == pytest.approx(together) == pytest.approx(-6, abs=1e-5)
