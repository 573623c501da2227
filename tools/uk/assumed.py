"""Figures that the authors of the study assumed, each with its range and its reason."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from uk.ledger import STUDY_PRICES, Citation, Figure, Ledger, Row
from uk.research import Record, read_records

__all__ = ["Assumed"]


@dataclass(slots=True)
class Assumed:
    """The tables of assumptions; every figure taken from one becomes a claim of grade E."""

    tables: dict[str, list[Record]]
    ledger: Ledger

    @classmethod
    def read(cls, folder: Path, ledger: Ledger) -> Assumed:
        """Return every table of assumptions in a folder."""
        files = sorted(folder.glob("*.csv"))
        return cls({file.stem: read_records(file) for file in files}, ledger)

    def instead(self, scenario: str, name: str) -> Assumed:
        """Return the assumptions with the figures of one table in place of the first ones.

        Each keeps its range and unit; its claim is named after the scenario, so that both are on record.
        """
        other = {row["figure"]: row for row in self.tables[name]}
        unknown = sorted(other.keys() - {row["figure"] for row in self.tables["figures"]})
        if unknown:
            raise KeyError(f"{name} gives a value to {unknown[0]}, which no figure is called")
        figures = [
            row | other[row["figure"]] | {"claim": f"assumed_{scenario}_{row['figure']}"}
            if row["figure"] in other
            else row
            for row in self.tables["figures"]
        ]
        return replace(self, tables={**self.tables, "figures": figures})

    def value(self, name: str) -> float:
        """Return one assumed value without citing it."""
        return float(self.row(name)["value"])

    def row(self, name: str) -> Record:
        """Return the row of one assumed figure."""
        return next(row for row in self.tables["figures"] if row["figure"] == name)

    def figure(self, name: str) -> Figure:
        """Return one assumed figure and cite it."""
        row = self.row(name)
        ends = (float(row["low"]), float(row["high"]))
        claim = row.get("claim", f"assumed_{name}")
        return self.judge(claim, float(row["value"]), ends, row["unit"], row["reason"])

    def judge(self, claim: str, value: float, ends: tuple[float, float], unit: str, reason: str) -> Figure:
        """Return a figure that the authors assume, with its range and reason as a claim."""
        low, high = ends
        fields: Row = {
            "text": claim.removeprefix("assumed_").replace("_", " "),
            "value": value,
            "low": low,
            "high": high,
            "unit": unit,
            "distribution": "triangular" if low < value < high else "uniform" if low < high else "point",
            "price_year": STUDY_PRICES if "GBP" in unit else None,
            "grade": "E",
            "method": f"Assumed by the authors of the study. {reason}",
        }
        return Figure(value, (Citation(self.ledger.add(claim, fields)),))

    def around(self, claim: str, value: float, share: float, unit: str, reason: str) -> Figure:
        """Return an assumed figure with a range of a share of itself on both sides."""
        ends = (round(value * (1 - share), 4), round(value * (1 + share), 4))
        return self.judge(claim, value, ends, unit, reason)
