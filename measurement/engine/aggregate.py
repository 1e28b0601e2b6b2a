"""One figure out of many places: what may be computed is exact, what may not be is refused with its reason."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from fractions import Fraction

from measurement.engine.combining import (
    ACROSS_SITES,
    COMPUTE,
    Computed,
    Rule,
    forbidden,
)
from measurement.engine.coverage import Coverage, Mixing, coverage_of, group_of, mixing_of
from measurement.engine.definitions import Definition, Level, Nature, ValueType
from measurement.engine.observations import WITH_VALUE, Observation, Protection, Span, State
from measurement.engine.places import Site, shared_codes
from measurement.engine.reasons import Beware, Caveat, Refused, Why
from measurement.engine.viewers import FEW_SITES, STRANGER, Part, Viewer, refuse_revealing

# Rules whose answer tells the ends of values.
SPREADING = {Rule.DISTRIBUTION, Rule.LEVELS}


class Scope(StrEnum):
    """Whether a figure is one site's own or one of several sites together."""

    SITE = "site"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class Question:
    """Which figure, of which sites, for which days, for whom.

    A neighbourhood is expected once, however many of the sites name it on the last of these days.
    """

    definition: Definition
    sites: tuple[Site, ...]
    span: Span
    viewer: Viewer = STRANGER
    scope: Scope = Scope.NETWORK
    populations: Mapping[str, int] | None = None

    @property
    def owners(self) -> dict[str, frozenset[str]]:
        """Each expected place with the sites that name it."""
        if self.definition.level == Level.SITE:
            return {site.key: frozenset({site.key}) for site in self.sites}
        naming: dict[str, set[str]] = {}
        for site in self.sites:
            for code in site.codes_on(self.span.last):
                naming.setdefault(code, set()).add(site.key)
        return {code: frozenset(keys) for code, keys in naming.items()}

    @property
    def moved(self) -> frozenset[str]:
        """Places that the sites named on one end of these days and not on the other."""
        if self.definition.level == Level.SITE:
            return frozenset()
        ends = [
            frozenset(code for site in self.sites for code in site.codes_on(day))
            for day in (self.span.first, self.span.last)
        ]
        return ends[0] ^ ends[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate(Computed):
    """What came out, with all that must be said beside it.

    `parts` holds one aggregate for each group of values that go together, where all of them do not.
    """

    rule: Rule
    coverage: Coverage
    mixing: Mixing = field(default_factory=Mixing)
    caveats: tuple[Beware, ...] = ()
    parts: tuple["Aggregate", ...] = ()

    @property
    def may_have_trend(self) -> bool:
        """False for what is refused or rests on too few sites."""
        return self.refusal is None and not self.coverage.is_partial


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of the expected places, each once, and what was found on the way."""

    told: tuple[Observation, ...]
    standing: Mapping[str, State | None]
    caveats: tuple[Beware, ...] = ()
    refusal: Refused | None = None


def aggregate(
    question: Question, observations: Iterable[Observation], *, wanted: Rule | None = None
) -> Aggregate:
    """The figure of these sites together by its own rule, or why there is none.

    A site without a value never changes the figure and always the coverage. So does a count of too
    few people, and a share of too few: what is laid together is what the viewer may read one by
    one, and nothing else can be worked out from it (docs/adr/0042). `wanted` is what
    somebody asks for instead: it is given where it is right and refused where it is not.
    """
    definition = question.definition
    found = gather(question, as_read(question, list(observations)))
    owners = question.owners
    answer = Aggregate(
        rule=wanted or ACROSS_SITES[definition.value_type],
        coverage=coverage_of(
            owners, {s.key for s in question.sites}, found.standing, question.populations
        ),
        mixing=mixing_of(definition, found.told),
        caveats=found.caveats,
    )
    refusal = forbidden(definition, wanted) or found.refusal or absence(question, found)
    if refusal is None and (refusal := answer.mixing.refusal):
        parts = tuple(aggregate(question, rows, wanted=wanted) for rows in groups(found.told))
        answer = replace(answer, parts=parts)
    refusal = refusal or overlap(question, found.told) or secret(question, found.told, answer.rule)
    if refusal:
        return replace(answer, refusal=refusal)
    return complete(answer, COMPUTE[answer.rule](definition, found.told), found.told)


def as_read(question: Question, rows: list[Observation]) -> list[Observation]:
    """The rows as the viewer may read them: what tells of few people is secret, but to those inside."""
    owners, viewer = question.owners, question.viewer
    naming = frozenset[str]().union(*(owners.get(row.place, frozenset()) for row in rows))
    if all(viewer.knows(site) for site in naming):
        return rows
    hides = question.definition.hides
    return [
        row.kept_back() if hides(row.value, row.numerator, row.denominator) else row for row in rows
    ]


def gather(question: Question, observations: Sequence[Observation]) -> Gathered:
    """The rows of expected places in these days; a row that comes twice counts once.

    Files of the census repeat a neighbourhood for each of its communes: the same row again changes
    nothing, another value for the same place and release is refused.
    """
    owners = question.owners
    near = [row for row in observations if row.span.meets(question.span)]
    rows = list(dict.fromkeys(row for row in near if row.place in owners))
    caveats = []
    repeated = sum(row.place in owners for row in near) - len(rows)
    if repeated:
        caveats.append(Beware(Caveat.REPEATED_ROWS, {"rows": repeated}))
    strange = tuple(sorted({row.place for row in near} - owners.keys() - question.moved))
    if strange:
        caveats.append(Beware(Caveat.UNKNOWN_PLACES, {"places": strange}))
    if broken := tuple(sorted({r.place for r in rows if lacks_components(question, r)})):
        caveats.append(Beware(Caveat.INCOMPLETE_PAIRS, {"places": broken}))
    told = tuple(
        sorted(
            (r for r in rows if counts(question.definition, r)), key=lambda r: (r.place, repr(r))
        )
    )
    return Gathered(
        told=told,
        standing=standing_of(question.definition, rows),
        caveats=(*caveats, *caveats_of(question, told)),
        refusal=conflict(question.definition, told) or perimeter(question, near),
    )


def is_usable(definition: Definition, row: Observation) -> bool:
    """True for a row with the value that its kind of figure needs."""
    if row.state not in WITH_VALUE:
        return False
    if definition.value_type == ValueType.STATUS:
        return bool(row.status)
    if definition.value_type == ValueType.AMOUNT and row.items is not None:
        return True
    return row.figure(definition) is not None


def counts(definition: Definition, row: Observation) -> bool:
    """True for a row that goes into the figure.

    A ratio over nought has no value of its own, and its numerator counts all the same: else a cut
    that leaves a part without a denominator would change the whole.
    """
    whole = definition.value_type == ValueType.RATIO and row.numerator is not None
    return is_usable(definition, row) or whole


def lacks_components(question: Question, row: Observation) -> bool:
    """True for a ratio of which only the result is known."""
    is_ratio = question.definition.value_type == ValueType.RATIO
    return is_ratio and row.value is not None and row.numerator is None


def standing_of(definition: Definition, rows: Iterable[Observation]) -> dict[str, State | None]:
    """What became of each place: observed if any of its rows can be used."""
    found: dict[str, State | None] = {}
    for row in rows:
        if is_usable(definition, row):
            found[row.place] = State.OBSERVED
        elif found.get(row.place) != State.OBSERVED:
            found[row.place] = None if row.standing in WITH_VALUE else row.standing
    return found


def caveats_of(question: Question, told: Sequence[Observation]) -> list[Beware]:
    """What must be said of the values that are counted."""
    said = []
    for caveat, places in (
        (Caveat.PERTURBED, {r.place for r in told if r.release.protection == Protection.PERTURBATION}),
        (Caveat.SEVERAL_SOURCES,
         {r.place for r in told if r.denominator_release not in {None, r.release}}),
        (Caveat.PROVISIONAL, {r.place for r in told if r.state == State.PROVISIONAL}),
        (Caveat.ESTIMATED, {r.place for r in told if r.state == State.ESTIMATED}),
    ):  # fmt: skip
        if places:
            said.append(Beware(caveat, {"places": tuple(sorted(places))}))
    shared = shared_codes(question.sites, question.span.last)
    counted = {row.place for row in told}
    if once := tuple(code for code in shared if code in counted):
        said.append(Beware(Caveat.SHARED_NEIGHBOURHOODS, {"places": once}))
    return said


def conflict(definition: Definition, told: Iterable[Observation]) -> Refused | None:
    """Two different values for one place, release and span: nobody can know which is right."""
    seen: dict[tuple[object, ...], int] = {}
    for row in told:
        words = row.status if definition.value_type == ValueType.AMOUNT else ""
        key = (row.place, row.version, row.release, row.span, words)
        seen[key] = seen.get(key, 0) + 1
    unclear = tuple(sorted({str(key[0]) for key, count in seen.items() if count > 1}))
    return Refused(Why.CONFLICTING_ROWS, {"places": unclear}) if unclear else None


def perimeter(question: Question, rows: Iterable[Observation]) -> Refused | None:
    """A flow over days in which the sites' neighbourhoods changed counts different places."""
    if question.definition.nature != Nature.FLOW:
        return None
    moved = question.moved
    places = {r.place for r in rows if r.place in moved and is_usable(question.definition, r)}
    if not places:
        return None
    return Refused(Why.PERIMETER_CHANGED, {"places": tuple(sorted(places))})


def absence(question: Question, found: Gathered) -> Refused | None:
    """Why there is nothing to compute from."""
    if not question.sites:
        return Refused(Why.NO_SITE)
    if any(is_usable(question.definition, row) for row in found.told):
        return None
    states = {state for state in found.standing.values() if state != State.MISSING}
    if states == {State.SUPPRESSED}:
        return Refused(Why.ALL_SUPPRESSED)
    if states == {State.NOT_PRODUCED}:
        return Refused(Why.NOT_PRODUCED)
    zero = states == {State.NOT_APPLICABLE} and question.definition.value_type == ValueType.RATIO
    return Refused(Why.DENOMINATOR_ZERO if zero else Why.NO_VALUE)


def groups(told: Sequence[Observation]) -> list[list[Observation]]:
    """The values that go together, in a fixed order."""
    found: dict[tuple[object, ...], list[Observation]] = {}
    for row in told:
        found.setdefault(group_of(row), []).append(row)
    return [found[key] for key in sorted(found, key=repr)]


def overlap(question: Question, told: Sequence[Observation]) -> Refused | None:
    """Values of whole sites that share a neighbourhood would count its people twice."""
    definition = question.definition
    added = ACROSS_SITES[definition.value_type] in {Rule.SUM, Rule.RATIO_OF_SUMS}
    if definition.level != Level.SITE or not added or all(r.items is not None for r in told):
        return None
    reporting = {row.place for row in told}
    shared = shared_codes([s for s in question.sites if s.key in reporting], question.span.last)
    return Refused(Why.OVERLAPPING_SITES, {"shared": shared}) if shared else None


def secret(question: Question, told: Sequence[Observation], rule: Rule) -> Refused | None:
    """What the figure would tell of a single site or of a few persons.

    A share is told by those who are meant and by those who are not: where the others are nobody in
    all places together, they are nobody in each.
    """
    owners, spread = question.owners, rule in SPREADING
    fewest = FEW_SITES if question.scope == Scope.NETWORK else 0
    for amounts in laid_together(question.definition, told, spread=spread):
        parts = [Part(owners[row.place], amount) for row, amount in amounts]
        if found := refuse_revealing(parts, question.viewer, fewest=fewest, spread=spread):
            return found
    return None


def laid_together(
    definition: Definition, told: Sequence[Observation], *, spread: bool
) -> list[list[tuple[Observation, Fraction]]]:
    """What is laid together of each row: its value where values spread, else what is added up."""
    if spread:
        return [[(row, value) for row in told if (value := row.figure(definition)) is not None]]
    meant = [
        (row, Fraction((row.value if row.numerator is None else row.numerator) or 0))
        for row in told
    ]
    if definition.ceiling is None or any(row.denominator is None for row in told):
        return [meant]
    return [meant, [(row, Fraction(row.denominator or 0) - amount) for row, amount in meant]]


def complete(answer: Aggregate, found: Computed, told: Sequence[Observation]) -> Aggregate:
    """The answer with what its rule gave; a share of too few sites is labelled."""
    caveats = list(answer.caveats)
    coverage = answer.coverage
    if coverage.is_partial:
        facts = {"complete": coverage.sites_complete, "expected": coverage.sites_expected}
        caveats.append(Beware(Caveat.PARTIAL, facts))
    if coverage.suppressed:
        caveats.append(Beware(Caveat.LEFT_OUT, {"n": coverage.suppressed}))
    if found.levels and found.median_level is None:
        caveats.append(Beware(Caveat.TOO_FEW_FOR_MEDIAN, {"n": len(told)}))
    given = {each.name: getattr(found, each.name) for each in fields(Computed)}
    return replace(answer, caveats=tuple(caveats), **given)
