"""Labelled arrays from tables: dims in a fixed order, defaults, and rows by year."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError
from plantshare.study import study_from_tables
from plantshare.study.labels import DIMENSIONS, labels_of
from plantshare.tables import tables_from_frames
from tests.study.small import SETTINGS, add, put, setting, small_frames, tables_with

KEYS = [
    f"{entry.name}.{column.name}"
    for entry in load_dictionary().tables.values()
    for column in entry.columns.values()
    if entry.dims and all(dim in DIMENSIONS for dim in entry.dims)
]


@pytest.fixture(scope="module")
def study():
    """Return the small study."""
    return study_from_tables(tables_with())


def test_a_column_has_the_dims_of_its_key(study):
    """Capital is one figure for each option."""
    array = study["options.capex"]

    assert array.dims == ("option",)
    assert array.to_series().to_dict() == {"alpha ashford": 0, "beta import": 0, "beta ashford": 120}


def test_a_column_by_year_holds_every_year_and_its_overrides(study):
    """Beta in GB: 40,000, and 45,000 in 2028."""
    array = study["demand.units"].sel(vehicle="beta", market="GB", scenario="base")

    assert array.dims == ("year",)
    assert array.values.tolist() == [40_000, 40_000, 45_000] + [40_000] * 5


def test_a_pair_without_row_holds_the_absent_value(study):
    """Beta is not wanted in the EU: no demand, no obligation to serve."""
    where = {"vehicle": "beta", "market": "EU"}

    assert (study["demand.units"].sel(where) == 0).all()
    assert study["demand.must_serve"].sel(where).item() is False
    assert study.has("demand").sel(where).item() is False


def test_a_ramp_without_row_of_an_age_is_missing(study):
    """The ramp states ages 0 and 1; ages without default and row stay missing."""
    share = study["ramps.share"].sel(ramp="slow")

    assert share.sel(age=[0, 1]).values.tolist() == [0.5, 1.0]
    assert np.isnan(share.sel(age=7).item())


def test_words_and_lists_are_kept(study):
    """Countries of a market are a tuple of words; an empty link is the empty word."""
    assert study["markets.countries"].sel(market="EU").item() == ("DE", "FR")
    assert study["options.ramp"].sel(option="alpha ashford").item() == ""


def test_rows_of_a_table_are_true_where_they_are(study):
    """The body shop lists both platforms, the others none."""
    array = study.has("shop_platforms")

    assert array.dims == ("shop", "platform")
    assert array.sum("platform").to_series().to_dict() == {"body": 2, "assembly": 0, "wuhu all": 0}


def test_a_flag_by_year_becomes_true_in_its_year_only():
    """From 2027 the battery must originate."""
    edit = add(
        "origin_rules_by_year", origin="GB", market="EU", powertrain="all", year=2027, battery_required=True
    )
    rules = study_from_tables(tables_with(edit))["origin_rules.battery_required"]
    flags = rules.sel(country="GB", market="EU", powertrain="all")

    assert flags.dtype == bool
    assert flags.sel(year=[2026, 2027, 2028]).values.tolist() == [False, True, False]


def test_a_row_by_year_outside_the_horizon_has_no_effect():
    """A row of 2020 would count years backwards from the end if it were not left out."""
    study = study_from_tables(tables_with(put("demand_by_year", "beta/GB/2028", year=2020)))

    assert (study["demand.units"].sel(vehicle="beta", market="GB") == 40_000).all()


@pytest.mark.parametrize("key", KEYS)
def test_every_column_makes_an_array_with_dims_in_order(study, key):
    """Dims follow the fixed order of labels, and every label of a dim is there."""
    array = study[key]

    assert list(array.dims) == [dim for dim in DIMENSIONS if dim in array.dims]
    assert array.name == key
    for dim in array.dims:
        assert array[dim].values.tolist() == study.labels[dim].tolist()


def test_an_unknown_column_is_refused(study):
    """The dictionary knows what may be asked."""
    with pytest.raises(LabelError, match=r"no column 'plants\.colour'"):
        study["plants.colour"]


def test_labels_keep_the_order_of_the_files():
    """Nothing is sorted, and countries come from factors, plants and trade."""
    labels = labels_of(tables_with(add("tariffs", origin="JP", market="GB", duty=0.1)))

    assert labels["option"].tolist() == ["alpha ashford", "beta import", "beta ashford"]
    assert labels["country"].tolist() == ["GB", "CN", "JP"]
    assert labels["year"].tolist() == list(range(2026, 2034))


def test_ages_and_years_before_run_as_far_as_the_files_need():
    """Two planned years, but a ramp of three ages and a profile that starts one year before."""
    labels = labels_of(tables_with(setting(last_year=2027), add("ramps", ramp="slow", age=2, share=1)))

    assert labels["age"].tolist() == [0, 1, 2]
    assert labels["years_before"].tolist() == [0, 1]


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    """A shuffled table gives the same figure for the same labels."""
    frames = small_frames()
    for records in frames.values():
        random.shuffle(records)
    shuffled = study_from_tables(tables_from_frames(SETTINGS, frames))
    ordered = study_from_tables(tables_with())

    for key in ("demand.units", "group_patterns.fixed_cost", "routes.use", "factors.wage"):
        expected = ordered[key]
        labels = {dim: expected[dim] for dim in expected.dims}
        np.testing.assert_array_equal(shuffled[key].sel(labels).values, expected.values)
