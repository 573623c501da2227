"""Support, read off the tables: what instruments pay by vehicle and by launch, and the duty they change."""

from __future__ import annotations

from collections.abc import Iterator

from plantshare.results.checker.figures import Figures
from plantshare.results.checker.sides import builders, seller

__all__ = ["aid_for_launch", "aid_for_vehicle", "other_duty"]

CREDIT = ("loan", "guarantee")


def aid_for_vehicle(figures: Figures, option: str, year: int) -> Iterator[tuple[float, str, str]]:
    """Yield what is paid for a vehicle built: currency, who pays and who receives it."""
    for instrument in touching(figures, option, year):
        payer = figures.word("support.payer", instrument)
        kind, rate = figures.word("support.kind", instrument), figures.number("support.rate", instrument)
        if kind == "unit":
            yield rate, payer, seller(figures, option)
        elif kind == "relief":
            used = figures.number("options.electricity", option)
            for who, part in builders(figures, option):
                yield rate * used * part, payer, who


def aid_for_launch(figures: Figures, option: str, launch: int, year: int) -> Iterator[tuple[str, float]]:
    """Yield what is paid in a year for a launch in another: who pays, and millions to all who invest."""
    for instrument in touching(figures, option, year):
        kind, payer = figures.word("support.kind", instrument), figures.word("support.payer", instrument)
        if kind == "grant":
            share = figures.number("support.rate", instrument)
            yield payer, share * figures.capital_in(option, launch, year)
        elif kind in CREDIT:
            yield payer, worth_of_credit(figures, instrument) * figures.spent_in(option, launch, year)


def worth_of_credit(figures: Figures, instrument: str) -> float:
    """Return what credit spares whoever takes it, millions at once, by the debt year after year.

    At the market's rate the same yearly payments would carry a smaller debt; the rest is a gift.
    """
    amount = figures.number("support.amount", instrument)
    if amount == 0:
        return 0.0
    rate, market = (
        figures.number(f"support.{name}", instrument) for name in ("interest_rate", "market_rate")
    )
    years = int(figures.number("support.years", instrument))
    growth = (1 + rate) ** years
    paid = amount / years if rate == 0 else amount * rate * growth / (growth - 1)
    if figures.word("support.kind", instrument) == "guarantee":
        paid += figures.number("support.fee", instrument)
    carried = 0.0
    for _ in range(years):
        carried = (carried + paid) / (1 + market)
    return amount - carried


def other_duty(figures: Figures, option: str, market: str, year: int) -> float | None:
    """Return the duty that a tariff change sets for an option, none where there is no such change."""
    found = None
    for instrument in touching(figures, option, year):
        place = figures.word("support.market", instrument)
        if figures.word("support.kind", instrument) == "tariff" and place in ("", market):
            found = figures.number("support.rate", instrument)
    return found


def touching(figures: Figures, option: str, year: int) -> Iterator[str]:
    """Yield the instruments that hold for an option in a year: by its options, else by its country."""
    for instrument in figures.names("support"):
        first = figures.number("support.first_year", instrument)
        last = figures.number("support.last_year", instrument)
        if year < first or year > last:
            continue
        named = figures.words("support.options", instrument)
        country = figures.word("support.country", instrument)
        if option in named or (not named and figures.country(option) == country):
            yield instrument
