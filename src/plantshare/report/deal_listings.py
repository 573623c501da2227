"""Tables of a report on a deal: parties, terms, rivals, public finance, hold-up and exits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from plantshare.deals.answer import DealAnswer
from plantshare.deals.range import TermRange
from plantshare.deals.rivals import Rival
from plantshare.report.chart import Field, Row
from plantshare.report.deal_elsewhere_words import elsewhere_sentences
from plantshare.report.deal_power_listings import area_listing, power_listing, volume_listing
from plantshare.report.deal_public_words import receipt_sentences
from plantshare.report.deal_range_words import brief_words, range_words
from plantshare.report.deal_rate_words import assumed_rates_words, rates_of
from plantshare.report.deal_risk_listings import clause_listing, walking_listing
from plantshare.report.deal_ruling_words import ruling_sentences
from plantshare.report.deal_words import (
    LEAST,
    Scale,
    amount_words,
    behind_deal,
    capital,
    counterfactual_of,
    course_words,
    deal_words,
    party_words,
    range_of,
    scale_of,
    stated_value,
    tail_words,
    term_words,
    unit_of_money,
)
from plantshare.report.listing import Listing
from plantshare.report.words import MISSING, currency_sign, listed, money, number, percent
from plantshare.study import Study

__all__ = ["deal_listings"]


def deal_listings(answer: DealAnswer) -> tuple[Listing, ...]:
    """Return the tables of a deal, those with nothing in them left out.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    found = (
        party_listing(answer),
        term_listing(answer),
        area_listing(answer),
        walking_listing(answer),
        clause_listing(answer),
        rival_listing(answer),
        contest_listing(answer),
        power_listing(answer),
        volume_listing(answer),
        public_listing(answer),
        hold_up_listing(answer),
        exit_listing(answer),
    )
    return tuple(listing for listing in found if listing.rows)


def million(study: Study) -> str:
    """Return the unit of money that is no present value, such as "£ million"."""
    return f"{currency_sign(str(study.settings['currency'])).strip()} million"


def amounts(names: dict[str, str], unit: str) -> Iterable[Field]:
    """Return columns of money with one digit."""
    return (
        Field(name=name, label=label, unit=unit, kind="number", digits=1) for name, label in names.items()
    )


def party_listing(answer: DealAnswer) -> Listing:
    """Return what each party gains, at the study's rate and at its own, and over the futures."""
    study, value = answer.study, answer.value
    about = value.about
    roles = {about.host: "host", about.guest: "guest", about.government: "government"}
    risks = {risk.party: risk.gain for risk in answer.risks}
    rates = rates_of(value)
    rows: list[Row] = []
    for party, gain in value.gains.by_party.items():
        risk = risks.get(party)
        if party not in roles and abs(gain) < 1e-6 and risk is None:
            continue
        rows.append(
            {
                "party": party_words(study, party),
                "role": roles.get(party, "other"),
                "gain": gain,
                "own": value.own_rate_gains.get(party),
                "rate": rates[party].rate if party in rates else None,
                "mean": None if risk is None else risk.mean,
                "worst": None if risk is None else risk.tail_mean,
                "equivalent": None if risk is None else risk.certainty_equivalent,
            }
        )
    has_futures = answer.futures is not None
    over_futures = {}
    if has_futures:
        over_futures = {
            "mean": "Mean of the futures",
            "worst": f"Mean of {tail_words(answer)}",
            "equivalent": "Worth to a careful party",
        }
    careful = (
        f" A careful party weighs the mean of the futures and that of the worst by "
        f"{percent(1 - answer.aversion.weight)} and {percent(answer.aversion.weight)}."
    )
    proven = ""
    if value.unproven >= LEAST:
        code = str(study.settings["currency"])
        proven = f" The proofs of the two plans leave up to {money(value.unproven, code)} open."
    assumed = "".join(f" {each}" for each in (*assumed_rates_words(value), *elsewhere_sentences(answer)))
    rulings = "".join(f" {each}" for each in ruling_sentences(value, study))
    unit = unit_of_money(study)
    return Listing(
        title="What each party gains",
        note=f"Present value on the stated terms against {counterfactual_of(answer)}. Gains at different "
        f"rates do not add up.{assumed}{proven}{careful if has_futures else ''}{rulings}",
        fields=(
            Field(name="party", label="Party"),
            Field(name="role", label="Role"),
            *amounts(
                {"gain": "Gain at the study's discount rate", "own": "Gain at its own discount rate"}, unit
            ),
            Field(name="rate", label="Its own discount rate", unit="a year", kind="share", digits=1),
            *amounts(over_futures, unit),
        ),
        rows=tuple(rows),
        behind=tuple(behind_deal(answer.study, answer.value.deal) for _ in rows),
    )


