"""What limits a plan: the rules that bind, and what one more unit of each is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr

from plantshare.formulation.words import RULE_WORDS
from plantshare.report.proof import status_words
from plantshare.report.row_names import RowNames
from plantshare.report.words import currency_sign, listed, number
from plantshare.results import Result

__all__ = ["Binding", "binding_rules", "limit_words"]

UNITS: Mapping[str, str] = {
    "demand": "one sale more",
    "capacity": "capacity for one vehicle more",
    "overtime_limit": "one vehicle more on overtime",
    "rate_today": "a rate of one vehicle a year more",
    "rate_ramped": "a rate of one vehicle a year more",
    "quota": "one vehicle more within the quota",
    "minimum_price": "one vehicle more below the floor",
    "import_cap": "one vehicle more within the cap",
    "maximum": "one vehicle more reserved",
    "target": "one vehicle less to reach",
}
"""Rules whose limit is a number of vehicles, and what one more of them is called."""

SHORT_WORDS = {"demand": "demand"}
LOOSER_BELOW = ("target",)
"""Rules that ask for at least so many vehicles: less is looser."""

TABLES = {
    "vehicle": "vehicles", "market": "markets", "shop": "shops", "option": "options", "quota": "quotas",
    "deal": "deals", "target": "targets", "undertaking": "minimum_prices",
}  # fmt: skip
"""Tables that name the labels of a dimension."""

THOUSAND = 1000.0
"""Millions for a thousand vehicles are thousands of currency for one."""
LEAST_WORTH = 0.5
"""A limit whose next unit is worth less than this, in currency, counts as loose."""
SHOWN = 3
CUT_SHORT = ("gap_reached", "time_limit", "interrupted")
"""Ends of a search that leave open whether a better plan was in reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """One rule that binds, where it does so most.

    Parameters
    ----------
    rule
        Name of the rule in the program.
    words
        What the rule is about.
    unit
        What one more unit of the limit is.
    place
        Where and when one more unit is worth most.
    worth
        What that unit is worth, in currency, present value, expected over the futures.
    count
        Number of places and years at which the rule binds.
    """

    rule: str
    words: str
    unit: str
    place: str
    worth: float
    count: int


def binding_rules(result: Result) -> tuple[Binding, ...]:
    """Return the rules on numbers of vehicles that bind, the one that is worth most first.

        worth[rule, place] = 1000 sum_s dual[rule, place, s]

    The dual is in millions for a thousand vehicles, with every yes-or-no decision held; futures share a
    limit, so that its worth is the sum over them.
    """
    names = RowNames(result.study)
    duals = {**result.duals, "demand": demand_dual(result)} if "demand" in result.duals else result.duals
    found = [binding_of(names, rule, duals[rule]) for rule in UNITS if rule in duals]
    bound = [each for each in found if each is not None]
    return tuple(sorted(bound, key=lambda each: -each.worth))


def demand_dual(result: Result) -> xr.DataArray:
    """Return what demand for one more thousand vehicles is worth, dims (vehicle, market, year, scenario).

        worth[v,c,t,s] = (1 + psi local[v,c,t]) dual[demand]
                       + (1 + psi) sum_o active[o,t] dual[flow_when_active]

    Demand stands in two rules: what is sold, and the most that an active option o of vehicle v may ship.
    """
    study, duals = result.study, result.duals
    uplift = study["demand.local_uplift"]
    worth = duals["demand"].fillna(0.0)
    if "local" in result.values:
        worth = worth * (1 + uplift * result.values["local"])
    if "flow_when_active" in duals:
        each = duals["flow_when_active"].fillna(0.0) * result.values["active"]
        by_vehicle = each.groupby(study["options.vehicle"].rename("vehicle")).sum()
        by_vehicle = by_vehicle.reindex(vehicle=worth["vehicle"].values, fill_value=0.0)
        worth = worth + by_vehicle.reindex(market=worth["market"].values, fill_value=0.0) * (1 + uplift)
    total: xr.DataArray = worth.transpose(*duals["demand"].dims)
    return total


def binding_of(names: RowNames, rule: str, dual: xr.DataArray) -> Binding | None:
    """Return where a rule binds most, none where it binds nowhere."""
    summed = dual.fillna(0.0)
    worth = (summed.sum("scenario") if "scenario" in summed.dims else summed) * THOUSAND
    worth = -worth if rule in LOOSER_BELOW else worth
    values = np.atleast_1d(worth.values)
    binds = values > LEAST_WORTH
    if not binds.any():
        return None
    place = np.unravel_index(int(values.argmax()), values.shape)
    labels = {str(dim): worth[dim].values[at] for dim, at in zip(worth.dims, place, strict=True)}
    return Binding(
        rule=rule,
        words=SHORT_WORDS.get(rule, RULE_WORDS[rule][0]),
        unit=UNITS[rule],
        place=", ".join(place_name(names, dim, label) for dim, label in labels.items()),
        worth=float(values.max()),
        count=int(binds.sum()),
    )


def place_name(names: RowNames, dim: str, label: Any) -> str:
    """Return a label of a dimension as a reader sees it; Any: labels are words or years."""
    return str(int(label)) if dim == "year" else names.name(TABLES.get(dim, dim), str(label))


def limit_words(result: Result, found: tuple[Binding, ...]) -> str:
    """Return what limits a plan: the search where it was cut short, then the rules that bind most."""
    parts = []
    if result.proof.status in CUT_SHORT:
        parts.append(status_words(result))
    if found:
        sign = currency_sign(str(result.study.settings["currency"]))
        first, *rest = found[:SHOWN]
        parts.append(
            f"{first.words[:1].upper()}{first.words[1:]} limits the plan most: {first.unit} is worth up to "
            f"{sign}{number(first.worth)} ({first.place})."
        )
        then = [f"{each.words} ({sign}{number(each.worth)}: {each.place})" for each in rest]
        if then:
            parts.append(f"After it {'come' if len(then) > 1 else 'comes'} {listed(then)}.")
        parts.append("Amounts are present values with the launches held.")
    elif all(dual.isnull().all() for dual in result.duals.values()):
        parts.append("The solver priced no limit, so that none can be named.")
    else:
        parts.append("No limit on capacity, demand, rates or quotas binds: one more unit is worth nothing.")
    return " ".join(parts)
