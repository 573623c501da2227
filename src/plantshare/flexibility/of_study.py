"""What flexibility is worth in a study: its present links, each further link, and the ceiling."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from plantshare.errors import LabelError
from plantshare.flexibility.design import Link
from plantshare.flexibility.kernel import sales
from plantshare.flexibility.residual import residual
from plantshare.flexibility.rings import ring_links
from plantshare.flexibility.running import RunningMean
from plantshare.flexibility.study_demand import (
    StudyDemand,
    demand_of_drivers,
    demand_of_futures,
    demand_with_sd,
)
from plantshare.flexibility.study_network import Network, network_of
from plantshare.flexibility.study_record import Rung, RungName, Step, StudyFlexibility, Worth
from plantshare.study import Study
from plantshare.study.study import study_from_tables

__all__ = ["FEW_ERRORS", "flexibility_of"]

Floats = npt.NDArray[np.float64]
Name = TypeVar("Name")

FEW_ERRORS = 2.0
"""A best link that adds less than so many standard errors may add nothing at all."""


def flexibility_of(
    study: Study,
    *,
    year: int | None = None,
    draws: int = 100_000,
    seed: int = 0,
    sd: float | None = None,
    scenarios: Sequence[str] = (),
    steps: int = 5,
    basis: str | None = None,
    plants: Sequence[str] = (),
    company: str | None = None,
    all_links: bool = False,
    all_vehicles: bool = False,
) -> StudyFlexibility:
    """Return what flexibility is worth in a study: present links, each further link, the ceiling.

    Links are those that are tooled today. All sets of links are held against the same draws of demand. Worth
    is in vehicles a year: a link frees room that other vehicles fill, so no one margin belongs to it.

    Parameters
    ----------
    study
        The study.
    year
        A planned year; the first unless given.
    draws
        Draws of demand, at least 2.
    seed
        Seed of the draws; the same seed gives the same digits.
    sd
        Standard deviation of the demand of each vehicle, as a share, in place of the study's drivers.
    scenarios
        Named futures of the study in place of its drivers, each with its probability.
    steps
        How many best next links to take, one after the other.
    basis
        Shift pattern of the capacity; by default that of the study.
    plants
        Only these plants; all unless given.
    company
        Only plants of this company, its own or as a partner.
    all_links
        Whether every pair of plant and vehicle could be linked, whatever gates and sharing say.
    all_vehicles
        Whether vehicles count that none of the plants builds in the year.

    Raises
    ------
    LabelError
        If the study does not say how uncertain demand is, a name or the year is unknown, or nothing is
        left to count.
    MethodError
        If plants and vehicles are linked in too many ways to compare.
    """
    # Futures that are planned together do not matter here: demand is taken from the tables of the study.
    study = study_from_tables(study.tables)
    at = int(study.years[0]) if year is None else year
    require(study, at, draws, sd, scenarios)
    network = network_of(
        study,
        at,
        basis=basis,
        plants=plants,
        company=company,
        all_links=all_links,
        all_vehicles=all_vehicles,
    )
    if scenarios:
        demand = demand_of_futures(study, network.rows, at, scenarios)
    elif sd is not None:
        demand = demand_with_sd(network.rows, sd)
    else:
        demand = demand_of_drivers(study, network.rows, at)
    trial = Trial(network=network, demand=demand, draws=draws, seed=seed)
    worths = trial.worths(network.present)
    taken = trial.best_links(worths, steps)
    ladder = trial.ladder([*network.present, *(each.link for each in taken)])
    outcomes = demand.outcomes
    return StudyFlexibility(
        study=study,
        network=network,
        year=at,
        draws=draws if outcomes is None else len(outcomes),
        seed=seed,
        demand=demand.words,
        is_exact=demand.is_exact,
        ladder=ladder,
        worths=worths,
        steps=trial.steps(taken),
        notes=(*network.notes, *demand.notes, *trial_notes(ladder, worths, taken)),
    )


def trial_notes(ladder: Sequence[Rung], worths: Sequence[Worth], taken: Sequence[Worth]) -> Iterable[str]:
    """Yield what a reader of the figures should know, as sentences."""
    if all(each.name != "chain" for each in ladder):
        yield "No long chain is shown: links that could exist close no ring through every plant that builds."
    by_name = {each.name: each for each in ladder}
    if "chain" in by_name and "best links" in by_name:
        chain, best = by_name["chain"], by_name["best links"]
        if chain.links <= best.links and chain.expected_sales > best.expected_sales:
            yield (
                "Links taken one by one sell less here than one long chain of as many: much of what a "
                "chain brings comes with the link that closes it."
            )
    if taken and worths[0].standard_error > 0:
        yield "The best links are chosen and measured on the same draws, which flatters them by a little."


def require(study: Study, year: int, draws: int, sd: float | None, scenarios: Sequence[str]) -> None:
    """Refuse a wrong call.

    Raises
    ------
    LabelError
        If something is outside what can be asked for.
    """
    if year not in study.years:
        first, last = study.years[0], study.years[-1]
        raise LabelError(f"year {year} is not planned; the study has {first} to {last}.")
    if draws < 2:
        raise LabelError(f"a standard error needs at least 2 draws, got {draws}.")
    if sd is not None and not (math.isfinite(sd) and sd > 0):
        raise LabelError(f"a standard deviation must be above 0, such as 0.3, got {sd}.")
    if sd is not None and scenarios:
        raise LabelError("give either a standard deviation or scenarios: demand has one source of spread.")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Trial:
    """A network held against the same draws of demand again and again.

    Parameters
    ----------
    network, demand
        Plants, vehicles and links; and what may be wanted of them.
    draws, seed
        How many draws, and their seed.
    """

    network: Network
    demand: StudyDemand
    draws: int
    seed: int

    def lots(self) -> Iterable[tuple[Floats, Floats | None]]:
        """Yield demand, dims (draw, lot), vehicles/yr, block by block, and probabilities if any."""
        for amounts, probability in self.demand.blocks(self.draws, self.seed):
            yield self.network.by_lot(amounts), probability

    def worths(self, links: Sequence[Link]) -> tuple[Worth, ...]:
        """Return what each possible link that is not among some links would add to them, best first.

        Parameters
        ----------
        links
            Links that are there, plant and vehicle counted from 0.
        """
        tried = [link for link in self.network.possible if link not in links]
        means = {link: RunningMean() for link in tried}
        wanted = {link: self.network.served[link] for link in tried}
        design = self.network.design(links)
        for demand, probability in self.lots():
            left = residual(design, demand, set(wanted.values()))
            for link, lots in wanted.items():
                means[link].add(left.gain(link[0], lots), probability)
        found = [
            Worth(link=link, worth=each.mean, standard_error=each.standard_error)
            for link, each in means.items()
        ]
        return tuple(sorted(found, key=lambda each: (-each.worth, each.link)))

    def best_links(self, worths: Sequence[Worth], count: int) -> tuple[Worth, ...]:
        """Return the best next links one after the other, as long as they add more than chance does.

        Parameters
        ----------
        worths
            What each link adds to the present ones.
        count
            How many links to take at most.
        """
        taken: list[Worth] = []
        while len(taken) < count and worths and worths[0].worth > FEW_ERRORS * worths[0].standard_error:
            taken.append(worths[0])
            if len(taken) < count:
                worths = self.worths([*self.network.present, *(each.link for each in taken)])
        return tuple(taken)

    def steps(self, taken: Sequence[Worth]) -> tuple[Step, ...]:
        """Return some links in their order with what they add together."""
        links = [each.link for each in taken]
        wider = {number: [*self.network.present, *links[: number + 1]] for number in range(len(links))}
        found = self.gains(wider)
        return tuple(
            Step(
                link=each.link,
                worth=each.worth,
                standard_error=each.standard_error,
                total=found[number][1].mean,
                total_error=found[number][1].standard_error,
            )
            for number, each in enumerate(taken)
        )

    def ladder(self, best: Sequence[Link]) -> tuple[Rung, ...]:
        """Return what each set of links sells, from dedicated to full.

        Parameters
        ----------
        best
            The present links and the best next ones.
        """
        network = self.network
        every = (*network.present, *network.possible)
        demand = {network.vehicles.index(name): units for name, units in network.mean_demand.items()}
        ring = ring_links(network.main, set(every), demand)
        sets: dict[RungName, Sequence[Link]] = {"dedicated": network.main, "present": network.present}
        if len(best) > len(network.present):
            sets["best links"] = best
        if ring is not None:
            sets["chain"] = tuple(sorted({*network.main, *ring}))
        sets["full"] = every
        capacity = math.fsum(network.capacity)
        return tuple(
            Rung(
                name=name,
                links=len(sets[name]),
                expected_sales=sold.mean,
                standard_error=sold.standard_error,
                utilisation=sold.mean / capacity,
                gain=gain.mean,
                gain_error=gain.standard_error,
            )
            for name, (sold, gain) in self.gains(sets).items()
        )

    def gains(self, sets: Mapping[Name, Sequence[Link]]) -> dict[Name, tuple[RunningMean, RunningMean]]:
        """Return sales of some sets of links, and what they sell beyond the present ones."""
        present = self.network.design(self.network.present)
        designs = {name: self.network.design(links) for name, links in sets.items()}
        found = {name: (RunningMean(), RunningMean()) for name in designs}
        for demand, probability in self.lots():
            base = sales(present, demand)
            for name, design in designs.items():
                sold = base if design == present else sales(design, demand)
                found[name][0].add(sold, probability)
                found[name][1].add(sold - base, probability)
        return found
