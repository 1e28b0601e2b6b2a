"""Which picture a headline figure has on paper: the one of its page, or none."""

from collections.abc import Sequence

from overview.snapshot import Headline, Point

CURVE = 3  # measures


def kind_of(figure: Headline) -> str:
    """Which picture the figure bears: a curve over the page for rates, a small one for counts, or none."""
    known = known_points(figure.series.points if figure.series else ())
    if len(known) < CURVE:
        return ""
    return "curve" if figure.is_rate else "small"


def known_points(points: Sequence[Point]) -> list[Point]:
    return [p for p in points if p.value is not None]
