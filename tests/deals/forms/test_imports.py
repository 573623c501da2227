"""The status quo."""

from __future__ import annotations

import pytest

from plantshare.deals.forms import Import
from plantshare.deals.payment import present_value
from tests.deals.streams import R5


def test_an_import_pays_the_guest_its_margin_the_host_nothing_and_the_state_duty() -> None:
    """D0. Guest (20.5 - 18.4) 182.8191 = 383.9201; host -6 * 3.790787; state 1.8 * 182.8191 = 329.0744."""
    payments = Import().payments(R5)
    values = [present_value(payments, party, R5.discount) for party in ("guest", "host", "government")]

    assert values == pytest.approx([383.9201, -22.7447, 329.0744], abs=1e-3)
