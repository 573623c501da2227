"""Gains and their driver form."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.deals.forms import Contract, LineLease
from plantshare.deals.gain import driver_form, gains, with_terms, yearly_gain
from tests.deals.streams import R5


def test_a_gain_names_its_counterfactual() -> None:
    """A number without the outside option means nothing."""
    found = gains(Contract(unit_fee=1.85), R5)

    assert (found.form, found.counterfactual) == ("contract build", "import, line idle")
    assert tuple(found.by_party) == ("host", "guest", "government")
    assert found.by_party["government"] == pytest.approx(-329.0744, abs=1e-3)


def test_own_discount_rates_value_the_same_cash_differently() -> None:
    """A host at 8% counts 0.45 q - 6 a year dearer than at 10%: -30 + sum 1.08^-t (0.45 q - 6)."""
    own = {"host": 1.08 ** -np.arange(6.0)}
    cash = np.array([-30, 3, 16.5, 21, 21, 21])

    assert yearly_gain(Contract(unit_fee=1.85), R5, "host").tolist() == pytest.approx(cash.tolist())
    found = gains(Contract(unit_fee=1.85), R5, own).by_party
    assert found["host"] == pytest.approx(float(own["host"] @ cash))
    assert found["guest"] == pytest.approx(28.8324, abs=1e-3)


def test_drivers_follow_own_discount_rates() -> None:
    """The fee is worth sum 1.08^-t q to the host and Qpv at 10% to the guest."""
    own = {"host": 1.08 ** -np.arange(6.0)}
    drivers = driver_form(Contract(), R5, ("unit_fee",), own).drivers

    assert drivers["host"][0] == pytest.approx(float(own["host"] @ R5.local))
    assert drivers["guest"][0] == pytest.approx(-182.8191, abs=1e-4)


def test_terms_are_replaced_by_name() -> None:
    """A rent of 5 in place of 4; a lease has no fee."""
    assert with_terms(LineLease(rent=4), {"rent": 5}) == LineLease(rent=5)
    with pytest.raises(ValueError, match=r"a line lease has no term \['unit_fee'\]; it has rent"):
        with_terms(LineLease(rent=4), {"unit_fee": 1})
