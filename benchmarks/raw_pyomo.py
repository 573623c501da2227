"""The rows of a study written by hand for Pyomo, from lists and dictionaries that are ready.

What a modeller would write for one study alone: one indexed constraint for each rule, with a function
from the index to the row. Index lists, coefficients by index, right sides and the members of each sum
are prepared beforehand and not timed.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import pyomo.environ as pyo  # type: ignore[import-untyped] # Pyomo ships no types.
from pyomo.repn.plugins.standard_form import (  # type: ignore[import-untyped] # As above.
    LinearStandardFormCompiler,
)
from pyomo_lists import Key, Lists

__all__ = ["matrix_of_pyomo", "write_pyomo"]

Pyomo = Any  # Pyomo ships no types.
Columns = dict[str, Pyomo]
Left = Callable[..., Pyomo]
COMPARE = {"<=": operator.le, ">=": operator.ge, "==": operator.eq}


def matrix_of_pyomo(layer: Pyomo) -> Pyomo:
    """Return what Pyomo's own compiler hands to a solver: costs, matrix, right sides and columns."""
    return LinearStandardFormCompiler().write(layer, mixed_form=True)


def write_pyomo(lists: Lists) -> Pyomo:
    """Return the rows of a study and its objective."""
    layer = pyo.ConcreteModel()
    columns = {}
    for name, limits in lists.columns.items():
        domain = pyo.Binary if name in lists.binary else pyo.Reals
        columns[name] = pyo.Var(list(limits), domain=domain, bounds=bounds_of(limits))
        layer.add_component(f"{name}_column", columns[name])
    writers = {
        **launch_rows(columns, lists),
        **flow_rows(columns, lists),
        **rate_rows(columns, lists),
        **group_rows(columns, lists),
        **tooling_rows(columns, lists),
        **shop_rows(columns, lists),
        **border_rows(columns, lists),
    }
    for name, sides in lists.sides.items():
        if name in writers:
            sign, left = writers[name]
            rule = row_of(left, COMPARE[sign], sides)
            layer.add_component(f"{name}_rule", pyo.Constraint(list(sides), rule=rule))
    for name, sign, options, years in lists.wishes:
        starts = sum(term(columns["launched"], j, t) for j in options.tolist() for t in years.tolist())
        layer.add_component(name, pyo.Constraint(expr=COMPARE[sign](starts, lists.sides[name][()])))
    profit = sum(
        rate * columns[name][key] for name, weights in lists.weights.items() for key, rate in weights.items()
    )
    layer.profit = pyo.Objective(expr=profit, sense=pyo.maximize)
    return layer


def bounds_of(limits: Any) -> Left:
    """Return the function from an index to the limits of a variable."""
    return lambda _, *key: limits[key]


def row_of(left: Left, compare: Callable[[Any, Any], Any], sides: Any) -> Left:
    """Return the function from an index to a row."""
    return lambda _, *key: compare(left(*key), sides[key])


def term(variable: Pyomo, *key: Any) -> Pyomo:
    """Return a variable at an index, 0 where it does not exist."""
    if key not in variable:
        return 0.0
    return variable[key]


def launch_rows(columns: Columns, lists: Lists) -> dict[str, tuple[str, Left]]:
    """Return launches, active years and the limit on sites."""
    launched, active = columns["launched"], columns["active"]
    years, options = lists.members["labels"]["year"], lists.members["options"]
    alive, builds = lists.values["alive"], lists.values["builds"]
    return {
        "launch_once": ("<=", lambda j: sum(term(launched, j, t) for t in years)),
        "active": (
            "==",
            lambda j, t: active[j, t] - sum(term(launched, j, u) for u in years if alive[j, u, t]),
        ),
        "site_limit": (
            "<=",
            lambda m, t: sum(builds[j,] * term(active, j, t) for j in options[m] if builds[j,]),
        ),
    }


