"""Kit build under both rulings of customs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.deals.forms import Contract, KitBuild, expected_over_rulings
from plantshare.deals.gain import gains
from plantshare.deals.range import term_range
from tests.deals.streams import KITS

FORM = KitBuild(ruling="vehicle", duty_as_vehicle=0.10, duty_as_parts=0.04, unit_fee=0.8)


def test_the_ruling_decides_the_surplus() -> None:
    """D5. 18.4 - 14.7 - 0.9 - 0.6 - 0.2 = 2.0 less duty 1.56 or 0.624 on 91.4096k, less 4 A and 25."""
    parts = replace(FORM, ruling="parts")

    assert KITS.present_volume == pytest.approx(91.4096, abs=1e-4)
    assert FORM.ruled(KITS).inbound_duty[1:].tolist() == pytest.approx([1.56] * 5)
    assert parts.ruled(KITS).inbound_duty[1:].tolist() == pytest.approx([0.624] * 5)
    assert FORM.integrated_gain(KITS) == pytest.approx(0.0571, abs=1e-3)
    assert parts.integrated_gain(KITS) == pytest.approx(85.6164, abs=1e-3)


def test_the_ruling_moves_money_to_the_government_and_not_to_the_host() -> None:
    """The host has its fee either way; 0.936 on 91.4096k moves between guest and state."""
    one, other = gains(FORM, KITS).by_party, gains(replace(FORM, ruling="parts"), KITS).by_party

    assert one["host"] == pytest.approx(other["host"])
    assert other["guest"] - one["guest"] == pytest.approx(0.936 * 91.4096, abs=1e-3)
    assert one["government"] - other["government"] == pytest.approx(0.936 * 91.4096, abs=1e-3)


def test_the_range_of_the_fee_is_as_wide_as_the_ruling_allows() -> None:
    """0.0571 / 91.4096 and 85.6164 / 91.4096 thousand a vehicle, from the host's cost up."""
    narrow = term_range(FORM, KITS, "unit_fee")
    wide = term_range(replace(FORM, ruling="parts"), KITS, "unit_fee")

    assert narrow.low == wide.low == pytest.approx(0.6 + 4 * 3.790787 / 91.4096, abs=1e-5)
    assert narrow.width == pytest.approx(0.0571 / 91.4096, abs=1e-5)
    assert wide.width == pytest.approx(85.6164 / 91.4096, abs=1e-5)


def test_an_uncertain_ruling_is_weighed() -> None:
    """A chance of 0.3 for parts: 0.3 * 85.6164 + 0.7 * 0.0571 = 25.7249."""
    assert expected_over_rulings(FORM, KITS, 0.3) == pytest.approx(25.7249, abs=1e-3)


def test_without_duty_a_kit_build_is_a_contract_build() -> None:
    """The same payments, kind by kind."""
    free = KitBuild(ruling="parts", duty_as_vehicle=0.0, duty_as_parts=0.0, unit_fee=0.8)
    same = gains(Contract(unit_fee=0.8), KITS).by_party

    assert gains(free, KITS).by_party == pytest.approx(same)


def test_an_unknown_ruling_and_a_duty_in_per_cent_are_refused() -> None:
    """Customs knows two; 10 was meant as 0.10."""
    with pytest.raises(ValueError, match="customs takes a kit"):
        KitBuild(ruling="toy", duty_as_vehicle=0.1, duty_as_parts=0.0)  # type: ignore[arg-type]  # a wrong word
    with pytest.raises(ValueError, match="duty_as_vehicle must be at most 1"):
        KitBuild(ruling="parts", duty_as_vehicle=10, duty_as_parts=4)
