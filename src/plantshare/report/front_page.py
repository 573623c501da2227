"""What the front page is made from: its numbers, and what stands behind each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.report.beside import Beside
from plantshare.report.charts.national_output import NOUNS
from plantshare.report.figure import Figure, Part
from plantshare.report.home import with_article
from plantshare.report.measures import Measures, range_words
from plantshare.report.names import country_name
from plantshare.report.proof import PROVEN, is_proven
from plantshare.report.row_names import RowNames
from plantshare.report.weights import Weights
from plantshare.report.words import currency_sign, money, number, vehicles
from plantshare.results import Result
from plantshare.results.futures import futures_words
from plantshare.results.plan import launches, volumes
from plantshare.study.parties import is_guest

__all__ = [
    "HALF",
    "SMALLEST_MONEY",
    "FrontPage",
    "bound_words",
    "company_gains",
    "gain_figure",
    "guest_volumes",
    "guests_figure",
    "guests_peak_figure",
    "launches_figure",
    "output_figure",
    "profit_figure",
    "proven_gain",
    "spare_figure",
    "target_figure",
    "whole_vehicles",
]

INPUTS_SHOWN = 8
GUESTS_SHOWN = 3
"""So many figures, and those of so many guests, are named behind a number."""
HALF = 0.5
"""Half a vehicle: what is closer to a target reaches it."""
SMALLEST_MONEY = 0.05
"""Amounts below this, in millions, read as nothing."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FrontPage:
    """What the sentences and headlines are made from; figures are added as they are written.

    Parameters
    ----------
    measures
        Numbers of the reported result.
    others
        Runs beside it with their numbers.
    names
        Names of rows as a reader sees them.
    weights
        Money through the figures of the study.
    figures
        What stands behind each number, by the name that a part or a headline gives.
    """

    measures: Measures
    others: tuple[tuple[Beside, Measures], ...]
    names: RowNames
    weights: Weights
    figures: dict[str, Figure] = field(default_factory=dict)

    @property
    def result(self) -> Result:
        """Return the reported result."""
        return self.measures.result

    @property
    def currency(self) -> str:
        """Return the code of the currency."""
        return str(self.result.study.settings["currency"])

    @property
    def is_expected(self) -> bool:
        """Return whether numbers are expectations over several futures."""
        return len(self.result.study.futures) > 1

    @property
    def country(self) -> str:
        """Return the name of the country that output is counted for."""
        return country_name(self.result.study, self.measures.counted.country)

    @property
    def noun(self) -> str:
        """Return what output counts."""
        return NOUNS[self.measures.counted.vehicle_class]

    @property
    def others_alike(self) -> list[Measures]:
        """Return the numbers of the runs beside this one that count the same country, class and year."""
        own = self.measures.counted
        key = (own.country, own.vehicle_class, own.year, own.target)
        return [
            each
            for _, each in self.others
            if (each.counted.country, each.counted.vehicle_class, each.year, each.counted.target) == key
        ]

    def part(self, name: str, text: str, figure: Figure) -> Part:
        """Return a number of a sentence, and keep what stands behind it."""
        self.figures[name] = figure
        return Part(text, name)

    def range_of(self, values: xr.DataArray, of: Callable[[Measures], float]) -> str:
        """Return the range of a number of vehicles over the futures, or over the runs."""
        return range_words(
            values, [of(each) for each in self.others_alike], of(self.measures), whole_vehicles
        )


def whole_vehicles(units: float) -> str:
    """Return vehicles as a headline writes them: to the hundred, also from a million on.

    Examples
    --------
    >>> whole_vehicles(1_300_040), whole_vehicles(439_000), whole_vehicles(850.4)
    ('1,300,000', '439,000', '850')
    """
    return number(units, -2 if abs(units) >= 10_000 else 0)


def launches_figure(page: FrontPage) -> Figure:
    """Return what stands behind the number of launches."""
    frame = launches(page.result)
    return Figure(
        title="Launches of the plan",
        value=f"{len(frame)} launch{'' if len(frame) == 1 else 'es'}",
        formula="count of launched[o,t] = 1 over options o and years t",
        steps=tuple(launch_words(page, row) for row in frame.to_dict("records")),
        inputs=tuple(f"options.{option}.capex" for option in frame["option"].head(INPUTS_SHOWN)),
    )


def launch_words(page: FrontPage, row: dict[str, object]) -> str:
    """Return one launch in words."""
    guest = ", as a guest" if row["guest"] else ""
    return (
        f"{row['year']}: {page.names.name('options', str(row['option']))}, by "
        f"{page.names.name('companies', str(row['brand']))}{guest}, up to "
        f"{vehicles(float(str(row['peak_volume'])))} a year"
    )


def guest_volumes(result: Result) -> pd.DataFrame:
    """Return what guests build at their peak: columns option, units and year, the largest first."""
    guest = is_guest(result.study).to_series()
    built = volumes(result, "option", "year")
    built = built[built["option"].map(guest).astype(bool)]
    rows = built.sort_values("units", ascending=False, kind="stable").drop_duplicates("option")
    first = built.groupby("option")["year"].min()
    return rows.assign(first=rows["option"].map(first)).reset_index(drop=True)


