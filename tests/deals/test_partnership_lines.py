"""Every form of deal in the plan: its statement, its check, its objective and its value are one amount.

The toy: 20,000 of B a year for three years at 3,000. Imported one leaves 1,500; built at Leipzig, at a cost
of 400, it leaves 2,600, after 8 m of capital: 148 m against 90, a gain of 58.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from plantshare.deals.valuation import DealValue, deal_statement, value_deal
from plantshare.errors import InfeasibleError
from plantshare.methods import Limits
from plantshare.results.checker import check_result
from plantshare.solve.restricted import Restricted
from plantshare.study import Study
from plantshare.study.parties import coalition
from tests.deals.toys import ROWS, toy_in_form

EXACT = Limits(gap=0.0, seconds=60)
DEAL = "at Leipzig"

LICENCE = {"royalty": 0.05, "upfront": 4, "kit_margin": 100, "technical_support": 2}
CASES: dict[str, tuple[str, dict[str, Any], float, float]] = {
    # 5% of 180 is 9, margin 6, upfront 4; the licensor helps for 6: the licensee has 148 - 19.
    "licence of the guest's design": ("licence", LICENCE, 129.0, -77.0),
    "licence of the host's name": ("licence", {**LICENCE, "licensee": "guest"}, 13.0, 39.0),
    "purchase of the plant": ("acquisition", {"price": 20, "liabilities": 3}, 23.0, 35.0),
    "purchase of a hall": ("hall", {"price": 5, "service_fee": 3, "service_cost": 2}, 8.0, 44.0),
    # The guest alone gains 12 by a plant that is worth 12 to it in the end.
    "plant with a value": ("acquisition", {"price": 20, "liabilities": 3, "terminal_value": 12}, 23.0, 47.0),
    "hall with a value": ("hall", {"price": 5, "terminal_value": 4.5}, 5.0, 57.5),
    "lease": ("lease", {"rent": 4}, 12.0, 46.0),
    # The venture earns 60 (1.2 - 0.1 - 0.4) - 3 = 39 and takes 8 of capital: half of 31 and a rent of 3.
    "venture": ("joint_venture", {"transfer_price": 1_200, "kit_margin": 100, "rent": 1}, 18.5, 39.5),
    "kit": ("kit", {"unit_fee": 900}, 30.0, 28.0),
}
"""Form, terms, and what Ada and Bo gain."""


def valued(study: Study) -> DealValue:
    """Return the value of the deal, once statement, objective, check and gains are found to agree."""
    value = value_deal(Restricted(study, EXACT), DEAL)
    with_deal, without = value.with_deal.npv(), value.without.npv()
    for company in coalition(study):
        change = with_deal.get(company, 0.0) - without.get(company, 0.0)
        assert value.gains.by_party.get(company, 0.0) == pytest.approx(change, abs=1e-9)
    assert value.gains.companies == pytest.approx(value.surplus[1], abs=1e-9)
    assert value.own_costs == pytest.approx(0.0, abs=1e-9)
    audit = check_result(value.with_deal)
    assert audit.failures == ()
    return value


@pytest.mark.parametrize("case", CASES)
def test_the_statement_of_the_plan_is_that_of_the_form(case: str) -> None:
    """Both companies gain by their statements what the form says, kind by kind for what is paid under it."""
    form, terms, ada, bo = CASES[case]
    value = valued(toy_in_form(form, terms))

    assert value.gains.by_party["Ada"] == pytest.approx(ada)
    assert value.gains.by_party["Bo"] == pytest.approx(bo)
    stated = value.with_deal.statement().amount
    for (party, kind), amount in deal_statement(value).items():
        if kind in ("royalty", "kit margin", "upfront", "technical support", "purchase price", "liabilities",
                    "terminal value", "service fee", "site services", "rent", "transfer price"):  # fmt: skip
            assert stated[party, kind] == pytest.approx(amount), (party, kind)


@pytest.mark.parametrize("case", CASES)
def test_the_check_finds_money_that_the_form_does_not_ask_for(case: str) -> None:
    """Every amount of the host a thousandth too high is a fault, in each form."""
    form, terms, *_ = CASES[case]
    plan = value_deal(Restricted(toy_in_form(form, terms), EXACT), DEAL).with_deal
    money = plan.money
    touched = (money.payee == "Ada") & (money.payer == "Bo") | (money.payee == "Bo") & (money.payer == "Ada")
    assert touched.any()

    for kind in money.kind[touched].unique():
        amount = money.amount.where(~(touched & (money.kind == kind)), money.amount * 1.001)
        failures = check_result(replace(plan, money=money.assign(amount=amount))).failures
        assert any(f"money: {kind}" in failure for failure in failures), kind


def test_help_that_costs_more_than_the_deal_brings_is_known_to_the_plan() -> None:
    """19 m a year for three years are 57 of the 58: signed. At 20 m the plan leaves it."""
    dear, dearer = (
        value_deal(Restricted(toy_in_form("licence", {"technical_support": cost}), EXACT), DEAL)
        for cost in (19, 20)
    )

    assert (dear.is_signed, dearer.is_signed) == (True, False)
    assert dear.surplus[1] == pytest.approx(1.0)
    assert dear.known_costs == pytest.approx(57.0)
    assert dearer.gains.companies == pytest.approx(-2.0)


def test_the_plan_pays_the_duty_of_the_ruling() -> None:
    """A kit of 500: a tenth is duty if customs takes it for a vehicle, 3 m on 60,000; 0.9 m if for parts.

    Without a duty in the deal the parts duty of the option stands, 25 a vehicle or 1.5 m.
    """
    options = [
        {**row, "parts_cost": 500, "parts_duty": 25} if row["option"] == "B Leipzig" else row
        for row in ROWS["options"]
    ]
    gained = {}
    for ruling, duties in (
        ("vehicle", {"duty_as_vehicle": 0.1, "duty_as_parts": 0.03}),
        ("parts", {"duty_as_vehicle": 0.1, "duty_as_parts": 0.03}),
        ("unstated", {}),
    ):
        word = {} if ruling == "unstated" else {"customs_ruling": ruling}
        value = valued(toy_in_form("kit", {"unit_fee": 900, **word, **duties}, options=options))
        gained[ruling] = value.gains.by_party
        assert value.surplus[1] == pytest.approx(value.gains.companies)

    assert gained["vehicle"]["Bo"] == pytest.approx(28.0 - 30.0 - 3.0)
    assert gained["parts"]["Bo"] == pytest.approx(28.0 - 30.0 - 0.9)
    assert gained["unstated"]["Bo"] == pytest.approx(28.0 - 30.0 - 1.5)
    assert gained["vehicle"]["state"] == pytest.approx(-60.0 + 3.0)


def test_capital_counts_against_the_budget_of_whoever_pays_it() -> None:
    """8 m: the guest's in a contract, less the host's quarter; the licensee's; of each owner its half."""

    def is_possible(form: str, terms: Mapping[str, Any], budgets: Mapping[str, float]) -> bool:
        companies = [
            {**row, "capex_budget": budgets[row["company"]]} if row["company"] in budgets else row
            for row in ROWS["companies"]
        ]
        try:
            plan = (
                Restricted(toy_in_form(form, terms, companies=companies), EXACT)
                .plan(kept=[DEAL])
                .require_plan()
            )
        except InfeasibleError:
            return False
        assert check_result(plan).failures == ()
        return True

    quarter = {"unit_fee": 900, "host_capex_share": 0.25}
    assert is_possible("contract", quarter, {"Bo": 6, "Ada": 2})
    assert not is_possible("contract", quarter, {"Bo": 5.9})
    assert not is_possible("contract", quarter, {"Ada": 1.9})
    assert is_possible("licence", LICENCE, {"Bo": 0, "Ada": 8})
    assert not is_possible("licence", LICENCE, {"Ada": 7.9})
    assert is_possible("joint_venture", {}, {"Bo": 4, "Ada": 4})
    assert not is_possible("joint_venture", {}, {"Bo": 3.9})


