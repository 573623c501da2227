"""Lines: which there are, in which order, and which option stands on which."""

from __future__ import annotations

from plantshare.report.board.lines import line_of_options, lines_of, whole_plant
from tests.formulation.plants import BASE, study_with

PATTERNS = [{"group": group, "pattern": pattern} for group in ("L", "M") for pattern in ("one", "two")]
GROUPS = [*BASE["groups"], {"group": "M", "plant": "Leipzig", "start_pattern": "one"}]


def several(shops, routes, **tables):
    """Return Leipzig with the groups L and M, its shops as (shop, group, kind, capacity), and routes of A."""
    return study_with(
        groups=GROUPS,
        group_patterns=PATTERNS,
        shops=[{"shop": shop, "group": group, "kind": kind} for shop, group, kind, _ in shops],
        shop_patterns=[{"shop": shop, "pattern": "one", "capacity": units} for shop, _, _, units in shops],
        routes=[{"option": "A Leipzig", "shop": shop, "use": use} for shop, use in routes],
        **tables,
    )


def test_an_option_stands_with_its_assembly_shop():
    """Paint in L is narrower, 50,000 against 90,000; assembly in M comes first."""
    shops = [("paint", "L", "paint", 50_000), ("final", "M", "assembly", 90_000)]
    study = several(shops, [("paint", 1), ("final", 1)])

    assert line_of_options(study)["A Leipzig"] == "M"


def test_without_assembly_it_stands_with_its_narrowest_shop():
    """Paint has room for 90,000 / 2 = 45,000 vehicles, body for 60,000: paint, in M."""
    shops = [("body", "L", "body", 60_000), ("paint", "M", "paint", 90_000)]

    assert line_of_options(several(shops, [("body", 1), ("paint", 2)]))["A Leipzig"] == "M"
    assert line_of_options(several(shops, [("body", 1), ("paint", 1)]))["A Leipzig"] == "L"


def test_of_two_assembly_shops_the_narrower_counts():
    """60,000 in M against 80,000 in L."""
    shops = [("wide", "L", "assembly", 80_000), ("narrow", "M", "assembly", 60_000)]

    assert line_of_options(several(shops, [("wide", 1), ("narrow", 1)]))["A Leipzig"] == "M"


def test_shops_of_another_plant_give_no_line():
    """B belongs to Wuhu but is assembled in a shop at Leipzig: it stands at Wuhu, where its output counts."""
    study = study_with(
        options=[*BASE["options"], {"option": "B Wuhu", "vehicle": "B", "plant": "Wuhu"}],
        routes=[*BASE["routes"], {"option": "B Wuhu", "shop": "line"}],
    )

    assert line_of_options(study) == {"A Leipzig": "L", "B Wuhu": whole_plant("Wuhu")}


def test_lines_at_home_come_first():
    """The target counts China: Wuhu before Leipzig. Wuhu has no shops: it is listed where it builds."""
    study = study_with(targets=[{"target": "t", "country": "CN", "year": 2028, "units": 1}])
    building = [whole_plant("Wuhu")]

    assert [(line.name, line.is_home) for line in lines_of(study, building)] == [
        ("Wuhu", True),
        ("Leipzig", False),
    ]
    assert [line.name for line in lines_of(study, [])] == ["Leipzig"]


def test_a_plant_with_two_lines_names_them():
    """Leipzig has L and M."""
    study = several([("final", "L", "assembly", 1)], [("final", 1)])

    assert [line.name for line in lines_of(study, [])] == ["Leipzig, L line", "Leipzig, M line"]
