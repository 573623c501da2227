"""Support: grant, relief, loan, guarantee, tariff."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.forms import Contract
from plantshare.deals.gain import gains
from plantshare.deals.payment import present_value
from plantshare.deals.support import (
    EnergyRelief,
    Grant,
    Guarantee,
    Instrument,
    Loan,
    TariffChange,
)
from plantshare.study.lending import annuity, level_repayment
from tests.deals.streams import R5

LOAN = Loan(amount=60, rate=0.04, market_rate=0.09, years=5)


def worth(instrument: Instrument, party: str = "guest") -> float:
    """Return what a party has of an instrument, m."""
    return present_value(instrument.payments(R5), party, R5.discount)


def test_a_grant_pays_a_share_of_the_capital() -> None:
    """D7. 15% of 120 is 18, from government to guest; a cap of 10 leaves 10."""
    assert worth(Grant(share=0.15)) == pytest.approx(18)
    assert worth(Grant(share=0.15), "government") == pytest.approx(-18)
    assert worth(Grant(share=0.15, cap=10)) == pytest.approx(10)
    assert worth(Grant(share=0.15, receiver="host"), "host") == pytest.approx(18)


def test_a_missed_promise_gives_part_of_the_grant_back() -> None:
    """250k built of 500k promised: half of 18 goes back in year 5, 9 * 1.1^-5 = 5.5883."""
    assert worth(Grant(share=0.15, promised=500)) == pytest.approx(18 - 5.5883, abs=1e-4)
    assert worth(Grant(share=0.15, promised=200)) == pytest.approx(18)


def test_relief_pays_for_each_megawatt_hour() -> None:
    """D7. 38 a MWh on 1 MWh is 0.038 a vehicle; times 182.8191 is 6.9471, to the host, which pays it."""
    assert worth(EnergyRelief(rate=38), "host") == pytest.approx(6.9471, abs=1e-4)


def test_a_cheap_loan_is_worth_what_a_dear_one_would_cost_more() -> None:
    """D7. 60 at 4% over five years is 13.4776 a year, worth 52.4233 at 9%: 7.5767 is given."""
    assert LOAN.repayment == pytest.approx(13.4776, abs=1e-4)
    assert LOAN.grant_equivalent == pytest.approx(7.5767, abs=1e-4)
    assert worth(LOAN) == pytest.approx(7.5767, abs=1e-4)


@given(st.floats(1.0, 500.0), st.floats(0.0, 0.2), st.integers(1, 30))
def test_a_loan_at_the_market_rate_gives_nothing(amount: float, rate: float, years: int) -> None:
    """Repayments at the market rate are worth the loan, and pay it back to the last penny."""
    assert Loan(amount=amount, rate=rate, market_rate=rate, years=years).grant_equivalent == pytest.approx(
        0, abs=1e-9 * amount
    )
    owed, repaid = amount, level_repayment(amount, rate, years)
    for _ in range(years):
        owed = owed * (1 + rate) - repaid
    assert owed == pytest.approx(0, abs=1e-7 * amount)


def test_a_guarantee_is_worth_the_interest_it_saves() -> None:
    """As the loan, 60 at 4% instead of 9%: 7.5767; a fee of 1 a year takes 3.8897 of it."""
    free = Guarantee(amount=60, guaranteed_rate=0.04, market_rate=0.09, years=5)
    paid = Guarantee(amount=60, guaranteed_rate=0.04, market_rate=0.09, years=5, fee=1)

    assert free.grant_equivalent == pytest.approx(7.5767, abs=1e-4)
    assert paid.grant_equivalent == pytest.approx(7.5767 - annuity(0.09, 5), abs=1e-4)
    assert worth(free) == pytest.approx(free.grant_equivalent)


def test_a_guarantee_costs_what_is_called() -> None:
    """100 at 5%, default 10%, half recovered: 0.1 * 0.5 * 105 / 1.03 = 5.0971; less a fee of 2 * 0.9."""
    loan = {"amount": 100, "guaranteed_rate": 0.05, "market_rate": 0.08, "years": 1, "default": 0.1}

    assert Guarantee(**loan, recovery=0.5).expected_cost(0.03) == pytest.approx(5.0971, abs=1e-4)
    assert Guarantee(**loan, recovery=0.5, fee=2).expected_cost(0.03) == pytest.approx(
        5.0971 - 1.8 / 1.03, abs=1e-4
    )
    # Two years: after half a repayment of 53.7805 is due 100 * 1.05 - 53.7805 = 51.2195, called at 0.9 * 0.1.
    two = Guarantee(amount=100, guaranteed_rate=0.05, market_rate=0.08, years=2, default=0.1)
    assert two.expected_cost(0.0) == pytest.approx(0.1 * 105 + 0.09 * 51.2195 * 1.05, abs=1e-3)


def test_a_lower_tariff_takes_the_surplus_and_the_revenue() -> None:
    """Without duty from year 3 import costs 16.6: S falls by 1.8 * 60 * 2.05525 and so does the duty lost."""
    free = TariffChange(duty=0.0, first=3).under(R5)
    change = 1.8 * 60 * (1.1**-3 + 1.1**-4 + 1.1**-5)

    assert free.duty.tolist() == pytest.approx([0, 1.8, 1.8, 0, 0, 0])
    assert R5.integrated_gain() - free.integrated_gain() == pytest.approx(change)
    lost = [gains(Contract(), stream).by_party["government"] for stream in (R5, free)]
    assert lost[1] - lost[0] == pytest.approx(change)


def test_support_without_sense_is_refused() -> None:
    """15 for 15%, negative relief, loans without years, probabilities above one."""
    with pytest.raises(ValueError, match="grant-above-one"):
        Grant(share=15)
    with pytest.raises(ValueError, match="cap"):
        Grant(share=0.1, cap=-1)
    with pytest.raises(ValueError, match="rate"):
        EnergyRelief(rate=-1)
    with pytest.raises(ValueError, match="at least one year"):
        Loan(amount=60, rate=0.04, market_rate=0.09, years=0)
    with pytest.raises(ValueError, match="at least one year"):
        Guarantee(amount=60, guaranteed_rate=0.04, market_rate=0.09, years=0)
    with pytest.raises(ValueError, match="default and recovery"):
        Guarantee(amount=60, guaranteed_rate=0.04, market_rate=0.09, years=1, default=2)
