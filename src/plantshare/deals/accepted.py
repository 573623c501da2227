"""Terms that both sides accept when volumes are uncertain and a party may mind the bad cases."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from plantshare.deals.forms.form import Form
from plantshare.deals.gain import DriverForm, driver_form
from plantshare.deals.range import Point, TermArea, TermRange
from plantshare.deals.risk import Aversion
from plantshare.deals.stream import Stream
from plantshare.deals.term import term
from plantshare.errors import MethodError

__all__ = [
    "NEUTRAL",
    "Outlook",
    "area_under_risk",
    "gains_by_scenario",
    "outlook",
    "outlook_of_forms",
    "range_under_risk",
]

NEUTRAL = Aversion(weight=0.0, level=0.0)
"""A party that looks at the mean alone."""

FLAT = 1e-9
SAME = 1e-7
"""Corners closer than this are one; the solver's own tolerance is of that size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A deal in several scenarios, as drivers in some terms.

    Parameters
    ----------
    terms
        Names of the terms.
    probability
        Probability of each scenario.
    scenarios
        Driver form of each scenario.
    host, guest
        Names of the parties.
    counterfactual
        The outside option in words.
    """

    terms: tuple[str, ...]
    probability: tuple[float, ...]
    scenarios: tuple[DriverForm, ...]
    host: str
    guest: str
    counterfactual: str


def outlook(
    form: Form, streams: Sequence[Stream], probability: Sequence[float], terms: Sequence[str]
) -> Outlook:
    """Return a deal in several scenarios as drivers.

    Parameters
    ----------
    form
        The form; terms that are not named stay as they are.
    streams
        The programme in each scenario.
    probability
        Probability of each scenario.
    terms
        Names of the terms that are open.
    """
    return outlook_of_forms((form,) * len(streams), streams, probability, terms)


def outlook_of_forms(
    forms: Sequence[Form], streams: Sequence[Stream], probability: Sequence[float], terms: Sequence[str]
) -> Outlook:
    """Return a deal in several scenarios as drivers, with terms that may differ between them.

    Parameters
    ----------
    forms
        The form in each scenario; terms that are not named stay as they are.
    streams, probability, terms
        As of :func:`outlook`.
    """
    if len(streams) != len(probability) or abs(sum(probability) - 1.0) > 1e-9:
        raise ValueError(f"{len(streams)} scenarios need as many probabilities, with a sum of 1")
    return Outlook(
        terms=tuple(terms),
        probability=tuple(float(chance) for chance in probability),
        scenarios=tuple(
            driver_form(form, stream, terms) for form, stream in zip(forms, streams, strict=True)
        ),
        host=streams[0].host,
        guest=streams[0].guest,
        counterfactual=streams[0].counterfactual,
    )


def gains_by_scenario(outlook: Outlook, party: str, values: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return the gain of a party in each scenario at some terms, m.

    Parameters
    ----------
    outlook
        The deal in its scenarios.
    party
        Name of the party.
    values
        One value for each open term.
    """
    return np.array([scenario.gain(party, values) for scenario in outlook.scenarios])


@dataclass(frozen=True, slots=True, eq=False)
class Acceptance:
    """The terms that all sides accept, as a linear program in terms, eta and xi of each party.

    (1 - lam) sum_s p[s] g[s] + lam (eta - sum_s p[s] xi[s] / (1 - b)) >= reserve
    xi[s] >= eta - g[s],  xi >= 0,  g[s] = const[s] + drivers[s] . terms
    """

    rows: npt.NDArray[np.float64]
    right: npt.NDArray[np.float64]
    bounds: tuple[tuple[float | None, float | None], ...]

    def furthest(self, direction: Sequence[float]) -> npt.NDArray[np.float64] | None:
        """Return accepted terms that lie furthest in a direction, none where nothing is accepted."""
        cost = np.zeros(self.rows.shape[1])
        cost[: len(direction)] = -np.asarray(direction)
        found = linprog(cost, A_ub=self.rows, b_ub=self.right, bounds=self.bounds, method="highs-ds")
        if found.status == 2:
            return None
        if found.status != 0:
            raise MethodError(f"accepted terms were not found: {found.message}")
        return np.asarray(found.x[: len(direction)])


