"""Drawn futures against what their distributions say."""

from __future__ import annotations

import math
from typing import get_args

import numpy as np
import pytest
import xarray as xr

from plantshare.errors import LabelError, MethodError
from plantshare.study import Draws, Study
from plantshare.uncertainty import draw_futures
from plantshare.uncertainty.points import Sampler
from tests.uncertainty.studies import BASE, DUTY, LATE, POWER, STOP, WALK, study_of

MANY = 1 << 14
EVERY = (WALK, POWER, DUTY, STOP, LATE)


def only(draws: Draws) -> xr.DataArray:
    """Return the values of the one driver."""
    (draw,) = draws.columns
    return draw.values


def walk(study: Study, **options: object) -> np.ndarray:
    """Return the factors of the walk, dims (vehicle, year, scenario)."""
    return only(draw_futures(study, MANY, seed=1, **options)).values


def test_the_spread_of_a_walk_grows_over_the_years():
    """Var[t] = 0.15^2 (1 + 0.64 + ...): 0.15000, 0.19209, 0.21475, 0.22807, 0.23620."""
    spread = np.log(walk(study_of(WALK))).std(axis=2)

    assert spread == pytest.approx(np.tile([0.15000, 0.19209, 0.21475, 0.22807, 0.23620], (3, 1)), abs=2e-3)


def test_five_and_ninety_five_percent_of_the_fifth_year():
    """exp(+-1.645 * 0.2362 - 0.2362^2 / 2) = 0.6594 and 1.4343."""
    ends = np.quantile(walk(study_of(WALK))[:, -1], (0.05, 0.95), axis=1)

    assert ends == pytest.approx(np.tile([[0.6594], [1.4343]], (1, 3)), abs=6e-3)


@pytest.mark.parametrize("sampler", get_args(Sampler))
def test_the_mean_of_demand_is_the_forecast(sampler):
    """The mean factor is 1 in every year, within 4 standard errors of independent draws."""
    factors = walk(study_of(WALK), sampler=sampler)
    error = factors.std(axis=2) / math.sqrt(MANY)

    assert (np.abs(factors.mean(axis=2) - 1) < 4 * error).all()


def test_the_mean_of_a_net_is_far_closer():
    """A scrambled net leaves a tenth of the error of independent draws, or less."""
    factors = walk(study_of(WALK))
    error = factors.std(axis=2) / math.sqrt(MANY)

    assert (np.abs(factors.mean(axis=2) - 1) < 0.1 * error).all()


def test_an_error_carries_into_the_next_year():
    """e[t] = 0.8 e[t-1] + a new shock: the slope of one year's error on the last is 0.8."""
    errors = np.log(walk(study_of(WALK)))
    slope = [np.polyfit(errors[0, t], errors[0, t + 1], 1)[0] for t in range(4)]

    assert slope == pytest.approx([0.8] * 4, abs=0.02)


def test_vehicles_share_part_of_their_errors():
    """With 0.6 shared by all, the errors of any two vehicles are correlated by 0.6; without, by 0."""
    for shared in (0.0, 0.6):
        errors = np.log(walk(study_of(WALK | {"shared": shared})))
        found = [np.corrcoef(errors[:, year])[np.triu_indices(3, 1)] for year in range(5)]

        assert np.array(found) == pytest.approx(np.full((5, 3), shared), abs=0.03)


def test_vehicles_of_a_segment_share_part_of_their_errors():
    """A and B are small, C is large: 0.5 within the segment, nothing across."""
    errors = np.log(walk(study_of(WALK | {"shared": 0.5, "shared_by": "segment"})))
    found = np.corrcoef(errors[:, 4])

    assert [found[0, 1], found[0, 2], found[1, 2]] == pytest.approx([0.5, 0, 0], abs=0.03)


def test_a_walk_by_segment_is_one_for_its_vehicles():
    """By segment A and B have the same factors, C has its own."""
    factors = walk(study_of(WALK | {"by": "segment"}))

    assert (factors[0] == factors[1]).all()
    assert not (factors[0] == factors[2]).any()


def test_a_walk_by_vehicle_and_market_has_one_for_each_row():
    """The factors of A at home and away differ; B is not sold away, so that cell stays."""
    values = only(draw_futures(study_of(WALK | {"by": "vehicle;market"}), 64))

    assert values.dims == ("vehicle", "market", "year", "scenario")
    assert not (values.sel(vehicle="A", market="home") == values.sel(vehicle="A", market="away")).any()
    assert values.sel(vehicle="B", market="away").isnull().all()


