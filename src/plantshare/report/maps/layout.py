"""Where the panels of a map lie in a picture of any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantshare.report.maps.labels import Rectangle
from plantshare.report.maps.projection import Projection, projected_extent
from plantshare.report.maps.regions import Region

__all__ = ["HEIGHT", "IS_NARROW", "NARROW", "Panel", "Sides", "bottom_of", "panels_for"]

HEIGHT = 440.0
"""Height of the map where its panels lie side by side, pixels."""

NARROW = 520.0
"""Below this width, pixels, panels lie one under another."""
IS_NARROW = f"width < {NARROW:g}"

GAP = 10.0
SIDE_GAP = 0.012
SPLIT = 0.4
STACK = 0.56
STACKED = (260.0, 200.0, 140.0)
"""Heights of the panels where they lie one under another."""


@dataclass(frozen=True, slots=True)
class Sides:
    """A part of the picture: left and right as shares of its width, top and bottom in pixels."""

    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Panel:
    """One map of the picture: a region fitted into a part of the place.

    Parameters
    ----------
    region
        What it shows at least; the picture is filled with what lies about it.
    wide, narrow
        Where it lies in a picture of at least ``NARROW`` pixels, and in a narrower one.
    """

    region: Region
    wide: Sides
    narrow: Sides

    @property
    def projection(self) -> Projection:
        """Return the projection of the panel."""
        return self.region.projection

    def sides(self, width: float) -> Sides:
        """Return where the panel lies in a picture so wide."""
        return self.narrow if width < NARROW else self.wide

    def frame(self, width: float) -> Rectangle:
        """Return the panel in a picture so wide, pixels."""
        sides = self.sides(width)
        return sides.left * width, sides.top, sides.right * width, sides.bottom

    def scale(self, width: float) -> float:
        """Return the pixels of one unit of the projection in a picture so wide.

        k = min((right - left) width / w, (bottom - top) / h), the region being w wide and h high.
        """
        across, down = self.fit(self.sides(width))
        return min(across * width, down)

    def fit(self, sides: Sides) -> tuple[float, float]:
        """Return the scale that fills the width, for each pixel of the picture, and that fills the height."""
        left, top, right, bottom = projected_extent(self.projection, self.region.box)
        return (sides.right - sides.left) / (right - left), (sides.bottom - sides.top) / (bottom - top)

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of the region on a map of scale one."""
        left, top, right, bottom = projected_extent(self.projection, self.region.box)
        return (left + right) / 2, (top + bottom) / 2

    def point(self, place: tuple[float, float], width: float) -> tuple[float, float]:
        """Return where a longitude and latitude lie in a picture so wide, pixels."""
        x, y = self.projection.point(*place)
        middle, size, sides = self.middle, self.scale(width), self.sides(width)
        return (
            (sides.left + sides.right) / 2 * width + size * (x - middle[0]),
            (sides.top + sides.bottom) / 2 + size * (y - middle[1]),
        )

    def shows(self, place: tuple[float, float], width: float) -> bool:
        """Return whether a longitude and latitude lie in the panel of a picture so wide."""
        x, y = self.point(place, width)
        left, top, right, bottom = self.frame(width)
        return left <= x <= right and top <= y <= bottom

    # The same once more as expressions of Vega, which knows the width only when it draws.

    @property
    def scale_words(self) -> str:
        """Return :meth:`scale` as an expression of Vega."""
        wide, narrow = (
            f"min({across:.6g} * width, {down:.6g})"
            for across, down in (self.fit(self.wide), self.fit(self.narrow))
        )
        return either(narrow, wide)

    @property
    def frame_words(self) -> tuple[str, str, str, str]:
        """Return :meth:`frame` as expressions of Vega."""
        return (
            f"({either(self.narrow.left, self.wide.left)} * width)",
            either(self.narrow.top, self.wide.top),
            f"({either(self.narrow.right, self.wide.right)} * width)",
            either(self.narrow.bottom, self.wide.bottom),
        )

    def words_across(self, x: str) -> str:
        """Return where a point lies across, as an expression of Vega; x is on a map of scale one."""
        left, _, right, _ = self.frame_words
        return f"(({left} + {right}) / 2 + {self.scale_words} * ({x} - {self.middle[0]:.6g}))"

    def words_down(self, y: str) -> str:
        """Return where a point lies down, as an expression of Vega; y is on a map of scale one."""
        _, top, _, bottom = self.frame_words
        return f"(({top} + {bottom}) / 2 + {self.scale_words} * ({y} - {self.middle[1]:.6g}))"


def either(narrow: float | str, wide: float | str) -> str:
    """Return an expression of Vega with one value for narrow pictures and one for wide ones."""
    return f"{wide}" if narrow == wide else f"({IS_NARROW} ? {narrow} : {wide})"


def panels_for(home: Region | None, continent: Region | None, world: Region | None) -> tuple[Panel, ...]:
    """Return the panels of a picture, from near to far.

    In a wide picture home stands at the left and what is further away at the right; in a narrow one they
    lie one under another.

    Examples
    --------
    >>> world = Region("World", (-150.0, -50.0, 170.0, 72.0))
    >>> [(panel.wide.left, panel.wide.right) for panel in panels_for(None, None, world)]
    [(0.0, 1.0)]
    """
    regions = [each for each in (home, continent, world) if each is not None]
    right, cut = SPLIT + SIDE_GAP, STACK * HEIGHT
    wide = {
        1: (Sides(0.0, 1.0, 0.0, HEIGHT),),
        2: (Sides(0.0, SPLIT, 0.0, HEIGHT), Sides(right, 1.0, 0.0, HEIGHT)),
        3: (
            Sides(0.0, SPLIT, 0.0, HEIGHT),
            Sides(right, 1.0, 0.0, cut - GAP / 2),
            Sides(right, 1.0, cut + GAP / 2, HEIGHT),
        ),
    }[len(regions)]
    tops = [sum(STACKED[:index]) + GAP * index for index in range(len(regions))]
    narrow = [Sides(0.0, 1.0, top, top + height) for top, height in zip(tops, STACKED, strict=False)]
    return tuple(Panel(*each) for each in zip(regions, wide, narrow, strict=True))


def bottom_of(panels: Sequence[Panel], width: float) -> float:
    """Return the lower edge of all panels in a picture so wide, pixels."""
    return max(panel.frame(width)[3] for panel in panels)
