"""Purchase of a plant or a hall, and lease of a line, on the reference programme."""

from __future__ import annotations

import pytest

from plantshare.deals.forms import Acquisition, HallPurchase, LineLease
from plantshare.deals.gain import gains
from plantshare.deals.range import term_area, term_range
from tests.deals.streams import R5


def test_the_range_of_the_price_of_a_plant() -> None:
    """D4. Seller: price + 15 + 6 * 3.790787 >= 0; buyer: 201.1010 - 45.4894 - 120 - 15 - price >= 0."""
    found = term_range(Acquisition(price=0, liabilities=15), R5, "price")

    assert (found.low, found.high) == pytest.approx((-37.7447, 20.6116), abs=1e-3)
    assert found.worth == pytest.approx(58.3563, abs=1e-3)


def test_what_the_plant_is_worth_afterwards_raises_the_top() -> None:
    """D4. 40 at the end of year 5 is 24.8369 today: 20.6116 + 24.8369 = 45.4484."""
    found = term_range(Acquisition(price=0, liabilities=15, terminal_value=40), R5, "price")

    assert found.high == pytest.approx(45.4484, abs=1e-3)


def test_the_range_of_the_rent_of_a_line() -> None:
    """D6. The host saves 6 a year, the guest has (201.1010 - 45.4894 - 120) / 3.790787 = 9.3942 to give."""
    found = term_range(LineLease(rent=0), R5, "rent")

    assert (found.low, found.high) == pytest.approx((-6.0, 9.3942), abs=1e-3)


def test_price_and_services_of_a_hall_trade_off() -> None:
    """Host: price + (fee - 2) A + 22.7447 >= 0; guest: 35.6116 - price - fee A >= 0; a strip."""
    form = HallPurchase(price=0, service_fee=0, service_cost=2)
    area = term_area(form, R5, ("price", "service_fee"), box=((-40, 60), (0, 5)))
    years = 3.790787
    expected = [
        (-22.7447 + 2 * years, 0), (35.6116, 0), (35.6116 - 5 * years, 5), (-22.7447 - 3 * years, 5),
    ]  # fmt: skip

    assert len(area.corners) == 4
    for corner, wanted in zip(sorted(area.corners), sorted(expected), strict=True):
        assert corner == pytest.approx(wanted, abs=1e-3)
    assert area.area == pytest.approx(5 * (58.3563 - 2 * years), abs=1e-2)


def test_a_hall_costs_what_its_services_cost() -> None:
    """58.3563 less 2 a year for 3.790787 years."""
    found = gains(HallPurchase(price=10, service_fee=3, service_cost=2), R5)

    assert found.companies == pytest.approx(58.3563 - 2 * 3.790787, abs=1e-3)
    assert found.by_party["host"] == pytest.approx(10 + 1 * 3.790787 + 22.7447, abs=1e-3)


def test_sums_without_sense_are_refused() -> None:
    """A price that is no number, liabilities below zero, an endless rent."""
    with pytest.raises(ValueError, match="price"):
        Acquisition(price=float("nan"))
    with pytest.raises(ValueError, match="liabilities"):
        Acquisition(price=0, liabilities=-1)
    with pytest.raises(ValueError, match="rent must be a finite number"):
        LineLease(rent=float("inf"))
