"""Contract build on the reference programme, with every clause."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.forms import Band, Contract, FeeIndex, band_volumes
from plantshare.deals.gain import driver_form, gains
from plantshare.deals.range import term_range
from tests.deals.streams import R5

ENDLESS = float("inf")
BANDS = (Band(start=0, end=40, unit_fee=1.95), Band(start=40, end=ENDLESS, unit_fee=1.60))


def host_and_guest(form: Contract, factor: float = 1.0) -> tuple[float, float]:
    """Return the gains of both sides on the reference programme."""
    found = gains(form, R5.with_volume(factor)).by_party
    return found["host"], found["guest"]


def test_a_unit_fee_divides_the_surplus() -> None:
    """D1. Host (1.85 - 1.4) 182.8191 - 6 * 3.790787 - 30 = 29.5239; guest the rest of 58.3563."""
    assert host_and_guest(Contract(unit_fee=1.85)) == pytest.approx((29.5239, 28.8324), abs=1e-3)


def test_the_range_of_the_fee_is_the_surplus_over_the_volume() -> None:
    """D1. (1.4 Qpv + 6 A + 30) / Qpv = 1.68851; (2.5 Qpv - 90) / Qpv = 2.00771; width 58.3563 / 182.8191."""
    found = term_range(Contract(), R5, "unit_fee")

    assert (found.low, found.high, found.width) == pytest.approx((1.68851, 2.00771, 0.31920), abs=1e-5)
    assert found.worth == pytest.approx(58.3563, abs=1e-3)
    assert found.unit == "k/vehicle"


def test_a_two_part_fee() -> None:
    """D1b. 1.60 a vehicle and 10 a year: host 0.2 * 182.8191 + 4 * 3.790787 - 30 = 21.7270."""
    assert host_and_guest(Contract(unit_fee=1.60, fixed_fee=10)) == pytest.approx(
        (21.7270, 36.6293), abs=1e-3
    )


def test_bands_make_the_fee_fall_with_volume() -> None:
    """D1c. 20 * 1.95 = 39; 40 * 1.95 + 10 * 1.6 = 94; 78 + 32 = 110 three times; present value 339.2179."""
    fees = Contract(bands=BANDS).volume_fees(R5)

    assert fees.tolist() == pytest.approx([0, 39, 94, 110, 110, 110])
    assert R5.present(fees) == pytest.approx(339.2179, abs=1e-3)
    assert host_and_guest(Contract(bands=BANDS)) == pytest.approx((30.5265, 27.8298), abs=1e-3)


def test_the_fee_of_each_band_has_the_volume_inside_as_driver() -> None:
    """A band fee one higher moves the present value of the vehicles inside it from guest to host."""
    before = host_and_guest(Contract(bands=BANDS))
    for number, volumes in enumerate(band_volumes(R5.local, BANDS)):
        dearer = tuple(
            replace(band, unit_fee=band.unit_fee + (place == number)) for place, band in enumerate(BANDS)
        )
        after = host_and_guest(Contract(bands=dearer))

        assert after[0] - before[0] == pytest.approx(R5.present(volumes))
        assert after[1] - before[1] == pytest.approx(-R5.present(volumes))


def test_a_shortfall_hits_the_host_without_a_minimum_and_the_guest_with_one() -> None:
    """D1d. Volumes times 0.6; then 80% of the plan is owed at 0.45: 0.45 * 0.2 * 182.8191 = 16.4537 moves."""
    minimum = tuple(0.8 * R5.local)
    plain, promised = (
        Contract(unit_fee=1.85),
        Contract(unit_fee=1.85, minimum=minimum, shortfall_rate=0.45),
    )

    assert host_and_guest(plain, 0.6) == pytest.approx((-3.3836, -18.7005), abs=1e-3)
    assert host_and_guest(promised, 0.6) == pytest.approx((13.0702, -35.1543), abs=1e-3)


def test_an_index_follows_wage_and_energy() -> None:
    """D1e. 1.85 (0.5 * 1.03^2 + 0.1 * 1.2 + 0.4) = 1.943333, and the payment is that times the volume."""
    factor = FeeIndex(labour_weight=0.5, energy_weight=0.1).factor(1.03**2, 1.2)
    fees = Contract(unit_fee=1.85, fee_index=(1, 1, factor, 1, 1, 1)).volume_fees(R5)

    assert 1.85 * factor == pytest.approx(1.943333, abs=1e-6)
    assert fees[2] == pytest.approx(50 * 1.943333, abs=1e-4)


def test_a_share_of_the_tooling_moves_capital() -> None:
    """A third of the guest's 90: 30 less for the host and 30 more for the guest."""
    plain = host_and_guest(Contract(unit_fee=1.85))
    shared = host_and_guest(Contract(unit_fee=1.85, host_capex_share=1 / 3))

    assert shared[0] - plain[0] == pytest.approx(-30)
    assert shared[1] - plain[1] == pytest.approx(30)


