"""Discount rates of companies: stated, or assumed and marked as such."""

from __future__ import annotations

from plantshare.deals.own_rates import OwnRate, own_rates
from tests.deals.toys import ROWS, changed, toy


def test_a_rate_that_nobody_states_is_marked() -> None:
    """Ada states 12%, which is kept; Bo, Cy and the state leave the cell empty: 9% is assumed."""
    study = toy(**changed("companies", "Ada", discount_rate=0.12))

    assert own_rates(study)[0] == OwnRate(company="Ada", rate=0.12, is_assumed=False)
    assert [(one.rate, one.is_assumed) for one in own_rates(study)[1:]] == [(0.09, True)] * 3


def test_a_stated_rate_may_be_the_usual_one() -> None:
    """9% written into the cell is a statement; without the column every rate is assumed."""
    rows = [row | {"discount_rate": 0.09} for row in ROWS["companies"]]

    assert not any(one.is_assumed for one in own_rates(toy(companies=rows)))
    assert all(one.is_assumed for one in own_rates(toy()))
