"""The command `solve`, with every exit code that it can end with."""

from __future__ import annotations

import signal
from dataclasses import replace
from pathlib import Path

import pytest

from plantshare.methods import Limits, Progress
from plantshare.methods.aims import Aim
from plantshare.results import Result
from plantshare.results.store import list_runs, read_manifest
from plantshare.run import example_path, read_plan, session
from plantshare.solve import solve
from plantshare.study import Study
from tests.cli.terminal import Done, Terminal, start
from tests.run.studies import ADA, BO_SHARED, small_folder

TOO_MUCH = [{"rule": "too much", "kind": "minimum_output", "option": "A Leipzig", "units": 60_000}]


def test_the_answer_is_printed_and_recorded(terminal: Terminal, study: Path, tmp_path: Path) -> None:
    """Ada earns 93.7 and Bo 96.9 million; 10,000 are missing to the target of 60,000."""
    done = terminal("solve", study, "--out", tmp_path / "runs")

    (run,) = list_runs(tmp_path / "runs")
    assert done.code == 0
    assert done.err == ""
    assert "Optimal: proven that no plan earns more." in done.out
    assert "Ada                   93.7" in done.out
    assert "Bo                    96.9" in done.out
    assert "10.0 short" in done.out
    assert "guest of Ada" in done.out
    assert f"Recorded in {run}" in done.out


def test_json_is_one_object_and_nothing_else(terminal: Terminal, study: Path, tmp_path: Path) -> None:
    """Numbers are not rounded, and the run is named."""
    done = terminal("solve", study, "--out", tmp_path / "runs", "--json")

    assert done.code == 0
    assert done.err == ""
    assert done.json["status"] == "optimal"
    assert done.json["objective"] == pytest.approx(ADA + BO_SHARED)
    assert done.json["npv"] == pytest.approx({"Ada": ADA, "Bo": BO_SHARED})
    assert done.json["launches"][0]["host"] == "Ada"
    assert done.json["targets"][0]["gap"] == pytest.approx(10_000)
    assert read_plan(Path(done.json["run"])).proof.status == "optimal"


def test_options_replace_settings(terminal: Terminal, study: Path, tmp_path: Path) -> None:
    """Sharing, gap and time limit of the command are those of the run."""
    options = ("--sharing", "off", "--gap", "0.02", "--time", "9")
    done = terminal("solve", study, "--out", tmp_path / "runs", "--json", *options)

    settings = read_manifest(Path(done.json["run"]))["settings"]
    assert (settings["sharing"], settings["gap"], settings["time_limit"]) == ("off", 0.02, 9.0)
    assert done.json["launches"] == []


def test_scenarios_are_planned_together(terminal: Terminal, study: Path, tmp_path: Path) -> None:
    """Names follow one after the other; alone, one scenario takes the place of the figures."""
    together = terminal("solve", study, "--out", tmp_path, "--json", "--scenarios", "boom", "bust")
    alone = terminal("solve", study, "--out", tmp_path, "--json", "--scenario", "boom")
    both = terminal("solve", study, "--out", tmp_path, "--scenario", "boom", "--scenarios", "bust")

    assert together.json["scenarios"] == {"boom": 0.5, "bust": 0.5}
    assert sum(row["units"] for row in alone.json["volumes"]) == pytest.approx(2 * 60_000)
    assert both.code == 2
    assert both.out == ""


@pytest.mark.xdist_group("cluster")
def test_whoever_solves_the_futures_the_plan_is_the_same(
    terminal: Terminal, study: Path, tmp_path: Path
) -> None:
    """One thread, two threads and processes of this machine give one plan, to the last digit."""
    pytest.importorskip("distributed")
    cuts = ("--scenarios", "boom", "bust", "--method", "decomposition")
    one, two, processes = (
        terminal("solve", study, "--out", tmp_path / "runs", "--json", *cuts, *options)
        for options in (("--workers", 1), ("--workers", 2), ("--cluster", "local", "--workers", 2))
    )

    assert [done.code for done in (one, two, processes)] == [0, 0, 0]
    assert (one.err, processes.err) == ("", "")
    for part in ("objective", "bound", "npv", "volumes", "launches"):
        assert one.json[part] == two.json[part] == processes.json[part]


