"""Read the core and time files of a stochastic program in SMPS form.

The core file is an MPS file of one scenario, the time file says where each period begins. What is read
more loosely than the standard asks, because published files need it:

- names and numbers are parted by blanks or tabs, wherever in the line they stand; a file that makes no
  sense so is read by the fixed columns of the standard, in which names may hold blanks;
- lines of data need not be indented, and an exponent may be written with D;
- the set name of right sides, ranges and bounds may be missing, and names may stand in quotes;
- a limit of 1e20 or more is no limit; LI and UI give whole columns, and whole columns between markers
  have no upper limit but the one that is stated;
- a period may begin at a row that is free, such as the objective; PERIODS may name any or no form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

__all__ = ["Core", "Line", "SmpsError", "number_of", "read_core", "read_either_way", "read_periods"]

Line = tuple[int, bool, list[str]]
"""Number of a line, whether it begins a section, and its words."""

Found = TypeVar("Found")

UNLIMITED = 1e20
FIELDS = ((1, 3), (4, 12), (14, 22), (24, 36), (39, 47), (49, 61))
"""Columns of the six fields of a line of data, first included and last not."""
HEADS = {
    *("NAME", "ROWS", "COLUMNS", "RHS", "RANGES", "BOUNDS", "OBJSENSE", "ENDATA", "TIME", "PERIODS"),
    *("STOCH", "INDEP", "BLOCKS", "SCENARIOS", "NODES", "DISTRIB", "CHANCE", "ICC", "SIMPLE", "ROBUST"),
    *("PLINQUAD", "PENALTIES", "QUADOBJ", "QMATRIX", "SOS", "CCPENALTY", "QSECTION"),
}
ALONE = ("RHS", "RANGES", "BOUNDS")
"""Heads that are also names of sets: with more words a line of data that is not indented."""
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
    objective, right_set, range_set
        Names of the objective row, of the right side and of the ranges; empty where none is stated.
    begins
        Number of rows (without free ones) before each row, free ones included.
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
    right_set: str = ""
    range_set: str = ""
    begins: dict[str, int] = field(default_factory=dict)
    constant: float = 0.0
    factor: float = 1.0

    def row_limits(self, row: int, right: float) -> tuple[float, float]:
        """Return the limits of a row for a right side (ranges as the MPS standard has them)."""
        return self.limits(row, right, self.span[row])

    def limits(self, row: int, right: float, span: float) -> tuple[float, float]:
        """Return the limits of a row for a right side and a range."""
        sense = self.senses[row]
        if np.isnan(span):
            return (right if sense in "GE" else -np.inf, right if sense in "LE" else np.inf)
        if sense == "L":
            return right - abs(span), right
        if sense == "G":
            return right, right + abs(span)
        return (right, right + span) if span >= 0 else (right + span, right)


def read_either_way(path: Path, read: Callable[[Iterator[Line]], Found]) -> Found:
    """Return what a file says, read by its blanks or, if that makes no sense, by fixed columns.

    Raises
    ------
    SmpsError
        If it makes no sense in either way; the message is that of the reading by blanks.
    """
    try:
        text = path.read_text(encoding="latin-1")
    except OSError as error:
        raise SmpsError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        return read(lines_of(text))
    except SmpsError as error:
        try:
            return read(lines_of(text, is_fixed=True))
        except SmpsError:
            raise error from None


def lines_of(text: str, *, is_fixed: bool = False) -> Iterator[Line]:
    """Yield number, whether it begins a section, and the words of each line with content."""
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        if not words or words[0].startswith("*"):
            continue
        head = words[0].upper()
        is_head = not line[0].isspace() and head in HEADS and not (head in ALONE and len(words) > 1)
        if is_fixed and not is_head:
            expanded = line.expandtabs()
            words = [field for field in (expanded[first:last].strip() for first, last in FIELDS) if field]
        yield number, is_head, [word.strip("'\"") for word in words]


def number_of(word: str) -> float:
    """Return a number, whose exponent may be written with D as Fortran does."""
    return float(word.upper().replace("D", "E") if "d" in word.lower() else word)


def read_core(path: Path) -> Core:
    """Return the core file.

    Raises
    ------
    SmpsError
        If a section, row, column or number cannot be understood.
    """
    return read_either_way(path, lambda lines: core_of(path, lines))


def core_of(path: Path, lines: Iterator[Line]) -> Core:
    """Return what the lines of a core file say."""
    core = Core()
    section, in_integers = "", False
    for number, is_head, words in lines:
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
    if not core.columns or not core.objective:
        raise SmpsError(f"{path.name}: found no column or no objective, wanted both")
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
    if len(words) != 2:
        raise SmpsError(f"found {len(words)} words, wanted sense and name")
    sense, name = words[0].upper(), words[1]
    core.begins[name] = len(core.rows)
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
        elif not is_free(core, row):
            core.entries[core.rows[row], column] = value


def is_free(core: Core, row: str) -> bool:
    """Return whether a row is free and not the objective: what is said of it does not count."""
    return row in core.begins and row not in core.rows and row != core.objective


def pairs(words: list[str]) -> list[tuple[str, float]]:
    """Return names with their numbers."""
    return [(words[at], number_of(words[at + 1])) for at in range(0, len(words), 2)]


def add_right(core: Core, words: list[str]) -> None:
    """Add right sides; that of the objective is minus its constant."""
    name, words = (words[0], words[1:]) if len(words) % 2 else ("", words)
    core.right_set = core.right_set or name
    for row, value in pairs(words):
        if row == core.objective:
            core.constant = -value
        elif not is_free(core, row):
            number = core.rows[row]
            if name != core.right_set and core.right[number] not in (0.0, value):
                raise SmpsError(f"row {row} has a right side in {core.right_set} and another in {name}")
            core.right[number] = value


def add_range(core: Core, words: list[str]) -> None:
    """Add ranges of rows."""
    name, words = (words[0], words[1:]) if len(words) % 2 else ("", words)
    core.range_set = core.range_set or name
    for row, value in pairs(words):
        if row not in core.begins or row in core.rows:
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
    set_bound(core, kind, core.columns[words[-2]], number_of(words[-1]))


def set_bound(core: Core, kind: str, column: int, value: float) -> None:
    """Set a limit of a column."""
    if kind in ("BV", "UI", "LI"):
        core.is_integer[column] = True
    limits = (core.lower[column], core.upper[column])
    core.lower[column], core.upper[column] = new_limits(kind, limits, value)


def new_limits(kind: str, limits: tuple[float, float], value: float) -> tuple[float, float]:
    """Return the limits of a column; a negative upper limit alone takes the lower limit of zero away."""
    lower, upper = limits
    value = float(np.sign(value) * np.inf) if abs(value) >= UNLIMITED else value
    if kind in ("UP", "UI"):
        return (-np.inf if value < 0 and lower == 0 else lower), value
    if kind in ("LO", "LI"):
        return value, upper
    return {
        "BV": (0.0, 1.0),
        "FX": (value, value),
        "MI": (-np.inf, upper),
        "PL": (lower, np.inf),
        "FR": (-np.inf, np.inf),
    }[kind]


def read_periods(path: Path, core: Core) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Return the names of the periods, and the number of the period of each row and column.

    Raises
    ------
    SmpsError
        If a period begins at a row or column that the core file does not have.
    """
    return read_either_way(path, lambda lines: periods_of(path, lines, core))


