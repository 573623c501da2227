"""The expected gain of a deal over drawn futures, beside its gain on the study's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from plantshare.deals.gain import gains
from plantshare.deals.in_futures import PRESENT, DealInFutures, gains_of_form
from plantshare.deals.stream import Yearly

__all__ = ["FuturesMean", "StateMeans", "futures_mean"]

NEARER = 0.5
"""A state explains a difference if the futures of one of its groups leave no more than this share of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateMeans:
    """What all companies gain in futures with a drawn state, such as an extra duty, and in those without.

    Parameters
    ----------
    key
        Column of the study that is drawn, such as "tariffs.countervailing".
    share
        Probability that it is above zero at some time.
    present, absent
        Expected gain of all companies where it is, and where it never is, m.
    """

    key: str
    share: float
    present: float
    absent: float

    def left_of(self, headline: float) -> float:
        """Return by how much the nearer group differs from the gain on the study's own figures, m."""
        return min(abs(self.present - headline), abs(self.absent - headline))


@dataclass(frozen=True, slots=True, kw_only=True)
class FuturesMean:
    """Expected gains on the stated terms over drawn futures.

    Parameters
    ----------
    by_party
        Expected gain of each party, m.
    companies
        Expected gain of all companies together, m.
    standard_error
        Its standard error, m.
    headline
        The same on the study's own figures, m.
    states
        What companies gain by each drawn state.
    """

    by_party: Mapping[str, float]
    companies: float
    standard_error: float
    headline: float
    states: tuple[StateMeans, ...]

    @property
    def difference(self) -> float:
        """Return what all companies gain more over the futures than on the study's own figures, m."""
        return self.companies - self.headline

    @property
    def explained_by(self) -> StateMeans | None:
        """Return the drawn state that explains the difference best, none where none explains half of it."""
        best = min(self.states, key=lambda state: state.left_of(self.headline), default=None)
        if best is None or best.left_of(self.headline) > NEARER * abs(self.difference):
            return None
        return best


def futures_mean(deal: DealInFutures) -> FuturesMean:
    """Return the expected gain of every party and of all companies over drawn futures, on the stated terms.

    Parameters
    ----------
    deal
        The deal in its futures.
    """
    chance = deal.probability
    each = zip(deal.forms, deal.streams, strict=True)
    whole = np.array([gains(form, stream).companies for form, stream in each])
    mean = float(chance @ whole)
    spread = float(chance @ (whole - mean) ** 2)
    keys = [group.removesuffix(PRESENT) for group in deal.groups if group.endswith(PRESENT)]
    return FuturesMean(
        by_party={party: float(chance @ gain) for party, gain in gains_of_form(deal, deal.forms).items()},
        companies=mean,
        standard_error=(spread * float(chance @ chance)) ** 0.5,
        headline=deal.value.gains.companies,
        states=tuple(state_means(deal, key, whole) for key in keys),
    )


def state_means(deal: DealInFutures, key: str, whole: Yearly) -> StateMeans:
    """Return what all companies gain in the futures with a state and in those without it."""
    chance, inside = deal.probability, deal.groups[f"{key}{PRESENT}"]
    outside = ~inside
    return StateMeans(
        key=key,
        share=float(chance[inside].sum()),
        present=float(chance[inside] @ whole[inside] / chance[inside].sum()),
        absent=float(chance[outside] @ whole[outside] / chance[outside].sum()),
    )
