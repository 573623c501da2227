"""Loans, guarantees and tariff changes of a study: one amount in plan, check, statement, deal and state.

The toy: 20,000 of B a year for three years at 3,000. Imported one leaves 1,500 after a duty of 1,000; built
at Leipzig it leaves 2,600, after 8 m of capital: a gain of 58, and 60 of duty that the state loses.

A loan of 60 at 4% in place of 9%, repaid in five equal amounts of 13.4776, is worth 7.5767 (domain D7), so
one of 6 is worth 0.75767.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plantshare.deals.hurdles.inputs import support_inputs
from plantshare.deals.on_plan import programme
from plantshare.deals.public_plan import JobTaxes, public_finance_of_plans
from plantshare.deals.valuation import DealValue, value_deal
from plantshare.methods import Limits
from plantshare.results.checker import check_result
from plantshare.solve.restricted import Restricted
from plantshare.study import Study
from plantshare.study.parties import coalition
from tests.deals.toys import ROWS, changed, toy, toy_in_form

DEAL = "at Leipzig"
LOAN: dict[str, Any] = {
    "support": "credit", "payer": "state", "kind": "loan", "options": "B Leipzig",
    "amount": 6, "interest_rate": 0.04, "market_rate": 0.09, "years": 5,
}  # fmt: skip
TARIFF: dict[str, Any] = {
    "support": "border", "payer": "state", "kind": "tariff", "country": "CN", "rate": 0.2,
}  # fmt: skip
WORTH = 0.75767


def valued(study: Study) -> tuple[Restricted, DealValue]:
    """Return the value of the deal, once plan, check, statements and gains are found to agree."""
    restricted = Restricted(study, Limits(gap=0.0, seconds=60))
    value = value_deal(restricted, DEAL)
    with_deal, without = value.with_deal.npv(), value.without.npv()
    for company in coalition(study):
        change = with_deal.get(company, 0.0) - without.get(company, 0.0)
        assert value.gains.by_party.get(company, 0.0) == pytest.approx(change, abs=1e-9)
    assert value.gains.companies == pytest.approx(value.surplus[1], abs=1e-9)
    for plan in (value.with_deal, value.without):
        assert check_result(plan).failures == ()
    return restricted, value


def state_gains(restricted: Restricted, value: DealValue) -> dict[str, float]:
    """Return the lines of the state's account against the plan without the deal, without taxes of jobs."""
    (account, *_) = public_finance_of_plans(restricted, value, (), JobTaxes(additional_share=0.0))
    assert account.net == pytest.approx(value.gains.by_party["state"])
    return {name: account.lines[name] for name in ("duty", "support")}


def test_a_loan_is_worth_its_grant_equivalent() -> None:
    """The companies gain 58.75767, all of it more at Bo, who pays the capital; the state gives 0.75767."""
    restricted, value = valued(toy(support=[LOAN]))

    assert value.surplus[1] == pytest.approx(58 + WORTH, abs=1e-5)
    assert value.gains.by_party["Bo"] == pytest.approx(22 + WORTH, abs=1e-5)
    assert state_gains(restricted, value) == pytest.approx({"duty": -60, "support": -WORTH}, abs=1e-5)
    stated = value.with_deal.statement().amount
    assert stated["Bo", "support"] == pytest.approx(WORTH, abs=1e-5)
    assert stated["state", "support"] == pytest.approx(-WORTH, abs=1e-5)


def test_a_guarantee_is_worth_the_interest_that_it_spares_less_its_fee() -> None:
    """The bank asks 4%: as the loan, less a fee of 0.1 a year, of which 9% leave 0.38897."""
    _, value = valued(toy(support=[LOAN | {"kind": "guarantee", "fee": 0.1}]))

    assert value.surplus[1] == pytest.approx(58 + WORTH - 0.38897, abs=1e-5)


def test_a_loan_without_interest() -> None:
    """6 m repaid by 3 and 3, where the market asks 25%: 6 - 3 (0.8 + 0.64) = 1.68."""
    _, value = valued(toy(support=[LOAN | {"interest_rate": 0, "market_rate": 0.25, "years": 2}]))

    assert value.surplus[1] == pytest.approx(58 + 1.68)


def test_a_loan_falls_into_years_as_capital_does_and_only_its_years_count() -> None:
    """60% of the capital a year before the start and 40% with it; up to 2026 the loan is worth 60%."""
    options = [
        {**row, "lead_years": 1, "capex_profile": "spread"} if row["option"] == "B Leipzig" else row
        for row in ROWS["options"]
    ]
    profile = [
        {"profile": "spread", "years_before": 1, "share": 0.6},
        {"profile": "spread", "years_before": 0, "share": 0.4},
    ]
    tables = {"options": options, "capex_profiles": profile}
    whole, early = (valued(toy(**tables, support=[LOAN | years]))[1] for years in ({}, {"last_year": 2026}))

    money = whole.with_deal.money
    paid = money[money.kind == "support"].set_index("year").amount
    assert paid.to_dict() == pytest.approx({2026: 0.6 * WORTH, 2027: 0.4 * WORTH}, abs=1e-5)
    # Two years of building instead of three: 2 * 20 * 1.1 - 8 = 36.
    assert whole.surplus[1] == pytest.approx(36 + WORTH, abs=1e-5)
    assert early.surplus[1] == pytest.approx(36 + 0.6 * WORTH, abs=1e-5)


