"""Each check of what a study must hold finds its broken cell."""

from __future__ import annotations

import pytest

from tests.study.checks.found import faults_of
from tests.study.small import Case, add, drop, empty, put, setting

CASES = (
    Case("years-reversed", "last_year", (setting(first_year=2034),),
         also=("incumbent-ended", "launch-before-lead")),
    Case("horizon-long", "last_year", (setting(last_year=2066),)),
    Case("price-year-far", "price_year", (setting(price_year=2015),)),
    Case("basis-pattern-unknown", "basis_pattern", (setting(basis_pattern="three"),)),
    Case("basis-pattern-unknown", "basis_pattern", (setting(basis_pattern="idle"),)),
    Case("discount-rate-odd", "discount_rate", (setting(discount_rate=0.4),)),
    Case("discount-rate-odd", "discount_rate", (put("companies", "host", discount_rate=0.0),)),
    Case("sharing-without-deals", "sharing",
         (setting(sharing="deals"), empty("deals"), empty("deal_terms")),
         also=("option-without-deal",)),
    Case("heads-without-crew", "crew",
         (setting(labour="heads"), put("group_patterns", "ashford line/two", crew=0),
          put("groups", "wuhu line", start_heads=1200))),
    Case("start-heads-low", "start_heads", (setting(labour="heads"),)),
    Case("no-vehicles", None, (empty("vehicles"),)),
    Case("no-options", None,
         (empty("options"), empty("routes"), empty("incumbents"), empty("deals"), empty("deal_terms"))),
    Case("no-markets", None, (empty("markets"),)),
    Case("no-demand", None, (empty("demand"), empty("demand_by_year")),
         also=("change-row-unknown",)),
    Case("market-without-demand", "market", (drop("demand", "alpha/EU"),)),
    Case("vehicle-unbuildable", "vehicle",
         (drop("options", "alpha ashford"), drop("incumbents", "alpha ashford")),
         also=("rule-empty-selection",)),
    Case("vehicle-without-demand", "vehicle",
         (drop("demand", "beta/GB"), empty("demand_by_year"))),
    Case("company-unused", "company", (add("companies", company="other"),)),
    Case("duplicate-name", "name", (put("vehicles", "beta", name="Alpha"),)),
    Case("by-year-outside", "year", (put("demand_by_year", "beta/GB/2028", year=2020),)),
    Case("by-year-empty", None, (put("demand_by_year", "beta/GB/2028", units=None),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_broken_structure_is_found(case: Case):
    """The small study has no problem; each case breaks one thing and finds that and what follows."""
    assert faults_of(case) == []
