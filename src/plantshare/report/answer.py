"""The answer of a plan in three sentences, each number with what stands behind it."""

from __future__ import annotations

from plantshare.report.figure import Part, Sentence
from plantshare.report.front_page import (
    HALF,
    SMALLEST_MONEY,
    FrontPage,
    company_gains,
    gain_figure,
    guest_volumes,
    guests_peak_figure,
    launches_figure,
    output_figure,
    profit_figure,
    proven_gain,
    target_figure,
)
from plantshare.report.words import listed, money, percent, plural, vehicles
from plantshare.results.plan import closures, launches

__all__ = ["answer_of"]

GUESTS_NAMED = 2
"""More guests than these are counted, and only the largest is named."""


def answer_of(page: FrontPage) -> tuple[Sentence, ...]:
    """Return the answer: what is built by whom, what it earns, and how far the target is."""
    return plan_sentence(page), money_sentence(page), output_sentence(page)


def plan_sentence(page: FrontPage) -> Sentence:
    """Return what the plan builds anew, and who builds in the plant of another."""
    frame = launches(page.result)
    head = [Part("The plan launches nothing new")]
    if len(frame):
        first, last = int(frame["year"].min()), int(frame["year"].max())
        years = f"in {first}" if first == last else f"from {first} to {last}"
        figure = launches_figure(page)
        head = [
            Part("The plan makes "),
            page.part("launches", figure.value, figure),
            Part(f" at {plural(frame['plant'].nunique(), 'plant')} {years}"),
        ]
    shut = closures(page.result)
    if len(shut):
        names = dict.fromkeys(page.names.name("groups", str(group)) for group in shut["group"])
        head.append(Part(f", closes {listed(list(names))}"))
    return (*head, Part("; "), *guest_parts(page), Part("."))


def guest_parts(page: FrontPage) -> list[Part]:
    """Return who builds in the plant of another company, and how much at most."""
    frame = guest_volumes(page.result)
    if frame.empty:
        return [Part("no company builds in the plant of another")]
    few = len(frame) <= GUESTS_NAMED
    vehicle = page.result.study.frame("options").set_index("option")["vehicle"]
    owner = page.result.study.frame("vehicles").set_index("vehicle")["company"]
    told = [
        f"{page.names.name('companies', str(owner[vehicle[row.option]]))} builds "
        f"{page.names.name('options', str(row.option))} from {int(row.first)}"
        for row in frame.head(GUESTS_NAMED if few else 1).itertuples()
    ]
    amounts = [vehicles(float(units)) for units in frame["units"].head(len(told))]
    head = f"as a guest {listed(told)}" if few else f"{len(frame)} options are guests, the largest: {told[0]}"
    return [
        Part(f"{head}, up to "),
        page.part("guests_peak", listed(amounts), guests_peak_figure(page)),
        Part(" a year"),
    ]


def money_sentence(page: FrontPage) -> Sentence:
    """Return what the plan earns and for whom, and how that differs from the run beside it."""
    settings, gains = page.result.study.settings, page.measures.gains
    verb = "are expected to earn" if page.is_expected else "earn"
    rate = percent(float(settings["discount_rate"]), 1).replace(".0%", "%")
    parts = [
        Part(f"All companies together {verb} "),
        page.part("profit", money(page.result.expected_profit, page.currency), profit_figure(page)),
        Part(f" (present value at {rate} a year, {settings['price_year']:.0f} prices)"),
    ]
    if len(gains) > 1 and gains.max() > 0:
        name = page.names.name("companies", str(gains.idxmax()))
        parts.append(Part(f", {name} the most with {money(float(gains.max()), page.currency)}"))
    if page.others:
        parts += [Part("; that is "), *gain_parts(page)]
    return (*parts, Part("."))


def gain_parts(page: FrontPage) -> list[Part]:
    """Return what all companies gain against the first run beside this one, and who most."""
    beside, other = page.others[0]
    gain = page.result.expected_profit - beside.result.expected_profit
    figure = gain_figure(page)
    if abs(gain) < SMALLEST_MONEY:
        return [page.part("gain", "no more and no less", figure), Part(f" than {beside.phrase}")]
    size = money(abs(gain), page.currency)
    parts = [
        page.part("gain", f"{size} {'more' if gain > 0 else 'less'}", figure),
        Part(f" than {beside.phrase}"),
    ]
    low, high = (money(end, page.currency, signed=True) for end in proven_gain(page))
    if (proven_gain(page)[0] > 0) != (proven_gain(page)[1] > 0):
        parts.append(Part(f", with no proof yet that it is not nothing (between {low} and {high})"))
    by_company = company_gains(page.measures, other)
    told = [
        f"{page.names.name('companies', str(by_company.index[place]))} "
        f"{money(float(by_company.iloc[place]), page.currency, signed=True)}"
        for place, sign in ((-1, 1), (0, -1))
        if sign * by_company.iloc[place] >= SMALLEST_MONEY
    ]
    return [*parts, Part(f": {', '.join(told)}" if told else "")]


def output_sentence(page: FrontPage) -> Sentence:
    """Return output of the country, what it is beside, and how far from the target."""
    measures = page.measures
    output = measures.expected(measures.output)
    verb = "is expected to be" if page.is_expected else "is"
    parts = [
        Part(f"{page.country} output {verb} "),
        page.part("output", f"{vehicles(output)} {page.noun}", output_figure(page)),
        Part(f" in {measures.year}"),
    ]
    if page.others and page.others[0][1] in page.others_alike:
        beside, other = page.others[0]
        there = vehicles(other.expected(other.output))
        same = there == vehicles(output)
        parts.append(Part(f" ({'as many' if same else there} {beside.phrase})"))
    return (*parts, *target_parts(page), Part("."))


def target_parts(page: FrontPage) -> list[Part]:
    """Return how far output is from the target."""
    measures, study = page.measures, page.result.study
    if not measures.counted.target:
        return [Part("; the study sets no target")]
    row = study.frame("targets").set_index("target").loc[measures.counted.target]
    wanted = vehicles(float(row["units"]))
    figure = target_figure(page)
    if measures.short is None or measures.wanted is None:
        where = (
            "after the last planned year" if row["year"] > measures.year else "before the first planned year"
        )
        return [
            Part("; the target of "), page.part("target", wanted, figure),
            Part(f" is for {int(row['year'])}, {where}"),
        ]  # fmt: skip
    short = measures.expected(measures.short)
    if abs(short) <= HALF:
        return [Part(", which meets the target of "), page.part("target", wanted, figure)]
    return [
        Part(", "),
        page.part("gap", vehicles(abs(short)), figure),
        Part(f" {'short of' if short > 0 else 'above'} the target of {wanted}"),
    ]