def test_drivers_are_volume_years_and_shortfall() -> None:
    """Qpv for w, A for Phi, PV of (Qmin - q)+ for kappa, PV of KG for the share; opposite for the guest."""
    form = driver_form(Contract(minimum=tuple(1.25 * R5.local)), R5)
    expected = (182.8191, 3.790787, 0.25 * 182.8191, -90.0)

    assert form.terms == ("unit_fee", "fixed_fee", "shortfall_rate", "host_capex_share")
    assert form.drivers["host"] == pytest.approx(expected, abs=1e-4)
    assert form.drivers["guest"] == pytest.approx([-value for value in expected], abs=1e-4)
    assert form.constant["host"] == pytest.approx(-1.4 * 182.8191 - 6 * 3.790787 - 30, abs=1e-3)
    assert form.gain("host", (1.85, 0, 0, 0)) == pytest.approx(29.5239, abs=1e-3)


@given(st.floats(0.0, 2.0), st.floats(0.0, 2.0))
def test_the_shortfall_payment_is_piecewise_in_the_minimum(low: float, step: float) -> None:
    """Below the volume a minimum costs nothing; above it each vehicle costs kappa; it is convex."""

    def paid(share: float) -> float:
        minimum = tuple(share * R5.local)
        return (
            host_and_guest(Contract(minimum=minimum, shortfall_rate=1.0))[0] - host_and_guest(Contract())[0]
        )

    high = low + step
    assert paid(low) == pytest.approx(max(low - 1.0, 0.0) * 182.8191, abs=1e-3)
    assert paid((low + high) / 2) <= (paid(low) + paid(high)) / 2 + 1e-9


@given(st.lists(st.floats(0.5, 50.0), min_size=1, max_size=5), st.floats(0.0, 300.0))
def test_bands_hold_each_vehicle_once(widths: list[float], volume: float) -> None:
    """Volumes of all bands add up to the volume of the year, and a band never holds more than its width."""
    ends = [*np.cumsum(widths).tolist(), ENDLESS]
    starts = [0.0, *ends[:-1]]
    bands = [Band(start=a, end=b, unit_fee=1.0) for a, b in zip(starts, ends, strict=True)]
    inside = band_volumes(np.array([volume]), bands)[:, 0]

    assert inside.sum() == pytest.approx(volume)
    assert all(0 <= part <= band.end - band.start for part, band in zip(inside, bands, strict=True))


@pytest.mark.parametrize(
    ("bands", "code"),
    [
        ((Band(start=10, end=ENDLESS, unit_fee=1),), "band-gap"),
        ((Band(start=0, end=40, unit_fee=1),), "band-gap"),
        ((Band(start=0, end=40, unit_fee=1), Band(start=50, end=ENDLESS, unit_fee=1)), "band-gap"),
        ((Band(start=0, end=40, unit_fee=1), Band(start=30, end=ENDLESS, unit_fee=1)), "band-gap"),
        ((Band(start=0, end=0, unit_fee=1), Band(start=0, end=ENDLESS, unit_fee=1)), "band-gap"),
        ((Band(start=0, end=ENDLESS, unit_fee=-1),), "number-low"),
    ],
)
def test_bands_without_sense_are_refused(bands: tuple[Band, ...], code: str) -> None:
    """Late start, early end, gap, overlap, empty band, negative fee."""
    with pytest.raises(ValueError, match=rf"\[{code}\]"):
        Contract(bands=bands)


def test_other_terms_without_sense_are_refused() -> None:
    """Fee beside bands, fee below zero, share above one, weights above one, minimum of the wrong length."""
    with pytest.raises(ValueError, match="fee-beside-bands"):
        Contract(unit_fee=1, bands=BANDS)
    with pytest.raises(ValueError, match="unit_fee must be at least 0"):
        Contract(unit_fee=-1)
    with pytest.raises(ValueError, match="host_capex_share must be at most 1"):
        Contract(host_capex_share=1.2)
    with pytest.raises(ValueError, match="index-above-one"):
        FeeIndex(labour_weight=0.7, energy_weight=0.4)
    with pytest.raises(ValueError, match="2 numbers were given for 6 periods"):
        Contract(minimum=(1, 2)).payments(R5)
