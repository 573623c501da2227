"""A table of a report: rows under named columns, and the figures behind each row."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from plantshare.report.chart import Field, Row

__all__ = ["Listing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One table of a report.

    Parameters
    ----------
    title, note
        What it holds, and what has to be known to read it.
    fields, rows
        Columns and rows.
    behind
        For each row the figures of the study behind it, as ``table.row.column``; or empty.
    """

    title: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    note: str = ""
    behind: tuple[tuple[str, ...], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the table as a page shows it; Any: JSON of any shape."""
        return {
            "title": self.title,
            "note": self.note,
            "fields": [asdict(each) for each in self.fields],
            "rows": [dict(row) for row in self.rows],
            "behind": [list(paths) for paths in self.behind],
        }
