"""Terms that both sides accept: the range of one term, and the area of two together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plantshare.deals.forms.form import Form
from plantshare.deals.gain import DriverForm, driver_form
from plantshare.deals.stream import Stream, Yearly
from plantshare.deals.term import term

__all__ = ["TermArea", "TermRange", "range_of_drivers", "term_area", "term_range"]

Point = tuple[float, float]

FLAT = 1e-12
"""Drivers below this do not move a party."""

TOUCH = 1e-9
"""Points of an area closer than this are one corner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRange:
    """Values of one term at which host and guest both gain, the other terms fixed.

    Parameters
    ----------
    term, unit
        Name of the term, and its unit in a stream.
    low, high
        Ends of the range; ``low > high`` says that no value suits both, and by how much they miss.
    asks_least, pays_most
        The party that sets the low end and the one that sets the high end; empty for a bound of the term.
    worth
        Money between the ends, m: the width times the driver of the term.
    counterfactual
        The outside option that both compare with.
    """

    term: str
    unit: str
    low: float
    high: float
    asks_least: str
    pays_most: str
    worth: float
    counterfactual: str

    @property
    def width(self) -> float:
        """Return high - low, below zero where no value suits both."""
        return self.high - self.low

    @property
    def is_open(self) -> bool:
        """Return whether some value suits both."""
        return self.width >= 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TermArea:
    """Pairs of two terms at which host and guest both gain: a convex polygon.

    Parameters
    ----------
    terms
        Names of the two terms.
    corners
        Corners in order around the area, none where nothing suits both.
    counterfactual
        The outside option that both compare with.
    """

    terms: tuple[str, str]
    corners: tuple[Point, ...]
    counterfactual: str

    @property
    def area(self) -> float:
        """Return the size of the area, in the product of the two units."""
        around = zip(self.corners, (*self.corners[1:], *self.corners[:1]), strict=True)
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in around)) / 2.0


def term_range(
    form: Form,
    stream: Stream,
    name: str,
    reserved: Mapping[str, float] | None = None,
    own_discount: Mapping[str, Yearly] | None = None,
) -> TermRange:
    """Return the values of one term at which host and guest both gain at least what they reserve.

    A party with driver b > 0 accepts t >= (r - const) / b, one with b < 0 accepts t <= (r - const) / b.
    For a unit fee and r = 0 the width times Qpv is the integrated gain.

    Parameters
    ----------
    form
        The form; its other terms stay as they are.
    stream
        The programme.
    name
        Name of the term.
    reserved
        Gain below which a party walks, m; 0 where it is not stated.
    own_discount
        Discount factors of parties that do not use those of the stream.
    """
    drivers = driver_form(form, stream, (name,), own_discount)
    return range_of_drivers(drivers, stream, reserved)


def range_of_drivers(
    drivers: DriverForm, stream: Stream, reserved: Mapping[str, float] | None = None
) -> TermRange:
    """Return the range of the only term of a driver form; see :func:`term_range`.

    Parameters
    ----------
    drivers
        Driver form in one term.
    stream
        The programme, for the names of its parties.
    reserved
        Gain below which a party walks, m.
    """
    (name,) = drivers.terms
    known = term(name)
    low, high, floor, ceiling, slope = known.low, known.high, "", "", 0.0
    for party in (stream.host, stream.guest):
        driver = drivers.drivers[party][0]
        needed = (reserved or {}).get(party, 0.0) - drivers.constant[party]
        slope = max(slope, abs(driver))
        if abs(driver) <= FLAT:
            # The term does not touch this party: it takes part at any value, or at none.
            if needed > TOUCH:
                high, ceiling = -math.inf, party
        elif driver > 0 and needed / driver > low:
            low, floor = needed / driver, party
        elif driver < 0 and needed / driver < high:
            high, ceiling = needed / driver, party
    return TermRange(
        term=name,
        unit=known.unit,
        low=low,
        high=high,
        asks_least=floor,
        pays_most=ceiling,
        worth=(high - low) * slope,
        counterfactual=stream.counterfactual,
    )


def term_area(
    form: Form,
    stream: Stream,
    names: tuple[str, str],
    *,
    box: tuple[Point, Point],
    reserved: Mapping[str, float] | None = None,
) -> TermArea:
    """Return the pairs of two terms at which host and guest both gain at least what they reserve.

    The area is the box of both terms, cut by one half-plane for each party.

    Parameters
    ----------
    form
        The form; its other terms stay as they are.
    stream
        The programme.
    names
        Names of the two terms.
    box
        Lowest and highest value of the first term, then of the second.
    reserved
        Gain below which a party walks, m; 0 where it is not stated.
    """
    drivers = driver_form(form, stream, names)
    (left, right), (bottom, top) = box
    corners: tuple[Point, ...] = ((left, bottom), (right, bottom), (right, top), (left, top))
    for party in (stream.host, stream.guest):
        slopes = drivers.drivers[party]
        constant = drivers.constant[party] - (reserved or {}).get(party, 0.0)
        corners = cut(corners, (slopes[0], slopes[1]), constant)
    return TermArea(terms=names, corners=corners, counterfactual=stream.counterfactual)


def cut(corners: Sequence[Point], slopes: Point, constant: float) -> tuple[Point, ...]:
    """Return the part of a convex polygon in which constant + slopes . point >= 0.

    Sutherland and Hodgman 1974: walk around, keep the corners inside, add where an edge crosses.

    Examples
    --------
    >>> cut(((0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)), (-1.0, 0.0), 1.0)
    ((0.0, 0.0), (1.0, 0.0), (1.0, 2.0), (0.0, 2.0))
    """
    kept: list[Point] = []
    values = [constant + slopes[0] * x + slopes[1] * y for x, y in corners]
    for number, here in enumerate(corners):
        following = (number + 1) % len(corners)
        there, now, then = corners[following], values[number], values[following]
        if now >= 0:
            kept.append(here)
        if now * then < 0:
            part = now / (now - then)
            kept.append((here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])))
    distinct = [p for n, p in enumerate(kept) if math.dist(p, kept[n - 1]) > TOUCH or len(kept) == 1]
    return tuple(distinct)
