"""The study of the United Kingdom is what its script builds from the data, and holds together."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from collections import defaultdict
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from plantshare import Limits, read_study, solve
from plantshare.deals.agreed import agreed_form
from plantshare.deals.gain import gains
from plantshare.deals.stream import steady_stream
from plantshare.dictionary import load_dictionary
from plantshare.study.parties import programme_of
from plantshare.tables.table import row_keys, table_entry

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "uk-2026"

LOCAL = "local_build_pays"
MODES = ("SKD", "CKD", "full")
RECORDS = ("claims", "evidence", "scenario_changes")
"""Tables that say where figures come from, or how futures differ, and that no plan is made from."""

Records = list[dict[str, str]]


def records(folder: Path, table: str) -> Records:
    """Return the rows of one table of a study as words."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digests_of(folder: Path) -> dict[str, str]:
    """Return a digest of every file of a study that the script writes; whole files make endless diffs."""
    files = [*folder.glob("*.csv"), folder / "study.toml", folder / "README.md"]
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the study built anew."""
    folder = tmp_path_factory.mktemp("study") / "uk-2026"
    script = ROOT / "tools" / "build_uk_study.py"
    subprocess.run([sys.executable, str(script), "--out", str(folder)], check=True, capture_output=True)
    return folder


def test_the_committed_study_is_what_the_script_builds(rebuilt):
    """Every file of the example equals, byte by byte, the one built anew from the data."""
    assert digests_of(rebuilt) == digests_of(EXAMPLE)


def test_building_into_a_used_folder_changes_nothing(rebuilt):
    """A second build into the same folder leaves the same bytes, a stale table gone."""
    before = digests_of(rebuilt)
    (rebuilt / "stale.csv").write_text("left\nover\n", encoding="utf-8")
    script = ROOT / "tools" / "build_uk_study.py"
    subprocess.run([sys.executable, str(script), "--out", str(rebuilt)], check=True, capture_output=True)

    assert digests_of(rebuilt) == before


def test_output_of_2025_adds_up():
    """Plants of the study, other output and Luton's last 8,000 are the 764,715 counted, within 1 percent."""
    built = {row["option"]: float(row["built"] or 0) for row in records(EXAMPLE, "incumbents")}
    home = {row["plant"] for row in records(EXAMPLE, "plants") if row["country"] == "GB"}
    options = {row["option"]: row["plant"] for row in records(EXAMPLE, "options")}
    planned = sum(units for option, units in built.items() if options[option] in home)
    other = float(records(EXAMPLE, "targets")[0]["other_output"])

    assert planned + other + 8_000 == pytest.approx(764_715, rel=0.01)


def test_sunderland_built_what_is_reported():
    """172,641 Qashqais and 100,446 Jukes are the 273,087 vehicles of 2025."""
    built = {row["option"]: float(row["built"] or 0) for row in records(EXAMPLE, "incumbents")}

    assert built["qashqai_sunderland_1"] + built["juke_sunderland_2"] == 273_087


@pytest.mark.parametrize(
    ("plant", "pattern", "stated"),
    [
        ("sunderland", "two_shift", 400_000),
        ("sunderland", "three_shift", 600_000),
        ("halewood", "two_shift", 120_000),
        ("solihull", "two_shift", 230_000),
        ("solihull", "three_shift", 300_000),
        ("oxford", "two_shift", 157_000),
        ("ellesmere_port", "two_shift", 50_000),
        ("nitra", "two_shift", 150_000),
    ],
)
def test_capacity_agrees_with_the_research(plant, pattern, stated):
    """The narrowest shop of each line, summed over the lines of the plant, within 3 percent."""
    group = {row["shop"]: row["group"] for row in records(EXAMPLE, "shops")}
    plant_of = {row["group"]: row["plant"] for row in records(EXAMPLE, "groups")}
    lines: dict[str, list[float]] = defaultdict(list)
    for row in records(EXAMPLE, "shop_patterns"):
        if row["pattern"] == pattern and plant_of[group[row["shop"]]] == plant:
            lines[group[row["shop"]]].append(float(row["capacity"]))

    assert sum(min(each) for each in lines.values()) == pytest.approx(stated, rel=0.03)


