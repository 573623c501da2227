"""The four headlines of the front page."""

from __future__ import annotations

from plantshare.report.figure import Headline
from plantshare.report.front_page import (
    HALF,
    FrontPage,
    bound_words,
    guests_figure,
    output_figure,
    profit_figure,
    spare_figure,
    target_figure,
    whole_vehicles,
)
from plantshare.report.home import with_article
from plantshare.report.measures import range_words
from plantshare.report.words import money

__all__ = ["headlines_of"]


def headlines_of(page: FrontPage) -> tuple[Headline, ...]:
    """Return the four headlines: output, distance to the target, profit, and guests or spare capacity.

    Without a target in the year there are both guests and spare capacity.
    """
    measures = page.measures
    head = "Expected output" if page.is_expected else "Output"
    page.figures.setdefault("profit", profit_figure(page))
    output = Headline(
        label=f"{head} of {with_article(page.country)} in {measures.year}",
        value=f"{whole_vehicles(measures.expected(measures.output))} {page.noun}",
        range=page.range_of(measures.output, lambda each: each.expected(each.output)),
        figure="output",
    )
    profit = Headline(
        label="Expected profit of all companies, present value",
        value=money(page.result.expected_profit, page.currency),
        range=bound_words(page),
        figure="profit",
    )
    page.figures.setdefault("output", output_figure(page))
    target = target_headline(page)
    if target is not None:
        return output, target, profit, guest_headline(page) if measures.may_share else spare_headline(page)
    return output, profit, guest_headline(page), spare_headline(page)


def target_headline(page: FrontPage) -> Headline | None:
    """Return the distance to the target, none without a target in the year."""
    measures = page.measures
    if measures.short is None:
        return None
    short = measures.expected(measures.short)
    page.figures.setdefault("gap", target_figure(page))
    others = [each.expected(each.short) for each in page.others_alike if each.short is not None]
    every = [short, *others, *(float(value) for value in measures.short.values)]
    is_mixed = min(every) < 0 < max(every)
    passed = short < -HALF
    return Headline(
        label=f"{'Above' if passed else 'Short of'} the target in {measures.year}",
        value=f"{whole_vehicles(abs(short))} {page.noun}" if abs(short) > HALF else "the target is met",
        range=range_words(measures.short, others, short, sided if is_mixed else size),
        figure="gap",
    )


def sided(units: float) -> str:
    """Return a distance with the side of the target that it lies on.

    Examples
    --------
    >>> sided(50_000), sided(-22_000)
    ('50,000 short', '22,000 above')
    """
    return f"{size(units)} {'above' if units < 0 else 'short'}"


def size(units: float) -> str:
    """Return a distance without its side."""
    return whole_vehicles(abs(units))


def guest_headline(page: FrontPage) -> Headline:
    """Return what guests build in the year."""
    measures = page.measures
    page.figures["guests"] = guests_figure(page)
    return Headline(
        label=f"Built by guests in {measures.year}",
        value=f"{whole_vehicles(measures.expected(measures.guests))} vehicles",
        range=page.range_of(measures.guests, lambda each: each.expected(each.guests)),
        figure="guests",
    )


def spare_headline(page: FrontPage) -> Headline:
    """Return the capacity that plants of the country leave unused in the year."""
    measures = page.measures
    page.figures["spare"] = spare_figure(page)
    return Headline(
        label=f"Spare capacity of {with_article(page.country)} in {measures.year}",
        value=f"{whole_vehicles(measures.expected(measures.spare))} reference cars",
        range=page.range_of(measures.spare, lambda each: each.expected(each.spare)),
        figure="spare",
    )
