"""A hand-made answer on a deal: the reference programme, between the companies of the tutorial study.

Qpv 182.8191. Together host and guest gain 58.3563; the host needs 1.6887 a vehicle and the guest pays 2.0079
at most, so that at 1.85 the host gains (1.85 - 1.6887) 182.8191 = 29.5 and the guest 28.8. Duty of 1.8 a
vehicle is lost: 329.1. With volumes at 50, 90, 110 and 130% the host gains -19.7, 22 and more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from plantshare.deals.accepted import range_under_risk
from plantshare.deals.answer import DealAnswer
from plantshare.deals.answering import volume_of
from plantshare.deals.bargaining import kalai_smorodinsky_split, nash_split
from plantshare.deals.clauses import ClauseEffect
from plantshare.deals.coalitions import with_government
from plantshare.deals.forms import Contract
from plantshare.deals.forms.form import Form
from plantshare.deals.futures_mean import futures_mean
from plantshare.deals.gain import gains
from plantshare.deals.hold_up import exit_test, hold_up
from plantshare.deals.in_futures import DealInFutures, party_risks, terms_in_futures
from plantshare.deals.nucleolus import nucleolus
from plantshare.deals.on_plan import Programme
from plantshare.deals.power import power
from plantshare.deals.public import PublicFinance
from plantshare.deals.range import TermRange
from plantshare.deals.risk import Aversion
from plantshare.deals.rivals import Rival, contested_ranges, contests_of
from plantshare.deals.shapley import shapley
from plantshare.deals.stream import Stream
from plantshare.deals.valuation import DealValue, ranges_of
from plantshare.results import Result
from tests.deals.streams import R5

__all__ = ["DEAL", "GOVERNMENT", "GUEST", "HOST", "PROGRAMME", "answer_with"]

DEAL, HOST, GUEST, GOVERNMENT = "dawn_at_northgate", "fellside", "sunrise", "government of XZ"
PROGRAMME = replace(R5, host=HOST, guest=GUEST, government=GOVERNMENT)
FACTORS = (0.5, 0.9, 1.1, 1.3)


def answer_with(
    plans: Mapping[str, Result],
    *,
    stream: Stream = PROGRAMME,
    form: Form | None = None,
    factors: Sequence[float] = FACTORS,
    width: float = 0.0,
    **changed: Any,  # Any: fields of the answer of their own types
) -> DealAnswer:
    """Return the answer of the module's text; parts of it as given.

    Parameters
    ----------
    plans
        The tutorial study solved with sharing on and off.
    stream, form
        The programme, and the deal on it.
    factors
        Volume in each future as a share of the planned one; none for no futures.
    width
        How far the proven bounds lie from the surplus, m.
    changed
        Fields of the answer that are given.
    """
    terms = Contract(unit_fee=1.85) if form is None else form
    value = value_with(plans, stream, terms, width)
    surplus = value.surplus
    alone = (max(surplus[0], 0.0), max(surplus[1], 0.0), max(surplus[2], 0.0))
    game = with_government(HOST, GUEST, GOVERNMENT, alone=alone, kept=surplus, public=0.0)
    rivals = (
        Rival(deal=DEAL, host=HOST, guest=GUEST, shares="both", surplus=surplus, right=surplus),
        Rival(
            deal="dawn_at_<b>",
            host=HOST,
            guest="other",
            shares="host",
            surplus=(9.0, 10.0, 11.0),
            right=(9.0, 10.0, 11.0),
        ),
        Rival(deal="nowhere", host="third", guest=GUEST, shares="guest", surplus=None, right=(0.0, 0.0, 0.0)),
    )
    futures = futures_with(value, factors) if factors else None
    risks = () if futures is None else party_risks(futures, Aversion())
    careful = {HOST: Aversion(), GUEST: Aversion()}

    def over_futures(minds: Mapping[str, Aversion]) -> tuple[TermRange, ...]:
        if futures is None:
            return ()
        return tuple(range_under_risk(terms_in_futures(futures, name), minds) for name in terms.terms)

    fields: dict[str, Any] = {
        "value": value,
        "elsewhere": {HOST: {"shift cost": -3.0, "body tooling": -2.0, "energy": 0.5, "expansion": 0.25}},
        "ranges": ranges_of(value),
        "neutral_ranges": over_futures({}),
        "averse_ranges": over_futures(careful),
        "contested": contested_ranges(value, rivals),
        "area": None,
        "splits": {
            "Nash": nash_split(surplus, {HOST: 1.0, GUEST: 1.0}),
            "Kalai-Smorodinsky": kalai_smorodinsky_split(surplus, (HOST, GUEST)),
            "Shapley": shapley(game),
            "nucleolus": nucleolus(game).split,
        },
        "game": game,
        "powers": power(game),
        "rivals": rivals,
        "contests": contests_of(rivals),
        "futures": futures,
        "risks": risks,
        "expected": None if futures is None else futures_mean(futures),
        "clauses": clauses_with(terms) if futures is not None else (),
        "public": (
            PublicFinance(
                counterfactual="the best plan without the deal",
                lines={"receipts of jobs": 40.0, "duty": -329.0, "support": 0.0},
                jobs={"hours of work": {1: 0.5, 2: 1.4}},
            ),
        ),
        "volume": volume_of(value if futures is None else futures),
        "hold_up": hold_up(terms, stream, "unit_fee", 1.85, 0) if isinstance(terms, Contract) else None,
        "exits": (exit_test(terms, stream, 2),) if isinstance(terms, Contract) else (),
        **changed,
    }
    return DealAnswer(**fields)


def value_with(plans: Mapping[str, Result], stream: Stream, form: Form, width: float) -> DealValue:
    """Return the value of the deal, with plans of the tutorial study that say nothing of it."""
    found = gains(form, stream)
    whole = found.companies
    surplus = (whole - width, whole, whole + width)
    return DealValue(
        deal=DEAL,
        about=Programme(
            deal=DEAL,
            host=HOST,
            guest=GUEST,
            government=GOVERNMENT,
            country="XZ",
            options=(),
            vehicles=(),
        ),
        form=form,
        with_deal=plans["on"],
        without=plans["off"],
        streams=(stream,),
        probability=(1.0,),
        gains=found,
        own_rate_gains={HOST: 20.0},
        surplus=surplus,
        worth=(max(surplus[0], 0.0), max(whole, 0.0), max(surplus[2], 0.0)),
        is_signed=whole > 0,
    )


def futures_with(value: DealValue, factors: Sequence[float]) -> DealInFutures:
    """Return equally likely futures, the first two with weak demand."""
    count = len(factors)
    weak = np.arange(count) < 2
    return DealInFutures(
        value=value,
        streams=tuple(value.streams[0].with_volume(factor) for factor in factors),
        probability=np.full(count, 1.0 / count),
        groups={"weak demand": weak, "tariffs.countervailing never": ~weak},
        study=value.with_deal.study,
        forms=(value.form,) * count,
    )


def clauses_with(form: Form) -> tuple[ClauseEffect, ...]:
    """Return two clauses, the better one last."""
    stated = {HOST: 0.5, GUEST: 0.25}
    return (
        ClauseEffect(
            name="index",
            says="a rent of -3.5 m a year",
            form=form,
            walks=stated,
            walks_without=stated,
            standard_error=0.0,
        ),
        ClauseEffect(
            name="two-part fee",
            says="a fixed fee of 20.0 m a year",
            form=form,
            walks={HOST: 0.1, GUEST: 0.3},
            walks_without=stated,
            standard_error=0.05,
        ),
    )
