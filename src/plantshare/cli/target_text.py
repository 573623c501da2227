"""What reaching a national target takes, in words and tables."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from plantshare.cli.deal_words import bounds_cell
from plantshare.cli.listing import section, table
from plantshare.report.grades import figures_by_grade, grade_sentence
from plantshare.report.names import names_of
from plantshare.report.target_words import (
    answer_words,
    by_package,
    company_of,
    gap_words,
    method_words,
    numbers_of,
    sign_of,
    target_name,
)
from plantshare.report.words import listed, millions, number, percent, thousands, vehicles
from plantshare.targets import Effects, Found

__all__ = ["target_text"]


def target_text(found: Found) -> str:
    """Return the whole answer.

    Parameters
    ----------
    found
        What is found about a target.
    """
    parts = [
        heading(found),
        "\n".join(answer_words(found)),
        split_section(found),
        chance_section(found),
        programme_section(found),
        curve_section(found),
        need_section(found),
        *(together_section(found) if found.needs else ()),
        effect_section(found),
        *support_sections(found),
        *others_section(found),
    ]
    return "\n\n".join(part for part in parts if part)


def heading(found: Found) -> str:
    """Return which target of which study is meant."""
    settings = found.study.settings
    lines = [str(settings["title"] or settings["name"]), f"Target: {target_name(found)}"]
    others = [name for name in names_of(found.study, "targets") if name != found.target]
    if others:
        lines.append(f"Other targets, each looked at by its name: {', '.join(others)}")
    return "\n".join(lines)


def split_section(found: Found) -> str:
    """Return the gap split: each step, its range, what is missing, its definition and its evidence."""
    counts = figures_by_grade(found.study)
    rows = [
        [
            rung.name,
            amount(rung.units),
            f"{amount(rung.low)} to {amount(rung.high)}" if np.isfinite(rung.low) else "",
            amount(rung.missing),
        ]
        for rung in found.split
    ]
    rows.append(["target", thousands(found.goal), "", ""])
    meanings = [f"{rung.name}: {rung.definition}. {grade_of(counts, rung.reads)}" for rung in found.split]
    other = float(
        (found.study["targets.other_output"].sel(target=found.target) * found.study.probability).sum()
    )
    if other > 0:
        meanings.append(f"Each counts {thousands(other)} of plants that the study does not plan, as stated.")
    return section(
        f"Gap split of {found.year}, thousand vehicles a year",
        table(["", "vehicles", "1 in 10 below to 1 in 10 above", "short of the target"], rows)
        + "\n"
        + "\n".join(meanings),
    )


def chance_section(found: Found) -> str:
    """Return the chance that the output of each year reaches the target, nothing without drawn futures."""
    if not found.likely.is_drawn:
        return ""
    packages = [
        (listed([percent(need.confidence) for need in needs]), needs[0].together.likely)
        for needs in by_package(found)
        if needs[0].together is not None
    ]
    headers = ["year", "best plan", *(f"package for {who}" for who, _ in packages)]
    plans = [found.likely, *(likely for _, likely in packages)]
    rows = [
        [f"{year}{' *' if year == found.year else ''}", *(percent(each.by_year[year], 1) for each in plans)]
        for year in found.likely.by_year
    ]
    return section(
        f"Chance that output of the year reaches {vehicles(found.goal)}, by year",
        table(headers, rows) + f"\n* year of the target; {method_words(found)}",
    )


def grade_of(counts: pd.DataFrame, reads: tuple[str, ...]) -> str:
    """Return how well the tables behind a step are sourced."""
    return grade_sentence(counts, reads)


def amount(units: float) -> str:
    """Return vehicles in thousands, a dash where they are missing."""
    return thousands(units if np.isfinite(units) else None)


def programme_section(found: Found) -> str:
    """Return every programme: volume, private gap, and what excludes what."""
    if not found.programmes:
        return section("Programmes", "The study has no deal and no option that could add to the target.")
    numbers = numbers_of(found)
    rows = [
        [
            numbers[each.candidate.deal],
            each.candidate.name,
            thousands(each.promised) if each.promised else "",
            thousands(each.volume),
            gap_words(each),
            "yes" if each.is_in_plan else "",
            ", ".join(numbers[name] for name in each.excludes if name in numbers),
        ]
        for each in found.programmes
    ]
    sign = sign_of(found)
    headers = [
        "no.",
        "programme",
        "promised",
        "adds",
        f"gap, {sign} million",
        "in the best plan",
        "not beside",
    ]
    forms = [
        f"{each.candidate.name} could also be: {'; '.join(each.candidate.forms)}."
        for each in found.programmes
        if each.candidate.forms
    ]
    notes = [
        f"promised: what it is held to in {found.year}; adds: output in {found.year} against the best plan, "
        "whatever it drives out taken off; gap: what all companies together lose by it, present value, with "
        "its proven bounds; not beside: no plan builds what both promise",
        *forms,
    ]
    return section("Programmes, thousand vehicles a year", table(headers, rows) + "\n" + "\n".join(notes))


def curve_section(found: Found) -> str:
    """Return the supply curve, from the cheapest vehicle on."""
    if not found.curve:
        return ""
    rows = [
        [
            found.names[step.programme],
            number(step.end - step.start, 1),
            number(step.end, 1),
            number(step.per_vehicle, 2),
            millions(step.spent),
        ]
        for step in found.curve
    ]
    sign = sign_of(found)
    headers = [
        "programme", "adds", "in all", f"gap a vehicle of {found.year}, {sign} thousand",
        f"gap so far, {sign} million",
    ]  # fmt: skip
    return section(
        "Supply curve, thousand vehicles a year; what a cheaper one excludes is left out",
        table(headers, rows),
    )


def need_section(found: Found) -> str:
    """Return what each confidence takes, and the programmes of least cost."""
    if not found.needs:
        return ""
    rows = [
        [
            percent(need.confidence),
            thousands(need.extra),
            number(need.package.volume, 1),
            thousands(need.short) if need.short > 0 else "0.0",
            millions(need.package.cost),
            millions(need.together.gap[1]) if need.together else "",
            thousands(need.together.volume) if need.together else "",
            percent(need.together.chance, 1) if need.together else "",
        ]
        for need in found.needs
    ]
    sign = sign_of(found)
    headers = [
        "confidence", "to add", "package adds", "short by", f"gaps added up, {sign} million",
        f"together, {sign} million", "together add", "chance then",
    ]  # fmt: skip
    numbers = numbers_of(found)
    lines = [
        f"Package for {listed([percent(need.confidence) for need in needs])}: programmes "
        + listed([numbers[name] for name in needs[0].package.chosen])
        for needs in by_package(found)
        if needs[0].package.chosen
    ]
    notes = [
        *lines,
        "together: the package in one plan, as programmes share plants and buyers; chance then: with that "
        f"plan in the same futures; {method_words(found)}",
    ]
    return section(
        "Package of least cost, thousand vehicles a year", table(headers, rows) + "\n" + "\n".join(notes)
    )


def together_section(found: Found) -> list[str]:
    """Return who pays for each package, what becomes of jobs and of public finance."""
    sign = sign_of(found)
    parts = []
    for needs in by_package(found):
        joint = needs[0].together
        if joint is None:
            continue
        lines = [
            f"Who loses and who gains, {sign} million present value: "
            f"{company_of(found.study, joint.effects.by_company)}",
            *effect_lines(found, joint.effects),
        ]
        who = listed([percent(need.confidence) for need in needs])
        parts.append(section(f"The package for {who} in one plan", "\n".join(lines)))
    return parts


def effect_lines(found: Found, effects: Effects) -> list[str]:
    """Return jobs and public finance of a plan, a line each."""
    sign = sign_of(found)
    jobs = (
        f"{number(effects.jobs)} people on crews, " if np.isfinite(effects.jobs) else ""
    ) + f"{number(effects.work)} jobs' worth of hours on vehicles"
    return [f"Jobs in {found.year}: {jobs}"] + [
        f"Public finance against {name}: net {sign}{net_of(effects, name)} million ({parts_of(lines)})"
        for name, lines in effects.public.items()
    ]


def net_of(effects: Effects, name: str) -> str:
    """Return the net against a counterfactual, by the lower and the higher count of jobs."""
    return bounds_cell(sum(effects.public[name].values()), effects.public_high[name])


def parts_of(lines: Mapping[str, float]) -> str:
    """Return the lines of public finance in words."""
    return ", ".join(f"{name} {millions(value)}" for name, value in lines.items())


def effect_section(found: Found) -> str:
    """Return jobs and public finance of each programme, with what is assumed."""
    if not found.programmes:
        return ""
    names = list(found.programmes[0].effects.public)
    rows = [
        [
            each.candidate.name,
            number(each.effects.jobs) if np.isfinite(each.effects.jobs) else "",
            number(each.effects.work),
            *(millions(value) for value in each.effects.public[names[0]].values()),
            *(net_of(each.effects, name) for name in names),
        ]
        for each in found.programmes
    ]
    headers = [
        "programme", "crews", "hours as jobs", *found.programmes[0].effects.public[names[0]],
        "net", "net, built abroad",
    ]  # fmt: skip
    assumed = found.assumed
    sign = sign_of(found)
    notes = (
        f"\nAll against {names[0]}; the last column against {names[1]}. Receipts are by the lower of the "
        "two counts of jobs, from the first year in which the programme builds; a net with two ends reaches "
        "to that by the higher count."
        f"\nAssumed (grade E): {sign}{number(assumed.receipts_per_job)} of taxes less benefits a job and "
        f"year, {percent(assumed.additional_share)} of jobs not filled elsewhere, "
        f"{number(assumed.hours_per_job)} hours a job and year. Support stands at what the study "
        "states; closing a gap costs the gap besides."
    )
    return section(
        f"Jobs in {found.year}, people, and public finance, {sign} million present value",
        table(headers, rows) + notes,
    )


def support_sections(found: Found) -> list[str]:
    """Return what support changes: each instrument, programmes that it pays, and relief for all."""
    sign = sign_of(found)
    parts = []
    if found.instruments:
        rows = [[each.support, millions(each.paid), thousands(each.added)] for each in found.instruments]
        headers = ["support", f"paid in the best plan, {sign} million", "output that it adds, thousand"]
        parts.append(
            section(f"What support of the study does to output in {found.year}", table(headers, rows))
        )
    if found.verdicts:
        rows = [
            [
                each.support,
                each.programme,
                each.verdict,
                f"{millions(each.surplus_without[0])} to {millions(each.surplus_without[1])}",
            ]
            for each in found.verdicts
        ]
        headers = ["support", "programme", "verdict", f"gain without it, {sign} million"]
        notes = (
            "\nadditional: would not be done without; windfall: would be done anyway; too little: is not "
            "done even with it"
        )
        parts.append(section("Additional or windfall", table(headers, rows) + notes))
    if found.relief is not None:
        relief = found.relief
        parts.append(
            section(
                f"Relief of {sign}{number(found.relief_rate, 1)} a MWh for every vehicle built in the "
                f"country, {sign} million present value",
                table(
                    ["goes to", "amount"],
                    [
                        ["output that is there anyway", millions(relief.on_existing)],
                        ["programmes of the package", millions(relief.on_programmes)],
                        ["gaps that relief leaves", millions(relief.top_up)],
                        ["all", millions(relief.cost)],
                    ],
                )
                + "\nSupport for the programmes alone would cost "
                f"{millions(targeted(found))} for the same output.",
            )
        )
    return parts


def targeted(found: Found) -> float:
    """Return the gaps of the package that relief for all is set against."""
    gaps = {each.name: each.gap for each in found.options}
    chosen = found.relief.package.chosen if found.relief else ()
    return sum(gaps[name] for name in chosen)


def others_section(found: Found) -> list[str]:
    """Return programmes that play no part, and why."""
    if not found.left_out:
        return []
    lines = [f"{name}: {reason}" for name, reason in found.left_out.items()]
    return [section("Not in the supply curve", "\n".join(lines))]