def guests_peak_figure(page: FrontPage) -> Figure:
    """Return what stands behind the most that guests build."""
    frame = guest_volumes(page.result)
    return Figure(
        title="What guests build in the plants of others",
        value=f"{vehicles(float(frame['units'].max()))} vehicles a year at most, by one guest",
        formula="max over t of sum_s p[s] built[o,t,s], for each option o of a brand at the plant of another",
        steps=tuple(
            f"{page.names.name('options', str(row.option))}: from {int(row.first)}, at most "
            f"{vehicles(float(row.units))} a year ({int(row.year)})"
            for row in frame.itertuples()
        ),
        inputs=guest_inputs(page.result, [str(option) for option in frame["option"]]),
    )


def guest_inputs(result: Result, options: list[str]) -> tuple[str, ...]:
    """Return the figures that decide most on guests: capital, parts, hours and peak rate of their options.

    A rate without limit is no figure.
    """
    stated = result.study.frame("options").set_index("option")
    return tuple(
        f"options.{option}.{column}"
        for option in options[:GUESTS_SHOWN]
        for column in ("capex", "parts_cost", "hours", "peak_rate")
        if np.isfinite(float(stated[column][option]))
    )


def profit_figure(page: FrontPage) -> Figure:
    """Return what stands behind the profit of all companies together."""
    result = page.result
    gains = page.measures.gains.sort_values(ascending=False)
    steps = [
        f"{page.names.name('companies', str(company))}: {money(float(amount), page.currency)}"
        for company, amount in gains.items()
    ]
    rest = result.expected_profit - float(gains.sum())
    if abs(rest) > PROVEN:
        steps.append(f"Charge for targets that are missed: {money(rest, page.currency)}")
    steps.append(f"Together: {money(result.expected_profit, page.currency)}; {bound_words(page)}")
    return Figure(
        title="Expected profit of all companies",
        value=money(result.expected_profit, page.currency),
        formula="sum over s of p[s], sum over t of (1 + r)^-t times income less cost[t,s] of every company",
        steps=tuple(steps),
        inputs=tuple(page.weights.heaviest(12)),
    )


def bound_words(page: FrontPage) -> str:
    """Return how much better another plan could be, as proven."""
    proof = page.result.proof
    if not proof.gap < float("inf"):
        return "nothing is proven yet about better plans"
    verb = "earns" if proof.aim.is_expected else "reaches of its aim"
    if is_proven(page.result):
        return f"proven: no plan {verb} more"
    more = proof.bound - proof.objective
    amount = money(more, page.currency) if more >= 0.05 else "a tenth of a million"
    return f"proven: no plan {verb} more than {amount} above this"


def gain_figure(page: FrontPage) -> Figure:
    """Return what stands behind the difference to the first run beside this one."""
    beside, other = page.others[0]
    own, theirs = profit_limits(page.result), profit_limits(beside.result)
    low, high = proven_gain(page)
    sign = currency_sign(page.currency)
    return Figure(
        title=f"Profit of all companies, less that of {beside.name}",
        value=money(own[0] - theirs[0], page.currency, signed=True),
        formula="profit here less profit there; proven to lie between profit here less bound there and bound "
        "here less profit there",
        steps=(
            *(
                f"{place}: {sign}{number(earns, 2)} million, at most {sign}{number(most, 2)} million"
                for place, (earns, most) in (("Here", own), ("There", theirs))
            ),
            f"The difference is proven to lie between {money(low, page.currency, signed=True)} and "
            f"{money(high, page.currency, signed=True)}",
            f"What differs there in the inputs: {beside.difference}",
            *(
                f"{page.names.name('companies', str(company))}: "
                f"{money(float(amount), page.currency, signed=True)}"
                for company, amount in company_gains(page.measures, other).items()
                if abs(amount) >= SMALLEST_MONEY
            ),
        ),
        inputs=gain_inputs(page, beside),
    )


def proven_gain(page: FrontPage) -> tuple[float, float]:
    """Return the least and the most that the best plan here can earn above the best there, in millions."""
    own, theirs = profit_limits(page.result), profit_limits(page.others[0][0].result)
    return own[0] - theirs[1], own[1] - theirs[0]


def profit_limits(result: Result) -> tuple[float, float]:
    """Return the expected profit of a plan and the most that a plan chosen in its way can earn, in millions.

    A plan chosen for another aim has the profit that it has: its bound is one of the aim.
    """
    proof = result.proof
    most = proof.bound if proof.aim.is_expected else result.expected_profit
    return result.expected_profit, most


def company_gains(here: Measures, there: Measures) -> pd.Series:
    """Return what each company gains here against there, in millions, the largest loss first."""
    return here.gains.sub(there.gains, fill_value=0.0).sort_values()


def gain_inputs(page: FrontPage, beside: Beside) -> tuple[str, ...]:
    """Return the figures behind a difference: those that differ, then those of the guests."""
    guests = [str(option) for option in guest_volumes(page.result)["option"]]
    return (*beside.cells[:INPUTS_SHOWN], *guest_inputs(page.result, guests))


