"""Options: own launches and incumbents, imports, and guests at other plants; their routes and ramps."""

from __future__ import annotations

import math

from uk.demand import largest_demand
from uk.inputs import LAST_YEAR, Inputs
from uk.ledger import Figure, Row, Tables, figure
from uk.research import Record
from uk.shops import shop_kinds
from uk.vehicles import vehicle_record
from uk.works import Work, conversion, parts, parts_later, values

__all__ = ["guest_options", "option_tables"]

LAST_GUEST_LAUNCH = 2030
MONTHS = 12
FULL_MONTHS = {"SKD": "lead_time_guest_skd", "full": "lead_time_guest_full_build"}
CKD_MONTHS = 17
IMPORTED_TODAY = {"jaecoo7_ice", "jaecoo7_phev", "jaecoo5_hev", "jaecoo5_bev", "omoda5_hev",
                  "omoda5_bev", "omoda7_phev", "omoda9_phev", "tiggo7_phev", "tiggo8_phev"}  # fmt: skip
REGISTRATION_ROWS = {
    "jaecoo7_ice": ("jaecoo7_ice",), "jaecoo7_phev": ("jaecoo7_phev",),
    "jaecoo5_hev": ("jaecoo5_ice",), "jaecoo5_bev": ("jaecoo5_bev",),
    "omoda5_hev": ("omoda5_ice",), "omoda5_bev": ("omoda5_bev",),
    "omoda7_phev": ("omoda7_phev",), "omoda9_phev": ("omoda9_phev",),
    "tiggo7_phev": ("tiggo7_ice", "tiggo7_phev"), "tiggo8_phev": ("tiggo8_ice", "tiggo8_phev"),
}  # fmt: skip

RAMPS = {
    "own": ("ramp_own_0", "ramp_own_1", "ramp_full"),
    "guest": ("ramp_guest_0", "ramp_guest_1", "ramp_full"),
    "kit": ("ramp_kit_0", "ramp_full"),
}
PROFILES = {
    "one_year": (0.5, 0.5),
    "two_years": (0.3, 0.5, 0.2),
    "three_years": (0.1, 0.35, 0.4, 0.15),
}
PROFILE_OF_LEAD = {0: "", 1: "one_year", 2: "two_years", 3: "three_years"}


def option_tables(inputs: Inputs) -> Tables:
    """Return options with their routes, ramps, capital profiles and incumbents."""
    tables: Tables = {
        "options": [], "options_by_year": [], "routes": [], "incumbents": [],
        "ramps": [
            {"ramp": ramp, "age": age, "share": inputs.figure(name)}
            for ramp, names in RAMPS.items()
            for age, name in enumerate(names)
        ],
        "capex_profiles": profile_rows(inputs),
    }  # fmt: skip
    for record in inputs.table("options"):
        add_own(inputs, record, tables)
    for vehicle in [row["vehicle"] for row in inputs.table("vehicles")]:
        if vehicle in IMPORTED_TODAY:
            add_import(inputs, vehicle, tables)
    for guest in inputs.table("guests"):
        for mode in guest["modes"].split(";"):
            add_guest(inputs, guest, mode, tables)
    return tables


def profile_rows(inputs: Inputs) -> list[Row]:
    """Return how launch capital is spread over the years before the start."""
    rows: list[Row] = []
    for profile, shares in PROFILES.items():
        for years_before, share in enumerate(shares):
            claim = f"assumed_profile_{profile}_{years_before}"
            reason = "Tools are paid for as they are built; most in the year before the start."
            ends = (max(0.0, round(share - 0.15, 2)), round(share + 0.15, 2))
            figure_of_share = inputs.assumed.judge(claim, share, ends, "share", reason)
            rows.append({"profile": profile, "years_before": years_before, "share": figure_of_share})
    return rows


def group_record(inputs: Inputs, group: str) -> Record:
    """Return the assumptions about one shift group."""
    return next(row for row in inputs.table("groups") if row["group"] == group)


def peak_rate(inputs: Inputs, vehicle: str, built: float = 0.0) -> Figure:
    """Return the rate of an own option: room above the highest demand, to the thousand."""
    room = inputs.figure("peak_headroom")
    most = max(largest_demand(inputs, vehicle), built)
    note = f"highest demand {most:,.0f}"
    return figure(math.ceil(most * room.value / 1000) * 1000, room, note=note)


