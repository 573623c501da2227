"""The year that a picture of one year shows."""

from __future__ import annotations

from plantshare.errors import LabelError
from plantshare.study import Study

__all__ = ["reference_year"]


def reference_year(study: Study, year: int | None = None) -> int:
    """Return the year asked for, else the first target year that is planned, else the last year.

    Raises
    ------
    LabelError
        If the year asked for is not planned.
    """
    years = [int(each) for each in study.years]
    if year is not None:
        if year not in years:
            raise LabelError(f"the plan has no year {year}; it runs from {years[0]} to {years[-1]}")
        return year
    targeted = sorted({int(each) for each in study.frame("targets")["year"]} & set(years))
    return targeted[0] if targeted else years[-1]
