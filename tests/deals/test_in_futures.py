"""A deal in futures: gains of held plans by hand on the toy, whose volumes are 0.5 to 1.3 of the plan."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.deals.accepted import range_under_risk
from plantshare.deals.answer import DealAnswer
from plantshare.deals.forms import Contract
from plantshare.deals.in_futures import (
    DealInFutures,
    forms_in_futures,
    gain_in_futures,
    in_futures,
    party_risks,
    terms_in_futures,
)
from plantshare.deals.risk import Aversion
from plantshare.deals.valuation import value_deal
from plantshare.methods import Limits
from plantshare.solve import evaluate
from plantshare.solve.restricted import Restricted
from tests.deals.conftest import FACTORS, in_four_futures
from tests.deals.toys import ROWS, changed, toy

VOLUME = 60.0 * np.array(FACTORS)


def test_gains_follow_the_volume_of_each_future(dear_futures: DealInFutures) -> None:
    """At 1,300 Ada gains 900 a vehicle, Bo 200 a vehicle less its 8 m of capital; the state loses 1,000."""
    assert gain_in_futures(dear_futures, "Ada") == pytest.approx(0.9 * VOLUME)
    assert gain_in_futures(dear_futures, "Bo") == pytest.approx(0.2 * VOLUME - 8.0)
    assert gain_in_futures(dear_futures, "state") == pytest.approx(-1.0 * VOLUME)
    dearer = Contract(unit_fee=1.4)
    assert gain_in_futures(dear_futures, "Bo", dearer) == pytest.approx(0.1 * VOLUME - 8.0)


def test_gains_are_the_differences_of_held_plans(dear_futures: DealInFutures) -> None:
    """Oracle: both plans held in the same futures by the command on risk, company by company."""
    value, drawn = dear_futures.value, dear_futures.study
    with_deal, without = (evaluate(plan, drawn).npv for plan in (value.with_deal, value.without))

    for company in ("Ada", "Bo", "Cy"):
        expected = (with_deal - without).sel(company=company).values
        assert gain_in_futures(dear_futures, company) == pytest.approx(expected, abs=1e-6)


def test_a_party_walks_where_it_loses(dear_futures: DealInFutures) -> None:
    """Bo gains -2, 2.8, 5.2 and 7.6: it walks in one future of four, which is the one of weak demand."""
    risks = {risk.party: risk for risk in party_risks(dear_futures, Aversion())}
    bo = risks["Bo"]

    assert bo.gain.mean == pytest.approx(3.4)
    assert bo.gain.tail_mean == pytest.approx(-2.0)
    assert bo.gain.certainty_equivalent == pytest.approx(0.5 * 3.4 - 0.5 * 2.0)
    assert bo.gain.loss_probability == pytest.approx(0.25)
    assert bo.walks["strong demand"] == 0.0
    assert bo.walks["weak demand"] > 0.0
    assert "Cy" not in risks


def test_ranges_shrink_where_both_mind_bad_cases(
    dear_futures: DealInFutures, dear_answer: DealAnswer
) -> None:
    """Neutral: 60 * 0.95 (1.5 - w) = 8. Averse: mean and worst quarter by half, 60 * 0.725."""
    neutral = range_under_risk(terms_in_futures(dear_futures, "unit_fee"), {})

    assert (neutral.low, neutral.high) == pytest.approx((0.4, 1.5 - 8 / 57))
    averse = next(found for found in dear_answer.averse_ranges if found.term == "unit_fee")
    assert (averse.low, averse.high) == pytest.approx((0.4, 1.5 - 8 / (60 * 0.725)))


def test_a_fee_with_an_index_follows_each_future() -> None:
    """An empty fee is the host's cost in that future, so that Ada gains nothing anywhere."""
    study = toy(**changed("deal_terms", "at Leipzig", unit_fee=None, minimum=0))
    restricted = Restricted(study, Limits(gap=0.0))
    value = value_deal(restricted, "at Leipzig")
    futures = in_futures(value, in_four_futures(study))

    assert gain_in_futures(futures, "Ada") == pytest.approx(np.zeros(4), abs=1e-9)
    assert len(forms_in_futures(value, futures.study, futures.streams)) == 4
    assert ROWS["deal_terms"][0]["unit_fee"] == 1_000
