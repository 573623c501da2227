"""Demand of each vehicle in each market, and what a sale brings and costs there."""

from __future__ import annotations

import numpy as np

from uk.inputs import YEARS, Inputs
from uk.ledger import Figure, Row, Tables, figure
from uk.research import Record
from uk.rules import pass_through
from uk.vehicles import is_guest_brand, net_revenue, vehicle_record

__all__ = ["demand_path", "demand_tables", "largest_demand"]

GUESTS_FROM = 2028
"""First year in which the demand for guest brands in Britain differs from its path."""

STEPS = ("2026", "2028", "2030", "2032", "2035", "2037")
MARKET_REVENUE = {"EU": "revenue_eu", "US": "revenue_us", "CN": "revenue_cn", "REST": "revenue_rest"}

REGISTERED = {
    "qashqai": ("Nissan Qashqai (model)",),
    "juke": ("Nissan Juke (model)",),
    "jaecoo7_ice": ("Jaecoo",),
    "jaecoo7_phev": ("Jaecoo",),
    "jaecoo5_hev": ("Jaecoo",),
    "jaecoo5_bev": ("Jaecoo",),
    "omoda5_hev": ("Omoda",),
    "omoda5_bev": ("Omoda",),
    "omoda9_phev": ("Omoda",),
    "tiggo7_phev": ("Chery",),
    "tiggo8_phev": ("Chery",),
}
"""Brands or models whose registrations of 2025 stand behind a UK demand path."""


def demand_tables(inputs: Inputs) -> Tables:
    """Return demand with its values by year."""
    rows, later = [], []
    for record in inputs.table("demand"):
        row = demand_row(inputs, record)
        rows.append(row)
        later += demand_years(inputs, record, row)
    return {"demand": rows, "demand_by_year": later}


def demand_path(inputs: Inputs, record: Record) -> dict[int, float]:
    """Return the demand of every year: straight lines between the steps, to the hundred.

    From 2028 the demand for guest brands in Britain is scaled by an assumed figure, 1 in the base.
    """
    steps = [int(step) for step in STEPS]
    values = [float(record[step]) for step in STEPS]
    path = {year: float(round(np.interp(year, steps, values), -2)) for year in YEARS}
    if record["market"] != "GB" or record["kind"] != "guest":
        return path
    factor = inputs.assumed.value("demand_guest_gb")
    return {year: units * factor if year >= GUESTS_FROM else units for year, units in path.items()}


def largest_demand(inputs: Inputs, vehicle: str) -> float:
    """Return the highest demand of a vehicle over all markets in one year, vehicles/yr."""
    paths = [demand_path(inputs, row) for row in inputs.table("demand") if row["vehicle"] == vehicle]
    return max(sum(path[year] for path in paths) for year in YEARS)


def demand_row(inputs: Inputs, record: Record) -> Row:
    """Return the row of one vehicle in one market, with the values of the first year."""
    vehicle, market = record["vehicle"], record["market"]
    about = vehicle_record(inputs, vehicle)
    revenue = market_revenue(inputs, vehicle, market)
    selling = float(about["selling_share"])
    share = inputs.assumed.around(
        f"assumed_selling_share_{round(selling * 100)}",
        selling,
        0.25,
        "share of net revenue",
        "Variable marketing, warranty and sales cost.",
    )
    units = demand_units(inputs, record)
    row: Row = {"vehicle": vehicle, "market": market, "units": units}
    row["net_revenue"] = year_revenue(inputs, record, revenue, YEARS[0])
    row["selling_cost"] = figure(round(revenue.value * share.value, -1), share, revenue)
    row["lost_cost"] = inputs.figure("lost_cost")
    if market == "GB" and is_guest_brand(about):
        row["local_uplift"] = inputs.figure("local_uplift")
    return row


def demand_units(inputs: Inputs, record: Record) -> Figure:
    """Return the demand of the first year; the claim states the path by its highest year."""
    spread = inputs.assumed.value("demand_range_guest" if record["kind"] == "guest" else "demand_range")
    claim = f"assumed_demand_{record['vehicle']}_{record['market']}".lower()
    path = demand_path(inputs, record)
    peak = max(path, key=lambda year: path[year])
    words = ", ".join(f"{step}: {float(record[step]):,.0f}" for step in STEPS)
    reason = f"{record['reason']} Path: {words}; straight lines between."
    stated = inputs.assumed.around(claim, path[peak], spread, f"vehicles/yr in {peak}", reason)
    units = Figure(path[YEARS[0]], stated.citations)
    if record["market"] != "GB":
        return units
    for brand in REGISTERED.get(record["vehicle"], ()):
        row = inputs.research.find("uk/registrations", brand=brand, measure="registrations", period="2025")
        note = "Registered in 2025, all cars of the name."
        units = units.also([inputs.research.cite("uk/registrations", row)], note=note)
    return units


def market_revenue(inputs: Inputs, vehicle: str, market: str) -> Figure:
    """Return the net revenue of a sale in a market before the rules on emissions move prices."""
    home = net_revenue(inputs, vehicle)
    if market == "GB":
        return home
    factor = inputs.figure(MARKET_REVENUE[market])
    value = round(home.value * factor.value, -1)
    return figure(value, home, factor, note=f"{home.value:,.0f} at home times {factor.value:g}")


def year_revenue(inputs: Inputs, record: Record, revenue: Figure, year: int) -> Figure:
    """Return the net revenue of a year: in Britain the price carries part of charge and credit."""
    if record["market"] != "GB":
        return revenue
    moved = pass_through(inputs, vehicle_record(inputs, record["vehicle"])["powertrain"], year)
    note = "price moved by a part of the zero-emission charge or credit"
    return figure(revenue.value + moved.value, revenue, moved, note=note)


def demand_years(inputs: Inputs, record: Record, row: Row) -> list[Row]:
    """Return the values of later years where they differ from the row."""
    path = demand_path(inputs, record)
    units = row["units"]
    revenue = market_revenue(inputs, record["vehicle"], record["market"])
    rows = []
    for year in YEARS[1:]:
        later: Row = {"vehicle": record["vehicle"], "market": record["market"], "year": year}
        if isinstance(units, Figure):
            later["units"] = Figure(path[year])
        if record["market"] == "GB":
            later["net_revenue"] = year_revenue(inputs, record, revenue, year)
        rows.append(later)
    return rows
