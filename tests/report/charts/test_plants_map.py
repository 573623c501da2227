"""The map loses no plant, draws what the plan ships, and says so in a title that is true."""

from __future__ import annotations

import json
import re

import pytest
import vl_convert

from plantshare.errors import LabelError
from plantshare.report.charts.plants_map import plants_map
from plantshare.report.maps.labels import LINE_HEIGHT, text_width
from plantshare.report.maps.layout import HEIGHT
from plantshare.report.words import percent, vehicles
from plantshare.results import Result
from plantshare.study.parties import is_guest
from tests.formulation.plants import BASE, best, guest, study_with

LEIPZIG = {"plant": "Leipzig", "company": "Ada", "country": "DE", "longitude": 12.44, "latitude": 51.4}
WUHU = {"plant": "Wuhu", "company": "Bo", "country": "CN", "longitude": 118.38, "latitude": 31.33}
TARGET = {"target": "t", "country": "DE", "year": 2027, "units": 1.0, "rule": "measure"}


@pytest.fixture(params=["off", "on", "toy", "toy futures"])
def result(request, two_plants, toy_base, toy_futures):
    """Return each of the small solved plans, none of which says where its plants are."""
    return {**two_plants, "toy": toy_base, "toy futures": toy_futures}[request.param]


@pytest.fixture(scope="module")
def located() -> Result:
    """Return a plan with a plant in Saxony and one in Anhui, and a guest of 10,000 cars at the first."""
    tables = guest() | {"plants": [LEIPZIG, WUHU], "targets": [TARGET]}
    return best(study_with({"sharing": "on"}, **tables))


def drawn(chart, width=760):
    """Return the picture as SVG text without its title."""
    spec = chart.standalone(width)
    del spec["title"]
    return str(vl_convert.vegalite_to_svg(spec))


def test_every_chart_is_sound(result, check_spec):
    """Words, rows, schema, contrast, and no warning at any width, with no plant on the map."""
    check_spec(plants_map(result))


def test_a_map_is_sound(located, check_spec):
    """The same with plants on the map."""
    check_spec(plants_map(located))


def test_figures_behind_the_map_are_in_the_study(located, check_behind):
    """Each path holds a figure, as far as the plant has shops."""
    chart = plants_map(located)
    assert chart.behind[0] == ("plants.Leipzig.capacity",)
    assert len(chart.behind) == len(chart.rows)


def test_rows_hold_every_plant_with_its_numbers(located):
    """Leipzig builds 50,000 of A and 10,000 of B on a basis of 100,000: 60 per cent; Wuhu none."""
    leipzig, wuhu = plants_map(located).rows
    assert leipzig["utilisation"] == pytest.approx(0.6)
    assert (leipzig["load"], leipzig["capacity"], leipzig["spare"]) == pytest.approx((60e3, 100e3, 40e3))
    assert leipzig["built"] == pytest.approx(60_000)
    assert leipzig["markets"] == "home 60,000"
    assert (leipzig["country"], wuhu["country"]) == ("Germany", "China")
    assert (wuhu["utilisation"], wuhu["built"]) == (None, 0.0)


def test_the_title_is_made_from_the_result(located):
    """60 per cent of 100,000, and 40,000 to spare, at one plant of the target's country."""
    assert plants_map(located).title == (
        "Leipzig runs at 60% of capacity in 2027, with room for 40,000 reference cars a year"
    )


def test_the_title_of_several_plants_adds_up(two_plants):
    """Load over capacity of the plants at home, and the largest of their spare capacities."""
    for result in two_plants.values():
        chart = plants_map(result)
        year = chart.content["year"]
        frame = result.plant_loading()
        frame = frame[frame["year"] == year]
        found = re.search(r"(\d+%)", chart.title)
        home = [plant["plant"] for plant in chart.content["plants"] if plant["is_home"]]
        at_home = frame[frame["plant"].isin(home)]
        assert found
        assert found.group(1) == percent(at_home["load"].sum() / at_home["capacity"].sum())
        most = at_home["spare"].max()
        assert (vehicles(most) in chart.title) == (most > 0)


