"""What would have to be true for the toy deal, against what tests/deals/hurdles/toys.py works out."""

from __future__ import annotations

import pytest
import xarray as xr

from plantshare.deals.break_even import break_even, levers
from plantshare.deals.hurdles import Hurdles, Requirement, hurdles_of
from plantshare.deals.hurdles.inputs import factor
from plantshare.deals.hurdles.stated import known_of, stated
from plantshare.errors import LabelError
from tests.deals.hurdles.toys import EXACT, SHORTFALL, SIGNED, TABLES, toll

VEHICLES = 20.0
"""Thousand vehicles that the plan of today builds under the deal."""
ALL = 60.0
MISSING = 100 + 4.5e3 / ALL
"""What each vehicle lacks once all are built from the first year: 175."""


def row(found: Hurdles, key: str) -> Requirement:
    """Return the hurdle of one input."""
    return next(each for each in found.rows if each.input.key == key)


def test_keeping_the_deal_costs_six_million(found: Hurdles) -> None:
    """-100 on 20,000 vehicles, 3 of capital, 1 of fixed cost; signed and idle in the last year: -3.5."""
    assert found.surplus == pytest.approx(-SHORTFALL, abs=1e-5)
    assert found.signing == pytest.approx(SIGNED, abs=1e-5)
    assert found.pair.surplus_of_streams == pytest.approx(found.surplus, abs=1e-9)
    assert found.pair.moving() == pytest.approx(-2.0, abs=1e-5)


@pytest.mark.parametrize(
    ("key", "level"),
    [
        ("parts_cost", 1_600 - SHORTFALL / VEHICLES * 1e3),
        ("tariff", 0.1 + SHORTFALL / VEHICLES),
        ("freight", 200 + SHORTFALL / VEHICLES * 1e3),
        ("electricity_price", 100 - SHORTFALL / VEHICLES / 2 * 1e3),
        ("wage", 30 - SHORTFALL / VEHICLES / 10 * 1e3),
        ("hours", 10 - SHORTFALL / VEHICLES / 30 * 1e3),
        ("capex", 3 - SHORTFALL),
        ("fixed_cost", 0.5 - SHORTFALL / 2),
        ("support_grant", SHORTFALL / 3),
    ],
)
def test_the_hurdle_with_the_plan_fixed(found: Hurdles, key: str, level: float) -> None:
    """Six million over 20,000 vehicles are 300 a vehicle: parts 1,300, tariff 40%, freight 500, and so on."""
    each = row(found, key)

    assert each.input.value(each.fixed) == pytest.approx(level, abs=1e-3)


@pytest.mark.parametrize(
    ("key", "level"),
    [
        ("parts_cost", 1_600 - MISSING),
        ("tariff", 0.1 + MISSING / 1e3),
        ("freight", 200 + MISSING),
        ("electricity_price", 100 - MISSING / 2),
        ("wage", 30 - MISSING / 10),
        ("hours", 10 - MISSING / 30),
    ],
)
def test_the_hurdle_with_the_plan_free(found: Hurdles, key: str, level: float) -> None:
    """With 60,000 built from the first year 175 a vehicle are enough, for signing and for the minimum."""
    each = row(found, key)

    for crossing in (each.signed, each.kept):
        assert crossing is not None
        assert each.input.value(crossing.amount) == pytest.approx(level, rel=1e-5)


@pytest.mark.parametrize("key", ["capex", "fixed_cost", "support_grant"])
def test_what_does_not_suffice_has_no_number(found: Hurdles, key: str) -> None:
    """The vehicles lose 100 each, so that no capital at all leaves -2 - 1 = -3 kept, and -0.5 signed."""
    each = row(found, key)

    assert not each.is_within
    assert each.signed is not None
    assert each.kept is not None
    assert (each.signed.amount, each.kept.amount) == (None, None)
    assert each.kept.gain < each.signed.gain < 0


def test_a_hurdle_is_no_higher_with_the_plan_free(found: Hurdles) -> None:
    """A plan made anew is no worse than that of today; signing asks for less than the minimum does."""
    for each in found.rows:
        if each.signed is None or each.kept is None or each.kept.amount is None or each.signed.amount is None:
            continue
        assert each.fixed is not None
        assert abs(each.signed.amount) <= abs(each.kept.amount) + 1e-9
        assert abs(each.kept.amount) <= abs(each.fixed) + 1e-9


def test_the_stream_says_the_same_as_the_objective(found: Hurdles) -> None:
    """One more of energy, wage or parts costs the same by the levers of the stream, worked out apart."""
    (stream,) = found.pair.streams
    per_unit = {
        "price of energy": row(found, "electricity_price").worth / 100,
        "wage": row(found, "wage").worth / 30,
        "parts": row(found, "parts_cost").worth / 1.6,
        "capital": row(found, "capex").worth,
        "volume": row(found, "volume").worth,
    }

    for lever in levers(stream):
        if lever.name in per_unit:
            assert break_even(stream, lever).worth == pytest.approx(per_unit[lever.name], rel=1e-6)


def test_the_nearest_hurdle_comes_first(found: Hurdles) -> None:
    """Parts 19% of the way to nothing, tariff 30 of 100 points, freight 75% of the way to triple."""
    assert [each.input.key for each in found.rows[:3]] == ["parts_cost", "tariff", "freight"]


def test_evidence_says_whether_a_hurdle_is_plausible(found: Hurdles) -> None:
    """The claim on the wage says 24 to 36, so that 12.5 lies outside."""
    known = row(found, "wage").stated

    assert (known.grade, known.low, known.high) == ("B", 24.0, 36.0)
    assert known.holds(12.5) is False
    assert known.holds(30.0) is True
    assert row(found, "parts_cost").stated.holds(1_425.0) is None


