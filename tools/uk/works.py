"""What building one vehicle takes: hours, energy, parts and duty on parts, by kind of work."""

from __future__ import annotations

from dataclasses import dataclass

from uk.inputs import YEARS, Inputs
from uk.ledger import Figure, Row, figure
from uk.vehicles import net_revenue, vehicle_record

__all__ = ["Work", "conversion", "parts", "parts_later", "values"]

LAST_DECLINE = 2032
OWN_WORKS = {
    "premium": "hours_full_premium",
    "luxury": "hours_full_luxury",
    "small": "hours_full_small",
    "toyota": "hours_full_toyota",
    "van": "hours_full_van",
}
MAINSTREAM_HOURS = 22


@dataclass(frozen=True, slots=True)
class Work:
    """How a vehicle is built: kind of work, mode, and whether it is the guest of another brand.

    Parameters
    ----------
    kind
        mainstream, premium, luxury, small, toyota, van, ckd, skd or import.
    mode
        Build mode of the option.
    plant
        Plant that builds it.
    """

    vehicle: str
    kind: str
    mode: str
    plant: str
    is_guest: bool
    has_local_battery: bool

    @property
    def is_kit(self) -> bool:
        """Return whether the vehicle comes as a kit."""
        return self.mode in ("SKD", "CKD")


def conversion(inputs: Inputs, work: Work) -> Row:
    """Return hours, energy and other conversion of one vehicle."""
    row: Row = {"hours": hours(inputs, work)}
    power, heat = energy(inputs)
    if work.kind == "skd":
        row["electricity"], row["gas"] = (inputs.figure(f"{each}_skd") for each in ("electricity", "gas"))
        row["other_conversion"] = inputs.figure("other_conversion_skd")
        return row
    if work.kind == "luxury":
        factor = inputs.figure("luxury_energy_factor")
        power = figure(round(power.value * factor.value, 3), power, factor)
        heat = figure(round(heat.value * factor.value, 3), heat, factor)
    row["electricity"], row["gas"] = power, heat
    row["other_conversion"] = other_conversion(inputs, work)
    return row


def hours(inputs: Inputs, work: Work) -> Figure:
    """Return the hours of one vehicle."""
    if work.kind == "import":
        return chinese_hours(inputs)
    if work.kind == "skd":
        return inputs.cost("GB", "labour_hours_skd")
    if work.kind == "ckd":
        return inputs.figure("hours_ckd")
    if work.kind in OWN_WORKS:
        return inputs.figure(OWN_WORKS[work.kind])
    found = inputs.cost("GB", "labour_hours_per_vehicle")
    note = f"{found.value:g} at full load, a tenth more at the loads of today"
    return found.at(MAINSTREAM_HOURS, note)


def chinese_hours(inputs: Inputs) -> Figure:
    """Return hours at a Chinese plant, so that they cost what is reported for a Chinese car."""
    cost = inputs.cost("CN", "labour_cost_per_vehicle")
    wage = inputs.cost("CN", "labour_cost_per_hour_auto")
    dollar, euro = inputs.figure("usd_gbp"), inputs.figure("eur_gbp")
    growth = inputs.figure("wage_growth")
    value = cost.value * dollar.value / (wage.value * euro.value * growth.value)
    note = f"{cost.value:g} USD a vehicle at {wage.value:g} EUR an hour"
    return figure(round(value, 1), cost, wage, dollar, euro, growth, note=note)


def energy(inputs: Inputs) -> tuple[Figure, Figure]:
    """Return electricity and gas of an average vehicle, MWh."""
    total = inputs.cost("GB", "energy_use_per_vehicle")
    share = inputs.cost("GB", "electricity_share_of_energy")
    power = total.value * share.value
    note = f"{total.value:g} MWh of energy, {share.value:.0%} of it electricity"
    return (
        figure(round(power, 3), total, share, note=note),
        figure(round(total.value - power, 3), total, share, note=note),
    )


def other_conversion(inputs: Inputs, work: Work) -> Figure:
    """Return conversion besides labour and energy."""
    if work.kind == "import":
        share = inputs.figure("other_conversion_import")
        revenue = net_revenue(inputs, work.vehicle)
        return figure(round(share.value * revenue.value, -1), share, revenue)
    name = {"luxury": "luxury", "ckd": "ckd"}.get(work.kind, "full")
    return inputs.figure(f"other_conversion_{name}")


