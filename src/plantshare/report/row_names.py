"""Names of the rows of any table, as a reader sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from plantshare.dictionary import load_dictionary
from plantshare.report.board.lines import line_name
from plantshare.report.names import names_of, vehicle_of
from plantshare.study import Study

__all__ = ["RowNames", "option_names"]

NAMED = ("companies", "plants", "vehicles", "markets", "deals", "platforms", "scenarios", "targets")
"""Tables whose rows have a name of their own."""

WORDS_FOR = {"all": "all powertrains"}


class RowNames:
    """Names of rows: made once for a study, asked many times."""

    def __init__(self, study: Study) -> None:
        """Read the names of everything that has one."""
        self.by_table: dict[str, Mapping[str, str]] = {table: names_of(study, table) for table in NAMED}
        self.by_table["options"] = option_names(study)
        groups = study.frame("groups")
        plants = dict(zip(groups.group, groups.plant, strict=True))
        places = {str(group): self.place(str(plant), str(group), plants) for group, plant in plants.items()}
        shops = study.frame("shops")
        self.by_table["groups"] = places
        self.by_table["shops"] = {
            str(row.shop): f"{row.kind if row.kind == 'line' else f'{row.kind} shop'} at {places[row.group]}"
            for row in shops.itertuples()
        }

    def place(self, plant: str, group: str, plants: Mapping[str, str]) -> str:
        """Return the name of a group: that of its plant, with its own where the plant has several."""
        name = self.by_table["plants"][plant]
        several = sum(each == plant for each in plants.values()) > 1
        return f"{name}, {line_name(group, plant)}" if several else name

    def name(self, table: str, label: str) -> str:
        """Return the name of one row, or its label in words."""
        return self.by_table.get(table, {}).get(label, label.replace("_", " "))

    def words(self, table: str, row: str) -> str:
        """Return the name of a row by its key, the parts parted by commas."""
        entry = load_dictionary().tables[table]
        parts = row.split("/")
        if len(parts) != len(entry.key):
            return row
        shown = []
        for column, part in zip(entry.key, parts, strict=True):
            known = entry.columns[column]
            shown.append(self.name(known.to or table, WORDS_FOR.get(part, part)))
        return ", ".join(shown)


def option_names(study: Study) -> dict[str, str]:
    """Return each option as its vehicle at its plant, with the mode where the two do not tell it apart."""
    vehicles, plants = vehicle_of(study), names_of(study, "plants")
    options = study.frame("options")
    brief = {
        str(row.option): f"{vehicles[row.option]} at {plants[row.plant]}" for row in options.itertuples()
    }
    modes = {str(row.option): f"{brief[row.option]} ({row.mode})" for row in options.itertuples()}
    once = {words for words, count in Counter([*brief.values(), *modes.values()]).items() if count == 1}
    return {
        option: next(
            (words for words in (brief[option], modes[option]) if words in once),
            f"{brief[option]} ({option.replace('_', ' ')})",
        )
        for option in brief
    }
