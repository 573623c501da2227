"""Read the stochastic file of a program in SMPS form as a tree of scenarios."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from smps_files import BOUND_KINDS, Core, SmpsError, lines_of, read_core, read_periods

__all__ = ["Node", "Place", "Tree", "read_smps"]

MOST_NODES = 200_000

Place = tuple[str, int, int]
"""What is random: ("entry", row, column), ("cost", -1, column), ("right", row, -1), ("UP", -1, column)."""

Outcomes = list[tuple[float, dict[Place, float]]]


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
    changes: dict[Place, float]


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
    nodes: tuple[Node, ...]

    def period_of(self, place: Place) -> int:
        """Return the period in which a random value is known."""
        _, row, column = place
        known = [self.row_period[row]] if row >= 0 else []
        return int(max(known + ([self.column_period[column]] if column >= 0 else [])))


@dataclass(slots=True, eq=False)
class Stochastic:
    """What the stochastic file says so far."""

    independent: dict[str, Outcomes] = field(default_factory=dict)
    scenarios: dict[str, tuple[str, float, int, dict[Place, float]]] = field(default_factory=dict)


def read_smps(stem: Path) -> Tree:
    """Return the program of the files STEM.cor, STEM.tim and STEM.sto.

    Probabilities are brought to a sum of one: files round them.

    Raises
    ------
    SmpsError
        If a file is missing or says something that is not supported, such as a continuous
        distribution.
    """
    core = read_core(file_of(stem, ("cor", "core")))
    periods, row_period, column_period = read_periods(file_of(stem, ("tim", "time")), core)
    tree = Tree(core, periods, row_period, column_period, ())
    known = read_stochastic(file_of(stem, ("sto", "stoch")), tree)
    if known.scenarios and known.independent:
        raise SmpsError(f"{stem.name}: scenarios and independent values in one file are not supported")
    nodes = scenario_nodes(tree, known) if known.scenarios else product_nodes(tree, known)
    return Tree(core, periods, row_period, column_period, tuple(nodes))


def file_of(stem: Path, endings: tuple[str, ...]) -> Path:
    """Return the file of a triple, whatever the case of its ending."""
    for ending in itertools.chain(endings, (word.upper() for word in endings)):
        path = stem.with_name(f"{stem.name}.{ending}")
        if path.exists():
            return path
    raise SmpsError(f"{stem}.{endings[0]}: there is no such file")


def read_stochastic(path: Path, tree: Tree) -> Stochastic:
    """Return the random values and the scenarios of a stochastic file."""
    known = Stochastic()
    section, how, current = "", "REPLACE", ""
    for number, is_head, words in lines_of(path):
        try:
            if is_head:
                section, how = words[0].upper(), head_of(words)
                if section == "ENDATA":
                    break
            elif section == "INDEP":
                add_independent(known, tree, words, how)
            elif section == "BLOCKS" and words[0].upper() == "BL":
                known.independent.setdefault(words[1], []).append((float(words[-1]), {}))
                current = words[1]
                outcomes = known.independent[current]
                # An outcome lists what differs from the first outcome of its block.
                outcomes[-1][1].update(outcomes[0][1])
            elif section == "BLOCKS":
                known.independent[current][-1][1].update(changes_in(tree, words, how))
            elif section == "SCENARIOS" and words[0].upper() == "SC":
                current = words[1]
                period = tree.periods.index(words[4])
                known.scenarios[current] = (words[2], float(words[3]), period, {})
            elif section == "SCENARIOS":
                known.scenarios[current][3].update(changes_in(tree, words, how))
        except (KeyError, ValueError, IndexError, SmpsError) as error:
            raise SmpsError(f"{path.name}, line {number}: {' '.join(words)!r}: {error}") from error
    return known


def head_of(words: list[str]) -> str:
    """Return how values of a section combine with the core file: REPLACE, ADD or MULTIPLY."""
    how = "REPLACE"
    for word in (word.upper() for word in words[1:]):
        if words[0].upper() not in ("INDEP", "BLOCKS", "SCENARIOS"):
            return how
        if word in ("REPLACE", "ADD", "MULTIPLY"):
            how = word
        elif word != "DISCRETE":
            raise SmpsError(f"found the distribution {word}, wanted DISCRETE")
    return how


def add_independent(known: Stochastic, tree: Tree, words: list[str], how: str) -> None:
    """Add one outcome of an independent value: names, value, perhaps a period, probability."""
    count = 3 if words[0].upper() in BOUND_KINDS and words[0] not in tree.core.columns else 2
    ((place, value),) = changes_in(tree, words[: count + 1], how).items()
    known.independent.setdefault(str(place), []).append((float(words[-1]), {place: value}))


def changes_in(tree: Tree, words: list[str], how: str) -> dict[Place, float]:
    """Return the random values of a line, combined with the core file."""
    core = tree.core
    if words[0].upper() in BOUND_KINDS and words[0] not in core.columns:
        place: Place = (words[0].upper(), -1, core.columns[words[-2]])
        limit = core.upper if place[0] in ("UP", "UI", "FX") else core.lower
        return {place: combined(limit[place[2]], float(words[-1]), how)}
    found = {}
    for row, text in zip(words[1::2], words[2::2], strict=True):
        place = place_of(core, words[0], row)
        found[place] = combined(core_value(core, place), float(text), how)
    return found


def place_of(core: Core, column: str, row: str) -> Place:
    """Return what a pair of names stands for; a first name that is no column is a right side."""
    if column not in core.columns:
        if column != core.right_set and column.upper()[:3] not in ("RHS", "RIG"):
            raise SmpsError(f"{column} is neither a column nor the right side")
        return ("right", core.rows[row], -1)
    if row == core.objective:
        return ("cost", -1, core.columns[column])
    return ("entry", core.rows[row], core.columns[column])


def core_value(core: Core, place: Place) -> float:
    """Return what the core file says of a place."""
    kind, row, column = place
    if kind == "right":
        return core.right[row]
    return core.cost[column] if kind == "cost" else core.entries.get((row, column), 0.0)


def combined(old: float, new: float, how: str) -> float:
    """Return the value that replaces, is added to, or multiplies that of the core file."""
    return {"REPLACE": new, "ADD": old + new, "MULTIPLY": old * new}[how]


def product_nodes(tree: Tree, known: Stochastic) -> list[Node]:
    """Return the tree of independent values: every combination of each period after the one before."""
    last = len(tree.periods) - 1
    by_period: list[list[Outcomes]] = [[] for _ in range(last + 1)]
    for outcomes in known.independent.values():
        places = {place for _, changes in outcomes for place in changes}
        by_period[max(tree.period_of(place) for place in places)].append(outcomes)
    nodes = [Node(0, -1, 1.0, {})]
    front = [0]
    for period in range(1, last + 1):
        states = list(combinations(by_period[period]))
        if len(front) * len(states) + len(nodes) > MOST_NODES:
            raise SmpsError(f"the tree has more than {MOST_NODES:,} nodes; sample it first")
        following = []
        for parent in front:
            for probability, changes in states:
                following.append(len(nodes))
                nodes.append(Node(period, parent, nodes[parent].probability * probability, changes))
        front = following
    return nodes


def combinations(parts: list[Outcomes]) -> Iterator[tuple[float, dict[Place, float]]]:
    """Yield probability and values of every combination of independent outcomes."""
    scaled = []
    for outcomes in parts:
        total = sum(probability for probability, _ in outcomes)
        scaled.append([(probability / total, changes) for probability, changes in outcomes])
    count = int(np.prod([len(outcomes) for outcomes in scaled], dtype=float))
    if count > MOST_NODES:
        raise SmpsError(f"the values of one period combine to {count:,} states; sample them first")
    for chosen in itertools.product(*scaled):
        changes: dict[Place, float] = {}
        for _, own in chosen:
            changes.update(own)
        yield float(np.prod([probability for probability, _ in chosen])), changes


def scenario_nodes(tree: Tree, known: Stochastic) -> list[Node]:
    """Return the tree of scenarios that branch from one another.

    A scenario shares the nodes of its parent up to the period in which it branches, and has the values
    of its parent where it does not say otherwise.
    """
    last = len(tree.periods) - 1
    total = sum(probability for _, probability, _, _ in known.scenarios.values())
    own_nodes: dict[str, list[int]] = {}
    values: dict[str, dict[Place, float]] = {"ROOT": {}}
    parts: list[tuple[int, int, dict[Place, float]]] = [(0, -1, {})]
    weight = [0.0]
    for name, (parent, probability, period, changes) in known.scenarios.items():
        base = "ROOT" if parent.upper() == "ROOT" else parent
        values[name] = {**values[base], **changes}
        path = [0] if base == "ROOT" else own_nodes[base][:period]
        while len(path) <= last:
            number = len(path)
            own = {place: v for place, v in values[name].items() if tree.period_of(place) == number}
            parts.append((number, path[-1], own))
            weight.append(0.0)
            path.append(len(parts) - 1)
        own_nodes[name] = path
        for node in path:
            weight[node] += probability / total
    return [Node(number, parent, weight[at], changes) for at, (number, parent, changes) in enumerate(parts)]
