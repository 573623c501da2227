"""What companies are paid at scarcity prices, in words and a table, and as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from plantshare.cli.listing import section, table
from plantshare.deals.scarcity import Paid, ScarcitySplit, worst_group
from plantshare.report.deal_words import LEAST
from plantshare.report.names import names_of
from plantshare.report.words import currency_sign, listed, millions, money
from plantshare.run.deal import FoundGame

__all__ = ["scarcity_content", "scarcity_text"]

WORDS = {"planner": "rules of the planner", "nobody": "rules that companies share"}

ORDER = ("customers", "options", "reserved volume", "plants")
MEANING = (
    "Each company is paid what its limits are worth in the plan with all deals among the players, with",
    "launches, signatures and all other whole numbers held: its customers, its options with their rates, and",
    "its plants with their shops and shifts, less what running them costs. Idle capacity is paid nothing.",
    "Capital and fixed cost of what is held fall to the company that pays them. Fees between companies are",
    "left out: these prices stand in their place.",
)
UNIQUE = "No other prices fit the plan."
SEVERAL = "Several prices fit the plan: the range is what each may be paid over all of them."
NO_PRICES = "No prices: the plan could not be solved again with its whole numbers held."


def scarcity_text(found: FoundGame) -> str:
    """Return what each company is paid at scarcity prices.

    Parameters
    ----------
    found
        The game and the plan of all its players.
    """
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    title = f"Paid at scarcity prices, {sign}m, present value"
    split = found.scarcity
    if split is None:
        return section(title, NO_PRICES)
    shown = [one for one in split.paid if max(abs(one.total), abs(one.alone)) >= LEAST]
    resources = [
        name for name in words_paid(split) if any(abs(paid_for(one, name)) >= LEAST for one in shown)
    ]
    headers = ["", *resources, "held", "together", *([] if split.is_unique else ["range"])]
    rows = [
        [
            named(found, one), *(millions(paid_for(one, name)) for name in resources),
            millions(sum(one.fixed.values())), millions(one.total),
            *([] if split.is_unique else [range_cell(one)]), millions(one.alone), millions(one.gain),
        ]
        for one in shown
    ]  # fmt: skip
    lines = [table([*headers, "without deals", "gain"], rows), *MEANING, *closing(found, split)]
    return section(title, "\n".join(lines))


def closing(found: FoundGame, split: ScarcitySplit) -> list[str]:
    """Return the sum, whether other prices fit, and who would do better apart."""
    currency = str(found.study.settings["currency"])
    members, lack = worst_group(found.found.game, split)
    names = names_of(found.study, "companies")
    group = listed([names.get(name, name) for name in members])
    verdict = (
        f"{group} would have {money(lack, currency)} more apart: scarcity does not pay for all that is held"
        + (", and what a quota or a target is worth goes to its country." if split.others else ".")
        if members
        else "No group would have more apart."
    )
    total = f"Together {money(split.objective, currency)}, the profit of that plan."
    return [total, UNIQUE if split.is_unique else SEVERAL, verdict]


def words_paid(split: ScarcitySplit) -> list[str]:
    """Return the resources that anybody is paid for."""
    found = dict.fromkeys(name for one in split.paid for name in one.resources)
    return [*(name for name in ORDER if name in found), *(name for name in found if name not in ORDER)]


def paid_for(one: Paid, resource: str) -> float:
    """Return what an owner is paid for a resource."""
    return one.resources.get(resource, 0.0)


def named(found: FoundGame, one: Paid) -> str:
    """Return the owner in words."""
    if one.kind == "country":
        return f"country {one.name}"
    return WORDS.get(one.kind, names_of(found.study, "companies").get(one.name, one.name))


def range_cell(one: Paid) -> str:
    """Return the least and the most of a payment, one number where they are the same."""
    if one.low == one.high:
        return millions(one.total)
    low, high = (millions(end) if abs(end) < float("inf") else "no limit" for end in (one.low, one.high))
    return f"{low} to {high}"


def scarcity_content(found: FoundGame) -> dict[str, Any] | None:
    """Return what each owner is paid, complete; nothing where the plan has no prices.

    Any: JSON holds data of any shape.

    Parameters
    ----------
    found
        The game and the plan of all its players.
    """
    split = found.scarcity
    if split is None:
        return None
    members, lack = worst_group(found.found.game, split)
    return {
        "plan": "the plan with all deals among the players; every whole number in it held",
        "objective": split.objective,
        "is_unique": split.is_unique,
        "owners": [asdict(one) | {"total": one.total, "gain": one.gain} for one in split.paid],
        "lacks_most": {"members": list(members), "amount": lack},
    }
