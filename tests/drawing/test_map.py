"""The map shows each site, moved apart where marks would touch, and cuts nothing."""

import random
import re

import pytest

from drawing import france
from drawing.map import Mark, boxes, france_map, overlap, place
from qic_portal.gallery import MARKS

POINTS = [france.locate(m.lon, m.lat, m.department) for m in MARKS]


def test_the_same_marks_give_the_same_map_in_their_own_order():
    svg = france_map(MARKS, title="Sites")

    assert svg == france_map(MARKS, title="Sites")
    assert re.findall(r'href="([^"]+)"', svg) == [mark.url for mark in MARKS]


def test_marks_and_names_cover_neither_each_other_nor_the_edge():
    spots = place(MARKS, POINTS)

    room = [boxes(spot) for spot in spots]
    for index, own in enumerate(room):
        others = [box for rank, other in enumerate(room) if rank != index for box in other]
        assert not any(overlap(a, b) for a in own for b in others), spots[index].mark.name
        for left, top, right, bottom in own:
            assert left >= 0
            assert top >= 0
            assert right <= france.WIDTH
            assert bottom <= france.HEIGHT


def test_overseas_sites_stand_in_their_inset():
    x, y = france.locate(45.19, -12.74, "976")
    mayotte = next(area for area in france.regions() if area.name == "Mayotte")
    left, top, right, bottom = mayotte.box

    assert left - 3 <= x <= right + 3
    assert top - 3 <= y <= bottom + 3


def test_an_open_consultation_is_said_in_words():
    svg = france_map(MARKS, title="Sites")

    assert svg.count('class="mark open"') == 2
    assert re.search(r'aria-label="Hazebrouck, [^"]+"', svg)


def test_up_to_sixty_marks_do_not_touch():
    dice = random.Random(3)
    marks = [
        Mark(f"Site {n}", f"#{n}", dice.uniform(2.0, 3.2), dice.uniform(50.2, 50.7), "59")
        for n in range(40)
    ]
    spots = place(marks, [france.locate(m.lon, m.lat, m.department) for m in marks])

    near = [
        (a.mark.name, b.mark.name)
        for rank, a in enumerate(spots)
        for b in spots[rank + 1 :]
        if abs(a.disc[0] - b.disc[0]) < 24 and abs(a.disc[1] - b.disc[1]) < 24
    ]
    assert len(near) <= 3


def test_beyond_sixty_there_is_one_disc_a_department():
    marks = [Mark(f"S{n}", f"#{n}", 3 + n / 100, 50, "59" if n % 2 else "62") for n in range(80)]

    svg = france_map(marks, title="Sites")

    assert svg.count('class="disc"') == 2
    assert ">40<" in svg


def test_no_mark_at_all_is_a_map_too():
    assert 'class="land active"' not in france_map([], title="Sites")


def test_the_map_stays_light():
    assert len(france_map([], title="Sites")) < 14_000


def test_a_hostile_name_stays_text():
    mark = Mark('"><script>', "javascript:x", 3, 50, "59")

    assert "<script>" not in france_map([mark], title="x")


@pytest.mark.parametrize("area", france.regions(), ids=lambda area: area.name)
def test_every_region_lies_inside_the_drawing(area):
    left, top, right, bottom = area.box

    assert left >= 0
    assert top >= 0
    assert right <= france.WIDTH
    assert bottom <= france.HEIGHT
