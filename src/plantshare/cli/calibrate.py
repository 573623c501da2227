"""The command `calibrate`."""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from plantshare.cli.listing import section, table
from plantshare.cli.output import show, show_json
from plantshare.cli.parameters import Json
from plantshare.run import plain
from plantshare.uncertainty.calibrate import Calibration
from plantshare.uncertainty.calibrate import calibrate as calibration_of
from plantshare.uncertainty.history import read_history

__all__ = ["calibrate"]

HistoryPath = Annotated[Path, Parameter(name="HISTORY")]

WORDS = {
    "growth": "growth a year (log)",
    "change_sd": "standard deviation of yearly changes",
    "persistence": "persistence of an error",
    "shock_sd": "standard deviation of a year's error",
    "correlation": "correlation between series",
    "forecast_bias": "forecast above actual",
    "forecast_sd": "standard deviation of forecast errors",
}
"""What an estimate is called, by its name."""


def calibrate(history: HistoryPath, /, *, by: str = "", value: str = "value", json: Json = False) -> int:
    """Show how far figures moved in the past, as rows for uncertainty.csv.

    HISTORY is a CSV file with the columns year and value, label columns, and, if there are forecasts,
    forecast and made (the year in which it was made). Every estimate comes with its standard error and the
    number of figures that it rests on.

    Parameters
    ----------
    history
        CSV file.
    by
        Label columns that tell series apart, such as vehicle,market.
    value
        Column of the values.
    json
        Print one JSON object and nothing else.
    """
    words = tuple(word.strip() for word in by.split(",") if word.strip())
    found = calibration_of(read_history(history, value), words)
    if json:
        show_json(
            plain(
                {
                    "history": str(history),
                    "estimates": found.to_frame(),
                    "left_out": list(found.left_out),
                    "rows": found.rows(),
                }
            )
        )
    else:
        show(calibration_text(found))
    return 0


def calibration_text(found: Calibration) -> str:
    """Return the estimates, what was left out, and the rows."""
    rows = [
        [WORDS[each.name], each.label, figure(each.value), figure(each.standard_error), f"{each.count:,}"]
        for each in found.estimates
    ]
    heads = ["estimate", "series", "value", "standard error", "figures"]
    parts = [section("What the history says", table(heads, rows))]
    if found.left_out:
        parts.append(section("Left out, as too short to tell", "\n".join(found.left_out)))
    if found.rows():
        parts.append(section("Rows for uncertainty.csv; set row and by as they should hold", cells(found)))
    return "\n\n".join(parts)


def figure(value: float) -> str:
    """Return an estimate with three decimals; a missing one stays empty."""
    return "" if math.isnan(value) else f"{value:.3f}"


def cells(found: Calibration) -> str:
    """Return the rows as CSV with every column that one of them fills."""
    rows = found.rows()
    text = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().rstrip()
