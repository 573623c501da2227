"""The section of a report on risk is there only where the plan was looked at in drawn futures."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from plantshare.report.catalogue import RISK_CHARTS
from plantshare.report.document import RISK, SECTIONS, report_of
from plantshare.report.html import page_of
from plantshare.results import Result
from plantshare.risk import Outlook, outlook_of
from tests.risk.outlooks import DRIVERS


@pytest.fixture(scope="module")
def outlook(two_plants: dict[str, Result]) -> Outlook:
    """Return what may become of the plans of the tutorial study, in eight futures."""
    study = two_plants["on"].study.with_frame("uncertainty", pd.DataFrame(DRIVERS))
    return outlook_of(study, {"on": two_plants["on"], "off": two_plants["off"]}, draws=8, seed=2)


def test_the_section_stands_last_with_every_chart(two_plants: dict[str, Result], outlook: Outlook) -> None:
    """All five charts with their grade, and the table of what was drawn."""
    report = report_of(two_plants["on"], outlook=outlook)
    last = report.sections[-1]

    assert [section.id for section in report.sections] == [*SECTIONS, *RISK]
    assert [chart.name for chart in last.charts] == list(RISK_CHARTS)
    assert all(chart.grade for chart in last.charts)
    (drawn,) = last.tables
    assert "8 equally likely futures (seed 2, sampler sobol), the same for every plan: on, off" in drawn.note
    assert [row["driver"] for row in drawn.rows] == ["Home sales", "Wages"]
    assert drawn.rows[0]["rows"] == "every row"
    json.dumps(report.to_json(), allow_nan=False)
    assert len(page_of(report)) > 10_000


def test_without_an_outlook_nothing_changes(two_plants: dict[str, Result]) -> None:
    """The usual sections."""
    assert [section.id for section in report_of(two_plants["on"]).sections] == list(SECTIONS)
