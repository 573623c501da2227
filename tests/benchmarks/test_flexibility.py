"""The flexibility script: specifications read, published values met, one JSON object printed."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from flexibility import read_specification, simulate

from plantshare.flexibility import DiscreteDemand, NormalDemand

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
INSTANCES = BENCHMARKS / "instances" / "flexibility"
COINS = {"values": [130, 70], "probabilities": [0.5, 0.5]}
TWO = {"capacity": [100, 100], "links": [[0, 0], [1, 1]]}


def test_the_manifest_names_every_file_and_its_source() -> None:
    """Three designs of the same ten plants and vehicles: 10, 20 and 100 links."""
    with (INSTANCES / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["file"]: row for row in csv.DictReader(stream)}
    assert set(rows) == {path.name for path in INSTANCES.glob("*.json")}
    assert all(row["source"] for row in rows.values())
    links = {}
    for name in rows:
        design, demand = read_specification(json.loads((INSTANCES / name).read_text(encoding="utf-8")))
        assert demand == NormalDemand(mean=(100.0,) * 10, sd=(40.0,) * 10, truncation_sd=2.0)
        assert design.capacity == (100.0,) * 10
        links[name] = len(design.links)
    assert links == {"ten_dedicated.json": 10, "ten_chain.json": 20, "ten_full.json": 100}


@pytest.mark.parametrize("name", ["ten_dedicated.json", "ten_full.json"])
def test_the_listed_value_is_within_three_standard_errors(name: str) -> None:
    """100,000 draws: a standard error of about 0.2 around 855.44 and 955.49."""
    with (INSTANCES / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        value = next(float(row["value"]) for row in csv.DictReader(stream) if row["file"] == name)
    report = simulate(INSTANCES / name, draws=100_000, seed=11)
    assert abs(report.expected_sales - value) < 3 * report.standard_error
    assert report.utilisation == pytest.approx(report.expected_sales / 1000)


def test_the_script_prints_one_object_and_the_same_digits_again(tmp_path: Path) -> None:
    """Two dedicated plants under demands of 130 or 70: about 170 of 200."""
    path = tmp_path / "two.json"
    path.write_text(json.dumps({**TWO, "discrete": COINS}), encoding="utf-8")
    words = [sys.executable, str(BENCHMARKS / "flexibility.py"), str(path)]
    words += ["--draws", "20000", "--seed", "3", "--json"]
    first, second = (
        json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout) for _ in range(2)
    )
    assert first.pop("seconds") > 0
    second.pop("seconds")
    assert first == second
    assert abs(first["expected_sales"] - 170) < 3 * first["standard_error"]
    assert first["utilisation"] == pytest.approx(first["expected_sales"] / 200)
    assert (first["plants"], first["vehicles"], first["links"], first["draws"]) == (2, 2, 2, 20_000)


def test_discrete_values_stand_for_all_vehicles_or_for_one_each() -> None:
    """One list of values is that of both vehicles; two lists are one for each."""
    own = {"values": [[130, 70], [10]], "probabilities": [[0.5, 0.5], [1]]}
    _, shared = read_specification({**TWO, "discrete": COINS})
    _, single = read_specification({**TWO, "discrete": own})
    assert shared == DiscreteDemand(values=((130.0, 70.0),) * 2, probabilities=((0.5, 0.5),) * 2)
    assert single == DiscreteDemand(values=((130.0, 70.0), (10.0,)), probabilities=((0.5, 0.5), (1.0,)))


def test_sd_and_correlation_are_read_by_vehicle() -> None:
    """A list of two standard deviations, and a matrix of two by two."""
    _, demand = read_specification({**TWO, "mean": [9, 8], "sd": [1, 2], "correlation": [[1, 0.5], [0.5, 1]]})
    assert demand == NormalDemand(mean=(9.0, 8.0), sd=(1.0, 2.0), correlation=((1.0, 0.5), (0.5, 1.0)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"capacity": [1], "mean": [1], "sd": 1}, r"missing keys \['links'\]"),
        ({**TWO, "mean": [1, 1], "sd": 1, "truncation": 2}, r"unknown keys \['truncation'\]"),
        ({**TWO, "mean": [1, 1]}, "wanted mean and sd"),
        ({**TWO, "mean": [1], "sd": 1}, "lies outside"),
        ({**TWO, "discrete": COINS, "correlation": [[1, 0], [0, 1]]}, "leave out correlation"),
    ],
)
def test_a_specification_with_a_fault_is_refused(content: dict[str, object], words: str) -> None:
    """Each fault is named."""
    with pytest.raises(ValueError, match=words):
        read_specification(content)
