"""Break-even of each input with the plan fixed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from plantshare.deals.break_even import (
    Lever,
    break_even,
    grant_lever,
    hours_lever,
    hurdles,
    levers,
    origin_lever,
    tariff_lever,
)
from plantshare.deals.stream import Stream
from tests.deals.streams import R5, streams


def test_the_hurdles_of_the_reference_programme() -> None:
    """58.3563 / 182.8191 = 0.3192 a vehicle: 319.20 a MWh, 14.509 an hour over 22 h; volume * 0.70982."""
    found = {hurdle.name: hurdle for hurdle in hurdles(R5)}

    assert found["price of energy"].change == pytest.approx(319.20, abs=0.01)
    assert found["wage"].change == pytest.approx(14.509, abs=1e-3)
    assert found["parts"].change == pytest.approx(0.31920, abs=1e-5)
    assert found["volume"].value == pytest.approx(0.70982, abs=1e-5)
    assert found["capital"].change == pytest.approx(58.3563 / 120, abs=1e-5)
    assert found["fixed cost"].change == pytest.approx(58.3563 / 3.790787, abs=1e-4)


def test_the_tariff_at_which_import_is_as_good() -> None:
    """10% on 18.0 is 1.8; 0.3192 less is 1.4808, or 8.2267%."""
    found = break_even(R5, tariff_lever(rate=0.10, customs_value=18.0))

    assert found.value == pytest.approx(0.082267, abs=1e-6)


def test_freight_import_price_hours_origin_and_grant() -> None:
    """Freight 0.3192 lower, or 15.0 x 0.97872; 7.98 h at 40; 0.3192 over half of 10% of 18; grant -58/120."""
    found = {hurdle.name: hurdle for hurdle in hurdles(R5)}
    per_vehicle = 58.3563 / 182.8191

    assert found["freight of imports"].change == pytest.approx(-per_vehicle, abs=1e-5)
    assert found["ex-works price of imports"].value == pytest.approx(1 - per_vehicle / 15, abs=1e-6)
    assert break_even(R5, hours_lever(40.0)).change == pytest.approx(per_vehicle / 0.04, abs=1e-3)
    assert break_even(R5, origin_lever(0.1, 18.0, 0.5)).change == pytest.approx(-per_vehicle / 0.9, abs=1e-5)
    assert break_even(R5, grant_lever()).value == pytest.approx(-58.3563 / 120, abs=1e-5)


@given(streams())
def test_at_the_hurdle_the_surplus_is_zero(stream: Stream) -> None:
    """Whatever moves, moved by its change it leaves nothing."""
    for lever in levers(stream):
        found = break_even(stream, lever)
        # Fixed money alone can be a gain: then no volume above zero is the hurdle.
        if abs(found.worth) > 1e-3 and not (lever.name == "volume" and found.change < -1):
            size = 1 + abs(stream.integrated_gain()) + abs(found.worth * found.change)
            assert lever.moved(stream, found.change).integrated_gain() == pytest.approx(0, abs=1e-9 * size)


def test_an_input_that_does_not_matter_is_no_hurdle() -> None:
    """Without hours the wage moves nothing."""
    assert "wage" not in {hurdle.name for hurdle in hurdles(replace(R5, hours=0.0 * R5.hours))}


def test_an_input_that_bends_is_refused() -> None:
    """A discount rate is not affine."""
    lever = Lever(
        name="discounting",
        unit="share",
        moved=lambda stream, change: replace(stream, discount=stream.discount ** (1 + change)),
    )
    with pytest.raises(ValueError, match="not affine in discounting"):
        break_even(R5, lever)
