"""Shops and their capacity, platforms and tooling, expansions and published capacities."""

from __future__ import annotations

from uk.inputs import Inputs
from uk.ledger import Figure, Row, Tables, figure
from uk.research import Record

__all__ = ["SHOP_KINDS", "shop_kinds", "shop_tables"]

SHOP_KINDS = ("body", "paint", "assembly")
GUEST_PLATFORMS = ("t1x", "t2x")
HOSTS = {
    "sunderland_2": GUEST_PLATFORMS,
    "halewood_line": GUEST_PLATFORMS,
    "solihull_east": GUEST_PLATFORMS,
    "burnaston_2": ("t1x",),
    "oxford_line": ("t1x",),
}
"""Groups that may be tooled for a guest, and the platforms that fit them."""

OWN_LATER = {"oxford_line": ("spotlight",), "solihull_east": ("d7x",)}
"""Platforms that the owner may bring to a line; their tooling is inside the launch capital."""


def shop_tables(inputs: Inputs) -> Tables:
    """Return the tables of shops, capacities, platforms, expansions and capacity statements."""
    groups = inputs.table("groups")
    return {
        "shops": [row for group in groups for row in shop_rows(inputs, group)],
        "shop_patterns": [row for group in groups for row in capacity_rows(inputs, group)],
        "platforms": [
            {"platform": row["platform"], "name": row["name"]} for row in inputs.table("platforms")
        ],
        "shop_platforms": [row for group in groups for row in platform_rows(inputs, group)],
        "expansions": [barcelona_expansion(inputs)],
        "capacity_statements": capacity_statements(inputs),
    }


def shop_kinds(group: Record) -> tuple[str, ...]:
    """Return the kinds of shop of a group; one line stands for a plant whose shops are not known."""
    return ("line",) if group["bottleneck"] == "line" else SHOP_KINDS


def shop_rows(inputs: Inputs, group: Record) -> list[Row]:
    """Return the shops of one group."""
    rows = []
    for kind in shop_kinds(group):
        row: Row = {"shop": f"{group['group']}_{kind}", "group": group["group"], "kind": kind}
        row["overtime_limit"] = inputs.figure("overtime_limit")
        row["overtime_cost"] = inputs.figure("overtime_cost")
        if kind in ("assembly", "line"):
            row["slots"] = limit(inputs, group, "slots", "vehicles", "Vehicles that a line can hold.")
        if kind == "assembly":
            row["complexity_loss"] = inputs.figure("complexity_loss")
        if kind == "body":
            words = "Framing stations that fit into the body shop."
            row["platform_limit"] = limit(inputs, group, "platform_limit", "platforms", words)
        rows.append(row)
    return rows


def limit(inputs: Inputs, group: Record, column: str, unit: str, reason: str) -> Figure:
    """Return an assumed whole number of a group with a range of one either way."""
    value = float(group[column])
    claim = f"assumed_{group['group']}_{column}"
    return inputs.assumed.judge(claim, value, (value - 1, value + 2), unit, reason)


def capacity_rows(inputs: Inputs, group: Record) -> list[Row]:
    """Return the capacity of each shop of a group on one, two and three shifts."""
    straight, three = straight_time(inputs, group), three_shift(inputs, group)
    half = inputs.figure("capacity_one_shift")
    narrow = {
        "one_shift": figure(straight.value * half.value, straight, half),
        "two_shift": straight,
        "three_shift": three,
    }
    rows = []
    for kind in shop_kinds(group):
        for pattern, capacity in narrow.items():
            found = capacity
            if kind != group["bottleneck"]:
                wide = inputs.figure("body_headroom")
                found = figure(round(capacity.value * wide.value), capacity, wide)
            shop = f"{group['group']}_{kind}"
            rows.append(Row({"shop": shop, "pattern": pattern, "capacity": found}))
    return rows


def straight_time(inputs: Inputs, group: Record) -> Figure:
    """Return the capacity of a group on two shifts, from the research where it states the plant's."""
    value, plant = float(group["straight_time"]), group["plant"]
    ends = (float(group["straight_low"]), float(group["straight_high"]))
    claim = f"assumed_{group['group']}_straight_time"
    split = inputs.assumed.judge(claim, value, ends, "vehicles/yr", group["reason"])
    stated = stated_capacity(inputs, plant)
    if stated is None:
        return split
    note = f"plant {stated.value:,.0f}; {group['reason']}"
    parts = [row for row in inputs.table("groups") if row["plant"] == plant]
    found = stated.at(value, note) if len(parts) == 1 else figure(value, stated, split, note=note)
    return with_other_readings(inputs, plant, found)


def with_other_readings(inputs: Inputs, plant: str, found: Figure) -> Figure:
    """Return a capacity with what else is published about the plant."""
    if plant != "sunderland":
        return found
    full = inputs.research.figure("uk/plants", "max_capacity_units_per_year", "vehicles/yr", plant_id=plant)
    found = found.also(
        [each.claim for each in full.citations],
        "disputes",
        "600,000 is a press figure for the whole plant at full stretch; it was never built.",
    )
    notes = {"2016": "Best year ever built.", "2025": "Built in 2025, both lines."}
    for year, note in notes.items():
        row = inputs.research.find("uk/production_by_plant", plant_id=plant, year=year)
        found = found.also([inputs.research.cite("uk/production_by_plant", row)], note=note)
    return found


