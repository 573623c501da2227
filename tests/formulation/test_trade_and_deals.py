"""Quotas, contracts, support, national targets, rules, budgets, platforms and single sourcing."""

from __future__ import annotations

from typing import Any

import pytest

from plantshare.results.checker import check_result
from plantshare.results.plan import deals_signed
from tests.formulation.plants import BASE, best, guest, profit, study_with

DEAL = {"deal": "toll", "host": "Ada", "guest": "Bo", "options": "B Leipzig"}


def with_deal(terms: dict[str, Any] | None = None, **deal: Any) -> dict[str, Any]:
    """Return tables with car B as a guest and one deal that opens it."""
    tables: dict[str, Any] = guest(other_conversion=500)
    tables["deals"] = [DEAL | deal]
    tables["deal_terms"] = [{"deal": "toll"} | (terms or {})]
    return tables


def test_quota_charges_what_lies_above_it():
    """50 thousand at customs value 1,000: 20 inside, 30 pay 10% more: 3 a year."""
    options = [BASE["options"][0] | {"customs_value": 1_000}]
    quotas = [{"quota": "q", "origin": "DE", "market": "home", "units": 20_000, "extra_duty": 0.1}]
    result = best(study_with(options=options, quotas=quotas))

    assert result.proof.objective == pytest.approx(3 * (90 - 3))
    assert result.values["over_quota"].sel(year=2026).sum() == pytest.approx(30_000)


def test_deals_open_guest_options_only_when_signed():
    """Sharing by deals: with the deal B earns 10 * 2.5 a year, without a deal nothing."""
    tables = with_deal()

    assert profit({"sharing": "deals"}, **tables) == pytest.approx(270 + 75)
    assert profit({"sharing": "deals"}, **(tables | {"deals": [], "deal_terms": []})) == pytest.approx(270)


def test_deal_fees_move_money_and_not_the_plan():
    """Fee 900 a car and 1 a year: Ada gains 3 * (10 * 0.4 + 1), the sum stays."""
    result = best(study_with({"sharing": "deals"}, **with_deal({"unit_fee": 900, "fixed_fee": 1})))

    assert result.proof.objective == pytest.approx(270 + 75)
    assert result.npv()["Ada"] == pytest.approx(270 + 3 * 5)
    assert result.npv()["Bo"] == pytest.approx(3 * (30 - 9 - 1))


def test_an_idle_deal_is_not_signed():
    """B loses money at a parts cost of 4,000, so the deal stays unsigned and no fixed fee is paid."""
    tables = with_deal({"unit_fee": 500, "fixed_fee": 9, "minimum": 5_000, "shortfall_rate": 300})
    tables["options"][-1] |= {"parts_cost": 4_000, "capex": 1}
    result = best(study_with({"sharing": "deals"}, **tables))

    assert result.values["signed"].sum() == 0
    assert result.npv()["Ada"] == pytest.approx(270)


def test_shortfall_is_the_least_and_is_paid():
    """Promised 14, wanted 10: 4 short at 200 each: 0.8 a year from Bo to Ada."""
    terms = {"unit_fee": 500, "minimum": 14_000, "shortfall_rate": 200}
    result = best(study_with({"sharing": "deals"}, **with_deal(terms)))

    assert result.values["shortfall"].sel(year=2027).sum() == pytest.approx(4_000)
    assert result.npv()["Ada"] == pytest.approx(270 + 3 * 0.8)


def test_reserved_volume_and_years_limit_a_deal():
    """At most 6 thousand, from 2027 on: 2 * 6 * 2.5."""
    result = profit({"sharing": "deals"}, **with_deal({"maximum": 6_000}, first_year=2027))

    assert result == pytest.approx(270 + 30)


def test_host_pays_its_share_of_capital():
    """Capital 20, a quarter of it from Ada."""
    tables = with_deal({"unit_fee": 500, "host_capex_share": 0.25})
    tables["options"][-1]["capex"] = 20
    result = best(study_with({"sharing": "deals"}, **tables))

    assert result.npv()["Ada"] == pytest.approx(270 - 5)


