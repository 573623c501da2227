"""Calibration: parameters of simulated histories come back, and small cases by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from plantshare.errors import LabelError, StudyError
from plantshare.uncertainty import Calibration, calibrate, read_history

GROWTH, PERSISTENCE, SHOCK, SHARED = 0.02, 0.8, 0.15, 0.3


def simulated(series: int, years: int, seed: int) -> pd.DataFrame:
    """Return series that share part of their shocks, each a walk around a trend."""
    generator = np.random.default_rng(seed)
    common = generator.standard_normal(years)
    own = generator.standard_normal((series, years))
    shocks = SHOCK * (math.sqrt(SHARED) * common + math.sqrt(1 - SHARED) * own)
    rows = []
    for number in range(series):
        error = 0.0
        for year in range(years):
            error = PERSISTENCE * error + shocks[number, year]
            rows.append((f"v{number}", 2000 + year, math.exp(GROWTH * year + error)))
    return pd.DataFrame(rows, columns=["vehicle", "year", "value"])


@pytest.fixture(scope="module")
def found() -> Calibration:
    """Return what 60 years of 30 series say."""
    return calibrate(simulated(30, 60, seed=5), ["vehicle"])


@pytest.mark.parametrize(
    ("name", "true"),
    [("growth", GROWTH), ("persistence", PERSISTENCE), ("shock_sd", SHOCK), ("correlation", SHARED)],
)
def test_known_parameters_come_back(found, name, true):
    """Growth 2%, persistence 0.8, shocks of 15% and a shared third: each within 3 standard errors."""
    estimate = found.of(name)

    assert abs(estimate.value - true) < 3 * estimate.standard_error
    assert 0 < estimate.standard_error < 0.1


def test_short_histories_are_not_biased_towards_forgetting():
    """Thirty histories of 20 years: the mean persistence is 0.8 within 0.05, not 0.8 - 5.2 / 20 = 0.54."""
    values = [
        calibrate(simulated(8, 20, seed=seed), ["vehicle"]).of("persistence").value for seed in range(30)
    ]

    assert np.mean(values) == pytest.approx(PERSISTENCE, abs=0.05)


def test_standard_errors_are_as_large_as_the_scatter():
    """Over thirty histories the stated error of the shock is between half and twice its scatter."""
    every = [calibrate(simulated(8, 20, seed=seed), ["vehicle"]).of("shock_sd") for seed in range(30)]
    scatter = np.std([each.value for each in every])

    assert 0.5 < np.mean([each.standard_error for each in every]) / scatter < 2


def test_the_changes_of_one_series_by_hand():
    """ln 110/100, ln 99/110, ln 118.8/99 and ln 118.8/118.8: mean and standard deviation of four changes."""
    changes = [math.log(1.1), math.log(0.9), math.log(1.2), 0.0]
    sales = pd.DataFrame({"year": range(2020, 2025), "value": [100, 110, 99, 118.8, 118.8]})
    found = calibrate(sales)

    assert found.of("growth").value == pytest.approx(np.mean(changes))
    assert found.of("change_sd").value == pytest.approx(np.std(changes, ddof=1))
    assert found.of("growth").standard_error == pytest.approx(np.std(changes, ddof=1) / 2)
    assert found.of("growth").count == 4


def test_a_missing_year_is_no_change():
    """2020 to 2024 and 2026 to 2030, without 2025: 4 + 4 changes, none across the gap."""
    years = [*range(2020, 2025), *range(2026, 2031)]
    found = calibrate(pd.DataFrame({"year": years, "value": [100.0] * 5 + [900.0] * 5}))

    assert found.of("growth").count == 8
    assert found.of("growth").value == pytest.approx(0)


def test_forecasts_that_run_a_fifth_high():
    """Forecasts of 120, 132 and 108 for 100: the mean log error is ln 1.2 + ln 1.1 / 3 + ln 0.9 / 3."""
    history = pd.DataFrame(
        {
            "year": [2020, 2021, 2022, 2023],
            "value": [100.0] * 4,
            "forecast": [120.0, 132.0, 108.0, np.nan],
            "made": [2018, 2019, 2021, np.nan],
        }
    )
    found = calibrate(history)
    errors = [math.log(1.2), math.log(1.32), math.log(1.08)]

    assert found.of("forecast_bias").value == pytest.approx(math.exp(np.mean(errors)) - 1)
    assert found.of("forecast_bias", "2 years ahead").value == pytest.approx(math.sqrt(1.2 * 1.32) - 1)
    assert found.of("forecast_bias", "2 years ahead").count == 2
    assert math.isnan(found.of("forecast_sd", "1 years ahead").value)
    assert found.left_out == ("all series: 4 years in a row, fewer than 5",)
    row = found.rows()[0]
    assert float(row["mode"]) == pytest.approx(1 / (1 + found.of("forecast_bias").value), abs=1e-3)
    assert row["stated_as"] == "factor"


def test_rows_are_ready_for_the_table(found):
    """The walk of the simulated history, in cells of three digits."""
    (row,) = found.rows()

    assert (row["kind"], row["table"], row["column"]) == ("lognormal_walk", "demand", "units")
    assert float(row["sd"]) == pytest.approx(found.of("shock_sd").value, abs=5e-4)


def test_histories_that_say_nothing_are_refused():
    """No column, a zero, a year twice, a forecast without the year it was made, and four years only."""
    sales = pd.DataFrame({"year": range(2020, 2026), "value": [1.0] * 6})
    with pytest.raises(LabelError, match="no column 'market'"):
        calibrate(sales, ["market"])
    with pytest.raises(LabelError, match="not above zero"):
        calibrate(sales.assign(value=0.0))
    with pytest.raises(LabelError, match="the year 2020 of all series has two values"):
        calibrate(sales.assign(year=2020, value=range(1, 7)))
    with pytest.raises(LabelError, match="needs a column 'made'"):
        calibrate(sales.assign(forecast=1.0))
    with pytest.raises(LabelError, match="no series has 5 years in a row"):
        calibrate(sales.head(4))
    with pytest.raises(LabelError, match="nothing about correlation of all"):
        calibrate(sales).of("correlation")


def test_a_history_is_read_from_a_file(tmp_path):
    """Numbers where there are numbers, words elsewhere; a wrong cell is told with its row."""
    file = tmp_path / "sales.csv"
    file.write_text("car,year,units\nA,2020,100\nA,2021,\n", encoding="utf-8")
    history = read_history(file, "units")

    assert history["year"].tolist() == [2020, 2021]
    assert history["value"].isna().tolist() == [False, True]
    with pytest.raises(LabelError, match="no column 'value'"):
        read_history(file)
    file.write_text("year,value\n2020,many\n", encoding="utf-8")
    with pytest.raises(LabelError, match=r"sales.csv, row 2, value: found 'many'"):
        read_history(file)
    with pytest.raises(StudyError):
        read_history(tmp_path / "gone.csv")
