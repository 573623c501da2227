"""Each check of the drivers of uncertainty finds its broken cell."""

from __future__ import annotations

import pytest

from tests.study.checks.found import faults_of
from tests.study.small import Case, add, put

STOP = {
    "driver": "stop",
    "kind": "outage",
    "table": "shops",
    "column": "availability",
    "rate": 0.1,
    "weeks": 5,
}
LATE = {"driver": "late", "kind": "delay", "table": "options", "column": "launch_delay"}
DUTY = {"driver": "duty", "kind": "regime", "table": "tariffs", "column": "countervailing", "rate": 0.1}
THIRD = {"driver": "power", "kind": "range", "table": "factors", "column": "wage", "row": "GB", "low": 39,
         "high": 41, "correlated_with": "cycle", "correlation": -0.5}  # fmt: skip

CASES = (
    Case("driver-unknown", "column", (put("uncertainty", "demand", column="volume"),)),
    Case("driver-unknown", "row", (put("uncertainty", "wage", row="UK"),)),
    Case("driver-unknown", "by", (put("uncertainty", "demand", by="segmnt"),)),
    Case("driver-unknown", "shared_by", (put("uncertainty", "demand", shared_by="plant"),)),
    Case("driver-certain", "column", (put("uncertainty", "demand", table="options", column="capex"),)),
    Case("driver-misplaced", "kind", (add("uncertainty", **STOP | {"table": "demand", "column": "units"}),)),
    Case("driver-without-size", "sd", (put("uncertainty", "demand", sd=0),)),
    Case("driver-without-size", "high", (put("uncertainty", "wage", high=None),)),
    Case("driver-without-size", "weeks", (add("uncertainty", **STOP | {"weeks": None}),)),
    Case("driver-without-size", "outcomes", (add("uncertainty", **LATE),)),
    Case("driver-without-size", "high", (add("uncertainty", **DUTY),)),
    # The claim behind the wage is a point: it has ends, but no shape.
    Case("driver-without-size", "low", (put("uncertainty", "wage", low=None, high=None),)),
    Case("driver-range-reversed", "low", (put("uncertainty", "wage", low=50),)),
    # The wage of the study is 40.
    Case("driver-mode-outside", "mode", (put("uncertainty", "wage", low=41),)),
    Case("driver-mode-outside", "mode", (put("uncertainty", "wage", mode=45),)),
    Case("driver-mode-outside", "mode",
         (put("uncertainty", "wage", stated_as="factor", low=0.7, high=0.9),)),
    # 0.5 and 0.4 add to 0.9.
    Case("driver-outcomes", "outcomes", (add("uncertainty", **LATE, outcomes="0:0.5;6:0.4"),)),
    Case("driver-outcomes", "outcomes", (add("uncertainty", **LATE, outcomes="0:0.5;never:0.5"),)),
    Case("driver-outcomes", "outcomes", (add("uncertainty", **DUTY, outcomes="0.2:0.5;cancelled:0.5"),)),
    Case("driver-out-of-bounds", "high", (add("uncertainty", **DUTY, high=25),)),
    Case("driver-out-of-bounds", "rate", (add("uncertainty", **DUTY | {"rate": 8}, high=0.25),)),
    Case("correlation-unlike", "correlation", (put("uncertainty", "wage", correlation=0.2),)),
    Case("correlation-unlike", "correlated_with", (put("uncertainty", "wage", correlated_with=""),)),
    Case("correlation-impossible", "correlation",
         (put("uncertainty", "demand", correlation=-0.5), put("uncertainty", "wage", correlation=-0.5),
          add("uncertainty", **THIRD))),
    Case("correlation-unshared", "shared", (put("uncertainty", "demand", shared=0),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code} {case.column}")
def test_a_broken_driver_is_found(case: Case):
    """The small study has no problem; each case breaks one cell and finds it and what follows."""
    assert faults_of(case) == []
