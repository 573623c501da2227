"""Who decides the volume, and what it costs both."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.forms import Band, Contract
from plantshare.deals.gain import gains
from plantshare.deals.support import TariffChange
from plantshare.deals.volume import (
    LinearDemand,
    cost_plus_volume,
    fee_of_leading_host,
    fixed_fee_range,
    guest_response,
    integrated_volume,
    licence_volume,
    shortfall_rate_to_build,
    take_or_pay_fee_limit,
    take_or_pay_volume,
    unit_fee_volume,
    venture_volume,
)
from tests.deals.streams import R5

DEMAND = LinearDemand(top=28.0, slope=0.1, guest_cost=17.4, conversion=1.4)
"""p = 28 - 0.1 q; the guest pays 17.4 and the host 1.4."""

NO_DUTY = TariffChange(duty=0.0, first=3).under(R5)
"""Import at 16.6 from year 3."""


def best_of(profit: np.ndarray, volumes: np.ndarray) -> float:
    """Return the volume of most profit on a grid."""
    return float(volumes[int(np.argmax(profit))])


GRID = np.arange(0.0, 120.0, 0.01)


def test_one_owner() -> None:
    """V1. (28 - 18.8) / 0.2 = 46 at 23.4; (23.4 - 18.8) 46 = 211.6."""
    plan = integrated_volume(DEMAND)

    assert (plan.volume, plan.price, plan.joint) == pytest.approx((46, 23.4, 211.6))
    assert plan.coordination_loss == pytest.approx(0)


def test_a_host_that_leads() -> None:
    """V2. It asks for (10.6 + 1.4) / 2 = 6.0; the guest builds 23; 4.6 * 23 + 0.1 * 23^2 = 105.8 + 52.9."""
    fee = fee_of_leading_host(DEMAND)
    plan = unit_fee_volume(DEMAND, fee)

    assert (fee, plan.volume, plan.host, plan.guest) == pytest.approx((6.0, 23, 105.8, 52.9))
    assert plan.joint == pytest.approx(158.7)
    assert plan.coordination_loss == pytest.approx(52.9)
    hosts = [unit_fee_volume(DEMAND, other).host for other in (5.9, 6.1)]
    assert max(hosts) < plan.host


def test_a_fee_capped_by_import() -> None:
    """V3. At 2.5 the guest builds 40.5; 1.1 * 40.5 + 0.1 * 40.5^2 = 44.55 + 164.025, 98.570% of the best."""
    plan = unit_fee_volume(DEMAND, fee_of_leading_host(DEMAND, cap=2.5))

    assert (plan.volume, plan.host, plan.guest) == pytest.approx((40.5, 44.55, 164.025))
    assert plan.efficiency == pytest.approx(0.98570, abs=1e-5)


def test_a_two_part_tariff_and_take_or_pay() -> None:
    """V4. Phi from 0 to 211.6 - 164.025 = 47.575; 46 owed at w <= 23.4 - 17.4 - 164.025 / 46 = 2.43424."""
    low, high = fixed_fee_range(DEMAND, outside=164.025)
    limit = take_or_pay_fee_limit(DEMAND, minimum=46, outside=164.025)
    plan = take_or_pay_volume(DEMAND, unit_fee=limit, minimum=46)

    assert (low, high) == pytest.approx((0, 47.575))
    assert limit == pytest.approx(2.43424, abs=1e-5)
    assert (plan.volume, plan.guest) == pytest.approx((46, 164.025))
    assert plan.coordination_loss == pytest.approx(0)


@given(st.floats(0.0, 12.0), st.floats(0.0, 110.0))
def test_the_response_to_take_or_pay_is_the_best_on_a_grid(fee: float, minimum: float) -> None:
    """Profit is p q - c q - w max(q, Q): the fee on the minimum is sunk."""
    profit = (28 - 0.1 * GRID - 17.4) * GRID - fee * np.maximum(GRID, minimum)
    plan = take_or_pay_volume(DEMAND, fee, minimum)

    assert plan.volume == pytest.approx(best_of(profit, GRID), abs=0.02)
    # The kink at the minimum can fall between two points of the grid.
    assert plan.guest == pytest.approx(float(profit.max()), abs=1e-3 + 0.01 * (fee + 1))


@given(st.floats(0.0, 10.0))
def test_a_fee_above_cost_always_loses_something(fee: float) -> None:
    """The loss is slope times the square of the volume that is missing."""
    plan = unit_fee_volume(DEMAND, fee)

    assert plan.coordination_loss == pytest.approx(0.1 * (46 - plan.volume) ** 2, abs=1e-9)


def test_cost_plus_settles_below_the_best_volume() -> None:
    """Fee v + 50 / q: repeated best answers from 46 end at the root, and 150 a year ends in nothing."""
    volume = 46.0
    for _ in range(500):
        volume = DEMAND.best_volume(17.4 + 1.4 + 50 / volume)
    plan = cost_plus_volume(DEMAND, fixed=50)

    assert plan.volume == pytest.approx(volume)
    assert plan.volume < 46
    assert plan.host == pytest.approx(0, abs=1e-9)
    assert plan.coordination_loss > 0
    assert cost_plus_volume(DEMAND, fixed=150).volume == 0
    # (9.2)^2 / 0.8 = 105.8 is the most fixed cost that average cost can carry.
    assert cost_plus_volume(DEMAND, fixed=105.7).volume > 22
    assert cost_plus_volume(DEMAND, fixed=105.9).volume == 0


def test_a_royalty_works_like_a_tax_on_each_vehicle() -> None:
    """0.9 p - 18.8 is greatest at (28 - 18.8 / 0.9) / 0.2; the licensor has a tenth of the sales."""
    profit = (0.9 * (28 - 0.1 * GRID) - 18.8) * GRID
    plan = licence_volume(DEMAND, royalty=0.1)

    assert plan.volume == pytest.approx(best_of(profit, GRID), abs=0.01)
    assert plan.guest == pytest.approx(float(profit.max()), abs=1e-4)
    assert plan.host == pytest.approx(0.1 * plan.price * plan.volume)
    assert plan.coordination_loss > 0


def test_a_venture_that_sells_above_cost_stacks_margins() -> None:
    """The guest sees 1.4 + 0.5 (3 - 1.4) = 2.2: its own profit plus half the venture's is greatest there."""
    profit = (28 - 0.1 * GRID - 17.4 - 3) * GRID + 0.5 * (3 - 1.4) * GRID
    plan = venture_volume(DEMAND, transfer_price=3.0, host_share=0.5)

    assert plan.volume == pytest.approx(best_of(profit, GRID), abs=0.01)
    assert plan.guest == pytest.approx(float(profit.max()), abs=1e-4)
    assert plan.host == pytest.approx(0.5 * 1.6 * plan.volume)
    assert venture_volume(DEMAND, transfer_price=1.4, host_share=0.5).coordination_loss == pytest.approx(0)


