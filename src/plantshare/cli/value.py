"""The command `value`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from plantshare.cli.failure import WRONG_USE
from plantshare.cli.listing import section, table
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Above, Count, Json, Names, Share, StudyPath
from plantshare.methods.information import Between, Information
from plantshare.methods.replications import GapEstimate
from plantshare.report.words import currency_sign, millions, plural
from plantshare.results.futures import futures_words
from plantshare.run import Futures, plain, planning_value, sampled_gap
from plantshare.study import Study

__all__ = ["value"]

Draws = Annotated[int, Parameter(validator=validators.Number(gte=0))]


def value(
    study: StudyPath,
    /,
    *,
    scenarios: Names = (),
    draws: Draws = 0,
    seed: Count = 0,
    replications: Count = 0,
    plan: Path | None = None,
    gap: Share = None,
    time: Above = None,
    json: Json = False,
) -> int:
    """Show what it is worth to plan for many futures at once, and to know the one that comes.

    Three plans are compared over the same futures: the plan that would be best if every figure took its
    mean, the plan that is best for all futures together, and a plan for each future as if it were known.
    Each search leaves a gap, so that every figure is given as the range in which it is proven to lie.

    With --replications another question is answered: what is the plan worth in futures that it was not made
    for, and how far may it fall short of the best plan for all futures that the drivers can bring?

    Parameters
    ----------
    study
        Study folder or workbook.
    scenarios
        Scenarios of the study to plan together.
    draws
        Futures to draw from the drivers of the study (uncertainty.csv) instead.
    seed
        Seed of the draws.
    replications
        With --draws: samples of as many fresh futures each, in which the plan is valued and the best plan is
        searched for; 20 to 30 are usual. Takes a search each.
    plan
        With --replications: recorded run whose plan is looked at. Unless given, the study is planned for the
        draws.
    gap
        Gap at which each search may stop; as the study says unless given.
    time
        Seconds for each search; the futures alone share as many. As the study says unless given.
    json
        Print one JSON object and nothing else.
    """
    if bool(scenarios) == bool(draws):
        say("Give the futures to plan for: either --scenarios, or --draws with a number.")
        return WRONG_USE
    if (replications or plan is not None) and (not draws or replications < 2):
        say("Replications need drawn futures, and two samples at least: --draws 50 --replications 20.")
        return WRONG_USE
    chosen = {"gap": gap, "time_limit": time}
    settings = {name: amount for name, amount in chosen.items() if amount is not None}
    futures = Futures(count=draws, seed=seed) if draws else None
    if futures is not None and replications:
        result, estimate = sampled_gap(
            study, futures=futures, replications=replications, plan=plan, settings=settings
        )
        if json:
            show_json(plain({"study": str(study), **asdict(estimate)}))
        else:
            show(gap_text(result.study, estimate))
        return 0
    planned, found = planning_value(study, scenarios=scenarios, futures=futures, settings=settings)
    if json:
        show_json(plain({"study": str(study), **content_of(found)}))
    else:
        show(value_text(planned, found))
    return 0


def content_of(found: Information) -> dict[str, object]:
    """Return the answer as plain data, in millions."""
    parts = {
        "mean_plan": found.mean_plan_worth,
        "plan_for_all": found.stochastic,
        "each_known": found.wait_and_see,
        "value_of_planning": found.stochastic_solution,
        "value_of_knowing": found.perfect_information,
    }
    return {name: {"low": part.low, "high": part.high} for name, part in parts.items()}


def value_text(study: Study, found: Information) -> str:
    """Return the answer in words and tables."""
    sign = currency_sign(study.settings["currency"])
    plans = [
        ["plan for the mean of all figures", *ends(found.mean_plan_worth)],
        ["plan for all futures together", *ends(found.stochastic)],
        ["each future known beforehand", *ends(found.wait_and_see)],
    ]
    steps = [
        ["planning for all futures instead of the mean", *ends(found.stochastic_solution)],
        ["knowing which future comes", *ends(found.perfect_information)],
    ]
    headers = ["at least", "at most"]
    return "\n\n".join(
        [
            str(study.settings["title"] or study.settings["name"])
            + f"\n{plural(len(study.weights), 'future')} planned together",
            section(f"Expected profit of all companies, {sign}m present value", table(["", *headers], plans)),
            section(f"What it is worth, {sign}m", table(["", *headers], steps)),
            "A range that begins below zero says only that the searches left a gap: neither worth is "
            "negative. A smaller --gap and more --time narrow the ranges.",
        ]
    )


def gap_text(study: Study, found: GapEstimate) -> str:
    """Return what samples say about a plan in words and tables.

    Parameters
    ----------
    study
        The study of the plan.
    found
        What was found, with a confidence of 95%.
    """
    sign = currency_sign(study.settings["currency"])
    rows = [
        [name, millions(part.mean), millions(part.low), millions(part.high)]
        for name, part in (
            ("the plan in fresh futures", found.worth),
            ("bound: the best plan of each sample", found.bound),
        )
    ]
    head = f"Expected profit of all companies, {sign}m present value"
    return "\n\n".join(
        [
            str(study.settings["title"] or study.settings["name"])
            + f"\nPlan made for {futures_words(study)}; looked at in "
            f"{plural(found.replications, 'sample')} of {plural(found.scenarios, 'fresh future')} each",
            section(head, table(["", "mean", "95% from", "to"], rows)),
            f"The plan falls short of the best one by {sign}{millions(found.gap)}m in the mean of the "
            f"samples, and with 95% confidence by no more than {sign}{millions(found.high)}m.",
            "The best plan of each sample is chosen with its futures in view, so that the shortfall is "
            "overstated; more --draws bring it nearer, more --replications make it surer.",
        ]
    )


def ends(part: Between) -> list[str]:
    """Return the two ends of a range."""
    return [millions(part.low), millions(part.high)]
