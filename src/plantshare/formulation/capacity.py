"""Capacity: what the shops of a route can build, with overtime, expansions and crowding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import linopy
import numpy as np
import xarray as xr

from plantshare.formulation.program import Program
from plantshare.formulation.routes import RoutePairs, route_pairs
from plantshare.formulation.shifts import group_company
from plantshare.study import Study
from plantshare.study.capacity import computed_capacity
from plantshare.units import THOUSAND

__all__ = ["Capacity"]


@dataclass(frozen=True, slots=True)
class Capacity:
    """Keep the load of every shop within its capacity, in series along each route.

        sum_j a[j,r] built[j] - o[r] <= alpha[r] (sum_k cap[r,k] h[g(r),k] + sum_n dcap Z - eps ex[r])  R2
        o[r] <= ot[r] sum_k cap[r,k] h[g(r),k]                                       R2'
        ex[r,t] >= sum_{j on r} n[j,t] - 1 - Nmax[r] (h[closed] + h[mothball])       F8
        sum_{j on r} n[j,t] <= Nmax[r]
        sum_t z[n,t] <= 1,  Z[n,t] = sum_{t' <= t - lead} z[n,t']                    F9

    Reads   shops.*, shop_patterns.capacity, shift_patterns.*, expansions.*, routes.use
    Needs   variables pattern_share h, active n, built
    Adds    variables overtime o, crowding ex, expanded z; rules capacity, overtime_limit, crowding,
            slots; lines overtime, expansion
    Stage   1 for crowding and expansion, 2 for overtime: it is bought once demand is known
    """

    reads: ClassVar[tuple[str, ...]] = (
        "shops.group",
        "shops.gross_rate",
        "shops.uptime",
        "shops.overtime_limit",
        "shops.overtime_cost",
        "shops.slots",
        "shops.complexity_loss",
        "shops.availability",
        "shop_patterns.capacity",
        "shift_patterns.shifts",
        "shift_patterns.hours",
        "shift_patterns.days",
        "expansions.shop",
        "expansions.capacity",
        "expansions.cost",
        "expansions.lead_years",
        "routes.use",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add the load of each shop, its limits and what stretches them."""
        routes = route_pairs(study)
        if routes.option.size == 0:
            return
        shop_labels = study.labels["shop"]
        used = xr.DataArray(np.isin(shop_labels, routes.shop.values), coords={"shop": shop_labels})
        built = program["built"].sel(option=routes.option).drop_vars("option")
        load = (built * routes.use).groupby(routes.shop.rename("shop")).sum()
        shops = load.indexes["shop"]
        straight = self.straight_time(study, program)
        room = straight + self.expanded(study, program) - self.crowding(study, program, routes)
        room = room.sel(shop=shops) * study["shops.availability"].sel(shop=shops)
        overtime = self.add_overtime(study, program, straight, used)
        if overtime is not None:
            load = load - overtime.sel(shop=shops)
        program.add_rule("capacity", load - room, "<=", 0)
        self.add_slots(study, program, routes)

    def straight_time(self, study: Study, program: Program) -> linopy.LinearExpression:
        """Return the capacity that the chosen patterns give, dims (shop, year), thousand a year."""
        capacity = computed_capacity(study) * THOUSAND
        share = program["pattern_share"].sel(group=study["shops.group"]).drop_vars("group")
        return (share * capacity).sum("pattern")

    def add_overtime(
        self,
        study: Study,
        program: Program,
        straight: linopy.LinearExpression,
        used: xr.DataArray,
    ) -> linopy.LinearExpression | None:
        """Add overtime where a shop may work it (R2'), and its premium."""
        limit = study["shops.overtime_limit"]
        allowed = used & (limit > 0)
        if not allowed.any():
            return None
        dims = ("shop", "year", "scenario")
        overtime = program.add_variable("overtime", dims, stage=2, in_thousands=True, mask=allowed)
        program.add_rule("overtime_limit", overtime - straight * limit, "<=", 0, mask=allowed)
        owner = group_company(study).sel(group=study["shops.group"]).drop_vars("group")
        every = xr.ones_like(study.discount) * xr.ones_like(study.probability)
        premium = study["shops.overtime_cost"] * every * THOUSAND
        program.add_cost("overtime", "overtime", premium, owner)
        return overtime

    def expanded(self, study: Study, program: Program) -> linopy.LinearExpression | float:
        """Add expansions (F9) and return the capacity they give, dims (shop, year)."""
        if study["expansions.cost"].size == 0:
            return 0.0
        years = study.years
        lead = study["expansions.lead_years"]
        year = xr.DataArray(years, coords={"year": years})
        # An expansion decided too late to be used is left out, so that it is never drawn.
        in_time = year + lead <= years[-1]
        dims = ("expansion", "year")
        expanded = program.add_variable("expanded", dims, stage=1, mask=in_time, is_binary=True)
        program.add_rule("expand_once", expanded.sum("year"), "<=", 1)
        shop = study["expansions.shop"]
        plant_group = study["shops.group"].sel(shop=shop).drop_vars("shop")
        owner = group_company(study).sel(group=plant_group).drop_vars("group")
        cost = study["expansions.cost"] * xr.ones_like(study.discount)
        program.add_cost("expansion", "expanded", cost, owner)
        decided = year.rename(year="launch_year")
        usable = (decided + lead <= year).astype(float)
        size = study["expansions.capacity"] * THOUSAND * usable
        gained = (expanded.rename(year="launch_year") * size).sum("launch_year")
        every = gained.groupby(shop.rename("shop")).sum()
        return every.reindex(shop=study.labels["shop"]).fillna(0)

    def crowding(self, study: Study, program: Program, routes: RoutePairs) -> linopy.LinearExpression | float:
        """Add options above the first in a shop (F8) and return the capacity they cost."""
        loss = study["shops.complexity_loss"] * THOUSAND
        crowded = (loss > 0) & loss.shop.isin(routes.shop)
        if not crowded.any():
            return 0.0
        crowding = program.add_variable("crowding", ("shop", "year"), stage=1, mask=crowded)
        idle = study["shift_patterns.role"].isin(["closed", "mothball"]).astype(float)
        share = program["pattern_share"].sel(group=study["shops.group"]).drop_vars("group")
        idle_share = (share * (idle * study["shops.slots"])).sum("pattern")
        count = self.active_options(program, routes).reindex(shop=study.labels["shop"]).fillna(0)
        program.add_rule("crowding", crowding - count + idle_share, ">=", -1, mask=crowded)
        return crowding * loss

    def add_slots(self, study: Study, program: Program, routes: RoutePairs) -> None:
        """Limit the options that are active in a shop at once."""
        count = self.active_options(program, routes)
        slots = study["shops.slots"].sel(shop=count.indexes["shop"])
        names, counts = np.unique(routes.shop.values.astype(str), return_counts=True)
        routed = xr.DataArray(counts, coords={"shop": names.astype(object)}).sel(shop=slots.shop)
        if (slots < routed).any():
            program.add_rule("slots", count, "<=", slots, mask=slots < routed)

    def active_options(self, program: Program, routes: RoutePairs) -> linopy.LinearExpression:
        """Return the number of active options by shop and year."""
        active = program["active"].sel(option=routes.option).drop_vars("option")
        return active.groupby(routes.shop.rename("shop")).sum()