def test_a_grant_goes_to_whoever_pays_the_capital_and_relief_to_whoever_pays_the_energy() -> None:
    """A quarter of 8 m is 2; a relief of 50 a MWh on 1 MWh is 3 m on 60,000: by halves in a venture."""
    support = [
        {"support": "grant", "payer": "state", "kind": "grant", "rate": 0.25, "options": "B Leipzig"},
        {"support": "relief", "payer": "state", "kind": "relief", "rate": 50, "options": "B Leipzig"},
    ]
    options = [
        {**row, "electricity": 1.0} if row["option"] == "B Leipzig" else row for row in ROWS["options"]
    ]
    found = {}
    for form, terms in (("contract", {"unit_fee": 900}), ("lease", {"rent": 4}), ("joint_venture", {})):
        value = valued(toy_in_form(form, terms, support=support, options=options))
        stated = value.with_deal.statement().amount
        found[form] = {party: stated.get((party, "support"), 0.0) for party in ("Ada", "Bo", "state")}

    assert found["contract"] == pytest.approx({"Ada": 3.0, "Bo": 2.0, "state": -5.0})
    assert found["lease"] == pytest.approx({"Ada": 0.0, "Bo": 5.0, "state": -5.0})
    assert found["joint_venture"] == pytest.approx({"Ada": 2.5, "Bo": 2.5, "state": -5.0})


def test_fees_stated_for_another_form_move_nothing() -> None:
    """A lease with a unit fee, a fixed fee and a rate for shortfalls: the rent is all that is paid."""
    stray = {"rent": 4, "unit_fee": 900, "fixed_fee": 5, "shortfall_rate": 100, "host_capex_share": 0.5}
    value = valued(toy_in_form("lease", stray))

    assert value.gains.by_party["Ada"] == pytest.approx(12.0)
