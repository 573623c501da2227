"""Fees by bands and fees that follow wages and energy, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.study.fees import Band, band_volumes, bands_of, fee_in_bands, fee_index, price_over_first
from plantshare.study.study import Study, study_from_tables
from tests.study.small import Edit, add, put, tables_with

FALLING = (Band(start=0, end=40, unit_fee=1.95), Band(start=40, end=float("inf"), unit_fee=1.6))


def study_with(*edits: Edit) -> Study:
    """Return the small study after some edits."""
    return study_from_tables(tables_with(*edits))


def test_each_vehicle_pays_the_fee_of_its_band() -> None:
    """20 pay 39; 50 pay 78 + 16 = 94; 60 pay 78 + 32 = 110; and so for years and scenarios together."""
    volumes = np.array([[20.0, 50.0], [60.0, 0.0]])

    assert fee_in_bands(volumes, FALLING) == pytest.approx(np.array([[39.0, 94.0], [110.0, 0.0]]))
    assert band_volumes(volumes, FALLING).sum(axis=0) == pytest.approx(volumes)


def test_bands_come_in_their_order_and_in_thousands() -> None:
    """Bands 2 and 1 in the file; a deal without bands has none."""
    study = study_with(
        put("deal_terms", "contract", unit_fee=None),
        add("deal_bands", deal="contract", band=2, from_units=40_000, unit_fee=1600),
        add("deal_bands", deal="contract", band=1, from_units=0, to_units=40_000, unit_fee=1950),
    )

    assert bands_of(study, "contract") == FALLING
    assert bands_of(study_with(), "contract") == ()


def test_an_index_follows_wage_and_power_of_the_plants_country() -> None:
    """D1e. Wage up by 1.03 squared and power by a fifth: 0.5 * 1.0609 + 0.1 * 1.2 + 0.4 = 1.05045."""
    base = study_with()
    wage, power = (
        float(base[f"factors.{name}"].sel(country="GB").values.flat[0])
        for name in ("wage", "electricity_price")
    )
    study = study_with(
        put("deal_terms", "contract", labour_weight=0.5, energy_weight=0.1),
        add("factors_by_year", country="GB", year=2030, wage=1.03**2 * wage, electricity_price=1.2 * power),
    )
    index = fee_index(study, "contract")

    assert index.dims == ("year", "scenario")
    assert index.sel(year=2030).values == pytest.approx(1.943333 / 1.85)
    assert index.drop_sel(year=2030).values == pytest.approx(1.0)
    assert fee_index(base, "contract").values == pytest.approx(1.0)


def test_a_price_that_is_not_stated_does_not_move() -> None:
    """Power at 0 in every year: nothing over nothing counts as no change."""
    study = study_with(put("factors", "GB", electricity_price=0))

    assert price_over_first(study, "contract", "electricity_price").values == pytest.approx(1.0)
