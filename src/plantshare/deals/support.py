"""Support: what a government gives to a programme, and what that is worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, Protocol

import numpy as np

from plantshare.deals.forms.acquisition import at_signature, in_last_period
from plantshare.deals.forms.form import charge, non_negative
from plantshare.deals.payment import Payment
from plantshare.deals.stream import Stream
from plantshare.study.lending import grant_equivalent, level_repayment
from plantshare.units import THOUSAND

__all__ = [
    "EnergyRelief",
    "Grant",
    "Guarantee",
    "Instrument",
    "Loan",
    "Receiver",
    "TariffChange",
]

Receiver = Literal["host", "guest"]


class Instrument(Protocol):
    """Support that moves money from the government to one side."""

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return what the government pays, by period."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Pay a share of the capital as it is spent, and take part of it back if too little is built.

        grant[t]  = min(share K[t], what is left of the cap)
        back[T]   = sum grant * max(1 - sum q / promised, 0)

    Parameters
    ----------
    share
        Share of the capital of both sides.
    cap
        Most that is paid in all, m.
    promised
        Vehicles promised over the whole time, k; 0 for no clawback.
    receiver
        Side that gets it.
    """

    share: float
    cap: float = float("inf")
    promised: float = 0.0
    receiver: Receiver = "guest"

    def __post_init__(self) -> None:
        """Refuse shares outside [0, 1] and sums below zero."""
        non_negative(promised=self.promised)
        if not 0 <= self.share <= 1:
            raise ValueError(f"share of a grant must lie in [0, 1], got {self.share} [grant-above-one]")
        if not self.cap >= 0:
            raise ValueError(f"cap must not lie below 0, got {self.cap} [number-low]")

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return the grant, and what is taken back."""
        party = receiver(stream, self.receiver)
        paid = np.minimum(np.cumsum(self.share * stream.capital), self.cap)
        yearly = np.diff(paid, prepend=0.0)
        missed = max(1.0 - float(stream.local.sum()) / self.promised, 0.0) if self.promised else 0.0
        back = in_last_period(stream, missed * float(yearly.sum()))
        return (
            charge("grant", stream.government, yearly, party),
            charge("clawback", party, back, stream.government),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyRelief:
    """Pay so much for each MWh that building takes: rate MWh q / 1000.

    Parameters
    ----------
    rate
        Currency per MWh.
    receiver
        Side that pays for energy.
    """

    rate: float
    receiver: Receiver = "host"

    def __post_init__(self) -> None:
        """Refuse a rate below zero."""
        non_negative(rate=self.rate)

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return the relief by period."""
        amount = self.rate * THOUSAND * stream.electricity * stream.local
        return (charge("energy relief", stream.government, amount, receiver(stream, self.receiver)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loan:
    """Lend below the market rate; what counts is the grant equivalent.

        GE = L - sum_n repayment (1 + market)^-n

    A cheap loan takes the place of a dear one, so only the difference is a gain; a plan before
    financing books that at signature and not the cash of the loan.

    Parameters
    ----------
    amount
        Loan L, m.
    rate, market_rate
        Interest of the loan, and of the market for the same risk, share/yr.
    years
        Equal yearly repayments.
    receiver
        Side that borrows.
    """

    amount: float
    rate: float
    market_rate: float
    years: int
    receiver: Receiver = "guest"

    def __post_init__(self) -> None:
        """Refuse an amount or a rate below zero, and a loan without years."""
        non_negative(amount=self.amount, rate=self.rate, market_rate=self.market_rate)
        if self.years < 1:
            raise ValueError(f"a loan needs at least one year, got {self.years}")

    @property
    def repayment(self) -> float:
        """Return what is repaid each year, m."""
        return level_repayment(self.amount, self.rate, self.years)

    @property
    def grant_equivalent(self) -> float:
        """Return what the loan is worth beside one from the market, m at signature."""
        return grant_equivalent(self.amount, self.rate, self.market_rate, self.years)

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return the grant equivalent at signature."""
        amounts = at_signature(stream, self.grant_equivalent)
        return (
            charge("loan, grant equivalent", stream.government, amounts, receiver(stream, self.receiver)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """Vouch for a bank loan, so that the bank asks for less.

        worth to the borrower  L - sum_n (repayment at the guaranteed rate + fee) (1 + market)^-n
        cost to the state      sum_n (default (1-default)^(n-1) (1-recovery) owed[n] - survival fee) (1+r)^-n

    Parameters
    ----------
    amount
        Loan L, m.
    guaranteed_rate, market_rate
        Interest with and without the guarantee, share/yr.
    years
        Equal yearly repayments.
    fee
        Yearly fee for the guarantee, m.
    default, recovery
        Probability of default in each year, and share of the debt that is then recovered.
    receiver
        Side that borrows.
    """

    amount: float
    guaranteed_rate: float
    market_rate: float
    years: int
    fee: float = 0.0
    default: float = 0.0
    recovery: float = 0.0
    receiver: Receiver = "guest"

    def __post_init__(self) -> None:
        """Refuse amounts below zero and probabilities outside [0, 1]."""
        non_negative(
            amount=self.amount,
            guaranteed_rate=self.guaranteed_rate,
            market_rate=self.market_rate,
            fee=self.fee,
        )
        for share in (self.default, self.recovery):
            if not 0 <= share <= 1:
                raise ValueError(f"default and recovery must lie in [0, 1], got {share}")
        if self.years < 1:
            raise ValueError(f"a guarantee needs at least one year, got {self.years}")

    @property
    def grant_equivalent(self) -> float:
        """Return what the guarantee is worth to the borrower, m at signature."""
        return grant_equivalent(self.amount, self.guaranteed_rate, self.market_rate, self.years, fee=self.fee)

    def expected_cost(self, rate: float) -> float:
        """Return what the state expects to pay out less the fees, m at signature.

        Parameters
        ----------
        rate
            Discount rate of the state, share/yr.
        """
        repaid = level_repayment(self.amount, self.guaranteed_rate, self.years)
        owed, alive, cost = self.amount, 1.0, 0.0
        for year in range(1, self.years + 1):
            later = (1.0 + rate) ** -year
            called = alive * self.default * (1.0 - self.recovery) * owed * (1.0 + self.guaranteed_rate)
            alive *= 1.0 - self.default
            cost += later * (called - alive * self.fee)
            owed = owed * (1.0 + self.guaranteed_rate) - repaid
        return cost

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return the grant equivalent at signature."""
        amounts = at_signature(stream, self.grant_equivalent)
        party = receiver(stream, self.receiver)
        return (charge("guarantee, grant equivalent", stream.government, amounts, party),)


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffChange:
    """Another duty on the imports that compete with the programme, from some period on.

    No payment: it changes the outside option of the guest and the revenue of the state.

    Parameters
    ----------
    duty
        New duty per imported vehicle, thousands.
    first
        First period in which it holds.
    """

    duty: float
    first: int

    def under(self, stream: Stream) -> Stream:
        """Return the stream with the new duty."""
        holds = np.array(stream.years) >= self.first
        return replace(stream, duty=np.where(holds, self.duty, stream.duty))


def receiver(stream: Stream, side: Receiver) -> str:
    """Return the name of the side that receives."""
    return stream.host if side == "host" else stream.guest