def test_owners_of_a_venture_share_a_loan_as_they_share_the_capital() -> None:
    """By halves; the licensee of a licence has all of it."""
    _, venture = valued(toy_in_form("joint_venture", {"transfer_price": 1_200}, support=[LOAN]))
    _, licence = valued(toy_in_form("licence", {"royalty": 0.05}, support=[LOAN]))

    stated = venture.with_deal.statement().amount
    assert stated["Ada", "support"] == pytest.approx(WORTH / 2, abs=1e-5)
    assert stated["Bo", "support"] == pytest.approx(WORTH / 2, abs=1e-5)
    assert licence.with_deal.statement().amount["Ada", "support"] == pytest.approx(WORTH, abs=1e-5)


@pytest.mark.parametrize(
    ("cells", "without", "duty"),
    [
        # 20% are 2,000: 500 are left of each import, 30 m in all, and the state loses 120 of duty.
        ({}, 30, -120),
        ({"market": "home", "options": "B Wuhu", "country": ""}, 30, -120),
        # From 2027 on: 30 + 10 + 10 are left.
        ({"first_year": 2027}, 50, -100),
        # 2.5% leave 2,250: 135 in all, and 13 for the deal.
        ({"rate": 0.025}, 135, -15),
    ],
)
def test_a_tariff_change_moves_the_other_course(cells: dict[str, Any], without: float, duty: float) -> None:
    """Built at Leipzig, all years leave 148 whatever the duty; what is left of imports follows it."""
    restricted, value = valued(toy(support=[TARIFF | cells]))

    assert value.surplus[1] == pytest.approx(148 - without)
    assert state_gains(restricted, value) == pytest.approx({"duty": duty, "support": 0})
    stated = value.without.statement().amount
    assert stated["Bo", "duty"] == pytest.approx(duty)


def test_a_free_border_ends_the_deal() -> None:
    """Without duty an import leaves 2,500: 150, or 2 more than Leipzig, and the state gets no duty."""
    restricted, value = valued(toy(support=[TARIFF | {"rate": 0}]))

    assert not value.is_signed
    assert value.surplus[1] == pytest.approx(-2)
    assert state_gains(restricted, value) == pytest.approx({"duty": 0, "support": 0})


def test_a_tariff_change_leaves_countervailing_duty_and_preference() -> None:
    """3% countervailing stay beside the 20%: 23% of 10,000; a preference of 1% is all that is paid."""
    key = {"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1}
    paid = {
        name: valued(toy(support=[TARIFF], tariffs=[{**key, **cells}]))[1].without.statement().amount
        for name, cells in (
            ("countervailing", {"countervailing": 0.03}),
            ("preference", {"countervailing": 0.05, "preference": 0.01}),
        )
    }

    assert paid["countervailing"]["Bo", "duty"] == pytest.approx(-138)
    assert paid["preference"]["Bo", "duty"] == pytest.approx(-6)


def test_the_check_finds_support_and_duty_that_the_tables_do_not_ask_for() -> None:
    """A thousandth more of either is a fault."""
    _, value = valued(toy(support=[LOAN, TARIFF]))
    for plan, kind in ((value.with_deal, "support"), (value.without, "duty")):
        money = plan.money
        amount = money.amount.where(money.kind != kind, money.amount * 1.001)
        failures = check_result(replace(plan, money=money.assign(amount=amount))).failures
        assert any(f"money: {kind}" in failure for failure in failures)


def test_a_plan_gives_each_launch_its_own_loan() -> None:
    """Credit for both lines: the deal at Graz gains 40 and 0.75767."""
    study = toy(support=[LOAN | {"options": "", "country": "DE"}])
    value = value_deal(Restricted(study, Limits(gap=0.0, seconds=60)), "at Graz")

    assert value.gains.companies == pytest.approx(40 + WORTH, abs=1e-5)
    assert changed("options", "B Graz", capex=8)["options"] == ROWS["options"]


def test_the_hurdles_of_a_deal_try_no_rate_that_credit_or_a_tariff_change_lacks() -> None:
    """Of a grant, a loan and a tariff change only the grant has a rate to try."""
    grant = {"support": "aid", "payer": "state", "kind": "grant", "options": "B Leipzig", "rate": 0.1}
    study = toy(support=[LOAN, TARIFF | {"options": "B Leipzig;B Wuhu"}, grant])

    found = support_inputs(study, programme(study, DEAL), set())

    assert [(each.key, each.now) for each in found] == [("support_grant", 0.1)]
