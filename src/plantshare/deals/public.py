"""Public finance: what a government gains and pays, and whether its support changes anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from plantshare.deals.payment import cash_flow
from plantshare.deals.stream import Stream
from plantshare.deals.support import Instrument

__all__ = ["PublicFinance", "Receipts", "duty_lost", "is_additional", "public_finance"]

Verdict = Literal["additional", "windfall", "cannot be told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipts:
    """Taxes of jobs that the programme brings: jobs * additional share * receipts per job.

    Parameters
    ----------
    jobs
        Jobs in the programme, thousand.
    additional_share
        Share of them that would not be filled elsewhere.
    per_job
        Taxes less benefits for each, thousands a year.
    """

    jobs: float
    additional_share: float
    per_job: float

    def __post_init__(self) -> None:
        """Refuse a share outside [0, 1]."""
        if not 0 <= self.additional_share <= 1:
            raise ValueError(f"additional_share must lie in [0, 1], got {self.additional_share}")

    @property
    def yearly(self) -> float:
        """Return the receipts of a year, m."""
        return self.jobs * self.additional_share * self.per_job


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFinance:
    """Present value of what the government gains by a programme with its support, m.

    Parameters
    ----------
    counterfactual
        What would happen without it: a net figure means nothing without it.
    lines
        Receipts above zero, duty lost and support below, by name. Where jobs can be counted in two ways,
        the receipts are the lower ones, so that nothing rests on the higher count unless it says so.
    jobs
        Jobs that the programme adds in each year, thousand, by how they are counted; none where they were
        not counted.
    receipts
        Present value of the receipts by each count of jobs, m; none where there is one count alone.
    """

    counterfactual: str
    lines: Mapping[str, float]
    jobs: Mapping[str, Mapping[int, float]] = field(default_factory=dict)
    receipts: Mapping[str, float] = field(default_factory=dict)

    @property
    def net(self) -> float:
        """Return the sum of the lines, m: with the lower count of jobs."""
        return sum(self.lines.values())

    @property
    def net_high(self) -> float:
        """Return the same with the higher count of jobs, m.

        Examples
        --------
        >>> counts = {"hours of work": 5.0, "people in shifts": 50.0}
        >>> account = PublicFinance(
        ...     counterfactual="none", lines={"receipts of jobs": 5.0, "duty": -20.0}, receipts=counts
        ... )
        >>> account.net, account.net_high
        (-15.0, 30.0)
        """
        spread = max(self.receipts.values()) - min(self.receipts.values()) if self.receipts else 0.0
        return self.net + spread


def duty_lost(stream: Stream) -> float:
    """Return the duty that the government loses as local build replaces imports, m.

    sum_t d[t] (duty (m0 - m) - inbound duty q): what the guest saves, to the penny.

    Parameters
    ----------
    stream
        The programme.
    """
    replaced = stream.imported_without - stream.imported
    return stream.present(stream.duty * replaced - stream.inbound_duty * stream.local)


def public_finance(
    stream: Stream,
    support: Sequence[Instrument],
    receipts: Receipts,
    duty_by_counterfactual: Mapping[str, float] | None = None,
) -> tuple[PublicFinance, ...]:
    """Return net public finance against each named counterfactual.

    Parameters
    ----------
    stream
        The programme.
    support
        What the government gives.
    receipts
        Taxes of the jobs.
    duty_by_counterfactual
        Duty lost against each counterfactual, m: an import from a country without duty loses none. None
        for the import of the stream alone.
    """
    counterfactuals = duty_by_counterfactual or {stream.counterfactual: duty_lost(stream)}
    given: dict[str, float] = {}
    for instrument in support:
        payments = instrument.payments(stream)
        name = payments[0].kind
        value = stream.present(cash_flow(payments, stream.government, len(stream.years)))
        given[name] = given.get(name, 0.0) + value
    income = receipts.yearly * stream.present_years
    return tuple(
        PublicFinance(counterfactual=name, lines={"receipts of jobs": income, "duty lost": -duty, **given})
        for name, duty in counterfactuals.items()
    )


def is_additional(surplus_without: tuple[float, float]) -> Verdict:
    """Return whether support changes the decision: without it, host and guest together would not go ahead.

    Parameters
    ----------
    surplus_without
        Proven lower and upper bound of the surplus of host and guest without support, m.

    Examples
    --------
    >>> is_additional((-12.0, -3.0)), is_additional((58.4, 58.4)), is_additional((-1.0, 2.0))
    ('additional', 'windfall', 'cannot be told')
    """
    low, high = surplus_without
    if low > high:
        raise ValueError(f"the lower bound {low} lies above the upper bound {high}")
    if high < 0:
        return "additional"
    return "windfall" if low >= 0 else "cannot be told"
