"""How values spread: inside the frame, and with words that a phone shows as large as elsewhere."""

import re
from itertools import combinations, pairwise

import pytest

from drawing.dots import LETTER, RIGHT, WIDTH, Spread, dots


def words_under(drawn):
    """Where the words under the axis begin and end."""
    found = re.findall(r'text-anchor="(\w+)" x="([\d.]+)" y="[\d.]+">([^<]+)<', str(drawn))
    share = {"start": 0, "middle": 0.5, "end": 1}
    for anchor, x, words in found:
        long = len(words) * LETTER
        begin = float(x) - share[anchor] * long
        yield begin, begin + long


@pytest.mark.parametrize(
    ("values", "unit"),
    [
        ([35, 40, 47, 55], "%"),
        ([339, 2079, 535], "jours"),
        ([1_250_000, 38_000_000], "€"),
        ([0.4, 1.9, 2.2], "jeunes pour 1 aîné"),
        ([7], "%"),
    ],
)
def test_words_under_the_axis_have_room_beside_each_other(values, unit):
    spans = list(words_under(dots(Spread("T", tuple(values), unit))))

    assert len(spans) >= 2
    for (_begin, end), (begin, _end) in pairwise(spans):
        assert end < begin


def test_it_is_drawn_as_wide_as_a_phone_shows_it():
    """Its words are 13 px high at their own size: a wider drawing would be shrunk with its words."""
    assert WIDTH <= 328
    drawn = dots(Spread("T", (1, 2, 3), "%", (1, 2, 3)))
    assert all(0 <= float(x) <= RIGHT for x in re.findall(r'cx="([\d.]+)"', str(drawn)))


def test_no_dot_covers_another_one():
    values = (35, 35, 35.4, 36, 36, 40, 41, 41.2, 44, 55)
    drawn = str(dots(Spread("T", values, "%")))
    found = [
        tuple(map(float, at)) for at in re.findall(r'cx="([\d.]+)" cy="([\d.]+)" r="4"', drawn)
    ]

    assert len(found) == len(values)
    for (x, y), (other, above) in combinations(found, 2):
        assert (x - other) ** 2 + (y - above) ** 2 >= 8**2 - 0.1
