"""What is set beside a figure: the middle of the same figures elsewhere, from the same publication or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, DecimalField
from django.utils.translation import gettext as _

from drawing.chart import Around, Point
from kit.templatetags.kit import number
from measurement import exact
from measurement.clauses import apart
from measurement.engine.comparators import gap_to
from measurement.engine.comparing import noise_between
from measurement.engine.observations import LOCAL
from measurement.engine.reasons import Refused
from measurement.families import withheld_everywhere
from measurement.figures.indicators import IndicatorFigure
from measurement.models import Indicator, Measurement
from measurement.reading import PointFigure, fitted, rate_alone
from measurement.words import quantity
from sites.models import CityContract, Site

FEWEST = 5  # places that make a middle
RELEASE = ("release__source", "release__vintage", "release__generation")


@dataclass(frozen=True, slots=True)
class AroundFigure:
    """What stands beside a series and what it says; or, in words, why nothing may stand there."""

    around: Around | None = None
    sentence: str = ""
    refusal: str = ""


# By period and publication, the middle and of how many places it is.
type Middles = Mapping[tuple[Any, ...], tuple[Decimal, int]]


class Middle(Aggregate):
    """The value that lies in the middle of those of several places: one of them, never a mean."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DecimalField()


def around(site: Site, found: Indicator, figure: IndicatorFigure) -> AroundFigure:
    """The middle of the city contracts of the department, or of the country where they are few."""
    if not figure.points:
        return AroundFigure()
    if found.is_local or found.level == Indicator.Level.SITE:
        return AroundFigure(
            refusal=_(
                "Nothing stands beside it: nobody else counts the same thing in the same way."
            )
        )
    if found.level == Indicator.Level.NEIGHBOURHOOD or site.city_contract is None:
        return AroundFigure(
            refusal=_(
                "No curve stands beside it: other places have a single value each. The profile of each neighbourhood says where it stands."
            )
        )
    if len(figure.files) != 1:
        return AroundFigure(
            refusal=_("Nothing stands beside it: its values come from several publications.")
        )
    near = CityContract.objects.filter(departments__in=site.city_contract.departments.all())
    keys = set(near.values_list("pk", flat=True))
    return beside(found, figure, keys if len(keys) >= FEWEST else None)


def beside(found: Indicator, figure: IndicatorFigure, keys: set[str] | None) -> AroundFigure:
    """The middles of the periods that the series has, from the very file that it comes from.

    Those are counted that have a value: not all contracts of a department have one each year.
    """
    rows = Measurement.objects.current().readable().filter(
        indicator=found, version=found.version,
        contract__isnull=False, source_file=figure.files[0],
    )  # fmt: skip
    rows = rows.exclude(pk__in=withheld_everywhere([found], rows))
    if keys is not None:
        rows = rows.filter(contract__in=keys)
    middles = {
        (ends_on, *release): (middle, count)
        for ends_on, *release, middle, count in rows.order_by()
        .values("ends_on", *RELEASE)
        .annotate(middle=Middle("value"), places=Count("pk"))
        .values_list("ends_on", *RELEASE, "middle", "places")
        if count >= FEWEST
    }
    beside_each = [middles.get(published(p)) for p in figure.points]
    counts = [each[1] for each in beside_each if each]
    if not counts:
        return AroundFigure(refusal=_("Nothing stands beside it: too few places have a value."))
    points = tuple(
        Point(p.label, each[0] if each else None)
        for p, each in zip(figure.points, beside_each, strict=True)
    )
    near = keys is not None
    words = gap(found, figure, middles, near=near)
    return AroundFigure(Around(named(counts, near=near), points), words)


def named(counts: Sequence[int], *, near: bool) -> str:
    """Of how many contracts it is the middle: of those of the department, or of the country."""
    least, most = min(counts), max(counts)
    many = number(most)
    if least < most:
        many = _("%(least)s to %(most)s") % {"least": number(least), "most": many}
    words = (
        _("middle of %(count)s contracts of the department")
        if near
        else _("middle of %(count)s city contracts of the country")
    )
    return words % {"count": many}


def published(p: PointFigure) -> tuple[Any, ...]:
    """Its period and publication: what a value beside it must share."""
    release = p.release
    if release == LOCAL:
        return (p.ends_on, None, None, None)
    return (p.ends_on, release.source, release.vintage, release.generation)


def gap(found: Indicator, figure: IndicatorFigure, middles: Middles, *, near: bool) -> str:
    """The last value beside that of the same period, and how far apart they are; no judgement."""
    last = figure.latest
    other = middles.get(published(last)) if last else None
    if last is None or other is None:
        return _("Not comparable: the last period has no value elsewhere.")
    both = _("In %(period)s: %(value)s here, %(other)s in the %(name)s. Same publication.") % {
        "period": last.period,
        "value": quantity(last.value, figure.counted_in),
        "other": quantity(other[0], figure.unit),
        "name": named([other[1]], near=near),
    }
    return " ".join(filter(None, [both, distance(found, last, other[0])]))


def distance(found: Indicator, last: PointFigure, middle: Decimal) -> str:
    """« 12 points de moins ici »; a gap that rounding or protection may have made is none.

    Both are read as the rates that are published: a middle has no numbers of its own.
    """
    if last.seen is None:
        return ""
    rules = exact.definition_of(found)
    here = rate_alone(last.seen, rules) if found.is_ratio else last.seen
    there = replace(here, place="", value=middle, release=last.release)
    rules = fitted(rules, [here, there])
    told = gap_to(rules, here, there)
    if isinstance(told, Refused):
        return ""
    noise = noise_between(rules, here, there)
    if noise is None or abs(told) <= noise:
        return _("The difference is too small to mean anything.") if told else ""
    facts = {"difference": apart(abs(told), found.unit)}
    if told > 0:
        return _("That is %(difference)s more here.") % facts
    return _("That is %(difference)s less here.") % facts
