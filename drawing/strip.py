"""One value on its scale from zero, with the middle half of those of other places; never a rank."""

import re
from dataclasses import dataclass
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from drawing.chart import Number, with_sign
from drawing.pen import COLOURS, INK, LINEN
from drawing.scale import step_for

WIDTH, HEIGHT, LEFT, RIGHT, BASE = 300, 66, 10, 290, 38
LETTER, BOLD = 6.8, 9.6
LEVELS = 3
# On paper: how much smaller it is set, and what its shapes look like without a style sheet.
SMALLER = 0.56
KIND = re.compile(r'class="([\w-]+)"')
PAPER = COLOURS | {
    "half": f'fill="{LINEN}"',
    "last-value": f'fill="{INK}" font-size="16" font-weight="600"',
}


@dataclass(frozen=True, slots=True)
class Strip:
    """A value, the highest of those that share its scale, and the middle half of other places."""

    title: str
    value: Number
    unit: str = ""
    top: Number = 0
    half: tuple[Number, Number, Number] | None = None


def strip(drawn: Strip, *, paper: bool = False) -> SafeString:
    """The drawing, on paper with its own colours; the words and the table beside it say the same."""
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
    return written(drawn, "".join(parts), paper=paper)


def written(drawn: Strip, parts: str, *, paper: bool) -> SafeString:
    """The shapes with their title and description; on paper they carry their colours and letters."""
    name, more = escape(name_of(drawn)), escape(around_words(drawn))
    key = "t" + sha256(f"{name}{more}".encode()).hexdigest()[:8]
    said = f'<title id="{key}">{name}</title>'
    labels = f'aria-labelledby="{key}"'
    if more:
        said += f'<desc id="{key}d">{more}</desc>'
        labels += f' aria-describedby="{key}d"'
    size = f'width="{WIDTH}" height="{HEIGHT}"'
    if paper:
        parts = KIND.sub(lambda kind: f"{kind[0]} {PAPER[kind[1]]}", parts)
        size = f'width="{WIDTH * SMALLER:g}pt" height="{HEIGHT * SMALLER:g}pt" font-family="QIC Sans" font-size="13"'
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve on-strip" viewBox="0 0 {WIDTH} {HEIGHT}" {size} role="img" {labels}>'
        f"{said}{parts}</svg>"
    )


def name_of(drawn: Strip) -> str:
    """What is drawn, and its value."""
    return f"{drawn.title}{gettext(': ')}{with_sign(drawn.value, drawn.unit)}."


def around_words(drawn: Strip) -> str:
    """What stands around the value, in words."""
    if not drawn.half:
        return ""
    first, middle, last = (with_sign(value, drawn.unit) for value in drawn.half)
    facts = {"first": first, "middle": middle, "last": last}
    more = gettext("Half of the other places lie between %(first)s and %(last)s, the middle one at %(middle)s.")  # fmt: skip
    return more % facts
