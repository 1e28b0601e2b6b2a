"""What the line components take: a site's life, a version's steps, time spent in a stage."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.safestring import SafeString, mark_safe


class StepState(StrEnum):
    """Where one step stands: done, here now, still to come, interrupted, or the end."""

    DONE = "done"
    NOW = "now"
    TO_COME = "to-come"
    PAUSED = "paused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `note` is its date or who is awaited, `lasted` how long it took, in words."""

    name: str
    state: str
    note: str = ""
    lasted: str = ""


@dataclass(frozen=True, slots=True)
class LinedStep:
    """A step with what its neighbour decides: whether the line after it is dashed."""

    step: Step
    dashed: bool


def lined(steps: Sequence[Step]) -> list[LinedStep]:
    """The line after a step is solid only when the next step has been reached."""
    reached = {StepState.DONE, StepState.NOW}
    return [
        LinedStep(step, dashed=index + 1 == len(steps) or steps[index + 1].state not in reached)
        for index, step in enumerate(steps)
    ]


def time_in_stage(days: float | Decimal, expected: float) -> SafeString:
    """A bar on an axis and a tick at the expected time; hidden from assistive technology.

    The words under it say the same; the bar keeps its colour when the time is passed.
    """
    spent = float(days)
    whole = max(spent, expected, 1) * 1.18
    bar, tick = 120 * spent / whole, 120 * expected / whole
    return mark_safe(  # noqa: S308 - numbers only
        '<svg class="time-in-stage" viewBox="0 0 120 12" width="120" height="12"'
        ' preserveAspectRatio="none" aria-hidden="true"><path class="axis" d="M0 6H120"/>'
        f'<path class="bar" d="M0 3h{bar:.4g}v6H0z"/>'
        f'<path class="tick" d="M{tick - 1:.4g} 0h2v12h-2z"/></svg>'
    )
