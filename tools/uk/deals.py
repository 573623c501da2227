"""Deals that are talked about or thought of, with their terms and the support that governments may give."""

from __future__ import annotations

from uk.inputs import LAST_YEAR, Inputs
from uk.ledger import Figure, Row, Tables, figure
from uk.options import guest_options
from uk.research import Record
from uk.shops import straight_time
from uk.vehicles import vehicle_record

__all__ = ["GRANT", "RELIEF", "deal_tables", "state_aid"]

GRANT, RELIEF = "guest_grant", "guest_power_relief"
"""Support for guests that nobody has offered: its rates are zero, but in one future."""

RELIEF_FROM, RELIEF_TO = 2027, 2035
TRADE = "trade:"
"""How a term says that it is a duty of the trade file, followed by the product."""

REVIEWS = {"jlr_chery_halewood": "2031;2034", "nissan_chery_sunderland": "2031;2034"}
"""Years in which a guest may leave: after three and six years, as contracts run three to nine."""

LICENSEES = {"jlr_chery_halewood_licence": "host", "jlr_cjlr_freelander": "guest"}
DIGITS = 6


def deal_tables(inputs: Inputs) -> Tables:
    """Return deals, their terms and shares, and the support that is paid or could be."""
    records = inputs.table("deals")
    return {
        "deals": [deal(inputs, record) for record in records],
        "deal_terms": [terms(inputs, record) for record in records],
        "deal_terms_by_year": [row for record in records for row in first_volumes(inputs, record)],
        "deal_shares": [share(inputs, record) for record in inputs.table("deal_shares")],
        "support": [oxford_grant(inputs), *guest_support(inputs)],
    }


def deal(inputs: Inputs, record: Record) -> Row:
    """Return the row of one deal, which runs to the end of the horizon."""
    return {
        "deal": record["deal"], "name": record["name"], "form": record["form"],
        "host": record["host"], "guest": record["guest"], "alternative_to": record["alternative_to"],
        "options": ";".join(opened(inputs, record)), "first_year": float(record["first_year"]),
        "last_year": float(LAST_YEAR), "exclusive": record["exclusive"],
    }  # fmt: skip


def opened(inputs: Inputs, record: Record) -> list[str]:
    """Return the options that a deal opens: the guest's vehicles at the plant in some modes."""
    modes = [mode.lower() for mode in record["modes"].split(";")]
    return [
        option
        for row in inputs.table("guests")
        if row["plant"] == record["plant"]
        and vehicle_record(inputs, row["vehicle"])["company"] == record["guest"]
        for option in guest_options(inputs, row["plant"], row["vehicle"])
        if option.rpartition("_")[2] in modes
    ]


def terms(inputs: Inputs, record: Record) -> Row:
    """Return the terms of one deal; almost none has been published."""
    name = record["deal"]
    row: Row = {"deal": name}
    for stated in inputs.table("deal_terms"):
        if stated["deal"] == name:
            found = one_term(inputs, stated)
            known = row.get(stated["column"])
            row[stated["column"]] = added(known, found) if isinstance(known, Figure) else found
    first = next(column for column in row if column != "deal")
    row[first] = with_talks(inputs, record, row[first])
    if name in LICENSEES:
        row["licensee"] = LICENSEES[name]
    if record["form"] == "kit":
        # As the parts duty of the options has it: a kit that is nearly complete is taxed as a car.
        row["customs_ruling"] = "vehicle"
    row["review_years"] = REVIEWS.get(name, "")
    return row


def one_term(inputs: Inputs, stated: Record) -> Figure:
    """Return one term: judged, or worked out from research and other figures."""
    supported = [cited(inputs, term) for term in stated["supported_by"].split(";") if term]
    if stated["value"]:
        ends = (float(stated["low"]), float(stated["high"]))
        claim = f"assumed_{stated['deal']}_{stated['column']}"
        value = float(stated["value"])
        found = inputs.assumed.judge(claim, value, ends, stated["unit"], stated["reason"])
    else:
        found = worked_out(inputs, stated["from"], stated["times"])
    return found.also(supported)


def worked_out(inputs: Inputs, source: str, times: str) -> Figure:
    """Return a term from research or from an assumed figure, times another figure if one is named."""
    first = named_figure(inputs, source)
    if not times:
        return first
    groups = {row["group"]: row for row in inputs.table("groups")}
    second = straight_time(inputs, groups[times]) if times in groups else inputs.figure(times)
    scale = 1e-6 if source in ("toll_fee_fixed_part", "plant_purchase_price") else 1.0
    note = f"{first.value:g} times {second.value:g}" + (", in millions" if scale < 1 else "")
    return figure(round(first.value * second.value * scale, DIGITS), first, second, note=note)


