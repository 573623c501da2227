"""A picture taller than a page, cut where no text stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from copy import deepcopy
from xml.etree import ElementTree

__all__ = ["size_of", "slices"]

SVG = "http://www.w3.org/2000/svg"
TEXT, GROUP = f"{{{SVG}}}text", f"{{{SVG}}}g"
ABOVE, BELOW = 12.0, 5.0
"""Room that a line of text takes above and below its base line, in pixels."""
EARLIEST = 0.6
"""A piece is at least this share of the room, where it can be cut at all."""
MOVED = re.compile(r"translate\(([-\d.e]+)[, ]+([-\d.e]+)\)")
YEAR = re.compile(r"\d{4}")

Place = tuple[float, ElementTree.Element]
"""The base line of a text, in pixels from the top, and the text."""


def size_of(svg: str) -> tuple[float, float]:
    """Return width and height of a picture, in pixels.

    Examples
    --------
    >>> size_of('<svg width="200" height="50" viewBox="0 0 200 50"></svg>')
    (200.0, 50.0)
    """
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if found is None:
        raise ValueError("the picture does not state its size")
    return float(found[1]), float(found[2])


def slices(svg: str, tallest: float) -> list[str]:
    """Return a picture as pieces that are no taller than some pixels, from top to bottom.

    It is cut in the widest gap between lines of text. A row of years is repeated on top of each further
    piece. Text stands in one piece only, so that it can be searched and copied.
    """
    width, height = size_of(svg)
    if height <= tallest:
        return [svg]
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    lines = [line for line, _ in texts_of(root)]
    head = years_row(root)
    room = tallest - (head[1] - head[0] if head else 0.0)
    ends = cuts(lines, height, tallest, room)
    pieces = []
    for start, end in zip([0.0, *ends], [*ends, height], strict=True):
        bands = [head, (start, end)] if head and start > 0 else [(start, end)]
        pieces.append(piece_of(root, width, bands))
    return pieces


def cuts(lines: Sequence[float], height: float, first: float, room: float) -> list[float]:
    """Return where to cut: in the widest gap of each room, the last of equal ones.

    Parameters
    ----------
    lines
        Base lines of texts.
    first, room
        Most pixels of the first and of each further piece.

    Examples
    --------
    Texts every 20 pixels but for a gap from 85 to 128; a piece holds 150 of 300 pixels.

    >>> cuts([20, 40, 60, 80, 140, 160, 180, 280], 300, 150, 150)
    [106.5, 226.5]
    """
    ordered = sorted(lines)
    gaps = [
        (after - ABOVE - before - BELOW, (after - ABOVE + before + BELOW) / 2)
        for before, after in itertools.pairwise([*ordered, height + ABOVE])
    ]
    ends: list[float] = []
    start, limit = 0.0, first
    while height - start > limit:
        within = [gap for gap in gaps if gap[0] > 0 and EARLIEST * limit <= gap[1] - start <= limit]
        start = max(within)[1] if within else start + limit
        ends.append(start)
        limit = room
    return ends


def texts_of(element: ElementTree.Element, shift: float = 0.0) -> list[Place]:
    """Return every text below an element with its base line."""
    found: list[Place] = []
    for child in element:
        moved = MOVED.search(child.get("transform", ""))
        line = shift + (float(moved[2]) if moved else 0.0)
        if child.tag == TEXT:
            found.append((line, child))
        elif child.tag == GROUP:
            found += texts_of(child, line)
    return found


def years_row(root: ElementTree.Element) -> tuple[float, float] | None:
    """Return top and bottom of the first row of texts that are all years, or none."""
    rows: dict[float, list[str]] = {}
    for line, text in texts_of(root):
        rows.setdefault(line, []).append(text.text or "")
    for line in sorted(rows):
        if len(rows[line]) > 1 and all(YEAR.fullmatch(word) for word in rows[line]):
            return line - ABOVE, line + BELOW
    return None


def piece_of(root: ElementTree.Element, width: float, bands: Sequence[tuple[float, float]]) -> str:
    """Return bands of a picture below each other as one picture."""
    height = sum(end - start for start, end in bands)
    size = {"width": f"{width:g}", "viewBox": f"0 0 {width:g} {height:g}"}
    piece = ElementTree.Element(f"{{{SVG}}}svg", {**size, "height": f"{height:g}"})
    top = 0.0
    for start, end in bands:
        tall = end - start
        part = ElementTree.SubElement(
            piece,
            f"{{{SVG}}}svg",
            {
                "y": f"{top:g}",
                "width": f"{width:g}",
                "height": f"{tall:g}",
                "viewBox": f"0 {start:g} {width:g} {tall:g}",
            },
        )
        part.extend(deepcopy(child) for child in root)
        drop_texts(part, start, end)
        top += tall
    return ElementTree.tostring(piece, encoding="unicode")


def drop_texts(part: ElementTree.Element, start: float, end: float, shift: float = 0.0) -> None:
    """Drop the texts whose base line lies outside a band."""
    for child in list(part):
        moved = MOVED.search(child.get("transform", ""))
        line = shift + (float(moved[2]) if moved else 0.0)
        if child.tag == TEXT and not start <= line < end:
            part.remove(child)
        elif child.tag == GROUP:
            drop_texts(child, start, end, line)
