"""Other deals that either side could sign instead, and the price that the best of them sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plantshare.deals.matching import Contest, contests
from plantshare.deals.range import TermRange
from plantshare.deals.valuation import DealValue, Interval, at_least_zero, difference, ranges_of
from plantshare.methods import Executor
from plantshare.results import Result
from plantshare.solve.restricted import Restricted

__all__ = [
    "Rival",
    "contested_range",
    "contested_ranges",
    "contests_of",
    "reserved_by_rivals",
    "rivals_of",
    "surplus_value",
    "threat_value",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A deal that the host or the guest of another could sign instead. Money is in millions.

    Parameters
    ----------
    deal, host, guest
        Its name and parties.
    shares
        "guest" or "host": who is party to both; "both" for the deal itself.
    surplus
        What all companies gain by keeping it and building its minimum, against no deal at all; none where
        no plan keeps it.
    right
        What the right to sign it is worth, never below zero: a plan that may sign it need not build the
        minimum, if it pays for what is missing.
    """

    deal: str
    host: str
    guest: str
    shares: str
    surplus: Interval | None
    right: Interval


def rivals_of(restricted: Restricted, deal: str, executor: Executor | None = None) -> tuple[Rival, ...]:
    """Return the deals that share a party with a deal, itself first, then by surplus.

    Each is valued in the same way: the best plan that keeps it, and the best that may sign it, alone, against
    no deal at all.

    Parameters
    ----------
    restricted
        The study, built once.
    deal
        Name of a deal that opens options.
    executor
        Who solves the plans; one after another in this process unless given.
    """
    deals = restricted.study.frame("deals").set_index("deal")
    own = deals.loc[deal]
    sharing = deals[(deals.options.map(len) > 0) & ((deals.host == own.host) | (deals.guest == own.guest))]
    wanted = [restricted.restriction(), *(restricted.restriction(kept=[name]) for name in sharing.index)]
    without, *plans = restricted.plan_all(wanted, executor)
    rights = rights_to_sign(restricted, without.require_plan(), list(sharing.index), executor)
    found = []
    for row, plan in zip(sharing.itertuples(), plans, strict=True):
        name, same_guest = str(row.Index), row.guest == own.guest
        found.append(
            Rival(
                deal=name,
                host=str(row.host),
                guest=str(row.guest),
                shares="both" if name == deal else "guest" if same_guest else "host",
                surplus=difference(plan, without) if plan.has_plan else None,
                right=rights[name],
            )
        )
    return tuple(sorted(found, key=lambda rival: (rival.deal != deal, -surplus_value(rival))))


def rights_to_sign(
    restricted: Restricted, without: Result, names: Sequence[str], executor: Executor | None
) -> dict[str, Interval]:
    """Return what the right to sign each of some deals alone is worth, m with bounds.

    A plan that may sign several and signs none bounds what each of them could add, so those that it leaves
    need no plan of their own.

    Parameters
    ----------
    restricted
        The study, built once.
    without
        The best plan without any deal.
    names
        The deals.
    executor
        Who solves the plans.
    """
    left, signed = list(names), list[str]()
    plan = restricted.plan(allowed=left).require_plan()
    while chosen := [name for name in left if plan.values["signed"].sel(deal=name) > 0.5]:
        signed += chosen
        left = [name for name in left if name not in chosen]
        plan = restricted.plan(allowed=left).require_plan()
    alone = restricted.plan_all([restricted.restriction(allowed=[name]) for name in signed], executor)
    nothing = at_least_zero(difference(plan, without))
    return {
        **dict.fromkeys(left, (0.0, 0.0, nothing[2])),
        **{name: at_least_zero(difference(each, without)) for name, each in zip(signed, alone, strict=True)},
    }


def surplus_value(rival: Rival) -> float:
    """Return the surplus of a rival, minus infinity where no plan keeps it."""
    return -np.inf if rival.surplus is None else rival.surplus[1]


def threat_value(rival: Rival) -> float:
    """Return the most that all companies could get from a rival, signed as stated or not at all, m."""
    return max(surplus_value(rival), rival.right[1])


def contests_of(rivals: Sequence[Rival]) -> tuple[Contest, ...]:
    """Return what each host and guest among some deals can get where they pair off.

    A pair is worth its best deal, or nothing where that does not pay.

    Parameters
    ----------
    rivals
        Deals with their surplus.
    """
    hosts = tuple(dict.fromkeys(rival.host for rival in rivals))
    guests = tuple(dict.fromkeys(rival.guest for rival in rivals))
    worth = np.zeros((len(hosts), len(guests)))
    for rival in rivals:
        place = hosts.index(rival.host), guests.index(rival.guest)
        worth[place] = max(worth[place], threat_value(rival))
    return contests(hosts, guests, worth)


def contested_ranges(value: DealValue, rivals: Sequence[Rival]) -> tuple[TermRange, ...]:
    """Return the range of each term where each side may turn to its best rival deal instead.

    A side asks for what the runner-up could at most give it: the whole surplus of that deal.

    Parameters
    ----------
    value
        The deal.
    rivals
        Deals that share a party with it.
    """
    return ranges_of(value, reserved_by_rivals(value, rivals))


def reserved_by_rivals(value: DealValue, rivals: Sequence[Rival]) -> dict[str, float]:
    """Return the most that host and guest could get from their best rival deal, m.

    A deal between the same two is no rival: neither can threaten the other with it.

    Parameters
    ----------
    value
        The deal.
    rivals
        Deals that share a party with it.
    """
    reserved = {value.about.host: 0.0, value.about.guest: 0.0}
    for rival in rivals:
        if (rival.host, rival.guest) == (value.about.host, value.about.guest):
            continue
        side = {"guest": value.about.guest, "host": value.about.host}.get(rival.shares)
        if side is not None:
            reserved[side] = max(reserved[side], threat_value(rival))
    return reserved


def contested_range(value: DealValue, rivals: Sequence[Rival], term: str) -> TermRange:
    """Return the range of one term where each side may turn to its best rival deal instead.

    Parameters
    ----------
    value, rivals
        As of :func:`contested_ranges`.
    term
        Name of the term.
    """
    return next(found for found in contested_ranges(value, rivals) if found.term == term)
