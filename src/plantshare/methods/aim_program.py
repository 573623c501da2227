"""Programs that maximise an aim: shortfalls of whole scenarios as columns and rows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from plantshare.formulation.matrix import MatrixProgram
from plantshare.methods.aims import Aim
from plantshare.methods.envelope import Shortfall
from plantshare.methods.scenarios import blocks_of, first_costs, scenario_probability
from plantshare.methods.two_stage import Family, FirstStage, TwoStage, extensive
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["with_aim", "with_aim_by_scenario"]


def with_aim(program: TwoStage, aim: Aim) -> MatrixProgram:
    """Return the extensive form that maximises an aim; its added columns and rows come last.

        max  a sum_s p_s n_s + e level - sum_s k_s d_s
        n_s = f + (c_s - c) x + sum over blocks of s of q y,   f = c x,   d_s >= r_s + level - n_s,   d_s >= 0

    Added columns are f, the level (where there is one) and the shortfalls d, one for each scenario. The
    cost c_s of the first stage is c unless the program states it by scenario.

    Parameters
    ----------
    program
        The program of the expected value.
    aim
        The aim.

    Raises
    ------
    MethodError
        If the program does not say what a scenario is.
    """
    whole = extensive(program)
    probability = scenario_probability(program)
    form = aim.shortfall(probability)
    if form.is_mean:
        return replace(whole, cost=form.mean * whole.cost)
    first, scenarios = program.first.cost, probability.size
    levels = int(form.reward > 0)
    worth_row = sparse.hstack(
        [-sparse.csr_matrix(first), sparse.csr_matrix((1, whole.cost.size - first.size))]
    )
    links = sparse.vstack(
        [
            sparse.csr_matrix([[1.0] + [0.0] * (levels + scenarios)]),
            sparse.hstack(
                [np.ones((scenarios, 1)), np.full((scenarios, levels), -1.0), sparse.identity(scenarios)]
            ),
        ]
    )
    money = sparse.vstack([worth_row, money_rows(program, scenarios)])
    added = 1 + levels
    return MatrixProgram(
        cost=np.concatenate([form.mean * whole.cost, [0.0], [form.reward] * levels, -form.price]),
        matrix=sparse.bmat([[whole.matrix, None], [money, links]], format="csc"),
        row_lower=np.concatenate([whole.row_lower, [0.0], form.target]),
        row_upper=np.concatenate([whole.row_upper, [0.0], np.full(scenarios, np.inf)]),
        lower=np.concatenate([whole.lower, np.full(added, -np.inf), np.zeros(scenarios)]),
        upper=np.concatenate([whole.upper, np.full(added + scenarios, np.inf)]),
        is_integer=np.concatenate([whole.is_integer, np.zeros(added + scenarios, dtype=bool)]),
        rows=np.concatenate([whole.rows, np.full(1 + scenarios, "aim", dtype=object)]),
    )


def money_rows(program: TwoStage, scenarios: int) -> sparse.csr_matrix:
    """Return the money of each scenario but c x as rows over the columns of the extensive form."""
    costs, start = first_costs(program), program.first.cost.size
    row = [np.repeat(np.arange(scenarios), start)] if costs.places.size else []
    column = [np.tile(np.arange(start), scenarios)] if costs.places.size else []
    data = [(costs.rows() - program.first.cost).ravel()] if costs.places.size else []
    for family in program.families:
        width = family.cost.base.size
        row.append(np.repeat(family.scenario, width))
        column.append(start + np.arange(width * family.blocks))
        data.append(family.cost.rows().ravel())
        start += width * family.blocks
    entries = (np.concatenate(data), (np.concatenate(row), np.concatenate(column)))
    rows = sparse.csr_matrix(entries, shape=(scenarios, start))
    rows.eliminate_zeros()
    return rows


def with_aim_by_scenario(program: TwoStage, aim: Aim) -> TwoStage:
    """Return a two-stage program that maximises an aim, whose blocks are whole scenarios.

    The level joins the first stage as its last column. A block holds all blocks of its scenario, the
    shortfall d_s as its last column and the row that defines it as its last row; no row joins two
    scenarios, so that every method for two-stage programs solves it. Its first stage without the last
    column is a first stage of the program.

    Parameters
    ----------
    program
        The program of the expected value.
    aim
        The aim.

    Raises
    ------
    MethodError
        If the program does not say what a scenario is.
    """
    probability = scenario_probability(program)
    form, costs = aim.shortfall(probability), first_costs(program)
    first = with_level(program.first, form)
    shapes: dict[tuple[tuple[int, int], ...], list[int]] = {}
    places = [blocks_by_scenario(family, probability.size) for family in program.families]
    for scenario in range(probability.size):
        shape = tuple((number, len(own[scenario])) for number, own in enumerate(places) if own[scenario])
        shapes.setdefault(shape, []).append(scenario)
    families = []
    for shape, members in shapes.items():
        parts = [
            blocks_of(program.families[number], np.array([places[number][each][turn] for each in members]))
            for number, count in shape
            for turn in range(count)
        ]
        chosen = np.array(members)
        families.append(scenario_family(parts, chosen, probability[chosen], costs, form))
    return TwoStage(first=first, families=tuple(families))


def blocks_by_scenario(family: Family, scenarios: int) -> list[list[int]]:
    """Return the numbers of the blocks of each scenario."""
    found: list[list[int]] = [[] for _ in range(scenarios)]
    for block, scenario in enumerate(family.scenario):
        found[scenario].append(block)
    return found


def with_level(first: FirstStage, form: Shortfall) -> FirstStage:
    """Return the first stage with the level as its last column; without a reward the level is 0."""
    limit = np.inf if form.reward > 0 else 0.0
    return FirstStage(
        cost=np.append(form.mean * first.cost, form.reward),
        matrix=sparse.hstack([first.matrix, sparse.csr_matrix((first.row_lower.size, 1))], format="csr"),
        row_lower=first.row_lower,
        row_upper=first.row_upper,
        lower=np.append(first.lower, -limit),
        upper=np.append(first.upper, limit),
        is_integer=np.append(first.is_integer, False),
    )


def scenario_family(
    parts: list[Family], scenarios: np.ndarray, probability: np.ndarray, costs: Varying, form: Shortfall
) -> Family:
    """Return scenarios of one shape as a family, each block with its shortfall.

    Parameters
    ----------
    parts
        Families of one block for each scenario, in the same order of scenarios.
    scenarios, probability
        Number and probability of each scenario.
    costs
        First-stage cost of every scenario of the program.
    form
        The aim.
    """
    count = scenarios.size
    # A scenario that cannot happen has no price; its probability divides nothing then.
    likely = np.where(probability > 0, probability, 1.0)
    price = Varying.of(-(form.price[scenarios] / likely)[:, None])
    none, some = Varying.same(np.zeros(1), count), Varying.same(np.array([np.inf]), count)
    target = Varying.of(form.target[scenarios][:, None])
    money = chained([each.cost for each in parts])
    return Family(
        name="",
        scenario=scenarios,
        probability=probability,
        cost=chained([scaled(money, form.mean), price]),
        row_lower=chained([*(each.row_lower for each in parts), target]),
        row_upper=chained([*(each.row_upper for each in parts), some]),
        lower=chained([*(each.lower for each in parts), none]),
        upper=chained([*(each.upper for each in parts), some]),
        technology=technology_of(parts, costs.at(scenarios, np.arange(costs.base.size)), count),
        recourse=recourse_of(parts, money, count),
        is_integer=np.concatenate([*(each.is_integer for each in parts), [False]]),
    )


def technology_of(parts: list[Family], costs: Varying, count: int) -> VaryingMatrix:
    """Return T of the joined blocks, with the row c_s x - level of the shortfall below."""
    tops = np.cumsum([0, *(each.technology.shape[0] for each in parts)])
    paid = paid_columns(costs)
    own = chained([costs.at(np.arange(count), paid), Varying.same(-np.ones(1), count)])
    return VaryingMatrix(
        np.concatenate([*(top + each.technology.row for top, each in zip(tops[:-1], parts, strict=True)),
                        np.full(paid.size + 1, tops[-1])]),
        np.concatenate([*(each.technology.column for each in parts), paid, [costs.base.size]]),
        (int(tops[-1]) + 1, costs.base.size + 1),
        chained([*(each.technology.entries for each in parts), own]),
    )  # fmt: skip


def recourse_of(parts: list[Family], money: Varying, count: int) -> VaryingMatrix:
    """Return W of the joined blocks, with the row q y + d of the shortfall below."""
    tops = np.cumsum([0, *(each.recourse.shape[0] for each in parts)])
    lefts = np.cumsum([0, *(each.recourse.shape[1] for each in parts)])
    paid = paid_columns(money)
    own = chained([money.at(np.arange(count), paid), Varying.same(np.ones(1), count)])
    row = [top + each.recourse.row for top, each in zip(tops[:-1], parts, strict=True)]
    column = [left + each.recourse.column for left, each in zip(lefts[:-1], parts, strict=True)]
    return VaryingMatrix(
        np.concatenate([*row, np.full(paid.size + 1, tops[-1])]),
        np.concatenate([*column, paid, [lefts[-1]]]),
        (int(tops[-1]) + 1, int(lefts[-1]) + 1),
        chained([*(each.recourse.entries for each in parts), own]),
    )


def paid_columns(costs: Varying) -> np.ndarray:
    """Return the columns that earn or cost something in any scenario."""
    is_paid = costs.base != 0
    is_paid[costs.places] = True
    return np.flatnonzero(is_paid)


def chained(parts: list[Varying]) -> Varying:
    """Return vectors put behind one another, block by block."""
    starts = np.cumsum([0, *(each.base.size for each in parts)])
    return Varying(
        np.concatenate([each.base for each in parts]),
        np.concatenate([start + each.places for start, each in zip(starts[:-1], parts, strict=True)]),
        np.hstack([each.values for each in parts]),
    )


def scaled(varying: Varying, factor: float) -> Varying:
    """Return vectors times a number."""
    return Varying(factor * varying.base, varying.places, factor * varying.values)
