"""The sheet on which a site enters what is due: each figure with its last value and what is plausible."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from kit.templatetags.kit import number
from measurement.dues import DueFigure, figures_due
from measurement.engine.checks import Check, Finding, Severity, check_value, plausible
from measurement.engine.definitions import Definition
from measurement.engine.numbers import Expected
from measurement.engine.observations import Observation, Span, State
from measurement.exact import definition_of, expected_of, expected_term, observation_of
from measurement.figures.kin import Relative, impossible, relatives_of
from measurement.measured import Measured, measured
from measurement.models import Definition as Versions
from measurement.models import Indicator, Measurement, Release
from measurement.periods import Period
from measurement.releases import releases_of
from measurement.rhythm import counted_among, counted_under
from measurement.words import quantity, told
from sites.models import Site

# Two years of quarters are enough to know what is usual.
REMEMBERED = 8
# Smaller numbers are told with a decimal.
DECIMALS_BELOW = 10

NOTHING: Mapping[str, Decimal] = MappingProxyType({})

type Numbers = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One figure that is to be entered, for one period, with what helps to enter it right.

    `indicator` is as it was defined for that period, `current` as it is defined now.
    """

    indicator: Indicator
    current: Indicator
    period: Period
    due_on: date | None
    late: bool
    last: str
    last_period: str
    range_shown: str
    provenance: str
    definition: Definition
    earlier: tuple[Observation, ...]
    releases: tuple[Release, ...] = ()
    kin: tuple[Relative, ...] = ()

    @property
    def code(self) -> str:
        """The indicator's code, which is also the name of its fields."""
        return self.indicator.code

    @property
    def expected(self) -> Expected:
        """What its field holds."""
        return expected_of(self.indicator)

    @property
    def expected_term(self) -> Expected:
        """What either field of a ratio holds."""
        return expected_term(self.indicator)

    @property
    def suggested_release(self) -> Release | None:
        """The publication of the very year of the period, where there is exactly one."""
        fit = [row for row in self.releases if row.vintage == self.period.starts_on.year]
        return fit[0] if len(fit) == 1 else None

    def doubts(self, numbers: Numbers, typed: Mapping[str, Decimal] = NOTHING) -> tuple[str, ...]:
        """What looks unlikely beside earlier values or its family, in words; it never forbids the value.

        `typed` are the counts that were typed with it for the same period, by code.
        """
        value = numbers.get("value")
        against = () if value is None else impossible(value, self.kin, typed)
        return (*self.said(numbers, Severity.WARN), *against)

    def remarks(self, numbers: Numbers) -> tuple[str, ...]:
        """What is said of a value that was taken, without a question."""
        return self.said(numbers, Severity.SAY)

    def said(self, numbers: Numbers, severity: Severity) -> tuple[str, ...]:
        """The findings of one severity about a value, in words; of an absence there are none."""
        if all(number is None for number in numbers.values()):
            return ()
        row = Observation(
            place=self.earlier[-1].place if self.earlier else "",
            span=Span(self.period.starts_on, self.period.ends_on),
            value=numbers.get("value"),
            state=State.OBSERVED,
            numerator=numbers.get("numerator"),
            denominator=numbers.get("denominator"),
        )
        found = check_value(self.definition, row, self.earlier)
        words = (
            doubt(one, self.indicator.spoken().unit) for one in found if one.severity is severity
        )
        return tuple(filter(None, words))


def doubt(found: Finding, unit: str) -> str:
    """« 100 fois la dernière valeur (64 enfants) … »; nothing for what is no doubt about a value."""
    if found.check not in {Check.HUNDREDFOLD, Check.TENFOLD, Check.JUMP, Check.UNCHANGED}:
        return ""
    last = quantity(decimal(found.facts["last"]), unit)
    if found.check is Check.UNCHANGED:
        return _("This is what the three periods before said too (%(last)s): is it unchanged?") % {
            "last": last
        }
    if found.check is Check.HUNDREDFOLD:
        return _("This is a hundred times the last value (%(last)s) or a hundredth of it.") % {
            "last": last
        }
    if found.check is Check.TENFOLD:
        return _(
            "This is ten times the last value (%(last)s) or more, or a tenth of it or less: is "
            "there a nought too many or too few?"
        ) % {"last": last}
    return _("This is far from the last value (%(last)s): it usually moves by %(usual)s.") % {
        "last": last,
        "usual": quantity(decimal(found.facts["usual"]), unit),
    }


def decimal(value: Fraction) -> Decimal:
    """To two places, as a person reads it."""
    return round(Decimal(value.numerator) / Decimal(value.denominator), 2)


