"""What a solver's answer means: values in the units of files, duals that are known, and the proof."""

from __future__ import annotations

from collections.abc import Mapping, Set

import numpy as np
import xarray as xr

from plantshare.methods import Solution
from plantshare.results import Proof
from plantshare.units import THOUSAND

__all__ = ["in_files_units", "known", "proof_of", "tidy"]


def known(duals: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return the duals of rules that the method has found the worth of."""
    return {name: array for name, array in duals.items() if bool(array.notnull().any())}


def proof_of(solution: Solution, build_seconds: float, size: tuple[int, int, int]) -> Proof:
    """Return how a solution was found; size is that of the program: columns, rows, integers."""
    columns, rows, integers = size
    return Proof(
        status=solution.status,
        objective=solution.objective,
        bound=solution.bound,
        gap=solution.gap,
        build_seconds=build_seconds,
        solve_seconds=solution.seconds,
        columns=columns,
        rows=rows,
        integers=integers,
        method=solution.method,
        solver=solution.solver,
        log=solution.log,
    )


def tidy(values: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return values without the solver's rounding: what is within 1e-9 of zero is zero."""
    return {name: array.where(np.abs(array) > 1e-9, 0.0) for name, array in values.items()}


def in_files_units(thousands: Set[str], values: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return values one by one where the program counts in thousands."""
    return {name: array / THOUSAND if name in thousands else array for name, array in values.items()}
