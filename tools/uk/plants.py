"""Companies, plants, shift groups and what each costs on each pattern."""

from __future__ import annotations

from uk.inputs import Inputs, million
from uk.ledger import Figure, Row, Tables, figure
from uk.research import Record

__all__ = ["plant_tables"]

RUN_PATTERNS = ("one_shift", "two_shift", "three_shift")

COMPANIES = (
    ("jlr", "JLR", "GB", "maker"),
    ("nissan", "Nissan", "JP", "maker"),
    ("bmw", "BMW Group (MINI)", "DE", "maker"),
    ("toyota", "Toyota", "JP", "maker"),
    ("stellantis", "Stellantis", "NL", "maker"),
    ("chery", "Chery", "CN", "maker"),
    ("cjlr", "Chery Jaguar Land Rover", "CN", "maker"),
    ("ebro", "Ebro EV Motors", "ES", "contract_builder"),
    ("uk_government", "UK government", "GB", "government"),
)

TAX_COUNTRIES = ("GB", "DE", "CN", "ES")

PATTERNS: tuple[tuple[str, str, float, float], ...] = (
    ("closed", "closed", 0, 0),
    ("mothball", "mothball", 0, 0),
    ("one_shift", "run", 1, 7.8),
    ("two_shift", "run", 2, 7.8),
    ("three_shift", "run", 3, 7.4),
)
"""Name, role, shifts a day and hours a shift of each pattern."""

DAYS = 235

ENVELOPE = {
    "max_length": "metres",
    "max_width": "metres",
    "max_height": "metres",
    "max_wheelbase": "metres",
    "max_mass": "kg",
    "minimum_spare": "vehicles/yr",
}


def plant_tables(inputs: Inputs) -> Tables:
    """Return the tables of companies, plants, groups and patterns."""
    plants = {row["plant"]: row for row in inputs.table("plants")}
    groups = inputs.table("groups")
    return {
        "companies": [company_row(inputs, *company) for company in COMPANIES],
        "plants": [plant_row(inputs, row) for row in plants.values()],
        "groups": [group_row(inputs, row, plants[row["plant"]]) for row in groups],
        "shift_patterns": [
            pattern_row(inputs, name, role, shifts=shifts, hours=hours, days=DAYS)
            for name, role, shifts, hours in PATTERNS
        ],
        "group_patterns": [
            row for group in groups for row in group_patterns(inputs, group, plants[group["plant"]])
        ],
    }


def company_row(inputs: Inputs, company: str, name: str, country: str, role: str) -> Row:
    """Return the row of one company; tax is researched for some countries only."""
    rate = "government_discount_rate" if role == "government" else "company_discount_rate"
    row: Row = {"company": company, "name": name, "country": country, "role": role}
    row["discount_rate"] = inputs.figure(rate)
    if country in TAX_COUNTRIES:
        tax = inputs.cost(country, "corporate_tax_rate")
        row["tax_rate"] = tax.at(tax.value / 100)
    else:
        row["tax_rate"] = inputs.figure("tax_rate")
    return row


def plant_row(inputs: Inputs, row: Record) -> Row:
    """Return the row of one plant: place and people from research, envelope assumed."""
    name = row["plant"]
    found = researched(inputs, row)
    plant: Row = {
        "plant": name,
        "name": row["name"],
        "company": row["company"],
        "partners": row["partners"],
        "country": found.get("country") or row["country"],
        "latitude": coordinate(inputs, name, "latitude", found.get("lat") or row["latitude"]),
        "longitude": coordinate(inputs, name, "longitude", found.get("lon") or row["longitude"]),
        "status": found.get("status") or "operating",
    }
    heads = employees(inputs, row)
    if heads is not None:
        plant["employees"] = heads
    if row["closable"] == "yes" and heads is not None:
        plant["closure_cost"] = closure_cost(inputs, heads)
        plant["site_value"] = inputs.figure("site_value")
    spread = inputs.assumed.value("plant_envelope_range")
    for column, unit in ENVELOPE.items():
        if float(row[column]):
            claim = f"assumed_{name}_{column}"
            value = float(row[column])
            plant[column] = inputs.assumed.around(claim, value, spread, unit, row["reason"])
    return plant | {"powertrains": row["powertrains"], "body_materials": row["body_materials"]}


def coordinate(inputs: Inputs, plant: str, column: str, degrees: str) -> Figure:
    """Return a coordinate, which the research gives from general knowledge."""
    value = float(degrees)
    ends = (round(value - 0.05, 3), round(value + 0.05, 3))
    reason = "Approximate, from general knowledge; only the map uses it."
    return inputs.assumed.judge(f"assumed_{plant}_{column}", value, ends, "degree", reason)


