"""Read published facility location files in either of their two layouts."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = ["Instance", "KnownValue", "known_value", "read_instance"]

OPTIMA = Path(__file__).parent / "instances" / "cflp" / "optima.csv"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Instance:
    """Sites that may open at a fixed cost, and customers whose demand they serve.

    Parameters
    ----------
    layout
        Name of the file's layout, "orlib" or "rows".
    capacity, fixed_cost
        Capacity and opening cost of each site, dims (site).
    demand
        Demand of each customer, dims (customer).
    cost
        Cost of serving the whole demand of a customer from a site, dims (site, customer).
    """

    layout: str
    capacity: np.ndarray
    fixed_cost: np.ndarray
    demand: np.ndarray
    cost: np.ndarray

    @property
    def unit_cost(self) -> np.ndarray:
        """Return the cost of one unit of demand, dims (site, customer); 0 where nothing is wanted."""
        wanted = self.demand > 0
        return np.where(wanted, self.cost / np.where(wanted, self.demand, 1.0), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownValue:
    """A published or proven value of an instance.

    Parameters
    ----------
    instance
        Name of the instance.
    value
        The value, rounded as published.
    decimals
        Decimals to which it was rounded.
    kind
        "optimal", or "best_known" where optimality is not proven.
    source
        Where the value comes from.
    """

    instance: str
    value: float
    decimals: int
    kind: str
    source: str

    def is_reached(self, objective: float, relative: float = 1e-6) -> bool:
        """Return whether an objective is the value, allowing for the rounding of what was published.

        Examples
        --------
        Half a unit in the fourth decimal, and a millionth of the value:

        >>> known = KnownValue(instance="p", value=10.5, decimals=4, kind="optimal", source="")
        >>> known.is_reached(10.50006), known.is_reached(10.5002)
        (True, False)
        """
        rounding = 0.5 * 10.0**-self.decimals
        return abs(objective - self.value) <= relative * abs(self.value) + rounding


def read_instance(path: Path) -> Instance:
    """Return the instance in a file, in whichever layout it is.

    Both layouts start with the number of sites m and of customers n. The "orlib" layout goes on with
    a line of capacity and fixed cost for each site, then the demand of each customer and its m costs.
    The "rows" layout has one row of m capacities, one of m fixed costs, one of n demands, and n rows of
    m costs. They hold equally many numbers, so that the lengths of the lines tell them apart.

    Raises
    ------
    ValueError
        If the file is in neither layout.
    """
    lines = [line.split() for line in path.read_text(encoding="ascii").splitlines() if line.strip()]
    if not lines or len(lines[0]) != 2:
        raise ValueError(f"{path}: the first line must hold the number of sites and of customers")
    sites, customers = int(lines[0][0]), int(lines[0][1])
    numbers = np.array([float(word) for line in lines[1:] for word in line])
    wanted = 2 * sites + customers + sites * customers
    if numbers.size != wanted:
        raise ValueError(f"{path}: found {numbers.size} numbers after the first line, wanted {wanted}")
    lengths = [len(line) for line in lines[1:]]
    if lengths == [sites, sites, customers] + [sites] * customers:
        return from_rows(numbers, sites, customers)
    if lengths[:sites] == [2] * sites:
        return from_orlib(numbers, sites, customers)
    raise ValueError(f"{path}: neither a line for each site nor a row of capacities follows the first line")


def from_orlib(numbers: np.ndarray, sites: int, customers: int) -> Instance:
    """Return the instance of numbers in the "orlib" layout."""
    head = numbers[: 2 * sites].reshape(sites, 2)
    body = numbers[2 * sites :].reshape(customers, sites + 1)
    return Instance(
        layout="orlib", capacity=head[:, 0], fixed_cost=head[:, 1], demand=body[:, 0], cost=body[:, 1:].T
    )


def from_rows(numbers: np.ndarray, sites: int, customers: int) -> Instance:
    """Return the instance of numbers in the "rows" layout."""
    capacity, fixed_cost, demand, cost = np.split(numbers, np.cumsum([sites, sites, customers]))
    return Instance(
        layout="rows",
        capacity=capacity,
        fixed_cost=fixed_cost,
        demand=demand,
        cost=cost.reshape(customers, sites).T,
    )


def known_value(path: Path, *, single_source: bool) -> KnownValue | None:
    """Return the known value of a file, found by its digest, or none where none is listed."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    sourcing = "single" if single_source else "multi"
    with OPTIMA.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["sha256"] == digest and row["sourcing"] == sourcing:
                return KnownValue(
                    instance=row["instance"],
                    value=float(row["value"]),
                    decimals=len(row["value"].partition(".")[2]),
                    kind=row["kind"],
                    source=row["source"],
                )
    return None
