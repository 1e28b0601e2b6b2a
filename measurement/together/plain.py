"""What the engine would say of values that the database has laid together, where they are of one kind.

Whatever needs each single value – a refusal that names places, values of several kinds, levels – is
left to the engine itself: the answer is then None, and the rows are read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from measurement.engine.aggregate import Aggregate, Gathered, absence, complete
from measurement.engine.combining import (
    ACROSS_SITES,
    COMPUTE,
    QUARTILES_FROM,
    Computed,
    Distribution,
    Rule,
)
from measurement.engine.coverage import Coverage, mixing_of
from measurement.engine.definitions import Definition, Nature, ValueType
from measurement.engine.observations import LOCAL, Observation, Protection, Release, Span, State
from measurement.engine.places import shared_codes
from measurement.engine.reasons import Beware, Caveat, Refused, Why
from measurement.engine.viewers import FEW_SITES, READER, Part, refuse_revealing
from measurement.exact import UNSTATED
from measurement.together.frames import Frame
from measurement.together.sums import TOLD, Heap

PLAIN = {Rule.SUM, Rule.RATIO_OF_SUMS, Rule.DISTRIBUTION, Rule.UNION}


def answer_of(
    definition: Definition, frame: Frame, heaps: Sequence[Heap], releases: Mapping[Any, Release]
) -> Aggregate | None:
    """The figure for those who read all sites' values, or None where the rows have to be read."""
    rule = ACROSS_SITES[definition.value_type]
    counted = [heap for heap in heaps if heap.standing == TOLD or heap.pairs]
    if rule not in PLAIN or needs_rows(definition, frame, heaps, counted):
        return None
    rows = [summed(definition, heap, releases) for heap in counted[:1]]
    coverage = covered(frame, heaps)
    answer = Aggregate(
        rule=rule,
        coverage=coverage,
        mixing=mixing_of(definition, rows),
        caveats=caveats(frame, counted, rows),
    )
    refusal = silence(definition, frame, heaps, coverage)
    refusal = refusal or overlap(rule, frame, counted) or too_few(frame, counted)
    if refusal:
        return replace(answer, refusal=refusal)
    return complete(answer, computed(definition, rule, counted), ())


def needs_rows(
    definition: Definition, frame: Frame, heaps: Sequence[Heap], counted: Sequence[Heap]
) -> bool:
    """True for what single values decide."""
    several = len({heap.group for heap in counted}) > 1
    if several or any(heap.standing == "" for heap in heaps):
        return True
    ratio = definition.value_type == ValueType.RATIO
    if ratio and any(heap.pairs < heap.count for heap in counted):
        return True
    if not ratio and any(heap.pairs for heap in heaps):
        return True
    if frame.of_sites:
        return False
    return definition.nature == Nature.FLOW and bool(frame.moved)


def summed(definition: Definition, heap: Heap, releases: Mapping[Any, Release]) -> Observation:
    """The group of a heap as a single row, for what the engine says of what values rest on."""
    first, last = heap.starts_on, heap.ends_on
    span = Span(first, last) if first and last else UNSTATED
    release = releases.get(heap.release, LOCAL)
    return Observation("", span, Decimal(0), release=release, version=heap.version)


def covered(frame: Frame, heaps: Sequence[Heap]) -> Coverage:
    """What became of each expected place."""
    if not frame.of_sites:
        standing: dict[str, State | None] = {}
        for heap in heaps:
            state = State.OBSERVED if heap.standing == TOLD else State(heap.standing)
            standing.update(dict.fromkeys(heap.places, state))
        return frame.covering(standing) if standing else frame.nothing
    counts = dict.fromkeys((TOLD, *(state.value for state in State)), 0)
    for heap in heaps:
        counts[heap.standing] += heap.count
    expected = len(frame.standing.members) + sum(heap.idle for heap in heaps)
    given = sum(counts.values())
    return Coverage(
        places_expected=expected,
        observed=counts[TOLD],
        suppressed=counts[State.SUPPRESSED],
        not_produced=counts[State.NOT_PRODUCED],
        not_applicable=counts[State.NOT_APPLICABLE],
        missing=counts[State.MISSING],
        unreported=expected - given,
        sites_expected=expected - counts[State.NOT_APPLICABLE],
        sites_complete=counts[TOLD],
    )


