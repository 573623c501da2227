"""The decisions of a plan, listed."""

from __future__ import annotations

import pytest

from plantshare.results import Result
from plantshare.results.plan import closures, deals_signed, expansions, launches, shifts, volumes
from plantshare.solve import solve
from plantshare.study import study_from_tables
from tests.run.studies import rows, small_tables


@pytest.fixture(scope="module")
def result() -> Result:
    """Return the small study solved with sharing on."""
    return solve(study_from_tables(small_tables()))


def test_a_launch_names_guest_and_host(result: Result) -> None:
    """Bo builds up to 20,000 of B a year as a guest of Ada in Leipzig, from 2026."""
    (launch,) = launches(result).to_dict("records")

    assert (launch["option"], launch["vehicle"], launch["plant"]) == ("B Leipzig", "B", "Leipzig")
    assert (launch["brand"], launch["host"], launch["guest"]) == ("Bo", "Ada", True)
    assert launch["year"] == 2026
    assert launch["peak_volume"] == pytest.approx(20_000)


def test_shifts_and_volumes_are_those_of_the_plan(result: Result) -> None:
    """One shift of 60,000 is enough for 50,000 a year, and nothing closes or grows."""
    share = {(row.plant, row.pattern, row.year): row.share for row in shifts(result).itertuples()}

    assert share == {("Leipzig", "one", 2026): 1.0, ("Leipzig", "one", 2027): 1.0}
    assert volumes(result, "plant").to_numpy().tolist() == [["Leipzig", pytest.approx(100_000)]]
    assert closures(result).empty
    assert expansions(result).empty
    assert deals_signed(result) == ()


def test_a_group_that_does_not_pay_closes() -> None:
    """A runs out in 2026, after which 6 million a year for one shift buy nothing."""
    incumbents = [{**row, "until": 2026} for row in rows()["incumbents"]]
    patterns = [*rows()["shift_patterns"], {"pattern": "shut", "role": "closed", "level": 0, "shifts": 0}]
    fixed = [*rows()["group_patterns"], {"group": "line", "pattern": "shut", "fixed_cost": 0}]
    changed = {"incumbents": incumbents, "shift_patterns": patterns, "group_patterns": fixed}

    result = solve(study_from_tables(small_tables(changed, sharing="off")))

    assert closures(result).to_numpy().tolist() == [["Leipzig", "line", 2027]]


def test_an_expansion_and_a_deal_are_listed() -> None:
    """A line of 40,000 grows by 20,000 for 1 million when a deal opens it to 20,000 of B."""
    capacity = [{"shop": "assembly", "pattern": name, "capacity": 40_000} for name in ("one", "two")]
    expansion = {"expansion": "bay", "shop": "assembly", "capacity": 20_000, "cost": 1, "lead_years": 0}
    deal = {"deal": "guest", "host": "Ada", "guest": "Bo", "options": "B Leipzig"}
    changed = {"shop_patterns": capacity, "expansions": [expansion], "deals": [deal]}

    result = solve(study_from_tables(small_tables(changed, sharing="deals")))

    assert expansions(result).to_numpy().tolist() == [["bay", "assembly", 2026]]
    assert deals_signed(result) == ("guest",)
