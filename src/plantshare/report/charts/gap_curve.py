"""How best plan and bound drew near to each other while the plan was searched for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plantshare.errors import LabelError
from plantshare.methods.limits import relative_gap
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.gap_picture import place_course, spec_of
from plantshare.report.proof import is_proven
from plantshare.report.words import currency_sign, money, number, percent
from plantshare.results import Result

__all__ = ["gap_curve", "has_course"]

FARTHEST = 0.25
"""Share of the end by which a value may lie away and still be drawn at its height; others lie on the edge."""
SMALLEST = 1e-4
"""Gaps below this are not told apart in the title."""
LEAST_SECONDS = 0.1
"""Times below this are not told apart in words."""


def has_course(result: Result) -> bool:
    """Return whether the run kept the course of its search.

    Parameters
    ----------
    result
        A result with a plan.
    """
    return any(point.best is not None and point.bound is not None for point in result.proof.course)


def gap_curve(result: Result) -> Chart:
    """Return best plan and bound over the seconds of the search.

    Parameters
    ----------
    result
        A result with a plan.

    Raises
    ------
    LabelError
        If the run kept no course, as runs of earlier versions did not.
    """
    if not has_course(result):
        raise LabelError("the run kept no course of its search; solve the study anew to see one")
    rows = rows_of(result)
    sign = currency_sign(str(result.study.settings["currency"])).strip()
    what = "Expected profit" if result.proof.aim.is_expected else "Aim"
    return Chart(
        name="gap_curve",
        title=title_of(result),
        subtitle=(
            f"{what} of the best plan so far and the most that any plan can reach, {sign} million present "
            f"value, over the seconds of the search ({result.proof.method}); what lies between is unproven"
        ),
        description=description_of(result, rows),
        fields=fields_of(sign),
        rows=tuple(rows),
        spec=spec_of(rows, place_course(rows), sign),
        formula="gap = |bound - best| / |best|; no plan can be better than the bound",
    )


def fields_of(sign: str) -> tuple[Field, ...]:
    """Return the columns of the table."""
    unit = f"{sign} million"
    return (
        Field(name="seconds", label="Time of the search", unit="s", kind="number", digits=2),
        Field(name="best", label="Best plan", unit=unit, kind="number", digits=2),
        Field(name="bound", label="No plan can be better than", unit=unit, kind="number", digits=2),
        Field(name="gap", label="Gap", unit="% of the best plan", kind="share", digits=3),
    )


def rows_of(result: Result) -> list[dict[str, Any]]:
    """Return one row for each time at which best plan or bound got better; Any: numbers, or nothing."""
    course = result.proof.course
    ends = [value for value in (course[-1].best, course[-1].bound) if value is not None]
    reach = FARTHEST * max(1.0, *(abs(value) for value in ends))
    low, high = min(ends) - reach, max(ends) + reach
    return [
        {
            "seconds": point.seconds,
            "best": point.best,
            "bound": point.bound,
            "gap": gap_of(point.best, point.bound),
            "best_drawn": None if point.best is None else min(max(point.best, low), high),
            "bound_drawn": None if point.bound is None else min(max(point.bound, low), high),
        }
        for point in course
    ]


def gap_of(best: float | None, bound: float | None) -> float | None:
    """Return the relative gap of a best plan and a bound, none while one of them is missing."""
    return None if best is None or bound is None else relative_gap(best, bound)


def title_of(result: Result) -> str:
    """Return the finding: what is proven, after how long, and when the plan was found."""
    proof, code = result.proof, str(result.study.settings["currency"])
    time = seconds_words(proof.solve_seconds)
    found = next(point.seconds for point in proof.course if point.best == proof.course[-1].best)
    early = f"the plan itself was found after {seconds_words(found)}"
    if proof.course[-1].bound is None:
        return f"After {time} nothing is proven about how much better a plan could be; {early}"
    if is_proven(result):
        return f"After {time} it is proven that no plan is better; {early}"
    if proof.gap < SMALLEST:
        return f"After {time} it is proven that no plan is better by {percent(SMALLEST, 2)}; {early}"
    least = f"{percent(proof.gap, 2)} ({money(proof.bound - proof.objective, code)})"
    return f"After {time} it is proven that no plan is more than {least} better; {early}"


def seconds_words(seconds: float) -> str:
    """Return a time in seconds, short ones with a digit.

    Examples
    --------
    >>> seconds_words(0.004), seconds_words(0.26), seconds_words(151.2)
    ('less than 0.1 seconds', '0.3 seconds', '151 seconds')
    """
    if seconds < LEAST_SECONDS:
        return f"less than {LEAST_SECONDS} seconds"
    return f"{number(seconds, 1 if seconds < 10 else 0)} seconds"


def description_of(result: Result, rows: Sequence[dict[str, Any]]) -> str:
    """Return the picture in words: the first time with a plan and a bound, and the end."""
    first = next((row for row in rows if row["gap"] is not None), rows[-1])
    last = rows[-1]
    return (
        "Two stepped lines that draw near to each other: the bound falls and the best plan rises. After "
        f"{seconds_words(first['seconds'])} the gap is {percent(first['gap'], 2)}, at the end, after "
        f"{seconds_words(last['seconds'])}, {percent(last['gap'], 3)}."
    )
