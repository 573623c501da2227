"""Place labels so that none covers another, nor a mark."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Anchor", "Label", "Rectangle", "Scene", "lines_of", "place_labels", "text_width"]

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, pixels."""

LINE_HEIGHT = 14.0
NARROW = frozenset("fijlrtI.,:;'|()[] ")
WIDE = frozenset("mwMW@%&")
GAP = 3.0
DISTANCES = (0.0, 10.0, 22.0, 36.0, 52.0, 70.0, 90.0, 112.0)
WITH_LEADER = 10.0
LONG = 17
LINE_POINTS = 14

DIRECTIONS = (
    (1.0, 0.0), (-1.0, 0.0), (0.0, -1.0), (0.0, 1.0),
    (0.8, -0.6), (0.8, 0.6), (-0.8, -0.6), (-0.8, 0.6),
    (0.96, -0.28), (0.96, 0.28), (-0.96, -0.28), (-0.96, 0.28),
    (0.6, -0.8), (0.6, 0.8), (-0.6, -0.8), (-0.6, 0.8),
)  # fmt: skip
"""Right and down, of length one; the first are preferred."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A mark that wants a label.

    Parameters
    ----------
    key
        What it is called in the list of labels.
    lines
        Lines of its label.
    radius
        Radius of the mark, pixels.
    """

    key: str
    lines: tuple[str, ...]
    radius: float


