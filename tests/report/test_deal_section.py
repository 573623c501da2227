"""The section of a report on a deal: what it says, its charts and its tables."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from plantshare.deals.answer import DealAnswer
from plantshare.deals.forms import LineLease
from plantshare.deals.futures_mean import FuturesMean, StateMeans
from plantshare.deals.public import PublicFinance
from plantshare.deals.range import term_area
from plantshare.report.analyses import DEAL_CHARTS, draw_analysis, shown_charts
from plantshare.report.deal_elsewhere_words import elsewhere_sentences
from plantshare.report.deal_futures_words import futures_sentences
from plantshare.report.deal_lead import lead_of
from plantshare.report.deal_listings import deal_listings
from plantshare.report.deal_public_words import government_words, kept_by_government_words
from plantshare.report.deal_range_words import end_words, range_sentence, range_words
from plantshare.report.deal_risk_listings import group_words
from plantshare.report.deal_volume_words import volume_words
from plantshare.report.deal_words import amount_words, course_words, gain_words, main_term, scale_of
from plantshare.report.document import SECTIONS, report_of
from plantshare.report.html import front_markup, page_of
from plantshare.report.listing import Listing
from plantshare.study.read import read_study
from tests.report.conftest import EXAMPLES, check_text
from tests.report.deal_answers import GOVERNMENT, GUEST, HOST, PROGRAMME, answer_with

DEAR = replace(PROGRAMME, guest_capital=PROGRAMME.guest_capital + 100.0 * (PROGRAMME.guest_capital > 0))
"""100 more of capital: all together lose 41.6437."""


@pytest.fixture
def answer(two_plants) -> DealAnswer:
    """Return the hand-made answer, proven to 1 million."""
    return answer_with(two_plants, width=1.0)


def table(answer: DealAnswer, title: str) -> Listing:
    """Return the table of a title."""
    return next(each for each in deal_listings(answer) if each.title.startswith(title))


def test_the_section_stands_last_with_every_chart(two_plants, answer: DealAnswer) -> None:
    """Five charts with their grade and ten tables; each deal has a section of its own."""
    report = report_of(two_plants["on"], deals=(answer, replace(answer, value=other_value(answer))))
    one, two = report.sections[-2:]

    assert [section.id for section in report.sections] == [*SECTIONS, "deal-dawn_at_northgate", "deal-other"]
    assert one.title == "Deal: Fellside builds the Dawn for Sunrise"
    assert two.title == "Deal: other"
    assert [chart.name for chart in one.charts] == list(DEAL_CHARTS)
    assert all(chart.grade for chart in one.charts)
    assert len(one.tables) == 10
    assert all(len(each.behind) in (0, len(each.rows)) for each in one.tables)
    json.dumps(report.to_json(), allow_nan=False)
    assert "deal_terms.dawn_at_northgate.unit_fee" in report.inputs


def other_value(answer: DealAnswer):
    """Return the value under a label that the study has no name for."""
    return replace(answer.value, deal="other")


def test_words_of_a_study_cannot_end_the_page(two_plants, answer: DealAnswer) -> None:
    """A rival is called dawn_at_<b>: the data are packed, and no text of theirs stands in the page."""
    report = report_of(two_plants["on"], deals=(answer,))
    page = page_of(report)

    assert "dawn at <b>" in str(report.sections[-1].tables)
    assert "<b>" not in front_markup(report, report.to_json())
    assert page.count("</script>") == 2


def test_a_gain_is_said_with_its_counterfactual(answer: DealAnswer) -> None:
    """29.5 and 28.8 of 58.4 against import; the fees between which both gain; who would walk."""
    assert lead_of(answer) == (
        "Against import, line idle, Fellside Cars gains £29.5 million and Sunrise Motor gains £28.8 million "
        "on the stated terms; all companies together gain £58.4 million (proven to within £1.0 million), "
        "whatever the terms. On average over 4 drawn futures Fellside Cars gains £25.4 million, Sunrise "
        "Motor gains £22.9 million and the government of XZ loses £312.6 million; all companies together "
        "come to +£48.3 million (give or take £58.3 million), £10.1 million less than on the study's own "
        "figures (+£58.4 million). Both gain at a fee of £1,689 to £2,008 a vehicle (stated: £1,850 a "
        "vehicle). "
        "Left free to sign the deal, the best plan does so. Of 4 drawn futures, a party would rather walk: "
        "Fellside Cars in 25.0% and Sunrise Motor in 25.0% of them."
    )


def test_a_shortfall_is_said_by_how_much_they_miss(two_plants) -> None:
    """41.6437 / 182.8191 = 228 a vehicle are lacking."""
    lead = lead_of(answer_with(two_plants, stream=DEAR, factors=()))

    assert "Sunrise Motor loses £71.2 million" in lead
    assert "all companies together lose £41.6 million, whatever the terms." in lead
    assert "£228 apart (stated: £1,850 a vehicle)" in lead
    assert lead.endswith("Left free to sign the deal, the best plan does not.")


def test_rents_are_bargained_about_where_there_is_no_fee(two_plants, answer: DealAnswer) -> None:
    """A lease has a rent and no fee per vehicle; its amounts are millions a year."""
    lease = answer_with(two_plants, form=LineLease(rent=8.0))

    assert (main_term(answer), main_term(lease)) == ("unit_fee", "rent")
    assert amount_words(scale_of(lease.study, "rent"), -0.04) == "£0.0 million a year"
    assert "Both gain at a rent of " in lead_of(lease)
    assert "million a year (stated: £8.0 million a year)" in lead_of(lease)


def test_terms_say_who_asks_and_what_both_accept(answer: DealAnswer) -> None:
    """The fee: the host asks 1,689, the guest accepts 2,008, and with rivals 1,743 to 2,008 is left."""
    listing = table(answer, "Terms")
    fee = listing.rows[0]

    assert (fee["stated"], fee["asks"], fee["pays"]) == (
        "£1,850 a vehicle",
        "Fellside Cars: £1,689",
        "Sunrise Motor: £2,008",
    )
    assert fee["both"] == "£1,689 to £2,008 a vehicle"
    assert fee["rivals"] == "£1,743 to £2,008 a vehicle"
    assert fee["careful"] == "£1,798 to £1,821 a vehicle"
    assert "against import, line idle" in listing.note


def test_parties_have_gains_at_both_rates_and_over_futures(answer: DealAnswer) -> None:
    """The host gains 29.5 at the study's rate and 20 at its own; over the futures 25.4 on average."""
    host, guest, state = table(answer, "What each party").rows

    assert (host["role"], guest["role"], state["role"]) == ("host", "guest", "government")
    assert (host["gain"], host["own"], host["mean"]) == pytest.approx((29.524, 20.0, 25.410), abs=1e-3)
    assert guest["own"] is None
    assert (host["rate"], guest["rate"]) == (0.09, None)
    told = table(answer, "What each party")
    assert (
        "Fellside Cars gives no discount rate: 9.0% a year is assumed (discount_rate in companies.csv)."
        in (told.note)
    )
    assert "leave up to £1.0 million open" in told.note


