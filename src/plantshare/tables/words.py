"""How values are written as words in files, and which words are refused."""

from __future__ import annotations

import math
import re

from plantshare.dictionary import Column

__all__ = ["cell_word", "has_control", "is_number", "number_word", "plain_ends", "runs_on_opening"]

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# A leading minus starts a formula too, but notes often start with a dash: only one that calls
# something or refers to another sheet or program is refused.
FORMULA = re.compile(r"[=+@\t\r]|-[^ ]*[(!|]")


def plain_ends(text: str) -> str:
    r"""Return the text with one plain mark at the end of each line.

    Examples
    --------
    >>> plain_ends("two\r\nlines\r")
    'two\nlines\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def has_control(text: str) -> bool:
    r"""Return whether the text holds characters that no file format carries safely.

    Examples
    --------
    >>> has_control("two\nlines"), has_control("bell\x07")
    (False, True)
    """
    return CONTROL.search(text) is not None


def runs_on_opening(word: str) -> bool:
    """Return whether a spreadsheet would run the word as a formula.

    Examples
    --------
    >>> [runs_on_opening(word) for word in ("=A1", "@SUM(A1)", "+44", "- a note", "-2+cmd|x")]
    [True, True, True, False, True]
    """
    return FORMULA.match(word) is not None


def is_number(word: str) -> bool:
    """Return whether the word is a number as files hold it: digits, a point, an exponent.

    Examples
    --------
    >>> [is_number(word) for word in ("+5", "1e-3", "1,234", "1_000", "nan")]
    [True, True, False, False, False]
    """
    return NUMBER.fullmatch(word) is not None


def number_word(value: float) -> str:
    """Return the shortest word that reads back as the same number; infinity is ``INF``.

    Examples
    --------
    >>> [number_word(value) for value in (120.0, 0.1, -3.0, 1e22, math.inf, math.nan, -0.0)]
    ['120', '0.1', '-3', '1e+22', 'INF', '', '0']
    """
    if math.isnan(value):
        return ""
    if math.isinf(value):
        return "INF" if value > 0 else "-INF"
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(float(value))


def cell_word(column: Column, value: object) -> str:
    """Return a value of a table as it is written in a file.

    A list without words is written as one semicolon, as an empty cell would take the default.

    Examples
    --------
    >>> from plantshare.dictionary import load_dictionary
    >>> markets = load_dictionary().tables["markets"]
    >>> cell_word(markets.columns["countries"], ("GB", "IE"))
    'GB;IE'
    """
    if column.is_number and isinstance(value, int | float):
        return number_word(float(value))
    if column.kind == "flag" and isinstance(value, int | float):
        return "" if math.isnan(value) else ("true" if value else "false")
    if isinstance(value, tuple):
        return ";".join(value) or ";"
    return str(value)
