"""Read the stochastic file of a program in SMPS form: what is random, and its outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from smps_files import BOUND_KINDS, Core, Line, SmpsError, new_limits, number_of, read_either_way

__all__ = [
    "CONSTANT",
    "Changes",
    "Outcomes",
    "Place",
    "Scenario",
    "Stochastic",
    "core_value",
    "read_stochastic",
]

Place = tuple[str, int, int]
"""What is random: ("entry", row, column), ("cost", -1, column), ("right", row, -1), ("span", row, -1),
("lower" or "upper", -1, column), or CONSTANT."""

CONSTANT: Place = ("constant", -1, -1)

Changes = dict[Place, float]
"""Values that replace those of the core file."""

Outcomes = list[tuple[float, Changes]]
"""Outcomes of what varies together, each with its weight."""

WAYS = ("REPLACE", "ADD", "MULTIPLY")
SECTIONS = {"INDEP": "INDEP", "BLOCK": "BLOCKS", "BLOCKS": "BLOCKS"} | dict.fromkeys(
    ("SCEN", "SCENARIO", "SCENARIOS"), "SCENARIOS"
)


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """One scenario of a stochastic file.

    Parameters
    ----------
    parent
        Name of the scenario from which it branches, or ROOT.
    weight
        Its probability before all are brought to a sum of one.
    period
        Number of the period in which it branches.
    changes
        Values that differ from those of its parent.
    """

    parent: str
    weight: float
    period: int
    changes: Changes


@dataclass(slots=True, eq=False)
class Stochastic:
    """What the stochastic file says so far.

    Parameters
    ----------
    independent
        Outcomes of each independent value or block, by its name and its period.
    scenarios
        Scenarios by name.
    """

    independent: dict[tuple[str, str], Outcomes] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Reading:
    """Where the reading of a file stands: section, way of combining, and the changes being filled."""

    core: Core
    periods: tuple[str, ...]
    known: Stochastic
    section: str = ""
    how: str = "REPLACE"
    current: Changes | None = None


def read_stochastic(path: Path, core: Core, periods: tuple[str, ...]) -> Stochastic:
    """Return the random values and the scenarios of a stochastic file.

    Raises
    ------
    SmpsError
        If a line names what the core file does not have, or says what is not supported, such as a
        continuous distribution.
    """
    return read_either_way(path, lambda lines: stochastic_of(path, lines, core, periods))


def stochastic_of(path: Path, lines: Iterator[Line], core: Core, periods: tuple[str, ...]) -> Stochastic:
    """Return what the lines of a stochastic file say."""
    reading = Reading(core, periods, Stochastic())
    for number, is_head, words in lines:
        try:
            if is_head:
                if words[0].upper() == "ENDATA":
                    break
                begin_section(reading, words)
            elif reading.section == "INDEP":
                add_independent(reading, words)
            elif reading.section == "BLOCKS" and words[0].upper() == "BL":
                begin_block(reading, words)
            elif reading.section == "SCENARIOS" and words[0].upper() == "SC":
                begin_scenario(reading, words)
            elif reading.current is None:
                raise SmpsError("found values, wanted a section, a block or a scenario first")
            else:
                reading.current.update(changes_in(core, words, reading.how))
        except (KeyError, ValueError, IndexError, SmpsError) as error:
            raise SmpsError(f"{path.name}, line {number}: {' '.join(words)!r}: {error}") from error
    if not reading.known.independent and not reading.known.scenarios:
        raise SmpsError(f"{path.name}: found nothing random, wanted INDEP, BLOCKS or SCENARIOS")
    return reading.known


def begin_section(reading: Reading, words: list[str]) -> None:
    """Begin a section; its head says how values combine with the core file."""
    head = words[0].upper()
    reading.current = None
    if head == "STOCH":
        return
    if head not in SECTIONS:
        raise SmpsError(f"the section {head} is not supported")
    reading.section, reading.how = SECTIONS[head], "REPLACE"
    for word in words[1:]:
        if word.upper() in WAYS:
            reading.how = word.upper()
        elif word.upper() != "DISCRETE" and word not in reading.periods:
            raise SmpsError(f"found the distribution {word}, wanted DISCRETE")


def add_independent(reading: Reading, words: list[str]) -> None:
    """Add one outcome of an independent value: names, value, perhaps a period, probability."""
    count = 2
    if is_bound(reading.core, words):
        count = 2 if words[1] in reading.core.columns else 3
    changes = changes_in(reading.core, words[: count + 1], reading.how)
    if changes:
        key = (str(min(changes, key=lambda place: place[0] == "lower")), "")
        reading.known.independent.setdefault(key, []).append((weight_of(words[-1]), changes))


def begin_block(reading: Reading, words: list[str]) -> None:
    """Begin an outcome of a block: name, perhaps a period, probability.

    An outcome lists what differs from the first outcome of its block.
    """
    key = (f"block {words[1]}", words[2] if len(words) > 3 else "")
    outcomes = reading.known.independent.setdefault(key, [])
    reading.current = dict(outcomes[0][1]) if outcomes else {}
    outcomes.append((weight_of(words[-1]), reading.current))


def begin_scenario(reading: Reading, words: list[str]) -> None:
    """Begin a scenario: name, parent, probability, and perhaps the period in which it branches."""
    name, parent = words[1], words[2]
    if name in reading.known.scenarios:
        raise SmpsError(f"the scenario {name} occurs twice")
    if parent.upper() != "ROOT" and parent not in reading.known.scenarios:
        raise SmpsError(f"the scenario {parent} has not occurred before")
    period = reading.periods.index(words[4]) if len(words) > 4 else 1
    reading.current = {}
    scenario = Scenario(parent, weight_of(words[3]), period, reading.current)
    reading.known.scenarios[name] = scenario


def weight_of(word: str) -> float:
    """Return a probability, which is not negative."""
    weight = number_of(word)
    if not 0 <= weight < float("inf"):
        raise SmpsError(f"found the probability {word}, wanted 0 or more")
    return weight


def is_bound(core: Core, words: list[str]) -> bool:
    """Return whether a line begins with a kind of limit, which no column has for a name."""
    return words[0].upper() in BOUND_KINDS and words[0] not in core.columns


def changes_in(core: Core, words: list[str], how: str) -> Changes:
    """Return the random values of a line, combined with the core file."""
    if is_bound(core, words):
        return bound_changes(core, words[0].upper(), core.columns[words[-2]], number_of(words[-1]), how)
    found = {}
    for row, text in zip(words[1::2], words[2::2], strict=True):
        place = place_of(core, words[0], row)
        if place is not None:
            found[place] = combined(core_value(core, place), number_of(text), how)
    return found


def bound_changes(core: Core, kind: str, column: int, value: float, how: str) -> Changes:
    """Return the limits that a column has once one of them is random."""
    limits = (core.lower[column], core.upper[column])
    is_lower = kind in ("LO", "LI")
    lower, upper = new_limits(kind, limits, combined(limits[0 if is_lower else 1], value, how))
    found: Changes = {} if is_lower else {("upper", -1, column): upper}
    if is_lower or lower != limits[0]:
        found["lower", -1, column] = lower
    return found


def place_of(core: Core, column: str, row: str) -> Place | None:
    """Return what a pair of names stands for, or none if the row is free and does not count."""
    is_right = column not in core.columns
    if is_right and column == core.range_set and column != core.right_set:
        return ("span", core.rows[row], -1)
    if is_right and core.right_set and column != core.right_set and column.upper()[:3] not in ("RHS", "RIG"):
        raise SmpsError(f"{column} is neither a column nor the right side")
    if row == core.objective:
        return CONSTANT if is_right else ("cost", -1, core.columns[column])
    if row in core.begins and row not in core.rows:
        return None
    return ("right", core.rows[row], -1) if is_right else ("entry", core.rows[row], core.columns[column])


def core_value(core: Core, place: Place) -> float:
    """Return what the core file says of a place; of the constant, its right side."""
    kind, row, column = place
    if kind == "entry":
        return core.entries.get((row, column), 0.0)
    if kind == "constant":
        return -core.constant
    values = {"right": core.right, "span": core.span, "cost": core.cost, "lower": core.lower}
    return values.get(kind, core.upper)[max(row, column)]


def combined(old: float, new: float, how: str) -> float:
    """Return the value that replaces, is added to, or multiplies that of the core file."""
    return {"REPLACE": new, "ADD": old + new, "MULTIPLY": old * new}[how]
