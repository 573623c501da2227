"""The outlook of a plan: drawn futures, the plan and its rivals held in each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from plantshare.errors import LabelError
from plantshare.methods import Executor, Limits
from plantshare.results import Result
from plantshare.risk.outlook import Outlook, company_table, output_table, regret_table
from plantshare.risk.stress import stress_table
from plantshare.risk.tornado import tornado_table
from plantshare.solve import evaluate
from plantshare.study import Study
from plantshare.uncertainty import draw_futures

__all__ = ["DRAWS", "outlook_of"]

DRAWS = 10_000
"""Futures unless another number is asked for: a probability of one half is then known to 1 percent."""


def outlook_of(
    study: Study,
    plans: Mapping[str, Result],
    *,
    draws: int = DRAWS,
    seed: int = 0,
    executor: Executor | None = None,
    limits_of: Callable[[str], Limits] | None = None,
    tell: Callable[[str, int, int], None] = lambda plan, done, count: None,
) -> Outlook:
    """Return what may become of a plan, and of its rivals, in futures drawn from a study's drivers.

    Launches, shifts, closures and deals of each plan are held; volumes, flows and overtime are the best
    that each future allows. All plans meet the same futures. The draws are never reduced: what is rare
    is counted, not weighted.

    Parameters
    ----------
    study
        Study with drivers, without futures.
    plans
        Results by name; the tables are about the first.
    draws
        Number of futures.
    seed
        Seed of the draws.
    executor
        Who works through the futures; this process unless given.
    limits_of
        When the search for the best plan of a stress case may stop, by its name; stress cases are not
        planned anew unless given.
    tell
        Told the plan, how many of its futures are done, and of how many.

    Raises
    ------
    LabelError
        If no plan is given, or a plan and the study do not fit.
    """
    if not plans:
        raise LabelError("no plan was given; solve the study first")
    futures = draw_futures(study, draws, seed=seed)
    drawn = study.with_draws(futures)
    outcomes = {
        name: evaluate(plan, drawn, executor=executor, tell=partial(tell, name))
        for name, plan in plans.items()
    }
    first = next(iter(plans))
    return Outlook(
        study=study,
        plans=outcomes,
        output=output_table(study, outcomes[first]),
        companies=company_table(outcomes[first]),
        regret=regret_table(outcomes),
        tornado=tornado_table(plans[first], study, seed=seed, executor=executor),
        stress=stress_table(plans[first], study, limits_of=limits_of),
        origin=futures.origin,
    )
