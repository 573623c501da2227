"""The study as a whole: discounting, settings, and what a new study keeps."""

from __future__ import annotations

import pytest

from plantshare.errors import LabelError
from plantshare.study import Change, study_from_tables
from tests.study.small import setting, tables_with


def test_cash_of_the_first_year_is_discounted_once():
    """d_t = 1.1^-t with t = 1 in 2026: 0.9091, 0.8264, ..."""
    discount = study_from_tables(tables_with(setting(discount_rate=0.1))).discount

    assert discount.sel(year=2026).item() == pytest.approx(1 / 1.1)
    assert discount.sel(year=2033).item() == pytest.approx(1.1**-8)


def test_settings_are_replaced_in_a_new_study():
    """The old study keeps its settings."""
    study = study_from_tables(tables_with())
    longer = study.with_settings(last_year=2035, sharing="off")

    assert len(longer.years) == 10
    assert longer.settings["sharing"] == "off"
    assert len(study.years) == 8
    assert study.settings["sharing"] == "on"


def test_an_unknown_setting_is_refused():
    """A misspelt setting would be lost in silence."""
    with pytest.raises(LabelError, match="no setting 'last_yaer'"):
        study_from_tables(tables_with()).with_settings(last_yaer=2035)


def test_a_change_reaches_every_scenario_that_is_planned():
    """Wage 50 in GB, in high and in low."""
    both = study_from_tables(tables_with()).with_scenarios(["high", "low"])
    wage = both.with_changes([Change(table="factors", row="GB", column="wage", value=50)])["factors.wage"]

    assert wage.dims == ("country", "year", "scenario")
    assert (wage.sel(country="GB") == 50).all()
    assert (wage.sel(country="CN") == 60).all()


def test_settings_keep_the_scenarios():
    """Two scenarios planned together stay two after a setting is replaced."""
    both = study_from_tables(tables_with()).with_scenarios(["high", "low"]).with_settings(last_year=2030)

    assert list(both.futures) == ["high", "low"]
    assert both["demand.units"].sizes["year"] == 5
