"""The report as a whole: what it holds, and that everything it names is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from plantshare.errors import InfeasibleError
from plantshare.methods import Limits
from plantshare.report.beside import beside_of
from plantshare.report.catalogue import CHARTS
from plantshare.report.chart import Field
from plantshare.report.document import SECTIONS, Report, report_of
from plantshare.report.evidence import evidence_of
from plantshare.report.page_data import as_data
from plantshare.report.palette import contrast
from plantshare.report.plan_listings import ACCOUNTS, account_listing, launch_listing, target_listing
from plantshare.report.row_names import RowNames
from plantshare.report.section import Recorded
from plantshare.report.trust_listings import assumption_listing, audit_words, limit_listing, source_listing
from plantshare.report.weights import weights_of
from plantshare.results import Result
from plantshare.results.plan import launches
from plantshare.solve import solve
from plantshare.study.read import read_study
from tests.formulation.plants import best, study_with
from tests.report.sourced import CAPITAL, FIXED, MOVED, SALES, sourced_plan
from tests.run.studies import ADA, BO_APART, BO_SHARED

Json = Mapping[str, Any]

TYPES = Path(__file__).parents[2] / "frontend" / "src" / "lib" / "types.ts"
EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def shared() -> Result:
    """Return the small plan with sharing on."""
    return sourced_plan()


@pytest.fixture(scope="module")
def apart() -> Result:
    """Return the small plan with sharing off."""
    return sourced_plan(sharing="off")


@pytest.fixture(scope="module")
def report(shared: Result, apart: Result) -> Report:
    """Return the report of the small plan with the other beside it."""
    return report_of(
        shared,
        beside=[apart],
        audience="For the board.",
        recorded=Recorded(run="r1", when="1 May 2026", digest="abc"),
    )


@pytest.fixture(scope="module")
def content(report: Report) -> Json:
    """Return its data as a page reads it."""
    data: Json = json.loads(json.dumps(report.to_json(), allow_nan=False))
    return data


def interface_keys(name: str) -> dict[str, bool]:
    """Return the keys of an interface of the front end, and whether each may be missing."""
    found = re.search(rf"export interface {name}(?:<[^>]*>)? \{{(.*?)\n\}}", TYPES.read_text("utf-8"), re.S)
    assert found, name
    return {key: bool(mark) for key, mark in re.findall(r"^  (\w+)(\??):", found.group(1), re.M)}


def parts(content: Json) -> Iterator[tuple[str, Json]]:
    """Yield every record of a report with the name of its interface."""
    yield "Report", content
    yield "StudyFacts", content["study"]
    yield "RunFacts", content["run"]
    yield "Front", content["front"]
    yield "Palette", content["palette"]
    yield from (("UtilisationClass", each) for each in content["palette"]["utilisation"])
    yield from (("Headline", each) for each in content["front"]["headlines"])
    yield from (("Part", part) for sentence in content["front"]["answer"] for part in sentence)
    yield from (("GradeShare", each) for each in content["front"]["evidence"]["grades"])
    yield from (("Figure", each) for each in content["figures"].values())
    yield from (("Input", each) for each in content["inputs"].values())
    yield from (("Source", each) for each in content["sources"].values())
    for section in content["sections"]:
        yield "Section", section
        for name, kind in (("Chart", "charts"), ("Table", "tables")):
            for each in section[kind]:
                yield name, each
                yield from (("Field", field) for field in each["fields"])


def test_the_data_have_the_keys_that_the_page_reads(content: Json) -> None:
    """Every record has the keys of its TypeScript interface, no more and no fewer."""
    seen = set()
    for name, record in parts(content):
        keys = interface_keys(name)
        assert set(record) <= set(keys), (name, set(record) - set(keys))
        assert {key for key, is_optional in keys.items() if not is_optional} <= set(record), name
        seen.add(name)

    assert {"Headline", "Part", "Figure", "Input", "Source", "Chart", "Table", "Field"} <= seen


def test_everything_that_is_named_is_there(content: Json) -> None:
    """Figures of parts, paths of figures and rows, sources of inputs, grades of all."""
    shown = [each for section in content["sections"] for each in (*section["charts"], *section["tables"])]
    named = {part["figure"] for sentence in content["front"]["answer"] for part in sentence} - {None}
    named |= {each["figure"] for each in content["front"]["headlines"]}
    paths = {path for figure in content["figures"].values() for path in figure["inputs"]}
    paths |= {path for each in shown for row in each["behind"] for path in row}

    assert named <= set(content["figures"])
    assert paths == set(content["inputs"])
    assert {each["source"] for each in content["inputs"].values()} - {None} == set(content["sources"])
    assert {each["grade"] for each in content["inputs"].values()} <= set(content["grades"])
    assert all(len(each["behind"]) in (0, len(each["rows"])) for each in shown)


def test_sections_stand_in_order_and_hold_every_chart(content: Json, report: Report) -> None:
    """With a run beside it the report shows each chart of the catalogue once."""
    names = [each["name"] for section in content["sections"] for each in section["charts"]]

    assert [section["id"] for section in content["sections"]] == list(SECTIONS)
    assert len(names) == len(set(names)) == len(CHARTS)
    assert all(chart.grade for section in report.sections for chart in section.charts)


def test_without_a_run_beside_only_charts_of_one_run_are_shown(shared: Result) -> None:
    """The bridge between two runs is left out, and the accounts have no column for a difference."""
    alone = report_of(shared)
    names = [chart.name for section in alone.sections for chart in section.charts]
    money = next(section for section in alone.sections if section.id == "money")

    assert len(names) == sum(entry.of_two is None for entry in CHARTS.values())
    assert "change" not in money.tables[0].rows[0]


def test_the_outline_stands_once(two_plants: dict[str, Result]) -> None:
    """A map on land reads the outline from the report; no specification holds a copy."""
    content = report_of(two_plants["on"]).to_json()
    maps = [c for section in content["sections"] for c in section["charts"] if c["component"] == "map"]

    assert (content["outline"] is not None) == ('"outline"' in json.dumps([each["spec"] for each in maps]))
    assert '"Topology"' not in json.dumps(content["sections"])


def test_a_map_of_the_united_kingdom_has_its_outline() -> None:
    """Plants with places stand on land: the outline is there, and no copy of it."""
    study = read_study(EXAMPLES / "uk-2026").with_settings(last_year=2027, gap=0.05, sharing="off")
    content = report_of(solve(study, Limits(gap=0.05, seconds=60))).to_json()

    assert content["outline"]["type"] == "Topology"
    assert '"Topology"' not in json.dumps(content["sections"])


def test_facts_of_study_and_run(content: Json) -> None:
    """Audience, run, digest, currency and years are those given."""
    assert content["audience"] == "For the board."
    assert (content["run"]["id"], content["run"]["recorded"], content["run"]["digest"]) == (
        "r1", "1 May 2026", "abc",
    )  # fmt: skip
    assert content["run"]["gap_words"] == "proven that no plan earns more"
    assert content["study"] == {
        "name": "small", "title": "Two plants, two vehicles", "currency": "GBP", "sign": "£",
        "price_year": 2026, "first_year": 2026, "last_year": 2027, "illustrative": False,
    }  # fmt: skip


def test_only_addresses_of_the_web_become_links(content: Json) -> None:
    """A source may give any text as its address; a script is no link."""
    assert content["sources"]["press"]["url"] == "https://example.org/talk"
    assert content["sources"]["notes"]["url"] is None


def test_the_classes_of_utilisation_end_open_and_can_be_read(content: Json) -> None:
    """The last class has no upper end; ink on each fill has a contrast of 4.5 or more."""
    classes = content["palette"]["utilisation"]

    assert [each["high"] for each in classes][-1] is None
    assert all(contrast(each["fill"], each["ink"]) >= 4.5 for each in classes)


def test_data_hold_no_missing_numbers_and_no_needless_digits() -> None:
    """Infinite and missing numbers are null; a third keeps eight digits; whole numbers have no point."""
    value = {"a": [float("inf"), float("nan"), 1 / 3, 25_000.0], "b": (np.float64(2.5), np.arange(2))}

    assert as_data(value) == {"a": [None, None, 0.33333333, 25_000], "b": [2.5, [0, 1]]}
    assert json.dumps(as_data(25_000.0)) == "25000"


def test_accounts_add_up_to_the_profit(shared: Result, apart: Result) -> None:
    """Ada earns 54 a, Bo 60 a - 8/1.1; the two columns of kinds add up in each row, and rows in the last."""
    evidence = evidence_of(shared.study)
    others = [beside_of(shared, apart)]
    table = account_listing(shared, evidence.names, weights_of(shared, evidence), others)
    by_company = {row["company"]: row for row in table.rows}

    assert [row["company"] for row in table.rows] == ["Bo", "Ada", "Together"]
    assert by_company["Ada"]["total"] == pytest.approx(ADA)
    assert by_company["Bo"]["total"] == pytest.approx(BO_SHARED)
    assert by_company["Bo"]["change"] == pytest.approx(BO_SHARED - BO_APART)
    assert by_company["Together"] == pytest.approx(
        {
            "company": "Together", "Sales": 2 * SALES, "Fixed cost and shifts": -FIXED, "Capital": -CAPITAL,
            "total": ADA + BO_SHARED, "change": BO_SHARED - BO_APART,
        }
    )  # fmt: skip
    assert table.behind[0][0] == "demand.B/home.net_revenue"


def test_every_kind_of_money_has_its_account(small_plans: list[Result]) -> None:
    """In every example each row adds up to its total, with nothing under "Other"."""
    assert sum(len(kinds) for kinds in ACCOUNTS.values()) == len(
        {k for kinds in ACCOUNTS.values() for k in kinds}
    )
    for result in small_plans:
        evidence = evidence_of(result.study)
        table = account_listing(result, evidence.names, weights_of(result, evidence))
        columns = [field.name for field in table.fields if field.name in (*ACCOUNTS, "Other")]

        assert "Other" not in columns
        for row in table.rows:
            assert sum(float(row[column] or 0) for column in columns) == pytest.approx(row["total"], abs=2e-3)


def test_launches_are_those_of_the_plan_guests_first(small_plans: list[Result]) -> None:
    """As many rows as launches, with the same years and peaks."""
    for result in small_plans:
        table = launch_listing(result, RowNames(result.study))
        frame = launches(result)

        assert sorted(row["peak"] for row in table.rows) == pytest.approx(sorted(frame["peak_volume"]))
        assert [str(row["as"]).startswith("guest") for row in table.rows] == sorted(
            frame["guest"], reverse=True
        )


def test_targets_are_those_of_the_result(toy_futures: Result) -> None:
    """One row for each of three futures, with the future named."""
    table = target_listing(toy_futures, RowNames(toy_futures.study))

    assert [row["gap"] for row in table.rows] == pytest.approx(list(toy_futures.targets()["gap"]))
    assert len({row["future"] for row in table.rows}) == 3


def test_assumptions_say_how_much_money_passes_through(shared: Result) -> None:
    """Prices carry 120 a of all; half of that is official, half judged."""
    evidence = evidence_of(shared.study)
    rows = {row["figures"]: row for row in assumption_listing(shared, weights_of(shared, evidence)).rows}
    prices = rows["Revenue the maker keeps (demand)"]

    assert prices["amount"] == pytest.approx(2 * SALES)
    assert prices["share"] == pytest.approx(2 * SALES / MOVED)
    assert prices["unsourced"] == pytest.approx(0.5)
    assert prices["count"] == 2


def test_sources_say_how_many_figures_rest_on_them(shared: Result) -> None:
    """One figure each; the press is not counted for the claim that only disputes."""
    rows = source_listing(evidence_of(shared.study)).rows

    assert {row["title"]: row["count"] for row in rows} == {"Interview": 1, "Own notes": 1}


def test_the_checker_tells_a_spoilt_plan(shared: Result) -> None:
    """The plan holds; with a third of its output gone it does not, and the words say what fails first."""
    spoilt = Result(
        study=shared.study,
        proof=shared.proof,
        values={**shared.values, "built": shared.values["built"] * 2 / 3},
        money=shared.money,
        duals=shared.duals,
    )

    assert audit_words(shared).endswith(": all hold.")
    assert re.search(r": \d+ comparisons failed, the first: ", audit_words(spoilt))


def test_limits_are_listed_with_their_worth(shared: Result) -> None:
    """Demand binds for two vehicles in two years, at most at 3,000 / 1.1."""
    rows = limit_listing(shared).rows

    assert [row["limit"] for row in rows] == ["Demand"]
    assert rows[0]["worth"] == pytest.approx(3_000 / 1.1)
    assert rows[0]["count"] == 4


def test_every_example_makes_a_report(small_plans: list[Result]) -> None:
    """With and without sharing, with one future and with three: valid JSON, tables that can be shown."""
    for result in small_plans:
        content = json.loads(json.dumps(report_of(result).to_json(), allow_nan=False))

        assert {"plan", "money", "target", "trust"} <= {section["id"] for section in content["sections"]}
        for section in content["sections"]:
            for table in section["tables"]:
                fields = [Field(**field) for field in table["fields"]]
                cells = [field.shown(row.get(field.name)) for row in table["rows"] for field in fields]
                assert not [cell for cell in cells if re.search(r"\bnan\b|(?<![\w)])-\d", cell)]


def test_a_study_without_shops_targets_and_evidence_makes_a_report() -> None:
    """One plant and one car, without a target: the sections that say nothing have a note instead."""
    report = report_of(best(study_with()))
    tables = {table.title: table for section in report.sections for table in section.tables}

    assert tables["Targets"].note == "The study has no target within its planned years."
    assert tables["Launches, guests first"].note == "The plan launches nothing."
    assert tables["Sources by how much rests on them"].note == "No figure of the study names a source."


def test_a_result_without_a_plan_has_no_report() -> None:
    """Nothing can be served that must be: the error names the rules in conflict."""
    demand = [{"vehicle": "A", "market": "home", "units": 500_000, "net_revenue": 2_000, "must_serve": True}]

    with pytest.raises(InfeasibleError):
        report_of(best(study_with(demand=demand)))


def test_the_names_of_all_rows_of_the_united_kingdom_study() -> None:
    """No option shares its name with another; groups and shops are named by their plants."""
    study = read_study(EXAMPLES / "uk-2026")
    names = RowNames(study)
    options = [names.name("options", str(option)) for option in study.labels["option"]]

    assert len(options) == len(set(options))
    assert names.name("groups", "sunderland_2") == "Nissan Sunderland, line 2"
    assert names.words("shop_patterns", "sunderland_1_body/one_shift") == (
        "body shop at Nissan Sunderland, line 1, one shift"
    )
    assert names.words("tariffs", "CN/GB/all") == "CN, United Kingdom, all powertrains"