def parts(inputs: Inputs, work: Work) -> Figure:
    """Return parts and kits at the line in the first year, before duty."""
    revenue = net_revenue(inputs, work.vehicle)
    share = parts_share(inputs, work)
    note = f"{share.value:g} of a net revenue of {revenue.value:,.0f}"
    return figure(round(share.value * revenue.value, -1), share, revenue, note=note)


def parts_share(inputs: Inputs, work: Work) -> Figure:
    """Return the share of parts in net revenue."""
    about = vehicle_record(inputs, work.vehicle)
    is_bev = about["powertrain"] == "BEV"
    if work.is_kit or work.is_guest or not about["parts_share"]:
        name = "import" if work.kind == "import" else work.mode.lower()
        suffix = "_bev" if is_bev else ("_ice" if name == "import" else "")
        return inputs.figure(f"parts_{name}{suffix}")
    if work.kind == "import":
        return inputs.figure("parts_import_bev" if is_bev else "parts_import_ice")
    value = float(about["parts_share"])
    reason = "Parts are usually 60 to 80 percent of what a maker nets; set so that 2025 earns a margin."
    ends = (round(value - 0.05, 3), round(value + 0.05, 3))
    claim = f"assumed_parts_share_{work.vehicle}"
    return inputs.assumed.judge(claim, value, ends, "share of net revenue", reason)


def parts_later(inputs: Inputs, work: Work, option: str) -> list[Row]:
    """Return the parts cost of later years for battery cars, which falls as cells get cheaper."""
    if vehicle_record(inputs, work.vehicle)["powertrain"] != "BEV":
        return []
    today, decline = parts(inputs, work), inputs.figure("bev_parts_decline")
    rows: list[Row] = []
    for year in YEARS[1:]:
        steps = min(year, LAST_DECLINE) - YEARS[0]
        value = round(today.value * (1 - decline.value) ** steps, -1)
        rows.append({"option": option, "year": year, "parts_cost": figure(value, today, decline)})
    return rows


def values(inputs: Inputs, work: Work) -> Row:
    """Return duty on parts, customs value, ex-works price and origin of one vehicle."""
    revenue = net_revenue(inputs, work.vehicle)

    def share_of_revenue(name: str) -> Figure:
        share = inputs.figure(name)
        return figure(round(share.value * revenue.value, -1), share, revenue)

    is_import = work.kind == "import"
    row: Row = {
        "customs_value": share_of_revenue("customs_import" if is_import else "customs_own"),
        "ex_works": share_of_revenue("ex_works_import" if is_import else "ex_works_own"),
    }
    if work.is_kit:
        row["parts_duty"] = kit_duty(inputs, work, revenue)
    if not is_import:
        row["non_originating_share"] = inputs.figure(origin_name(inputs, work))
        row["battery_originates"] = work.has_local_battery
    return row


def kit_duty(inputs: Inputs, work: Work, revenue: Figure) -> Figure:
    """Return the duty on a kit: as a car where it is nearly complete, else as parts."""
    if work.mode == "SKD":
        rate = inputs.research.figure("uk/trade", product="car kit (SKD)", measure="tariff_risk")
        base = inputs.figure("kit_value_skd")
    else:
        rate = inputs.research.figure("uk/trade", product="car parts (8708)", measure="mfn_tariff")
        base = inputs.figure("parts_duty_ckd")
    value = round(rate.value / 100 * base.value * revenue.value, -1)
    return figure(value, rate, base, revenue, note=f"{rate.value:g} percent of the kit")


def origin_name(inputs: Inputs, work: Work) -> str:
    """Return the assumption that holds for the non-originating share."""
    if work.is_kit:
        return f"nom_{work.mode.lower()}"
    if work.is_guest:
        return "nom_full_sunderland" if work.plant == "sunderland" else "nom_full"
    is_bev = vehicle_record(inputs, work.vehicle)["powertrain"] == "BEV"
    return "nom_own_bev" if is_bev else "nom_own"
