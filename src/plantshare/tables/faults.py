"""Every code that reading and writing files can give, each with a paragraph for the documentation.

A paragraph says what was found, why it matters and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping

from plantshare.dictionary import load_dictionary
from plantshare.tables.links import link_dimensions

__all__ = ["CODES"]

STUDY = {
    "study-missing": "Nothing stands under the path that was given, so there is nothing to read. "
    "Check the path for spelling; `plantshare init` makes a new study.",
    "study-kind": "The path is neither a folder nor an .xlsx workbook, so it cannot be a study. Give the "
    "folder that holds study.toml, or save an older or other workbook as .xlsx.",
    "study-exists": "A file or folder of this name is there already, and nothing is overwritten unasked. "
    "Choose another name, or ask for the old one to be replaced.",
    "settings-missing": "The study has no study.toml, or the workbook has no sheet `study`. Without it "
    "amounts have no currency and no price year, and the plan has no years. Check that this is the right "
    "folder, or write the settings; `plantshare init` makes a file to start from.",
    "toml-broken": "study.toml is not TOML, often because text lacks its quotation marks or a line was "
    "cut. No setting can be read until the line that is named is corrected.",
    "setting-missing": "A setting that every study needs is not stated, and there is no default that "
    "could stand for it. Add it.",
    "setting-type": "A setting has a value of the wrong kind, such as text for a number. In TOML text "
    "stands in double quotation marks; numbers, true and false stand without.",
    "setting-unknown": "A setting is not in the dictionary. It is not read, so it changes nothing: "
    "probably its name is misspelled. Rename it or take it out. This is a warning.",
    "setting-repeated": "The sheet of settings states a setting twice, and it is not said which one holds. "
    "Take out one of the two rows.",
    "currency-code": "The currency is not a code of three capital letters. All amounts resolve to this "
    "currency, and units in headers are compared with it. Write a code such as GBP.",
}

FILES = {
    "file-unknown": "A CSV file in the folder holds no table that the dictionary knows. It is not read: "
    "probably its name is misspelled. Rename it or move it elsewhere. This is a warning.",
    "file-unreadable": "A file could not be opened: it is a folder, a broken link, or you may not read it. "
    "Check what stands under the name.",
    "file-empty": "A file holds nothing, not even a header. It may have been cut while it was saved. "
    "Write the names of the columns on the first line, or remove the file.",
    "file-too-large": "A file is larger than any study needs, so it is not read: reading it could use up "
    "the memory of the machine. Keep only the rows in use.",
    "path-outside": "A file of the study is a link that leaves the study's folder. Following it could show "
    "files that were never meant to be shared. Copy the file into the folder instead.",
    "encoding": "A file is not text in UTF-8, so names with accents would be read wrongly. Save it again "
    "as 'CSV UTF-8'; the line of the first wrong byte is named.",
    "nul-byte": "A file holds a NUL byte, which no text does: it is binary, damaged, or in UTF-16. Save it "
    "again as CSV in UTF-8.",
    "delimiter": "The columns of a file are parted by semicolons or tabs. Save it again as CSV with commas "
    "between cells and a point in numbers.",
    "csv-broken": "A row is not CSV, mostly because of a quotation mark that is opened and not closed, or "
    "that stands in the middle of a cell. Rows after it cannot be trusted, so none of the file is used. "
    "Quote the cell, and write a quotation mark inside it twice.",
    "rows-too-many": "A table has more rows or cells than any study needs, so it is not read. Keep only "
    "the rows in use.",
    "columns-too-many": "A table has more columns than any table of the dictionary. Keep only those in use.",
    "table-repeated": "Two files or sheets hold the same table, one of them perhaps under a name from "
    "another schema. Only the first is read. Put all rows into one.",
    "cells-missing": "A row has fewer cells than the header has columns, so its values may stand in the "
    "wrong columns, or the file was cut. Add a comma for each empty cell at the end.",
    "cells-extra": "A row has more cells than the header has columns, mostly because of a comma inside a "
    "cell. Put that cell into double quotation marks.",
}

HEADERS = {
    "header-missing": "The first line of a file is empty, so that its columns have no names. Write the "
    "names of the columns on the first line.",
    "column-unknown": "A column is not in the dictionary. It is not read, so it changes nothing: probably "
    "its name is misspelled. Rename it or take it out. This is a warning.",
    "column-unnamed": "A column holds values but its header is empty, so nobody can say what they are. "
    "Name the column or take it out.",
    "column-repeated": "A column stands in the file twice, one of them perhaps under a name from another "
    "schema. Only the first is read. Keep the right one.",
    "column-missing": "A column that every row needs is not there, and no default could stand for it. Add "
    "the column, or correct the spelling of its name.",
    "alias-used": "A table or column has its name from another schema (Anura or PyPSA) and was understood. "
    "Check that it means the same, in the same unit. This is a warning.",
    "unit-unknown": "The header of a column states a unit that cannot be converted to the unit of the "
    "dictionary. The column is not read. State one of the units that are listed, or none.",
    "money-currency": "The header of a column states a currency other than the study's. Converting it would "
    "need a rate that the header does not give, so the column is not read. Convert the values.",
}

CELLS = {
    "number-unreadable": "A cell should hold a number and holds something else, such as 12k or 1,234. A "
    "guess could be wrong by a factor of a thousand. Write the digits with a point before decimals; the "
    "unit, with its scale, belongs in the header.",
    "number-nan": "A cell says in words that there is no number. Leave it empty: the default of the column "
    "then stands, which counts as a claim.",
    "number-huge": "A number is too large to be meant, or endless in a column that always has a limit. "
    "Check it and its unit. Where a column may be without limit, an empty cell or INF says so.",
    "number-low": "A number lies below the least that makes sense in its column. Check its sign and unit.",
    "number-high": "A number lies above the most that makes sense in its column. Check its unit: a share is "
    "0.25 and not 25.",
    "number-not-whole": "A cell should hold a whole number and holds a fraction. Round it.",
    "year-not-whole": "A cell should hold a year and holds a fraction of one. Write the year alone.",
    "flag-unknown": "A cell should say true or false and says something else. Write true or false; yes, no, "
    "1 and 0 will do too.",
    "date-unreadable": "A cell should hold a date and holds something else, or a day that does not exist. "
    "Days and months in another order are not guessed at. Write YYYY-MM-DD, YYYY-MM or YYYY.",
    "choice-unknown": "A cell holds a word that is not among the choices of its column. Write one of the "
    "choices as they are spelled.",
    "formula": "A cell starts like a formula (=, + or @), so that a spreadsheet could run it when the file "
    "is opened. Studies are passed between companies, so such cells are refused. Put the value itself into "
    "the cell, or start the text with another character.",
    "control-character": "A cell holds a character that cannot be seen and that not every file format can "
    "keep. Type the cell again.",
    "cell-too-long": "A cell holds more text than a workbook cell can, often because a quotation mark was "
    "never closed. Shorten the text or close the quotation mark.",
    "label-separator": "The name of a row holds a semicolon, which parts the names in lists, so that no list "
    "could refer to the row. Take it out of the name.",
    "required-empty": "A cell is empty that every row must have, and no default could stand for it. Fill it.",
}

ROWS = {
    "key-empty": "A cell is empty that tells the row from others. Fill it.",
    "key-repeated": "Two rows have the same key, and it is not said which one holds. The line of the first "
    "is named. Take out one of the two, or correct its key.",
    "row-unknown": "A by-year table overrides a row that its main table does not have, so its other values "
    "would be unknown. Add the row to the main table, or correct the key.",
}

WORKBOOKS = {
    "workbook-broken": "A file cannot be opened as a workbook: it is damaged, cut, protected by a password, "
    "or of another kind. Open it in a spreadsheet program and save it as .xlsx, without password.",
    "workbook-macros": "A workbook holds macros. They are not needed and could run elsewhere, so it is "
    "refused. Save it as .xlsx, which drops them.",
    "workbook-too-large": "A workbook would take up far more memory than a study can need: it unpacks to "
    "many times its size, has cells at far corners, or repeats long texts. Copy the tables in use to a new "
    "workbook.",
    "sheet-unknown": "A sheet holds no table that the dictionary knows. It is not read: probably its name is "
    "misspelled. Rename it or take it out. This is a warning.",
    "formula-not-calculated": "A cell holds a formula whose result is not stored in the file, as in "
    "workbooks written by programs. It would read as empty. Open the workbook in a spreadsheet program "
    "and save it.",
    "cell-error": "A cell holds an error such as #REF! or #DIV/0!, so its value is not known. Correct the "
    "formula, or put the value itself into the cell.",
}


def unknown_label(dimension: str) -> str:
    """Return the paragraph for a link to a row that is not there."""
    word = dimension.replace("_", " ")
    article = "an" if word.startswith(("a", "e", "i", "o", "u")) else "a"
    return (
        f"A cell names {article} {word} that the study does not have: mostly a name that is misspelled in "
        f"one of the two places. Nothing is guessed, as a wrong link would plan the wrong thing. Correct the "
        f"name, or add the {word} to its table; the nearest known name is shown."
    )


CODES: Mapping[str, str] = {
    **STUDY,
    **FILES,
    **HEADERS,
    **CELLS,
    **ROWS,
    **{f"unknown-{dim}": unknown_label(dim) for dim in link_dimensions(load_dictionary())},
    **WORKBOOKS,
}
"""What each code means, why it is a fault and what to do, by code."""
