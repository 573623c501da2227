"""The drivers of the study of the United Kingdom, drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plantshare.dictionary import load_dictionary
from plantshare.study import Draws, Study, read_study
from plantshare.uncertainty import draw_futures

EXAMPLE = Path(__file__).parents[2] / "examples" / "uk-2026"


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the study."""
    return read_study(EXAMPLE)


@pytest.fixture(scope="module")
def draws(study: Study) -> Draws:
    """Return 512 futures of it."""
    return draw_futures(study, 512, seed=1)


def test_vehicles_on_sale_sell_what_is_forecast_and_new_ones_less(study, draws):
    """New vehicles sell (0.67 + 0.83 + 1) / 3 = 83.3% of their forecast on average, others all of it."""
    units = study.with_draws(draws)["demand.units"].mean("scenario").sum(["market", "year"])
    share = units / study["demand.units"].isel(scenario=0).sum(["market", "year"])
    options = study.frame("options").set_index("option")
    on_sale = set(options.vehicle[study.frame("incumbents").option])

    for vehicle in study.labels["vehicle"]:
        mean = 1.0 if vehicle in on_sale else 2.5 / 3
        assert share.sel(vehicle=vehicle).item() == pytest.approx(mean, abs=0.03), vehicle


def test_every_future_keeps_to_the_bounds_of_the_dictionary(study, draws):
    """Availability lies in [0, 1], duties and prices are at least 0, and nothing goes missing."""
    drawn = study.with_draws(draws)

    for key in {draw.key for draw in draws.columns}:
        column, base = load_dictionary().column(key), study[key].isel(scenario=0, drop=True)
        values = drawn[key]
        assert not (values.isnull() & base.notnull()).any(), key
        assert values.min() >= column.low, key
        assert column.high is None or values.max() <= column.high, key


def test_the_duty_comes_as_often_as_stated(draws):
    """After one year 8% of futures have it, after two 8% * 0.9 + 92% * 8% = 14.6%."""
    duty = next(draw.values for draw in draws.columns if draw.key == "tariffs.countervailing")
    on = duty.notnull().mean("scenario").values.ravel()

    assert on[:2] == pytest.approx([0.08, 0.1456], abs=0.012)


def test_the_euro_is_one_for_both_countries(draws):
    """Slovakia and Spain pay in euro: one factor; the yuan has another, correlated by 0.6."""
    euro, yuan = (draw.values for draw in draws.columns if draw.key == "factors.exchange_rate")

    assert (euro.sel(country="SK").values == euro.sel(country="ES").values).all()
    found = np.corrcoef(np.log(euro.sel(country="SK", year=2030)), np.log(yuan.sel(country="CN", year=2030)))
    assert found[0, 1] == pytest.approx(0.6, abs=0.1)


def test_launches_come_late_as_often_as_stated(draws):
    """55% of all launches in all futures are on time, 5% never come."""
    months = next(draw.values for draw in draws.columns if draw.key == "options.launch_delay")

    assert (months == 0).mean().item() == pytest.approx(0.55, abs=0.01)
    assert np.isinf(months).mean().item() == pytest.approx(0.05, abs=0.005)
