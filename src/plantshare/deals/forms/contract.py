"""Contract build: the host builds the guest's vehicle for a fee."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from plantshare.deals.forms.form import (
    build_money,
    charge,
    import_money,
    is_share,
    non_negative,
    parts_money,
    sale_money,
    site_money,
)
from plantshare.deals.payment import Payment
from plantshare.deals.stream import Stream, Yearly
from plantshare.deals.term import Clause
from plantshare.study.fees import Band, band_volumes, fee_in_bands, index_factor

__all__ = ["FEE_CLAUSES", "Band", "Contract", "FeeIndex", "band_volumes", "fee_terms_checked"]

FEE_CLAUSES = (
    Clause(
        name="unit fee and fixed fee",
        says="The guest pays a fee for each vehicle, and a fee each year that it reserves the line.",
        guards_against="With a fee per vehicle alone the guest builds too few: it sees no cost but the fee.",
        terms=("unit_fee", "fixed_fee"),
    ),
    Clause(
        name="minimum volume",
        says="The guest pays for each vehicle under the minimum, whether it is built or not.",
        guards_against="The guest leaves the line empty when import gets cheaper.",
        terms=("minimum", "shortfall_rate"),
    ),
    Clause(
        name="index",
        says="The fee follows wages and energy by agreed weights.",
        guards_against="The host carries inflation that the guest could carry, and asks for it up front.",
        terms=("labour_weight", "energy_weight"),
    ),
    Clause(
        name="tooling",
        says="The side that pays for tooling owns it; the host may pay a share of the guest's capital.",
        guards_against="Tooling has no use elsewhere, so the side that paid is held up once it stands.",
        terms=("host_capex_share",),
    ),
    Clause(
        name="exit",
        says="At a review the guest may leave for a termination fee.",
        guards_against="Building on at a loss to both, or leaving the host with a line that nobody pays.",
        terms=("termination_fee",),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeIndex:
    """How a fee follows wages and energy: factor = wl * wage + we * energy + (1 - wl - we).

    Parameters
    ----------
    labour_weight, energy_weight
        Shares of the fee that follow each; the rest stays.

    Examples
    --------
    Half labour at 3% for two years, a tenth energy that rises by a fifth:

    >>> round(1.85 * FeeIndex(labour_weight=0.5, energy_weight=0.1).factor(1.03**2, 1.2), 6)
    1.943333
    """

    labour_weight: float = 0.0
    energy_weight: float = 0.0

    def __post_init__(self) -> None:
        """Refuse weights below zero, or above one together."""
        non_negative(labour_weight=self.labour_weight, energy_weight=self.energy_weight)
        if self.labour_weight + self.energy_weight > 1 + 1e-12:
            raise ValueError(
                f"index weights must not exceed 1 together, got {self.labour_weight} for labour and "
                f"{self.energy_weight} for energy [index-above-one]"
            )

    def factor(self, wage: float, energy: float) -> float:
        """Return what the fee is multiplied by.

        Parameters
        ----------
        wage, energy
            Wage and energy price over those of the base year.
        """
        factor = index_factor(self.labour_weight, self.energy_weight, np.array(wage), np.array(energy))
        return float(factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """Pay the host a fee for each vehicle, a fee a year, and for each vehicle short of a minimum.

        host   w q + Phi + kappa (Qmin - q)+ - v q - F - KH - h KG  (and a is avoided)
        guest  (P-s-o-cM) q - w q - Phi - kappa (Qmin - q)+ + m (P-s-ell) - (1 - h) KG

    For fixed volumes NPV is affine in w (driver Qpv), Phi (A), kappa (sum d (Qmin - q)+), h (PV of
    KG) and in the fee of each band (PV of the volume inside); the other side has the opposite
    sign. In Qmin it is piecewise: nothing below q, kappa d per unit above, in each year by itself.

    Parameters
    ----------
    unit_fee
        Fee w, thousands per vehicle.
    fixed_fee
        Fee Phi, m/yr, in periods in which the deal runs.
    bands
        Fees by volume within a year, in place of ``unit_fee``; none for one fee.
    minimum
        Minimum Qmin by period, k: none, or one number for each period of the stream.
    shortfall_rate
        Payment kappa, thousands per vehicle under the minimum.
    host_capex_share
        Share h of the guest's capital that the host pays.
    fee_index, fixed_fee_index
        What the fee per vehicle, and the fee per year, are multiplied by in each period; none for 1.
    cost_refund
        Fixed cost of the programme that the guest pays back where no fee is stated, m by period; none for
        nothing.
    """

    name: ClassVar[str] = "contract build"
    terms: ClassVar[tuple[str, ...]] = ("unit_fee", "fixed_fee", "shortfall_rate", "host_capex_share")
    clauses: ClassVar[tuple[Clause, ...]] = FEE_CLAUSES
    decider: ClassVar[str] = "guest"

    unit_fee: float = 0.0
    fixed_fee: float = 0.0
    bands: tuple[Band, ...] = ()
    minimum: tuple[float, ...] = ()
    shortfall_rate: float = 0.0
    host_capex_share: float = 0.0
    fee_index: tuple[float, ...] = ()
    fixed_fee_index: tuple[float, ...] = ()
    cost_refund: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse terms outside their bounds, bands with gaps, and a fee next to bands."""
        fee_terms_checked(self.unit_fee, self.fixed_fee, self.shortfall_rate, self.minimum, self.bands)
        is_share(host_capex_share=self.host_capex_share)

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return every payment: the guest sells, the host builds, fees go from guest to host."""
        host, guest = stream.host, stream.guest
        wanted = by_period(self.minimum, stream, 0.0)
        short = self.shortfall_rate * np.maximum(wanted - stream.local, 0.0)
        return (
            *sale_money(stream, guest),
            *parts_money(stream, guest),
            *build_money(stream, host),
            *site_money(stream, host_pays=host, guest_pays=guest),
            *import_money(stream, stream.imported),
            charge("unit fee", guest, self.volume_fees(stream), host),
            charge("fixed fee", guest, self.fixed_fees(stream), host),
            charge("shortfall payment", guest, short, host),
            charge("fixed cost refund", guest, by_period(self.cost_refund, stream, 0.0), host),
            charge("capital share", host, self.host_capex_share * stream.guest_capital, guest),
        )

    def volume_fees(self, stream: Stream) -> Yearly:
        """Return fees by volume times the index, m by period: w q, or sum_b w[b] (volume in band b)."""
        fees = fee_in_bands(stream.local, self.bands) if self.bands else self.unit_fee * stream.local
        return fees * by_period(self.fee_index, stream, 1.0)

    def fixed_fees(self, stream: Stream) -> Yearly:
        """Return fees by year times their index, m by period: Phi while the deal runs."""
        return self.fixed_fee * by_period(self.fixed_fee_index, stream, 1.0) * stream.runs

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of both sides, in which no fee counts, m."""
        return stream.integrated_gain()


