"""The rows of a study written by hand for linopy, from arrays that are ready.

What a modeller would write for one study alone: no tables, no money lines, no payer and payee. Bounds, masks,
right sides and the objective, one coefficient for each cell, are prepared beforehand and not timed, so
that the comparison favours this side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import linopy
import numpy as np
import xarray as xr

from plantshare.formulation import Program
from plantshare.formulation.flows import ramp_reached
from plantshare.formulation.launches import within_life
from plantshare.formulation.routes import route_pairs
from plantshare.formulation.rules import chosen_options
from plantshare.study import Study
from plantshare.study.capacity import computed_capacity
from plantshare.study.duty import is_local
from plantshare.study.targets import counts_toward
from plantshare.units import THOUSAND

__all__ = ["Ready", "prepare", "write_rows"]

WRITTEN = frozenset(
    {
        *("launch_once", "active", "site_limit", "tool_once", "platform_limit", "tooling"),
        *("built", "flow_when_active", "demand", "local", "local_when_active"),
        *("rate_today", "rate_ramped", "one_pattern", "levels", "closed", "stays_closed"),
        *("open_to_build", "plant_closed", "plant_open", "capacity", "overtime_limit", "crowding"),
        *("slots", "expand_once", "over_quota", "quota", "target"),
    }
)
"""Rules that are written by hand here."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ready:
    """Arrays from which the rows are written.

    Parameters
    ----------
    arrays
        Coefficients and labels by name.
    columns
        For each variable whether its cells exist, its lower and its upper limit.
    binary
        Variables that are zero or one.
    masks, sides
        Whether the rows of each rule exist, and their right sides.
    weights
        Objective coefficient of the cells of each variable.
    wishes
        Rules of the planner: row, sign, options and years.
    """

    arrays: Mapping[str, xr.DataArray]
    columns: Mapping[str, tuple[xr.DataArray, xr.DataArray, xr.DataArray]]
    binary: frozenset[str]
    masks: Mapping[str, xr.DataArray]
    sides: Mapping[str, xr.DataArray]
    weights: Mapping[str, xr.DataArray]
    wishes: tuple[tuple[str, str, np.ndarray, np.ndarray], ...]

    def __getitem__(self, name: str) -> xr.DataArray:
        """Return one array."""
        return self.arrays[name]


def prepare(study: Study, program: Program) -> Ready:
    """Return the arrays of a study whose program is built.

    Raises
    ------
    ValueError
        If the program has rules that are not written by hand.
    """
    rules, variables = program.linear.constraints, program.linear.variables
    wishes = wishes_of(study)
    unknown = sorted(set(rules) - WRITTEN - {wish[0] for wish in wishes})
    if unknown:
        raise ValueError(f"not written by hand: {', '.join(unknown)}")
    return Ready(
        arrays={**option_arrays(study), **place_arrays(study)},
        columns={
            name: (variables[name].labels >= 0, variables[name].lower, variables[name].upper)
            for name in variables
        },
        binary=frozenset(variables.binaries),
        masks={name: rules[name].labels >= 0 for name in rules},
        sides={name: rules[name].rhs for name in rules},
        weights=dict(program.weights),
        wishes=wishes,
    )


def wishes_of(study: Study) -> tuple[tuple[str, str, np.ndarray, np.ndarray], ...]:
    """Return what the planner asks of launches: row, sign, options and years."""
    frame, years = study.frame("rules"), study.years
    frame = frame[frame.kind.isin(["launch", "forbid_launch"])]
    return tuple(
        (
            f"rule {row.rule}",
            ">=" if row.kind == "launch" else "<=",
            chosen_options(study, row.plant, row.vehicle, row.option),
            years[~(years < row.first_year) & ~(years > row.last_year)],
        )
        for row in frame.itertuples()
    )


def option_arrays(study: Study) -> dict[str, xr.DataArray]:
    """Return what options, demand and flows need."""
    vehicle = study["options.vehicle"]
    demand, uplift = study["demand.units"] * THOUSAND, study["demand.local_uplift"]
    rate = study["options.peak_rate"] * THOUSAND
    rate = rate.where(np.isfinite(rate), 0.0)
    country = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")
    builds = (study["options.mode"] != "import").astype(float)
    return {
        "vehicle": vehicle.rename("vehicle"),
        "every_vehicle": xr.DataArray(study.labels["vehicle"], dims="vehicle"),
        "alive": within_life(study),
        "builds": builds,
        "builds_here": is_local(study) * builds,
        "most": (demand * (1 + uplift)).sel(vehicle=vehicle).drop_vars("vehicle"),
        "lift": demand * uplift,
        "rate": rate,
        "ramped": ramp_reached(study, is_delayed=False) * within_life(study) * rate,
        "under": (country == study["quotas.origin"]).astype(float),
        "quota_market": study["quotas.market"],
        "counted": counts_toward(study),
    }


