"""A run beside the one that is reported, and what tells the two apart."""

from __future__ import annotations

from dataclasses import dataclass

from plantshare.errors import LabelError
from plantshare.report.words import plural
from plantshare.results import Result
from plantshare.results.compare import cell_differences, setting_differences

__all__ = ["Beside", "beside_of"]

SEARCH = ("gap", "time_limit", "title", "name", "illustrative")
"""Settings that say how to search or what to call the study, and nothing of what is planned."""

SHARING = {
    "off": "without sharing",
    "on": "with sharing",
    "deals": "with sharing by deals only",
}
"""How a run is called that differs in sharing alone."""

OTHER = "in the run beside it"
"""How any other run is called."""

MONEY = ("currency", "price_year")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Beside:
    """Another result to hold against the reported one.

    Parameters
    ----------
    result
        The other result.
    phrase
        What it is called in a sentence, such as "without sharing".
    difference
        What differs in the inputs, in words.
    cells
        Figures of the study that differ, as ``table.row.column``.
    """

    result: Result
    phrase: str
    difference: str
    cells: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return what the other plan is called where it is set against this one."""
        return OTHER.removeprefix("in ") if self.phrase == OTHER else f"the plan {self.phrase}"


def beside_of(result: Result, other: Result) -> Beside:
    """Return another result with what tells it from the reported one.

    Raises
    ------
    LabelError
        If the amounts of the two cannot be compared: other currency, or prices of another year.
    InfeasibleError
        If the other result has no plan.
    """
    study, theirs = result.study, other.require_plan().study
    for name in MONEY:
        if study.settings[name] != theirs.settings[name]:
            raise LabelError(
                f"the run beside it has {name.replace('_', ' ')} {theirs.settings[name]}, this one "
                f"{study.settings[name]}; give a run whose amounts can be compared"
            )
    settings = setting_differences(study, theirs)
    settings = settings[~settings["setting"].isin(SEARCH)]
    cells = cell_differences(study, theirs)
    sharing_alone = list(settings["setting"]) == ["sharing"] and cells.empty
    told = [f"{row.setting.replace('_', ' ')} {row.b} instead of {row.a}" for row in settings.itertuples()]
    if len(cells):
        told.append(f"{plural(len(cells), 'cell')} of the study")
    named = cells[cells["column"] != ""]
    paths = (f"{row.table}.{row.row}.{row.column}" for row in named.itertuples())
    return Beside(
        result=other,
        phrase=SHARING[str(theirs.settings["sharing"])] if sharing_alone else OTHER,
        difference="; ".join(told) or "nothing in the inputs",
        cells=tuple(dict.fromkeys(paths)),
    )
