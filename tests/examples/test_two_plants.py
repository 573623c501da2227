"""The tutorial study: its folder is sound, sharing matters, and its README states what comes out."""

from pathlib import Path

import pytest

from plantshare import Change, Result, Study, solve
from plantshare.study.read import check_folder, read_study

FOLDER = Path(__file__).parents[2] / "examples" / "two-plants"
README = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the study as it ships."""
    return read_study(FOLDER)


@pytest.fixture(scope="module")
def plans(study: Study) -> dict[str, Result]:
    """Return the best plan under each sharing setting."""
    return {sharing: solve(study.with_settings(sharing=sharing)) for sharing in ("off", "on", "deals")}


def capital(amount: float) -> Change:
    """Return a change of what the launch from kits costs, in millions."""
    return Change(table="options", row="dawn_northgate_ckd", column="capex", value=amount)


def test_the_folder_has_no_fault_and_no_doubt() -> None:
    """A study that teaches must pass every check."""
    assert check_folder(FOLDER) == ()


def test_no_figure_is_a_fact(study: Study) -> None:
    """An invented study says so."""
    assert study.settings["illustrative"] is True


def test_table_of_plans_in_the_readme(plans: dict[str, Result]) -> None:
    """Each row ends with the present value of Fellside, of Sunrise and of both, to the penny of a million."""
    begin = {"off": "| off |", "on": "| on, built at cost |", "deals": "| deals, on the contract's terms |"}
    for sharing, result in plans.items():
        npv = result.npv()
        cells = [npv["fellside"], npv["sunrise"], result.proof.objective]
        (row,) = [line for line in README.splitlines() if line.startswith(begin[sharing])]
        stated = [float(cell) for cell in row.strip("| ").split("|")[2:]]
        assert stated == pytest.approx(cells, abs=0.0051)


def test_sharing_launches_kits_and_off_does_not(plans: dict[str, Result]) -> None:
    """951.062 - 865.641 = 85.421 million, by building from kits from 2028."""
    assert plans["off"].to_frame("launched").empty
    for sharing in ("on", "deals"):
        frame = plans[sharing].to_frame("launched")
        assert list(zip(frame.option, frame.year, strict=True)) == [("dawn_northgate_ckd", 2028)]
        assert plans[sharing].proof.objective == pytest.approx(951.062, abs=1e-3)
    assert plans["on"].proof.objective - plans["off"].proof.objective == pytest.approx(85.421, abs=1e-3)
    assert "Sharing is worth 85.42 million" in README


def test_fee_at_cost_hurts_the_host_and_the_contract_does_not(plans: dict[str, Result]) -> None:
    """259.965 - 333.820 = -73.855; by contract 363.588 - 333.820 = 29.768 and 587.475 - 531.821 = 55.654."""
    off, on, deals = (plans[name].npv() for name in ("off", "on", "deals"))
    assert on["fellside"] - off["fellside"] == pytest.approx(-73.855, abs=2e-3)
    assert deals["fellside"] - off["fellside"] == pytest.approx(29.768, abs=2e-3)
    assert deals["sunrise"] - off["sunrise"] == pytest.approx(55.654, abs=2e-3)
    assert "the host loses 73.86" in README
    assert "gives Fellside 29.77 and Sunrise 55.65" in README


def test_output_and_loading_at_northgate(plans: dict[str, Result]) -> None:
    """40% and 85% of 45,000, then all of it; 57,000 Moors beside it make 102,000 of 124,080: 82.2%."""
    built = plans["on"].values["built"].sel(option="dawn_northgate_ckd").squeeze("scenario")
    assert list(built.values) == pytest.approx([0, 18_000, 38_250, 45_000, 45_000, 45_000])
    loading = {
        sharing: result.loading().query(
            "shop == 'northgate_assembly' and year == 2032 and basis == 'two_shifts'"
        )
        for sharing, result in plans.items()
    }
    assert float(loading["on"].utilisation.iloc[0]) == pytest.approx(102_000 / 124_080)
    assert float(loading["off"].utilisation.iloc[0]) == pytest.approx(57_000 / 124_080)
    assert bool(plans["on"].targets().reached.iloc[0])
    assert float(plans["off"].targets().gap.iloc[0]) == pytest.approx(43_000)


def test_cost_of_one_dawn_in_the_north(plans: dict[str, Result]) -> None:
    """Sums of the README: imported 16,426.66, from kits 15,169.50, and 1,257.16 between them.

    Of the plan of 2030, where 48,000 Dawns go north, 45,000 of them from kits and 3,000 imported.
    """
    kinds = ["parts", "parts duty", "labour", "energy", "conversion", "freight", "pipeline", "duty"]
    money = plans["on"].money
    of_year = money[(money.year == 2030) & money.kind.isin(kinds)]
    kits = of_year[of_year.option == "dawn_northgate_ckd"].amount.sum() / 45_000 * 1e6
    assert kits == pytest.approx(15_169.50)
    imported = 12_700 + 24 * 12 + 80 + 20 + 230 + 1_340 + 15_200 * 0.09 * 45 / 365 + 1_600
    assert imported == pytest.approx(16_426.66, abs=0.005)
    to_north = of_year[(of_year.option == "dawn_eastport") & (of_year.market == "north")].amount.sum()
    assert to_north / 3_000 * 1e6 == pytest.approx(1_340 + 15_200 * 0.09 * 45 / 365 + 1_600)
    assert imported - kits == pytest.approx(1_257.16, abs=0.005)


def test_break_even_of_the_launch(study: Study, plans: dict[str, Result]) -> None:
    """A million of capital costs 0.6 / 1.09 + 0.4 / 1.09^2 = 0.88713; 70 + 85.421 / 0.88713 = 166.29."""
    gain = plans["on"].proof.objective - plans["off"].proof.objective
    break_even = 70 + gain / (0.6 / 1.09 + 0.4 / 1.09**2)
    assert break_even == pytest.approx(166.3, abs=0.05)
    assert not solve(study.with_changes([capital(break_even - 1)])).to_frame("launched").empty
    assert solve(study.with_changes([capital(break_even + 1)])).to_frame("launched").empty


def test_full_build_is_not_chosen_without_kits(study: Study, plans: dict[str, Result]) -> None:
    """With kits priced out the plan is that without sharing."""
    alone = solve(study.with_changes([capital(10_000)]))
    assert alone.to_frame("launched").empty
    assert alone.proof.objective == pytest.approx(plans["off"].proof.objective)


def test_named_differences(study: Study) -> None:
    """Without duty nothing is launched: 1,074.10. With cheap power the launch stays: 982.32."""
    no_duty, cheap_power = (solve(study.with_scenario(name)) for name in ("no_duty", "cheap_power"))
    assert no_duty.to_frame("launched").empty
    assert no_duty.proof.objective == pytest.approx(1_074.105, abs=2e-3)
    assert list(cheap_power.to_frame("launched").year) == [2028]
    assert cheap_power.proof.objective == pytest.approx(982.324, abs=2e-3)
