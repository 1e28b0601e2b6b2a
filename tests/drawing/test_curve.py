"""A curve says what was measured and what was not, in its drawing and in its words."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from drawing.chart import SHEETS, Around, Chart, Point, PointKind, Target
from drawing.curve import curve
from drawing.letters import wide
from drawing.templatetags.drawing import chart, curve_in

SERIES = Chart(
    "Enfants",
    (
        Point("fin 2024", 32, said="Fin 2024 : 32 enfants."),
        Point("hiver", Decimal("34.5"), PointKind.CORRECTED),
        Point("été 2025", None, PointKind.GAP, state="missing", said="Été 2025 : pas de mesure."),
        Point("automne", 40, PointKind.BREAK, cut="perimeter"),
        Point("hiver 2026", None, PointKind.HIDDEN),
        Point("automne 2026", 64),
    ),
    "enfants",
)
LARGE = ("phone", "wide")


@pytest.fixture(autouse=True)
def _french():
    with translation.override("fr"):
        yield


def words(svg, tag="desc"):
    return re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", svg).group(1).replace("\xa0", " ")


def written(svg):
    return [text.replace("\xa0", " ") for text in re.findall(r"<text[^>]*>([^<]*)<", svg)]


def test_the_title_names_it_and_the_description_says_each_measure_and_each_absence():
    svg = curve(replace(SERIES, target=Target(80, "fin 2027")))

    assert "Enfants. 32 (fin 2024), 64 (automne 2026)" in words(svg, "title")
    told = words(svg)
    assert "fin 2024, 32 enfants" in told
    assert "hiver, 34,5 enfants (corrig" in told
    assert "été 2025, pas de mesure" in told
    assert "automne, 40 enfants (nouveau périmètre)" in told
    assert "Cible : 80 fin 2027" in told


def test_one_or_two_measures_make_no_curve():
    assert curve(replace(SERIES, points=SERIES.points[:2])) == ""
    assert curve(replace(SERIES, points=())) == ""


@pytest.mark.parametrize("sheet", SHEETS)
def test_one_drawing_says_the_same_on_every_sheet(sheet):
    """Page, phone, print and PDF: the line stops, is cut and is named alike."""
    svg = curve(replace(SERIES, points=(*SERIES.points, Point("2027", 70))), sheet)

    assert svg.count('class="line"') == 2
    assert svg.count('class="cross"') == 2
    assert svg.count('class="break"') == 1
    assert svg.count('class="ring"') == 1
    assert svg.count("<rect ") == 3, "after the cut the marks are squares"
    assert any("nouveau périmètre" in text for text in written(svg))
    assert "pas de mesure" in written(svg)
    assert words(svg) == words(curve(replace(SERIES, points=(*SERIES.points, Point("2027", 70)))))


@pytest.mark.parametrize(
    ("point", "shown"),
    [
        (Point("b", None, PointKind.GAP, state="not_produced"), "non produit"),
        (Point("b", None, PointKind.GAP, state="suppressed"), "secret statistique"),
        (Point("b", None, PointKind.GAP, state="not_applicable"), "sans objet"),
        (Point("b", None, PointKind.GAP, state="missing", reason="local en travaux"), "local en travaux"),
        (Point("b", None, PointKind.HIDDEN), "trop peu de personnes pour publier"),
    ],
)  # fmt: skip
def test_each_gap_is_drawn_and_says_why(point, shown):
    points = (Point("a", 10), point, Point("c", 12), Point("d", 14))

    for sheet in SHEETS:
        svg = curve(Chart("x", points), sheet)
        assert shown in written(svg), sheet
        assert svg.count('class="cross"') == 1


def test_what_is_not_produced_is_hatched_what_is_missing_is_a_cross_on_a_small_sheet():
    gap = Point("b", None, PointKind.GAP, state="missing")
    points = (Point("a", 10), gap, Point("c", 12), Point("d", 14))
    other = (points[0], gap._replace(state="not_produced"), *points[2:])

    assert 'class="hatch"' not in curve(Chart("x", points))
    assert 'class="hatch"' in curve(Chart("x", other))


@pytest.mark.parametrize(
    "cut", ["perimeter", "method", "protection", "source", "law", "definition"]
)
def test_each_cut_says_what_changed(cut):
    points = (Point("2020", 10), Point("2021", 12), Point("2022", 30, PointKind.BREAK, cut=cut), Point("2023", 31))  # fmt: skip
    names = {
        "perimeter": "nouveau périmètre",
        "method": "nouvelle méthode",
        "protection": "autre protection",
        "source": "autre source",
        "law": "nouvelle loi",
        "definition": "nouvelle définition",
    }

    for sheet in LARGE:
        assert f"2022 : {names[cut]}" in written(curve(Chart("x", points), sheet))


def test_what_stands_beside_is_dashed_hollow_and_named():
    around = Around("ensemble des contrats", tuple(Point(p.label, 50) for p in SERIES.points))
    svg = curve(replace(SERIES, around=around, name="contrat de ville"), "wide")

    assert svg.count('class="around"') == 3, "two runs and the key"
    assert "contrat de ville" in written(svg)
    assert "ensemble des contrats" in written(svg)
    assert "Ensemble des contrats : fin 2024, 50" in words(svg)
    assert "ensemble" not in "".join(written(curve(replace(SERIES, around=around))))


def test_a_range_to_stay_in_is_two_lines_with_one_name():
    svg = curve(replace(SERIES, target=Target(40, "fin 2027", high=60)), "wide")

    assert svg.count('class="target"') == 2
    assert "cible : de 40 à 60 fin 2027" in written(svg)


@pytest.mark.parametrize("values", [(48, 49, 50), (4801, 4805, 4810), (-3, 4, 5), (0, 0, 0), (0.2, 0.4, 0.35)])  # fmt: skip
def test_zero_is_on_every_axis(values):
    points = tuple(Point(str(2020 + n), v) for n, v in enumerate(values))

    for sheet in LARGE:
        assert "0" in written(curve(Chart("x", points), sheet))


def test_time_is_an_axis_of_years_where_periods_tell_it():
    points = (Point("2015", 1, at=2015), Point("2016", 2, at=2016), Point("2025", 3, at=2025))
    xs = [float(x) for x in re.findall(r'cx="([^"]+)"', curve(Chart("x", points), "wide"))]

    assert xs[2] - xs[1] == pytest.approx(9 * (xs[1] - xs[0]), rel=0.02)


def test_several_drawings_can_share_one_scale():
    points = (Point("2015", 1, at=2015), Point("2016", 2, at=2016), Point("2017", 3, at=2017))
    shared = Chart("x", points, span=(2010, 2020), top=100)
    alone, held = curve(Chart("x", points), "wide"), curve(shared, "wide")

    assert "3" in written(alone)
    assert "100" in written(held)
    assert min(map(float, re.findall(r'cx="([^"]+)"', held))) > min(
        map(float, re.findall(r'cx="([^"]+)"', alone))
    )


def test_only_a_large_sheet_on_a_page_has_points_that_can_be_read_one_by_one():
    said = [svg.count("data-say") for svg in (curve(SERIES, sheet) for sheet in SHEETS)]

    assert dict(zip(SHEETS, said, strict=True)) == {
        "card": 0, "phone": 2, "wide": 2, "paper": 0, "paper-small": 0,
    }  # fmt: skip


def test_letters_are_never_under_twelve_pixels_on_the_narrowest_phone():
    for key in ("card", "phone"):
        sheet = SHEETS[key]
        assert sheet.size * (360 - 2 * 16 - 2 * 17) / sheet.width > 12 - 0.3
        assert sheet.size >= 13


def test_two_curves_on_a_page_have_different_ids():
    drawn = [curve(SERIES), curve(replace(SERIES, title="Jeunes")), curve(SERIES, "wide")]

    assert len({re.search(r' id="(\w+)"', svg).group(1) for svg in drawn}) == 3


def test_on_paper_shapes_carry_their_own_colours():
    svg = curve(SERIES, "paper")

    assert svg.count("stroke=") > 4
    assert "var(" not in svg


def test_a_long_last_value_stands_beside_its_point():
    points = tuple(Point(str(year), 1_234_567 + year) for year in range(2020, 2025))
    svg = curve(Chart("Aide", points))

    x = float(re.search(r'class="last" cx="([^"]+)"', svg).group(1))
    start = float(re.search(r'class="last-value" x="([^"]+)"', svg).group(1))
    assert start >= x + 8


def test_words_are_escaped():
    bad = "<b>Enfants</b>"
    points = tuple(p._replace(label=bad, said=bad) for p in SERIES.points)

    assert "<b>" not in curve(Chart(bad, points, bad, Target(80, bad)), "wide")


values = st.one_of(
    st.none(), st.integers(-50, 10**6), st.decimals(0, 1000, places=1, allow_nan=False)
)


@example([None, 0, None, 0, 1000], 0, "card")
@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(values, max_size=40),
    st.one_of(st.none(), st.integers(0, 10**6)),
    st.sampled_from(sorted(SHEETS)),
)  # fmt: skip
def test_nothing_leaves_the_edges_whatever_the_values(series, target, sheet):
    points = tuple(
        Point(f"T{rank}", value, PointKind.REAL if value is not None else PointKind.GAP)
        for rank, value in enumerate(series)
    )
    svg = curve(Chart("x", points, target=Target(target) if target is not None else None), sheet)
    on = SHEETS[sheet]
    tall = float((re.findall(r'viewBox="0 0 \S+ ([^"]+)"', svg) or [on.height])[0])

    for x, y in re.findall(r'cx="(-?[\d.e+]+)" cy="(-?[\d.e+]+)"', svg):
        assert 0 <= float(x) <= on.width
        assert 0 <= float(y) <= tall
    for held, x, y, text in re.findall(
        r'<text[^>]*?(?:text-anchor="(\w+)")? x="([^"]+)" y="([^"]+)">([^<]*)<', svg
    ):
        room = wide(text, on.size)
        start = float(x) - {"middle": room / 2, "end": room}.get(held, 0)
        assert start >= -1
        assert start + room <= on.width + 5
        assert 5 <= float(y) <= tall


def test_a_curve_is_drawn_once_for_its_chart_in_each_language():
    curve_in.cache_clear()
    points = tuple(Point(f"T{n}", Decimal(n * 10), at=2025 + n / 4) for n in range(1, 5))

    with translation.override("fr"):
        first = chart(Chart("Enfants", points, "enfants"))
        again = chart(Chart("Enfants", tuple(p._replace() for p in points), "enfants"))
        large = chart(Chart("Enfants", points, "enfants"), "wide")
    with translation.override("en"):
        english = chart(Chart("Enfants", points, "enfants"))

    assert (curve_in.cache_info().misses, curve_in.cache_info().hits) == (3, 1)
    assert first is again
    assert first == curve(Chart("Enfants", points, "enfants"))
    assert len({str(first), str(large), str(english)}) == 3
