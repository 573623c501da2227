"""The lines of a plan board, and the line that each option is built on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from plantshare.report.home import home_of
from plantshare.report.names import names_of
from plantshare.results.spare import basis_capacity
from plantshare.study import Study

__all__ = ["LAST_SHOPS", "Line", "line_of_options", "lines_of", "whole_plant"]

LAST_SHOPS = ("assembly", "line")
"""Kinds of shop that a finished vehicle leaves; a line is a whole plant of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the board: shops of a plant that share a shift calendar.

    Parameters
    ----------
    label
        The group; where a plant states no shops, that of :func:`whole_plant`.
    plant
        Label of the plant.
    plant_name, line_name
        Names as a reader sees them; the line has none where it is the only one of its plant.
    is_home
        Whether the plant is one of those that the study is about (:func:`home_of`).
    has_shops
        Whether the study states shops, and so a load, for it.
    """

    label: str
    plant: str
    plant_name: str
    line_name: str
    is_home: bool
    has_shops: bool = True

    @property
    def name(self) -> str:
        """Return the name of the line with that of its plant."""
        return f"{self.plant_name}, {self.line_name}" if self.line_name else self.plant_name


def lines_of(study: Study, building: Collection[str]) -> tuple[Line, ...]:
    """Return every line, those at home first, in the order of the plants and groups of the study.

    A plant without shops has no line to show as empty: it is listed only where it is named in
    ``building``, the labels of lines that build something.
    """
    names, home = names_of(study, "plants"), home_of(study).plants
    groups = study.frame("groups")
    lines = []
    for plant in study.frame("plants").itertuples():
        label = str(plant.plant)
        own = [str(group) for group in groups["group"][groups["plant"] == label]]
        whole = [whole_plant(label)] if not own and whole_plant(label) in building else []
        lines += [
            Line(
                label=group,
                plant=label,
                plant_name=names[label],
                line_name=line_name(group, label) if len(own) > 1 else "",
                is_home=label in home,
                has_shops=bool(own),
            )
            for group in own or whole
        ]
    return tuple(sorted(lines, key=lambda line: not line.is_home))


def whole_plant(plant: str) -> str:
    """Return the label of the one line that a plant without shops has."""
    return f"whole plant: {plant}"


def line_name(group: str, plant: str) -> str:
    """Return what tells a line from the others of its plant.

    Examples
    --------
    >>> line_name("graz_2", "graz"), line_name("graz_main", "graz"), line_name("L", "graz")
    ('line 2', 'main line', 'L line')
    """
    rest = group[len(plant) :] if group.startswith(plant) else group
    words = rest.replace("_", " ").strip(" -") or group
    if words.isdigit():
        return f"line {words}"
    return words if "line" in words.casefold() else f"{words} line"


def line_of_options(study: Study) -> Mapping[str, str]:
    """Return the line that each option stands on: a group, or the whole plant without shops.

    An option may pass shops of several groups. It stands where its vehicles leave the plant: with the
    assembly shop (or line) on its route. With several of these, or none, it stands with the narrowest: the
    shop with the least cap[r,basis] / a[j,r], and the first of the routes among equals. Shops at another
    plant than the option's own are left out, so that the bars of a plant add up to its output.
    """
    options = study.frame("options")
    plants = dict(zip(options["option"].astype(str), options["plant"].astype(str), strict=True))
    shops = study.frame("shops").set_index("shop")
    owners = study.frame("groups").set_index("group")["plant"]
    capacity = basis_capacity(study)[0].to_series()
    routes = study.frame("routes")
    routes = routes[routes["use"] > 0]
    group = routes["shop"].map(shops["group"])
    at_home = group.map(owners) == routes["option"].map(plants)
    passes = routes.assign(
        group=group,
        is_last=routes["shop"].map(shops["kind"]).isin(LAST_SHOPS),
        room=routes["shop"].map(capacity).astype(float) / routes["use"],
        place=np.arange(len(routes)),
    )[at_home]
    ordered = passes.sort_values(["is_last", "room", "place"], ascending=[False, True, True])
    first = ordered.drop_duplicates("option").set_index("option")["group"]
    return {option: str(first.get(option, whole_plant(plant))) for option, plant in plants.items()}
