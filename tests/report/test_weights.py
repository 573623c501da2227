"""Money through the figures that price it, on the small study worked out by hand."""

from __future__ import annotations

import pytest

from plantshare.report.evidence import evidence_of
from plantshare.report.weights import Weights, present_values, weights_of
from plantshare.results import Result
from plantshare.solve import solve
from tests.deals.toys import ROWS, toy, toy_in_form
from tests.report.sourced import CAPITAL, FIXED, MOVED, SALES, sourced_plan
from tests.run.studies import ANNUITY, rows


def weights(result: Result) -> Weights:
    """Return the weights of a result."""
    return weights_of(result, evidence_of(result.study))


def test_each_amount_passes_through_its_price() -> None:
    """Both vehicles sell for 60 a year, the shift costs 6, the launch 8 in the first year."""
    found = weights(sourced_plan()).by_column().set_index("column")["amount"]

    assert found.to_dict() == pytest.approx(
        {"demand.net_revenue": 2 * SALES, "group_patterns.fixed_cost": FIXED, "options.capex": CAPITAL}
    )


def test_only_money_on_sourced_prices_counts_as_sourced() -> None:
    """The price of A is official; that of B is judged; the rest has no source."""
    found = weights(sourced_plan())

    assert found.total == pytest.approx(MOVED)
    assert found.unpriced == 0
    assert found.unsourced_share == pytest.approx(1 - SALES / MOVED)


def test_a_product_is_as_weak_as_its_weakest_figure() -> None:
    """Labour of 2 hours at 10 on 30,000 of A is 0.6 a year, whole through hours and through the wage."""
    options = [{**row, "hours": 2} if row["option"] == "A Leipzig" else row for row in rows()["options"]]
    claims = {"claim": "hours_a", "source": "press", "grade": "B", "value": 2}
    evidence = {"table": "options", "row": "A Leipzig", "column": "hours", "claim": "hours_a"}
    result = sourced_plan(
        {
            "options": options,
            "factors": [{"country": "DE", "wage": 10}],
            "sources": [{"source": "press"}],
            "claims": [claims],
            "evidence": [evidence],
        }
    )
    found = weights(result)
    labour = found.terms[found.terms["kind"] == "labour"]
    through = found.by_column().set_index("column")

    assert labour["amount"].sum() == pytest.approx(0.6 * ANNUITY)
    assert set(labour["grade"]) == {"none"}
    assert through["amount"]["options.hours"] == pytest.approx(0.6 * ANNUITY)
    assert through["unsourced"]["options.hours"] == 0
    assert through["unsourced"]["factors.wage"] == 1
    assert "factors.exchange_rate" not in through.index


def test_a_sum_is_shared_by_the_size_of_its_terms() -> None:
    """Sharing off, Bo ships 20,000 at 500 freight and 100 handling: 10 and 2 a year."""
    lanes = [rows()["lanes"][0], {**rows()["lanes"][1], "handling": 100}]
    found = weights(sourced_plan({"lanes": lanes}, sharing="off")).by_column().set_index("column")["amount"]

    assert found["lanes.freight"] == pytest.approx(10 * ANNUITY)
    assert found["lanes.handling"] == pytest.approx(2 * ANNUITY)


def test_duty_passes_through_value_and_tariff() -> None:
    """20,000 vehicles worth 1,000 at 10% duty are 2 a year."""
    options = [{**row, "customs_value": 1_000} for row in rows()["options"]]
    tariffs = [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1}]
    result = sourced_plan({"options": options, "tariffs": tariffs}, sharing="off")
    found = weights(result).by_column().set_index("column")["amount"]

    assert found["tariffs.duty"] == pytest.approx(2 * ANNUITY)
    assert found["options.customs_value"] == pytest.approx(2 * ANNUITY)


