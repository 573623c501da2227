"""The figures of one scenario as plain look-ups, read from its tables alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from plantshare.dictionary import TableEntry, load_dictionary
from plantshare.tables import Tables

__all__ = ["Figures"]

Key = tuple[str, ...]

INFORMATION = ("sources", "claims", "evidence", "scenario_changes", "statistics", "uncertainty")
"""Tables that no limit and no amount is read from."""


@dataclass(frozen=True, eq=False)
class Figures:
    """Look-ups into the tables of one scenario: ``number("demand.units", "own", "home", year=2030)``.

    A value by year stands before the value of the row; a row that is not there takes what the
    dictionary states for it.

    Parameters
    ----------
    tables
        Tables of the scenario, defaults filled in.
    """

    tables: Tables

    @cached_property
    def rows(self) -> dict[str, dict[Key, object]]:
        """Return the value of each row, by dotted column and key of the row."""
        found: dict[str, dict[Key, object]] = {}
        for entry in load_dictionary().tables.values():
            if entry.name in INFORMATION:
                continue
            frame = self.tables[entry.name]
            keys = keys_of(frame, entry)
            for name in entry.columns:
                found[f"{entry.name}.{name}"] = dict(zip(keys, frame[name].tolist(), strict=True))
        return found

    @cached_property
    def years_of(self) -> dict[str, dict[tuple[Key, int], float]]:
        """Return the values by year that are stated, by dotted column, key of the row and year."""
        found: dict[str, dict[tuple[Key, int], float]] = {}
        for entry in load_dictionary().tables.values():
            if not entry.by_year or entry.name in INFORMATION:
                continue
            frame = self.tables[f"{entry.name}_by_year"]
            keys = keys_of(frame, entry)
            for column in entry.by_year:
                cells = zip(keys, frame.year.tolist(), frame[column.name].tolist(), strict=True)
                found[column.key] = {
                    (key, int(year)): float(value) for key, year, value in cells if not np.isnan(value)
                }
        return found

    def number(self, column: str, *key: str, year: int | None = None) -> float:
        """Return one number, in the unit of the dictionary."""
        if year is not None:
            stated = self.years_of[column].get((key, year))
            if stated is not None:
                return stated
        cell = self.rows[column].get(key)
        return self.unstated(column) if cell is None else float(cell)  # type: ignore[arg-type]  # cells of number columns are floats

    def stated(self, column: str, *key: str, year: int | None = None) -> float | None:
        """Return one number, or none where the cell is empty and the dictionary has no default."""
        value = self.number(column, *key, year=year)
        return None if np.isnan(value) else value

    def word(self, column: str, *key: str) -> str:
        """Return one word; empty where there is no such row."""
        return str(self.rows[column].get(key, ""))

    def flag(self, column: str, *key: str) -> bool:
        """Return one flag; false where there is no such row."""
        return bool(self.rows[column].get(key, False))

    def words(self, column: str, *key: str) -> tuple[str, ...]:
        """Return the words of a list; empty where there is no such row."""
        cell = self.rows[column].get(key, ())
        return tuple(cell) if isinstance(cell, tuple) else ()

    def has(self, table: str, *key: str) -> bool:
        """Return whether the table has the row."""
        return key in self.rows[f"{table}.{load_dictionary().tables[table].key[0]}"]

    def keys(self, table: str) -> list[Key]:
        """Return the key of every row of a table."""
        return list(self.rows[f"{table}.{load_dictionary().tables[table].key[0]}"])

    def names(self, table: str) -> list[str]:
        """Return the name of every row of a table whose key is one word."""
        return [name for (name,) in self.keys(table)]

    def unstated(self, column: str) -> float:
        """Return what a number is where the table has no such row."""
        entry = load_dictionary().column(column)
        value = entry.absent if entry.absent is not None else entry.default
        return float("nan") if value is None else float(value)

    @cached_property
    def years(self) -> list[int]:
        """Return the planned years."""
        settings = self.tables.settings
        return list(range(int(settings["first_year"]), int(settings["last_year"]) + 1))

    def setting(self, name: str) -> str:
        """Return one setting that is a word."""
        return str(self.tables.settings[name])

    @cached_property
    def discount_rate(self) -> float:
        """Return the discount rate of the study, a share a year."""
        return float(self.tables.settings["discount_rate"])

    @cached_property
    def shops_of(self) -> dict[str, dict[str, float]]:
        """Return the shops on the route of each option, with the work of one vehicle there."""
        found: dict[str, dict[str, float]] = defaultdict(dict)
        for option, shop in self.keys("routes"):
            use = self.number("routes.use", option, shop)
            if use > 0:
                found[option][shop] = use
        return found

    @cached_property
    def users_of(self) -> dict[str, list[str]]:
        """Return the options on whose route each shop lies."""
        found: dict[str, list[str]] = defaultdict(list)
        for option, shops in self.shops_of.items():
            for shop in shops:
                found[shop].append(option)
        return found

    @cached_property
    def options_of(self) -> dict[str, list[str]]:
        """Return the options that supply each vehicle."""
        found: dict[str, list[str]] = defaultdict(list)
        for option in self.names("options"):
            found[self.word("options.vehicle", option)].append(option)
        return found

    @cached_property
    def opens(self) -> dict[str, str]:
        """Return the deal that opens each option; empty unless sharing is given by deals."""
        if self.setting("sharing") != "deals":
            return {}
        return {option: deal for deal in self.names("deals") for option in self.words("deals.options", deal)}

    @cached_property
    def bands(self) -> dict[str, list[tuple[float, float, float]]]:
        """Return the fee bands of each deal that has any: from, to, and the fee for a vehicle between."""
        found: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
        for deal, band in self.keys("deal_bands"):
            start, end, fee = (
                self.number(f"deal_bands.{name}", deal, band)
                for name in ("from_units", "to_units", "unit_fee")
            )
            found[deal].append((start, end, fee))
        return dict(found)

    def plant(self, option: str) -> str:
        """Return the plant that builds an option."""
        return self.word("options.plant", option)

    def country(self, option: str) -> str:
        """Return the country of the plant that builds an option."""
        return self.word("plants.country", self.plant(option))

    def owner(self, option: str) -> str:
        """Return the company that owns the plant that builds an option."""
        return self.word("plants.company", self.plant(option))

    def vehicle(self, option: str) -> str:
        """Return the vehicle that an option supplies."""
        return self.word("options.vehicle", option)

    def brand(self, option: str) -> str:
        """Return the company that sells the vehicle of an option."""
        return self.word("vehicles.company", self.vehicle(option))

    def is_guest(self, option: str) -> bool:
        """Return whether an option builds at the plant of another company that is no partner there."""
        own = (self.owner(option), *self.words("plants.partners", self.plant(option)))
        return self.brand(option) not in own

    def group_owner(self, group: str) -> str:
        """Return the company that owns the plant of a group."""
        return self.word("plants.company", self.word("groups.plant", group))

    def shop_owner(self, shop: str) -> str:
        """Return the company that owns the plant of a shop."""
        return self.group_owner(self.word("shops.group", shop))

    def shop_plant(self, shop: str) -> str:
        """Return the plant of a shop."""
        return self.word("groups.plant", self.word("shops.group", shop))

    def is_in_market(self, option: str, market: str) -> bool:
        """Return whether the plant of an option lies in a country of the market."""
        return self.country(option) in self.words("markets.countries", market)

    def deal_runs(self, deal: str, year: int) -> bool:
        """Return whether a deal runs in a year."""
        first, last = self.number("deals.first_year", deal), self.number("deals.last_year", deal)
        return not year < first and not year > last

    def capital_in(self, option: str, launch: int, year: int) -> float:
        """Return what a launch costs in a year, millions: the capital in the shares of its profile."""
        return self.number("options.capex", option) * self.spent_in(option, launch, year)

    def spent_in(self, option: str, launch: int, year: int) -> float:
        """Return the share of the capital of a launch that is spent in a year."""
        profile = self.word("options.capex_profile", option)
        before = launch - year
        if profile == "":
            return 1.0 if before == 0 else 0.0
        return self.capital_shares.get((profile, before), 0.0)

    @cached_property
    def capital_shares(self) -> dict[tuple[str, int], float]:
        """Return the share of the capital by profile and years before start of production."""
        frame = self.tables["capex_profiles"]
        cells = zip(frame.profile, frame.years_before, frame.share, strict=True)
        return {(str(profile), int(before)): float(share) for profile, before, share in cells}

    @cached_property
    def ramp_rows(self) -> dict[str, dict[int, float]]:
        """Return the share of the peak rate by ramp and age."""
        found: dict[str, dict[int, float]] = defaultdict(dict)
        frame = self.tables["ramps"]
        for ramp, age, share in zip(frame.ramp, frame.age, frame.share, strict=True):
            found[str(ramp)][int(age)] = float(share)
        return found

    def ramped(self, option: str, age: int) -> float:
        """Return the share of its peak rate that an option reaches at an age, 0 in its first year.

        Ages beyond the last row, and between rows, stay at the share of the row before. A delay moves the
        ramp by whole years and shares what is left over between two; one that never ends leaves nothing.
        """
        months = self.number("options.launch_delay", option)
        if months == float("inf"):
            return 0.0
        years, left = divmod(months, 12)
        first, second = self.on_time(option, age - int(years)), self.on_time(option, age - int(years) - 1)
        return first + (second - first) * left / 12

    def on_time(self, option: str, age: int) -> float:
        """Return the share of its peak rate that an option reaches at an age of its ramp."""
        ramp = self.word("options.ramp", option)
        if age < 0:
            return 0.0
        if ramp == "":
            return 1.0
        reached = [step for step in self.ramp_rows[ramp] if step <= age]
        return self.ramp_rows[ramp][max(reached)] if reached else 0.0

    def asked(self, option: str, year: int) -> float:
        """Return what the markets that an option has a lane to would buy of it at most, vehicles/yr."""
        vehicle, plant = self.vehicle(option), self.plant(option)
        return sum(
            self.number("demand.units", sold, market, year=year)
            * (1 + self.number("demand.local_uplift", sold, market))
            for sold, market in self.keys("demand")
            if sold == vehicle and self.has("lanes", plant, market)
        )


def keys_of(frame: pd.DataFrame, entry: TableEntry) -> list[Key]:
    """Return the key of each row of a table; whole numbers in keys are written without a point."""
    columns = [[key_word(cell) for cell in frame[name].tolist()] for name in entry.key]
    return list(zip(*columns, strict=True))


def key_word(cell: object) -> str:
    """Return a cell of a key column as a word."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
