"""At which discount rates the parties of a deal value their own gain, in words."""

from __future__ import annotations

from plantshare.deals.own_rates import OwnRate, own_rates
from plantshare.deals.valuation import DealValue
from plantshare.report.deal_words import LEAST, party_words
from plantshare.report.words import listed, percent

__all__ = ["assumed_rates_words", "is_other_at_own_rate", "rates_of"]


def rates_of(value: DealValue) -> dict[str, OwnRate]:
    """Return the own discount rate of each company that has a gain at it.

    Parameters
    ----------
    value
        The deal.
    """
    known = own_rates(value.without.study)
    return {one.company: one for one in known if one.company in value.own_rate_gains}


def is_other_at_own_rate(value: DealValue) -> bool:
    """Return whether the gain of some party reads otherwise at its own rate than at the study's."""
    at_study_rate = value.gains.by_party
    return any(abs(gain - at_study_rate[name]) >= LEAST for name, gain in value.own_rate_gains.items())


def assumed_rates_words(value: DealValue) -> list[str]:
    """Return one sentence for each rate that stands for parties that state none of their own.

    Parameters
    ----------
    value
        The deal.
    """
    assumed: dict[float, list[str]] = {}
    for company, one in rates_of(value).items():
        if one.is_assumed:
            assumed.setdefault(one.rate, []).append(party_words(value.without.study, company))
    return [
        f"{listed(parties)} {'give' if len(parties) > 1 else 'gives'} no discount rate: "
        f"{percent(rate, 1)} a year is assumed (discount_rate in companies.csv)."
        for rate, parties in assumed.items()
    ]