def researched(inputs: Inputs, row: Record) -> Record:
    """Return what the research says of a plant, or nothing."""
    if not row["research_file"]:
        return {}
    return inputs.research.find(f"{row['research_file']}/plants", plant_id=row["research_id"])


def employees(inputs: Inputs, row: Record) -> Figure | None:
    """Return the people employed at a plant, where the research states them."""
    if not researched(inputs, row).get("employees"):
        return None
    file = f"{row['research_file']}/plants"
    return inputs.research.figure(file, "employees", "heads", plant_id=row["research_id"])


def closure_cost(inputs: Inputs, heads: Figure) -> Figure:
    """Return what closing a plant costs: a sum for each of its people."""
    each = inputs.research.figure("europe/deal_term_defaults", term="closure_cost")
    rate = inputs.figure("eur_gbp")
    note = f"{heads.value:,.0f} people at {each.value:,.0f} EUR"
    return figure(million(heads.value * each.value * rate.value), each, rate, heads, note=note)


def pattern_row(inputs: Inputs, pattern: str, role: str, *, shifts: float, hours: float, days: float) -> Row:
    """Return the row of one shift pattern: the calendar that the straight-time figures assume."""
    row: Row = {"pattern": pattern, "role": role}
    if not shifts:
        return row
    reason = "Two shifts of 7.8 hours on 235 days are the straight time that the research counts in."
    judge = inputs.assumed.judge
    some = (shifts - 0.2, shifts + 0.2)
    row["shifts"] = judge(f"pattern_{pattern}_shifts", shifts, some, "shifts/day", reason)
    row["hours"] = judge(f"pattern_{pattern}_hours", hours, (7.4, 8.0), "h/shift", reason)
    row["days"] = judge(f"pattern_{pattern}_days", days, (225, 250), "days/yr", reason)
    row["level"] = judge(f"pattern_{pattern}_level", shifts, some, "levels", "Counts shifts.")
    return row


def group_row(inputs: Inputs, group: Record, plant: Record) -> Row:
    """Return the row of one group, with what a change of its shifts costs."""
    row: Row = {
        "group": group["group"],
        "plant": group["plant"],
        "start_pattern": group["start_pattern"],
    }
    heads = group_heads(inputs, group, plant)
    if heads is None:
        return row
    share = inputs.figure("shift_heads_share")
    for column, name in (("cost_level_up", "hire_cost"), ("cost_level_down", "redundancy_cost")):
        cost = inputs.figure(name)
        value = round(million(heads.value * share.value * cost.value), 1)
        row[column] = figure(value, cost, share, heads, note="people of one shift level")
    row["start_heads"] = crew(inputs, heads, group["start_pattern"])
    row |= {name: inputs.figure(name) for name in ("hire_cost", "redundancy_cost", "attrition")}
    return row


def group_heads(inputs: Inputs, group: Record, plant: Record) -> Figure | None:
    """Return the people of a group on two shifts: its share of the plant."""
    heads = employees(inputs, plant)
    if heads is None:
        return None
    share = float(group["heads_share"])
    if share == 1:
        return heads
    ends = (max(0.0, round(share - 0.1, 2)), round(share + 0.1, 2))
    claim = f"assumed_{group['group']}_heads_share"
    part = inputs.assumed.judge(claim, share, ends, "share", "Split of the people between lines.")
    return figure(heads.value * share, heads, part)


def crew(inputs: Inputs, heads: Figure, pattern: str) -> Figure | None:
    """Return the people that a pattern needs, or none for a group that does not run."""
    if pattern == "two_shift":
        return heads
    if pattern not in RUN_PATTERNS:
        return None
    ratio = inputs.figure(f"crew_{pattern}")
    return figure(round(heads.value * ratio.value), heads, ratio)


def group_patterns(inputs: Inputs, group: Record, plant: Record) -> list[Row]:
    """Return the patterns of one group with fixed cost and crew."""
    ends = (float(group["fixed_low"]), float(group["fixed_high"]))
    claim = f"assumed_{group['group']}_fixed_cost"
    two = inputs.assumed.judge(
        claim, float(group["fixed_two_shift"]), ends, "GBP m/yr", f"On two shifts. {group['reason']}"
    )
    heads = group_heads(inputs, group, plant)
    # A line whose fixed cost others carry has no shifts to decide on.
    patterns = ("mothball", *RUN_PATTERNS) if two.value else ("two_shift",)
    rows = []
    for pattern in patterns:
        row: Row = {"group": group["group"], "pattern": pattern, "fixed_cost": two}
        if pattern != "two_shift":
            ratio = inputs.figure(f"fixed_{pattern}")
            row["fixed_cost"] = figure(round(two.value * ratio.value, 2), two, ratio)
        if heads is not None:
            row["crew"] = crew(inputs, heads, pattern)
        rows.append(row)
    if plant["closable"] == "yes":
        rows.append({"group": group["group"], "pattern": "closed"})
    return rows