def stated_capacity(inputs: Inputs, plant: str) -> Figure | None:
    """Return the straight-time capacity that the research states for a plant, or none."""
    row = next(row for row in inputs.table("plants") if row["plant"] == plant)
    if row["research_file"] == "uk":
        column = "straight_time_capacity_units_per_year"
    elif row["research_file"] == "europe" and plant == "nitra":
        column = "capacity_units_per_year"
    else:
        return None
    file = f"{row['research_file']}/plants"
    return inputs.research.figure(file, column, "vehicles/yr", plant_id=row["research_id"])


def three_shift(inputs: Inputs, group: Record) -> Figure:
    """Return the capacity of a group on three shifts."""
    ends = (float(group["three_low"]), float(group["three_high"]))
    claim = f"assumed_{group['group']}_three_shift"
    value = float(group["three_shift"])
    return inputs.assumed.judge(claim, value, ends, "vehicles/yr", group["reason"])


def platform_rows(inputs: Inputs, group: Record) -> list[Row]:
    """Return the platforms that the body shop of a group holds or can be tooled for."""
    name = group["group"]
    if "body" not in shop_kinds(group):
        return []
    shop = f"{name}_body"
    held = [row["platform"] for row in inputs.table("platforms") if name in row["installed"].split(";")]
    rows: list[Row] = [{"shop": shop, "platform": each, "installed": True} for each in held]
    for platform in OWN_LATER.get(name, ()):
        cost = inputs.figure("tooling_own_platform")
        rows.append({"shop": shop, "platform": platform, "tooling_cost": cost})
    for platform in HOSTS.get(name, ()):
        cost = inputs.figure("tooling_guest_platform")
        if name.startswith("solihull"):
            factor = inputs.figure("tooling_aluminium_factor")
            cost = figure(round(cost.value * factor.value), cost, factor)
        rows.append({"shop": shop, "platform": platform, "tooling_cost": cost})
    return rows


def barcelona_expansion(inputs: Inputs) -> Row:
    """Return the step of Barcelona from the first 50,000 to the 150,000 announced."""
    units = inputs.figure("expansion_barcelona_units")
    whole = inputs.research.figure("uk/costs", country="ES", item="brownfield_reuse_jv", unit="EUR million")
    rate = inputs.figure("eur_gbp")
    cost = round(whole.value * rate.value * 2 / 3, 1)
    row: Row = {"expansion": "barcelona_step", "shop": "barcelona_line_line", "capacity": units}
    row["cost"] = figure(cost, whole, rate, note="two thirds of the capital for 150,000")
    row["lead_years"] = inputs.assumed.judge(
        "assumed_barcelona_lead", 2, (1, 3), "yr", "50,000 in 2027 and 150,000 in 2029 were announced."
    )
    return row


def capacity_statements(inputs: Inputs) -> list[Row]:
    """Return every capacity published for a plant of the study, with its basis."""
    rows: list[Row] = []
    for plant in inputs.table("plants"):
        if plant["research_file"] == "uk":
            rows += uk_statements(inputs, plant)
        elif plant["research_file"]:
            file = f"{plant['research_file']}/plants"
            found = inputs.research.find(file, plant_id=plant["research_id"])
            claim = inputs.research.cite(file, found, "capacity_units_per_year", "vehicles/yr")
            units = float(found["capacity_units_per_year"])
            basis = found["note"].partition(". ")[0]
            rows.append(statement(plant["plant"], "stated", "", units=units, basis=basis, claim=claim))
    found = inputs.research.find("uk/partnerships", partnership_id="cjlr_2012")
    claim = inputs.research.cite("uk/partnerships", found, "volume_per_year", "vehicles/yr")
    basis = "capacity reported when the joint venture opened"
    units = float(found["volume_per_year"])
    rows.append(statement("changshu", "stated", "", units=units, basis=basis, claim=claim))
    return rows


def uk_statements(inputs: Inputs, plant: Record) -> list[Row]:
    """Return the straight-time and the highest capacity published for a UK plant."""
    found = inputs.research.find("uk/plants", plant_id=plant["research_id"])
    rows = []
    for kind, prefix, pattern in (
        ("straight_time", "straight_time", "two_shift"),
        ("highest", "max", plant["max_pattern"]),
    ):
        column = f"{prefix}_capacity_units_per_year"
        basis = found["straight_time_basis" if kind == "straight_time" else "max_capacity_basis"]
        claim = inputs.research.cite("uk/plants", found, column, "vehicles/yr")
        units = float(found[column])
        rows.append(statement(plant["plant"], kind, pattern, units=units, basis=basis, claim=claim))
    return rows


def statement(plant: str, kind: str, pattern: str, *, units: float, basis: str, claim: str) -> Row:
    """Return the row of one capacity statement."""
    return {
        "statement": f"{plant}_{kind}", "plant": plant, "pattern": pattern, "units": units,
        "basis": basis, "claim": claim,
    }  # fmt: skip