def test_without_room_the_title_says_so():
    """A demand of 100,000 fills both shifts: 100 per cent, nothing to spare."""
    demand = [{"vehicle": "A", "market": "home", "units": 100_000, "net_revenue": 2_000}]
    chart = plants_map(best(study_with(plants=[LEIPZIG, WUHU], demand=demand, targets=[TARGET])))
    assert chart.title == "Leipzig runs at 100% of capacity in 2027, with no room to spare"


def test_without_shops_at_home_there_is_nothing_to_fill():
    """The target is Chinese, and the plant there has no shops."""
    target = TARGET | {"country": "CN"}
    chart = plants_map(best(study_with(plants=[LEIPZIG, WUHU], targets=[target])))
    assert chart.title == "No plant in China has a capacity to fill in 2027"


def test_two_plants_with_the_same_room_are_both_named():
    """Two plants alike, each idle or alike in use: the title names both, or neither has room."""
    other = {"plant": "Dresden", "company": "Ada", "country": "DE", "longitude": 13.8, "latitude": 51.0}
    tables = {
        "plants": [LEIPZIG, other],
        "groups": [*BASE["groups"], {"group": "D", "plant": "Dresden", "start_pattern": "one"}],
        "group_patterns": [
            *BASE["group_patterns"],
            *({**row, "group": "D"} for row in BASE["group_patterns"]),
        ],
        "shops": [*BASE["shops"], {"shop": "line D", "group": "D"}],
        "shop_patterns": [
            *BASE["shop_patterns"],
            *({**row, "shop": "line D"} for row in BASE["shop_patterns"]),
        ],
        "options": [*BASE["options"], {"option": "A Dresden", "vehicle": "A", "plant": "Dresden"}],
        "incumbents": [*BASE["incumbents"], {"option": "A Dresden"}],
        "routes": [*BASE["routes"], {"option": "A Dresden", "shop": "line D"}],
        "lanes": [*BASE["lanes"][:1], {"plant": "Dresden", "market": "home"}],
        "companies": [BASE["companies"][0], BASE["companies"][2]],
        "vehicles": BASE["vehicles"][:1],
        "targets": [TARGET],
        "demand": [{"vehicle": "A", "market": "home", "units": 0, "net_revenue": 2_000}],
    }
    title = plants_map(best(study_with(**tables))).title
    assert title == (
        "Plants in Germany run at 0% of capacity in 2027; "
        "the most room is at Leipzig and Dresden, 100,000 reference cars a year each"
    )


def test_flows_add_up_to_what_is_shipped(located):
    """By plant, market, guest and year, compared with a sum over the options made here."""
    flows = plants_map(located).content["flows"]
    study = located.study
    guests = is_guest(study)
    total = sum(sum(flow["by_year"].values()) for flow in flows)
    assert total == pytest.approx(float(located.values["shipped"].sum()), abs=1)
    for flow in flows:
        for year, units in flow["by_year"].items():
            sent = sum(
                float(
                    located.values["shipped"].sel(option=option, market=flow["market"], year=int(year)).sum()
                )
                for option in study.labels["option"]
                if str(study["options.plant"].sel(option=option).values) == flow["plant"]
                and bool(guests.sel(option=option)) == flow["guest"]
            )
            assert units == pytest.approx(sent, abs=0.1)


def test_numbers_by_year_are_those_of_the_loading(located):
    """The slider replays plant_loading."""
    leipzig = plants_map(located).content["plants"][0]
    frame = located.plant_loading().set_index("year")
    assert list(leipzig["by_year"]) == ["2026", "2027", "2028"]
    for year, now in leipzig["by_year"].items():
        assert now["load"] == pytest.approx(frame["load"][int(year)])
        assert now["utilisation"] == pytest.approx(frame["utilisation"][int(year)], abs=1e-4)


def test_flows_of_several_futures_are_expected(toy_futures):
    """Probability times what is shipped, over the futures."""
    shipped = toy_futures.values["shipped"]
    mean = float((shipped * toy_futures.study.probability).sum())
    chart = plants_map(toy_futures)
    assert sum(sum(flow["by_year"].values()) for flow in chart.content["flows"]) == pytest.approx(mean, abs=1)
    assert "on average over the futures" in chart.title


