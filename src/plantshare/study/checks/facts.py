"""What the checks read: the lines of every table, and who belongs to whom."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from plantshare.dictionary import load_dictionary
from plantshare.study.capacity import capacity_frame
from plantshare.tables import Tables
from plantshare.tables.table import Table

__all__ = ["Facts", "Finding", "Line", "grouped"]

MOST_YEARS = 200
"""Years looked at: a horizon far beyond that is reported, and need not be walked through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Where a check found something, what was wanted there, and what to do; see ``Problem``."""

    file: str
    found: str
    wanted: str
    fix: str
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One row of a table that remembers its place in the file."""

    table: Table
    position: int
    # Any: cells are of the kind that the dictionary states for their column.
    cells: Mapping[str, Any]

    def word(self, column: str) -> str:
        """Return a cell that holds a word; an empty one is the empty word."""
        value = self.cells[column]
        return value if isinstance(value, str) else ""

    def number(self, column: str) -> float:
        """Return a cell that holds a number or a flag; an empty one is not a number (NaN)."""
        value = self.cells[column]
        return float(value) if isinstance(value, (int, float)) else math.nan

    def flag(self, column: str) -> bool:
        """Return a cell that holds true or false."""
        return bool(self.cells[column])

    def words(self, column: str) -> tuple[str, ...]:
        """Return a cell that holds a list of words."""
        value = self.cells[column]
        return tuple(str(word) for word in value) if isinstance(value, (tuple, list)) else ()

    @property
    def name(self) -> str:
        """Return the key of the row, its parts joined by '/'."""
        parts = (self.cells[column] for column in table_key(self.table.name))
        return "/".join(f"{p:.0f}" if isinstance(p, float) else str(p) for p in parts)

    def finding(self, column: str | None, *, found: str, wanted: str, fix: str) -> Finding:
        """Return a finding at one cell of this row, or about the row as a whole."""
        row = self.table.rows[self.position]
        return Finding(file=self.table.file, row=row, column=column, found=found, wanted=wanted, fix=fix)


def table_key(name: str) -> tuple[str, ...]:
    """Return the key columns of a table or of a by-year table."""
    dictionary = load_dictionary()
    if name in dictionary.tables:
        return dictionary.tables[name].key
    return (*dictionary.tables[name.removesuffix("_by_year")].key, "year")


