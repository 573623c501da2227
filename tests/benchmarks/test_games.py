"""The games script: every published number met, one JSON object printed, faults named."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from bargaining_sets import read_set
from games import coalition_masks, solve_bargaining, solve_game, times

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FILE = BENCHMARKS / "instances" / "games" / "cooperative_games.json"
CONTENT = json.loads(FILE.read_text(encoding="utf-8"))


def numbers(listed: list[object]) -> list[float]:
    """Return numbers written as such or as fractions."""
    return [float(Fraction(str(number))) for number in listed]


def test_the_manifest_names_the_file_and_its_digest() -> None:
    """One file, as copied."""
    with (FILE.parent / "manifest.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["file"] for row in rows] == [path.name for path in FILE.parent.glob("*.json")]
    assert rows[0]["sha256"] == hashlib.sha256(FILE.read_bytes()).hexdigest()
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize("entry", CONTENT["games"], ids=lambda entry: entry["id"])
def test_every_published_number_of_a_game_is_met(entry: dict[str, object]) -> None:
    """Shapley value, nucleolus, whether the core is empty, the cover of three majorities, to 1e-6."""
    found = solve_game(entry)
    for name in ("shapley", "nucleolus"):
        if name in entry:
            assert getattr(found, name) == pytest.approx(numbers(entry[name]), abs=1e-6)
    if "core_nonempty" in entry:
        assert found.core_nonempty == entry["core_nonempty"]
    if "least_balanced_cover" in entry:
        assert found.least_balanced_cover == pytest.approx(entry["least_balanced_cover"])
    assert found.core_empty == (found.least_core > 0)


@pytest.mark.parametrize("entry", CONTENT["bargaining"], ids=lambda entry: entry["id"])
def test_every_published_bargaining_point_is_met(entry: dict[str, object]) -> None:
    """Nash and Kalai-Smorodinsky points to 1e-6."""
    found = solve_bargaining(entry)
    for name, point in found.items():
        assert point == pytest.approx(numbers(entry[name]), abs=1e-6)


def test_the_script_prints_one_object_with_every_id() -> None:
    """Thirteen games and three bargaining problems."""
    words = [sys.executable, str(BENCHMARKS / "games.py"), str(FILE), "--json"]
    printed = json.loads(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
    assert list(printed) == [entry["id"] for part in ("games", "bargaining") for entry in CONTENT[part]]
    assert printed["G08"]["least_core"] == 0.333333333
    assert printed["G04"]["nucleolus"] == [50, 75, 75]


def test_coalitions_come_by_size_and_then_by_name() -> None:
    """1, 2, 3, 4, 12, 13, 14, 23, 24, 34, 123, ..."""
    assert coalition_masks(4)[:11] == [1, 2, 4, 8, 3, 5, 9, 6, 10, 12, 7]


def test_games_known_by_their_kind_need_no_worths() -> None:
    """Two left gloves, one right; a council of 4 with weights 3, 2, 1; both as listed elsewhere."""
    gloves = solve_game({"id": "a", "n": 3, "kind": "glove L={1,2} R={3}"})
    council = solve_game({"id": "b", "n": 3, "kind": "weighted majority, quota 4, weights 3,2,1"})
    assert gloves.nucleolus == [0, 0, 1]
    # 1 wins with 2 or with 3: pivots in 4 of 6 orders, the others in 1 each.
    assert council.shapley == pytest.approx([2 / 3, 1 / 6, 1 / 6], abs=1e-9)


def test_no_nucleolus_where_players_earn_more_alone() -> None:
    """4 + 2 > 5: only the prenucleolus."""
    found = solve_game({"id": "a", "n": 2, "v": [4, 2, 5]})
    assert (found.nucleolus, found.prenucleolus) == (None, [3.5, 1.5])


def test_what_cannot_be_read_is_named() -> None:
    """Too few worths, an unknown kind, a set without disagreement, and code in a set."""
    with pytest.raises(ValueError, match="has 2 worths, wanted 3"):
        solve_game({"id": "a", "n": 2, "v": [4, 2]})
    with pytest.raises(ValueError, match="game a has no worths v and the kind 'chess'"):
        solve_game({"id": "a", "n": 2, "kind": "chess"})
    with pytest.raises(ValueError, match="disagreement"):
        read_set("x+y<=1")
    with pytest.raises(ValueError, match="write inequalities"):
        read_set("x+y<=<1, disagreement (0,0)")
    with pytest.raises(ValueError, match="wanted numbers, x, y"):
        read_set("abs(x)<=1, disagreement (0,0)").most()


def test_a_game_that_is_not_understood_leaves_the_others_answered(tmp_path: Path) -> None:
    """Its reason stands in its place, standard error names it, and the exit status is 1."""
    file = tmp_path / "games.json"
    gloves = {"id": "gloves", "n": 3, "kind": "glove L={1,2} R={3}"}
    council = {"id": "council", "n": 4, "kind": "four-player majority game"}
    problem = {"id": "pie", "set": "x+y<=<1, disagreement (0,0)"}
    file.write_text(json.dumps({"games": [council, gloves], "bargaining": [problem]}), encoding="utf-8")
    words = [sys.executable, str(BENCHMARKS / "games.py"), str(file), "--json"]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    printed = json.loads(done.stdout)

    assert done.returncode == 1
    assert done.stderr == "Not understood: council, pie.\n"
    assert "four-player majority game" in printed["council"]["not_understood"]
    assert "write inequalities" in printed["pie"]["not_understood"]
    assert printed["gloves"]["nucleolus"] == [0, 0, 1]


def test_times_are_taken_for_each_solution() -> None:
    """Four players."""
    assert all(seconds > 0 for seconds in times(4).values())
