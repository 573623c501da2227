"""The drivers of uncertainty: what differs between futures that are drawn."""

from __future__ import annotations

from uk.inputs import Inputs
from uk.ledger import Row, Tables, Wording, figure

__all__ = ["drivers"]

DELAYS = {"0": "delay_none", "6": "delay_half", "12": "delay_year", "cancelled": "delay_never"}
"""Months of a launch delay and the assumed figure that is its probability."""


def drivers(inputs: Inputs, tables: Tables) -> list[Row]:
    """Return the drivers of the study."""
    return [*sales(inputs, tables), *prices(inputs), *events(inputs)]


def sales(inputs: Inputs, tables: Tables) -> list[Row]:
    """Return what moves demand: a walk of every vehicle, and the bias of forecasts of new vehicles."""
    place: Row = {"table": "demand", "column": "units", "by": "vehicle"}
    return [
        {"driver": "demand", "kind": "lognormal_walk", **place, "sd": inputs.figure("demand_sd"),
         "persistence": inputs.figure("demand_persistence"), "shared": inputs.figure("demand_correlation")},
        {"driver": "new_vehicle_forecasts", "kind": "range", **place,
         "row": ";".join(f"{vehicle}/*" for vehicle in new_vehicles(tables)),
         "low": inputs.figure("forecast_high_low"), "mode": inputs.figure("forecast_high_mode"),
         "high": inputs.figure("forecast_high_high"), "distribution": "triangular", "stated_as": "factor",
         "shared": inputs.figure("forecast_shared")},
    ]  # fmt: skip


def new_vehicles(tables: Tables) -> list[str]:
    """Return the vehicles that no plant of the study builds today."""
    today = {row["option"] for row in tables["incumbents"]}
    built = {row["vehicle"] for row in tables["options"] if row["option"] in today}
    return [str(row["vehicle"]) for row in tables["vehicles"] if row["vehicle"] not in built]


def prices(inputs: Inputs) -> list[Row]:
    """Return what moves prices: power at home, the euro and the yuan, and a duty on Chinese cars."""
    relief = inputs.cost("GB", "bics_electricity_relief")
    power = inputs.cost("GB", "industrial_electricity_price", "2024-H2")
    rate: Row = {
        "kind": "lognormal_walk", "table": "factors", "column": "exchange_rate", "by": "all",
        "sd": inputs.figure("exchange_sd"), "persistence": inputs.figure("exchange_persistence"),
        "correlated_with": "sterling", "correlation": inputs.figure("exchange_correlation"),
    }  # fmt: skip
    duty = inputs.assumed.judge(
        "assumed_tariff_cn_gb_35_tariffs_countervailing_0_25", 0.25, (0.17, 0.353), "set",
        "Size of the difference in the future 'tariff_cn_gb_35', chosen to show what it does.",
    )  # fmt: skip
    return [
        {"driver": "power_price", "kind": "range", "table": "factors", "column": "electricity_price",
         "row": "GB", "low": figure(power.value - 2 * relief.value, power, relief),
         "high": power.at(round(power.value * 1.2, 1), "a fifth above the price of 2024"),
         "distribution": "triangular"},
        {"driver": "euro", "row": "ES;SK", **rate},
        {"driver": "yuan", "row": "CN", **rate},
        {"driver": "duty_on_chinese_cars", "kind": "regime", "table": "tariffs",
         "column": "countervailing", "row": "CN/GB/all", "high": duty,
         "rate": inputs.figure("tariff_switch"), "return_rate": inputs.figure("tariff_return"),
         "start": "off"},
    ]  # fmt: skip


def events(inputs: Inputs) -> list[Row]:
    """Return what happens or does not: long stops of a plant, and launches that come late."""
    found = {months: inputs.figure(name) for months, name in DELAYS.items()}
    outcomes = ";".join(f"{months}:{share.value:g}" for months, share in found.items())
    return [
        {"driver": "long_stop", "kind": "outage", "table": "shops", "column": "availability", "by": "plant",
         "rate": inputs.figure("outage_rate"), "weeks": inputs.figure("outage_weeks"),
         "weeks_sd": inputs.figure("outage_weeks_sd")},
        {"driver": "late_launch", "kind": "delay", "table": "options", "column": "launch_delay",
         "by": "vehicle;plant", "outcomes": Wording(outcomes, tuple(found.values()))},
    ]  # fmt: skip
