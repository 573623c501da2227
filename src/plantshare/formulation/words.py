"""What rules are called in the planner's words, and in which unit they bend."""

from __future__ import annotations

from plantshare.units import THOUSAND

__all__ = ["RULE_WORDS", "bend_words"]

VEHICLES = "vehicles, summed over years"
COUNT = "in count, summed over years"

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
    "confidence": ("the confidence of the national target", "probability"),
    "maximum": ("the volume that a deal reserves", VEHICLES),
    "one_source": ("one source for each market", COUNT),
    "quota": ("the tariff quota", VEHICLES),
}
"""Rules that can be bent: what they are about, and the unit of a bend."""


def bend_words(name: str, amount: float) -> str:
    """Return one sentence on how far a rule would have to bend.

    Examples
    --------
    >>> bend_words("capacity", 12.5)
    'the capacity of shops would have to give way by 12,500 vehicles, summed over years [capacity]'
    >>> bend_words("budget host", 40.0)
    'the capital budget of host would have to give way by 40.0 million [budget host]'
    """
    kind, _, label = name.partition(" ")
    if kind == "budget":
        return f"the capital budget of {label} would have to give way by {amount:,.1f} million [{name}]"
    if kind == "rule":
        size = f"{amount / THOUSAND:,.0f} vehicles, or {amount:,.2f} launches"
        return f"the rule '{label}' would have to give way by {size} [{name}]"
    what, unit = RULE_WORDS[name]
    size = f"{amount / THOUSAND:,.0f}" if unit == VEHICLES else f"{amount:,.2f}"
    return f"{what} would have to give way by {size} {unit} [{name}]"
