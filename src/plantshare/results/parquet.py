"""Frames as Parquet files."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

__all__ = ["read_frame", "write_frame"]

GLOB = "*?["


def write_frame(database: duckdb.DuckDBPyConnection, frame: pd.DataFrame, file: Path) -> None:
    """Write a frame as Parquet.

    Parameters
    ----------
    database
        Connection that writes.
    frame
        The frame; its index is left out.
    file
        Where it goes.
    """
    database.from_df(frame).write_parquet(str(file), compression="zstd")


def read_frame(database: duckdb.DuckDBPyConnection, file: Path) -> pd.DataFrame:
    """Return a frame from Parquet, in the order in which it was written.

    Parameters
    ----------
    database
        Connection that reads.
    file
        The file.
    """
    # The reader takes a pattern; brackets keep it from finding one in the name of a folder.
    name = "".join(f"[{letter}]" if letter in GLOB else letter for letter in str(file))
    return database.read_parquet(name).df()
