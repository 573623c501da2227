"""The study of the United Kingdom is what its script builds from the data, and holds together."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "uk-2026"

Records = list[dict[str, str]]


def records(folder: Path, table: str) -> Records:
    """Return the rows of one table of a study as words."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a study that the script writes."""
    files = [*folder.glob("*.csv"), folder / "study.toml", folder / "README.md"]
    return {file.name: file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the study built anew."""
    folder = tmp_path_factory.mktemp("study") / "uk-2026"
    script = ROOT / "tools" / "build_uk_study.py"
    subprocess.run([sys.executable, str(script), "--out", str(folder)], check=True, capture_output=True)
    return folder


def test_the_committed_study_is_what_the_script_builds(rebuilt):
    """Every file of the example equals, byte by byte, the one built anew from the data."""
    assert bytes_of(rebuilt) == bytes_of(EXAMPLE)


def test_building_into_a_used_folder_changes_nothing(rebuilt):
    """A second build into the same folder leaves the same bytes, a stale table gone."""
    before = bytes_of(rebuilt)
    (rebuilt / "stale.csv").write_text("left\nover\n", encoding="utf-8")
    script = ROOT / "tools" / "build_uk_study.py"
    subprocess.run([sys.executable, str(script), "--out", str(rebuilt)], check=True, capture_output=True)

    assert bytes_of(rebuilt) == before


def test_output_of_2025_adds_up():
    """Plants of the study, other output and Luton's last 8,000 are the 764,715 counted, within 1 percent."""
    built = {row["option"]: float(row["built"] or 0) for row in records(EXAMPLE, "incumbents")}
    home = {row["plant"] for row in records(EXAMPLE, "plants") if row["country"] == "GB"}
    options = {row["option"]: row["plant"] for row in records(EXAMPLE, "options")}
    planned = sum(units for option, units in built.items() if options[option] in home)
    other = float(records(EXAMPLE, "targets")[0]["other_output"])

    assert planned + other + 8_000 == pytest.approx(764_715, rel=0.01)


def test_sunderland_built_what_is_reported():
    """172,641 Qashqais and 100,446 Jukes are the 273,087 vehicles of 2025."""
    built = {row["option"]: float(row["built"] or 0) for row in records(EXAMPLE, "incumbents")}

    assert built["qashqai_sunderland_1"] + built["juke_sunderland_2"] == 273_087


@pytest.mark.parametrize(
    ("plant", "pattern", "stated"),
    [
        ("sunderland", "two_shift", 400_000),
        ("sunderland", "three_shift", 600_000),
        ("halewood", "two_shift", 120_000),
        ("solihull", "two_shift", 230_000),
        ("solihull", "three_shift", 300_000),
        ("oxford", "two_shift", 157_000),
        ("ellesmere_port", "two_shift", 50_000),
        ("nitra", "two_shift", 150_000),
    ],
)
def test_capacity_agrees_with_the_research(plant, pattern, stated):
    """The narrowest shop of each line, summed over the lines of the plant, within 3 percent."""
    group = {row["shop"]: row["group"] for row in records(EXAMPLE, "shops")}
    plant_of = {row["group"]: row["plant"] for row in records(EXAMPLE, "groups")}
    lines: dict[str, list[float]] = defaultdict(list)
    for row in records(EXAMPLE, "shop_patterns"):
        if row["pattern"] == pattern and plant_of[group[row["shop"]]] == plant:
            lines[group[row["shop"]]].append(float(row["capacity"]))

    assert sum(min(each) for each in lines.values()) == pytest.approx(stated, rel=0.03)


def test_every_press_claim_is_kept():
    """The 34 claims of the article and its context are all there."""
    claims = {row["claim"] for row in records(EXAMPLE, "claims")}

    assert {f"claims_dm{number:02}" for number in range(1, 35)} <= claims


def test_assumptions_have_a_reason_and_a_range():
    """Every claim of grade E with a value says why, and low < high."""
    for row in records(EXAMPLE, "claims"):
        if row["grade"] == "E" and row["value"]:
            assert row["method"], row["claim"]
            assert float(row["low"]) < float(row["high"]), row["claim"]


def test_conflicts_about_output_are_recorded_with_their_class():
    """760,000 and 738,000 dispute the count of 2025; 1.6 million cars dispute the total of 2015."""
    claims = {row["claim"]: row for row in records(EXAMPLE, "claims")}
    disputes = {
        (row["row"], row["claim"])
        for row in records(EXAMPLE, "evidence")
        if row["table"] == "statistics" and row["role"] == "disputes"
    }

    assert ("production_2025_car_and_cv", "claims_dm09") in disputes
    assert ("production_2025_car_and_cv", "claims_dm34") in disputes
    assert ("production_2015_car_and_cv", "claims_dm10") in disputes
    assert claims["claims_dm10"]["vehicle_class"] == "car"
    assert claims["claims_dm34"]["vehicle_class"] == "unclear"


def test_statistics_are_compared_within_one_class():
    """A figure is set against an earlier one of cars, of commercial vehicles, or of both, never across."""
    rows = {row["statistic"]: row for row in records(EXAMPLE, "statistics")}
    compared = [row for row in rows.values() if row["compared_with"]]

    assert len(compared) >= 5
    for row in compared:
        assert rows[row["compared_with"]]["vehicle_class"] == row["vehicle_class"]


def test_every_host_has_guests_in_each_mode():
    """Five British hosts; kits, welded kits and full builds are offered."""
    guests = {"chery", "cjlr"}
    brand = {row["vehicle"]: row["company"] for row in records(EXAMPLE, "vehicles")}
    home = {row["plant"] for row in records(EXAMPLE, "plants") if row["country"] == "GB"}
    offered = defaultdict(set)
    for row in records(EXAMPLE, "options"):
        if brand[row["vehicle"]] in guests and row["plant"] in home:
            offered[row["mode"]].add(row["plant"])

    hosts = {"sunderland", "halewood", "solihull", "burnaston", "oxford"}
    assert offered["SKD"] | offered["CKD"] == hosts
    assert offered["CKD"] == hosts
    assert len(offered["full"]) >= 4
