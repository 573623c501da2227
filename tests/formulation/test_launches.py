"""Launches: windows, lead times, lives, run-outs and capital."""

from __future__ import annotations

import pytest

from tests.formulation.plants import BASE, best, guest, profit, study_with


def test_base_year_earns_margin_less_one_shift():
    """50 thousand at 2,000 less 10 million a year, three years: 3 * 90."""
    assert profit() == pytest.approx(270)


def test_run_out_ends_output():
    """Built until 2026 only: 90, then two years idle at 2 million: 90 - 2 * 2."""
    assert profit(incumbents=[{"option": "A Leipzig", "until": 2026}]) == pytest.approx(90 - 4)


def test_launch_waits_for_its_lead_time():
    """B earns 10 * 3 = 30 a year. Lead 1 leaves 2027 and 2028; capital 20: 270 + 60 - 20."""
    result = best(study_with(**guest(capex=20, lead_years=1)))

    assert result.proof.objective == pytest.approx(270 + 60 - 20)
    assert list(result.to_frame("launched").year) == [2027]


def test_launch_that_does_not_pay_is_left_out():
    """Two years of 30 are less than 61 of capital."""
    assert profit(**guest(capex=61, lead_years=1)) == pytest.approx(270)


def test_launch_stays_inside_its_window():
    """Only 2028 is left, when B earns 30 for a capital of 5."""
    assert profit(**guest(capex=5, earliest_launch=2028)) == pytest.approx(270 + 30 - 5)
    assert profit(**guest(capex=35, latest_launch=2025)) == pytest.approx(270)


def test_life_ends_production():
    """A life of two years: one launch gives 2 * 30 - 20."""
    assert profit(**guest(capex=20, life_years=2)) == pytest.approx(270 + 60 - 20)


def test_early_end_saves_the_fixed_cost():
    """B sells in 2026 alone: 30 - 4 fixed - 1 capital; without an early end it pays 4 three times."""
    tables = guest(capex=1, fixed_cost=4, may_end_early=True)
    tables["demand_by_year"] = [
        {"vehicle": "B", "market": "home", "year": year, "units": 0} for year in (2027, 2028)
    ]
    kept = guest(capex=1, fixed_cost=4, may_end_early=False)
    kept["demand_by_year"] = tables["demand_by_year"]

    assert profit(**tables) == pytest.approx(270 + 30 - 4 - 1)
    assert profit(**kept) == pytest.approx(270 + 30 - 12 - 1)


def test_early_end_of_a_finished_life_is_allowed():
    """A life of one year with an early end allowed: the option simply ends, 30 - 1."""
    assert profit(**guest(capex=1, life_years=1, may_end_early=True)) == pytest.approx(270 + 29)


def test_capital_is_spent_over_its_profile():
    """At 10%, 40 of capital: half a year before the launch in 2027. Sales in 2027 and 2028.

    -20 / 1.1 - 20 / 1.21 + 30 / 1.21 + 30 / 1.331 beside 90 a year.
    """
    tables = guest(capex=40, lead_years=1, capex_profile="split")
    profiles = [
        {"profile": "split", "years_before": 0, "share": 0.5},
        {"profile": "split", "years_before": 1, "share": 0.5},
    ]
    base = 90 / 1.1 + 90 / 1.21 + 90 / 1.331
    extra = -20 / 1.1 - 20 / 1.21 + 30 / 1.21 + 30 / 1.331

    assert profit({"discount_rate": 0.1}, capex_profiles=profiles, **tables) == pytest.approx(base + extra)


def test_site_limit_counts_plants_other_than_imports():
    """B may be built at one plant: a second option at Leipzig does not launch beside the first."""
    tables = guest(peak_rate=5_000)
    tables["options"].append(tables["options"][-1] | {"option": "B second"})
    tables["routes"].append({"option": "B second", "shop": "line"})

    assert profit(**tables) == pytest.approx(270 + 90)
    vehicles = [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Bo", "site_limit": 1}]
    assert profit(vehicles=vehicles, **tables) == pytest.approx(270 + 45)


def test_guests_need_sharing():
    """With sharing off Bo may not launch at Ada's plant; a partner of the plant may."""
    plants = [BASE["plants"][0] | {"partners": "Bo"}, BASE["plants"][1]]

    assert profit({"sharing": "off"}, **guest()) == pytest.approx(270)
    assert profit({"sharing": "on"}, **guest()) == pytest.approx(270 + 90)
    assert profit({"sharing": "off"}, plants=plants, **guest()) == pytest.approx(270 + 90)


def test_a_partner_pays_the_owner_its_cost_too():
    """Bo is a partner at Leipzig: it needs no sharing, and still refunds 500 a car and 3 a year."""
    plants = [BASE["plants"][0] | {"partners": "Bo"}, BASE["plants"][1]]
    tables = guest(other_conversion=500, fixed_cost=3)
    result = best(study_with({"sharing": "off"}, plants=plants, **tables))

    assert result.npv()["Ada"] == pytest.approx(270)
    assert result.npv()["Bo"] == pytest.approx(3 * (30 - 5 - 3))


def test_guest_pays_the_host_its_variable_cost():
    """Ada spends 500 a car on B and 3 million a year; Bo refunds both, so that Ada gains nothing."""
    result = best(study_with(**guest(other_conversion=500, fixed_cost=3, capex=6)))
    alone = best(study_with())

    assert result.npv()["Ada"] == pytest.approx(alone.npv()["Ada"])
    assert result.npv()["Bo"] == pytest.approx(3 * (30 - 5 - 3) - 6)
    assert result.statement(("kind",)).amount.get("build fee", 0.0) == pytest.approx(0.0)
