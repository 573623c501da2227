"""One recorded run: from a study folder to a checked plan on disk."""

from plantshare.run.deal import deal_of, deals_of, game_of, range_of
from plantshare.run.demo import Demo, report_demo, run_demo
from plantshare.run.examples import EXAMPLES, copy_example, example_path
from plantshare.run.hurdles import find_hurdles
from plantshare.run.report import report_file, report_run
from plantshare.run.risk import risk_of
from plantshare.run.session import (
    Futures,
    RunFolder,
    is_run,
    plan_study,
    planning_value,
    prepare_study,
    read_plan,
    run_study,
    sampled_gap,
)
from plantshare.run.summary import plain, summary_of
from plantshare.run.target import target_of
from plantshare.run.workers import LOCAL, workers_for

__all__ = [
    "EXAMPLES",
    "LOCAL",
    "Demo",
    "Futures",
    "RunFolder",
    "copy_example",
    "deal_of",
    "deals_of",
    "example_path",
    "find_hurdles",
    "game_of",
    "is_run",
    "plain",
    "plan_study",
    "planning_value",
    "prepare_study",
    "range_of",
    "read_plan",
    "report_demo",
    "report_file",
    "report_run",
    "risk_of",
    "run_demo",
    "run_study",
    "sampled_gap",
    "summary_of",
    "target_of",
    "workers_for",
]
