"""Which claims speak of a cell."""

from __future__ import annotations

import pandas as pd
import pytest

from plantshare.errors import LabelError
from plantshare.evidence import Cell, grades, ledger_from_frames


def link(**given):
    """Return one row of evidence: a general claim about all plants, unless something else is given."""
    general = {"table": "plants", "row": "*", "column": "*", "claim": "general", "role": "used"}
    return {**general, **given}


CLAIMS = [{"claim": name} for name in ("general", "by column", "by row", "exact", "doubt")]


def claims_of(ledger, row="Graz", column="employees", year=None):
    """Return role and name of each claim of one cell."""
    return [(role, claim.claim) for role, claim, _ in ledger.claims_for("plants", row, column, year)]


def test_most_specific_evidence_wins(make):
    """Row and column, then row, then column, then everything."""
    ledger = make(
        CLAIMS,
        [
            link(),
            link(column="employees", claim="by column"),
            link(row="Graz", claim="by row"),
            link(row="Graz", column="employees", claim="exact"),
        ],
    )

    assert claims_of(ledger) == [("used", "exact")]
    assert claims_of(ledger, column="site_value") == [("used", "by row")]
    assert claims_of(ledger, row="Linz") == [("used", "by column")]
    assert claims_of(ledger, row="Linz", column="site_value") == [("used", "general")]


def test_claim_of_a_year_stands_before_the_claim_of_all_years(make):
    """2030 has a claim of its own; other years and the row's value keep the general one."""
    ledger = make(
        CLAIMS,
        [
            link(row="Graz", column="employees"),
            link(row="Graz", column="employees", claim="exact", year=2030),
        ],
    )

    assert claims_of(ledger, year=2030) == [("used", "exact")]
    assert claims_of(ledger, year=2031) == claims_of(ledger) == [("used", "general")]


def test_doubt_about_one_cell_leaves_the_general_claim_in_use(make):
    """A dispute of one cell stands beside the claim for the whole column."""
    ledger = make(
        CLAIMS,
        [
            link(column="employees"),
            link(row="Graz", column="employees", claim="doubt", role="disputes", note="old"),
        ],
    )

    assert claims_of(ledger) == [("used", "general"), ("disputes", "doubt")]
    assert ledger.claims_for("plants", "Graz", "employees")[1][2] == "old"


def test_general_doubt_does_not_follow_a_cell_with_evidence_of_its_own(make):
    """The doubt speaks of the whole column; Graz has been looked up."""
    ledger = make(
        CLAIMS,
        [
            link(column="employees", claim="doubt", role="disputes"),
            link(row="Graz", column="employees", claim="exact"),
        ],
    )

    assert claims_of(ledger) == [("used", "exact")]
    assert claims_of(ledger, row="Linz") == [("disputes", "doubt")]


def test_grade_is_that_of_the_weakest_claim_used(make):
    """A figure made of an A and a D is a D."""
    ledger = make(
        [{"claim": "rate", "grade": "A"}, {"claim": "hours", "grade": "D"}],
        [
            link(row="Graz", column="employees", claim="rate"),
            link(row="Graz", column="employees", claim="hours"),
        ],
    )

    assert ledger.grade(Cell("plants", "Graz", "employees")) == "D"


def test_cell_without_claim_is_a_default_or_has_none(make, make_cells):
    """Blank in the file: the dictionary's default. Stated without evidence: none."""
    cells = make_cells(
        [
            {"table": "plants", "row": "Graz", "column": "site_value", "value": 0.0, "blank": True},
            {"table": "plants", "row": "Graz", "column": "employees", "value": 9.0},
        ]
    )

    assert list(grades(cells, make(CLAIMS, []))) == ["default", "none"]


def test_unknown_names_are_refused(make):
    """A link needs its claim, and a claim its source; an empty source is an assumption."""
    with pytest.raises(LabelError, match="'nobody', which is not in claims"):
        make(CLAIMS, [link(claim="nobody")])
    with pytest.raises(LabelError, match="'nowhere', which is not in sources"):
        make([{"claim": "c", "source": "nowhere"}], [])
    ledger = make([{"claim": "c", "source": ""}], [])
    assert ledger.source_of(ledger.claims["c"]) is None


def test_empty_tables_make_an_empty_ledger():
    """A study without evidence is a study."""
    ledger = ledger_from_frames(pd.DataFrame(), pd.DataFrame(), pd.DataFrame())

    assert ledger.claims_for("plants", "Graz", "employees") == ()