def test_duty_under_an_undertaking_passes_through_its_row() -> None:
    """20,000 at 5% of 1,000 are 1 a year; 8,000 above the cap pay 25% more, 2, as 10% and 20% do."""
    options = [{**row, "customs_value": 1_000} for row in rows()["options"]]
    tariffs = [{"origin": "CN", "market": "home", "duty": 0.1, "countervailing": 0.2}]
    offer = {"undertaking": "u", "origin": "CN", "market": "home", "floor": 900, "cap": 12_000, "duty": 0.05}
    tables = {
        "options": options,
        "tariffs": tariffs,
        "minimum_prices": [offer | {"otherwise": "ordinary_duty"}],
    }
    found = weights(sourced_plan(tables, sharing="off"))
    through = found.by_column().set_index("column")["amount"]

    assert found.unpriced == 0
    assert through["minimum_prices.duty"] == pytest.approx(1 * ANNUITY)
    assert through["tariffs.duty"] == pytest.approx(2 / 3 * ANNUITY)
    assert through["tariffs.countervailing"] == pytest.approx(4 / 3 * ANNUITY)
    assert through["options.customs_value"] == pytest.approx(3 * ANNUITY)


def test_the_heaviest_figures_come_first_of_all_and_of_a_company() -> None:
    """The prices carry 60 a year each; Bo has its own and its capital."""
    found = weights(sourced_plan())

    assert set(found.heaviest(2)) == {"demand.A/home.net_revenue", "demand.B/home.net_revenue"}
    assert found.heaviest(5, company="Bo") == ["demand.B/home.net_revenue", "options.B Leipzig.capex"]


def test_fees_between_companies_are_no_money_of_the_answer() -> None:
    """A fee of 100 a vehicle moves 2 a year from Bo to Ada, and nothing out of the two."""
    options = [{**row, "unit_fee": 100} if row["option"] == "B Leipzig" else row for row in rows()["options"]]

    assert weights(sourced_plan({"options": options})).total == pytest.approx(MOVED)


def test_all_money_of_every_example_is_priced(small_plans: list[Result]) -> None:
    """Terms add up to the money that moves, kind by kind, with one future and with three."""
    for result in small_plans:
        money = present_values(result).groupby("kind")["amount"].sum()
        found = weights(result)

        assert found.terms.groupby("kind")["amount"].sum().to_dict() == pytest.approx(money.to_dict())
        assert found.unpriced == 0


def test_duty_on_a_kit_passes_through_the_ruling_of_its_deal() -> None:
    """60,000 kits of 100 at 3% for parts are 0.18: through the deal and the parts, not through parts_duty."""
    options = [
        {**row, "parts_cost": 100, "parts_duty": 25} if row["option"] == "B Leipzig" else row
        for row in ROWS["options"]
    ]
    terms = {"customs_ruling": "parts", "duty_as_vehicle": 0.1, "duty_as_parts": 0.03}
    found = weights(solve(toy_in_form("kit", terms, options=options)))
    duty = found.figures[found.figures["kind"] == "parts duty"].groupby("path")["amount"].sum()

    assert duty.to_dict() == pytest.approx(
        {"options.B Leipzig.parts_cost": 0.18, "deal_terms.at Leipzig.duty_as_parts": 0.18}
    )


def test_help_and_services_pass_through_the_terms_of_their_deal() -> None:
    """The licensor's 2 m a year for three years."""
    found = weights(solve(toy_in_form("licence", {"technical_support": 2})))
    through = found.by_column().set_index("column")["amount"]

    assert through["deal_terms.technical_support"] == pytest.approx(6.0)
    assert found.unpriced == pytest.approx(0.0)


def test_a_terminal_value_passes_through_its_term() -> None:
    """12 m once, without discounting."""
    found = weights(solve(toy_in_form("acquisition", {"terminal_value": 12})))
    through = found.by_column().set_index("column")["amount"]

    assert through["deal_terms.terminal_value"] == pytest.approx(12.0)
    assert found.unpriced == pytest.approx(0.0)


def test_duty_passes_through_the_tariff_change_that_sets_it() -> None:
    """20% of 10,000 on 60,000 vehicles are 120 m; the tariff row of 10% prices nothing."""
    change = {"support": "border", "payer": "state", "kind": "tariff", "country": "CN", "rate": 0.2}
    study = toy(support=[change], deals=[], deal_terms=[]).with_settings(sharing="off")
    found = weights(solve(study))
    through = found.by_column().set_index("column")["amount"]

    assert through["support.rate"] == pytest.approx(120.0)
    assert "tariffs.duty" not in through.index
    assert found.unpriced == pytest.approx(0.0)
