"""Minimum prices: imports keep to a floor and a cap, or stay out, or pay the ordinary duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import linopy
import numpy as np
import xarray as xr

from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.duty import duty_rate, ordinary_duty_rate
from plantshare.study.minimum_prices import at_market, has_undertakings, holds_for, keeps_floor, may_pay_duty
from plantshare.study.roles import seller_company
from plantshare.units import THOUSAND

__all__ = ["MinimumPrices"]


@dataclass(frozen=True, slots=True)
class MinimumPrices:
    """Hold imports to the floor and the cap of an undertaking.

        x[j,c] <= 0                                  where customs_value[j] < floor[w]     R8 minimum_price
        sum_{j of w} (x[j,c] - over[j,c]) <= CAP[w]                                        R8 import_cap
        over[j,c] <= x[j,c]                          where the ordinary duty may be paid   R8 over_cap

    Where vehicles outside the undertaking are refused there is no over, and the first rule shuts out every
    option below the floor. Where they may pay the ordinary duty nothing is shut out: an option below the
    floor pays it on every vehicle, one that keeps to the floor on what the plan puts above the cap. The
    plan so chooses, vehicle by vehicle, what is cheaper for the companies together, as an undertaking is
    an offer that importers need not take. What comes under the undertaking pays its duty, see
    :func:`~plantshare.study.duty.duty_rate`.

    Reads   minimum_prices.*, options.customs_value
    Needs   variable shipped x
    Adds    variable over_cap, rules minimum_price, import_cap and over_cap, line cap duty
    Stage   2
    """

    reads: ClassVar[tuple[str, ...]] = (
        "minimum_prices.origin",
        "minimum_prices.market",
        "minimum_prices.powertrain",
        "minimum_prices.company",
        "minimum_prices.first_year",
        "minimum_prices.last_year",
        "minimum_prices.floor",
        "minimum_prices.cap",
        "minimum_prices.duty",
        "minimum_prices.otherwise",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add the floor and the cap of each undertaking."""
        if not has_undertakings(study):
            return
        self.add_floors(study, program)
        capped = holds_for(study) & has_cap(study)
        if capped.any():
            self.add_caps(study, program, capped)

    def add_floors(self, study: Study, program: Program) -> None:
        """Shut out options below a floor, where they may not pay the ordinary duty instead."""
        refused = holds_for(study) & ~may_pay_duty(study) & ~keeps_floor(study)
        shut = at_market(study, refused)
        if not shut.any():
            return
        shipped = program["shipped"]
        # A floor may differ by scenario, the rows may not: where it is kept the limit is more than any sale.
        most = all_demand(study) * THOUSAND * (~shut).astype(float)
        mask = program.exists("shipped") & shut.any("scenario")
        program.add_rule("minimum_price", shipped, "<=", most.transpose(*mask.dims), mask=mask)

    def add_caps(self, study: Study, program: Program, capped: xr.DataArray) -> None:
        """Limit what comes under each undertaking that has a cap, dims (option, undertaking, year)."""
        market = study["minimum_prices.market"]
        held = program["shipped"].sel(market=market).drop_vars("market")
        choosing = at_market(study, capped & may_pay_duty(study))
        if choosing.any():
            over = self.add_over(study, program, choosing)
            held = held - over.sel(market=market).drop_vars("market")
        inside = (held * capped.astype(float)).sum("option")
        cap = study["minimum_prices.cap"]
        room = cap.where(cap < np.inf, all_demand(study)) * THOUSAND
        program.add_rule("import_cap", inside, "<=", room, mask=has_cap(study) & capped.any("option"))

    def add_over(self, study: Study, program: Program, choosing: xr.DataArray) -> linopy.LinearExpression:
        """Add what comes outside an undertaking and pays the ordinary duty, dims (option, market, year)."""
        mask = program.exists("shipped") & choosing
        dims = ("option", "market", "year", "scenario")
        over = program.add_variable("over_cap", dims, stage=2, in_thousands=True, mask=mask)
        program.add_rule("over_cap", over - program["shipped"], "<=", 0, mask=mask)
        extra = (ordinary_duty_rate(study) - duty_rate(study)) * study["options.customs_value"] * THOUSAND
        program.add_cost("cap duty", "over_cap", extra.where(choosing, 0.0), seller_company(study))
        return over


def has_cap(study: Study) -> xr.DataArray:
    """Return where an undertaking has a cap in any scenario, dims (undertaking, year)."""
    return (study["minimum_prices.cap"] < np.inf).any("scenario")


def all_demand(study: Study) -> float:
    """Return more vehicles a year than any plan can sell."""
    each = study["demand.units"] * (1 + study["demand.local_uplift"])
    return float(each.sum(["vehicle", "market"]).max()) + 1.0
