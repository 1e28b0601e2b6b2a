"""The picture of who held what: inside its frame, in words for who does not see it."""

import re
from datetime import date

from drawing.spans import Lane, Span, spans

TODAY = date(2026, 11, 24)


def test_nobody_ever_there_is_no_picture():
    assert spans([Lane("Relier")], title="T", desc="d", today=TODAY) == ""


def test_what_is_paid_is_a_bar_and_the_rest_a_dotted_line_inside_the_frame():
    lanes = [
        Lane("Relier & tenir", (Span("Centre", date(2019, 1, 1), None, date(2099, 1, 1)),)),
        Lane("Mesurer", (Span("Une très longue association du quartier", date(2026, 11, 1)),)),
        Lane("Lever", (Span("Ville", date(2024, 1, 1), date(2025, 1, 1)),), vacant="vacante"),
    ]

    drawn = spans(lanes, title="Qui", desc="quoi", today=TODAY)

    assert drawn.count('class="bar"') == 1
    assert drawn.count('class="target"') == 3
    assert "Relier &amp; tenir" in drawn
    assert "vacante" in drawn
    assert all(0 <= float(x) <= 340 for x in re.findall(r' x="([\d.]+)"', drawn))
    assert all(0 <= float(x) <= 340 for x in re.findall(r"[MH]([\d.]+)", drawn))
