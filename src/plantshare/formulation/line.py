"""Money lines: a rate times a variable, with the company that pays and the company that receives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import xarray as xr

from plantshare.study.fees import Band, fee_in_bands

__all__ = ["CAPITAL", "CAPITAL_SHARE", "UNMET_TARGET", "BandedLine", "Line"]

CAPITAL = ("launch capital", "body tooling", "expansion")
"""Kinds of line that count against a company's capital budget."""

CAPITAL_SHARE = "capital share"
"""What the host of a deal pays the guest of its launch capital; it counts against budgets too."""

UNMET_TARGET = "unmet target"
"""Who pays the charge for a target that is missed: no company, but every coalition minds it."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Line:
    """One kind of money that moves with one variable of the program.

        amount = rate * variable

    Parameters
    ----------
    kind
        What the money is for, such as "freight"; the word that statements print.
    variable
        Name of the variable.
    rate
        Millions of currency per unit of the variable as the program holds it (thousand vehicles,
        or one launch). A rate with dim ``launch_year`` spreads a decision of that year over
        other years: the variable's own year is then ``launch_year``.
    payer, payee
        Company that pays and company that receives, over dims of the rate; none stands for the
        world outside the study (customers, suppliers, customs).
    """

    kind: str
    variable: str
    rate: xr.DataArray
    payer: xr.DataArray | None = None
    payee: xr.DataArray | None = None

    def amount(self, values: xr.DataArray) -> xr.DataArray:
        """Return the money of the line in millions, with its labels, before discounting."""
        if "launch_year" in self.rate.dims:
            return (values.rename(year="launch_year") * self.rate).sum("launch_year")
        return values * self.rate

    def gain(self, members: Iterable[str]) -> xr.DataArray:
        """Return what one unit of the line's money adds to the members: 1, 0 or -1."""
        members = [*members, UNMET_TARGET]
        gain = xr.DataArray(0.0)
        if self.payee is not None:
            gain = gain + np.isin(self.payee, members) * xr.ones_like(self.payee, dtype=float)
        if self.payer is not None:
            gain = gain - np.isin(self.payer, members) * xr.ones_like(self.payer, dtype=float)
        return gain

    def weight(
        self, members: Iterable[str], discount: xr.DataArray, probability: xr.DataArray
    ) -> xr.DataArray:
        """Return the coefficient of the variable in the expected discounted profit of the members.

        Dims are those of the variable.
        """
        weight = self.rate * self.gain(members) * discount
        if "launch_year" in weight.dims:
            weight = weight.sum("year").rename(launch_year="year")
        return weight * probability if "scenario" in weight.dims else weight


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BandedLine(Line):
    """A fee by bands of the year's volume of a deal, which its options pay in proportion to what they build.

        amount[j] = rate fee(q) built[j] / q        q = sum of built over the options of the deal

    The fee is no rate times a volume, so that no program with fixed rates could weigh it; as host and
    guest are both in the coalition, none has to.

    Parameters
    ----------
    rate
        What the fee is multiplied by, as it follows wages and energy: a pure number, dims
        (option, year, scenario).
    deal
        Deal of each option, empty where none has bands, dims (option).
    bands
        Fee bands by deal.
    """

    deal: xr.DataArray
    bands: Mapping[str, tuple[Band, ...]]

    def amount(self, values: xr.DataArray) -> xr.DataArray:
        """Return the money of the line in millions, with its labels, before discounting."""
        paid = xr.zeros_like(values)
        for deal, bands in self.bands.items():
            own = values.where(self.deal == deal, 0.0)
            volume = own.sum("option")
            fee = volume.copy(data=fee_in_bands(volume.values, bands))
            paid = paid + own * (fee / volume.where(volume > 0)).fillna(0.0)
        return paid * self.rate

    def weight(
        self, members: Iterable[str], discount: xr.DataArray, probability: xr.DataArray
    ) -> xr.DataArray:
        """Return zero over the dims of the variable: the members pay the fee to each other.

        Raises
        ------
        ValueError
            If only one side of a deal is a member, as its profit bends with the volume.
        """
        gain = self.gain(members)
        if (gain != 0).any():
            alone = sorted({str(name) for name in self.deal.values[gain.values != 0]})
            raise ValueError(
                f"{', '.join(alone)}: a fee by bands can be planned only where host and guest are both "
                "among the companies whose profit counts"
            )
        return Line.weight(self, members, discount, probability)
