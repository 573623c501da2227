"""From files to a checked study: all faults at once, each cause once, warnings kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.errors import StudyError
from plantshare.study import check_folder, read_study
from plantshare.tables import write_folder
from tests.study.small import Edit, add, put, setting, tables_with


def folder(path: Path, *edits: Edit) -> Path:
    """Return the small study, after some edits, as a folder."""
    study = path / "small"
    write_folder(tables_with(*edits), study)
    return study


def spoil(file: Path, old: str, new: str) -> None:
    """Replace words in a file, which must hold them."""
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8")


def test_the_small_study_is_read_without_problem(tmp_path):
    """Written to a folder and read again it is the study it was: 8 years, capital 120 m."""
    study = read_study(folder(tmp_path))

    assert study.warnings == ()
    assert len(study.years) == 8
    assert study["options.capex"].sel(option="beta ashford").item() == 120
    assert check_folder(str(tmp_path / "small")) == ()


def test_warnings_are_kept_and_do_not_stop_the_study(tmp_path):
    """A launch for nothing is doubtful, but can be planned."""
    study = read_study(folder(tmp_path, put("options", "beta ashford", capex=0)))

    assert [(w.code, w.severity) for w in study.warnings] == [("launch-free", "warning")]
    assert study.with_settings(last_year=2030).warnings == ()


def test_an_error_stops_the_study_and_the_warnings_are_listed_too(tmp_path):
    """One error and one warning: both are in the list, the error alone in the message."""
    path = folder(tmp_path, put("options", "beta ashford", capex=0), add("rules", rule="r", kind="launch"))

    with pytest.raises(StudyError, match="has 1 fault") as caught:
        read_study(path)
    assert {problem.code for problem in caught.value.problems} == {"launch-free", "rule-without-subject"}
    assert "[rule-without-subject]" in str(caught.value)
    assert "[launch-free]" not in str(caught.value)


def test_faults_of_format_and_of_content_come_in_one_pass(tmp_path):
    """An unreadable wage and a window turned round are both reported."""
    path = folder(tmp_path, put("options", "beta ashford", earliest_launch=2030, latest_launch=2028))
    spoil(path / "lanes.csv", "1300", "cheap")
    codes = [problem.code for problem in check_folder(path)]

    assert codes == ["number-unreadable", "window-reversed"]


def test_a_cell_with_a_fault_of_its_own_is_not_judged(tmp_path):
    """Capital that cannot be read stands as 0 m, which is not what the user said."""
    path = folder(tmp_path)
    spoil(path / "options.csv", "120", "many")
    codes = [problem.code for problem in check_folder(path)]

    assert codes == ["number-unreadable"]


def test_a_column_that_is_not_read_is_not_judged(tmp_path):
    """Capital in dollars is not read, so that no launch is said to cost nothing."""
    path = folder(tmp_path)
    spoil(path / "options.csv", "capex,", "capex [bananas],")
    codes = {problem.code for problem in check_folder(path)}

    assert codes == {"unit-unknown"}


def test_checks_wait_while_a_file_cannot_be_read(tmp_path):
    """Without options every vehicle would seem to be unbuildable; the broken file is the one cause."""
    path = folder(tmp_path)
    (path / "options.csv").write_bytes(b"\x00")
    codes = {problem.code for problem in check_folder(path)}

    assert codes == {"nul-byte"}


def test_checks_wait_while_the_years_are_not_known(tmp_path):
    """A horizon that cannot be read is one fault."""
    path = folder(tmp_path, setting(last_year=2030))
    spoil(path / "study.toml", "last_year = 2030", 'last_year = "soon"')
    codes = {problem.code for problem in check_folder(path)}

    assert codes == {"setting-type"}


def test_a_link_to_nothing_is_reported_once(tmp_path):
    """A plant that is misspelt in one lane is a fault of the lane; nothing is said of its market."""
    path = folder(tmp_path)
    spoil(path / "options.csv", ",ashford,", ",ashfort,")
    codes = [problem.code for problem in check_folder(path) if problem.severity == "error"]

    assert codes == ["unknown-plant"]


def test_a_path_to_nothing_is_refused(tmp_path):
    """Neither folder nor workbook."""
    with pytest.raises(StudyError, match="study-missing"):
        read_study(tmp_path / "nowhere")


def test_an_empty_folder_is_refused(tmp_path):
    """Without study.toml there is no study."""
    with pytest.raises(StudyError, match="settings-missing"):
        read_study(tmp_path)
