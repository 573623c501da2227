"""Tax on a gain, and on prices inside a group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.forms import Contract
from plantshare.deals.gain import yearly_gain
from plantshare.deals.tax import FULL_EXPENSING, NO_ALLOWANCE, after_tax, transfer_price_effect
from tests.deals.streams import R5

GAIN = sum(yearly_gain(Contract(unit_fee=1.85), R5, party) for party in ("host", "guest"))


def test_full_expensing_takes_a_quarter_of_the_gain() -> None:
    """0.75 * 58.3563 = 43.7672; without allowance 0.25 * 120 = 30 less: 13.7672."""
    assert after_tax(GAIN, R5.capital, R5, 0.25, FULL_EXPENSING) == pytest.approx(43.7672, abs=1e-4)
    assert after_tax(GAIN, R5.capital, R5, 0.25, NO_ALLOWANCE) == pytest.approx(13.7672, abs=1e-4)


def test_a_late_allowance_is_worth_less() -> None:
    """Half now and half after a year: 0.25 * 120 * (0.5 + 0.5 / 1.1) = 28.6364 instead of 30."""
    assert after_tax(GAIN, R5.capital, R5, 0.25, (0.5, 0.5)) == pytest.approx(13.7672 + 28.6364, abs=1e-3)


@given(st.floats(0.0, 1.0))
def test_full_expensing_scales_any_gain(rate: float) -> None:
    """(1 - tau) S for every rate."""
    assert after_tax(GAIN, R5.capital, R5, rate) == pytest.approx((1 - rate) * 58.3563, abs=1e-3)


def test_a_transfer_price_follows_tax_and_duty() -> None:
    """0.25 - 0.10 * 0.75 - 0.15 = 0.025; at 25% abroad -0.075."""
    assert transfer_price_effect(0.25, 0.10, 0.15) == pytest.approx(0.025)
    assert transfer_price_effect(0.25, 0.10, 0.25) == pytest.approx(-0.075)


def test_more_than_all_cannot_be_deducted() -> None:
    """60% and 60% are 120%."""
    with pytest.raises(ValueError, match="allowances"):
        after_tax(GAIN, R5.capital, R5, 0.25, (0.6, 0.6))
