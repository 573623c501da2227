"""Minimum prices: a floor shuts out, a cap limits, an undertaking waives duty; by hand and as properties."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.formulation import build_program
from plantshare.methods import Limits
from plantshare.report.binding import binding_rules
from plantshare.results.checker import check_result
from plantshare.solve import solve
from plantshare.study import Change
from tests.formulation.plants import BASE, best, study_with
from tests.results.checker.corruption import case_of

IMPORT: dict[str, Any] = {
    "option": "B Wuhu", "vehicle": "B", "plant": "Wuhu", "mode": "import", "customs_value": 10_000,
    "parts_cost": 9_000,
}  # fmt: skip
UNDERTAKING: dict[str, Any] = {"undertaking": "floor", "origin": "CN", "market": "home", "floor": 9_500}


def imports(*undertakings: dict[str, Any], **tables: Any) -> dict[str, Any]:
    """Return tables in which Bo also sells 10,000 a year of car B, imported from Wuhu.

    B sells at 14,000, costs 9,000 and is declared at 10,000. It pays 10% and 20% of that, 3,000, so that
    a car earns 2,000 and a year 20 million more than the 90 of car A.
    """
    return {
        "options": [*BASE["options"], IMPORT],
        "incumbents": [*BASE["incumbents"], {"option": "B Wuhu"}],
        "demand": [
            *BASE["demand"],
            {"vehicle": "B", "market": "home", "units": 10_000, "net_revenue": 14_000},
        ],
        "tariffs": [{"origin": "CN", "market": "home", "duty": 0.1, "countervailing": 0.2}],
        "minimum_prices": [UNDERTAKING | row for row in undertakings],
        **tables,
    }


def earned(*undertakings: dict[str, Any], **tables: Any) -> float:
    """Return the best profit in millions of a study with undertakings, once it passes its check."""
    result = best(study_with(**imports(*undertakings, **tables)))
    check_result(result).require()
    return result.proof.objective


def test_without_an_undertaking_the_tariff_holds():
    """10 thousand a year earn 14 - 9 - 3 each: 3 * (90 + 20); the program has no rule of minimum prices."""
    assert earned() == pytest.approx(330)
    rules = set(build_program(study_with(**imports())).linear.constraints)
    assert not rules & {"minimum_price", "import_cap", "over_cap"}


def test_a_floor_that_is_kept_changes_nothing():
    """A declared price of 10,000 keeps a floor of 10,000."""
    assert earned({"floor": 10_000}) == pytest.approx(330)


def test_an_import_below_the_floor_is_refused():
    """10,000 is below 10,001: only car A is left, 3 * 90."""
    assert earned({"floor": 10_001}) == pytest.approx(270)


def test_an_undertaking_holds_in_its_years():
    """Refused in 2027 alone, 20 of 60 are lost; the same where only the floor of 2027 is above 10,000."""
    assert earned({"floor": 10_500, "first_year": 2027, "last_year": 2027}) == pytest.approx(310)
    by_year = [{"undertaking": "floor", "year": 2027, "floor": 10_500}]
    assert earned({}, minimum_prices_by_year=by_year) == pytest.approx(310)


def test_an_undertaking_holds_for_what_it_names():
    """Car B burns fuel, is sold by Bo and comes from China: floors for others do not touch it."""
    others = [{"powertrain": "BEV"}, {"company": "Ada"}, {"origin": "DE"}]
    rows = [{"undertaking": f"other {n}", "floor": 10_500} | row for n, row in enumerate(others)]
    assert earned(*rows) == pytest.approx(330)


def test_an_undertaking_waives_the_countervailing_duty():
    """10% instead of 30% of 10,000: a car earns 4,000, and 3 * (90 + 40)."""
    assert earned({"duty": 0.1}) == pytest.approx(390)


def test_a_cap_limits_what_comes_in():
    """6 of 10 thousand come in at 10%: 3 * (90 + 6 * 4); one more would earn 4,000 in each year."""
    result = best(study_with(**imports({"duty": 0.1, "cap": 6_000})))
    assert result.proof.objective == pytest.approx(342)
    assert check_result(result).failures == ()
    bound = {each.rule: each for each in binding_rules(result)}["import_cap"]
    assert (bound.worth, bound.count) == (pytest.approx(4_000), 3)
    assert (bound.words, bound.unit) == (
        "the cap on imports under an undertaking", "one vehicle more within the cap",
    )  # fmt: skip
    assert bound.place.startswith("floor")


def test_above_a_cap_the_ordinary_duty_may_be_paid():
    """6 thousand earn 4 and 4 thousand earn 2: 24 + 8 a year; the cap duty is 4 thousand times 2,000."""
    result = best(study_with(**imports({"duty": 0.1, "cap": 6_000, "otherwise": "ordinary_duty"})))
    assert result.proof.objective == pytest.approx(3 * (90 + 32))
    assert check_result(result).failures == ()
    assert result.values["over_cap"].sel(year=2027).sum() == pytest.approx(4_000)
    paid = result.statement(("kind",)).amount
    assert paid["cap duty"] == pytest.approx(-3 * 8)
    assert paid["duty"] == pytest.approx(-3 * 10)


def test_below_the_floor_the_ordinary_duty_may_be_paid():
    """The floor of 10,500 is not kept, so that nothing is waived: 330 as without the undertaking."""
    offer = {"floor": 10_500, "duty": 0.0, "cap": 6_000, "otherwise": "ordinary_duty"}
    assert earned(offer) == pytest.approx(330)


def test_a_dearer_offer_is_not_taken():
    """An undertaking at 40% is worse than the tariff of 30%: refused imports pay it, others do not."""
    assert earned({"duty": 0.4, "otherwise": "ordinary_duty"}) == pytest.approx(330)
    assert earned({"duty": 0.4}) == pytest.approx(300)


def test_one_cap_is_shared_by_all_that_it_names():
    """Car B and a dearer car C of the same maker share 6 thousand: C earns 5,000 and comes first."""
    tables = imports({"cap": 6_000})
    tables["vehicles"] = [*BASE["vehicles"], {"vehicle": "C", "company": "Bo"}]
    tables["options"] += [IMPORT | {"option": "C Wuhu", "vehicle": "C"}]
    tables["incumbents"] += [{"option": "C Wuhu"}]
    tables["demand"] += [{"vehicle": "C", "market": "home", "units": 4_000, "net_revenue": 17_000}]
    result = best(study_with(**tables))
    assert result.proof.objective == pytest.approx(3 * (90 + 4 * 5 + 2 * 2))
    assert check_result(result).failures == ()


def test_a_floor_that_binds_is_priced():
    """One vehicle below the floor would earn 2,000 in each of three years, and 4,000 at a duty of 10%."""
    waived = binding_rules(best(study_with(**imports({"floor": 10_500, "duty": 0.1}))))
    assert {each.rule: each.worth for each in waived}["minimum_price"] == pytest.approx(4_000)
    result = best(study_with(**imports({"floor": 10_500})))
    bound = {each.rule: each for each in binding_rules(result)}["minimum_price"]
    assert (bound.words, bound.count) == ("the floor under import prices", 3)
    assert bound.worth == pytest.approx(2_000)


def test_a_floor_in_conflict_with_demand_is_named():
    """10 thousand a year must be served and may not come in: the floor would have to give way by 30,000."""
    tables = imports({"floor": 10_500})
    tables["demand"][1] |= {"must_serve": True}
    result = best(study_with(**tables))
    assert result.proof.status == "infeasible"
    words = [line for line in result.proof.conflicts if line.startswith("The floor under import prices")]
    assert len(words) == 1
    assert "30,000 vehicles" in words[0]


def test_floor_cap_and_duty_may_differ_by_future():
    """Half the time the floor shuts out; half the time 5 thousand come at a duty of 10%: 3 * 20 of 60."""
    change = {"table": "minimum_prices", "row": "floor", "how": "set", "scenario": "open"}
    study = study_with(
        **imports({"floor": 10_500}),
        scenarios=[{"scenario": "shut", "probability": 0.5}, {"scenario": "open", "probability": 0.5}],
        scenario_changes=[
            change | {"column": "floor", "value": 9_000},
            change | {"column": "cap", "value": 5_000},
            change | {"column": "duty", "value": 0.1},
        ],
    ).with_scenarios(["shut", "open"])
    result = best(study)
    assert result.proof.objective == pytest.approx(270 + 0.5 * 60)
    assert check_result(result).failures == ()


def test_futures_split_apart_agree_with_the_sum_by_hand():
    """6 at 4 and 4 at 2; below a lifted floor 10 at 2; 8 at 5 and 2 at 2: 0.4 * 32 + 0.3 * (20 + 44)."""
    change = {"table": "minimum_prices", "row": "floor", "how": "set"}
    study = study_with(
        **imports({"cap": 6_000, "duty": 0.1, "otherwise": "ordinary_duty"}),
        scenarios=[{"scenario": name, "probability": {"a": 0.4}.get(name, 0.3)} for name in "abc"],
        scenario_changes=[
            change | {"scenario": "b", "column": "floor", "value": 10_500},
            change | {"scenario": "c", "column": "cap", "value": 8_000},
            change | {"scenario": "c", "column": "duty", "value": 0.0},
        ],
    ).with_scenarios(["a", "b", "c"])
    result = solve(study, Limits(gap=1e-6), method="decomposition")
    assert result.proof.objective == pytest.approx(270 + 3 * (0.4 * 32 + 0.3 * 64))
    assert check_result(result).failures == ()


def test_a_change_lifts_the_floor():
    """A named difference raises the floor above the declared price."""
    study = study_with(**imports({}))
    raised = Change(table="minimum_prices", row="floor", column="floor", value=1_000, how="add")
    assert best(study.with_changes([raised])).proof.objective == pytest.approx(270)


@settings(max_examples=3, deadline=None)
@given(
    st.integers(8_000, 12_000),
    st.none() | st.integers(0, 12_000),
    st.sampled_from([None, 0.0, 0.1, 0.4]),
    st.booleans(),
)
def test_a_floor_never_gains_and_an_offer_never_costs(floor, cap, duty, is_offer):
    """A floor and a cap only take plans away, unless duty is waived; an offer that may be refused adds some.

    Declared at 10,000, so that x cars earn 2,000 + 10,000 * (0.3 - duty) each:  3 * (90 + ...), in millions.
    """
    otherwise = "ordinary_duty" if is_offer else "refused"
    row = {"floor": floor, "cap": cap, "duty": duty, "otherwise": otherwise}
    value = earned(row)

    waived = 0.3 - (0.3 if duty is None else duty)
    inside = (10 if cap is None else min(10, cap / 1000)) * (floor <= 10_000)
    offered, held = 20 + inside * 10 * max(0.0, waived), inside * (2 + 10 * waived)
    expected = offered if is_offer else held
    assert value == pytest.approx(3 * (90 + expected))
    if waived <= 0:
        assert value <= 330 + 1e-6
    if is_offer:
        assert value >= 330 - 1e-6


def test_a_plan_under_a_stricter_undertaking_is_refused():
    """The checker names the floor that was lifted, the cap that was cut and the duty that came back."""
    case = case_of(best(study_with(**imports({"cap": 6_000, "duty": 0.1}))))
    assert case.audit().failures == ()
    stricter = {"floor": (10_500.0, "minimum price"), "cap": (5_000.0, "import cap"), "duty": (0.3, "money")}
    for column, (cell, rule) in stricter.items():
        failures = case.with_cell("minimum_prices", "floor", column, cell).audit().failures
        assert rule in {failure.split(":")[0] for failure in failures}


def test_vehicles_above_a_cap_are_checked():
    """More above the cap than came, and vehicles above a cap where nothing may be above it, are refused."""
    offer = {"duty": 0.1, "cap": 6_000, "otherwise": "ordinary_duty"}
    case = case_of(best(study_with(**imports(offer))))
    place = {"option": "B Wuhu", "market": "home", "year": 2027, "scenario": "base"}
    more = case.put("over_cap", 12_000, **place).audit().failures
    assert any(failure.startswith("above a cap: ") for failure in more)
    fewer = case.put("over_cap", 0, **place).audit().failures
    assert any(failure.startswith("import cap: undertaking floor, year 2027") for failure in fewer)
    refused = case.with_cell("minimum_prices", "floor", "otherwise", "refused").audit().failures
    assert any(failure.startswith("above a cap: ") for failure in refused)