def by_period(values: Sequence[float], stream: Stream, default: float) -> Yearly:
    """Return one number for each period of the stream; none stands for the default in each."""
    if not values:
        return np.full(len(stream.years), default)
    if len(values) != len(stream.years):
        raise ValueError(f"{len(values)} numbers were given for {len(stream.years)} periods")
    return np.array(values, dtype=float)


def fee_terms_checked(
    unit_fee: float,
    fixed_fee: float,
    shortfall_rate: float,
    minimum: Sequence[float],
    bands: Sequence[Band],
) -> None:
    """Refuse fees below zero, and bands that leave a gap, overlap, or stand next to a unit fee.

    Parameters
    ----------
    unit_fee, fixed_fee, shortfall_rate, minimum, bands
        Terms, as of :class:`Contract`.
    """
    non_negative(unit_fee=unit_fee, fixed_fee=fixed_fee, shortfall_rate=shortfall_rate)
    for amount in minimum:
        non_negative(minimum=amount)
    if bands and unit_fee:
        raise ValueError(f"state bands or a unit fee, not both; got unit_fee {unit_fee} [fee-beside-bands]")
    reached = 0.0
    for band in bands:
        non_negative(unit_fee=band.unit_fee)
        if band.start != reached or band.end <= band.start:
            raise ValueError(
                f"a band must begin where the one before ends, at {reached:g}, and end later; "
                f"got {band.start:g} to {band.end:g} [band-gap]"
            )
        reached = band.end
    if bands and reached != float("inf"):
        raise ValueError(f"the last band must have no end, got {reached:g} [band-gap]")
