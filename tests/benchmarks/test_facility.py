"""Facility location files as studies: both layouts, both sourcings, and values known by hand."""

import csv
import hashlib
from pathlib import Path

import numpy as np
import pytest
from facility import solve_file, study_of
from facility_all import tasks_in
from instance_files import Instance, KnownValue, known_value, read_instance

from plantshare import solve

INSTANCES = Path(__file__).parents[2] / "benchmarks" / "instances" / "cflp"

ORLIB = " 2 2 \n 10 5. \n 12 7. \n 6 \n 12. 18. \n 8 \n 24. \n 16. \n"
ROWS = "\n2 2\n10 12\n5.0 7.0\n6 8\n12 18\n24 16\n"
"""Two sites of capacity 10 and 12, fixed cost 5 and 7; demands 6 and 8. The whole demand of the first
customer costs 12 and 18, that of the second 24 and 16."""


@pytest.fixture(params=[ORLIB, ROWS], ids=["orlib", "rows"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a file with two sites and two customers, in either layout."""
    path = tmp_path / "small.txt"
    path.write_text(request.param, encoding="ascii")
    return path


def small(capacity: tuple[float, float]) -> Instance:
    """Return the two sites and customers with other capacities."""
    return Instance(
        layout="rows",
        capacity=np.array(capacity, dtype=float),
        fixed_cost=np.array([5.0, 7.0]),
        demand=np.array([6.0, 8.0]),
        cost=np.array([[12.0, 24.0], [18.0, 16.0]]),
    )


def test_both_layouts_hold_the_same_instance(file: Path) -> None:
    """Ten numbers in another order: 12 / 6 = 2 and 24 / 8 = 3 from site one, 3 and 2 from site two."""
    instance = read_instance(file)
    assert instance.layout == ("orlib" if "10 5." in file.read_text(encoding="ascii") else "rows")
    assert instance.capacity.tolist() == [10, 12]
    assert instance.fixed_cost.tolist() == [5, 7]
    assert instance.demand.tolist() == [6, 8]
    assert instance.unit_cost.tolist() == [[2, 3], [3, 2]]


def test_two_sites_open_and_each_customer_has_its_near_one(file: Path) -> None:
    """14 are wanted and no site holds them alone: 5 + 7 + 6 * 2 + 8 * 2 = 40."""
    report = solve_file(file)
    assert report.status == "optimal"
    assert report.objective == pytest.approx(40.0)
    assert report.bound == pytest.approx(40.0)
    assert report.known is None


def test_split_demand_costs_less_than_single_sourcing() -> None:
    """Capacities 20 and 4: one site serves all for 5 + 12 + 24 = 41.

    With the second, 4 units move: 5 + 7 + 12 + 4 * 3 + 4 * 2 = 44, so that it stays shut in both sourcings.
    With its fixed cost at 1 instead of 7 the split costs 38, and single sourcing, where neither
    customer fits into 4, still 41.
    """
    costs = {}
    for fixed in (7.0, 1.0):
        base = small((20.0, 4.0))
        instance = Instance(
            layout="rows",
            capacity=base.capacity,
            fixed_cost=np.array([5.0, fixed]),
            demand=base.demand,
            cost=base.cost,
        )
        for single in (False, True):
            result = solve(study_of(instance, single_source=single))
            costs[fixed, single] = -result.proof.objective
    assert costs[7.0, False] == pytest.approx(41.0)
    assert costs[7.0, True] == pytest.approx(41.0)
    assert costs[1.0, False] == pytest.approx(38.0)
    assert costs[1.0, True] == pytest.approx(41.0)


def test_single_sourcing_serves_each_customer_whole() -> None:
    """Capacities 8 and 9, both needed: customer one (6) and two (8) each take one site, 40 in all."""
    result = solve(study_of(small((8.0, 9.0)), single_source=True))
    shipped = result.values["shipped"].squeeze(["year", "scenario"])
    assert -result.proof.objective == pytest.approx(40.0)
    assert shipped.values.tolist() == [[6_000, 0], [0, 8_000]]


def test_too_little_capacity_is_infeasible() -> None:
    """13 vehicles of capacity in thousands, 14 wanted."""
    result = solve(study_of(small((5.0, 8.0))))
    assert result.proof.status == "infeasible"


def test_customer_who_wants_nothing_costs_nothing() -> None:
    """Demand 0 and 8: the second site alone, 7 + 8 * 2 = 23."""
    base = small((10.0, 12.0))
    instance = Instance(
        layout="rows",
        capacity=base.capacity,
        fixed_cost=base.fixed_cost,
        demand=np.array([0.0, 8.0]),
        cost=np.array([[0.0, 24.0], [0.0, 16.0]]),
    )
    assert -solve(study_of(instance)).proof.objective == pytest.approx(23.0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "first line"),
        ("2 2 2\n", "first line"),
        ("2 2\n10 12\n5 7\n6 8\n12 18\n24\n", "found 9 numbers after the first line, wanted 10"),
        ("2 2\n10\n12 5 7\n6 8\n12 18\n24 16\n", "neither a line for each site nor a row"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, text: str, words: str) -> None:
    """Two sites and two customers need 2 * 2 + 2 + 2 * 2 = 10 numbers, in one of two layouts."""
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="ascii")
    with pytest.raises(ValueError, match=words):
        read_instance(path)


@pytest.mark.parametrize(
    ("name", "single"),
    [("orlib/cap41", False), ("orlib/cap91", True), ("holmberg/p1", False), ("holmberg/p1", True)],
)
def test_published_optimum_is_reached(name: str, single: bool) -> None:
    """Listed: cap41 1,040,444.375; cap91 796,648.44 and Holmberg's p1 8,848 single, 8,772.0983 split."""
    report = solve_file(INSTANCES / f"{name}.txt", single_source=single)
    assert report.status == "optimal"
    assert report.known_kind == "optimal"
    assert report.is_reached
    assert report.bound == pytest.approx(report.objective, rel=1e-7)


def test_a_value_off_by_more_than_its_rounding_is_not_reached() -> None:
    """8,848 is rounded to whole numbers: 8,848.4 passes, 8,848.6 does not."""
    known = KnownValue(instance="p1", value=8_848.0, decimals=0, kind="optimal", source="")
    assert known.is_reached(8_848.4)
    assert not known.is_reached(8_848.6)
    assert not known.is_reached(8_847.4)


def test_known_values_are_found_by_what_the_file_holds(tmp_path: Path) -> None:
    """A copy under another name is known; a file with one more blank is not."""
    text = (INSTANCES / "orlib" / "cap41.txt").read_bytes()
    copy, changed = tmp_path / "copy.txt", tmp_path / "changed.txt"
    copy.write_bytes(text)
    changed.write_bytes(text + b" ")
    known = known_value(copy, single_source=False)
    assert known is not None
    assert (known.instance, known.value, known.decimals) == ("cap41", 1_040_444.375, 3)
    assert known_value(copy, single_source=True) is None
    assert known_value(changed, single_source=False) is None


def test_manifest_names_source_and_licence_of_every_file() -> None:
    """One row for each instance file, with the digest of what is there."""
    with (INSTANCES / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["file"]: row for row in csv.DictReader(stream)}
    files = {path.relative_to(INSTANCES).as_posix(): path for path in INSTANCES.rglob("*.txt")}
    assert sorted(rows) == sorted(files)
    for name, path in files.items():
        assert rows[name]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert rows[name]["repository"]
        assert rows[name]["licence"]


def test_every_file_that_travels_along_has_a_known_value() -> None:
    """Tasks name each file at least once."""
    files = {path for path, _ in tasks_in(INSTANCES)}
    assert files == set(INSTANCES.rglob("*.txt"))