def term_listing(answer: DealAnswer) -> Listing:
    """Return for each term what is stated and what both accept, in each view."""
    study = answer.study
    rows: list[Row] = []
    for found in answer.ranges:
        name, scale = found.term, scale_of(answer.study, found.term)
        stated = stated_value(answer, name)
        rows.append(
            {
                "term": term_words(name),
                "stated": MISSING if stated is None else amount_words(scale, stated),
                "asks": side_words(study, found.asks_least, brief_words(scale, found.low)),
                "pays": side_words(study, found.pays_most, brief_words(scale, found.high)),
                "both": range_words(scale, found),
                "rivals": view_words(answer, answer.contested, name),
                "neutral": view_words(answer, answer.neutral_ranges, name),
                "careful": view_words(answer, answer.averse_ranges, name),
            }
        )
    over_futures = [
        Field(name="neutral", label="Over the futures, both neutral"),
        Field(name="careful", label="Over the same futures, both careful"),
    ]
    if not answer.averse_ranges:
        over_futures = []
    return Listing(
        title="Terms, and what both accept",
        note=f"Each term alone, the others as stated, against {counterfactual_of(answer)}. With rivals: each "
        "side may turn to the best other deal that it could sign instead. A range that suits both is room to "
        "bargain in; where the two miss, another term or support has to give way.",
        fields=(
            Field(name="term", label="Term"),
            Field(name="stated", label="Stated"),
            Field(name="asks", label="Asks at least"),
            Field(name="pays", label="Accepts at most"),
            Field(name="both", label="Both accept"),
            Field(name="rivals", label="With rivals"),
            *over_futures,
        ),
        rows=tuple(rows),
        behind=tuple(behind_deal(answer.study, answer.value.deal) for _ in rows),
    )


def side_words(study: Study, party: str, end: str) -> str:
    """Return who sets an end of a range and where; the end alone where it is a bound of the term."""
    if not party:
        return end
    return (
        f"{party_words(study, party)}: {end}" if end != MISSING else f"{party_words(study, party)}: no value"
    )


def view_words(answer: DealAnswer, ranges: Sequence[TermRange], name: str) -> str:
    """Return the range of a term in one view, a dash where there is none."""
    found = range_of(ranges, name)
    return MISSING if found is None else range_words(scale_of(answer.study, name), found)


def rival_listing(answer: DealAnswer) -> Listing:
    """Return the other deals of host and guest with what all companies gain by each."""
    study = answer.study
    rows: list[Row] = [
        {
            "deal": deal_words(study, rival.deal),
            "host": party_words(study, rival.host),
            "guest": party_words(study, rival.guest),
            "shares": shared_words(answer, rival),
            "low": None if rival.surplus is None else rival.surplus[0],
            "value": None if rival.surplus is None else rival.surplus[1],
            "high": None if rival.surplus is None else rival.surplus[2],
            "right": rival.right[1],
        }
        for rival in answer.rivals
    ]
    return Listing(
        title="This deal and its rivals",
        note=f"What all companies together gain by keeping each deal alone, against "
        f"{counterfactual_of(answer)}; no terms change it. A dash: no plan keeps the deal. The right "
        "to sign it is never worth less than nothing: its minimum may be paid for in place of being built.",
        fields=(
            Field(name="deal", label="Deal"),
            Field(name="host", label="Host"),
            Field(name="guest", label="Guest"),
            Field(name="shares", label="Has in common"),
            *amounts(
                {
                    "value": "Gain of all companies",
                    "low": "Proven at least",
                    "high": "Proven at most",
                    "right": "The right to sign it",
                },
                unit_of_money(study),
            ),
        ),
        rows=tuple(rows),
        behind=tuple(behind_deal(study, rival.deal) for rival in answer.rivals),
    )


def shared_words(answer: DealAnswer, rival: Rival) -> str:
    """Return which parties a rival deal has in common with the deal."""
    about = answer.value.about
    if rival.deal == about.deal:
        return "this deal"
    sides = {"host": rival.host == about.host, "guest": rival.guest == about.guest}
    return listed([side for side, is_same in sides.items() if is_same])


def contest_listing(answer: DealAnswer) -> Listing:
    """Return what hosts and guests can get where they pair off; nothing where no pair pays."""
    study = answer.study
    rows: list[Row] = [
        {
            "player": party_words(study, each.player),
            "partner": party_words(study, each.partner),
            "least": each.least,
            "most": each.most,
            "rival": MISSING if each.rival is None else party_words(study, each.rival),
        }
        for each in answer.contests
        if each.partner is not None
    ]
    return Listing(
        title="Who can ask for what among these deals",
        note="Hosts and guests pair off so that all gain most. A party gets at least what its partner's next "
        "best choice leaves it, and at most what all others would lose without it. Parties that pair with "
        "nobody are left out: no deal of theirs pays.",
        fields=(
            Field(name="player", label="Party"),
            Field(name="partner", label="Pairs with"),
            *amounts({"least": "Gets at least", "most": "Gets at most"}, unit_of_money(study)),
            Field(name="rival", label="Would be replaced by"),
        ),
        rows=tuple(rows),
    )


