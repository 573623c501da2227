"""The steps between the profit of two runs: by company, then by kind of money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from plantshare.report.names import names_of
from plantshare.report.words import plural
from plantshare.results import Result

__all__ = ["LEAST", "MOST_COMPANIES", "MOST_KINDS", "Group", "Step", "groups_of"]

LEAST = 0.05
"""Changes below this, in millions, read 0.0 and get no step of their own."""
MOST_COMPANIES, MOST_KINDS = 6, 8
"""Companies, and kinds of money of a company, that get steps of their own."""

FIGURES = {
    "revenue": "vehicles.price", "lost sales": "vehicles.demand", "parts": "options.parts_cost",
    "parts duty": "options.parts_duty", "conversion": "options.other_conversion",
    "energy": "options.electricity", "labour": "options.hours", "launch capital": "options.capex",
    "option fixed cost": "options.fixed_cost", "fixed cost refund": "options.fixed_cost",
    "duty": "options.customs_value", "quota duty": "options.customs_value",
    "cap duty": "options.customs_value",
    "pipeline": "options.ex_works", "build fee": "options.other_conversion",
    "freight": "vehicles.demand", "selling": "vehicles.price", "closure": "plants.closure_cost",
    "site value": "plants.site_value",
}  # fmt: skip
"""The figure that a kind of money rests on most, by row of its table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One kind of money of one company.

    Parameters
    ----------
    name
        Kind as a reader sees it.
    before, after
        Present value in the two runs, in millions of currency.
    is_transfer
        Whether another company of the study is on the other side.
    behind
        Paths of the figures behind the change.
    """

    name: str
    before: float
    after: float
    is_transfer: bool
    behind: tuple[str, ...] = ()

    @property
    def change(self) -> float:
        """Return what the step adds, in millions."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One company with its steps, or several together.

    Parameters
    ----------
    name
        Company as a reader sees it.
    steps
        Every step; they add up to the change of the company.
    """

    name: str
    steps: tuple[Step, ...]

    @property
    def before(self) -> float:
        """Return the present value in the run to start from, in millions."""
        return sum(step.before for step in self.steps)

    @property
    def after(self) -> float:
        """Return the present value in the other run, in millions."""
        return sum(step.after for step in self.steps)

    @property
    def change(self) -> float:
        """Return what the company gains, in millions."""
        return self.after - self.before


def groups_of(result: Result, before: Result) -> list[Group]:
    """Return companies with their steps, the largest gain or loss in any kind of money first.

    Companies beyond ``MOST_COMPANIES``, and those where nothing changes, stand together at the end; their
    transfers stay apart from the rest. So do kinds beyond ``MOST_KINDS`` within a company.
    """
    table = changes(result, before)
    moved = moves(result, before)
    names = names_of(result.study, "companies")
    weight = table["change"].abs().groupby(table["company"]).sum().sort_values(ascending=False, kind="stable")
    own = [str(name) for name in weight.index[:MOST_COMPANIES] if weight[name] >= LEAST]
    groups = [
        Group(name=names[company], steps=steps_of(table[table["company"] == company], moved))
        for company in own
    ]
    rest = table[~table["company"].isin(own)]
    if len(rest):
        others = plural(rest["company"].nunique(), "other company").replace("companys", "companies")
        steps = [merged(rest[rest["is_transfer"] == side], words, side) for side, words in REST]
        groups.append(Group(name=others, steps=tuple(step for step in steps if step)))
    return groups


REST = ((False, "all kinds"), (True, "all transfers"))


def changes(result: Result, before: Result) -> pd.DataFrame:
    """Return present values of both runs: columns company, kind, is_transfer, before, after, change."""
    frames = []
    for each, column in ((before, "before"), (result, "after")):
        transfer = (each.money["payer"] != "") & (each.money["payee"] != "")
        for is_transfer in (False, True):
            money = each.money[transfer == is_transfer]
            if money.empty:
                continue
            frame = replace(each, money=money).statement().reset_index()
            frames.append(frame.assign(is_transfer=is_transfer, run=column))
    both = pd.concat(frames, ignore_index=True)
    table = both.pivot_table(
        index=["company", "kind", "is_transfer"],
        columns="run",
        values="amount",
        aggfunc="sum",
        fill_value=0.0,
    )
    table = table.reindex(columns=["before", "after"], fill_value=0.0).reset_index()
    return table.assign(change=table["after"] - table["before"])


def steps_of(table: pd.DataFrame, moved: Mapping[tuple[str, str], pd.Series]) -> tuple[Step, ...]:
    """Return the steps of one company: its own money first, then transfers, the largest change first."""
    order = table["change"].abs().sort_values(ascending=False, kind="stable").index
    table = table.loc[order]
    steps: list[Step | None] = []
    for side, words in ((False, "kind"), (True, "transfer")):
        part = table[table["is_transfer"] == side]
        shown = part[part["change"].abs() >= LEAST].iloc[:MOST_KINDS]
        rest = part.drop(shown.index)
        if len(rest) == 1 and abs(float(rest["change"].iloc[0])) >= LEAST:
            shown, rest = part.loc[shown.index.append(rest.index)], rest.iloc[:0]
        company = str(table["company"].iloc[0])
        steps += [
            Step(
                name=str(row.kind),
                before=float(row.before),
                after=float(row.after),
                is_transfer=side,
                behind=behind_of(company, str(row.kind), moved),
            )
            for row in shown.itertuples()
        ]
        steps.append(merged(rest, plural(len(rest), f"other {words}"), side))
    return tuple(step for step in steps if step)


def merged(table: pd.DataFrame, name: str, is_transfer: bool) -> Step | None:
    """Return several kinds as one step, none where there are none."""
    if table.empty:
        return None
    return Step(
        name=name,
        before=float(table["before"].sum()),
        after=float(table["after"].sum()),
        is_transfer=is_transfer,
    )


def moves(result: Result, before: Result) -> dict[tuple[str, str], pd.Series]:
    """Return how much money moves, in millions, by company and kind: a series by vehicle, option or plant."""
    found: dict[tuple[str, str], pd.Series] = {}
    for table in sorted({path.partition(".")[0] for path in FIGURES.values()}):
        by = table.removesuffix("s")
        kinds = [kind for kind, path in FIGURES.items() if path.startswith(f"{table}.")]
        # A figure that only the other study has cannot be looked up in this one.
        known = set(result.study.frame(table)[by])
        one, two = (amounts(each, kinds, by) for each in (before, result))
        for (company, kind), part in two.sub(one, fill_value=0.0).abs().groupby(level=["company", "kind"]):
            named = part.droplevel(["company", "kind"])
            found[str(company), str(kind)] = named[named.index.isin(known)]
    return found


def amounts(result: Result, kinds: list[str], by: str) -> pd.Series:
    """Return what companies gain of some kinds of money, in millions, by company, kind and one column."""
    money = result.money[result.money["kind"].isin(kinds) & (result.money[by] != "")]
    return replace(result, money=money).statement(("company", "kind", by))["amount"]


def behind_of(
    company: str, kind: str, moved: Mapping[tuple[str, str], pd.Series], most: int = 3
) -> tuple[str, ...]:
    """Return the figures behind a change: those of the vehicles or options whose money changes most."""
    part = moved.get((company, kind))
    if part is None:
        return ()
    table, _, column = FIGURES[kind].partition(".")
    return tuple(f"{table}.{name}.{column}" for name in part[part >= LEAST].nlargest(most).index)