def acceptance(
    outlook: Outlook,
    aversion: Mapping[str, Aversion],
    box: Sequence[tuple[float, float]],
    reserved: Mapping[str, float],
    parties: Sequence[str],
) -> Acceptance:
    """Return the program of the terms that the parties accept.

    Parameters
    ----------
    outlook
        The deal in its scenarios.
    aversion
        How much each party minds bad cases; a party that is not named is neutral.
    box
        Lowest and highest value of each term.
    reserved
        Certainty equivalent below which a party walks, m.
    parties
        Who has to accept.
    """
    chance = np.array(outlook.probability)
    count, terms = len(chance), len(outlook.terms)
    width = terms + len(parties) * (1 + count)
    rows: list[npt.NDArray[np.float64]] = []
    right: list[float] = []
    bounds: list[tuple[float | None, float | None]] = [
        (None if low == -math.inf else low, None if high == math.inf else high) for low, high in box
    ]
    for number, party in enumerate(parties):
        mind = aversion.get(party, NEUTRAL)
        eta = terms + number * (1 + count)
        tail = slice(eta + 1, eta + 1 + count)
        constant = np.array([scenario.constant[party] for scenario in outlook.scenarios])
        drivers = np.array([scenario.drivers[party] for scenario in outlook.scenarios])
        row = np.zeros(width)
        row[:terms] = -(1.0 - mind.weight) * (chance @ drivers)
        row[eta] = -mind.weight
        row[tail] = mind.weight * chance / (1.0 - mind.level)
        rows.append(row)
        right.append((1.0 - mind.weight) * float(chance @ constant) - reserved.get(party, 0.0))
        block = np.zeros((count, width))
        block[:, :terms] = -drivers
        block[:, eta] = 1.0
        block[:, tail] = -np.eye(count)
        rows.extend(block)
        right.extend(constant)
        bounds += [(None, None), *[(0.0, None)] * count]
    return Acceptance(np.array(rows), np.array(right), tuple(bounds))


def range_under_risk(
    outlook: Outlook,
    aversion: Mapping[str, Aversion],
    reserved: Mapping[str, float] | None = None,
) -> TermRange:
    """Return the values of the only open term that both sides accept, by certainty equivalents.

    Each end is a linear program for one side alone, whatever the bounds of the term, so that a range that is
    empty says by how much: a guest that would have to be paid sets its end below a lowest value of 0.

    Parameters
    ----------
    outlook
        The deal in its scenarios, with one open term.
    aversion
        How much each party minds bad cases; a party that is not named is neutral.
    reserved
        Certainty equivalent below which a party walks, m; 0 where it is not stated.
    """
    (name,) = outlook.terms
    known = term(name)
    chance = np.array(outlook.probability)
    low, high, floor, ceiling, slope = known.low, known.high, "", "", 0.0
    for party in (outlook.host, outlook.guest):
        program = acceptance(outlook, aversion, [(-math.inf, math.inf)], reserved or {}, [party])
        driver = float(chance @ np.array([scenario.drivers[party][0] for scenario in outlook.scenarios]))
        slope = max(slope, abs(driver))
        sign = 0.0 if abs(driver) <= FLAT else -float(np.sign(driver))
        end = program.furthest([sign])
        if end is None:
            low, high, ceiling = math.inf, -math.inf, party
        elif sign < 0 and end[0] > low + FLAT:
            low, floor = float(end[0]), party
        elif sign > 0 and end[0] < high - FLAT:
            high, ceiling = float(end[0]), party
    return TermRange(
        term=name,
        unit=known.unit,
        low=low,
        high=high,
        asks_least=floor,
        pays_most=ceiling,
        worth=(high - low) * slope,
        counterfactual=outlook.counterfactual,
    )


def area_under_risk(
    outlook: Outlook,
    aversion: Mapping[str, Aversion],
    box: tuple[Point, Point],
    reserved: Mapping[str, float] | None = None,
) -> TermArea:
    """Return the pairs of two open terms that both sides accept, by certainty equivalents.

    The set is convex with straight edges. Its corners are found from the outside: the furthest points
    left and right, then for each edge between two corners the furthest point beyond it, until no
    edge hides one.

    Parameters
    ----------
    outlook
        The deal in its scenarios, with two open terms.
    aversion
        How much each party minds bad cases; a party that is not named is neutral.
    box
        Lowest and highest value of the first term, then of the second.
    reserved
        Certainty equivalent below which a party walks, m; 0 where it is not stated.
    """
    first, second = outlook.terms
    program = acceptance(outlook, aversion, list(box), reserved or {}, [outlook.host, outlook.guest])
    ends = [program.furthest(direction) for direction in ((-1.0, 0.0), (1.0, 0.0))]
    corners: list[Point] = []
    if ends[0] is not None and ends[1] is not None:
        left, right = point(ends[0]), point(ends[1])
        corners = [*beyond(program, left, right), *beyond(program, right, left)]
    return TermArea(terms=(first, second), corners=tuple(corners), counterfactual=outlook.counterfactual)


def beyond(program: Acceptance, here: Point, there: Point) -> list[Point]:
    """Return the corners from one point up to the next, which is left out; the inside lies on the left."""
    outward = (there[1] - here[1], here[0] - there[0])
    length = math.hypot(*outward)
    if length <= SAME:
        # The two ends are one column of points: look straight down or up from it.
        outward, length = (0.0, -1.0), 1.0
    direction = (outward[0] / length, outward[1] / length)
    found = program.furthest(direction)
    if found is None:
        return [here]
    corner = point(found)
    gain = direction[0] * (corner[0] - here[0]) + direction[1] * (corner[1] - here[1])
    if gain <= SAME * (1.0 + math.hypot(*here)):
        return [here]
    return [*beyond(program, here, corner), *beyond(program, corner, there)]


def point(terms: npt.NDArray[np.float64]) -> Point:
    """Return two terms as a point."""
    return float(terms[0]), float(terms[1])
