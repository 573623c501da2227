"""All splits between three players as a triangle, with the core and the points that rules choose."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plantshare.deals.answer import DealAnswer
from plantshare.deals.game import Game, Split, scale
from plantshare.deals.least_core import core_test, least_core
from plantshare.deals.range import Point, cut
from plantshare.errors import LabelError
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.deal_core_picture import CoreWords, spec_of
from plantshare.report.charts.words_alone import words_alone
from plantshare.report.deal_public_words import government_words
from plantshare.report.deal_words import (
    FIGURES,
    LEAST,
    behind_deal,
    capital,
    counterfactual_of,
    deal_words,
    party_words,
    unit_of_money,
)
from plantshare.report.words import currency_sign, listed, money, number

__all__ = ["CorePicture", "core_corners", "core_picture", "deal_core", "triangle_place"]

PLAYERS = 3
SLACK = 1e-6
"""Share of the scale of a game that a pair may lack: a core of a single point must not be cut away."""
SAME = 1e-4
"""Share of the whole within which two points are one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorePicture:
    """What a game of three has to show.

    Parameters
    ----------
    corners
        Corners of the core in order around it, what each player gets, dims (player); of the least core
        where the core is empty.
    points
        What each player gets by rule.
    is_empty
        Whether no split satisfies every group of players.
    lacks
        What the worst-off group lacks in the best split; below zero what each has to spare.
    total
        What there is beyond what the players have alone.
    """

    corners: tuple[tuple[float, float, float], ...]
    points: Mapping[str, tuple[float, float, float]]
    is_empty: bool
    lacks: float
    total: float


def triangle_place(shares: Sequence[float]) -> Point:
    """Return where shares of three players stand in a triangle of side 1, upward from its lower left corner.

    The first player's corner is the lower left, the second's the lower right, the third's the top.

    Parameters
    ----------
    shares
        Share of each player; they add up to 1.

    Examples
    --------
    >>> triangle_place((1.0, 0.0, 0.0)), triangle_place((0.0, 1.0, 0.0))
    ((0.0, 0.0), (1.0, 0.0))
    >>> [round(part, 3) for part in triangle_place((0.0, 0.0, 1.0))]
    [0.5, 0.866]
    """
    _, second, third = shares
    return second + third / 2.0, third * math.sqrt(0.75)


def core_corners(game: Game, slack: float = 0.0) -> tuple[tuple[float, float, float], ...]:
    """Return the corners of the splits in which no group but all three lacks more than a slack.

    Every split of v(all) in which each player has at least what it has alone is a triangle; each pair cuts
    off the part that gives it too little.

    Parameters
    ----------
    game
        A game of three players.
    slack
        What a pair may lack; 0 for the core.

    Examples
    --------
    A guest earns 60 with one host, 80 with the other: it gets 60 to 80, and the weaker host nothing.

    >>> from plantshare.deals.game import game_from_coalitions
    >>> pairs = {("G", "H1"): 60, ("G", "H2"): 80, ("G", "H1", "H2"): 80}
    >>> game = game_from_coalitions("G H1 H2".split(), pairs, unlisted=0)
    >>> sorted((round(g), round(one), round(two)) for g, one, two in core_corners(game))
    [(60, 0, 20), (80, 0, 0)]
    """
    total = float(game.values[-1])
    first, second, third = (float(worth) for worth in game.alone)
    unit = scale(game)
    room = SLACK * unit + max(slack, 0.0)
    # Coordinates are what the first two players get; the third has the rest.
    rest = total - first - second - third
    corners: tuple[Point, ...] = ((first, second), (first + rest, second), (first, second + rest))
    for members, slopes, shift in (
        (0b011, (1.0, 1.0), 0.0),
        (0b101, (0.0, -1.0), total),
        (0b110, (-1.0, 0.0), total),
    ):
        corners = cut(corners, slopes, shift - float(game.values[members]) + room)
    # The slack splits a corner where three lines meet.
    near = 10.0 * SLACK * unit
    distinct = [one for n, one in enumerate(corners) if math.dist(one, corners[n - 1]) > near]
    return tuple((x, y, total - x - y) for x, y in (distinct or corners[:1]))


def core_picture(game: Game, splits: Mapping[str, Split]) -> CorePicture:
    """Return the core of a game of three and the points of rules that share all there is.

    Parameters
    ----------
    game
        A game of three players.
    splits
        What each player gets by rule. A rule for two of them counts if they have all there is.

    Raises
    ------
    LabelError
        If the game has another number of players.
    """
    if len(game.players) != PLAYERS:
        raise LabelError(f"found {len(game.players)} players, wanted {PLAYERS}: a triangle has three corners")
    total, unit = float(game.values[-1]), scale(game)
    points: dict[str, tuple[float, float, float]] = {}
    for rule, split in splits.items():
        gains = [
            split[player] if player in split.players else float(alone)
            for player, alone in zip(game.players, game.alone, strict=True)
        ]
        if abs(sum(gains) - total) <= 1e-6 * unit:
            points[rule] = (gains[0], gains[1], gains[2])
    lacks = least_core(game).epsilon
    is_empty = core_test(game).is_empty
    return CorePicture(
        corners=core_corners(game, lacks if is_empty else 0.0),
        points=points,
        is_empty=is_empty,
        lacks=lacks,
        total=total - float(game.alone.sum()),
    )


