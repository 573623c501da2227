"""Targets of national output, and the published series that they are set against."""

from __future__ import annotations

from uk.inputs import Inputs
from uk.ledger import Citation, Figure, Row, Tables
from uk.research import Record

__all__ = ["target_tables"]

QUALITY = ("official", "reported", "estimated", "assumed")
BASES = ("exact", "rounded_100", "rounded_1000", "derived", "rounded_10000", "recalled", "rounded",
         "lower_bound", "upper_bound")  # fmt: skip
COMPARED = {("2025", "2015"), ("2025", "1972"), ("2020", "2019"), ("2026", "2025"), ("2027", "2025")}
PRESS = {
    "production_2025_car_and_cv": (
        ("dm09", "disputes", "Rounded to 760,000; the count is 764,715."),
        ("dm18", "supports", "Same count, with its split into cars and commercial vehicles."),
        ("dm34", "disputes", "738,000 matches neither cars (717,371) nor all vehicles (764,715)."),
    ),
    "production_2025_car": (("dm34", "disputes", "738,000 matches neither class."),),
    "production_2015_car_and_cv": (
        (
            "dm10", "disputes",
            "Almost 1.6 million counts cars only; with commercial vehicles 2015 is about 1,682,000. "
            "The press sets it against 764,715, which counts cars and commercial vehicles.",
        ),
    ),
    "production_2015_car": (("dm10", "supports", "Almost 1.6 million is this figure: cars only."),),
    "production_2016_car": (("dm19", "supports", "1.7 million counts cars only."),),
    "production_2016_car_and_cv": (("dm19", "disputes", "1.7 million counts cars only."),),
    "production_1972_car": (("dm20", "supports", "Record of cars only."),),
    "production_1964_car_and_cv": (
        ("dm20", "disputes", "The record of all vehicles is 1964; the press quotes that of cars."),
    ),
    "forecast_2026_car": (("dm33", "supports", "Same outlook."),),
}  # fmt: skip


def target_tables(inputs: Inputs) -> Tables:
    """Return targets and national statistics."""
    return {"targets": [uk_target(inputs), apc_target(inputs)], "statistics": statistic_rows(inputs)}


def uk_target(inputs: Inputs) -> Row:
    """Return the government's target for 2035."""
    units = inputs.research.figure("uk/targets", unit="vehicles", target_id="uk_13m_2035")
    press = inputs.research.find("uk/targets", target_id="uk_13m_2035_press")
    article = inputs.research.find("uk/claims", id="dm11")
    plant = inputs.research.find("uk/targets", target_id="hawes_new_plant")
    note = "Some papers call it a target for cars alone."
    units = units.also([inputs.research.cite("uk/targets", press)], "disputes", note)
    units = units.also([inputs.research.cite("uk/claims", article)])
    units = units.also([inputs.research.cite("uk/targets", plant)], note="Said to need a new plant.")
    return target(inputs, "uk_13m_2035", "1.3 million vehicles in 2035", units)


def apc_target(inputs: Inputs) -> Row:
    """Return the central outlook of the Advanced Propulsion Centre for the same year."""
    units = inputs.research.figure("uk/targets", unit="vehicles", target_id="apc_jan25_2035")
    return target(inputs, "apc_outlook_2035", "Outlook of January 2025 for 2035", units)


def target(inputs: Inputs, name: str, words: str, units: Figure) -> Row:
    """Return the row of one target of 2035 that is measured, not required."""
    return {
        "target": name, "name": words, "country": "GB", "year": 2035.0,
        "vehicle_class": "car_and_cv", "units": units,
        "other_output": other_output(inputs), "rule": "measure",
    }  # fmt: skip


def other_output(inputs: Inputs) -> Figure:
    """Return the output of the makers that the study does not plan, kept at that of 2025."""
    total = national(inputs, "2025", "car_and_cv", "actual")[0]
    plants = ("sunderland", "halewood", "solihull", "oxford", "burnaston", "ellesmere_port", "luton")
    planned = [inputs.research.find("uk/plants", plant_id=name) for name in plants]
    rest = float(total["units"]) - sum(float(row["units_2025"]) for row in planned)
    found = inputs.figure("other_output_2035")
    claims = [inputs.research.cite("uk/plants", row, "units_2025", "vehicles") for row in planned]
    claims.append(inputs.research.cite("uk/production_national", total))
    return found.also(claims, note=f"764,715 less these plants leaves {rest:,.0f}.")