def test_every_press_claim_is_kept():
    """The 34 claims of the article and its context are all there."""
    claims = {row["claim"] for row in records(EXAMPLE, "claims")}

    assert {f"claims_dm{number:02}" for number in range(1, 35)} <= claims


def test_assumptions_have_a_reason_and_a_range():
    """Every claim of grade E with a value says why, and low < high."""
    for row in records(EXAMPLE, "claims"):
        if row["grade"] == "E" and row["value"]:
            assert row["method"], row["claim"]
            assert float(row["low"]) < float(row["high"]), row["claim"]


def test_conflicts_about_output_are_recorded_with_their_class():
    """760,000 and 738,000 dispute the count of 2025; 1.6 million cars dispute the total of 2015."""
    claims = {row["claim"]: row for row in records(EXAMPLE, "claims")}
    disputes = {
        (row["row"], row["claim"])
        for row in records(EXAMPLE, "evidence")
        if row["table"] == "statistics" and row["role"] == "disputes"
    }

    assert ("production_2025_car_and_cv", "claims_dm09") in disputes
    assert ("production_2025_car_and_cv", "claims_dm34") in disputes
    assert ("production_2015_car_and_cv", "claims_dm10") in disputes
    assert claims["claims_dm10"]["vehicle_class"] == "car"
    assert claims["claims_dm34"]["vehicle_class"] == "unclear"


def test_statistics_are_compared_within_one_class():
    """A figure is set against an earlier one of cars, of commercial vehicles, or of both, never across."""
    rows = {row["statistic"]: row for row in records(EXAMPLE, "statistics")}
    compared = [row for row in rows.values() if row["compared_with"]]

    assert len(compared) >= 5
    for row in compared:
        assert rows[row["compared_with"]]["vehicle_class"] == row["vehicle_class"]


def test_every_host_has_guests_in_each_mode():
    """Five British hosts; kits, welded kits and full builds are offered."""
    guests = {"chery", "cjlr"}
    brand = {row["vehicle"]: row["company"] for row in records(EXAMPLE, "vehicles")}
    home = {row["plant"] for row in records(EXAMPLE, "plants") if row["country"] == "GB"}
    offered = defaultdict(set)
    for row in records(EXAMPLE, "options"):
        if brand[row["vehicle"]] in guests and row["plant"] in home:
            offered[row["mode"]].add(row["plant"])

    hosts = {"sunderland", "halewood", "solihull", "burnaston", "oxford"}
    assert offered["SKD"] | offered["CKD"] == hosts
    assert offered["CKD"] == hosts
    assert len(offered["full"]) >= 4


def test_five_hosts_and_every_form_are_offered():
    """Chery could go to six plants; each form but the licence of a name is there for one of them."""
    study = read_study(EXAMPLE)
    deals = {row["deal"]: row for row in records(EXAMPLE, "deals")}
    plant = {row["option"]: row["plant"] for row in records(EXAMPLE, "options")}
    hosts = {
        plant[option]
        for row in deals.values()
        if row["guest"] == "chery"
        for option in row["options"].split(";")
        if option
    }

    assert hosts == {"halewood", "solihull", "sunderland", "oxford", "burnaston", "barcelona"}
    assert {row["form"] for row in deals.values()} == set(load_dictionary().column("deals.form").choices)
    for name, row in deals.items():
        assert bool(row["options"]) != bool(row["alternative_to"]), name
        owner = deals[programme_of(study, name)]
        assert (owner["host"], owner["guest"]) == (row["host"], row["guest"])


