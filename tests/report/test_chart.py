"""A chart record shows one set of rows in every form."""

from __future__ import annotations

import json

import pytest

from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.theme import THEME, VEGA_LITE

FIELDS = (
    Field(name="plant", label="Plant"),
    Field(name="change", label="Change", unit="vehicles a year", kind="number"),
    Field(name="share", label="Share", kind="share", digits=1),
    Field(name="year", label="Year", kind="year"),
    Field(name="guest", label="Guest", kind="flag"),
)
ROW = {"plant": 'Graz, "south"', "change": -1234.6, "share": 0.0625, "year": 2035, "guest": True}
EMPTY = {"plant": "Linz", "change": None, "share": float("nan"), "year": 2036, "guest": False}


def chart(component: str = "vega-lite", **changes: object) -> Chart:
    """Return a small chart."""
    content = {
        "name": "small", "title": "Graz loses 1,235 vehicles a year", "subtitle": "Vehicles a year",
        "description": "One bar.",
        "fields": FIELDS, "rows": (ROW, EMPTY), "component": component,
        "spec": {"$schema": VEGA_LITE, "data": {"name": ROWS}, "mark": "bar"},
    }  # fmt: skip
    return Chart(**{**content, **changes})  # type: ignore[arg-type]  # built from a mapping on purpose


def test_the_table_shows_cells_as_a_reader_reads_them() -> None:
    """-1234.6 is shown with a real minus sign, 0.0625 as 6.2%, nothing as a dash, a year without comma."""
    headings, rows = chart().table()

    assert headings == ("Plant", "Change, vehicles a year", "Share", "Year", "Guest")
    assert rows == [
        ('Graz, "south"', "\u22121,235", "6.2%", "2035", "yes"),
        ("Linz", "\u2013", "\u2013", "2036", "no"),
    ]


def test_a_specification_alone_has_data_title_width_and_theme() -> None:
    """Rows stand once, under their name; the record itself is not changed."""
    small = chart()
    whole = small.standalone(400)

    assert whole["datasets"][ROWS][0] == ROW
    assert whole["title"]["text"] == [small.title]
    assert whole["description"] == small.description
    assert whole["width"] == 400
    assert whole["config"] == THEME
    assert "datasets" not in small.spec


def test_a_vega_specification_gets_its_rows_first() -> None:
    """Vega takes data as a list; other data sets stay and may build on the rows."""
    small = chart(
        "vega", spec={"data": [{"name": ROWS}, {"name": "sums", "source": ROWS}]}, grade="2% sourced."
    )
    whole = small.standalone()

    assert [each["name"] for each in whole["data"]] == [ROWS, "sums"]
    assert whole["data"][0]["values"][1]["plant"] == "Linz"
    assert whole["title"]["subtitle"] == ["Vehicles a year", "2% sourced."]


def test_the_page_gets_rows_once() -> None:
    """Neither rows nor theme are repeated in the specification of a page."""
    page = chart(rows=(ROW,), behind=(("plants.graz.employees",),)).to_json()

    assert page["rows"] == [ROW]
    assert "datasets" not in page["spec"]
    assert page["behind"] == [["plants.graz.employees"]]
    assert json.loads(json.dumps(page)) == page


def test_comma_separated_values_keep_numbers_whole() -> None:
    """Quotes are doubled, a missing number is empty, numbers are not rounded."""
    lines = chart(rows=(ROW, {**EMPTY, "share": None})).to_csv().splitlines()

    assert lines[0] == 'Plant,"Change, vehicles a year",Share,Year,Guest'
    assert lines[1] == '"Graz, ""south""",-1234.6,0.0625,2035,True'
    assert lines[2] == "Linz,,,2036,False"


@pytest.mark.parametrize("component", ["vega-lite", "vega", "map", "board"])
def test_only_vega_is_vega(component: str) -> None:
    """Maps and boards carry a Vega-Lite specification for places that draw no components."""
    assert chart(component).is_vega == (component == "vega")