def output_figure(page: FrontPage) -> Figure:
    """Return what stands behind output of the country."""
    measures = page.measures
    counted, result = measures.counted, page.result
    total = measures.expected(measures.output)
    frame = result.output()
    frame = frame[(frame["country"] == counted.country) & (frame["year"] == counted.year)]
    steps = [
        f"{page.names.name('plants', str(row.plant))} builds {vehicles(float(row.built))}"
        for row in frame.sort_values("built", ascending=False, kind="stable").itertuples()
        if row.built > HALF
    ]
    if counted.other:
        steps.append(f"Plants that the study does not plan build {vehicles(counted.other)}")
    steps.append(f"What counts of this is {whole_vehicles(total)} {page.noun}")
    if page.result.study.draws is not None:
        least, most = (whole_vehicles(float(one)) for one in (measures.output.min(), measures.output.max()))
        steps.append(f"Over {futures_words(page.result.study)}: {least} to {most}")
    elif page.is_expected:
        steps += [
            f"In the future {page.names.name('scenarios', str(name))}: {whole_vehicles(float(value))}"
            for name, value in zip(measures.output.scenario.values, measures.output.values, strict=True)
        ]
    return Figure(
        title=f"Output of {with_article(page.country)} in {counted.year}",
        value=f"{whole_vehicles(total)} {page.noun}",
        formula="output[t] = sum_s p[s] (sum_o count_weight[o] built[o,t,s] + other_output[s])",
        steps=tuple(steps),
        inputs=output_inputs(page),
    )


def output_inputs(page: FrontPage) -> tuple[str, ...]:
    """Return the figures that output rests on most: other plants, then demand for what is built most."""
    counted, study = page.measures.counted, page.result.study
    country = study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")
    shipped = (page.result.values["shipped"].sel(year=counted.year) * study.probability).sum("scenario")
    sold = shipped.where(country == counted.country, 0.0).rename("sold").to_dataframe()["sold"].reset_index()
    vehicle = sold["option"].map(study["options.vehicle"].to_series())
    sums = sold.assign(vehicle=vehicle).groupby(["vehicle", "market"])["sold"].sum()
    largest = sums[sums > 0].sort_values(ascending=False, kind="stable").head(INPUTS_SHOWN)
    own = (f"targets.{counted.target}.other_output",) if counted.target else ()
    return (*own, *(f"demand.{name}/{market}.units" for name, market in largest.index))


def target_figure(page: FrontPage) -> Figure:
    """Return what stands behind the distance to the target."""
    measures = page.measures
    counted = measures.counted
    wanted = float(page.result.study.frame("targets").set_index("target")["units"][counted.target])
    output = measures.expected(measures.output)
    steps = [f"Wanted: {whole_vehicles(wanted)}", f"Output: {whole_vehicles(output)}"]
    value = f"{whole_vehicles(wanted)} {page.noun}"
    if measures.short is not None:
        value = f"{whole_vehicles(measures.expected(measures.short))} {page.noun}"
        steps.append(f"Wanted less output: {value}")
    return Figure(
        title=f"Distance to the target: {page.names.name('targets', counted.target)}",
        value=value,
        formula="short = target - sum_s p[s] output[s]",
        steps=tuple(steps),
        inputs=(f"targets.{counted.target}.units", *output_inputs(page)),
    )


def guests_figure(page: FrontPage) -> Figure:
    """Return what stands behind the volume of guests in the year."""
    measures = page.measures
    options = [str(option) for option in guest_volumes(page.result)["option"]]
    return Figure(
        title=f"Built by guests in {measures.year}",
        value=f"{whole_vehicles(measures.expected(measures.guests))} vehicles",
        formula="sum_s p[s] sum_o built[o,t,s], over options o of a brand at the plant of another",
        steps=tuple(
            f"{page.names.name('options', str(row.option))}: {vehicles(float(row.units))}"
            for row in volumes(page.result, "option", "year").itertuples()
            if row.year == measures.year and row.option in options
        ),
        inputs=guest_inputs(page.result, options),
    )


def spare_figure(page: FrontPage) -> Figure:
    """Return what stands behind the spare capacity of the country in the year."""
    measures = page.measures
    plants = page.result.study.frame("plants")
    own = plants["plant"][plants["country"] == measures.counted.country]
    frame = page.result.plant_loading()
    frame = frame[(frame["year"] == measures.year) & frame["plant"].isin(set(own))]
    return Figure(
        title=f"Spare capacity of {with_article(page.country)} in {measures.year}",
        value=f"{whole_vehicles(measures.expected(measures.spare))} reference cars a year",
        formula="sum_i max(0, capacity[i,basis] - load[i,t]), in the narrowest kind of shop of plant i",
        steps=tuple(
            f"{page.names.name('plants', str(row.plant))}: {vehicles(float(row.spare))} "
            f"({str(row.basis).replace('_', ' ')})"
            for row in frame.itertuples()
        ),
        inputs=tuple(f"plants.{plant}.capacity" for plant in frame["plant"]),
    )
