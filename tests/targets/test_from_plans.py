"""From planned programmes to options of a package, and packages where a need cannot be met."""

from __future__ import annotations

import pytest

from plantshare.solve.candidates import Candidate
from plantshare.targets import Effects, Planned
from plantshare.targets.from_plans import options_of, package_for
from tests.targets.programmes import REFERENCE


def planned(
    deal: str, volume: float, gap: float = 5.0, *, is_in_plan: bool = False, excludes: tuple[str, ...] = ()
) -> Planned:
    """Return a programme."""
    return Planned(
        candidate=Candidate(
            deal=deal, name=f"The {deal}", options=(deal,), vehicles=(deal,), plants=("P",), host="H",
            guest="G", is_stated=True,
        ),
        promised=volume,
        volume=volume,
        gap=(gap, gap, gap),
        is_in_plan=is_in_plan,
        effects=Effects(by_company={}, jobs=0.0, work=0.0, public={}, public_high={}),
        excludes=excludes,
    )  # fmt: skip


def test_what_adds_nothing_is_no_option_and_excludes_nothing() -> None:
    """One adds 20,000, one is built anyway, one drives out more than it brings; only the first is left."""
    found = [
        planned("line", 20_000, excludes=("hall", "kits")),
        planned("hall", 10_000, is_in_plan=True),
        planned("kits", -400),
    ]
    options, left_out = options_of(found)

    assert [(each.name, each.volume, each.gap, each.excludes) for each in options] == [("line", 20, 5, ())]
    assert left_out == {
        "The hall": "the best plan builds it anyway",
        "The kits": "it adds no output: what it brings it drives out elsewhere",
    }


def test_the_reference_package_and_what_falls_short_of_it() -> None:
    """400,000 cost 275 (domain: A, D, E, F, G). All but A or B add 610,000: 700,000 fall 90,000 short.

    Of A and B, which exclude each other and add as much, the one without a gap is taken.
    """
    package, short = package_for(REFERENCE, 400_000)
    assert (package.chosen, package.cost, short) == (("A", "D", "E", "F", "G"), 275, 0)

    package, short = package_for(REFERENCE, 700_000)
    assert package.chosen == ("A", "C", "D", "E", "F", "G")
    assert short == pytest.approx(90_000)
    assert package.cost == 350 + 60 + 45 + 120 + 50


def test_nothing_is_chosen_where_nothing_is_needed_or_offered() -> None:
    """No need; and a need without programmes."""
    assert package_for(REFERENCE, 0)[0].chosen == ()
    package, short = package_for((), 5_000)
    assert (package.chosen, short) == ((), 5_000)
