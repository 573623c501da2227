"""Games from plans: every coalition from one built program with warm starts, against cold solves.

python benchmarks/coalitions.py [--players jlr chery nissan] [--gap 1e-5] [--time 100] [--workers 1]
                                [--json FILE]

The cold way builds and solves the program of each coalition anew, as a planner would who deletes the other
deals from the study. Both ways find the same worths, within their gaps.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

from plantshare import Limits, read_study
from plantshare.deals.coalitions import CompanyGame, company_game, deals_among, members_of
from plantshare.deals.least_core import core_test
from plantshare.deals.nucleolus import nucleolus
from plantshare.deals.shapley import shapley
from plantshare.methods import Threads
from plantshare.solve import solve
from plantshare.solve.restricted import Restricted
from plantshare.study import Study

__all__ = ["GAMES", "coalition_figures", "cold_game"]

STUDY = Path(__file__).parents[1] / "examples" / "uk-2026"

GAMES = (("jlr", "chery", "nissan"), ("jlr", "chery", "nissan", "ebro", "cjlr"))
"""Companies that play: three and five of the British study."""


def coalition_figures(
    study: Study, players: tuple[str, ...], limits: Limits, workers: int
) -> dict[str, object]:
    """Return the worths of a game and the time that both ways took.

    Parameters
    ----------
    study
        The study.
    players
        Companies that play.
    limits
        When each solve stops.
    workers
        Plans that are searched for at once in the warm way.
    """
    load = os.getloadavg()[0]
    began, processor = time.perf_counter(), time.process_time()
    restricted = Restricted(study, limits)
    with Threads(workers) as threads:
        found = company_game(restricted, players, threads if workers > 1 else None)
    warm, warm_processor = time.perf_counter() - began, time.process_time() - processor
    began, processor = time.perf_counter(), time.process_time()
    worths, programs = cold_game(study, players, limits)
    cold, cold_processor = time.perf_counter() - began, time.process_time() - processor
    return {
        "players": list(players),
        "coalitions": found.coalitions,
        "different_programs": found.solves,
        "warm_seconds": warm,
        "warm_processor_seconds": warm_processor,
        "build_seconds": restricted.built.seconds,
        "workers": workers,
        "cold_programs": programs,
        "cold_seconds": cold,
        "cold_processor_seconds": cold_processor,
        "cold_processor_seconds_for_each_coalition": cold_processor / programs * found.coalitions,
        "gap": limits.gap,
        "load_at_start": load,
        **answers(found),
        "largest_difference": max(
            abs(worth - float(found.game.values[mask])) for mask, worth in worths.items()
        ),
    }


def answers(found: CompanyGame) -> dict[str, object]:
    """Return worths and splits of a game by name."""
    game = found.game
    return {
        "worth": {
            " + ".join(game.members(mask)): [
                float(game.lowest[mask]), float(game.values[mask]), float(game.highest[mask]),
            ]
            for mask in range(1, len(game.values))
            if mask.bit_count() > 1
        },
        "shapley": dict(zip(game.players, shapley(game).payoff, strict=True)),
        "nucleolus": dict(zip(game.players, nucleolus(game).split.payoff, strict=True)),
        "core_is_empty": core_test(game).is_empty,
    }  # fmt: skip


def cold_game(study: Study, players: tuple[str, ...], limits: Limits) -> tuple[dict[int, float], int]:
    """Return the worth of each coalition from studies without the other deals, each built and solved anew.

    Coalitions with the same deals among them share one solve, as they do in the warm way.

    Parameters
    ----------
    study, players, limits
        As of :func:`coalition_figures`.

    Returns
    -------
    tuple
        Worth by mask, m; and how many programs were built and solved.
    """
    deals = study.frame("deals")
    opening = deals[deals.options.map(len) > 0]
    solved: dict[frozenset[str], float] = {}
    worths = {}
    for mask in range(1 << len(players)):
        names = frozenset(deals_among(opening, members_of(players, mask)))
        if names not in solved:
            solved[names] = cold_objective(study, names, limits)
        worths[mask] = solved[names] - solved[frozenset()]
    return worths, len(solved)


def cold_objective(study: Study, names: frozenset[str], limits: Limits) -> float:
    """Return the best profit of a study with some of its deals only, built and solved from nothing.

    Options of the other deals cannot be launched; without a deal, one at a partner's plant would be free.
    """
    deals = study.frame("deals")
    closed = {option for row in deals.itertuples() if row.deal not in names for option in row.options}
    options = study.frame("options")
    never = float(study.years[-1]) + 1.0
    earliest = options.earliest_launch.where(~options.option.isin(closed), never)
    only = study.with_settings(sharing="deals").with_frame(
        "options", options.assign(earliest_launch=earliest)
    )
    for table in ("deals", "deal_terms"):
        frame = only.frame(table)
        only = only.with_frame(table, frame[frame.deal.isin(names)])
    return solve(only, limits, method="extensive").require_plan().proof.objective


def main() -> None:
    """Print the figures of the games as JSON, and write them where asked."""
    parser = argparse.ArgumentParser(description="Games from plans of the British study.")
    parser.add_argument("--players", nargs="+")
    parser.add_argument("--gap", type=float, default=1e-5)
    parser.add_argument("--time", type=float, default=100.0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    games = (tuple(given.players),) if given.players else GAMES
    study, limits = read_study(STUDY), Limits(gap=given.gap, seconds=given.time)
    found = [coalition_figures(study, players, limits, given.workers) for players in games]
    text = json.dumps(found, indent=1)
    print(text)
    if given.json:
        given.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
