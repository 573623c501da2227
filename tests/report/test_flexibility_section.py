"""The section of a report on what flexibility is worth is there only where it is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plantshare.errors import LabelError
from plantshare.flexibility import StudyFlexibility, flexibility_of
from plantshare.report.analyses import FLEXIBILITY_CHARTS, draw_analysis
from plantshare.report.document import SECTIONS, report_of
from plantshare.report.html import page_of
from plantshare.report.pdf import write_pdf
from plantshare.results import Result


@pytest.fixture(scope="module")
def worth(two_plants: dict[str, Result]) -> StudyFlexibility:
    """Return what flexibility is worth in the tutorial study."""
    return flexibility_of(two_plants["on"].study, sd=0.3, draws=500, steps=1)


def test_the_section_stands_last_with_both_charts(
    two_plants: dict[str, Result], worth: StudyFlexibility, tmp_path: Path
) -> None:
    """Both charts with their grade; page and PDF take them like any other."""
    report = report_of(two_plants["on"], flexibility=worth)
    content = report.to_json()
    last = report.sections[-1]

    assert [section.id for section in report.sections] == [*SECTIONS, "flexibility"]
    assert [chart.name for chart in last.charts] == list(FLEXIBILITY_CHARTS)
    assert all(chart.grade for chart in last.charts)
    json.dumps(content, allow_nan=False)
    assert "What flexibility is worth" in content["sections"][-1]["title"]
    assert len(page_of(report)) > 10_000
    write_pdf(content, tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").stat().st_size > 10_000


def test_without_it_there_is_no_such_section(two_plants: dict[str, Result]) -> None:
    """Nothing else changes."""
    assert [section.id for section in report_of(two_plants["on"]).sections] == list(SECTIONS)


def test_an_unknown_chart_is_offered_the_nearest(worth: StudyFlexibility) -> None:
    """The catalogue knows two charts of flexibility."""
    with pytest.raises(LabelError, match="link_worth"):
        draw_analysis(FLEXIBILITY_CHARTS, "link_wort", worth)
