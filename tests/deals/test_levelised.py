"""Landed costs by way of supply."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from plantshare.deals.forms import KitBuild
from plantshare.deals.levelised import built_cost, import_cost
from plantshare.deals.stream import Stream, steady_stream
from tests.deals.streams import KITS, R5, streams


def test_an_import_costs_its_four_parts() -> None:
    """15.0 + 1.3 + 1.8 + 0.3 = 18.4."""
    assert import_cost(R5).total == pytest.approx(18.4, abs=1e-9)


def test_a_full_build_carries_fixed_money_and_capital() -> None:
    """15.7 + 1.4 + 0.2 + (12 * 3.790787 + 120) / 182.8191 = 18.2052."""
    cost = built_cost(R5)

    assert cost.total == pytest.approx(18.2052, abs=5e-5)
    assert cost.parts["fixed"] == pytest.approx(12 * 3.790787 / 182.8191, abs=1e-5)
    assert cost.parts["capital"] == pytest.approx(120 / 182.8191, abs=1e-5)


@pytest.mark.parametrize(("ruling", "expected"), [("vehicle", 18.3994), ("parts", 17.4634)])
def test_kits_cost_what_the_ruling_makes_of_them(ruling, expected) -> None:
    """14.7 + 0.9 + 10% or 4% of 15.6 + 0.6 + 0.2 + (4 * 3.790787 + 25) / 91.4096."""
    kit = KitBuild(ruling=ruling, duty_as_vehicle=0.10, duty_as_parts=0.04)

    assert built_cost(kit.ruled(KITS)).total == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(("duty", "expected"), [(0.0, 17.7650), (1.73, 19.4950)])
def test_a_third_country_depends_on_origin(duty, expected) -> None:
    """15.5 + 1.015 + 0.2 + 0.5 at the gate, 0.5 freight, 0.05 on the way, and duty unless it originates."""
    spain = steady_stream(
        local=(20, 50, 60, 60, 60), rate=0.10, ex_works=15.5 + 1.015 + 0.2 + 0.5, freight=0.5, pipeline=0.05,
        duty=duty,
    )  # fmt: skip

    assert import_cost(spain).total == pytest.approx(expected, abs=1e-9)


@given(streams())
def test_costs_over_the_volume_are_the_surplus(stream: Stream) -> None:
    """If each vehicle built replaces one import, S = (ell - l) Qpv + PV of what the idle line cost."""
    volume = stream.local + 1.0
    stream = replace(stream, local=volume, imported=0 * volume, imported_without=volume)
    saved = (import_cost(stream).total - built_cost(stream).total) * stream.present_volume
    idle = stream.present(stream.idle)

    assert saved + idle == pytest.approx(stream.integrated_gain(), rel=1e-9, abs=1e-6)


def test_a_stream_without_volume_has_no_cost() -> None:
    """Fixed money over nothing is no number."""
    empty = replace(R5, local=0 * R5.local, imported_without=0 * R5.local)
    with pytest.raises(ValueError, match="nothing is built"):
        built_cost(empty)
    with pytest.raises(ValueError, match="nothing is imported"):
        import_cost(empty)
