"""What each party gains of the surplus by each rule of sharing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plantshare.deals.answer import DealAnswer
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.panel_rows import NumberColumn, Panel, along, place_rows, scaled, spec_of, tall
from plantshare.report.charts.words_alone import words_alone
from plantshare.report.deal_public_words import government_words
from plantshare.report.deal_words import (
    FIGURES,
    LEAST,
    behind_deal,
    counterfactual_of,
    deal_words,
    party_words,
    unit_of_money,
)
from plantshare.report.palette import GUEST, HOST, INK, LAND, WHITE
from plantshare.report.words import listed, money, number

__all__ = ["RULES", "deal_splits", "is_nothing_to_split"]

RULES: Mapping[str, str] = {
    "Nash": "Nash: half of the surplus for host and guest each",
    "Nash, weighted": "Nash, weighted: shared by bargaining power",
    "Nash, capped": "Nash, capped: half each, up to the caps",
    "Kalai-Smorodinsky": "Kalai and Smorodinsky: the same share of the most that each could gain",
    "Shapley": "Shapley: what each adds, on average over all orders of joining",
    "nucleolus": "Nucleolus: no group has more to complain of than it must",
}
"""What each rule does, in a line."""

COLUMNS = (
    NumberColumn(field="gain_words", caption="gain", brief="gain"),
    NumberColumn(field="low_words", caption="at least", brief="least"),
    NumberColumn(field="high_words", caption="at most", brief="most"),
)


def deal_splits(answer: DealAnswer) -> Chart:
    """Return bars of the gain of each party by rule, with the range that the proofs leave.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    rows = rows_of(answer)
    study = answer.study
    spec = words_alone(nothing_words()) if is_nothing_to_split(answer) else drawn(rows)
    behind = behind_deal(answer.study, answer.value.deal)
    return Chart(
        name="deal_splits",
        title=title_of(answer),
        subtitle=(
            f"{deal_words(study, answer.value.deal)}: gain against {counterfactual_of(answer)}, "
            f"{unit_of_money(study)}, if the surplus were shared by a rule; the thin line reaches over all "
            f"gains that the proven bounds of the plans allow. {government_words(answer)}"
        ),
        description=description_of(answer),
        fields=fields_of(answer),
        rows=tuple(rows),
        spec=spec,
        formula=(
            "Nash: max prod_i gain[i]^beta[i]; Kalai-Smorodinsky: gain[i] = t * most[i]; Shapley: phi[i] = "
            "sum_S |S|! (n - |S| - 1)! / n! (v(S with i) - v(S)); nucleolus: least vector of excesses "
            "v(S) - sum_{i in S} gain[i]"
        ),
        reads=FIGURES,
        behind=tuple(behind for _ in rows),
    )


def is_nothing_to_split(answer: DealAnswer) -> bool:
    """Return whether no rule gives anybody anything, within the proven bounds to the digits shown.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    ends = [abs(end) for split in answer.splits.values() for end in (*split.payoff, *split.low, *split.high)]
    at_values = [abs(gain) for split in answer.splits.values() for gain in split.payoff]
    return max(ends, default=0.0) < LEAST or (
        max(at_values, default=0.0) < LEAST and answer.value.divided[2] < 0
    )


def rows_of(answer: DealAnswer) -> list[dict[str, Any]]:
    """Return one row for each rule and party; Any: cells are numbers and words."""
    about = answer.value.about
    fills = {about.host: HOST, about.guest: GUEST}
    return [
        {
            "rule": rule,
            "party": party,
            "name": party_words(answer.study, party),
            "is_main": False,
            "gain": split[party],
            "low": split.range_of(party)[0],
            "high": split.range_of(party)[1],
            "gain_words": number(split[party], 1),
            "low_words": number(split.range_of(party)[0], 1),
            "high_words": number(split.range_of(party)[1], 1),
            "bar": fills.get(party, LAND),
        }
        for rule, split in answer.splits.items()
        for party in split.players
    ]


def drawn(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the picture: a panel for each rule, all on one scale; Any: JSON of any shape."""
    ends = [float(row[name]) for row in rows for name in ("gain", "low", "high")]
    domain = min([0.0, *ends]), max([0.0, *ends])
    zero = scaled(0.0, domain)
    for row in rows:
        row["zero_at"] = zero
        row |= {f"{name}_at": scaled(float(row[name]), domain) for name in ("gain", "low", "high")}
    panels = [
        Panel(rows=[row for row in rows if row["rule"] == rule], title=RULES.get(rule, rule), zero=zero)
        for rule in dict.fromkeys(str(row["rule"]) for row in rows)
    ]
    headings, height = place_rows(panels)
    return spec_of(headings, height, COLUMNS, mark_layers(height))


