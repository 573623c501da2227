"""Tax: what is left of a gain, and why a group sets the price of what it sells to itself."""

from __future__ import annotations

from collections.abc import Sequence

from plantshare.deals.stream import Stream, Yearly

__all__ = ["FULL_EXPENSING", "NO_ALLOWANCE", "after_tax", "transfer_price_effect"]

FULL_EXPENSING = (1.0,)
"""All capital is deducted in the period in which it is spent."""

NO_ALLOWANCE = ()
"""No capital is ever deducted."""


def after_tax(
    gain: Yearly,
    capital: Yearly,
    stream: Stream,
    tax_rate: float,
    allowance: Sequence[float] = FULL_EXPENSING,
) -> float:
    """Return the present value of a gain after tax, m, for a company that has profit to set losses against.

    sum_t d[t] (1 - tau) (gain[t] + K[t]) - d[t] K[t] + tau sum_t sum_n d[t+n] share[n] K[t]

    Parameters
    ----------
    gain
        Yearly gain after capital and before tax, m by period.
    capital
        Capital in it K, m by period.
    stream
        For the discount factors.
    tax_rate
        Rate tau, share.
    allowance
        Share of capital that is deducted in the period of spending, in the next, and so on.
    """
    if sum(allowance) > 1 + 1e-12 or min(allowance, default=0.0) < 0:
        raise ValueError(f"allowances must be 0 or more and add up to at most 1, got {tuple(allowance)}")
    periods = len(stream.years)
    saved = sum(
        tax_rate * share * float(stream.discount[year + delay]) * float(capital[year])
        for year in range(periods)
        for delay, share in enumerate(allowance)
        if year + delay < periods
    )
    return stream.present((1.0 - tax_rate) * (gain + capital) - capital) + saved


def transfer_price_effect(home_tax: float, duty: float, foreign_tax: float) -> float:
    """Return what a group gains when its foreign plant asks one more for parts that it ships home.

    home tax saved on the price and on the duty, less the duty, less the tax abroad:
    tau_home - duty (1 - tau_home) - tau_foreign

    Parameters
    ----------
    home_tax, foreign_tax
        Tax rates, share.
    duty
        Duty on the shipment, share.

    Examples
    --------
    >>> [round(transfer_price_effect(0.25, 0.10, abroad), 3) for abroad in (0.15, 0.25)]
    [0.025, -0.075]
    """
    return home_tax - duty * (1.0 - home_tax) - foreign_tax
