"""What a series says: exactly one verdict, with its reason and the facts of its sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from measurement.engine.comparing import Break, Comparison, Movement, compare
from measurement.engine.definitions import Band, Definition, Direction
from measurement.engine.observations import WITH_VALUE, Observation, Span, State
from measurement.engine.places import Descent
from measurement.engine.progress import Progress, progress
from measurement.engine.reasons import Refused, Why


class Verdict(StrEnum):
    """What may be said of a series; exactly one."""

    NO_DATA = "no_data"
    CONTEXT_ONLY = "context_only"
    BASELINE_ONLY = "baseline_only"
    NOT_COMPARABLE = "not_comparable"
    WITHIN_NOISE = "within_noise"
    IMPROVING = "improving"
    WORSENING = "worsening"
    IN_BAND = "in_band"
    OUT_OF_BAND = "out_of_band"


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one figure at one place, with what is known of its breaks.

    `baseline` is the span that was declared as the starting point, the first value where none was.
    `aim` is what is aimed at; `descents` what became of the place between editions.
    """

    definition: Definition
    rows: tuple[Observation, ...]
    baseline: Span | None = None
    breaks: tuple[Break, ...] = ()
    descents: tuple[Descent, ...] = ()
    aim: Band | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The verdict, the two values it rests on, how they compare, and the way towards the aim.

    `refusal` says why there is no data or no comparison; `absences` are the rows without a value.
    """

    verdict: Verdict
    progress: Progress
    first: Observation | None = None
    last: Observation | None = None
    comparison: Comparison | None = None
    refusal: Refused | None = None
    absences: tuple[Observation, ...] = ()


def assess(series: Series) -> Assessment:
    """What the series says, from its starting point to its last value.

    A figure of context is never judged, but whether it moved is said. A figure that should stay in
    a range is in it or out of it by its last value alone, where there is one last value only.
    """
    definition = series.definition
    rows = in_turn(series.rows)
    told: list[Observation] = []
    absent: list[Observation] = []
    for row in rows:
        (told if row.tells(definition) else absent).append(row)
    absences = tuple(absent)
    if not told:
        nothing = progress(definition, series.aim, None, None)
        return Assessment(
            Verdict.NO_DATA, nothing, refusal=why_nothing(absences), absences=absences
        )
    last = told[-1]
    first, comparison = since_baseline(series, told, rows)
    verdict, refusal = judged(definition, last, comparison)
    return Assessment(
        verdict,
        way(series, first, last, comparison),
        first=first,
        last=last,
        comparison=comparison,
        refusal=refusal,
        absences=absences,
    )


def in_turn(rows: Sequence[Observation]) -> list[Observation]:
    """The rows by their days, each once; those of the same days by what they say."""
    if len({row.span for row in rows}) == len(rows):
        return sorted(rows, key=lambda row: (row.span.last, row.span.first))
    return sorted(dict.fromkeys(rows), key=lambda row: (row.span.last, row.span.first, repr(row)))


def why_nothing(absences: Sequence[Observation]) -> Refused:
    """Why a series has no value at all: never asked, secret, not produced."""
    states = {row.state for row in absences}
    if states == {State.SUPPRESSED}:
        return Refused(Why.ALL_SUPPRESSED)
    if states == {State.NOT_PRODUCED}:
        return Refused(Why.NOT_PRODUCED)
    if states and states <= WITH_VALUE:
        return Refused(Why.DENOMINATOR_ZERO)
    return Refused(Why.NO_VALUE)


def since_baseline(
    series: Series, told: Sequence[Observation], rows: Sequence[Observation]
) -> tuple[Observation | None, Comparison | None]:
    """The starting point and what became of it; None where only the starting point is there.

    A declared starting point without a value is not replaced by another one.
    """
    last = told[-1]
    if series.baseline is None:
        first: Observation | None = told[0]
    else:
        first = next((row for row in told if row.span == series.baseline), None)
    if first is None:
        missing = Refused(Why.BASELINE_MISSING, {"period": series.baseline})
        return None, Comparison(Movement.NOT_COMPARABLE, refusal=missing)
    if first.span.last > last.span.last or first is last:
        return first, None
    if unclear := doubled(told, last, first):
        return first, Comparison(Movement.NOT_COMPARABLE, refusal=unclear)
    return first, compare(
        series.definition, first, last,
        between=rows, breaks=series.breaks, descents=series.descents,
    )  # fmt: skip


def doubled(told: Iterable[Observation], *ends: Observation) -> Refused | None:
    """Two different values for one of the ends: nobody can know which is right."""
    spans = [row.span for row in told]
    return next((twice(end) for end in ends if spans.count(end.span) > 1), None)


def twice(end: Observation) -> Refused:
    """That there are two values for one of the ends."""
    return Refused(Why.CONFLICTING_ROWS, {"span": end.span})


def judged(
    definition: Definition, last: Observation, comparison: Comparison | None
) -> tuple[Verdict, Refused | None]:
    """The verdict by the figure's direction."""
    refusal = comparison.refusal if comparison else None
    if definition.direction == Direction.CONTEXT:
        return Verdict.CONTEXT_ONLY, refusal
    if definition.direction == Direction.BAND:
        if definition.band is None:
            return Verdict.CONTEXT_ONLY, Refused(Why.NO_BAND)
        if refusal and refusal == twice(last):
            return Verdict.NOT_COMPARABLE, refusal
        inside = is_inside(definition.band, last.figure(definition))
        return (Verdict.IN_BAND if inside else Verdict.OUT_OF_BAND), refusal
    return moved(definition, comparison), refusal


def moved(definition: Definition, comparison: Comparison | None) -> Verdict:
    """The verdict on a figure that is better when higher, or when lower."""
    if comparison is None:
        return Verdict.BASELINE_ONLY
    better = Movement.UP if definition.direction == Direction.HIGHER else Movement.DOWN
    said = {
        Movement.NOT_COMPARABLE: Verdict.NOT_COMPARABLE,
        Movement.WITHIN_NOISE: Verdict.WITHIN_NOISE,
        better: Verdict.IMPROVING,
    }
    return said.get(comparison.movement, Verdict.WORSENING)


def is_inside(band: Band, value: Fraction | None) -> bool:
    """True for a value in the range, both ends included."""
    if value is None:
        return False
    return (band.low is None or value >= band.low) and (band.high is None or value <= band.high)


def way(
    series: Series, first: Observation | None, last: Observation, comparison: Comparison | None
) -> Progress:
    """The way towards the aim; a range to stay in is its own aim where no other is set."""
    definition = series.definition
    aim = series.aim or (definition.band if definition.direction == Direction.BAND else None)
    refusal = comparison.refusal if comparison else None
    if refusal and refusal.why == Why.BASELINE_MISSING:
        refusal = None
    baseline = first.figure(definition) if first else None
    noise = comparison.noise if comparison else Fraction(0)
    return progress(
        definition, aim, baseline, last.figure(definition), noise=noise, refusal=refusal
    )
