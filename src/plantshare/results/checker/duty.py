"""Duty on a vehicle that enters a market, from tariffs, rules of origin and minimum prices."""

from __future__ import annotations

from plantshare.results.checker.aid import other_duty
from plantshare.results.checker.figures import Figures
from plantshare.results.checker.minimum_prices import duty_under

__all__ = ["duty_share", "ordinary_share"]

BATTERY_COUNTS = {"PHEV", "BEV", "FCEV"}
"""Powertrains whose battery a rule of origin may look at."""


def duty_share(figures: Figures, option: str, market: str, year: int) -> float:
    """Return the duty that an option pays in a market, a share of the customs value.

    None inside the market, a preference where there is one and the vehicle originates. Else that of an
    undertaking that it keeps to, or the ordinary duty.
    """
    ordinary = ordinary_share(figures, option, market, year)
    if figures.is_in_market(option, market) or preferred_share(figures, option, market, year) is not None:
        return ordinary
    return duty_under(figures, option, market, year, ordinary)


def preferred_share(figures: Figures, option: str, market: str, year: int) -> float | None:
    """Return the preferential duty of a vehicle that originates, none where there is no preference."""
    row = row_for(figures, "tariffs", option, market)
    preference = None if row is None else figures.stated("tariffs.preference", *row, year=year)
    is_met = preference is not None and originates(figures, option, market, year)
    return preference if is_met else None


def ordinary_share(figures: Figures, option: str, market: str, year: int) -> float:
    """Return the duty that an option pays without any undertaking, a share of the customs value.

    None inside the market. Else the tariff row of the powertrain, or the row 'all': its preference where
    there is one and the vehicle originates, its duty with the countervailing duty otherwise. A tariff
    change among the support stands in place of the duty.
    """
    if figures.is_in_market(option, market):
        return 0.0
    preference = preferred_share(figures, option, market, year)
    if preference is not None:
        return preference
    row = row_for(figures, "tariffs", option, market)
    stated = 0.0 if row is None else figures.number("tariffs.duty", *row, year=year)
    extra = 0.0 if row is None else figures.number("tariffs.countervailing", *row, year=year)
    changed = other_duty(figures, option, market, year)
    return (stated if changed is None else changed) + extra


def originates(figures: Figures, option: str, market: str, year: int) -> bool:
    """Return whether a vehicle meets the rule of origin of the market; without a rule it does."""
    row = row_for(figures, "origin_rules", option, market)
    if row is None:
        return True
    largest = figures.number("origin_rules.max_non_originating", *row, year=year)
    if figures.number("options.non_originating_share", option) > largest:
        return False
    asks = bool(figures.number("origin_rules.battery_required", *row, year=year))
    powertrain = figures.word("vehicles.powertrain", figures.vehicle(option))
    has_battery = powertrain in BATTERY_COUNTS
    return not (asks and has_battery) or figures.flag("options.battery_originates", option)


def row_for(figures: Figures, table: str, option: str, market: str) -> tuple[str, str, str] | None:
    """Return the key of the row that holds for an option: its powertrain's own, else 'all', else none."""
    country = figures.country(option)
    powertrain = figures.word("vehicles.powertrain", figures.vehicle(option))
    for word in (powertrain, "all"):
        if figures.has(table, country, market, word):
            return country, market, word
    return None
