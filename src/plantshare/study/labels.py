"""The labels of every dimension of a study."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from plantshare.dictionary import load_dictionary
from plantshare.tables import Tables

__all__ = ["DIMENSIONS", "labels_of"]

DIMENSIONS = (
    "company", "plant", "group", "shop", "pattern", "platform", "vehicle", "option", "country",
    "powertrain", "deal", "target", "quota", "undertaking", "expansion", "ramp", "profile", "age",
    "years_before", "market", "year", "scenario",
)  # fmt: skip
"""Dimensions in the order in which arrays carry them."""

POWERTRAINS = ("all", "ICE", "MHEV", "HEV", "PHEV", "BEV", "FCEV")


def labels_of(tables: Tables) -> Mapping[str, np.ndarray]:
    """Return the labels of each dimension, in the order of the files."""
    labels: dict[str, np.ndarray] = {}
    for entry in load_dictionary().tables.values():
        for column in entry.columns.values():
            if column.kind == "label" and column.dim is not None:
                words = dict.fromkeys(tables[entry.name][column.name])
                labels[column.dim] = np.array(list(words), dtype=object)
    places = [*labels["country"], *tables["plants"].country]
    places += [*tables["tariffs"].origin, *tables["origin_rules"].origin]
    labels["country"] = np.array(list(dict.fromkeys(places)), dtype=object)
    labels["powertrain"] = np.array(POWERTRAINS, dtype=object)
    first, last = int(tables.settings["first_year"]), int(tables.settings["last_year"])
    labels["year"] = np.arange(first, last + 1)
    # Ages and years before launch run as far as the horizon and the files need.
    ages = [len(labels["year"]) - 1, *tables["ramps"].age]
    labels["age"] = np.arange(int(max(ages)) + 1)
    labels["years_before"] = np.arange(int(max([0, *tables["capex_profiles"].years_before])) + 1)
    return labels
