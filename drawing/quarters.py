"""What is planned from when to when: a numbered line a row, over the quarters, with a tick for today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

WIDTH, LEFT, RIGHT = 340, 34, 332
HEAD, ROW = 24, 24
# So many quarters at most have a name of their own; beyond, only the years do.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Plan:
    """One row: its number in the list beside the picture, its first and last day where they are known."""

    number: int
    label: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Whole quarters from the first day to the last."""

    begin: date
    end: date

    def x(self, day: date) -> float:
        """Where a day stands."""
        whole = max(1, (self.end - self.begin).days)
        return LEFT + (RIGHT - LEFT) * min(max(0, (day - self.begin).days), whole) / whole


def quarter_of(day: date) -> tuple[int, int]:
    """The year and the number of its quarter."""
    return day.year, (day.month + 2) // 3


def begin_of(year: int, quarter: int) -> date:
    """The first day of a quarter; the fifth of a year is the first of the next."""
    return date(year + (quarter - 1) // 4, (quarter - 1) % 4 * 3 + 1, 1)


def quarters_between(begin: date, end: date) -> list[tuple[int, int]]:
    """The quarters from one day to another, both included."""
    found, here = [], quarter_of(begin)
    while here <= quarter_of(end):
        found.append(here)
        here = quarter_of(begin_of(here[0], here[1] + 1))
    return found


def quarters(rows: Sequence[Plan], *, title: str, today: date) -> SafeString:
    """The drawing of the dated rows, or nothing when none is; the list beside it says the same."""
    dated = [row for row in rows if row.first or row.last]
    if not dated:
        return SafeString("")
    days = [day for row in dated for day in (row.first, row.last) if day] + [today]
    last = quarter_of(max(days))
    frame = Frame(
        begin_of(*quarter_of(min(days))), begin_of(last[0], last[1] + 1) - timedelta(days=1)
    )
    height = HEAD + ROW * len(dated) + 18
    parts = [grid(frame, height), *(draw(row, rank, frame) for rank, row in enumerate(dated))]
    told = f"{title}{gettext(': ')}" + "; ".join(f"{row.number}. {row.label}" for row in dated)
    key = "q" + sha256(told.encode()).hexdigest()[:8]
    now, said = frame.x(today), gettext("today")
    parts.append(
        f'<path class="break" d="M{now:.4g} {HEAD - 6}V{height - 16}"/><text class="note"'
        f' x="{min(max(now, LEFT + 20), RIGHT - 20):.4g}" y="{height - 3}" text-anchor="middle">{escape(said)}</text>'
    )
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve quarters" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="{key}"><title id="{key}">{escape(told)}</title>{"".join(parts)}</svg>'
    )


def grid(frame: Frame, height: int) -> str:
    """A thin line where each quarter (each year, when there are many) begins, and its name."""
    every = quarters_between(frame.begin, frame.end)
    few = len(every) <= NAMED
    parts = []
    for year, quarter in every:
        if not few and quarter > 1 and (year, quarter) != every[0]:
            continue
        x = frame.x(begin_of(year, quarter))
        words = (
            gettext("Q%(quarter)s %(year)s") % {"quarter": quarter, "year": year}
            if few
            else str(year)
        )
        crowded = not few and (year, quarter) == every[0] and quarter > 2
        label = (
            "" if crowded else f'<text class="note" x="{x + 3:.4g}" y="12">{escape(words)}</text>'
        )
        parts.append(f'<path class="axis" d="M{x:.4g} 4V{height - 16}"/>{label}')
    return "".join(parts)


def draw(row: Plan, rank: int, frame: Frame) -> str:
    """A row's number and its bar; dotted towards the end that nobody has dated; a dot for one day."""
    y = HEAD + ROW * rank + ROW // 2
    number = f'<text class="value" x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{row.number}</text>'
    if row.first and row.last:
        begin, end = frame.x(row.first), frame.x(row.last)
        return f'{number}<path class="bar" d="M{begin:.4g} {y}H{max(end, begin + 3):.4g}"/>'
    day = row.first or row.last
    x = frame.x(day) if day else LEFT
    way = f"M{x:.4g} {y}H{RIGHT}" if row.first else f"M{LEFT} {y}H{x:.4g}"
    return (
        f'{number}<path class="target" d="{way}"/><circle class="dot" cx="{x:.4g}" cy="{y}" r="5"/>'
    )
