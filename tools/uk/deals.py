"""Deals that are talked about, with central terms, and the futures that the study can be set in."""

from __future__ import annotations

from uk.inputs import FIRST_YEAR, LAST_YEAR, Inputs
from uk.ledger import Row, Tables, figure
from uk.options import guest_options

__all__ = ["deal_tables"]

JLR_SITE = "one JLR site for Chery"


def deal_tables(inputs: Inputs) -> Tables:
    """Return deals, their terms and the support that the research names."""
    deals = [
        deal("jlr_chery_halewood", "Chery cars at Halewood (talks)", form="contract", host="jlr",
             options=guest_options(inputs, "halewood"), exclusive=JLR_SITE),
        deal("jlr_chery_solihull", "Chery cars at Solihull (a guess of the press)", form="contract",
             host="jlr", options=guest_options(inputs, "solihull"), exclusive=JLR_SITE),
        deal("nissan_chery_sunderland", "Chery cars at Sunderland (memorandum)", form="contract",
             host="nissan", options=guest_options(inputs, "sunderland")),
        deal("ebro_chery_barcelona", "Chery cars at Barcelona (joint venture)", form="joint_venture",
             host="ebro", options=guest_options(inputs, "barcelona")),
        deal("jlr_cjlr_freelander", "Freelander at Halewood (licence)", form="licence", host="jlr",
             options=guest_options(inputs, "halewood", "freelander"), guest="cjlr"),
    ]  # fmt: skip
    freelander = {
        option for plant in ("halewood", "solihull") for option in guest_options(inputs, plant, "freelander")
    }
    for row in deals[:2]:
        chosen = [option for option in str(row["options"]).split(";") if option not in freelander]
        row["options"] = ";".join(chosen)
    return {
        "deals": deals,
        "deal_terms": [terms(inputs, row) for row in deals],
        "support": [oxford_grant(inputs)],
    }


def deal(
    name: str, words: str, *, form: str, host: str, options: list[str], exclusive: str = "",
    guest: str = "chery",
) -> Row:  # fmt: skip
    """Return the row of one deal that runs to the end of the horizon."""
    return {
        "deal": name, "name": words, "form": form, "host": host, "guest": guest,
        "options": ";".join(options), "first_year": float(FIRST_YEAR), "last_year": float(LAST_YEAR),
        "exclusive": exclusive,
    }  # fmt: skip


def terms(inputs: Inputs, row: Row) -> Row:
    """Return central terms: none of them has been published for these deals."""
    volume, share = inputs.figure("deal_volume"), inputs.figure("minimum_share")
    research = inputs.research
    fee = inputs.figure("unit_fee").also([cited(inputs, "toll_fee_all_in")])
    minimum = figure(round(volume.value * share.value), volume, share)
    minimum = minimum.also([cited(inputs, "take_or_pay_share_of_planned_volume")])
    host_share = inputs.figure("host_capex_share").also(
        [cited(inputs, "guest_share_of_tooling_capex"), cited(inputs, "guest_share_of_building_capex")]
    )
    talks = {
        "jlr_chery_halewood": "jlr_chery_uk_2026",
        "nissan_chery_sunderland": "nissan_chery_mou_2026",
        "ebro_chery_barcelona": "chery_ebro_2024",
        "jlr_cjlr_freelander": "freelander_licence_2024",
    }
    if row["deal"] in talks:
        found = research.find("uk/partnerships", partnership_id=talks[str(row["deal"])])
        note = "What is known of the deal; no term was published."
        fee = fee.also([research.cite("uk/partnerships", found)], note=note)
    if row["deal"] == "jlr_chery_halewood":
        for press in ("dm01", "dm07"):
            claim = research.cite("uk/claims", research.find("uk/claims", id=press))
            fee = fee.also([claim], note="Press on the talks.")
    return {
        "deal": row["deal"],
        "unit_fee": fee,
        "minimum": minimum,
        "shortfall_rate": inputs.figure("shortfall_rate"),
        "host_capex_share": host_share,
    }


def cited(inputs: Inputs, term: str) -> str:
    """Return the claim of one researched deal term."""
    row = inputs.research.find("europe/deal_term_defaults", term=term)
    return inputs.research.cite("europe/deal_term_defaults", row)


def oxford_grant(inputs: Inputs) -> Row:
    """Return the state aid agreed for the electric MINI at Oxford: 75 of 600 million."""
    whole = inputs.cost("GB", "retool_two_ev_models_existing_plant")
    row = inputs.research.find("uk/partnerships", partnership_id="bmw_oxford_ev")
    rate = whole.at(0.125, "75 of 600 million").also([inputs.research.cite("uk/partnerships", row)])
    return {
        "support": "oxford_grant", "payer": "uk_government", "kind": "grant",
        "options": "mini_cooper_e_oxford", "rate": rate,
    }  # fmt: skip
