"""Vehicles: what they are, and what one of them brings at home."""

from __future__ import annotations

from uk.inputs import Inputs
from uk.ledger import Figure, Row, Tables, figure
from uk.research import Record

__all__ = ["is_guest_brand", "list_price", "net_revenue", "vehicle_record", "vehicle_tables"]

VALUE_ADDED_TAX = 1.2
GUEST_COMPANIES = ("chery", "cjlr", "ebro")
SIZES = {"length": "metres", "width": "metres", "height": "metres", "wheelbase": "metres", "mass": "kg"}
WORDS = (
    "vehicle", "name", "company", "brand", "segment", "platform", "powertrain", "vehicle_class",
    "body_material",
)  # fmt: skip


def vehicle_tables(inputs: Inputs) -> Tables:
    """Return the table of vehicles."""
    return {"vehicles": [vehicle_row(inputs, row) for row in inputs.table("vehicles")]}


def vehicle_record(inputs: Inputs, vehicle: str) -> Record:
    """Return the assumptions about one vehicle."""
    return next(row for row in inputs.table("vehicles") if row["vehicle"] == vehicle)


def is_guest_brand(row: Record) -> bool:
    """Return whether a vehicle is new to Europe, so that its demand is less certain."""
    return row["company"] in GUEST_COMPANIES


def vehicle_row(inputs: Inputs, row: Record) -> Row:
    """Return the row of one vehicle; sizes are recalled unless the research gives a length."""
    vehicle: Row = {name: row[name] for name in WORDS}
    spread = inputs.assumed.value("vehicle_dimension_range")
    for column, unit in SIZES.items():
        value = float(row[column])
        claim = f"assumed_{row['vehicle']}_{column}"
        reason = "Recalled or read off sister cars; decides only which line the vehicle fits."
        vehicle[column] = inputs.assumed.around(claim, value, spread, unit, reason)
    researched = row["research"].split(";") if row["research"] else []
    if len(researched) == 1:
        found = inputs.research.find("uk/models", programme_id=researched[0])
        if found["length_m"]:
            length = inputs.research.figure("uk/models", "length_m", "metres", programme_id=researched[0])
            vehicle["length"] = length
    if row["site_limit"]:
        limit = float(row["site_limit"])
        reason = "A brand of this size would build a vehicle in Britain and Spain, not in more places."
        claim = f"assumed_{row['vehicle']}_site_limit"
        vehicle["site_limit"] = inputs.assumed.judge(claim, limit, (1, 3), "plants", reason)
    return vehicle


def list_price(inputs: Inputs, vehicle: str) -> Figure:
    """Return the UK list price of a vehicle with tax, from the research where it has one."""
    row = vehicle_record(inputs, vehicle)
    researched = row["research"].split(";") if row["research"] else []
    if row["list_price"]:
        claim = f"assumed_{vehicle}_list_price"
        price = inputs.assumed.around(claim, float(row["list_price"]), 0.1, "GBP", row["reason"])
        return price.also(price_claims(inputs, researched))
    return inputs.research.figure("uk/models", "list_price_gbp", "GBP", programme_id=researched[0])


def price_claims(inputs: Inputs, programmes: list[str]) -> list[str]:
    """Return the claims of the researched prices behind an assumed one."""
    found = [inputs.research.find("uk/models", programme_id=name) for name in programmes]
    priced = [row for row in found if row["list_price_gbp"]]
    return [inputs.research.cite("uk/models", row, "list_price_gbp", "GBP") for row in priced]


def net_revenue(inputs: Inputs, vehicle: str) -> Figure:
    """Return what the maker keeps of a sale in Britain: price less tax, dealer and discount."""
    row = vehicle_record(inputs, vehicle)
    price = list_price(inputs, vehicle)
    kept = float(row["revenue_share"])
    share = inputs.assumed.around(
        f"assumed_revenue_share_{row['company']}_{round(kept * 100)}",
        kept,
        0.08,
        "share of the price without tax",
        "Dealer margin and discount of about a fifth on volume cars and a quarter on a new brand.",
    )
    value = round(price.value / VALUE_ADDED_TAX * share.value, -1)
    note = f"list price {price.value:,.0f} less tax, times {share.value:g}"
    return figure(value, price, share, note=note)
