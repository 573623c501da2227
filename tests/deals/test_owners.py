"""Whose each limit of a plan is: by label, by pair, and by the name of a rule."""

from __future__ import annotations

import pandas as pd
import pytest

from plantshare.deals.owners import RESOURCES, owners_by_dim, owners_of_columns, owners_of_rows
from plantshare.solve.one_program import Built, build
from tests.deals.toys import ROWS, toy

STUDY = toy(
    companies=[row | ({"capex_budget": 50} if row["company"] == "Bo" else {}) for row in ROWS["companies"]],
    shift_patterns=[*ROWS["shift_patterns"], {"pattern": "shut", "role": "closed", "level": 0}],
    group_patterns=[*ROWS["group_patterns"], {"group": "L", "pattern": "shut"}],
    quotas=[{"quota": "q", "origin": "CN", "market": "home", "units": 5_000, "extra_duty": 0.1}],
    targets=[{"target": "cars", "country": "DE", "year": 2028, "units": 40_000, "rule": "price"}],
    expansions=[{"expansion": "more", "shop": "line G", "capacity": 1_000, "cost": 5}],
    rules=[{"rule": "asked", "kind": "maximum_output", "plant": "Graz", "units": 30_000}],
)  # fmt: skip


@pytest.fixture(scope="module")
def built() -> Built:
    """Return the toy with a budget, a line that may close, a quota, a target, an expansion and a rule."""
    return build(STUDY)


@pytest.fixture(scope="module")
def rows(built: Built) -> pd.DataFrame:
    """Return whose each row is, with the rule that it belongs to."""
    columns = owners_of_columns(STUDY, built.labelling)
    found = owners_of_rows(STUDY, built.labelling, built.matrix, columns)
    return found.assign(rule=built.matrix.rows)


def test_every_dimension_has_an_owner() -> None:
    """Leipzig is Ada's and Graz Cy's; B is Bo's wherever it is built; deals reserve at the host."""
    owners = {dim: owner.to_series().to_dict() for dim, owner in owners_by_dim(STUDY).items()}

    assert set(owners) == set(RESOURCES)
    assert owners["shop"] == {"line L": "Ada", "line G": "Cy"}
    assert owners["expansion"] == {"more": "Cy"}
    assert owners["option"] == {"A Leipzig": "Ada", "B Wuhu": "Bo", "B Leipzig": "Bo", "B Graz": "Bo"}
    assert owners["vehicle"] == {"A": "Ada", "B": "Bo"}
    assert owners["deal"] == {"at Leipzig": "Ada", "at Graz": "Cy"}
    assert (owners["quota"], owners["target"]) == ({"q": "CN"}, {"cars": "DE"})


def test_rows_belong_to_whom_their_labels_name(rows: pd.DataFrame) -> None:
    """Demand to brands, capacity to hosts, a quota to the land of the cars, a budget to its company."""

    def of(rule: str) -> set[tuple[str, str, str]]:
        own = rows[rows.rule == rule]
        return set(zip(own["kind"], own.owner, own.resource, strict=True))

    assert of("demand") == {("company", "Ada", "customers"), ("company", "Bo", "customers")}
    assert of("capacity") == {("company", "Ada", "plants"), ("company", "Cy", "plants")}
    assert of("flow_when_active") == {("company", "Ada", "options"), ("company", "Bo", "options")}
    assert of("quota") == {("country", "CN", "quotas")}
    assert of("target") == {("country", "DE", "targets")}
    assert of("budget Bo") == {("company", "Bo", "budget")}
    assert of("rule asked") == {("planner", "", "rules")}
    assert not (rows["kind"] == "nobody").any()


def test_a_row_on_a_pair_belongs_to_the_line(rows: pd.DataFrame) -> None:
    """A line that may close forbids the options on it: Ada's line, whoever's car it is."""
    own = rows[rows.rule == "open_to_build"]

    assert len(own) > 0
    assert set(own.owner) == {"Ada"}
    assert set(own.resource) == {"plants"}
