"""Simulate the expected sales of plants that can build some of the vehicles each.

python benchmarks/flexibility.py SPEC.json [--draws N] [--seed S] [--json]

SPEC holds ``capacity`` by plant and ``links`` as pairs of plant and vehicle counted from 0, and the
demand: ``mean`` by vehicle, ``sd`` (one number or one for each vehicle), and if wanted ``truncation_sd``
and a ``correlation`` matrix; or ``discrete`` with ``values`` and ``probabilities``, one list for all
vehicles or one for each. Demand below zero counts as none. ``instances/flexibility`` has examples.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from plantshare.flexibility import Design, DiscreteDemand, NormalDemand, simulated_sales

__all__ = ["Report", "read_specification", "simulate"]

Specification = Mapping[str, Any]  # Any: a JSON object, whose values are checked as they are read

KEYS = {"capacity", "mean", "sd", "truncation_sd", "correlation", "discrete", "links"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What simulating one file gave.

    Parameters
    ----------
    expected_sales, standard_error
        Mean sales and its standard error, in the units of the file.
    utilisation
        Mean sales as a share of all capacity.
    plants, vehicles, links, draws, seed
        What was simulated.
    seconds
        Time from the file to the figures.
    """

    expected_sales: float
    standard_error: float
    utilisation: float
    plants: int
    vehicles: int
    links: int
    draws: int
    seed: int
    seconds: float


def read_specification(content: Specification) -> tuple[Design, NormalDemand | DiscreteDemand]:
    """Return the design and the demand that a file describes.

    Raises
    ------
    ValueError
        If a key is missing or unknown, or a value means nothing.
    """
    unknown = sorted(set(content) - KEYS)
    missing = [key for key in ("capacity", "links") if key not in content]
    if unknown or missing:
        raise ValueError(f"unknown keys {unknown}, missing keys {missing}; known are {sorted(KEYS)}")
    links = tuple((int(plant), int(vehicle)) for plant, vehicle in content["links"])
    demand = _demand(content, links)
    vehicles = len(demand.mean) if isinstance(demand, NormalDemand) else len(demand.values)
    capacity = tuple(float(amount) for amount in content["capacity"])
    return Design(capacity=capacity, vehicles=vehicles, links=links), demand


def simulate(path: Path, *, draws: int, seed: int) -> Report:
    """Return what simulating a file gives.

    Parameters
    ----------
    path
        File with the specification.
    draws
        Number of draws of demand.
    seed
        Seed of the draws; the same seed gives the same digits.
    """
    began = time.perf_counter()
    design, demand = read_specification(json.loads(path.read_text(encoding="utf-8")))
    found = simulated_sales(design, demand, draws=draws, generator=np.random.default_rng(seed))
    return Report(
        expected_sales=found.expected_sales,
        standard_error=found.standard_error,
        utilisation=found.utilisation,
        plants=len(design.capacity),
        vehicles=design.vehicles,
        links=len(design.links),
        draws=draws,
        seed=seed,
        seconds=time.perf_counter() - began,
    )


def _demand(content: Specification, links: tuple[tuple[int, int], ...]) -> NormalDemand | DiscreteDemand:
    """Return the demand of a specification."""
    mean = tuple(float(amount) for amount in content.get("mean") or ())
    if content.get("discrete") is not None:
        if content.get("correlation") is not None:
            raise ValueError("discrete demand is independent: leave out correlation")
        vehicles = len(mean) or 1 + max((vehicle for _, vehicle in links), default=-1)
        return _discrete(content["discrete"], vehicles)
    if not mean or "sd" not in content:
        raise ValueError("wanted mean and sd, or discrete with values and probabilities")
    sd = content["sd"]
    limit, correlation = content.get("truncation_sd"), content.get("correlation")
    return NormalDemand(
        mean=mean,
        sd=tuple(map(float, sd)) if isinstance(sd, list) else (float(sd),) * len(mean),
        truncation_sd=None if limit is None else float(limit),
        correlation=None if correlation is None else tuple(tuple(map(float, row)) for row in correlation),
    )


def _discrete(content: Specification, vehicles: int) -> DiscreteDemand:
    """Return discrete demand; one list of values or probabilities stands for every vehicle."""
    values, chances = content["values"], content["probabilities"]
    if values and isinstance(values[0], list):
        vehicles = len(values)
    return DiscreteDemand(values=_rows(values, vehicles), probabilities=_rows(chances, vehicles))


def _rows(
    numbers: list[Any], vehicles: int
) -> tuple[tuple[float, ...], ...]:  # Any: numbers, or lists of them
    """Return one row for each vehicle."""
    rows = numbers if numbers and isinstance(numbers[0], list) else [numbers] * vehicles
    if len(rows) != vehicles:
        raise ValueError(f"got values or probabilities of {len(rows)} vehicles, wanted {vehicles}")
    return tuple(tuple(map(float, row)) for row in rows)


def main() -> None:
    """Simulate the file named on the command line and print what it gave."""
    parser = argparse.ArgumentParser(description="Simulate the expected sales of linked plants and vehicles.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--draws", type=int, default=1_000_000, help="draws of demand")
    parser.add_argument("--seed", type=int, default=0, help="seed of the draws")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    report = asdict(simulate(given.file, draws=given.draws, seed=given.seed))
    if given.json:
        print(json.dumps(report))
        return
    for name, value in report.items():
        print(f"{name:>15}  {value}")


if __name__ == "__main__":
    main()
