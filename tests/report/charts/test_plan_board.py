"""The plan board shows every vehicle built, and says so in a title that is true."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from plantshare.report.chart import Chart
from plantshare.report.charts.plan_board import plan_board
from plantshare.report.names import names_of
from plantshare.results.plan import launches
from tests.formulation.plants import BASE, NEW_B, best, guest, study_with


@pytest.fixture(params=["off", "on", "toy", "toy futures"])
def result(request, two_plants, toy_base, toy_futures):
    """Return each of the small solved plans."""
    return {**two_plants, "toy": toy_base, "toy futures": toy_futures}[request.param]


def cells(chart: Chart) -> list[dict]:
    """Return the rows with the columns of the table only."""
    return [{each.name: row[each.name] for each in chart.fields} for row in chart.rows]


def bars_of(chart: Chart) -> list[tuple[dict, dict]]:
    """Return every bar of the content with the line it stands on."""
    return [(line, bar) for line in chart.content["rows"] for bar in line["bars"]]


def test_every_chart_is_sound(result, check_spec):
    """Words, rows, schema, contrast, and no warning at any width."""
    check_spec(plan_board(result))


def test_figures_behind_the_bars_are_in_the_study(result, check_behind):
    """Each path holds a figure."""
    check_behind(plan_board(result), result.study)


def test_the_guest_of_the_two_plants(two_plants):
    """Dawn at Northgate: lead 1, so 2028; 45,000 times ramp 0.4, 0.85, 1, 1, 1; of 70 million 42 in 2027."""
    chart = plan_board(two_plants["on"])
    row = next(row for row in cells(chart) if row["kind"] == "guest")

    assert row == {
        "line": "Northgate", "vehicle": "Dawn", "brand": "Sunrise Motor", "kind": "guest", "mode": "CKD",
        "first": 2028, "last": 2032, "launch": 2028, "end": None, "retooling": 2027,
        "peak": pytest.approx(45_000), "total": pytest.approx(45_000 * (0.4 + 0.85 + 3)),
        "capital": pytest.approx(70),
    }  # fmt: skip
    assert chart.title == "1 launch on 1 line; the only guest is Dawn at Northgate in 2028"
    (work,) = chart.content["rows"][0]["retooling"]
    assert (work["first"], work["last"], work["lane"]) == (2027, 2027, 1)
    assert work["words"] == "Retooling for Dawn: £42.0 million before its start"


def test_without_sharing_nothing_is_launched(two_plants):
    """Moor at Northgate, Dawn and Dusk at Eastport; Northgate is home to the target and comes first."""
    chart = plan_board(two_plants["off"])

    assert chart.title == (
        "Nothing is launched: 2 lines only build what they build today; no vehicle is built as a guest"
    )
    assert [row["line"] for row in chart.rows] == ["Northgate", "Eastport", "Eastport"]


def test_bars_add_up_to_the_output_of_each_plant_and_year(result):
    """Independent sum: the frame of output, by plant and year, of values and probabilities alone."""
    sums: dict[tuple[str, int], float] = defaultdict(float)
    for line, bar in bars_of(plan_board(result)):
        for year, units in bar["volumes"].items():
            sums[line["plant"], int(year)] += units
    names = names_of(result.study, "plants")
    output = result.output()
    built = {(names[row.plant], row.year): row.built for row in output.itertuples() if row.built > 0}

    assert dict(sums) == pytest.approx(built)


def test_the_table_holds_what_the_bars_show(result):
    """Row i of the table is the bar with row i: peak and total are those of its volumes."""
    chart = plan_board(result)
    places = [bar["row"] for _, bar in bars_of(chart)]

    assert places == list(range(len(chart.rows)))
    for row, (_, bar) in zip(chart.rows, bars_of(chart), strict=True):
        volumes = bar["volumes"].values()
        assert (row["peak"], row["total"]) == pytest.approx((max(volumes), sum(volumes)))
        assert min(map(int, bar["volumes"])) >= row["first"] == bar["first"]
        assert max(map(int, bar["volumes"])) == row["last"] == bar["last"]


def test_the_strip_is_the_fullest_shop_on_the_shifts_run(result):
    """Of result.loading() on the basis plan, the largest utilisation of each group and year."""
    frame = result.loading()
    frame = frame[frame["basis"] == "plan"]
    most = frame.groupby(["group", "year"])["utilisation"].max().to_dict()
    shown = {
        (line["group"], cell["year"]): cell["utilisation"]
        for line in plan_board(result).content["rows"]
        for cell in line["load"]
    }

    assert shown == pytest.approx(most, abs=1e-6)


def test_the_strip_of_northgate(two_plants):
    """One shift of 40 * 0.88 * 7.5 * 235 = 62,040 in assembly carries 62,000 in 2027: 99.9%."""
    cell = plan_board(two_plants["on"]).content["rows"][0]["load"][0]

    assert (cell["year"], cell["shops"], cell["class"]) == (2027, "assembly", 4)
    assert (cell["load"], cell["capacity"]) == pytest.approx((62_000, 62_040))


def test_the_toy_plan_for_all_its_futures(toy_futures):
    """TOY-P: launch in year 1, levels 1, 2, 2, 2; own car 0.4 * 55 + 0.35 * 50 + 0.25 * 44 = 50.5 there."""
    chart = plan_board(toy_futures)
    home = chart.content["rows"][0]

    assert chart.title == "1 launch on 1 line; the only guest is Guest car at Home plant in 2027"
    assert list(home["patterns"].values()) == ["one shift", "two shifts", "two shifts", "two shifts"]
    assert home["bars"][0]["volumes"]["2027"] == pytest.approx(50_500)
    assert "expected over 3 futures" in chart.subtitle


def test_numbers_in_the_title_come_from_the_plan(result):
    """Launches are counted anew from the frame of launches, and the year of the guest is read there."""
    chart = plan_board(result)
    frame = launches(result)
    guests = frame[frame["guest"]]

    if frame.empty:
        assert chart.title.startswith("Nothing is launched")
    else:
        numbers = [int(number) for number in re.findall(r"\d+", chart.title)]
        assert numbers == [len(frame), frame["plant"].nunique(), *guests["year"].unique()]


def test_bars_of_a_line_never_overlap(result):
    """No two bars or works of a line share a lane and a year."""
    for line in plan_board(result).content["rows"]:
        taken = [
            (each["lane"], year)
            for each in [*line["bars"], *line["retooling"]]
            for year in range(each["first"], each["last"] + 1)
        ]
        assert len(taken) == len(set(taken))
        assert {lane for lane, _ in taken} <= set(range(line["lanes"]))


def titled(**tables) -> str:
    """Return the title of the board of the best plan of the study of one plant."""
    return plan_board(best(study_with(**tables))).title


def guests_at_leipzig(count: int, **option) -> dict:
    """Return tables that add so many guests at Leipzig, wanted 1,000 times a year each."""
    labels = [f"G{place}" for place in range(count)]
    return {
        "vehicles": [*BASE["vehicles"], *({"vehicle": label, "company": "Bo"} for label in labels)],
        "options": [
            *BASE["options"],
            *({"option": label, "vehicle": label, "plant": "Leipzig", **option} for label in labels),
        ],
        "routes": [*BASE["routes"], *({"option": label, "shop": "line"} for label in labels)],
        "demand": [
            *BASE["demand"],
            *({"vehicle": label, "market": "home", "units": 1_000, "net_revenue": 3_000} for label in labels),
        ],
    }


def test_titles_of_several_guests():
    """Two that start in one year are both named, three are counted."""
    assert titled(**guests_at_leipzig(2)) == (
        "2 launches on 1 line; the only guests are G0 at Leipzig and G1 at Leipzig in 2026"
    )
    assert titled(**guests_at_leipzig(3)) == "3 launches on 1 line; the first 3 guests start in 2026"


def test_the_first_guest_is_the_earliest():
    """G0 may start from 2028, B from 2027: B is first but not alone."""
    tables = guests_at_leipzig(1, earliest_launch=2028)
    tables["options"] = [*tables["options"], NEW_B | {"earliest_launch": 2027}]
    tables["routes"] = [*tables["routes"], {"option": "B Leipzig", "shop": "line"}]
    tables["demand"] = [*tables["demand"], *guest()["demand"][1:]]

    assert titled(**tables) == "2 launches on 1 line; the first guest is B at Leipzig in 2027"


def test_guests_built_today_are_named_as_such():
    """B is built at Leipzig already."""
    tables = guest()
    incumbents = [*BASE["incumbents"], {"option": "B Leipzig"}]

    assert titled(incumbents=incumbents, **tables) == (
        "Nothing is launched: the one line that builds only builds what it builds today; "
        "today's guest: B at Leipzig"
    )


def test_a_line_without_output_is_shown(check_spec):
    """Nothing is wanted: Leipzig waits, and stands on the board with its shifts."""
    demand = [{"vehicle": "A", "market": "home", "units": 0, "net_revenue": 2_000}]
    chart = plan_board(best(study_with(demand=demand)))

    assert chart.title == "Nothing is built on 1 line from 2026 to 2028"
    (line,) = chart.content["rows"]
    assert (line["bars"], line["lanes"]) == ([], 0)
    assert set(line["patterns"].values()) == {"mothballed"}
    assert {cell["utilisation"] for cell in line["load"]} == {None}
    check_spec(chart)


def test_a_closed_line_says_from_when(check_spec):
    """A runs out after 2026; closed costs nothing, idle 2 million a year."""
    can_close = [*BASE["group_patterns"], {"group": "L", "pattern": "closed"}]
    incumbents = [{"option": "A Leipzig", "until": 2026}]
    chart = plan_board(best(study_with(group_patterns=can_close, incumbents=incumbents)))

    (line,) = chart.content["rows"]
    assert (line["closed"], line["patterns"]["2027"]) == (2027, "closed")
    assert chart.rows[0]["end"] == "run-out in 2026"
    check_spec(chart)


def test_a_study_without_lines_and_without_bars(check_spec):
    """No plant has shops and nothing is built."""
    tables = {name: [] for name in ("groups", "group_patterns", "shops", "shop_patterns", "routes", "demand")}
    chart = plan_board(best(study_with(incumbents=[], **tables)))

    assert chart.title == "Nothing is built on 0 lines from 2026 to 2028"
    assert chart.rows == ()
    check_spec(chart)
