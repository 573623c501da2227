"""How much of a hurdle is energy, labour, suppliers, volume, tariff, origin: each at a level elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.deals.game import Game
from plantshare.deals.hurdles.one_input import country_of, home_markets, supplying
from plantshare.deals.hurdles.pair import Pair
from plantshare.deals.shapley import shapley
from plantshare.study import Study
from plantshare.study.duty import duty_rate
from plantshare.study.unit_costs import energy_cost, labour_cost, parts_duty_cost
from plantshare.units import THOUSAND

__all__ = ["Attribution", "Part", "attribution", "explained", "reference_countries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One input at the level of another place.

    Parameters
    ----------
    key, unit
        The input, and the unit of its levels.
    here, there
        Its level under the deal and at the other place; none where no single number says it.
    adds
        What the other level adds to the surplus while all else stays, m of present value.
    grows
        Whether it moves money by the vehicle, so that it counts for more on a larger volume.
    """

    key: str
    unit: str
    here: float | None
    there: float | None
    adds: float
    grows: bool = True


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Attribution:
    """What each input explains of what a deal falls short of zero.

    Parameters
    ----------
    country
        Country whose levels are taken.
    options
        For each option that the deal builds, the option whose levels are taken.
    shortfall
        What the deal falls short of zero, m of present value; below zero where it gains.
    parts
        The inputs.
    explained
        What each explains: the mean of what it adds over all orders in which levels are replaced, m.
    beyond
        What the deal takes from each company beyond its programme, such as vehicles that the host gives up,
        m; no level of an input changes it.
    rest
        What is left of the shortfall besides, with every level replaced, m: below zero the deal would gain.
    """

    country: str
    options: Mapping[str, str]
    shortfall: float
    parts: tuple[Part, ...]
    explained: tuple[float, ...]
    beyond: Mapping[str, float]
    rest: float

    @property
    def gain(self) -> float:
        """Return what the deal would gain with every level replaced, m."""
        return -self.rest - sum(self.beyond.values())


def explained(parts: Sequence[Part], moving: float, factor: float) -> tuple[float, ...]:
    """Return what each part, then the volume, adds on average over all orders of replacing them.

        gain(T) = f(T) (M + sum of adds of T that grow) - M + sum of adds of T that do not
        f(T) = factor if the volume is in T, else 1

    They add up to the gain of replacing all at once (Shapley 1953).

    Parameters
    ----------
    parts
        Inputs other than the volume.
    moving
        Part M of the surplus that is proportional to the volume, m.
    factor
        Volume of the other place as a multiple of the volume here.

    Examples
    --------
    10 a vehicle-part saved on a moving 20, volume doubled: alone 10 and 20; together 2 x 30 - 20 = 40, so
    that each order gives one of them 10 more.

    >>> explained([Part(key="parts", unit="m", here=None, there=None, adds=10.0)], 20.0, 2.0)
    (15.0, 25.0)
    """
    count = len(parts) + 1
    masks = np.arange(2**count)
    has = (masks[:, None] >> np.arange(count)) & 1
    by_vehicle = np.array([part.adds if part.grows else 0.0 for part in parts] + [0.0])
    at_once = np.array([0.0 if part.grows else part.adds for part in parts] + [0.0])
    volume = np.where(has[:, -1] == 1, factor, 1.0)
    worth = volume * (moving + has @ by_vehicle) - moving + has @ at_once
    if count == 1:
        return (float(worth[1]),)
    game = Game(players=(*(part.key for part in parts), "volume"), values=worth)
    return tuple(float(amount) for amount in shapley(game).payoff)


def reference_countries(study: Study, pair: Pair) -> tuple[str, ...]:
    """Return the countries that could build what the deal builds, those that supply today first.

    Parameters
    ----------
    study
        The study.
    pair
        The two plans.
    """
    used = set(vehicles_of(study, pair))
    frame = study.frame("options")
    countries = country_of(study).to_series()
    could = [
        str(countries[option])
        for option, vehicle in zip(frame.option, frame.vehicle, strict=True)
        if vehicle in used and countries[option] != pair.about.country
    ]
    order = [*supplying(study, pair.flows), *could]
    return tuple(name for name in dict.fromkeys(order) if name in could)


def attribution(study: Study, pair: Pair, country: str, origin: float) -> Attribution:
    """Return what each input explains of a deal's shortfall, held against the levels of another country.

    Parameters
    ----------
    study
        The study.
    pair
        The two plans.
    country
        Country whose levels are taken, one of :func:`reference_countries`.
    origin
        What it adds that every vehicle of the deal meets every rule of origin, m.
    """
    matched = matched_options(study, pair, country)
    parts = [*unit_parts(study, pair, matched), *lump_parts(study, pair, matched)]
    tariff = tariff_part(study, pair, country)
    parts += [] if tariff is None else [tariff]
    parts.append(Part(key="origin", unit="", here=None, there=None, adds=origin))
    moving = pair.moving()
    here, there = present_volumes(study, pair, matched)
    factor = there / here if here > 0 else 1.0
    shares = explained(parts, moving, factor)
    years = float(study.discount.where(pair.flows.built.sum("option") > 0, 0.0).sum())
    volume = Part(
        key="volume",
        unit="vehicles/yr",
        here=1e3 * here / years if years else 0.0,
        there=1e3 * there / years if years else 0.0,
        adds=moving * (factor - 1.0),
    )
    beyond = {company: -amount for company, amount in pair.elsewhere().items()}
    return Attribution(
        country=country,
        options=matched,
        shortfall=-pair.surplus,
        parts=(*parts, volume),
        explained=shares,
        beyond=beyond,
        rest=-pair.surplus - sum(shares) - sum(beyond.values()),
    )


