"""Every command but `solve` and `demo`, on the small study and on two runs of it."""

from __future__ import annotations

import filecmp
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from plantshare.results.store import read_result
from plantshare.study import check_folder, read_study
from plantshare.tables import read_tables, tables_digest
from tests.cli.terminal import Terminal
from tests.run.studies import ADA, ANNUITY, BO_APART, BO_SHARED, small_folder

Runs = dict[str, Path]


def damage(study: Path) -> None:
    """Give a vehicle a company that is not there."""
    vehicles = study / "vehicles.csv"
    vehicles.write_text(vehicles.read_text().replace("Bo", "Bob"))


# check


def test_check_lists_warnings_and_ends_with_zero(terminal: Terminal, study: Path) -> None:
    """The small study states no sources, which is doubtful and not wrong."""
    done = terminal("check", study)

    assert (done.code, done.err) == (0, "")
    assert "[evidence-missing]" in done.out
    assert "0 errors, " in done.out


def test_check_lists_every_fault_and_ends_with_three(terminal: Terminal, study: Path) -> None:
    """Faults come before warnings, each with file, row and column; JSON has the same ones."""
    damage(study)

    words, data = terminal("check", study), terminal("check", study, "--json")

    assert words.code == 3
    assert words.out.startswith("vehicles.csv, row 3, company: found 'Bob'")
    assert "1 error, " in words.out
    assert data.code == 3
    assert data.err == ""
    assert data.json["errors"] == 1
    fault = next(problem for problem in data.json["problems"] if problem["severity"] == "error")
    assert (fault["file"], fault["row"], fault["column"]) == ("vehicles.csv", 3, "company")


def test_check_of_nothing_ends_with_three(terminal: Terminal, tmp_path: Path) -> None:
    """A path under which nothing stands is told like any fault."""
    words, data = terminal("check", tmp_path / "gone"), terminal("check", tmp_path / "gone", "--json")

    assert (words.code, words.out) == (3, "")
    assert "found nothing under this name" in words.err
    assert (data.code, data.err) == (3, "")
    assert data.json["problems"][0]["code"] == "study-missing"


@pytest.mark.parametrize("code", ["study-missing", "evidence-missing", "[evidence-missing]"])
def test_check_explains_a_code(terminal: Terminal, code: str) -> None:
    """Codes of the format and of the domain both have a paragraph."""
    words, data = terminal("check", "--explain", code), terminal("check", "--explain", code, "--json")

    assert words.code == 0
    assert words.out.startswith(code.strip("[]"))
    assert len(data.json["text"]) > 80


def test_check_offers_the_nearest_code(terminal: Terminal) -> None:
    """A misspelled code is wrong use."""
    done = terminal("check", "--explain", "evidence-mising")

    assert (done.code, done.out) == (2, "")
    assert "Did you mean 'evidence-missing'?" in done.err


def test_check_needs_a_study_or_a_code(terminal: Terminal) -> None:
    """Nothing to check is wrong use."""
    assert terminal("check").code == 2


# evidence


def test_evidence_counts_figures_and_shows_conflicts(terminal: Terminal, tmp_path: Path) -> None:
    """One of the four figures of demand has a source, and another source disagrees with it."""
    study = small_folder(
        tmp_path / "small",
        {
            "sources": [{"source": "press", "title": "The daily"}],
            "claims": [
                {"claim": "a", "source": "press", "grade": "B", "value": 30_000, "unit": "vehicles/yr"},
                {"claim": "b", "source": "press", "grade": "C", "value": 44_000, "unit": "vehicles/yr"},
            ],
            "evidence": [
                {"table": "demand", "row": "A/home", "column": "units", "claim": "a", "role": "used"},
                {"table": "demand", "row": "A/home", "column": "units", "claim": "b", "role": "disputes"},
            ],
        },
    )

    words, data = terminal("evidence", study), terminal("evidence", study, "--json")

    assert words.code == data.code == 0
    assert "differs from 30,000" in words.out
    assert data.json["conflicts"][0]["path"] == "demand.A/home.units"
    graded = {row["grade"]: row["figures"] for row in data.json["coverage"] if row["table"] == "demand"}
    assert (graded["B"], graded["none"]) == (1, 3)


def test_evidence_shows_the_chain_of_a_figure(terminal: Terminal, study: Path) -> None:
    """The capacity of a plant is that of its shop on each pattern; nobody says where it is from."""
    words = terminal("evidence", study, "plants.Leipzig.capacity")
    data = terminal("evidence", study, "plants.Leipzig.capacity", "--json")

    assert "shop_patterns.assembly/one.capacity = 60,000" in words.out
    assert "no source" in words.out
    assert 100_000 in [figure["value"] for figure in data.json["figures"]]