def own_rate(inputs: Inputs, record: Record) -> Figure:
    """Return the rate of an own option, stated where the line is too small for all demand."""
    if not record["rate"]:
        return peak_rate(inputs, record["vehicle"], float(record["built"] or 0))
    claim, rate = f"assumed_{record['option']}_rate", float(record["rate"])
    return inputs.assumed.around(claim, rate, 0.2, "vehicles/yr", record["reason"])


def add_option(inputs: Inputs, row: Row, work: Work, group: Record, tables: Tables) -> None:
    """Add one option with what building takes, its later parts cost and its route."""
    option = str(row["option"])
    tables["options"].append(
        row | conversion(inputs, work) | {"parts_cost": parts(inputs, work)} | values(inputs, work)
    )
    tables["options_by_year"] += parts_later(inputs, work, option)
    for kind in shop_kinds(group):
        if work.mode == "SKD" and kind in ("body", "paint"):
            continue
        tables["routes"].append({"option": option, "shop": f"{group['group']}_{kind}"})


def add_own(inputs: Inputs, record: Record, tables: Tables) -> None:
    """Add one option of the owner of the plant: built today or still to be launched."""
    option, reason = record["option"], record["reason"]
    work = Work(
        record["vehicle"], record["work"], record["mode"], record["plant"],
        is_guest=False, has_local_battery=record["battery"] == "yes",
    )  # fmt: skip
    row: Row = {name: record[name] for name in ("option", "vehicle", "plant", "mode")}
    row["peak_rate"] = own_rate(inputs, record)
    if record["today"] == "yes":
        tables["incumbents"].append(incumbent(inputs, record))
    else:
        ends = (float(record["capex_low"]), float(record["capex_high"]))
        row["capex"] = inputs.assumed.judge(
            f"assumed_{option}_capex", float(record["capex"]), ends, "GBP m", reason
        ).also(capex_claims(inputs, option))
        lead = int(record["lead"])
        row["capex_profile"] = PROFILE_OF_LEAD[lead]
        row["ramp"] = "own"
        row |= launch_years(inputs, option, record, reason)
    add_option(inputs, row, work, group_record(inputs, record["group"]), tables)


def launch_years(inputs: Inputs, option: str, record: Record, reason: str) -> Row:
    """Return lead time and window of an own launch."""
    row: Row = {}
    columns = (("lead", "lead_years", 1), ("earliest", "earliest_launch", 1), ("latest", "latest_launch", 2))
    for name, column, spread in columns:
        if record[name]:
            value = float(record[name])
            ends = (max(0.0, value - spread), value + spread)
            claim = f"assumed_{option}_{column}"
            row[column] = inputs.assumed.judge(claim, value, ends, "yr", reason)
    return row


def capex_claims(inputs: Inputs, option: str) -> list[str]:
    """Return the researched investments behind an assumed launch capital."""
    items = {
        "qashqai_ev_sunderland_1": "retool_new_ev_model_existing_line",
        "juke_sunderland_1": "second_model_on_second_line",
        "leaf_sunderland_1": "second_model_on_second_line",
        "juke_ev_sunderland_1": "second_model_on_second_line",
        "mini_cooper_e_oxford": "retool_two_ev_models_existing_plant",
        "gr_corolla_burnaston": "add_low_volume_line",
        "k0_vans_ellesmere": "add_medium_van_to_ev_line",
        "velar_ev_halewood": "plant_upgrade_mixed_ev_ice",
        "evoque_ev_halewood": "plant_upgrade_mixed_ev_ice",
        "defender_sport_halewood": "plant_upgrade_mixed_ev_ice",
        "range_rover_next_solihull": "body_shop_new",
        "range_rover_sport_next_solihull": "body_shop_new",
    }
    if option not in items:
        return []
    row = inputs.research.find("uk/costs", country="GB", item=items[option])
    return [inputs.research.cite("uk/costs", row)]


