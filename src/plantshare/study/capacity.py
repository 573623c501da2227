"""The capacity of a shop on a shift pattern, computed from rate, uptime and hours."""

from __future__ import annotations

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.study.study import Study
from plantshare.tables import Tables

__all__ = ["capacity_frame", "computed_capacity", "plant_capacity_frame"]

SERIES = ("press", "body", "paint", "assembly")
"""Kinds of shop that every vehicle of a plant passes."""


def computed_capacity(study: Study) -> xr.DataArray:
    """Return the capacity of each shop on each pattern for a full year.

    cap[r,k] = gross_rate[r] * uptime[r] * shifts[k] * hours[k] * days[k]

    A row of ``shop_patterns`` replaces the computed value. Capacity is zero, never missing, on a
    pattern that mothballs or closes, and on a pattern that the group of the shop does not have: the
    share of the year spent there is zero anyway, and a zero needs no special case downstream.

    Reads ``shops.gross_rate``, ``shops.uptime``, ``shift_patterns.shifts``, ``shift_patterns.hours``,
    ``shift_patterns.days``, ``shift_patterns.role`` and ``shop_patterns.capacity``.

    Parameters
    ----------
    study
        The study.

    Returns
    -------
    xarray.DataArray
        Capacity cap, dims (shop, pattern), vehicles/yr of the reference car.
    """
    frame = capacity_frame(study.tables)
    shops, patterns = study.labels["shop"], study.labels["pattern"]
    return xr.DataArray(
        frame.reindex(index=shops, columns=patterns, fill_value=0.0).to_numpy(dtype=float),
        coords={"shop": shops, "pattern": patterns},
        dims=("shop", "pattern"),
        name="capacity",
    )


def capacity_frame(tables: Tables) -> pd.DataFrame:
    """Return the capacity of each shop (rows) on each pattern (columns), vehicles/yr.

    Works on tables that are not checked yet: the first of two rows with the same name counts, and
    a row that refers to something unknown is left out.

    Examples
    --------
    Forty an hour at 90%, one shift of 8 hours on 200 days: 40 * 0.9 * 1600.

    >>> from plantshare.tables import tables_from_frames
    >>> tables = tables_from_frames(
    ...     {"first_year": 2026, "last_year": 2030},
    ...     {
    ...         "shift_patterns": [
    ...             {"pattern": "one", "shifts": 1, "hours": 8, "days": 200, "level": 1},
    ...             {"pattern": "idle", "role": "mothball"},
    ...         ],
    ...         "groups": [{"group": "line 1", "plant": "Graz", "start_pattern": "one"}],
    ...         "group_patterns": [
    ...             {"group": "line 1", "pattern": "one"},
    ...             {"group": "line 1", "pattern": "idle"},
    ...         ],
    ...         "shops": [{"shop": "paint", "group": "line 1", "gross_rate": 40, "uptime": 0.9}],
    ...     },
    ... )
    >>> capacity_frame(tables).loc["paint"].to_dict()
    {'one': 57600.0, 'idle': 0.0}
    """
    shops = tables["shops"].drop_duplicates("shop").set_index("shop")
    patterns = tables["shift_patterns"].drop_duplicates("pattern").set_index("pattern")
    net_rate = (shops.gross_rate * shops.uptime).to_numpy(dtype=float)
    hours = (patterns.shifts * patterns.hours * patterns.days).to_numpy(dtype=float)
    # An endless rate is refused when read; here it times no hours gives a missing value, not a warning.
    with np.errstate(invalid="ignore"):
        products = np.outer(net_rate, hours)
    frame = pd.DataFrame(products, index=shops.index, columns=patterns.index)
    rows = tables["shop_patterns"].drop_duplicates(["shop", "pattern"])
    stated = rows.pivot(index="shop", columns="pattern", values="capacity").reindex_like(frame)
    frame = frame.mask(stated.notna(), stated)
    pairs = tables["group_patterns"]
    has = set(zip(pairs.group, pairs.pattern, strict=True))
    can_run = [
        [role == "run" and (group, pattern) in has for pattern, role in patterns.role.items()]
        for group in shops.group
    ]
    shape = (len(shops), len(patterns))
    return frame.where(np.array(can_run, dtype=bool).reshape(shape), 0.0)


def plant_capacity_frame(tables: Tables) -> pd.DataFrame:
    """Return the capacity of each plant with shops (rows) on each run pattern (columns), vehicles/yr.

    C[p,k] = sum of the lines + min over kinds of the sum over the shops of that kind

    Press, body, paint and assembly stand in series, so the smallest kind limits the plant; shops of
    one kind stand in parallel, whatever their group, and add up. A shop of kind line is a whole
    plant of its own. A battery shop is left out, as only some vehicles pass it. Uses of another
    vehicle than the reference car are not looked at.

    Examples
    --------
    Two assembly lines of 60 behind one paint shop of 100: the paint shop limits the plant.

    >>> from plantshare.tables import tables_from_frames
    >>> tables = tables_from_frames(
    ...     {"first_year": 2026, "last_year": 2030},
    ...     {
    ...         "shift_patterns": [{"pattern": "one"}],
    ...         "groups": [{"group": "all", "plant": "Graz", "start_pattern": "one"}],
    ...         "group_patterns": [{"group": "all", "pattern": "one"}],
    ...         "shops": [
    ...             {"shop": "paint", "group": "all", "kind": "paint"},
    ...             {"shop": "left", "group": "all", "kind": "assembly"},
    ...             {"shop": "right", "group": "all", "kind": "assembly"},
    ...         ],
    ...         "shop_patterns": [
    ...             {"shop": "paint", "pattern": "one", "capacity": 100},
    ...             {"shop": "left", "pattern": "one", "capacity": 60},
    ...             {"shop": "right", "pattern": "one", "capacity": 60},
    ...         ],
    ...     },
    ... )
    >>> plant_capacity_frame(tables).loc["Graz", "one"]
    np.float64(100.0)
    """
    frame = capacity_frame(tables)
    plants = tables["groups"].drop_duplicates("group").set_index("group").plant
    shops = tables["shops"].drop_duplicates("shop").set_index("shop")
    shops = shops.assign(plant=shops.group.map(plants.to_dict()))
    by_kind = frame.groupby([shops.plant, shops.kind]).sum()
    kinds = by_kind.index.get_level_values("kind")
    in_series = by_kind[kinds.isin(SERIES)].groupby("plant").min()
    lines = by_kind[kinds == "line"].groupby("plant").sum()
    return in_series.add(lines, fill_value=0.0)
