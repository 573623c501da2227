"""What each party gains by a deal over its outside option, and how that moves with the terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import combinations
from typing import Any, TypeVar, cast

import numpy as np

from plantshare.deals.forms.form import Form
from plantshare.deals.forms.imports import Import
from plantshare.deals.payment import cash_flow, parties_of
from plantshare.deals.stream import Stream, Yearly

__all__ = ["DriverForm", "Gains", "driver_form", "gains", "with_terms", "yearly_gain"]

Named = TypeVar("Named", bound=Form)

AFFINE = 1e-9
"""Largest share by which the driver form may miss the payments that it stands for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What each party gains: present value under the deal less that under its outside option.

    Parameters
    ----------
    form
        Name of the form.
    counterfactual
        The outside option, in words: a gain means nothing without it.
    by_party
        Gain by party, m.
    companies
        Gain of host and guest together, m: the surplus that the terms divide.
    """

    form: str
    counterfactual: str
    by_party: Mapping[str, float]
    companies: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverForm:
    """Gains as constants and drivers, for volumes that stay: gain[i] = const[i] + sum_k driver[i,k] term[k].

    Parameters
    ----------
    terms
        Names of the terms, in the order of the drivers.
    constant
        Gain of each party with all these terms at zero, m.
    drivers
        What one unit of each term adds to each party, m per unit.
    """

    terms: tuple[str, ...]
    constant: Mapping[str, float]
    drivers: Mapping[str, tuple[float, ...]]

    def gain(self, party: str, values: Sequence[float]) -> float:
        """Return the gain of a party at some terms, m.

        Parameters
        ----------
        party
            Name of the party.
        values
            One value for each term.
        """
        slopes = self.drivers[party]
        return self.constant[party] + sum(a * b for a, b in zip(slopes, values, strict=True))


def yearly_gain(form: Form, stream: Stream, party: str) -> Yearly:
    """Return the money of a party under the deal less that without it, m by period, undiscounted.

    Parameters
    ----------
    form
        The form with its terms.
    stream
        The programme.
    party
        Name of the party.
    """
    periods = len(stream.years)
    without = cash_flow(Import().payments(stream), party, periods)
    return cash_flow(form.payments(stream), party, periods) - without + stream.elsewhere.get(party, 0.0)


def gains(form: Form, stream: Stream, own_discount: Mapping[str, Yearly] | None = None) -> Gains:
    """Return what each party gains over its outside option.

    Parameters
    ----------
    form
        The form with its terms.
    stream
        The programme.
    own_discount
        Discount factors of parties that do not use those of the stream. Gains at different rates do
        not add up to the integrated gain: a transfer later is worth less to the one than it costs the other.

    Examples
    --------
    >>> from plantshare.deals.forms import LineLease
    >>> from plantshare.deals.stream import steady_stream
    >>> stream = steady_stream(local=(10, 10), rate=0.0, ex_works=5, parts=3, idle=2, guest_capital=20)
    >>> gains(LineLease(rent=4), stream).by_party
    {'host': 12.0, 'guest': 12.0, 'government': 0.0}
    """
    own = own_discount or {}
    named = (stream.host, stream.guest, stream.government)
    values = {
        party: float(own.get(party, stream.discount) @ yearly_gain(form, stream, party))
        for party in dict.fromkeys((*named, *parties_of(form.payments(stream)), *stream.elsewhere))
    }
    return Gains(
        form=form.name,
        counterfactual=stream.counterfactual,
        by_party=values,
        companies=sum(value for party, value in values.items() if party != stream.government),
    )


def with_terms(form: Named, values: Mapping[str, float]) -> Named:
    """Return the form with some of its terms replaced.

    Parameters
    ----------
    form
        The form with its terms.
    values
        New value of each term, in the units of a stream.

    Raises
    ------
    ValueError
        If the form has no such term, or refuses the value.
    """
    known = {field.name for field in fields(cast("Any", form))}  # Any: a Protocol is no dataclass to mypy.
    unknown = set(values) - known
    if unknown:
        raise ValueError(f"a {form.name} has no term {sorted(unknown)}; it has {', '.join(form.terms)}")
    return cast("Named", replace(cast("Any", form), **values))


def driver_form(
    form: Form,
    stream: Stream,
    terms: Sequence[str] = (),
    own_discount: Mapping[str, Yearly] | None = None,
) -> DriverForm:
    """Return the gains of all parties as constants and drivers in some terms.

    The payments are evaluated with these terms at zero and with each at one; since they are affine,
    that gives the constants and the drivers exactly. A point with all at a half must agree.

    Parameters
    ----------
    form
        The form; its other terms stay as they are.
    stream
        The programme, with fixed volumes.
    terms
        Names of terms; none for all of the form.
    own_discount
        As of :func:`gains`.

    Raises
    ------
    ValueError
        If the money is not affine in these terms together, such as share and price of a joint venture.

    Examples
    --------
    The fee of a contract moves Qpv of money from guest to host:

    >>> from plantshare.deals.forms import Contract
    >>> from plantshare.deals.stream import steady_stream
    >>> stream = steady_stream(local=(20, 50, 60, 60, 60), rate=0.10)
    >>> form = driver_form(Contract(), stream, ("unit_fee",))
    >>> round(form.drivers["host"][0], 4), round(form.drivers["guest"][0], 4)
    (182.8191, -182.8191)
    """
    names = tuple(terms) or form.terms
    nothing = dict.fromkeys(names, 0.0)

    def at(values: Mapping[str, float]) -> Mapping[str, float]:
        return gains(with_terms(form, {**nothing, **values}), stream, own_discount).by_party

    constant = at({})
    single = [at({name: 1.0}) for name in names]
    drivers = {party: tuple(one[party] - value for one in single) for party, value in constant.items()}
    result = DriverForm(terms=names, constant=constant, drivers=drivers)
    for pair in combinations(names, 2):
        half = dict.fromkeys(pair, 0.5)
        for party, value in at(half).items():
            expected = result.gain(party, [half.get(name, 0.0) for name in names])
            if abs(value - expected) > AFFINE * (1.0 + np.abs(drivers[party]).sum() + abs(value)):
                raise ValueError(
                    f"the money of a {form.name} is not affine in {pair[0]} and {pair[1]} together: "
                    f"fix one of them"
                )
    return result
