"""Find the name that a user meant."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from plantshare.errors import LabelError

__all__ = ["known_name"]

SHOWN = 8


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
    lowered = {name.casefold(): name for name in names}
    near = get_close_matches(word.casefold(), list(lowered), n=1)
    if near:
        raise LabelError(f"no {kind} '{word}'. Did you mean '{lowered[near[0]]}'?")
    listed = ", ".join(list(names)[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
    raise LabelError(f"no {kind} '{word}'; there is {listed or 'none'}.")
