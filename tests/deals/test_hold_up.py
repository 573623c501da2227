"""What changes once capital is spent, and when leaving is better."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.forms import Contract
from plantshare.deals.hold_up import exit_in_futures, exit_test, hold_up, hold_up_in_futures, remainder
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


NEWS = ((CONTRACT, CONTRACT), (R5, NO_DUTY), (0.75, 0.25))
"""Two futures: the duty stays, or it falls in year 3."""


def test_over_two_futures_the_guest_leaves_in_the_one_without_duty() -> None:
    """V8 in a quarter: the guest expects 0.75 * 39 * 2.48685 - 0.25 * 171.5928 = 29.842, so it stays on that.

    The host gains 52.2239 in both. In a quarter of the futures the guest loses 171.5928, more than the fee
    of 60, and the two lose 119.3689 together.
    """
    found = exit_in_futures(*NEWS, review=2, termination_fee=60.0)

    assert (found.futures, found.fee) == (2, 60.0)
    assert found.guest_continuation == pytest.approx(0.75 * 39 * 2.486852 - 0.25 * 171.5928, abs=1e-3)
    assert (found.host_continuation, found.fair_fee) == pytest.approx((52.2239, 52.2239), abs=1e-3)
    assert (found.guest_leaves, found.is_efficient) == (False, False)
    assert (found.guest_leaves_share, found.host_leaves_share, found.efficient_share) == (0.25, 0.0, 0.25)
    assert exit_in_futures(*NEWS, review=2, termination_fee=172.0).guest_leaves_share == 0.0


def test_a_host_leaves_in_the_futures_in_which_its_fee_does_not_cover_its_cost() -> None:
    """At a fee of 1.3 in the second future it loses (1.5 - 1.3) * 60 = 12 a year, 29.842 for three years."""
    forms = (CONTRACT, Contract(unit_fee=1.3))
    found = exit_in_futures(forms, (R5, R5), (0.4, 0.6), review=2, termination_fee=10.0)

    assert found.host_continuation == pytest.approx(0.4 * 52.2239 - 0.6 * 12 * 2.486852, abs=1e-3)
    assert (found.host_leaves_share, found.guest_leaves_share) == (0.6, 0.0)
    assert exit_in_futures(forms, (R5, R5), (0.4, 0.6), 2, 30.0).host_leaves_share == 0.0


def test_the_range_after_tooling_is_that_of_the_expected_gains() -> None:
    """V7 in one future, import at 16.6 from year 3 on in the other: the guest pays 2.5 or 0.7, so 1.6."""
    found = hold_up_in_futures(
        (CONTRACT, CONTRACT), (R5, NO_DUTY), (0.5, 0.5), name="unit_fee", agreed=1.55, review=2
    )

    assert (found.after.low, found.after.high) == pytest.approx((1.5, 1.6))
    assert (found.host_could_ask, found.guest_could_press) == pytest.approx((0.05, 0.05))


def test_nobody_can_be_pressed_to_stay_where_nothing_suits_both_any_more() -> None:
    """Import at 16.6 leaves 0.7 for a fee of which the host needs 1.5: one side leaves, whatever is asked."""
    found = hold_up(CONTRACT, NO_DUTY, "unit_fee", 1.85, 2)

    assert (found.after.low, found.after.high) == pytest.approx((1.5, 0.7))
    assert (found.host_could_ask, found.guest_could_press) == (0.0, 0.0)


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
