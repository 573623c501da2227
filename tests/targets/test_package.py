"""The cheapest package, against the reference and against enumeration."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.errors import InfeasibleError
from plantshare.targets import Programme, cheapest_package, cost_by_need, largest_volume
from tests.targets.programmes import REFERENCE


def test_the_reference_package() -> None:
    """P1. 400k: A, D, E, F and G for 0 + 60 + 45 + 120 + 50 = 275, 410k in all."""
    found = cheapest_package(REFERENCE, 400)

    assert (found.chosen, found.cost, found.volume) == (("A", "D", "E", "F", "G"), 275, 410)
    assert found.lower_bound == pytest.approx(275)


def test_the_reference_without_one_programme() -> None:
    """P1. Without G: A, C, D and E for 455."""
    found = cheapest_package([programme for programme in REFERENCE if programme.name != "G"], 400)

    assert (found.chosen, found.cost) == (("A", "C", "D", "E"), 455)


def test_the_reference_for_more() -> None:
    """P1. 450k: A, C, D and G for 460."""
    found = cheapest_package(REFERENCE, 450)

    assert (found.chosen, found.cost, found.volume) == (("A", "C", "D", "G"), 460, 450)


def test_a_need_out_of_reach_says_how_much_is_missing() -> None:
    """All but B add 610k, so 700k lacks 90k."""
    assert largest_volume(REFERENCE) == 610
    with pytest.raises(InfeasibleError, match="add 610k a year, 90k under the need"):
        cheapest_package(REFERENCE, 700)


def test_without_a_need_only_what_costs_nothing_goes_ahead() -> None:
    """A has no gap."""
    assert cheapest_package(REFERENCE, 0).chosen == ("A",)
    assert cheapest_package([Programme(name="dear", volume=5, gap=1)], 0).chosen == ()


def test_cost_rises_with_the_need() -> None:
    """100k is free; each need costs at least as much as a smaller one; 700k is left out."""
    found = cost_by_need(REFERENCE, [100, 200, 300, 400, 450, 500, 600, 700])
    costs = [package.cost for package in found.values()]

    assert list(found) == [100, 200, 300, 400, 450, 500, 600]
    assert costs[0] == 0
    assert costs == sorted(costs)


@st.composite
def programmes(draw: st.DrawFn) -> list[Programme]:
    """Return up to seven programmes, some of which exclude others."""
    count = draw(st.integers(1, 7))
    names = [f"P{number}" for number in range(count)]
    return [
        Programme(
            name=name,
            volume=draw(st.integers(0, 50)),
            gap=draw(st.integers(0, 50)),
            excludes=tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True).filter(
                lambda others, own=name: own not in others
            ))),
        )
        for name in names
    ]  # fmt: skip


def enumerated(options: list[Programme], need: float) -> float | None:
    """Return the least cost over all sets of programmes that fit together, none if no set is enough."""
    costs = [
        sum(programme.gap for programme in chosen)
        for size in range(len(options) + 1)
        for chosen in combinations(options, size)
        if sum(programme.volume for programme in chosen) >= need
        and not any(one.name in other.excludes for one in chosen for other in chosen)
    ]
    return min(costs, default=None)


@settings(max_examples=60, deadline=None)
@given(programmes(), st.integers(1, 150))
def test_no_other_set_is_cheaper(options: list[Programme], need: int) -> None:
    """The program agrees with trying every set."""
    least = enumerated(options, need)
    if least is None:
        with pytest.raises(InfeasibleError):
            cheapest_package(options, need)
        return
    found = cheapest_package(options, need)

    assert found.cost == pytest.approx(least)
    assert found.volume >= need


def test_programmes_without_sense_are_refused() -> None:
    """A name twice, an unknown exclusion, one that excludes itself, volumes below zero."""
    one = Programme(name="A", volume=1, gap=1)
    with pytest.raises(ValueError, match="different names"):
        cheapest_package([one, one], 1)
    with pytest.raises(ValueError, match="not among"):
        cheapest_package([Programme(name="B", volume=1, gap=1, excludes=("C",))], 1)
    with pytest.raises(ValueError, match="excludes itself"):
        Programme(name="A", volume=1, gap=1, excludes=("A",))
    with pytest.raises(ValueError, match="volume of 'A'"):
        Programme(name="A", volume=-1, gap=1)
