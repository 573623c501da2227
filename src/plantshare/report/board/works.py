"""Works on a line: retooling before a launch, platforms set up, expansions and closures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from plantshare.report.board.bars import Bar
from plantshare.report.names import names_of
from plantshare.report.words import money, vehicles
from plantshare.results import Result
from plantshare.results.plan import DECIDED, closures, decided_years

__all__ = ["Work", "WorkKind", "capital_by_option", "closing_years", "works_of"]

WorkKind = Literal["retooling", "platform", "expansion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Something done on a line before it can build more, or something else.

    Parameters
    ----------
    line
        Label of the line.
    kind
        retooling: capital of a launch spent before it. platform: a body shop is tooled. expansion: a
        shop grows.
    first, last
        Years in which it is done.
    label
        What it is, in a few words.
    words
        What it is, with its money.
    option
        The option that it precedes; empty where it stands by itself.
    """

    line: str
    kind: WorkKind
    first: int
    last: int
    label: str
    words: str
    option: str = ""


def works_of(result: Result, bars: Sequence[Bar]) -> tuple[Work, ...]:
    """Return every work: retooling in the order of the bars, then platforms, then expansions."""
    return (*retooling(result, bars), *platforms(result, bars), *expansions(result))


def closing_years(result: Result) -> dict[str, int]:
    """Return the year from which each group that closes is closed."""
    frame = closures(result)
    return {str(row.group): int(row.year) for row in frame.itertuples()}


def capital_by_option(result: Result) -> dict[str, dict[int, float]]:
    """Return the launch capital of each option by the year in which it is spent, in millions."""
    frame = result.money[result.money["kind"] == "launch capital"]
    spent: dict[str, dict[int, float]] = {}
    for (option, year), amount in frame.groupby(["option", "year"])["amount"].sum().items():
        spent.setdefault(str(option), {})[int(year)] = float(amount)
    return spent


def retooling(result: Result, bars: Sequence[Bar]) -> list[Work]:
    """Return the years before each launch in which capital is spent on it."""
    currency, spent = str(result.study.settings["currency"]), capital_by_option(result)
    works = []
    for bar in bars:
        if bar.launch is None:
            continue
        before = {
            year: amount
            for year, amount in spent.get(bar.option, {}).items()
            if year < bar.launch and amount > 0
        }
        if not before:
            continue
        words = f"Retooling for {bar.name}: {money(sum(before.values()), currency)} before its start"
        works.append(
            Work(
                line=bar.line,
                kind="retooling",
                first=min(before),
                last=bar.launch - 1,
                label="Retooling",
                words=words,
                option=bar.option,
            )
        )
    return works


def platforms(result: Result, bars: Sequence[Bar]) -> list[Work]:
    """Return the years in which body shops are tooled for a platform, up to the launch that waits for it."""
    if "tooled" not in result.values:
        return []
    study, tooled = result.study, result.to_frame("tooled")
    names, currency = names_of(study, "platforms"), str(study.settings["currency"])
    platform_of = study["vehicles.platform"].to_series()
    routes = study.frame("routes")
    works = []
    for row in tooled[tooled["tooled"] > DECIDED].itertuples():
        waiting = set(routes["option"][routes["shop"] == row.shop])
        starts = [
            bar.launch for bar in bars
            if bar.launch is not None and bar.launch > row.year and bar.option in waiting
            and platform_of[bar.vehicle] == row.platform
        ]  # fmt: skip
        cost = float(study["shop_platforms.tooling_cost"].sel(shop=row.shop, platform=row.platform))
        name = names[str(row.platform)]
        works.append(
            Work(
                line=str(study["shops.group"].sel(shop=row.shop).item()),
                kind="platform",
                first=int(row.year),
                last=min(starts, default=int(row.year) + 1) - 1,
                label=f"Set-up {name}",
                words=f"Body shop set up for the platform {name}: {money(cost, currency)}",
            )
        )
    return works


def expansions(result: Result) -> list[Work]:
    """Return the years from the decision on an expansion until its capacity can be used."""
    study = result.study
    decided, currency = decided_years(result, "expanded", "expansion"), str(study.settings["currency"])
    works = []
    for row in study.frame("expansions").itertuples():
        if row.expansion not in decided.index:
            continue
        year, lead = int(decided[row.expansion]), int(row.lead_years)
        gain = f"{vehicles(float(row.capacity))} vehicles a year more"
        works.append(
            Work(
                line=str(study["shops.group"].sel(shop=row.shop).item()),
                kind="expansion",
                first=year,
                last=year + max(lead, 1) - 1,
                label="Expansion",
                words=f"Expansion: {gain} from {year + lead}, {money(float(row.cost), currency)}",
            )
        )
    return works