def mark_layers(height: float) -> list[dict[str, Any]]:
    """Return bars from nothing to the gain, and the line of the range; Any: JSON of any shape."""
    told = [
        {"field": "rule", "title": "Rule"},
        {"field": "name", "title": "Party"},
        *(
            {"field": field, "title": title, "format": ",.2f"}
            for field, title in (("gain", "Gain, million"), ("low", "At least"), ("high", "At most"))
        ),
    ]
    middle = {"y": tall("y", height)}
    return [
        {
            "mark": {"type": "rect", "stroke": INK, "strokeWidth": 1},
            "encoding": {
                "y": tall("top", height), "y2": {"field": "bottom"},
                "x": along("zero_at", COLUMNS), "x2": {"field": "gain_at"},
                "fill": {"field": "bar", "type": "nominal", "scale": None}, "tooltip": told,
            },
        },
        # Twice: the wide pale line keeps the thin one readable on a dark bar.
        *(
            {
                "mark": {"type": "rule", "color": ink, "strokeWidth": width},
                "encoding": {**middle, "x": along("low_at", COLUMNS), "x2": {"field": "high_at"}},
            }
            for ink, width in ((WHITE, 4), (INK, 2))
        ),
    ]  # fmt: skip


def fields_of(answer: DealAnswer) -> tuple[Field, ...]:
    """Return the columns of the table."""
    unit = unit_of_money(answer.study)
    return (
        Field(name="rule", label="Rule"),
        Field(name="name", label="Party"),
        *(
            Field(name=name, label=label, unit=unit, kind="number", digits=1)
            for name, label in (("gain", "Gain"), ("low", "At least"), ("high", "At most"))
        ),
    )


def title_of(answer: DealAnswer) -> str:
    """Return the finding: what there is to split, and what the rules would give."""
    code, whole = str(answer.study.settings["currency"]), answer.value.divided[1]
    if is_nothing_to_split(answer):
        if whole < 0:
            return f"There is nothing to split: the companies together lose {money(-whole, code)}"
        return "There is nothing to split"
    host = answer.value.about.host
    gains = [split[host] for split in answer.splits.values() if host in split.players]
    name = party_words(answer.study, host)
    if max(gains) - min(gains) < 2 * LEAST:
        share = f"every rule gives {name} {money(gains[0], code)}"
    else:
        share = f"rules give {name} {money(min(gains), code)} to {money(max(gains), code)}"
    if whole < 0:
        # The companies lose by it: what there is comes from the government.
        return f"The companies together lose {money(-whole, code)}; with the government, {share}"
    return f"{money(whole, code)} to split: {share}"


def nothing_words() -> str:
    """Return what stands in place of bars."""
    return (
        "No rule gives any party a gain: without the deal each is at least as well off, and no payment "
        "between them changes the sum."
    )


def description_of(answer: DealAnswer) -> str:
    """Return the picture in words."""
    if is_nothing_to_split(answer):
        return f"No bars. {nothing_words()}"
    code = str(answer.study.settings["currency"])
    parts = [
        f"{rule}: "
        + listed(
            [f"{party_words(answer.study, party)} {money(split[party], code)}" for party in split.players]
        )
        for rule, split in answer.splits.items()
    ]
    return "Bars of the gain of each party by rule. " + ". ".join(parts) + "."
