"""Net public finance, and whether support changes anything."""

from __future__ import annotations

import pytest
from hypothesis import given

from plantshare.deals.forms import Contract
from plantshare.deals.gain import gains
from plantshare.deals.public import Receipts, duty_lost, is_additional, public_finance
from plantshare.deals.stream import Stream
from plantshare.deals.support import EnergyRelief, Grant, Loan
from tests.deals.streams import R5, streams

SUPPORT = (
    Grant(share=0.15),
    EnergyRelief(rate=38),
    Loan(amount=60, rate=0.04, market_rate=0.09, years=5),
)
RECEIPTS = Receipts(jobs=1.8, additional_share=0.6, per_job=16)


def test_the_balance_of_the_state_against_two_counterfactuals() -> None:
    """D7. 65.5048 - 329.0744 - 18 - 6.9471 - 7.5767 = -296.0935; against a duty-free import +32.9809."""
    counterfactuals = {"import": duty_lost(R5), "duty-free Spain": 0.0}
    against_import, against_spain = public_finance(R5, SUPPORT, RECEIPTS, counterfactuals)

    assert RECEIPTS.yearly == pytest.approx(17.28)
    assert against_import.lines["receipts of jobs"] == pytest.approx(65.5048, abs=1e-4)
    assert against_import.lines["duty lost"] == pytest.approx(-329.0744, abs=1e-4)
    assert against_import.net == pytest.approx(-296.0935, abs=1e-3)
    assert (against_spain.counterfactual, against_spain.net) == (
        "duty-free Spain",
        pytest.approx(32.9809, abs=1e-3),
    )


def test_the_counterfactual_of_the_stream_is_the_default() -> None:
    """Then all duty on the replaced imports is lost, and it is named."""
    (only,) = public_finance(R5, (), RECEIPTS)

    assert only.counterfactual == "import, line idle"
    assert only.net == pytest.approx(65.5048 - 329.0744, abs=1e-3)


def test_two_instruments_of_one_kind_add_up() -> None:
    """15% and 5% are 24."""
    (only,) = public_finance(R5, (Grant(share=0.15), Grant(share=0.05)), RECEIPTS)

    assert only.lines["grant"] == pytest.approx(-24)


@given(streams())
def test_duty_lost_is_what_the_government_misses_in_a_deal(stream: Stream) -> None:
    """Invariant 15 again, from the side of the state."""
    lost = -gains(Contract(), stream).by_party["government"]

    assert duty_lost(stream) == pytest.approx(lost, abs=1e-6)


def test_support_is_additional_only_where_the_surplus_is_negative_without_it() -> None:
    """R5 is worth 58.4 without support: a windfall. Bounds on both sides of zero tell nothing."""
    surplus = R5.integrated_gain()

    assert is_additional((surplus, surplus)) == "windfall"
    assert is_additional((-5.0, -1.0)) == "additional"
    assert is_additional((-5.0, 1.0)) == "cannot be told"
    with pytest.raises(ValueError, match="lies above"):
        is_additional((1.0, -1.0))


def test_a_share_of_jobs_is_a_share() -> None:
    """60% is 0.6."""
    with pytest.raises(ValueError, match="additional_share"):
        Receipts(jobs=1.8, additional_share=60, per_job=16)
