"""What every part of the study is built from: research, assumptions and the years planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from uk.assumed import Assumed
from uk.ledger import Figure, Ledger
from uk.research import Record, Research

__all__ = ["FIRST_YEAR", "LAST_YEAR", "YEARS", "Inputs", "million"]

FIRST_YEAR, LAST_YEAR = 2026, 2037
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Research and assumptions, both citing into one ledger."""

    research: Research
    assumed: Assumed
    ledger: Ledger

    @classmethod
    def read(cls, data: Path) -> Inputs:
        """Return the inputs under the data folder."""
        ledger = Ledger()
        assumed = Assumed.read(data / "uk" / "assumed", ledger)
        return cls(Research.read(data, ledger), assumed, ledger)

    def instead(self, scenario: str, name: str) -> Inputs:
        """Return the inputs with the figures of one table of assumptions in place of the first ones."""
        return replace(self, assumed=self.assumed.instead(scenario, name))

    def table(self, name: str) -> list[Record]:
        """Return one table of assumptions, row by row."""
        return self.assumed.tables[name]

    def figure(self, name: str) -> Figure:
        """Return one assumed figure."""
        return self.assumed.figure(name)

    def cost(self, country: str, item: str, period: str = "", unit: str = "") -> Figure:
        """Return a figure of the UK cost file."""
        wanted = {"country": country, "item": item} | ({"period": period} if period else {})
        return self.research.figure("uk/costs", unit=unit, **wanted)


def million(value: float) -> float:
    """Return an amount in millions."""
    return value / 1e6