def test_workers_are_refused_where_the_cluster_has_its_own(terminal: Terminal, study: Path) -> None:
    """Nobody is asked at the address, and nothing is written."""
    done = terminal("solve", study, "--cluster", "tcp://127.0.0.1:9", "--workers", 2)

    assert (done.code, done.out) == (2, "")
    assert "has its own number of workers" in done.err


def test_a_search_can_start_from_an_earlier_run(
    terminal: Terminal, study: Path, recorded: dict[str, Path], tmp_path: Path
) -> None:
    """The same plan is found again."""
    done = terminal("solve", study, "--out", tmp_path / "runs", "--json", "--start", recorded["on"])

    assert done.json["objective"] == pytest.approx(ADA + BO_SHARED)


@pytest.mark.parametrize(
    "words", [("--gap", "2"), ("--gap", "much"), ("--time", "0"), ("--sharing", "maybe")]
)
def test_wrong_use_ends_with_two(
    terminal: Terminal, study: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    """The message names the option, and nothing is written."""
    done = terminal("solve", study, "--out", tmp_path / "runs", *words)

    assert done.code == 2
    assert done.out == ""
    assert words[0] in done.err
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("words", [("--scenario", "gloom"), ("--start", "nowhere")])
def test_an_unknown_name_ends_with_two(
    terminal: Terminal, study: Path, tmp_path: Path, words: tuple[str, str]
) -> None:
    """A scenario and a run that are not there are named."""
    done = terminal("solve", study, "--out", tmp_path / "runs", *words)

    assert (done.code, done.out) == (2, "")
    assert words[1] in done.err


def test_a_faulty_study_ends_with_three(terminal: Terminal, study: Path, tmp_path: Path) -> None:
    """Faults are told with file, row and column on standard error, or as JSON; nothing is written."""
    vehicles = study / "vehicles.csv"
    vehicles.write_text(vehicles.read_text().replace("Bo", "Bob"))

    words = terminal("solve", study, "--out", tmp_path / "runs")
    data = terminal("solve", study, "--out", tmp_path / "runs", "--json")

    assert (words.code, words.out) == (3, "")
    assert "vehicles.csv, row 3, company" in words.err
    assert (data.code, data.err) == (3, "")
    assert data.json["exit_code"] == 3
    assert data.json["problems"][0]["file"] == "vehicles.csv"
    assert not (tmp_path / "runs").exists()


def test_an_impossible_study_ends_with_four(terminal: Terminal, tmp_path: Path) -> None:
    """60,000 of A have to be built and 30,000 are asked for; the rule is named, nothing is recorded."""
    folder = small_folder(tmp_path / "small", {"rules": TOO_MUCH})

    words = terminal("solve", folder, "--out", tmp_path / "runs")
    data = terminal("solve", folder, "--out", tmp_path / "runs", "--json")

    assert (words.code, words.out) == (4, "")
    assert "too much" in words.err
    assert data.code == 4
    assert data.json["status"] == "infeasible"
    assert data.json["objective"] is None
    assert data.json["run"] is None
    assert any("too much" in conflict for conflict in data.json["conflicts"])
    assert not (tmp_path / "runs").exists()


def ending(monkeypatch: pytest.MonkeyPatch, **proof: object) -> None:
    """Let every search end with another proof than it has."""

    def cut_short(
        study: Study,
        limits: Limits,
        *,
        method: str = "auto",
        start: Result | None = None,
        aim: Aim | None = None,
    ) -> Result:
        result = solve(study, limits, method=method, start=start, aim=aim)
        return replace(result, proof=replace(result.proof, **proof))  # type: ignore[arg-type]  # fields vary

    monkeypatch.setattr(session, "solve", cut_short)


def test_a_time_limit_with_a_plan_ends_with_five(
    terminal: Terminal, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan that is proven to 2% is printed as such and recorded."""
    value = ADA + BO_SHARED
    ending(monkeypatch, status="time_limit", bound=1.02 * value, gap=0.02)

    done = terminal("solve", study, "--out", tmp_path / "runs")

    assert done.code == 5
    assert "Stopped at the time limit with a plan that can be used" in done.out
    assert "2.000%" in done.out
    assert len(list_runs(tmp_path / "runs")) == 1


def test_a_plan_without_any_bound_is_called_that(
    terminal: Terminal, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An infinite bound is words in the answer and nothing in JSON."""
    ending(monkeypatch, status="time_limit", bound=float("inf"), gap=float("inf"))

    words = terminal("solve", study, "--out", tmp_path / "runs")
    data = terminal("solve", study, "--out", tmp_path / "runs", "--json")

    assert "nothing is proven yet" in words.out
    assert (data.code, data.json["bound"], data.json["gap"]) == (5, None, None)


@pytest.mark.parametrize(("status", "text"), [("no_plan", "before any plan"), ("unbounded", "without limit")])
def test_a_search_without_a_plan_ends_with_one(
    terminal: Terminal,
    study: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: str,
    text: str,
) -> None:
    """Neither a limit that came too early nor profit without end leaves a run."""

    def nothing(
        study: Study,
        limits: Limits,
        *,
        method: str = "auto",
        start: Result | None = None,
        aim: Aim | None = None,
    ) -> Result:
        result = solve(study, limits, method=method, start=start, aim=aim)
        return replace(result, values={}, proof=replace(result.proof, status=status))

    monkeypatch.setattr(session, "solve", nothing)

    done = terminal("solve", study, "--out", study.parent / "runs")

    assert (done.code, done.out) == (1, "")
    assert text in done.err
    assert not (study.parent / "runs").exists()


def test_progress_is_told_on_standard_error(
    terminal: Terminal, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As JSON lines it can be read by programs; the answer stays one object."""

    def telling(
        study: Study,
        limits: Limits,
        *,
        method: str = "auto",
        start: Result | None = None,
        aim: Aim | None = None,
    ) -> Result:
        assert limits.tell is not None
        limits.tell(Progress(1.5, float("nan"), 200.0))
        return solve(study, method=method, start=start, aim=aim)

    monkeypatch.setattr(session, "solve", telling)

    data = terminal("solve", study, "--out", tmp_path / "runs", "--json", "--progress", "json")
    words = terminal("solve", study, "--out", tmp_path / "runs", "--progress", "plain")

    line = Done(0, data.err, "").json
    assert line == {"case": "", "seconds": 1.5, "best": None, "bound": 200.0, "gap": None}
    assert data.json["status"] == "optimal"
    assert "1.5 s, best \u2013 million, bound 200.0 million" in words.err


def test_an_interrupt_keeps_the_best_plan(tmp_path: Path) -> None:
    """Ctrl-C after the first plan of the UK study ends with 130, and the plan is recorded."""
    study, runs = example_path("uk-2026"), tmp_path / "runs"
    process = start("solve", study, "--out", runs, "--gap", "0", "--progress", "json", "--json")
    assert process.stderr is not None
    for line in process.stderr:
        if '"best": null' not in line:
            break
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=120)

    done = Done(process.returncode, out, "")
    assert done.code == 130
    assert done.json["status"] in ("interrupted", "optimal")
    assert list_runs(runs) == (Path(done.json["run"]),)
    assert read_plan(Path(done.json["run"])).has_plan


def test_an_interrupt_before_any_plan_writes_nothing(
    terminal: Terminal, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while the study is read ends with 130 before the search begins."""
    prepare = session.prepare_study

    def interrupted(path: Path, **options: object) -> Study:
        signal.raise_signal(signal.SIGINT)
        return prepare(path, **options)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(session, "prepare_study", interrupted)

    done = terminal("solve", study, "--out", tmp_path / "runs")

    assert (done.code, done.out) == (130, "")
    assert "nothing was written" in done.err
    assert not (tmp_path / "runs").exists()


def test_a_second_interrupt_ends_at_once(
    terminal: Terminal, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C twice does not wait for the plan."""

    def interrupted_twice(path: Path, **options: object) -> Study:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        raise AssertionError("the second interrupt has to end the command")

    monkeypatch.setattr(session, "prepare_study", interrupted_twice)
    # A shell that runs the tests in the background has the signal ignored from the start.
    before = signal.getsignal(signal.SIGINT)

    done = terminal("solve", study, "--out", tmp_path / "runs")

    assert (done.code, done.out) == (130, "")
    assert signal.getsignal(signal.SIGINT) is before
    assert not (tmp_path / "runs").exists()
