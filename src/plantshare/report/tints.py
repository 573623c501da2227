"""Paler forms of the colours of the palette."""

from __future__ import annotations

from plantshare.report.palette import INK, WHITE, contrast

__all__ = ["READABLE", "mixed", "readable", "strongest"]

READABLE = 4.5
"""Least contrast of text on its ground (WCAG 2, level AA)."""
STEPS = 20


def mixed(colour: str, share: float) -> str:
    """Return white with a share of a colour in it.

    Examples
    --------
    >>> mixed("#1D4F8C", 1.0), mixed("#1D4F8C", 0.0)
    ('#1D4F8C', '#FFFFFF')
    """
    parts = (255 + (int(colour[place : place + 2], 16) - 255) * share for place in (1, 3, 5))
    return "#" + "".join(f"{round(part):02X}" for part in parts)


def strongest(colour: str) -> str:
    """Return the strongest mixture of a colour with white on which ink can be read.

    Examples
    --------
    >>> strongest("#E69F00"), contrast(INK, strongest("#1D4F8C")) >= READABLE
    ('#E69F00', True)
    """
    return next(
        tint
        for tint in (mixed(colour, part / STEPS) for part in range(STEPS, -1, -1))
        if contrast(INK, tint) >= READABLE
    )


def readable(colour: str) -> str:
    """Return a colour itself if white or ink can be read on it, else the nearest paler one.

    Examples
    --------
    >>> readable("#0072B2"), readable("#D55E00") == strongest("#D55E00")
    ('#0072B2', True)
    """
    return colour if contrast(WHITE, colour) >= READABLE else strongest(colour)
