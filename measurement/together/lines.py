"""All common figures of all sites together, a line each, in the order of the catalogue."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any

from django.db.models import Count, DateField, DateTimeField, Q, UUIDField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.reads import Given, compiled
from kit.templatetags.kit import number
from measurement import exact
from measurement.catalogue.figures import Text, text
from measurement.engine.aggregate import Aggregate
from measurement.engine.combining import Rule, forbidden
from measurement.engine.coverage import Coverage
from measurement.engine.viewers import READER
from measurement.measured import measured
from measurement.models import Dispute, Indicator, Measurement
from measurement.releases import as_told, releases_then
from measurement.then import came_later, common_then
from measurement.together import wording
from measurement.together.answers import answer
from measurement.together.asking import Asked, Moment, moments
from measurement.together.frames import Frame, Frames
from measurement.together.network import network
from measurement.together.plain import answer_of
from measurement.together.sums import heaps


@dataclass(frozen=True, slots=True)
class Disputed:
    """How many values of a figure and its period are contested, and how many of these wait."""

    all: int = 0
    open: int = 0

    @property
    def words(self) -> str:
        """« 2 valeurs contestées, dont 1 sans réponse »; empty for none."""
        if not self.all:
            return ""
        said = ngettext("%(count)s contested value", "%(count)s contested values", self.all)
        more = _(", %(open)s of them not answered") % {"open": self.open} if self.open else ""
        return f"{said % {'count': self.all}}{more}"


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of all sites: what may be said of it, on how many sites it rests, or the refusal."""

    code: str
    name: Text
    question: Text
    theme: str
    theme_words: str
    unit: str
    is_entered: bool
    period: str
    key: str
    shown: str
    spread: str
    refusal: str
    never: str
    coverage: Coverage
    covered: str
    is_partial: bool
    disputed: Disputed


