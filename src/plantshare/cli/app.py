"""The command line as a whole: its commands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import metadata

from cyclopts import App, CycloptsError

from plantshare.cli.commands import COMMANDS
from plantshare.cli.failure import UNEXPECTED, WRONG_USE, tell_failure
from plantshare.cli.interrupt import INTERRUPTED
from plantshare.cli.output import say
from plantshare.errors import PlantshareError

__all__ = ["main", "make_app"]

HELP = """Who should build what, where, from when and on which terms, when car plants stand half empty.

Exit codes: 0 done, 1 unexpected, 2 wrong use, 3 invalid study, 4 no plan is possible, 5 stopped at
a limit with a usable plan, 130 interrupted.
"""

TRACEBACK = "PLANTSHARE_TRACEBACK"


def main() -> None:
    """Run the command line and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def make_app(named: str | None = None) -> App:
    """Return the command line.

    Commands are loaded when they run, so the list of commands has its own one-line help.

    Parameters
    ----------
    named
        Command whose own help is wanted in full, from its docstring.
    """
    app = App(
        name="plantshare",
        help=HELP,
        version=metadata.version("plantshare"),
        version_flags=["--version"],
        suppress_keyboard_interrupt=False,
    )
    for place, (name, command) in enumerate(COMMANDS.items()):
        text = None if name == named else command.help
        app.command(command.function, name=name, help=text, sort_key=place)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    as_json = "--json" in arguments
    app = make_app(arguments[0] if arguments else None)
    try:
        code = app(arguments, exit_on_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError:
        # It has been printed already, with the usage that would be right.
        return WRONG_USE
    except PlantshareError as failure:
        return tell_failure(failure, as_json=as_json)
    except KeyboardInterrupt:
        say("Interrupted; nothing was written.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader, such as `head`, has closed the pipe; that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as failure:  # noqa: BLE001  # last resort: a user gets a sentence, not a traceback
        return unexpected(failure)
    return code if isinstance(code, int) else 0


def unexpected(failure: Exception) -> int:
    """Tell of a failure that nobody foresaw, with the traceback if it was asked for."""
    if os.environ.get(TRACEBACK):
        say("".join(traceback.format_exception(failure)).rstrip())
    text = " ".join(str(failure).split()) or "no further words"
    say(
        f"Unexpected: {type(failure).__name__}: {text}\n"
        f"Please report it. With {TRACEBACK}=1 in the environment the traceback is shown."
    )
    return UNEXPECTED
