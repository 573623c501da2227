"""The registry of checks is complete: codes, words and cases."""

from __future__ import annotations

import re

import pytest

from plantshare.study.checks import CHECKS, Check, check_study
from plantshare.tables import CODES, Tables, tables_from_frames
from tests.study.checks import (
    test_capacity,
    test_deals,
    test_evidence,
    test_markets,
    test_options,
    test_statements,
    test_structure,
    test_uncertainty,
)
from tests.study.small import Case, tables_with

THEMES = (
    test_capacity, test_deals, test_evidence, test_markets, test_options, test_statements, test_structure,
    test_uncertainty,
)  # fmt: skip
CASES: tuple[Case, ...] = tuple(case for theme in THEMES for case in theme.CASES)


def test_the_small_study_has_no_problem():
    """Every case starts from this study, so that what it finds comes from its edit."""
    assert check_study(tables_with()) == ()


def test_there_are_at_least_sixty_five_checks():
    """The promise of the reference page."""
    assert len(CHECKS) >= 65


def test_no_code_is_used_twice():
    """Neither among the checks, nor by a fault of the file format."""
    codes = [check.code for check in CHECKS]

    assert len(codes) == len(set(codes))
    assert not set(codes) & set(CODES)


def test_every_check_has_a_case():
    """One broken study at least for each code."""
    assert {case.code for case in CASES} == {check.code for check in CHECKS}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_every_check_has_a_page(check: Check):
    """A title of one sentence, and a paragraph that says why it matters and tells the way out."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.code)
    assert check.severity in ("error", "warning")
    assert check.title[0].isupper()
    assert not check.title.endswith(".")
    assert len(check.text) > 60
    assert check.text.endswith(".")
    assert check.text.count(". ") >= 1


def test_an_empty_study_says_what_is_missing():
    """Without any row there is no vehicle, no option and no market; demand waits for them."""
    tables = tables_from_frames({"currency": "GBP", "first_year": 2026, "last_year": 2030}, {})
    codes = {problem.code for problem in check_study(tables)}

    assert codes == {"no-vehicles", "no-options", "no-markets"}


def test_tables_without_settings_are_checked():
    """A study.toml that could not be read leaves the horizon unknown; nothing is said about years."""
    small = tables_with()
    tables = Tables(settings={}, tables=small.tables)
    codes = {problem.code for problem in check_study(tables)}

    assert "years-reversed" not in codes
    assert "window-outside" not in codes


def test_a_workbook_names_its_sheet_of_settings():
    """Settings of a workbook stand in the sheet 'study', not in study.toml."""
    small = tables_with()
    settings = {**small.settings, "discount_rate": 0.0}
    tables = Tables(settings=settings, tables=small.tables, origin="plan.xlsx")

    assert [problem.file for problem in check_study(tables)] == ["study"]
