"""The bridge of a deal: lines in the order of a statement that add up to what each company gains."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals.forms import JointVenture
from plantshare.deals.gain import gains
from plantshare.deals.stream import Stream
from plantshare.report.analyses import DEAL_CHARTS, draw_analysis
from plantshare.report.charts.deal_bridge import bridge_lines, change_of, company_rows, deal_bridge
from tests.deals.streams import forms, streams
from tests.report.deal_answers import GOVERNMENT, GUEST, HOST, PROGRAMME, answer_with


def test_lines_of_each_side_add_up_to_its_gain(two_plants, check_spec, check_behind) -> None:
    """Host: fee 338.2 - conversion 255.9 - fixed cost 22.7 - capital 30 = 29.5.

    Guest: imports at 18.4 a vehicle fall away (3,363.9), and parts of 15.7 with delivery of 0.2 come
    (2,906.8); less the fee and capital of 90 it has 28.9.
    """
    answer = answer_with(two_plants)
    chart = draw_analysis(DEAL_CHARTS, "deal_bridge", answer)
    steps = [row for row in chart.rows if row["role"] == "step"]
    host = {row["item"]: row["change"] for row in steps if row["company"] == "Fellside Cars"}

    assert list(host) == ["Conversion", "Fixed cost", "Launch capital", "Fee per vehicle"]
    assert list(host.values()) == pytest.approx([-255.947, -22.745, -30.0, 338.215], abs=1e-3)
    assert sum(host.values()) == pytest.approx(29.524, abs=1e-3)
    total = next(row for row in chart.rows if row["role"] == "total")
    assert total["change"] == pytest.approx(58.3563, abs=1e-3)
    assert steps[-1]["end"] == pytest.approx(total["end"])
    assert "the steps add up to what lies between the two plans" in chart.subtitle
    check_spec(chart)
    check_behind(chart, answer.study)


def test_each_bar_starts_where_the_last_one_ended(two_plants) -> None:
    """Steps are joined; what is paid under the deal adds up to zero."""
    steps = [row for row in deal_bridge(answer_with(two_plants)).rows if row["role"] == "step"]

    assert [row["start"] for row in steps[1:]] == pytest.approx([row["end"] for row in steps[:-1]])
    assert sum(row["change"] for row in steps if row["is_transfer"]) == pytest.approx(0.0, abs=1e-9)


def test_a_venture_stands_with_its_owners(two_plants, check_spec) -> None:
    """Each owner has half of what the venture pays; half of its price is all that the guest pays the host."""
    form = JointVenture(host_share=0.5, transfer_price=17.5)
    chart = deal_bridge(answer_with(two_plants, form=form))
    steps = [row for row in chart.rows if row["role"] == "step"]
    paid = {(row["company"], row["item"]): row["change"] for row in steps if row["is_transfer"]}

    assert {company for company, _ in paid} == {"Fellside Cars", "Sunrise Motor"}
    assert {item for _, item in paid} == {"Venture's vehicles"}
    assert sum(paid.values()) == pytest.approx(0.0, abs=1e-9)
    check_spec(chart)


def test_a_missing_amount_is_said(two_plants) -> None:
    """Where the plans differ by 60 and the steps add up to 58.3563, 1.6 are missing."""
    answer = answer_with(two_plants)
    other = replace(answer, value=replace(answer.value, surplus=(60.0, 60.0, 60.0)))

    assert "the steps miss what lies between the two plans by £1.6 million" in deal_bridge(other).subtitle


def test_small_lines_stand_together_and_none_is_lost() -> None:
    """0.04 and 0.03 are one step of 0.07; 0.02 alone gets no step, yet the total has it."""
    two = {("own", "Sales"): (1.0, 3.0), ("own", "Duty"): (0.0, 0.04), ("own", "Selling"): (0.0, 0.03)}
    one = {("own", "Sales"): (1.0, 3.0), ("own", "Duty"): (0.0, 0.02)}

    rows, total = company_rows("Ada", two, 10.0)
    assert [(row["item"], round(row["change"], 9)) for row in rows[1:]] == [
        ("Sales", 2.0),
        ("2 other lines", 0.07),
    ]
    assert rows[2]["kinds"] == "duty, selling"
    assert total == pytest.approx(12.07)
    rows, total = company_rows("Ada", one, 10.0)
    assert [row["item"] for row in rows[1:]] == ["Sales"]
    assert total == pytest.approx(12.02)


def test_other_companies_and_governments(two_plants) -> None:
    """A third company that loses 3 elsewhere has a group of its own; the government's duty has none."""
    nothing = np.zeros(len(PROGRAMME.years))
    first = nothing.copy()
    first[0] = -3.0
    stream = replace(PROGRAMME, elsewhere={"third": first, HOST: nothing})
    found = bridge_lines(answer_with(two_plants, stream=stream))

    assert set(found) == {HOST, GUEST, "third"}
    assert GOVERNMENT not in found
    assert found["third"] == {("own", "Elsewhere in plan"): (0.0, -3.0)}


@settings(max_examples=25, deadline=None)
@given(data=st.data(), stream=streams())
def test_any_form_adds_up(two_plants, data: st.DataObject, stream: Stream) -> None:
    """Whatever form and terms, the lines of all companies add up to what they gain together."""
    form = data.draw(forms(stream))
    named = replace(stream, host=HOST, guest=GUEST, government=GOVERNMENT)
    answer = answer_with(two_plants)
    value = replace(answer.value, streams=(named,), form=form, gains=gains(form, named))
    found = bridge_lines(replace(answer, value=value))

    whole = sum(change_of(lines) for lines in found.values())
    assert whole == pytest.approx(value.gains.companies, abs=1e-6, rel=1e-9)
