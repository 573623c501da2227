"""Amounts of figures as a reader sees them."""

from __future__ import annotations

import pytest

from plantshare.dictionary import load_dictionary
from plantshare.report.amounts import amount_words


@pytest.mark.parametrize(
    ("ends", "unit", "words"),
    [
        ((8.0, 8.0), "m", ("€8", "million")),
        ((-2_600.0, 400.0), "currency/vehicle", ("\u2212€2,600 to €400", "a vehicle")),
        ((0.1234, 0.5), "share", ("12.34% to 50%", "")),
        ((1_300_000.0, 1_300_000.0), "vehicles/yr", ("1,300,000", "vehicles a year")),
        ((38.34, 38.34), "currency/h", ("38.34", "an hour, in money of the country")),
        ((0.0, 0.0), "currency/vehicle", ("€0", "a vehicle")),
        ((2.0, 2.0), "platforms", ("2", "platforms")),
    ],
)
def test_an_amount_reads_with_its_unit(ends: tuple[float, float], unit: str, words: tuple[str, str]) -> None:
    """Money has its sign in front, shares are per cent, a unit without words of its own reads as it is."""
    assert amount_words(*ends, unit, "€") == words


def test_every_unit_of_the_dictionary_reads_as_words() -> None:
    """No unit is left with a slash or an underscore in it."""
    columns = [c for entry in load_dictionary().tables.values() for c in entry.columns.values()]

    for unit in {column.unit for column in columns if column.unit}:
        assert not set("/_") & set(amount_words(1.0, 1.0, unit, "£")[1]), unit
