"""A result as a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from plantshare.errors import StudyError
from plantshare.results import Result
from plantshare.results.workbook import write_result_workbook
from plantshare.solve import solve
from plantshare.study import study_from_tables
from tests.run.studies import ADA, BO_SHARED, small_tables

Rows = list[list[object]]


@pytest.fixture(scope="module")
def result() -> Result:
    """Return the small study solved with sharing on, its title a formula were it not text."""
    return solve(study_from_tables(small_tables(title="=1+1")))


def sheets(file: Path) -> dict[str, Rows]:
    """Return the rows of every sheet."""
    book = CalamineWorkbook.from_path(file)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_every_table_of_the_result_has_a_sheet(result: Result, tmp_path: Path) -> None:
    """Units stand in the headers, money adds up to the values worked out by hand."""
    write_result_workbook(result, tmp_path / "result.xlsx")

    found = sheets(tmp_path / "result.xlsx")

    assert list(found) == [
        "about", "launches", "shifts", "closures", "expansions", "built", "flows", "loading", "targets",
        "npv", "statement", "money",
    ]  # fmt: skip
    assert found["npv"][0] == ["company", "kind", "amount [million GBP]"]
    amounts = [float(str(row[2])) for row in found["npv"][1:]]
    assert sum(amounts) == pytest.approx(ADA + BO_SHARED)
    assert found["built"][0][-1] == "units [vehicles/yr]"
    assert sum(float(str(row[-1])) for row in found["built"][1:]) == pytest.approx(100_000)


def test_the_first_sheet_says_how_good_the_plan_is(result: Result, tmp_path: Path) -> None:
    """Status, gap, and a title that looks like a formula stays text."""
    write_result_workbook(result, tmp_path / "result.xlsx")

    about = {str(row[0]): row[1] for row in sheets(tmp_path / "result.xlsx")["about"]}

    assert about["status"] == "optimal"
    assert about["gap [share]"] == 0
    assert about["title"] == "=1+1"


def test_a_file_that_is_there_is_not_overwritten(result: Result, tmp_path: Path) -> None:
    """The workbook of somebody else stays as it was."""
    file = tmp_path / "result.xlsx"
    file.write_text("mine")

    with pytest.raises(StudyError):
        write_result_workbook(result, file)

    assert file.read_text() == "mine"