def test_money_says_that_it_is_present_value(answer: DealAnswer) -> None:
    """Every column of money, but for values at the end of a review year, which say so."""
    money = [
        (listing.title, field)
        for listing in deal_listings(answer)
        for field in listing.fields
        if "£" in field.unit
    ]

    assert len({title for title, _ in money}) >= 5
    for title, field in money:
        wanted = "£ million at the review" if title == "Leaving at a review" else "£ million present value"
        assert field.unit == wanted, (title, field.name)
    assert {"Who can ask for what among these deals", "What each party gains"} <= {
        title for title, _ in money
    }


def test_a_stated_discount_rate_is_not_called_assumed(answer: DealAnswer, tmp_path: Path) -> None:
    """Fellside states 12% itself: the table shows it, and no sentence speaks of an assumption."""
    folder = shutil.copytree(EXAMPLES / "two-plants", tmp_path / "two-plants")
    companies = folder / "companies.csv"
    head, *rows = companies.read_text(encoding="utf-8").splitlines()
    companies.write_text(
        f"{head},discount_rate\n"
        + "\n".join(f"{row},{0.12 if row.startswith(HOST) else ''}" for row in rows),
        encoding="utf-8",
    )
    stated = replace(answer.value.without, study=read_study(folder))
    shown = table(replace(answer, value=replace(answer.value, without=stated)), "What each party")

    assert shown.rows[0]["rate"] == 0.12
    assert "assumed" not in shown.note


