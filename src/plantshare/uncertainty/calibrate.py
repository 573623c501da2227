"""What a history of yearly figures, and of forecasts of them, says about a driver."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantshare.errors import LabelError

__all__ = ["Calibration", "Estimate", "calibrate"]

LEAST_YEARS = 5
"""Years in a row below which a series says nothing about growth, spread or persistence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure estimated from a history.

    Parameters
    ----------
    name
        What it is, such as growth.
    label
        Series that it belongs to, or "all".
    value
        Estimate, a share or a pure number.
    standard_error
        Its standard error, NaN where one figure alone gives none.
    count
        How many figures it rests on.
    """

    name: str
    label: str
    value: float
    standard_error: float
    count: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Calibration:
    """What a history says.

    Parameters
    ----------
    estimates
        Every estimate: by series, then over all.
    left_out
        Series that are too short, in words.
    """

    estimates: tuple[Estimate, ...]
    left_out: tuple[str, ...]

    def of(self, name: str, label: str = "all") -> Estimate:
        """Return one estimate.

        Parameters
        ----------
        name
            What it is, such as growth.
        label
            Series, or "all".

        Raises
        ------
        LabelError
            If the history does not say.
        """
        for each in self.estimates:
            if (each.name, each.label) == (name, label):
                return each
        raise LabelError(f"the history says nothing about {name} of {label}")

    def has(self, name: str) -> bool:
        """Return whether the history says something, over all series."""
        return any((each.name, each.label) == (name, "all") for each in self.estimates)

    def to_frame(self) -> pd.DataFrame:
        """Return the estimates as a frame, one a row."""
        columns = ["name", "label", "value", "standard_error", "count"]
        rows = [
            (each.name, each.label, each.value, each.standard_error, each.count) for each in self.estimates
        ]
        return pd.DataFrame(rows, columns=columns)

    def rows(self, table: str = "demand", column: str = "units") -> list[dict[str, str]]:
        """Return rows ready for ``uncertainty.csv``: a walk, and a bias where there are forecasts.

        Parameters
        ----------
        table, column
            Uncertain column that the history stands for.
        """
        found = []
        if self.has("shock_sd"):
            walk = {
                "driver": f"{column}_walk", "kind": "lognormal_walk", "table": table, "column": column,
                "sd": word(self.of("shock_sd")), "persistence": word(self.of("persistence")),
            }  # fmt: skip
            if self.has("correlation"):
                walk["shared"] = f"{max(0.0, self.of('correlation').value):.3g}"
            found.append(walk)
        if self.has("forecast_bias"):
            bias, spread = self.of("forecast_bias").value, self.of("forecast_sd").value
            ends = [math.exp(-math.log1p(bias) + side * 1.6449 * spread) for side in (-1, 0, 1)]
            found.append(
                {"driver": f"{column}_forecast_bias", "kind": "range", "table": table, "column": column,
                 "by": "all", "low": f"{ends[0]:.3g}", "mode": f"{ends[1]:.3g}", "high": f"{ends[2]:.3g}",
                 "distribution": "lognormal", "stated_as": "factor"}
            )  # fmt: skip
        return found


def word(estimate: Estimate) -> str:
    """Return the value of an estimate as a cell."""
    return f"{estimate.value:.3g}"


def calibrate(history: pd.DataFrame, by: Sequence[str] = ()) -> Calibration:
    """Return what a history says about growth, spread, persistence, correlation and forecasts.

    Of each series x the yearly log changes d[t] = ln x[t] - ln x[t-1] give growth (their mean) and their
    standard deviation. The walk is e[t] = ln x[t] - a - g t: its persistence rho is the slope of e[t] on
    e[t-1] over all series together, lifted by (2 + 4 rho) / n for the trend that was fitted to the same n
    years, and its shock is what that leaves. Correlation is the mean over pairs of series of the
    correlation of their log changes. A forecast with the year it was made gives the error
    ln(forecast / actual): its mean is the bias, a share above 0 where forecasts run high. Standard errors
    take all figures of one year as one, as series share good and bad years.

    Parameters
    ----------
    history
        Columns ``year`` and ``value``, label columns, and if there are forecasts ``forecast``, with
        ``made`` for the year each was made. Values and forecasts above zero.
    by
        Label columns that tell series apart; none for one series.

    Raises
    ------
    LabelError
        If a column is missing, a value is not above zero, a year comes twice, or no series is long enough.

    Examples
    --------
    Sales that double each year grow by ln 2 = 0.693 with no spread:

    >>> sales = pd.DataFrame({"year": range(2020, 2026), "value": [1, 2, 4, 8, 16, 32]})
    >>> found = calibrate(sales)
    >>> round(found.of("growth").value, 3), round(found.of("change_sd").value, 3)
    (0.693, 0.0)
    """
    actual, forecasts = split(history, tuple(by))
    series = {label: runs(part) for label, part in actual.groupby("label", sort=False)}
    long = {str(label): part for label, part in series.items() if longest(part) >= LEAST_YEARS}
    left_out = tuple(
        f"{label}: {longest(part)} years in a row, fewer than {LEAST_YEARS}"
        for label, part in series.items()
        if longest(part) < LEAST_YEARS
    )
    errors = forecast_errors(forecasts, actual)
    if not long and errors.empty:
        raise LabelError(f"no series has {LEAST_YEARS} years in a row, and there are no forecasts to compare")
    estimates = [*by_series(long), *over_all(long), *of_forecasts(errors)]
    return Calibration(estimates=tuple(estimates), left_out=left_out)


def split(history: pd.DataFrame, by: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return actual figures (label, year, value) and forecasts (label, year, made, forecast)."""
    missing = [name for name in ("year", "value", *by) if name not in history]
    if missing:
        raise LabelError(f"the history has no column '{missing[0]}'; it has {', '.join(history.columns)}")
    words = history[list(by)].astype(str).agg("/".join, axis=1) if by else "all series"
    named = history.assign(label=words)
    actual = named.loc[named["value"].notna(), ["label", "year", "value"]].drop_duplicates()
    if (actual["value"] <= 0).any():
        raise LabelError("the history has a value that is not above zero, which has no logarithm")
    twice = actual.duplicated(["label", "year"])
    if twice.any():
        row = actual[twice].iloc[0]
        raise LabelError(
            f"the year {row.year:.0f} of {row.label} has two values; name what tells them apart with --by"
        )
    if "forecast" not in named:
        return actual, pd.DataFrame(columns=["label", "year", "made", "forecast"])
    if "made" not in named:
        raise LabelError("a history with forecasts needs a column 'made', the year each was made")
    forecasts = named.loc[named["forecast"].notna(), ["label", "year", "made", "forecast"]]
    if (forecasts["forecast"] <= 0).any():
        raise LabelError("the history has a forecast that is not above zero, which has no logarithm")
    return actual, forecasts


