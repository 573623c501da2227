"""Works: retooling before a launch, platforms, expansions and closures."""

from __future__ import annotations

from plantshare.report.board.bars import bars_of
from plantshare.report.board.works import closing_years, works_of
from tests.formulation.plants import BASE, best, guest, study_with

SPLIT = [
    {"profile": "split", "years_before": 0, "share": 0.25},
    {"profile": "split", "years_before": 1, "share": 0.75},
]


def works(**tables):
    """Return the works of the best plan of the study of one plant."""
    result = best(study_with(**tables))
    return works_of(result, bars_of(result))


def test_retooling_stands_in_the_years_before_the_launch():
    """Of 40 million 30 are spent in 2026, 10 with the start in 2027."""
    (work,) = works(capex_profiles=SPLIT, **guest(capex=40, lead_years=1, capex_profile="split"))

    assert (work.kind, work.first, work.last, work.option) == ("retooling", 2026, 2026, "B Leipzig")
    assert work.words == "Retooling for B: €30.0 million before its start"


def test_capital_in_the_year_of_the_launch_is_no_retooling():
    """Without a profile all capital is spent with the start."""
    assert works(**guest(capex=20, lead_years=1)) == ()


def test_a_platform_is_set_up_until_the_launch():
    """B waits for platform Q: set up for 12 million in 2026, the year of its launch."""
    tables = guest()
    tables["vehicles"] = [
        {"vehicle": "A", "company": "Ada", "platform": "P"},
        {"vehicle": "B", "company": "Bo", "platform": "Q"},
    ]
    tables["platforms"] = [{"platform": "P"}, {"platform": "Q", "name": "Quick"}]
    tables["shop_platforms"] = [
        {"shop": "line", "platform": "P", "installed": True},
        {"shop": "line", "platform": "Q", "tooling_cost": 12},
    ]
    (work,) = works(**tables)

    assert (work.kind, work.line, work.first, work.last) == ("platform", "L", 2026, 2026)
    assert work.words == "Body shop set up for the platform Quick: €12.0 million"


def test_an_expansion_stands_from_its_decision_until_its_use():
    """Demand of 120,000 against two shifts of 100,000; 10,000 more a year, used two years after 2026."""
    demand = [{"vehicle": "A", "market": "home", "units": 120_000, "net_revenue": 2_000}]
    expansions = [{"expansion": "hall", "shop": "line", "capacity": 10_000, "cost": 15, "lead_years": 2}]
    (work,) = works(expansions=expansions, demand=demand)

    assert (work.kind, work.line, work.first, work.last) == ("expansion", "L", 2026, 2027)
    assert work.words == "Expansion: 10,000 vehicles a year more from 2028, €15.0 million"


def test_a_closure_is_known_by_its_first_year():
    """A runs out after 2026 and closed costs nothing, idle 2 million a year: closed from 2027."""
    can_close = [*BASE["group_patterns"], {"group": "L", "pattern": "closed"}]
    result = best(study_with(group_patterns=can_close, incumbents=[{"option": "A Leipzig", "until": 2026}]))

    assert closing_years(result) == {"L": 2027}
