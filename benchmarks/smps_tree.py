"""Read a stochastic program in SMPS form as a tree of scenarios."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from smps_files import Core, SmpsError, read_core, read_periods
from smps_stochastic import (
    CONSTANT,
    Changes,
    Outcomes,
    Place,
    Scenario,
    Stochastic,
    core_value,
    read_stochastic,
)

__all__ = ["Node", "Sample", "Tree", "mean_tree", "path_tree", "read_smps"]

MOST_NODES = 200_000


@dataclass(frozen=True, slots=True)
class Sample:
    """How many equally likely draws stand for all combinations of independent values, and the seed."""

    draws: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One state of one period.

    Parameters
    ----------
    period, parent
        Number of the period and of the node before it; the root has parent -1.
    probability
        Probability of reaching the node.
    changes
        What differs from the core file in the rows and columns of the period.
    """

    period: int
    parent: int
    probability: float
    changes: Changes


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A stochastic program: core, periods and nodes, parents before children.

    Parameters
    ----------
    core
        The core file.
    periods
        Names of the periods.
    row_period, column_period
        Period of each row and column.
    nodes
        The tree.
    """

    core: Core
    periods: tuple[str, ...]
    row_period: np.ndarray
    column_period: np.ndarray
    nodes: tuple[Node, ...] = ()

    @property
    def last(self) -> int:
        """Return the number of the last period."""
        return len(self.periods) - 1

    @property
    def leaves(self) -> list[int]:
        """Return the numbers of the nodes of the last period: one for each scenario."""
        return [number for number, node in enumerate(self.nodes) if node.period == self.last]

    @property
    def constant(self) -> float:
        """Return the expected constant of the objective."""
        own = -self.core.constant
        return -sum(
            node.probability * node.changes.get(CONSTANT, own)
            for node in self.nodes
            if node.period == self.last
        )

    def period_of(self, place: Place) -> int:
        """Return the period in which a random value is known."""
        _, row, column = place
        known = [self.row_period[row]] if row >= 0 else []
        known += [self.column_period[column]] if column >= 0 else []
        return int(max(known, default=self.last))


def read_smps(stem: Path, sample: Sample | None = None) -> Tree:
    """Return the program of the files STEM.cor, STEM.tim and STEM.sto.

    Probabilities are brought to a sum of one: files round them. A row that has columns of a later
    period, or a random value, belongs to the later one; a random cost of a column of the first period is
    put on a copy of it, as only its mean counts for the decision.

    Parameters
    ----------
    stem
        Path of the files without their ending.
    sample
        Draws instead of all combinations of independent values.

    Raises
    ------
    SmpsError
        If a file is missing or says something that is not supported, such as a continuous
        distribution.
    """
    core = read_core(file_of(stem, ("cor", "core")))
    periods, row_period, column_period = read_periods(file_of(stem, ("tim", "time")), core)
    known = read_stochastic(file_of(stem, ("sto", "stoch")), core, periods)
    if known.scenarios and (known.independent or sample):
        raise SmpsError(f"{stem.name}: scenarios with independent values or with a sample are not supported")
    tree = with_late_rows(Tree(core, periods, row_period, column_period), places_of(known))
    tree, known = with_copies(tree, known)
    nodes = scenario_nodes(tree, known) if known.scenarios else product_nodes(tree, known, sample)
    return replace(tree, nodes=tuple(nodes))


def file_of(stem: Path, endings: tuple[str, ...]) -> Path:
    """Return the file of a triple, whatever the case of its ending."""
    for ending in itertools.chain(endings, (word.upper() for word in endings)):
        path = stem.with_name(f"{stem.name}.{ending}")
        if path.exists():
            return path
    raise SmpsError(f"{stem}.{endings[0]}: there is no such file")


def all_changes(known: Stochastic) -> Iterator[Changes]:
    """Yield the changes of every outcome and scenario."""
    for outcomes in known.independent.values():
        yield from (changes for _, changes in outcomes)
    yield from (scenario.changes for scenario in known.scenarios.values())


def places_of(known: Stochastic) -> set[Place]:
    """Return everything that is random."""
    return {place for changes in all_changes(known) for place in changes}


def with_late_rows(tree: Tree, places: set[Place]) -> Tree:
    """Return the tree with each row in the latest period of its columns and no random row in the first."""
    row_period = tree.row_period.copy()
    entries = [(row, column) for kind, row, column in places if kind == "entry"]
    for row, column in itertools.chain(tree.core.entries, entries):
        row_period[row] = max(row_period[row], tree.column_period[column])
    for kind, row, column in places:
        if row >= 0:
            row_period[row] = max(row_period[row], 1)
        elif kind in ("lower", "upper") and tree.column_period[column] == 0:
            name = list(tree.core.columns)[column]
            raise SmpsError(f"the column {name} of the first period has a random limit; put it in a row")
    return replace(tree, row_period=row_period)


def with_copies(tree: Tree, known: Stochastic) -> tuple[Tree, Stochastic]:
    """Return the program with copies, in the last period, of columns of the first with random costs.

    min c x with c random is min c y with y = x.
    """
    first = sorted({p[2] for p in places_of(known) if p[0] == "cost" and tree.column_period[p[2]] == 0})
    if not first:
        return tree, known
    core = tree.core
    names = list(core.columns)
    copies: dict[Place, Place] = {}
    for column in first:
        row, copy = len(core.rows), len(core.columns)
        core.rows[f"copy of {names[column]}"], core.columns[f"copy of {names[column]}"] = row, copy
        core.senses.append("E")
        core.right.append(0.0)
        core.span.append(float("nan"))
        core.cost.append(core.cost[column])
        core.cost[column] = 0.0
        core.lower.append(-np.inf)
        core.upper.append(np.inf)
        core.is_integer.append(False)
        core.entries |= {(row, column): -1.0, (row, copy): 1.0}
        copies["cost", -1, column] = ("cost", -1, copy)
    for changes in all_changes(known):
        for place in copies.keys() & changes.keys():
            changes[copies[place]] = changes.pop(place)
    added = np.full(len(first), tree.last)
    return (
        replace(
            tree,
            row_period=np.concatenate([tree.row_period, added]),
            column_period=np.concatenate([tree.column_period, added]),
        ),
        known,
    )


def product_nodes(tree: Tree, known: Stochastic, sample: Sample | None) -> list[Node]:
    """Return the tree of independent values: every combination of each period after the one before."""
    by_period: list[list[Outcomes]] = [[] for _ in tree.periods]
    for (name, _), outcomes in known.independent.items():
        periods = {tree.period_of(place) for _, changes in outcomes for place in changes} or {tree.last}
        if len(periods) > 1:
            raise SmpsError(f"{name} has values of several periods, wanted those of one")
        by_period[periods.pop()].append(outcomes)
    if sample and tree.last > 1:
        raise SmpsError(f"a sample is for two periods, and this program has {tree.last + 1}")
    nodes = [Node(0, -1, 1.0, {})]
    front = [0]
    for period in range(1, tree.last + 1):
        parts = [scaled(outcomes) for outcomes in by_period[period]]
        states = list(drawn(parts, sample) if sample else combinations(parts))
        if len(front) * len(states) + len(nodes) > MOST_NODES:
            raise SmpsError(f"the tree has more than {MOST_NODES:,} nodes; use --sample")
        following = []
        for parent in front:
            for probability, changes in states:
                following.append(len(nodes))
                nodes.append(Node(period, parent, nodes[parent].probability * probability, changes))
        front = following
    return nodes


def scaled(outcomes: Outcomes) -> Outcomes:
    """Return outcomes with probabilities that sum to one."""
    total = sum(weight for weight, _ in outcomes)
    if total <= 0:
        raise SmpsError("the probabilities of a random value sum to 0")
    return [(weight / total, changes) for weight, changes in outcomes]


def combinations(parts: list[Outcomes]) -> Iterator[tuple[float, Changes]]:
    """Yield probability and values of every combination of independent outcomes."""
    count = float(np.prod([len(outcomes) for outcomes in parts], dtype=float))
    if count > MOST_NODES:
        raise SmpsError(f"the values of one period combine to {count:,.0f} states; use --sample")
    for chosen in itertools.product(*parts):
        yield float(np.prod([probability for probability, _ in chosen])), merged(own for _, own in chosen)


def drawn(parts: list[Outcomes], sample: Sample) -> Iterator[tuple[float, Changes]]:
    """Yield draws of independent outcomes, all equally likely."""
    generator = np.random.default_rng(sample.seed)
    chosen = [
        generator.choice(len(part), size=sample.draws, p=[weight for weight, _ in part]) for part in parts
    ]
    for draw in range(sample.draws):
        yield (
            1 / sample.draws,
            merged(part[own[draw]][1] for part, own in zip(parts, chosen, strict=True)),
        )


def merged(parts: Iterable[Changes]) -> Changes:
    """Return the changes of several parts in one."""
    changes: Changes = {}
    for own in parts:
        changes.update(own)
    return changes


def scenario_nodes(tree: Tree, known: Stochastic) -> list[Node]:
    """Return the tree of scenarios that branch from one another.

    A scenario shares the nodes of its parent up to the period in which it branches, and has the values
    of its parent where it does not say otherwise.
    """
    total = sum(scenario.weight for scenario in known.scenarios.values())
    if total <= 0:
        raise SmpsError("the probabilities of the scenarios sum to 0")
    own_nodes: dict[str, list[int]] = {}
    values: dict[str, Changes] = {"ROOT": {}}
    parts: list[tuple[int, int, Changes]] = [(0, -1, {})]
    weight = [0.0]
    for name, scenario in known.scenarios.items():
        base = "ROOT" if scenario.parent.upper() == "ROOT" else scenario.parent
        values[name] = {**values[base], **scenario.changes}
        path = [0] if base == "ROOT" else own_nodes[base][: max(scenario.period, 1)]
        check_shared(tree, name, scenario, values[base], len(path))
        while len(path) <= tree.last:
            number = len(path)
            own = {place: v for place, v in values[name].items() if tree.period_of(place) == number}
            parts.append((number, path[-1], own))
            weight.append(0.0)
            path.append(len(parts) - 1)
        own_nodes[name] = path
        for node in path:
            weight[node] += scenario.weight / total
    return [Node(number, parent, weight[at], changes) for at, (number, parent, changes) in enumerate(parts)]


def check_shared(tree: Tree, name: str, scenario: Scenario, inherited: Changes, shared: int) -> None:
    """Refuse a scenario whose values differ from those of its parent in a period that both share."""
    for place, value in scenario.changes.items():
        old = inherited.get(place, core_value(tree.core, place))
        if tree.period_of(place) < shared and value != old:
            raise SmpsError(
                f"the scenario {name} changes a value of {tree.periods[tree.period_of(place)]}, "
                f"before it branches in {tree.periods[scenario.period]}"
            )


def path_tree(tree: Tree, leaf: int) -> Tree:
    """Return the program of one scenario alone, known from the start."""
    path = [leaf]
    while tree.nodes[path[0]].parent >= 0:
        path.insert(0, tree.nodes[path[0]].parent)
    nodes = [replace(tree.nodes[at], parent=number - 1, probability=1.0) for number, at in enumerate(path)]
    return replace(tree, nodes=tuple(nodes))


def mean_tree(tree: Tree) -> Tree:
    """Return the program in which every random value takes its mean."""
    nodes = []
    for period in range(tree.last + 1):
        own = [node for node in tree.nodes if node.period == period]
        places = {place for node in own for place in node.changes}
        mean = {
            place: sum(n.probability * n.changes.get(place, core_value(tree.core, place)) for n in own)
            for place in places
        }
        nodes.append(Node(period, period - 1, 1.0, mean))
    return replace(tree, nodes=tuple(nodes))
