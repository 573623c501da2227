"""Who sells, buys and builds an option, and what its deal asks for, read off the tables."""

from __future__ import annotations

from collections.abc import Iterator

from plantshare.results.checker.figures import Figures

__all__ = [
    "FOR_FEE",
    "builders",
    "builds_for_fee",
    "buyers",
    "capital_share",
    "dues_at_end",
    "dues_at_signature",
    "dues_of_vehicle",
    "dues_of_year",
    "royalty_of",
    "seller",
]

FOR_FEE = ("contract", "kit")
"""Forms in which plant and brand each bear their own costs, as they do without a deal."""

Dues = Iterator[tuple[str, float, str, str]]


def form_of(figures: Figures, option: str) -> str:
    """Return the form of the deal that opens an option, empty where none does."""
    deal = figures.opens.get(option)
    return "" if deal is None else figures.word("deals.form", deal)


def builds_for_fee(figures: Figures, option: str) -> bool:
    """Return whether the plant builds an option for a fee, or without any deal."""
    return form_of(figures, option) in ("", *FOR_FEE)


def licence_sides(figures: Figures, deal: str) -> tuple[str, str]:
    """Return licensee and licensor of a licence."""
    host, guest = figures.word("deals.host", deal), figures.word("deals.guest", deal)
    return (guest, host) if figures.word("deal_terms.licensee", deal) == "guest" else (host, guest)


def owners(figures: Figures, deal: str) -> list[tuple[str, float]]:
    """Return host and guest of a venture with the share of each."""
    sides = (figures.word("deals.host", deal), figures.word("deals.guest", deal))
    return [(side, figures.number("deal_shares.share", deal, side)) for side in sides]


def seller(figures: Figures, option: str) -> str:
    """Return who sells what an option builds."""
    if form_of(figures, option) == "licence":
        return licence_sides(figures, figures.opens[option])[0]
    return figures.brand(option)


def buyers(figures: Figures, option: str) -> list[tuple[str, float]]:
    """Return who pays for parts and launch capital of an option, with the share of each."""
    if form_of(figures, option) == "joint_venture":
        return owners(figures, figures.opens[option])
    return [(seller(figures, option), 1.0)]


def builders(figures: Figures, option: str) -> list[tuple[str, float]]:
    """Return who pays for labour, energy, conversion and fixed cost of an option, with the share of each."""
    form = form_of(figures, option)
    if builds_for_fee(figures, option):
        return [(figures.owner(option), 1.0)]
    if form == "joint_venture":
        return owners(figures, figures.opens[option])
    if form == "licence":
        return [(seller(figures, option), 1.0)]
    return [(figures.word("deals.guest", figures.opens[option]), 1.0)]


def capital_share(figures: Figures, deal: str) -> tuple[float, str, str]:
    """Return the share of launch capital that the host of a contract pays the guest: share, host, guest."""
    share = figures.number("deal_terms.host_capex_share", deal)
    return share, figures.word("deals.host", deal), figures.word("deals.guest", deal)


def royalty_of(figures: Figures, option: str) -> tuple[float, str, str]:
    """Return the royalty on the price of a sale, who pays it and who receives it."""
    if form_of(figures, option) != "licence":
        return 0.0, "", ""
    deal = figures.opens[option]
    return figures.number("deal_terms.royalty", deal), *licence_sides(figures, deal)


def dues_of_vehicle(figures: Figures, option: str) -> Dues:
    """Yield what a vehicle built owes under its deal: kind, currency, payer and payee."""
    form = form_of(figures, option)
    if builds_for_fee(figures, option):
        return
    deal = figures.opens[option]
    margin = figures.number("deal_terms.kit_margin", deal)
    if form == "licence":
        yield "kit margin", margin, *licence_sides(figures, deal)
    if form == "joint_venture":
        (host, share), (guest, _) = owners(figures, deal)
        yield "transfer price", share * figures.number("deal_terms.transfer_price", deal), guest, host
        yield "kit margin", share * margin, host, guest


def dues_at_signature(figures: Figures, deal: str) -> Dues:
    """Yield what a deal owes once it is signed: kind, millions, payer and payee."""
    form = figures.word("deals.form", deal)
    host, guest = figures.word("deals.host", deal), figures.word("deals.guest", deal)
    if form == "licence":
        yield "upfront", figures.number("deal_terms.upfront", deal), *licence_sides(figures, deal)
    if form in ("acquisition", "hall"):
        yield "purchase price", figures.number("deal_terms.price", deal), guest, host
    if form == "acquisition":
        yield "liabilities", figures.number("deal_terms.liabilities", deal), guest, host


def dues_at_end(figures: Figures, deal: str) -> Dues:
    """Yield what a signed deal brings once the last year has passed: kind, millions, payer and payee."""
    if figures.word("deals.form", deal) in ("acquisition", "hall"):
        value = figures.number("deal_terms.terminal_value", deal)
        yield "terminal value", value, "", figures.word("deals.guest", deal)


def dues_of_year(figures: Figures, deal: str, year: int) -> Dues:
    """Yield what a signed deal owes in a year in which it runs: kind, millions, payer and payee."""
    form = figures.word("deals.form", deal)
    host, guest = figures.word("deals.host", deal), figures.word("deals.guest", deal)
    if form in FOR_FEE:
        yield "fixed fee", figures.number("deal_terms.fixed_fee", deal, year=year), guest, host
    elif form == "licence":
        licensor = licence_sides(figures, deal)[1]
        yield "technical support", figures.number("deal_terms.technical_support", deal), licensor, ""
    elif form == "lease":
        yield "rent", figures.number("deal_terms.rent", deal), guest, host
    elif form == "joint_venture":
        _, (_, share) = owners(figures, deal)
        yield "rent", share * figures.number("deal_terms.rent", deal), guest, host
    elif form == "hall":
        yield "service fee", figures.number("deal_terms.service_fee", deal), guest, host
        yield "site services", figures.number("deal_terms.service_cost", deal), host, ""
