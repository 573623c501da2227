"""A correct result spoilt in one place must be refused, and the rule that it breaks must be named."""

from dataclasses import replace

import pandas as pd
import pytest

from plantshare.errors import CheckError
from plantshare.results.checker import check_result
from plantshare.solve import solve
from tests.results.checker.corruption import Case, Corruption, case_of
from tests.results.checker.rich import RICH
from tests.results.checker.spoilt_money import MONEY
from tests.results.checker.spoilt_plans import PEOPLE, PLAN


@pytest.fixture(scope="module")
def levels() -> Case:
    """Return the rich study planned with shift levels."""
    return case_of(solve(RICH.study()))


@pytest.fixture(scope="module")
def heads() -> Case:
    """Return the rich study planned with people."""
    return case_of(solve(RICH.with_settings(labour="heads").study()))


def refuse(case: Case, corruption: Corruption) -> None:
    """Assert that a spoilt case is refused for the right rule."""
    audit = corruption.spoil(case).audit()
    named = [failure for failure in audit.failures if failure.startswith(f"{corruption.rule}: ")]
    assert named, audit.failures
    assert audit.largest[corruption.rule] > 0
    assert all(": found " in failure and ", allowed " in failure for failure in audit.failures)
    with pytest.raises(CheckError, match="The result fails its check"):
        audit.require()


def test_the_rich_plans_pass(levels, heads):
    """Before it is spoilt nothing is wrong, and every value that is spoilt below is there."""
    for case in (levels, heads):
        assert case.audit().failures == ()
    used = {name for name, array in levels.values.items() if bool((array != 0).any())}
    assert used == set(levels.values) - {"target_missed"}
    assert {"hired", "made_redundant", "heads"} <= set(heads.values)


@pytest.mark.parametrize("corruption", PLAN, ids=lambda corruption: corruption.words)
def test_a_spoilt_plan_is_refused(levels, corruption):
    """One value or limit is changed; the rule that it breaks is named."""
    refuse(levels, corruption)


@pytest.mark.parametrize("corruption", MONEY, ids=lambda corruption: corruption.words)
def test_spoilt_money_is_refused(levels, corruption):
    """One amount, payer or total is changed; the kind of money or the total is named."""
    refuse(levels, corruption)


@pytest.mark.parametrize("corruption", PEOPLE, ids=lambda corruption: corruption.words)
def test_spoilt_people_are_refused(heads, corruption):
    """One number of people or its cost is changed."""
    refuse(heads, corruption)


def test_a_failure_names_rule_place_found_and_allowed(levels):
    """Paint on two shifts builds 27 * 2 * 8 * 250 = 108,000, less 1,000, plus 5,000 of the expansion.

    115,000 are painted and 3,000 of them on overtime; without the expansion 110,000 are allowed.
    """
    audit = levels.put("expanded", 0).audit()
    assert (
        "capacity: shop paint, year 2028, scenario high: found 115,000.00 vehicles/yr, "
        "allowed at most 110,000.00 vehicles/yr" in audit.failures
    )
    assert audit.largest["capacity"] == pytest.approx(5000)


def test_tidy_frames_are_read_as_arrays_are(levels):
    """The frames of ``Result.to_frame`` carry the same cells, so the audit is the same."""
    result = solve(RICH.study())
    frames = {name: result.to_frame(name) for name in result.values}
    audit = replace(case_of(result), values=frames).audit()
    assert audit.failures == ()
    assert audit.npv == check_result(result).npv


def test_a_cell_given_twice_is_refused(levels):
    """Two rows for one flow are no plan, even if they add up."""
    frame = levels.values["lost"].rename("lost").to_dataframe()["lost"].reset_index()
    twice = pd.concat([frame, frame.iloc[:1]])
    audit = replace(levels, values={**levels.values, "lost": twice}).audit()
    assert [failure.split(":")[0] for failure in audit.failures] == ["known labels"]