def test_exclusive_deals_are_not_signed_together():
    """Two deals for two cars exclude each other: one of the two gains of 75 is left."""
    tables = with_deal()
    tables["options"] = [*tables["options"], tables["options"][-1] | {"option": "C", "vehicle": "C"}]
    tables["routes"] = [*tables["routes"], {"option": "C", "shop": "line"}]
    tables["vehicles"] = [*BASE["vehicles"], {"vehicle": "C", "company": "Bo"}]
    tables["demand"] = [*tables["demand"], tables["demand"][-1] | {"vehicle": "C"}]
    deals = [DEAL | {"exclusive": "x"}, DEAL | {"deal": "other", "options": "C", "exclusive": "x"}]
    free = [row | {"exclusive": ""} for row in deals]

    # 50 + 20 thousand cars need two shifts: 8 million a year more.
    assert profit({"sharing": "deals"}, **(tables | {"deals": free})) == pytest.approx(270 + 150 - 24)
    assert profit({"sharing": "deals"}, **(tables | {"deals": deals})) == pytest.approx(270 + 75)


def test_another_form_of_a_programme_plays_no_part_in_the_plan():
    """Its fee, its minimum and its word would each change the plan or the money if they counted."""
    tables = with_deal({"unit_fee": 900, "fixed_fee": 1}, exclusive="x")
    alone = best(study_with({"sharing": "deals"}, **tables))
    other = {
        **DEAL,
        "deal": "lease",
        "form": "lease",
        "options": "",
        "alternative_to": "toll",
        "exclusive": "x",
    }
    terms = {"deal": "lease", "fixed_fee": 7, "minimum": 90_000, "maximum": 1, "shortfall_rate": 9_000}
    tables["deals"], tables["deal_terms"] = [*tables["deals"], other], [*tables["deal_terms"], terms]
    result = best(study_with({"sharing": "deals"}, **tables))

    assert deals_signed(result) == ("toll",)
    assert "shortfall" not in result.values
    assert result.proof.objective == pytest.approx(270 + 75)
    assert result.npv().to_dict() == pytest.approx(alone.npv().to_dict())
    assert check_result(result).failures == ()


def test_support_changes_the_decision_and_comes_from_outside_the_coalition():
    """B earns 90 for a capital of 100; a grant of 20% makes it pay: 90 - 100 + 20."""
    grant = [{"support": "g", "payer": "state", "kind": "grant", "rate": 0.2, "country": "DE"}]
    tables = guest(capex=100)

    assert profit(**tables) == pytest.approx(270)
    result = best(study_with(support=grant, **tables))
    assert result.proof.objective == pytest.approx(270 + 10)
    assert result.npv()["state"] == pytest.approx(-20)


def test_relief_goes_to_the_plant_and_unit_support_to_the_brand():
    """50 thousand * 1 MWh * 38 = 1.9 a year; 100 a car is 5 a year; only from 2027."""
    support = [
        {"support": "r", "payer": "state", "kind": "relief", "rate": 38, "country": "DE"},
        {"support": "u", "payer": "state", "kind": "unit", "rate": 100, "options": "A Leipzig",
         "first_year": 2027},
    ]  # fmt: skip
    options = [BASE["options"][0] | {"electricity": 1}]

    assert profit(support=support, options=options) == pytest.approx(270 + 3 * 1.9 + 2 * 5)


def target(**columns: Any) -> list[dict[str, Any]]:
    """Return one target of 60,000 cars in Germany in 2027."""
    row = {"target": "t", "country": "DE", "year": 2027, "vehicle_class": "car_and_cv", "units": 60_000}
    return [row | columns]


def test_target_is_measured():
    """50 built and 4 elsewhere leave 6 of 60 thousand."""
    result = best(study_with(targets=target(other_output=4_000)))

    assert result.targets().gap.tolist() == pytest.approx([6_000])
    assert result.values["gap"].sum() == pytest.approx(6_000)
    assert result.proof.objective == pytest.approx(270)


def test_target_of_another_class_does_not_count_cars():
    """Commercial vehicles only: cars do not count, so the gap is the whole target."""
    result = best(study_with(targets=target(vehicle_class="cv")))

    assert result.targets().gap.tolist() == pytest.approx([60_000])


def test_priced_target_is_charged_for_its_gap():
    """10 thousand short at 500 each: 5 million, in 2027 only."""
    targets = target(rule="price", shortfall_cost=500)

    assert profit(targets=targets) == pytest.approx(270 - 5)


def test_required_target_forces_an_unprofitable_launch():
    """60 thousand are required: B at capital 100 loses 10 and is launched all the same."""
    assert profit(targets=target(rule="require"), **guest(capex=100)) == pytest.approx(270 - 10)