def vehicles_of(study: Study, pair: Pair) -> list[str]:
    """Return the vehicles that the deal builds in the plan that keeps it."""
    made = pair.flows.built.sum("year").to_series()
    vehicle = study.frame("options").set_index("option").vehicle
    return list(dict.fromkeys(str(vehicle[option]) for option in made.index[made > 0]))


def matched_options(study: Study, pair: Pair, country: str) -> dict[str, str]:
    """Return, for each option that the deal builds, the option of the other country to compare it with.

    The same way of building comes first, then an option built today, then the least capital.
    """
    made = pair.flows.built.sum("year").to_series()
    frame = study.frame("options").set_index("option")
    where, today = country_of(study).to_series(), study.has("incumbents").to_series()
    matched = {}
    for option in made.index[made > 0]:
        own = frame.loc[option]
        others = frame[(frame.vehicle == own.vehicle) & (where.reindex(frame.index) == country)]
        if others.empty:
            continue
        order = pd.DataFrame(
            {
                "other_way": others["mode"] != own["mode"],
                "new": ~today.reindex(others.index).astype(bool),
                "capex": others.capex,
            }
        )
        matched[str(option)] = str(order.sort_values(["other_way", "new", "capex"]).index[0])
    return matched


def unit_parts(study: Study, pair: Pair, matched: Mapping[str, str]) -> list[Part]:
    """Return what is paid by the vehicle: energy, labour, suppliers, other conversion."""
    parts_cost = study["options.parts_cost"] + parts_duty_cost(study)
    costs = {
        "energy": energy_cost(study),
        "labour": labour_cost(study),
        "suppliers": parts_cost,
        "conversion": study["options.other_conversion"],
    }
    return [unit_part(key, cost, pair, matched) for key, cost in costs.items()]


def unit_part(key: str, cost: xr.DataArray, pair: Pair, matched: Mapping[str, str]) -> Part:
    """Return one cost of a vehicle here and there, currency/vehicle, and what the difference adds."""
    cost = cost.mean("scenario") if "scenario" in cost.dims else cost
    here = cost.sel(option=list(matched))
    there = cost.sel(option=list(matched.values())).assign_coords(option=list(matched))
    volume = pair.flows.built.sel(option=list(matched))
    total = float(volume.sum())
    amounts = [float((each * volume).sum()) for each in (here, there)]
    return Part(
        key=key,
        unit="currency/vehicle",
        here=amounts[0] / total if total else None,
        there=amounts[1] / total if total else None,
        adds=(amounts[0] - amounts[1]) * THOUSAND,
    )


def lump_parts(study: Study, pair: Pair, matched: Mapping[str, str]) -> list[Part]:
    """Return fixed cost and launch capital, m of present value; what is built today takes no capital."""
    frame = study.frame("options").set_index("option")
    today = study.has("incumbents").to_series()
    parts = []
    for key, column, paid in (
        ("fixed cost", "fixed_cost", pair.fixed),
        ("capital", "capex", pair.capital),
    ):
        here = there = 0.0
        for option, other in matched.items():
            own, amount = float(frame.loc[option, column]), float(paid.sel(option=option))
            stands = column == "capex" and bool(today[other])
            level = 0.0 if stands else float(frame.loc[other, column])
            here += amount
            there += amount * level / own if own else 0.0
        parts.append(Part(key=key, unit="m", here=here, there=there, adds=here - there, grows=False))
    return parts


def tariff_part(study: Study, pair: Pair, country: str) -> Part | None:
    """Return the tariff on what the deal replaces, at the rate of the market that holds the country.

    None where that market is the home market too, or is the one that the vehicles come from.
    """
    countries = study.frame("markets").set_index("market").countries
    home = home_markets(study, pair.about)
    market = next((str(name) for name in study.labels["market"] if country in countries[name]), None)
    if market is None or market in home or country in supplying(study, pair.flows):
        return None
    away = country_of(study) != pair.about.country
    replaced = (pair.flows.replaced - pair.flows.left).sel(market=home).where(away, 0.0)
    rate = duty_rate(study).mean("scenario")
    value = study["options.customs_value"]
    here, there = rate.sel(market=home), rate.sel(market=market, drop=True)
    base = replaced * value
    total = float(base.sum())
    amounts = [float((base * each).sum()) for each in (here, there)]
    return Part(
        key="tariff",
        unit="share",
        here=amounts[0] / total if total else None,
        there=amounts[1] / total if total else None,
        adds=(amounts[1] - amounts[0]) * THOUSAND,
    )


def present_volumes(study: Study, pair: Pair, matched: Mapping[str, str]) -> tuple[float, float]:
    """Return the present volume of the deal, and that of lines there at their rate, k.

    A line there builds its vehicle at its peak rate, yet no more than is sold without the deal.
    """
    vehicle = study.frame("options").set_index("option").vehicle
    made = pair.flows.built
    sold = pair.flows.replaced.sum("market")
    there = float(made.sel(option=[name for name in made.option.values if name not in matched]).sum())
    by_vehicle: dict[str, str] = {str(vehicle[option]): other for option, other in matched.items()}
    for name, other in by_vehicle.items():
        own = [option for option in matched if vehicle[option] == name]
        runs = made.sel(option=own).sum("option") > 0
        wanted = sold.sel(option=[option for option in sold.option.values if vehicle[option] == name])
        most = float(study["options.peak_rate"].sel(option=other)) * THOUSAND * study.discount
        wanted = wanted.sum("option")
        there += float(wanted.where(wanted < most, most).where(runs, 0.0).sum())
    return float(made.sum()), there
