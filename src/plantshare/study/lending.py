"""Loans with equal repayments, and what cheap credit is worth."""

from __future__ import annotations

__all__ = ["annuity", "grant_equivalent", "level_repayment"]


def grant_equivalent(
    amount: float, rate: float, market_rate: float, years: int, *, fee: float = 0.0
) -> float:
    """Return what credit is worth beside the same credit from the market, in the unit of the amount.

        GE = L - sum_n (repayment + fee) (1 + market)^-n        repayment = L / sum_n (1 + rate)^-n

    Parameters
    ----------
    amount
        Credit L, paid out at once.
    rate, market_rate
        Interest asked for it, and that of the market for the same risk, share/yr.
    years
        Number of equal yearly repayments, the first after a year.
    fee
        Paid with each repayment, in the unit of the amount a year.

    Examples
    --------
    >>> round(grant_equivalent(60, 0.04, 0.09, 5), 4)
    7.5767
    """
    return amount - (level_repayment(amount, rate, years) + fee) * annuity(market_rate, years)


def level_repayment(amount: float, rate: float, years: int) -> float:
    """Return the equal yearly repayment of a loan, in the unit of the amount.

    Parameters
    ----------
    amount
        Loan.
    rate
        Interest, share/yr.
    years
        Number of repayments, the first after a year.

    Examples
    --------
    >>> round(level_repayment(60, 0.04, 5), 4)
    13.4776
    """
    return amount / annuity(rate, years)


def annuity(rate: float, years: int) -> float:
    """Return the present value of 1 a year: sum_n (1 + rate)^-n.

    Parameters
    ----------
    rate
        Interest, share/yr.
    years
        Number of years, the first payment after one.
    """
    return float(sum((1.0 + rate) ** -year for year in range(1, years + 1)))
