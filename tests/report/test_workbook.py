"""The workbook of a report: its sheets, its live formulas, and words that stay words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from plantshare.errors import StudyError
from plantshare.report.document import report_of
from plantshare.report.workbook import write_report_workbook
from plantshare.results import Result
from plantshare.solve import solve
from plantshare.study import study_from_tables
from tests.report.formulas import Evaluator, number
from tests.run.studies import ADA, BO_SHARED, small_tables

SIGNS = "=1+1"
MONEY = 1e-6
"""Millions of currency: a unit of currency."""


@dataclass(frozen=True)
class Book:
    """A workbook as formulas, and the values that are stored with them."""

    formulas: Workbook
    values: Workbook

    def sheet(self, name: str) -> Worksheet:
        """Return one sheet with its formulas."""
        sheet = self.formulas[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def row(self, sheet: str, *labels: str) -> list[object]:
        """Return the values of the first row that begins with some labels."""
        rows = self.values[sheet].iter_rows(values_only=True)
        return next(list(row) for row in rows if row[: len(labels)] == labels)


def book_of(result: Result, file: Path) -> Book:
    """Write the workbook of a result and read it twice."""
    write_report_workbook(report_of(result).to_json(), result, file)
    return Book(openpyxl.load_workbook(file), openpyxl.load_workbook(file, data_only=True))


@pytest.fixture(scope="module")
def small() -> Result:
    """Return the small study solved; title and names would be formulas were they not text."""
    companies = [{"company": "Ada", "name": "+Ada"}, {"company": "Bo", "name": "@Bo"}]
    plants = [
        {"plant": "Leipzig", "company": "Ada", "country": "DE", "name": "-Leipzig"},
        {"plant": "Wuhu", "company": "Bo", "country": "CN", "name": "=Wuhu"},
    ]
    changed = {"companies": companies, "plants": plants}
    return solve(study_from_tables(small_tables(changed, title=SIGNS)))


@pytest.fixture(scope="module")
def book(small: Result, tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Return the workbook of the small study."""
    return book_of(small, tmp_path_factory.mktemp("book") / "report.xlsx")


def test_the_sheets_lead_from_the_answer_to_the_sources(book: Book) -> None:
    """The answer comes first, charts follow, then accounts, output, inputs and sources."""
    names = book.formulas.sheetnames

    assert names[0] == "answer"
    assert names[-4:] == ["accounts", "output", "inputs", "sources"]
    assert "utilisation" in names[1:-4]


def test_the_answer_begins_with_its_audience(small: Result, book: Book) -> None:
    """Audience, then title and question; every sentence and headline of the report is there."""
    front = report_of(small).to_json()["front"]
    cells = [str(cell) for row in book.values["answer"].iter_rows(values_only=True) for cell in row if cell]

    assert cells[0].startswith("For readers who may see")
    assert cells[1] == SIGNS
    assert front["question"] in cells
    for sentence in front["answer"]:
        assert "".join(part["text"] for part in sentence) in cells
    for headline in front["headlines"]:
        assert {headline["label"], headline["value"], headline["range"]} <= set(cells)
    assert front["limit"] in cells
    assert front["evidence"]["sentence"] in cells


def test_every_formula_is_what_its_stored_value_says(book: Book) -> None:
    """Each formula of each sheet, worked out again from the numbers alone, gives the stored number."""
    live = set()
    for name in book.formulas.sheetnames:
        evaluator = Evaluator(book.sheet(name))
        for row in book.sheet(name).iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    stored = book.values[name][cell.coordinate].value
                    assert evaluator.cell(cell.coordinate) == pytest.approx(stored, abs=MONEY)
                    live.add(name)

    assert live == {"volumes", "spare", "accounts", "output"}


def test_accounts_add_up_to_the_values_worked_out_by_hand(small: Result, book: Book) -> None:
    """Ada 54 (1/1.1 + 1/1.21) = 93.719, Bo 60 (1/1.1 + 1/1.21) - 8/1.1 = 96.860; npv() says the same."""
    sheet, evaluator = book.sheet("accounts"), Evaluator(book.sheet("accounts"))
    totals = {
        str(row[0].value): number(evaluator.cell(row[-1].coordinate))
        for row in sheet.iter_rows()
        if row[1].value == "together"
    }

    assert totals["+Ada"] == pytest.approx(ADA)
    assert totals["@Bo"] == pytest.approx(BO_SHARED)
    assert totals["All companies"] == pytest.approx(ADA + BO_SHARED)
    assert small.npv().to_dict() == pytest.approx({"Ada": totals["+Ada"], "Bo": totals["@Bo"]})


