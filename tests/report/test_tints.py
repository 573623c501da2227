"""Paler forms of colours that text can be read on."""

from __future__ import annotations

import pytest

from plantshare.report.palette import BRANDS, INK, LOSS, contrast, ink_on
from plantshare.report.tints import READABLE, mixed, readable, strongest


def test_a_mixture_by_hand() -> None:
    """Half of 0 in each part and half of 255 make 128, which is 80 in hexadecimal."""
    assert mixed("#000000", 0.5) == "#808080"


@pytest.mark.parametrize("colour", BRANDS)
def test_numbers_can_be_read_on_every_brand(colour: str) -> None:
    """Some brand colours are between white and ink: they are made paler until ink can be read."""
    assert contrast(readable(colour), ink_on(readable(colour))) >= READABLE


def test_the_strongest_tint_is_not_paler_than_it_must() -> None:
    """One step stronger cannot be read any more."""
    shares = [part / 20 for part in range(21) if mixed(LOSS, part / 20) == strongest(LOSS)]
    assert contrast(INK, mixed(LOSS, shares[0] + 1 / 20)) < READABLE
