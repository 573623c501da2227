"""Joint venture on the reference programme."""

from __future__ import annotations

import pytest

from plantshare.deals.forms import JointVenture
from plantshare.deals.gain import driver_form, gains
from plantshare.deals.payment import parties_of, statement
from tests.deals.streams import R5

HALVES = JointVenture(host_share=0.5, transfer_price=18.5, kit_margin=0.6, rent=8)


def test_halves_of_a_venture() -> None:
    """D3. (18.5 - 16.3 - 1.4) q - 12 - 8 = -4, 20, 28, 28, 28; host 0.5 * 70.4396 - 60 + 14 * 3.790787."""
    earned = HALVES.earnings(R5)
    found = gains(HALVES, R5).by_party

    assert earned[1:].tolist() == pytest.approx([-4, 20, 28, 28, 28])
    assert R5.present(earned) == pytest.approx(70.4396, abs=1e-3)
    assert (found["host"], found["guest"]) == pytest.approx((28.2908, 30.0655), abs=1e-3)


def test_owners_bear_their_shares_and_the_venture_is_no_party() -> None:
    """A quarter of what the venture earns, less capital, and three quarters of the rent are the host's.

    What the venture pays is found again with its owners: parts 15.7 * 182.8191 = 2,870.26, a quarter of it.
    """
    quarter = JointVenture(host_share=0.25, transfer_price=18.5, kit_margin=0.6, rent=8)
    payments = quarter.payments(R5)
    table = statement(payments, R5)
    held = 0.25 * (quarter.earnings(R5) - R5.capital) + 8.0 * R5.runs

    assert set(parties_of(payments)) == {"host", "guest", "government"}
    assert sum(value for (party, _), value in table.items() if party == "host") == pytest.approx(
        R5.present(held), abs=1e-9
    )
    assert table["host", "parts"] == pytest.approx(-0.25 * 2_870.26, abs=1e-2)
    assert table["guest", "parts"] == pytest.approx(-0.75 * 2_870.26, abs=1e-2)
    assert table["host", "rent"] == pytest.approx(-table["guest", "rent"])


def test_the_transfer_price_counts_for_the_host_by_its_share() -> None:
    """Half of each thousand more on 182.8191k reaches the host: 91.4096, and the guest loses as much."""
    drivers = driver_form(HALVES, R5, ("transfer_price", "rent")).drivers

    assert drivers["host"] == pytest.approx((91.4096, 0.5 * 3.790787), abs=1e-3)
    assert drivers["guest"] == pytest.approx((-91.4096, -0.5 * 3.790787), abs=1e-3)


def test_share_and_price_together_are_not_affine() -> None:
    """They multiply each other, so the driver form of both is refused rather than wrong."""
    with pytest.raises(ValueError, match="not affine in host_share and transfer_price"):
        driver_form(HALVES, R5, ("host_share", "transfer_price"))


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_outside_its_bounds_is_refused(share: float) -> None:
    """Nobody owns less than nothing or more than all."""
    with pytest.raises(ValueError, match=r"host_share must be at (least 0|most 1)"):
        JointVenture(host_share=share, transfer_price=18)
