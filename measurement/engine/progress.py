"""How far a figure has come towards what was aimed at, whatever the direction."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from measurement.engine.definitions import Band, Definition, Direction
from measurement.engine.reasons import Beware, Caveat, Refused


class Standing(StrEnum):
    """Where a figure stands towards its aim; exactly one."""

    NO_AIM = "no_aim"
    NEVER_JUDGED = "never_judged"
    NO_CURRENT = "no_current"
    NO_BASELINE = "no_baseline"
    NOT_COMPARABLE = "not_comparable"
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    AWAY = "away"
    REACHED = "reached"
    BEYOND = "beyond"
    KEPT = "kept"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a figure stands, and (current - baseline) / (target - baseline) where it is defined.

    The share is never clamped: below nought the figure went away, above one it went beyond. It is
    None where target and baseline are equal or one of the three is not known.
    """

    standing: Standing
    share: Fraction | None = None
    caveats: tuple[Beware, ...] = ()
    refusal: Refused | None = None


def progress(
    definition: Definition,
    aim: Band | None,
    baseline: Fraction | None,
    current: Fraction | None,
    *,
    noise: Fraction | None = Fraction(0),
    refusal: Refused | None = None,
) -> Progress:
    """How far the figure has come. `aim` is one value (both ends equal) or a band to be in.

    `noise` is the change below which nothing has begun (None: any change may be noise); `refusal`
    says why baseline and current value cannot be compared, and then there is no progress either.
    An aim that is worse than where one started is allowed and said: it is met as long as the figure
    is no worse than it.
    A context figure is never judged, with or without an aim.
    """
    if standing := unsaid(definition, aim, current, refusal):
        return Progress(standing, refusal=refusal if standing == Standing.NOT_COMPARABLE else None)
    assert aim is not None
    assert current is not None
    there, beyond = reached(definition, aim, current)
    if baseline is None:
        return Progress(arrived(beyond=beyond) if there else Standing.NO_BASELINE)
    target = end_to_reach(aim, baseline)
    if target is None:
        return Progress(Standing.KEPT if there else Standing.LOST)
    share = (current - baseline) / (target - baseline)
    worse = Direction.LOWER if target > baseline else Direction.HIGHER
    against = definition.direction == worse and aim.low == aim.high
    said = (Beware(Caveat.AGAINST_DIRECTION),) if against else ()
    if there or (share > 1 and not against):
        return Progress(arrived(beyond=beyond or not there), share, said)
    nearer = share > 0 and not against
    return Progress(on_the_way(current - baseline, noise, nearer=nearer), share, said)


def unsaid(
    definition: Definition, aim: Band | None, current: Fraction | None, refusal: Refused | None
) -> Standing | None:
    """Why nothing is said of the way at all; None where there is something to say."""
    if definition.direction == Direction.CONTEXT:
        return Standing.NEVER_JUDGED
    if aim is None:
        return Standing.NO_AIM
    if current is None:
        return Standing.NO_CURRENT
    return Standing.NOT_COMPARABLE if refusal else None


def arrived(*, beyond: bool) -> Standing:
    """Reached, or further than what was aimed at."""
    return Standing.BEYOND if beyond else Standing.REACHED


def on_the_way(change: Fraction, noise: Fraction | None, *, nearer: bool) -> Standing:
    """Not there yet: nothing measurable so far, nearer, or further away."""
    if noise is None or abs(change) <= noise:
        return Standing.NOT_BEGUN
    return Standing.UNDER_WAY if nearer else Standing.AWAY


def reached(definition: Definition, aim: Band, current: Fraction) -> tuple[bool, bool]:
    """Whether the aim is met, and whether the figure went beyond it.

    A figure that is better when higher meets an aim from the aim's value on; in a range to be in,
    beyond is outside on either side, and then it is not met.
    """
    low = None if aim.low is None else Fraction(aim.low)
    high = None if aim.high is None else Fraction(aim.high)
    if definition.direction == Direction.HIGHER and low is not None and low == high:
        return current >= low, current > low
    if definition.direction == Direction.LOWER and low is not None and low == high:
        return current <= low, current < low
    return (low is None or current >= low) and (high is None or current <= high), False


def end_to_reach(aim: Band, baseline: Fraction) -> Fraction | None:
    """The end of the aim that is nearest to where one started; None when one started there or inside."""
    if aim.low is not None and baseline < aim.low:
        return Fraction(aim.low)
    if aim.high is not None and baseline > aim.high:
        return Fraction(aim.high)
    return None
