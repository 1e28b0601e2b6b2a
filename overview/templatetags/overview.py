"""How the frozen figures become what the components take."""

from typing import Any

from django import template

from drawing.chart import Chart
from kit.templatetags.kit import SIGNS, number, signed
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
    """The headline's value as it is written, with its sign; a dash where there is none."""
    shown = number(figure.value, figure.decimals)
    return (
        signed(shown, figure.unit) if figure.unit in SIGNS and figure.value is not None else shown
    )


@register.filter
def apart(figure: Headline) -> str:
    """The values of its places, where they make no single one; nothing where its sentence says all."""
    told = figure.value is None and figure.absence != figure.sentence
    return figure.absence if told else ""


@register.filter
def shown_unit(figure: Headline) -> str:
    """The word that stands after the headline's value; none where its unit is a sign."""
    return "" if figure.unit in SIGNS else figure.unit


@register.filter
def lane_icon(key: str) -> str:
    """The disc of a lane, from empty to full."""
    return LANE_ICONS.get(key, "cross")


@register.filter
def prefixed(value: Any, prefix: str) -> str:
    """« QPV QN05949I », unbreakable."""
    return f"{prefix}\N{NO-BREAK SPACE}{value}"
