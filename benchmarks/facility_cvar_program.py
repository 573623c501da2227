"""Facility location whose demand is random and whose worst costs count, as a two-stage program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from instance_files import read_instance
from scipy import sparse

from plantshare.methods.two_stage import Family, FirstStage, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["RiskyFacility", "facility_program", "facility_tail_program", "read_risky_facility"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RiskyFacility:
    """Sites that may open at a fixed cost before demand is known.

    Parameters
    ----------
    fixed_cost, capacity
        Opening cost and capacity of each site, dims (site).
    unit_cost
        Cost of one unit of demand, dims (site, customer).
    largest
        Demand of each customer in the file, which no draw exceeds, dims (customer).
    demand
        Demand by draw, dims (scenario, customer).
    """

    fixed_cost: np.ndarray
    capacity: np.ndarray
    unit_cost: np.ndarray
    largest: np.ndarray
    demand: np.ndarray


def read_risky_facility(path: Path, scenarios: int, seed: int) -> RiskyFacility:
    """Return the instance of a file, with demand d_j U[j, s] and U uniform on [0, 1].

    The published runs take the first number of a site's line as its opening cost and the second as its
    capacity, the reverse of the OR-Library, and so do we.
    """
    instance = read_instance(path)
    share = np.random.default_rng(seed=seed).random((instance.demand.size, scenarios))
    return RiskyFacility(
        fixed_cost=instance.capacity,
        capacity=instance.fixed_cost,
        unit_cost=instance.unit_cost,
        largest=instance.demand,
        demand=(instance.demand[:, None] * share).T,
    )


def facility_program(instance: RiskyFacility) -> TwoStage:
    """Return the program that minimises opening cost and expected transport cost.

    max - sum_i f_i x_i - mean_s sum_ij c_ij y_ijs
        sum_i y_ijs = d_js,  sum_j y_ijs <= K_i x_i,  y_ijs <= d_js x_i,  sum_i K_i x_i >= sum_j d_j

    The third rule follows from the second where x is whole, and makes the relaxation tight. Columns of
    a block: y by site, then customer.
    """
    sites, customers = instance.unit_cost.shape
    scenarios = len(instance.demand)
    own = np.repeat(np.eye(sites), customers, axis=0)
    recourse = sparse.vstack(
        [
            sparse.kron(np.ones((1, sites)), sparse.identity(customers)),
            sparse.kron(sparse.identity(sites), np.ones((1, customers))),
            sparse.identity(sites * customers),
        ]
    )
    pairs = sites * customers
    row = np.concatenate([customers + np.arange(sites), customers + sites + np.arange(pairs)])
    column = np.concatenate([np.arange(sites), np.nonzero(own)[1]])
    entries = np.hstack([np.tile(-instance.capacity, (scenarios, 1)), -np.tile(instance.demand, (1, sites))])
    height = customers + sites + pairs
    row_lower = np.full((scenarios, height), -np.inf)
    row_upper = np.zeros((scenarios, height))
    row_lower[:, :customers] = row_upper[:, :customers] = instance.demand
    family = Family(
        name="transport",
        scenario=np.arange(scenarios),
        probability=np.full(scenarios, 1 / scenarios),
        cost=Varying.same(-instance.unit_cost.ravel(), scenarios),
        row_lower=Varying.of(row_lower),
        row_upper=Varying.of(row_upper),
        lower=Varying.same(np.zeros(pairs), scenarios),
        upper=Varying.same(np.full(pairs, np.inf), scenarios),
        technology=VaryingMatrix(row, column, (height, sites), Varying.of(entries)),
        recourse=VaryingMatrix.same(recourse, scenarios),
        is_integer=np.zeros(pairs, dtype=bool),
    )
    first = FirstStage(
        cost=-instance.fixed_cost,
        matrix=sparse.csr_matrix(instance.capacity[None, :]),
        row_lower=np.array([instance.largest.sum()]),
        row_upper=np.array([np.inf]),
        lower=np.zeros(sites),
        upper=np.ones(sites),
        is_integer=np.ones(sites, dtype=bool),
    )
    return TwoStage(first=first, families=(family,))


def facility_tail_program(instance: RiskyFacility, level: float = 0.9) -> TwoStage:
    """Return the program that minimises opening cost and the mean of the worst transport costs.

    max - sum_i f_i x_i - tau - 1/(1 - level) mean_s z_s
        z_s >= sum_ij c_ij y_ijs - tau,  z_s >= 0,  tau >= 0,  and the rules of ``facility_program``

    The first stage is x, then tau; a block is y, then z (Rockafellar and Uryasev 2000).
    """
    plain = facility_program(instance)
    family, first = plain.families[0], plain.first
    sites, scenarios = first.cost.size, family.blocks
    height, width = family.recourse.shape
    tail = np.append(instance.unit_cost.ravel(), -1.0)
    recourse = sparse.vstack(
        [sparse.hstack([family.recourse.first, sparse.csr_matrix((height, 1))]), sparse.csr_matrix(tail)]
    )
    technology = family.technology
    return TwoStage(
        first=FirstStage(
            cost=np.append(first.cost, -1.0),
            matrix=sparse.csr_matrix(sparse.hstack([first.matrix, sparse.csr_matrix((1, 1))])),
            row_lower=first.row_lower,
            row_upper=first.row_upper,
            lower=np.zeros(sites + 1),
            upper=np.append(first.upper, np.inf),
            is_integer=np.append(first.is_integer, False),
        ),
        families=(
            Family(
                name=family.name,
                scenario=family.scenario,
                probability=family.probability,
                cost=Varying.same(np.append(np.zeros(width), -1 / (1 - level)), scenarios),
                row_lower=Varying.of(np.hstack([family.row_lower.rows(), np.full((scenarios, 1), -np.inf)])),
                row_upper=Varying.of(np.hstack([family.row_upper.rows(), np.zeros((scenarios, 1))])),
                lower=Varying.same(np.zeros(width + 1), scenarios),
                upper=Varying.same(np.full(width + 1, np.inf), scenarios),
                technology=VaryingMatrix(
                    np.append(technology.row, height),
                    np.append(technology.column, sites),
                    (height + 1, sites + 1),
                    Varying.of(np.hstack([technology.entries.rows(), np.full((scenarios, 1), -1.0)])),
                ),
                recourse=VaryingMatrix.same(recourse, scenarios),
                is_integer=np.zeros(width + 1, dtype=bool),
            ),
        ),
    )
