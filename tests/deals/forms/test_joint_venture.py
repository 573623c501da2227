"""Joint venture on the reference programme."""

from __future__ import annotations

import pytest

from plantshare.deals.forms import VENTURE, JointVenture
from plantshare.deals.gain import driver_form, gains
from plantshare.deals.payment import cash_flow
from tests.deals.streams import R5

HALVES = JointVenture(host_share=0.5, transfer_price=18.5, kit_margin=0.6, rent=8)


def test_halves_of_a_venture() -> None:
    """D3. (18.5 - 16.3 - 1.4) q - 12 - 8 = -4, 20, 28, 28, 28; host 0.5 * 70.4396 - 60 + 14 * 3.790787."""
    inside = [
        payment
        for payment in HALVES.payments(R5)
        if VENTURE in (payment.payer, payment.payee) and payment.kind not in ("dividend", "equity", "capital")
    ]
    earned = cash_flow(inside, VENTURE, 6)
    found = gains(HALVES, R5).by_party

    assert earned[1:].tolist() == pytest.approx([-4, 20, 28, 28, 28])
    assert R5.present(earned) == pytest.approx(70.4396, abs=1e-3)
    assert (found["host"], found["guest"]) == pytest.approx((28.2908, 30.0655), abs=1e-3)


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
