"""Parties, money and rates of a deal in words."""

from __future__ import annotations

from plantshare.deals.own_rates import own_rates
from plantshare.deals.valuation import DealValue, Interval
from plantshare.report.deal_words import (
    amount_words,
    deal_words,
    gain_words,
    party_words,
    scale_of,
)
from plantshare.report.words import listed, millions, money, percent
from plantshare.study import Study

__all__ = ["Words", "assumed_rates_words", "surplus_cells"]


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


def surplus_cells(surplus: Interval | None) -> list[str]:
    """Return a surplus and its bounds, or that no plan keeps the deal."""
    if surplus is None:
        return ["", "no plan keeps it"]
    return [millions(surplus[1]), f"{millions(surplus[0])} to {millions(surplus[2])}"]
