"""Each check of groups, patterns and shops finds its broken cell."""

from __future__ import annotations

import pytest

from tests.study.checks.found import faults_of
from tests.study.small import Case, add, drop, put

CASES = (
    Case("plant-without-group", "plant",
         (add("plants", plant="graz", company="host", country="GB"),
          add("options", option="alpha graz", vehicle="alpha", plant="graz", capex=10, hours=20,
              peak_rate=1000, customs_value=18_000),
          add("lanes", plant="graz", market="GB"), add("lanes", plant="graz", market="EU", freight=100)),
         also=("option-without-route",)),
    Case("plant-idle", "plant", (add("plants", plant="graz", company="host", country="GB"),)),
    Case("group-without-pattern", "group",
         (drop("group_patterns", "wuhu line/two"), drop("shop_patterns", "wuhu all/two"))),
    Case("group-never-runs", "group",
         (put("group_patterns", "wuhu line/two", pattern="idle"),
          put("groups", "wuhu line", start_pattern="idle"))),
    Case("start-pattern-missing", "start_pattern", (put("groups", "wuhu line", start_pattern="one"),)),
    Case("start-pattern-closed", "start_pattern",
         (put("groups", "ashford line", start_pattern="closed"),)),
    Case("group-without-shop", "group",
         (add("groups", group="spare", plant="wuhu", start_pattern="two"),
          add("group_patterns", group="spare", pattern="two"))),
    Case("closed-pattern-level", "level", (put("shift_patterns", "idle", level=1),)),
    Case("closed-pattern-level", "shifts", (put("shift_patterns", "closed", shifts=1),)),
    Case("closed-pattern-cost", "fixed_cost",
         (put("group_patterns", "ashford line/closed", fixed_cost=2),)),
    Case("closed-pattern-twice", "pattern",
         (add("shift_patterns", pattern="shut", role="closed"),
          add("group_patterns", group="ashford line", pattern="shut"))),
    Case("run-pattern-without-level", "level", (put("shift_patterns", "one", level=0),)),
    # Two shifts of 3 hours are fewer than one of 7.8, and above two thirds of its capacity is built.
    Case("level-order", None, (put("shift_patterns", "two", hours=3),),
         also=("capacity-statement-differs",)),
    Case("fixed-cost-order", "fixed_cost", (put("group_patterns", "ashford line/two", fixed_cost=30),)),
    Case("free-shift-change", "cost_level_down", (put("groups", "ashford line", cost_level_down=0),)),
    Case("shop-unused", "shop", (add("shops", shop="paint", group="wuhu line", kind="paint"),)),
    Case("shop-without-capacity", "gross_rate", (put("shops", "body", gross_rate=0),),
         also=("peak-rate-above-capacity",)),
    Case("gross-rate-without-hours", "hours", (put("shift_patterns", "one", hours=0),)),
    Case("uptime-zero", "uptime", (put("shops", "assembly", uptime=0),),
         also=("shop-without-capacity", "rule-minimum-too-high",
               "minimum-above-capacity")),
    Case("never-available", "availability", (put("shops", "body", availability=0),)),
    # Two options pass the body shop: 2 * 33,000 = 66,000 of the 64,522 on one shift.
    Case("complexity-too-high", "complexity_loss", (put("shops", "body", complexity_loss=33_000),)),
    Case("slots-below-incumbents", "slots",
         (put("shops", "body", slots=1), add("incumbents", option="beta ashford", built=1000),
          put("options", "beta ashford", capex=0), put("shop_platforms", "body/new", installed=True))),
    Case("overtime-free", "overtime_cost", (put("shops", "assembly", overtime_cost=0),)),
    Case("platform-limit-low", "platform_limit",
         (put("shops", "body", platform_limit=1), put("shop_platforms", "body/new", installed=True))),
    Case("tooling-free", "tooling_cost", (put("shop_platforms", "body/new", tooling_cost=0),)),
    Case("platform-missing", "platform", (put("vehicles", "beta", platform=""),)),
    Case("platform-not-taken", "shop", (drop("shop_platforms", "body/new"),)),
    Case("incumbent-without-tooling", "installed",
         (put("shop_platforms", "body/old", installed=False, tooling_cost=30),)),
    Case("expansion-empty", "capacity", (put("expansions", "bigger body", capacity=0),)),
    Case("expansion-empty", "cost", (put("expansions", "bigger body", cost=0),)),
    Case("expansion-too-late", "lead_years", (put("expansions", "bigger body", lead_years=9),)),
    # 150,000 built; the largest pattern makes 129,043, in assembly 141,947 with 10% overtime.
    Case("built-above-capacity", "gross_rate", (put("incumbents", "alpha ashford", built=150_000),)),
    Case("symmetry-broken", "symmetry",
         (put("groups", "ashford line", symmetry="twin"), put("groups", "wuhu line", symmetry="twin"))),
    Case("symmetry-alone", "symmetry", (put("groups", "wuhu line", symmetry="twin"),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_broken_shop_or_pattern_is_found(case: Case):
    """The small study has no problem; each case breaks one cell and finds it and what follows."""
    assert faults_of(case) == []
