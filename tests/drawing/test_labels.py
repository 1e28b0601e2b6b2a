"""Words of a curve cover neither each other nor a line, whatever is drawn and on whatever sheet."""

import re
from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drawing.chart import SHEETS, Around, Chart, Point, PointKind, Target, with_sign
from drawing.curve import curve, laid
from drawing.letters import wide

TEXT = re.compile(
    r'<text class="([\w-]+)"[^>]*?(?: text-anchor="(\w+)")? x="([^"]+)" y="([^"]+)">([^<]*)<'
)
CUTS = ("perimeter", "method", "protection", "source", "law", "definition")
ABSENT = ("missing", "suppressed", "not_produced", "not_applicable")


@dataclass(frozen=True)
class Seen:
    """Words as they stand on the drawing, without the air above and below their letters."""

    kind: str
    words: str
    left: float
    right: float
    top: float
    low: float

    def covers(self, other):
        return not (
            self.right <= other.left
            or other.right <= self.left
            or self.low <= other.top
            or other.low <= self.top
        )

    def holds(self, x, y):
        return self.left < x < self.right and self.top < y < self.low


def seen(svg, sheet):
    """Every text of a drawing."""
    found = []
    for kind, anchor, at, foot, words in TEXT.findall(svg):
        size = sheet.size * (1.15 if kind == "last-value" else 1)
        long, low = wide(words, size) * 0.98, float(foot)
        left = float(at) - {"middle": long / 2, "end": long}.get(anchor, 0)
        found.append(Seen(kind, words, left, left + long, low - size * 0.7, low))
    return found


def strokes(svg, kind):
    """The places along every line of a kind, close to each other."""
    for way in re.findall(rf'<path class="{kind}"[^>]* d="([^"]+)"', svg):
        # The sample of the key is written the short way.
        for run in () if "h" in way else way.split("M")[1:]:
            spots, x, y = [], 0.0, 0.0
            for letter, numbers in re.findall(r"([LHV]?)\s*([-\d. e]+)", run):
                told = [float(n) for n in numbers.split()]
                x, y = {"H": (told[0], y), "V": (x, told[-1])}.get(letter, (told[0], told[-1]))
                spots.append((x, y))
            for (x1, y1), (x2, y2) in pairwise(spots):
                yield from (
                    (x1 + (x2 - x1) * n / 200, y1 + (y2 - y1) * n / 200) for n in range(201)
                )


def points(draw):
    """A series with gaps, secrets and cuts."""
    found = []
    for rank in range(draw(st.integers(3, 16))):
        value = draw(st.one_of(st.none(), st.integers(0, 40), st.integers(0, 10**6)))
        kind = draw(st.sampled_from(["real", "real", "real", "corrected", "break"]))
        label = f"T{rank % 4 + 1} {2020 + rank // 4}"
        if value is None:
            state = draw(st.sampled_from(ABSENT))
            reason = draw(st.sampled_from(["", "", "local en travaux"]))
            found.append(Point(label, None, PointKind.GAP, state=state, reason=reason))
        else:
            cut = draw(st.sampled_from(CUTS)) if kind == "break" else ""
            found.append(Point(label, value, kind, cut=cut))
    return tuple(found)


@st.composite
def charts(draw):
    """Any chart that a page may have: with an aim or a range, with what stands beside it."""
    series = points(draw)
    aim = draw(st.one_of(st.none(), st.integers(0, 10**5)))
    high = draw(st.one_of(st.none(), st.integers(0, 1000)))
    target = None
    if aim is not None:
        target = Target(aim, "fin 2027", high=aim + high if high is not None else None)
    around = None
    if draw(st.booleans()):
        beside = tuple(
            Point(p.label, draw(st.one_of(st.none(), st.integers(0, 10**5)))) for p in series
        )
        around = Around("milieu de 12 contrats du département", beside)
    unit = draw(st.sampled_from(["", "%", "€", "enfants"]))
    return Chart("Enfants", series, unit, target, around, "contrat de ville")


@pytest.fixture(autouse=True, scope="module")
def _french():
    with translation.override("fr"):
        yield


KIND = {"suppress_health_check": [HealthCheck.too_slow], "deadline": None}


@settings(max_examples=150, **KIND)
@given(charts(), st.sampled_from(sorted(SHEETS)))
def test_no_word_covers_another_one(chart, sheet):
    found = seen(curve(chart, sheet), SHEETS[sheet])

    for one, other in combinations(found, 2):
        assert not one.covers(other), (sheet, one, other)


@settings(max_examples=100, **KIND)
@given(charts(), st.sampled_from(sorted(SHEETS)))
def test_no_line_and_no_cut_runs_through_a_word(chart, sheet):
    svg = curve(chart, sheet)
    found = seen(svg, SHEETS[sheet])

    for kind in ("line", "break"):
        for x, y in strokes(svg, kind):
            assert not any(word.holds(x, y) for word in found), (sheet, kind, x, y)


