"""The commands `deal` and `range`, on the toy of one guest and two hosts."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from plantshare.cli.deal import ChartName
from plantshare.report.analyses import DEAL_CHARTS
from plantshare.tables import tables_from_frames, write_folder
from tests.cli.terminal import Terminal
from tests.cli.toy_deals import toy_deals
from tests.deals.toys import ROWS, SETTINGS, changed


@pytest.fixture(scope="module")
def toy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the toy study as a folder, with sales of B that may be a fifth more or less, and a review."""
    return toy_deals(tmp_path_factory.mktemp("toy") / "toy")


def test_a_deal_is_told_in_sentences_first(terminal: Terminal, toy_folder: Path) -> None:
    """36 for Ada, 22 for Bo, -60 for the state; 400 to 1,367 a vehicle; Graz is the rival."""
    done = terminal("deal", toy_folder, "at Leipzig", "--draws", 8)

    assert done.code == 0
    told = " ".join(done.out.split())
    assert (
        "On the stated terms Ada Cars gains €36.0 million, Bo gains €22.0 million and state loses €60.0 "
        "million."
    ) in told
    assert "All companies together gain €58.0 million (proven); terms share that sum out" in told
    assert "both accept €400 to €1,367 a vehicle; Ada Cars accepts no less, Bo no more." in told
    assert "Bo could turn to Cy (“at Graz”) and gain €40.0 million there at most." in told
    assert "Gain of each party in 8 drawn futures, present value, €m" in told
    assert (
        "At the end of 2027 a side may leave for €5.0 million: Bo does in 0% of 8 futures and Ada Cars in 0%"
        "; leaving is better for the two together in 0%."
    ) in told
    assert "neither side would rather walk in any future: no clause is needed." in told
    assert "€400 a vehicle, which is what building one costs the host" in told
    assert "the same vehicles built abroad, free of duty" in told
    assert "the plan that keeps “at Graz”" in told
    assert max(len(line) for line in done.out.splitlines() if line.endswith(".")) <= 110


def test_a_deal_is_told_as_data(terminal: Terminal, toy_folder: Path) -> None:
    """Every gain names its counterfactual; ranges, splits, walking, clauses and public finance are there."""
    asked = ("--weights", "Ada=2", "Bo=3", "--caps", "Ada=12", "--draws", 8, "--workers", 1)
    done = terminal("deal", toy_folder, "at Leipzig", *asked, "--json")
    content = done.json

    assert (done.code, done.err) == (0, "")
    assert content["gains"]["Ada"]["value"] == pytest.approx(36.0)
    assert {gain["counterfactual"] for gain in content["gains"].values()} == {
        "the best plan without the deal"
    }
    assert content["splits"]["Nash, weighted"]["Bo"]["value"] == pytest.approx(46.0)
    assert set(content["walk_away"]) == {"Ada", "Bo", "state"}
    assert [account["counterfactual"] for account in content["public_finance"]][2].endswith("at Graz")
    assert content["public_finance"][0]["jobs"]["hours of work"]["2027"] == pytest.approx(200.0)
    assert {clause["name"] for clause in content["clauses"]} >= {"two-part fee", "minimum volume"}
    assert content["futures"] == 8
    (review,) = content["exits"]
    assert (review["review"], review["futures"], review["fee"]) == (2027, 8, 5.0)
    assert (review["guest_leaves_share"], review["host_leaves_share"]) == (0.0, 0.0)
    # After 2027 one year is left: Ada gains 0.6 and Bo 0.5 thousand on each vehicle that is sold then.
    assert review["host_continuation"] / review["guest_continuation"] == pytest.approx(1.2)
    assert content["surplus"]["low"] <= 58.0 + 1e-6 <= content["surplus"]["high"] + 2e-6


def test_deals_are_listed(terminal: Terminal, toy_folder: Path) -> None:
    """Without a name all are shown, and with --all what each gains: 58 and 40."""
    plain = terminal("deal", toy_folder)
    valued = terminal("deal", toy_folder, "--all", "--json")

    assert plain.code == 0
    assert "at Leipzig" in plain.out
    assert "gain of all companies" not in plain.out
    found = {deal["deal"]: deal["surplus"]["value"] for deal in valued.json["deals"]}
    assert found == pytest.approx({"at Leipzig": 58.0, "at Graz": 40.0})


def test_the_game_between_companies_is_shown(terminal: Terminal, toy_folder: Path) -> None:
    """Bo is needed by both: the nucleolus gives it 49 of 58."""
    done = terminal("deal", toy_folder, "--game", "--players", "Ada", "Bo", "Cy", "--json")
    words = terminal("deal", toy_folder, "--game")

    assert done.json["nucleolus"]["Bo"]["value"] == pytest.approx(49.0)
    assert (done.json["solves"], done.json["core"]["is_empty"]) == (4, False)
    assert "7 groups among 3 companies, valued by 4 plans in " in words.out
    assert "present value, €m: a split is possible that no group would leave" in words.out
    assert "without it nobody gains" in words.out


