"""Read the core and time files of a stochastic program in SMPS form.

The core file is an MPS file of one scenario, the time file says where each period begins. What is read
more loosely than the standard asks, because published files need it:

- names and numbers are parted by blanks or tabs, wherever in the line they stand;
- the set name of right sides, ranges and bounds may be missing, and names may stand in quotes;
- a limit of 1e20 or more is no limit; LI and UI give whole columns;
- the first period may begin at the objective row; PERIODS may name any or no form.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

__all__ = ["Core", "SmpsError", "lines_of", "read_core", "read_periods"]

UNLIMITED = 1e20
NO_VALUE = ("FR", "MI", "PL", "BV")
BOUND_KINDS = (*NO_VALUE, "UP", "LO", "FX", "UI", "LI")


class SmpsError(Exception):
    """A file cannot be read; the message says where and why."""


@dataclass(slots=True, eq=False)
class Core:
    """The core file: one scenario of the program, to minimise.

    Parameters
    ----------
    rows, columns
        Number of each row (without the objective) and column by name, in the order of the file.
    senses
        Sense of each row: L, G or E.
    right, span
        Right side and range of each row; no range is not a number.
    entries, cost
        Coefficients by (row, column), and objective coefficients by column.
    lower, upper, is_integer
        Limits of the columns.
    objective, right_set
        Names of the objective row and of the right side.
    constant
        Constant of the objective.
    factor
        -1 if the file says to maximise.
    """

    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    senses: list[str] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    span: list[float] = field(default_factory=list)
    entries: dict[tuple[int, int], float] = field(default_factory=dict)
    cost: list[float] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    is_integer: list[bool] = field(default_factory=list)
    objective: str = ""
    right_set: str = "RHS"
    bound_set: str = "BOUND"
    constant: float = 0.0
    factor: float = 1.0

    def row_limits(self, row: int, right: float) -> tuple[float, float]:
        """Return the limits of a row for a right side (ranges as the MPS standard has them)."""
        sense, span = self.senses[row], self.span[row]
        if np.isnan(span):
            return (right if sense in "GE" else -np.inf, right if sense in "LE" else np.inf)
        if sense == "L":
            return right - abs(span), right
        if sense == "G":
            return right, right + abs(span)
        return (right, right + span) if span >= 0 else (right + span, right)


def lines_of(path: Path) -> Iterator[tuple[int, bool, list[str]]]:
    """Yield number, whether it begins a section, and the words of each line with content."""
    try:
        text = path.read_text(encoding="latin-1")
    except OSError as error:
        raise SmpsError(f"{path}: cannot be read ({error.strerror})") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("*"):
            words = [word.strip("'\"") for word in line.split()]
            yield number, not line[0].isspace(), words


def read_core(path: Path) -> Core:
    """Return the core file.

    Raises
    ------
    SmpsError
        If a section, row, column or number cannot be understood.
    """
    core = Core()
    section, in_integers = "", False
    for number, is_head, words in lines_of(path):
        try:
            if is_head:
                section = words[0].upper()
                if section == "ENDATA":
                    break
                if section == "OBJSENSE" and len(words) > 1:
                    core.factor = sense_factor(words[1])
            elif section == "COLUMNS" and "MARKER" in words:
                in_integers = "INTORG" in words
            else:
                read_line(core, section, words, is_integer=in_integers)
        except (KeyError, ValueError, IndexError, SmpsError) as error:
            raise SmpsError(f"{path.name}, line {number}: {' '.join(words)!r}: {error}") from error
    return core


def read_line(core: Core, section: str, words: list[str], *, is_integer: bool) -> None:
    """Add what a line of a section says."""
    if section == "ROWS":
        add_row(core, words)
    elif section == "COLUMNS":
        add_column(core, words, is_integer)
    elif section == "RHS":
        add_right(core, words)
    elif section == "RANGES":
        add_range(core, words)
    elif section == "BOUNDS":
        add_bound(core, words)
    elif section == "OBJSENSE":
        core.factor = sense_factor(words[0])
    elif section != "NAME":
        raise SmpsError(f"section {section} is not known")


def sense_factor(word: str) -> float:
    """Return -1 for maximise, 1 for minimise."""
    return -1.0 if word.upper().startswith("MAX") else 1.0


def add_row(core: Core, words: list[str]) -> None:
    """Add a row; the first free row is the objective and others are dropped."""
    sense, name = words[0].upper(), words[1]
    if sense == "N":
        core.objective = core.objective or name
        return
    if sense not in ("L", "G", "E"):
        raise SmpsError(f"found the sense {sense}, wanted N, L, G or E")
    core.rows[name] = len(core.rows)
    core.senses.append(sense)
    core.right.append(0.0)
    core.span.append(float("nan"))


def add_column(core: Core, words: list[str], is_integer: bool) -> None:
    """Add coefficients of a column."""
    name = words[0]
    if name not in core.columns:
        core.columns[name] = len(core.columns)
        core.cost.append(0.0)
        core.lower.append(0.0)
        core.upper.append(np.inf)
        core.is_integer.append(is_integer)
    column = core.columns[name]
    for row, value in pairs(words[1:]):
        if row == core.objective:
            core.cost[column] = value
        elif row in core.rows:
            core.entries[core.rows[row], column] = value


def pairs(words: list[str]) -> list[tuple[str, float]]:
    """Return names with their numbers."""
    return [(words[at], float(words[at + 1])) for at in range(0, len(words), 2)]


def add_right(core: Core, words: list[str]) -> None:
    """Add right sides; that of the objective is minus its constant."""
    if len(words) % 2:
        core.right_set = words[0]
        words = words[1:]
    for row, value in pairs(words):
        if row == core.objective:
            core.constant = -value
        elif row in core.rows:
            core.right[core.rows[row]] = value


def add_range(core: Core, words: list[str]) -> None:
    """Add ranges of rows."""
    for row, value in pairs(words[1:] if len(words) % 2 else words):
        core.span[core.rows[row]] = value


def add_bound(core: Core, words: list[str]) -> None:
    """Add a limit of a column."""
    kind = words[0].upper()
    if kind not in BOUND_KINDS:
        raise SmpsError(f"the kind of limit {kind} is not known")
    if kind in NO_VALUE:
        name = words[2] if len(words) > 2 and words[2] in core.columns else words[1]
        set_bound(core, kind, core.columns[name], 0.0)
        return
    if len(words) > 3:
        core.bound_set = words[1]
    set_bound(core, kind, core.columns[words[-2]], float(words[-1]))


def set_bound(core: Core, kind: str, column: int, value: float) -> None:
    """Set a limit of a column; a negative upper limit alone takes the lower limit of zero away."""
    value = float(np.sign(value) * np.inf) if abs(value) >= UNLIMITED else value
    if kind in ("BV", "UI", "LI"):
        core.is_integer[column] = True
    if kind == "BV":
        core.lower[column], core.upper[column] = 0.0, 1.0
    elif kind in ("UP", "UI"):
        if value < 0 and core.lower[column] == 0:
            core.lower[column] = -np.inf
        core.upper[column] = value
    elif kind in ("LO", "LI"):
        core.lower[column] = value
    elif kind == "FX":
        core.lower[column] = core.upper[column] = value
    elif kind in ("FR", "MI"):
        core.lower[column] = -np.inf
    if kind in ("FR", "PL"):
        core.upper[column] = np.inf


def read_periods(path: Path, core: Core) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Return the names of the periods, and the number of the period of each row and column.

    Raises
    ------
    SmpsError
        If a period begins at a row or column that the core file does not have.
    """
    names: list[str] = []
    row_period, column_period = np.zeros(len(core.rows), dtype=int), np.zeros(len(core.columns), dtype=int)
    section = ""
    for number, is_head, words in lines_of(path):
        if is_head:
            section = words[0].upper()
            continue
        try:
            if section == "PERIODS" and len(words) >= 3:
                names.append(words[2])
                column_period[core.columns[words[0]] :] = len(names) - 1
                if words[1] != core.objective:
                    row_period[core.rows[words[1]] :] = len(names) - 1
            elif section == "PERIODS":
                names.append(words[0])
            elif section == "ROWS" and words[0] != core.objective:
                row_period[core.rows[words[0]]] = names.index(words[1])
            elif section == "COLUMNS":
                column_period[core.columns[words[0]]] = names.index(words[1])
        except (KeyError, ValueError) as error:
            raise SmpsError(f"{path.name}, line {number}: {error} is not in the core file") from error
    if len(names) < 2:
        raise SmpsError(f"{path.name}: found {len(names)} periods, wanted two or more")
    return tuple(names), row_period, column_period
