"""Words of one column to values: flags, dates, choices, lists and plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd

from plantshare.dictionary import Column
from plantshare.naming import did_you_mean
from plantshare.tables import limits
from plantshare.tables.cell_fault import CellFault, Wording
from plantshare.tables.numbers import read_numbers
from plantshare.tables.words import has_control, is_number, runs_on_opening

__all__ = ["read_cells"]

FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
SUSPECT = re.compile(r"^[=+@\-]", re.MULTILINE)

CONTROL = Wording(
    code="control-character",
    wanted="letters, digits and signs that can be seen",
    fix="Type the cell again; it holds a character that cannot be seen or stored.",
)
FORMULA = Wording(
    code="formula",
    wanted="a value that a spreadsheet does not run when the file is opened",
    fix="Put the value itself into the cell, or start the text with another character.",
)
NOT_A_FLAG = Wording(
    code="flag-unknown", wanted="true or false", fix="Write true or false; yes, no, 1 and 0 will do too."
)
NOT_A_DATE = Wording(
    code="date-unreadable",
    wanted="a date as YYYY-MM-DD, YYYY-MM or YYYY",
    fix="Write the year first, with four digits, then month and day with two digits each.",
)
SEPARATOR = Wording(
    code="label-separator",
    wanted="a name without semicolon",
    fix="Take the semicolon out of the name: lists part their names with it.",
)


def read_cells(
    column: Column, words: Sequence[str], factor: Fraction = Fraction(1)
) -> tuple[pd.Series, list[CellFault]]:
    """Return the values of one column and the cells that could not be read.

    Empty and unreadable cells are missing values. Numbers are multiplied by ``factor``.

    Examples
    --------
    >>> from plantshare.dictionary import load_dictionary
    >>> column = load_dictionary().column("demand.must_serve")
    >>> values, faults = read_cells(column, ["yes", "", "perhaps"])
    >>> values.tolist(), faults[0].row, faults[0].wording.code
    ([True, nan, nan], 2, 'flag-unknown')
    """
    refused = refused_words(words, numeric=column.is_number)
    gone = {fault.row for fault in refused}
    kept = ["" if row in gone else word for row, word in enumerate(words)] if gone else words
    if column.is_number:
        numbers, faults = read_numbers(column, kept, factor)
        values = pd.Series(numbers, dtype=float)
    else:
        cells, faults = read_words(kept, reader_of(column))
        values = pd.Series(cells, dtype=object)
    return values, sorted([*refused, *faults], key=lambda fault: fault.row)


def refused_words(words: Sequence[str], *, numeric: bool) -> list[CellFault]:
    """Return the cells that are refused whatever the column holds, looking closely only if need be."""
    whole = "\n".join(words)
    is_clean = (
        not has_control(whole)
        and SUSPECT.search(whole) is None
        and max(map(len, words), default=0) <= limits.CELL_CHARACTERS
    )
    if is_clean:
        return []
    refusals = ((row, refusal(word, numeric=numeric)) for row, word in enumerate(words))
    return [CellFault(row, wording) for row, wording in refusals if wording is not None]


def refusal(word: str, *, numeric: bool = False) -> Wording | None:
    """Return why a word is refused whatever the column holds, or none."""
    if len(word) > limits.CELL_CHARACTERS and not is_number(word):
        return Wording(
            code="cell-too-long",
            wanted=f"at most {limits.CELL_CHARACTERS} characters",
            fix="Shorten the text.",
        )
    if has_control(word):
        return CONTROL
    # "+12k" in a column of numbers is a number badly written; elsewhere it would run.
    runs = word[:1] in ("=", "@") if numeric else runs_on_opening(word)
    return FORMULA if runs else None


def read_words(words: Sequence[str], read: Callable[[str], object]) -> tuple[list[object], list[CellFault]]:
    """Return the value of each word and a fault for each that has none; equal words are read once."""
    if read is str:
        return [word or np.nan for word in words], []
    known = {word: read(word) for word in set(words) if word}
    known[""] = np.nan
    cells: list[object] = []
    faults = []
    for row, word in enumerate(words):
        value = known[word]
        if isinstance(value, Wording):
            faults.append(CellFault(row, value))
            value = np.nan
        cells.append(value)
    return cells, faults


def reader_of(column: Column) -> Callable[[str], object]:
    """Return the function that reads one word of a column, to a value or to a wording."""
    if column.kind == "flag":
        return lambda word: FLAGS.get(word.casefold(), NOT_A_FLAG)
    if column.kind == "date":
        return read_date
    if column.kind == "choice":
        return lambda word: word if word in column.choices else not_a_choice(column, word)
    if column.kind in ("list", "links"):
        return lambda word: read_list(column, word)
    if column.kind == "label":
        return lambda word: SEPARATOR if ";" in word else word
    return str


def read_date(word: str) -> str | Wording:
    """Return the date as it is written, if there is such a day.

    Examples
    --------
    >>> read_date("2026-02"), read_date("2026-02-30") == NOT_A_DATE
    ('2026-02', True)
    """
    found = DATE.fullmatch(word)
    if found is None:
        return NOT_A_DATE
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return NOT_A_DATE
    return word


def read_list(column: Column, word: str) -> tuple[str, ...] | Wording:
    """Return the words of a list, or what is wrong with the first that is not a choice."""
    parts = tuple(part.strip() for part in word.split(";") if part.strip())
    if column.choices:
        for part in parts:
            if part not in column.choices:
                return not_a_choice(column, part)
    return parts


def not_a_choice(column: Column, word: str) -> Wording:
    """Return what to say about a word that is not among the choices of a column."""
    choices = [choice for choice in column.choices if choice]
    return Wording(
        code="choice-unknown",
        wanted=f"{'each word to be ' if column.kind == 'list' else ''}one of {', '.join(choices)}",
        fix=f"{did_you_mean(word, choices)}Write one of the choices as they are spelled.",
    )
