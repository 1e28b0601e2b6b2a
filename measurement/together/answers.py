"""The engine's answers over all sites: for one figure and period, and for each phase where that is safe."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from measurement import exact
from measurement.engine.aggregate import Aggregate, Question, aggregate
from measurement.engine.definitions import Definition, ValueType
from measurement.engine.observations import Observation, Release
from measurement.engine.places import shared_codes
from measurement.engine.reasons import Refused, Why
from measurement.engine.viewers import Viewer
from measurement.measured import Measured, measured
from measurement.models import Indicator, Measurement
from measurement.together.asking import Asked, Moment
from measurement.together.network import Member, Network, kind_of

# What may be said of a phase although nothing is computed: nothing of it was reported.
SILENT = {Why.NO_VALUE, Why.NO_SITE, Why.NOT_PRODUCED, Why.ALL_SUPPRESSED, Why.DENOMINATOR_ZERO}


@dataclass(frozen=True, slots=True)
class Phase:
    """The sites of one phase and their own figure."""

    number: int
    name: str
    sites: int
    answer: Aggregate


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine said of a figure of all sites, with what it was told."""

    found: Indicator
    moment: Moment
    members: tuple[Member, ...]
    question: Question
    rows: tuple[Measurement, ...]
    rules: Measured
    told: Aggregate
    phases: tuple[Phase, ...] = ()
    phases_refused: Refused | None = None
    owners: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def readable(self) -> tuple[Measurement, ...]:
        """The values that everybody may read."""
        return tuple(
            row for row in self.rows
            if row.value is not None and not self.rules.under(row, self.found).hides(row)
        )  # fmt: skip

    @property
    def named(self) -> dict[Release, str]:
        """The publications that the values come from, with their names."""
        return {exact.release_of(row): row.release.told for row in self.rows if row.release}


def answer(
    found: Indicator,
    moment: Moment,
    asked: Asked,
    within: Network,
    rows: Iterable[Measurement],
    *,
    viewer: Viewer,
    populations: Mapping[str, int] | None = None,
    split: bool = True,
    rules: Measured | None = None,
) -> Answer:
    """One figure of all sites by its own rule, or why there is none; `split` by phase too.

    `rules` are those of its rows, where they were looked for with those of other figures.
    """
    kept = tuple(rows)
    rules = rules or measured(kept, [found], as_of=asked.instant)
    seen = exact.as_read(found, kept, rules)
    day = moment.known_on(found, asked.shown_on)
    reporting = {row.place for row in seen}
    members = within.expected(found, day, reporting)
    question = Question(
        fitted(exact.definition_of(found), seen),
        tuple(one.place(kind_of(found), day) for one in members),
        moment.span,
        viewer=viewer,
        populations=populations,
    )
    owners = question.owners
    if found.level != Indicator.Level.SITE:
        # An official file holds all neighbourhoods: those of no site are no part of the question.
        pairs = [(row, one) for row, one in zip(kept, seen, strict=True) if one.place in owners]
        kept, seen = tuple(row for row, _one in pairs), [one for _row, one in pairs]
    told = aggregate(question, seen)
    phases, refused = by_phase(question, members, seen, told) if split else ((), None)
    return Answer(found, moment, members, question, kept, rules, told, phases, refused, owners)


def fitted(definition: Definition, seen: Sequence[Observation]) -> Definition:
    """The rules; a ratio of which no place has its two numbers is a published rate: it only spreads."""
    ratio = definition.value_type == ValueType.RATIO
    bare = any(row.value is not None for row in seen)
    if not ratio or not bare or any(row.numerator is not None for row in seen):
        return definition
    return replace(definition, value_type=ValueType.RATE)


def by_phase(
    question: Question, members: Sequence[Member], seen: Sequence[Observation], told: Aggregate
) -> tuple[tuple[Phase, ...], Refused | None]:
    """The same figure for each phase of the programme, all of them or none.

    A phase that may not be shown would be told by the others and the whole; and a neighbourhood of
    two phases would be counted in both.
    """
    numbers = sorted({one.phase for one in members})
    if told.refusal or len(numbers) < 2:
        return (), None
    if across := crossing(question, members):
        return (), Refused(Why.OVERLAPPING_SITES, {"shared": across})
    found = []
    for number in numbers:
        keys = {one.key for one in members if one.phase == number}
        name = next(one.phase_name for one in members if one.phase == number)
        part = Question(
            question.definition, tuple(s for s in question.sites if s.key in keys),
            question.span, viewer=question.viewer,
        )  # fmt: skip
        own = part.owners
        answered = aggregate(part, [row for row in seen if row.place in own])
        if answered.refusal and answered.refusal.why not in SILENT:
            return (), answered.refusal
        found.append(Phase(number, name, len(keys), answered))
    return tuple(found), None


def crossing(question: Question, members: Sequence[Member]) -> Mapping[str, Any]:
    """The places that sites of two phases name."""
    phases = {one.key: one.phase for one in members}
    shared = shared_codes(question.sites, question.span.last)
    return {code: keys for code, keys in shared.items() if len({phases[k] for k in keys}) > 1}
