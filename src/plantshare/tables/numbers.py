"""Words of one column to numbers, with a hint for each word that is none."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from plantshare.dictionary import Column, load_dictionary
from plantshare.tables import limits
from plantshare.tables.cell_fault import CellFault, Wording
from plantshare.tables.header_units import shown_unit
from plantshare.tables.table import BY_YEAR
from plantshare.tables.words import is_number, number_word

__all__ = ["has_no_limit", "read_numbers"]

NO_NUMBER = {"nan", "n/a", "na", "#n/a", "null", "none", "nil", "-", "--", "?", "tbd", "unknown"}
ENDLESS = {"inf", "+inf", "infinity", "+infinity"}
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([,' \u00a0\u202f])\d{3})(?:\1\d{3})*(?:\.\d+)?", re.ASCII)
DECIMAL_COMMA = re.compile(r"[+-]?[\d.]*,\d+", re.ASCII)
SCALED = re.compile(r"([+-]?\d+(?:\.\d+)?) ?(k|m|bn|thousand|million)", re.ASCII | re.IGNORECASE)
PERCENT = re.compile(r"([+-]?\d+(?:\.\d+)?) ?%", re.ASCII)
SCALES = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9}


def read_numbers(
    column: Column, words: Sequence[str], factor: Fraction = Fraction(1)
) -> tuple[np.ndarray, list[CellFault]]:
    """Return the numbers of one column, in the dictionary's unit, and the cells that hold none.

    Empty and faulty cells are missing values. A column whose default is "no limit" accepts INF.

    Parameters
    ----------
    column
        Column of the dictionary, with its bounds.
    words
        Words of the cells, any unit the header states.
    factor
        Factor from the header's unit to the dictionary's.

    Examples
    --------
    >>> capacity = load_dictionary().column("shop_patterns.capacity")
    >>> numbers, faults = read_numbers(capacity, ["120", "", "12k"], Fraction(1000))
    >>> numbers.tolist(), faults[0].wording.fix
    ([120000.0, nan, nan], "Write 12000, or state the unit in the header, such as 'capacity [k/yr]'.")
    """
    values = np.full(len(words), np.nan)
    filled = [row for row, word in enumerate(words) if word]
    if not filled:
        return values, []
    written = list(words) if len(filled) == len(words) else [words[row] for row in filled]
    numbers = plain_numbers(written)
    faults: list[CellFault] = []
    if numbers is None:
        numbers, faults = each_number(column, written, filled)
    # Multiplying, then dividing rounds once where either is 1: 4350 mm become 4.35 m exactly.
    # Adding zero turns a negative zero into a plain one.
    values[filled] = numbers * factor.numerator / factor.denominator + 0.0
    return bounded(column, values, faults)


def plain_numbers(words: list[str]) -> np.ndarray | None:
    """Return the numbers where every word is a plain one, or none.

    Python also reads ``1_000``, ``nan`` and digits of other scripts, which files must not hold.
    """
    try:
        numbers = np.array(list(map(float, words)))
    except ValueError:
        return None
    text = "".join(words)
    is_plain = text.isascii() and "_" not in text and bool(np.isfinite(numbers).all())
    return numbers if is_plain else None


def each_number(column: Column, words: list[str], rows: list[int]) -> tuple[np.ndarray, list[CellFault]]:
    """Return the numbers of words that hold at least one that is none, looked at one by one."""
    numbers = np.full(len(words), np.nan)
    faults = []
    for position, word in enumerate(words):
        if is_number(word):
            numbers[position] = float(word)
        elif word.casefold() in ENDLESS and has_no_limit(column):
            numbers[position] = math.inf
        else:
            faults.append(CellFault(rows[position], wording_of(column, word)))
            continue
        if math.isinf(numbers[position]) and is_number(word):
            numbers[position] = np.nan
            faults.append(CellFault(rows[position], huge(column)))
    return numbers, faults


def has_no_limit(column: Column) -> bool:
    """Return whether the column may say that there is no limit.

    A by-year column may where the column that it overrides may.

    Examples
    --------
    >>> has_no_limit(load_dictionary().column("companies.capex_budget"))
    True
    """
    table = load_dictionary().tables.get(column.table.removesuffix(BY_YEAR))
    base = column if table is None else table.columns.get(column.name, column)
    return isinstance(base.default, float) and math.isinf(base.default)


def bounded(
    column: Column, values: np.ndarray, faults: list[CellFault]
) -> tuple[np.ndarray, list[CellFault]]:
    """Return the values with those out of bounds taken out, and the faults with theirs added."""
    checks = (
        (np.isfinite(values) & (np.abs(values) > limits.NUMBER), huge(column)),
        (values < lowest(column), too_low(column)),
        (values > highest(column), too_high(column)),
        (np.isfinite(values) & (values != np.floor(values)) & is_counted(column), not_whole(column)),
    )
    wrong = np.zeros(len(values), dtype=bool)
    found = list(faults)
    for check, wording in checks:
        found += [CellFault(int(row), wording) for row in np.flatnonzero(check & ~wrong)]
        wrong |= check
    return np.where(wrong, np.nan, values), sorted(found, key=lambda fault: fault.row)


def lowest(column: Column) -> float:
    """Return the low bound of a column; years count from 0."""
    if column.low is not None:
        return column.low
    return 0.0 if column.kind == "year" else -math.inf


def highest(column: Column) -> float:
    """Return the high bound of a column; years have at most four digits."""
    if column.high is not None:
        return column.high
    return limits.YEAR if column.kind == "year" and not has_no_limit(column) else math.inf


def is_counted(column: Column) -> bool:
    """Return whether the column holds whole numbers."""
    return column.kind in ("whole", "year")


def with_unit(column: Column, number: float) -> str:
    """Return a bound with the unit of the column."""
    return f"{number_word(number)} {shown_unit(column) or ''}".rstrip()


def huge(column: Column) -> Wording:
    """Return the wording for a number that is too large to be meant."""
    return Wording(
        code="number-huge",
        wanted=f"a number of at most {with_unit(column, limits.NUMBER)}",
        fix="Check the number and its unit; leave the cell empty where there is no limit.",
    )


def too_low(column: Column) -> Wording:
    """Return the wording for a number below the low bound."""
    return Wording(
        code="number-low",
        wanted=f"at least {with_unit(column, lowest(column))}",
        fix="Check the sign and the unit of the number.",
    )


def too_high(column: Column) -> Wording:
    """Return the wording for a number above the high bound."""
    return Wording(
        code="number-high",
        wanted=f"at most {with_unit(column, highest(column))}",
        fix="Check the number and its unit: a share is 0.25, not 25."
        if column.unit in ("share", "share/yr")
        else "Check the number and its unit.",
    )


def not_whole(column: Column) -> Wording:
    """Return the wording for a number with a fraction where whole ones are counted."""
    if column.kind == "year":
        return Wording(code="year-not-whole", wanted="a year, such as 2030", fix="Write the year alone.")
    return Wording(code="number-not-whole", wanted="a whole number", fix="Round the number.")


def wording_of(column: Column, word: str) -> Wording:
    """Return what to say about a word that is no number, with the number that was probably meant."""
    if word.casefold() in ENDLESS | {"-inf", "-infinity"}:
        return huge(column)
    if word.casefold() in NO_NUMBER:
        return Wording(
            code="number-nan",
            wanted="a number, or an empty cell where it is not known",
            fix="Leave the cell empty; the default of the column then stands.",
        )
    wanted = "a year, such as 2030" if column.kind == "year" else "a number"
    return Wording(code="number-unreadable", wanted=wanted, fix=hint(column, word))


def hint(column: Column, word: str) -> str:
    """Return how to write the number that was probably meant."""
    scaled, percent = SCALED.fullmatch(word), PERCENT.fullmatch(word)
    if scaled is not None:
        number = Fraction(scaled[1]) * 10 ** SCALES[scaled[2].casefold()]
        return scale_hint(column, number_word(float(number)))
    if percent is not None:
        share = number_word(float(Fraction(percent[1]) / 100))
        return f"Write {share}, or state the unit in the header: '{column.name} [%]'."
    if GROUPED.fullmatch(word) is not None:
        digits = re.sub(r"[,' \u00a0\u202f]", "", word)
        return f"Write {digits}: no mark between thousands, and a point before decimals."
    if DECIMAL_COMMA.fullmatch(word) is not None:
        return "Write a point before decimals, and no mark between thousands."
    return "Write the number alone, with a point before decimals; the unit belongs in the header."


def scale_hint(column: Column, number: str) -> str:
    """Return how to write a number such as 12k, which is ``number`` when written out."""
    if column.unit == "vehicles/yr":
        return f"Write {number}, or state the unit in the header, such as '{column.name} [k/yr]'."
    if column.unit in ("m", "m/yr"):
        return "Write it in millions of the currency, or state another unit in the header."
    return f"Write {number}; a scale belongs in the unit that the header states."
