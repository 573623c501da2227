"""Public finance of a deal on plans: jobs, duty and support, against each other course."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.deals.public_plan import (
    BY_HOURS,
    BY_PEOPLE,
    DUTY_FREE,
    JobTaxes,
    best_rival,
    jobs_in_plan,
    public_finance_of_plans,
)
from plantshare.deals.rivals import rivals_of
from plantshare.deals.valuation import value_deal
from plantshare.methods import Limits
from plantshare.solve.restricted import Restricted
from tests.deals.toys import ROWS, changed, toy, with_shifts

RECEIPTS = 0.2 * 0.6 * 16 * 3
"""16 hours on 20,000 vehicles are 200 jobs of 1,600 hours; 60% of them at 16,000 for three years: 5.76."""


def test_each_course_has_its_account(toy_restricted: Restricted) -> None:
    """Against no deal 5.76 - 60; against the same vehicles free of duty 5.76; against Graz nothing."""
    value = value_deal(toy_restricted, "at Leipzig")
    rivals = rivals_of(toy_restricted, "at Leipzig")
    none, free, graz = public_finance_of_plans(toy_restricted, value, rivals)

    assert none.counterfactual == "the best plan without the deal"
    assert none.lines == pytest.approx({"receipts of jobs": RECEIPTS, "duty": -60.0, "support": 0.0})
    assert none.jobs[BY_HOURS] == pytest.approx({2026: 0.2, 2027: 0.2, 2028: 0.2})
    assert (list(none.jobs), none.net_high) == ([BY_HOURS], none.net)
    assert (free.counterfactual, free.net) == (DUTY_FREE, pytest.approx(RECEIPTS))
    assert graz.counterfactual == "the plan that keeps at Graz"
    assert graz.net == pytest.approx(0.0)


def test_support_is_paid_by_the_government() -> None:
    """A quarter of the 8 m of capital: the companies gain 60, the state pays 2 more."""
    grant = {"support": "grant", "payer": "state", "kind": "grant", "rate": 0.25, "options": "B Leipzig"}
    restricted = Restricted(toy(support=[grant]), Limits(gap=0.0))
    value = value_deal(restricted, "at Leipzig")
    (none, *_) = public_finance_of_plans(restricted, value, (), JobTaxes(additional_share=0.0))

    assert value.surplus[1] == pytest.approx(60.0)
    assert none.lines == pytest.approx({"receipts of jobs": 0.0, "duty": -60.0, "support": -2.0})
    assert none.net == pytest.approx(value.gains.by_party["state"])


def test_the_best_rival_is_another_deal_that_some_plan_keeps(toy_restricted: Restricted) -> None:
    """Graz, the only other; none where it cannot be kept."""
    value = value_deal(toy_restricted, "at Leipzig")
    own, other = rivals_of(toy_restricted, "at Leipzig")

    assert best_rival(value, (own, other)) is other
    assert best_rival(value, (own, replace(other, surplus=None))) is None


def test_jobs_are_crews_where_they_are_stated() -> None:
    """900 people on the only pattern of Leipzig, and as many in Graz; no deal, so no hours."""
    crewed = [row | {"crew": 900} for row in ROWS["group_patterns"]]
    plan = Restricted(toy(group_patterns=crewed), Limits(gap=0.0)).plan()

    jobs = jobs_in_plan(plan, "DE")
    assert jobs[BY_PEOPLE] == pytest.approx([1.8] * 3)
    assert jobs[BY_HOURS] == pytest.approx([0.0] * 3)


def test_a_shift_that_is_kept_counts_from_the_first_vehicle() -> None:
    """B can be built from 2027: hours are 0.2 thousand jobs in two years, the shift at Leipzig one thousand.

    Leipzig may be mothballed for nothing and costs 6 m a year on a shift of 1,000 people; A earns too little
    to keep it (30,000 at 100 each is 3 m), so that without the deal it stands still. With it the shift is
    kept in 2026 too, since to close a shift and open it again costs 10 m; those 1,000 people count from
    2027. At 9.6 m for a thousand jobs: 0.2 * 9.6 * 2 = 3.84 by hours and 19.2 by people;
    duty of 20 m is lost twice.
    """
    restricted = Restricted(toy(**with_shifts()), Limits(gap=0.0))
    value = value_deal(restricted, "at Leipzig")
    (none, *_) = public_finance_of_plans(restricted, value, ())

    assert jobs_in_plan(value.with_deal, "DE")[BY_PEOPLE] == pytest.approx([1.0, 1.0, 1.0])
    assert none.jobs[BY_HOURS] == pytest.approx({2026: 0.0, 2027: 0.2, 2028: 0.2})
    assert none.jobs[BY_PEOPLE] == pytest.approx({2026: 0.0, 2027: 1.0, 2028: 1.0})
    assert none.receipts == pytest.approx({BY_HOURS: 3.84, BY_PEOPLE: 19.2})
    assert (none.net, none.net_high) == pytest.approx((3.84 - 40.0, 19.2 - 40.0))


def test_taxes_of_jobs_must_mean_something() -> None:
    """Shares above one and no hours are refused."""
    with pytest.raises(ValueError, match="additional_share"):
        JobTaxes(additional_share=1.1)
    with pytest.raises(ValueError, match="hours_per_job"):
        JobTaxes(hours_per_job=0.0)
    assert changed("deal_terms", "at Graz", unit_fee=5)["deal_terms"][1]["unit_fee"] == 5
