"""How clauses of a deal are worded, and which of them helps most."""

from __future__ import annotations

import re

from plantshare.deals.answer import DealAnswer
from plantshare.deals.clauses import ClauseEffect, best_clause
from plantshare.report.words import MINUS, percent

__all__ = ["best_clause_words", "clause_noun", "clause_terms", "clause_words"]

FLAT = 1e-9
"""Difference of two shares that is taken for rounding."""


def clause_words(says: str) -> str:
    r"""Return a clause with millions in full and real minus signs.

    Examples
    --------
    >>> clause_words("a rent of -31.6 m a year") == "a rent of \u221231.6 million a year"
    True
    """
    return re.sub(r"(?<![\w)])-(?=\d)", MINUS, re.sub(r"(?<=\d) m\b", " million", says))


def clause_terms(effect: ClauseEffect) -> str:
    """Return the terms of a clause beside its name, without saying the name again.

    Parameters
    ----------
    effect
        The clause.
    """
    return clause_words(effect.says.removeprefix(f"{effect.name}, and "))


def clause_noun(name: str) -> str:
    """Return the name of a clause as it stands in a sentence after "is".

    Examples
    --------
    >>> clause_noun("two-part fee"), clause_noun("index on wages and energy")
    ('a two-part fee', 'an index on wages and energy')
    >>> clause_noun("the host pays the tooling"), clause_noun("a sum at signature in place of the royalty")
    ('that the host pays the tooling', 'a sum at signature in place of the royalty')
    """
    if name.startswith("the "):
        return f"that {name}"
    if name.startswith(("a ", "an ")):
        return name
    return f"{'an' if name[:1] in 'aeio' else 'a'} {name}"


def best_clause_words(answer: DealAnswer) -> str:
    """Return which clause helps most and by how much, or that none does, or none that futures can tell.

    Parameters
    ----------
    answer
        What is to be said of a deal, with some clauses.
    """
    before = max(answer.clauses[0].walks_without.values())
    if before <= 0:
        return "On the stated terms neither side would rather walk in any future: no clause is needed."
    best = best_clause(answer.clauses)
    if best is None and (most := max(answer.clauses, key=lambda effect: effect.closes)).closes > FLAT:
        return (
            "No clause makes a difference that the futures looked at can tell: on the stated terms one side "
            f"would rather walk in {percent(before)} of them, and with {clause_noun(most.name)}, the clause "
            f"that comes out best, in {percent(max(most.walks.values()))}; such a difference may be chance."
        )
    if best is None:
        return (
            f"No clause helps: on the stated terms one side would rather walk in {percent(before)} of the "
            "futures, and with each clause some side would walk as often or more."
        )
    is_told = best.says.startswith(f"{best.name}, and ")
    said = f"{clause_noun(best.name)}{', and ' if is_told else ': '}{clause_terms(best)}"
    return (
        f"The clause that helps most is {said}. With it no side would rather walk in more than "
        f"{percent(max(best.walks.values()))} of the futures; on the stated terms one would in "
        f"{percent(before)}."
    )