def named_figure(inputs: Inputs, source: str) -> Figure:
    """Return an assumed figure, a duty as a share, or a researched term in pounds."""
    if source.startswith(TRADE):
        found = inputs.research.figure("uk/trade", product=source.removeprefix(TRADE), origin="CN")
        return found.at(found.value / 100, f"{found.value:g} percent")
    if any(row["figure"] == source for row in inputs.table("figures")):
        return inputs.figure(source)
    found = inputs.research.figure("europe/deal_term_defaults", term=source)
    euro = inputs.figure("eur_gbp")
    value = round(found.value * euro.value, DIGITS)
    return figure(value, found, euro, note=f"{found.value:g} EUR at {euro.value:g}")


def added(one: Figure, other: Figure) -> Figure:
    """Return the sum of two parts of a term."""
    note = f"{one.value:g} and {other.value:g}"
    both = figure(round(one.value + other.value, DIGITS), one, other, note=note)
    return both


def with_talks(inputs: Inputs, record: Record, cell: object) -> Figure:
    """Return the first term of a deal with what is known of the deal itself."""
    if not isinstance(cell, Figure):
        raise TypeError(f"the first term of {record['deal']} is no number")
    if record["research"]:
        found = inputs.research.find("uk/partnerships", partnership_id=record["research"])
        note = f"What is known of the deal, or of its pattern. {record['reason']}"
        cell = cell.also([inputs.research.cite("uk/partnerships", found)], note=note)
    if record["deal"] == "jlr_chery_halewood":
        for press in ("dm01", "dm07"):
            claim = inputs.research.cite("uk/claims", inputs.research.find("uk/claims", id=press))
            cell = cell.also([claim], note="Press on the talks.")
    return cell


def first_volumes(inputs: Inputs, record: Record) -> list[Row]:
    """Return what a guest promises in its first two years, as the ramp has it."""
    ramp = {"contract": ("ramp_guest_0", "ramp_guest_1"), "kit": ("ramp_kit_0",)}.get(record["form"], ())
    promised = terms(inputs, record).get("minimum")
    if not isinstance(promised, Figure):
        return []
    rows: list[Row] = []
    for age, name in enumerate((*ramp, "ramp_full")):
        reached = inputs.figure(name)
        value = round(promised.value * reached.value)
        year = int(record["first_year"]) + age
        rows.append({"deal": record["deal"], "year": year, "minimum": figure(value, promised, reached)})
    return rows


def share(inputs: Inputs, record: Record) -> Row:
    """Return what one owner holds of a joint venture."""
    ends = (float(record["low"]), float(record["high"]))
    claim = f"assumed_{record['deal']}_{record['company']}_share"
    held = inputs.assumed.judge(claim, float(record["share"]), ends, "share", record["reason"])
    found = inputs.research.find("uk/partnerships", partnership_id=record["research"])
    claims = [inputs.research.cite("uk/partnerships", found)]
    return {"deal": record["deal"], "company": record["company"], "share": held.also(claims)}


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


def guest_support(inputs: Inputs) -> list[Row]:
    """Return a grant and relief on power for the options of British deals, both at a rate of zero."""
    chosen = [record for record in inputs.table("deals") if record["support"] == "yes"]
    options = ";".join(option for record in chosen for option in opened(inputs, record))
    relief = inputs.cost("GB", "bics_electricity_relief")
    no_relief = inputs.figure("relief_not_offered").also([each.claim for each in relief.citations])
    aid = cited(inputs, "state_aid_share_of_investment")
    return [
        {"support": GRANT, "payer": "uk_government", "kind": "grant", "options": options,
         "rate": inputs.figure("grant_not_offered").also([aid])},
        {"support": RELIEF, "payer": "uk_government", "kind": "relief", "options": options,
         "rate": no_relief, "first_year": float(RELIEF_FROM), "last_year": float(RELIEF_TO)},
    ]  # fmt: skip


def state_aid(inputs: Inputs) -> Figure:
    """Return the share of an investment that governments have usually paid."""
    found = inputs.research.figure("europe/deal_term_defaults", term="state_aid_share_of_investment")
    return found.at(found.value / 100, f"{found.value:g} percent")
