"""Years of a row that end before they start, or miss the planned years."""

from __future__ import annotations

from collections.abc import Iterator

from plantshare.study.checks.facts import Facts, Finding, Line
from plantshare.study.checks.wording import years_in_words

__all__ = ["ends_before_start", "misses_horizon"]


def ends_before_start(line: Line, first: float, last: float, what: str) -> Iterator[Finding]:
    """Yield the finding of a row whose last year lies before its first; ``what`` names the row in words."""
    if last < first:
        yield line.finding(
            "last_year",
            found=f"{last:.0f}, before its first year {first:.0f}",
            wanted="a last year that is not before the first",
            fix=f"Correct first_year or last_year of the {what}.",
        )


def misses_horizon(facts: Facts, line: Line, first: float, last: float, what: str) -> Finding:
    """Return the finding of a row whose years all lie outside the planned ones.

    Parameters
    ----------
    facts, line
        The study and the row.
    first, last
        Its years.
    what
        The row in words.
    """
    is_late = first > facts.last_year
    return line.finding(
        "first_year" if is_late else "last_year",
        found=f"{first if is_late else last:.0f}, outside the planned years",
        wanted=f"years that meet {years_in_words(facts.first_year, facts.last_year)}",
        fix=f"Correct the years of the {what}, or remove it.",
    )
