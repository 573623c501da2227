"""Charts as pictures in files: SVG and PNG, drawn without a browser."""

from __future__ import annotations

from plantshare.report.chart import STATIC_WIDTH, Chart
from plantshare.report.drawing import png_of, svg_of

__all__ = ["to_png", "to_svg"]


def to_svg(chart: Chart, width: int = STATIC_WIDTH, *, titled: bool = True) -> str:
    """Return a chart as SVG; equal charts give equal text.

    Parameters
    ----------
    width
        Width of the whole picture, in pixels. The height follows from the rows.
    titled
        Whether the title is part of the picture, rather than of the page that it stands on.

    Raises
    ------
    ExtraMissingError
        If the extra "export" is not installed.
    """
    return svg_of(chart.standalone(width), is_vega=chart.is_vega, titled=titled)


def to_png(chart: Chart, width: int = STATIC_WIDTH, scale: float = 2.0) -> bytes:
    """Return a chart as the bytes of a PNG file; equal charts give equal bytes.

    Parameters
    ----------
    width
        Width of the whole picture, in points of the screen.
    scale
        Pixels for each point.

    Raises
    ------
    ExtraMissingError
        If the extra "export" is not installed.
    """
    return png_of(chart.standalone(width), scale, is_vega=chart.is_vega)