def grouped(lines: Iterable[Line], column: str) -> dict[str, list[Line]]:
    """Return the lines by the word in one column, in the order of the file."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.word(column)].append(line)
    return dict(groups)


@dataclass(frozen=True, eq=False)
class Facts:
    """What the tables of a study say, ready to be asked, whether or not the tables are sound.

    A name that refers to nothing gives no line, and everything that would follow from it is left
    out: the fault is reported once, where the name stands.

    Parameters
    ----------
    tables
        Tables as read; links may be broken and tables empty.
    """

    tables: Tables

    @cached_property
    def all_lines(self) -> dict[str, tuple[Line, ...]]:
        """Return the lines of each table."""
        return {
            name: tuple(
                # pandas types the keys of a record as any label; ours are column names.
                Line(table, position, {str(key): cell for key, cell in record.items()})
                for position, record in enumerate(table.frame.to_dict("records"))
            )
            for name, table in self.tables.tables.items()
        }

    @cached_property
    def all_keys(self) -> dict[str, dict[str, Line]]:
        """Return the lines of each table by name; of two with one name the first counts."""
        return {name: {line.name: line for line in reversed(lines)} for name, lines in self.all_lines.items()}

    def lines(self, table: str) -> tuple[Line, ...]:
        """Return the lines of one table, none where there is no such table."""
        return self.all_lines.get(table, ())

    def line(self, table: str, *key: str) -> Line | None:
        """Return the line with a key, or none."""
        return self.all_keys.get(table, {}).get("/".join(key))

    def table_finding(self, table: str, *, found: str, wanted: str, fix: str) -> Finding:
        """Return a finding about a table as a whole."""
        return Finding(file=self.tables.tables[table].file, found=found, wanted=wanted, fix=fix)

    def setting_finding(self, name: str, *, found: str, wanted: str, fix: str) -> Finding:
        """Return a finding about a setting."""
        is_workbook = self.tables.origin.casefold().endswith((".xlsx", ".xlsm"))
        file = "study" if is_workbook else "study.toml"
        return Finding(file=file, column=name, found=found, wanted=wanted, fix=fix)

    def setting_number(self, name: str) -> float:
        """Return a setting that holds a number, NaN where there is none."""
        value = self.tables.settings.get(name)
        return float(value) if isinstance(value, (int, float)) else math.nan

    def setting_word(self, name: str) -> str:
        """Return a setting that holds a word, the empty word where there is none."""
        value = self.tables.settings.get(name)
        return value if isinstance(value, str) else ""

    @cached_property
    def first_year(self) -> float:
        """Return the first planned year, NaN where it is not known."""
        return self.setting_number("first_year")

    @cached_property
    def last_year(self) -> float:
        """Return the last planned year, NaN where it is not known."""
        return self.setting_number("last_year")

    @cached_property
    def years(self) -> range:
        """Return the planned years, none where the horizon is not known."""
        first, last = self.first_year, self.last_year
        if not (math.isfinite(first) and math.isfinite(last)):
            return range(0)
        return range(int(first), int(min(last, first + MOST_YEARS)) + 1)

    @cached_property
    def overrides(self) -> dict[tuple[str, str], dict[int, float]]:
        """Return the values by year of each column of each row: (key of column, row) -> year -> value."""
        values: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
        for name, lines in self.all_lines.items():
            base = name.removesuffix("_by_year")
            if base == name:
                continue
            columns = [column.name for column in load_dictionary().tables[base].by_year]
            for line in lines:
                year = line.number("year")
                row = "/".join(line.word(column) for column in table_key(base))
                for column in columns:
                    value = line.number(column)
                    if math.isfinite(year) and not math.isnan(value):
                        values[f"{base}.{column}", row][int(year)] = value
        return values

    def by_year(self, line: Line, column: str) -> dict[int, float]:
        """Return a cell in each planned year, by-year rows taken into account."""
        other = self.overrides.get((f"{line.table.name}.{column}", line.name), {})
        value = line.number(column)
        return {year: other.get(year, value) for year in self.years}

    def range_of(self, line: Line, column: str) -> tuple[float, float]:
        """Return the least and the largest value of a cell over the planned years."""
        values = [v for v in self.by_year(line, column).values() if not math.isnan(v)]
        value = line.number(column)
        values = values or ([] if math.isnan(value) else [value])
        return (min(values), max(values)) if values else (math.nan, math.nan)

    def top(self, line: Line, column: str) -> float:
        """Return the largest value of a cell over the planned years, NaN where there is none."""
        return self.range_of(line, column)[1]

    # Who belongs to whom

    @cached_property
    def routes(self) -> dict[str, list[Line]]:
        """Return the route rows of each option."""
        return grouped(self.lines("routes"), "option")

    @cached_property
    def options_of_vehicle(self) -> dict[str, list[Line]]:
        """Return the options of each vehicle."""
        return grouped(self.lines("options"), "vehicle")

    @cached_property
    def options_of_plant(self) -> dict[str, list[Line]]:
        """Return the options at each plant."""
        return grouped(self.lines("options"), "plant")

    @cached_property
    def groups_of_plant(self) -> dict[str, list[Line]]:
        """Return the shift groups of each plant."""
        return grouped(self.lines("groups"), "plant")

    @cached_property
    def shops_of_group(self) -> dict[str, list[Line]]:
        """Return the shops of each shift group."""
        return grouped(self.lines("shops"), "group")

    @cached_property
    def patterns_of_group(self) -> dict[str, list[Line]]:
        """Return the rows of patterns that each group can run on."""
        return grouped(self.lines("group_patterns"), "group")

    @cached_property
    def incumbents(self) -> frozenset[str]:
        """Return the options that are tooled and built today."""
        return frozenset(line.word("option") for line in self.lines("incumbents"))

    def plant_of_shop(self, shop: str) -> str:
        """Return the plant of a shop, the empty word where it is not known."""
        line = self.line("shops", shop)
        group = None if line is None else self.line("groups", line.word("group"))
        return "" if group is None else group.word("plant")

    def country_of_plant(self, plant: str) -> str:
        """Return the country of a plant, the empty word where it is not known."""
        line = self.line("plants", plant)
        return "" if line is None else line.word("country")

    def role(self, pattern: str) -> str:
        """Return whether a pattern runs, waits or closes; the empty word where it is not known."""
        line = self.line("shift_patterns", pattern)
        return "" if line is None else line.word("role")

    # Capacity

    @cached_property
    def capacities(self) -> dict[str, dict[str, float]]:
        """Return the capacity of each shop on each pattern, vehicles/yr."""
        frame = capacity_frame(self.tables)
        return {
            str(shop): {str(pattern): float(value) for pattern, value in row.items()}
            for shop, row in zip(frame.index, frame.to_dict("records"), strict=True)
        }

    def running(self, shop: str) -> dict[str, float]:
        """Return the capacity of a shop on the run patterns that its group has."""
        line = self.line("shops", shop)
        pairs = [] if line is None else self.patterns_of_group.get(line.word("group"), [])
        patterns = [pair.word("pattern") for pair in pairs]
        cells = self.capacities.get(shop, {})
        return {word: cells[word] for word in patterns if word in cells and self.role(word) == "run"}

    @cached_property
    def added_capacity(self) -> dict[str, float]:
        """Return what all expansions of each shop add, vehicles/yr."""
        added: dict[str, float] = defaultdict(float)
        for line in self.lines("expansions"):
            added[line.word("shop")] += line.number("capacity")
        return added

    def most_capacity(self, shop: str) -> float:
        """Return the most that a shop can do: largest pattern, all overtime and all expansions."""
        line = self.line("shops", shop)
        if line is None:
            return math.inf
        best = max(self.running(shop).values(), default=0.0)
        return best * (1 + line.number("overtime_limit")) + self.added_capacity.get(shop, 0.0)

    def most_output(self, option: Line) -> float:
        """Return the most vehicles a year of an option: its peak rate and every shop on its route."""
        limits = [option.number("peak_rate")]
        for route in self.routes.get(option.word("option"), []):
            use = route.number("use")
            if use > 0:
                limits.append(self.most_capacity(route.word("shop")) / use)
        return min((limit for limit in limits if not math.isnan(limit)), default=math.inf)

    # Demand

    @cached_property
    def wanted(self) -> dict[str, dict[str, Line]]:
        """Return the demand rows above zero in some year: vehicle -> market -> row."""
        rows: dict[str, dict[str, Line]] = defaultdict(dict)
        for line in self.lines("demand"):
            if self.top(line, "units") > 0:
                rows[line.word("vehicle")].setdefault(line.word("market"), line)
        return dict(rows)

    @cached_property
    def countries_of_market(self) -> dict[str, tuple[str, ...]]:
        """Return the countries of each market."""
        return {line.word("market"): line.words("countries") for line in self.lines("markets")}

    def is_local(self, plant: str, market: str) -> bool:
        """Return whether a plant stands in one of the countries of a market."""
        return self.country_of_plant(plant) in self.countries_of_market.get(market, ())