def test_walking_is_told_by_group(answer: DealAnswer) -> None:
    """The host loses in the first of four futures only: in half of those with weak demand."""
    everyone, weak, never = table(answer, "Who would").rows

    assert (everyone["group"], everyone["share"], everyone["host"]) == ("All futures", 1.0, 0.25)
    assert (weak["group"], weak["share"], weak["host"], weak["guest"]) == ("Weak demand", 0.5, 0.5, 0.5)
    assert never["host"] == 0.0
    assert group_words("weak demand") == "Weak demand"


def test_clauses_come_by_what_they_close(answer: DealAnswer) -> None:
    """The two-part fee brings the larger chance from 50% to 30%, by 20 points; words carry real signs."""
    listing = table(answer, "What a clause")

    assert [row["clause"] for row in listing.rows] == ["Two-part fee", "Index"]
    assert listing.rows[0]["closes"] == pytest.approx(20.0)
    assert listing.rows[1]["says"] == "A rent of \u22123.5 million a year"
    assert "Fellside Cars 50.0% and Sunrise Motor 25.0%" in listing.note


def test_rivals_public_finance_hold_up_and_exits(answer: DealAnswer) -> None:
    """A rival that no plan keeps has no gain; net is 40 - 329 = -289, with 1,400 jobs at most."""
    rivals, public = table(answer, "This deal"), table(answer, "Public finance")

    assert [row["shares"] for row in rivals.rows] == ["this deal", "host", "guest"]
    assert rivals.rows[2]["value"] is None
    assert public.rows[0]["net"] == pytest.approx(-289.0)
    assert public.rows[0]["hours of work"] == pytest.approx(1400.0)
    assert [row["when"] for row in table(answer, "Hold-up").rows] == [
        "Before tooling is paid",
        "Once tooling is paid",
    ]
    assert table(answer, "Leaving").rows[0]["review"] == 2


def test_every_word_reads_well(two_plants, answer: DealAnswer) -> None:
    """No missing number, typed minus sign or bare k in any cell, note or lead, of gains and of losses."""
    for each in (
        answer,
        answer_with(two_plants, stream=DEAR),
        answer_with(two_plants, form=LineLease(rent=8.0)),
    ):
        check_text(lead_of(each))
        for listing in deal_listings(each):
            cells = [field.shown(row.get(field.name)) for row in listing.rows for field in listing.fields]
            for text in (listing.title, listing.note, *cells):
                check_text(text)


def test_without_futures_there_is_less_to_say(two_plants) -> None:
    """No chart of futures, no clauses, no walking, and no word of futures."""
    bare = answer_with(two_plants, factors=())
    titles = [listing.title for listing in deal_listings(bare)]

    assert "deal_futures" not in shown_charts(DEAL_CHARTS, bare)
    assert not any(title.startswith(("Who would", "What a clause")) for title in titles)
    assert "future" not in lead_of(bare)
    assert [field.name for field in table(bare, "Terms").fields][-1] == "rivals"


