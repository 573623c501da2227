"""Routes as pairs: each option with each shop it passes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.study import Study

__all__ = ["RoutePairs", "route_pairs"]


@dataclass(frozen=True, slots=True, eq=False)
class RoutePairs:
    """Every pair of an option and a shop on its route, over the dim ``route``.

    Parameters
    ----------
    option, shop, group
        Labels of the pair and of the shop's group.
    use
        Work of one vehicle in the shop, a share of the reference car.
    """

    option: xr.DataArray
    shop: xr.DataArray
    group: xr.DataArray
    use: xr.DataArray

    def to_frame(self) -> pd.DataFrame:
        """Return the pairs as a frame with columns option, shop, group and use."""
        columns = {"option": self.option, "shop": self.shop, "group": self.group, "use": self.use}
        return pd.DataFrame({name: array.values for name, array in columns.items()})


def route_pairs(study: Study) -> RoutePairs:
    """Return the routes of a study as pairs; pairs that take no work are left out."""
    routes = study.frame("routes")
    routes = routes[routes.use > 0]
    shop_group = study["shops.group"].to_series()
    coords = {"route": np.arange(len(routes))}

    def over_route(values: object) -> xr.DataArray:
        return xr.DataArray(np.asarray(values), coords=coords, dims="route")

    return RoutePairs(
        option=over_route(routes.option),
        shop=over_route(routes.shop),
        group=over_route(routes.shop.map(shop_group)),
        use=over_route(routes.use.astype(float)),
    )
