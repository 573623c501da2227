"""Which options count toward which target."""

from __future__ import annotations

import xarray as xr

from plantshare.study.study import Study

__all__ = ["counts_toward"]


def counts_toward(study: Study) -> xr.DataArray:
    """Return how much of one vehicle counts toward each target, dims (option, target).

    The count weight of the option where its plant lies in the country of the target and its
    vehicle is of the target's class; 0 elsewhere.
    """
    country = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")
    kind = study["vehicles.vehicle_class"].sel(vehicle=study["options.vehicle"]).drop_vars("vehicle")
    wanted = study["targets.vehicle_class"]
    in_class = (wanted == "car_and_cv") | (kind == wanted)
    counts = in_class & (country == study["targets.country"])
    return (counts * study["options.count_weight"]).transpose("option", "target")