def test_required_target_out_of_reach_is_a_conflict():
    """Nothing but A can be built, 10 thousand short."""
    result = best(study_with(targets=target(rule="require")))

    assert result.proof.status == "infeasible"
    assert "The national target would have to give way by 10,000 vehicles (t, 2027: 10,000)." in " ".join(
        result.proof.conflicts
    )


def test_rules_hold_output_and_launches():
    """At most 40 thousand a year; B forced although it loses 10; B forbidden although it gains."""
    less = [{"rule": "cap", "kind": "maximum_output", "vehicle": "A", "units": 40_000}]
    force = [{"rule": "go", "kind": "launch", "option": "B Leipzig"}]
    forbid = [{"rule": "no", "kind": "forbid_launch", "plant": "Leipzig"}]
    more = [{"rule": "floor", "kind": "minimum_output", "plant": "Leipzig", "units": 30_000}]

    assert profit(rules=less) == pytest.approx(3 * 70)
    assert profit(rules=force, **guest(capex=100)) == pytest.approx(270 - 10)
    assert profit(rules=forbid, **guest()) == pytest.approx(270)
    loss = [BASE["demand"][0] | {"net_revenue": 0}]
    assert profit(demand=loss) == pytest.approx(-6)
    assert profit(rules=more, demand=loss, options=[BASE["options"][0] | {"parts_cost": 100}]) < -6


def test_keep_open_forbids_closing():
    """Closing would save 2 a year of idling; the rule keeps the plant until 2027."""
    closing = [*BASE["group_patterns"], {"group": "L", "pattern": "closed"}]
    rule = [{"rule": "open", "kind": "keep_open", "plant": "Leipzig", "last_year": 2027}]
    empty = {"demand": [BASE["demand"][0] | {"units": 0}], "incumbents": [], "group_patterns": closing}

    assert profit(**empty) == pytest.approx(0)
    assert profit(rules=rule, **empty) == pytest.approx(-4)


def test_budget_limits_capital():
    """Bo has 15 to spend and B costs 20."""
    companies = [row | ({"capex_budget": 15} if row["company"] == "Bo" else {}) for row in BASE["companies"]]

    assert profit(companies=companies, **guest(capex=20)) == pytest.approx(270)
    assert profit(companies=companies, **guest(capex=15)) == pytest.approx(270 + 75)


def test_platforms_need_tooling_and_room():
    """B's platform is tooled for 12 where there is room for two platforms, else not built."""
    tables = guest()
    tables["vehicles"] = [
        {"vehicle": "A", "company": "Ada", "platform": "P"},
        {"vehicle": "B", "company": "Bo", "platform": "Q"},
    ]
    tables["platforms"] = [{"platform": "P"}, {"platform": "Q"}]
    tables["shop_platforms"] = [
        {"shop": "line", "platform": "P", "installed": True},
        {"shop": "line", "platform": "Q", "tooling_cost": 12},
    ]
    narrow = [BASE["shops"][0] | {"platform_limit": 1}]

    assert profit(**tables) == pytest.approx(270 + 90 - 12)
    assert profit(shops=narrow, **tables) == pytest.approx(270)


def test_a_platform_that_a_listed_shop_does_not_know_cannot_be_built():
    """The shop lists P alone, so B on Q is never launched."""
    tables = guest()
    tables["vehicles"] = [
        {"vehicle": "A", "company": "Ada", "platform": "P"},
        {"vehicle": "B", "company": "Bo", "platform": "Q"},
    ]
    tables["platforms"] = [{"platform": "P"}, {"platform": "Q"}]
    tables["shop_platforms"] = [{"shop": "line", "platform": "P", "installed": True}]

    assert profit(**tables) == pytest.approx(270)


def test_single_sourcing_takes_one_option_for_a_market():
    """Two options of 30 thousand each serve 50 together, but only one may serve the market."""
    tables: dict[str, Any] = {
        "options": [
            {"option": name, "vehicle": "A", "plant": "Leipzig", "peak_rate": 30_000} for name in "xy"
        ],
        "incumbents": [{"option": "x"}, {"option": "y"}],
        "routes": [{"option": "x", "shop": "line"}, {"option": "y", "shop": "line"}],
    }
    single = [{"vehicle": "A", "company": "Ada", "single_source": True}]

    assert profit(**tables) == pytest.approx(3 * (100 - 10))
    assert profit(vehicles=single, **tables) == pytest.approx(3 * (60 - 10))
