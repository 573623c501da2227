"""Platforms: body shops hold the tooling of some platforms and can be tooled for more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import linopy
import numpy as np
import xarray as xr

from plantshare.formulation.program import Program
from plantshare.formulation.routes import route_pairs
from plantshare.study import Study

__all__ = ["Platforms"]


@dataclass(frozen=True, slots=True)
class Platforms:
    """Launch a vehicle only where its body shop is tooled for its platform.

        y[j,t] <= W0[f,r] + sum_{t' <= t} w[f,r,t']   for body shop r on the route   F7
        sum_f (W0[f,r] + sum_t w[f,r,t]) <= Fmax[r]

    A shop without rows in shop_platforms takes any platform. In a shop with rows a platform
    without row cannot be built.

    Reads   shop_platforms.*, shops.platform_limit, vehicles.platform
    Needs   variable launched y (option, year)
    Adds    variable tooled w, rules tooling and platform_limit, line body tooling
    Stage   1
    """

    reads: ClassVar[tuple[str, ...]] = (
        "platforms.platform",
        "shop_platforms.installed",
        "shop_platforms.tooling_cost",
        "shops.platform_limit",
        "vehicles.platform",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add tooling for platforms and the launches that wait for it."""
        listed = study.has("shop_platforms")
        if not listed.any():
            return
        installed = study["shop_platforms.installed"] & listed
        tooled = program.add_variable(
            "tooled", ("shop", "platform", "year"), stage=1, mask=listed & ~installed, is_binary=True
        )
        held = tooled.cumsum("year")
        program.add_rule("tool_once", tooled.sum("year"), "<=", 1, mask=listed & ~installed)
        limit = study["shops.platform_limit"] - installed.sum("platform")
        program.add_rule(
            "platform_limit",
            tooled.sum(["platform", "year"]),
            "<=",
            limit,
            mask=(listed & ~installed).any("platform"),
        )
        self.add_tooling(study, program, held, listed, installed)
        cost = study["shop_platforms.tooling_cost"].fillna(0.0) * xr.ones_like(study.discount)
        group = study["shops.group"]
        plant = study["groups.plant"].sel(group=group).drop_vars("group")
        owner = study["plants.company"].sel(plant=plant).drop_vars("plant")
        program.add_cost("body tooling", "tooled", cost.where(listed, 0.0), owner)

    def add_tooling(
        self,
        study: Study,
        program: Program,
        held: linopy.LinearExpression,
        listed: xr.DataArray,
        installed: xr.DataArray,
    ) -> None:
        """Let launches wait for the tooling of each listed shop on their route."""
        routes = route_pairs(study).to_frame()
        platform = study["vehicles.platform"].sel(vehicle=study["options.vehicle"]).to_series()
        routes["platform"] = routes.option.map(platform)
        lists = listed.any("platform").to_series()
        routes = routes[routes.shop.map(lists) & (routes.platform != "")]
        index = {"route": np.arange(len(routes))}
        option, shop, family = (
            xr.DataArray(routes[name].to_numpy(), coords=index, dims="route")
            for name in ("option", "shop", "platform")
        )
        there = installed.sel(shop=shop, platform=family).drop_vars(["shop", "platform"])
        launched = program["launched"].sel(option=option).drop_vars("option")
        waits = ~there
        tooling = held.sel(shop=shop, platform=family).drop_vars(["shop", "platform"])
        program.add_rule("tooling", launched - tooling, "<=", 0, mask=waits)
