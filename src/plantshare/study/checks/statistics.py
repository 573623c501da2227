"""Checks of national statistics: figures are compared only where they count the same."""

from __future__ import annotations

from collections.abc import Iterator

from plantshare.evidence.records import CLASS_WORDS
from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line

__all__ = ["STATISTICS"]


def compared(facts: Facts) -> Iterator[tuple[Line, Line]]:
    """Yield each figure with the figure that it is set against."""
    for line in facts.lines("statistics"):
        other = facts.line("statistics", line.word("compared_with"))
        if other is not None and line.word("compared_with"):
            yield line, other


def class_unlike(facts: Facts) -> Iterator[Finding]:
    """Two figures of unlike vehicle class are compared.

    "Almost 1.6 million" cars in 2015 and 764,715 cars and commercial vehicles in 2025 have no
    meaningful difference. Such a comparison is a fault, never a number. Compare figures of one
    class.
    """
    for line, other in compared(facts):
        own, theirs = line.word("vehicle_class"), other.word("vehicle_class")
        if own != theirs and "unclear" not in (own, theirs):
            yield line.finding(
                "compared_with",
                found=f"{quoted(other.name)}, which counts {CLASS_WORDS.get(theirs, theirs)}, "
                f"while this figure counts {CLASS_WORDS.get(own, own)}",
                wanted="a figure of the same class of vehicle",
                fix="Compare with a figure of the same class, or empty the cell.",
            )


def class_unclear(facts: Facts) -> Iterator[Finding]:
    """A figure whose vehicle class is unclear is compared with another.

    The source does not say whether it counts cars or cars and commercial vehicles, so the
    difference means nothing. Find the class, or compare another figure.
    """
    for line, other in compared(facts):
        unclear = [each for each in (line, other) if each.word("vehicle_class") == "unclear"]
        if unclear:
            yield line.finding(
                "compared_with",
                found=f"a comparison with {quoted(other.name)}, while the class of "
                f"{quoted(unclear[0].name)} is unclear",
                wanted="figures whose class of vehicle is known",
                fix="Find out which class the figure counts, or empty the cell.",
            )


def comparison_unlike(facts: Facts) -> Iterator[Finding]:
    """Two figures of unlike measure or country are compared.

    Production is not registrations, and one country is not another. A forecast may be set against
    production. Compare like with like, or say in the text why not.
    """
    for line, other in compared(facts):
        measures = {line.word("measure"), other.word("measure")}
        unlike = len(measures) > 1 and measures != {"production", "forecast"}
        if unlike or line.word("country") != other.word("country"):
            yield line.finding(
                "compared_with",
                found=f"{other.word('measure')} of {other.word('country')}, for "
                f"{line.word('measure')} of {line.word('country')}",
                wanted="a figure of the same measure and country",
                fix="Compare with a figure of the same measure and country, or empty the cell.",
            )


STATISTICS = (
    Check("class-unlike", "error", class_unlike),
    Check("class-unclear", "error", class_unclear),
    Check("comparison-unlike", "warning", comparison_unlike),
)
