"""What is written: folders, workbooks and templates, whole or not at all."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from plantshare.dictionary import load_dictionary
from plantshare.errors import MethodError, StudyError
from plantshare.tables import (
    Tables,
    folder_writing,
    read_tables,
    tables_from_frames,
    write_folder,
    write_template,
    write_workbook,
)
from plantshare.tables.links import label_of
from plantshare.tables.table import all_entries

ENTRIES = all_entries(load_dictionary())


@pytest.fixture
def tables(study_folder) -> Tables:
    """Return the valid study, read."""
    return read_tables(study_folder)


def test_only_what_is_stated_is_written(tables, tmp_path):
    """Key columns, required ones and those with a value; integers without point; lines end in LF."""
    write_folder(tables, tmp_path / "out")

    assert (tmp_path / "out" / "companies.csv").read_bytes() == (
        b"company,name,role,capex_budget\nnissan,Nissan,maker,1500\njlr,JLR,,\n"
    )
    assert (tmp_path / "out" / "study.toml").read_bytes() == (
        b'name = "two plants"\ncurrency = "GBP"\nprice_year = 2026\nfirst_year = 2026\n'
        b"last_year = 2030\ngap = 0.01\nillustrative = true\n"
    )
    assert not (tmp_path / "out" / "targets.csv").exists()


def test_setting_that_differs_from_its_default_is_written(tmp_path):
    """A gap of 0.02 made in memory is not lost; the default time limit is not written."""
    made = tables_from_frames({"name": 'a "b"\n', "gap": 0.02}, {})
    write_folder(made, tmp_path / "out")

    assert (tmp_path / "out" / "study.toml").read_text() == 'name = "a \\"b\\"\\n"\ngap = 0.02\n'


def test_package_describes_each_file(tables, tmp_path):
    """Each CSV file is a resource with the fields of its header, its key and its links."""
    write_folder(tables, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    resources = {resource["name"]: resource for resource in package["resources"]}

    assert package["name"] == "two-plants"
    files = {file.name for file in (tmp_path / "out").glob("*.csv")}
    assert {resource["path"] for resource in resources.values()} == files
    for resource in resources.values():
        with (tmp_path / "out" / resource["path"]).open(newline="") as stream:
            header = next(csv.reader(stream))
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        assert re.fullmatch(r"[a-z0-9._-]+", resource["name"])
        for link in resource["schema"].get("foreignKeys", []):
            goal = resources[link["reference"]["resource"] or resource["name"]]
            assert link["reference"]["fields"] in [field["name"] for field in goal["schema"]["fields"]]
    options = resources["options"]["schema"]
    assert options["primaryKey"] == ["option"]
    assert {"fields": "plant", "reference": {"resource": "plants", "fields": "plant"}} in options[
        "foreignKeys"
    ]
    capex = next(field for field in options["fields"] if field["name"] == "capex")
    assert (capex["type"], capex["unit"], capex["constraints"]) == ("number", "m GBP", {"minimum": 0})
    # The powertrain of an origin rule is left empty, which a primary key cannot say.
    assert "primaryKey" not in resources["origin_rules"]["schema"]


def test_package_types_hold_for_every_cell(tables, tmp_path):
    """What is declared an integer, number or boolean reads as one; required cells are filled."""
    write_folder(tables, tmp_path / "out")
    patterns = {
        "integer": r"-?\d+",
        "number": r"INF|-?\d+(\.\d+)?(e[+-]?\d+)?",
        "boolean": "true|false",
        "string": r"[\s\S]*",
    }
    for resource in json.loads((tmp_path / "out" / "datapackage.json").read_text())["resources"]:
        with (tmp_path / "out" / resource["path"]).open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        for field in resource["schema"]["fields"]:
            rules = field.get("constraints", {})
            cells = [row[field["name"]] for row in rows]
            assert all(cells) or not rules.get("required")
            assert not rules.get("unique") or len(set(cells)) == len(cells)
            assert all(re.fullmatch(patterns[field["type"]], cell) for cell in cells if cell)
            assert all(cell in rules["enum"] for cell in cells if cell and "enum" in rules)


def test_write_that_fails_leaves_nothing(tables, tmp_path, monkeypatch):
    """The package is written last; where that fails, no folder is there, and no remains."""
    monkeypatch.setattr(folder_writing, "data_package", broken)
    before = sorted(tmp_path.iterdir())

    with pytest.raises(OSError, match="disk full"):
        write_folder(tables, tmp_path / "out")

    assert sorted(tmp_path.iterdir()) == before


def broken(*_: object, **__: object) -> str:
    """Fail as a full disk does."""
    raise OSError("disk full")


def test_replace_that_fails_keeps_the_old(tables, study_folder, tmp_path, monkeypatch):
    """A replacement that cannot be finished leaves every byte of the old folder."""
    before = {file: file.read_bytes() for file in study_folder.iterdir()}
    monkeypatch.setattr(folder_writing, "data_package", broken)

    with pytest.raises(OSError, match="disk full"):
        write_folder(tables, study_folder, replace=True)

    assert {file: file.read_bytes() for file in study_folder.iterdir()} == before
    assert [file.name for file in tmp_path.iterdir()] == ["study"]


def test_replace_keeps_what_is_not_part_of_a_study(tables, study_folder, tmp_path):
    """Notes and earlier runs stay; tables that the study no longer has go."""
    (study_folder / "runs").mkdir()
    (study_folder / "runs" / "1").write_text("kept")
    (study_folder / "notes.md").write_text("kept")
    (study_folder / "Targets.csv").write_text("target\n")

    write_folder(tables, study_folder, replace=True)

    names = {file.name for file in study_folder.iterdir()}
    assert {"runs", "notes.md", "plants.csv", "datapackage.json"} <= names
    assert "Targets.csv" not in names
    assert (study_folder / "runs" / "1").read_text() == "kept"
    assert [file.name for file in tmp_path.iterdir()] == ["study"]
    assert read_tables(study_folder).problems == ()


def test_formula_is_not_written_either(tmp_path):
    """A name made in memory that would run in a spreadsheet is refused in both forms."""
    made = tables_from_frames({}, {"companies": [{"company": "a", "name": "=1+1"}]})

    for write, name in ((write_folder, "out"), (write_workbook, "out.xlsx")):
        with pytest.raises(StudyError) as caught:
            write(made, tmp_path / name)
        assert [problem.code for problem in caught.value.problems] == ["formula"]
    assert list(tmp_path.iterdir()) == []


def test_workbook_has_a_sheet_for_every_table(tables, tmp_path):
    """Empty tables too, after the sheets README and study; names fit a workbook."""
    write_workbook(tables, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")

    assert book.sheetnames == ["README", "study", *ENTRIES]
    assert max(map(len, book.sheetnames)) <= 31
    assert book.custom_doc_props["Plantshare schema"].value == 1
    for name, entry in ENTRIES.items():
        header = [cell.value for cell in book[name][1]]
        assert [title.split(" [")[0] for title in header] == list(entry.columns)
        assert len(book[name].tables) == 1
        assert book[name].freeze_panes == f"{'ABCDEFG'[len(entry.key)]}2"


def test_workbook_header_names_unit_and_meaning(tables, tmp_path):
    """Capex is in m GBP, its comment is the text of the dictionary."""
    write_workbook(tables, tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx")["options"]

    assert sheet["E1"].value == "capex [m GBP]"
    assert sheet["E1"].comment.text.startswith(load_dictionary().column("options.capex").text)
    assert "Empty means 0." in sheet["E1"].comment.text
    assert sheet["E2"].fill.bgColor.rgb == "FFFFF9E5" or sheet["E2"].fill.fgColor.rgb == "FFFFF9E5"


def test_workbook_offers_and_limits(tables, tmp_path):
    """A link has the labels of its table, a choice its words, a number its bounds, a flag two words."""
    write_workbook(tables, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book["options"].data_validations.dataValidation}
    columns = list(ENTRIES["options"].columns)

    def rule_of(name: str) -> object:
        letter = openpyxl.utils.get_column_letter(columns.index(name) + 1)
        return rules[f"{letter}2"]

    assert (rule_of("plant").type, rule_of("plant").formula1) == ("list", "labels_plants")
    assert rule_of("mode").formula1 == '"import,SKD,CKD,full"'
    assert (rule_of("hours").type, rule_of("hours").formula1, rule_of("hours").formula2) == (
        "decimal",
        "0",
        "500",
    )
    assert (rule_of("lead_years").type, rule_of("lead_years").formula2) == ("whole", "10")
    assert rule_of("may_end_early").formula1 == '"TRUE,FALSE"'
    for name, entry in load_dictionary().tables.items():
        if label_of(entry) is not None:
            assert f"{name}!$" in book.defined_names[f"labels_{name}"].attr_text


def test_workbook_holds_no_formula(tables, tmp_path):
    """Every filled cell of every sheet is a number, a flag or text."""
    write_workbook(tables, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")

    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s", "n", "b"}


def test_workbook_saved_by_another_program_reads_the_same(tables, tmp_path):
    """Opened and saved again by a program that keeps no caches, the study is unchanged."""
    write_workbook(tables, tmp_path / "book.xlsx")
    openpyxl.load_workbook(tmp_path / "book.xlsx").save(tmp_path / "again.xlsx")
    again = read_tables(tmp_path / "again.xlsx")

    assert again.problems == ()
    assert again["claims"].equals(tables["claims"])
    assert again["plants"].equals(tables["plants"])


def test_equal_tables_give_equal_bytes(tables, tmp_path):
    """No clock and no chance in a workbook."""
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tables, tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_typed_cells_of_a_workbook_are_read(study_workbook):
    """A date cell, a number as a name and a year with decimals of zero, as people type them."""
    book = openpyxl.load_workbook(study_workbook)
    book["claims"]["I2"] = date(2025, 12, 30)
    book["platforms"]["A3"] = 7
    book["incumbents"]["C2"] = 2029.0
    book.save(study_workbook)
    tables = read_tables(study_workbook)

    assert tables.problems == ()
    assert tables["claims"].as_of.tolist() == ["2025-12-30"]
    assert tables["platforms"].platform.tolist() == ["cmf", "7"]
    assert tables["incumbents"].until.tolist() == [2029]


@pytest.mark.parametrize("kind", ["main", "full"])
def test_template_is_a_study_without_rows(kind, tmp_path):
    """The files of a new study read without any problem; README names each of them."""
    write_template(tmp_path / "my study", kind)
    tables = read_tables(tmp_path / "my study")
    readme = (tmp_path / "my study" / "README.md").read_text()

    assert tables.problems == ()
    assert tables.settings["name"] == "my study"
    assert not any(len(table) for table in tables.tables.values())
    for file in (tmp_path / "my study").glob("*.csv"):
        assert f"## {file.name}\n" in readme
        header = file.read_text().strip().split(",")
        needed = [name for name, column in ENTRIES[file.stem].columns.items() if column.required]
        assert set(header) >= {*ENTRIES[file.stem].key, *needed}


def test_template_explains_each_setting(tmp_path):
    """Every setting of the dictionary stands in study.toml with its text above it."""
    write_template(tmp_path / "new")
    text = (tmp_path / "new" / "study.toml").read_text()

    for name, column in load_dictionary().settings.items():
        assert re.search(rf"^# {re.escape(column.text)}.*\n(# )?{name} = ", text, re.MULTILINE)


def test_unknown_template_is_a_wrong_call(tmp_path):
    """There are two kinds."""
    with pytest.raises(MethodError, match="'main' or 'full', not 'tiny'"):
        write_template(tmp_path / "new", "tiny")
    assert not Path(tmp_path / "new").exists()
