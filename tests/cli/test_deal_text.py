"""A deal in words: what its gains rest on, and what is said where there is nothing to share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.cli.deal_risk_text import exit_words, hold_up_text
from plantshare.cli.deal_text import deal_text, divided_words, own_rate_words, public_text, splits_text
from plantshare.cli.deal_words import Words
from plantshare.deals.answer import DealAnswer
from plantshare.solve import solve
from plantshare.study.read import read_study
from tests.report.deal_answers import DEAL, PROGRAMME, answer_with
from tests.repository.files import ROOT


@pytest.fixture(scope="module")
def answer() -> DealAnswer:
    """Return the hand-made answer, proven to 1 million."""
    study = read_study(ROOT / "examples" / "two-plants")
    plans = {sharing: solve(study.with_settings(sharing=sharing)) for sharing in ("off", "on")}
    return answer_with(plans, width=1.0)


def test_all_of_it_reads_without_internal_words(answer: DealAnswer) -> None:
    """Units stand in the headings; names of roles in a game and keys of tables are told in words."""
    told = deal_text(answer)

    for word in ("veto", "pivotal", "guest capital", "ex-works", "null", f"keeps {DEAL}", " m a year", "inf"):
        assert word not in told, word
    assert "(proven to lie between £57.4 million and £59.4 million)" in " ".join(told.split())
    assert "The gain of each party is known to within £1.0 million." in told
    headings = [line for line in told.splitlines() if line[:1].isalpha()]
    assert sum("present value, £m" in line for line in headings) == 4


def test_a_split_shows_its_bounds_where_they_differ(answer: DealAnswer) -> None:
    """58.4 in halves is 29.2, and 28.7 to 29.7 over bounds that lie 1 either way."""
    told = splits_text(answer, Words(answer.value))

    assert "Nash: half of the surplus for host and guest each" in told
    assert "29.2 (28.7 to 29.7)" in told
    assert "In brackets: the same over the proven bounds of the gain." in told


def test_why_terms_divide_another_sum(answer: DealAnswer) -> None:
    """The surplus is 68.4 of 58.4 that parties gain: 10 are lower charges for missed targets."""
    value = answer.value
    low, whole, high = value.surplus
    richer = replace(value, surplus=(low + 10.0, whole + 10.0, high + 10.0))

    assert list(divided_words(value, Words(value))) == []
    assert list(divided_words(richer, Words(richer))) == [
        "£10.0 million of the difference between the plans is lower charges for missed targets, which steer "
        "the plan and which nobody pays.",
        "So the terms divide £58.4 million.",
    ]


def test_a_loss_is_divided_as_such(answer: DealAnswer) -> None:
    """100 more of capital: the parties lose 41.6, of which 10 are charges that nobody pays."""
    dear = answer_with(
        {"on": answer.value.with_deal, "off": answer.value.without},
        stream=replace(
            PROGRAMME, guest_capital=PROGRAMME.guest_capital + 100.0 * (PROGRAMME.guest_capital > 0)
        ),
        factors=(),
    ).value
    worse = replace(dear, surplus=(-51.6437, -51.6437, -51.6437))

    *_, last = divided_words(worse, Words(worse))
    assert last == "So the terms divide a loss of £41.6 million."


def test_gains_at_own_rates_name_the_rate(answer: DealAnswer) -> None:
    """Fellside gains 29.5 at the study's rate and 20 at its own of 9%."""
    first, *_ = own_rate_words(answer.value, Words(answer.value))

    assert first.startswith("Each at its own discount rate: Fellside Cars gains £20.0 million at ")
    assert first.endswith("% a year. Gains at different rates do not add up.")


def test_nobody_can_press_without_a_fee(answer: DealAnswer) -> None:
    """No hold-up and no review: one sentence."""
    none = replace(answer, hold_up=None, exits=())

    assert hold_up_text(none, Words(none.value)).startswith("Neither side can press the other later")


def test_a_review_in_one_future(answer: DealAnswer) -> None:
    """Whether the guest stays, what leaving costs both, and the fair fee."""
    (test,) = answer.exits
    stays = replace(
        test, guest_leaves=False, is_efficient=False, host_continuation=2.0, guest_continuation=3.0,
        fair_fee=2.0, fee=2.0,
    )  # fmt: skip

    assert exit_words(stays, answer, Words(answer.value)) == (
        "At the end of 2 Sunrise Motor may leave for £2.0 million: it stays. Leaving costs the two together "
        "£5.0 million (value at the end of 2). A fee of £2.0 million would leave Fellside Cars as well off "
        "as going on."
    )


def test_public_finance_names_what_is_assumed(answer: DealAnswer) -> None:
    """1,400 jobs at most; 16,000 a year and 60% are assumptions."""
    told = " ".join(public_text(answer, Words(answer.value)).split())

    assert "1,400 in 2" in told
    assert "Each job brings £16,000 a year in taxes less benefits, and 60% of the jobs" in told
