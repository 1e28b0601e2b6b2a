"""How the frozen figures become what the components take."""

from typing import Any

from django import template

from drawing.curve import Point, PointKind, Target
from kit.templatetags.kit import number
from overview.snapshot import Headline

register = template.Library()

KINDS = {
    "corrected": PointKind.CORRECTED,
    "secret": PointKind.HIDDEN,
    "missing": PointKind.GAP,
    "not_produced": PointKind.GAP,
    "not_sent": PointKind.GAP,
}
LANE_ICONS = {"coming": "empty", "under_way": "half", "suspended": "pause", "done": "full"}


@register.filter
def curve_points(figure: Headline) -> list[Point]:
    """The headline's series as the curve draws it."""
    if figure.series is None:
        return []
    cuts = {cut.at for cut in figure.breaks}
    return [
        Point(
            p.label,
            p.value,
            PointKind.BREAK if p.at in cuts else KINDS.get(p.state, PointKind.REAL),
        )
        for p in figure.series.points
    ]


@register.filter
def curve_target(figure: Headline) -> Target | None:
    """The headline's target as the curve draws it."""
    return Target(figure.target.value, figure.target.label) if figure.target else None


@register.filter
def shown_value(figure: Headline) -> str:
    """The headline's value as it is written; a dash where there is none."""
    return number(figure.value, figure.decimals)


@register.filter
def lane_icon(key: str) -> str:
    """The disc of a lane, from empty to full."""
    return LANE_ICONS.get(key, "cross")


@register.filter
def prefixed(value: Any, prefix: str) -> str:
    """« QPV QN05949I », unbreakable."""
    return f"{prefix}\N{NO-BREAK SPACE}{value}"