@pytest.mark.parametrize(
    ("driver", "ends"),
    [
        ({"row": "DE", "low": 70, "high": 150}, (70.0, 150.0)),
        ({"row": "*", "low": 0.8, "mode": 1, "high": 1.5, "stated_as": "factor"}, (80.0, 150.0)),
        ({"row": "ES", "low": 70, "high": 150}, (None, None)),
        ({"row": "DE"}, (None, None)),
    ],
)
def test_a_driver_states_the_range_where_no_claim_does(
    driver: dict[str, object], ends: tuple[float | None, float | None]
) -> None:
    """Power costs 100 in DE: 70 to 150 as values, 80% to 150% as factors; the wage keeps its claim."""
    moved = {"driver": "power", "kind": "range", "table": "factors", "column": "electricity_price", **driver}
    wages = {"driver": "pay", "kind": "range", "table": "factors", "column": "wage", "low": 1, "high": 99}
    study = toll({"uncertainty": [moved, {**wages, "row": "DE"}]})
    known = known_of(study)
    power, wage = (
        stated(known, factor(study, column, "DE", xr.DataArray([1.0], coords={"year": [2026]}), ()))
        for column in ("electricity_price", "wage")
    )

    assert (power.low, power.high) == (pytest.approx(ends) if ends[0] else ends)
    assert power.is_drawn is (ends[0] is not None)
    assert (wage.low, wage.high, wage.is_drawn) == (24.0, 36.0, False)


def test_energy_and_wage_together(found: Hurdles) -> None:
    """Wage w and power e save 0.2 (30 - w) + 0.04 (100 - e) million: with free power a wage of 20 does."""
    grid = found.frontier
    assert grid is not None
    assert grid.line == pytest.approx((20, 15, 10, 5, 0, -5, -10), abs=1e-4)
    assert grid.surplus[0, 0] == pytest.approx(-6 + 6 + 4, abs=1e-4)
    assert grid.surplus[4, 4] == pytest.approx(-6, abs=1e-4)


def test_a_deal_that_pays_shows_how_much_it_can_bear() -> None:
    """Parts at 1,300: 60,000 gain 200 each, 12 - 4.5 = 7.5. They may rise by 125 a vehicle, to 1,425."""
    options = [
        each | {"parts_cost": 1_300} if each["option"] == "B Leipzig" else each for each in TABLES["options"]
    ]
    found = hurdles_of(toll({"options": options}), "toll", free=1, limits=EXACT)
    each = row(found, "parts_cost")

    assert found.surplus == pytest.approx(7.5)
    assert each.input.value(each.fixed) == pytest.approx(1_425)
    assert each.signed is not None
    assert each.input.value(each.signed.amount) == pytest.approx(1_425)


def test_a_hurdle_of_volume_is_searched_with_programs_of_their_own() -> None:
    """Parts at 1,440 gain 60 each: 3.6 - 4.5 = -0.9 for 60,000; a quarter more sold makes 4.5 - 4.5."""
    options = [
        each | {"parts_cost": 1_440} if each["option"] == "B Leipzig" else each for each in TABLES["options"]
    ]
    found = hurdles_of(toll({"options": options}), "toll", free=0, volume=True, limits=EXACT)
    each = row(found, "volume")

    assert found.surplus == pytest.approx(-0.9)
    assert each.fixed == pytest.approx(0.25)
    assert each.kept is not None
    assert each.kept.amount == pytest.approx(0.25, abs=0.02)


def test_a_reference_that_could_not_build_it_is_refused() -> None:
    """Nobody builds B in Germany but the deal."""
    with pytest.raises(LabelError, match="country"):
        hurdles_of(toll(), "toll", plan="fixed", reference="DE", limits=EXACT)


def test_a_deal_that_is_not_there_is_refused() -> None:
    """The nearest name is offered."""
    with pytest.raises(LabelError, match="toll"):
        hurdles_of(toll(), "tool", plan="fixed")


def test_what_the_lines_of_the_host_cost_is_an_input_where_the_deal_needs_a_shift() -> None:
    """A line of 35,000 on one shift takes a second one, 4 million a year more, for 10,000 vehicles.

    Kept in 2027 and 2028 the deal takes it twice: S = -6 - 8 = -14, and 8 of it is 4 of 10 - 6.
    """
    patterns = [{"pattern": "one", "level": 1, "shifts": 1}, {"pattern": "two", "level": 2, "shifts": 2}]
    costs = [("line", "one", 6), ("line", "two", 10), ("coast", "one", 0)]
    sizes = [("assembly", "one", 35_000), ("assembly", "two", 90_000), ("coast", "one", 90_000)]
    tables = {
        "shift_patterns": patterns,
        "group_patterns": [dict(zip(("group", "pattern", "fixed_cost"), row, strict=True)) for row in costs],
        "shop_patterns": [dict(zip(("shop", "pattern", "capacity"), row, strict=True)) for row in sizes],
    }
    found = hurdles_of(toll(tables, shifts="whole"), "toll", plan="fixed", limits=EXACT)
    each = row(found, "line_fixed_cost")

    assert found.surplus == pytest.approx(-14, abs=1e-4)
    assert each.worth == pytest.approx(-8, abs=1e-4)
    assert found.pair.elsewhere()["Ada"] == pytest.approx(-8, abs=1e-4)
    assert sum(found.attributions[0].beyond.values()) == pytest.approx(8, abs=1e-4)
