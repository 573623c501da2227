"""Claims that do not say the same: British output, and small cases."""

from __future__ import annotations

import pytest

from plantshare.evidence import conflicts
from plantshare.evidence.conflicts import is_rounding


def by_claim(conflict):
    """Return the differences of a conflict by claim."""
    return {other.claim.claim: other for other in conflict.others}


@pytest.fixture
def conflict(output, told):
    """Return the conflict about British output."""
    (found,) = conflicts(output, told)
    return found


def test_used_claim_and_its_reason_are_named(conflict):
    """764,715 is used because it counts what the target counts."""
    assert [claim.claim for claim in conflict.used] == ["total"]
    assert conflict.reason == "counts what the target counts"
    assert conflict.value == 764_715


def test_rounded_figure_is_called_rounding(conflict):
    """760,000 is 764,715 to the next 10,000."""
    rounded = by_claim(conflict)["rounded"]

    assert rounded.stance == "rounding"
    assert "agrees with 764,715 when rounded" in rounded.words


def test_another_class_is_shown_and_never_subtracted(conflict):
    """1.6 million in 2015 counts cars, 764,715 counts cars and commercial vehicles: no share of it."""
    then = by_claim(conflict)["then"]

    assert then.stance == "other class"
    assert "counts another class (cars only), not cars and commercial vehicles" in then.words
    assert "%" not in conflict.words


def test_figure_of_unclear_class_matches_neither(conflict):
    """738,000 is neither the 764,715 cars and commercial vehicles nor the 717,371 cars."""
    stray = by_claim(conflict)["stray"]

    assert stray.stance == "unclear class"
    assert "764,715 (cars and commercial vehicles)" in stray.words
    assert "717,371 (cars only)" in stray.words


def test_figure_of_unclear_class_names_what_it_matches(make, output):
    """717,000 of an unclear class is 717,371 cars, rounded."""
    place = {"table": "statistics", "row": "gb_2025", "column": "units"}
    ledger = make(
        [
            {"claim": "total", "value": 764_715, "vehicle_class": "car_and_cv"},
            {"claim": "cars", "value": 717_371, "vehicle_class": "car"},
            {"claim": "stray", "value": 717_000, "vehicle_class": "unclear"},
        ],
        [
            {**place, "claim": "total", "role": "used"},
            {**place, "claim": "cars", "role": "supports"},
            {**place, "claim": "stray", "role": "disputes"},
        ],
    )
    (conflict,) = conflicts(output, ledger)

    assert "matches 717,371 (cars only)" in by_claim(conflict)["stray"].words


def test_range_of_unclear_class_matches_what_lies_in_it(make, output):
    """750,000 to 770,000 of an unclear class holds the 764,715 cars and commercial vehicles."""
    used = {"value": 764_715, "vehicle_class": "car_and_cv"}
    span = {"low": 750_000, "high": 770_000, "vehicle_class": "unclear"}
    (conflict,) = conflicts(output, small(make, used, span))

    assert "matches 764,715" in by_claim(conflict)["other"].words


@pytest.mark.parametrize(
    ("one", "other", "rounding"),
    [
        (760_000, 764_715, True),
        (738_000, 764_715, False),
        (1_600_000, 1_587_677, True),
        (500, 549, False),
        (0.45, 0.4522, True),
        (0, 3, False),
    ],
)
def test_rounding(one, other, rounding):
    """Half a unit of the coarser last digit, and never more than 1%."""
    assert is_rounding(one, other) is rounding
    assert is_rounding(other, one) is rounding


def small(make, used, other, role="disputes"):
    """Return a ledger with two claims on one cell."""
    place = {"table": "statistics", "row": "gb_2025", "column": "units"}
    return make(
        [{"claim": "used", **used}, {"claim": "other", **other}],
        [{**place, "claim": "used", "role": "used"}, {**place, "claim": "other", "role": role}],
    )


def test_ranges_that_do_not_overlap_are_flagged(make, output):
    """700,000-765,000 against 800,000-900,000; a low end of 760,000 closes the gap."""
    used = {"value": 764_715, "low": 700_000, "high": 765_000}
    far = {"value": 850_000, "low": 800_000, "high": 900_000}
    near = {**far, "low": 760_000}

    assert by_claim(conflicts(output, small(make, used, far))[0])["other"].apart
    assert not by_claim(conflicts(output, small(make, used, near))[0])["other"].apart


