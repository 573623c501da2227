"""Clauses of a deal in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.deals.answer import DealAnswer
from plantshare.report.deal_clause_words import best_clause_words, clause_terms
from tests.report.deal_answers import GUEST, HOST, answer_with


@pytest.fixture
def answer(two_plants) -> DealAnswer:
    """Return the hand-made answer: as stated host and guest would walk in 50% and 25% of the futures."""
    return answer_with(two_plants)


@pytest.mark.parametrize(
    ("name", "says", "told"),
    [
        (
            "two-part fee",
            "£1,222 a vehicle, which is what building one costs the host, and a fixed fee of £22.3 m a year",
            "a two-part fee: £1,222 a vehicle, which is what building one costs the host, and a fixed fee of "
            "£22.3 million a year",
        ),
        (
            "minimum volume",
            "a minimum of 80% of the planned volume, with £628 for each vehicle short, and £1,873 a vehicle",
            "a minimum volume: a minimum of 80% of the planned volume, with £628 for each vehicle short, and "
            "£1,873 a vehicle",
        ),
        (
            "index on wages and energy",
            "£1,850 a vehicle in the first year, of which 50% follows the wage and 10% the price of power",
            "an index on wages and energy: £1,850 a vehicle in the first year, of which 50% follows the wage "
            "and 10% the price of power",
        ),
        (
            "the host pays the tooling",
            "the host pays the tooling, and the fee is £2,120 a vehicle",
            "that the host pays the tooling, and the fee is £2,120 a vehicle",
        ),
        (
            "exit at a review for a fee",
            "the guest may leave after 2031 for £50.0 m, and the fee is £1,850 a vehicle",
            "an exit at a review for a fee: the guest may leave after 2031 for £50.0 million, and the fee is "
            "£1,850 a vehicle",
        ),
        (
            "a sum at signature in place of the royalty",
            "no royalty, and £12.0 m at signature",
            "a sum at signature in place of the royalty: no royalty, and £12.0 million at signature",
        ),
        (
            "transfer price at the cost of one more vehicle",
            "a transfer price of £900 a vehicle, which is parts and conversion, and a rent of £3.0 m a year",
            "a transfer price at the cost of one more vehicle: a transfer price of £900 a vehicle, which is "
            "parts and conversion, and a rent of £3.0 million a year",
        ),
    ],
)
def test_every_clause_makes_a_sentence(answer: DealAnswer, name: str, says: str, told: str) -> None:
    """With the clause the larger chance to walk is 30% rather than 50%; nothing is said twice."""
    best = replace(answer.clauses[1], name=name, says=says)

    assert best_clause_words(replace(answer, clauses=(best,))) == (
        f"The clause that helps most is {told}. With it no side would rather walk in more than 30% of the "
        "futures; on the stated terms one would in 50%."
    )


def test_no_clause_helps(answer: DealAnswer) -> None:
    """The index alone leaves 50% at 50%."""
    assert best_clause_words(replace(answer, clauses=answer.clauses[:1])) == (
        "No clause helps: on the stated terms one side would rather walk in 50% of the futures, and with "
        "each clause some side would walk as often or more."
    )


def test_a_difference_of_chance_is_no_advice(answer: DealAnswer) -> None:
    """A fall from 50% to 30% is less than two standard errors of 0.11 each, but as much as two of 0.1."""
    chance, told = (replace(answer.clauses[1], standard_error=error) for error in (0.11, 0.1))

    assert best_clause_words(replace(answer, clauses=(answer.clauses[0], chance))) == (
        "No clause makes a difference that the futures looked at can tell: on the stated terms one side "
        "would rather walk in 50% of them, and with a two-part fee, the clause that comes out best, in 30%; "
        "such a difference may be chance."
    )
    assert best_clause_words(replace(answer, clauses=(told,))).startswith("The clause that helps most is a")


def test_no_clause_is_needed(answer: DealAnswer) -> None:
    """Nobody walks on the stated terms: nothing can be said to be too little."""
    stays = replace(answer.clauses[0], walks={HOST: 0.0, GUEST: 0.0}, walks_without={HOST: 0.0, GUEST: 0.0})

    assert best_clause_words(replace(answer, clauses=(stays,))) == (
        "On the stated terms neither side would rather walk in any future: no clause is needed."
    )


def test_terms_beside_the_name_do_not_repeat_it(answer: DealAnswer) -> None:
    """The name stands in the column before."""
    paid = replace(
        answer.clauses[0],
        name="the guest pays the tooling",
        says="the guest pays the tooling, and the fee is £1,760 a vehicle",
    )

    assert clause_terms(paid) == "the fee is £1,760 a vehicle"
    assert clause_terms(answer.clauses[1]) == "a fixed fee of 20.0 million a year"
