"""Every command: its name, where its function is, and its one line of help."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["COMMANDS", "Command"]


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Parameters
    ----------
    function
        Import path of its function, which is loaded only when the command runs: the solver and the
        tables cost far more to load than the command line itself.
    help
        What it does, the first line of the function's docstring.
    """

    function: str
    help: str


def command(module: str, function: str, text: str) -> Command:
    """Return a command of this room."""
    return Command(f"plantshare.cli.{module}:{function}", text)


COMMANDS = {
    "init": command("init", "init", "Write a new study to fill in, or a copy of an example."),
    "check": command("check", "check", "List everything that is wrong or doubtful in a study."),
    "evidence": command("evidence", "evidence", "Show what the figures of a study rest on."),
    "calibrate": command(
        "calibrate", "calibrate", "Show how far figures moved in the past, as rows for uncertainty.csv."
    ),
    "spare": command("spare", "spare", "Show where spare capacity is, by plant, shop and year."),
    "fit": command("fit", "fit", "Show how well each vehicle fits each plant: gates first, then money."),
    "flexibility": command(
        "flexibility", "flexibility", "Show what it is worth that plants can build more than one vehicle."
    ),
    "solve": command("solve", "solve", "Find the best plan of a study and record it as a run."),
    "risk": command(
        "risk",
        "risk",
        "Show what may become of a plan when sales, prices, tariffs and launches turn out otherwise.",
    ),
    "value": command(
        "value",
        "value",
        "Show what it is worth to plan for many futures at once, and to know the one that comes.",
    ),
    "target": command(
        "target",
        "target",
        "Show how far a country is from a production target, and what would close the gap at least cost.",
    ),
    "deal": command(
        "deal",
        "deal",
        "Show what a deal is worth to each party, on which terms, at what risk, and who could break it.",
    ),
    "range": command(
        "range", "range_command", "Show which values of the terms of a deal host and guest both accept."
    ),
    "hurdles": command(
        "hurdles", "hurdles", "Show what would have to be true for a deal to pay, one input at a time."
    ),
    "show": command("show", "show", "Show the plan, the money and the targets of a recorded run."),
    "compare": command("compare", "compare", "Say what differs between two runs: inputs, plan, money."),
    "chart": command("chart", "chart", "Draw one chart of a run: in the terminal, as a picture, or as data."),
    "report": command(
        "report", "report", "Write the report of a recorded run: one HTML file that opens offline."
    ),
    "import": command("import_workbook", "import_workbook", "Turn a workbook into a study folder."),
    "export": command("export", "export", "Write a study or a run as a workbook, or a study as a folder."),
    "doctor": command("doctor", "doctor", "Check that Plantshare and its solver work here."),
    "demo": command("demo", "demo", "Plan the United Kingdom 2026 study with sharing off and on."),
}
"""Commands by name, in the order of the help."""
