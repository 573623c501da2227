"""The load strip under each line: how full it runs, and on which shifts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from plantshare.report.palette import UTILISATION, utilisation_class
from plantshare.report.words import listed, number, percent
from plantshare.results import Result
from plantshare.results.plan import shifts
from plantshare.results.spare import IN_SERIES
from plantshare.study import Study

__all__ = ["Load", "Shifts", "loads_of", "pattern_words", "patterns_of"]

WHOLE = 0.9995
"""A share of a year from this on is the whole year."""

COUNTS = {1.0: "one shift", 2.0: "two shifts", 3.0: "three shifts", 4.0: "four shifts"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How full one line runs in one year.

    Parameters
    ----------
    shops
        Kind of shop that is fullest.
    load, capacity
        Of that kind, reference cars a year; capacity is that of the shifts run.
    utilisation
        Load over capacity; missing where the line does not run.
    """

    shops: str
    load: float
    capacity: float
    utilisation: float | None

    @property
    def place(self) -> int | None:
        """Return the place of its class among the classes of utilisation, missing where it has none."""
        found = None if self.utilisation is None else utilisation_class(self.utilisation)
        return None if found is None else UTILISATION.index(found)


@dataclass(frozen=True, slots=True)
class Shifts:
    """The shifts of one line in one year.

    Parameters
    ----------
    short
        In two or three words.
    full
        With the share of each pattern, where a year has several.
    """

    short: str
    full: str


def loads_of(result: Result) -> dict[str, dict[int, Load]]:
    """Return the load of each group by year, in its fullest kind of shop, on the shifts that the plan runs.

        u[g,t] = max over kinds of  sum load[r,t] / sum cap[r,plan,t]    over the shops r of the kind in g

    Shops of one kind stand side by side and add up. Battery shops are left out, as only some vehicles
    pass them, unless a group has no others. Overtime can lift a line above 100%.
    """
    frame = result.loading()
    frame = frame[frame["basis"] == "plan"]
    frame = frame.assign(kind=frame["shop"].map(result.study.frame("shops").set_index("shop")["kind"]))
    passed = frame["kind"].isin([*IN_SERIES, "line"])
    others = ~frame["group"].isin(frame["group"][passed])
    kinds = frame[passed | others].groupby(["group", "year", "kind"], sort=False)[["load", "capacity"]].sum()
    kinds = kinds.reset_index()
    kinds["utilisation"] = kinds["load"] / kinds["capacity"].where(kinds["capacity"] > 0)
    kinds = kinds.sort_values(["utilisation", "capacity"], ascending=[False, True], kind="stable")
    fullest = kinds.drop_duplicates(["group", "year"]).sort_values("year")
    loads: dict[str, dict[int, Load]] = {}
    for row in fullest.itertuples():
        loads.setdefault(str(row.group), {})[int(row.year)] = Load(
            shops=str(row.kind),
            load=float(row.load),
            capacity=float(row.capacity),
            utilisation=None if pd.isna(row.utilisation) else float(row.utilisation),
        )
    return loads


def patterns_of(result: Result) -> dict[str, dict[int, Shifts]]:
    """Return the shifts of each group by year, in words.

    A year on several patterns is the mean of their shifts, such as 1.6 shifts, with the shares beside it.
    """
    study = result.study
    words = pattern_words(study)
    counts = study["shift_patterns.shifts"].to_series()
    found: dict[str, dict[int, Shifts]] = {}
    for (group, year), rows in shifts(result).groupby(["group", "year"], sort=False):
        shares = rows.set_index("pattern")["share"].sort_values(ascending=False, kind="stable")
        parts = [f"{percent(share)} {words[str(name)]}" for name, share in shares.items()]
        mean = float((shares * counts[shares.index]).sum())
        if shares.iloc[0] >= WHOLE:
            spoken = Shifts(words[str(shares.index[0])], words[str(shares.index[0])])
        else:
            spoken = Shifts(f"{number(mean, 1)} shifts" if mean > 0 else listed(parts), listed(parts))
        found.setdefault(str(group), {})[int(year)] = spoken
    return found


def pattern_words(study: Study) -> Mapping[str, str]:
    """Return every shift pattern in words: its number of shifts, where no other pattern has the same.

    Without that, the label stands for itself, as in "two shifts 7 days".
    """
    patterns = study.frame("shift_patterns")
    running = patterns["role"] == "run"
    counts = patterns["shifts"].astype(float).where(running)
    alone = (counts > 0) & ~counts.duplicated(keep=False)
    words = {}
    for row, shift_count, is_alone in zip(patterns.itertuples(), counts, alone, strict=True):
        label = str(row.pattern).replace("_", " ")
        if row.role != "run":
            label = "closed" if row.role == "closed" else "mothballed"
        elif is_alone:
            digits = 0 if float(shift_count).is_integer() else 1
            label = COUNTS.get(float(shift_count), f"{number(float(shift_count), digits)} shifts")
        words[str(row.pattern)] = label
    return words