def test_by_year_shapes_stay():
    """A sells 100 at home and 200 in 2027; every future multiplies both by its own factor."""
    study = study_of(WALK)
    draws = draw_futures(study, 8)
    units = study.with_draws(draws)["demand.units"].sel(vehicle="A", market="home")
    factor = only(draws).sel(vehicle="A")

    assert units.sel(year=2026).values == pytest.approx(100 * factor.sel(year=2026).values)
    assert units.sel(year=2027).values == pytest.approx(200 * factor.sel(year=2027).values)


def test_drivers_of_one_set_are_correlated():
    """A walk of all demand and one of a wage in a set of 0.5: their errors correlate by 0.5 in every year."""
    together = {"correlated_with": "economy", "correlation": 0.5}
    wage = WALK | {"driver": "wage", "table": "factors", "column": "wage", "row": "AT"}
    study = study_of(WALK | {"by": "all"} | together, wage | together)
    sales, wages = (draw.values.values.reshape(5, MANY) for draw in draw_futures(study, MANY).columns)
    found = [np.corrcoef(np.log(sales[t]), np.log(wages[t]))[0, 1] for t in range(5)]

    assert found == pytest.approx([0.5] * 5, abs=0.02)


@pytest.mark.parametrize("correlation", [0.7, -0.7])
def test_ranges_of_one_set_are_correlated(correlation):
    """Two uniform ranges with normal scores correlated by r: the ranks by 6 / pi asin(r / 2)."""
    power = POWER | {"distribution": "uniform", "correlated_with": "fuel", "correlation": correlation}
    other = power | {"driver": "other", "row": "AT", "low": 50, "high": 150}
    first, second = (
        draw.values.values.ravel() for draw in draw_futures(study_of(power, other), MANY).columns
    )

    assert np.corrcoef(first, second)[0, 1] == pytest.approx(
        6 / math.pi * math.asin(correlation / 2), abs=0.02
    )


def test_shared_parts_weaken_the_correlation_with_others():
    """Labels of two drivers correlate by c sqrt(s s') = 0.8 * 0.5 = 0.4."""
    together = {"correlated_with": "economy", "correlation": 0.8, "shared": 0.5}
    wage = WALK | {"driver": "wage", "table": "factors", "column": "wage"}
    sales, wages = (
        draw.values.values for draw in draw_futures(study_of(WALK | together, wage | together), MANY).columns
    )

    assert np.corrcoef(np.log(sales[0, 2]), np.log(wages[1, 2]))[0, 1] == pytest.approx(0.4, abs=0.03)


def test_a_range_is_a_factor_on_the_value_of_the_study():
    """150 a MWh between 120 and 240: a triangle of mean (120 + 150 + 240) / 3 = 170, one for all years."""
    study = study_of(POWER)
    draws = draw_futures(study, MANY)
    price = study.with_draws(draws)["factors.electricity_price"]

    assert price.sel(country="DE", year=2026).mean() == pytest.approx(170, abs=0.05)
    assert price.sel(country="DE").min() >= 120
    assert price.sel(country="DE").max() <= 240
    assert (price.sel(country="AT") == 100).all()
    assert (price.sel(year=2026) == price.sel(year=2030)).all()


def test_a_range_takes_the_claim_behind_a_figure():
    """The wage of 40 rests on a uniform claim of 36 to 44, that of 44 on none: mean 40, and 44 for sure."""
    wage = {"driver": "wage", "kind": "range", "table": "factors", "column": "wage"}
    claim = {"claim": "survey", "value": 40, "low": 36, "high": 44, "distribution": "uniform", "grade": "C"}
    evidence = {"table": "factors", "row": "DE", "column": "wage", "claim": "survey"}
    study = study_of(wage, claims=[claim], evidence=[evidence])
    drawn = study.with_draws(draw_futures(study, MANY))["factors.wage"].sel(year=2026)

    assert drawn.sel(country="DE").mean() == pytest.approx(40, abs=0.01)
    assert drawn.sel(country="DE").std() == pytest.approx(8 / math.sqrt(12), abs=0.01)
    assert (drawn.sel(country="AT") == 44).all()


def test_a_range_without_ends_or_claims_is_refused():
    """Nothing says how far the wage moves."""
    with pytest.raises(LabelError, match=r"'wage' states no range, and no claim behind factors\.wage"):
        draw_futures(study_of({"driver": "wage", "kind": "range", "table": "factors", "column": "wage"}), 8)


