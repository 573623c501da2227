"""Colours, and the classes of utilisation that every picture shares.

The classes are told apart with normal sight and in simulated protan, deutan and tritan sight; the middle
ones are too pale to stand alone on a pale ground, so that marks carry an outline or their number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ACCENT",
    "BRANDS",
    "CONTROL",
    "GUEST",
    "HOST",
    "INK",
    "LAND",
    "LINE",
    "LOSS",
    "MUTED",
    "OTHER",
    "PAGE",
    "SEA",
    "UTILISATION",
    "WHITE",
    "UtilisationClass",
    "contrast",
    "ink_on",
    "utilisation_class",
]

INK = "#1B2733"
MUTED = "#55626F"
LINE = "#DFE5EA"
PAGE = "#F4F6F7"
WHITE = "#FFFFFF"
ACCENT = "#1D4F8C"
LOSS = "#9C3F0E"
"""The warm end of the scales: losses, shortfalls, targets missed."""
CONTROL = "#8A96A1"
"""Borders of controls, at least 3 to 1 on white."""
LAND = "#E9EDF0"
SEA = "#F8FAFB"

HOST = "#C5D0DA"
"""What an owner builds in its own plant."""
GUEST = ACCENT
"""What a guest builds in the plant of another."""

BRANDS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
"""Six brands at most get a colour (Okabe and Ito, 2008), always with a label; the rest are grey."""
OTHER = "#B4BEC7"


@dataclass(frozen=True, slots=True)
class UtilisationClass:
    """One class of utilisation.

    Parameters
    ----------
    low, high
        Shares of capacity: the class holds low and what is below high; the last has no upper end.
    label
        The class in words.
    fill, ink
        Colour of the mark, and of text on it.
    """

    low: float
    high: float
    label: str
    fill: str
    ink: str


UTILISATION = (
    UtilisationClass(0.0, 0.4, "under 40%", "#9C3F0E", WHITE),
    UtilisationClass(0.4, 0.6, "40\u201359%", "#DE8F45", INK),
    UtilisationClass(0.6, 0.8, "60\u201379%", "#CFCBBD", INK),
    UtilisationClass(0.8, 0.95, "80\u201394%", "#6A9FCB", INK),
    UtilisationClass(0.95, float("inf"), "95% and over", "#1D4F8C", WHITE),
)
"""Classes of utilisation, the emptiest first."""


def utilisation_class(share: float) -> UtilisationClass | None:
    """Return the class of a utilisation, none where it is missing.

    The share is rounded to whole per cent first, as it is shown: 59.6% reads 60% and is coloured so.

    Examples
    --------
    >>> utilisation_class(0.596).label, utilisation_class(1.3).label, utilisation_class(float("nan"))
    ('60–79%', '95% and over', None)
    """
    shown = share if math.isnan(share) else round(share, 2)
    found = (each for each in UTILISATION if each.low <= shown < each.high)
    return next(found, None)


def ink_on(fill: str) -> Literal["#1B2733", "#FFFFFF"]:
    """Return the colour of text, ink or white, that is easier to read on a fill.

    Examples
    --------
    >>> ink_on("#9C3F0E"), ink_on("#CFCBBD")
    ('#FFFFFF', '#1B2733')
    """
    return "#FFFFFF" if contrast(WHITE, fill) > contrast(INK, fill) else "#1B2733"


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2 defines it.

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF")), round(contrast("#8A96A1", "#FFFFFF"), 1)
    (21, 3.0)
    """
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 for black and 1 for white (WCAG 2)."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