def test_terms_fit_the_form():
    """600 euros for 117,500 vehicles; 900 euros and 456 pounds; 470 euros for 60,000.

    600 * 0.85 * 117,500 = 59.925 m; 900 * 0.85 + 456 = 1,221; 470 * 0.85 * 60,000 = 23.97 m.
    """
    terms = {row["deal"]: row for row in records(EXAMPLE, "deal_terms")}

    assert float(terms["jlr_chery_halewood_purchase"]["price"]) == 59.925
    assert float(terms["nissan_chery_sunderland"]["unit_fee"]) == 1221
    assert float(terms["nissan_chery_sunderland"]["fixed_fee"]) == 23.97
    assert terms["jlr_chery_halewood_purchase"]["unit_fee"] == ""
    assert len({tuple(row.values())[1:] for row in terms.values()}) == len(terms) - 1  # two kit deals alike


def test_every_deal_is_a_form_with_its_terms():
    """Terms in thousands and millions: a fee of 1.85 at Halewood, halves of a venture, a price of 59.925."""
    study = read_study(EXAMPLE)
    runs = np.ones(len(study.years))
    found = {}
    for row in study.frame("deals").itertuples():
        stream = steady_stream(local=runs[1:], rate=0.1, conversion=1.2)
        parties = {"host": row.host, "guest": row.guest, "government": "uk_government"}
        stream = replace(stream, years=tuple(int(year) for year in study.years), **parties)
        found[row.deal] = agreed_form(study, row.deal, stream)
        assert sum(gains(found[row.deal], stream).by_party.values()) == pytest.approx(
            found[row.deal].integrated_gain(stream) + gains(found[row.deal], stream).by_party["uk_government"]
        )

    assert found["jlr_chery_halewood"].unit_fee == 1.85
    assert found["jlr_chery_halewood_venture"].host_share == 0.5
    assert found["jlr_chery_halewood_purchase"].price == 59.925
    assert found["bmw_chery_oxford_kits"].ruling == "vehicle"
    assert (found["jlr_cjlr_freelander"].licensee, found["jlr_chery_halewood_licence"].licensee) == (
        "guest",
        "host",
    )


def test_support_that_nobody_has_offered_is_paid_in_one_future_alone():
    """The base has a grant of 75 of 600 million and zeros; the future sets 9 percent and 37.5 a MWh."""
    study = read_study(EXAMPLE)
    base, future = (
        each["support.rate"].to_series().to_dict()
        for each in (study, study.with_scenario("support_for_guests"))
    )

    assert base == {"oxford_grant": 0.125, "guest_grant": 0.0, "guest_power_relief": 0.0}
    assert future == {"oxford_grant": 0.125, "guest_grant": 0.09, "guest_power_relief": 37.5}