def entry_sheet(
    site: Site, asked: Mapping[str, Period] | None = None, today: date | None = None
) -> tuple[EntryLine, ...]:
    """What the site has to enter, soonest due first; a few queries whatever their number.

    `asked`: the periods of a sheet that was sent, by code. They stay on it, also where somebody
    else has entered the value meanwhile.
    """
    asked = asked or {}
    due = {line.code: line for line in figures_due([site], today)[site.pk]}
    found = Indicator.objects.at(site).filter(code__in=[*due, *asked])
    followed = {row.code: row for row in found if row.is_entered}
    known, published = earlier_values(site, followed.values()), releases_of(followed.values())
    rules = measured((row for held in known.values() for row in held), followed.values())
    versions = versions_of(followed.values())
    lines = []
    for code in [*due, *(code for code in asked if code not in due)]:
        if code not in followed:
            continue
        asked_for = due.get(code)
        period = asked.get(code) or due[code].span
        rows = [row for row in known[followed[code].pk] if before(row, period)]
        still = asked_for if asked_for and asked_for.span == period else None
        current = followed[code]
        then = counted_among(current, period, versions.get(current.pk, ()))
        line = line_of(then, period, rows, due=still, rules=rules)
        found_in = published.get(then.source_code, ())
        lines.append(replace(line, current=current, releases=found_in))
    kin = relatives_of(site, ((line.current, line.period) for line in lines))
    return tuple(replace(line, kin=kin.get(line.code, ())) for line in lines)


def versions_of(followed: Iterable[Indicator]) -> dict[Any, list[Versions]]:
    """The versions of those that were defined anew, in their order; one query, or none."""
    redefined = [row.pk for row in followed if row.version > 1]
    found: dict[Any, list[Versions]] = defaultdict(list)
    if redefined:
        for row in Versions.objects.filter(indicator__in=redefined).order_by("number"):
            found[row.indicator_id].append(row)
    return found


def line_of(
    followed: Indicator,
    period: Period,
    rows: Sequence[Measurement],
    *,
    due: DueFigure | None,
    rules: Measured | None = None,
) -> EntryLine:
    """The line of one figure; `rows` are its values before the period, oldest first."""
    definition = definition_of(followed)
    alike = [row for row in rows if row.version == followed.version]
    seen = tuple(observation_of(row) for row in alike[-REMEMBERED:])
    values = [value for row in seen if (value := row.figure(definition)) is not None]
    last = rows[-1] if rows else None
    return EntryLine(
        indicator=followed,
        current=followed,
        period=period,
        due_on=due.due_on if due else None,
        late=bool(due and due.late),
        last=told(rules.under(last, followed) if rules else followed, last) if last else "",
        last_period=last.period.label if last and last.period else "",
        range_shown=range_shown(plausible(values), followed),
        provenance=last.provenance if last else followed.source,
        definition=definition,
        earlier=seen,
    )


def doubts(site: Site, followed: Indicator, period: Period, numbers: Numbers) -> tuple[str, ...]:
    """What looks unlikely about one value of a site beside its earlier ones."""
    return single_line(site, followed, period).doubts(numbers)


def remarks(site: Site, followed: Indicator, period: Period, numbers: Numbers) -> tuple[str, ...]:
    """What is said of one value of a site that was taken."""
    return single_line(site, followed, period).remarks(numbers)


def numbers_of(row: Measurement) -> Numbers:
    """What was typed of a value: itself, or the two numbers of a ratio."""
    if row.numerator is None:
        return {"value": row.value}
    return {"numerator": row.numerator, "denominator": row.denominator}


def single_line(site: Site, followed: Indicator, period: Period) -> EntryLine:
    """The line of one figure for a period that somebody chose."""
    rows = [row for row in earlier_values(site, [followed])[followed.pk] if before(row, period)]
    line = line_of(counted_under(followed, period), period, rows, due=None)
    kin = relatives_of(site, [(followed, period)])
    return replace(line, kin=kin.get(line.code, ()))


def range_shown(bounds: tuple[Fraction, Fraction] | None, followed: Indicator) -> str:
    """« entre 20 et 98 »: never below or above what the definition says is possible."""
    if bounds is None:
        return ""
    low, high = (
        round(decimal(bound), 0 if abs(bound) >= DECIMALS_BELOW else 1) for bound in bounds
    )
    high = high if followed.highest is None else min(high, followed.highest)
    return _("between %(low)s and %(high)s") % {
        "low": number(max(low, followed.lowest)),
        "high": number(high),
    }


def before(row: Measurement, period: Period) -> bool:
    """True of a value of an earlier period."""
    return row.ends_on is not None and row.ends_on < period.starts_on


def earlier_values(site: Site, followed: Iterable[Indicator]) -> dict[Any, list[Measurement]]:
    """The standing values of the site, oldest first, by indicator."""
    rows = Measurement.objects.current().filter(site=site, indicator__in=list(followed))
    rows = rows.select_related("release").in_order()
    known: dict[Any, list[Measurement]] = defaultdict(list)
    for row in rows:
        known[row.indicator_id].append(row)
    return known
