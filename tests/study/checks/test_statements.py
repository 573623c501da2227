"""Published capacities beside the computed ones: kinds in series, groups in parallel, patterns."""

from __future__ import annotations

import pytest

from plantshare.study.capacity import plant_capacity_frame
from plantshare.study.checks import check_study
from tests.study.checks.found import faults_of
from tests.study.small import Case, add, put, tables_with

STATED = "annual report"

CASES = (
    # 110,000 is 14.8% below the computed 129,043; 109,000 is 15.5% below.
    Case("capacity-statement-differs", "units", (put("capacity_statements", STATED, units=109_000),)),
    # Without pattern the nearest counts: 85,000 is 31.7% above one shift and 34.1% below two.
    Case("capacity-statement-differs", "units",
         (put("capacity_statements", STATED, units=85_000, pattern=""),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_statement_off_by_more_than_fifteen_percent_is_found(case: Case):
    """The computed capacity of Ashford on two shifts is 40 * 0.88 * 2 * 7.8 * 235 = 129,043."""
    assert faults_of(case) == []


def test_a_statement_within_fifteen_percent_is_left_alone():
    """110,000 / 129,043 = 0.852."""
    assert check_study(tables_with(put("capacity_statements", STATED, units=110_000))) == ()


def test_a_statement_without_pattern_may_mean_any_of_them():
    """64,000 vehicles are one shift of 64,522."""
    edit = put("capacity_statements", STATED, units=64_000, pattern="")

    assert check_study(tables_with(edit)) == ()


def test_both_numbers_and_the_basis_are_shown():
    """The reader needs the stated figure with its basis and the computed one with its pattern."""
    problem = check_study(tables_with(put("capacity_statements", STATED, units=600_000)))[0]

    assert "600,000 vehicles a year (two shifts, straight time)" in problem.found
    assert "129,043" in problem.wanted
    assert "'two'" in problem.wanted


def test_a_second_line_adds_and_a_battery_shop_does_not_count():
    """Ashford makes 129,043 in series; a line of 10 * 3,666 hours adds 36,660; batteries limit nothing."""
    tables = tables_with(
        add("shops", shop="annex", group="ashford line", kind="line", gross_rate=10),
        add("shops", shop="packs", group="ashford line", kind="battery", gross_rate=1),
    )

    assert plant_capacity_frame(tables).loc["ashford", "two"] == pytest.approx(129_043.2 + 36_660)
