"""Who should build what, where, from when and on which terms, when car plants stand half empty.

The public names are loaded when they are first used: the solver and the tables take a second to load,
which `plantshare --help` should not cost.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plantshare.errors import PlantshareError, StudyError
    from plantshare.methods import Limits
    from plantshare.report.catalogue import draw
    from plantshare.report.chart import Chart
    from plantshare.report.document import Report, report_of
    from plantshare.report.html import write_report
    from plantshare.results import Result
    from plantshare.solve import solve
    from plantshare.study import Change, Study, read_study
    from plantshare.uncertainty import draw_futures, reduce_draws

__all__ = [
    "Change",
    "Chart",
    "Limits",
    "PlantshareError",
    "Report",
    "Result",
    "Study",
    "StudyError",
    "draw",
    "draw_futures",
    "read_study",
    "reduce_draws",
    "report_of",
    "solve",
    "write_report",
]

HOMES = {
    "Change": "plantshare.study",
    "Chart": "plantshare.report.chart",
    "Limits": "plantshare.methods",
    "PlantshareError": "plantshare.errors",
    "Report": "plantshare.report.document",
    "Result": "plantshare.results",
    "Study": "plantshare.study",
    "StudyError": "plantshare.errors",
    "draw": "plantshare.report.catalogue",
    "draw_futures": "plantshare.uncertainty",
    "read_study": "plantshare.study",
    "reduce_draws": "plantshare.uncertainty",
    "report_of": "plantshare.report.document",
    "solve": "plantshare.solve",
    "write_report": "plantshare.report.html",
}


class Package(ModuleType):
    """The package, in which the name ``solve`` always means the function.

    Python binds a file of a package to its name in the package once it is imported, so that
    ``plantshare.solve`` would become the file as soon as anything imports it.
    """

    def __setattr__(self, name: str, value: object) -> None:
        """Bind a name; for the file ``solve`` its function is bound."""
        is_file = name == "solve" and isinstance(value, ModuleType)
        super().__setattr__(name, getattr(value, name) if is_file else value)


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)


sys.modules[__name__].__class__ = Package
