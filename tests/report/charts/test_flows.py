"""Flows: nothing is lost between brand, plant and market, and ribbons meet their nodes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.report.charts.flow_layout import COLUMNS, Flow, crossings, flow_layout, merged_nodes
from plantshare.report.charts.flow_picture import GUEST_OPACITY
from plantshare.report.charts.flows import flows
from plantshare.report.palette import GUEST, INK, contrast
from plantshare.report.words import vehicles
from tests.formulation.plants import best, guest, study_with


def flow(brand, plant, market, units, *, is_guest=False):
    """Return one flow."""
    return Flow(brand=brand, plant=plant, market=market, units=units, is_guest=is_guest)


def sums(rows, column):
    """Return the vehicles of every name of a column."""
    found = defaultdict(float)
    for row in rows:
        found[row[column]] += row["units"]
    return dict(found)


def test_a_guest_is_marked():
    """Ada builds 50,000 of A at its own plant, Bo 10,000 of B there as a guest; all goes to one market."""
    chart = flows(best(study_with(**guest())), 2028)

    assert [
        (row["brand"], row["plant"], row["market"], row["units"], row["is_guest"]) for row in chart.rows
    ] == [
        ("Ada", "Leipzig", "home", pytest.approx(50_000), False),
        ("Bo", "Leipzig", "home", pytest.approx(10_000), True),
    ]
    assert chart.title == (
        "In 2028, 10,000 of 60,000 vehicles are built in plants of another company, all by Bo at Leipzig"
    )
    assert chart.behind == (("demand.A/home.units",), ("demand.B/home.units",))


def test_without_guests_the_title_names_the_largest_plant():
    """Only Ada builds."""
    chart = flows(best(study_with()))

    assert chart.title == (
        "In 2028 no brand builds in the plant of another company; "
        "Leipzig builds most, 50,000 of 50,000 vehicles"
    )


def test_a_year_without_flows(check_spec):
    """A car that loses money is not built: the picture is empty and says so."""
    demand = [{"vehicle": "A", "market": "home", "units": 50_000, "net_revenue": 1}]
    chart = flows(best(study_with(demand=demand)))

    assert (chart.title, chart.rows) == ("Nothing is shipped in 2028", ())
    check_spec(chart)


@pytest.mark.parametrize("name", ["two_plants", "toy_futures"])
def test_nothing_is_lost_on_the_way(request, name, check_spec, check_behind):
    """What goes into a plant leaves it, and all is what the plan ships in the year, expected."""
    result = request.getfixturevalue(name)
    result = result["on"] if isinstance(result, dict) else result
    year = int(result.study.years[-1])
    chart = flows(result, year)
    shipped = (result.values["shipped"].sel(year=year) * result.study.probability).sum("scenario")
    names = dict(zip(result.study.labels["plant"], result.study.frame("plants")["name"], strict=True))
    by_plant = shipped.sum("market").groupby(result.study["options.plant"].rename("plant")).sum().to_series()
    guests = sum(row["units"] for row in chart.rows if row["is_guest"])

    expected = {names[plant] or plant: units for plant, units in by_plant.items() if units > 0.5}
    assert sums(chart.rows, "plant") == pytest.approx(expected)
    assert sum(row["units"] for row in chart.rows) == pytest.approx(float(shipped.sum()))
    assert f"{vehicles(guests)} of {vehicles(float(shipped.sum()))} vehicles" in chart.title
    for row in chart.rows:
        heights = {side: row[f"{side}_y1"] - row[f"{side}_y0"] for side in SIDES}
        assert max(heights.values()) - min(heights.values()) < 1e-4
    check_spec(chart)
    check_behind(chart, result.study)


SIDES = ("brand", "plant_in", "plant_out", "market")


def test_drawn_inside_the_page_with_headings(two_plants, texts_of, width_of):
    """Numbers stand in the labels of a wide page; a narrow one has the names alone."""
    chart = flows(two_plants["on"])

    assert {"Brand", "Plant", "Market"} <= set(texts_of(chart, 340))
    assert any(text.startswith("Northgate ") for text in texts_of(chart, 760))
    assert "Northgate" in texts_of(chart, 340)
    assert all(width_of(chart, width) <= width + 12 for width in (340, 760, 1100))


def test_order_removes_a_crossing():
    """A feeds Q and B feeds P: with the largest first they would cross; the order that is taken does not."""
    crossed = [flow("A", "Q", "M", 60.0), flow("B", "P", "M", 40.0), flow("C", "P", "M", 30.0)]
    layout = flow_layout(crossed, lambda column, name: 10.0)
    order = {column: [node.name for node in layout.nodes if node.column == column] for column in COLUMNS}
    largest_first = {"brand": ["A", "B", "C"], "plant": ["P", "Q"], "market": ["M"]}

    assert crossings(crossed, largest_first) == 70.0
    assert crossings(crossed, order) == 0.0


def test_small_ones_stand_together():
    """Of 1,000 vehicles A has 990; B and C are below 0.8% and become one node; one alone keeps its name."""
    several = [flow("A", "P", "M", 990.0), flow("B", "P", "M", 4.0), flow("C", "P", "M", 6.0)]

    together = "2 other brands"
    assert merged_nodes(several, "brand", "other brands") == {"A": "A", "B": together, "C": together}
    assert merged_nodes(several[:2], "brand", "other brands") == {"A": "A", "B": "B"}


FLOWS = st.lists(
    st.builds(
        flow,
        st.sampled_from("ABCD"),
        st.sampled_from("PQR"),
        st.sampled_from("MN"),
        st.integers(1, 1000).map(float),
        is_guest=st.booleans(),
    ),
    min_size=1,
    max_size=15,
    unique_by=lambda each: (each.brand, each.plant, each.market, each.is_guest),
)


@given(FLOWS)
def test_ribbons_fill_their_nodes_without_overlap(several):
    """At each side of a node the ribbons lie one below the other, from its top to its end at most."""
    layout = flow_layout(several, lambda column, name: 14.0)
    nodes = {(node.column, node.name): node for node in layout.nodes}
    for side in SIDES:
        column = side.removesuffix("_in").removesuffix("_out")
        for name in {each.end(column) for each in several}:
            node = nodes[column, name]
            places = sorted(
                getattr(ribbon, side)
                for each, ribbon in zip(several, layout.ribbons, strict=True)
                if each.end(column) == name
            )
            assert places[0][0] == pytest.approx(node.y0)
            assert places[-1][1] == pytest.approx(node.y1)
            for one, two in pairwise(places):
                assert one[1] == pytest.approx(two[0])


@given(FLOWS)
def test_labels_have_room(several):
    """Middles of neighbours in a column are at least a label of 14 pixels apart, within the picture."""
    layout = flow_layout(several, lambda column, name: 14.0)
    for column in COLUMNS:
        nodes = [node for node in layout.nodes if node.column == column]
        middles = [(node.y0 + node.y1) / 2 * layout.height for node in nodes]
        assert all(two - one >= 14.0 - 1e-6 for one, two in pairwise(middles))
        assert middles[0] >= 7.0 - 1e-6
        assert middles[-1] <= layout.height - 7.0 + 1e-6


def test_names_on_guest_ribbons_can_be_read():
    """Ink on the guest colour as it shows through on white needs a contrast of 4.5 to 1."""
    mixed = "#" + "".join(
        f"{round(int(GUEST[at : at + 2], 16) * GUEST_OPACITY + 255 * (1 - GUEST_OPACITY)):02x}"
        for at in (1, 3, 5)
    )

    assert contrast(INK, mixed) >= 4.5
