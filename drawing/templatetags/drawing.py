"""Template tags of the drawings."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.template.backends.utils import csrf_input
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from drawing import arcs as bows
from drawing import curve as curves
from drawing import dots as spreads
from drawing import icons, lines, seats
from drawing import map as maps
from drawing import quarters as times
from drawing import silhouette as silhouettes
from drawing import spans as stays
from drawing import strands as threads
from drawing import strip as strips

register = template.Library()
# Some twenty kilobytes each, with what they are drawn from: the curves of the pages that are looked at most.
CURVES = 512


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "check" %}` beside a word; `{% icon "search" label=… %}` where it stands alone."""
    return icons.icon(name, label)


@register.simple_tag
def silhouette(slug: str, columns: int = 8, rows: int = 4) -> SafeString:
    """`{% silhouette site.slug %}`, `… 6 8` for the home page, `… 8 1` for a card's strip."""
    return silhouettes.silhouette(str(slug), columns, rows)


@register.simple_tag
def seat_mark(
    kind: str, initials: str = "", state: str = "held", size: int = 36, label: str = ""
) -> SafeString:
    """`{% seat_mark "state" "ÉV" state="ends" size=36 label=… %}`; no label: decorative."""
    return seats.seat_mark(seats.SeatMark(kind, initials, state, label), size)


@register.simple_tag
def curve(
    points: Sequence[curves.Point],
    *,
    title: str,
    unit: str = "",
    sheet: str = "card",
) -> SafeString:
    """`{% curve points title=… unit=… %}`: points and no more; nothing when under three measures."""
    return curves.curve(curves.Chart(title, tuple(points), unit), sheet)


@register.simple_tag
def chart(drawn: curves.Chart, sheet: str = "card") -> SafeString:
    """`{% chart figure.chart "wide" %}`: the same curve from everything that is to stand on it.

    Only that, the sheet and the language decide what it shows, so that the same chart is drawn once.
    """
    return curve_in(get_language(), drawn, sheet)


@lru_cache(maxsize=CURVES)
def curve_in(language: str | None, drawn: curves.Chart, sheet: str) -> SafeString:
    """The curve of a chart in the language that is spoken."""
    return curves.curve(drawn, sheet)


@register.simple_tag
def strip(drawn: strips.Strip, *, paper: bool = False) -> SafeString:
    """`{% strip line.strip %}`: one value on its scale, with the middle half of other places."""
    return strips.strip(drawn, paper=paper)


@register.simple_tag
def dots(drawn: spreads.Spread) -> SafeString:
    """`{% dots page.spread %}`: how the values of several places spread."""
    return spreads.dots(drawn)


@register.simple_tag
def france_map(marks: Sequence[maps.Mark], title: str, *, small: bool = False) -> SafeString:
    """`{% france_map marks title %}`: the drawing alone; components/map.html adds the key."""
    return maps.france_map(marks, title=title, small=small)


@register.simple_tag
def time_in_stage(days: int, expected: int) -> SafeString:
    """The bar alone; components/time_in_stage.html adds the words."""
    return lines.time_in_stage(days, expected)


@register.simple_tag
def strands(rows: Sequence[threads.Strand], title: str, today: date) -> SafeString:
    """`{% strands rows title today %}`: who joined when, one line a group."""
    return threads.strands(rows, title=title, today=today)


@register.simple_tag
def spans(lanes: Sequence[stays.Lane], title: str, desc: str, today: date) -> SafeString:
    """`{% spans lanes title desc today %}`: who held what from when to when, and until when it is sure."""
    return stays.spans(lanes, title=title, desc=desc, today=today)


@register.simple_tag
def quarters(rows: Sequence[times.Plan], title: str, today: date) -> SafeString:
    """`{% quarters rows title today %}`: what is planned from when to when, a numbered line a row."""
    return times.quarters(rows, title=title, today=today)


@register.simple_tag
def arcs(nodes: Sequence[bows.Node], links: Sequence[bows.Arc], title: str) -> SafeString:
    """`{% arcs nodes links title %}`: which of some numbered things reinforce which."""
    return bows.arcs(nodes, links, title=title)


@register.filter
def lined(steps: Sequence[lines.Step]) -> list[lines.LinedStep]:
    """Steps with the kind of line that follows each."""
    return lines.lined(steps)


@register.filter
def page_numbers(paginator: Paginator, number: int) -> list[int | None]:
    """The pages worth a link around the current one; None where some are left out."""
    return [
        page if isinstance(page, int) else None
        for page in paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    ]


@register.filter
def beside(row: Sequence[Any], columns: Sequence[str]) -> list[tuple[str, Any]]:
    """The cells of a row, each with the head of its column."""
    return list(zip(columns, row, strict=True))


@register.simple_tag(takes_context=True)
def csrf_field(context: Any) -> SafeString:
    """The form's seal, also inside an `{% include … only %}`, which hides the plain tag's value."""
    request = getattr(context, "request", None) or context.get("request")
    return csrf_input(request) if request is not None else SafeString("")