def periods_of(
    path: Path, lines: Iterator[Line], core: Core
) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Return what the lines of a time file say."""
    names: list[str] = []
    row_period, column_period = np.zeros(len(core.rows), dtype=int), np.zeros(len(core.columns), dtype=int)
    section = ""
    for number, is_head, words in lines:
        if is_head:
            section = words[0].upper()
            continue
        try:
            if section == "PERIODS" and len(words) >= 3:
                names.append(words[2])
                column_period[core.columns[words[0]] :] = len(names) - 1
                row_period[core.begins[words[1]] :] = len(names) - 1
            elif section == "PERIODS":
                names.append(words[0])
            elif section == "ROWS" and words[0] in core.rows:
                row_period[core.rows[words[0]]] = names.index(words[1])
            elif section == "COLUMNS":
                column_period[core.columns[words[0]]] = names.index(words[1])
            elif section != "TIME" and words[0] not in core.begins:
                raise SmpsError(f"{path.name}, line {number}: {words[0]} in section {section}")
        except (KeyError, ValueError, IndexError) as error:
            raise SmpsError(f"{path.name}, line {number}: {error} is not in the core file") from error
    if len(names) < 2:
        raise SmpsError(f"{path.name}: found {len(names)} periods, wanted two or more")
    return tuple(names), row_period, column_period