def flow_rows(columns: Columns, lists: Lists) -> dict[str, tuple[str, Left]]:
    """Return flows, demand and what building locally adds."""
    shipped, active, built, lost = columns["shipped"], columns["active"], columns["built"], columns["lost"]
    markets, options = lists.members["labels"]["market"], lists.members["options"]
    most, lift, here = lists.values["most"], lists.values["lift"], lists.values["builds_here"]
    vehicle = {key[0]: value for key, value in lists.values["vehicle"].items()}

    def demand(m: Key, c: Key, t: Key, s: Key) -> Pyomo:
        sold = sum(term(shipped, j, c, t, s) for j in options[m]) + term(lost, m, c, t, s)
        if lift[m, c, t, s]:
            sold -= lift[m, c, t, s] * columns["local"][m, c, t]
        return sold

    def local(m: Key, c: Key, t: Key) -> Pyomo:
        return columns["local"][m, c, t] - sum(term(active, j, t) for j in options[m] if here[j, c])

    return {
        "built": ("==", lambda j, t, s: sum(term(shipped, j, c, t, s) for c in markets) - built[j, t, s]),
        "flow_when_active": (
            "<=",
            lambda j, c, t, s: shipped[j, c, t, s] - most[j, c, t, s] * term(active, j, t),
        ),
        "demand": ("==", demand),
        "local": ("<=", local),
        "local_when_active": (">=", lambda j, c, t: columns["local"][vehicle[j], c, t] - term(active, j, t)),
    }


def rate_rows(columns: Columns, lists: Lists) -> dict[str, tuple[str, Left]]:
    """Return the peak rates of options built today and of launches."""
    launched, active, built = columns["launched"], columns["active"], columns["built"]
    years, rate, ramped = lists.members["labels"]["year"], lists.values["rate"], lists.values["ramped"]
    return {
        "rate_today": ("<=", lambda j, t, s: built[j, t, s] - rate[j,] * term(active, j, t)),
        "rate_ramped": (
            "<=",
            lambda j, t, s: (
                built[j, t, s] - sum(ramped[j, u, t] * term(launched, j, u) for u in years if ramped[j, u, t])
            ),
        ),
    }


def group_rows(columns: Columns, lists: Lists) -> dict[str, tuple[str, Left]]:
    """Return patterns, changes of level, and closing of groups and plants."""
    share = columns["pattern_share"]
    closed: Pyomo = columns.get("closed")
    patterns, years = lists.members["labels"]["pattern"], lists.members["labels"]["year"]
    level, closes = lists.values["level"], lists.values["closes"]
    groups, pairs = lists.members["groups"], lists.members["pairs"]
    plant = {key[0]: value for key, value in lists.values["plant"].items()}

    def levels(g: Key, t: int) -> Pyomo:
        now = sum(level[k,] * term(share, g, k, t) for k in patterns if level[k,])
        before = sum(level[k,] * term(share, g, k, t - 1) for k in patterns if level[k,])
        return now - before - columns["levels_added"][g, t] + columns["levels_dropped"][g, t]

    def shut(p: Key, t: int) -> Pyomo:
        return sum(columns["plant_closes"][p, u] for u in years if u <= t)

    def open_to_build(i: int, t: int) -> Pyomo:
        option, group = pairs[i]
        return term(columns["active"], option, t) + closed[group, t]

    return {
        "one_pattern": ("==", lambda g, t: sum(term(share, g, k, t) for k in patterns)),
        "levels": ("==", levels),
        "closed": (
            "==",
            lambda g, t: sum(term(share, g, k, t) for k in patterns if closes[k,]) - closed[g, t],
        ),
        "stays_closed": (">=", lambda g, t: closed[g, t] - closed[g, t - 1]),
        "open_to_build": ("<=", open_to_build),
        "plant_closed": (">=", lambda p, t: shut(p, t) - sum(term(closed, g, t) for g in groups[p])),
        "plant_open": ("<=", lambda g, t: shut(plant[g], t) - closed[g, t]),
    }


