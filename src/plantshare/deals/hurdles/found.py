"""What would have to be true for a deal: every hurdle, with the plan fixed and with the plan free."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

import numpy as np

from plantshare.deals.hurdles.attribution import Attribution, attribution, reference_countries
from plantshare.deals.hurdles.crossing import Crossing, Straight, Within, search_straight, search_values
from plantshare.deals.hurdles.frontier import Frontier, frontier
from plantshare.deals.hurdles.inputs import inputs_of, origin_switches
from plantshare.deals.hurdles.moved import shifts_of
from plantshare.deals.hurdles.one_input import Input
from plantshare.deals.hurdles.pair import Pair, pair_of
from plantshare.deals.hurdles.planned import Planned, Side
from plantshare.deals.hurdles.stated import Stated, known_of, stated
from plantshare.deals.on_plan import programme
from plantshare.methods import Limits
from plantshare.naming import known_name
from plantshare.study import Study

__all__ = ["FREE", "Hurdles", "Requirement", "Switched", "WhichPlan", "hurdles_of"]

FREE = 4
"""Inputs whose hurdle is also searched with the plan free unless told otherwise."""
SURELY = 2.0
"""Gaps of a plan within which the difference of two plans counts as zero."""
FLAT = 1e-6
"""Millions for a full move below which an input does not matter."""
NARROW = 0.02
"""Share of the value today to which a hurdle of volume is searched."""

WhichPlan = Literal["fixed", "free", "both"]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What one input would have to be.

    Parameters
    ----------
    input
        The input.
    worth
        What a move of one unit adds to the surplus with the plan fixed, m of present value.
    fixed
        Move at which the surplus is zero with the plan fixed; it may lie outside the range of the input,
        and is none where the input does not matter.
    signed
        Where the best plan signs the deal, both plans made anew; none where this was not searched.
    kept
        Where keeping the deal, with its minimum volume, costs nothing; both plans made anew.
    stated
        What the evidence says of the input.
    """

    input: Input
    worth: float
    fixed: float | None
    signed: Crossing | None = None
    kept: Crossing | None = None
    stated: Stated = field(default_factory=lambda: Stated(grade=""))

    @property
    def is_within(self) -> bool:
        """Return whether the hurdle with the plan fixed lies in the range of the input."""
        return self.fixed is not None and self.input.low <= self.fixed <= self.input.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Switched:
    """What a state of origin adds to the surplus.

    Parameters
    ----------
    key
        "origin_gained" or "origin_lost".
    adds
        What it adds with the plan fixed, m of present value.
    """

    key: str
    adds: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Hurdles:
    """What would have to be true for a deal; made by :func:`hurdles_of`.

    Parameters
    ----------
    study
        The study.
    deal
        Name of the deal, and of the programme that it is about.
    pair
        The two plans of today.
    signing
        What the best plan that signs the deal, with or without its minimum volume, gains over the best plan
        without it, m of present value.
    gap
        How far each surplus may be off, m.
    rows
        The inputs, the nearest hurdle first.
    switches
        What origin is worth.
    attributions
        What each input explains, held against each other country that could build the same.
    frontier
        Energy and wage together; none where the study has no such prices.
    plan
        Which hurdles were asked for.
    beside
        Other deals that may be signed on either side.
    solves
        How many programs were solved.
    """

    study: Study
    deal: str
    pair: Pair
    signing: float
    gap: float
    rows: tuple[Requirement, ...]
    switches: tuple[Switched, ...]
    attributions: tuple[Attribution, ...]
    frontier: Frontier | None
    plan: WhichPlan
    beside: tuple[str, ...]
    solves: int

    @property
    def surplus(self) -> float:
        """Return what the companies gain by keeping the deal, m of present value."""
        return self.pair.surplus


