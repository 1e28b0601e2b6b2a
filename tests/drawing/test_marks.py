"""Seats, icons and lines."""

import pytest

from drawing.icons import ICONS, icon
from drawing.lines import Step, StepState, lined, time_in_stage
from drawing.seats import SHAPES, SeatMark, SeatState, seat_mark


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_decorative_unless_it_is_named(name):
    assert 'aria-hidden="true"' in icon(name)
    assert 'role="img" aria-label="Chercher"' in icon(name, "Chercher")


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("state", SeatState)
def test_each_seat_has_its_shape_in_each_state(kind, state):
    svg = seat_mark(SeatMark(kind, "ÉV", state, label="Commune : Élise Vandamme"), 24)

    assert SHAPES[kind] in svg
    assert "Élise Vandamme" in svg
    assert ("ÉV<" in svg) == (state != SeatState.VACANT)


def test_initials_are_never_smaller_than_thirteen_pixels():
    for size in (24, 36, 60):
        svg = seat_mark(SeatMark("state", "AB"), size)
        font = float(svg.split('font-size="')[1].split('"')[0])
        assert font * size / 40 >= 12.9


def test_the_line_is_solid_only_up_to_where_one_is():
    steps = [Step("a", StepState.DONE), Step("b", StepState.NOW), Step("c", StepState.TO_COME)]

    assert [item.dashed for item in lined(steps)] == [False, True, True]


def test_a_stage_that_lasts_too_long_still_fits():
    assert 'd="M0 3h101.7' in time_in_stage(5000, 10)
    assert time_in_stage(0, 0)
