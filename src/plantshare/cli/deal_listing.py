"""The deals of a study and the games between its companies, in words and tables."""

from __future__ import annotations

from collections.abc import Sequence

from plantshare.cli.deal_scarcity import scarcity_text
from plantshare.cli.deal_words import bounds_cell, surplus_cells
from plantshare.cli.listing import section, table
from plantshare.report.deal_power_listings import ROLES
from plantshare.report.deal_words import LEAST
from plantshare.report.names import names_of
from plantshare.report.words import currency_sign, listed, millions, number, plural
from plantshare.run.deal import FoundGame, ListedDeal
from plantshare.study import Study

__all__ = ["game_text", "listing_text"]


def listing_text(study: Study, deals: Sequence[ListedDeal]) -> str:
    """Return the deals of a study.

    Parameters
    ----------
    study
        The study.
    deals
        Its deals.
    """
    names, companies = names_of(study, "deals"), names_of(study, "companies")
    is_valued = any(deal.surplus is not None for deal in deals)
    rows = [
        [
            deal.deal, names[deal.deal], deal.form.replace("_", " "), companies[deal.host],
            companies[deal.guest], *(surplus_cells(deal.surplus) if is_valued else []),
        ]
        for deal in deals
    ]  # fmt: skip
    sign = currency_sign(str(study.settings["currency"])).strip()
    headers = ["short name", "deal", "form", "host", "guest"]
    headers += [f"gain of all companies, present value, {sign}m", "proven bounds"] if is_valued else []
    note = "\nAgainst the best plan without any deal, each kept alone." if is_valued else ""
    if is_valued and any(deal.programme != deal.deal for deal in deals):
        note += (
            " Another form of a programme shares the gain of the plan that signs it; what the form itself "
            "costs is in its own answer."
        )
    return table(headers, rows) + note


def game_text(found: FoundGame) -> str:
    """Return a game between companies.

    Parameters
    ----------
    found
        The game and its splits.
    """
    names = names_of(found.study, "companies")
    game, players = found.found.game, found.found.game.players
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    masks = [mask for mask in range(1, len(game.values)) if mask.bit_count() > 1]
    coalitions = [
        [
            listed([names.get(name, name) for name in game.members(mask)]), millions(game.values[mask]),
            bounds_cell(game.lowest[mask], game.highest[mask]),
        ]
        for mask in masks
        if game.values[mask] >= LEAST
    ]  # fmt: skip
    shares = [
        [
            names.get(name, name), millions(found.shapley[name]), millions(found.nucleolus[name]),
            ROLES[one.role],
        ]
        for name, one in zip(players, found.powers, strict=True)
    ]  # fmt: skip
    core = "a split is possible that no group would leave"
    if found.core.is_empty:
        core = "whatever the split, some group would do better apart"
    return "\n\n".join(
        [
            f"{plural(found.found.coalitions, 'group')} among {len(players)} companies, valued by "
            f"{plural(found.found.solves, 'plan')} in {number(found.found.seconds, 1)} s",
            section(
                f"Worth of each group above what its members earn without any deal, present value, {sign}m",
                table(["group", "worth", "proven bounds"], coalitions)
                if coalitions
                else "No group gains by the deals among it.",
            ),
            section(
                f"What each gets, present value, {sign}m: {core}",
                table(["company", "Shapley", "nucleolus", "its place"], shares),
            ),
            scarcity_text(found),
        ]
    )
