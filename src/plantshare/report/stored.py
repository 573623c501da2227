"""Charts and tables of a report that was written as JSON, as records again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plantshare.report.chart import Chart, Field
from plantshare.report.listing import Listing

__all__ = ["OUTLINE", "chart_of", "table_of"]

OUTLINE = "outline"
"""Name under which a map finds the outline of the land; a report holds it once for all maps."""

Content = Mapping[str, Any]
"""A part of a report; Any: JSON of any shape."""


def chart_of(content: Content, outline: Content | None = None) -> Chart:
    """Return the chart that a report holds.

    Parameters
    ----------
    content
        What :meth:`Chart.to_json` returned.
    outline
        Outline of the land as TopoJSON, for charts that ask for it.
    """
    spec = content["spec"]
    if outline is not None and content["component"] == "map":
        spec = {**spec, "datasets": {OUTLINE: outline, **spec.get("datasets", {})}}
    return Chart(
        name=content["name"],
        title=content["title"],
        subtitle=content["subtitle"],
        description=content["description"],
        fields=fields_of(content),
        rows=tuple(content["rows"]),
        spec=spec,
        component=content["component"],
        content=content["content"],
        formula=content["formula"],
        reads=tuple(content["reads"]),
        behind=tuple(tuple(paths) for paths in content["behind"]),
        grade=content["grade"],
    )


def table_of(content: Content) -> Listing:
    """Return the table that a report holds."""
    return Listing(
        title=content["title"],
        note=content["note"],
        fields=fields_of(content),
        rows=tuple(content["rows"]),
        behind=tuple(tuple(paths) for paths in content["behind"]),
    )


def fields_of(content: Content) -> tuple[Field, ...]:
    """Return the columns of a chart or table."""
    return tuple(Field(**each) for each in content["fields"])
