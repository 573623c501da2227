"""Terms as the dictionary describes them, and what is usual."""

from __future__ import annotations

import pytest

from plantshare.deals.term import GRADES, term, typical_terms
from plantshare.errors import LabelError
from tests.repository.files import ROOT


def test_a_term_is_stated_in_the_units_of_a_stream() -> None:
    """currency/vehicle becomes thousands; a sum in millions stays; bounds and default follow."""
    fee, fixed, minimum = term("unit_fee"), term("fixed_fee"), term("minimum")

    assert (fee.unit, fee.scale, fee.low, fee.high) == ("k/vehicle", 1e-3, 0.0, float("inf"))
    assert (fixed.unit, fixed.scale, fixed.default) == ("m/yr", 1.0, 0.0)
    assert (minimum.unit, minimum.scale, minimum.symbol) == ("k/yr", 1e-3, "Qmin")


def test_a_share_in_a_venture_stands_in_its_own_table() -> None:
    """deal_shares.share, between 0 and 1."""
    share = term("host_share")

    assert (share.name, share.symbol, share.low, share.high) == ("host_share", "e", 0.0, 1.0)


def test_a_word_is_no_term() -> None:
    """Nobody bargains along a line from 'vehicle' to 'parts'."""
    with pytest.raises(LabelError, match="holds no number"):
        term("customs_ruling")
    with pytest.raises(LabelError, match="no column"):
        term("bribe")


def test_typical_terms_are_the_research_word_for_word() -> None:
    """The file that ships equals the one of the research, which names a source or a judge for each row."""
    shipped = ROOT / "src" / "plantshare" / "deals" / "typical_terms.csv"
    research = ROOT / "data" / "europe" / "deal_term_defaults.csv"

    assert shipped.read_bytes() == research.read_bytes()
    rows = typical_terms()
    assert len(rows) == research.read_text(encoding="utf-8").count("\n") - 1
    for row in rows:
        assert row.source_url
        assert row.grade in GRADES.values()
        numbers = [value for value in (row.low, row.central, row.high) if value is not None]
        assert numbers == sorted(numbers)
