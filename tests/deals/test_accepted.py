"""Ranges and areas of terms under uncertain volumes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals.accepted import area_under_risk, gains_by_scenario, outlook, range_under_risk
from plantshare.deals.forms import Contract
from plantshare.deals.range import term_area, term_range
from plantshare.deals.risk import Aversion, certainty_equivalent
from tests.deals.streams import R5

FACTORS = (0.5, 0.9, 1.1, 1.3)
STREAMS = [R5.with_volume(factor) for factor in FACTORS]
EQUAL = (0.25,) * 4
AVERSE = Aversion(weight=0.5, level=0.75)
FEE = outlook(Contract(), STREAMS, EQUAL, ("unit_fee",))
BOTH_TERMS = outlook(Contract(), STREAMS, EQUAL, ("unit_fee", "fixed_fee"))
BOX = ((0.0, 3.0), (0.0, 60.0))


@pytest.mark.parametrize(
    ("aversion", "low", "high", "worth"),
    [
        ({}, 1.70369, 1.98180, 48.3012),
        ({"host": AVERSE, "guest": AVERSE}, 1.79794, 1.82098, 0.02304 * 173.6782),
        ({"host": AVERSE}, 1.79794, 1.98180, 31.9322),
    ],
)
def test_a_range_shrinks_as_the_sides_mind_the_bad_cases(
    aversion: dict[str, Aversion], low: float, high: float, worth: float
) -> None:
    """Mean volume 0.95 Qpv, averse 0.725 Qpv: 1.4 + 52.7447 / 132.5439 = 1.79794; 2.5 - 90 / 132.5439."""
    found = range_under_risk(FEE, aversion)

    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-5)
    assert found.worth == pytest.approx(worth, abs=1e-3)


def test_a_fixed_fee_takes_the_risk_from_the_host() -> None:
    """At w = v the host has Phi A - 52.7447 in every case: 13.9139; guest 101.0460 / 3.790787 = 26.6557."""
    open_fee = outlook(Contract(unit_fee=1.4), STREAMS, EQUAL, ("fixed_fee",))
    found = range_under_risk(open_fee, {"host": AVERSE})

    assert (found.low, found.high) == pytest.approx((13.9139, 26.6557), abs=1e-4)
    assert found.worth == pytest.approx(48.3012, abs=1e-3)


def test_one_scenario_is_the_range_without_risk() -> None:
    """With nothing uncertain, minding the bad cases changes nothing."""
    sure = outlook(Contract(), [R5], [1.0], ("unit_fee",))
    found, plain = range_under_risk(sure, {"host": AVERSE}), term_range(Contract(), R5, "unit_fee")

    assert (found.low, found.high) == pytest.approx((plain.low, plain.high), abs=1e-8)


def test_neutral_sides_have_the_area_of_the_mean_programme() -> None:
    """Without aversion only the mean volume counts, 0.95 of the plan."""
    found = area_under_risk(BOTH_TERMS, {}, BOX)
    plain = term_area(Contract(), R5.with_volume(0.95), ("unit_fee", "fixed_fee"), box=BOX)

    assert sorted(found.corners) == [pytest.approx(corner, abs=1e-6) for corner in sorted(plain.corners)]


def test_averse_sides_leave_a_narrow_area_with_a_bend() -> None:
    """Along Phi = 0 from 1.79794 to 1.82098; where the host is paid by Phi alone it bends at w = v = 1.4."""
    area = area_under_risk(BOTH_TERMS, {"host": AVERSE, "guest": AVERSE}, BOX)
    on_axis = sorted(x for x, y in area.corners if y == pytest.approx(0, abs=1e-7))

    assert on_axis == pytest.approx([1.79794, 1.82098], abs=1e-5)
    assert any(corner == pytest.approx((1.4, 13.9139), abs=1e-4) for corner in area.corners)


@settings(max_examples=60)
@given(st.floats(0.0, 3.0), st.floats(0.0, 60.0))
def test_a_pair_lies_in_the_area_if_and_only_if_both_certainty_equivalents_are_positive(
    fee: float, fixed: float
) -> None:
    """The area found from the outside by programs agrees with the sorted formula inside."""
    area = area_under_risk(BOTH_TERMS, {"host": AVERSE, "guest": AVERSE}, BOX)
    worths = [
        certainty_equivalent(gains_by_scenario(BOTH_TERMS, party, (fee, fixed)), np.array(EQUAL), AVERSE)
        for party in ("host", "guest")
    ]
    if abs(min(worths)) < 1e-3:
        return
    edges = zip(area.corners, (*area.corners[1:], *area.corners[:1]), strict=True)
    turns = [(b[0] - a[0]) * (fixed - a[1]) - (b[1] - a[1]) * (fee - a[0]) for a, b in edges]

    assert (min(turns) >= -1e-9) == (min(worths) > 0)


def test_a_deal_that_nobody_can_accept_has_an_empty_area_and_a_negative_range() -> None:
    """At 60% of the plan S = -22.0841 even without aversion."""
    poor = [R5.with_volume(0.6 * factor) for factor in FACTORS]
    area = area_under_risk(outlook(Contract(), poor, EQUAL, ("unit_fee", "fixed_fee")), {}, BOX)

    assert area.corners == ()
    assert range_under_risk(outlook(Contract(), poor, EQUAL, ("unit_fee",)), {}).width < 0


def test_a_term_that_moves_nobody_is_no_way_out() -> None:
    """Without a minimum the shortfall rate moves nothing: all values or none."""
    losing = outlook(Contract(unit_fee=1.0), STREAMS, EQUAL, ("shortfall_rate",))
    paying = outlook(Contract(unit_fee=1.85), STREAMS, EQUAL, ("shortfall_rate",))

    assert not range_under_risk(losing, {}).is_open
    assert range_under_risk(paying, {}).low == 0.0


def test_scenarios_need_probabilities_that_add_up() -> None:
    """Four programmes and three probabilities do not meet."""
    with pytest.raises(ValueError, match="4 scenarios need as many"):
        outlook(Contract(), STREAMS, (0.5, 0.25, 0.25), ("unit_fee",))


def test_an_end_beyond_the_bounds_of_a_term_is_told() -> None:
    """At 3,000 a vehicle the guest has (2.5 - 3.0) 173.6782 - 90 = -176.8391 m: only money paid to it helps.

    Divided by 3.790787 years: -46.6497 a year, below the least fixed fee of 0, which suits the host.
    """
    dear = outlook(Contract(unit_fee=3.0), STREAMS, EQUAL, ("fixed_fee",))
    found = range_under_risk(dear, {})

    assert (found.low, found.asks_least) == (0.0, "")
    assert (found.high, found.pays_most) == (pytest.approx(-46.6497, abs=1e-3), "guest")
    assert found.worth == pytest.approx(-176.8391, abs=1e-3)
    assert not found.is_open
