"""The command `deal` when Ctrl-C is pressed: no answer, exit code 130, and nothing half-written."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from plantshare.cli import deal as command
from plantshare.cli.deal import STOPPING
from plantshare.deals.answer import DealAnswer
from plantshare.deals.coalitions import CompanyGame
from plantshare.report.document import Report
from plantshare.run import deal as run
from plantshare.run import example_path
from plantshare.study import Study
from tests.cli.terminal import Done, Terminal, start
from tests.cli.toy_deals import toy_deals


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the toy study of two deals as a folder."""
    return toy_deals(tmp_path_factory.mktemp("toy") / "toy")


def is_ended(done: Done) -> None:
    """Check that a command said that it stops, gave no answer, and ended with 130."""
    assert (done.code, done.out) == (130, "")
    assert done.err.count(STOPPING) == 1
    assert "Interrupted; nothing was written." in done.err


def pressed_while_reading(monkeypatch: pytest.MonkeyPatch, times: int = 1) -> None:
    """Press Ctrl-C while the study is read."""
    read = run.read_study

    def interrupted(path: Path) -> Study:
        for _ in range(times):
            signal.raise_signal(signal.SIGINT)
        return read(path)

    monkeypatch.setattr(run, "read_study", interrupted)


@pytest.mark.parametrize(
    "words",
    [
        ("deal", "at Leipzig", "--draws", 0, "--json"),
        ("deal",),
        ("deal", "--all"),
        ("deal", "--game"),
        ("range", "at Leipzig"),
    ],
    ids=lambda words: " ".join(map(str, words)),
)
def test_an_interrupt_before_the_first_plan(
    terminal: Terminal, toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...]
) -> None:
    """Whoever is told that no answer comes gets none, in each of the questions."""
    pressed_while_reading(monkeypatch)
    name, *rest = words
    files = ("--out", tmp_path / "deal.html", "--report", tmp_path / "report.html")

    is_ended(terminal(name, toy, *rest, *(files if rest[:1] == ["at Leipzig"] and name == "deal" else ())))
    assert list(tmp_path.glob("*.html")) == []


def test_an_interrupt_while_futures_are_looked_at(
    terminal: Terminal, toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plans are found by then; the first word on futures is the last."""
    asked = run.answer_of
    told: list[str] = []

    def pressing(*given: object, tell: Callable[[str, int, int], None], **rest: object) -> DealAnswer:
        def pressed(what: str, done: int, count: int) -> None:
            told.append(what)
            signal.raise_signal(signal.SIGINT)
            tell(what, done, count)

        return asked(*given, tell=pressed, **rest)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(run, "answer_of", pressing)

    is_ended(terminal("deal", toy, "at Leipzig", "--draws", 4, "--out", tmp_path / "deal.html"))
    assert told == ["with the deal"]
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_at_the_very_end(terminal: Terminal, toy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All is known when Ctrl-C comes, of a deal and of a game: the answer was called off all the same."""
    asked, played = run.answer_of, run.company_game

    def answered(*given: object, **rest: object) -> DealAnswer:
        answer = asked(*given, **rest)  # type: ignore[arg-type]  # passed on as they came
        signal.raise_signal(signal.SIGINT)
        return answer

    def over(*given: object, **rest: object) -> CompanyGame:
        found = played(*given, **rest)  # type: ignore[arg-type]  # passed on as they came
        signal.raise_signal(signal.SIGINT)
        return found

    monkeypatch.setattr(run, "answer_of", answered)
    monkeypatch.setattr(run, "company_game", over)

    is_ended(terminal("deal", toy, "at Leipzig", "--draws", 0, "--json"))
    is_ended(terminal("deal", toy, "--game"))


def test_a_second_interrupt_ends_at_once(
    terminal: Terminal, toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C twice while the study is read: no plan is begun, and the signal is handled as before."""
    pressed_while_reading(monkeypatch, times=2)

    def begun(*given: object) -> None:
        raise AssertionError("the second interrupt has to end the command")

    monkeypatch.setattr(run, "restricted_of", begun)
    before = signal.getsignal(signal.SIGINT)

    is_ended(terminal("deal", toy, "at Leipzig", "--draws", 0))
    assert signal.getsignal(signal.SIGINT) is before


def test_an_interrupt_while_the_report_is_made(
    terminal: Terminal, toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The charts are written by then, and are removed again: "nothing was written" is true."""
    pages: list[bool] = []

    def made(*given: object, **rest: object) -> Report:
        pages.append((tmp_path / "deal.html").exists())
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "report_of", made)
    files = ("--out", tmp_path / "deal.html", "--report", tmp_path / "report.html")

    done = terminal("deal", toy, "at Leipzig", "--draws", 0, *files)

    assert (done.code, done.out, pages) == (130, "", [True])
    assert "Interrupted; nothing was written." in done.err
    assert list(tmp_path.iterdir()) == []


def test_an_interrupt_of_a_search(tmp_path: Path) -> None:
    """Ctrl-C while the British study is planned, in a process of its own."""
    page = tmp_path / "deal.html"
    asked = ("--draws", 0, "--out", page, "--progress", "json", "--workers", 1)
    process = start("deal", example_path("uk-2026"), "jlr_chery_halewood", *asked)
    assert process.stderr is not None
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)

    is_ended(Done(process.returncode, out, err))
    assert list(tmp_path.iterdir()) == []
