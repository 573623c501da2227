"""The answer to what flexibility is worth in a study: sets of links, worth of each, the best next ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from plantshare.flexibility.design import Link
from plantshare.flexibility.study_network import Network
from plantshare.study import Study

__all__ = ["Rung", "RungName", "Step", "StudyFlexibility", "Worth"]

RungName = Literal["dedicated", "present", "best links", "chain", "full"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """What one set of links sells.

    Parameters
    ----------
    name
        Each vehicle at one plant (dedicated), present, present with the best next links, one long
        chain over all plants, or every link that could exist (full).
    links
        Number of links.
    expected_sales, standard_error
        Mean sales and its standard error, vehicles/yr.
    utilisation
        Mean sales as a share of all capacity.
    gain, gain_error
        Mean sales beyond the present links, vehicles/yr, and its standard error, which is that of the
        difference on the same draws.
    """

    name: RungName
    links: int
    expected_sales: float
    standard_error: float
    utilisation: float
    gain: float
    gain_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one link would add to the present ones.

    Parameters
    ----------
    link
        Plant and vehicle, counted from 0.
    worth, standard_error
        Mean sales that it adds alone, vehicles/yr.
    """

    link: Link
    worth: float
    standard_error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the best next links, taken one after the other.

    Parameters
    ----------
    link
        Plant and vehicle, counted from 0.
    worth, standard_error
        Mean sales that it adds to the links taken before it, vehicles/yr.
    total, total_error
        Mean sales of all links up to it beyond the present ones, vehicles/yr.
    """

    link: Link
    worth: float
    standard_error: float
    total: float
    total_error: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StudyFlexibility:
    """What flexibility is worth in a study and year; made by :func:`flexibility_of`.

    Parameters
    ----------
    study
        The study.
    network
        Its plants, vehicles and links.
    year
        The year.
    draws
        Draws of demand, or futures where they are listed.
    seed
        Seed of the draws.
    demand
        Where the spread of demand comes from, as a reader sees it.
    is_exact
        Whether every future was counted, so that nothing is left to chance.
    ladder
        Sets of links, from dedicated to full.
    worths
        What each possible link adds alone, best first.
    steps
        The best next links, one after the other.
    notes
        What is assumed and left out, as sentences.
    """

    study: Study
    network: Network
    year: int
    draws: int
    seed: int
    demand: str
    is_exact: bool
    ladder: tuple[Rung, ...]
    worths: tuple[Worth, ...]
    steps: tuple[Step, ...]
    notes: tuple[str, ...]

    def rung(self, name: RungName) -> Rung | None:
        """Return one set of links by its name, or none where there is no such set.

        Parameters
        ----------
        name
            dedicated, present, best links, chain or full.
        """
        return next((each for each in self.ladder if each.name == name), None)

    @property
    def present(self) -> Rung:
        """Return what the present links sell."""
        return next(each for each in self.ladder if each.name == "present")

    @property
    def ceiling(self) -> Rung:
        """Return what every link that could exist would sell: no set of links sells more."""
        return next(each for each in self.ladder if each.name == "full")

    def plant_of(self, link: Link) -> str:
        """Return the name of the plant of a link."""
        return self.network.plants[link[0]]

    def vehicle_of(self, link: Link) -> str:
        """Return the name of the vehicle of a link."""
        return self.network.vehicles[link[1]]

    def ladder_frame(self) -> pd.DataFrame:
        """Return one row for each set of links."""
        columns = ("name", "links", "expected_sales", "standard_error", "utilisation", "gain", "gain_error")
        return pd.DataFrame([{name: getattr(each, name) for name in columns} for each in self.ladder])

    def worths_frame(self) -> pd.DataFrame:
        """Return one row for each possible link, best first."""
        rows = [
            {**self.named(each.link), "worth": each.worth, "standard_error": each.standard_error}
            for each in self.worths
        ]
        return pd.DataFrame(rows, columns=None if rows else [*NAMED, "worth", "standard_error"])

    def steps_frame(self) -> pd.DataFrame:
        """Return one row for each of the best next links, in order."""
        columns = ("worth", "standard_error", "total", "total_error")
        rows = [
            {**self.named(each.link), **{name: getattr(each, name) for name in columns}}
            for each in self.steps
        ]
        return pd.DataFrame(rows, columns=None if rows else [*NAMED, *columns])

    def named(self, link: Link) -> dict[str, str]:
        """Return plant, vehicle, options and gates of a link by name."""
        return {
            "plant": self.plant_of(link),
            "vehicle": self.vehicle_of(link),
            "option": "; ".join(self.network.options.get(link, ())),
            "gates": "unknown" if link in self.network.unknown else "pass",
        }


NAMED = ("plant", "vehicle", "option", "gates")
"""Columns that say which link a row is about."""
