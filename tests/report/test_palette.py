"""Colours are told apart, also by readers who see fewer of them."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from plantshare.report import palette
from plantshare.report.palette import BRANDS, UTILISATION, contrast, ink_on, utilisation_class

# Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
D65 = XYZ @ np.ones(3)


def lab(colour: str, sight: str) -> np.ndarray:
    """Return the CIE L*a*b* values of a colour as someone sees it."""
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(SIGHT[sight] @ linear, 0, 1)
    scaled = (XYZ @ seen) / D65
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_classes_of_utilisation_are_told_apart(sight: str) -> None:
    """The smallest difference of any two of the five colours is 27 (CIE 1976) in deutan sight."""
    colours = [lab(each.fill, sight) for each in UTILISATION]
    least = min(float(np.linalg.norm(one - two)) for one, two in itertools.combinations(colours, 2))

    assert least > 26


def test_classes_leave_no_gap() -> None:
    """Each class begins where the one before ends, the first at zero, the last without end."""
    assert UTILISATION[0].low == 0
    assert math.isinf(UTILISATION[-1].high)
    assert all(one.high == two.low for one, two in itertools.pairwise(UTILISATION))


def test_a_share_is_coloured_as_it_is_shown() -> None:
    """39.6% reads 40% and stands in the class 40-59%; 39.4% reads 39%."""
    assert utilisation_class(0.396) is UTILISATION[1]
    assert utilisation_class(0.394) is UTILISATION[0]
    assert utilisation_class(float("nan")) is None


@pytest.mark.parametrize("each", UTILISATION, ids=lambda each: each.label)
def test_text_on_a_class_can_be_read(each: palette.UtilisationClass) -> None:
    """Text of normal size needs 4.5 to 1."""
    assert contrast(each.ink, each.fill) >= 4.5
    assert each.ink == ink_on(each.fill)


def test_text_and_controls_can_be_seen_on_white_and_on_the_page() -> None:
    """Text needs 4.5 to 1, borders of controls 3 to 1 on white."""
    for ground in (palette.WHITE, palette.PAGE, palette.LAND, palette.SEA):
        assert contrast(palette.INK, ground) >= 4.5
        assert contrast(palette.MUTED, ground) >= 4.5
    assert contrast(palette.CONTROL, palette.WHITE) >= 2.99
    assert contrast(ink_on(palette.HOST), palette.HOST) >= 4.5
    assert contrast(ink_on(palette.GUEST), palette.GUEST) >= 4.5


def test_brands_are_told_from_the_ground_by_their_labels() -> None:
    """The published palette has pale colours, so that brands are labelled beside, not on, their marks.

    On bluish green and vermilion neither ink nor white reaches the 4.5 to 1 that small text needs.
    """
    hard = [brand for brand in BRANDS if contrast(ink_on(brand), brand) < 4.5]

    assert hard == ["#009E73", "#D55E00"]
    assert len(set(BRANDS)) == 6


def test_contrast_has_the_published_ends() -> None:
    """Black on white is 21 to 1, a colour on itself 1 to 1; #767676 on white is the usual 4.54."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#1D4F8C", "#1D4F8C") == pytest.approx(1)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