def test_evidence_offers_the_nearest_name(terminal: Terminal, study: Path) -> None:
    """A misspelled plant is wrong use."""
    done = terminal("evidence", study, "plants.Leipzg.capacity", "--json")

    assert (done.code, done.err) == (2, "")
    assert "Did you mean 'Leipzig'?" in done.json["error"]


# spare and fit


def test_spare_of_a_study_is_what_is_built_today(terminal: Terminal, study: Path) -> None:
    """Two shifts build 100,000 and 30,000 are built: 70,000 to spare; on one shift 30,000."""
    words, data = terminal("spare", study), terminal("spare", study, "--json")
    one = terminal("spare", study, "--basis", "one", "--json")

    assert words.code == 0
    assert "Leipzig  assembly  two       100.0  70.0  70.0" in words.out
    assert {row["spare"] for row in data.json["shops"]} == {70_000}
    assert {row["spare"] for row in one.json["shops"]} == {30_000}


def test_spare_of_a_run_is_what_the_plan_leaves(terminal: Terminal, recorded: Runs) -> None:
    """With B built there too, 100,000 less 50,000 are left."""
    data = terminal("spare", recorded["on"], "--json")

    assert [row["spare"] for row in data.json["shops"]] == pytest.approx([50_000, 50_000])


def test_spare_refuses_an_unknown_basis(terminal: Terminal, study: Path) -> None:
    """The message names what there is."""
    done = terminal("spare", study, "--basis", "eleven")

    assert (done.code, done.out) == (2, "")
    assert "eleven" in done.err


def test_fit_lists_gates_and_money(terminal: Terminal, study: Path, recorded: Runs) -> None:
    """At 20,000 a year for 2 years 8 million are 8 / 1.7355 = 4.61 a year: 230 per vehicle."""
    words = terminal("fit", study, "--vehicle", "b", "--volume", "20000")
    data = terminal("fit", study, "--vehicle", "b", "--volume", "20000", "--json")
    planned = terminal("fit", recorded["on"], "--vehicle", "B", "--json")

    assert "£ per vehicle" in words.out
    assert {fit["vehicle"] for fit in data.json["fits"]} == {"B"}
    capital = {fit["option"]: fit["capital"] for fit in data.json["fits"]}
    assert capital["B Leipzig"] == pytest.approx(8e6 / ANNUITY / 20_000)
    assert {fit["option"]: fit["volume"] for fit in planned.json["fits"]}["B Leipzig"] == 50_000


# show and compare


def test_show_prints_a_recorded_plan(terminal: Terminal, recorded: Runs) -> None:
    """The same answer as when it was solved."""
    words, data = terminal("show", recorded["on"]), terminal("show", recorded["on"], "--json")

    assert words.code == 0
    assert "together             190.6" in words.out
    assert data.json["npv"] == pytest.approx({"Ada": ADA, "Bo": BO_SHARED})


def test_compare_says_inputs_then_plan_then_money(terminal: Terminal, recorded: Runs) -> None:
    """Sharing is the one input that differs; Bo gains 10.1 million by it."""
    words = terminal("compare", recorded["off"], recorded["on"])
    data = terminal("compare", recorded["off"], recorded["on"], "--json")

    places = [words.out.index(title) for title in ("Settings", "Launches", "Built by plant", "Present value")]
    assert places == sorted(places)
    assert "\u221220,000" in words.out
    assert data.json["settings"] == [{"setting": "sharing", "a": "off", "b": "on"}]
    assert data.json["company_money"][0]["change"] == pytest.approx(BO_SHARED - BO_APART)
    assert data.json["same"] is False


def test_compare_of_one_run_with_itself(terminal: Terminal, recorded: Runs) -> None:
    """Nothing differs."""
    words = terminal("compare", recorded["on"], recorded["on"])
    data = terminal("compare", recorded["on"], recorded["on"], "--json")

    assert words.out.startswith("Nothing differs")
    assert data.json["same"] is True


@pytest.mark.parametrize("command", ["show", "compare"])
def test_what_is_no_run_is_wrong_use(terminal: Terminal, study: Path, command: str) -> None:
    """A study is no run."""
    done = terminal(command, study, *([study] if command == "compare" else []))

    assert (done.code, done.out) == (2, "")
    assert "There is no run in" in done.err


# import and export


def test_export_and_import_lose_nothing(terminal: Terminal, study: Path, tmp_path: Path) -> None:
    """Folder to workbook to folder gives the same files, byte for byte."""
    book, back = tmp_path / "small.xlsx", tmp_path / "back"

    assert terminal("export", study, book).code == 0
    done = terminal("import", book, back, "--json")

    assert done.code == 0
    assert done.json["digest"] == tables_digest(read_tables(study))
    found = filecmp.dircmp(study, back)
    assert (found.left_only, found.right_only, found.diff_files) == ([], [], [])


