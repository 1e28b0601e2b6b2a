"""Which of some numbered things reinforce which: dots one under the other, an arc with an arrow for each link."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

WIDTH, DOT, ROW, TOP = 340, 44, 30, 18
WIDEST = 280


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: its number in the list beside the picture, and its words."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Arc:
    """A link from one thing to another, by their numbers."""

    source: int
    target: int


def arcs(nodes: Sequence[Node], links: Sequence[Arc], *, title: str) -> SafeString:
    """The drawing of what is linked, or nothing without a link; the list beside it says the same."""
    linked = {n for link in links for n in (link.source, link.target)}
    rows = {node.number: rank for rank, node in enumerate(n for n in nodes if n.number in linked)}
    if not rows:
        return SafeString("")
    words = {node.number: node.label for node in nodes}
    height = TOP * 2 + ROW * (len(rows) - 1)
    drawn = [draw(rows[link.source], rows[link.target], len(rows)) for link in links]
    for number, rank in rows.items():
        y = TOP + ROW * rank
        drawn.append(
            f'<text class="value" x="{DOT - 14}" y="{y + 4}" text-anchor="end">{number}</text>'
            f'<circle class="dot" cx="{DOT}" cy="{y}" r="6"/>'
        )
    told = f"{title}{gettext(': ')}" + "; ".join(
        f"{words[link.source]} → {words[link.target]}" for link in links
    )
    key = "a" + sha256(told.encode()).hexdigest()[:8]
    return mark_safe(  # noqa: S308 - numbers and escaped words
        f'<svg class="curve arcs" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        f' role="img" aria-labelledby="{key}"><title id="{key}">{escape(told)}</title>{"".join(drawn)}</svg>'
    )


def draw(source: int, target: int, total: int) -> str:
    """An arc that swings further out the longer it is, a little lower on its way back up."""
    down = target > source
    begin, end = TOP + ROW * source, TOP + ROW * target
    # Two links between the same two, one each way, do not cover each other.
    shift = 4 if down else -4
    begin, end = begin + (0 if down else shift), end + (shift * -1 if down else 0)
    span = abs(target - source) / max(1, total - 1)
    out = DOT + 40 + (WIDEST - 40) * span - (0 if down else 14)
    return (
        f'<path class="line thin" d="M{DOT + 7} {begin}C{out:.4g} {begin} {out:.4g} {end} {DOT + 14} {end}"/>'
        f'<path class="arrowhead" d="M{DOT + 8} {end}l9 -4.5v9z"/>'
    )
