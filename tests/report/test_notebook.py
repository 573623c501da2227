"""A chart in a notebook: types that notebooks know, and what each of them says."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft7Validator

from plantshare.report import chart as chart_module
from plantshare.report.catalogue import draw
from plantshare.report.chart import Chart
from plantshare.results import Result

LIVE = ("application/vnd.vegalite.v6+json", "application/vnd.vegalite.v5+json")


@pytest.fixture(scope="module")
def bars(two_plants: dict[str, Result]) -> Chart:
    """Return a Vega-Lite chart of the tutorial study."""
    return draw("utilisation", two_plants["on"])


def test_a_bundle_is_json_with_every_type_once(bars: Chart) -> None:
    """Two versions of the live chart, a picture, and words; nothing that JSON cannot hold."""
    bundle = bars._repr_mimebundle_()

    assert set(bundle) == {*LIVE, "image/svg+xml", "text/plain"}
    assert json.loads(json.dumps(bundle, allow_nan=False)) == bundle


def test_the_live_chart_follows_the_schema(bars: Chart, vega_lite_schema: Draft7Validator) -> None:
    """The newest version is valid, with its rows; the older one differs in the version only."""
    bundle = bars._repr_mimebundle_()
    newest, older = (bundle[kind] for kind in LIVE)

    assert not [error.message[:200] for error in vega_lite_schema.iter_errors(newest)]
    assert newest["datasets"]["rows"] == [dict(row) for row in bars.rows]
    assert newest["$schema"].endswith("vega-lite/v6.json")
    assert older["$schema"].endswith("vega-lite/v5.json")
    assert {**older, "$schema": newest["$schema"]} == newest


def test_words_hold_the_whole_table(bars: Chart) -> None:
    """Where nothing is drawn a reader still has title, subtitle and each cell."""
    text = bars._repr_mimebundle_()["text/plain"]
    headings, rows = bars.table()

    assert text.startswith(f"{bars.title}\n{bars.subtitle}")
    for row in (headings, *rows):
        assert "\t".join(row) in text


def test_a_vega_chart_says_so(two_plants: dict[str, Result]) -> None:
    """The flow diagram is Vega, not Vega-Lite, and is drawn all the same."""
    bundle = draw("flows", two_plants["on"])._repr_mimebundle_()

    assert {"application/vnd.vega.v6+json", "application/vnd.vega.v5+json"} <= set(bundle)
    assert bundle["image/svg+xml"].startswith("<svg")


def test_a_notebook_may_ask_for_some_types(bars: Chart) -> None:
    """What is included is all that comes; what is excluded does not."""
    assert set(bars._repr_mimebundle_(include=["text/plain"])) == {"text/plain"}
    assert "image/svg+xml" not in bars._repr_mimebundle_(exclude=["image/svg+xml"])


def test_without_the_drawing_library_the_rest_is_there(bars: Chart, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture is an optional extra; live chart and words are not."""
    monkeypatch.setattr(chart_module, "can_draw", lambda: False)

    assert set(bars._repr_mimebundle_()) == {*LIVE, "text/plain"}
