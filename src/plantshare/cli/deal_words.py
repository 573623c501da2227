"""Parties, money and bounds of a deal in words."""

from __future__ import annotations

from plantshare.deals.valuation import DealValue, Interval
from plantshare.report.deal_words import (
    amount_words,
    deal_words,
    gain_words,
    party_in_sentence,
    party_words,
    scale_of,
)
from plantshare.report.words import currency_sign, millions, money
from plantshare.study import Study

__all__ = ["Words", "bounds_cell", "surplus_cells"]


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

    def inside(self, name: str) -> str:
        """Return the name of a party inside a sentence."""
        return party_in_sentence(self.study, name)

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
    def unit(self) -> str:
        """Return millions of currency as a heading has them, such as "£m"."""
        return f"{currency_sign(self.currency).strip()}m"

    @property
    def host(self) -> str:
        """Return the name of the host."""
        return self.party(self.value.about.host)

    @property
    def guest(self) -> str:
        """Return the name of the guest."""
        return self.party(self.value.about.guest)


def bounds_cell(low: float, high: float) -> str:
    """Return proven bounds, one number where they read the same.

    Examples
    --------
    >>> bounds_cell(42.68, 42.71), bounds_cell(42.6, 43.0)
    ('42.7', '42.6 to 43.0')
    """
    least, most = millions(low), millions(high)
    return least if least == most else f"{least} to {most}"


def surplus_cells(surplus: Interval | None) -> list[str]:
    """Return a surplus and its bounds, or that no plan keeps the deal."""
    if surplus is None:
        return ["", "no plan keeps it"]
    return [millions(surplus[1]), bounds_cell(surplus[0], surplus[2])]
