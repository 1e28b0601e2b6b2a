"""The cover's drawing."""

import re

from reports.paper import rings

SQUARE = [(2.0, 50.0), (2.01, 50.0), (2.01, 50.01), (2.0, 50.01)]
BOX, CENTRE = (200.0, 150.0), (300.0, 240.0)


def drawn(*outlines: list[tuple[float, float]], count: int = 3, thick: frozenset[int] = frozenset()) -> rings.Drawing:  # fmt: skip
    return rings.drawing(outlines, rings=count, thick=thick, box=BOX, centre=CENTRE)


def corners(drawing: rings.Drawing) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"([\d.-]+) ([\d.-]+)", drawing.path)]


def test_each_quarter_is_one_ring_drawn_widest_first() -> None:
    found = drawn(SQUARE, count=5)

    widths = [stroke.width for stroke in found.strokes]
    assert widths == sorted(widths, reverse=True)
    assert [bool(stroke.ink) for stroke in found.strokes] == [True, False] * 5


def test_a_quarter_in_which_a_version_was_adopted_has_a_thick_ring() -> None:
    found = drawn(SQUARE, count=3, thick=frozenset({2}))

    pairs = zip(found.strokes[::2], found.strokes[1::2], strict=True)
    assert [round(line.width - paper.width, 2) for line, paper in pairs] == [
        2 * rings.THIN,
        2 * rings.THICK,
        2 * rings.THIN,
    ]


def test_several_outlines_fit_together_in_the_box_and_keep_their_shape() -> None:
    found = corners(drawn(SQUARE, [(lon + 0.05, lat) for lon, lat in SQUARE]))

    xs, ys = [x for x, _y in found], [y for _x, y in found]
    assert (min(xs), max(xs)) == (200.0, 400.0)
    assert max(ys) - min(ys) < 150
    assert abs((min(ys) + max(ys)) / 2 - 240) < 0.2


def test_a_site_without_an_outline_gets_a_disc() -> None:
    assert len(corners(drawn())) > 20


def test_corners_that_nobody_can_see_are_left_out() -> None:
    detailed = [(2 + n / 1000, 50.0) for n in range(11)] + [(2.01, 50.01), (2.0, 50.01)]

    assert len(corners(drawn(detailed))) == 4
