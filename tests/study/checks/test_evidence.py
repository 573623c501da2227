"""Each check of evidence, statistics and scenarios finds its broken cell."""

from __future__ import annotations

import pytest

from plantshare.study.checks import check_study
from tests.study.checks.found import faults_of
from tests.study.small import Case, add, drop, put, setting, tables_with

WAGE = "factors/GB/wage/all/wage"
GOAL = "targets/national/units/all/goal"
HIGH = "high/demand/alpha/GB/units/all"

CASES = (
    Case("class-unlike", "compared_with", (put("statistics", "output 2024", vehicle_class="car"),)),
    Case("class-unclear", "compared_with", (put("statistics", "output 2024", vehicle_class="unclear"),)),
    Case("comparison-unlike", "compared_with",
         (put("statistics", "output 2024", measure="registrations"),)),
    Case("comparison-unlike", "compared_with", (put("statistics", "output 2024", country="CN"),)),
    Case("evidence-table-unknown", "table", (put("evidence", WAGE, table="factor"),)),
    Case("evidence-column-unknown", "column", (put("evidence", WAGE, column="wages"),)),
    Case("evidence-row-unknown", "row", (put("evidence", WAGE, row="UK"),)),
    # 40.1 is 0.25% above 40, more than 0.1%.
    Case("claim-value-differs", "claim", (put("claims", "wage", value=40.1),)),
    Case("claim-class-unlike", "claim", (put("claims", "goal", vehicle_class="car"),)),
    Case("evidence-used-twice", "role",
         (add("claims", claim="other", source="report", value=42, unit="currency/h", price_year=2026,
              grade="C"),
          add("evidence", table="factors", row="GB", column="wage", claim="other")),
         also=("claim-value-differs",)),
    Case("dispute-undecided", "role", (put("evidence", WAGE, role="disputes"),)),
    Case("claim-without-source", "source", (put("claims", "goal", source=""),)),
    Case("assumption-without-method", "method", (put("claims", "wage", method=""),)),
    Case("claim-range", "value", (put("claims", "wage", low=41),)),
    Case("claim-range-flat", "low", (put("claims", "wage", low=None),)),
    Case("claim-range-flat", "low", (put("claims", "goal", distribution="normal"),)),
    Case("claim-without-price-year", "price_year", (put("claims", "wage", price_year=None),)),
    Case("source-read-early", "read", (put("sources", "report", read="2026-01-31"),)),
    Case("source-unnamed", "title", (put("sources", "report", title=""),)),
    Case("claims-unused", "claim", (drop("evidence", WAGE),)),
    Case("evidence-missing", "wage", (setting(illustrative=False),)),
    Case("probability-sum", "probability", (put("scenarios", "low", probability=0.4),)),
    Case("probability-partly", "probability", (put("scenarios", "low", probability=None),)),
    Case("scenario-empty", "scenario",
         (put("scenarios", "low", probability=0.3), put("scenarios", "high", probability=0.3),
          add("scenarios", scenario="base", probability=0.2),
          add("scenarios", scenario="same", probability=0.2))),
    Case("change-table-unknown", "table", (put("scenario_changes", HIGH, table="demands"),)),
    Case("change-column-unknown", "column", (put("scenario_changes", HIGH, column="volume"),)),
    Case("change-row-unknown", "row", (put("scenario_changes", HIGH, row="alpha/UK"),)),
    Case("change-of-words", "column",
         (put("scenario_changes", HIGH, table="plants", row="wuhu", column="country"),),
         also=("change-decided-before",)),
    Case("change-of-words", "column",
         (put("scenario_changes", HIGH, table="study", row="*", column="discount_rate"),),
         also=("change-decided-before",)),
    Case("change-year-unused", "year",
         (put("scenario_changes", HIGH, table="options", row="beta ashford", column="capex", year=2028),),
         also=("change-decided-before",)),
    Case("change-outside", "year", (put("scenario_changes", HIGH, year=2040),)),
    Case("change-out-of-bounds", "value",
         (put("scenario_changes", HIGH, table="shops", row="body", column="availability", how="set"),)),
    Case("change-decided-before", "column",
         (put("scenario_changes", HIGH, table="options", row="beta ashford", column="capex"),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_broken_source_or_future_is_found(case: Case):
    """The small study has no problem; each case breaks one cell and finds it and what follows."""
    assert faults_of(case) == []


def test_missing_evidence_is_counted_once_for_each_table():
    """Factors state wage and electricity twice and one rate: 5 figures, of which the GB wage has a claim."""
    problems = check_study(tables_with(setting(illustrative=False)))
    found = {problem.file: problem.found for problem in problems}

    assert found["factors.csv"].startswith("4 of 5 figures of factors without source")
    assert found["capex_profiles.csv"].startswith("2 of 2 ")
    assert "targets.csv" in found
    assert "capacity_statements.csv" not in found


def test_a_claim_in_other_prices_is_not_compared():
    """40 in prices of 2026 and 35 in prices of 2015 may well be the same wage."""
    edits = put("claims", "wage", value=35, low=30, price_year=2015)

    assert check_study(tables_with(edits)) == ()


def test_a_figure_may_be_made_from_several_claims():
    """A wage made from a survey and a count of hours uses both; they are not of one unit."""
    hours = {"claim": "hours", "source": "report", "value": 1700, "unit": "h/yr", "grade": "B"}
    row = {"table": "factors", "row": "GB", "column": "wage", "claim": "hours"}

    assert check_study(tables_with(add("claims", **hours), add("evidence", **row))) == ()


def test_a_star_stands_for_a_part_of_the_key():
    """Freight from Ashford to anywhere has one quote, and no row starts with Oxford."""
    quote = {"claim": "quote", "source": "report", "value": 900, "unit": "GBP", "price_year": 2026}
    link = {"table": "lanes", "row": "ashford/*", "column": "freight", "claim": "quote"}
    edits = add("claims", **quote, grade="C"), add("evidence", **link)
    wrong = put("evidence", "lanes/ashford/*/freight/all/quote", row="oxford/*")

    assert check_study(tables_with(*edits)) == ()
    assert [p.code for p in check_study(tables_with(*edits, wrong))] == ["evidence-row-unknown"]


def test_a_general_claim_decides_a_dispute():
    """All figures of factors use the survey, so a dispute of one wage is decided."""
    edits = (
        put("evidence", WAGE, row="*", column="*"),
        add("evidence", table="factors", row="GB", column="wage", claim="stated", role="disputes"),
    )

    assert check_study(tables_with(*edits)) == ()
