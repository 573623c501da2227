"""What changes once capital is spent, and when leaving is better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.forms import Contract
from plantshare.deals.hold_up import exit_test, hold_up, remainder
from plantshare.deals.support import TariffChange
from tests.deals.streams import R5

CONTRACT = Contract(unit_fee=1.85)
NO_DUTY = TariffChange(duty=0.0, first=3).under(R5)


def test_the_range_widens_once_tooling_stands() -> None:
    """V7. At 60k a year the host accepts 1.4 + 6 / 60 = 1.5, the guest pays up to 18.4 - 15.7 - 0.2 = 2.5."""
    found = hold_up(CONTRACT, R5, "unit_fee", agreed=1.85, review=2)

    assert (found.before.low, found.before.high) == pytest.approx((1.68851, 2.00771), abs=1e-5)
    assert (found.after.low, found.after.high) == pytest.approx((1.5, 2.5))
    assert (found.host_could_ask, found.guest_could_press) == pytest.approx((0.65, 0.35))


def test_leaving_after_the_duty_is_gone_is_efficient() -> None:
    """V8. Host 21 a year: 52.2239; guest -69 a year: -171.5928; together -119.3689, so exit is better."""
    found = exit_test(CONTRACT, NO_DUTY, review=2)

    assert found.fair_fee == pytest.approx(52.2239, abs=1e-3)
    assert found.guest_continuation == pytest.approx(-171.5928, abs=1e-3)
    assert found.joint_continuation == pytest.approx(-119.3689, abs=1e-3)
    assert found.guest_leaves
    assert found.is_efficient


def test_a_fee_above_the_loss_keeps_the_guest() -> None:
    """It pays 171.5928 to go on, so it stays at a fee of 172 and leaves at 171."""
    assert not exit_test(CONTRACT, NO_DUTY, review=2, termination_fee=172).guest_leaves
    assert exit_test(CONTRACT, NO_DUTY, review=2, termination_fee=171).guest_leaves


def test_without_news_nobody_leaves() -> None:
    """With duty the guest gains 0.65 * 60 = 39 a year by going on."""
    found = exit_test(CONTRACT, R5, review=2)

    assert not found.guest_leaves
    assert not found.is_efficient
    assert found.guest_continuation == pytest.approx(39 * 2.48685, abs=1e-3)


@given(st.floats(0.0, 3.0))
def test_at_the_fair_fee_the_guest_leaves_only_where_that_is_efficient(fee: float) -> None:
    """The fair fee makes the guest weigh the host's loss with its own, so it decides as one owner would."""
    found = exit_test(Contract(unit_fee=fee), NO_DUTY, review=2)
    if found.host_continuation > 0:
        assert found.guest_leaves == found.is_efficient


def test_a_remainder_forgets_what_is_spent() -> None:
    """Capital at signature counts nothing, and year 3 is one year away: d = 1 / 1.1."""
    rest = remainder(R5, 2)

    assert rest.discount.tolist() == pytest.approx([0, 0, 0, 1 / 1.1, 1 / 1.21, 1 / 1.331])
    assert rest.present(rest.capital) == 0
    with pytest.raises(ValueError, match="before the last period"):
        remainder(R5, 5)