def test_ranges_are_worded_with_open_ends(answer: DealAnswer) -> None:
    """Any value, so much or more, so much or less, nothing that suits both."""
    scale, known = scale_of(answer.study, "unit_fee"), answer.ranges[0]
    endless = float("inf")

    assert range_words(scale, replace(known, low=1.0, high=endless)) == "£1,000 a vehicle or more"
    assert range_words(scale, replace(known, low=-endless, high=1.0)) == "£1,000 a vehicle or less"
    assert range_words(scale, replace(known, low=-endless, high=endless)) == "any"
    assert range_words(scale, replace(known, low=endless, high=-endless)) == "nothing suits both"
    assert end_words(scale_of(answer.study, "host_capex_share"), 0.25) == "25.0%"


def test_a_range_is_a_sentence_with_who_sets_its_ends(answer: DealAnswer) -> None:
    """Both ends set by a party, one of them, none; a miss of 100 a vehicle; a term that helps nobody."""
    study, known = answer.study, answer.ranges[0]
    endless = float("inf")

    def told(**ends: object) -> str:
        return range_sentence(study, replace(known, **ends), 1.85).removeprefix(
            "Fee (stated: £1,850 a vehicle): "
        )

    assert told() == (
        "both accept £1,689 to £2,008 a vehicle; Fellside Cars accepts no less, Sunrise Motor no more."
    )
    assert (
        told(asks_least="", low=0.0) == "both accept £0 to £2,008 a vehicle; Sunrise Motor accepts no more."
    )
    assert told(pays_most="", high=endless) == (
        "both accept £1,689 a vehicle or more; Fellside Cars accepts no less."
    )
    assert told(asks_least="", pays_most="", low=-endless, high=endless) == "both accept any value."
    assert told(low=2.1, high=2.0) == (
        "no value suits both. Fellside Cars needs £2,100 a vehicle and Sunrise Motor accepts £2,000 at most, "
        "£100 apart."
    )
    assert told(low=0.0, high=-0.5, asks_least="") == (
        "no value suits both. Sunrise Motor would need −£500 or less, while the least possible is £0 a "
        "vehicle."
    )
    assert told(low=0.5, high=0.2, pays_most="") == (
        "no value suits both. Fellside Cars would need £500 a vehicle or more, while the most possible is "
        "£200."
    )
    rent = replace(known, term="rent", low=9.0, high=1.25)
    assert range_sentence(study, rent, 8.0) == (
        "Rent (stated: £8.0 million a year): no value suits both. Fellside Cars needs £9.0 million a year "
        "and Sunrise Motor accepts £1.2 million at most, £7.8 million apart."
    )
    share = replace(known, term="royalty", low=0.077, high=0.033)
    assert range_sentence(study, share, 0.03).endswith(
        "Fellside Cars needs 7.7% and Sunrise Motor accepts 3.3% at most, 4.4 percentage points apart."
    )
    assert range_words(scale_of(study, "royalty"), share) == "they miss by 4.4 percentage points"
    assert told(low=endless, high=-endless) == "no value suits Sunrise Motor, the other terms as stated."
    assert range_sentence(study, known, 1.85, "once the tooling is paid").startswith(
        "Fee once the tooling is paid (stated: £1,850 a vehicle): both accept "
    )


def test_every_chart_has_a_table_for_the_terminal(answer: DealAnswer) -> None:
    """Headings with units, and a row for each mark."""
    for name in shown_charts(DEAL_CHARTS, answer):
        headings, rows = draw_analysis(DEAL_CHARTS, name, answer).table()
        assert rows
        assert any("£ million" in heading for heading in headings)
        assert not any(re.search(r"\bnan\b", cell) for row in rows for cell in row)


def test_parties_of_the_answer_are_those_of_the_study(answer: DealAnswer) -> None:
    """Host and guest are companies of the tutorial study."""
    assert {HOST, GUEST} <= set(answer.study.frame("companies").company)