def public_listing(answer: DealAnswer) -> Listing:
    """Return net public finance against each named counterfactual."""
    study = answer.study
    names = tuple(dict.fromkeys(name for each in answer.public for name in each.lines))
    counts = tuple(dict.fromkeys(count for each in answer.public for count in each.jobs))
    rows: tuple[Row, ...] = tuple(
        {
            "against": capital(course_words(study, each.counterfactual)),
            **{name: each.lines.get(name, 0.0) + 0.0 for name in names},
            "net": each.net,
            "most": each.net_high,
            **{count: largest(each.jobs.get(count, {})) for count in counts},
        }
        for each in answer.public
    )
    return Listing(
        title=f"Public finance: {party_words(study, answer.value.about.government)}",
        note="Present value at the study's discount rate. A net figure holds only against the course it is "
        f"named with. {' '.join(receipt_sentences(answer))}",
        fields=(
            Field(name="against", label="Against"),
            *amounts({name: capital(name) for name in names}, unit_of_money(study)),
            *amounts({"net": "Net, least", "most": "Net, most"}, unit_of_money(study)),
            *(Field(name=count, label=f"Most jobs by {count}", kind="number") for count in counts),
        ),
        rows=rows,
    )


def largest(jobs: Mapping[int, float]) -> float | None:
    """Return the largest number of jobs that a programme adds or takes in a year, people."""
    return 1000.0 * max(jobs.values(), key=abs) if jobs else None


def hold_up_listing(answer: DealAnswer) -> Listing:
    """Return the range of the fee before tooling is paid and after."""
    found = answer.hold_up
    rows: list[Row] = []
    if found is not None:
        scale = scale_of(answer.study, found.before.term)
        rows = [
            {
                "when": when,
                "asks": side_words(answer.study, each.asks_least, brief_words(scale, each.low)),
                "pays": side_words(answer.study, each.pays_most, brief_words(scale, each.high)),
                "both": range_words(scale, each),
                "against": each.counterfactual,
            }
            for when, each in (
                ("Before tooling is paid", found.before),
                ("Once tooling is paid", found.after),
            )
        ]
    note = ""
    if found is not None and not found.after.is_open:
        note = "What has been spent no longer counts, and still nothing suits both: one side would leave."
    elif found is not None:
        note = (
            "What has been spent no longer counts, and so either side can press the other. Against the "
            f"agreed {term_words(found.before.term).lower()} the host could ask for "
            f"{pressed_words(scale, found.host_could_ask)} more and the guest could press for "
            f"{pressed_words(scale, found.guest_could_press)} less without the other leaving."
        )
    return Listing(
        title="Hold-up: before and after the tooling",
        note=note,
        fields=(
            Field(name="when", label="When"),
            Field(name="asks", label="Asks at least"),
            Field(name="pays", label="Accepts at most"),
            Field(name="both", label="Both accept"),
            Field(name="against", label="Against"),
        ),
        rows=tuple(rows),
    )


def pressed_words(scale: Scale, amount: float) -> str:
    """Return by how much a side could press, "nothing" where that reads zero."""
    is_nothing = number(amount * scale.factor, scale.digits) == number(0.0, scale.digits)
    return "nothing" if is_nothing else amount_words(scale, amount)


def exit_listing(answer: DealAnswer) -> Listing:
    """Return what going on brings at each review, and in how many futures a party would leave."""
    about = answer.value.about
    count = answer.exits[0].futures if answer.exits else 1
    futures = f", {count:,} in all" if count > 1 else "; here there is one"
    names = [party_words(answer.study, party) for party in (about.host, about.guest)]
    rows: list[Row] = [
        {
            "review": each.review,
            "host": each.host_continuation,
            "guest": each.guest_continuation,
            "fair": each.fair_fee,
            "leaves": each.guest_leaves_share,
            "quits": each.host_leaves_share,
            "right": each.efficient_share,
        }
        for each in answer.exits
    ]
    return Listing(
        title="Leaving at a review",
        note="Values at the review, of going on rather than leaving without a fee, in the mean of the "
        "futures. The fair fee leaves the host as well off as going on. A party leaves in the futures in "
        "which going on costs it more than the stated fee, or the fair fee where none is stated. Shares "
        f"count the futures by their probability{futures}.",
        fields=(
            Field(name="review", label="End of", kind="year"),
            *amounts(
                {
                    "host": f"{names[0]} gains by going on",
                    "guest": f"{names[1]} gains by going on",
                    "fair": "Fair fee for leaving",
                },
                f"{million(answer.study)} at the review",
            ),
            Field(name="leaves", label=f"{names[1]} leaves in", kind="share", digits=1),
            Field(name="quits", label=f"{names[0]} leaves in", kind="share", digits=1),
            Field(name="right", label="Leaving is better for both together in", kind="share", digits=1),
        ),
        rows=tuple(rows),
    )
