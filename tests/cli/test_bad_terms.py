"""Bad terms of a deal end `plantshare check` with a code, whatever file they stand in."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.tables import write_folder
from tests.cli.terminal import Terminal
from tests.study.small import Edit, add, put, tables_with

NO_FEE = put("deal_terms", "contract", unit_fee=None)
VENTURE = put("deals", "contract", form="joint_venture")

BAD: dict[str, tuple[Edit, ...]] = {
    "band-gap": (
        NO_FEE,
        add("deal_bands", deal="contract", band=1, from_units=0, to_units=40_000, unit_fee=1950),
        add("deal_bands", deal="contract", band=2, from_units=50_000, unit_fee=1600),
    ),
    "shares-not-one": (
        VENTURE,
        add("deal_shares", deal="contract", company="host", share=0.5),
        add("deal_shares", deal="contract", company="guest", share=0.4),
    ),
    "venture-without-shares": (VENTURE,),
    "venture-without-price": (
        VENTURE,
        put("deal_terms", "contract", unit_fee=None, shortfall_rate=0),
        add("deal_shares", deal="contract", company="host", share=0.5),
        add("deal_shares", deal="contract", company="guest", share=0.5),
    ),
    "deal-without-party": (put("deals", "contract", guest="state"),),
    "deal-with-itself": (put("deals", "contract", guest="host"),),
    "fee-outside-range": (put("deal_terms", "contract", unit_fee_high=1800),),
    "ownership-circular": (
        add("holdings", holding="one", owner="host", company="guest", share=0.3),
        add("holdings", holding="two", owner="guest", company="host", share=0.2),
    ),
    "alternative-of-alternative": (
        add("deals", deal="lease", form="lease", host="host", guest="guest", alternative_to="lease"),
        add("deal_terms", deal="lease"),
    ),
}


@pytest.mark.parametrize("code", BAD)
def test_bad_terms_are_faults_and_not_numbers(terminal: Terminal, tmp_path: Path, code: str) -> None:
    """The study is refused with the code, in words and as data, before anything is computed."""
    study = tmp_path / "study"
    write_folder(tables_with(*BAD[code]), study)

    words, data = terminal("check", study), terminal("check", study, "--json")

    assert words.code == data.code == 3
    assert f"[{code}]" in words.out
    assert code in {problem["code"] for problem in data.json["problems"]}