def test_a_guest_is_drawn_dashed_and_other_flows_plain(located):
    """One flow each: the guest's 10,000 and the owner's 50,000, on each panel that shows them."""
    assert drawn(plants_map(located)).count('stroke-dasharray="7,3"') >= 2
    assert "10,000 vehicles a year of them are guests" in plants_map(located).description


def test_no_plant_with_a_place_is_lost(located):
    """Anhui is far off: the picture has a panel that shows it, and its name."""
    svg = drawn(plants_map(located))
    assert ">Wuhu<" in svg
    assert ">Leipzig<" in svg


def box_of(anchor: str, x: str, y: str, text: str) -> tuple[float, float, float, float, str]:
    """Return what a name covers, and the name."""
    size = 0.8 * text_width(text)
    left = float(x) - {"start": 0, "middle": size / 2, "end": size}[anchor]
    return left, float(y), left + size, float(y) + LINE_HEIGHT - 2, text


@pytest.mark.parametrize("width", [340, 519, 520, 760, 1100])
def test_names_on_the_map_do_not_overlap(width):
    """Seven plants within a hundred kilometres: every name is there once or noted, none covers another."""
    near = [
        {"plant": f"Works {at}", "company": "Ada", "country": "DE",
         "longitude": 12.2 + 0.15 * at, "latitude": 51.2 + 0.1 * (at % 3)}
        for at in range(6)
    ]  # fmt: skip
    chart = plants_map(best(study_with(plants=[LEIPZIG, WUHU, *near], targets=[TARGET])))
    svg = drawn(chart, width)
    place = r'text-anchor="(\w+)" transform="translate\(([-\d.]+),([-\d.]+)\)"'
    named = re.findall(place + r'[^>]*fill="#1B2733"[^>]*>([^<]+)<', svg)
    plants = {row["plant"] for row in chart.rows}
    # Each name is drawn twice: its pale edge, and itself.
    boxes = sorted({box_of(*each) for each in named if each[3] in plants})
    noted = " ".join(re.findall(r">(Not named[^<]*|[^<]*Works[^<]*)<", svg))
    found = [box[4] for box in boxes]
    assert len(found) == len(set(found)) >= len(plants) - 2
    assert all(plant in found or plant in noted for plant in plants)
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def test_plants_without_coordinates_are_named(check_spec):
    """Leipzig has a place and Wuhu has none: the note says so, and the table has it."""
    wuhu = {"plant": "Wuhu", "company": "Bo", "country": "CN"}
    chart = plants_map(best(study_with(plants=[LEIPZIG, wuhu], targets=[TARGET])))
    assert ">No coordinates, in the table only: Wuhu<" in drawn(chart)
    assert [row["plant"] for row in chart.rows] == ["Leipzig", "Wuhu"]
    assert chart.content["plants"][1]["longitude"] is None
    check_spec(chart)


def test_a_study_without_places_still_has_a_picture(two_plants):
    """Each plant is a circle in a list, with its name and its number."""
    chart = plants_map(two_plants["on"])
    svg = drawn(chart)
    for row in chart.rows:
        assert f">{row['plant']}<" in svg
        assert f"{percent(row['utilisation'])} of " in svg


def test_markets_strewn_over_the_world_are_told_not_drawn():
    """Germany's market gets Chile and Australia too: its 50,000 cars a year have no one place."""
    markets = [{"market": "home", "countries": "DE;CL;AU"}]
    chart = plants_map(best(study_with(plants=[LEIPZIG, WUHU], markets=markets, targets=[TARGET])))
    assert ">No place on the map for home: 50,000 vehicles a year<" in drawn(chart)
    assert chart.content["markets"][0]["longitude"] is None


def test_another_year_is_drawn_on_demand(located):
    """The guest comes when it may; an unplanned year is an error."""
    assert plants_map(located, 2028).content["year"] == 2028
    with pytest.raises(LabelError, match="2040"):
        plants_map(located, 2040)


def test_the_page_gets_plain_json_without_an_outline(located):
    """The outline is in the specification only, by its name, so that a page can hold it once."""
    chart = plants_map(located)
    assert json.loads(json.dumps(chart.content, allow_nan=False)) == chart.content
    assert chart.content["outline"] == "europe"
    assert set(chart.spec["datasets"]["outline"]) >= {"arcs", "objects", "transform"}
    assert chart.spec["height"] == HEIGHT