def tooling_rows(columns: Columns, lists: Lists) -> dict[str, tuple[str, Left]]:
    """Return tooling of body shops for platforms."""
    launched = columns["launched"]
    tooled: Pyomo = columns.get("tooled")
    years, platforms = lists.members["labels"]["year"], lists.members["platforms"]
    waits = lists.members["waits"]

    def tooling(i: int, t: int) -> Pyomo:
        option, shop, platform = waits[i]
        held = sum(term(tooled, shop, platform, u) for u in years if u <= t)
        return term(launched, option, t) - held

    return {
        "tool_once": ("<=", lambda r, f: sum(tooled[r, f, t] for t in years)),
        "platform_limit": ("<=", lambda r: sum(tooled[r, f, t] for f in platforms[r] for t in years)),
        "tooling": ("<=", tooling),
    }


def shop_rows(columns: Columns, lists: Lists) -> dict[str, tuple[str, Left]]:
    """Return the capacity of shops, overtime, expansions, crowding and slots."""
    values, routes, labels = lists.values, lists.members["routes"], lists.members["labels"]
    expansions, share = lists.members["expansions"], columns["pattern_share"]
    group = {key[0]: value for key, value in values["group"].items()}
    crowding: Pyomo = columns.get("crowding")
    overtime: Pyomo = columns.get("overtime")

    def straight(r: Key, t: Key, part: float = 1.0) -> Pyomo:
        terms = ((k, part * values["capacity"][r, k]) for k in labels["pattern"])
        return sum(size * term(share, group[r], k, t) for k, size in terms if size)

    def capacity(r: Key, t: Key, s: Key) -> Pyomo:
        part = values["availability"][r, t, s]
        left = sum(use * term(columns["built"], j, t, s) for j, use in routes[r]) - straight(r, t, part)
        if overtime is not None:
            left -= term(overtime, r, t, s)
        if crowding is not None and values["loss"][r,]:
            left += part * values["loss"][r,] * term(crowding, r, t)
        for n in expansions.get(r, ()):
            grown = ((u, part * values["growth"][n, u, t]) for u in labels["year"])
            left -= sum(size * term(columns["expanded"], n, u) for u, size in grown if size)
        return left

    def crowded(r: Key, t: Key) -> Pyomo:
        idle = ((k, values["idle_slots"][r, k]) for k in labels["pattern"])
        waiting = sum(slots * term(share, group[r], k, t) for k, slots in idle if slots)
        return crowding[r, t] - slots_used(r, t) + waiting

    def slots_used(r: Key, t: Key) -> Pyomo:
        return sum(term(columns["active"], j, t) for j, _ in routes[r])

    return {
        "capacity": ("<=", capacity),
        "overtime_limit": (
            "<=",
            lambda r, t, s: overtime[r, t, s] - straight(r, t, values["overtime_limit"][r,]),
        ),
        "crowding": (">=", crowded),
        "slots": ("<=", slots_used),
        "expand_once": ("<=", lambda n: sum(term(columns["expanded"], n, t) for t in labels["year"])),
    }


def border_rows(columns: Columns, lists: Lists) -> dict[str, tuple[str, Left]]:
    """Return tariff quotas and national targets."""
    shipped = columns["shipped"]
    over: Pyomo = columns.get("over_quota")
    options, under = lists.members["labels"]["option"], lists.values["under"]
    counted = lists.values["counted"]
    market = {key[0]: value for key, value in lists.values["quota_market"].items()}

    def quota(q: Key, t: Key, s: Key) -> Pyomo:
        origin = [j for j in options if under[j, q]]
        inside = sum(term(shipped, j, market[q], t, s) for j in origin)
        return inside - sum(term(over, j, q, t, s) for j in origin)

    def target(g: Key, t: Key, s: Key) -> Pyomo:
        built = ((j, counted[j, g]) for j in options)
        return (
            sum(count * term(columns["built"], j, t, s) for j, count in built if count)
            + columns["gap"][g, t, s]
        )

    return {
        "over_quota": (
            "<=",
            lambda j, q, t, s: over[j, q, t, s] - term(shipped, j, market[q], t, s),
        ),
        "quota": ("<=", quota),
        "target": (">=", target),
    }
