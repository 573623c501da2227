"""Each check of markets, duties, money and scale finds its broken cell."""

from __future__ import annotations

import pytest

from tests.study.checks.found import faults_of
from tests.study.small import Case, add, drop, put

CASES = (
    Case("country-code", "country", (put("plants", "wuhu", country="CHN"),),
         also=("factors-missing", "duty-missing", "origin-without-plant")),
    Case("market-without-country", "countries", (put("markets", "EU", countries=""),)),
    Case("country-in-two-markets", "countries", (put("markets", "EU", countries="DE;GB"),),
         also=("tariff-at-home",)),
    Case("lane-missing", "market", (drop("lanes", "wuhu/GB"),)),
    Case("demand-unreachable", "market", (drop("lanes", "ashford/EU"),), also=("lane-missing",)),
    Case("lane-free", "freight", (put("lanes", "ashford/EU", freight=0),)),
    # alpha can pass the body shop at most 129,043 + 20,000 times; assembly at most 141,947 times.
    Case("must-serve-too-high", "must_serve",
         (put("demand", "alpha/GB", units=150_000, must_serve=True),)),
    Case("revenue-missing", "net_revenue", (put("demand", "alpha/EU", net_revenue=0),)),
    Case("selling-cost-high", "selling_cost", (put("demand", "alpha/EU", selling_cost=21_000),)),
    Case("uplift-without-local", "local_uplift", (put("demand", "alpha/EU", local_uplift=0.1),)),
    Case("lost-cost-idle", "lost_cost", (put("demand", "alpha/EU", must_serve=True, lost_cost=100),)),
    Case("feebate-sign", "amount", (put("feebates", "GB/ICE", amount=900),)),
    Case("feebate-sign", "amount", (put("feebates", "GB/BEV", amount=-600),)),
    Case("duty-missing", None, (drop("tariffs", "CN/GB/all"),)),
    Case("customs-value-missing", "customs_value",
         (put("options", "alpha ashford", customs_value=0, ex_works=18_000),)),
    Case("pipeline-value-missing", "ex_works", (put("options", "alpha ashford", customs_value=0),),
         also=("customs-value-missing",)),
    Case("tariff-at-home", "origin", (add("tariffs", origin="GB", market="GB", duty=0.1),)),
    Case("origin-without-plant", "origin", (add("tariffs", origin="JP", market="GB", duty=0.1),)),
    Case("duty-high", "extra_duty", (put("quotas", "cars", extra_duty=2),)),
    Case("duty-high", "duty", (put("tariffs", "CN/GB/all", duty=2), drop("minimum_prices", "electric")),
         also=("margin-negative",)),
    Case("preference-above-duty", "preference", (put("tariffs", "GB/EU/all", preference=0.2),)),
    Case("preference-without-rule", "preference", (drop("origin_rules", "GB/EU/all"),)),
    Case("rule-without-preference", "market", (put("tariffs", "GB/EU/all", preference=None),)),
    # 0.44 lies within 0.02 of the threshold 0.45.
    Case("origin-near-edge", "non_originating_share",
         (put("options", "alpha ashford", non_originating_share=0.44),)),
    Case("quota-free", "extra_duty", (put("quotas", "cars", extra_duty=0),)),
    Case("minimum-price-years-reversed", "last_year",
         (put("minimum_prices", "electric", last_year=2027),)),
    Case("minimum-price-outside", "first_year",
         (put("minimum_prices", "electric", first_year=2040, last_year=None),)),
    Case("minimum-price-outside", "last_year",
         (put("minimum_prices", "electric", first_year=None, last_year=2020),)),
    # Any powertrain from 2031 on meets the battery cars of 2028 to 2031 in one year.
    Case("minimum-price-overlap", "first_year",
         (add("minimum_prices", undertaking="every", origin="CN", market="GB", first_year=2031,
              floor=15_000),)),
    Case("minimum-price-without-import", "origin", (put("minimum_prices", "electric", company="host"),)),
    Case("minimum-price-without-import", "origin", (put("minimum_prices", "electric", market="EU"),
         put("markets", "EU", countries="DE;FR;CN"))),
    Case("declared-price-missing", "customs_value",
         (put("options", "beta import", customs_value=0, ex_works=15_000),),
         also=("customs-value-missing",)),
    # Declared at 15,000.
    Case("minimum-price-out-of-reach", "floor", (put("minimum_prices", "electric", floor=15_001),)),
    Case("minimum-price-idle", "duty", (put("minimum_prices", "electric", floor=0, cap=None, duty=None),)),
    Case("minimum-price-idle", "duty",
         (put("minimum_prices", "electric", duty=None, otherwise="ordinary_duty"),)),
    Case("minimum-price-duty-high", "duty", (put("minimum_prices", "electric", duty=0.11),)),
    # 10 for 10% is 1,000%; that it is above the ordinary duty as well goes without saying.
    Case("minimum-price-duty-above-one", "duty", (put("minimum_prices", "electric", duty=10),)),
    Case("factors-missing", None, (drop("factors", "CN"),)),
    Case("factor-price-zero", "wage", (put("factors", "CN", wage=0),)),
    Case("factor-price-zero", "electricity_price", (put("factors", "CN", electricity_price=0),)),
    Case("exchange-rate-zero", "exchange_rate", (put("factors", "CN", exchange_rate=0),)),
    Case("parts-above-revenue", "parts_cost", (put("options", "beta ashford", parts_cost=21_000),),
         also=("margin-negative",)),
    # Best margin of alpha in GB: 20,500 - 800 - 18,000 - 22 * 40 - 180 + 38 - 100 - 900 = -322.
    Case("margin-negative", "parts_cost", (put("options", "alpha ashford", parts_cost=19_000),)),
    Case("budget-below-capex", "capex_budget", (put("companies", "guest", capex_budget=100),)),
    Case("closure-gain", "site_value", (put("plants", "ashford", site_value=150),)),
    Case("hours-scale", "hours", (put("options", "beta ashford", hours=240),),
         also=("margin-negative",)),
    Case("wage-scale", "wage", (put("factors", "GB", wage=300),),
         also=("margin-negative", "claim-value-differs", "driver-mode-outside")),
    Case("energy-price-scale", "electricity_price", (put("factors", "GB", electricity_price=0.18),),
         also=("relief-above-price",)),
    Case("demand-scale", "units", (put("demand", "alpha/EU", units=0.5),)),
    Case("capacity-scale", None,
         (put("shop_patterns", "wuhu all/two", capacity=3_000_000),)),
    Case("revenue-scale", "net_revenue", (put("demand", "alpha/EU", net_revenue=20.5, selling_cost=0),)),
    Case("revenue-scale", "floor", (put("minimum_prices", "electric", floor=14.5),)),
    Case("origin-without-plant", "origin", (put("minimum_prices", "electric", origin="JP"),)),
    Case("country-code", "origin", (put("minimum_prices", "electric", origin="China"),),
         also=("origin-without-plant",)),
    Case("capex-scale", "capex", (put("options", "beta ashford", capex=120_000),),
         also=("budget-below-capex",)),
    Case("freight-scale", "freight", (put("lanes", "ashford/EU", freight=30_000),)),
    # 30,000 over 0.02 is 1.5 million.
    Case("coefficient-range", "units", (put("demand", "alpha/EU", units=0.02),), also=("demand-scale",)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_broken_market_or_price_is_found(case: Case):
    """The small study has no problem; each case breaks one cell and finds it and what follows."""
    assert faults_of(case) == []
