"""Parties, money and terms of a deal in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from plantshare.cli.listing import table
from plantshare.deals.own_rates import own_rates
from plantshare.deals.range import TermArea, TermRange
from plantshare.deals.valuation import DealValue, Interval
from plantshare.report.deal_words import (
    amount_words,
    deal_words,
    gain_words,
    party_words,
    scale_of,
    term_words,
)
from plantshare.report.words import listed, millions, money, percent
from plantshare.study import Study

__all__ = ["Words", "area_text", "assumed_rates_words", "range_words", "ranges_text", "surplus_cells"]


class Words:
    """Names and money of one deal as a reader sees them.

    Parameters
    ----------
    value
        The deal.
    """

    def __init__(self, value: DealValue) -> None:
        self.value = value
        self.study: Study = value.without.study
        self.currency = str(self.study.settings["currency"])

    def party(self, name: str) -> str:
        """Return the name of a party."""
        return party_words(self.study, name)

    def money(self, amount: float) -> str:
        """Return an amount in millions."""
        return money(amount, self.currency)

    def gains(self, party: str, amount: float) -> str:
        """Return that a party gains or loses an amount."""
        return gain_words(self.study, party, amount)

    def deal(self, name: str) -> str:
        """Return the name of a deal."""
        return deal_words(self.study, name)

    def term(self, name: str, amount: float) -> str:
        """Return the value of a term with its unit."""
        return amount_words(scale_of(self.study, name), amount)

    @property
    def sides(self) -> str:
        """Return host and guest."""
        return f"{self.party(self.value.about.host)} and {self.party(self.value.about.guest)}"


def assumed_rates_words(value: DealValue, words: Words) -> list[str]:
    """Return one sentence for each rate that stands for parties that state none of their own.

    Parameters
    ----------
    value
        The deal.
    words
        Names of its parties.
    """
    assumed: dict[float, list[str]] = {}
    for one in own_rates(words.study):
        if one.is_assumed and one.company in value.own_rate_gains:
            assumed.setdefault(one.rate, []).append(words.party(one.company))
    return [
        f"{listed(parties)} {'state' if len(parties) > 1 else 'states'} no discount rate: "
        f"{percent(rate, 1)} a year is assumed (companies.discount_rate)."
        for rate, parties in assumed.items()
    ]


def ranges_text(value: DealValue, ranges: Sequence[TermRange]) -> str:
    """Return the range of each term as a sentence.

    Parameters
    ----------
    value
        The deal.
    ranges
        Ranges of some of its terms.
    """
    words = Words(value)
    return "\n".join(range_words(found, float(getattr(value.form, found.term)), words) for found in ranges)


def range_words(found: TermRange, stated: float, words: Words) -> str:
    """Return the range of one term, or by how much both sides miss."""
    head = f"{term_words(found.term)} (stated: {words.term(found.term, stated)})"
    if np.isposinf(found.low):
        return f"{head}: no value suits {words.party(found.pays_most)}, the other terms as stated."
    if np.isneginf(found.high):
        return f"{head}: it does not touch {words.party(found.pays_most)}, which takes part at no value."
    if not found.is_open:
        asks = words.party(found.asks_least) or "The least that is possible"
        pays = words.party(found.pays_most) or "the most that is possible"
        return (
            f"{head}: no value suits both. {asks} needs {words.term(found.term, found.low)}, "
            f"{pays} can go to {words.term(found.term, found.high)}; they miss by "
            f"{words.term(found.term, -found.width)}."
        )
    return f"{head}: {open_words(found, words)}."


def open_words(found: TermRange, words: Words) -> str:
    """Return the values that suit both."""
    low, high = words.term(found.term, found.low), words.term(found.term, found.high)
    least = f" (asked by {words.party(found.asks_least)})" if found.asks_least else ""
    most = f" (set by {words.party(found.pays_most)})" if found.pays_most else ""
    if np.isinf(found.low) and np.isinf(found.high):
        return "any value suits both"
    if np.isinf(found.high):
        return f"{low}{least} or more suits both"
    if np.isinf(found.low):
        return f"{high}{most} or less suits both"
    return f"{low}{least} to {high}{most} suits both"


def area_text(value: DealValue, area: TermArea) -> str:
    """Return the pairs of two terms that both accept.

    Parameters
    ----------
    value
        The deal.
    area
        The pairs.
    """
    words = Words(value)
    names = [term_words(name).lower() for name in area.terms]
    if not area.corners:
        return f"No pair of {names[0]} and {names[1]} suits both, against {area.counterfactual}."
    rows = [[words.term(area.terms[0], x), words.term(area.terms[1], y)] for x, y in area.corners]
    return f"Corners of the area that suits both, against {area.counterfactual}\n{table(names, rows)}"


def surplus_cells(surplus: Interval | None) -> list[str]:
    """Return a surplus and its bounds, or that no plan keeps the deal."""
    if surplus is None:
        return ["", "no plan keeps it"]
    return [millions(surplus[1]), f"{millions(surplus[0])} to {millions(surplus[2])}"]
