"""Checks of what a form of deal cannot do without: the price of a venture's vehicles, a rent, a price."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line, grouped

__all__ = ["FORMS"]

ROUNDING = 1e-6


def venture_without_price(facts: Facts) -> Iterator[Finding]:
    """A joint venture sells its vehicles for nothing.

    It would bear all cost of the line and earn nothing, and host and guest would share that loss
    while the guest sells the vehicles. State ``transfer_price``.
    """
    for deal, terms in deals_of_form(facts, "joint_venture"):
        if not stated(terms, "transfer_price"):
            yield (terms or deal).finding(
                "transfer_price" if terms else "form",
                found=f"joint venture {quoted(deal.word('deal'))} that sells each vehicle for 0",
                wanted="what the guest pays the venture for a vehicle, above 0",
                fix="State transfer_price in deal_terms.csv in currency per vehicle, or correct the form.",
            )


def venture_of_one(facts: Facts) -> Iterator[Finding]:
    """One side holds all of a joint venture.

    That is no venture: a plant that is all the guest's was bought, and one that is all the host's
    builds for a fee. Correct the shares, or the form of the deal.
    """
    for name, lines in grouped(facts.lines("deal_shares"), "deal").items():
        deal = facts.line("deals", name)
        if deal is None or deal.word("form") != "joint_venture":
            continue
        for line in lines:
            if abs(line.number("share") - 1.0) <= ROUNDING:
                form = "acquisition" if line.word("company") == deal.word("guest") else "contract"
                yield line.finding(
                    "share",
                    found=f"1, all of {quoted(name)} with {quoted(line.word('company'))}",
                    wanted="a share of host and guest each",
                    fix=f"Correct the shares, or make the form of the deal {form} in deals.csv.",
                )


def lease_without_rent(facts: Facts) -> Iterator[Finding]:
    """A lease has no rent.

    The guest would use the line of the host for nothing. A rent of exactly 0 is possible, but is more
    often a cell that was left empty. State ``rent``.
    """
    for deal, terms in deals_of_form(facts, "lease"):
        if not stated(terms, "rent"):
            yield (terms or deal).finding(
                "rent" if terms else "form",
                found=f"lease {quoted(deal.word('deal'))} for 0 a year",
                wanted="the rent of the line",
                fix="State rent in deal_terms.csv in millions a year; below zero the host pays.",
            )


def purchase_without_price(facts: Facts) -> Iterator[Finding]:
    """A plant or a hall is bought for nothing, and no liabilities pass to the buyer.

    That is possible, but more often a cell that was left empty. State ``price``, or ``liabilities`` of a
    plant.
    """
    for form, columns in (("acquisition", ("price", "liabilities")), ("hall", ("price",))):
        for deal, terms in deals_of_form(facts, form):
            if not any(stated(terms, column) for column in columns):
                yield (terms or deal).finding(
                    "price" if terms else "form",
                    found=f"purchase {quoted(deal.word('deal'))} for 0",
                    wanted="the price of the plant, or the liabilities that pass with it"
                    if form == "acquisition"
                    else "the price of the hall",
                    fix=f"State {' or '.join(columns)} in deal_terms.csv in millions.",
                )


def deals_of_form(facts: Facts, form: str) -> Iterator[tuple[Line, Line | None]]:
    """Return the deals of a form, each with its row of terms, none where it has no such row."""
    for line in facts.lines("deals"):
        if line.word("form") == form:
            yield line, facts.line("deal_terms", line.word("deal"))


def stated(terms: Line | None, column: str) -> bool:
    """Return whether a row of terms has a number other than zero in a column."""
    if terms is None:
        return False
    value = terms.number(column)
    return not math.isnan(value) and value != 0


FORMS = (
    Check("venture-without-price", "error", venture_without_price),
    Check("venture-of-one", "warning", venture_of_one),
    Check("lease-without-rent", "warning", lease_without_rent),
    Check("purchase-without-price", "warning", purchase_without_price),
)
