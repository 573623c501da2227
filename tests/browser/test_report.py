"""The report of the United Kingdom study as a reader meets it: from disk, without network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from plantshare.report.catalogue import CHARTS
from tests.browser.pages import (
    NARROW,
    WIDE,
    Opened,
    axe,
    draw_everything,
    hard_to_read,
    look,
    opened,
    settled,
)

pytestmark = pytest.mark.xdist_group("browser")

SIZES = {"wide": WIDE, "narrow": NARROW}
MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def report(browser: Browser, uk_report: Path) -> Iterator[Opened]:
    """Return the report, opened wide, with every chart drawn."""
    with opened(browser, uk_report) as found:
        draw_everything(found.page)
        yield found


@pytest.fixture(params=SIZES)
def page(request: pytest.FixtureRequest, browser: Browser, uk_report: Path) -> Iterator[Page]:
    """Return the report on a large and on a small screen."""
    with opened(browser, uk_report, viewport=SIZES[request.param]) as found:
        draw_everything(found.page)
        yield found.page


def test_it_opens_without_network_and_without_complaint(report: Opened, uk_report: Path) -> None:
    """Nothing is asked for but the file itself; the console stays empty under the strict policy."""
    assert report.messages == []
    assert [url for url in report.requests if not url.startswith(("data:", "blob:"))] == [uk_report.as_uri()]


def test_it_can_be_mailed(uk_report: Path) -> None:
    """The file stays below 1.5 million bytes."""
    assert uk_report.stat().st_size < MOST_BYTES


def test_every_chart_is_drawn(report: Opened) -> None:
    """Each chart of the catalogue has a card; none fell back to its table."""
    shown = report.page.locator("[data-chart]").evaluate_all("cards => cards.map(card => card.dataset.chart)")

    assert sorted(shown) == sorted(CHARTS)
    assert report.page.locator(".failed").count() == 0


def test_axe_finds_no_violation(page: Page) -> None:
    """Every rule of axe, on the whole page, with all tables open too."""
    closed = page.get_by_role("button", name="Show as table")
    for _ in range(closed.count()):
        closed.first.click()

    assert axe(page) == []


def test_axe_finds_no_violation_in_the_evidence(page: Page) -> None:
    """The drawer is open while axe looks."""
    page.locator("#summary button").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()

    assert axe(page) == []


@pytest.mark.parametrize("fault", ["overlaps", "cut", "small"])
def test_labels_can_be_read(page: Page, fault: str) -> None:
    """No label lies over another, none is cut in half, none is below 11 pixels."""
    assert look(page, fault) == []


def test_labels_stand_out(page: Page) -> None:
    """Each label of a drawing is held against the pixels behind it."""
    assert hard_to_read(page) == []


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    """The page scrolls down only; wide tables and the board scroll in their own place."""
    assert look(page, "wide") == []


def test_it_can_be_read_at_twice_the_size(browser: Browser, uk_report: Path) -> None:
    """At 200% a screen of 1,280 pixels is 640 wide: no sideways scrolling, no label over another."""
    with opened(browser, uk_report, viewport={"width": 640, "height": 400}, device_scale_factor=2) as found:
        draw_everything(found.page)

        assert look(found.page, "wide") == []
        assert look(found.page, "overlaps") == []
        assert look(found.page, "cut") == []


def test_every_table_has_the_rows_of_its_chart(report: Opened) -> None:
    """A table that is opened shows as many rows as the chart has, those asked for included."""
    for card in report.page.locator("[data-chart]").all():
        card.get_by_role("button", name="Show as table").click()
        more = card.locator("button.more")
        if more.count():
            more.click()
        assert card.locator("tbody tr").count() > 0
        assert "undefined" not in card.inner_text()
        assert "NaN" not in card.inner_text()
        card.get_by_role("button", name="Hide table").click()


def test_every_number_of_the_front_page_opens_its_evidence(report: Opened) -> None:
    """The drawer names the number, how it came about and what it rests on; Esc leads back."""
    page = report.page
    drawer = page.get_by_role("dialog")
    buttons = page.locator("#summary button").all()
    assert len(buttons) >= 8
    for button in buttons:
        button.focus()
        page.keyboard.press("Enter")
        expect(drawer).to_be_visible()
        words = drawer.inner_text()
        assert len(words) > 80
        assert "undefined" not in words
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()
        expect(button).to_be_focused()


def test_the_keyboard_reaches_plants_and_opens_one(report: Opened) -> None:
    """Tab goes from plant to plant of the map; Enter opens what stands behind it."""
    page = report.page
    plants = page.locator('[data-chart="plants_map"] svg [role=button]')
    plants.first.focus()
    expect(plants.first).to_be_focused()
    page.keyboard.press("Tab")
    expect(plants.nth(1)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(plants.nth(1)).to_be_focused()


def test_the_keyboard_walks_the_board(report: Opened) -> None:
    """The board takes one stop of Tab; arrows move between its bars, Enter opens one."""
    page = report.page
    board = page.locator('[data-chart="plan_board"] [role=grid]')
    stops = board.locator('[tabindex="0"]')
    assert stops.count() == 1
    stops.first.focus()
    before = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowDown")
    after = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Enter")

    assert before != after
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")


def test_the_map_zooms_to_its_regions_and_keeps_labels_apart(report: Opened) -> None:
    """Each button shows another part of the world; labels are placed anew each time."""
    page = report.page
    card = page.locator('[data-chart="plants_map"]')
    views = set()
    for button in card.locator(".button").all()[:4]:
        button.click()
        page.wait_for_timeout(300)
        views.add(
            card.locator("svg path").first.evaluate("path => path.getScreenCTM().a + path.getAttribute('d')")
        )
        assert [each for each in look(page, "overlaps") if each.startswith("plants_map")] == []

    assert len(views) == 4


@pytest.mark.parametrize(("kind", "start"), [("SVG", b"<svg"), ("PNG", b"\x89PNG"), ("CSV", b"")])
def test_pictures_and_tables_can_be_saved(browser: Browser, uk_report: Path, kind: str, start: bytes) -> None:
    """SVG, PNG and CSV of every chart are written, whatever draws it.

    The browser holds back the eleventh file that a page saves in a row, so that two pages share the charts.
    """
    for half in (0, 1):
        with opened(browser, uk_report) as found:
            draw_everything(found.page)
            for card in found.page.locator("[data-chart]").all()[half::2]:
                with found.page.expect_download() as waiting:
                    card.get_by_role("button", name=f"Save as {kind}").click()
                data = waiting.value.path().read_bytes()
                assert data.removeprefix(b"\xef\xbb\xbf").startswith(start)
                assert len(data) > 100
            assert found.messages == []


def test_it_prints_whole(browser: Browser, uk_report: Path, tmp_path: Path) -> None:
    """On paper every chart is drawn, without buttons, and nothing is cut at the side."""
    with opened(browser, uk_report, viewport={"width": 794, "height": 1123}) as found:
        draw_everything(found.page)
        found.page.emulate_media(media="print")
        found.page.evaluate("dispatchEvent(new Event('beforeprint'))")

        expect(found.page.get_by_role("button", name="Show as table").first).to_be_hidden()
        assert settled(found.page, "wide") == []
        assert found.page.pdf(format="A4").startswith(b"%PDF")


def test_it_can_be_read_with_forced_colours(browser: Browser, uk_report: Path) -> None:
    """A reader who sets the colours still gets every chart and no complaint."""
    with opened(browser, uk_report, forced_colors="active") as found:
        draw_everything(found.page)

        assert found.messages == []
        assert found.page.locator(".failed").count() == 0


def test_without_a_script_the_front_page_is_there(browser: Browser, uk_report: Path) -> None:
    """A mail reader that runs no script shows question, answer and the four figures."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    plain = context.new_page()
    plain.goto(uk_report.as_uri())

    assert plain.locator("h1").count() == 1
    assert plain.locator("dd").count() == 4
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_a_small_study_has_a_report_too(browser: Browser, small_report: Path, size: str) -> None:
    """Without places, sources or a second run nothing fails, lies over another or is hard to read."""
    with opened(browser, small_report, viewport=SIZES[size]) as found:
        draw_everything(found.page)

        assert found.messages == []
        assert found.page.locator(".failed").count() == 0
        assert look(found.page, "overlaps") == []
        assert look(found.page, "cut") == []
        assert axe(found.page) == []
        assert hard_to_read(found.page) == []