@pytest.mark.xdist_group("cluster")
@pytest.mark.parametrize("words", [("at Leipzig", "--draws", 0), ("--game",)])
def test_whoever_searches_the_answer_is_the_same(
    terminal: Terminal, toy_folder: Path, words: tuple[object, ...]
) -> None:
    """One thread, two threads and two processes of this machine: the same to the last digit but for time."""
    pytest.importorskip("distributed")
    one, two, processes = (
        terminal("deal", toy_folder, *words, "--json", *options)
        for options in (("--workers", 1), ("--workers", 2), ("--cluster", "local", "--workers", 2))
    )
    answers = [
        {key: cell for key, cell in done.json.items() if key != "seconds"} for done in (one, two, processes)
    ]

    assert [done.code for done in (one, two, processes)] == [0, 0, 0]
    assert (one.err, two.err, processes.err) == ("", "", "")
    assert answers[0] == answers[1] == answers[2]


def test_workers_are_refused_where_the_cluster_has_its_own(terminal: Terminal, toy_folder: Path) -> None:
    """Nobody is asked at the address."""
    done = terminal("deal", toy_folder, "at Leipzig", "--cluster", "tcp://127.0.0.1:9", "--workers", 2)

    assert (done.code, done.out) == (2, "")
    assert "has its own number of workers" in done.err


def test_a_range_is_one_or_two_terms(terminal: Terminal, toy_folder: Path) -> None:
    """The fee alone, and both fees together; an unknown term is told with those that there are."""
    one = terminal("range", toy_folder, "at Leipzig", "unit_fee", "--json")
    two = terminal("range", toy_folder, "at Leipzig", "unit_fee", "fixed_fee")
    wrong = terminal("range", toy_folder, "at Leipzig", "rent")

    (found,) = one.json["ranges"]
    assert (found["low"], found["high"]) == pytest.approx((0.4, 1.5 - 8 / 60))
    assert found["is_open"]
    assert "Both gain at every pair of fee and fixed fee between these corners:" in two.out
    assert (wrong.code, wrong.out) == (2, "") or wrong.code == 3
    assert "unit_fee" in wrong.err


def test_what_does_not_suit_is_told_in_words(terminal: Terminal, tmp_path: Path) -> None:
    """Kept at 2,000 to build: 30,000 vehicles and 3 m for 15,000 short in the first year.

    Ada needs 2,000 - 3 / 30 thousand = 1,900, Bo can pay 1,500 - 11 / 30 thousand = 1,133, 767 apart.
    No share of the capital makes up for 27 m that Ada lacks.
    """
    rows = {**ROWS, **changed("options", "B Leipzig", other_conversion=1_800)}
    write_folder(tables_from_frames(SETTINGS, rows), tmp_path / "dear")
    done = terminal("range", tmp_path / "dear", "at Leipzig")

    assert (
        "no value suits both. Ada Cars needs €1,900 a vehicle and Bo accepts €1,133 at most, €767 apart."
    ) in " ".join(done.out.split())
    assert "no value suits Ada Cars, the other terms as stated" in done.out
    assert "inf" not in done.out


def test_charts_and_a_report_are_written(terminal: Terminal, toy_folder: Path, tmp_path: Path) -> None:
    """A page of charts and a report, each a new file; a second time they are refused before any work."""
    page, report = tmp_path / "deal.html", tmp_path / "report.html"
    asked = ("deal", toy_folder, "at Leipzig", "--draws", 0, "--out", page, "--report", report)
    done = terminal(*asked)

    assert done.code == 0
    assert f"Written to {page}" in done.out
    assert "at Leipzig" in report.read_text(encoding="utf-8")
    assert terminal(*asked).code == 2


def test_wrong_use_is_told(terminal: Terminal, toy_folder: Path) -> None:
    """Each with the way out, and no result on standard output."""
    for words in (
        ("at Leipzig", "--game"),
        ("--players", "Ada"),
        ("at Leipzig", "--draws", 1),
        ("at Leipzig", "--chart", "deal_bridge"),
        ("at Leipzig", "--out", "deal.doc"),
        ("at Leipzig", "--report", "deal.pdf"),
        ("--out", "deal.html"),
    ):
        done = terminal("deal", toy_folder, *words)
        assert (done.code, done.out) == (2, ""), words
        assert done.err
    named = terminal("deal", toy_folder, "at Lepzig", "--draws", 0)
    assert "at Leipzig" in named.err
    assert (
        "wanted a party and a number"
        in terminal("deal", toy_folder, "at Leipzig", "--weights", "Ada", "--draws", 0).err
    )


def test_a_study_without_deals_says_so(terminal: Terminal, study: Path) -> None:
    """The small study has none."""
    assert "deals.csv" in terminal("deal", study).err


def test_every_chart_of_the_catalogue_can_be_named() -> None:
    """The option offers the charts that there are."""
    assert set(get_args(ChartName)) == set(DEAL_CHARTS)
