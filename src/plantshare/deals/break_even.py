"""Hurdles with the plan fixed: how far each input must move until local build neither gains nor loses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from plantshare.deals.stream import Stream
from plantshare.units import THOUSAND

__all__ = [
    "Hurdle",
    "Lever",
    "break_even",
    "grant_lever",
    "hours_lever",
    "hurdles",
    "levers",
    "origin_lever",
    "tariff_lever",
]

FLAT = 1e-12
AFFINE = 1e-9


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lever:
    """One input that can move.

    Parameters
    ----------
    name, unit
        What it is called, and the unit of its change.
    now
        Its value today, for the reader; none where it differs by period.
    moved
        The stream with the input changed by so much.
    """

    name: str
    unit: str
    moved: Callable[[Stream, float], Stream]
    now: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurdle:
    """How far an input must move until the surplus is zero.

    Parameters
    ----------
    name, unit
        The input and the unit of its change.
    change
        Change at which the surplus is zero; not a number where the input does not matter.
    value
        The input at that point; none where its value today is not one number.
    worth
        What one unit of change adds to the surplus, m.
    """

    name: str
    unit: str
    change: float
    value: float | None
    worth: float


def break_even(stream: Stream, lever: Lever) -> Hurdle:
    """Return how far one input must move until host and guest together gain nothing.

    change = - S / (dS / dchange), exact, because the surplus is affine in the input. A volume below
    zero means that no volume is the hurdle: fixed money decides alone.

    Parameters
    ----------
    stream
        The programme, with fixed volumes.
    lever
        The input.

    Raises
    ------
    ValueError
        If the surplus is not affine in the input.
    """
    surplus, one, two = (lever.moved(stream, step).integrated_gain() for step in (0.0, 1.0, 2.0))
    worth = one - surplus
    if abs(two - one - worth) > AFFINE * (1.0 + abs(surplus) + abs(worth)):
        raise ValueError(f"the surplus is not affine in {lever.name}; search for its break-even instead")
    change = -surplus / worth if abs(worth) > FLAT else float("nan")
    value = None if lever.now is None else lever.now + change
    return Hurdle(name=lever.name, unit=lever.unit, change=change, value=value, worth=worth)


def levers(stream: Stream) -> tuple[Lever, ...]:
    """Return the inputs of a programme that can move, from energy to the ex-works price of imports.

    A rate of exchange moves the ex-works price of imports in proportion.

    Parameters
    ----------
    stream
        The programme; energy and wage need its MWh and hours per vehicle.
    """
    built = (stream.local > 0).astype(float)

    def energy(here: Stream, change: float) -> Stream:
        return replace(here, conversion=here.conversion + change * THOUSAND * here.electricity)

    def wage(here: Stream, change: float) -> Stream:
        return replace(here, conversion=here.conversion + change * THOUSAND * here.hours)

    def parts(here: Stream, change: float) -> Stream:
        return replace(here, parts=here.parts + change * built)

    def volume(here: Stream, change: float) -> Stream:
        return here.with_volume(1.0 + change)

    def capital(here: Stream, change: float) -> Stream:
        factor = 1.0 + change
        return replace(
            here, host_capital=factor * here.host_capital, guest_capital=factor * here.guest_capital
        )

    def fixed(here: Stream, change: float) -> Stream:
        return replace(here, fixed=here.fixed + change * here.runs)

    def freight(here: Stream, change: float) -> Stream:
        charged = (here.imported_without > 0).astype(float)
        return replace(here, freight=here.freight + change * charged)

    def import_price(here: Stream, change: float) -> Stream:
        return replace(here, ex_works=(1.0 + change) * here.ex_works)

    return (
        Lever(name="price of energy", unit="currency/MWh", moved=energy),
        Lever(name="wage", unit="currency/h", moved=wage),
        Lever(name="parts", unit="k/vehicle", moved=parts),
        Lever(name="volume", unit="times the plan", now=1.0, moved=volume),
        Lever(name="capital", unit="times the plan", now=1.0, moved=capital),
        Lever(name="fixed cost", unit="m/yr", moved=fixed),
        Lever(name="freight of imports", unit="k/vehicle", moved=freight),
        Lever(name="ex-works price of imports", unit="times the plan", now=1.0, moved=import_price),
    )


def tariff_lever(rate: float, customs_value: float) -> Lever:
    """Return the tariff on the imports that compete with the programme, as a share of their customs value.

    Parameters
    ----------
    rate
        Tariff today, share.
    customs_value
        Value on which it is charged, thousands per vehicle.
    """

    def tariff(here: Stream, change: float) -> Stream:
        charged = (here.imported_without > 0).astype(float)
        return replace(here, duty=here.duty + change * customs_value * charged)

    return Lever(name="tariff", unit="share", now=rate, moved=tariff)


def hours_lever(wage: float) -> Lever:
    """Return the hours of work on a vehicle, paid at a wage.

    Parameters
    ----------
    wage
        Labour cost, currency/h.
    """

    def hours(here: Stream, change: float) -> Stream:
        built = (here.local > 0).astype(float)
        return replace(here, conversion=here.conversion + change * wage * THOUSAND * built)

    return Lever(name="hours", unit="h/vehicle", moved=hours)


def origin_lever(rate: float, customs_value: float, exported: float) -> Lever:
    """Return the share of exports that meet the rules of origin and so escape a tariff abroad.

    Parameters
    ----------
    rate
        Tariff abroad without preference, share.
    customs_value
        Value on which it is charged, thousands per vehicle.
    exported
        Share of what is built that is sold there.

    Examples
    --------
    Ten vehicles lack 0.3 each; half are exported and pay 10% of 12: all with origin save 0.6 a vehicle.

    >>> from plantshare.deals.stream import steady_stream
    >>> stream = steady_stream(local=(10,), rate=0.0, ex_works=5, parts=5.3)
    >>> round(break_even(stream, origin_lever(0.1, 12.0, 0.5)).change, 9)
    0.5
    """

    def origin(here: Stream, change: float) -> Stream:
        built = (here.local > 0).astype(float)
        return replace(here, outbound=here.outbound - change * exported * rate * customs_value * built)

    return Lever(name="exports that originate", unit="share", moved=origin)


def grant_lever() -> Lever:
    """Return a grant as a share of the capital of both sides."""

    def grant(here: Stream, change: float) -> Stream:
        left = 1.0 - change
        return replace(here, host_capital=left * here.host_capital, guest_capital=left * here.guest_capital)

    return Lever(name="grant", unit="share", now=0.0, moved=grant)


def hurdles(stream: Stream, moving: Sequence[Lever] = ()) -> tuple[Hurdle, ...]:
    """Return the hurdle of each input that matters, in the order in which they were given.

    Parameters
    ----------
    stream
        The programme.
    moving
        The inputs; none for those of :func:`levers`.

    Examples
    --------
    >>> from plantshare.deals.stream import steady_stream
    >>> stream = steady_stream(local=(10,), rate=0.0, ex_works=5, parts=3, fixed=15, electricity=2)
    >>> found = [(hurdle.name, round(hurdle.change, 4)) for hurdle in hurdles(stream)]
    >>> found[:4]
    [('price of energy', 250.0), ('parts', 0.5), ('volume', -0.25), ('fixed cost', 5.0)]
    >>> found[4:]
    [('freight of imports', -0.5), ('ex-works price of imports', -0.1)]
    """
    found = [break_even(stream, lever) for lever in (moving or levers(stream))]
    return tuple(hurdle for hurdle in found if not np.isnan(hurdle.change))
