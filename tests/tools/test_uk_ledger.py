"""Figures remember their claims, and derived ones get a grade and a range of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from uk.ledger import Citation, Figure, Ledger, figure, relative_range, slug, source_names, title_of
from uk.writing import cell_words


@pytest.fixture
def ledger() -> Ledger:
    """Return a ledger with a reported price and an assumed share."""
    ledger = Ledger()
    price = {"value": 24_000.0, "low": None, "high": None, "unit": "GBP", "grade": "B"}
    share = {"value": 0.8, "low": 0.72, "high": 0.88, "unit": "share", "grade": "E"}
    ledger.add("price", price, "https://example.org/a-price", "2025")
    ledger.add("share", share)
    return ledger


def cited(claim: str, value: float) -> Figure:
    """Return a figure that one claim states."""
    return Figure(value, (Citation(claim),))


def test_a_derived_figure_rests_on_its_parts():
    """A price times a share times a factor rests on three claims, each named once."""
    revenue = figure(19_200, cited("price", 24_000), cited("share", 0.8))
    abroad = figure(9_600, revenue, cited("half", 0.5), cited("share", 0.8))

    assert abroad.leaves == ("price", "share", "half")


def test_a_derived_claim_has_the_grade_of_its_weakest_part(ledger):
    """Reported price, assumed share: E, 19,200 with the 10 percent range of the share."""
    revenue = figure(19_200, cited("price", 24_000), cited("share", 0.8))
    row = ledger.claims[ledger.derive("derived", revenue, "GBP/vehicle", "net revenue")]

    assert (row["grade"], row["low"], row["high"]) == ("E", 17_280, 21_120)
    assert row["source"] == "https://example.org/a-price"
    assert row["price_year"] == 2025


def test_a_derived_claim_is_d_at_best(ledger):
    """A reported price, converted, is a derived figure without range."""
    row = ledger.claims[ledger.derive("derived", figure(20_000, cited("price", 24_000)), "EUR", "price")]

    assert (row["grade"], row["low"]) == ("D", None)


def test_figures_worked_out_alike_share_a_claim(ledger):
    """The same value from the same parts is stated once; another value is not."""
    one = ledger.derive("one", figure(20_000, cited("price", 24_000)), "GBP", "x")
    two = ledger.derive("two", figure(20_000, cited("price", 24_000)), "GBP", "y")
    three = ledger.derive("three", figure(20_001, cited("price", 24_000)), "GBP", "y")

    assert (one, two, three) == ("one", "one", "three")


def test_another_value_of_a_figure_keeps_its_disputes():
    """Half of a capacity still stands against the claim that disputes the whole."""
    whole = cited("capacity", 400_000).also(["press"], "disputes")
    half = whole.at(200_000, "one line of two")

    assert half.leaves == ("capacity",)
    assert [each.claim for each in half.citations] == ["press"]


def test_ranges_add_in_squares():
    """Half ranges of 30 and 40 percent make 50 percent; a part without range adds nothing."""
    parts = [
        {"value": 10.0, "low": 7.0, "high": 13.0},
        {"value": 1.0, "low": 0.6, "high": 1.4},
        {"value": 5.0, "low": None, "high": None},
    ]

    assert relative_range(parts) == 0.5


def test_sources_get_short_names_in_order_of_address():
    """Two pages of one host are numbered, a host with one page is not."""
    names = source_names(["https://a.org/1", "https://www.b.org/x", "https://www.b.org/y"])

    assert list(names.values()) == ["a_org", "b_org_1", "b_org_2"]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://example.org/news/plants-share-lines-2026.html", "Plants share lines 2026"),
        ("https://example.org/?p=39769", "example.org p=39769"),
    ],
)
def test_titles_come_from_addresses(address, title):
    """The longest last part of the path, else the host with its query."""
    assert title_of(address) == title


@pytest.mark.parametrize(
    ("cell", "words"), [(1200.0, "1200"), (0.1 + 0.2, "0.3"), (True, "true"), (None, ""), (float("nan"), "")]
)
def test_cells_are_written_without_noise(cell, words):
    """Whole numbers without point, sums without rounding noise, nothing for nothing."""
    assert cell_words(cell) == words


def test_slugs_hold_letters_digits_and_underscores():
    """Everything else becomes one underscore."""
    assert slug("Jaecoo 7 (model), 2025-09") == "jaecoo_7_model_2025_09"
