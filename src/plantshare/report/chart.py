"""A chart: one record that the report, the command line, a notebook and a web page all show."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from plantshare.report.drawing import can_draw, svg_of
from plantshare.report.heading import heading
from plantshare.report.theme import THEME
from plantshare.report.words import MISSING, number, percent

__all__ = ["ROWS", "Cell", "Chart", "Component", "Field", "Row", "Spec"]

Cell = str | float | int | bool | None
Row = Mapping[str, Cell]
Spec = Mapping[str, Any]
"""A Vega-Lite or Vega specification; Any: it is JSON of any shape."""

Component = Literal["vega-lite", "vega", "map", "board"]

ROWS = "rows"
"""Name under which a specification finds the rows of its chart."""

STATIC_WIDTH = 760
"""Width of a chart that stands alone, in pixels; on a page it takes the width of its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of the table of a chart.

    Parameters
    ----------
    name
        Key of the rows.
    label
        Heading as a reader sees it, without the unit.
    unit
        Unit as a reader sees it, such as "thousand vehicles a year" or "£ a vehicle"; empty for words.
    kind
        How cells are written: text, number, share (shown in per cent), year or flag.
    digits
        Digits after the point of a number or a percentage.
    """

    name: str
    label: str
    unit: str = ""
    kind: Literal["text", "number", "share", "year", "flag"] = "text"
    digits: int = 0

    @property
    def heading(self) -> str:
        """Return the heading with its unit."""
        return f"{self.label}, {self.unit}" if self.unit else self.label

    def shown(self, cell: Cell) -> str:
        """Return a cell as a reader sees it.

        Examples
        --------
        >>> Field(name="u", label="Utilisation", kind="share").shown(0.581)
        '58%'
        >>> Field(name="gap", label="Gap", unit="vehicles a year", kind="number").shown(-12500.0)
        '−12,500'
        """
        if cell is None or (isinstance(cell, float) and math.isnan(cell)):
            return MISSING
        if self.kind == "flag":
            return "yes" if cell else "no"
        if self.kind in ("number", "share") and not isinstance(cell, str):
            return (percent if self.kind == "share" else number)(float(cell), self.digits)
        return str(cell)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chart:
    """One picture with everything that belongs to it.

    Parameters
    ----------
    name
        Name in the catalogue.
    title
        What the picture shows, as a sentence made from the numbers, without full stop.
    subtitle
        What is plotted: measure, unit, basis, years, number of futures.
    description
        Alternative text: what a reader who cannot see the picture has to know, two or three sentences.
    fields
        Columns of the table, in order.
    rows
        The data, one mapping for each row of the table; every chart is drawn from these.
    spec
        Vega-Lite (Vega for the component "vega") without width, title and data; the mark reads the data
        set named ``ROWS``. A map and a board have one too, for the places that draw no components.
    component
        What draws it on a page.
    content
        What a map or a board needs besides the rows; JSON of any shape.
    formula
        How the numbers come about, in plain index notation.
    reads
        Tables of the study that the numbers rest on.
    behind
        For each row the figures of the study behind it, as ``table.row.column``; as long as rows, or empty.
    grade
        How well the figures behind the chart are sourced, as a sentence.
    """

    name: str
    title: str
    subtitle: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    spec: Spec
    component: Component = "vega-lite"
    content: Mapping[str, Any] = field(default_factory=dict)  # Any: JSON of any shape
    formula: str = ""
    reads: tuple[str, ...] = ()
    behind: tuple[tuple[str, ...], ...] = ()
    grade: str = ""

    @property
    def is_vega(self) -> bool:
        """Return whether the specification is Vega rather than Vega-Lite."""
        return self.component == "vega"

    def standalone(self, width: int = STATIC_WIDTH) -> dict[str, Any]:
        """Return the whole specification: with data, width, title and theme.

        Any: a specification is JSON of any shape.
        """
        rows = [dict(row) for row in self.rows]
        spec = {
            **self.spec,
            "width": width,
            "title": heading(self.title, (self.subtitle, self.grade), width),
            "description": self.description,
            "config": THEME,
        }
        if self.is_vega:
            others = [each for each in self.spec.get("data", ()) if each.get("name") != ROWS]
            return {**spec, "data": [{"name": ROWS, "values": rows}, *others]}
        return {**spec, "datasets": {**self.spec.get("datasets", {}), ROWS: rows}}

    def table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Return headings and rows of the table as a reader sees them."""
        return (
            tuple(each.heading for each in self.fields),
            [tuple(each.shown(row.get(each.name)) for each in self.fields) for row in self.rows],
        )

    def to_json(self) -> dict[str, Any]:
        """Return the chart as a page draws it: rows once, specification without data and theme."""
        return {
            "name": self.name,
            "title": self.title,
            "subtitle": self.subtitle,
            "description": self.description,
            "component": self.component,
            "fields": [asdict(each) for each in self.fields],
            "rows": [dict(row) for row in self.rows],
            "spec": dict(self.spec),
            "content": dict(self.content),
            "formula": self.formula,
            "reads": list(self.reads),
            "behind": [list(paths) for paths in self.behind],
            "grade": self.grade,
        }

    def to_csv(self) -> str:
        """Return the table as comma separated values: headings with units, numbers as they are."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([each.heading for each in self.fields])
        writer.writerows(
            [
                ["" if row.get(each.name) is None else row.get(each.name) for each in self.fields]
                for row in self.rows
            ]
        )
        return text.getvalue()

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, Any]:
        """Return the chart as a notebook shows it: live, as a picture, or as a table in words.

        Notebooks know this or the last version of the specification's type; the picture is for places that
        draw nothing, such as a page that shows notebooks. A table in HTML is left out, as notebooks would
        prefer it to the chart. Any: JSON, or text.

        Parameters
        ----------
        include, exclude
            Types that are wanted, by default all, and types that are not.
        """
        whole = json.loads(json.dumps(self.standalone()))
        name = "vega" if self.is_vega else "vegalite"
        older = str(whole.get("$schema", "")).replace("v6", "v5")
        headers, rows = self.table()
        lines = [self.title, self.subtitle, self.grade, "", *("\t".join(row) for row in (headers, *rows))]
        bundle: dict[str, Any] = {
            f"application/vnd.{name}.v6+json": whole,
            f"application/vnd.{name}.v5+json": {**whole, "$schema": older},
            "text/plain": "\n".join(lines),
        }
        if can_draw():
            bundle["image/svg+xml"] = svg_of(whole, is_vega=self.is_vega)
        return {
            kind: content
            for kind, content in bundle.items()
            if (not include or kind in include) and kind not in (exclude or ())
        }