def hurdles_of(
    study: Study,
    deal: str,
    *,
    plan: WhichPlan = "both",
    free: int = FREE,
    volume: bool = False,
    grid: bool = False,
    beside: Collection[str] = (),
    reference: str | None = None,
    limits: Limits | None = None,
    tell: Tell | None = None,
) -> Hurdles:
    """Return what would have to be true for a deal, one input at a time.

    With the plan fixed the surplus S is straight in every input theta, so that the hurdle is
    theta* = theta - S / (dS / dtheta). With the plan free both plans, that with the deal and that without
    it, are made anew until the better of them changes.

    Parameters
    ----------
    study
        The study.
    deal
        The deal; one that prices the programme of another has the hurdles of that programme.
    plan
        Hurdles with the plan fixed, free, or both.
    free
        Inputs, the nearest hurdles first, whose hurdle is also searched with the plan free.
    volume
        Whether to search that of the volume too: each step is a new program, which takes longest.
    grid
        Whether to make plans anew for each pair of prices of energy and wage, too.
    beside
        Other deals that may be signed, with this deal and without it.
    reference
        Country whose levels explain the shortfall; every other that could build the same unless given.
    limits
        When each solve stops.
    tell
        Called with what is done next.

    Raises
    ------
    LabelError
        If there is no such deal, or the country could not build what the deal builds.
    InfeasibleError
        If the deal cannot be kept at all.
    """
    say = tell or (lambda words: None)
    about = programme(study, deal)
    say("planning with the deal and without it")
    planned = Planned(study, about.deal, limits=limits, beside=tuple(beside))
    pair = pair_of(planned, about)
    countries = reference_countries(planned.study, pair)
    if reference is not None:
        countries = (known_name("country that could build the same", reference, list(countries)),)
    value = planned.value("signed")[1]
    base = value - float(planned.built.matrix.cost @ pair.without)
    gap = SURELY * planned.stops.gap * abs(value)
    inputs = inputs_of(planned.study, about, pair.flows, beside)
    switches = origin_switches(planned.study, about)
    say("moving prices with the plan fixed")
    shifts = shifts_of(planned.built, [*(each for each in inputs if each.kinds), *switches])
    switched = tuple(
        Switched(key=each.key, adds=float(shifts[each.key] @ pair.difference)) for each in switches
    )
    search = Search(planned, pair, base, gap, shifts, say)
    rows = ranked([search.fixed(each) for each in inputs])
    if plan != "fixed":
        prices = [row.input for row in rows if row.input.kinds][:free]
        wanted = [*prices, *(row.input for row in rows if volume and not row.input.kinds)]
        rows = [search.free(row) if row.input in wanted else row for row in rows]
    known = known_of(study)
    rows = [replace(row, stated=stated(known, row.input)) for row in rows]
    origin = next(each.adds for each in switched if each.key == "origin_gained")
    return Hurdles(
        study=study,
        deal=deal,
        pair=pair,
        signing=base,
        gap=max(gap, SURELY * planned.slack),
        rows=tuple(rows),
        switches=switched,
        attributions=tuple(attribution(planned.study, pair, each, origin) for each in countries),
        frontier=frontier_of(search, rows, grid=grid),
        plan=plan,
        beside=tuple(beside),
        solves=planned.solves + search.solves,
    )


