"""Launches that come late: a plan that builds before its ramp has come is refused."""

from __future__ import annotations

import math

import pytest

from plantshare.results.checker.check import check_plan
from tests.formulation.plants import best, guest, study_with

SLOW = [{"ramp": "slow", "age": age, "share": share} for age, share in ((0, 0.4), (1, 0.8), (2, 1.0))]


def failures(months: float, **option: object) -> tuple[str, ...]:
    """Return what is wrong with a plan made on time where the launch comes some months late."""
    result = best(study_with(ramps=SLOW, **guest(**option)))
    late = study_with(ramps=SLOW, **guest(**option, launch_delay=months)).tables
    audit = check_plan({"base": late}, {"base": 1.0}, result.values, result.money, result.proof.objective)
    return audit.failures


def test_a_plan_made_on_time_passes_on_time():
    """No delay, nothing to find."""
    assert failures(0, peak_rate=10_000, ramp="slow") == ()


@pytest.mark.parametrize(("months", "allowed"), [(6, "2,000"), (12, "0"), (math.inf, "0")])
def test_output_before_the_ramp_is_refused(months, allowed):
    """4,000 are built in 2026; half a year late allows half of 4,000, a year late and never nothing."""
    found = failures(months, peak_rate=10_000, ramp="slow")

    first = next(each for each in found if each.startswith("peak rate: ") and "2026" in each)
    assert "found 4,000" in first
    assert f"allowed at most {allowed}.00" in first


def test_output_without_a_peak_rate_is_held_to_what_is_asked_for():
    """10,000 are built in 2026 without a ramp; three months late allows 9 of 12 months, 7,500."""
    found = failures(3)

    assert any("found 10,000" in each and "allowed at most 7,500" in each for each in found)