@dataclass(frozen=True, slots=True)
class Scene:
    """The map at one width: a placement has to be free in every scene.

    Parameters
    ----------
    frame
        Where labels may lie.
    points
        Where each anchor lies, in the order of the anchors.
    marks
        Rectangles that no label may cover, besides the anchors' own marks.
    """

    frame: Rectangle
    points: tuple[tuple[float, float], ...]
    marks: tuple[Rectangle, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label goes, from the middle of its mark.

    Parameters
    ----------
    key
        The anchor's.
    right, down
        The middle of the label's edge that faces the mark, pixels from the middle of the mark.
    align
        How its lines stand to that point.
    top
        Upper edge, pixels from the middle of the mark.
    has_leader
        Whether a thin line should lead to the mark.
    """

    key: str
    right: float
    down: float
    align: Literal["left", "center", "right"]
    top: float
    has_leader: bool


def text_width(text: str) -> float:
    """Return the width of a text in 11.5 pixels, on the safe side for the fonts in use.

    Examples
    --------
    >>> text_width("ill") < text_width("Oxford") < text_width("Oxfordshire")
    True
    """
    return sum(3.9 if each in NARROW else 10.2 if each in WIDE else 7.0 for each in text)


def lines_of(name: str) -> tuple[str, ...]:
    """Return a name on one line, or on two of about equal length if it is long.

    Examples
    --------
    >>> lines_of("Nissan Sunderland"), lines_of("Stellantis Ellesmere Port")
    (('Nissan Sunderland',), ('Stellantis', 'Ellesmere Port'))
    """
    words = name.split()
    if len(name) <= LONG or len(words) < 2:
        return (name,)
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(cuts, key=lambda cut: max(len(cut[0]), len(cut[1])))


@dataclass(slots=True)
class Taken:
    """What is taken in a scene: marks and labels, and the thin lines that lead to them.

    Parameters
    ----------
    frame
        Where labels may lie.
    areas
        Marks and labels placed so far.
    lines
        Points along the lines placed so far.
    """

    frame: Rectangle
    areas: list[Rectangle]
    lines: list[tuple[float, float]] = field(default_factory=list)

    @staticmethod
    def of(anchors: Sequence[Anchor], scene: Scene) -> Taken:
        """Return what is taken before any label is placed."""
        own = [square(point, anchor.radius) for point, anchor in zip(scene.points, anchors, strict=True)]
        return Taken(scene.frame, [*scene.marks, *own])

    def allows(self, area: Rectangle, line: Sequence[tuple[float, float]], own: Rectangle) -> bool:
        """Return whether a label and its line are in the frame, free of others, and cross no other line.

        Parameters
        ----------
        own
            The mark of the label; its line can but run over marks that cover part of that one.
        """
        left, top, right, bottom = area
        inside = (
            self.frame[0] <= left
            and self.frame[1] <= top
            and right <= self.frame[2]
            and bottom <= self.frame[3]
        )
        return (
            inside
            and not any(overlap(area, other) for other in self.areas)
            and not any(holds(area, point) for point in self.lines)
            and not any(
                holds(other, point) for other in self.areas for point in line if not overlap(other, own)
            )
        )


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Return whether two rectangles cover common ground."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds(area: Rectangle, point: tuple[float, float]) -> bool:
    """Return whether a point lies in a rectangle."""
    return area[0] < point[0] < area[2] and area[1] < point[1] < area[3]


def place_labels(anchors: Sequence[Anchor], scenes: Sequence[Scene]) -> list[Label]:
    """Return a free place for the label of each anchor; one that has none is left out.

    Anchors with the most neighbours come first, since they have the fewest places to choose from.
    """
    taken = [Taken.of(anchors, scene) for scene in scenes]
    placed: dict[str, Label] = {}
    for at in sorted(range(len(anchors)), key=lambda at: -crowding(at, scenes[0])):
        for label in candidates(anchors[at]):
            tries = [
                (
                    moved(area_of(label, anchors[at]), scene.points[at]),
                    leader_of(label, anchors[at], scene.points[at]),
                    square(scene.points[at], anchors[at].radius),
                )
                for scene in scenes
            ]
            if all(each.allows(*place) for each, place in zip(taken, tries, strict=True)):
                placed[anchors[at].key] = label
                for each, (area, line, _) in zip(taken, tries, strict=True):
                    each.areas.append(area)
                    each.lines += line
                break
    return [placed[anchor.key] for anchor in anchors if anchor.key in placed]


def crowding(at: int, scene: Scene) -> float:
    """Return how crowded it is about an anchor: the sum of the nearnesses of the others."""
    x, y = scene.points[at]
    return sum(
        1 / (1 + math.hypot(x - other, y - below))
        for index, (other, below) in enumerate(scene.points)
        if index != at
    )


def candidates(anchor: Anchor) -> Iterator[Label]:
    """Yield places for a label, the best first: beside the mark, then ever further off."""
    height = LINE_HEIGHT * len(anchor.lines)
    for distance in DISTANCES:
        for right, down in DIRECTIONS:
            reach = anchor.radius + GAP + distance
            align: Literal["left", "center", "right"] = (
                "left" if right > 0 else "right" if right < 0 else "center"
            )
            middle = down * reach + (0.0 if right else math.copysign(height / 2, down))
            yield Label(
                key=anchor.key, right=right * reach, down=down * reach, align=align,
                top=middle - height / 2, has_leader=distance >= WITH_LEADER,
            )  # fmt: skip


def area_of(label: Label, anchor: Anchor) -> Rectangle:
    """Return the area of a label, from the middle of its mark."""
    width = max(text_width(line) for line in anchor.lines)
    left = {"left": label.right, "right": label.right - width, "center": label.right - width / 2}[label.align]
    return left, label.top, left + width, label.top + LINE_HEIGHT * len(anchor.lines)


def square(point: tuple[float, float], radius: float) -> Rectangle:
    """Return the square about a round mark."""
    return point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius


def moved(area: Rectangle, by: tuple[float, float]) -> Rectangle:
    """Return an area moved."""
    return area[0] + by[0], area[1] + by[1], area[2] + by[0], area[3] + by[1]


def leader_of(label: Label, anchor: Anchor, point: tuple[float, float]) -> list[tuple[float, float]]:
    """Return points along the thin line from the edge of a mark to its label; none without a line."""
    if not label.has_leader:
        return []
    first = anchor.radius / math.hypot(label.right, label.down)
    shares = [first + (1 - first) * (step + 0.5) / LINE_POINTS for step in range(LINE_POINTS)]
    return [(point[0] + share * label.right, point[1] + share * label.down) for share in shares]
