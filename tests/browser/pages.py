"""A browser without network, and what it says about a page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page

from plantshare.report.palette import contrast

LOOK = Path(__file__).with_name("look.js").read_text(encoding="utf-8")
AXE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"

WIDE = {"width": 1440, "height": 1000}
NARROW = {"width": 390, "height": 844}

READY = 'html[data-ready="true"]'
PATIENCE = 30_000
"""Milliseconds that a page may take to be ready on a loaded machine; how long it takes is a benchmark."""


@dataclass(frozen=True)
class Opened:
    """A page that was opened, with everything it said and asked for."""

    page: Page
    messages: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@contextmanager
def opened(browser: Browser, file: Path, **context: Any) -> Iterator[Opened]:
    """Open a file from disk with the network off and wait until it is ready; every chart is drawn."""
    settings = {"viewport": WIDE, "reduced_motion": "reduce", "offline": True, **context}
    surrounding = browser.new_context(**settings)
    page = surrounding.new_page()
    found = Opened(page)
    page.on("console", lambda message: found.messages.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: found.messages.append(f"error: {error}"))
    page.on("request", lambda request: found.requests.append(request.url))
    page.goto(file.as_uri())
    page.wait_for_selector(READY, state="attached", timeout=PATIENCE)
    yield found
    surrounding.close()


def draw_everything(page: Page) -> None:
    """Bring every chart into view, so that those drawn late are drawn."""
    for card in page.locator("[data-chart]").all():
        card.scroll_into_view_if_needed()
        card.locator(".drawing svg, .map, [role=grid]").first.wait_for(state="visible", timeout=PATIENCE)
    page.evaluate("scrollTo(0, 0)")


def look(page: Page, what: str) -> Any:
    """Return what one function of look.js finds in the page."""
    return page.evaluate(f"(() => {{ {LOOK}; return {what}(); }})()")


def settled(page: Page, what: str) -> Any:
    """Return what one function of look.js finds once it finds nothing, or after ten seconds.

    A page that is told to print lays its board out anew, which takes a moment.
    """
    for _ in range(20):
        if not (found := look(page, what)):
            break
        page.wait_for_timeout(500)
    return found


def axe(page: Page) -> list[str]:
    """Return every violation that axe finds, with the rule and the elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [f"{each['id']}: {node['html'][:160]}" for each in found["violations"] for node in each["nodes"]]


def hard_to_read(page: Page) -> list[str]:
    """Return the labels of drawings that stand out too little from what is behind them.

    Labels are hidden, the page is photographed, and each label's colour is held against every colour that
    fills at least a fifth of its place. Small text needs 4.5 to 1, large text 3 to 1 (WCAG 2).
    """
    boxes = look(page, "labelBoxes")
    look(page, "hideLabels")
    picture = np.asarray(Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB"))
    return [words for box in boxes if box["inside"] and (words := faint(box, picture))]


def faint(box: dict[str, Any], picture: np.ndarray) -> str:
    """Return what is wrong with the contrast of one label, nothing where it is fine."""
    left, top = int(box["x"]), int(box["y"])
    patch = picture[top : top + int(box["height"]) + 1, left : left + int(box["width"]) + 1].reshape(-1, 3)
    if not len(patch):
        return ""
    colours, counts = np.unique(patch, axis=0, return_counts=True)
    grounds = ["#{:02X}{:02X}{:02X}".format(*colour) for colour in colours[counts >= len(patch) / 5]]
    if box["halo"]:
        grounds = [hexadecimal(box["halo"])]
    is_large = box["size"] >= 24 or (box["size"] >= 18.66 and box["weight"] >= 700)
    needed = 3.0 if is_large else 4.5
    ink = hexadecimal(box["fill"])
    least = min((contrast(ink, ground) for ground in grounds), default=21.0)
    return f"{box['chart']}: '{box['text']}' {ink} on {grounds}: {least:.1f}" if least < needed else ""


def hexadecimal(colour: str) -> str:
    """Return a colour as a browser computes it, such as rgb(27, 39, 51), in hexadecimal."""
    red, green, blue = (round(float(part)) for part in re.findall(r"[\d.]+", colour)[:3])
    return f"#{red:02X}{green:02X}{blue:02X}"
