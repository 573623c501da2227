"""From a study to what its deals are worth, to whom, on which terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from plantshare.deals.answer import DealAnswer
from plantshare.deals.answering import Asked, answer_of, term_answers
from plantshare.deals.coalitions import CompanyGame, company_game
from plantshare.deals.game import Split
from plantshare.deals.least_core import CoreTest, core_test
from plantshare.deals.nucleolus import nucleolus
from plantshare.deals.power import Power, power
from plantshare.deals.range import TermArea, TermRange
from plantshare.deals.scarcity import ScarcitySplit, scarcity_split
from plantshare.deals.shapley import shapley
from plantshare.deals.valuation import DealValue, Interval, difference, value_deal
from plantshare.errors import LabelError
from plantshare.methods import Executor, Limits, Progress
from plantshare.naming import known_name
from plantshare.run.session import Stop, Tell
from plantshare.solve.restricted import Restricted
from plantshare.study import Study, read_study
from plantshare.study.parties import programme_of
from plantshare.uncertainty import draw_futures

__all__ = ["DRAWS", "GAP", "FoundGame", "ListedDeal", "deal_of", "deals_of", "game_of", "range_of"]

DRAWS = 200
"""Futures in which a deal is looked at unless another number is asked for."""

GAP = 1e-5
"""Gap of each plan unless the study asks for less: the worth of a deal is a small difference of two plans."""

Done = Callable[[str, int, int], None]


def silent(what: str, done: int, count: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDeal:
    """One deal of a study.

    Parameters
    ----------
    deal, form, host, guest
        Its name, form and parties.
    programme
        Deal whose programme it prices; its own name unless it is another form of it.
    surplus
        What all companies gain by keeping it, against no deal at all, m with bounds; none where it was not
        asked for, or no plan keeps it.
    """

    deal: str
    form: str
    host: str
    guest: str
    programme: str
    surplus: Interval | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FoundGame:
    """A game between companies, solved.

    Parameters
    ----------
    found
        Worths of the coalitions and what they took.
    study
        The study.
    shapley, nucleolus
        What each company gets by both rules.
    core
        Whether a split exists that no group would leave.
    powers
        What each company adds.
    scarcity
        What each is paid for its limits in the plan of all players; none where that plan has no prices.
    """

    found: CompanyGame
    study: Study
    shapley: Split
    nucleolus: Split
    core: CoreTest
    powers: tuple[Power, ...]
    scarcity: ScarcitySplit | None


def deal_of(
    path: Path,
    deal: str,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    asked: Asked | None = None,
    executor: Executor | None = None,
    tell: Tell | None = None,
    tell_done: Done = silent,
    stop: Stop | None = None,
) -> DealAnswer:
    """Return everything that is to be said of one deal of a study.

    Parameters
    ----------
    path
        Study folder or workbook.
    deal
        Name of the deal.
    draws
        Futures in which it is looked at; 0 for none. A study without drivers has none.
    seed
        Their seed.
    asked
        What to assume where the study says nothing.
    executor
        Who solves the plans; one after another in this process unless given.
    tell
        Told the progress of planning.
    tell_done
        Told which plan is looked at, how many of its futures are done, and of how many.
    stop
        Asked from time to time while planning; true ends it without an answer.

    Raises
    ------
    StudyError
        If the study has faults.
    LabelError
        If it has no such deal.
    InfeasibleError
        If no plan keeps the deal.
    KeyboardInterrupt
        If it was asked to stop.
    """
    study = study_with_deals(path)
    known_name("deal", deal, [str(name) for name in study.labels["deal"]])
    drawn = None
    if draws and len(study.frame("uncertainty")):
        drawn = study.with_draws(draw_futures(study, draws, seed=seed))
    restricted = restricted_of(study, tell, stop)

    def tell_or_end(what: str, done: int, count: int) -> None:
        end_where_asked(stop)
        tell_done(what, done, count)

    answer = answer_of(restricted, deal, drawn, asked=asked, executor=executor, tell=tell_or_end)
    end_where_asked(stop)
    return answer


def range_of(
    path: Path,
    deal: str,
    terms: Sequence[str] = (),
    *,
    executor: Executor | None = None,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> tuple[DealValue, tuple[TermRange, ...] | TermArea]:
    """Return a deal and the values of its terms that host and guest both accept.

    Parameters
    ----------
    path
        Study folder or workbook.
    deal
        Name of the deal.
    terms
        None for the range of each term, one for its range, two for the area of both together.
    executor, tell, stop
        As of :func:`deal_of`.

    Raises
    ------
    StudyError, LabelError, InfeasibleError, KeyboardInterrupt
        As :func:`deal_of`.
    """
    study = study_with_deals(path)
    known_name("deal", deal, [str(name) for name in study.labels["deal"]])
    value = value_deal(restricted_of(study, tell, stop), deal, executor)
    end_where_asked(stop)
    return value, term_answers(value, *terms)


def deals_of(
    path: Path,
    *,
    is_valued: bool = False,
    executor: Executor | None = None,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> tuple[Study, tuple[ListedDeal, ...]]:
    """Return a study and its deals.

    Parameters
    ----------
    path
        Study folder or workbook.
    is_valued
        Whether to find the surplus of each, which takes a plan each.
    executor, tell, stop
        As of :func:`deal_of`.

    Raises
    ------
    StudyError, LabelError, InfeasibleError, KeyboardInterrupt
        As :func:`deal_of`.
    """
    study = study_with_deals(path)
    frame = study.frame("deals")
    owner = {str(name): programme_of(study, str(name)) for name in frame.deal}
    surplus = surpluses(study, sorted(set(owner.values())), executor, tell, stop) if is_valued else {}
    end_where_asked(stop)
    return study, tuple(
        ListedDeal(
            deal=str(row.deal),
            form=str(row.form),
            host=str(row.host),
            guest=str(row.guest),
            programme=owner[str(row.deal)],
            surplus=surplus.get(owner[str(row.deal)]),
        )
        for row in frame.itertuples()
    )


def surpluses(
    study: Study, names: Sequence[str], executor: Executor | None, tell: Tell | None, stop: Stop | None
) -> dict[str, Interval]:
    """Return what all companies gain by keeping each deal that some plan keeps, against no deal at all."""
    restricted = restricted_of(study, tell, stop)
    wanted = [restricted.restriction(), *(restricted.restriction(kept=[name]) for name in names)]
    without, *plans = restricted.plan_all(wanted, executor)
    without.require_plan()
    return {name: difference(plan, without) for name, plan in zip(names, plans, strict=True) if plan.has_plan}


def game_of(
    path: Path,
    players: Sequence[str] = (),
    *,
    executor: Executor | None = None,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> FoundGame:
    """Return the game between companies of a study in which each coalition may sign the deals among it.

    Parameters
    ----------
    path
        Study folder or workbook.
    players
        Companies; all that are party to a deal unless given.
    executor, tell, stop
        As of :func:`deal_of`.

    Raises
    ------
    StudyError, LabelError, InfeasibleError, KeyboardInterrupt
        As :func:`deal_of`.
    """
    study = study_with_deals(path)
    restricted = restricted_of(study, tell, stop)
    found = company_game(restricted, players, executor)
    end_where_asked(stop)
    solved = FoundGame(
        found=found,
        study=study,
        shapley=shapley(found.game),
        nucleolus=nucleolus(found.game).split,
        core=core_test(found.game),
        powers=power(found.game),
        scarcity=scarcity_split(restricted.built, found.together, found.apart),
    )
    end_where_asked(stop)
    return solved


def end_where_asked(stop: Stop | None) -> None:
    """Raise when a person asked to stop: whoever was told that no answer comes gets none."""
    if stop is not None and stop():
        raise KeyboardInterrupt


def study_with_deals(path: Path) -> Study:
    """Return a study that has deals."""
    study = read_study(path)
    if study.frame("deals").empty:
        raise LabelError("the study has no deals: list some in deals.csv, with their terms in deal_terms.csv")
    return study


def restricted_of(study: Study, tell: Tell | None, stop: Stop | None) -> Restricted:
    """Return the study built once, for plans that are proven well enough to be compared."""
    settings = study.settings
    limits = Limits(
        gap=min(float(settings["gap"]), GAP),
        seconds=float(settings["time_limit"]),
        tell=None if tell is None else partial(told, tell),
        stop=stop,
    )
    return Restricted(study, limits)


def told(tell: Tell, progress: Progress) -> None:
    """Tell the progress of a plan without a name."""
    tell("", progress)
