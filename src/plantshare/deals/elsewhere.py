"""What stands behind "elsewhere in the plan": what a deal changes beyond its programme, by kind of money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
import xarray as xr

from plantshare.deals.on_plan import BOUGHT, BUILT, FEES, Programme, Where, add_profit
from plantshare.deals.valuation import ELSEWHERE, DealValue, deal_statement
from plantshare.formulation import Line
from plantshare.solve.restricted import Restricted
from plantshare.study import Study

__all__ = ["OTHER_DUTY", "SAME_VEHICLES", "elsewhere_by_kind"]

SAME_VEHICLES = "the same vehicles built elsewhere"
"""Kind of what imports of the programme's vehicles bring more or less than at the rates of the programme."""

OTHER_DUTY = "duty on other vehicles"
"""Kind of what the home government takes in duty beyond the programme."""

OF_PROGRAMME = frozenset((*BUILT, *BOUGHT, "option fixed cost", "launch capital"))
"""Kinds of money line that belong to the programme where they are of its vehicles."""

SMALL = 1e-6
"""Millions below which nothing has changed."""


def elsewhere_by_kind(restricted: Restricted, value: DealValue) -> dict[str, dict[str, float]]:
    """Return what a deal changes for each party beyond its programme, by kind of money, the largest first.

        elsewhere[i,k] = PV of kind k for company i with the deal - the same without it, programme left out

    Money of the programme's vehicles and the fees of the deal are left out, wherever the vehicles are built.
    The kinds of a party add up to what its statement calls "elsewhere in the plan"; what imports of the same
    vehicles come to beyond the rates of the programme has a kind of its own.

    Parameters
    ----------
    restricted
        The study, built once.
    value
        The deal.

    Returns
    -------
    dict
        Millions of present value, by party and kind.
    """
    totals = {party: amount for (party, kind), amount in deal_statement(value).items() if kind == ELSEWHERE}
    beyond = Beyond(restricted.study, value.about)
    with_deal, without = (
        beyond.by_kind(restricted.built.lines, restricted.built.program_values(plan))
        for plan in (value.with_deal, value.without)
    )
    found: dict[str, dict[str, float]] = {}
    for party, total in totals.items():
        kinds = {
            kind: with_deal.get((party, kind), 0.0) - without.get((party, kind), 0.0)
            for kind in dict.fromkeys(kind for name, kind in (*with_deal, *without) if name == party)
        }
        rest = OTHER_DUTY if party == value.about.government else SAME_VEHICLES
        kinds[rest] = total - sum(kinds.values())
        ranked = sorted(kinds.items(), key=lambda each: -abs(each[1]))
        found[party] = {kind: amount for kind, amount in ranked if abs(amount) > SMALL}
    return found


@dataclass(slots=True, eq=False)
class Beyond:
    """The money of plans beyond a programme.

    Parameters
    ----------
    study
        The study of the plans.
    about
        The programme.
    """

    study: Study
    about: Programme
    where: Where = field(init=False)

    def __post_init__(self) -> None:
        """Find the options of the programme and those of the same vehicles."""
        self.where = Where.of(self.study, self.about)

    def by_kind(
        self, lines: Iterable[Line], values: Mapping[str, xr.DataArray]
    ) -> dict[tuple[str, str], float]:
        """Return the present value of a plan's money beyond the programme, m: (party, kind) -> value."""
        study = self.study
        every = xr.zeros_like(study.discount) * study.probability
        weight = (study.discount * study.probability).transpose(*every.dims).values
        companies = study.labels["company"]
        table: dict[tuple[str, str], float] = {}
        for line in map(self.where.as_for_a_fee, lines):
            amount = self.left_of(line, line.amount(values[line.variable]))
            profit = np.zeros((companies.size, *every.shape))
            add_profit(profit, line, amount, companies, every)
            for name, total in zip(companies, (profit * weight).sum(axis=(1, 2)), strict=True):
                place = str(name), line.kind
                table[place] = table.get(place, 0.0) + float(total)
        return table

    def left_of(self, line: Line, amount: xr.DataArray) -> xr.DataArray:
        """Return a line without the money of the programme and without the fees of the deal."""
        if line.kind in FEES:
            return amount.where(~self.where.own_deal(amount), 0.0)
        if "option" in amount.dims and line.kind in OF_PROGRAMME:
            return amount.where(~(self.where.inside | self.where.beside), 0.0)
        return amount
