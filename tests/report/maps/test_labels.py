"""Labels never overlap, keep off marks and edges, and stay readable at both ends of a class of width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.report.maps.labels import (
    Anchor,
    Scene,
    area_of,
    lines_of,
    moved,
    overlap,
    place_labels,
    square,
    text_width,
)

FRAME = (0.0, 0.0, 400.0, 300.0)


def test_a_lonely_label_stands_right_of_its_mark():
    """Radius 8 and a gap of 3: it begins 11 pixels right of the middle, and its line is centred on it."""
    [label] = place_labels([Anchor("a", ("Oxford",), 8.0)], [Scene(FRAME, ((100.0, 100.0),))])
    assert (label.right, label.align, label.has_leader) == (11.0, "left", False)
    assert label.top == pytest.approx(-7.0)


def test_a_label_turns_away_from_the_edge_of_any_scene():
    """At the right edge of the second scene, the label goes left in both."""
    scenes = [Scene(FRAME, ((100.0, 100.0),)), Scene(FRAME, ((395.0, 100.0),))]
    [label] = place_labels([Anchor("a", ("Oxford",), 8.0)], scenes)
    assert label.align == "right"


def test_a_label_without_room_is_left_out():
    """The frame is smaller than the word."""
    assert (
        place_labels([Anchor("a", ("Oxford",), 3.0)], [Scene((0.0, 0.0, 30.0, 20.0), ((15.0, 10.0),))]) == []
    )


def test_crowded_marks_get_leaders():
    """Eight marks on one spot: the names farther off have a line."""
    anchors = [Anchor(f"p{at}", (f"Plant {at}",), 8.0) for at in range(8)]
    labels = place_labels(anchors, [Scene(FRAME, tuple((200.0 + at, 150.0 + at) for at in range(8)))])
    assert len(labels) == 8
    assert any(label.has_leader for label in labels)


def test_long_names_break_in_the_middle():
    """The longer of two lines is as short as it can be."""
    assert lines_of("Chery Jaguar Land Rover Changshu") == ("Chery Jaguar Land", "Rover Changshu")
    assert lines_of("Unterturkheim-Mettingen") == ("Unterturkheim-Mettingen",)


def test_wider_words_are_wider():
    """The measure adds up letter by letter."""
    assert text_width("mm") == pytest.approx(2 * text_width("m"))
    assert text_width("i") < text_width("n") < text_width("m")


places = st.lists(
    st.tuples(st.floats(20, 380), st.floats(20, 280), st.floats(3, 15)), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None)
@given(places, st.floats(0.5, 2.0))
def test_labels_never_overlap_at_either_width(found, stretch):
    """Neither each other, nor any mark, nor the edge, in the narrow scene and in the stretched one."""
    anchors = [
        Anchor(f"p{at}", lines_of(f"Plant number {at}"), radius) for at, (*_, radius) in enumerate(found)
    ]
    scenes = [
        Scene((0.0, 0.0, 400.0 * scale, 300.0), tuple((x * scale, y) for x, y, _ in found))
        for scale in (1.0, stretch)
    ]
    labels = {label.key: label for label in place_labels(anchors, scenes)}
    for scene in scenes:
        pairs = [(anchor, point) for anchor, point in zip(anchors, scene.points, strict=True)]
        areas = [
            moved(area_of(labels[anchor.key], anchor), point)
            for anchor, point in pairs
            if anchor.key in labels
        ]
        marks = [square(point, anchor.radius) for anchor, point in pairs]
        for index, area in enumerate(areas):
            assert scene.frame[0] <= area[0]
            assert area[2] <= scene.frame[2]
            assert not any(overlap(area, other) for other in areas[index + 1 :])
            assert not any(overlap(area, mark) for mark in marks)