def build(data: Path, folder: Path) -> Path:
    """Build the study from a folder of data and return where it is."""
    script = ROOT / "tools" / "build_uk_study.py"
    command = [sys.executable, str(script), "--data", str(data), "--out", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def assumed(data: Path, table: str) -> Records:
    """Return the rows of one table of assumptions."""
    with (data / "uk" / "assumed" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def overridden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study built from data whose first figures were replaced by what would have to be true."""
    data = tmp_path_factory.mktemp("other") / "data"
    shutil.copytree(ROOT / "data", data)
    other = {row["figure"]: row["value"] for row in assumed(data, "what_would_have_to_be_true")}
    figures = assumed(data, "figures")
    with (data / "uk" / "assumed" / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(figures[0]))
        writer.writeheader()
        writer.writerows(row | {"value": other.get(row["figure"], row["value"])} for row in figures)
    return build(data, data.parent / "uk-2026")


def test_the_scenario_in_which_local_builds_pay_equals_the_study_built_from_its_figures(overridden):
    """Each cell a plan is made from is the same, whether the scenario or the figures behind it change.

    Rounding to six digits when written bounds the difference: 13,900 x 1.15 is read as 15,985.
    """
    ours = read_study(EXAMPLE).with_scenario(LOCAL).tables
    theirs = read_study(overridden).tables

    for name in sorted(ours.tables.keys() - set(RECORDS)):
        key = table_entry(name).key
        frames = [each[name].set_axis(row_keys(each[name], key)).sort_index() for each in (ours, theirs)]
        assert list(frames[0].index) == list(frames[1].index), name
        for column in table_entry(name).columns:
            one, two = (frame[column].to_numpy() for frame in frames)
            if one.dtype == np.float64:
                np.testing.assert_allclose(one, two, rtol=1e-9, err_msg=f"{name}.{column}")
            else:
                assert list(one) == list(two), f"{name}.{column}"


def test_the_scenario_changes_what_it_is_said_to_change():
    """Programmes cost 2.5, 5 and 8 instead of 4, 9 and 12 million a year; demand is 1.15 times as high.

    Jaecoo 7 plug-ins: 33,000 in 2030 become 37,950, and 26,000 in 2026 stay.
    """
    study = read_study(EXAMPLE)
    local = study.with_scenario(LOCAL)

    def fixed(tables) -> dict[str, float]:
        rows = tables["options"]
        return {
            mode: rows[(rows["mode"] == mode) & (rows.fixed_cost > 0)].fixed_cost.mean() for mode in MODES
        }

    def demand(tables) -> list[float]:
        rows = tables["demand"].set_index(["vehicle", "market"])
        later = tables["demand_by_year"].set_index(["vehicle", "market", "year"])
        sold = later.loc[("jaecoo7_phev", "GB", 2030)].units
        return [float(rows.loc[("jaecoo7_phev", "GB")].units), float(sold)]

    assert list(fixed(study.tables).values()) == [4, 9, 12]
    assert list(fixed(local.tables).values()) == [2.5, 5, 8]
    assert demand(study.tables) == [26_000, 33_000]
    assert demand(local.tables) == pytest.approx([26_000, 37_950])


def test_what_would_have_to_be_true_lies_inside_the_ranges_of_the_first_figures():
    """Low <= value <= high, both as first judged and in the scenario, and each differs from the other."""
    figures = {row["figure"]: row for row in assumed(ROOT / "data", "figures")}
    others = assumed(ROOT / "data", "what_would_have_to_be_true")

    assert len(others) == 13
    for other in others:
        first = figures[other["figure"]]
        for value in (first["value"], other["value"]):
            assert float(first["low"]) <= float(value) <= float(first["high"]), other["figure"]
        assert first["value"] != other["value"]
        assert other["reason"]


def test_no_probability_is_given_to_what_would_have_to_be_true():
    """The scenario is a condition, not a forecast: its probability stays empty."""
    rows = {row["scenario"]: row for row in records(EXAMPLE, "scenarios")}

    assert not rows[LOCAL].get("probability")


@pytest.mark.parametrize(
    ("scenario", "gap", "gain", "vehicles"), [("", 5e-5, 6.6, 10.5), (LOCAL, 5e-4, 142.2, 152.8)]
)
def test_sharing_is_worth_what_the_page_says(scenario, gap, gain, vehicles):
    """Two plans, each proven to a gap, differ by the gain of the page within the sum of both gaps.

    Base: 34,442.0 less 34,435.4 is 6.6 million, and 861.0 less 850.5 thousand vehicles in 2035 is 10.5.
    """
    study = read_study(EXAMPLE)
    study = study.with_scenario(scenario) if scenario else study
    apart, together = (
        solve(study.with_settings(sharing=sharing), Limits(gap=gap, seconds=120)) for sharing in ("off", "on")
    )
    built = [each.targets().set_index("target").planned["uk_13m_2035"] / 1000 for each in (apart, together)]

    assert apart.proof.status in ("optimal", "gap_reached")
    assert together.proof.status in ("optimal", "gap_reached")
    unproven = sum(each.proof.bound - each.proof.objective for each in (apart, together))
    assert together.proof.objective - apart.proof.objective == pytest.approx(gain, abs=max(unproven, 0.2))
    assert built[1] - built[0] == pytest.approx(vehicles, rel=0.25)
