"""Drawn futures of a run on disk: one Parquet file for each column, and how they were drawn."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import numpy as np
import xarray as xr

from plantshare.results.cells import Axes
from plantshare.results.parquet import read_frame, write_frame
from plantshare.study import Draw, Draws

__all__ = ["DRAWS", "read_draws", "write_draws"]

DRAWS = "draws"
"""Folder of a run that holds its drawn futures."""


def write_draws(database: duckdb.DuckDBPyConnection, draws: Draws, run: Path) -> None:
    """Write drawn futures below a run: ``draws/draws.json`` and ``draws/<place>.parquet``.

    Parameters
    ----------
    database
        Connection that writes Parquet.
    draws
        The futures.
    run
        Folder of the run.
    """
    folder, axes = run / DRAWS, Axes()
    folder.mkdir()
    for place, draw in enumerate(draws.columns):
        axes.add(str(place), draw.values)
        cells = draw.values.rename("value").to_series().to_frame().reset_index(drop=True)
        write_frame(database, cells, folder / f"{place}.parquet")
    content = {
        "origin": dict(draws.origin),
        "weights": list(draws.weights),
        "columns": [{"key": draw.key, "how": draw.how} for draw in draws.columns],
        "axes": axes.to_json(),
    }
    (folder / "draws.json").write_text(json.dumps(content) + "\n", encoding="utf-8")


def read_draws(database: duckdb.DuckDBPyConnection, run: Path) -> Draws:
    """Return the drawn futures of a run.

    Parameters
    ----------
    database
        Connection that reads Parquet.
    run
        Folder of the run.
    """
    folder = run / DRAWS
    content = json.loads((folder / "draws.json").read_text(encoding="utf-8"))
    axes = Axes.from_json(content["axes"])
    columns = []
    for place, column in enumerate(content["columns"]):
        own = axes.of(str(place))
        shape = tuple(len(labels) for _, labels in own)
        cells = read_frame(database, folder / f"{place}.parquet")
        values = cells["value"].to_numpy(dtype=float).reshape(shape)
        coords = {dim: np.array(labels, dtype=int if dim == "year" else object) for dim, labels in own}
        array = xr.DataArray(values, coords=coords, dims=[dim for dim, _ in own])
        columns.append(Draw(key=column["key"], how=column["how"], values=array))
    return Draws(columns=tuple(columns), weights=tuple(content["weights"]), origin=content["origin"])
