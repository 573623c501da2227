"""Tariff quotas: vehicles above a quota pay an extra duty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import xarray as xr

from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.roles import seller_company
from plantshare.units import THOUSAND

__all__ = ["Quotas"]


@dataclass(frozen=True, slots=True)
class Quotas:
    """Charge the extra duty on each vehicle outside a tariff quota.

        sum_{j from origin} x[j,c] - sum_j over[j,q] <= TRQ[q]                       R6
        over[j,q] <= x[j,c]

    The plan puts the vehicles of least customs value outside the quota, which is the cheapest
    reading: a licence by date of arrival may cost more.

    Reads   quotas.*, options.customs_value
    Needs   variable shipped x
    Adds    variable over_quota, rules quota and over_quota, line quota duty
    Stage   2
    """

    reads: ClassVar[tuple[str, ...]] = (
        "quotas.origin",
        "quotas.market",
        "quotas.units",
        "quotas.covered_share",
        "quotas.extra_duty",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add the quota of each origin and market."""
        if study["quotas.market"].size == 0:
            return
        country = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")
        under = country == study["quotas.origin"]
        dims = ("option", "quota", "year", "scenario")
        over = program.add_variable("over_quota", dims, stage=2, in_thousands=True, mask=under)
        market = study["quotas.market"]
        shipped = program["shipped"].sel(market=market).drop_vars("market")
        program.add_rule("over_quota", over - shipped, "<=", 0, mask=under)
        inside = (shipped * under.astype(float) - over).sum("option")
        room = study["quotas.units"] * study["quotas.covered_share"] * THOUSAND
        program.add_rule("quota", inside, "<=", room)
        every = xr.ones_like(study.probability)
        duty = study["quotas.extra_duty"] * study["options.customs_value"] * THOUSAND * every
        program.add_cost("quota duty", "over_quota", duty.where(under, 0.0), seller_company(study))
