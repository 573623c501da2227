"""Solve the cooperative games and bargaining problems of a file.

python benchmarks/games.py FILE [--json]
python benchmarks/games.py --players 5,8,12

FILE holds ``games``, each with an ``id``, the number of players ``n`` and the worths ``v`` of coalitions
by size and then lexicographically (1, 2, .., n, 12, 13, .., all), as numbers or fractions; or a ``kind``
that says how the worths come about: an airport cost game, a bankruptcy, gloves, a majority. A kind with
"cost game" holds costs to be shared. It may hold ``bargaining`` problems with a ``set`` of inequalities.
Printed for each id: Shapley value, nucleolus, prenucleolus, whether the core is empty, the least-core
value (what the worst-off coalition lacks) and the least balanced cover. ``instances/games`` has examples.
A game that is not understood is named, the others are answered, and the exit status is 1.
With --players, random games of so many players are timed instead.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from bargaining_sets import read_set

from plantshare.deals import (
    Game,
    core_test,
    kalai_smorodinsky_point,
    least_core,
    nash_point,
    nucleolus,
    prenucleolus,
    shapley,
)

__all__ = ["Solution", "coalition_masks", "solve_bargaining", "solve_file", "solve_game", "times", "worths"]

Floats = npt.NDArray[np.float64]
Entry = Mapping[str, Any]  # Any: a JSON object, whose values are checked as they are read

DECIMALS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What solving one game gave; costs are shared as costs.

    Parameters
    ----------
    shapley, nucleolus, prenucleolus
        Payoff of each player; no nucleolus where no split gives each player what it has alone.
    core_empty, core_nonempty
        Whether no split satisfies every coalition, and the opposite.
    least_core
        What the worst-off coalition lacks at least: above 0 where the core is empty.
    least_balanced_cover
        Least worth of all together that would satisfy every coalition; of costs, the greatest.
    """

    shapley: list[float]
    nucleolus: list[float] | None
    prenucleolus: list[float]
    core_empty: bool
    core_nonempty: bool
    least_core: float
    least_balanced_cover: float


def coalition_masks(count: int) -> list[int]:
    """Return the masks of all coalitions but the empty one, by size and then lexicographically.

    Examples
    --------
    1, 2, 3, 12, 13, 23, 123:

    >>> coalition_masks(3)
    [1, 2, 4, 3, 5, 6, 7]
    """
    groups = (group for size in range(1, count + 1) for group in combinations(range(count), size))
    return [sum(1 << player for player in group) for group in groups]


def worths(entry: Entry) -> Floats:
    """Return the worth, or the cost, of every coalition of a game in a file, dims (mask).

    Raises
    ------
    ValueError
        If the number of worths does not fit, or the kind is not known.
    """
    count = int(entry["n"])
    found = np.zeros(1 << count)
    if "v" in entry:
        if len(entry["v"]) != len(found) - 1:
            raise ValueError(
                f"game {entry['id']} has {len(entry['v'])} worths, wanted {len(found) - 1}: "
                "one for each coalition"
            )
        found[coalition_masks(count)] = [float(Fraction(str(worth))) for worth in entry["v"]]
        return found
    worth_of = _worth_of_kind(str(entry.get("kind", "")), entry["id"])
    for mask in range(1, len(found)):
        found[mask] = worth_of([player for player in range(count) if mask >> player & 1])
    return found


def solve_game(entry: Entry) -> Solution:
    """Return the solutions of one game of a file."""
    count = int(entry["n"])
    sign = -1.0 if "cost game" in str(entry.get("kind", "")) else 1.0
    # Minus zero would be a worth of its own in the output.
    game = Game(players=tuple(str(player + 1) for player in range(count)), values=sign * worths(entry) + 0.0)
    tested = core_test(game)
    has_floor = game.alone.sum() <= game.values[-1] + 1e-9 * np.abs(game.values).max()
    return Solution(
        shapley=_rounded(sign, shapley(game).payoff),
        nucleolus=_rounded(sign, nucleolus(game).split.payoff) if has_floor else None,
        prenucleolus=_rounded(sign, prenucleolus(game).split.payoff),
        core_empty=tested.is_empty,
        core_nonempty=not tested.is_empty,
        least_core=_rounded(1.0, (least_core(game).epsilon,))[0],
        least_balanced_cover=_rounded(sign, (tested.cover,))[0],
    )


def solve_bargaining(entry: Entry) -> dict[str, list[float]]:
    """Return the payoffs of the Nash and the Kalai-Smorodinsky solution of one problem of a file."""
    read = read_set(str(entry["set"]))
    most = read.most()
    points = {"nash": nash_point(read.frontier, most)}
    points["kalai_smorodinsky"] = kalai_smorodinsky_point(read.frontier, most)
    return {
        name: [round(gain + base, DECIMALS) for gain, base in zip(point, read.disagreement, strict=True)]
        for name, point in points.items()
    }


