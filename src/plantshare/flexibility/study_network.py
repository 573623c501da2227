"""Plants and vehicles of a study as a network: what is linked today, and what could be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from plantshare.errors import LabelError
from plantshare.flexibility.design import Design, Link
from plantshare.flexibility.study_demand import demand_rows
from plantshare.naming import known_name
from plantshare.results.fit import envelope_gates, readiness_gates, rows_of
from plantshare.results.spare import IN_SERIES, SpareCapacity, spare_capacity
from plantshare.study import Study
from plantshare.study.parties import deal_options

__all__ = ["Network", "network_of", "plant_capacity"]

Floats = npt.NDArray[np.float64]
Table = Mapping[str, Mapping[str, Any]]
"""Rows of a table by name: cells have no common type, hence Any."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Network:
    """Plants and vehicles of a study in one year; make one with :func:`network_of`.

    Demand of one vehicle is split where plants reach different markets: markets that the same plants
    reach form one lot, and a link of plant and vehicle serves every lot that the plant reaches.

    Parameters
    ----------
    plants, vehicles
        Names in the study, in its order.
    capacity
        What each plant can build, vehicles/yr.
    basis
        Shift pattern that the capacity of each plant stands for.
    rows
        Rows of demand that count: vehicle, market, key, units (vehicles/yr) and lot, counted from 0.
    served
        Lots that a plant reaches, by plant and vehicle; pairs without any are left out.
    present
        Links that are tooled today and still run in the year.
    main
        For each vehicle the one link that most of it is built on.
    possible
        Further links that could exist.
    barred
        How many further pairs of plant and vehicle cannot exist.
    unknown
        Possible links with a gate whose figures the study does not state.
    options
        Options of the study, by plant and vehicle.
    notes
        What was left out, as sentences.
    """

    plants: tuple[str, ...]
    vehicles: tuple[str, ...]
    capacity: tuple[float, ...]
    basis: tuple[str, ...]
    rows: pd.DataFrame
    served: Mapping[Link, frozenset[int]]
    present: tuple[Link, ...]
    main: tuple[Link, ...]
    possible: tuple[Link, ...]
    barred: int
    unknown: frozenset[Link]
    options: Mapping[Link, tuple[str, ...]]
    notes: tuple[str, ...]

    @property
    def lots(self) -> int:
        """Return how many lots of demand there are."""
        return int(self.rows["lot"].max()) + 1

    def design(self, links: Iterable[Link]) -> Design:
        """Return the design with some links of plant and vehicle; its vehicles are the lots.

        Parameters
        ----------
        links
            Plant and vehicle, counted from 0.
        """
        reached = ((plant, lot) for plant, vehicle in links for lot in self.served[plant, vehicle])
        return Design(capacity=self.capacity, vehicles=self.lots, links=tuple(reached))

    def by_lot(self, amounts: Floats) -> Floats:
        """Return demand by lot, dims (draw, lot), from demand by row, vehicles/yr.

        Parameters
        ----------
        amounts
            Demand, dims (draw, row), vehicles/yr; below zero counts as none.
        """
        member = np.zeros((len(self.rows), self.lots))
        member[np.arange(len(self.rows)), self.rows["lot"].to_numpy()] = 1.0
        summed: Floats = np.maximum(amounts, 0.0) @ member
        return summed

    @property
    def mean_demand(self) -> dict[str, float]:
        """Return the study's demand of each vehicle, vehicles/yr."""
        sums = self.rows.groupby("vehicle", sort=False)["units"].sum()
        return {vehicle: float(sums.get(vehicle, 0.0)) for vehicle in self.vehicles}


