"""A history of yearly figures, read from a file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from plantshare.errors import LabelError, StudyError
from plantshare.naming import did_you_mean
from plantshare.tables.csv_file import read_csv

__all__ = ["read_history"]

NUMBERS = ("year", "value", "forecast", "made")


def read_history(file: Path, value: str = "value") -> pd.DataFrame:
    """Return a history as :func:`plantshare.uncertainty.calibrate` takes it.

    Parameters
    ----------
    file
        CSV file with a column ``year``, a column of values, label columns, and if there are forecasts
        ``forecast`` and ``made``.
    value
        Name of the column of values.

    Returns
    -------
    pandas.DataFrame
        Numbers in ``year``, ``value``, ``forecast`` and ``made``, words elsewhere; empty cells are missing.

    Raises
    ------
    StudyError
        If the file is no CSV.
    LabelError
        If a column is not there, or a cell that should be a number is none.
    """
    sheet, problems = read_csv(file)
    if sheet is None or problems:
        raise StudyError(problems)
    if value not in sheet.header:
        hint = did_you_mean(value, sheet.header)
        raise LabelError(
            f"{file.name} has no column '{value}'. {hint}Name the column of values with --value."
        )
    frame = pd.DataFrame(dict(zip(sheet.header, map(list, sheet.columns), strict=True)))
    frame = frame.rename(columns={value: "value"})
    for name in NUMBERS:
        if name in frame:
            frame[name] = numbers_of(file.name, name, list(frame[name]), sheet.lines)
    return frame


def numbers_of(file: str, column: str, words: list[str], lines: tuple[int, ...]) -> np.ndarray:
    """Return the numbers of a column, NaN for empty cells."""
    found = np.full(len(words), np.nan)
    for place, word in enumerate(words):
        if word:
            try:
                found[place] = float(word)
            except ValueError as fault:
                raise LabelError(
                    f"{file}, row {lines[place]}, {column}: found '{word}', wanted a number such as 1200"
                ) from fault
    return found
