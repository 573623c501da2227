"""What a country builds against its target, after what it has built so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plantshare.evidence.records import CLASS_WORDS
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.national_picture import LEAST_GAP, place_labels, spec_of
from plantshare.report.charts.national_rows import (
    OTHER_FIGURE,
    PLAN,
    PUBLISHED,
    Counted,
    Mark,
    counted_of,
    largest_vehicles,
    plan_row,
    plan_rows,
    statistic_rows,
    target_rows,
)
from plantshare.report.names import country_name
from plantshare.report.words import listed, vehicles
from plantshare.results import Result
from plantshare.study import Study

__all__ = ["national_output"]

NOUNS = {"car": "cars", "cv": "commercial vehicles", "car_and_cv": "vehicles"}
"""What is counted, as a word of the title."""

FIELDS = (
    Field(name="year", label="Year", kind="year"),
    Field(name="series", label="Series"),
    Field(name="name", label="Figure"),
    Field(name="units", label="Output", unit="vehicles a year", kind="number"),
    Field(name="low", label="Lowest future", unit="vehicles a year", kind="number"),
    Field(name="high", label="Highest future", unit="vehicles a year", kind="number"),
    Field(name="short", label="Short of the target", unit="vehicles a year", kind="number"),
)


def national_output(result: Result) -> Chart:
    """Return national output by year: published, planned and the target, all of one class of vehicle.

    Without a target it is the output of the country that builds most.
    """
    study = result.study
    counted = counted_of(result)
    rows = [*statistic_rows(study, counted), *plan_rows(study, counted), *target_rows(study, counted)]
    place_labels(rows, counted.year)
    largest = largest_vehicles(result, counted)
    return Chart(
        name="national_output",
        title=title_of(study, counted, rows),
        subtitle=subtitle_of(study, counted, rows),
        description=description_of(study, counted, rows),
        fields=tuple(each for each in FIELDS if any(row[each.name] is not None for row in rows)),
        rows=tuple(rows),
        spec=spec_of(rows),
        formula=(
            "output[t,s] = sum_o count_weight[o] * built[o,t,s] + other_output[s], over the options o at "
            "plants of the country that build the class of the target; short = target - output"
        ),
        reads=("statistics", "targets", "demand", "options"),
        behind=tuple(behind_of(row, study, counted, largest) for row in rows),
    )


def title_of(study: Study, counted: Counted, rows: Sequence[Mark]) -> str:
    """Return the finding: output in the year of the target, and how far that is from it."""
    plan = plan_row(rows, counted.year)
    verb = "is" if len(study.futures) == 1 else "is expected to be"
    head = (
        f"{country_name(study, counted.country)} output {verb} {vehicles(plan['units'])} "
        f"{NOUNS[counted.vehicle_class]} in {counted.year}"
    )
    target = next((row for row in rows if row["is_main"]), None)
    if target is None:
        return head
    amount, short = vehicles(target["units"]), target["short"]
    if short is None:
        return f"{head}; the {amount} target is for {target['year']}"
    if abs(short) <= LEAST_GAP:
        return f"{head}, which meets the {amount} target{reached_words(counted, target)}"
    words = "short of" if short > 0 else "above"
    return f"{head}, {vehicles(abs(short))} {words} the {amount} target{reached_words(counted, target)}"


def reached_words(counted: Counted, target: Mark) -> str:
    """Return in how many futures the target is reached, as the end of a title; nothing for a single one."""
    output = counted.output.sel(year=target["year"])
    if output.size == 1:
        return ""
    reached = int((output >= target["units"] - LEAST_GAP).sum())
    words = f"{reached} of {output.size} futures" if reached else f"not one of {output.size} futures"
    return f"; {words} reach{'' if reached > 1 else 'es'} it"


def subtitle_of(study: Study, counted: Counted, rows: Sequence[Mark]) -> str:
    """Return what is plotted: the class, the years, and what is not planned but counted."""
    counts = CLASS_WORDS[counted.vehicle_class]
    several = len(study.futures)
    spans = f", expected, lowest and highest of {several} futures" if several > 1 else ""
    parts = [
        f"{counts[0].upper()}{counts[1:]} built in a year: {years_of(rows, PUBLISHED, 'published ')}"
        f"plan {study.years[0]}\u2013{study.years[-1]}{spans}"
    ]
    if any(row["series"] == OTHER_FIGURE for row in rows):
        parts.append("open circles are further figures for the same year")
    if counted.other > LEAST_GAP:
        parts.append(f"the plan counts {vehicles(counted.other)} a year from plants that are not planned")
    if counted.target and float(study["options.count_weight"].min()) < 1:
        parts.append("vehicles from kits count in part")
    return "; ".join(parts)


def years_of(rows: Sequence[Mark], series: str, word: str) -> str:
    """Return the years of a series after a word, with a comma behind; nothing if it has no rows."""
    years = [int(row["year"]) for row in rows if row["series"] == series]
    if not years:
        return ""
    return f"{word}{min(years)}\u2013{max(years)}, " if min(years) < max(years) else f"{word}{years[0]}, "


def description_of(study: Study, counted: Counted, rows: Sequence[Mark]) -> str:
    """Return the picture in words, with the year in which the target was last published as built."""
    published = [row for row in rows if row["series"] == PUBLISHED]
    plan = [row for row in rows if row["series"] == PLAN]
    sentences = [
        f"Line chart of {CLASS_WORDS[counted.vehicle_class]} built in "
        f"{country_name(study, counted.country)} in a year."
    ]
    if published:
        peak, last = max(published, key=lambda row: float(row["units"])), published[-1]
        sentences.append(
            f"Published output was largest in {peak['year']} with {vehicles(peak['units'])} and "
            f"{vehicles(last['units'])} in {last['year']}."
        )
    sentences.append(
        "The plan has "
        + listed([f"{vehicles(row['units'])} in {row['year']}" for row in (plan[0], plan[-1])])
        + "."
    )
    main = next((row for row in rows if row["is_main"]), None)
    if main is not None:
        reached = [row["year"] for row in published if row["units"] >= main["units"]]
        sentences.append(
            f"The target is {vehicles(main['units'])} in {main['year']}"
            + (f"; that many were last published for {reached[-1]}." if reached else ".")
        )
    return " ".join(sentences)


def behind_of(
    row: Mark, study: Study, counted: Counted, largest: Mapping[int, Sequence[str]]
) -> tuple[str, ...]:
    """Return the figures behind a mark: for the plan the demand for the vehicles built most."""
    if row["statistic"] is not None:
        return (f"statistics.{row['statistic']}.units",)
    if row["target"] is not None:
        return (f"targets.{row['target']}.units",)
    other = (f"targets.{counted.target}.other_output",) if counted.target else ()
    return (*other, *(f"vehicles.{vehicle}.demand" for vehicle in largest[int(row["year"])]))
