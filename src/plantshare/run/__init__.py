"""One recorded run: from a study folder to a checked plan on disk."""

from plantshare.run.demo import Demo, report_demo, run_demo
from plantshare.run.examples import EXAMPLES, copy_example, example_path
from plantshare.run.report import report_file, report_run
from plantshare.run.session import RunFolder, is_run, plan_study, prepare_study, read_plan, run_study
from plantshare.run.summary import plain, summary_of

__all__ = [
    "EXAMPLES",
    "Demo",
    "RunFolder",
    "copy_example",
    "example_path",
    "is_run",
    "plain",
    "plan_study",
    "prepare_study",
    "read_plan",
    "report_demo",
    "report_file",
    "report_run",
    "run_demo",
    "run_study",
    "summary_of",
]
