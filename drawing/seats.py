"""Seat marks: three shapes that say which seat, filled or not to say how it stands."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

SHAPES = {
    "state": '<rect class="shape" x="3" y="3" width="34" height="34" rx="3"/>',
    "municipality": '<path class="shape" d="M4 37V19a16 16 0 0 1 32 0v18z"/>',
    "community": '<circle class="shape" cx="20" cy="20" r="17"/>',
}
BADGES = {
    "ends": "M33 3.500v4l2.7 1.7",
    "approved": "m29.5 7.5 2.5 2.5 4.5-5",
    "objection": "M33 3v5M33 10.800v.2",
}


class SeatState(StrEnum):
    """How a seat stands: its mandate, or its answer to a version."""

    HELD = "held"
    ENDS_SOON = "ends"
    VACANT = "vacant"
    APPROVED = "approved"
    AWAITED = "awaited"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class SeatMark:
    """One seat: `kind` state, municipality or community; `label` says it all in words."""

    kind: str
    initials: str = ""
    state: str = SeatState.HELD
    label: str = ""


def seat_mark(mark: SeatMark, size: int = 36) -> SafeString:
    """The mark as SVG; decorative when it has no label (words stand beside it)."""
    state = SeatState(mark.state)
    classes = f"seat seat-{mark.kind}"
    if state is SeatState.VACANT:
        classes += " vacant"
    elif state in {SeatState.AWAITED, SeatState.OBJECTION}:
        classes += " outlined"
    if state is SeatState.VACANT or not mark.initials:
        inside = '<path class="dash" d="M15.5 21h9"/>'
    else:
        font = max(16, round(13 * 40 / size))
        base = 22 if mark.kind == "municipality" else 20
        inside = f'<text x="20" y="{base + font * 0.36:.4g}" font-size="{font}">{escape(mark.initials)}</text>'
    badge = ""
    if state in BADGES:
        badge = (
            f'<g class="badge {state}"><circle cx="33" cy="7" r="7.5"/>'
            f'<path d="{BADGES[state]}"/></g>'
        )
    named = f'role="img" aria-label="{escape(mark.label)}"' if mark.label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308 - fixed shapes, escaped words
        f'<svg class="{classes}" viewBox="-1 -2 43 42" width="{size}" height="{size}" {named}>'
        f"{SHAPES[mark.kind]}{inside}{badge}</svg>"
    )
