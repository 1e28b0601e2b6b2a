"""How the values of several places spread: a dot each on one scale, none with a name or a rank.

Many values are told by bars of how many lie where, because dots would hide each other.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from drawing.chart import Number, with_sign
from drawing.scale import step_for

# As wide as a phone shows it, so that its words can be read there.
WIDTH, LEFT, RIGHT, TOP = 328, 8, 320, 8
DOT, PITCH, TALL, BELOW = 4.0, 9.0, 80, 40
# A character of the words under the axis, and the least room between two of them.
LETTER, BETWEEN = 7, 10
# More values than this are bars, of so many bins.
MANY, BINS, LEVELS = 60, 28, 6


@dataclass(frozen=True, slots=True)
class Spread:
    """The values of a figure at several places, and between which of them the middle half lies."""

    title: str
    values: tuple[Number, ...]
    unit: str = ""
    half: tuple[Number, Number, Number] | None = None


def dots(drawn: Spread) -> SafeString:
    """The drawing; a table of the places in the order of their names stands beside it."""
    if not drawn.values:
        return SafeString("")
    values = [float(value) for value in drawn.values]
    low, high, step = scale_for(values)

    def at(value: float) -> float:
        return LEFT + (value - low) / (high - low) * (RIGHT - LEFT)

    heap, tall = (bars if len(values) > MANY else piled)(sorted(map(at, values)))
    base = TOP + tall
    words = escape(words_of(drawn))
    key = "s" + sha256(words.encode()).hexdigest()[:8]
    parts = [
        *(shape(base) for shape in heap),
        f'<path class="axis" d="M{LEFT} {base:g}H{RIGHT}"/>',
        half_of(drawn, at, base),
        *levels((low, high, step), at, base + BELOW - 6, drawn.unit),
    ]
    height = f"{base + BELOW:g}"
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve on-strip" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="{key}"><title id="{key}">{words}</title>{"".join(parts)}</svg>'
    )


def scale_for(values: list[float]) -> tuple[float, float, float]:
    """Zero, or the least below it; a round end above the most; and the step between round values."""
    low, high = min(0.0, *values), max(0.0, *values)
    reach = (high - low) or 1.0
    step = step_for(reach, whole=all(value == int(value) for value in values))
    low = step * -next(n for n in range(LEVELS) if -step * n <= low)
    count = next(n for n in range(1, 2 * LEVELS) if low + step * n >= high * 0.9999)
    return low, low + step * count, step


type Shape = Callable[[float], str]


def piled(places: Iterable[float]) -> tuple[list[Shape], float]:
    """A dot for each value; those that would cover each other stand one above the other."""
    ends: list[float] = []
    shapes: list[Shape] = []
    for x in places:
        free = (n for n, end in enumerate(ends) if x - end >= 2 * DOT)
        rank = next(free, len(ends))
        ends[rank : rank + 1] = [x]
        up = DOT + 1 + rank * PITCH
        shapes.append(
            lambda base, x=x, up=up: (  # type: ignore[misc]
                f'<circle class="dot" cx="{x:.4g}" cy="{base - up:.4g}" r="{DOT:g}"/>'
            )
        )
    return shapes, len(ends) * PITCH + 4


def bars(places: Iterable[float]) -> tuple[list[Shape], float]:
    """A bar for each part of the scale, as tall as there are values in it."""
    wide = (RIGHT - LEFT) / BINS
    counts = Counter(min(BINS - 1, int((x - LEFT) / wide)) for x in places)
    most = max(counts.values())
    shapes: list[Shape] = []
    for place, count in sorted(counts.items()):
        x, tall = LEFT + place * wide, TALL * count / most
        shapes.append(
            lambda base, x=x, tall=tall: (  # type: ignore[misc]
                f'<path class="bar" d="M{x + 1:.4g} {base:g}v-{tall:.4g}h{wide - 2:.4g}v{tall:.4g}z"/>'
            )
        )
    return shapes, TALL + 4


def half_of(drawn: Spread, at: Callable[[float], float], base: float) -> str:
    """The middle half as a band under the axis, with a stroke at the middle value."""
    if drawn.half is None:
        return ""
    first, middle, last = (at(float(value)) for value in drawn.half)
    return (
        f'<path class="half" d="M{first:.4g} {base + 5:g}H{last:.4g}v12H{first:.4g}z"/>'
        f'<path class="break" d="M{middle:.4g} {base + 5:g}v12"/>'
    )


def levels(
    scale: tuple[float, float, float], at: Callable[[float], float], y: float, unit: str
) -> list[str]:
    """The round values under the axis."""
    low, high, step = scale
    count = round((high - low) / step)
    rounds = [round(low + n * step, 6) for n in range(count + 1)]
    said = [with_sign(int(v) if v == int(v) else v, unit) for v in rounds]
    room = (RIGHT - LEFT) / (max(map(len, said)) * LETTER + BETWEEN)
    # The first word, the last one, and as many between them at equal steps as there is room for.
    every = next(
        n for n in range(1, count + 1) if count % n == 0 and (count / n <= room or n == count)
    )
    parts = []
    for n in range(0, count + 1, every):
        value, words = rounds[n], said[n]
        anchor = "start" if n == 0 else "end" if n == count else "middle"
        parts.append(
            f'<text class="note" text-anchor="{anchor}" x="{at(value):.4g}" y="{y:g}">{escape(words)}</text>'
        )
    return parts


def words_of(drawn: Spread) -> str:
    """The drawing in words: how many, the least and the most, and the middle half."""
    count = len(drawn.values)
    facts = {
        "title": drawn.title,
        "count": count,
        "low": with_sign(min(drawn.values), drawn.unit),
        "high": with_sign(max(drawn.values), drawn.unit),
    }
    said = (
        ngettext(
            "%(title)s: %(count)s value, %(low)s.",
            "%(title)s: %(count)s values, from %(low)s to %(high)s.",
            count,
        )
        % facts
    )
    if drawn.half is None:
        return said
    first, middle, last = (with_sign(value, drawn.unit) for value in drawn.half)
    more = gettext(
        "Half of them lie between %(first)s and %(last)s, the one in the middle at %(middle)s."
    )
    return f"{said} {more % {'first': first, 'middle': middle, 'last': last}}"
