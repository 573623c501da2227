"""The section of a report on risk is there only where the plan was looked at in drawn futures."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from plantshare.report.analyses import RISK_CHARTS
from plantshare.report.document import SECTIONS, report_of
from plantshare.report.html import page_of
from plantshare.report.risk_listings import adapting_listing
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

    assert [section.id for section in report.sections] == [*SECTIONS, "risk"]
    assert [chart.name for chart in last.charts] == list(RISK_CHARTS)
    assert all(chart.grade for chart in last.charts)
    (drawn,) = last.tables
    assert "8 equally likely futures (seed 2, sampler sobol), the same for every plan: on, off" in drawn.note
    assert [row["driver"] for row in drawn.rows] == ["Home sales", "Wages"]
    assert drawn.rows[0]["rows"] == "every row"
    json.dumps(report.to_json(), allow_nan=False)
    assert len(page_of(report)) > 10_000


def test_what_adapting_saves_is_a_table_where_it_was_asked_for(outlook: Outlook) -> None:
    """-15 held and -9 after adapting: 6 are saved; without planning anew there is no such table."""
    rows = [("Strike", "profit", 35.0, 20.0, -15.0, 26.0, -9.0, 1.5)]
    names = ["case", "measure", "base", "value", "change", "adapted", "adapted_change", "seconds"]
    table = adapting_listing(replace(outlook, stress=pd.DataFrame(rows, columns=names)))

    assert adapting_listing(outlook) is None
    assert table is not None
    assert table.rows == ({"case": "Strike", "damage": -15.0, "left": -9.0, "saved": 6.0},)
    assert "The searches took 1.5 s." in table.note


def test_without_an_outlook_nothing_changes(two_plants: dict[str, Result]) -> None:
    """The usual sections."""
    assert [section.id for section in report_of(two_plants["on"]).sections] == list(SECTIONS)
