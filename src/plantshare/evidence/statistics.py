"""National figures are compared only where they count the same class of vehicle."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import pandas as pd

from plantshare.errors import LabelError
from plantshare.evidence.records import CLASS_WORDS
from plantshare.naming import known_name

__all__ = ["change_between"]

OUTPUT = {"production", "forecast"}

Row: TypeAlias = Mapping[str, Any]
"""One row of the table: its cells have no common type, hence Any."""


def change_between(statistics: pd.DataFrame, a: str, b: str) -> float:
    """Return the relative change from figure a to figure b.

    change = (units[b] - units[a]) / units[a]

    Parameters
    ----------
    statistics
        Rows of the table ``statistics``: statistic, measure, vehicle_class, units (vehicles/yr).
    a, b
        Names of the figure to start from and of the one to end at.

    Returns
    -------
    float
        The change as a share; -0.1 is a fall by 10%.

    Raises
    ------
    LabelError
        If a figure is unknown, if the two count different classes of vehicle or different things,
        or if the first one is zero.

    Examples
    --------
    >>> rows = [("then", "production", "car", 200.0), ("now", "production", "car", 150.0)]
    >>> frame = pd.DataFrame(rows, columns=["statistic", "measure", "vehicle_class", "units"])
    >>> change_between(frame, "then", "now")
    -0.25
    """
    names = list(statistics["statistic"])
    first, second = (statistics.iloc[names.index(known_name("statistic", name, names))] for name in (a, b))
    fault = class_fault(first, second) or measure_fault(first, second)
    if fault:
        raise LabelError(f"{fault} No change is worked out between them.")
    if first["units"] == 0:
        raise LabelError(f"'{first['statistic']}' is 0 vehicles, so there is no relative change from it.")
    return float(second["units"] / first["units"] - 1)


def class_fault(one: Row, other: Row) -> str:
    """Return in words why two figures may not be compared by class, or an empty word."""
    classes = {str(one["vehicle_class"]), str(other["vehicle_class"])}
    if len(classes) == 1 and "unclear" not in classes:
        return ""
    return (
        f"'{one['statistic']}' counts {class_words(one)}, and '{other['statistic']}' counts "
        f"{class_words(other)}; only figures of one class can be compared."
    )


def measure_fault(one: Row, other: Row) -> str:
    """Return in words why two figures may not be compared by measure, or an empty word."""
    measures = {str(one["measure"]), str(other["measure"])}
    if len(measures) == 1 or measures <= OUTPUT:
        return ""
    return (
        f"'{one['statistic']}' counts {one['measure']}, and '{other['statistic']}' counts "
        f"{other['measure']}; only like figures can be compared."
    )


def class_words(row: Row) -> str:
    """Return what a figure counts, in words."""
    return CLASS_WORDS[str(row["vehicle_class"])]