def test_a_guest_leaves_when_import_gets_cheaper() -> None:
    """V5. 15.7 + 0.2 + 1.85 = 17.75 against 16.6 without duty: nothing from year 3; the host has -25.9679."""
    contract = Contract(unit_fee=1.85)
    stream = guest_response(NO_DUTY, contract)

    assert stream.local.tolist() == [0, 20, 50, 0, 0, 0]
    assert stream.imported.tolist() == [0, 0, 0, 60, 60, 60]
    assert gains(contract, stream).by_party["host"] == pytest.approx(-25.9679, abs=1e-3)


def test_a_minimum_pays_the_host_and_keeps_the_work_only_at_a_high_rate() -> None:
    """V6. 48 * 0.45 in years 3 to 5 gives the host 18.4255; the guest builds only above 17.75 - 16.6."""
    minimum = (0, 0, 0, 48, 48, 48)
    cheap = Contract(unit_fee=1.85, minimum=minimum, shortfall_rate=0.45)
    stream = guest_response(NO_DUTY, cheap)

    assert stream.local[3:].tolist() == [0, 0, 0]
    assert gains(cheap, stream).by_party["host"] == pytest.approx(18.4255, abs=1e-3)
    assert shortfall_rate_to_build(NO_DUTY, 1.85)[3:].tolist() == pytest.approx([1.15] * 3)
    for rate, volume in ((1.14, 0), (1.16, 48)):
        dear = Contract(unit_fee=1.85, minimum=minimum, shortfall_rate=rate)
        assert guest_response(NO_DUTY, dear).local[3:].tolist() == [volume] * 3


@given(st.floats(0.0, 4.0), st.floats(0.0, 4.0), st.floats(0.0, 70.0))
def test_no_other_volume_is_better_for_the_guest(fee: float, rate: float, minimum: float) -> None:
    """Year by year, building nothing, the minimum or all: the answer is the best of the three."""
    contract = Contract(unit_fee=fee, minimum=(minimum,) * 6, shortfall_rate=rate)
    chosen = guest_response(NO_DUTY, contract).local
    for year in range(1, 6):
        plan, landed = float(NO_DUTY.local[year]), float(NO_DUTY.landed[year])

        def cost(volume: float, plan: float = plan, landed: float = landed) -> float:
            short = rate * max(minimum - volume, 0.0)
            return volume * (15.9 + fee) + (plan - volume) * landed + short

        least = min(cost(volume) for volume in (0.0, min(minimum, plan), plan))
        assert cost(float(chosen[year])) == pytest.approx(least, abs=1e-9)


def test_what_cannot_be_answered_is_refused() -> None:
    """Bands make the answer of the guest depend on the whole volume; demand must fall."""
    with pytest.raises(ValueError, match="one unit fee"):
        guest_response(R5, Contract(bands=(Band(start=0, end=float("inf"), unit_fee=1),)))
    with pytest.raises(ValueError, match="slope"):
        LinearDemand(top=28, slope=0, guest_cost=17, conversion=1)
