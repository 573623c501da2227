"""Shifts: the pattern each group runs on, what a change costs, mothballing and closing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import xarray as xr

from plantshare.formulation.program import Program
from plantshare.formulation.routes import route_pairs
from plantshare.study import Study
from plantshare.units import HEADS, THOUSAND

__all__ = ["Shifts"]


@dataclass(frozen=True, slots=True)
class Shifts:
    """Share each year of a group between its patterns, and pay for changes of level or of heads.

        sum_k h[g,k,t] = 1                                                           F3
        c[g,t] = h[g,closed,t] in {0,1},  c[g,t] >= c[g,t-1]                         F4
        sum_k lev[k] (h[g,k,t] - h[g,k,t-1]) = up[g,t] - down[g,t]                   F5
        n[g,t] = (1 - attr) n[g,t-1] + hired - redundant,  n >= sum_k crew h         F6
        n[j,t] <= 1 - c[g,t]  for each group g on the route of option j              F10
        sum_t lev of group a >= sum_t lev of group b  where a, b are interchangeable F14

    F5 holds when labour is planned in levels, F6 when it is planned in heads. A plant closes in
    the year in which the last of its groups does.

    Reads   groups.*, group_patterns.*, shift_patterns.level and role, plants.closure_cost
    Needs   variable active (option, year)
    Adds    variables pattern_share h, closed c, levels_added, levels_dropped or heads, hired,
            made_redundant, plant_closes; lines fixed cost, shift change, hiring, redundancy, closure
    Stage   1
    """

    reads: ClassVar[tuple[str, ...]] = (
        "groups.plant",
        "groups.start_pattern",
        "groups.cost_level_up",
        "groups.cost_level_down",
        "groups.start_heads",
        "groups.hire_cost",
        "groups.redundancy_cost",
        "groups.attrition",
        "groups.symmetry",
        "group_patterns.fixed_cost",
        "group_patterns.crew",
        "shift_patterns.role",
        "shift_patterns.level",
        "plants.closure_cost",
        "plants.site_value",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add patterns, closing, and the cost of both."""
        allowed = study.has("group_patterns")
        share = program.add_variable(
            "pattern_share",
            ("group", "pattern", "year"),
            stage=1,
            mask=allowed,
            upper=1.0,
            is_binary=study.settings["shifts"] == "whole",
        )
        program.add_rule("one_pattern", share.sum("pattern"), "==", 1, mask=allowed.any("pattern"))
        owner = group_company(study)
        fixed = study["group_patterns.fixed_cost"].where(allowed, 0.0)
        program.add_cost("fixed cost", "pattern_share", fixed, owner)
        if study.settings["labour"] == "levels":
            self.add_levels(study, program, owner)
        else:
            self.add_heads(study, program, owner)
        can_close = (allowed & (study["shift_patterns.role"] == "closed")).any("pattern")
        if can_close.any():
            self.add_closing(study, program, can_close)
        self.add_symmetry(study, program)

    def add_levels(self, study: Study, program: Program, owner: xr.DataArray) -> None:
        """Add the change of shift level and its cost (F5)."""
        level = study["shift_patterns.level"]
        added = program.add_variable("levels_added", ("group", "year"), stage=1)
        dropped = program.add_variable("levels_dropped", ("group", "year"), stage=1)
        now = (program["pattern_share"] * level).sum("pattern")
        start = level.sel(pattern=study["groups.start_pattern"]).drop_vars("pattern")
        first = study.years[0]
        before = start.expand_dims(year=study.years).where(lambda a: a.year == first, 0.0)
        program.add_rule("levels", now - now.shift(year=1).fillna(0) - added + dropped, "==", before)
        year = xr.ones_like(study.discount)
        program.add_cost("shift change", "levels_added", study["groups.cost_level_up"] * year, owner)
        program.add_cost("shift change", "levels_dropped", study["groups.cost_level_down"] * year, owner)

    def add_heads(self, study: Study, program: Program, owner: xr.DataArray) -> None:
        """Add heads, hiring and redundancy and their cost (F6), in thousand people."""
        heads = program.add_variable("heads", ("group", "year"), stage=1, in_thousands=True)
        hired = program.add_variable("hired", ("group", "year"), stage=1, in_thousands=True)
        redundant = program.add_variable("made_redundant", ("group", "year"), stage=1, in_thousands=True)
        stay = 1 - study["groups.attrition"]
        first = study.years[0]
        start = (stay * study["groups.start_heads"] * HEADS).expand_dims(year=study.years)
        before = start.where(lambda a: a.year == first, 0.0)
        program.add_rule(
            "heads", heads - stay * heads.shift(year=1).fillna(0) - hired + redundant, "==", before
        )
        crew = study["group_patterns.crew"].fillna(0.0) * HEADS
        need = (program["pattern_share"] * crew).sum("pattern")
        program.add_rule("crew", heads - need, ">=", 0)
        year = xr.ones_like(study.discount)
        program.add_cost("hiring", "hired", study["groups.hire_cost"] * year * THOUSAND, owner)
        program.add_cost(
            "redundancy", "made_redundant", study["groups.redundancy_cost"] * year * THOUSAND, owner
        )

    def add_closing(self, study: Study, program: Program, can_close: xr.DataArray) -> None:
        """Add closing of groups (F4, F10) and of plants, with closure cost and site value."""
        closed = program.add_variable("closed", ("group", "year"), stage=1, mask=can_close, is_binary=True)
        is_closed = (study["shift_patterns.role"] == "closed").astype(float)
        share = (program["pattern_share"] * is_closed).sum("pattern")
        program.add_rule("closed", share - closed, "==", 0, mask=can_close)
        later = xr.DataArray(study.years > study.years[0], coords={"year": study.years})
        program.add_rule(
            "stays_closed", closed - closed.shift(year=1).fillna(0), ">=", 0, mask=can_close & later
        )
        self.add_no_output_when_closed(study, program, can_close)
        self.add_plant_closure(study, program, can_close)

    def add_no_output_when_closed(self, study: Study, program: Program, can_close: xr.DataArray) -> None:
        """Forbid active options on a closed group (F10)."""
        routes = route_pairs(study).to_frame()
        pairs = routes[["option", "group"]].drop_duplicates()
        pairs = pairs[pairs.group.map(can_close.to_series())]
        if pairs.empty:
            return
        pair = {"pair": np.arange(len(pairs))}
        option = xr.DataArray(pairs.option.to_numpy(), coords=pair, dims="pair")
        group = xr.DataArray(pairs.group.to_numpy(), coords=pair, dims="pair")
        active = program["active"].sel(option=option)
        closed = program["closed"].sel(group=group)
        program.add_rule("open_to_build", active.drop_vars("option") + closed.drop_vars("group"), "<=", 1)

    def add_plant_closure(self, study: Study, program: Program, can_close: xr.DataArray) -> None:
        """Add the year in which the last group of a plant closes, its cost and site value."""
        plant = study["groups.plant"].rename("plant")
        groups = study.frame("groups").groupby("plant").size()
        closable = can_close.groupby(plant).sum().to_series()
        whole = [name for name, count in groups.items() if closable[name] == count]
        if not whole:
            return
        mask = xr.DataArray(np.isin(study.labels["plant"], whole), coords={"plant": study.labels["plant"]})
        closes = program.add_variable("plant_closes", ("plant", "year"), stage=1, mask=mask)
        shut = closes.cumsum("year")
        count = program["closed"].groupby(plant).sum().sel(plant=whole)
        size = xr.DataArray(groups[whole].to_numpy(), coords={"plant": whole})
        program.add_rule("plant_closed", shut.sel(plant=whole) - count, ">=", 1 - size)
        member = plant.isin(whole)
        inside = plant.where(member, drop=True)
        each = shut.sel(plant=inside) - program["closed"].sel(group=inside.group)
        program.add_rule("plant_open", each.drop_vars("plant"), "<=", 0)
        owner, year = study["plants.company"], xr.ones_like(study.discount)
        program.add_cost("closure", "plant_closes", study["plants.closure_cost"] * year, owner)
        program.add_income("site value", "plant_closes", study["plants.site_value"] * year, owner)

    def add_symmetry(self, study: Study, program: Program) -> None:
        """Order groups that the study calls interchangeable by their levels over all years (F14)."""
        level = study["shift_patterns.level"]
        total = (program["pattern_share"] * level).sum(["pattern", "year"])
        classes = study.frame("groups").groupby("symmetry", sort=True).group
        pairs = [
            pair
            for name, groups in classes
            if name != ""
            for pair in zip(groups.iloc[:-1], groups.iloc[1:], strict=True)
        ]
        if pairs:
            first, second = (list(each) for each in zip(*pairs, strict=True))
            order = {"pair": np.arange(len(pairs))}
            ahead = total.sel(group=xr.DataArray(first, coords=order, dims="pair"))
            behind = total.sel(group=xr.DataArray(second, coords=order, dims="pair"))
            program.add_rule("symmetry", ahead.drop_vars("group") - behind.drop_vars("group"), ">=", 0)


def group_company(study: Study) -> xr.DataArray:
    """Return the company that owns the plant of each group, dims (group)."""
    return study["plants.company"].sel(plant=study["groups.plant"]).drop_vars("plant")
