"""Whose programme a deal is about."""

from __future__ import annotations

import pytest

from plantshare.errors import LabelError
from plantshare.study import study_from_tables
from plantshare.study.parties import deal_options, programme_of
from tests.study.small import add, tables_with


def test_another_form_is_about_the_programme_of_the_deal_that_it_names():
    """The contract opens the option; the lease prices the same option and opens none."""
    lease = {"deal": "lease", "form": "lease", "host": "host", "guest": "guest"}
    study = study_from_tables(
        tables_with(add("deals", **lease, alternative_to="contract"), add("deal_terms", deal="lease"))
    )

    assert programme_of(study, "contract") == programme_of(study, "lease") == "contract"
    assert deal_options(study) == {"beta ashford"}


def test_a_deal_that_the_study_lacks_is_refused():
    """The message names what there is."""
    with pytest.raises(LabelError, match="no deal 'hall'; it has contract"):
        programme_of(study_from_tables(tables_with()), "hall")
