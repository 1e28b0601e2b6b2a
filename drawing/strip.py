"""One value on its scale from zero, with the middle half of those of other places; never a rank."""

from dataclasses import dataclass
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from drawing.chart import Number, with_sign
from drawing.scale import step_for

WIDTH, HEIGHT, LEFT, RIGHT, BASE = 300, 66, 10, 290, 38
LETTER, BOLD = 6.8, 9.6
LEVELS = 3


@dataclass(frozen=True, slots=True)
class Strip:
    """A value, the highest of those that share its scale, and the middle half of other places."""

    title: str
    value: Number
    unit: str = ""
    top: Number = 0
    half: tuple[Number, Number, Number] | None = None


def strip(drawn: Strip) -> SafeString:
    """The drawing; the words beside it say the same."""
    values = [float(drawn.value), float(drawn.top), *map(float, drawn.half or ())]
    low, high = min(0.0, *values), max(0.0, *values)
    reach = (high - low) or 1.0
    step = step_for(reach, whole=all(value == int(value) for value in values))
    high = low + step * next(n for n in range(1, LEVELS + 2) if step * n >= reach * 0.9999)

    def at(value: Number) -> float:
        return LEFT + (float(value) - low) / (high - low) * (RIGHT - LEFT)

    parts = [f'<path class="axis" d="M{LEFT} {BASE}H{RIGHT}"/>']
    if drawn.half:
        first, middle, last = (at(value) for value in drawn.half)
        parts.append(
            f'<path class="half" d="M{first:.4g} {BASE - 7}H{last:.4g}v14H{first:.4g}z"/>'
            f'<path class="break" d="M{middle:.4g} {BASE - 7}v14"/>'
        )
    shown, x = with_sign(drawn.value, drawn.unit), at(drawn.value)
    for value, anchor in ((low, "start"), (high, "end")):
        words = with_sign(int(value) if value == int(value) else round(value, 6), drawn.unit)
        edge = LEFT if anchor == "start" else RIGHT
        parts.append(
            f'<text class="note" text-anchor="{anchor}" x="{edge}" y="{HEIGHT - 4}">{escape(words)}</text>'
        )
    wide = len(shown) * BOLD / 2
    start = min(max(x, wide + 2), WIDTH - wide - 2)
    parts.append(
        f'<circle class="last" cx="{x:.4g}" cy="{BASE}" r="6"/>'
        f'<text class="last-value" text-anchor="middle" x="{start:.4g}" y="18">{escape(shown)}</text>'
    )
    told = escape(words_of(drawn))
    key = "t" + sha256(told.encode()).hexdigest()[:8]
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve on-strip" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img" aria-labelledby="{key}"><title id="{key}">{told}</title>{"".join(parts)}</svg>'
    )


def words_of(drawn: Strip) -> str:
    """The drawing in words."""
    said = f"{drawn.title}{gettext(': ')}{with_sign(drawn.value, drawn.unit)}."
    if not drawn.half:
        return said
    first, middle, last = (with_sign(value, drawn.unit) for value in drawn.half)
    facts = {"first": first, "middle": middle, "last": last}
    more = gettext("Half of the other places lie between %(first)s and %(last)s, the middle one at %(middle)s.")  # fmt: skip
    return f"{said} {more % facts}"