def solve_file(content: Entry) -> dict[str, dict[str, Any]]:  # Any: numbers, lists and booleans, for JSON
    """Return the solutions of every game and bargaining problem of a file, by id.

    What is not understood has the key ``not_understood`` with the reason, and no solution.
    """
    games = {
        entry["id"]: answered(entry, lambda each: asdict(solve_game(each)))
        for entry in content.get("games", [])
    }
    return games | {entry["id"]: answered(entry, solve_bargaining) for entry in content.get("bargaining", [])}


def answered(entry: Entry, solve: Callable[[Entry], Mapping[str, Any]]) -> dict[str, Any]:
    """Return the solution of one entry, or why it is not understood."""
    try:
        return dict(solve(entry))
    except (ValueError, KeyError, IndexError) as fault:
        return {"not_understood": str(fault)}


def times(count: int, *, seed: int = 0) -> dict[str, float]:
    """Return the seconds that each solution of one random game takes.

    Parameters
    ----------
    count
        Number of players.
    seed
        Seed of the worths, whole numbers up to 50 so that many coalitions tie.
    """
    values = np.random.default_rng(seed).integers(0, 50, 1 << count).astype(float)
    values[0], values[-1] = 0.0, 100.0
    game = Game(players=tuple(str(player) for player in range(count)), values=values)
    found = {}
    solvers: dict[str, Callable[[Game], object]] = {
        "shapley": shapley,
        "core_test": core_test,
        "least_core": least_core,
        "prenucleolus": prenucleolus,
    }
    for name, solve in solvers.items():
        began = time.perf_counter()
        solve(game)
        found[name] = time.perf_counter() - began
    return found


def _worth_of_kind(kind: str, name: str) -> Callable[[list[int]], float]:
    """Return what a coalition of players, counted from 0, is worth in a game known by its kind."""
    if found := re.search(r"airport cost game, costs ([\d.,\s]+)", kind):
        costs = _numbers(found[1])
        return lambda members: max(costs[player] for player in members)
    if found := re.search(r"bankruptcy, claims ([\d.,\s]+), estate ([\d.]+)", kind):
        claims, estate = _numbers(found[1]), float(found[2])
        return lambda members: max(0.0, estate - sum(claims) + sum(claims[player] for player in members))
    if found := re.search(r"glove L=\{([\d,\s]+)\} R=\{([\d,\s]+)\}", kind):
        left, right = (set(_numbers(side)) for side in found.groups())
        return lambda members: float(
            min(sum(player + 1 in side for player in members) for side in (left, right))
        )
    if found := re.search(r"weighted majority, quota ([\d.]+), weights ([\d.,\s]+)", kind):
        quota, weights = float(found[1]), _numbers(found[2])
        return lambda members: float(sum(weights[player] for player in members) >= quota)
    raise ValueError(
        f"game {name} has no worths v and the kind {kind!r}, wanted an airport cost game, a bankruptcy, "
        f"gloves or a weighted majority, written as in benchmarks/instances/games"
    )


def _numbers(words: str) -> list[float]:
    """Return the numbers of a list parted by commas."""
    return [float(word) for word in words.split(",") if word.strip()]


def _rounded(sign: float, amounts: tuple[float, ...]) -> list[float]:
    """Return amounts with their sign, to nine decimals and without minus zero."""
    return [round(sign * amount, DECIMALS) + 0.0 for amount in amounts]


def main() -> int:
    """Solve the file named, or time random games; return 1 where some are not understood."""
    parser = argparse.ArgumentParser(description="Solve cooperative games and bargaining problems.")
    parser.add_argument("file", type=Path, nargs="?", help="file with games")
    parser.add_argument("--players", help="time random games of these numbers of players, such as 5,8,12")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    if (given.file is None) == (given.players is None):
        parser.error("wanted a file or --players")
    if given.players is not None:
        found = {count: times(int(count)) for count in given.players.split(",")}
    else:
        found = solve_file(json.loads(given.file.read_text(encoding="utf-8")))
    left_out = [str(name) for name, figures in found.items() if "not_understood" in figures]
    if left_out:
        print(f"Not understood: {', '.join(left_out)}.", file=sys.stderr)
    if given.json:
        print(json.dumps(found))
        return int(bool(left_out))
    for name, figures in found.items():
        print(name, *(f"{figure} {amount}" for figure, amount in figures.items()), sep="\n    ")
    return int(bool(left_out))


if __name__ == "__main__":
    sys.exit(main())