@dataclass(frozen=True, slots=True)
class Together:
    """All lines by theme, the refusals counted by their reason, and what is left out."""

    themes: tuple[tuple[str, tuple[Line, ...]], ...]
    refusals: tuple[tuple[str, tuple[Line, ...]], ...]
    empty: tuple[Line, ...]
    locals: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of them, in the order of the catalogue."""
        return tuple(line for _theme, lines in self.themes for line in lines)


def laid_together() -> Any:
    """The common figures that have a page of all sites: those that are retired too."""
    return Indicator.objects.filter(site=None).exclude(status="draft")


def together(asked: Asked) -> Together:
    """What may be said of all sites for a quarter, as it stood at an instant; never by value."""
    found = common_then(asked.instant)
    at = moments(found, asked)
    told = answers(found, at, asked)
    found = [
        one for one in found
        if not came_later(one, asked.instant) or told[one.pk].coverage.is_begun
    ]  # fmt: skip
    disputed = disputes(found, at, asked)
    return gathered(
        [line_of(one, at[one.pk], told[one.pk], disputed.get(one.pk, Disputed())) for one in found]
    )


def answers(
    found: Sequence[Indicator], at: Mapping[Any, Moment], asked: Asked
) -> dict[Any, Aggregate]:
    """What the engine says of each figure, from sums where these are enough, else from the rows."""
    shown_on = asked.shown_on
    within = network(min((at[one.pk].known_on(one, shown_on) for one in found), default=shown_on))
    frames = Frames(within, asked)
    groups: dict[tuple[Moment, Frame], list[Indicator]] = {}
    for one in found:
        moment = at[one.pk]
        groups.setdefault((moment, frames.of(one, moment)), []).append(one)
    told_then = releases_then(asked.instant)
    releases = {pk: exact.publication(row) for pk, row in told_then.items()}
    made: dict[Any, Aggregate] = {}
    for (moment, frame), some in groups.items():
        # What the database lays together, it lays by the rules that stand now; of a family of figures
        # it does not know what is withheld.
        plain = [one for one in some if not one.is_former and not one.in_family]
        laid = heaps(plain, moment, asked, frame.where)
        for one in plain:
            said = answer_of(exact.definition_of(one), frame, laid.get(one.pk, ()), releases)
            if said is not None:
                made[one.pk] = said
    left = [one for one in found if one.pk not in made]
    rows = rows_of(left, at, asked)
    rules = measured(chain.from_iterable(rows.values()), left, as_of=asked.instant)
    for one in left:
        kept = rows.get(one.pk, ())
        made[one.pk] = answer(
            one, at[one.pk], asked, within, kept, viewer=READER, split=False, rules=rules
        ).told
    return made


def gathered(made: Sequence[Line]) -> Together:
    """The lines by theme; apart from them, which figures no source has given anything for."""
    themes: dict[str, list[Line]] = {}
    refusals: dict[str, list[Line]] = {}
    told = [
        line for line in made
        if line.is_entered or line.coverage.is_begun
    ]  # fmt: skip
    for line in told:
        themes.setdefault(line.theme_words, []).append(line)
        for reason in dict.fromkeys(filter(None, (line.refusal, line.never))):
            refusals.setdefault(reason, []).append(line)
    return Together(
        tuple((theme, tuple(lines)) for theme, lines in themes.items()),
        tuple((reason, tuple(lines)) for reason, lines in refusals.items()),
        tuple(line for line in made if line not in told),
        Indicator.objects.in_use().exclude(site=None).count(),
    )


def rows_of(
    found: Iterable[Indicator], at: Mapping[Any, Moment], asked: Asked
) -> dict[Any, list[Measurement]]:
    """The values that stand for these figures and periods, one query for each kind of period."""
    groups: dict[Moment, list[Any]] = {}
    for one in found:
        groups.setdefault(at[one.pk], []).append(one.pk)
    rows: dict[Any, list[Measurement]] = {}
    for moment, keys in groups.items():
        for row in as_told(moment.rows(keys, asked.instant).order_by("pk"), asked.instant):
            rows.setdefault(row.indicator_id, []).append(row)
    return rows


def disputes(
    found: Iterable[Indicator], at: Mapping[Any, Moment], asked: Asked
) -> dict[Any, Disputed]:
    """By figure, how many values of its period are contested."""
    groups: dict[Moment, list[Any]] = {}
    for one in found:
        groups.setdefault(at[one.pk], []).append(one.pk)
    given: dict[str, Any] = {"then": asked.instant}
    for turn, (moment, keys) in enumerate(groups.items()):
        given[f"keys{turn}"] = keys
        if moment.period is not None:
            given[f"first{turn}"], given[f"last{turn}"] = (
                moment.period.starts_on,
                moment.period.ends_on,
            )
    dated = tuple(moment.period is not None for moment in groups)
    then = Given("then", DateTimeField()) if asked.instant else None
    return {
        row.indicator: Disputed(row.every, row.waiting)
        for row in disputed_rows(dated, then, **given)
    }


@compiled
def disputed_rows(dated: tuple[bool, ...], then: Any) -> Any:
    days = Q(pk__in=())
    for turn, has_days in enumerate(dated):
        within = (Given(f"first{turn}", DateField()), Given(f"last{turn}", DateField()))
        about = (
            Q(measurement__starts_on__range=within) if has_days else Q(measurement__starts_on=None)
        )
        days |= about & Q(indicator__pk__among=Given(f"keys{turn}", UUIDField()))
    waits = Q(outcome="") | (Q(answered_at__gt=then) if then else Q(pk__in=()))
    rows = Dispute.objects.raised_by_then(then).filter(days).order_by()
    return rows.values("indicator").annotate(
        every=Count("measurement", distinct=True),
        waiting=Count("measurement", distinct=True, filter=waits),
    )


def line_of(one: Indicator, moment: Moment, told: Aggregate, disputed: Disputed) -> Line:
    """One answer as a line."""
    return Line(
        code=one.code,
        name=text(one, "name"),
        question=text(one, "question"),
        theme=one.theme,
        theme_words=str(one.get_theme_display()),
        unit=one.unit,
        is_entered=one.is_entered,
        period=moment.label(one),
        key=moment.key,
        shown=shown(one, told),
        spread=spread_words(one, told),
        refusal=wording.refused(told.refusal) if told.refusal else "",
        never=never(one, told),
        coverage=told.coverage,
        covered=covered(one, told.coverage),
        is_partial=told.coverage.is_partial,
        disputed=disputed,
    )


def shown(found: Indicator, told: Aggregate) -> str:
    """The one number of all sites, where there is one."""
    return wording.said(found, told.value) if told.value is not None else ""


def never(found: Indicator, told: Aggregate) -> str:
    """Why there is no sum of a figure whose rule gives none."""
    if told.rule in {Rule.SUM, Rule.RATIO_OF_SUMS, Rule.UNION}:
        return ""
    refusal = forbidden(exact.definition_of(found), Rule.SUM)
    return wording.refused(refusal) if refusal else ""


def spread_words(found: Indicator, told: Aggregate) -> str:
    """How its values spread, from how many to how many, or how many stand on each level."""

    def value(number: Fraction | None) -> str:
        return wording.said(found, number)

    if spread := told.distribution:
        facts = {
            "count": spread.n, "low": value(spread.low), "high": value(spread.high),
            "middle": value(spread.median), "first": value(spread.first_quartile),
            "third": value(spread.third_quartile),
        }  # fmt: skip
        if spread.first_quartile is None:
            words = ngettext(
                "%(count)s value from %(low)s to %(high)s, the one in the middle at %(middle)s.",
                "%(count)s values from %(low)s to %(high)s, the one in the middle at %(middle)s.",
                spread.n,
            )
            return words % facts
        words = _("%(count)s values from %(low)s to %(high)s; half of them lie between %(first)s and %(third)s, the one in the middle at %(middle)s.")  # fmt: skip
        return words % facts
    if told.limits:
        facts = {"least": value(told.limits[0]), "most": value(told.limits[1])}
        return _("Between %(least)s and %(most)s: who was counted twice is not known.") % facts
    if told.levels:
        counts = Counter(dict(told.levels))
        return ", ".join(
            ngettext("level %(level)s: %(count)s site", "level %(level)s: %(count)s sites", count)
            % {"level": level, "count": count}
            for level, count in sorted(counts.items())
        )
    return ""


def covered(found: Indicator, coverage: Coverage) -> str:
    """« 7 sites sur 9, 1 valeur sous secret »; of figures by neighbourhood, these too."""
    said = [sites_of(coverage.sites_complete, coverage.sites_expected)]
    if found.level != Indicator.Level.SITE:
        level = Indicator.Level(found.level)
        said.append(places_of(level, coverage.observed, coverage.places_expected))
    if not coverage.suppressed:
        return ", ".join(said)
    words = ngettext(
        "%(count)s value under secrecy", "%(count)s values under secrecy", coverage.suppressed
    )
    return ", ".join([*said, words % {"count": number(coverage.suppressed)}])


def sites_of(done: int, expected: int) -> str:
    """« 0 site sur 8 », « 2 sites sur 8 »: the word agrees with those that are there."""
    words = ngettext("%(done)s site out of %(all)s", "%(done)s sites out of %(all)s", done)
    return words % {"done": number(done), "all": number(expected)}


def places_of(level: Indicator.Level, done: int, expected: int) -> str:
    """« 1 quartier sur 14 », « 0 contrat de ville sur 8 »."""
    if level == Indicator.Level.CONTRACT:
        words = ngettext(
            "%(done)s city contract out of %(all)s", "%(done)s city contracts out of %(all)s", done
        )
    else:
        words = ngettext(
            "%(done)s neighbourhood out of %(all)s", "%(done)s neighbourhoods out of %(all)s", done
        )
    return words % {"done": number(done), "all": number(expected)}