def deal_core(answer: DealAnswer) -> Chart:
    """Return the triangle of host, guest and government.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    study, game = answer.study, answer.game
    found = core_picture(game, answer.splits)
    names = [party_words(study, player) for player in game.players]
    rows = rows_of(game, found, names)
    unit = unit_of_money(study)
    behind = behind_deal(answer.study, answer.value.deal)
    return Chart(
        name="deal_core",
        title=title_of(answer, found, names),
        subtitle=(
            f"{deal_words(study, answer.value.deal)}: every split of what the three gain together against "
            f"{counterfactual_of(answer)}, {unit}; at a corner one party has all of it. "
            f"{government_words(answer)}"
        ),
        description=description_of(answer, found, names),
        fields=(
            Field(name="what", label="Point"),
            *(
                Field(name=side, label=name, unit=unit, kind="number", digits=1)
                for side, name in zip(("first", "second", "third"), names, strict=True)
            ),
        ),
        rows=tuple(rows),
        spec=words_alone(nothing_words(names))
        if found.total < LEAST
        else spec_of(rows, words_of(answer, found, names)),
        formula=(
            "core: sum_{i in S} gain[i] >= v(S) for every group S, sum_i gain[i] = v(all); v(host, guest) = "
            "worth of the right to sign, v(all) = max(v(host, guest), surplus of keeping the deal + what the "
            "government gains beyond what it would if it stayed away)"
        ),
        reads=FIGURES,
        behind=tuple(behind for _ in rows),
    )


def rows_of(game: Game, found: CorePicture, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the corners of the triangle, those of the core, and the points; Any: numbers and words."""
    alone = [float(worth) for worth in game.alone]
    most = [
        [worth + (found.total if place == index else 0.0) for place, worth in enumerate(alone)]
        for index in range(PLAYERS)
    ]
    region = "Corner of the least core" if found.is_empty else "Corner of the core"
    marked = [
        *(("corner", f"All to {name}", gains) for name, gains in zip(names, most, strict=True)),
        *(("region", region, gains) for gains in found.corners),
        *(("point", rules, gains) for rules, gains in grouped(found).items()),
    ]
    return [
        {
            "role": role, "what": what, "order": order,
            "first": gains[0] + 0.0, "second": gains[1] + 0.0, "third": gains[2] + 0.0,
            **place_of(gains, alone, found.total),
        }
        for order, (role, what, gains) in enumerate(marked)
    ]  # fmt: skip


def grouped(found: CorePicture) -> dict[str, tuple[float, float, float]]:
    """Return the points, rules that choose the same one together under their names."""
    near, groups = SAME * max(found.total, LEAST), list[tuple[list[str], tuple[float, float, float]]]()
    for rule, gains in found.points.items():
        known = next((rules for rules, other in groups if math.dist(gains, other) <= near), None)
        if known is None:
            groups.append(([rule], gains))
        else:
            known.append(rule)
    return {capital(listed(rules)): gains for rules, gains in groups}


def place_of(gains: Sequence[float], alone: Sequence[float], total: float) -> dict[str, float | None]:
    """Return where gains stand in the triangle; nowhere where there is nothing to split."""
    if total < LEAST:
        return {"x_at": None, "y_at": None}
    shares = [(gain - least) / total for gain, least in zip(gains, alone, strict=True)]
    x, y = triangle_place(shares)
    return {"x_at": x, "y_at": y}


def words_of(answer: DealAnswer, found: CorePicture, names: Sequence[str]) -> CoreWords:
    """Return the words of the picture."""
    code = str(answer.study.settings["currency"])
    return CoreWords(
        corners=(names[0], names[1], names[2]),
        amount=money(found.total, code),
        is_empty=found.is_empty,
        unit=unit_of_money(answer.study),
    )


def title_of(answer: DealAnswer, found: CorePicture, names: Sequence[str]) -> str:
    """Return the finding: whether a split satisfies every group."""
    code = str(answer.study.settings["currency"])
    together = f"{listed(names)} together"
    if found.total < LEAST:
        return f"{together} have nothing to gain"
    if found.is_empty:
        return (
            f"No split of {money(found.total, code)} satisfies every group: one is always short by "
            f"{money(found.lacks, code)} or more"
        )
    ends = zip(names, zip(*found.corners, strict=True), strict=True)
    return f"A split of {money(found.total, code)} that no group can better gives " + listed(
        [f"{name} {span_words(min(gains), max(gains), code)}" for name, gains in ends]
    )


def span_words(low: float, high: float, code: str) -> str:
    """Return a span of money, or one amount where both ends read the same.

    Examples
    --------
    >>> span_words(0.0, 85.42, "GBP"), span_words(5.0, 5.01, "GBP")
    ('£0.0 to £85.4 million', '£5.0 million')
    """
    if number(low, 1) == number(high, 1):
        return money(low + 0.0, code)
    return f"{currency_sign(code)}{number(low, 1)} to {currency_sign(code)}{number(high, 1)} million"


def nothing_words(names: Sequence[str]) -> str:
    """Return what stands in place of the triangle."""
    return (
        "There is no triangle to draw: not even with what the government takes in and pays do "
        f"{listed(names)} gain anything together by keeping the deal, so that the core is the one split that "
        "gives nobody anything."
    )


def description_of(answer: DealAnswer, found: CorePicture, names: Sequence[str]) -> str:
    """Return the picture in words."""
    if found.total < LEAST:
        return f"No picture. {nothing_words(names)}"
    code = str(answer.study.settings["currency"])
    points = [
        f"{rules}: "
        + listed([f"{name} {money(gain, code)}" for name, gain in zip(names, gains, strict=True)])
        for rules, gains in grouped(found).items()
    ]
    ends = [
        f"{name} {span_words(min(gains), max(gains), code)}"
        for name, gains in zip(names, zip(*found.corners, strict=True), strict=True)
    ]
    region = "least core, as the core is empty" if found.is_empty else "core"
    return (
        f"Triangle of all splits between {listed(names)}. In the {region}: {listed(ends)}. "
        + ". ".join(points)
        + ("." if points else "")
    )
