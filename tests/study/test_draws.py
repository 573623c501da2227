"""Drawn futures: what they do to columns, and the same futures as tables."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from plantshare.errors import LabelError
from plantshare.study import Change, Draw, Draws, Study, study_from_tables
from plantshare.study.arrays import array_of
from plantshare.tables import tables_from_frames

NAMES = np.array(["draw 1", "draw 2"], dtype=object)


@pytest.fixture
def study() -> Study:
    """Return a study of two cars in one market, 2026 to 2027; B sells 60 in 2027 by an override."""
    return study_from_tables(
        tables_from_frames(
            {"name": "two", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2027},
            {
                "companies": [{"company": "Ada"}],
                "plants": [{"plant": "Leipzig", "company": "Ada", "country": "DE"}],
                "vehicles": [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Ada"}],
                "markets": [{"market": "home", "countries": "DE"}],
                "demand": [
                    {"vehicle": "A", "market": "home", "units": 100, "net_revenue": 20},
                    {"vehicle": "B", "market": "home", "units": 50, "net_revenue": 30},
                ],
                "demand_by_year": [{"vehicle": "B", "market": "home", "year": 2027, "units": 60}],
            },
        )
    )


def demand_factors(study: Study) -> Draw:
    """Return demand of A times 1.25 and 0.5 in 2027; B and 2026 stay."""
    values = np.full((2, 2, 2), np.nan)
    values[0, 1] = [1.25, 0.5]
    coords = {"vehicle": study.labels["vehicle"], "year": study.years, "scenario": NAMES}
    array = xr.DataArray(values, coords=coords, dims=("vehicle", "year", "scenario"))
    return Draw(key="demand.units", how="scale", values=array)


def drawn(study: Study, *columns: Draw) -> Study:
    """Return the study with two futures of 25 and 75 percent."""
    return study.with_draws(Draws(columns=columns, weights=(0.25, 0.75), origin={"seed": 1}))


def test_a_factor_changes_only_its_cells(study: Study) -> None:
    """A sells 100 * 1.25 = 125 and 100 * 0.5 = 50 in 2027, and B its 60 in both futures."""
    units = drawn(study, demand_factors(study))["demand.units"]

    assert units.sel(vehicle="A", market="home").values.tolist() == [[100, 100], [125, 50]]
    assert units.sel(vehicle="B", market="home").values.tolist() == [[50, 50], [60, 60]]
    assert units.dims == ("vehicle", "market", "year", "scenario")


def test_a_column_that_is_not_drawn_takes_no_memory(study: Study) -> None:
    """Every future sees the same revenue: the array repeats one future with a stride of 0."""
    revenue = drawn(study, demand_factors(study))["demand.net_revenue"]

    assert revenue.sizes["scenario"] == 2
    assert revenue.values.strides[-1] == 0


def test_labels_are_checked_without_building_an_array(study: Study) -> None:
    """Of ten thousand futures no array is made before somebody asks for the column."""
    both = drawn(study, demand_factors(study))

    assert both.arrays == {}
    assert both["demand.units"].sizes["scenario"] == 2


def test_additions_and_values_follow_in_order(study: Study) -> None:
    """Revenue 20 + 5 = 25, then set to 7 in the second future."""
    add = xr.DataArray([5.0, 5.0], coords={"scenario": NAMES}, dims="scenario")
    put = xr.DataArray([np.nan, 7.0], coords={"scenario": NAMES}, dims="scenario")
    both = drawn(
        study,
        Draw(key="demand.net_revenue", how="add", values=add),
        Draw(key="demand.net_revenue", how="set", values=put),
    )

    assert both["demand.net_revenue"].sel(vehicle="A", year=2026).values.tolist() == [[25, 7]]


def test_tables_of_a_future_hold_what_its_arrays_hold(study: Study) -> None:
    """Reading the tables of each future gives the slice of the array, for every uncertain column."""
    both = drawn(study, demand_factors(study))

    for place, name in enumerate(both.futures):
        for key in ("demand.units", "demand.net_revenue"):
            array = array_of(both.futures[name], key, both.labels)
            xr.testing.assert_equal(array, both[key].isel(scenario=place, drop=True))


def test_changes_keep_the_factors(study: Study) -> None:
    """With demand of A doubled, the futures of 2027 sell 250 and 100."""
    change = Change(table="demand", row="A/home", column="units", how="scale", value=2.0)
    doubled = drawn(study, demand_factors(study)).with_changes([change])

    assert doubled["demand.units"].sel(vehicle="A", market="home", year=2027).values.tolist() == [250, 100]
    assert doubled.with_settings(gap=0.01)["demand.units"].sel(vehicle="A", year=2027).values.tolist() == [
        [250, 100]
    ]


def test_some_of_the_futures_share_the_probability(study: Study) -> None:
    """Of 25 and 75 percent the second alone has 100 percent."""
    draws = Draws(columns=(demand_factors(study),), weights=(0.25, 0.75), origin={}).chosen([1])

    assert draws.names == ("draw 2",)
    assert draws.weights == (1.0,)


def test_first_stage_columns_and_strange_labels_are_refused(study: Study) -> None:
    """Peak rates are decided on beforehand, a draw needs futures, and its labels must be the study's."""
    number = xr.DataArray([1.0, 1.0], coords={"scenario": NAMES}, dims="scenario")
    with pytest.raises(LabelError, match=r"options\.peak_rate is decided on before"):
        Draw(key="options.peak_rate", how="scale", values=number)
    with pytest.raises(LabelError, match="needs the dim scenario"):
        Draw(key="demand.units", how="scale", values=number.isel(scenario=0))
    with pytest.raises(LabelError, match="has no dim shop"):
        Draw(key="demand.units", how="scale", values=number.expand_dims(shop=["x"]))
    other = number.expand_dims(vehicle=["A", "Z"])
    with pytest.raises(LabelError, match="other labels of vehicle"):
        drawn(study, Draw(key="demand.units", how="scale", values=other))