def test_a_bias_is_one_factor_for_all_demand():
    """Forecasts run 25% high in the likeliest case: one factor for all, between 0.7 and 1."""
    bias = {"driver": "bias", "kind": "range", "table": "demand", "column": "units", "by": "all",
            "low": 0.7, "mode": 0.8, "high": 1.0, "stated_as": "factor"}  # fmt: skip
    values = only(draw_futures(study_of(bias), MANY))

    assert values.dims == ("scenario",)
    assert values.mean() == pytest.approx(2.5 / 3, abs=1e-3)


@pytest.mark.parametrize("start", ["off", "on", "stationary"])
def test_shares_of_a_regime_are_those_of_its_chain(start):
    """on[t+1] = on[t] (1 - 0.2) + off[t] 0.08, from 0, from 1, or from 0.08 / 0.28 = 0.2857."""
    duty = study_of(DUTY | {"start": start})
    drawn = duty.with_draws(draw_futures(duty, MANY))["tariffs.countervailing"]
    values = drawn.sel(country="DE", market="away", powertrain="all").values
    share = {"off": 0.0, "on": 1.0, "stationary": 0.08 / 0.28}[start]
    expected = []
    for _ in range(5):
        share = share if start == "stationary" else share * 0.8 + (1 - share) * 0.08
        expected.append(share)

    assert set(np.unique(values)) == {0.0, 0.25}
    assert (values > 0).mean(axis=1) == pytest.approx(np.array(expected), abs=6e-3)


def test_the_year_of_the_first_switch_is_stratified():
    """Of 1,024 futures 1024 * 0.08 * 0.92^k switch first in year k, rounded up or down."""
    values = only(draw_futures(study_of(DUTY | {"return_rate": 0}), 1024)).values.reshape(5, 1024)
    first = np.bincount(np.where(np.isnan(values), 0, 1).argmax(axis=0)[~np.isnan(values).all(axis=0)])
    expected = 1024 * 0.08 * 0.92 ** np.arange(5)

    assert np.abs(first - expected).max() <= 1


def test_a_state_lasts_as_long_as_its_chain_says():
    """Of the futures in which the duty is on in a year, 0.2 are rid of it in the next."""
    values = only(draw_futures(study_of(DUTY), MANY)).values.reshape(5, MANY)
    on = ~np.isnan(values)

    for year in range(4):
        assert on[year + 1][on[year]].mean() == pytest.approx(0.8, abs=0.03)


def test_a_regime_of_several_states():
    """When it switches on, the duty is 10% in two of three cases and 40% in one."""
    values = only(draw_futures(study_of(DUTY | {"high": None, "outcomes": "0.1:0.667;0.4:0.333"}), MANY))
    on = values.values[~np.isnan(values.values)]

    assert set(np.unique(on)) == {0.1, 0.4}
    assert (on == 0.1).mean() == pytest.approx(0.667, abs=0.02)


def test_stops_take_their_weeks_from_all_shops_of_a_plant():
    """0.06 stops of 5.5 weeks a year leave 1 - 0.06 * 5.5 / 47 = 0.99298 of the year on average."""
    values = only(draw_futures(study_of(STOP), MANY))

    assert values.mean() == pytest.approx(1 - 0.06 * 5.5 / 47, abs=2e-4)
    assert (values.sel(shop="L body") == values.sel(shop="L paint")).all()
    assert not (values.sel(shop="L body") == values.sel(shop="G body")).all()
    assert (values < 1).mean() == pytest.approx(1 - math.exp(-0.06), abs=1e-3)


def test_a_stop_of_a_known_length():
    """A stop of 5.5 weeks each time costs 11.70% of the year, two 23.40%."""
    values = only(draw_futures(study_of(STOP | {"weeks_sd": 0, "rate": 0.5}), MANY))

    assert sorted(set(np.round(1 - values.values.ravel(), 4)))[:3] == [0.0, 0.1170, 0.2340]


def test_a_long_year_of_stops_leaves_nothing_and_not_less():
    """Three stops a year of 30 weeks are more than 47 weeks: availability stays in [0, 1]."""
    study = study_of(STOP | {"rate": 3, "weeks": 30, "weeks_sd": 20})
    drawn = study.with_draws(draw_futures(study, 1024))["shops.availability"]

    assert drawn.min() == 0
    assert drawn.max() <= 1


def test_delays_come_as_often_as_stated():
    """55% on time, 25% half a year late, 15% a year late and 5% never, by option."""
    values = only(draw_futures(study_of(LATE), MANY))
    share = [(values == months).mean("scenario").values for months in (0, 6, 12, math.inf)]

    assert np.array(share) == pytest.approx(np.repeat([[0.55], [0.25], [0.15], [0.05]], 3, axis=1), abs=1e-3)
    assert np.corrcoef(values.values[:2] > 0)[0, 1] == pytest.approx(0, abs=0.03)


