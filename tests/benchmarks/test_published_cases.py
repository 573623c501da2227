"""The farmer and the Giant Motor Company reach their published values."""

from __future__ import annotations

import csv
import hashlib

import pytest
from published_cases import CASES, farmer_program, giant_motor_program, giant_motor_study

from plantshare import Limits, solve
from plantshare.methods import solve_direct
from plantshare.methods.choose import METHODS
from plantshare.methods.information import value_of_information

EXACT = Limits(gap=0.0, seconds=60, threads=1)


@pytest.mark.parametrize("method", ["extensive", "decomposition"])
def test_farmer_sows_170_80_and_250_acres(method: str):
    """Birge and Louveaux: 108,390 on average from wheat, corn and beets."""
    found = METHODS[method](farmer_program(), EXACT)

    assert found.objective == pytest.approx(108_390)
    assert found.values[:3] == pytest.approx([170, 80, 250])


def test_farmer_and_his_news():
    """WS 115,405.5556 and EEV 107,240: EVPI 7,015.5556, VSS 1,150; the mean plan sows 120, 80, 300."""
    found = value_of_information(farmer_program(), EXACT)

    assert found.wait_and_see.low == pytest.approx(115_405.5556)
    assert found.mean_plan == pytest.approx([120, 80, 300])
    assert found.mean_plan_worth.low == pytest.approx(107_240)
    assert found.perfect_information.low == pytest.approx(7_015.5556, abs=1e-4)
    assert found.stochastic_solution.low == pytest.approx(1_150)


def test_giant_motor_as_a_study():
    """Lyra and Libra are retooled, Hydra closes: 4,040 million.

    2.5 * 1,400 + 3 * 100 + 3.5 * 1,000 + 4.8 * 800 = 11,140, less 3,400 + 3,700.
    """
    result = solve(giant_motor_study(), EXACT)
    built = result.to_frame("built").set_index("option")["built"]

    assert result.proof.objective == pytest.approx(4_040)
    assert built[built > 0].to_dict() == pytest.approx(
        {
            "Lyra at New Lyra": 1_400_000,
            "Libra at New Lyra": 100_000,
            "Libra at New Libra": 1_000_000,
            "Hydra at New Libra": 800_000,
        }
    )


def test_giant_motor_with_three_plants_as_a_study():
    """Hydra stays, Libra is retooled, Lyra may be: 2,560 million, Lyra as it is.

    2 * 700 + 2.3 * 700 + 3.5 * 1,100 + 5 * 800 = 10,860, less 2,000 + 3,700 + 2,600.
    """
    patterns = {"Hydra": ("present",), "Libra": ("retooled",), "Lyra": ("present", "retooled")}
    result = solve(giant_motor_study(patterns), EXACT)

    assert result.proof.objective == pytest.approx(2_560)


def test_buyers_who_turn_to_another_line_change_neither_value():
    """All demand is served in both plans above, so the rule that a study lacks is not used."""
    free = solve_direct(giant_motor_program(), EXACT)
    three = solve_direct(giant_motor_program(plants_open=3, forced=("Hydra", "New Libra")), EXACT)

    assert free.objective == pytest.approx(4_040)
    assert three.objective == pytest.approx(2_560)


def test_giant_motor_as_the_public_notebook_counts():
    """Three plants with Hydra, Libra as it is and Lyra retooled, diversion against the base demand.

    Of u unmet Lyra, 0.3 u want a Libra and 0.05 u a Hydra, and each Libra above 1,100 takes 0.1 of a buyer
    from Hydra. New Lyra is full: 1,400 - u Lyra and 200 + u Libra, 800 more at Libra, so Libra's demand
    1,100 + 0.3 u must carry 1,000 + u: u = 142.857. Hydra sells 800 + 7.143 - 4.286 = 802.857.
    2.5 * 1,257.143 + 3 * 1,142.857 + 5 * 802.857 = 10,585.714, less 3,400 + 2,000 + 2,600.
    """
    found = solve_direct(giant_motor_program(plants_open=3, forced=("Hydra",), against_base=True), EXACT)

    assert found.objective == pytest.approx(2_585.714286)


def test_cases_are_the_files_of_their_manifest():
    """Each committed file has the digest that the manifest states."""
    with (CASES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["file"] for row in rows} == {path.name for path in CASES.glob("*.json")}
    for row in rows:
        assert hashlib.sha256((CASES / row["file"]).read_bytes()).hexdigest() == row["sha256"]
