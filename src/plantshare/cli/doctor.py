"""The command `doctor`."""

from __future__ import annotations

from plantshare.cli.listing import table
from plantshare.cli.output import show, show_json
from plantshare.cli.parameters import Json
from plantshare.run.doctor import examine

__all__ = ["doctor"]


def doctor(*, json: Json = False) -> int:
    """Check that Plantshare and its solver work here.

    Looks at versions, the solver, a tiny study whose best plan is known, the example studies and a
    folder that can be written. Exit code 1 means that something does not work.

    Parameters
    ----------
    json
        Print one JSON object and nothing else.
    """
    findings = examine()
    works = all(finding.works for finding in findings)
    if json:
        rows = [{"what": each.what, "works": each.works, "found": each.found} for each in findings]
        show_json({"works": works, "findings": rows})
    else:
        rows_of_words = [["ok" if each.works else "FAULT", each.what, each.found] for each in findings]
        show(table(["", "what", "found"], rows_of_words))
        show("\nEverything works." if works else "\nSomething does not work; see FAULT above.")
    return 0 if works else 1
