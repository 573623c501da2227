"""What a deal is worth as plain data, complete, for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from plantshare.cli.deal_scarcity import scarcity_content
from plantshare.deals.answer import DealAnswer
from plantshare.deals.clauses import best_clause
from plantshare.deals.forms import Form
from plantshare.deals.futures_mean import FuturesMean
from plantshare.deals.game import Game, Split
from plantshare.deals.hold_up import ExitTest
from plantshare.deals.own_rates import own_rates
from plantshare.deals.range import TermArea, TermRange
from plantshare.deals.rulings import under_each_ruling
from plantshare.deals.valuation import DealValue, Interval, deal_statement
from plantshare.run.deal import FoundGame, ListedDeal

__all__ = [
    "answer_content",
    "area_content",
    "game_content",
    "listed_content",
    "range_content",
    "value_content",
]

Content = dict[str, Any]
"""Any: JSON holds data of any shape."""


def answer_content(answer: DealAnswer) -> Content:
    """Return everything that was found of a deal: money in millions, fees in thousands per vehicle.

    Parameters
    ----------
    answer
        What was found.
    """
    best = best_clause(answer.clauses)
    return {
        **value_content(answer.value),
        "elsewhere": {party: dict(kinds) for party, kinds in answer.elsewhere.items()},
        "ranges": [range_content(found) for found in answer.ranges],
        "neutral_ranges": [range_content(found) for found in answer.neutral_ranges],
        "averse_ranges": [range_content(found) for found in answer.averse_ranges],
        "contested_ranges": [range_content(found) for found in answer.contested],
        "area": None if answer.area is None else area_content(answer.area),
        "aversion": asdict(answer.aversion),
        "splits": {rule: split_content(split) for rule, split in answer.splits.items()},
        "game": coalition_content(answer.game),
        "powers": [asdict(one) for one in answer.powers],
        "rivals": [
            {
                **asdict(rival),
                "surplus": interval_content(rival.surplus),
                "right": interval_content(rival.right),
                "against": "no deal at all",
            }
            for rival in answer.rivals
        ],
        "contests": [asdict(contest) for contest in answer.contests],
        "futures": 0 if answer.futures is None else len(answer.futures.streams),
        "risks": [asdict(risk) for risk in answer.risks],
        "expected": None if answer.expected is None else expected_content(answer.expected),
        "walk_away": {risk.party: risk.gain.loss_probability for risk in answer.risks},
        "clauses": [
            {
                "name": effect.name,
                "says": effect.says,
                "terms": terms_content(effect.form),
                "walks": dict(effect.walks),
                "walks_without": dict(effect.walks_without),
                "closes": effect.closes,
                "standard_error": effect.standard_error,
                "is_told": effect.is_told,
            }
            for effect in answer.clauses
        ],
        "best_clause": None if best is None else best.name,
        "public_finance": [
            {
                "counterfactual": account.counterfactual,
                "lines": dict(account.lines),
                "net": account.net,
                "net_high": account.net_high,
                "receipts": dict(account.receipts),
                "jobs": {
                    count: {year: 1000.0 * jobs for year, jobs in by_year.items()}
                    for count, by_year in account.jobs.items()
                },
            }
            for account in answer.public
        ],
        "assumed": asdict(answer.taxes),
        "volume": asdict(answer.volume),
        "hold_up": None
        if answer.hold_up is None
        else {
            "before": range_content(answer.hold_up.before),
            "after": range_content(answer.hold_up.after),
            "host_could_ask": answer.hold_up.host_could_ask,
            "guest_could_press": answer.hold_up.guest_could_press,
        },
        "exits": [exit_content(test) for test in answer.exits],
        "seconds": answer.seconds,
    }


def expected_content(found: FuturesMean) -> Content:
    """Return expected gains over the drawn futures, and what explains their difference from the headline."""
    explained = found.explained_by
    return {
        **asdict(found),
        "difference": found.difference,
        "explained_by": None if explained is None else explained.key,
    }


def value_content(value: DealValue) -> Content:
    """Return what a deal is worth to each party, with bounds and the counterfactual of every gain.

    Parameters
    ----------
    value
        The deal.
    """
    return {
        "deal": value.deal,
        "form": value.form.name,
        "terms": terms_content(value.form),
        "parties": {
            "host": value.about.host,
            "guest": value.about.guest,
            "government": value.about.government,
        },
        "options": list(value.about.options),
        "counterfactual": value.gains.counterfactual,
        "gains": {
            party: {
                "low": gain - value.unproven,
                "value": gain,
                "high": gain + value.unproven,
                "counterfactual": value.gains.counterfactual,
            }
            for party, gain in value.gains.by_party.items()
        },
        "gains_at_own_rate": dict(value.own_rate_gains),
        "own_rates": {
            one.company: {"rate": one.rate, "is_assumed": one.is_assumed}
            for one in own_rates(value.without.study)
            if one.company in value.own_rate_gains
        },
        "surplus": interval_content(value.surplus),
        "own_costs": value.own_costs,
        "divided": interval_content(value.divided),
        "worth_of_the_right": interval_content(value.worth),
        "is_signed": value.is_signed,
        "volume": {
            year: 1000.0
            * sum(
                chance * float(stream.local[place])
                for chance, stream in zip(value.probability, value.streams, strict=True)
            )
            for place, year in enumerate(value.streams[0].years)
        },
        "by_ruling": [
            {
                "ruling": each.ruling,
                "duty": each.duty,
                "is_planned": each.is_planned,
                "gains": dict(each.gains.by_party),
                "companies": each.gains.companies,
            }
            for each in under_each_ruling(value)
        ],
        "statement": [
            {"party": party, "kind": kind, "present_value": amount}
            for (party, kind), amount in deal_statement(value).items()
        ],
    }


def terms_content(form: Form) -> Content:
    """Return the terms of a form by name, in millions and thousands per vehicle."""
    # Any: a Protocol is no dataclass to mypy.
    return asdict(cast("Any", form))


def range_content(found: TermRange) -> Content:
    """Return the range of a term, and whether and by how much both sides miss.

    Parameters
    ----------
    found
        The range.
    """
    return {**asdict(found), "is_open": found.is_open, "misses_by": max(-found.width, 0.0)}


def area_content(area: TermArea) -> Content:
    """Return the corners of an area of two terms.

    Parameters
    ----------
    area
        The area.
    """
    return {
        "terms": list(area.terms),
        "corners": [list(corner) for corner in area.corners],
        "counterfactual": area.counterfactual,
    }


def split_content(split: Split) -> Content:
    """Return what each player gets, with its range."""
    return {
        name: {"low": low, "value": amount, "high": high}
        for name, low, amount, high in zip(split.players, split.low, split.payoff, split.high, strict=True)
    }


def coalition_content(game: Game) -> list[Content]:
    """Return the worth of each coalition with its bounds."""
    return [
        {
            "members": list(game.members(mask)),
            "low": float(game.lowest[mask]),
            "value": float(game.values[mask]),
            "high": float(game.highest[mask]),
        }
        for mask in range(1, len(game.values))
    ]


def interval_content(interval: Interval | None) -> Content | None:
    """Return low, value and high by name; nothing where there is none."""
    return None if interval is None else dict(zip(("low", "value", "high"), interval, strict=True))


def exit_content(test: ExitTest) -> Content:
    """Return a test at a review."""
    return {**asdict(test), "joint_continuation": test.joint_continuation}


def listed_content(deal: ListedDeal) -> Content:
    """Return a deal of a list.

    Parameters
    ----------
    deal
        The deal.
    """
    return {**asdict(deal), "surplus": interval_content(deal.surplus), "against": "no deal at all"}


def game_content(found: FoundGame) -> Content:
    """Return a game between companies and its splits.

    Parameters
    ----------
    found
        The game.
    """
    return {
        "players": list(found.found.game.players),
        "coalitions": coalition_content(found.found.game),
        "counterfactual": "no deal at all",
        "solves": found.found.solves,
        "seconds": found.found.seconds,
        "shapley": split_content(found.shapley),
        "nucleolus": split_content(found.nucleolus),
        "core": {"is_empty": found.core.is_empty, "verdict": found.core.verdict, "cover": found.core.cover},
        "powers": [asdict(one) for one in found.powers],
        "paid_at_scarcity_prices": scarcity_content(found),
    }
