"""A deal in futures that were drawn: each party's gain in each, and when a party would rather walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from plantshare.deals.accepted import Outlook, outlook_of_forms
from plantshare.deals.agreed import agreed_forms
from plantshare.deals.forms.form import Form
from plantshare.deals.gain import gains
from plantshare.deals.on_plan import PlanMoney, Programme, joined_money, plan_money, streams_between
from plantshare.deals.risk import Aversion, GainRisk, gain_risk, walk_away_probability
from plantshare.deals.stream import Stream, Yearly
from plantshare.deals.valuation import DealValue
from plantshare.results import Result
from plantshare.solve.held import measured
from plantshare.study import Study

__all__ = [
    "ABSENT",
    "PRESENT",
    "DealInFutures",
    "PartyRisk",
    "gain_in_futures",
    "gains_of_form",
    "in_futures",
    "party_risks",
    "terms_in_futures",
]

Told = Callable[[str, int, int], None]

PRESENT, ABSENT = " at some time", " never"
"""How a group of futures ends in which a drawn state of a column is there, and in which it never is."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DealInFutures:
    """A deal in many futures, with launches, shifts and signatures held as planned.

    Parameters
    ----------
    value
        The deal as planned.
    streams
        The programme in each future.
    probability
        Probability of each future.
    groups
        Futures by group, such as "weak demand": whether each belongs to it.
    study
        The study with its futures.
    forms
        The stated terms in each future: a fee with an index follows the wages and prices of that future.
    """

    value: DealValue
    streams: tuple[Stream, ...]
    probability: Yearly
    groups: Mapping[str, npt.NDArray[np.bool_]]
    study: Study
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRisk:
    """What a deal may come to for one party.

    Parameters
    ----------
    party
        Name of the party.
    gain
        Mean, fifth percentile, mean of the worst, certainty equivalent and probability of a loss.
    standard_error
        Standard error of the mean, m.
    walks
        Probability that it would rather walk within each group of futures.
    """

    party: str
    gain: GainRisk
    standard_error: float
    walks: Mapping[str, float]


def in_futures(value: DealValue, study: Study, tell: Told = lambda plan, done, count: None) -> DealInFutures:
    """Return a deal in drawn futures, the same ones for the plan with it and the plan without.

    Volumes, flows and overtime are the best that each future allows; launches, shifts and what was signed
    stay as planned.

    Parameters
    ----------
    value
        The deal as planned.
    study
        The study with its futures, as from ``study.with_draws``.
    tell
        Told which plan is looked at, how many futures are done, and of how many.
    """
    drawn = study.with_settings(sharing="deals")
    money = [
        money_in_futures(plan, drawn, value.about, partial(tell, name))
        for name, plan in (("with the deal", value.with_deal), ("without it", value.without))
    ]
    streams = streams_between(drawn, value.about, *money)
    return DealInFutures(
        value=value,
        streams=streams,
        probability=np.asarray(drawn.weights, dtype=float),
        groups=demand_groups(drawn, value.about),
        study=drawn,
        forms=forms_in_futures(value, drawn, streams),
    )


def forms_in_futures(value: DealValue, drawn: Study, streams: Sequence[Stream]) -> tuple[Form, ...]:
    """Return the stated terms in each future: all the same unless a fee follows costs of the future."""
    return agreed_forms(drawn, value.deal, streams)


def money_in_futures(
    plan: Result, study: Study, about: Programme, tell: Callable[[int, int], None]
) -> PlanMoney:
    """Return the money of a held plan in every future of a study, as the deal sees it."""
    parts = measured(plan, study, partial(plan_money, about=about), tell=tell)
    return joined_money([part for part, _ in parts])


def demand_groups(study: Study, about: Programme) -> dict[str, npt.NDArray[np.bool_]]:
    """Return the futures in thirds by discounted demand for the vehicles of the deal, and by drawn state.

    A column of the study that a future sets rather than scales, such as an extra duty, is a state: its
    futures are those in which it is above zero at some time.
    """
    wanted = study["demand.units"].sel(vehicle=list(about.vehicles)).sum(["vehicle", "market"])
    level = (wanted * study.discount).sum("year").transpose("scenario").values
    low, high = np.quantile(level, [1 / 3, 2 / 3])
    groups = {
        "weak demand": level <= low,
        "middling demand": (level > low) & (level <= high),
        "strong demand": level > high,
    }
    names = tuple(study.labels["scenario"])
    for draw in () if study.draws is None else study.draws.columns:
        if draw.how != "set":
            continue
        present = (draw.values.reindex(scenario=list(names)).fillna(0.0) > 0).any(
            [dim for dim in draw.values.dims if dim != "scenario"]
        )
        groups[f"{draw.key}{PRESENT}"] = present.values
        groups[f"{draw.key}{ABSENT}"] = ~present.values
    return {name: inside for name, inside in groups.items() if inside.any() and not inside.all()}


def gain_in_futures(deal: DealInFutures, party: str, form: Form | None = None) -> Yearly:
    """Return the gain of a party in each future, m.

    Parameters
    ----------
    deal
        The deal in its futures.
    party
        Name of the party.
    form
        Other terms than those stated; the stated ones unless given.
    """
    return gains_of_form(deal, deal.forms if form is None else (form,) * len(deal.streams)).get(
        party, np.zeros(len(deal.streams))
    )


def gains_of_form(deal: DealInFutures, forms: Sequence[Form]) -> dict[str, Yearly]:
    """Return the gain of every party in each future, m.

    Parameters
    ----------
    deal
        The deal in its futures.
    forms
        The terms in each future.
    """
    each = [gains(form, stream).by_party for form, stream in zip(forms, deal.streams, strict=True)]
    parties = dict.fromkeys(party for one in each for party in one)
    return {party: np.array([one.get(party, 0.0) for one in each]) for party in parties}


def party_risks(deal: DealInFutures, aversion: Aversion) -> tuple[PartyRisk, ...]:
    """Return what the deal may come to for each party that gains or loses by it.

    Parameters
    ----------
    deal
        The deal in its futures.
    aversion
        How much each party minds bad cases, for its certainty equivalent.
    """
    risks = []
    chance = deal.probability
    for party, gain in gains_of_form(deal, deal.forms).items():
        if not np.abs(gain).max() > 1e-6:
            continue
        spread = float(chance @ (gain - chance @ gain) ** 2)
        risks.append(
            PartyRisk(
                party=party,
                gain=gain_risk(gain, chance, aversion),
                standard_error=(spread * float(chance @ chance)) ** 0.5,
                walks={
                    name: walk_away_probability(gain[inside], chance[inside] / chance[inside].sum())
                    for name, inside in deal.groups.items()
                },
            )
        )
    return tuple(risks)


def terms_in_futures(deal: DealInFutures, *terms: str) -> Outlook:
    """Return the deal in its futures as drivers of some terms, for the ranges that averse parties accept.

    Parameters
    ----------
    deal
        The deal in its futures.
    terms
        Names of the terms.
    """
    return outlook_of_forms(deal.forms, deal.streams, tuple(deal.probability), terms)
