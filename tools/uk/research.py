"""The research files: rows by what they are about, each turned into a claim when it is used."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from uk.ledger import STUDY_PRICES, Citation, Figure, Ledger, Row, slug

__all__ = ["Record", "Research", "read_records"]

Record = dict[str, str]

GRADES = {
    "official": "A",
    "confirmed": "B",
    "reported": "B",
    "forecast": "B",
    "estimated": "C",
    "derived": "D",
    "assumed": "E",
}
"""Grade of a figure by the word that the research gives for its quality."""

COUNTED = {"mixed": "car"}
"""The one claim of mixed class quotes a count of cars and sets it against one of all vehicles."""

CLASSES = ("car", "cv", "car_and_cv", "unclear")

NAMES = {
    "uk/claims": ("id",),
    "uk/costs": ("country", "item", "period"),
    "uk/models": ("programme_id",),
    "uk/partnerships": ("partnership_id",),
    "uk/plants": ("plant_id",),
    "uk/production_by_model": ("model", "plant_id", "year"),
    "uk/production_by_plant": ("plant_id", "year"),
    "uk/production_national": ("period", "vehicle_class", "record_type", "units"),
    "uk/registrations": ("brand", "measure", "period"),
    "uk/targets": ("target_id",),
    "uk/trade": ("origin", "destination", "product", "powertrain", "measure", "maker", "valid_from"),
    "europe/country_costs": ("country", "metric", "partner", "year"),
    "europe/deal_term_defaults": ("term",),
    "europe/plants": ("plant_id",),
}
"""Columns that name a row of each file."""

UNITS = {
    "uk/production_by_model": "vehicles",
    "uk/production_by_plant": "vehicles",
    "uk/production_national": "vehicles",
}
"""Unit of files that have no column for it."""

BASES = {
    "straight_time_capacity_units_per_year": "straight_time_basis",
    "max_capacity_units_per_year": "max_capacity_basis",
}
"""Columns that say on which basis a capacity is stated."""

VALUES = ("value", "value_central", "central", "units", "list_price_gbp")
LOWS = ("value_low", "low")
HIGHS = ("value_high", "high")
PERIODS = ("period", "year", "valid_from", "date", "price_date")
COUNTS = {"cars": "vehicles"}
UNSTATED_RANGE = 0.15
"""Range around an assumed figure of the research that states none, as a share of it."""

MONEY = re.compile(r"GBP|EUR|USD|CNY|RMB|eur|usd|currency")
YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def read_records(path: Path) -> list[Record]:
    """Return the rows of a CSV file as words."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(slots=True)
class Research:
    """The research files under a folder, and the ledger that their rows are cited in."""

    files: dict[str, list[Record]]
    ledger: Ledger

    @classmethod
    def read(cls, folder: Path, ledger: Ledger) -> Research:
        """Return every research file under a folder."""
        return cls({name: read_records(folder / f"{name}.csv") for name in NAMES}, ledger)

    def find(self, file: str, **wanted: str) -> Record:
        """Return the one row with the wanted cells."""
        found = self.all(file, **wanted)
        if len(found) != 1:
            raise LookupError(f"{file}.csv has {len(found)} rows with {wanted}, wanted one")
        return found[0]

    def all(self, file: str, **wanted: str) -> list[Record]:
        """Return every row with the wanted cells, in the order of the file."""
        return [row for row in self.files[file] if all(row[name] == cell for name, cell in wanted.items())]

    def figure(self, file: str, column: str = "", unit: str = "", **wanted: str) -> Figure:
        """Return the value of one row, citing it; ``column`` is needed where a row holds several."""
        row = self.find(file, **wanted)
        value = row[column] if column else first(row, VALUES)
        return Figure(float(value), (Citation(self.cite(file, row, column, unit)),))

    def cite(self, file: str, row: Record, column: str = "", unit: str = "") -> str:
        """Return the name of the claim that a row makes, adding it to the ledger."""
        name = slug("_".join((file.rpartition("/")[2], *(row[key] for key in NAMES[file]), column)))
        fields = claim_fields(row, column, unit or row.get("unit") or UNITS.get(file, ""))
        fields["locator"] = f"data/{file}.csv"
        address, published = address_of(row, column)
        return self.ledger.add(name, fields, address, published if DATE.fullmatch(published) else "")


