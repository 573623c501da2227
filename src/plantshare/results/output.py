"""Output: what plants and countries build, and how far that is from a target."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import xarray as xr

from plantshare.study import Study
from plantshare.study.targets import counts_toward

__all__ = ["national_output", "output_by_plant", "target_table"]


def output_by_plant(study: Study, values: Mapping[str, xr.DataArray]) -> pd.DataFrame:
    """Return vehicles built by plant and year, expected over scenarios.

    Returns
    -------
    pandas.DataFrame
        Columns plant, country, year, built (vehicles/yr). Plants without output have rows of 0.
    """
    built = (values["built"] * study.probability).sum("scenario")
    plant = study["options.plant"].rename("plant")
    by_plant = built.groupby(plant).sum().reindex(plant=study.labels["plant"], fill_value=0.0)
    frame = by_plant.rename("built").transpose("plant", "year").to_dataframe()["built"].reset_index()
    frame.insert(1, "country", frame.plant.map(study["plants.country"].to_series()))
    return frame


def national_output(study: Study, values: Mapping[str, xr.DataArray]) -> xr.DataArray:
    """Return the output that counts toward each target, in every year.

    Output of plants that the study does not plan is added as stated by the target.

    Returns
    -------
    xarray.DataArray
        Vehicles/yr, dims (target, year, scenario).
    """
    counted = (values["built"] * counts_toward(study)).sum("option")
    total = counted + study["targets.other_output"]
    return total.transpose("target", "year", "scenario")


def target_table(study: Study, values: Mapping[str, xr.DataArray]) -> pd.DataFrame:
    """Return output, target and gap for each target and scenario.

    Returns
    -------
    pandas.DataFrame
        Columns target, country, vehicle_class, year, scenario, planned (vehicles/yr of the plants
        planned), other (stated output of other plants), output (their sum), units (the target),
        gap (at least 0) and reached. Targets outside the horizon are left out.
    """
    output = national_output(study, values)
    columns = [
        "target", "country", "vehicle_class", "year", "scenario",
        "planned", "other", "output", "units", "gap", "reached",
    ]  # fmt: skip
    rows = []
    for row in study.frame("targets").itertuples():
        if row.year not in study.years:
            continue
        for scenario in study.labels["scenario"]:
            total = float(output.sel(target=row.target, year=row.year, scenario=scenario))
            other = float(study["targets.other_output"].sel(target=row.target, scenario=scenario))
            gap = max(0.0, row.units - total)
            rows.append(
                (row.target, row.country, row.vehicle_class, int(row.year), scenario,
                 total - other, other, total, row.units, gap, gap <= 0.5)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