def national(inputs: Inputs, period: str, vehicle_class: str, record_type: str) -> list[Record]:
    """Return the figures for one year and class, the best first."""
    rows = inputs.research.all(
        "uk/production_national",
        period=period,
        vehicle_class=vehicle_class,
        record_type=record_type,
        period_type="year",
    )
    if record_type == "forecast":
        return sorted(rows, key=lambda row: row["source_date"], reverse=True)
    return sorted(rows, key=rank)


def rank(row: Record) -> tuple[int, int]:
    """Return how good a figure is: quality first, then how it is rounded."""
    return (QUALITY.index(row["quality"]), BASES.index(row["value_basis"]))


def statistic_rows(inputs: Inputs) -> list[Row]:
    """Return one figure for each year, class and kind, and the registrations of the market."""
    seen: dict[tuple[str, str, str], None] = {}
    for found in inputs.research.all("uk/production_national", period_type="year"):
        seen[found["period"], found["vehicle_class"], found["record_type"]] = None
    rows: list[Row] = [production_row(inputs, *key) for key in sorted(seen)]
    rows += registration_rows(inputs)
    names = {str(row["statistic"]) for row in rows}
    for row in rows:
        compare(row, names)
    return sorted(rows, key=lambda row: str(row["statistic"]))


def production_row(inputs: Inputs, period: str, vehicle_class: str, record_type: str) -> Row:
    """Return the chosen figure of one year and class, with the figures not chosen beside it."""
    best, *others = national(inputs, period, vehicle_class, record_type)
    measure = "forecast" if record_type == "forecast" else "production"
    name = f"{measure}_{period}_{vehicle_class}"
    units = Figure(float(best["units"]), (Citation(inputs.research.cite("uk/production_national", best)),))
    for other in others:
        claim = inputs.research.cite("uk/production_national", other)
        if record_type == "forecast":
            units = units.also([claim], "superseded", "An earlier outlook.")
        else:
            apart = abs(float(other["units"]) / float(best["units"]) - 1)
            role = "supports" if apart < 0.001 else "disputes"
            units = units.also([claim], role, "Another figure for the same year and class.")
    if name == "production_2025_car_and_cv":
        cars = national(inputs, period, "car", record_type)[0]
        claim = inputs.research.cite("uk/production_national", cars)
        units = units.also([claim], "disputes", "Cars alone, quoted by some as the whole.")
    for press, role, note in PRESS.get(name, ()):
        article = inputs.research.find("uk/claims", id=press)
        units = units.also([inputs.research.cite("uk/claims", article)], role, note)
    return {
        "statistic": name, "country": "GB", "year": float(period), "measure": measure,
        "vehicle_class": vehicle_class, "units": units,
    }  # fmt: skip


def registration_rows(inputs: Inputs) -> list[Row]:
    """Return the registrations of the whole market, by year."""
    rows: list[Row] = []
    for record in inputs.research.all("uk/registrations", brand="ALL", measure="registrations"):
        claim = inputs.research.cite("uk/registrations", record)
        units = Figure(float(record["value"]), (Citation(claim),))
        rows.append(
            {
                "statistic": f"registrations_{record['period']}_car", "country": "GB",
                "year": float(record["period"]), "measure": "registrations",
                "vehicle_class": "car", "units": units,
            }
        )  # fmt: skip
    return rows


def compare(row: Row, names: set[str]) -> None:
    """Set a figure against an earlier one of the same class, where the study compares the years."""
    year = f"{float(str(row['year'])):.0f}"
    for later, earlier in sorted(COMPARED):
        measure = "production" if row["measure"] == "forecast" else row["measure"]
        other = f"{measure}_{earlier}_{row['vehicle_class']}"
        if year == later and other in names and row["vehicle_class"] != "unclear":
            row["compared_with"] = other