def test_value_inside_the_other_range_is_still_another_value(make, output):
    """750,000 differs from 764,715 although both ranges meet."""
    (conflict,) = conflicts(output, small(make, {"value": 764_715}, {"value": 750_000, "high": 770_000}))

    assert by_claim(conflict)["other"].stance == "differs"


@pytest.mark.parametrize(
    ("claim", "stance"),
    [({"value": 764_715}, "same"), ({"value": 764.715, "unit": "k/yr"}, "other unit"), ({}, "no value")],
)
def test_agreement_is_no_conflict(make, output, claim, stance):
    """The same value, a value in another unit and words alone are listed beside others, not as a conflict."""
    used = {"value": 764_715, "unit": "vehicles/yr"}
    others = {"unit": "vehicles/yr", **claim}

    assert conflicts(output, small(make, used, others, "supports")) == ()
    (disputed,) = conflicts(output, small(make, used, others, "disputes"))
    assert by_claim(disputed)["other"].stance == stance


def test_claim_that_supports_must_state_the_same_unit(make, output):
    """273,087 vehicles may be a part of 764,715 vehicles/yr; as a dispute it is meant as the same figure."""
    used, part = {"value": 764_715, "unit": "vehicles/yr"}, {"value": 273_087, "unit": "vehicles"}

    assert conflicts(output, small(make, used, part, "supports")) == ()
    (conflict,) = conflicts(output, small(make, used, part, "disputes"))
    assert by_claim(conflict)["other"].stance == "differs"


def test_figure_worked_out_from_several_claims_is_the_standard(make, make_cells):
    """35.2 an hour by 1,800 hours is 63,360: neither claim disputes it, a stated 63,000 rounds it."""
    place = {"table": "shop_patterns", "row": "hall/one", "column": "capacity"}
    cells = make_cells([{**place, "value": 63_360.0}])
    ledger = make(
        [
            {"claim": "rate", "value": 35.2, "unit": "vehicles/h"},
            {"claim": "hours", "value": 1_800, "unit": "h/yr"},
            {"claim": "stated", "value": 63_000, "unit": "vehicles/yr"},
        ],
        [
            {**place, "claim": claim, "role": role}
            for claim, role in (("rate", "used"), ("hours", "used"), ("stated", "supports"))
        ],
    )
    (conflict,) = conflicts(cells, ledger)

    assert [claim.claim for claim in conflict.used] == ["rate", "hours"]
    assert [(each.claim.claim, each.stance) for each in conflict.others] == [("stated", "rounding")]


def test_figure_that_is_not_its_claim_is_no_conflict_of_claims(make, make_cells):
    """The study says 800,000 and rests on 764,715: a check tells that, as there is only one claim."""
    place = {"table": "statistics", "row": "gb_2025", "column": "units"}
    ledger = make([{"claim": "used", "value": 764_715}], [{**place, "claim": "used", "role": "used"}])

    assert conflicts(make_cells([{**place, "value": 800_000.0}]), ledger) == ()


def test_dispute_without_a_claim_in_use_is_set_beside_the_figure(make, output):
    """Nothing is used: the 738,000 is compared with the 764,715 of the study."""
    place = {"table": "statistics", "row": "gb_2025", "column": "units"}
    ledger = make([{"claim": "stray", "value": 738_000}], [{**place, "claim": "stray", "role": "disputes"}])
    (conflict,) = conflicts(output, ledger)

    assert conflict.used == ()
    assert "used: no claim" in conflict.words
    assert by_claim(conflict)["stray"].stance == "differs"


def test_claim_without_class_counts_what_its_figure_counts(make, output):
    """The figure counts cars and commercial vehicles, so its claim does, and cars alone are another class."""
    cells = output.assign(vehicle_class="car_and_cv")
    cars = {"value": 717_371, "vehicle_class": "car"}
    (conflict,) = conflicts(cells, small(make, {"value": 764_715}, cars))

    assert by_claim(conflict)["other"].stance == "other class"


def test_range_of_one_point_is_a_value(make, output):
    """Low and high of 760,000 say 760,000: rounding, and no range that lies apart."""
    (conflict,) = conflicts(output, small(make, {"value": 764_715}, {"low": 760_000, "high": 760_000}))

    assert by_claim(conflict)["other"].stance == "rounding"
    assert not by_claim(conflict)["other"].apart


def test_words_list_every_claim_with_its_role(conflict):
    """One line for the figure, and one for each other claim."""
    lines = conflict.words.splitlines()

    assert lines[0].startswith("statistics.gb_2025.units = 764,715 vehicles/yr; used: 764,715")
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        "supports", "supports", "disputes", "disputes",
    ]  # fmt: skip