def place_arrays(study: Study) -> dict[str, xr.DataArray]:
    """Return what shops, groups and plants need."""
    routes, role = route_pairs(study), study["shift_patterns.role"]
    year = xr.DataArray(study.years, coords={"year": study.years})
    decided, lead = year.rename(year="launch_year"), study["expansions.lead_years"]
    return {
        "route_option": routes.option,
        "route_shop": routes.shop.rename("shop"),
        "use": routes.use,
        "capacity": computed_capacity(study) * THOUSAND,
        "availability": study["shops.availability"],
        "overtime_limit": study["shops.overtime_limit"],
        "loss": study["shops.complexity_loss"] * THOUSAND,
        "idle_slots": role.isin(["closed", "mothball"]) * study["shops.slots"],
        "group": study["shops.group"],
        "level": study["shift_patterns.level"],
        "closes": (role == "closed").astype(float),
        "plant": study["groups.plant"].rename("plant"),
        "growth": study["expansions.capacity"] * THOUSAND * (decided + lead <= year),
        "expanded_shop": study["expansions.shop"].rename("shop"),
        **pair_arrays(study),
    }


def pair_arrays(study: Study) -> dict[str, xr.DataArray]:
    """Return which option waits for which group to be open, and for which shop to be tooled."""
    routes = route_pairs(study).to_frame()
    closable = study.has("group_patterns") & (study["shift_patterns.role"] == "closed")
    pairs = routes[["option", "group"]].drop_duplicates()
    pairs = pairs[pairs.group.map(closable.any("pattern").to_series())]
    listed = study.has("shop_platforms").any("platform").to_series()
    platform = study["vehicles.platform"].sel(vehicle=study["options.vehicle"]).to_series()
    waits = routes.assign(platform=routes.option.map(platform))
    waits = waits[waits.shop.map(listed) & (waits.platform != "")]
    frames = {("pair", "pair"): pairs, ("wait", "route"): waits}
    return {
        f"{word}_{column}": xr.DataArray(
            frame[column].to_numpy(), coords={dim: np.arange(len(frame))}, dims=dim
        )
        for (word, dim), frame in frames.items()
        for column in frame.columns.difference(["use"])
    }


class Rows:
    """The rows as they are written: the layer's object, and the arrays they are written from."""

    def __init__(self, ready: Ready) -> None:
        """Add every variable."""
        self.ready = ready
        self.layer = linopy.Model(force_dim_names=True)
        self.terms: dict[str, linopy.LinearExpression] = {}
        for name, (mask, lower, upper) in ready.columns.items():
            if name in ready.binary:
                self.layer.add_variables(coords=mask.coords, name=name, mask=mask, binary=True)
            else:
                self.layer.add_variables(lower, upper, name=name, mask=mask)
            # The layer's own advice: cells that do not exist count as zero only where that is said.
            filled = self.layer.variables[name].fillna(0)
            assert isinstance(filled, linopy.LinearExpression)
            self.terms[name] = filled

    def __getitem__(self, name: str) -> linopy.LinearExpression:
        """Return a variable as a term."""
        return self.terms[name]

    def write(self, name: str, left: linopy.LinearExpression, sign: str) -> None:
        """Write one rule."""
        self.layer.add_constraints(left, sign, self.ready.sides[name], name=name, mask=self.ready.masks[name])

    def has(self, name: str) -> bool:
        """Return whether the study has the rule."""
        return name in self.ready.masks


def write_rows(ready: Ready) -> linopy.Model:
    """Return the rows of a study and its objective."""
    rows = Rows(ready)
    write_launches(rows, ready)
    write_demand(rows, ready)
    write_rates(rows, ready)
    write_groups(rows, ready)
    write_closing(rows, ready)
    write_tooling(rows, ready)
    write_shops(rows, ready)
    write_crowding(rows, ready)
    write_borders(rows, ready)
    for name, sign, options, years in ready.wishes:
        rows.write(name, rows["launched"].sel(option=options, year=years).sum(), sign)
    terms = [(rows[name] * weight).sum() for name, weight in ready.weights.items()]
    rows.layer.add_objective(sum(terms[1:], terms[0]), sense="max")
    return rows.layer


def write_launches(rows: Rows, ready: Ready) -> None:
    """Write launches, active years and the limit on sites."""
    launched, active = rows["launched"], rows["active"]
    rows.write("launch_once", launched.sum("year"), "<=")
    alive = (launched.rename(year="launch_year") * ready["alive"]).sum("launch_year")
    rows.write("active", active - alive, "==")
    if rows.has("site_limit"):
        rows.write("site_limit", (active * ready["builds"]).groupby(ready["vehicle"]).sum(), "<=")


def write_demand(rows: Rows, ready: Ready) -> None:
    """Write flows, demand and what building locally adds."""
    shipped, active, every = rows["shipped"], rows["active"], ready["every_vehicle"]
    rows.write("built", shipped.sum("market") - rows["built"], "==")
    rows.write("flow_when_active", shipped - ready["most"] * active, "<=")
    sold = shipped.groupby(ready["vehicle"]).sum().reindex(vehicle=every) + rows["lost"]
    if rows.has("local"):
        local, here = rows["local"], ready["builds_here"]
        sold = sold - ready["lift"] * local
        sites = (active * here).groupby(ready["vehicle"]).sum().reindex(vehicle=every)
        rows.write("local", local - sites, "<=")
        own = local.sel(vehicle=ready["vehicle"].rename(None)).drop_vars("vehicle")
        rows.write("local_when_active", own - active, ">=")
    rows.write("demand", sold, "==")