def runs(part: pd.DataFrame) -> list[pd.Series]:
    """Return the logarithms of a series by year, cut where a year is missing."""
    ordered = part.sort_values("year")
    logs = pd.Series(np.log(ordered["value"].to_numpy(float)), index=ordered["year"].astype(int))
    gap = np.diff(logs.index, prepend=logs.index[0] - 1) > 1
    return [run for _, run in logs.groupby(np.cumsum(gap))]


def longest(parts: list[pd.Series]) -> int:
    """Return the number of years of the longest run."""
    return max((len(run) for run in parts), default=0)


def changes(parts: list[pd.Series]) -> pd.Series:
    """Return the yearly log changes of a series."""
    return pd.concat([run.diff().dropna() for run in parts])


def by_series(long: dict[str, list[pd.Series]]) -> list[Estimate]:
    """Return growth and spread of the log changes of each series."""
    found = []
    for label, parts in long.items():
        found += moments(changes(parts), label)
    return found


def moments(change: pd.Series, label: str) -> list[Estimate]:
    """Return mean and standard deviation of log changes, on an index of years."""
    count, mean, spread = len(change), float(change.mean()), float(change.std(ddof=1))
    return [
        Estimate(name="growth", label=label, value=mean,
                 standard_error=clustered(change - mean) / count, count=count),
        Estimate(name="change_sd", label=label, value=spread,
                 standard_error=error_of_spread(change - mean, spread), count=count),
    ]  # fmt: skip


def clustered(terms: pd.Series) -> float:
    """Return the standard deviation of a sum of terms, those of one year taken as one.

    Series that share their good and bad years tell less than as many series that do not.
    """
    years = terms.groupby(level=0).sum().to_numpy()
    many = len(years)
    return math.sqrt(float(years @ years) * many / max(many - 1, 1))


def error_of_spread(errors: pd.Series, spread: float) -> float:
    """Return the standard error of the standard deviation of errors, on an index of years."""
    if spread < 1e-12:
        return 0.0
    return clustered(errors**2 - float((errors**2).mean())) / len(errors) / (2 * spread)


