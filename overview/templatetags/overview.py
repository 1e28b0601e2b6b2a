"""How the frozen figures become what the components take."""

from typing import Any

from django import template

from drawing.chart import Chart
from kit.templatetags.kit import number
from overview import charts
from overview.snapshot import Headline

register = template.Library()

LANE_ICONS = {"coming": "empty", "under_way": "half", "suspended": "pause", "done": "full"}


@register.filter
def headline_chart(figure: Headline) -> Chart:
    """The headline's curve."""
    return charts.chart_of(figure)


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
