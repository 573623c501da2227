"""What stands behind the figures that a report names."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.report.evidence import GRADE_WORDS, Evidence, evidence_of
from plantshare.study import figures as study_figures
from plantshare.study import study_from_tables
from plantshare.study.read import read_study
from tests.report.sourced import sourced_study
from tests.run.studies import small_tables

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    """Return the evidence of the small study."""
    return evidence_of(sourced_study())


def test_a_sourced_figure_has_value_unit_grade_words_and_source(evidence: Evidence) -> None:
    """Vehicle A sells at 2,000 a vehicle, officially."""
    found = evidence.inputs(["demand.A/home.net_revenue"])["demand.A/home.net_revenue"]

    assert (found.value, found.unit, found.grade, found.source) == ("£2,000", "a vehicle", "A", "press")
    assert found.label == "Revenue the maker keeps: A, home"
    assert found.words == "2,000 EUR/vehicle."


def test_the_words_tell_what_a_figure_comes_from_and_who_disputes_it(evidence: Evidence) -> None:
    """The claim in the method stands by what it says, once; the other opinion is named with its grade."""
    found = evidence.inputs(["demand.B/home.net_revenue"])["demand.B/home.net_revenue"]

    assert found.words == (
        "3,000 (2,500 to 3,500) EUR/vehicle. From share of the price (0.84, grade E) and hearsay. "
        "Disputed by list price: 2,800 (grade B), Daily."
    )
    assert found.grade == "D"


def test_a_range_over_years_says_the_years() -> None:
    """2,000 in 2026 and 2,100 in 2027: where every year has its own, the row's own value is none of them."""
    by_year = [
        {"vehicle": "A", "market": "home", "year": year, "net_revenue": value}
        for year, value in ((2026, 2_000), (2027, 2_100))
    ]
    evidence = evidence_of(sourced_study({"demand_by_year": by_year}))
    path = "demand.A/home.net_revenue"
    found = evidence.inputs([path, f"{path}.2027"])

    assert (found[path].value, found[path].unit) == ("£2,000 to £2,100", "a vehicle, 2026 to 2027")
    assert (found[f"{path}.2027"].value, found[f"{path}.2027"].unit) == ("£2,100", "a vehicle")
    assert found[f"{path}.2027"].label.endswith(", 2027")


def test_a_path_that_names_no_figure_is_listed_with_the_reason(evidence: Evidence) -> None:
    """A wrong row, a column of words and no path at all are told, not dropped."""
    paths = ["demand.A/away.net_revenue", "plants.Leipzig.country", "nothing"]
    found = evidence.inputs(paths)

    assert list(found) == paths
    assert {each.grade for each in found.values()} == {"none"}
    assert {each.value for each in found.values()} == {"\u2013"}
    assert "no row in demand" in found[paths[0]].words.lower()
    assert all(each.words for each in found.values())


def test_a_word_for_several_figures_says_of_how_many_it_is_made(evidence: Evidence) -> None:
    """The capacity of Leipzig is that of its shop on two patterns, and the 30,000 of A built there."""
    found = evidence.inputs(["plants.Leipzig.capacity"])["plants.Leipzig.capacity"]

    assert found.value == "30,000 to 100,000"
    assert found.words.startswith("Made up of 3 figures: capacity for a full year on the pattern (2); ")
    assert found.grade == "none"


def test_defaults_and_figures_without_a_source_say_so(evidence: Evidence) -> None:
    """Nobody stated a selling cost; nobody said where the capital of 8 million came from."""
    paths = ["demand.A/home.selling_cost", "options.B Leipzig.capex"]
    default, stated = evidence.inputs(paths).values()

    assert (default.grade, default.words) == ("default", "Default of the dictionary (grade E).")
    assert (stated.grade, stated.value, stated.unit) == ("none", "£8", "million")


def test_each_path_stands_once_and_only_named_sources_are_listed(evidence: Evidence) -> None:
    """Two mentions of one path make one input; the notes stand behind B alone."""
    path = "demand.A/home.net_revenue"
    inputs = evidence.inputs([path, path])

    assert list(inputs) == [path]
    assert list(evidence.sources(inputs)) == ["press"]


def test_figures_are_read_once_for_a_whole_report(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many paths are asked for, also those that stand for several figures."""
    evidence = evidence_of(sourced_study())
    monkeypatch.setattr(study_figures, "figure_cells", lambda tables: pytest.fail("read again"))
    monkeypatch.setattr(study_figures, "ledger_of", lambda tables: pytest.fail("read again"))

    assert len(evidence.inputs(["plants.Leipzig.capacity", "options.B Leipzig.capex"])) == 2


def test_every_figure_of_the_united_kingdom_study_can_be_told() -> None:
    """No figure is without a value; every grade has words; words end in a full stop or a question."""
    evidence = evidence_of(read_study(EXAMPLES / "uk-2026"))
    inputs = evidence.inputs(f"{table}.{row}.{column}" for table, row, column in evidence.places)

    assert len(inputs) > 3_000
    assert all(each.value != "\u2013" and each.grade in GRADE_WORDS for each in inputs.values())
    assert all(each.words[-1] in ".?" for each in inputs.values())
    assert {each.source for each in inputs.values()} - {None} == set(evidence.sources(inputs))


def test_a_study_without_any_evidence_is_told_too() -> None:
    """Every figure is a default or has no source."""
    evidence = evidence_of(study_from_tables(small_tables()))
    inputs = evidence.inputs(f"{table}.{row}.{column}" for table, row, column in evidence.places)

    assert {each.grade for each in inputs.values()} == {"none", "default"}