def test_pairs_of_fees_that_both_accept(answer: DealAnswer) -> None:
    """The box is 1.8 to 1.9 by 0 to 1 and lies within: A = 3.79 years of 1 move the host by 3.8 of 29.5."""
    box = ((1.8, 1.9), (0.0, 1.0))
    area = term_area(answer.value.form, PROGRAMME, ("unit_fee", "fixed_fee"), box=box)
    shown = table(replace(answer, area=area), "Two terms together")

    assert [field.label for field in shown.fields] == ["Fee", "Fixed fee"]
    assert [tuple(row.values()) for row in shown.rows] == [
        ("\u00a31,800 a vehicle", "\u00a30.0 million a year"),
        ("\u00a31,900 a vehicle", "\u00a30.0 million a year"),
        ("\u00a31,900 a vehicle", "\u00a31.0 million a year"),
        ("\u00a31,800 a vehicle", "\u00a31.0 million a year"),
    ]
    assert not [each for each in deal_listings(answer) if each.title == "Two terms together"]


def test_who_has_the_power(answer: DealAnswer) -> None:
    """Host and guest need one another for 58.4; the government adds nothing and is not needed."""
    shown = table(answer, "Who has the power")

    assert [(row["party"], row["role"], round(float(str(row["adds"])), 1)) for row in shown.rows] == [
        ("Fellside Cars", "without it nobody gains", 58.4),
        ("Sunrise Motor", "without it nobody gains", 58.4),
        ("Government of XZ", "adds nothing", 0.0),
    ]
    assert all(row["instead"] == "\u2013" for row in shown.rows)


def test_who_decides_the_volume(two_plants, answer: DealAnswer) -> None:
    """Import at 16.6 in years 3 to 5 is 1.15 cheaper than a fee of 1.85: 70 of 250 thousand vehicles stay.

    All companies gain 0.7 a vehicle, 84.2 in present value; the host loses 0.45 a vehicle.
    """
    cheaper = replace(PROGRAMME, duty=PROGRAMME.duty * np.array([1, 1, 1, 0, 0, 0]))
    found = answer_with(two_plants, stream=cheaper, factors=())
    gain = 0.7 * 60 * cheaper.discount[3:].sum()
    host = 0.45 * 60 * cheaper.discount[3:].sum()

    assert volume_words(answer_with(two_plants, factors=())) == (
        "Sunrise Motor decides how many are built once the line stands. "
        "On the stated terms it would build all 250,000 vehicles of the plan."
    )
    assert volume_words(found) == (
        "Sunrise Motor decides how many are built once the line stands. "
        "On the stated terms it would build 70,000 of the 250,000 vehicles of the plan. "
        f"All companies together gain \u00a3{gain:.1f} million by that: "
        f"Fellside Cars loses \u00a3{host:.1f} million and Sunrise Motor gains \u00a3{gain + host:.1f} "
        "million. It would build all of them with a payment above \u00a31,150 a vehicle short of the plan "
        "or a fee up to \u00a3700 a vehicle with the rest as a fixed fee."
    )
    shown = table(found, "Who decides the volume")
    assert [tuple(row.values()) for row in shown.rows[1:3]] == [(2, 50000.0, 50000.0), (3, 60000.0, 0.0)]
    assert not [each for each in deal_listings(answer) if each.title == "Who decides the volume"]


def test_a_fee_below_zero_is_no_way_out(two_plants) -> None:
    """Import costs 14.3, parts and transport 15.9 without any fee: 15.9 + 1.85 - 14.3 = 3.45 a vehicle."""
    cheap = replace(PROGRAMME, duty=0 * PROGRAMME.duty, ex_works=PROGRAMME.ex_works - 2.3)
    found = volume_words(answer_with(two_plants, stream=cheap, factors=()))

    assert "a fee up to" not in found
    assert found.endswith(
        "It would build all of them with a payment above £3,450 a vehicle short of the plan. "
        "No fee is low enough to make it build all of them."
    )


