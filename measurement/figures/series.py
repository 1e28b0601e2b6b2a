"""The points of a series, with its gaps and with what cuts it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from measurement import exact
from measurement.breaks import Cut
from measurement.engine.coverage import mixing_of
from measurement.engine.definitions import Definition
from measurement.engine.observations import Observation, Span, State
from measurement.engine.observations import Release as EngineRelease
from measurement.engine.reasons import Refused, Why
from measurement.measured import Measured
from measurement.models import Indicator, Measurement
from measurement.periods import MONTHS, Named, Period, between, named_in
from measurement.reading import (
    COMPONENTS,
    OFF_COURSE,
    PROTECTION,
    VINTAGE,
    Kind,
    PointFigure,
    trend,
)
from measurement.releases import Unproduced
from measurement.words import Quantity


@dataclass(frozen=True, slots=True)
class SeriesFigure:
    """The values of one place."""

    code: str
    name: str
    points: tuple[PointFigure, ...]
    # What may be said of this place alone, where places are not added up.
    trend: str = ""

    @property
    def latest(self) -> PointFigure | None:
        """The last value that may be shown."""
        return next((p for p in reversed(self.points) if p.drawn), None)


def series(
    found: Indicator,
    rows: Sequence[Measurement],
    unproduced: Unproduced,
    rules: Measured,
    cuts: Sequence[Cut] = (),
) -> tuple[PointFigure, ...]:
    """The values in order, with a gap for each regular period that was left out.

    Each is told by the definition that it was measured by. `cuts` are what changed by a day, beside
    what definitions and publications say.

    A vintage that the source did not produce is a gap that says so, after the last value too.
    """
    points: list[PointFigure] = []
    last: Period | None = None
    step, language = exact.step_of(found, rows), get_language()
    for row in rows:
        named = named_of(row, language)
        period = named.period if named else None
        if last and period and not last.leads_to(period):
            left_out = skipped(found, last, period, unproduced)
            points.extend(gap(found, each, unproduced) for each in left_out)
        points.append(point(found, row, named, step, rules))
        last = period
    state = found.nature == Indicator.Nature.STOCK
    after = list(lapsed(found, last, unproduced)) if rows else []
    return cut(points + after, cuts, state=state)


def named_of(row: Measurement, language: str | None) -> Named | None:
    """The period of a value with its names, where it is stated."""
    first, last = row.starts_on, row.ends_on
    return named_in(language, first, last) if first and last else None


def point(
    found: Indicator, row: Measurement, named: Named | None, step: Decimal, rules: Measured
) -> PointFigure:
    """One value, as far as it may be shown."""
    words = named.label if named else found.vintage or _("period not stated")
    then, before = rules.under(row, found), row.corrects if row.replaces_id else None
    hidden, secret = then.hides(row), row.state == State.SUPPRESSED
    unsaid = hidden or secret or before is None or rules.under(before, found).hides(before)
    seen, quantity = exact.observation_of(row, step), Quantity.of(then, row) if hidden else None
    apart = quantity is not None and quantity.withheld
    return PointFigure(
        label=named.short if named else words,
        period=words,
        at=named.at if named else None,
        value=None if hidden else row.value,
        kind=kind_of(row, hidden=hidden),
        state=row.state,
        reason=row.note or reason_of(row),
        replaces=None if unsaid or before is None else before.value,
        ends_on=row.ends_on,
        measurement_id=row.pk,
        seen=seen.kept_back() if hidden else seen,
        unit="" if then is found or then.unit == found.unit else then.unit,
        why_hidden=str(quantity) if quantity and (apart or row.numerator is not None) else "",
        is_withheld=apart,
    )


def reason_of(row: Measurement) -> str:
    """Why there is no value, where the state alone says it."""
    told = row.value is None and row.state != State.MISSING
    return str(row.get_state_display()) if told else ""


def kind_of(row: Measurement, *, hidden: bool) -> str:
    if row.value is None:
        return Kind.GAP
    if hidden:
        return Kind.HIDDEN
    return Kind.CORRECTED if row.corrects else Kind.REAL


def cut(
    points: Sequence[PointFigure], cuts: Sequence[Cut] = (), *, state: bool = False
) -> tuple[PointFigure, ...]:
    """The points; a value that counts otherwise than the one before it says what changed."""
    found: list[PointFigure] = []
    before: Observation | None = None
    for p in points:
        day: list[Cut] = []
        if before and p.seen:
            day = [each for each in cuts if each.parts(before, p.seen, state=state)]
        changed = cut_between(before, p.seen, day) if before and p.drawn and p.seen else ""
        words = " ".join(each.words for each in day if each.kind == changed and each.words)
        found.append(p._replace(kind=Kind.BREAK, cut=changed, cut_words=words) if changed else p)
        before = p.seen if p.drawn else before
    return tuple(found)


def cut_between(before: Observation, after: Observation, cuts: Sequence[Cut] = ()) -> str:
    """What changed from one value to the next, the gravest first; empty where they go together."""
    one, other = before.release, after.release
    unstated = exact.UNSTATED in {before.span, after.span} and before.span != after.span
    graver = (
        (VINTAGE, unstated),
        ("definition", before.version != after.version),
        ("source", one.source != other.source),
        ("perimeter", one.generation != other.generation),
    )
    for word, differs in graver:
        if differs:
            return word
    if cuts:
        return min(cuts, key=lambda each: each.kind != "perimeter").kind
    if one.protection != other.protection:
        return PROTECTION
    return COMPONENTS if (before.numerator is None) != (after.numerator is None) else ""


def gap(found: Indicator, period: Period, unproduced: Unproduced) -> PointFigure:
    """A period without a value: nobody measured, or the source made none."""
    lacking = unproduced.get((found.source_code, period.starts_on.year))
    state = State.NOT_PRODUCED if lacking else State.MISSING
    return PointFigure(
        label=period.short, period=period.label, at=period.at, value=None, kind=Kind.GAP,
        state=state, reason=lacking or "", ends_on=period.ends_on,
        seen=Observation("", Span(period.starts_on, period.ends_on), state=state),
    )  # fmt: skip


def skipped(
    found: Indicator, last: Period, until: Period, unproduced: Unproduced
) -> Sequence[Period]:
    """What lies between two values: each period of a rhythm, else each vintage that was not produced."""
    if found.periodicity in MONTHS:
        return list(between(last, until))
    made = not_made(found, last, unproduced)
    return [year for year in made if year.ends_on < until.starts_on]


def not_made(found: Indicator, after: Period | None, unproduced: Unproduced) -> list[Period]:
    """The vintages that the source of a figure did not produce, from one of them on."""
    vintages = sorted(vintage for source, vintage in unproduced if source == found.source_code)
    years = [Period(date(one, 1, 1), date(one, 12, 31)) for one in vintages]
    return [year for year in years if after is None or after.ends_on < year.starts_on]


def lapsed(found: Indicator, last: Period | None, unproduced: Unproduced) -> Iterator[PointFigure]:
    """The years after the last value that the source did not produce.

    What has no rhythm and states no days has all of them after it: its source went on without them.
    """
    if found.periodicity == Indicator.Periodicity.IRREGULAR:
        yield from (gap(found, year, unproduced) for year in not_made(found, last, unproduced))
    while last and found.periodicity == Indicator.Periodicity.YEAR:
        last = last.next()
        if (found.source_code, last.starts_on.year) not in unproduced:
            return
        yield gap(found, last, unproduced)


def together(
    found: Indicator, parts: Sequence[SeriesFigure], cuts: Sequence[Cut] = ()
) -> tuple[tuple[PointFigure, ...], str]:
    """The site's own series: that of its only neighbourhood, or a sum of counts; else why not.

    All periods are summed over the same neighbourhoods, so that no change of the site cuts the sum.
    """
    if len(parts) < 2:
        return (parts[0].points if parts else ()), ""
    if not found.is_additive:
        return (), _(
            "Not added up: one value for each neighbourhood, because a sum or an average of such "
            "values would be wrong."
        )
    by_period: dict[str, list[PointFigure | None]] = {}
    for rank, part in enumerate(parts):
        for p in part.points:
            by_period.setdefault(p.period, [None] * len(parts))[rank] = p
    lacking = sorted(
        part.name
        for rank, part in enumerate(parts)
        if all((row[rank] is None or not row[rank].drawn) for row in by_period.values())  # type: ignore[union-attr]
    )
    if lacking:
        return (), _("Not added up: no value for %(names)s.") % {"names": ", ".join(lacking)}
    rules = exact.definition_of(found)
    sums = [summed(rules, row) for row in by_period.values()]
    state = found.nature == Indicator.Nature.STOCK
    return cut(sorted(sums, key=lambda p: p.ends_on or date.min), cuts, state=state), ""


def summed(rules: Definition, row: Sequence[PointFigure | None]) -> PointFigure:
    """The sum over all places for one period; a gap where one of them has no value, or another rule."""
    known = [p for p in row if p is not None]
    rows = [p.seen for p in known if p.seen]
    told = len(known) == len(row) and all(p.drawn for p in known)
    refusal = mixing_of(rules, rows).refusal if told else Refused(Why.NO_VALUE)
    first, seen = known[0], rows[0]
    if all(p.state == State.NOT_PRODUCED for p in known):
        return first
    value = None if refusal else sum((p.value or Decimal(0) for p in known), Decimal(0))
    state = State.MISSING if refusal else least_sure(rows)
    return PointFigure(
        label=first.label,
        period=first.period,
        at=first.at,
        value=value,
        kind=Kind.GAP if refusal else kind_of_sum(known),
        state=state,
        reason=not_summed(refusal.why) if refusal else "",
        ends_on=first.ends_on,
        seen=Observation(
            "", seen.span, value, state, release=off_by(rows), version=seen.version,
            precision=sum((each.precision for each in rows), Decimal(0)),
        ),
        unit=first.unit,
    )  # fmt: skip


def kind_of_sum(known: Sequence[PointFigure]) -> Kind:
    """A sum is corrected as soon as one of its values was."""
    return Kind.CORRECTED if any(p.kind == Kind.CORRECTED for p in known) else Kind.REAL


def least_sure(rows: Sequence[Observation]) -> State:
    """What stands behind a sum: it is as sure as the least sure of its values."""
    states = {each.state for each in rows}
    return next((s for s in (State.ESTIMATED, State.PROVISIONAL) if s in states), State.OBSERVED)


def off_by(rows: Sequence[Observation]) -> EngineRelease:
    """The publication of a sum, which may be off by as much as all of its values together."""
    noise = sum((each.release.noise for each in rows), Decimal(0))
    return replace(rows[0].release, noise=noise)


def not_summed(why: Why) -> str:
    """Why the neighbourhoods have no sum for one period."""
    if why == Why.NO_VALUE:
        return _("one of the neighbourhoods has no value")
    if why == Why.MIXED_DEFINITIONS:
        return _("the neighbourhoods' values follow different definitions")
    return _("the neighbourhoods' values come from different publications")


def judged_apart(
    parts: Sequence[SeriesFigure], refusal: str, rules: Definition
) -> tuple[tuple[SeriesFigure, ...], str]:
    """Places that are not added up, each judged alone; and where it does not go as was hoped for."""
    judged = tuple(replace(part, trend=trend(part.points, rules)) for part in parts)
    off = [part.name for part in judged if part.trend in OFF_COURSE]
    if not off:
        return judged, refusal
    words = _("It does not go the way that was hoped for in: %(names)s.")
    return judged, f"{refusal} {words % {'names': ', '.join(off)}}"
