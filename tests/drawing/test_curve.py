"""A curve says what was measured and what was not, in its drawing and in its words."""

import re
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing.curve import HEIGHT, WIDTH, Point, PointKind, Target, curve

SERIES = (
    Point("fin 2024", 32),
    Point("hiver", Decimal("34.5"), PointKind.CORRECTED),
    Point("été 2025", None, PointKind.GAP),
    Point("automne", 40, PointKind.BREAK),
    Point("hiver 2026", None, PointKind.HIDDEN),
    Point("automne 2026", 64),
)


def words(svg):
    return re.search(r"<title[^>]*>(.*?)</title>", svg).group(1)


def test_the_title_says_each_measure_and_each_absence():
    with translation.override("fr"):
        told = words(curve(SERIES, title="Enfants", unit="enfants", target=Target(80, "fin 2027")))

    assert "fin 2024, 32 enfants" in told
    assert "hiver, 34,5 enfants (" in told
    assert told.count("enfants") == 4
    assert "80" in told
    assert "fin 2027" in told


def test_one_or_two_measures_make_no_curve():
    assert curve(SERIES[:2], title="Enfants") == ""
    assert curve([], title="Enfants") == ""


def test_the_line_stops_where_nothing_was_measured_or_the_meaning_changed():
    svg = curve((*SERIES, Point("2027", 70)), title="Enfants")

    assert svg.count('class="line"') == 2
    assert svg.count('class="cross"') == 1
    assert svg.count('class="break"') == 1
    assert svg.count('class="hatch"') == 1
    assert svg.count('class="ring"') == 1


def test_two_curves_on_a_page_have_different_ids():
    one, two = (curve(SERIES, title=title) for title in ("Enfants", "Jeunes"))

    assert re.search(r' id="(\w+)"', one).group(1) != re.search(r' id="(\w+)"', two).group(1)


def test_on_paper_shapes_carry_their_own_colours():
    svg = curve(SERIES, title="Enfants", paper=True)

    assert svg.count("stroke=") > 4
    assert "var(" not in svg


def test_a_long_last_value_stands_beside_its_point():
    svg = curve([Point(str(year), 1_234_567 + year) for year in range(2020, 2025)], title="Aide")

    x = float(re.search(r'class="last" cx="([^"]+)"', svg).group(1))
    start = float(re.search(r'class="last-value" x="([^"]+)"', svg).group(1))
    assert start >= x + 8


def test_words_are_escaped():
    assert "<b>" not in curve(SERIES, title="<b>Enfants</b>")


values = st.one_of(
    st.none(), st.integers(-50, 10**6), st.decimals(0, 1000, places=1, allow_nan=False)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(values, max_size=40), st.one_of(st.none(), st.integers(0, 10**6)))
@pytest.mark.filterwarnings("ignore")
def test_nothing_leaves_the_edges_whatever_the_values(series, target):
    points = [
        Point(f"T{rank}", value, PointKind.REAL if value is not None else PointKind.GAP)
        for rank, value in enumerate(series)
    ]
    svg = curve(points, title="x", target=Target(target) if target is not None else None)

    for x, y in re.findall(r'cx="(-?[\d.e+]+)" cy="(-?[\d.e+]+)"', svg):
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= HEIGHT
    for x, y, text in re.findall(r'<text[^>]* x="([^"]+)" y="([^"]+)">([^<]*)<', svg):
        assert float(x) >= 0
        assert float(x) + 5 * len(text) <= WIDTH + 5
        assert 8 <= float(y) <= HEIGHT