def test_normal_errors_are_cut_off():
    """1 + 0.4 z with z within 2: mean 1, ends 0.2 and 1.8, standard deviation 0.4 * 0.8796."""
    study = study_of(WALK | {"kind": "normal", "sd": 0.4, "truncation_sd": 2})
    factors = walk(study)

    assert factors.mean() == pytest.approx(1, abs=1e-3)
    assert factors.min() >= 0.2
    assert factors.max() <= 1.8
    assert factors.std() == pytest.approx(0.4 * 0.87962566, abs=2e-3)


def test_values_stay_within_the_bounds_of_their_column():
    """Duties of 10% that walk by 200% a year end at 300%, the most a duty may be; prices stay above 0."""
    duty = WALK | {"driver": "duty", "table": "tariffs", "column": "duty", "sd": 2}
    power = WALK | {"driver": "power", "kind": "normal", "table": "factors", "column": "wage", "sd": 3}
    study = study_of(duty, power)
    drawn = study.with_draws(draw_futures(study, MANY))

    assert drawn["tariffs.duty"].max() == pytest.approx(3)
    assert drawn["tariffs.duty"].min() >= 0
    assert drawn["factors.wage"].min() == 0


def test_the_same_seed_gives_the_same_digits_and_another_others():
    """Same study, count and seed: identical values and names."""
    study = study_of(*EVERY)
    first, second, other = (draw_futures(study, 100, seed=seed) for seed in (3, 3, 4))

    assert first.names == second.names == tuple(f"draw {number:03d}" for number in range(1, 101))
    assert dict(first.origin) == {"sampler": "sobol", "seed": 3, "count": 100}
    assert first.weights == (0.01,) * 100
    for one, two, three in zip(first.columns, second.columns, other.columns, strict=True):
        assert np.array_equal(one.values, two.values, equal_nan=True)
        assert not np.array_equal(one.values, three.values, equal_nan=True)


@pytest.mark.parametrize("sampler", get_args(Sampler))
def test_another_driver_or_order_changes_nothing_of_the_first(sampler):
    """Each driver draws the same alone, with others, and in reverse order."""
    together = {draw.key: draw for draw in draw_futures(study_of(*EVERY), 64, sampler=sampler).columns}
    reverse = {draw.key: draw for draw in draw_futures(study_of(*EVERY[::-1]), 64, sampler=sampler).columns}
    for driver in EVERY:
        (alone,) = draw_futures(study_of(driver), 64, sampler=sampler).columns

        xr.testing.assert_equal(alone.values, together[alone.key].values)
        xr.testing.assert_equal(alone.values, reverse[alone.key].values)


def test_another_vehicle_changes_nothing_of_the_first():
    """With a vehicle D beside A the draws of A are the same."""
    demand = [*BASE["demand"], {"vehicle": "D", "market": "home", "units": 1}]
    more = study_of(WALK, vehicles=[*BASE["vehicles"], {"vehicle": "D", "company": "Ada"}], demand=demand)
    alone, beside = (only(draw_futures(study, 64)) for study in (study_of(WALK), more))

    xr.testing.assert_equal(alone.sel(vehicle="A", drop=True), beside.sel(vehicle="A", drop=True))


def test_what_cannot_be_drawn_is_refused():
    """No future, an unknown sampler, no driver, a certain column and a row that is not there."""
    with pytest.raises(MethodError, match="0 futures"):
        draw_futures(study_of(WALK), 0)
    with pytest.raises(MethodError, match="no sampler 'halton'"):
        draw_futures(study_of(WALK), 8, sampler="halton")
    with pytest.raises(LabelError, match="no drivers"):
        draw_futures(study_of(), 8)
    with pytest.raises(LabelError, match="decided on before"):
        draw_futures(study_of(WALK | {"table": "options", "column": "capex"}), 8)
    with pytest.raises(LabelError, match="moves no row of demand"):
        draw_futures(study_of(WALK | {"row": "Z/*"}), 8)
    with pytest.raises(LabelError, match="'colour' is no column"):
        draw_futures(study_of(WALK | {"by": "colour"}), 8)
    with pytest.raises(LabelError, match="has no weeks"):
        draw_futures(study_of(STOP | {"weeks": None}), 8)
    with pytest.raises(LabelError, match="has no outcomes"):
        draw_futures(study_of(LATE | {"outcomes": ""}), 8)
    with pytest.raises(LabelError, match="outside 160 to 240"):
        draw_futures(study_of(POWER | {"low": 160}), 8)
    with pytest.raises(LabelError, match="whose value is 0"):
        draw_futures(study_of(POWER | {"column": "gas_price"}), 8)
