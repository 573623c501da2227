"""Named differences from a study: set, scale and add, in one year and in all."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from plantshare.errors import LabelError
from plantshare.study import Change, Study, study_from_tables
from plantshare.study.changes import apply_changes, changes_of
from tests.study.small import add, put, tables_with

YEARS = np.arange(2026, 2034)


def study() -> Study:
    """Return the small study: beta sells 40,000 in GB, 45,000 in 2028."""
    return study_from_tables(tables_with())


def units(changed: Study, vehicle: str = "beta") -> xr.DataArray:
    """Return the demand in GB by year."""
    return changed["demand.units"].sel(vehicle=vehicle, market="GB", scenario="base")


def test_a_change_of_every_year_reaches_the_rows_by_year():
    """Scaled by 1.2: 40,000 becomes 48,000, and 45,000 in 2028 becomes 54,000."""
    changed = study().with_changes([demand(how="scale", value=1.2)])

    assert units(changed).sel(year=2026).item() == pytest.approx(48_000)
    assert units(changed).sel(year=2028).item() == pytest.approx(54_000)


def demand(row: str = "beta/GB", year: int | None = None, how: str = "set", value: float = 0) -> Change:
    """Return a change of demand."""
    return Change(table="demand", row=row, column="units", year=year, how=how, value=value)


@pytest.mark.parametrize(
    ("how", "value", "in_2028", "in_2029"),
    [("set", 10, 10, 40_000), ("scale", 0.5, 22_500, 40_000), ("add", -5000, 40_000, 40_000)],
)
def test_a_change_of_one_year_starts_from_the_value_of_that_year(
    how: str, value: float, in_2028: float, in_2029: float
):
    """In 2028 beta sells 45,000: set to 10, halved to 22,500, less 5,000 are 40,000."""
    changed = study().with_changes([demand(year=2028, how=how, value=value)])

    assert units(changed).sel(year=2028).item() == in_2028
    assert units(changed).sel(year=2029).item() == in_2029


def test_a_change_of_a_year_without_row_starts_from_the_row_itself():
    """In 2030 there is no row by year: 40,000 plus 1,000."""
    changed = study().with_changes([demand(year=2030, how="add", value=1000)])

    assert units(changed).values.tolist() == [40_000, 40_000, 45_000, 40_000, 41_000] + [40_000] * 3


def test_a_change_of_a_year_where_another_column_has_a_row():
    """Net revenue of 2028 joins the row by year that holds the units of 2028."""
    change = Change(table="demand", row="beta/GB", column="net_revenue", year=2028, how="add", value=500)
    changed = study().with_changes([change])
    revenue = changed["demand.net_revenue"].sel(vehicle="beta", market="GB", scenario="base")

    assert len(changed.tables["demand_by_year"]) == 1
    assert revenue.sel(year=[2027, 2028]).values.tolist() == [20_500, 21_000]
    assert units(changed).sel(year=2028).item() == 45_000


def test_a_star_changes_every_row():
    """All demand halves: alpha 15,000 in GB, beta 20,000."""
    changed = study().with_changes([demand(row="*", how="scale", value=0.5)])

    assert units(changed, "alpha").sel(year=2026).item() == 15_000
    assert units(changed).sel(year=[2026, 2028]).values.tolist() == [20_000, 22_500]


def test_a_star_in_one_year_writes_a_row_for_each():
    """Demand of 2029 is 7 everywhere, and other years stay as they are."""
    changed = study().with_changes([demand(row="*", year=2029, value=7)])

    assert units(changed, "alpha").values.tolist() == [30_000] * 3 + [7] + [30_000] * 4
    assert units(changed).sel(year=2029).item() == 7


def test_changes_are_made_in_order():
    """(40,000 + 10,000) * 2 = 100,000, and the other way round 40,000 * 2 + 10,000 = 90,000."""
    more, twice = demand(how="add", value=10_000), demand(how="scale", value=2)

    assert units(study().with_changes([more, twice])).sel(year=2026).item() == 100_000
    assert units(study().with_changes([twice, more])).sel(year=2026).item() == 90_000


def test_a_flag_can_be_set():
    """One stands for true."""
    change = Change(table="options", row="beta ashford", column="may_end_early", value=1)
    array = study().with_changes([change])["options.may_end_early"]

    assert array.dtype == bool
    assert array.sel(option="beta ashford").item() is True
    assert array.sel(option="alpha ashford").item() is False


def test_a_row_is_named_by_its_whole_key():
    """The rows of a ramp are written ramp/age, with the age as a whole number."""
    change = Change(table="ramps", row="slow/1", column="share", value=0.9)

    assert apply_changes(tables_with(), [change])["ramps"].share.tolist() == [0.5, 0.9]


def test_the_study_itself_is_not_changed():
    """A change makes a new study."""
    before = study()
    frame = before.frame("demand").copy()
    before.with_changes([demand(value=1), demand(year=2030, value=2)])

    pd.testing.assert_frame_equal(before.frame("demand"), frame)
    assert len(before.frame("demand_by_year")) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (demand(row="gamma/GB"), "has no row 'gamma/GB'"),
        (Change(table="demand", row="*", column="volume", value=1), "no column 'demand.volume'"),
        (Change(table="demands", row="*", column="units", value=1), "no column 'demands.units'"),
        (Change(table="plants", row="*", column="country", value=1), "holds words"),
        (Change(table="options", row="*", column="capex", value=1, year=2028), "does not differ by year"),
    ],
)
def test_a_change_of_nothing_is_refused(change: Change, words: str):
    """A change that names no cell would be lost in silence."""
    with pytest.raises(LabelError, match=words):
        study().with_changes([change])


def test_scenarios_list_their_changes():
    """High scales demand of alpha in every year, low in 2028 alone."""
    assert changes_of(tables_with(), "high") == (demand("alpha/GB", None, "scale", 1.2),)
    assert changes_of(tables_with(), "low") == (demand("alpha/GB", 2028, "scale", 0.8),)


def test_an_unknown_scenario_is_refused():
    """The message lists those that there are."""
    with pytest.raises(LabelError, match="the study has high, low"):
        changes_of(tables_with(), "middle")


def test_scenarios_planned_together_keep_a_slice_each():
    """Alpha in GB: 30,000 * 1.2 in high; 30,000 in low, and 24,000 in 2028."""
    both = study().with_scenarios(["high", "low"])
    array = both["demand.units"].sel(vehicle="alpha", market="GB")

    assert array.dims == ("year", "scenario")
    assert array.sel(scenario="high").values.tolist() == [36_000] * 8
    assert array.sel(scenario="low", year=[2027, 2028]).values.tolist() == [30_000, 24_000]
    assert both.probability.values.tolist() == [0.5, 0.5]


def test_probabilities_are_rescaled_over_those_planned():
    """0.6 and 0.2 of three scenarios make 0.75 and 0.25."""
    tables = tables_with(
        put("scenarios", "high", probability=0.6),
        put("scenarios", "low", probability=0.2),
        add("scenarios", scenario="base", probability=0.2),
    )
    both = study_from_tables(tables).with_scenarios(["high", "low"])

    assert both.probability.values == pytest.approx([0.75, 0.25])


def test_scenarios_without_probability_weigh_the_same():
    """Two empty cells make a half each."""
    tables = tables_with(
        put("scenarios", "high", probability=None), put("scenarios", "low", probability=None)
    )

    assert study_from_tables(tables).with_scenarios(["high", "low"]).weights == (0.5, 0.5)


def test_a_scenario_of_something_decided_before_is_refused_among_others():
    """Capital is paid before the future is known; alone the scenario may be solved."""
    row = {"scenario": "dear", "table": "options", "row": "beta ashford", "column": "capex"}
    tables = tables_with(add("scenarios", scenario="dear"), add("scenario_changes", **row, value=200))

    with pytest.raises(LabelError, match="solve it alone"):
        study_from_tables(tables).with_scenarios(["high", "dear"])
    alone = study_from_tables(tables).with_scenario("dear")
    assert alone["options.capex"].sel(option="beta ashford").item() == 200
