"""Each check of deals, support, targets and rules finds its broken cell."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from plantshare.study.checks import check_study
from tests.study.checks.found import faults_of
from tests.study.small import Case, Edit, add, empty, put, setting, tables_with

# A deal with bands states no fee beside them; a venture states none at all.
BANDED = (put("deal_terms", "contract", unit_fee=None),)
VENTURE = (
    put("deals", "contract", form="joint_venture"),
    put("deal_terms", "contract", unit_fee=None, shortfall_rate=0, transfer_price=18_500),
)
HALVES = (
    add("deal_shares", deal="contract", company="host", share=0.5),
    add("deal_shares", deal="contract", company="guest", share=0.5),
)


LOAN = {
    "support": "credit", "payer": "state", "kind": "loan", "options": "beta ashford",
    "amount": 60, "interest_rate": 0.04, "market_rate": 0.09, "years": 5,
}  # fmt: skip
TARIFF = {"support": "border", "payer": "state", "kind": "tariff", "country": "CN", "rate": 0.2}


def other_form(
    deal: str = "other", terms: Mapping[str, float] | None = None, **cells: str
) -> tuple[Edit, ...]:
    """Return the edits that add the programme of the contract in another form."""
    row = {"deal": deal, "host": "host", "guest": "guest", "alternative_to": "contract"}
    return add("deals", **row | cells), add("deal_terms", deal=deal, **(terms or {}))


CASES = (
    Case("deal-with-itself", "guest", (put("deals", "contract", guest="host"),),
         also=("deal-guest-wrong",)),
    Case("deal-host-wrong", "host",
         (add("companies", company="third"), put("deals", "contract", host="third"))),
    Case("deal-guest-wrong", "guest", (put("deals", "contract", guest="state"),),
         also=("deal-without-party",)),
    Case("deal-overlap", "options",
         (add("deals", deal="other", host="host", guest="guest", options="beta ashford", first_year=2033),
          add("deal_terms", deal="other"))),
    Case("deal-years-reversed", "last_year", (put("deals", "contract", last_year=2026),)),
    Case("deal-outside", "first_year", (put("deals", "contract", first_year=2040, last_year=2045),)),
    Case("deal-without-options", "options", (put("deals", "contract", options=""),)),
    Case("alternative-opens-options", "options",
         (*other_form(options="beta ashford"),), also=("deal-overlap",)),
    Case("alternative-of-alternative", "alternative_to",
         (*other_form(), *other_form("third", alternative_to="other"))),
    Case("alternative-of-alternative", "alternative_to", (*other_form(alternative_to="other"),)),
    Case("alternative-parties-differ", "host",
         (add("companies", company="stranger"), *other_form(host="stranger"))),
    Case("alternative-parties-differ", "guest",
         (add("companies", company="stranger"), *other_form(guest="stranger"))),
    # What the programme of the deal can make binds its other forms as well.
    Case("minimum-above-capacity", "minimum",
         (*other_form(), put("deal_terms", "other", minimum=55_000, shortfall_rate=1))),
    Case("deal-without-terms", "deal", (empty("deal_terms"),)),
    Case("exclusive-alone", "exclusive", (put("deals", "contract", exclusive="one of"),)),
    Case("minimum-above-maximum", "minimum", (put("deal_terms", "contract", maximum=15_000),)),
    # The only option of the deal makes at most its peak rate of 50,000.
    Case("minimum-above-capacity", "minimum", (put("deal_terms", "contract", minimum=55_000),)),
    Case("shortfall-without-minimum", "shortfall_rate", (put("deal_terms", "contract", minimum=0),)),
    Case("minimum-without-shortfall", "shortfall_rate",
         (put("deal_terms", "contract", shortfall_rate=0),)),
    Case("option-without-deal", "option",
         (setting(sharing="deals"), put("deals", "contract", options="beta import", host="guest")),
         also=("deal-with-itself",)),
    Case("deal-without-party", "host", (put("deals", "contract", host="state"),),
         also=("deal-host-wrong",)),
    Case("band-gap", "from_units",
         (*BANDED, add("deal_bands", deal="contract", band=1, from_units=10, unit_fee=5))),
    Case("band-gap", "to_units",
         (*BANDED, add("deal_bands", deal="contract", band=1, from_units=0, to_units=40, unit_fee=5))),
    Case("band-gap", "to_units",
         (*BANDED, add("deal_bands", deal="contract", band=1, from_units=0, to_units=0, unit_fee=5),
          add("deal_bands", deal="contract", band=2, from_units=0, unit_fee=5))),
    Case("fee-beside-bands", "unit_fee",
         (add("deal_bands", deal="contract", band=1, from_units=0, unit_fee=5),)),
    Case("fee-outside-range", "unit_fee", (put("deal_terms", "contract", unit_fee_high=1800),)),
    Case("fee-outside-range", "unit_fee", (put("deal_terms", "contract", unit_fee_low=1900),)),
    Case("fee-outside-range", "unit_fee_low",
         (put("deal_terms", "contract", unit_fee_low=1900, unit_fee_high=1800),)),
    Case("fee-outside-range", "unit_fee",
         (*BANDED, add("deal_bands", deal="contract", band=1, from_units=0, unit_fee=1700),
          put("deal_terms", "contract", unit_fee_low=1800, unit_fee_high=1900))),
    Case("bands-without-contract", "deal",
         (*BANDED, put("deals", "contract", form="kit"),
          add("deal_bands", deal="contract", band=1, from_units=0, unit_fee=5))),
    Case("venture-without-shares", "form", (*VENTURE,)),
    Case("venture-without-price", "transfer_price",
         (*VENTURE, *HALVES, put("deal_terms", "contract", transfer_price=0))),
    Case("venture-without-price", "form",
         (*VENTURE, *HALVES, empty("deal_terms")), also=("deal-without-terms",)),
    Case("venture-of-one", "share",
         (*VENTURE,
          add("deal_shares", deal="contract", company="host", share=0),
          add("deal_shares", deal="contract", company="guest", share=1))),
    Case("lease-without-rent", "rent", other_form(form="lease")),
    Case("purchase-without-price", "price", other_form(form="acquisition")),
    Case("purchase-without-price", "price", other_form(form="hall")),
    Case("share-without-party", "company",
         (*VENTURE,
          add("deal_shares", deal="contract", company="host", share=0.6),
          add("deal_shares", deal="contract", company="state", share=0.4))),
    Case("shares-not-one", "share",
         (*VENTURE,
          add("deal_shares", deal="contract", company="host", share=0.6),
          add("deal_shares", deal="contract", company="guest", share=0.6))),
    Case("index-above-one", "labour_weight",
         (put("deal_terms", "contract", labour_weight=0.7, energy_weight=0.4),)),
    Case("shares-not-one", "share", (add("deal_shares", deal="contract", company="host", share=0.5),)),
    Case("term-idle", "royalty", (put("deal_terms", "contract", royalty=0.03),)),
    Case("term-idle", "shortfall_rate",
         (put("deals", "contract", form="lease"), put("deal_terms", "contract", unit_fee=None, rent=5))),
    Case("review-outside", "review_years", (put("deal_terms", "contract", review_years="2030;2050"),)),
    Case("review-outside", "review_years", (put("deal_terms", "contract", review_years="later"),)),
    Case("ownership-circular", "owner",
         (add("holdings", holding="one", owner="host", company="guest", share=0.3),
          add("holdings", holding="two", owner="guest", company="host", share=0.2))),
    Case("ownership-circular", "owner",
         (add("holdings", holding="one", owner="host", company="host", share=0.3),)),
    Case("holdings-above-one", "share",
         (add("holdings", holding="one", owner="host", company="state", share=0.6),
          add("holdings", holding="two", owner="guest", company="state", share=0.6))),
    Case("target-outside", "year", (put("targets", "national", year=2040),)),
    Case("target-class-unlike", "vehicle_class", (setting(vehicle_class="car"),)),
    Case("target-without-plant", "country", (put("targets", "national", country="DE"),)),
    Case("target-price-zero", "shortfall_cost", (put("targets", "national", rule="price"),)),
    Case("confidence-idle", "confidence", (put("targets", "national", confidence=0.8),)),
    Case("target-met-already", "other_output", (put("targets", "national", other_output=250_000),)),
    # alpha 141,947 in assembly, beta 50,000 peak, 50,000 elsewhere: 241,947.
    Case("target-beyond-capacity", "units", (put("targets", "national", rule="require", units=250_000),),
         also=("claim-value-differs",)),
    Case("support-for-nobody", "country", (put("support", "relief", country="DE"),)),
    Case("support-years-reversed", "last_year", (put("support", "relief", last_year=2026),)),
    Case("grant-above-one", "rate", (put("support", "grant", rate=15),)),
    Case("relief-above-price", "rate", (put("support", "relief", rate=190),)),
    Case("support-payer-private", "payer", (put("support", "grant", payer="host"),)),
    Case("support-incomplete", "rate", (put("support", "grant", rate=None),)),
    Case("support-incomplete", "rate", (add("support", **TARIFF | {"rate": None}),)),
    *(
        Case("support-incomplete", column, (add("support", **LOAN | {column: None}),))
        for column in ("amount", "interest_rate", "market_rate", "years")
    ),
    Case("support-column-idle", "amount", (put("support", "grant", amount=5),)),
    Case("support-column-idle", "rate", (add("support", **LOAN, rate=0.1),)),
    Case("support-column-idle", "fee", (add("support", **LOAN, fee=0.1),)),
    Case("support-column-idle", "market", (add("support", **LOAN, market="GB"),)),
    # 60 at 9% a year is what the market gives; a fee of 2 a year takes 7.78 of the 7.58 that are left.
    Case("credit-without-worth", "interest_rate", (add("support", **LOAN | {"interest_rate": 0.09}),)),
    Case("credit-without-worth", "interest_rate",
         (add("support", **LOAN | {"kind": "guarantee"}, fee=2),)),
    Case("credit-above-capital", "amount", (add("support", **LOAN | {"amount": 6000}),)),
    Case("duty-above-three", "rate", (add("support", **TARIFF | {"rate": 20}),)),
    Case("tariff-change-idle", "country", (add("support", **TARIFF | {"country": "GB"}, market="GB"),)),
    Case("tariff-changes-overlap", "rate",
         (add("support", **TARIFF), add("support", **TARIFF | {"support": "again"}, first_year=2030))),
    Case("rule-without-subject", "plant", (put("rules", "keep", plant=""),)),
    Case("rule-without-subject", "option", (add("rules", rule="any", kind="launch"),)),
    Case("rule-years-reversed", "last_year", (put("rules", "promise", first_year=2030, last_year=2028),)),
    Case("rule-outside", "first_year", (put("rules", "promise", first_year=2040, last_year=2045),)),
    Case("rule-outside", "last_year", (put("rules", "promise", first_year=2020, last_year=2021),)),
    Case("rule-empty-selection", "vehicle",
         (add("rules", rule="cap", kind="maximum_output", plant="wuhu", vehicle="alpha", units=5),)),
    Case("rule-limits-cross", "units",
         (add("rules", rule="cap", kind="maximum_output", vehicle="alpha", units=5000),)),
    Case("rule-launch-forbidden", "kind",
         (add("rules", rule="ask", kind="launch", option="beta ashford"),
          add("rules", rule="no", kind="forbid_launch", option="beta ashford", last_year=2028))),
    Case("rule-launch-incumbent", "option",
         (add("rules", rule="ask", kind="launch", option="beta import"),)),
    Case("rule-launch-impossible", "last_year",
         (add("rules", rule="ask", kind="launch", option="beta ashford", last_year=2026),)),
    Case("rule-minimum-too-high", "units", (put("rules", "promise", units=150_000),)),
    Case("rule-units-idle", "units", (put("rules", "promise", units=0),)),
    Case("rule-units-idle", "units", (put("rules", "keep", units=100),)),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.code)
def test_a_broken_agreement_is_found(case: Case):
    """The small study has no problem; each case breaks one cell and finds it and what follows."""
    assert faults_of(case) == []


def test_a_loan_a_guarantee_and_a_tariff_change_may_be_stated():
    """Each with its columns, and two tariff changes one after the other."""
    guarantee = LOAN | {"support": "vouched", "kind": "guarantee", "fee": 0.5}
    tables = tables_with(
        add("support", **LOAN),
        add("support", **guarantee),
        add("support", **TARIFF, market="GB", last_year=2029),
        add("support", **TARIFF | {"support": "later"}, first_year=2030),
    )

    assert check_study(tables) == ()


def test_another_form_of_a_programme_is_no_fault():
    """It opens no options of its own, and needs none; nor does its word exclude anything."""
    assert check_study(tables_with(*other_form(form="lease", terms={"rent": 5}))) == ()
    word = put("deals", "contract", exclusive="beta")
    codes = [problem.code for problem in check_study(tables_with(word, *other_form(exclusive="beta")))]
    assert codes == ["exclusive-alone"]


@pytest.mark.parametrize(
    ("form", "terms"),
    [
        ("acquisition", {"price": -20}),
        ("acquisition", {"liabilities": 15}),
        ("hall", {"price": 102}),
        ("lease", {"rent": -2}),
    ],
)
def test_a_purchase_or_lease_that_someone_pays_for_is_no_fault(form: str, terms: Mapping[str, float]):
    """A host may pay to hand over a plant or a line, and a plant may cost its liabilities alone."""
    assert check_study(tables_with(*other_form(form=form, terms=terms))) == ()


def test_deals_that_exclude_each_other_may_not_share_an_option():
    """At most one of the two is signed, but the option could pay the fee of one alone."""
    second = {"deal": "other", "host": "host", "guest": "guest", "options": "beta ashford"}
    tables = tables_with(
        put("deals", "contract", exclusive="beta"),
        add("deals", **second, first_year=2033, exclusive="beta"),
        add("deal_terms", deal="other"),
    )

    assert [problem.code for problem in check_study(tables)] == ["deal-overlap"]
