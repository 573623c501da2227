"""Undertakings: whom they hold for, who keeps the floor, which duty they set, and how rows are read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plantshare.study.duty import duty_rate, is_undertaken, ordinary_duty_rate
from plantshare.study.minimum_prices import holds_for, keeps_floor
from plantshare.study.unit_costs import duty_cost
from plantshare.tables import read_tables, write_folder, write_workbook
from tests.study.test_duty import border_study
from tests.tables.small_study import write_files

OFFER: dict[str, Any] = {"undertaking": "offer", "origin": "CN", "market": "EU", "floor": 30_000, "duty": 0.1}
"""Battery cars from China pay 10% + 17% into the EU; under the offer they pay 10%."""


def offered(price: float, **cells: Any) -> Any:
    """Return the duty of the car from Wuhu into the EU, declared at a price, in 2026, 2027 and 2028."""
    options = [
        {"option": "Oxford", "vehicle": "car", "plant": "Oxford", "non_originating_share": 0.4},
        {"option": "Wuhu", "vehicle": "car", "plant": "Wuhu", "customs_value": price},
    ]
    study = border_study(options=options, minimum_prices=[OFFER | cells])
    return duty_rate(study).sel(option="Wuhu", market="EU", scenario="base").values.tolist()


def test_a_kept_floor_sets_the_duty_of_the_undertaking():
    """10% in place of 27% at 30,000 and above; 27% below, where the ordinary duty may be paid instead."""
    assert offered(30_000) == pytest.approx([0.1] * 3)
    assert offered(29_999, otherwise="ordinary_duty") == pytest.approx([0.27] * 3)


def test_prices_that_differ_by_rounding_alone_keep_the_floor():
    """30 thousand less a hair, as converting units may leave it, is 30,000."""
    assert offered(30_000 * (1 - 1e-12), otherwise="ordinary_duty") == pytest.approx([0.1] * 3)


def test_an_undertaking_sets_no_duty_outside_its_years():
    """From 2027 to 2027: 27%, 10%, 27%."""
    assert offered(31_000, first_year=2027, last_year=2027) == pytest.approx([0.27, 0.1, 0.27])


def test_an_undertaking_without_duty_leaves_the_tariff():
    """The floor and the cap hold; 27% are paid all the same."""
    assert offered(31_000, duty=None) == pytest.approx([0.27] * 3)


def test_an_offer_is_never_dearer_than_the_tariff():
    """40% offered where 27% may be paid: 27%. Where nothing else is let in: 40%."""
    assert offered(31_000, duty=0.4, otherwise="ordinary_duty") == pytest.approx([0.27] * 3)
    assert offered(31_000, duty=0.4) == pytest.approx([0.4] * 3)


def test_a_preference_stays_under_an_undertaking():
    """Oxford originates and pays 0% into the EU; an undertaking at 10% does not change it."""
    study = border_study(minimum_prices=[OFFER | {"origin": "GB", "floor": 0}])
    assert holds_for(study).sel(option="Oxford").all()
    assert not is_undertaken(study).any()
    assert duty_rate(study).equals(ordinary_duty_rate(study))


def test_an_undertaking_at_home_holds_for_nothing():
    """GB sets a floor for cars from GB: they are no imports."""
    study = border_study(minimum_prices=[OFFER | {"origin": "GB", "market": "GB"}])
    assert not holds_for(study).any()


def test_floors_differ_by_year():
    """Declared at 30,500: kept until the floor rises to 31,000 in 2028; the duty cost follows."""
    options = [{"option": "Wuhu", "vehicle": "car", "plant": "Wuhu", "customs_value": 30_500}]
    by_year = [{"undertaking": "offer", "year": 2028, "floor": 31_000}]
    study = border_study(
        options=options,
        minimum_prices=[OFFER | {"otherwise": "ordinary_duty"}],
        minimum_prices_by_year=by_year,
    )
    kept = keeps_floor(study).sel(option="Wuhu", undertaking="offer", scenario="base")
    assert kept.values.tolist() == [True, True, False]
    cost = duty_cost(study).sel(option="Wuhu", market="EU", scenario="base")
    assert cost.values.tolist() == pytest.approx([3_050, 3_050, 8_235])


HEAD = "undertaking,origin,market,floor"


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        (f"{HEAD}\nu,GB,EU,-1\n", "number-low", "floor"),
        (f"{HEAD},cap\nu,GB,EU,30000,-5\n", "number-low", "cap"),
        (f"{HEAD} [k EUR/vehicle]\nu,GB,EU,30\n", "money-currency", "floor"),
        (f"{HEAD} [vehicles/yr]\nu,GB,EU,30\n", "unit-unknown", "floor"),
        (f"{HEAD}\nu,GB,Mars,30000\n", "unknown-market", "market"),
        (f"{HEAD},company\nu,GB,EU,30000,nisan\n", "unknown-company", "company"),
        (f"{HEAD},otherwise\nu,GB,EU,30000,maybe\n", "choice-unknown", "otherwise"),
        ("undertaking,origin,market\nu,GB,EU\n", "column-missing", "floor"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, text: str, code: str, column: str):
    """A floor below zero, in another currency or in no money, an unknown market: each at its cell."""
    (problem,) = read_tables(write_files(tmp_path, {"minimum_prices.csv": text})).problems
    assert (problem.code, problem.column, problem.file) == (code, column, "minimum_prices.csv")
    assert all((problem.found, problem.wanted, problem.fix))


def test_rows_survive_a_folder_and_a_workbook(tmp_path: Path):
    """30 k GBP are 30,000, 5 k/yr are 5,000; what is written and read again is the same."""
    text = (
        "undertaking,origin,market,floor [k GBP/vehicle],cap [k/yr],duty,otherwise\n"
        "u,GB,EU,30,5,0.1,ordinary_duty\n"
    )
    tables = read_tables(write_files(tmp_path / "study", {"minimum_prices.csv": text}))
    frame = tables["minimum_prices"]
    assert frame[["floor", "cap", "duty"]].values.tolist() == [[30_000, 5_000, 0.1]]
    write_folder(tables, tmp_path / "again")
    write_workbook(tables, tmp_path / "book.xlsx")
    for place in ("again", "book.xlsx"):
        again = read_tables(tmp_path / place)
        assert again.problems == ()
        assert again["minimum_prices"].equals(frame)