def test_present_values_follow_the_rate(book: Book) -> None:
    """At a rate of 0 the present value of Ada is its plain sum, 54 + 54 = 108."""
    sheet = book.sheet("accounts")
    place = next(row[2] for row in sheet.iter_rows() if str(row[0].value).startswith("Discount rate"))
    kept, place.value = place.value, 0
    evaluator = Evaluator(sheet)
    last = next(row[-1] for row in sheet.iter_rows() if (row[0].value, row[1].value) == ("+Ada", "together"))

    assert evaluator.cell(last.coordinate) == pytest.approx(108)
    place.value = kept


def test_national_output_is_the_sum_of_plants_and_the_gap_what_is_missing(book: Book) -> None:
    """Leipzig builds 30,000 + 20,000 in 2027; 60,000 are wanted, so 10,000 are missing."""
    assert book.row("output", "-Leipzig")[1:] == pytest.approx([50_000, 50_000])
    assert book.row("output", "National output")[1:] == pytest.approx([50_000, 50_000])
    assert book.row("output", "Gap: target less output")[1:] == [None, pytest.approx(10_000)]


def test_words_of_a_study_are_never_formulas(book: Book) -> None:
    """Names and titles that begin with = + - @ are text; every formula is one of ours."""
    ours = re.compile(
        r"=(SUM|SUMPRODUCT|SUMIFS)\([$A-Z0-9:,]+\)|=1/\(1\+\$C\$\d+\)\^\d+|=[A-Z]+\d+([-+][A-Z]+\d+)*"
    )
    texts: set[str] = set()
    for name in book.formulas.sheetnames:
        for row in book.sheet(name).iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert ours.fullmatch(str(cell.value))
                elif isinstance(cell.value, str):
                    texts.add(cell.value)

    assert {SIGNS, "+Ada", "@Bo", "-Leipzig", "=Wuhu"} <= texts


def test_inputs_hold_every_figure_with_unit_and_grade(small: Result, book: Book) -> None:
    """The 30,000 of vehicle A that are wanted at home stand there with their unit; nobody says why."""
    sheet = book.values["inputs"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "Path")
    found = {str(row[0]): row for row in rows[head + 1 :]}

    assert found["demand.A/home.units"][3:7] == (30_000, "vehicles/yr", "none", "no source")
    assert found["options.B Leipzig.capex"][3:5] == (8, "m GBP")
    assert sheet.auto_filter.ref is not None
    assert sheet.freeze_panes is not None


def test_charts_that_a_spreadsheet_can_draw_are_drawn(book: Book) -> None:
    """Utilisation and evidence have bars, national output lines; the map has its table only."""
    drawn = {
        name for name in book.formulas.sheetnames if book.sheet(name)._charts
    }  # the reader has no other way

    assert {"utilisation", "evidence", "national output"} <= drawn
    assert not {"answer", "accounts", "inputs", "map"} & drawn


def test_futures_are_weighed(tmp_path: Path) -> None:
    """With boom and bust at a half each, the accounts are expected values, as npv() has them."""
    result = solve(study_from_tables(small_tables()).with_scenarios(["boom", "bust"]))
    book = book_of(result, tmp_path / "futures.xlsx")
    evaluator = Evaluator(book.sheet("accounts"))
    totals = {
        str(row[0].value): evaluator.cell(row[-1].coordinate)
        for row in book.sheet("accounts").iter_rows()
        if row[1].value == "together" and row[0].value != "All companies"
    }

    assert totals == pytest.approx(result.npv().to_dict())
    assert "expected over 2 futures" in str(book.values["accounts"]["A2"].value)


def test_equal_reports_give_equal_bytes(small: Result, tmp_path: Path) -> None:
    """Neither the clock nor chance is in the file."""
    content = report_of(small).to_json()
    for name in ("a.xlsx", "b.xlsx"):
        write_report_workbook(content, small, tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_file_that_is_there_is_not_overwritten(small: Result, tmp_path: Path) -> None:
    """The workbook of somebody else stays as it was, unless it is to be replaced."""
    file = tmp_path / "report.xlsx"
    file.write_text("mine")
    content = report_of(small).to_json()

    with pytest.raises(StudyError):
        write_report_workbook(content, small, file)
    assert file.read_text() == "mine"
    write_report_workbook(content, small, file, replace=True)
    assert file.read_bytes().startswith(b"PK")
