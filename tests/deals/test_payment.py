"""Payments: who pays whom."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.deals.payment import Payment, cash_flow, parties_of, present_value

FEE = Payment(kind="fee", payer="guest", payee="host", amounts=np.array([1.0, 2.0]))
COST = Payment(kind="cost", payer="host", payee="", amounts=np.array([0.5, 0.5]))


def test_cash_of_a_party_is_what_it_receives_less_what_it_pays() -> None:
    """Host 1 - 0.5 and 2 - 0.5; guest -1 and -2; at factors 1 and 0.5 the host has 0.5 + 0.75."""
    assert cash_flow([FEE, COST], "host", 2).tolist() == [0.5, 1.5]
    assert cash_flow([FEE, COST], "guest", 2).tolist() == [-1.0, -2.0]
    assert present_value([FEE, COST], "host", np.array([1.0, 0.5])) == 1.25


def test_the_world_is_no_party() -> None:
    """A fee is a transfer, a cost leaves the deal."""
    assert parties_of([COST, FEE]) == ("host", "guest")
    assert FEE.is_transfer
    assert not COST.is_transfer


def test_nobody_pays_himself() -> None:
    """Payer and payee are two."""
    with pytest.raises(ValueError, match="deal-with-itself"):
        Payment(kind="fee", payer="host", payee="host", amounts=np.zeros(2))
