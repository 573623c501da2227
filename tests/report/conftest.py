"""What the tests of charts share: small solved plans, and the checks that every chart has to pass."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
import vl_convert
from jsonschema import Draft7Validator

from plantshare.report.chart import Chart
from plantshare.report.drawing import FONTS
from plantshare.report.palette import contrast
from plantshare.results import Result
from plantshare.solve import solve
from plantshare.study import Study
from plantshare.study.figures import resolve_figure
from plantshare.study.read import read_study

EXAMPLES = Path(__file__).parents[2] / "examples"
WIDTHS = (340, 760)
LEAST_CONTRAST = 4.5
LEAST_FONT = 11.0

Check = Callable[[Chart], None]


@pytest.fixture(scope="session")
def two_plants() -> dict[str, Result]:
    """Return the tutorial study solved with sharing off and on."""
    study = read_study(EXAMPLES / "two-plants")
    return {sharing: solve(study.with_settings(sharing=sharing)) for sharing in ("off", "on")}


@pytest.fixture(scope="session")
def toy_base() -> Result:
    """Return the toy plan solved for the mean of its futures."""
    return solve(read_study(EXAMPLES / "toy-plan"))


@pytest.fixture(scope="session")
def toy_futures() -> Result:
    """Return the toy plan solved for its three futures together."""
    return solve(read_study(EXAMPLES / "toy-plan").with_scenarios(["s1", "s2", "s3"]))


@pytest.fixture(scope="session")
def small_plans(two_plants: dict[str, Result], toy_base: Result, toy_futures: Result) -> list[Result]:
    """Return every small solved plan: with and without sharing, with one future and with three."""
    return [*two_plants.values(), toy_base, toy_futures]


@pytest.fixture(scope="session")
def vega_lite_schema() -> Draft7Validator:
    """Return what checks a specification against the schema of Vega-Lite 6 that altair ships."""
    path = files("altair").joinpath("vegalite/v6/schema/vega-lite-schema.json")
    return Draft7Validator(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture
def check_spec(vega_lite_schema: Draft7Validator, capfd: pytest.CaptureFixture[str]) -> Check:
    """Return the check that every chart has to pass: words, rows, schema, drawing, contrast, size of text."""

    def check(chart: Chart) -> None:
        check_words(chart)
        check_rows(chart)
        check_contrast(chart)
        if not chart.is_vega:
            spec = json.loads(json.dumps(chart.standalone()))
            faults = [error.message[:300] for error in vega_lite_schema.iter_errors(spec)]
            assert not faults
        for width in WIDTHS:
            capfd.readouterr()
            svg = drawn(chart, width)
            assert capfd.readouterr().err == ""
            check_svg(svg)

    return check


def check_words(chart: Chart) -> None:
    """Check that title, subtitle and description are there and read well."""
    for text in (chart.title, chart.subtitle, chart.description):
        assert text.strip()
        check_text(text)
    assert not chart.title.endswith(".")
    headings, rows = chart.table()
    for text in (*headings, *(cell for row in rows for cell in row)):
        assert not re.search(r"(?<![\w)])-\d|\bnan\b", text), text


def check_text(text: str) -> None:
    """Check that a text for readers holds no missing number, no typed minus sign and no bare k."""
    assert not re.search(r"\b([Nn]a[Nn]|None|inf)\b", text), text
    assert not re.search(r"(?<![\w)])-\d", text), text
    assert not re.search(r"(\d ?|\()k\b", text), text


def check_rows(chart: Chart) -> None:
    """Check that rows are plain JSON, hold every column of the table, and are what the marks read."""
    rows = [dict(row) for row in chart.rows]
    assert json.loads(json.dumps(rows, allow_nan=False)) == rows
    for row in rows:
        assert {each.name for each in chart.fields} <= set(row)
    assert len(chart.behind) in (0, len(rows))
    json.dumps(chart.to_json(), allow_nan=False)
    given = chart.spec["data"]
    assert (given if isinstance(given, dict) else given[0])["name"] == "rows"
    assert not {"width", "title", "autosize"} & set(chart.spec)


def check_contrast(chart: Chart) -> None:
    """Check that text on a fill can be read, wherever rows say both."""
    for row in chart.rows:
        if row.get("fill") and row.get("ink"):
            assert contrast(str(row["fill"]), str(row["ink"])) >= LEAST_CONTRAST, row


def check_svg(svg: str) -> None:
    """Check that a drawing holds no missing number and no text below 11 pixels."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    for text in texts:
        check_text(text)
    assert "NaN" not in svg
    assert "undefined" not in svg
    assert all(float(size) >= LEAST_FONT for size in re.findall(r'font-size="([\d.]+)px"', svg))


# Letters have other widths in other fonts: every test measures with the fonts that the package brings.
vl_convert.register_font_directory(str(FONTS))


def drawn(chart: Chart, width: int, *, heading: bool = True) -> str:
    """Return a chart as SVG text, with the warnings of its compilation on the error stream."""
    spec = chart.standalone(width)
    if not heading:
        del spec["title"]
    if chart.is_vega:
        return str(vl_convert.vega_to_svg(spec))
    return str(vl_convert.vegalite_to_svg(spec, show_warnings=True))


@pytest.fixture(scope="session")
def width_of() -> Callable[[Chart, int], float]:
    """Return how wide a chart is drawn without its title if its place is so wide.

    Marks and labels that stick out of the place make it wider.
    """

    def width(chart: Chart, place: int) -> float:
        found = re.search(r'<svg[^>]*? width="([\d.]+)"', drawn(chart, place, heading=False))
        assert found
        return float(found.group(1))

    return width


@pytest.fixture(scope="session")
def texts_of() -> Callable[[Chart, int], list[str]]:
    """Return the words that a chart shows at a width, without its title."""

    def texts(chart: Chart, place: int) -> list[str]:
        return list(visible_texts(drawn(chart, place, heading=False)))

    return texts


def visible_texts(svg: str) -> Iterator[str]:
    """Yield the texts of a drawing that can be seen."""
    for attributes, text in re.findall(r"<text([^>]*)>([^<]*)</text>", svg):
        if text and 'opacity="0"' not in attributes:
            yield text


def figure_paths(chart: Chart) -> set[str]:
    """Return every path of a figure that the rows of a chart rest on."""
    return {path for paths in chart.behind for path in paths}


@pytest.fixture(scope="session")
def check_behind() -> Callable[[Chart, Study], None]:
    """Return the check that every figure behind a chart, of the first twenty, is one of the study."""

    def check(chart: Chart, study: Study) -> None:
        paths = sorted(figure_paths(chart))[:20]
        assert paths
        for path in paths:
            assert resolve_figure(study.tables, path)

    return check