def write_rates(rows: Rows, ready: Ready) -> None:
    """Write the peak rates of options built today and of launches."""
    if rows.has("rate_today"):
        rows.write("rate_today", rows["built"] - ready["rate"] * rows["active"], "<=")
    launched = rows["launched"].rename(year="launch_year")
    rows.write("rate_ramped", rows["built"] - (launched * ready["ramped"]).sum("launch_year"), "<=")


def write_groups(rows: Rows, ready: Ready) -> None:
    """Write one pattern for each group, and changes of level."""
    share = rows["pattern_share"]
    rows.write("one_pattern", share.sum("pattern"), "==")
    level = (share * ready["level"]).sum("pattern")
    change = level - level.shift(year=1).fillna(0)
    rows.write("levels", change - rows["levels_added"] + rows["levels_dropped"], "==")


def write_closing(rows: Rows, ready: Ready) -> None:
    """Write closing of groups and of plants."""
    if not rows.has("closed"):
        return
    closed, plant = rows["closed"], ready["plant"]
    rows.write("closed", (rows["pattern_share"] * ready["closes"]).sum("pattern") - closed, "==")
    rows.write("stays_closed", closed - closed.shift(year=1).fillna(0), ">=")
    active = rows["active"].sel(option=ready["pair_option"]).drop_vars("option")
    group = closed.sel(group=ready["pair_group"]).drop_vars("group")
    rows.write("open_to_build", active + group, "<=")
    if rows.has("plant_closed"):
        shut = rows["plant_closes"].cumsum("year")
        whole = ready.sides["plant_closed"].plant.values
        count = closed.groupby(plant).sum().sel(plant=whole)
        rows.write("plant_closed", shut.sel(plant=whole) - count, ">=")
        inside = plant.sel(group=ready.sides["plant_open"].group)
        rows.write(
            "plant_open", shut.sel(plant=inside).drop_vars("plant") - closed.sel(group=inside.group), "<="
        )


def write_tooling(rows: Rows, ready: Ready) -> None:
    """Write tooling of body shops for platforms."""
    if not rows.has("tooling"):
        return
    tooled = rows["tooled"]
    rows.write("tool_once", tooled.sum("year"), "<=")
    rows.write("platform_limit", tooled.sum(["platform", "year"]), "<=")
    held = tooled.cumsum("year").sel(shop=ready["wait_shop"], platform=ready["wait_platform"])
    launched = rows["launched"].sel(option=ready["wait_option"]).drop_vars("option")
    rows.write("tooling", launched - held.drop_vars(["shop", "platform"]), "<=")


def write_shops(rows: Rows, ready: Ready) -> None:
    """Write the capacity of shops, with overtime, expansions and crowding."""
    built = rows["built"].sel(option=ready["route_option"]).drop_vars("option")
    load = (built * ready["use"]).groupby(ready["route_shop"]).sum()
    shops = load.indexes["shop"]
    share = rows["pattern_share"].sel(group=ready["group"]).drop_vars("group")
    straight = (share * ready["capacity"]).sum("pattern")
    room = straight
    if "crowding" in ready.columns:
        room = room - rows["crowding"] * ready["loss"]
    if "expanded" in ready.columns:
        rows.write("expand_once", rows["expanded"].sum("year"), "<=")
        grown = (rows["expanded"].rename(year="launch_year") * ready["growth"]).sum("launch_year")
        room = room + grown.groupby(ready["expanded_shop"]).sum().reindex(shop=ready["group"].shop)
    if "overtime" in ready.columns:
        overtime = rows["overtime"]
        rows.write("overtime_limit", overtime - straight * ready["overtime_limit"], "<=")
        load = load - overtime.sel(shop=shops)
    rows.write("capacity", load - room.sel(shop=shops) * ready["availability"].sel(shop=shops), "<=")


def write_crowding(rows: Rows, ready: Ready) -> None:
    """Write how many options a shop holds."""
    active = rows["active"].sel(option=ready["route_option"]).drop_vars("option")
    count = active.groupby(ready["route_shop"]).sum()
    if rows.has("slots"):
        rows.write("slots", count, "<=")
    if rows.has("crowding"):
        share = rows["pattern_share"].sel(group=ready["group"]).drop_vars("group")
        idle = (share * ready["idle_slots"]).sum("pattern")
        rows.write("crowding", rows["crowding"] - count.reindex(shop=ready["group"].shop) + idle, ">=")


def write_borders(rows: Rows, ready: Ready) -> None:
    """Write tariff quotas and national targets."""
    if rows.has("quota"):
        over, under = rows["over_quota"], ready["under"]
        shipped = rows["shipped"].sel(market=ready["quota_market"]).drop_vars("market")
        rows.write("over_quota", over - shipped, "<=")
        rows.write("quota", (shipped * under - over).sum("option"), "<=")
    if rows.has("target"):
        rows.write("target", (rows["built"] * ready["counted"]).sum("option") + rows["gap"], ">=")
