"""Every code that reading or writing can give, from one fault each, with its place."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook

from plantshare.dictionary import load_dictionary
from plantshare.errors import Problem, StudyError
from plantshare.tables import CODES, limits, read_tables, write_folder, write_workbook
from plantshare.tables.links import label_of
from plantshare.tables.table import by_year_entry
from tests.tables.small_study import FILES, write_files


@dataclass(frozen=True)
class InFolder:
    """One fault of a folder: what is changed, and where the fault must be seen."""

    files: Mapping[str, str | bytes | None]
    file: str
    row: int | None = None
    column: str | None = None
    severity: str = "error"
    said: str = ""
    limits: Mapping[str, int] = field(default_factory=dict)


HEAD = FILES["study.toml"]
PLANTS = FILES["plants.csv"]
FOLDER: dict[str, list[InFolder]] = {
    "settings-missing": [InFolder({"study.toml": None}, "study.toml", said="plantshare init")],
    "toml-broken": [
        InFolder({"study.toml": 'name = "a"\ncurrency = GBP\n'}, "study.toml", 2),
        InFolder({"study.toml": "gap = " + "[" * 100_000}, "study.toml"),
        InFolder({"study.toml": f"gap = {'1' * 5000}\n"}, "study.toml"),
    ],
    "setting-missing": [
        InFolder({"study.toml": HEAD.replace("price_year = 2026\n", "")}, "study.toml", column="price_year")
    ],
    "setting-type": [
        InFolder({"study.toml": HEAD.replace("2026", '"2026"', 1)}, "study.toml", 3, "price_year"),
        InFolder({"study.toml": HEAD.replace("true", "1")}, "study.toml", 7, "illustrative"),
        InFolder({"study.toml": HEAD.replace('"GBP"', "[1]")}, "study.toml", 2, "currency"),
    ],
    "setting-unknown": [
        InFolder({"study.toml": HEAD + "shift = 'whole'\n"}, "study.toml", 8, "shift", "warning", "'shifts'")
    ],
    "currency-code": [InFolder({"study.toml": HEAD.replace("GBP", "pounds")}, "study.toml", 2, "currency")],
    "file-unknown": [
        InFolder({"plant.csv": "plant\n"}, "plant.csv", severity="warning", said="Did you mean 'plants'?")
    ],
    "file-empty": [
        InFolder({"plants.csv": ""}, "plants.csv"),
        InFolder({"plants.csv": "\n\n"}, "plants.csv"),
    ],
    "header-missing": [InFolder({"plants.csv": "\n" + PLANTS}, "plants.csv", 1)],
    "file-too-large": [InFolder({}, "plants.csv", limits={"FILE_BYTES": len(PLANTS) - 1})],
    "rows-too-many": [InFolder({}, "shift_patterns.csv", limits={"ROWS": 2})],
    "columns-too-many": [InFolder({"quotas.csv": "a" + "," * 1000 + "b\n"}, "quotas.csv")],
    "encoding": [
        InFolder({"plants.csv": PLANTS.encode("utf-16")}, "plants.csv", 1, said="UTF-8"),
        InFolder({"plants.csv": PLANTS.replace("jlr,,", "J\xe4g,,").encode("latin-1")}, "plants.csv", 3),
    ],
    "nul-byte": [InFolder({"plants.csv": PLANTS.encode() + b"x\0y"}, "plants.csv", 4)],
    "delimiter": [
        InFolder({"plants.csv": PLANTS.replace(";", " ").replace(",", ";")}, "plants.csv", 1, said="commas"),
        InFolder({"plants.csv": PLANTS.replace(",", "\t")}, "plants.csv", 1, said="commas"),
    ],
    "csv-broken": [
        InFolder({"plants.csv": PLANTS.replace("halewood", '"halewood')}, "plants.csv", 3),
        InFolder({"plants.csv": PLANTS.replace("halewood", '"hale"wood')}, "plants.csv", 3),
    ],
    "cell-too-long": [
        InFolder({"markets.csv": f"market,name\nGB,{'x' * 40_000}\n"}, "markets.csv", 2, "name"),
        InFolder({"markets.csv": f'market,name\nGB,"{"x" * 200_000}"\n'}, "markets.csv", 2),
    ],
    "cells-missing": [InFolder({"factors.csv": "country,wage\nGB,30\nDE\n"}, "factors.csv", 3)],
    "cells-extra": [InFolder({"factors.csv": "country,wage\nGB,30\nDE,40,5\n"}, "factors.csv", 3)],
    "table-repeated": [InFolder({"facilities.csv": PLANTS, "plants.csv": PLANTS}, "plants.csv")],
    "alias-used": [
        InFolder({"plants.csv": "Bus" + PLANTS[5:]}, "plants.csv", 1, "plant", "warning"),
        InFolder(
            {"plants.csv": None, "Facilities.csv": PLANTS},
            "Facilities.csv",
            None,
            None,
            "warning",
            "'plants'",
        ),
    ],
    "column-unknown": [
        InFolder(
            {"factors.csv": "country,wages\nGB,30\n"},
            "factors.csv",
            1,
            "wages",
            "warning",
            "Did you mean 'wage'?",
        )
    ],
    "column-unnamed": [InFolder({"factors.csv": "country,,wage\nGB,7,30\n"}, "factors.csv", 1)],
    "column-repeated": [
        InFolder({"factors.csv": "country,wage,Wage\nGB,30,31\n"}, "factors.csv", 1, "wage"),
        InFolder({"demand.csv": "vehicle,market,units,p_set\nleaf,GB,1,2\n"}, "demand.csv", 1, "units"),
    ],
    "column-missing": [
        InFolder({"plants.csv": "plant,country\nhalewood,GB\n"}, "plants.csv", 1, "company"),
        InFolder({"demand.csv": "vehicle,units\nleaf,3\n"}, "demand.csv", 1, "market"),
    ],
    "unit-unknown": [
        InFolder({"factors.csv": "country,wage [GBP/day]\nGB,30\n"}, "factors.csv", 1, "wage", said="GBP/h"),
        InFolder({"markets.csv": "market,name [m]\nGB,b\nEU,\n"}, "markets.csv", 1, "name", said="no unit"),
    ],
    "money-currency": [
        InFolder({"factors.csv": "country,wage [EUR/h]\nGB,30\n"}, "factors.csv", 1, "wage", said="GBP")
    ],
    "number-unreadable": [
        InFolder(
            {"incumbents.csv": "option,built\nevoque-h,12k\n"},
            "incumbents.csv",
            2,
            "built",
            said="Write 12000, or state the unit in the header, such as 'built [k/yr]'",
        ),
        InFolder(
            {"incumbents.csv": 'option,built\nevoque-h,"1,234"\n'}, "incumbents.csv", 2, "built", said="1234"
        ),
        InFolder({"incumbents.csv": "option,built\nevoque-h,1_000\n"}, "incumbents.csv", 2, "built"),
        InFolder({"incumbents.csv": "option,built\nevoque-h,١٢\n"}, "incumbents.csv", 2, "built"),
    ],
    "number-nan": [
        InFolder({"factors.csv": f"country,wage\nGB,{word}\n"}, "factors.csv", 2, "wage", said="empty")
        for word in ("NaN", "n/a", "-")
    ],
    "number-huge": [
        InFolder({"factors.csv": f"country,gas_price\nGB,{word}\n"}, "factors.csv", 2, "gas_price")
        for word in ("inf", "1e400", "9" * 5000, "1e300")
    ],
    "number-low": [
        InFolder({"factors.csv": "country,wage\nGB,-1\n"}, "factors.csv", 2, "wage", said="at least 0")
    ],
    "number-high": [
        InFolder({"scenarios.csv": "scenario,probability\nlow,50\n"}, "scenarios.csv", 2, "probability")
    ],
    "number-not-whole": [InFolder({"ramps.csv": "ramp,age,share\nfast,0.5,1\n"}, "ramps.csv", 2, "age")],
    "year-not-whole": [
        InFolder({"incumbents.csv": "option,until\nevoque-h,2028.5\n"}, "incumbents.csv", 2, "until"),
        InFolder({"study.toml": HEAD.replace("2030", "2030.5")}, "study.toml", 5, "last_year"),
    ],
    "flag-unknown": [
        InFolder(
            {"shop_platforms.csv": "shop,platform,installed\ns1,cmf,maybe\n"},
            "shop_platforms.csv",
            2,
            "installed",
        )
    ],
    "date-unreadable": [
        InFolder({"sources.csv": f"source,published\nsmmt,{word}\n"}, "sources.csv", 2, "published")
        for word in ("01/02/2026", "2026-02-30", "2026-13")
    ],
    "choice-unknown": [
        InFolder(
            {"companies.csv": "company,role\nnissan,Maker\njlr,\n"},
            "companies.csv",
            2,
            "role",
            said="'maker'",
        ),
        InFolder(
            {"plants.csv": PLANTS.replace("BEV;ICE", "BEV;petrol")},
            "plants.csv",
            2,
            "powertrains",
            said="ICE",
        ),
        InFolder({"study.toml": HEAD + 'sharing = "of"\n'}, "study.toml", 8, "sharing", said="'off'"),
    ],
    "formula": [
        InFolder({"companies.csv": f"company,name\nnissan,{word}\njlr,\n"}, "companies.csv", 2, "name")
        for word in ("=1+1", "+1+1", "@SUM(1)", "-2+cmd|' /C calc'!A0")
    ]
    + [InFolder({"factors.csv": "country,wage\nGB,=30\n"}, "factors.csv", 2, "wage")]
    + [InFolder({"study.toml": HEAD.replace("two plants", "=1+1")}, "study.toml", 1, "name")],
    "control-character": [
        InFolder({"companies.csv": "company,name\nnissan,bell\x07\njlr,\n"}, "companies.csv", 2, "name")
    ],
    "label-separator": [
        InFolder({"companies.csv": FILES["companies.csv"] + "a;b,,,\n"}, "companies.csv", 4, "company")
    ],
    "required-empty": [InFolder({"plants.csv": PLANTS.replace("GB", "", 1)}, "plants.csv", 2, "country")],
    "key-empty": [InFolder({"factors.csv": "country,wage\nGB,30\n,31\n"}, "factors.csv", 3, "country")],
    "key-repeated": [
        InFolder(
            {"factors.csv": "country,wage\nGB,30\nDE,3\nGB,31\n"}, "factors.csv", 4, "country", said="row 2"
        ),
        InFolder(
            {"origin_rules.csv": "origin,market,powertrain\nGB,EU,\nGB,EU,BEV\nGB,EU,all\n"},
            "origin_rules.csv",
            4,
            "origin, market, powertrain",
            said="row 2",
        ),
    ],
    "row-unknown": [
        InFolder(
            {"demand_by_year.csv": "vehicle,market,year,units\nevoque,EU,2028,1\n"},
            "demand_by_year.csv",
            2,
            "vehicle, market",
            said="evoque/EU",
        )
    ],
}


def with_sheet(change: Callable[[Workbook], None]) -> Callable[[Path], None]:
    """Return a change of a workbook file that edits its sheets."""

    def edit(file: Path) -> None:
        book = openpyxl.load_workbook(file)
        change(book)
        book.save(file)

    return edit


def with_part(name: str, content: bytes) -> Callable[[Path], None]:
    """Return a change of a workbook file that adds a part to its archive."""

    def edit(file: Path) -> None:
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)

    return edit


def with_sheet_bytes(old: bytes, new: bytes) -> Callable[[Path], None]:
    """Return a change of a workbook file that replaces bytes in the XML of its third sheet."""

    def edit(file: Path) -> None:
        with zipfile.ZipFile(file) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["xl/worksheets/sheet3.xml"] = parts["xl/worksheets/sheet3.xml"].replace(old, new, 1)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return edit


def repeat_long_text(file: Path) -> None:
    """Write a small workbook whose cells repeat one text of 32,000 letters 20,000 times: 640 MB."""
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("plants")
        for row in range(20_000):
            sheet.write_string(row, 0, "x" * 32_000)


@dataclass(frozen=True)
class InBook:
    """One fault of a workbook: how it is changed, and where the fault must be seen."""

    change: Callable[[Path], object]
    file: str
    row: int | None = None
    column: str | None = None
    severity: str = "error"
    said: str = ""


BOOK: dict[str, list[InBook]] = {
    "settings-missing": [InBook(with_sheet(lambda book: book.remove(book["study"])), "study")],
    "setting-repeated": [
        InBook(with_sheet(lambda book: book["study"].append(["name", "again"])), "study", 17, "name")
    ],
    "column-missing": [
        InBook(with_sheet(lambda book: book["study"].__setitem__("A1", "what")), "study", 1, said="'setting'")
    ],
    "sheet-unknown": [
        InBook(
            with_sheet(lambda book: book.create_sheet("plant")), "plant", severity="warning", said="'plants'"
        )
    ],
    "formula-not-calculated": [
        InBook(
            with_sheet(lambda book: book["factors"].__setitem__("B2", "=15*2")),
            "factors",
            2,
            "wage [GBP/h]",
            said="cell B2",
        )
    ],
    "cell-error": [
        InBook(
            with_sheet(lambda book: book["factors"].__setitem__("B2", "#REF!")),
            "factors",
            2,
            "wage [GBP/h]",
            said="#REF! in cell B2",
        )
    ],
    "number-unreadable": [
        InBook(
            with_sheet(lambda book: book["factors"].__setitem__("B2", "12k")),
            "factors",
            2,
            "wage",
            said="cell B2",
        ),
        InBook(with_sheet(lambda book: book["factors"].__setitem__("B2", True)), "factors", 2, "wage"),
    ],
    "workbook-macros": [InBook(with_part("xl/vbaProject.bin", b"x"), "study.xlsx")],
    "workbook-broken": [
        InBook(lambda file: file.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)), "study.xlsx"),
        InBook(lambda file: file.write_bytes(file.read_bytes()[:-3000]), "study.xlsx"),
        InBook(lambda file: file.write_bytes(b""), "study.xlsx"),
        InBook(with_sheet_bytes(b'encoding="UTF-8"', b'encoding="TF-8"'), "study.xlsx", said="UTF-8"),
        InBook(
            with_sheet_bytes(b"<worksheet", b"<!DOCTYPE x [<!ENTITY y 'z'>]><worksheet"),
            "study.xlsx",
            said="not plain XML",
        ),
    ],
    "workbook-too-large": [
        InBook(with_part("xl/media/zeros.bin", bytes(30_000_000)), "study.xlsx", said="times on unpacking"),
        InBook(
            with_sheet(lambda book: book["factors"].__setitem__("XFD1048576", 1)),
            "study.xlsx",
            said="1048576",
        ),
        InBook(repeat_long_text, "study.xlsx", said="repeated text"),
    ],
}

ELSEWHERE = {"study-missing", "study-kind", "study-exists", "file-unreadable", "path-outside"}


def the_one(problems: tuple[Problem, ...], code: str, case: InFolder | InBook) -> Problem:
    """Return the problem with this code at the place of the case."""
    place = (code, case.file, case.row, case.column)
    found = [
        problem for problem in problems if (problem.code, problem.file, problem.row, problem.column) == place
    ]
    assert found, "\n".join(map(str, problems)) or "no problem at all"
    return found[0]


def named(cases: Mapping[str, list[InFolder]] | Mapping[str, list[InBook]]) -> list[object]:
    """Return one parameter for each case, named by its code."""
    return [
        pytest.param(code, case, id=f"{code}-{number}")
        for code, alike in cases.items()
        for number, case in enumerate(alike, start=1)
    ]


@pytest.mark.parametrize(("code", "case"), named(FOLDER))
def test_fault_of_a_folder_is_reported_at_its_place(code, case, tmp_path, monkeypatch):
    """The valid study with one thing changed gives the code at file, line and column."""
    for name, value in case.limits.items():
        monkeypatch.setattr(limits, name, value)

    problem = the_one(read_tables(write_files(tmp_path / "s", case.files)).problems, code, case)

    assert problem.severity == case.severity
    assert case.said in str(problem)


@pytest.mark.parametrize(("code", "case"), named(BOOK))
def test_fault_of_a_workbook_is_reported_at_its_place(code, case, study_workbook):
    """The valid study as a workbook with one thing changed gives the code at sheet, row and column."""
    case.change(study_workbook)

    problem = the_one(read_tables(study_workbook).problems, code, case)

    assert problem.severity == case.severity
    assert case.said in str(problem)


LINKS = [
    pytest.param(column, id=column.key)
    for entry in load_dictionary().tables.values()
    for column in [
        *[column for column in entry.columns.values() if column.to is not None],
        *[
            by_year_entry(entry).columns[column.name]
            for column in [label_of(entry)]
            if column is not None and entry.by_year
        ],
    ]
]


@pytest.mark.parametrize("column", LINKS)
def test_link_to_a_row_that_is_not_there_is_a_fault(column, tmp_path):
    """A file with one row, which links to 'nowhere': that cell, on line 2, is the fault."""
    goal = load_dictionary().tables[column.to or column.table.removesuffix("_by_year")]
    file = f"{column.table}.csv"
    label = label_of(load_dictionary().tables[column.table.removesuffix("_by_year")])
    text = f"{column.name}\nnowhere\n"
    if label is not None and label.name != column.name:
        text = f"{label.name},{column.name}\nhere,nowhere\n"
    folder = write_files(tmp_path / "s", {file: text})

    problems = [problem for problem in read_tables(folder).problems if problem.code.startswith("unknown-")]

    code = f"unknown-{label_of(goal).dim}"
    assert (code, file, 2, column.name) in [(p.code, p.file, p.row, p.column) for p in problems]
    assert code in CODES


def test_nearest_name_is_offered_and_the_table_counted(tmp_path):
    """'Nisan' is nearest to nissan, one of the two companies."""
    plants = FILES["plants.csv"].replace("sunderland,nissan", "sunderland,Nisan")
    [problem] = read_tables(write_files(tmp_path / "s", {"plants.csv": plants})).problems

    assert str(problem) == (
        "plants.csv, row 2, company: found 'Nisan', wanted one of the 2 companies in companies.csv.\n"
        "    Did you mean 'nissan'? Correct the name, or add the company to companies.csv. [unknown-company]"
    )


def test_one_broken_table_gives_one_fault(tmp_path):
    """Vehicles, groups, lanes and options refer to plants; a broken plants.csv is still one fault."""
    problems = read_tables(write_files(tmp_path / "s", {"plants.csv": b"\xff\xfe\x00"})).problems

    assert [problem.code for problem in problems] == ["encoding"]


def test_table_without_names_gives_one_fault(tmp_path):
    """With 'plnt' for plant all links to plants would miss: one fault and one warning say it all."""
    plants = {"plants.csv": PLANTS.replace("plant,", "plnt,", 1)}
    problems = read_tables(write_files(tmp_path / "s", plants)).problems

    assert [problem.code for problem in problems] == ["column-unknown", "column-missing"]


def test_all_faults_come_at_once(tmp_path):
    """Three faults in three files are three problems."""
    changes = {
        "factors.csv": "country,wage\nGB,x\n",
        "markets.csv": "market\nGB\nEU\nGB\n",
        "study.toml": HEAD.replace("0.01", "2"),
    }
    problems = read_tables(write_files(tmp_path / "s", changes)).problems

    assert {problem.code for problem in problems} == {"number-unreadable", "key-repeated", "number-high"}


def test_many_alike_are_listed_and_counted(tmp_path):
    """Of 150 bad cells 100 are listed, and one more line says 50 more."""
    rows = "".join(f"C{number},x\n" for number in range(150))
    problems = read_tables(write_files(tmp_path / "s", {"factors.csv": "country,wage\n" + rows})).problems

    assert len(problems) == 101
    assert problems[-1].found == "50 more faults of this kind"


def test_nothing_under_the_path_raises(tmp_path):
    """The only error that reading raises; a name that no system allows is treated alike."""
    for path in (tmp_path / "nowhere", tmp_path / ("x" * 5000), tmp_path / "a\0b"):
        with pytest.raises(StudyError) as caught:
            read_tables(path)
        assert [problem.code for problem in caught.value.problems] == ["study-missing"]


def test_other_files_are_no_study(tmp_path):
    """A CSV file alone is neither folder nor workbook."""
    file = tmp_path / "plants.csv"
    file.write_text("plant\n")

    assert [problem.code for problem in read_tables(file).problems] == ["study-kind"]


def test_link_out_of_the_folder_is_refused(study_folder, tmp_path):
    """A link to a file beside the folder is not followed, and neither is one for the settings."""
    for name in ("platforms.csv", "study.toml"):
        outside = tmp_path / f"outside-{name}"
        (study_folder / name).rename(outside)
        (study_folder / name).symlink_to(outside)

    found = [(problem.code, problem.file) for problem in read_tables(study_folder).problems]

    assert found == [("path-outside", "study.toml"), ("path-outside", "platforms.csv")]


def test_link_inside_the_folder_is_followed(study_folder):
    """A link to another file of the same folder leads nowhere outside."""
    (study_folder / "platforms.csv").rename(study_folder / "platforms.txt")
    (study_folder / "platforms.csv").symlink_to("platforms.txt")

    assert read_tables(study_folder).problems == ()


def test_what_cannot_be_opened_is_named(study_folder):
    """A folder, a link to nothing and a link in a circle stand where files should."""
    (study_folder / "targets.csv").mkdir()
    (study_folder / "uncertainty.csv").symlink_to("nothing")
    (study_folder / "lanes_by_year.csv").symlink_to("lanes_by_year.csv")

    found = [(problem.code, problem.file) for problem in read_tables(study_folder).problems]

    files = ["lanes_by_year.csv", "targets.csv", "uncertainty.csv"]
    assert found == [("file-unreadable", file) for file in files]


def test_nothing_is_overwritten_unasked(study_folder, tmp_path):
    """A folder with files, a file in place of a folder and a workbook that is there are refused."""
    tables = read_tables(study_folder)
    book = tmp_path / "there.xlsx"
    book.write_text("mine")
    before = sorted(tmp_path.rglob("*"))

    for write, target in ((write_folder, study_folder), (write_folder, book), (write_workbook, book)):
        with pytest.raises(StudyError) as caught:
            write(tables, target)
        assert [problem.code for problem in caught.value.problems] == ["study-exists"]

    assert sorted(tmp_path.rglob("*")) == before
    assert book.read_text() == "mine"


def test_every_code_has_a_test():
    """Codes of the registry, and codes of the cases here, are the same set."""
    labels = {f"unknown-{label_of(load_dictionary().tables[p.values[0].to or p.values[0].table[:-8]]).dim}"
              for p in LINKS}  # fmt: skip

    assert set(FOLDER) | set(BOOK) | ELSEWHERE | labels == set(CODES)


def test_every_code_is_explained():
    """Each paragraph is at least two sentences, and the names of codes are plain."""
    for code, text in CODES.items():
        assert text.count(". ") + text.endswith(".") >= 2, code
        assert code == code.lower().replace("_", "-") or code.startswith("unknown-")