def first(row: Record, names: tuple[str, ...]) -> str:
    """Return the first of some cells that a row has and that is not empty."""
    return next((row[name] for name in names if row.get(name)), "")


def number(cell: str) -> float | None:
    """Return a cell as a number, or none where it is empty or holds words."""
    try:
        return float(cell)
    except ValueError:
        return None


def claim_fields(row: Record, column: str, unit: str) -> Row:
    """Return the columns of the claim that a row makes."""
    value = number(row[column] if column else first(row, VALUES))
    low, high = (None, None) if column else (number(first(row, LOWS)), number(first(row, HIGHS)))
    period = first(row, PERIODS)
    words = f"{row.get('currency', '')} {COUNTS.get(unit, unit)}".strip().replace("_", " ")
    word = row.get("vehicle_class", "")
    basis = row.get(BASES.get(column, ""), "") or first(row, ("value_basis", "basis", "scope"))
    grade = grade_of(row, column)
    if grade == "E" and value is not None and (low is None or high is None or low >= high):
        low, high = (value - abs(value) * UNSTATED_RANGE, value + abs(value) * UNSTATED_RANGE)
    return {
        "text": claim_text(row, column),
        "value": value,
        "low": low,
        "high": high,
        "unit": words,
        "distribution": "uniform" if low is not None and high is not None and low < high else "point",
        "as_of": period if DATE.fullmatch(period) else "",
        "price_year": price_year(row) if MONEY.search(words) else None,
        "vehicle_class": COUNTED.get(word, word) if COUNTED.get(word, word) in CLASSES else "",
        "basis": f"{basis} {'' if DATE.fullmatch(period) else period}".strip().replace("_", " "),
        "grade": grade,
        "method": row.get("note") or ("No reason was noted with the figure." if grade == "E" else ""),
    }


def price_year(row: Record) -> float:
    """Return the year in whose prices an amount is stated: that of the figure, else of its source."""
    years = YEAR.findall(f"{first(row, PERIODS)} {row.get('source_date', '')}")
    return float(years[0]) if years else STUDY_PRICES


def grade_of(row: Record, column: str) -> str:
    """Return the grade of a figure: that of its column where the file states one for it.

    A figure that the compiler recalled without an address is an assumption.
    """
    if address_of(row, column)[0] == "analyst_estimate":
        return "E"
    quality = f"{column.partition('_units_per_year')[0]}_quality"
    words = (row.get(f"{column}_quality", ""), row.get(quality, ""), row.get("quality", ""))
    return GRADES[next(word for word in words if word)]


def claim_text(row: Record, column: str) -> str:
    """Return what a row says in words: its names and the thing it measures."""
    names = (
        "subject", "country", "brand", "plant_name", "plant", "company", "parties", "model", "origin",
        "destination", "product", "powertrain", "maker", "item", "metric", "term", "measure", "content",
        "kind", "who", "value_meaning", "evidence",
    )  # fmt: skip
    words = [row[name] for name in names if row.get(name) and row.get(name) != column]
    label = column.replace("_", " ")
    return ", ".join(dict.fromkeys([*words, label] if label else words)).replace("_", " ")


def address_of(row: Record, column: str) -> tuple[str, str]:
    """Return the address and date of the source of a figure."""
    if column.startswith("units_2025") and row.get("units_2025_source_url"):
        return row["units_2025_source_url"], ""
    if "capacity" in column and row.get("capacity_source_url"):
        return row["capacity_source_url"], ""
    return row["source_url"], row["source_date"]
