"""Whole shifts: output by pattern, so that no relaxation mixes half of one pattern with half of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.formulation.flows import most_wanted
from plantshare.formulation.program import Program
from plantshare.formulation.routes import route_pairs
from plantshare.study import Study
from plantshare.study.capacity import computed_capacity
from plantshare.units import THOUSAND

__all__ = ["WholeShifts"]


@dataclass(frozen=True, slots=True)
class WholeShifts:
    """Say on which pattern of its group each option is built.

        built[j] = sum_k on[j,k],   on[j,k] <= most[j] h[g,k]
        sum_j a[j,r] on[j,k] <= (alpha[r] + ot[r]) cap[r,k] h[g,k]

    No whole plan loses by these rules: one pattern has h = 1, and what is built is built on it. A plan
    with half of three shifts and half of none does: it would sell in every future what an average line
    could, while neither pattern can. With several futures that mixture is most of the distance between
    the relaxation and the best plan, and these rules halve it. With one future they only cost time.

    Reads   shop_patterns.capacity, shops.overtime_limit and availability, demand.*, routes.use
    Needs   variables built, shipped, pattern_share h
    Adds    variable built_on, which no result shows; rules built_on, built_on_open, built_on_capacity
    Stage   2
    """

    reads: ClassVar[tuple[str, ...]] = (
        "shop_patterns.capacity",
        "shops.overtime_limit",
        "shops.availability",
        "demand.units",
        "demand.local_uplift",
        "routes.use",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add output by pattern for options whose whole route lies in one group without expansions."""
        if study.settings["shifts"] != "whole" or len(study.weights) == 1:
            return
        routes = self.single_group_routes(study)
        if routes.empty:
            return
        capacity = computed_capacity(study) * THOUSAND
        options = pd.unique(routes.option)
        works = self.working_patterns(study, routes, capacity)
        on = program.add_variable(
            "built_on",
            ("option", "pattern", "year", "scenario"),
            stage=2,
            in_thousands=True,
            mask=works & program.exists("built"),
            is_helper=True,
        )
        exists = works.any("pattern") & program.exists("built")
        program.add_rule("built_on", on.sum("pattern") - program["built"], "==", 0, mask=exists)
        group = routes.drop_duplicates("option").set_index("option").group.loc[options]
        of_option = xr.DataArray(group.to_numpy(), coords={"option": options}, dims="option")
        share = program["pattern_share"].sel(group=of_option).drop_vars("group")
        most = most_wanted(study, program).sel(option=options)
        own = (works & program.exists("built")).sel(option=options)
        program.add_rule("built_on_open", on.sel(option=options) - share * most, "<=", 0, mask=own)
        self.add_capacity(study, program, routes, capacity)

    def add_capacity(
        self, study: Study, program: Program, routes: pd.DataFrame, capacity: xr.DataArray
    ) -> None:
        """Hold the load of each shop on each pattern against that pattern's own capacity."""
        over = {"route": np.arange(len(routes))}
        option, shop, use = (
            xr.DataArray(routes[name].to_numpy(), coords=over, dims="route")
            for name in ("option", "shop", "use")
        )
        on = program["built_on"].sel(option=option).drop_vars("option")
        load = (on * use).groupby(shop.rename("shop")).sum()
        shops = load.indexes["shop"]
        share = program["pattern_share"].sel(group=study["shops.group"]).drop_vars("group").sel(shop=shops)
        stretch = (study["shops.availability"] + study["shops.overtime_limit"]).sel(shop=shops)
        room = share * (capacity.sel(shop=shops) * stretch)
        program.add_rule("built_on_capacity", load - room, "<=", 0)

    def single_group_routes(self, study: Study) -> pd.DataFrame:
        """Return the routes that stay in one group, none of whose shops can be expanded."""
        routes = route_pairs(study).to_frame()
        groups = routes.groupby("option").group.nunique()
        grown = routes.shop.isin(study["expansions.shop"].values)
        expandable = set(routes[grown].option)
        return routes[(routes.option.map(groups) == 1) & ~routes.option.isin(expandable)]

    def working_patterns(self, study: Study, routes: pd.DataFrame, capacity: xr.DataArray) -> xr.DataArray:
        """Return on which patterns an option can be built, dims (option, pattern)."""
        labels = {dim: study.labels[dim] for dim in ("option", "pattern")}
        shape = tuple(len(words) for words in labels.values())
        works = xr.DataArray(np.zeros(shape, dtype=bool), coords=labels, dims=tuple(labels))
        for option, shops in routes.groupby("option").shop:
            works.loc[{"option": option}] = (capacity.sel(shop=list(shops)) > 0).all("shop").values
        return works
