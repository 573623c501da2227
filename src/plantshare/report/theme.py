"""How every chart looks: type, lines and colours of Vega-Lite and Vega alike."""

from __future__ import annotations

from typing import Any

from plantshare.report.palette import ACCENT, INK, LINE, MUTED

__all__ = ["FONT", "THEME", "VEGA_LITE"]

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"

FONT = "Inter, 'Segoe UI', system-ui, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

# Any: a configuration is JSON of any shape.
THEME: dict[str, Any] = {
    "background": "white",
    "font": FONT,
    "padding": 4,
    "axis": {
        "labelFont": FONT, "titleFont": FONT, "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": MUTED, "titleColor": MUTED, "domainColor": "#8A96A1", "tickColor": "#8A96A1",
        "gridColor": LINE, "labelPadding": 4, "titlePadding": 8,
    },
    "axisY": {"domain": False, "ticks": False},
    "axisX": {"grid": False},
    "legend": {
        "labelFont": FONT, "titleFont": FONT, "labelFontSize": 12, "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": INK, "titleColor": MUTED, "orient": "top", "symbolType": "square",
    },
    "title": {
        "font": FONT, "subtitleFont": FONT, "anchor": "start", "frame": "group",
        "fontSize": 15, "fontWeight": 600, "color": INK,
        "subtitleFontSize": 12, "subtitleColor": MUTED, "subtitlePadding": 4, "offset": 12,
    },
    "text": {"font": FONT, "fontSize": 12, "color": INK, "aria": False},
    "rule": {"aria": False},
    "line": {"color": ACCENT, "strokeWidth": 2},
    "view": {"stroke": None},
}  # fmt: skip
"""Configuration that every specification gets, on a page by the page itself."""
