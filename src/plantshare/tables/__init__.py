"""Files in, typed tables out: knows formats, knows no meaning."""

from plantshare.tables.digest import tables_digest
from plantshare.tables.faults import CODES
from plantshare.tables.folder_writing import write_folder
from plantshare.tables.read import read_tables
from plantshare.tables.table import Table, Tables, tables_from_frames
from plantshare.tables.template import write_template
from plantshare.tables.workbook_writing import write_workbook

__all__ = [
    "CODES",
    "Table",
    "Tables",
    "read_tables",
    "tables_digest",
    "tables_from_frames",
    "write_folder",
    "write_template",
    "write_workbook",
]
