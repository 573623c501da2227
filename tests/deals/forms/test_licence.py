"""Licence in both directions."""

from __future__ import annotations

import pytest

from plantshare.deals.forms import Licence
from plantshare.deals.gain import driver_form, gains
from tests.deals.streams import BRANDED, LICENSED

HOST_LICENCE = Licence(upfront=40, royalty=0.03, kit_margin=0.5, technical_support=6)


def test_a_host_that_builds_a_guests_design() -> None:
    """D2a. Licensee (2.79 * 30 - 10) A - 150 - 40 = 89.3810; licensor 40 + (1.31 * 30 - 6) A = 166.2332."""
    found = gains(HOST_LICENCE, LICENSED)

    assert found.by_party["host"] == pytest.approx(89.3810, abs=1e-3)
    assert found.by_party["guest"] == pytest.approx(166.2332, abs=1e-3)
    assert found.companies == pytest.approx(255.6142, abs=1e-3)
    assert found.counterfactual == "no sale, line idle"


def test_the_range_of_the_royalty() -> None:
    """D2a. Host 0.81 + 89.3810 / 113.7236 = 1.59595; guest 0.81 - 166.2332 / 113.7236 = -0.65173."""
    drivers = driver_form(HOST_LICENCE, LICENSED, ("royalty",))
    ends = {party: -drivers.constant[party] / drivers.drivers[party][0] for party in ("host", "guest")}

    assert 27 * ends["host"] == pytest.approx(1.59595, abs=1e-5)
    assert 27 * ends["guest"] == pytest.approx(-0.65173, abs=1e-5)


def test_a_guest_that_uses_a_hosts_name() -> None:
    """D2b. 1.5% of 24.0 on 80k is 28.8 a year; times 3.790787 is 109.1747, all of it the host's."""
    form = Licence(licensee="guest", royalty=0.015)
    royalty = next(payment for payment in form.payments(BRANDED) if payment.kind == "royalty")

    assert (royalty.payer, royalty.payee) == ("guest", "host")
    assert royalty.amounts[1:].tolist() == pytest.approx([28.8] * 5)
    assert gains(form, BRANDED).by_party["host"] == pytest.approx(109.1747, abs=1e-3)


def test_the_other_direction_swaps_the_sides() -> None:
    """Whoever builds pays all capital, so a licence turned round turns the gains round."""
    turned = Licence(licensee="guest", upfront=40, royalty=0.03, kit_margin=0.5, technical_support=6)
    one, other = gains(HOST_LICENCE, LICENSED).by_party, gains(turned, LICENSED).by_party

    assert one["host"] == pytest.approx(other["guest"])
    assert one["guest"] == pytest.approx(other["host"])


def test_a_royalty_above_one_is_refused() -> None:
    """150% was meant as 1.5%."""
    with pytest.raises(ValueError, match="number-high"):
        Licence(royalty=1.5)
