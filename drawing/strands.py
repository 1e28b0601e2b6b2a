"""Who joined when, one line a group: a dot for each, dashes where nobody has come yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

WIDTH, LEFT, RIGHT, ROW = 340, 8, 332, 42
GAP = 11.0


@dataclass(frozen=True, slots=True)
class Strand:
    """One group: its words, how many are there today, and each one's first and last day."""

    label: str
    count: int
    stays: tuple[tuple[date, date | None], ...] = ()


def strands(rows: Sequence[Strand], *, title: str, today: date) -> SafeString:
    """The drawing, or nothing when nobody ever came. The table beside it says the same."""
    days = [first for row in rows for first, _last in row.stays]
    if not days:
        return SafeString("")
    begin = min(days)
    parts = [line(row, rank, begin, today) for rank, row in enumerate(rows)]
    height = ROW * len(rows) + 22
    told = f"{title}{gettext(': ')}" + "; ".join(
        f"{row.label}, {row.count}" if row.count else row.label for row in rows
    )
    key = "s" + sha256(told.encode()).hexdigest()[:8]
    now = gettext("today")
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve strands" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" role="img" aria-labelledby="{key}"><title id="{key}">{escape(told)}.'
        f"</title>{''.join(parts)}"
        f'<text class="note" x="{LEFT}" y="{height - 5}">{begin.year}</text>'
        f'<text class="note" x="{RIGHT}" y="{height - 5}" text-anchor="end">{escape(now)}</text></svg>'
    )


def line(row: Strand, rank: int, begin: date, today: date) -> str:
    """A group's words over its line; the line is solid from the day when somebody was there."""
    y = ROW * rank
    base = y + 29
    words = f'<text class="value" x="{LEFT}" y="{y + 15}">{escape(row.label)}</text>'
    if row.count:
        words += (
            f'<text class="value" x="{RIGHT}" y="{y + 15}" text-anchor="end">{row.count}</text>'
        )
    if not row.stays:
        return f'{words}<path class="target" d="M{LEFT} {base}H{RIGHT}"/>'
    spots = spread(
        [place(first, begin, today) for first, _last in sorted(row.stays, key=first_day)]
    )
    kind = "axis" if row.count else "target"
    drawn = [f'<path class="{kind}" d="M{spots[0]:.4g} {base}H{RIGHT}"/>']
    for x, (_first, last) in zip(spots, sorted(row.stays, key=first_day), strict=True):
        gone = last is not None and last < today
        drawn.append(
            f'<circle class="{"ring" if gone else "dot"}" cx="{x:.4g}" cy="{base}" r="4.5"/>'
        )
    return words + "".join(drawn)


def first_day(stay: tuple[date, date | None]) -> date:
    return stay[0]


def place(day: date, begin: date, today: date) -> float:
    """Where a day stands between the first one and today."""
    whole = max(1, (today - begin).days)
    return LEFT + 6 + (RIGHT - LEFT - 12) * min(max(0, (day - begin).days), whole) / whole


def spread(spots: Sequence[float]) -> list[float]:
    """Dots that would cover each other move apart, to the right and then back inside the edge."""
    gap = min(GAP, (RIGHT - LEFT - 12) / max(1, len(spots) - 1))
    moved: list[float] = []
    for spot in spots:
        moved.append(max(spot, moved[-1] + gap) if moved else spot)
    edge = RIGHT - 6.0
    for rank in range(len(moved) - 1, -1, -1):
        moved[rank] = min(moved[rank], edge)
        edge = moved[rank] - gap
    return moved