def over_all(long: dict[str, list[pd.Series]]) -> list[Estimate]:
    """Return growth, spread, persistence, shock and correlation over all series."""
    if not long:
        return []
    every = {label: changes(parts) for label, parts in long.items()}
    found = moments(pd.concat(list(every.values())), "all")
    found += persistence([run for parts in long.values() for run in parts if len(run) >= LEAST_YEARS])
    if len(every) > 1:
        found += correlation(pd.DataFrame(every))
    return found


def persistence(found: list[pd.Series]) -> list[Estimate]:
    """Return the share of an error that carries over, and the standard deviation of what comes new."""
    errors = [without_trend(run) for run in found]
    first = pd.concat([error.shift(1).iloc[1:] for error in errors])
    second = pd.concat([error.iloc[1:] for error in errors])
    squares, years = float(first @ first), float(np.mean([len(run) for run in found]))
    # A series on its trend has no error to carry over.
    has_errors = squares > 1e-20
    slope = float(first.to_numpy() @ second.to_numpy()) / squares if has_errors else 0.0
    lifted = min((slope * years + 2) / (years - 4), 1.0) if has_errors else 0.0
    left = second - slope * first
    # A trend takes two figures out of each series, and the slope one.
    freedom = max(len(left) - 2 * len(found) - 1, 1)
    shock = math.sqrt(float(left @ left) / freedom)
    return [
        Estimate(name="persistence", label="all", value=lifted,
                 standard_error=clustered(first * left) / squares if has_errors else 0.0, count=len(left)),
        Estimate(name="shock_sd", label="all", value=shock,
                 standard_error=error_of_spread(left, shock), count=len(left)),
    ]  # fmt: skip


def without_trend(run: pd.Series) -> pd.Series:
    """Return what is left of logarithms by year after a straight line."""
    year = run.index.to_numpy(float)
    line = np.polyval(np.polyfit(year - year.mean(), run.to_numpy(), 1), year - year.mean())
    return run - line


def correlation(changed: pd.DataFrame) -> list[Estimate]:
    """Return the mean correlation of the log changes of two series, over all pairs with common years.

    Its standard error is that of the jackknife, which leaves out one year after the other.
    """
    mean, pairs = mean_correlation(changed)
    if pairs == 0:
        return []
    without = [mean_correlation(changed.drop(index=year))[0] for year in changed.index]
    known = np.array([each for each in without if not math.isnan(each)])
    spread = math.sqrt((len(known) - 1) * float(known.var())) if len(known) > 1 else math.nan
    return [Estimate(name="correlation", label="all", value=mean, standard_error=spread, count=pairs)]


def mean_correlation(changed: pd.DataFrame) -> tuple[float, int]:
    """Return the mean correlation of pairs of columns with enough common years, and their number."""
    matrix = changed.corr(min_periods=LEAST_YEARS - 1).to_numpy()
    pairs = matrix[np.triu_indices(len(matrix), 1)]
    known = pairs[~np.isnan(pairs)]
    return (float(known.mean()) if known.size else math.nan), int(known.size)


def forecast_errors(forecasts: pd.DataFrame, actual: pd.DataFrame) -> pd.DataFrame:
    """Return ln(forecast / actual) of each forecast whose year has come, with the years it looked ahead."""
    if forecasts.empty:
        return pd.DataFrame(columns=["label", "ahead", "error"])
    both = forecasts.merge(actual, on=["label", "year"])
    ahead = (both["year"] - both["made"]).astype(int)
    error = np.log(both["forecast"].astype(float)) - np.log(both["value"].astype(float))
    return pd.DataFrame({"label": both["label"], "ahead": ahead, "error": error})


def of_forecasts(errors: pd.DataFrame) -> list[Estimate]:
    """Return the bias of forecasts and the spread of their errors, by years ahead and over all.

    The bias is exp(mean error) - 1: 0.2 where forecasts run 20% high.
    """
    found: list[Estimate] = []
    for ahead, part in errors.groupby("ahead"):
        found += bias_and_spread(part["error"].to_numpy(float), f"{ahead} years ahead")
    if len(errors):
        found += bias_and_spread(errors["error"].to_numpy(float), "all")
    return found


def bias_and_spread(error: np.ndarray, label: str) -> list[Estimate]:
    """Return the bias and the standard deviation of some forecast errors."""
    count = len(error)
    spread = float(error.std(ddof=1)) if count > 1 else math.nan
    bias = math.expm1(float(error.mean()))
    return [
        Estimate(name="forecast_bias", label=label, value=bias,
                 standard_error=(1 + bias) * spread / math.sqrt(count), count=count),
        Estimate(name="forecast_sd", label=label, value=spread,
                 standard_error=spread / math.sqrt(2 * max(count - 1, 1)), count=count),
    ]  # fmt: skip