def network_of(
    study: Study,
    year: int,
    *,
    basis: str | None = None,
    plants: Sequence[str] = (),
    company: str | None = None,
    all_links: bool = False,
    all_vehicles: bool = False,
) -> Network:
    """Return the plants and vehicles of a study as a network.

    Parameters
    ----------
    study
        The study.
    year
        A planned year.
    basis
        Shift pattern of the capacity; by default that of the study.
    plants
        Only these plants; all unless given.
    company
        Only plants of this company, its own or as a partner.
    all_links
        Whether every pair of plant and vehicle could be linked, whatever the gates and the setting
        ``sharing`` say.
    all_vehicles
        Whether vehicles count that no plant of the network builds in the year.

    Raises
    ------
    LabelError
        If a name is unknown, or no plant with a capacity or no demand is left.
    """
    built, spare = study.frame("incumbents"), spare_capacity(study, basis=basis)
    capacity = plant_capacity(study, spare, year)
    chosen = chosen_plants(study, plants, company)
    counted = tuple(plant for plant in chosen if capacity.get(plant, 0.0) > 0)
    if not counted:
        raise LabelError(
            f"none of the plants {', '.join(chosen) or '(none)'} has a capacity in {year}; "
            "state their shops, or choose other plants."
        )
    options = study.frame("options").merge(built, on="option", how="left")
    options = options[options["plant"].isin(counted)]
    running = options[options["built"].notna() & (options["until"] >= year)]
    names = [str(name) for name in study.labels["vehicle"]]
    linked = set(running["vehicle"]) if not all_vehicles else set(names)
    vehicles = tuple(name for name in names if name in linked)
    pairs = Pairs(plants=counted, vehicles=vehicles)
    rows = demand_rows(study, year)
    rows = rows[rows["vehicle"].isin(vehicles) & (rows["units"] > 0)].reset_index(drop=True)
    gates = gate_outcomes(study, pairs)
    open_pairs = set(gates) if all_links else allowed(study, pairs, gates)
    present = pairs.links(running)
    rows, served = lots_of(study, pairs, rows, open_pairs | set(present))
    if rows.empty:
        raise LabelError(
            f"no vehicle that these plants build in {year} has demand in a market that they reach; choose an "
            "earlier year, or count every vehicle with --all-vehicles."
        )
    present = tuple(link for link in present if link in served)
    possible = tuple(link for link in sorted(open_pairs & set(served)) if link not in present)
    bases = spare.plants_frame().drop_duplicates("plant").set_index("plant")["basis"]
    return Network(
        plants=counted,
        vehicles=vehicles,
        capacity=tuple(capacity[plant] for plant in counted),
        basis=tuple(str(bases[plant]).replace("_", " ") for plant in counted),
        rows=rows,
        served=served,
        present=present,
        main=main_links(pairs, running, served),
        possible=possible,
        barred=len(counted) * len(vehicles) - len(present) - len(possible),
        unknown=frozenset(link for link in possible if gates[link] == "unknown"),
        options=pairs.options(options),
        notes=tuple(notes_of(study, pairs, chosen, year, all_vehicles=all_vehicles)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Plants and vehicles that count, and the places of their pairs."""

    plants: tuple[str, ...]
    vehicles: tuple[str, ...]

    def links(self, options: pd.DataFrame) -> tuple[Link, ...]:
        """Return the pairs of some options, each once, in order."""
        return tuple(sorted(self.options(options)))

    def options(self, options: pd.DataFrame) -> dict[Link, tuple[str, ...]]:
        """Return the names of the options of each pair."""
        found: dict[Link, tuple[str, ...]] = {}
        for name, plant, vehicle in zip(options["option"], options["plant"], options["vehicle"], strict=True):
            if vehicle in self.vehicles:
                link = (self.plants.index(plant), self.vehicles.index(vehicle))
                found[link] = (*found.get(link, ()), str(name))
        return found

    def all(self) -> Iterable[Link]:
        """Return every pair."""
        return (
            (plant, vehicle) for plant in range(len(self.plants)) for vehicle in range(len(self.vehicles))
        )


def plant_capacity(study: Study, spare: SpareCapacity, year: int) -> dict[str, float]:
    """Return how many vehicles of its own mix each plant can build in a year.

        C[p] = sum over lines + min over kinds k of (sum over shops r of kind k of alpha[r,t] cap[r]) / a[p,k]

    Press, body, paint and assembly stand in series; shops of one kind side by side. a[p,k] is the mean
    work in shops of that kind over the vehicles that the plant builds today, 1 where it builds none.
    Battery shops are left out, as only some vehicles pass them.

    Parameters
    ----------
    study
        The study.
    spare
        Its spare capacity on the basis: only capacity times availability is read.
    year
        A planned year.

    Returns
    -------
    dict
        Capacity by plant, vehicles/yr; plants without shops are left out.
    """
    frame = spare.to_frame()
    frame = frame[(frame["year"] == year) & frame["kind"].isin([*IN_SERIES, "line"])]
    use = study["routes.use"].transpose("option", "shop").to_pandas()
    incumbents = study.frame("incumbents").drop_duplicates("option").set_index("option")["built"]
    built = incumbents.reindex(use.index).fillna(0.0)
    total: dict[str, float] = {}
    least: dict[str, float] = {}
    for (plant, kind), shops in frame.groupby(["plant", "kind"], sort=False):
        work = use[list(shops["shop"])].sum(axis=1)
        passing = float(built[work > 0].sum())
        mean_work = float((work * built).sum()) / passing if passing > 0 else 1.0
        capacity = float(shops["available"].sum()) / mean_work
        if kind == "line":
            total[plant] = total.get(plant, 0.0) + capacity
        else:
            least[plant] = min(least.get(plant, np.inf), capacity)
    return {str(plant): total.get(plant, 0.0) + least.get(plant, 0.0) for plant in {**total, **least}}


def chosen_plants(study: Study, plants: Sequence[str], company: str | None) -> tuple[str, ...]:
    """Return the plants that are asked for, in the order of the study."""
    frame = study.frame("plants")
    names = [str(name) for name in frame["plant"]]
    wanted = {known_name("plant", plant, names) for plant in plants} or set(names)
    if company is not None:
        known = [str(each) for each in study.frame("companies")["company"]]
        owner = known_name("company", company, known)
        own = zip(names, frame["company"], frame["partners"], strict=True)
        wanted &= {name for name, one, partners in own if owner == one or owner in partners}
    return tuple(name for name in names if name in wanted)


def gate_outcomes(study: Study, pairs: Pairs) -> dict[Link, str]:
    """Return "pass", "fail" or "unknown" for each pair: size, mass, body material and powertrain."""
    vehicles: Table = rows_of(study, "vehicles")
    plants: Table = rows_of(study, "plants")
    found = {}
    for link in pairs.all():
        vehicle, plant = vehicles[pairs.vehicles[link[1]]], plants[pairs.plants[link[0]]]
        outcomes = {
            gate.outcome for gate in (*envelope_gates(vehicle, plant), *readiness_gates(vehicle, plant))
        }
        found[link] = next((word for word in ("fail", "unknown") if word in outcomes), "pass")
    return found


def allowed(study: Study, pairs: Pairs, gates: Mapping[Link, str]) -> set[Link]:
    """Return the pairs that fail no gate and that the setting ``sharing`` allows."""
    fitting = {link for link, outcome in gates.items() if outcome != "fail"}
    if study.settings["sharing"] == "on":
        return fitting
    plants = study.frame("plants").set_index("plant")
    brands = study.frame("vehicles").set_index("vehicle")["company"]
    own = {
        link
        for link in fitting
        if (brand := brands[pairs.vehicles[link[1]]]) == plants.loc[pairs.plants[link[0]], "company"]
        or brand in plants.loc[pairs.plants[link[0]], "partners"]
    }
    if study.settings["sharing"] == "off":
        return own
    options = study.frame("options")
    named = options[options["option"].isin(deal_options(study)) & options["plant"].isin(pairs.plants)]
    return own | (fitting & set(pairs.options(named)))


def lots_of(
    study: Study, pairs: Pairs, rows: pd.DataFrame, open_pairs: Collection[Link]
) -> tuple[pd.DataFrame, dict[Link, frozenset[int]]]:
    """Return the rows of demand with their lot, and the lots that each pair of plant and vehicle serves.

    Rows of markets that no plant of an open pair reaches are left out.
    """
    lanes = set(zip(study.frame("lanes")["plant"], study.frame("lanes")["market"], strict=True))
    numbers: dict[tuple[int, frozenset[int]], int] = {}
    lots = []
    for vehicle, market in zip(rows["vehicle"], rows["market"], strict=True):
        place = pairs.vehicles.index(vehicle)
        reach = frozenset(
            number
            for number, plant in enumerate(pairs.plants)
            if (number, place) in open_pairs and (plant, market) in lanes
        )
        lots.append(numbers.setdefault((place, reach), len(numbers)) if reach else -1)
    served: dict[Link, set[int]] = {}
    for (vehicle_place, reach), lot in numbers.items():
        for plant_place in reach:
            served.setdefault((plant_place, vehicle_place), set()).add(lot)
    kept = rows.assign(lot=lots)
    return kept[kept["lot"] >= 0].reset_index(drop=True), {
        link: frozenset(found) for link, found in served.items()
    }


def main_links(
    pairs: Pairs, running: pd.DataFrame, served: Mapping[Link, frozenset[int]]
) -> tuple[Link, ...]:
    """Return for each vehicle the link that most of it is built on, the first of equals."""
    built: dict[Link, float] = {}
    for plant, vehicle, units in zip(running["plant"], running["vehicle"], running["built"], strict=True):
        if vehicle in pairs.vehicles:
            link = (pairs.plants.index(plant), pairs.vehicles.index(vehicle))
            built[link] = built.get(link, 0.0) + float(units)
    best: dict[int, Link] = {}
    for link in sorted(link for link in built if link in served):
        if link[1] not in best or built[link] > built[best[link[1]]]:
            best[link[1]] = link
    return tuple(sorted(best.values()))


def notes_of(
    study: Study, pairs: Pairs, chosen: Sequence[str], year: int, *, all_vehicles: bool
) -> Iterable[str]:
    """Yield what was left out, as sentences."""
    without = [plant for plant in chosen if plant not in pairs.plants]
    if without:
        yield f"Plants without a capacity in {year} are left out: {', '.join(without)}."
    demand = demand_rows(study, year)
    wanted = set(demand["vehicle"][demand["units"] > 0])
    left = [str(name) for name in study.labels["vehicle"] if name in wanted - set(pairs.vehicles)]
    if left and not all_vehicles:
        yield (
            f"Vehicles with demand in {year} that none of these plants builds then are left out: "
            f"{', '.join(left)}. Count them with --all-vehicles."
        )
    yield (
        "Capacity is that of the basis times the availability that the study states, in vehicles of the mix "
        "that a plant builds today; drawn stops, peak rates, ramps, overtime and cost are not looked at."
    )
