"""How the checks word numbers and names."""

from __future__ import annotations

from collections.abc import Iterable

from plantshare.naming import quoted

__all__ = ["count", "names", "quantity", "years_in_words"]


def names(words: Iterable[str], most: int = 4) -> str:
    """Return some names as a reader would list them.

    >>> names(["b", "a", "c"]), names(["a", "b", "c"], most=2)
    ("'b', 'a' and 'c'", "'a', 'b' and 1 more")
    """
    listed = [quoted(word) for word in words]
    if len(listed) > most:
        return f"{', '.join(listed[:most])} and {len(listed) - most} more"
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} and {listed[-1]}"


def quantity(value: float) -> str:
    """Return a number with thousands separators and no needless digits.

    >>> quantity(64521.6), quantity(0.125), quantity(20.0)
    ('64,521.6', '0.125', '20')
    """
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def count(number: int, word: str) -> str:
    """Return a number with its noun, in the plural where it is not one.

    >>> count(1, "row"), count(3, "row")
    ('1 row', '3 rows')
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def years_in_words(first: float, last: float) -> str:
    """Return two years as a span.

    >>> years_in_words(2026, 2037)
    '2026 to 2037'
    """
    return f"{first:.0f} to {last:.0f}"
