"""Each check of options finds its broken cell."""

from __future__ import annotations

import pytest

from tests.study.checks.found import faults_of
from tests.study.small import Case, drop, put, setting

CASES = (
    Case("option-without-route", "option",
         (drop("routes", "beta ashford/body"), drop("routes", "beta ashford/assembly"))),
    Case("import-unlimited", "peak_rate", (drop("routes", "beta import/wuhu all"),),
         also=("shop-unused",)),
    Case("option-other-plant", "shop", (put("routes", "beta ashford/body", shop="wuhu all"),)),
    Case("route-without-use", "use", (put("routes", "beta ashford/body", use=0),)),
    Case("peak-rate-zero", "peak_rate", (put("options", "beta ashford", peak_rate=0),),
         also=("minimum-above-capacity",)),
    # Assembly: 129,043 * 1.1 / 1.1 use = 129,043, below 140,000.
    Case("peak-rate-above-capacity", "peak_rate", (put("options", "beta ashford", peak_rate=140_000),)),
    Case("window-reversed", "latest_launch",
         (put("options", "beta ashford", earliest_launch=2030, latest_launch=2028),)),
    Case("window-before-lead", "latest_launch",
         (put("options", "beta ashford", lead_years=3, latest_launch=2028),)),
    Case("launch-before-lead", "earliest_launch", (put("options", "beta ashford", lead_years=3),)),
    Case("window-outside", "earliest_launch", (put("options", "beta ashford", earliest_launch=2035),)),
    Case("window-outside", "lead_years", (setting(last_year=2031),
         put("options", "beta ashford", lead_years=6, earliest_launch=None))),
    # The ramp is full at age 1, so a life of one year never sees it.
    Case("life-within-ramp", "life_years", (put("options", "beta ashford", life_years=1),)),
    Case("launch-free", "capex", (put("options", "beta ashford", capex=0),)),
    Case("incumbent-capex", "capex", (put("options", "alpha ashford", capex=10),)),
    Case("incumbent-ended", "until", (put("incumbents", "beta import", until=2025),)),
    Case("incumbent-idle", "built", (put("incumbents", "beta import", built=0),)),
    Case("import-at-home", "mode", (put("plants", "wuhu", country="GB"),),
         also=("origin-without-plant",)),
    Case("ramp-ages-missing", "age", (drop("ramps", "slow/0"),)),
    Case("ramp-ages-missing", "age", (put("ramps", "slow/1", age=3),)),
    Case("ramp-falling", "share", (put("ramps", "slow/1", share=0.3),)),
    Case("ramp-empty", "share", (put("ramps", "slow/0", share=0), put("ramps", "slow/1", share=0))),
    Case("profile-sum", "share", (put("capex_profiles", "even/0", share=0.4),)),
    Case("profile-before-lead", "capex_profile", (put("options", "beta ashford", lead_years=0),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_broken_option_is_found(case: Case):
    """The small study has no problem; each case breaks one cell and finds it and what follows."""
    assert faults_of(case) == []