def test_export_copies_a_study_to_a_folder(terminal: Terminal, study: Path, tmp_path: Path) -> None:
    """The copy says the same, and is not overwritten by a second one."""
    done = terminal("export", study, tmp_path / "copy", "--json")
    again = terminal("export", study, tmp_path / "copy")

    assert done.json == {"from": str(study), "to": str(tmp_path / "copy")}
    assert tables_digest(read_tables(tmp_path / "copy")) == tables_digest(read_tables(study))
    assert again.code == 2
    assert "not empty" in again.err


def test_export_writes_a_run_as_a_workbook(terminal: Terminal, recorded: Runs, tmp_path: Path) -> None:
    """Its sheets are the tables of the result; a folder is wrong use."""
    done = terminal("export", recorded["on"], tmp_path / "run.xlsx")
    folder = terminal("export", recorded["on"], tmp_path / "run")

    assert done.code == 0
    assert "npv" in CalamineWorkbook.from_path(tmp_path / "run.xlsx").sheet_names
    assert folder.code == 2
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("target", ["copy", "copy.xlsx"])
def test_a_study_with_faults_is_not_exported(
    terminal: Terminal, study: Path, tmp_path: Path, target: str
) -> None:
    """A cell that cannot be read would be lost on the way."""
    demand = study / "demand.csv"
    demand.write_text(demand.read_text().replace("30000", "many"))

    done = terminal("export", study, tmp_path / target, "--json")

    assert done.code == 3
    assert done.json["problems"][0]["file"] == "demand.csv"
    assert not (tmp_path / target).exists()


def test_a_broken_workbook_is_not_imported(terminal: Terminal, tmp_path: Path) -> None:
    """Text that calls itself a workbook is a fault, and no folder appears."""
    (tmp_path / "fake.xlsx").write_text("no workbook")

    done = terminal("import", tmp_path / "fake.xlsx", tmp_path / "folder")

    assert (done.code, done.out) == (3, "")
    assert "fake.xlsx" in done.err
    assert not (tmp_path / "folder").exists()


# init and doctor


@pytest.mark.parametrize("words", [(), ("--full",)])
def test_init_writes_a_study_to_fill_in(terminal: Terminal, tmp_path: Path, words: tuple[str, ...]) -> None:
    """It reads without a fault of the format, and is not overwritten."""
    folder = tmp_path / "mine"

    done, again = terminal("init", folder, *words), terminal("init", folder, *words)

    assert done.code == 0
    assert read_tables(folder).settings["name"] == "mine"
    assert not [problem for problem in read_tables(folder).problems if problem.severity == "error"]
    assert again.code == 2
    assert "not empty" in again.err


@pytest.mark.parametrize("example", ["two-plants", "toy-plan", "uk-2026"])
def test_init_copies_an_example(terminal: Terminal, tmp_path: Path, example: str) -> None:
    """Every example that ships can be read without fault."""
    done = terminal("init", tmp_path / "mine", "--from", example, "--json")

    assert done.json == {"written": str(tmp_path / "mine")}
    assert not [each for each in check_folder(tmp_path / "mine") if each.severity == "error"]


def test_init_writes_one_workbook(terminal: Terminal, tmp_path: Path) -> None:
    """An empty study and an example, each as one file that reads back."""
    empty = terminal("init", tmp_path / "empty", "--workbook")
    example = terminal("init", tmp_path / "two", "--workbook", "--from", "two-plants")

    assert (empty.code, example.code) == (0, 0)
    assert read_tables(tmp_path / "empty.xlsx").settings["name"] == "empty"
    assert len(read_study(tmp_path / "two.xlsx").frame("plants")) == 2


def test_doctor_finds_everything_in_order(terminal: Terminal) -> None:
    """The solver answers, runs can be written, the examples are there."""
    words, data = terminal("doctor"), terminal("doctor", "--json")

    assert (words.code, data.code) == (0, 0)
    assert "Everything works." in words.out
    assert data.json["works"] is True
    assert "solver and independent check" in [each["what"] for each in data.json["findings"]]


def test_doctor_ends_with_one_where_something_is_missing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An example that the installation lacks is told, and the other findings stay."""
    monkeypatch.setattr("plantshare.run.doctor.EXAMPLES", ("two-plants", "lost"))

    done = terminal("doctor", "--json")

    assert done.code == 1
    broken = [each["what"] for each in done.json["findings"] if not each["works"]]
    assert broken == ["example lost"]


def test_a_run_holds_the_study_it_was_made_from(recorded: Runs) -> None:
    """The study inside a run is a study folder like any other."""
    inside = read_study(recorded["off"] / "study")

    assert tables_digest(inside.tables) == tables_digest(read_result(recorded["off"]).study.tables)
    assert json.loads((recorded["off"] / "manifest.json").read_text())["case"] == "off"
