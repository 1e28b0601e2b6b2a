"""Who held what from when to when, one lane a group: solid while it is paid, dotted after, with a tick for today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

WIDTH, LEFT, RIGHT = 340, 4, 336
HEAD, LINE, GAP = 22, 30, 8
AHEAD = 2
WIDE = 7.2  # the mean width of a letter of 13 px


@dataclass(frozen=True, slots=True)
class Span:
    """One stay: whose, its first day, its last if known, and the day until which it is sure."""

    label: str
    first: date
    last: date | None = None
    sure: date | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One group and its stays; `vacant`: the word for it when nobody is there today."""

    label: str
    spans: tuple[Span, ...] = ()
    vacant: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day stands: from the first year to two years ahead."""

    begin: date
    end: date

    def x(self, day: date) -> float:
        whole = (self.end - self.begin).days
        part = min(max(0, (day - self.begin).days), whole) / whole
        return LEFT + (RIGHT - LEFT) * part


def spans(lanes: Sequence[Lane], *, title: str, desc: str, today: date) -> SafeString:
    """The drawing, or nothing when nobody was ever there. `desc` says the same in words."""
    first = min((span.first for lane in lanes for span in lane.spans), default=None)
    if first is None:
        return SafeString("")
    scale = Scale(date(min(first.year, today.year), 1, 1), date(today.year + AHEAD, 12, 31))
    parts, y = [], 0
    for lane in lanes:
        drawn, y = draw_lane(lane, y, scale, today)
        parts.append(drawn)
    told = escape(f"{title}{gettext(': ')}{desc}")
    key = "p" + sha256(told.encode()).hexdigest()[:8]
    now = scale.x(today)
    said = gettext("today")
    years = (
        f'<text class="note" x="{LEFT}" y="{y + 16}">{scale.begin.year}</text>'
        f'<text class="note" x="{RIGHT}" y="{y + 16}" text-anchor="end">{scale.end.year}</text>'
        f'<text class="note" x="{min(now, RIGHT - 60):.4g}" y="{y + 16}" text-anchor="middle">{escape(said)}</text>'
    )
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve spans" viewBox="0 0 {WIDTH} {y + 22}" width="{WIDTH}" height="{y + 22}"'
        f' role="img" aria-labelledby="{key}"><title id="{key}">{told}</title>'
        f"{''.join(parts)}{years}</svg>"
    )


def draw_lane(lane: Lane, y: int, scale: Scale, today: date) -> tuple[str, int]:
    """A group's words, its stays one under the other, and where the next group begins."""
    parts = [f'<text class="value" x="{LEFT}" y="{y + 15}">{escape(lane.label)}</text>']
    y += HEAD
    for span in lane.spans:
        parts.append(draw_span(span, y, scale) + tick(y, scale.x(today)))
        y += LINE
    if lane.vacant:
        since = max((s.last for s in lane.spans if s.last), default=scale.begin)
        x, now = scale.x(min(since, today)), scale.x(today)
        parts.append(
            f'<path class="target" d="M{x:.4g} {y + 5}H{now:.4g}"/>{tick(y, now)}'
            f"{words(lane.vacant, x, y)}"
        )
        y += LINE
    return "".join(parts), y + GAP


def draw_span(span: Span, y: int, scale: Scale) -> str:
    """A bar while the stay is sure, a dotted line for the rest of it, its words under it."""
    last = span.last or scale.end
    sure = min(span.sure or span.first, last)
    begin, paid, end = scale.x(span.first), scale.x(sure), scale.x(last)
    parts = []
    if paid > begin:
        parts.append(f'<path class="bar" d="M{begin:.4g} {y + 5}H{paid:.4g}"/>')
    if end > paid:
        parts.append(f'<path class="target" d="M{max(begin, paid):.4g} {y + 5}H{end:.4g}"/>')
    return "".join(parts) + words(span.label, begin, y)


def tick(y: int, x: float) -> str:
    """Today, across a line."""
    return f'<path class="break" d="M{x:.4g} {y - 2}v14"/>'


def words(label: str, x: float, y: int) -> str:
    """Words under a line, from where it begins, inside the drawing."""
    start = max(LEFT, min(x, RIGHT - WIDE * len(label)))
    return f'<text class="note" x="{start:.4g}" y="{y + 23}">{escape(label)}</text>'
