"""Known names: the one that a user meant, and how a word is quoted in a message."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from itertools import islice

from plantshare.errors import LabelError

__all__ = ["did_you_mean", "known_name", "nearest_name", "quoted", "seen"]

SHOWN = 60
LISTED = 8
MANY = 2_000


def nearest_name(word: str, names: Iterable[str]) -> str | None:
    """Return the known name that looks most like ``word``, or none.

    Examples
    --------
    >>> nearest_name("Leipzg", ["Leipzig", "Graz"])
    'Leipzig'
    >>> nearest_name("LEIPZIG ", ["Leipzig", "Graz"])
    'Leipzig'
    >>> nearest_name("Wuhu", ["Leipzig", "Graz"]) is None
    True
    """
    start = word[:SHOWN].strip().casefold()
    known = {name.casefold(): name for name in names}
    # Comparing is slow: among very many names only those with the same first letter are tried.
    if len(known) > MANY:
        alike = (name for name in known if name[:1] == start[:1])
        known = {name: known[name] for name in islice(alike, MANY)}
    close = difflib.get_close_matches(start, known, n=1)
    return known[close[0]] if close else None


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """Return the question that names the nearest known name, with a space after it, or nothing.

    Examples
    --------
    >>> did_you_mean("Leipzg", ["Leipzig", "Graz"])
    "Did you mean 'Leipzig'? "
    """
    name = nearest_name(word, names)
    return "" if name is None else f"Did you mean '{name}'? "


def seen(word: str, longest: int = SHOWN) -> str:
    r"""Return the word cut where it is long, with characters that cannot be seen spelled out.

    Examples
    --------
    >>> seen("a\x00b"), seen("abc", longest=2)
    ('a\\x00b', 'ab…')
    """
    marks = word[:longest]
    if not marks.isprintable():
        marks = "".join(
            mark if mark.isprintable() else mark.encode("unicode_escape").decode() for mark in marks
        )
    return marks + ("…" if len(word) > longest else "")


def quoted(word: str) -> str:
    """Return the word in quotation marks, as it can be seen.

    Examples
    --------
    >>> quoted("Graz")
    "'Graz'"
    """
    return f"'{seen(word)}'"


def known_name(kind: str, word: str, names: Collection[str]) -> str:
    """Return the name that a word stands for: the same word, or the only one that differs in case.

    Raises
    ------
    LabelError
        If no name is meant; the message offers the nearest one.

    Examples
    --------
    >>> known_name("plant", "graz", ["Graz", "Leipzig"])
    'Graz'
    """
    if word in names:
        return word
    same = [name for name in names if name.casefold() == word.casefold()]
    if len(same) == 1:
        return same[0]
    question = did_you_mean(word, names)
    if question:
        raise LabelError(f"no {kind} '{word}'. {question.rstrip()}")
    listed = ", ".join(list(names)[:LISTED]) + (", ..." if len(names) > LISTED else "")
    raise LabelError(f"no {kind} '{word}'; there is {listed or 'none'}.")
