"""What rules are called in the planner's words, and in which unit they bend."""

from __future__ import annotations

from collections.abc import Sequence

from plantshare.units import THOUSAND

__all__ = ["RULE_WORDS", "bend_words"]

VEHICLES = "vehicles"
COUNT = "in all"

RULE_WORDS: dict[str, tuple[str, str]] = {
    "capacity": ("the capacity of shops", VEHICLES),
    "overtime_limit": ("the limit on overtime", VEHICLES),
    "demand": ("demand that must be served", VEHICLES),
    "rate_today": ("the peak rate of options built today", VEHICLES),
    "rate_ramped": ("the ramped rate of launches", VEHICLES),
    "site_limit": ("the number of plants a vehicle may have", COUNT),
    "slots": ("the number of vehicles a shop can hold", COUNT),
    "platform_limit": ("the number of platforms a shop can hold", COUNT),
    "tooling": ("platforms that shops are not tooled for", COUNT),
    "launch_once": ("one launch for each option", COUNT),
    "target": ("the national target", VEHICLES),
    "confidence": ("the confidence of the national target", "in probability"),
    "maximum": ("the volume that a deal reserves", VEHICLES),
    "one_source": ("one source for each market", COUNT),
    "quota": ("the tariff quota", VEHICLES),
    "minimum_price": ("the floor under import prices", VEHICLES),
    "import_cap": ("the cap on imports under an undertaking", VEHICLES),
}
"""Rules that can be bent: what they are about, and the unit of a bend."""


PLACES_SHOWN = 3


def bend_words(name: str, places: Sequence[tuple[str, float]]) -> str:
    """Return one sentence on how far a rule would have to bend, and where most.

    Parameters
    ----------
    name
        Name of the rule.
    places
        Labels and size of each bend, the largest first, in the units of the program.

    Examples
    --------
    >>> bend_words("capacity", [("paint, 2027", 12.5)])
    'The capacity of shops would have to give way by 12,500 vehicles (paint, 2027: 12,500).'
    >>> bend_words("budget host", [("", 40.0)])
    'The capital budget of host would have to give way by 40.0 million.'
    """
    kind, _, label = name.partition(" ")
    if kind == "budget":
        what, unit = f"the capital budget of {label}", "million"
    elif kind == "rule":
        what, unit = f"the rule '{label}'", "thousand vehicles, or launches"
    else:
        what, unit = RULE_WORDS[name]
    total = size_words(sum(size for _, size in places), unit)
    shown = [f"{place}: {size_words(size, unit)}" for place, size in places[:PLACES_SHOWN] if place]
    more = len(places) - PLACES_SHOWN
    if shown and more > 0:
        shown.append(f"and {more} more")
    where = f" ({'; '.join(shown)})" if shown else ""
    return f"{what[0].upper()}{what[1:]} would have to give way by {total} {unit}{where}."


def size_words(size: float, unit: str) -> str:
    """Return a size with the digits that its unit deserves."""
    if unit == VEHICLES:
        return f"{size / THOUSAND:,.0f}"
    return f"{size:,.1f}" if unit == "million" else f"{size:,.2f}"