@dataclass(slots=True, eq=False)
class Search:
    """What the hurdles of one deal are searched with.

    Parameters
    ----------
    planned
        Plans at moved prices.
    pair
        The two plans of today.
    signing
        Surplus of the best plan that signs the deal, m.
    gap
        How far a surplus may be off, m.
    shifts
        What one unit of each input's move adds to the objective, dims (column).
    say
        Called with what is done next.

    Attributes
    ----------
    solves
        Programs that were solved for inputs which move more than prices.
    """

    planned: Planned
    pair: Pair
    signing: float
    gap: float
    shifts: Mapping[str, np.ndarray]
    say: Tell
    solves: int = 0

    def fixed(self, each: Input) -> Requirement:
        """Return the hurdle of an input with the plan fixed."""
        shift = self.shifts.get(each.key)
        worth = self.pair.moving() if shift is None else float(shift @ self.pair.difference)
        reach = max(abs(each.low), abs(each.high))
        return Requirement(
            input=each,
            worth=worth,
            fixed=-self.pair.surplus / worth if abs(worth) * reach > FLAT else None,
        )

    def free(self, row: Requirement) -> Requirement:
        """Return a hurdle with what it comes to when both plans are made anew."""
        if row.fixed is None:
            return row
        self.say(
            f"planning anew while this moves: {row.input.key.replace('_', ' ')} {row.input.place}".strip()
        )
        search = self.by_price if row.input.kinds else self.by_volume
        return replace(row, signed=search(row, "signed"), kept=search(row, "kept"))

    def surplus(self, side: Side) -> float:
        """Return the surplus today of a side with the deal, m."""
        return self.pair.surplus if side == "kept" else self.signing

    def end(self, row: Requirement) -> float:
        """Return the largest move that can close the hurdle, with its sign."""
        helps = (row.fixed or 0.0) >= 0
        return row.input.high if helps else row.input.low

    def by_price(self, row: Requirement, side: Side) -> Crossing:
        """Return where a side with the deal overtakes the plans without it as a price moves."""
        shift, planned = self.shifts[row.input.key], self.planned
        if abs(self.surplus(side)) <= self.gap:
            return Crossing(amount=0.0, end=self.end(row), gain=self.surplus(side), rounds=0)

        def straight(plan: np.ndarray) -> Straight:
            return float(planned.built.matrix.cost @ plan), float(shift @ plan)

        def add(amount: float) -> tuple[Straight, Straight | None]:
            ours, _ = planned.value(side, amount * shift)
            if row.input.is_own:
                return straight(ours), None
            return straight(ours), straight(planned.value("without", amount * shift)[0])

        # A plan that keeps the deal to its minimum is one that signs it.
        sides: tuple[Side, ...] = ("signed", "kept") if side == "signed" else ("kept",)
        ours = [straight(plan) for each in sides for plan in planned.known[each]]
        theirs = [straight(plan) for plan in planned.known["without"]]
        return search_straight(ours, theirs, self.end(row), self.gap, add)

    def by_volume(self, row: Requirement, side: Side) -> Crossing:
        """Return where a side with the deal overtakes the plans without it as an input of volume moves.

        A move of volumes shifts what the plan may do, so that each step takes a program of its own.
        """
        if abs(self.surplus(side)) <= self.gap:
            return Crossing(amount=0.0, end=self.end(row), gain=self.surplus(side), rounds=0)
        within = Within(tolerance=self.gap, width=NARROW)
        gain = partial(self.replanned, row.input, side)
        return search_values(gain, self.surplus(side), row.fixed, self.end(row), within)

    def replanned(self, each: Input, side: Side, amount: float) -> float:
        """Return the surplus of a side after a move that takes a program of its own, m."""
        old = self.planned
        study = old.study.with_changes(each.changes(amount))
        hints = {name: plans[0] for name, plans in old.known.items() if plans}
        moved = Planned(study, old.deal, limits=old.limits, beside=old.beside, hints=hints)
        surplus = moved.value(side)[1] - moved.value("without")[1]
        self.solves += moved.solves
        return surplus


def ranked(rows: Sequence[Requirement]) -> list[Requirement]:
    """Return the rows, those first whose hurdle takes the least of the range of their input."""

    def far(row: Requirement) -> float:
        if row.fixed is None:
            return float("inf")
        return abs(row.fixed / ((row.input.high if row.fixed >= 0 else row.input.low) or 1.0))

    return sorted((row for row in rows if row.fixed is not None), key=far)


def frontier_of(search: Search, rows: Sequence[Requirement], *, grid: bool) -> Frontier | None:
    """Return the grid of energy and wage; none where one of them does not matter."""
    found = {row.input.key: row for row in rows}
    if not {"electricity_price", "wage"} <= set(found):
        return None
    energy, wage = found["electricity_price"], found["wage"]
    shifts = search.shifts["electricity_price"], search.shifts["wage"]

    def replan(energy_move: float, wage_move: float) -> float:
        shift = energy_move * shifts[0] + wage_move * shifts[1]
        search.say("planning anew for prices of energy and work")
        return search.planned.value("kept", shift)[1] - search.planned.value("without", shift)[1]

    made = frontier(energy.input, wage.input, search.pair.surplus, (energy.worth, wage.worth))
    if not grid:
        return made
    return frontier(
        energy.input,
        wage.input,
        search.pair.surplus,
        (energy.worth, wage.worth),
        replan=replan,
    )
