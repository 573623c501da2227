"""The stream of a programme: its figures, its bounds, and how money lines fill it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.forms import Contract
from plantshare.deals.gain import gains
from plantshare.deals.stream import Stream, stream_of_amounts
from tests.deals.streams import R5, streams


def test_the_reference_programme() -> None:
    """Qpv 182.8191, A 3.790787, S 58.3563; without the idle cost avoided S is 6 A = 22.7447 less."""
    assert R5.present_volume == pytest.approx(182.8191, abs=1e-4)
    assert R5.present_years == pytest.approx(3.790787, abs=1e-6)
    assert R5.integrated_gain() == pytest.approx(58.3563, abs=1e-4)
    assert replace(R5, idle=0.0 * R5.idle).integrated_gain() == pytest.approx(35.6116, abs=1e-4)


@pytest.mark.parametrize(("idle", "rate"), [(6.0, 0.24699), (0.0, 0.19114)])
def test_the_return_of_the_project(idle: float, rate: float) -> None:
    """At 24.699% with the idle cost avoided, and at 19.114% without, the surplus is gone."""
    at_return = replace(R5, idle=idle * R5.runs, discount=(1 + rate) ** -np.arange(6.0))

    assert at_return.integrated_gain() == pytest.approx(0.0, abs=2e-3)


@given(streams())
def test_an_array_has_one_number_for_each_period_and_cannot_be_changed(stream: Stream) -> None:
    """A single zero is spread over all periods; writing into an array fails."""
    assert stream.hours.shape == stream.local.shape == (len(stream.years),)
    with pytest.raises(ValueError, match="read-only"):
        stream.local[0] = 1.0


def test_a_stream_refuses_what_means_nothing() -> None:
    """Volumes below zero, missing numbers, a party twice, and a party without name."""
    with pytest.raises(ValueError, match="local must not lie below 0"):
        replace(R5, local=-R5.local)
    with pytest.raises(ValueError, match="price must be finite"):
        replace(R5, price=np.full(6, np.nan))
    for names in ({"guest": "host"}, {"guest": ""}, {"government": "guest"}):
        with pytest.raises(ValueError, match="deal-without-party"):
            replace(R5, **names)


def filled(lines: Stream) -> Stream:
    """Return a stream made from the money of another, kind by kind, as a result would state it."""
    local, without = lines.local, lines.imported_without
    built = {
        "revenue": lines.price * local, "selling": lines.selling * local, "parts": lines.parts * local,
        "labour": 0.75 * lines.conversion * local, "energy": 0.25 * lines.conversion * local,
        "freight": lines.outbound * local,
    }  # fmt: skip
    bought = {
        "parts": lines.ex_works * without, "freight": lines.freight * without, "duty": lines.duty * without,
        "pipeline": lines.pipeline * without,
    }  # fmt: skip
    lump = {
        "fixed": lines.fixed, "idle": lines.idle, "guest_capital": lines.guest_capital,
        "host_capital": lines.host_capital,
    }  # fmt: skip
    return stream_of_amounts(
        years=lines.years, discount=lines.discount, local=local, imported=lines.imported,
        imported_without=without, built=built, bought=bought, lump=lump, host="Ashford", guest="Wuhu",
        government="state", counterfactual="plan without the deal",
    )  # fmt: skip


def test_money_lines_of_a_result_fill_a_stream() -> None:
    """The reference programme as sums of money gives the same surplus and the same gains."""
    stream = filled(R5)

    assert stream.integrated_gain() == pytest.approx(58.3563, abs=1e-4)
    assert gains(Contract(unit_fee=1.85), stream).by_party["Ashford"] == pytest.approx(29.5239, abs=1e-4)
    assert stream.runs.tolist() == [0, 1, 1, 1, 1, 1]
    assert stream.counterfactual == "plan without the deal"


def test_money_that_fits_no_rate_is_refused() -> None:
    """An unknown kind, an unknown lump sum, and money in a period without volume."""
    fixed = {
        "years": R5.years, "discount": R5.discount, "local": R5.local, "imported": R5.imported,
        "imported_without": R5.imported_without, "host": "a", "guest": "b", "government": "c",
        "counterfactual": "none",
    }  # fmt: skip
    with pytest.raises(ValueError, match=r"no rate .* \['bribes'\]"):
        stream_of_amounts(built={"bribes": R5.local}, bought={}, lump={}, **fixed)
    with pytest.raises(ValueError, match=r"no lump sum \['gift'\]"):
        stream_of_amounts(built={}, bought={}, lump={"gift": R5.local}, **fixed)
    with pytest.raises(ValueError, match="price: 5 m in a period without volume"):
        stream_of_amounts(built={"revenue": np.full(6, 5.0)}, bought={}, lump={}, **fixed)


@given(streams(), st.floats(0.1, 3.0))
def test_volume_scales_what_moves_with_it(stream: Stream, factor: float) -> None:
    """S(f) = f (S(1) - fixed) + fixed, where fixed is the gain at no volume."""
    none = stream.with_volume(0.0).integrated_gain()
    expected = factor * (stream.integrated_gain() - none) + none

    assert stream.with_volume(factor).integrated_gain() == pytest.approx(expected, abs=1e-6)
