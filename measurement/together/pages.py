"""One figure of all sites for one period: the answer, whom it rests on, and every place by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from drawing.dots import Spread
from kit.templatetags.kit import number
from measurement.catalogue.rules import ACROSS, rules_told
from measurement.engine.combining import Rule
from measurement.engine.viewers import READER, Viewer
from measurement.models import WITH_VALUE, Dispute, Indicator, Measurement, State
from measurement.releases import as_told
from measurement.together import wording
from measurement.together.answers import Answer, answer
from measurement.together.asking import Asked, Moment
from measurement.together.lines import Disputed, Line, disputes, line_of, spread_words
from measurement.together.network import Member, network
from measurement.words import quantity, told
from sites.models import CityContract, Neighbourhood

UNREPORTED, TOLD, SECRET, RATE_ALONE = "unreported", "told", "secret", "rate_alone"
# What became of a place, in the order in which people ask.
STANDINGS = {
    TOLD: gettext_lazy("with a value"),
    UNREPORTED: gettext_lazy("nothing given yet"),
    "missing": gettext_lazy("no measure, and said so"),
    "suppressed": gettext_lazy("statistical secrecy"),
    "not_produced": gettext_lazy("not produced by the source"),
    "not_applicable": gettext_lazy("not applicable"),
    "rate_alone": gettext_lazy("rate without its two numbers"),
}
POPULATION = "pop-01"


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """What one place gave: a value, or why there is none; with the sites that name it."""

    name: str
    sites: tuple[tuple[str, str], ...]
    phases: tuple[str, ...]
    standing: str
    shown: str
    note: str
    state: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    unit: str = ""
    contested: int = 0

    @property
    def standing_words(self) -> str:
        """« sans valeur pour l’instant »."""
        return str(STANDINGS[self.standing])


@dataclass(frozen=True, slots=True)
class PhaseLine:
    """The figure of the sites of one phase."""

    name: str
    sites: int
    shown: str
    covered: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """Values that go together, where all of them do not."""

    basis: tuple[tuple[str, str], ...]
    shown: str
    places: int


@dataclass(frozen=True, slots=True)
class Page:
    """All that is said of one figure of all sites."""

    line: Line
    rule: str
    caveats: tuple[str, ...]
    refusals: tuple[str, ...]
    basis: tuple[tuple[str, str], ...]
    parts: tuple[PartLine, ...]
    phases: tuple[PhaseLine, ...]
    phases_refused: str
    counts: tuple[tuple[str, str, int], ...]
    places: tuple[PlaceLine, ...]
    spread: Spread | None
    shared: tuple[tuple[str, str], ...]
    population: str
    exact: str

    def having(self, standing: str) -> tuple[PlaceLine, ...]:
        """The places of which one thing became; all of them where nothing is asked."""
        return tuple(p for p in self.places if p.standing == standing) if standing else self.places


def page(found: Indicator, moment: Moment, asked: Asked, viewer: Viewer = READER) -> Page:
    """One figure of all sites, as it stood at an instant; places by name, never by value."""
    rows = as_told(moment.rows(found, asked.instant).order_by("pk"), asked.instant)
    populations = people(asked) if found.level == Indicator.Level.NEIGHBOURHOOD else None
    within = network(moment.known_on(found, asked.shown_on))
    answered = answer(found, moment, asked, within, rows, viewer=viewer, populations=populations)
    disputed = disputes([found], {found.pk: moment}, asked).get(found.pk, Disputed())
    line = line_of(found, moment, answered.told, disputed)
    places = places_of(answered, contested(found, moment, asked))
    return Page(
        line=line,
        rule=ACROSS[answered.told.rule](),
        caveats=caveats_of(answered),
        refusals=refusals(answered, line),
        basis=wording.basis(found, answered.told.mixing, answered.named),
        parts=parts_of(answered),
        phases=phases_of(answered),
        phases_refused=wording.refused(answered.phases_refused) if answered.phases_refused else "",
        counts=counts_of(places),
        places=places,
        spread=drawn(answered, line),
        shared=shared(answered),
        population=population(answered),
        exact=str(answered.told.value) if answered.told.value is not None else "",
    )


def caveats_of(found: Answer) -> tuple[str, ...]:
    """What must be said beside the answer."""
    said = tuple(wording.beware(one) for one in found.told.caveats)
    if found.found.is_ratio and found.told.rule == Rule.DISTRIBUTION:
        words = _("The source publishes the rate alone, without the two numbers of which it is made: no share of all places together can be worked out.")  # fmt: skip
        return (words, *said)
    return said


def people(asked: Asked) -> dict[str, int]:
    """How many live in each neighbourhood, as the last publication says."""
    rows = Measurement.objects.standing(asked.instant).filter(
        indicator__code=POPULATION, indicator__site=None, value__isnull=False
    )
    told_of = rows.in_order().values_list("neighbourhood", "value")
    return {str(code): int(value or 0) for code, value in told_of}


def contested(found: Indicator, moment: Moment, asked: Asked) -> dict[Any, int]:
    """How many disputes there are about the value of each place in these days."""
    counts: dict[Any, int] = {}
    about = Dispute.objects.raised_by_then(asked.instant).filter(indicator=found)
    if moment.period is None:
        about = about.filter(measurement__starts_on=None)
    else:
        days = (moment.period.starts_on, moment.period.ends_on)
        about = about.filter(measurement__starts_on__range=days)
    for key in about.order_by().values_list(
        "site", "measurement__neighbourhood", "measurement__contract"
    ):
        place = str(key[1] or key[2] or key[0])
        counts[place] = counts.get(place, 0) + 1
    return counts


def places_of(found: Answer, disputed: Mapping[Any, int]) -> tuple[PlaceLine, ...]:
    """Every expected place, by the names of its site and its own."""
    given: dict[str, list[Measurement]] = {}
    for row in found.rows:
        key = str(row.neighbourhood_id or row.contract_id or row.site_id)
        given.setdefault(key, []).append(row)
    members = {one.key: one for one in found.members}
    names = names_of(found)
    lines: list[PlaceLine] = []
    for place, keys in found.owners.items():
        naming = sorted((members[key] for key in keys), key=lambda m: (m.name, m.slug))
        about = (names.get(place, ""), naming)
        there: list[Measurement | None] = [*given.get(place, ())] or [None]
        for gave in there:
            then = found.rules.under(gave, found.found) if gave else found.found
            line = place_line(then, *about, gave, disputed.get(place, 0))
            lines.append(apart(found, line))
    return tuple(sorted(lines, key=lambda line: (line.sites, line.name)))


def apart(found: Answer, line: PlaceLine) -> PlaceLine:
    """A place whose rate stands alone, where the share of all rests on both numbers of the others."""
    alone = line.value is not None and line.numerator is None
    shares = found.told.rule == Rule.RATIO_OF_SUMS
    return replace(line, standing=RATE_ALONE) if alone and shares else line


def names_of(found: Answer) -> dict[str, str]:
    """The names of places that are no sites."""
    keys = list(found.owners)
    level = found.found.level
    if level == Indicator.Level.NEIGHBOURHOOD:
        rows = Neighbourhood.objects.filter(pk__in=keys).order_by().values_list("pk", "name")
        return {pk: f"{name} ({pk})" for pk, name in rows}
    if level == Indicator.Level.CONTRACT:
        return dict(CityContract.objects.filter(pk__in=keys).order_by().values_list("pk", "name"))
    return {}


def place_line(
    found: Indicator, name: str, naming: Sequence[Member], row: Measurement | None, disputed: int
) -> PlaceLine:
    """One place; a value of too few people to publish is told as such, and none of its numbers.

    `found` is the indicator as it was defined when that was measured.
    """
    hidden = row is not None and found.hides(row)
    shown = row.value if row is not None and not hidden else None
    standing = UNREPORTED if row is None else TOLD if row.state in WITH_VALUE else row.state
    standing = State.SUPPRESSED.value if hidden else standing
    return PlaceLine(
        name=name,
        sites=tuple((one.name, one.slug) for one in naming),
        phases=tuple(dict.fromkeys(one.phase_name for one in naming)),
        standing=standing,
        shown=told(found, row) if row is not None else str(STANDINGS[UNREPORTED]),
        note=row.note if row is not None else "",
        state=SECRET if hidden else (row.state if row is not None else UNREPORTED),
        value=shown,
        numerator=row.numerator if row is not None and not hidden else None,
        denominator=row.denominator if row is not None and not hidden else None,
        unit=found.unit,
        contested=disputed,
    )


def counts_of(places: Iterable[PlaceLine]) -> tuple[tuple[str, str, int], ...]:
    """How many places of each standing, those that there are; the first two always."""
    found = dict.fromkeys(STANDINGS, 0)
    for place in places:
        found[place.standing] += 1
    return tuple(
        (key, str(STANDINGS[key]), count)
        for key, count in found.items()
        if count or key in {TOLD, UNREPORTED}
    )


def refusals(found: Answer, line: Line) -> tuple[str, ...]:
    """What is not computed here, each reason once: of this period first, then what never is."""
    said = [line.refusal, *(rule.words for rule in rules_told(found.found) if not rule.allows)]
    if found.phases_refused:
        reason = wording.refused(found.phases_refused)
        said.append(_("No figure by phase. %(reason)s") % {"reason": reason})
    return tuple(dict.fromkeys(filter(None, said)))


def parts_of(found: Answer) -> tuple[PartLine, ...]:
    """Where values do not go together: those that do, each group with its own figure."""
    return tuple(
        PartLine(
            wording.basis(found.found, part.mixing, found.named),
            wording.refused(part.refusal)
            if part.refusal
            else wording.said(found.found, part.value)
            if part.value is not None
            else spread_words(found.found, part),
            part.coverage.observed,
        )
        for part in found.told.parts
    )


def phases_of(found: Answer) -> tuple[PhaseLine, ...]:
    """The figure of each phase, in their order."""
    return tuple(
        PhaseLine(
            phase.name,
            phase.sites,
            wording.refused(phase.answer.refusal)
            if phase.answer.refusal
            else wording.said(found.found, phase.answer.value)
            if phase.answer.value is not None
            else spread_words(found.found, phase.answer),
            _("%(done)s of %(all)s")
            % {
                "done": phase.answer.coverage.sites_complete,
                "all": phase.answer.coverage.sites_expected,
            },
        )
        for phase in found.phases
    )


def drawn(found: Answer, line: Line) -> Spread | None:
    """The values of places, where the rule of the figure is their spread and it may be shown."""
    spread = found.told.distribution
    if spread is None or found.told.rule != Rule.DISTRIBUTION:
        return None
    digits = wording.digits_of(found.found)
    values = tuple(row.value for row in found.readable)
    half = None
    if spread.first_quartile is not None and spread.third_quartile is not None:
        quarters = (spread.first_quartile, spread.median, spread.third_quartile)
        half = tuple(wording.rounded(each, max(digits, 1)).normalize() for each in quarters)
    return Spread(line.name.words, values, found.found.unit, half)  # type: ignore[arg-type]


def shared(found: Answer) -> tuple[tuple[str, str], ...]:
    """The places that several sites name, with those sites: each counts once."""
    names = {one.key: one.name for one in found.members}
    return tuple(
        (place, ", ".join(sorted(names[key] for key in keys)))
        for place, keys in sorted(found.owners.items())
        if len(keys) > 1
    )


def population(found: Answer) -> str:
    """How many of the inhabitants live where there is a value; empty where it is not known."""
    coverage = found.told.coverage
    if not coverage.population_expected or coverage.population_observed is None:
        return ""
    words = ngettext(
        "%(done)s out of %(all)s lives where there is a value.",
        "%(done)s out of %(all)s live where there is a value.",
        coverage.population_observed,
    )
    return words % {
        "done": number(coverage.population_observed),
        "all": quantity(Decimal(coverage.population_expected), _("inhabitants")),
    }
