"""Two-stage programs for tests: drawn at random, and small enough for the head."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from plantshare.methods.two_stage import Family, FirstStage, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix


def random_program(seed: int, *, integers: bool = True, families: int = 2) -> TwoStage:
    """Return a feasible, bounded program whose second stage is not possible for every first stage.

    Rows are set around a first stage and second stages that are drawn first, so that these fit.
    """
    draw = np.random.default_rng(seed)
    count = int(draw.integers(2, 5))
    fit = draw.integers(0, 4, count).astype(float)
    matrix = draw.integers(-3, 4, (2, count)).astype(float)
    room = draw.integers(0, 4, 2)
    first = FirstStage(
        cost=draw.integers(-5, 6, count).astype(float),
        matrix=sparse.csr_matrix(matrix),
        row_lower=np.full(2, -np.inf),
        row_upper=matrix @ fit + room,
        lower=np.zeros(count),
        upper=np.full(count, 4.0),
        is_integer=draw.random(count) < 0.7 if integers else np.zeros(count, dtype=bool),
    )
    drawn = tuple(random_family(draw, str(number), fit) for number in range(families))
    return TwoStage(first=first, families=drawn)


def random_family(draw: np.random.Generator, name: str, fit: np.ndarray) -> Family:
    """Return blocks in which everything may differ, possible at a first stage."""
    blocks, width, height = int(draw.integers(1, 5)), int(draw.integers(2, 5)), int(draw.integers(2, 5))
    recourse = draw.integers(-3, 4, (height, width)) * (draw.random((height, width)) < 0.6)
    technology = draw.integers(-2, 3, (height, fit.size)) * (draw.random((height, fit.size)) < 0.6)
    technologies = np.repeat(technology[None], blocks, axis=0).astype(float)
    if draw.random() < 0.5:
        technologies[:, 0, 0] = draw.integers(1, 4, blocks)
    upper = np.full(width, 6.0)
    plan = draw.uniform(0, 5, (blocks, width)).round(1)
    at = np.einsum("brc,c->br", technologies, fit) + plan @ recourse.T
    is_equal = draw.random(height) < 0.2
    row_upper = at + np.where(is_equal, 0.0, draw.integers(0, 3, height))
    row_lower = np.where(is_equal, at, np.where(draw.random(height) < 0.3, at - 2.0, -np.inf))
    cost = np.repeat(draw.integers(-4, 7, (1, width)).astype(float), blocks, axis=0)
    if draw.random() < 0.3:
        cost[:, 0] = draw.integers(-4, 7, blocks)
    probability = draw.uniform(0.1, 1, blocks)
    return Family(
        name=name,
        scenario=np.arange(blocks),
        probability=probability / probability.sum(),
        cost=Varying.of(cost),
        row_lower=Varying.of(row_lower),
        row_upper=Varying.of(row_upper),
        lower=Varying.same(np.zeros(width), blocks),
        upper=Varying.same(upper, blocks),
        technology=varying_matrix(technologies),
        recourse=varying_matrix(np.repeat(recourse[None], blocks, axis=0).astype(float)),
        is_integer=np.zeros(width, dtype=bool),
    )


def varying_matrix(matrices: np.ndarray) -> VaryingMatrix:
    """Return dense matrices, dims (block, row, column), in the form of a family."""
    row, column = np.nonzero((matrices != 0).any(axis=0))
    return VaryingMatrix(row, column, matrices.shape[1:], Varying.of(matrices[:, row, column]))


def capacity_program(
    *, cost: float = 1.0, price: float = 3.0, demand: tuple[float, ...] = (1.0, 3.0), most: float = 10.0
) -> TwoStage:
    """Return: buy capacity x at a cost, then sell y <= x and y <= demand at a price; equal chances."""
    blocks = len(demand)
    first = FirstStage(
        cost=np.array([-cost]),
        matrix=sparse.csr_matrix((0, 1)),
        row_lower=np.zeros(0),
        row_upper=np.zeros(0),
        lower=np.zeros(1),
        upper=np.array([most]),
        is_integer=np.zeros(1, dtype=bool),
    )
    family = Family(
        name="2027",
        scenario=np.arange(blocks),
        probability=np.full(blocks, 1 / blocks),
        cost=Varying.same(np.array([price]), blocks),
        row_lower=Varying.same(np.array([-np.inf, -np.inf]), blocks),
        row_upper=Varying.of(np.array([[0.0, wanted] for wanted in demand])),
        lower=Varying.same(np.zeros(1), blocks),
        upper=Varying.same(np.array([np.inf]), blocks),
        technology=VaryingMatrix.same(sparse.csr_matrix([[-1.0], [0.0]]), blocks),
        recourse=VaryingMatrix.same(sparse.csr_matrix([[1.0], [1.0]]), blocks),
        is_integer=np.zeros(1, dtype=bool),
    )
    return TwoStage(first=first, families=(family,))