@settings(max_examples=100, **KIND)
@given(charts(), st.sampled_from(sorted(SHEETS)))
def test_no_hatching_runs_through_a_word(chart, sheet):
    """Every word that stands in hatching, be it the target's, has a plain ground under it."""
    areas, before = [], ""
    for piece in re.findall(r"<(?:path|text)[^>]*>(?:[^<]*</text>)?", curve(chart, sheet)):
        if 'class="hatch"' in piece:
            numbers = [float(n) for n in re.findall(r"[-\d.]+", piece.split(' d="')[1])]
            across, down = sorted(numbers[::2]), sorted(numbers[1::2])
            areas.append(Seen("hatch", "", across[0], across[-1], down[0], down[-1]))
        for word in seen(piece, SHEETS[sheet]):
            if any(word.covers(area) for area in areas):
                assert 'class="ground"' in before, (sheet, word)
        before = piece


@settings(max_examples=100, **KIND)
@given(charts(), st.sampled_from(sorted(SHEETS)))
def test_the_first_reasons_and_cuts_are_named_on_every_sheet(chart, sheet):
    """Whatever the crowd: words without room get a row of their own above the plot."""
    if not chart.drawable:
        return
    cuts = [p for p in chart.points if p.kind == PointKind.BREAK and p.drawn][1:]
    reasons = {(p.state, p.reason) for p in chart.points if not p.drawn}
    pen = laid(chart, SHEETS[sheet])

    assert pen.homeless <= max(0, len(cuts) + len(reasons) - 5)


def test_a_cut_beside_a_gap_touches_no_word():
    """The strokes of the cut stand where nothing was measured: the words stand aside."""
    series = (
        Point("T1", 5), Point("T2", 6), Point("T3", None, PointKind.GAP, state="missing"),
        Point("T4", 8, PointKind.BREAK, cut="definition"), Point("T1", 9), Point("T2", 9),
    )  # fmt: skip
    for key, sheet in SHEETS.items():
        svg = curve(Chart("x", series, target=Target(12, "fin 2027")), key)
        found = seen(svg, sheet)
        assert any(word.words == "pas de mesure" for word in found)
        assert not any(word.holds(x, y) for word in found for x, y in strokes(svg, "break"))


@pytest.mark.parametrize("most", [10**6, 4_600_000, 987_654_321, 999_999_999_999, -999_999_999_999])
@pytest.mark.parametrize("unit", ["€", "habitants"])
@pytest.mark.parametrize("key", sorted(SHEETS))
def test_however_long_its_numbers_the_plot_keeps_half_of_the_sheet(most, unit, key):
    series = tuple(Point(str(2020 + n), most // (4 - n)) for n in range(4))
    svg = curve(Chart("x", series, unit), key)

    first, last = re.search(r' d="M([\d.]+) [\d.]+H([\d.]+)"', svg).groups()
    assert float(last) - float(first) >= SHEETS[key].width / 2
    found = [word for word in seen(svg, SHEETS[key]) if word.kind == "note"]
    assert all(word.left >= 0 for word in found)


@pytest.mark.parametrize(
    ("most", "unit", "french", "english"),
    [
        (1_000_000_000_000, "€", "1\u202f000\xa0Md€", "€1,000bn"),
        (6_000_000_000, "habitants", "6\xa0Md", "6bn"),
        (7_500_000, "€", "7,5\xa0M€", "€7.5m"),
        (100_000, "habitants", "100\u202f000", "100,000"),
    ],
)
def test_long_numbers_of_levels_are_said_in_short_and_the_values_in_full(
    most, unit, french, english
):
    series = tuple(Point(str(2020 + n), most - n * most // 10, said="x") for n in range(3))
    chart = Chart("x", series, unit)

    svg = curve(chart, "phone")
    assert french in {word.words for word in seen(svg, SHEETS["phone"]) if word.kind == "note"}
    with translation.override("en"):
        svg = curve(chart, "phone")
        levels = {word.words for word in seen(svg, SHEETS["phone"]) if word.kind == "note"}
        assert english in levels
        assert with_sign(series[-1].value, unit) in svg
        assert with_sign(series[0].value, unit) in svg.split("<desc")[1].split("</desc>")[0]


def test_long_numbers_of_levels_stay_beside_the_plot():
    series = tuple(Point(str(2020 + n), 900_000 + n) for n in range(4))
    for key in ("phone", "wide", "paper"):
        svg = curve(Chart("x", series, "€"), key)
        first = min(float(x) for x in re.findall(r'cx="([^"]+)"', svg))
        notes = [word for word in seen(svg, SHEETS[key]) if word.kind == "note"]
        levels = [word for word in notes if word.words.endswith(("000\xa0€", "M€"))]
        assert levels
        assert all(word.right < first for word in levels)
