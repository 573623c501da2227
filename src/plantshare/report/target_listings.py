"""Tables of a report on a target: the gap split, programmes, packages and public finance."""

from __future__ import annotations

import numpy as np

from plantshare.report.chart import Field, Row
from plantshare.report.listing import Listing
from plantshare.report.target_words import (
    answer_words,
    by_package,
    company_of,
    method_words,
    numbers_of,
    sign_of,
)
from plantshare.report.words import listed, number, percent
from plantshare.targets import Found

__all__ = ["package_listing", "programme_listing", "public_listing"]


def programme_listing(found: Found) -> Listing:
    """Return every programme: volume, gap with its bounds, jobs, and what excludes what.

    Parameters
    ----------
    found
        What is found about a target.
    """
    unit = f"{sign_of(found)} million present value"
    numbers = numbers_of(found)
    rows: list[Row] = [
        {
            "number": numbers[each.candidate.deal],
            "name": each.candidate.name,
            "promised": each.promised,
            "volume": each.volume,
            "low": each.gap[0],
            "gap": each.gap[1],
            "high": each.gap[2],
            "is_in_plan": each.is_in_plan,
            "excludes": ", ".join(numbers[name] for name in each.excludes if name in numbers),
        }
        for each in found.programmes
    ]
    reasons = "; ".join(f"{name}: {reason}" for name, reason in found.left_out.items())
    return Listing(
        title="Programmes that could add output",
        note=(
            "Each is planned anew with the programme built at its promised volume. Adds: output in the year "
            "of the target against the best plan, what it drives out taken off. Lacks: what all companies "
            "together lose by it, present value, between proven bounds. "
            + (f"Not in the supply curve: {reasons}." if reasons else "")
        ).strip(),
        fields=(
            Field(name="number", label="No."),
            Field(name="name", label="Programme"),
            Field(name="promised", label="Promised", unit="vehicles a year", kind="number"),
            Field(name="volume", label="Adds", unit="vehicles a year", kind="number"),
            Field(name="gap", label="Lacks", unit=unit, kind="number", digits=1),
            Field(name="low", label="at least", unit=unit, kind="number", digits=1),
            Field(name="high", label="at most", unit=unit, kind="number", digits=1),
            Field(name="is_in_plan", label="In the best plan", kind="flag"),
            Field(name="excludes", label="Not beside"),
        ),
        rows=tuple(rows),
    )


def package_listing(found: Found) -> Listing:
    """Return what each confidence takes: programmes, their cost one by one and together, and who loses.

    Parameters
    ----------
    found
        What is found about a target.
    """
    unit = f"{sign_of(found)} million present value"
    numbers = numbers_of(found)
    losers = " ".join(
        f"Package for {listed([percent(need.confidence) for need in needs])}, who loses and gains in {unit}: "
        f"{company_of(found.study, needs[0].together.effects.by_company)}."
        for needs in by_package(found)
        if needs[0].together is not None
    )
    rows: list[Row] = [
        {
            "confidence": percent(need.confidence),
            "extra": need.extra,
            "names": listed([numbers[name] for name in need.package.chosen]) or "none",
            "volume": need.package.volume * 1e3,
            "short": need.short,
            "cost": need.package.cost,
            "joint_volume": need.together.volume if need.together else None,
            "joint": need.together.gap[1] if need.together else None,
            "chance": need.together.chance if need.together else None,
        }
        for need in found.needs
    ]
    return Listing(
        title="Package of least cost",
        note=" ".join(answer_words(found))
        + " Together: the package in one plan, as programmes share plants and buyers; "
        f"{method_words(found)}. {losers}".rstrip(),
        fields=(
            Field(name="confidence", label="Confidence"),
            Field(name="extra", label="To add", unit="vehicles a year", kind="number"),
            Field(name="names", label="Programmes, by number"),
            Field(name="volume", label="They add", unit="vehicles a year", kind="number"),
            Field(name="short", label="Too few by", unit="vehicles a year", kind="number"),
            Field(name="cost", label="Lack one by one", unit=unit, kind="number", digits=1),
            Field(name="joint", label="Lack together", unit=unit, kind="number", digits=1),
            Field(name="joint_volume", label="Add together", unit="vehicles a year", kind="number"),
            Field(name="chance", label="Chance then", unit="% of futures", kind="share", digits=1),
        ),
        rows=tuple(rows),
    )


def public_listing(found: Found) -> Listing:
    """Return jobs and public finance of each programme against each counterfactual.

    Parameters
    ----------
    found
        What is found about a target.
    """
    unit = f"{sign_of(found)} million present value"
    first = next((each.effects.public for each in found.programmes), {})
    counterfactuals = list(first)
    kinds = next(iter(first.values()), {})
    rows: list[Row] = [
        {
            "name": each.candidate.name,
            "jobs": each.effects.jobs if np.isfinite(each.effects.jobs) else None,
            "work": each.effects.work,
            **each.effects.public[counterfactuals[0]],
            **{
                f"{end} {place}": net
                for place, name in enumerate(counterfactuals)
                for end, net in (
                    ("net", sum(each.effects.public[name].values())),
                    ("high", each.effects.public_high[name]),
                )
            },
        }
        for each in found.programmes
    ]
    assumed = found.assumed
    return Listing(
        title="Jobs and public finance of programmes",
        note=(
            f"Assumed (grade E): {sign_of(found)}{number(assumed.receipts_per_job)} of taxes less benefits a "
            f"job and year, {percent(assumed.additional_share)} of jobs not filled elsewhere, "
            f"{number(assumed.hours_per_job)} hours a job and year. Receipts are by the lower of the two "
            "counts of jobs, from the first year in which the programme builds; the most that is net is by "
            "the higher count. Support stands at what the study states; closing a gap costs the gap besides."
        ),
        fields=(
            Field(name="name", label="Programme"),
            Field(name="jobs", label="Crews", unit="people", kind="number"),
            Field(name="work", label="Hours on vehicles", unit="jobs", kind="number"),
            *(
                Field(name=kind, label=kind.capitalize(), unit=unit, kind="number", digits=1)
                for kind in kinds
            ),
            *(
                Field(name=f"{end} {place}", label=f"{label} {name}", unit=unit, kind="number", digits=1)
                for place, name in enumerate(counterfactuals)
                for end, label in (("net", "Net, least, against"), ("high", "Net, most, against"))
            ),
        ),
        rows=tuple(rows),
    )
