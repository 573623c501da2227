"""The command `calibrate`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.terminal import Terminal


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Return a history of two cars over eight years, with forecasts two years ahead, a tenth high."""
    lines = ["car,year,units,forecast,made"]
    for car, step in (("A", 1.1), ("B", 0.95)):
        for year in range(8):
            units = 1000 * step**year * (1.05 if year % 2 else 1.0)
            lines.append(f"{car},{2018 + year},{units:.6f},{units * 1.1:.6f},{2016 + year}")
    file = tmp_path / "history.csv"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def test_calibrate_prints_estimates_and_rows(terminal: Terminal, history: Path) -> None:
    """Forecasts lie a tenth above: a bias of 0.100, and a range around 1 / 1.1 = 0.909."""
    done = terminal("calibrate", history, "--by", "car", "--value", "units")

    assert (done.code, done.err) == (0, "")
    assert "forecast above actual" in done.out
    assert "  0.100  " in done.out
    assert "units_walk,lognormal_walk,demand,units," in done.out
    assert "units_forecast_bias,range,demand,units,,,,all,0.909,0.909,0.909,lognormal,factor" in done.out


def test_calibrate_as_json(terminal: Terminal, history: Path) -> None:
    """The seven changes of car A alternate between ln 1.1 + ln 1.05 and ln 1.1 - ln 1.05."""
    done = terminal("calibrate", history, "--by", "car", "--value", "units", "--json")
    growth = next(each for each in done.json["estimates"] if (each["name"], each["label"]) == ("growth", "A"))

    assert done.code == 0
    assert growth["count"] == 7
    assert growth["value"] == pytest.approx(0.09531 + 0.04879 / 7, abs=1e-5)
    assert [row["kind"] for row in done.json["rows"]] == ["lognormal_walk", "range"]


def test_calibrate_tells_what_is_wrong(terminal: Terminal, history: Path) -> None:
    """A column that is not there, and series that are not told apart, are told with a way out."""
    column = terminal("calibrate", history)
    series = terminal("calibrate", history, "--value", "units")

    assert column.code != 0
    assert "Name the column of values with --value." in column.err
    assert series.code != 0
    assert "has two values; name what tells them apart with --by" in series.err
