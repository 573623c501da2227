"""Specifications drawn as SVG and PNG without a browser, by the optional extra "export"."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from plantshare.errors import ExtraMissingError

__all__ = ["FONTS", "can_draw", "png_of", "svg_of"]

FONTS = Path(__file__).resolve().parent / "fonts"
"""Inter, regular and semibold, with its licence: without a known font the real minus sign turns a number
into bold italics."""

FIT = {"type": "fit-x", "contains": "padding"}
"""The width is that of the whole picture, labels included."""

Spec = Mapping[str, Any]
"""A Vega-Lite or Vega specification; Any: it is JSON of any shape."""


def svg_of(spec: Spec, *, is_vega: bool = False, titled: bool = True) -> str:
    """Return a whole specification as SVG; equal specifications give equal text.

    Parameters
    ----------
    is_vega
        Whether it is Vega rather than Vega-Lite.
    titled
        Whether the title is part of the picture, rather than of the page that it stands on.

    Raises
    ------
    ExtraMissingError
        If the extra "export" is not installed.
    """
    converter = drawing()
    vega = fitted(spec, converter, is_vega=is_vega)
    if not titled:
        vega.pop("title", None)
    svg: str = converter.vega_to_svg(vega, allowed_base_urls=[])
    return svg


def png_of(spec: Spec, scale: float, *, is_vega: bool = False) -> bytes:
    """Return a whole specification as the bytes of a PNG file; equal ones give equal bytes.

    Parameters
    ----------
    scale
        Pixels for each point.

    Raises
    ------
    ExtraMissingError
        If the extra "export" is not installed.
    """
    converter = drawing()
    vega = fitted(spec, converter, is_vega=is_vega)
    png: bytes = converter.vega_to_png(vega, scale=scale, allowed_base_urls=[])
    return png


def can_draw() -> bool:
    """Return whether the extra "export" is installed."""
    return find_spec("vl_convert") is not None


def drawing() -> ModuleType:
    """Return the drawing library, which knows our fonts from then on."""
    try:
        import vl_convert  # noqa: PLC0415  # an optional extra
    except ImportError as missing:
        raise ExtraMissingError(
            'pictures need the optional drawing library. Install it with: pip install "plantshare[export]"'
        ) from missing
    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def fitted(spec: Spec, converter: ModuleType, *, is_vega: bool) -> dict[str, Any]:
    """Return a specification as Vega that keeps to its width; Any: JSON of any shape."""
    vega: dict[str, Any] = dict(spec) if is_vega else converter.vegalite_to_vega(spec, show_warnings=True)
    # A picture of several views has a layout of its own, which cannot be fitted.
    return vega if "layout" in vega else {**vega, "autosize": FIT}
