"""What a browser says about a page: when it could be seen, what it took, and what is wrong with it."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright
from plotly_page import DRAWN

from plantshare.report.html import POLICY, digest

__all__ = ["browser_path", "faults_of", "faults_under_policy", "started", "strict_copy", "times_of"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-quic", "--no-first-run")  # fmt: skip
SCREEN = ViewportSize(width=1440, height=1000)
AXE = Path(__file__).resolve().parent.parent / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PATIENCE = 60_000
"""Milliseconds that a page may take."""

CLOCK = """
new MutationObserver((_, watcher) => {
  if (document.documentElement?.dataset.ready !== "true") return;
  performance.mark("ready");
  watcher.disconnect();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-ready"] });
"""
"""Marks the browser's clock when our page says that its first view stands."""

SCROLL = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const drawing = ".drawing svg, .map svg, [role=grid]";
  for (const card of document.querySelectorAll("[data-chart]")) {
    card.scrollIntoView();
    while (!card.querySelector(drawing) && !card.querySelector(".failed")) await frame();
  }
  await frame();
  performance.mark("every");
}"""
"""Brings every chart of our page into view, as those further down are drawn when they come near."""

SETTLE = """async (name) => {
  const marks = () => performance.getEntriesByType("mark");
  const drawn = () => marks().filter((mark) => mark.name.startsWith(name)).length;
  let before = -1;
  while (drawn() !== before) {
    before = drawn();
    await new Promise((done) => setTimeout(done, 2000));
  }
}"""
"""Waits until no further Plotly figure is drawn for two seconds."""

MARKS = "performance.getEntriesByType('mark').map((mark) => [mark.name, mark.startTime])"
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
DESCRIBED = """(charts) => {
  const said = (part) => (part.tagName === "desc" ? part.textContent : "");
  const words = (part) => part.getAttribute("aria-label") ?? said(part);
  const isDescribed = (chart) =>
    [chart, ...chart.querySelectorAll("[aria-label], desc")].some((part) => words(part).length >= 40);
  return [...document.querySelectorAll(charts)].filter(isDescribed).length;
}"""
"""Counts the charts that carry a description of forty letters or more for who cannot see them."""

CHARTS = {"plantshare": "[data-chart]", "plotly": ".js-plotly-plot"}
SCRIPT = re.compile(r"<script(?![^>]*application/json)[^>]*>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
MEGABYTE = 1e6

Report = dict[str, Any]  # Any: numbers and words, as JSON holds them


@dataclass(frozen=True)
class Opened:
    """A page that was opened, with the errors it raised and the addresses it asked for."""

    page: Page
    session: CDPSession
    errors: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    @property
    def elsewhere(self) -> list[str]:
        """Return the addresses asked for beyond the file itself."""
        return [each for each in self.addresses if not each.startswith(("file:", "data:", "blob:"))]


def browser_path() -> str | None:
    """Return the path of Chromium, none if this machine has none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def started(path: str) -> Iterator[Browser]:
    """Start Chromium without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, file: Path, side: str) -> Iterator[Opened]:
    """Open a file in a context of its own with the network off, and wait until its charts are drawn."""
    surrounding = browser.new_context(viewport=SCREEN, reduced_motion="reduce", offline=True)
    surrounding.add_init_script(CLOCK)
    page = surrounding.new_page()
    found = Opened(page, surrounding.new_cdp_session(page))
    found.session.send("Performance.enable")
    found.page.set_default_timeout(PATIENCE)
    found.page.on(
        "console", lambda message: found.errors.append(message.text) if message.type == "error" else None
    )
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    found.page.on("request", lambda request: found.addresses.append(request.url))
    found.page.goto(file.as_uri())
    if side == "plantshare":
        found.page.wait_for_selector('html[data-ready="true"]', state="attached")
    yield found
    surrounding.close()


def times_of(browser: Browser, file: Path, side: str) -> Report:
    """Return when a page could be seen, by its own clock, and what it took.

    Milliseconds since the page was asked for: of the first paint with content, of the first view (ours
    says when it stands; Plotly's is that of the first figure), and of all charts. Ours draws charts as
    they come near, so that all of them are had by scrolling through. Heap after collecting garbage.
    """
    with opened(browser, file, side) as found:
        page = found.page
        if side == "plantshare":
            page.evaluate(SCROLL)
            page.wait_for_timeout(200)
        else:
            page.evaluate(SETTLE, DRAWN)
        marks = dict(page.evaluate(MARKS))
        counts = counters(found.session)
        return {"paint_milliseconds": page.evaluate(PAINT), **views(marks, side), **counts}


def views(marks: Mapping[str, float], side: str) -> Report:
    """Return first view and all charts from the marks of a page's clock."""
    if side == "plantshare":
        return {"view_milliseconds": marks["ready"], "every_milliseconds": marks["every"]}
    drawn = [when for name, when in marks.items() if name.startswith(DRAWN)]
    return {"view_milliseconds": min(drawn), "every_milliseconds": max(drawn)}


def counters(session: CDPSession) -> Report:
    """Return heap, time in scripts and nodes of a page, as the browser counts them."""
    session.send("HeapProfiler.collectGarbage")
    counts = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    return {
        "heap_megabytes": counts["JSHeapUsedSize"] / MEGABYTE,
        "script_milliseconds": counts["ScriptDuration"] * 1000,
        "nodes": counts["Nodes"],
    }


def faults_of(browser: Browser, file: Path, side: str, charts: int) -> Report:
    """Return what is wrong with a page offline: charts not drawn, errors, requests, faults that axe finds."""
    with opened(browser, file, side) as found:
        page = found.page
        drawn = settled(page, side)
        return {
            "charts_not_drawn": charts - drawn,
            "requests": len(found.elsewhere),
            "hosts": sorted({each.split("/")[2] for each in found.elsewhere}),
            "console_errors": len(found.errors),
            "charts_described": page.evaluate(DESCRIBED, CHARTS[side]),
            **axe_faults(page),
        }


def faults_under_policy(browser: Browser, file: Path, side: str, charts: int) -> Report:
    """Return what a page's own security policy refuses it, and how many charts are then not drawn."""
    with opened(browser, file, side) as found:
        drawn = settled(found.page, side)
        refused = Counter(
            match.group(1)
            for each in found.errors
            if (match := re.search(r"directive:? ['\"]([a-z-]+)", each)) is not None
        )
        return {"refused": dict(refused), "errors": len(found.errors), "charts_not_drawn": charts - drawn}


def settled(page: Page, side: str) -> int:
    """Wait until every chart that draws is drawn and return how many did."""
    if side == "plantshare":
        page.evaluate(SCROLL)
        failed = page.locator("[data-chart] .failed").count()
        return page.locator("[data-chart]").count() - failed
    page.evaluate(SETTLE, DRAWN)
    return sum(str(name).startswith(DRAWN) for name, _ in page.evaluate(MARKS))


def axe_faults(page: Page) -> Report:
    """Return how many rules axe finds broken and at how many elements; nothing where axe is not at hand."""
    if not AXE.is_file():
        return {"axe_rules": None, "axe_elements": None}
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    return {
        "axe_rules": sorted(each["id"] for each in found),
        "axe_elements": sum(len(each["nodes"]) for each in found),
    }


def strict_copy(file: Path, copy: Path) -> None:
    """Write a page under the policy of our report, which lets the scripts and styles in the file run.

    Each of them is named by its digest; nothing else may run, and nothing may be asked for.

    Parameters
    ----------
    copy
        File to write.
    """
    text = file.read_text(encoding="utf-8").replace("\r\n", "\n")
    names = [
        "' 'sha256-".join(dict.fromkeys(digest(part) for part in pattern.findall(text)))
        for pattern in (SCRIPT, STYLE)
    ]
    policy = POLICY.format(script=names[0], style=names[1])
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    copy.write_text(text.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n{meta}', 1), "utf-8")
