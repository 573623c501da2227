"""Words that the text, the charts and the tables of a target share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plantshare.report.names import names_of
from plantshare.report.words import currency_sign, listed, number, percent, plural, vehicles
from plantshare.study import Study
from plantshare.targets import Found, Need, Planned

__all__ = [
    "FIGURES",
    "answer_words",
    "by_package",
    "chance_words",
    "company_of",
    "gap_words",
    "method_words",
    "need_words",
    "numbers_of",
    "package_words",
    "sign_of",
    "target_name",
]

FIGURES = ("targets", "demand", "options", "shop_patterns", "group_patterns", "tariffs", "uncertainty")
"""Tables that every plan for a target rests on."""


def sign_of(found: Found) -> str:
    """Return the sign of the currency.

    Parameters
    ----------
    found
        What is found about a target.
    """
    return currency_sign(str(found.study.settings["currency"])).strip()


def target_name(found: Found) -> str:
    """Return the name of the target.

    Parameters
    ----------
    found
        What is found about a target.
    """
    return names_of(found.study, "targets")[found.target]


def chance_words(found: Found, chance: float) -> str:
    """Return a probability as a count of futures.

    Parameters
    ----------
    found
        What is found about a target.
    chance
        Probability, as a share.
    """
    if not found.likely.is_drawn:
        return "reached" if chance >= 1.0 else "not reached"
    count = len(found.likely.weights)
    return f"reached in {round(chance * count):,} of {plural(count, 'future')}"


def answer_words(found: Found) -> list[str]:
    """Return the answer in sentences, the shortest first.

    Parameters
    ----------
    found
        What is found about a target.
    """
    planned, likely = found.rung("planned"), found.rung("likely")
    spread = f", likely {vehicles(likely.units)}" if found.likely.is_drawn else ""
    sentences = [
        f"{vehicles(found.goal)} in {found.year}: planned {vehicles(planned.units)}{spread}; "
        f"{chance_words(found, found.chance)}."
    ]
    for needs in by_package(found):
        sentences += need_words(found, needs)
    return sentences


def by_package(found: Found) -> list[list[Need]]:
    """Return what confidences take, those with the same package together.

    Parameters
    ----------
    found
        What is found about a target.
    """
    groups: dict[tuple[str, ...], list[Need]] = {}
    for need in found.needs:
        groups.setdefault(need.package.chosen, []).append(need)
    return list(groups.values())


def need_words(found: Found, needs: Sequence[Need]) -> list[str]:
    """Return what confidences with the same package take, as sentences.

    Parameters
    ----------
    found
        What is found about a target.
    needs
        What each of the confidences takes.
    """
    who = listed([percent(need.confidence) for need in needs])
    if all(need.extra <= 0 for need in needs):
        return [f"For {who} confidence nothing has to be added."]
    amounts = listed([vehicles(need.extra) for need in needs])
    added = f"For {who} confidence {amounts} a year have to be added to the best plan"
    first = needs[0]
    if not first.package.chosen:
        return [f"{added}; no programme of the study adds any."]
    cost = package_words(found, first)
    count = len(first.package.chosen)
    if first.short <= 0:
        return [f"{added}; {plural(count, 'programme')} would do, {lack_of(count)} {cost}"]
    short = listed([vehicles(need.short) for need in needs])
    most = vehicles(first.package.volume * 1e3)
    who = f"the {count} programmes that fit together add" if count > 1 else "the one programme adds"
    return [
        f"{added}.",
        f"That is out of reach: {who} {most}, which falls {short} short, {lack_of(count)} {cost}",
    ]


def lack_of(count: int) -> str:
    """Return the verb for what one programme, or several, lack."""
    return "and lacks" if count == 1 else "and lack"


def numbers_of(found: Found) -> dict[str, str]:
    """Return the number under which each programme is listed, by its deal.

    Parameters
    ----------
    found
        What is found about a target.
    """
    return {each.candidate.deal: str(place) for place, each in enumerate(found.programmes, start=1)}


def package_words(found: Found, need: Need) -> str:
    """Return what companies lose by a package, each programme alone and all together.

    Parameters
    ----------
    found
        What is found about a target.
    need
        What a confidence takes, with a package.
    """
    sign = sign_of(found)
    alone = f"{sign}{number(need.package.cost)} million"
    if need.together is None:
        return f"{alone} one by one; no plan builds all of them at once."
    then = chance_words(found, need.together.chance)
    if len(need.package.chosen) == 1:
        return f"{alone}; with it the target is {then}."
    return (
        f"{alone} one by one; planned together they lack {sign}{number(need.together.gap[1])} million and "
        f"add {vehicles(need.together.volume)}, with which the target is {then}."
    )


def gap_words(planned: Planned) -> str:
    """Return what a programme lacks with its proven bounds, millions.

    Parameters
    ----------
    planned
        The programme.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> gap_words(SimpleNamespace(gap=(156.9, 157.2, 157.6)))
    '157.2 (156.9–157.6)'
    """
    low, value, high = planned.gap
    if number(low, 1) == number(high, 1):
        return number(value, 1)
    return f"{number(value, 1)} ({number(low, 1)}\u2013{number(high, 1)})"


def company_of(study: Study, by_company: Mapping[str, float], least: float = 0.05) -> str:
    """Return who loses and who gains, in words; companies that hardly notice are left out.

    Parameters
    ----------
    study
        The study.
    by_company
        Gain of each company, m.
    least
        Millions below which nothing is said.
    """
    names = names_of(study, "companies")
    parts = [
        f"{names.get(name, name)} {number(gain, 1) if gain < 0 else '+' + number(gain, 1)}"
        for name, gain in sorted(by_company.items(), key=lambda each: each[1])
        if abs(gain) >= least
    ]
    return listed(parts) or "nobody"


def method_words(found: Found) -> str:
    """Return how futures were drawn, in words.

    Parameters
    ----------
    found
        What is found about a target.
    """
    if not found.likely.is_drawn:
        return "no futures drawn: the study states no drivers"
    origin = found.likely.origin
    return (
        f"{int(origin['count']):,} futures (seed {origin['seed']}), launches, shifts, closures and deals held"
    )
