"""Links of plants and vehicles, and the designs to compare them with."""

import math

import pytest

from plantshare.flexibility import Design, chain, dedicated, full_flexibility

THREE = Design(capacity=(1.0, 1.0, 1.0), vehicles=3, links=())


def test_three_plants_have_three_six_and_nine_links() -> None:
    """Dedicated 3; the open chain adds 0-1 and 1-2, the closed one 2-0 as well; full 3 * 3."""
    own = ((0, 0), (1, 1), (2, 2))
    assert dedicated(THREE).links == own
    assert chain(THREE, is_closed=False).links == ((0, 0), (0, 1), (1, 1), (1, 2), (2, 2))
    assert set(chain(THREE).links) - set(own) == {(0, 1), (1, 2), (2, 0)}
    assert len(full_flexibility(THREE).links) == 9


def test_links_are_kept_in_order_without_repeats() -> None:
    """Two links given thrice are two; the other 9 - 2 = 7 are absent."""
    design = THREE.with_links([(2, 1), (0, 0), (2, 1)])
    assert design.links == ((0, 0), (2, 1))
    assert len(design.absent_links) == 7
    assert not set(design.absent_links) & set(design.links)


def test_a_chain_needs_as_many_plants_as_vehicles() -> None:
    """Two plants and three vehicles have no chain."""
    with pytest.raises(ValueError, match="2 plants and 3 vehicles"):
        chain(Design(capacity=(1.0, 1.0), vehicles=3, links=()))


@pytest.mark.parametrize("link", [(3, 0), (0, 3), (-1, 0), (0, -1)])
def test_a_link_outside_the_design_is_refused(link: tuple[int, int]) -> None:
    """Three plants and vehicles are numbered 0, 1, 2."""
    with pytest.raises(ValueError, match="lies outside 3 plants and 3 vehicles"):
        THREE.with_link(link)


@pytest.mark.parametrize("capacity", [-1.0, math.nan, math.inf])
def test_a_capacity_is_a_number_from_zero_up(capacity: float) -> None:
    """Below zero, missing and endless are refused."""
    with pytest.raises(ValueError, match="from 0 up"):
        Design(capacity=(capacity,), vehicles=1, links=())
