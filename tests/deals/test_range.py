"""Ranges of one term and areas of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.forms import Contract, JointVenture, Licence
from plantshare.deals.gain import gains, with_terms
from plantshare.deals.range import cut, term_area, term_range
from plantshare.deals.stream import Stream
from tests.deals.streams import BRANDED, R5, streams

BOX = ((0.0, 3.0), (0.0, 60.0))


def test_a_range_says_by_how_much_two_sides_miss() -> None:
    """At 60% of the volume S = -22.0841, so the host asks for 22.0841 / 109.6915 more than the guest pays."""
    found = term_range(Contract(), R5.with_volume(0.6), "unit_fee")

    assert not found.is_open
    assert found.width == pytest.approx(-22.0841 / 109.6915, abs=1e-5)
    assert found.worth == pytest.approx(-22.0841, abs=1e-3)


def test_a_reserved_gain_narrows_the_range_from_its_side() -> None:
    """A host that wants 10 more asks for 10 / 182.8191 more; a guest that wants 20 pays that much less."""
    plain = term_range(Contract(), R5, "unit_fee")
    asking = term_range(Contract(), R5, "unit_fee", reserved={"host": 10, "guest": 20})

    assert asking.low - plain.low == pytest.approx(10 / 182.8191, abs=1e-7)
    assert plain.high - asking.high == pytest.approx(20 / 182.8191, abs=1e-7)


def test_the_bounds_of_a_term_cut_the_range() -> None:
    """A licensor of a mere name accepts any royalty from nothing: the low end is the bound, set by nobody."""
    found = term_range(Licence(licensee="guest"), BRANDED, "royalty")

    assert (found.low, found.asks_least) == (0.0, "")
    assert (found.high, found.pays_most) == (1.0, "")


def test_a_term_that_moves_nobody_saves_no_deal() -> None:
    """Without a minimum no shortfall rate helps a host that loses at a fee of 1."""
    found = term_range(Contract(unit_fee=1.0), R5, "shortfall_rate")

    assert not found.is_open
    assert found.pays_most == "host"


def test_fee_and_fixed_fee_trade_off_along_two_lines() -> None:
    """Host w Qpv + Phi A >= 308.6913, guest <= 367.0478: a strip between Phi 0 and 60."""
    area = term_area(Contract(), R5, ("unit_fee", "fixed_fee"), box=BOX)
    years, volume = 3.790787, 182.8191
    ends = [(value - phi * years) / volume for phi in (0, 60) for value in (308.6913, 367.0478)]

    assert sorted(x for x, _ in area.corners) == pytest.approx(sorted(ends), abs=1e-4)
    assert area.area == pytest.approx(60 * 58.3563 / volume, abs=1e-4)


@given(streams(), st.floats(0.0, 3.0), st.floats(0.0, 60.0))
def test_a_point_lies_in_the_area_if_and_only_if_both_gain(stream: Stream, fee: float, fixed: float) -> None:
    """The polygon agrees with the payments at any pair of terms that is not on its edge."""
    area = term_area(Contract(), stream, ("unit_fee", "fixed_fee"), box=BOX)
    found = gains(with_terms(Contract(), {"unit_fee": fee, "fixed_fee": fixed}), stream).by_party
    least = min(found["host"], found["guest"])
    if abs(least) < 1e-3:
        return

    assert is_inside((fee, fixed), area.corners) == (least > 0)


def is_inside(point: tuple[float, float], corners: tuple[tuple[float, float], ...]) -> bool:
    """Return whether a point lies in a convex polygon that is walked with the inside on the left."""
    edges = zip(corners, (*corners[1:], *corners[:1]), strict=True)
    turns = [(b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]) for a, b in edges]
    return len(corners) > 2 and min(turns) >= -1e-9


def test_an_area_where_nothing_suits_both_has_no_corner() -> None:
    """At 60% of the volume every fee leaves one side short."""
    area = term_area(Contract(), R5.with_volume(0.6), ("unit_fee", "fixed_fee"), box=BOX)

    assert area.corners == ()
    assert area.area == 0.0


def test_cutting_keeps_the_side_where_the_line_is_positive() -> None:
    """The unit square under x + y <= 1 is a triangle; under x + y <= 3 it stays."""
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))

    assert set(cut(square, (-1.0, -1.0), 1.0)) == {(0.0, 0.0), (1.0, 0.0), (0.0, 1.0)}
    assert cut(square, (-1.0, -1.0), 3.0) == square


def test_the_share_of_a_venture_has_a_range_at_a_given_price() -> None:
    """The host gains 53.0710 - 49.5604 e and wants 10: e <= 0.86906; the guest gains 5.2853 + 49.5604 e."""
    form = JointVenture(host_share=0.5, transfer_price=18.5, kit_margin=0.6, rent=8)
    found = term_range(form, R5, "host_share", reserved={"host": 10, "guest": 20})

    assert (found.low, found.high) == pytest.approx((14.7147 / 49.5604, 43.0710 / 49.5604), abs=1e-4)
    assert (found.asks_least, found.pays_most) == ("guest", "host")
