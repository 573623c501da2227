"""Named futures, each a short list of differences."""

from __future__ import annotations

from dataclasses import dataclass

from uk.deals import GRANT, RELIEF, state_aid
from uk.drivers import drivers
from uk.inputs import Inputs
from uk.ledger import Cell, Figure, Row, Tables, slug

__all__ = ["future_tables"]

RELIEF_YEARS = range(2027, 2036)
SCENARIOS = (
    ("energy_relief", "Power is cheaper for British plants from 2027"),
    ("support_for_guests", "Britain pays a grant and relief on power for guests"),
    ("tariff_cn_gb_35", "Britain charges 35 percent on Chinese cars"),
    ("pound_weak", "The pound loses a tenth"),
    ("demand_low", "Every maker sells a fifth less"),
    ("chery_fast", "Chinese brands sell half as much again"),
    ("origin_strict", "Guests miss the origin rule everywhere"),
    (
        "local_build_pays",
        "Guest builds cost less and imports more than judged, and Chinese brands sell 15 percent more in "
        "Britain: what would have to be true",
    ),
)
TARIFF_CN_GB_35 = 0.25
WEAK_POUND = 1.1
DEARER_PARTS = 1.04
"""What a pound weaker by a tenth does to the parts of a British build, two fifths of them imported."""
FEWER, MORE = 0.8, 1.5
OVER_THE_LIMIT = 0.52


def future_tables(inputs: Inputs, tables: Tables) -> Tables:
    """Return scenarios with their differences from the study, and the drivers of drawn futures."""
    changes = [
        *energy_relief(inputs),
        *support_for_guests(inputs),
        *tariff_35(inputs),
        *pound_weak(inputs, tables),
        Place("demand_low", "demand", "*", "units").judged(inputs, "scale", FEWER, (0.7, 0.9)),
        *[
            Place("chery_fast", "demand", key(row, "vehicle", "market"), "units").judged(
                inputs, "scale", MORE, (1.2, 2)
            )
            for row in tables["demand"]
            if company_of(tables, str(row["vehicle"])) in ("chery", "cjlr")
        ],
        *origin_strict(inputs, tables),
    ]  # fmt: skip
    scenarios: list[Row] = [{"scenario": name, "name": words} for name, words in SCENARIOS]
    return {"scenarios": scenarios, "scenario_changes": changes, "uncertainty": drivers(inputs, tables)}


def key(row: Row, *columns: str) -> str:
    """Return the key of a row, joined by '/'."""
    return "/".join(str(row[column]) for column in columns)


def company_of(tables: Tables, vehicle: str) -> Cell:
    """Return the company that sells a vehicle."""
    return next(row["company"] for row in tables["vehicles"] if row["vehicle"] == vehicle)


@dataclass(frozen=True, slots=True)
class Place:
    """The cell that a future changes."""

    scenario: str
    table: str
    row: str
    column: str

    def differs(self, how: str, size: Figure, year: int | None = None) -> Row:
        """Return one row of scenario_changes."""
        return {
            "scenario": self.scenario, "table": self.table, "row": self.row, "column": self.column,
            "year": year, "how": how, "value": size,
        }  # fmt: skip

    def judged(self, inputs: Inputs, how: str, value: float, ends: tuple[float, float]) -> Row:
        """Return one difference, with the size of it as an assumption."""
        reason = f"Size of the difference in the future '{self.scenario}', chosen to show what it does."
        claim = slug(f"assumed_{self.scenario}_{self.table}_{self.column}_{value:g}")
        return self.differs(how, inputs.assumed.judge(claim, value, ends, how, reason))


def energy_relief(inputs: Inputs) -> list[Row]:
    """Return the relief on power that was announced from 2027 and is not law."""
    relief = inputs.cost("GB", "bics_electricity_relief")
    size = relief.at(-relief.value)
    return [
        Place("energy_relief", "factors", "GB", "electricity_price").differs("add", size, year)
        for year in RELIEF_YEARS
    ]


def support_for_guests(inputs: Inputs) -> list[Row]:
    """Return support for guests: the grant that is usual, and the relief on power announced from 2027."""
    rates = ((GRANT, state_aid(inputs)), (RELIEF, inputs.cost("GB", "bics_electricity_relief")))
    return [Place("support_for_guests", "support", name, "rate").differs("set", rate) for name, rate in rates]


def tariff_35(inputs: Inputs) -> list[Row]:
    """Return a countervailing duty in Britain that brings the whole to 35 percent."""
    place = Place("tariff_cn_gb_35", "tariffs", "CN/GB/all", "countervailing")
    return [place.judged(inputs, "set", TARIFF_CN_GB_35, (0.17, 0.353))]


def pound_weak(inputs: Inputs, tables: Tables) -> list[Row]:
    """Return what a weak pound makes dearer: foreign plants and kits; and what it lifts: exports."""
    ends = (1.05, 1.2)
    home = {row["plant"] for row in tables["plants"] if row["country"] == "GB"}

    def scaled(table: str, row: str, column: str) -> Row:
        return Place("pound_weak", table, row, column).judged(inputs, "scale", WEAK_POUND, ends)

    rows = [scaled("factors", each, "exchange_rate") for each in ("SK", "ES", "CN")]
    for option in tables["options"]:
        name = str(option["option"])
        is_foreign = option["plant"] not in home
        if is_foreign or option["mode"] in ("SKD", "CKD"):
            rows.append(scaled("options", name, "parts_cost"))
        else:
            parts = Place("pound_weak", "options", name, "parts_cost")
            rows.append(parts.judged(inputs, "scale", DEARER_PARTS, (1.02, 1.06)))
        if is_foreign:
            rows.append(scaled("options", name, "customs_value"))
    for row in tables["demand"]:
        if row["market"] != "GB":
            place = key(row, "vehicle", "market")
            rows.append(scaled("demand", place, "net_revenue"))
    return rows


def origin_strict(inputs: Inputs, tables: Tables) -> list[Row]:
    """Return full guest builds whose foreign materials stay over the limit."""
    return [
        Place("origin_strict", "options", str(row["option"]), "non_originating_share").judged(
            inputs, "set", OVER_THE_LIMIT, (0.46, 0.6)
        )
        for row in tables["options"]
        if row["mode"] == "full"
        and company_of(tables, str(row["vehicle"])) in ("chery", "cjlr")
        and row["plant"] != "changshu"
    ]
