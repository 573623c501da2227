"""All checks, and the one pass that makes them."""

from __future__ import annotations

from plantshare.errors import Problem
from plantshare.study.checks.capacity import CAPACITY
from plantshare.study.checks.check import Check
from plantshare.study.checks.deals import DEALS
from plantshare.study.checks.evidence import EVIDENCE
from plantshare.study.checks.facts import Facts
from plantshare.study.checks.markets import MARKETS
from plantshare.study.checks.minimum_prices import MINIMUM_PRICES
from plantshare.study.checks.money import MONEY
from plantshare.study.checks.options import OPTIONS
from plantshare.study.checks.patterns import PATTERNS
from plantshare.study.checks.ramps import RAMPS
from plantshare.study.checks.rules import RULES
from plantshare.study.checks.scale import SCALE
from plantshare.study.checks.scenarios import SCENARIOS
from plantshare.study.checks.settings import SETTINGS
from plantshare.study.checks.statistics import STATISTICS
from plantshare.study.checks.structure import STRUCTURE
from plantshare.study.checks.support import SUPPORT
from plantshare.study.checks.symmetry import SYMMETRY
from plantshare.study.checks.targets import TARGETS
from plantshare.study.checks.trade import TRADE
from plantshare.study.checks.uncertainty import UNCERTAINTY
from plantshare.tables import Tables

__all__ = ["CHECKS", "check_study"]

CHECKS: tuple[Check, ...] = (
    *SETTINGS,
    *STRUCTURE,
    *PATTERNS,
    *CAPACITY,
    *SYMMETRY,
    *OPTIONS,
    *RAMPS,
    *MARKETS,
    *TRADE,
    *MINIMUM_PRICES,
    *MONEY,
    *SCALE,
    *DEALS,
    *TARGETS,
    *SUPPORT,
    *RULES,
    *SCENARIOS,
    *UNCERTAINTY,
    *STATISTICS,
    *EVIDENCE,
)
"""Every domain check, in the order in which they are made and documented."""


def check_study(tables: Tables) -> tuple[Problem, ...]:
    """Return everything that is wrong or doubtful in a study, from one pass over all checks.

    Never raises, whatever the tables hold: a broken link is a fault of the format, reported where
    the tables are read, and what would follow from it is left out here.

    Parameters
    ----------
    tables
        Tables as read.

    Returns
    -------
    tuple of Problem
        Errors and warnings, in the order of ``CHECKS``. Faults found while reading, which
        ``tables.problems`` holds, are not among them.

    Examples
    --------
    >>> from plantshare.tables import tables_from_frames
    >>> years = {"first_year": 2030, "last_year": 2026, "price_year": 2026}
    >>> problems = check_study(tables_from_frames({"currency": "GBP", **years}, {}))
    >>> [problem.code for problem in problems if problem.severity == "error"]
    ['years-reversed', 'no-vehicles', 'no-options', 'no-markets']
    """
    facts = Facts(tables)
    return tuple(problem for check in CHECKS for problem in check.problems(facts))
