"""The least value of variables that cost nothing, so that a result reports one honest number."""

from __future__ import annotations

from collections.abc import Mapping

import xarray as xr

from plantshare.formulation.contracts import deal_runs
from plantshare.study import Study
from plantshare.study.roles import deal_of_option
from plantshare.study.targets import counts_toward
from plantshare.units import THOUSAND

__all__ = ["with_least_slack"]


def with_least_slack(study: Study, values: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return the values with gap and shortfall at the least that the plan allows.

    A gap that is only measured and a shortfall payment that stays inside the coalition do not
    change the objective, so the solver may return any value above the least. Values are in thousands.

        gap[g,s]   = max(0, Gtar - base - sum_j cnt built)
        short[d]   = max(0, Qmin delta - sum_{j of d} built)
    """
    least = dict(values)
    built = values["built"]
    if "gap" in values:
        counted = (built * counts_toward(study)).sum("option")
        missing = (study["targets.units"] - study["targets.other_output"]) * THOUSAND
        year = xr.DataArray(study.years, coords={"year": study.years})
        gap = (missing - counted).clip(min=0).where(study["targets.year"] == year, 0.0)
        least["gap"] = gap.transpose(*values["gap"].dims)
    if "shortfall" in values:
        deal = deal_of_option(study)
        volume = built.groupby(deal.rename("deal")).sum().reindex(deal=study.labels["deal"], fill_value=0.0)
        promised = study["deal_terms.minimum"] * THOUSAND * values["signed"] * deal_runs(study)
        least["shortfall"] = (promised - volume).clip(min=0).transpose(*values["shortfall"].dims)
    return least