def test_nothing_planned_is_said_as_such(two_plants, answer: DealAnswer) -> None:
    """Where every future plans none, nobody builds "all 0 vehicles of the plan"."""
    none = replace(answer.volume, planned=(0.0,) * len(answer.volume.planned))

    assert volume_words(replace(answer, volume=none)) == (
        "Sunrise Motor decides how many are built once the line stands. "
        "The plan has none for it to build (on the mean of the futures)."
    )


def test_parties_and_courses_inside_a_sentence(answer: DealAnswer) -> None:
    """A government that the study does not list takes its article; a deal stands in quotes by its name."""
    study = answer.study

    assert gain_words(study, GOVERNMENT, -3.0) == "the government of XZ loses £3.0 million"
    assert gain_words(study, HOST, 3.0) == "Fellside Cars gains £3.0 million"
    assert course_words(study, "the plan that keeps dawn_at_northgate") == (
        "the plan that keeps \u201cFellside builds the Dawn for Sunrise\u201d"
    )
    assert course_words(study, "the best plan without the deal") == "the best plan without the deal"


def test_what_the_government_loses_anyway_is_named_beside_the_splits(answer: DealAnswer) -> None:
    """Both sign alone: 40 of taxes less 329 of duty, 289 lost, stand below the table and both charts."""
    words = government_words(answer)

    assert "sign without the government" in words
    assert "loses by the deal all the same, £289.0 million (receipts of jobs +£40.0 million and duty" in words
    assert words in table(answer, "Who has the power").note
    assert words in draw_analysis(DEAL_CHARTS, "deal_core", answer).subtitle
    assert words in draw_analysis(DEAL_CHARTS, "deal_splits", answer).subtitle


def test_a_verdict_on_the_higher_count_says_so(two_plants) -> None:
    """They lose 41.6; 20 of taxes by hours do not make up for it, 60 by people leave 60 - 41.6437 = 18.4."""
    account = PublicFinance(
        counterfactual="the best plan without the deal",
        lines={"receipts of jobs": 20.0},
        receipts={"hours of work": 20.0, "people in shifts": 60.0},
    )
    answer = answer_with(two_plants, stream=DEAR, public=(account,))

    assert "£18.4 million would be left to share only if every person" in kept_by_government_words(answer)


def test_expected_gains_stand_beside_the_headline(two_plants) -> None:
    """95% of the volume on average; a state whose absence leaves the headline is named with both means."""
    state = StateMeans(key="tariffs.countervailing", share=0.625, present=-20.0, absent=58.0)
    found = FuturesMean(
        by_party={HOST: 1.0, GUEST: 8.25, GOVERNMENT: -300.0},
        companies=9.25,
        standard_error=5.0,
        headline=58.3563,
        states=(state,),
    )
    answer = answer_with(two_plants, expected=found)
    means, explained = futures_sentences(answer)

    assert "On average over 4 drawn futures" in means
    assert (
        "all companies together come to +£9.2 million (give or take £9.8 million), £49.1 million less than "
        "on the study's own figures (+£58.4 million)."
    ) in means
    assert (
        "in the 62% of futures that have it at some time all companies together come to −£20.0" in explained
    )
    assert "near the futures without it" in explained
    assert means in lead_of(answer)
    assert len(futures_sentences(answer_with(two_plants, expected=replace(found, standard_error=30.0)))) == 1
    assert futures_sentences(answer_with(two_plants, factors=())) == []


def test_the_largest_kinds_elsewhere_are_named(answer: DealAnswer) -> None:
    """Three of four kinds, the last with the rest: -3 - 2 + 0.5 and 0.25 of all else."""
    (words,) = elsewhere_sentences(answer)

    assert words == (
        "Elsewhere in the plan, Fellside Cars: shift cost −£3.0 million, body tooling −£2.0 million, "
        "energy +£0.5 million and all else +£0.2 million."
    )
    assert words in table(answer, "What each party gains").note