def caveats(
    frame: Frame, counted: Sequence[Heap], rows: Sequence[Observation]
) -> tuple[Beware, ...]:
    """What must be said of the values that are counted."""
    said = []
    places = sum(heap.count for heap in counted)
    protections = {row.release.protection for row in rows}
    for caveat, count in (
        (Caveat.PERTURBED, places if protections == {Protection.PERTURBATION} else 0),
        (Caveat.PROVISIONAL, sum(heap.provisional for heap in counted)),
        (Caveat.ESTIMATED, sum(heap.estimated for heap in counted)),
    ):
        if count:
            said.append(Beware(caveat, {"n": count}))
    there = {place for heap in counted for place in heap.places}
    if not frame.of_sites and (once := tuple(code for code in frame.shared if code in there)):
        said.append(Beware(Caveat.SHARED_NEIGHBOURHOODS, {"places": once}))
    return tuple(said)


def silence(
    definition: Definition, frame: Frame, heaps: Sequence[Heap], coverage: Coverage
) -> Refused | None:
    """Why there is nothing to compute from, as the engine says it."""
    if any(heap.standing == TOLD for heap in heaps):
        return None
    asked = replace(frame.question, definition=definition)
    if coverage.places_expected and not asked.sites:
        asked = replace(asked, sites=frame.standing.idle_places)
    standing = {heap.standing: State(heap.standing) for heap in heaps}
    return absence(asked, Gathered((), standing))


def overlap(rule: Rule, frame: Frame, counted: Sequence[Heap]) -> Refused | None:
    """Sites that share a neighbourhood and have both a value would count its people twice."""
    if not frame.of_sites or rule not in {Rule.SUM, Rule.RATIO_OF_SUMS}:
        return None
    reporting = {key for heap in counted for key in heap.sharing}
    shared = shared_codes(
        (place for place in frame.standing.places_sharing if place.key in reporting),
        frame.question.span.last,
    )
    return Refused(Why.OVERLAPPING_SITES, {"shared": shared}) if shared else None


def too_few(frame: Frame, counted: Sequence[Heap]) -> Refused | None:
    """Fewer than three sites make no figure of the network."""
    if frame.of_sites:
        count = sum(heap.count for heap in counted)
        sites = [f"{number}" for number in range(min(count, FEW_SITES))]
    else:
        there = {place for heap in counted for place in heap.places}
        sites = sorted({key for place in there for key in frame.owners[place]})[:FEW_SITES]
    parts = [Part(frozenset({key}), Fraction(0)) for key in sites]
    return refuse_revealing(parts, READER, fewest=FEW_SITES)


def computed(definition: Definition, rule: Rule, counted: Sequence[Heap]) -> Computed:
    """What the rule of the figure gives."""
    if rule == Rule.DISTRIBUTION:
        return Computed(distribution=spread_of(counted))
    count = sum(heap.count for heap in counted)
    total = sum((heap.total or Decimal(0) for heap in counted), Decimal(0))
    if rule == Rule.UNION and count > 1:
        most = max(heap.most or Decimal(0) for heap in counted)
        limits = (Fraction(most), Fraction(total))
        facts = {"least": limits[0], "most": limits[1]}
        return Computed(limits=limits, refusal=Refused(Why.DISTINCTS_NOT_ADDED, facts))
    if rule == Rule.RATIO_OF_SUMS:
        top = sum((heap.numerator or Decimal(0) for heap in counted), Decimal(0))
        bottom = sum((heap.denominator or Decimal(0) for heap in counted), Decimal(0))
        whole = Observation("", UNSTATED, numerator=top, denominator=bottom)
        return COMPUTE[rule](definition, [whole])
    return COMPUTE[rule](definition, [Observation("", UNSTATED, total)])


def spread_of(counted: Sequence[Heap]) -> Distribution:
    """The spread that the database found: each number is one that a place has."""
    (heap,) = counted
    low, first, middle, third, high = (Fraction(value) for value in heap.spread)
    wide = heap.count >= QUARTILES_FROM
    return Distribution(
        heap.count, low, first if wide else None, middle, third if wide else None, high
    )