def incumbent(inputs: Inputs, record: Record) -> Row:
    """Return the row of an option that is tooled today."""
    option, built = record["option"], float(record["built"])
    found = inputs.assumed.around(f"assumed_{option}_built", built, 0.1, "vehicles/yr", record["reason"])
    sources = {
        "qashqai_sunderland_1": ("uk/production_by_model", {"model": "Qashqai", "year": "2025"}),
        "juke_sunderland_2": ("uk/production_by_model", {"model": "Juke", "year": "2025"}),
        "evoque_sport_halewood": ("uk/production_by_plant", {"plant_id": "halewood", "year": "2025"}),
        "mini_cooper_oxford": ("uk/production_by_plant", {"plant_id": "oxford", "year": "2025"}),
        "corolla_burnaston": ("uk/production_by_plant", {"plant_id": "burnaston", "year": "2025"}),
        "k9_vans_ellesmere": ("uk/production_by_plant", {"plant_id": "ellesmere_port", "year": "2025"}),
    }
    if option in sources:
        file, wanted = sources[option]
        found = inputs.research.figure(file, unit="vehicles", **wanted)
    row: Row = {"option": option, "built": found}
    if record["until"]:
        year = float(record["until"])
        reason = f"Last year of the generation. {record['reason']}"
        ends = (year - 2, min(year + 2, LAST_YEAR))
        row["until"] = inputs.assumed.judge(f"assumed_{option}_until", year, ends, "yr", reason)
    return row


def add_import(inputs: Inputs, vehicle: str, tables: Tables) -> None:
    """Add the import of a guest vehicle from Wuhu, tooled today."""
    option = f"{vehicle}_wuhu"
    found = [
        inputs.research.figure("uk/models", "uk_registrations_2025", "vehicles", programme_id=name)
        for name in REGISTRATION_ROWS[vehicle]
    ]
    total = sum(each.value for each in found)
    built = figure(total, *found, note="UK registrations; exports elsewhere are not counted")
    tables["incumbents"].append({"option": option, "built": built})
    row: Row = {"option": option, "vehicle": vehicle, "plant": "wuhu", "mode": "import"}
    row["peak_rate"] = peak_rate(inputs, vehicle)
    work = Work(vehicle, "import", "import", "wuhu", is_guest=False, has_local_battery=False)
    add_option(inputs, row, work, group_record(inputs, "wuhu_line"), tables)


def guest_options(inputs: Inputs, plant: str, vehicle: str = "") -> list[str]:
    """Return the guest options at a plant, of one vehicle or of all."""
    return [
        f"{row['vehicle']}_{plant}_{mode.lower()}"
        for row in inputs.table("guests")
        for mode in row["modes"].split(";")
        if row["plant"] == plant and vehicle in ("", row["vehicle"])
    ]


def add_guest(inputs: Inputs, guest: Record, mode: str, tables: Tables) -> None:
    """Add one way of building a guest vehicle at the plant of a host."""
    vehicle, plant = guest["vehicle"], guest["plant"]
    name = mode.lower()
    powertrain = vehicle_record(inputs, vehicle)["powertrain"]
    is_bev, has_battery = powertrain == "BEV", powertrain in ("BEV", "PHEV")
    capex = inputs.figure(f"capex_{name}")
    if is_bev and mode != "SKD":
        extra = inputs.figure("capex_bev_extra")
        capex = figure(capex.value + extra.value, capex, extra)
    lead = lead_time(inputs, mode)
    latest = inputs.assumed.judge(
        "assumed_latest_guest_launch", LAST_GUEST_LAUNCH, (2030, 2034), "yr",
        "Later launches would not pay back inside the horizon.",
    )  # fmt: skip
    row: Row = {
        "option": f"{vehicle}_{plant}_{name}", "vehicle": vehicle, "plant": plant, "mode": mode,
        "capex": capex,
        "capex_profile": PROFILE_OF_LEAD[int(lead.value)],
        "lead_years": lead,
        "latest_launch": latest,
        "life_years": inputs.figure("life_guest"),
        "peak_rate": inputs.figure(f"rate_{name}"),
        "ramp": "kit" if mode == "SKD" else "guest",
        "fixed_cost": inputs.figure(f"fixed_{name}"),
    }  # fmt: skip
    if mode == "SKD":
        row["count_weight"] = inputs.figure("count_skd")
    kind = {"SKD": "skd", "CKD": "ckd"}.get(mode, "mainstream")
    work = Work(vehicle, kind, mode, plant, is_guest=True, has_local_battery=has_battery and mode == "full")
    add_option(inputs, row, work, group_record(inputs, guest["group"]), tables)


def lead_time(inputs: Inputs, mode: str) -> Figure:
    """Return whole years from signature to start of a guest launch, rounded up from months."""
    if mode == "CKD":
        reason = "17 months (14 to 20) between kit assembly and full build, rounded up to years."
        return inputs.assumed.judge("assumed_lead_ckd", 2, (1, 2), "yr", reason)
    item = FULL_MONTHS[mode]
    country = "AT" if mode == "SKD" else "GB"
    months = inputs.cost(country, item)
    return months.at(math.ceil(months.value / MONTHS), f"{months.value:g} months, rounded up")
