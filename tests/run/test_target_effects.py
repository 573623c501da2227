"""Public finance of a programme for a target: the account of the deal on the same plans."""

from __future__ import annotations

import pytest

from plantshare.deals.public_plan import DUTY_FREE, public_finance_of_plans
from plantshare.deals.valuation import value_deal
from plantshare.methods import Limits
from plantshare.run.target import find_target
from plantshare.run.target_effects import WITHOUT
from plantshare.solve.restricted import Restricted
from tests.run.studies import ANNUITY, rows
from tests.targets.studies import short_study, with_options

STATE = [*rows()["companies"], {"company": "State", "country": "DE", "role": "government"}]


def test_a_deal_and_a_target_give_one_account() -> None:
    """Imports pay 100 of duty each, 2 million a year; parts of those built at home pay 300, 6 million a year.

    The best plan signs nothing, as 60 of capital is more than is saved, so that both questions compare with
    it. The state loses 2 a and gains 6 a; if the imports paid no duty it gains 6 a. Hours: 500 jobs at 9.6
    million for a thousand are 4.8 a.
    """
    options = with_options(capex=60, hours=40, parts_duty=300)
    options = [{**row, "customs_value": 1_000} if row["option"] == "B Wuhu" else row for row in options]
    changed = {
        "options": options,
        "tariffs": [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1}],
        "companies": STATE,
        "deals": [{"deal": "shared", "host": "Ada", "guest": "Bo", "options": "B Leipzig"}],
        "deal_terms": [{"deal": "shared", "minimum": 20_000}],
    }
    study = short_study(changed=changed, sharing="deals", gap=0.0)
    restricted = Restricted(study, Limits(gap=0.0))
    by_deal = public_finance_of_plans(restricted, value_deal(restricted, "shared"), ())
    (programme,) = find_target(study).programmes
    by_target = programme.effects.public

    assert [account.counterfactual for account in by_deal] == ["the best plan without the deal", DUTY_FREE]
    for account, name in zip(by_deal, (WITHOUT, DUTY_FREE), strict=True):
        assert by_target[name] == pytest.approx(dict(account.lines))
        assert programme.effects.public_high[name] == pytest.approx(account.net_high)
    assert by_target[WITHOUT] == pytest.approx(
        {"receipts of jobs": 4.8 * ANNUITY, "duty": 4 * ANNUITY, "support": 0.0}
    )
    assert by_target[DUTY_FREE]["duty"] == pytest.approx(6 * ANNUITY)
