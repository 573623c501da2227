"""Jobs in a plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr

from plantshare.results.jobs import crews, work
from plantshare.solve.programmes import plan_programmes
from tests.targets.studies import short_study, with_options


def test_heads_of_the_plan_come_before_crews() -> None:
    """Where labour is planned in heads these count, and only in the country; without crews jobs are unknown.

    Hours: Ada's 30,000 vehicles at 16 hours are 300 jobs of 1,600 in Germany; none is in China's plan.
    """
    options = [
        {**row, **({"hours": 16} if row["option"] == "A Leipzig" else {})} for row in with_options(capex=30)
    ]
    plans = plan_programmes(short_study(changed={"options": options}), "DE 2027")
    study, base = plans.study, plans.base
    years = study.years
    heads = xr.DataArray(
        [[700.0, 650.0]], coords={"group": study.labels["group"], "year": years}, dims=("group", "year")
    )
    planned = replace(base, values={**base.values, "heads": heads})

    assert np.isnan(crews(study, base, "DE")).all()
    assert crews(study, planned, "DE").values.tolist() == [700, 650]
    assert crews(study, planned, "CN").values.tolist() == [0, 0]
    assert work(study, base, "DE", 1_600).values == pytest.approx([300, 300])
    assert work(study, base, "CN", 1_600).values == pytest.approx([0, 0])
