"""What the values of one year make together, by the figure's own rule over time; or why they make nothing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.templatetags.kit import number
from measurement.engine.aggregate import is_usable
from measurement.engine.definitions import Definition
from measurement.engine.observations import Span, State
from measurement.engine.overtime import OverTime, TimeRule, over_time, rule_over_time
from measurement.engine.reasons import Caveat
from measurement.exact import UNSTATED, definition_of
from measurement.figures.charts import cut_words
from measurement.figures.series import least_sure
from measurement.models import Indicator
from measurement.models import State as Word
from measurement.periods import MONTHS, Period, of_length
from measurement.reading import Kind, PointFigure
from measurement.together.wording import refused, rounded, said

WHOLE = MONTHS[Indicator.Periodicity.YEAR]
ADDED = frozenset({TimeRule.SUM, TimeRule.RATIO_OF_SUMS, TimeRule.UNION})


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of a series: what its values make together, and what is to be known of that."""

    year: str
    value: str
    note: str


def years_of(found: Indicator, points: Iterable[PointFigure], on: date) -> tuple[YearLine, ...]:
    """The years in which something may be read, the latest first; none of what has one value a year.

    Flows are added, shares divided anew, distinct people told between two bounds. States have a last
    value only, which the curve tells. From values that are all read nothing hidden can be worked out.
    `on` is the day on which it is read: a period that is not over is not missing.
    """
    rules = definition_of(found)
    if MONTHS.get(found.periodicity, WHOLE) == WHOLE or rule_over_time(rules) not in ADDED:
        return ()
    by_year: dict[int, list[PointFigure]] = defaultdict(list)
    for p in points:
        if p.seen and p.seen.span != UNSTATED and p.seen.span.first.year == p.seen.span.last.year:
            by_year[p.seen.span.first.year].append(p)
    told = [year for year, held in by_year.items() if any(p.drawn for p in held)]
    return tuple(
        line_of(found, rules, year, by_year[year], on) for year in sorted(told, reverse=True)
    )


def line_of(
    found: Indicator, rules: Definition, year: int, points: Sequence[PointFigure], on: date
) -> YearLine:
    """One year in words; without a value where one of its own is withheld or it was cut in two."""
    if reason := not_one(rules, points):
        return YearLine(str(year), "", reason)
    rows = [p.seen for p in points if p.seen]
    answer = over_time(rules, rows, expected=periods_in(year, found.periodicity))
    if answer.refusal and not answer.limits:
        return YearLine(str(year), "", refused(answer.refusal))
    sure = least_sure(rows)
    words = [
        _("who was counted in several periods is not known") if answer.limits else "",
        "" if sure == State.OBSERVED else str(Word(sure).label),
        covered(answer, found.periodicity, on),
    ]
    return YearLine(str(year), value_of(found, answer), capfirst(", ".join(filter(None, words))))


def not_one(rules: Definition, points: Sequence[PointFigure]) -> str:
    """Why the values of a year are not put together, whatever they are."""
    if any(p.kind == Kind.HIDDEN or p.state == State.SUPPRESSED for p in points):
        return _("Not put together: one of the values is not published.")
    if cut := next((p for p in points[1:] if p.cut), None):
        return capfirst(cut_words(cut))
    told = [p.seen for p in points if p.drawn and p.seen]
    if any(row.version != rules.version for row in told):
        return _("Not put together: counted by an earlier definition.")
    if not all(is_usable(rules, row) for row in told):
        return _("Not put together: a share is given without its two numbers.")
    return ""


def periods_in(year: int, periodicity: str) -> list[Span]:
    """All periods of a rhythm in a year."""
    months = MONTHS[periodicity]
    found = [of_length(date(year, first, 1), months) for first in range(1, WHOLE + 1, months)]
    return [Span(period.starts_on, period.ends_on) for period in found]


def value_of(found: Indicator, answer: OverTime) -> str:
    """« 214 enfants », or « entre 90 et 214 jeunes » where it is not known who was counted twice."""
    if answer.limits:
        least, most = answer.limits
        facts = {"low": number(rounded(least, 0)), "high": said(found, most)}
        return _("between %(low)s and %(high)s") % facts
    return said(found, answer.value)


def covered(answer: OverTime, periodicity: str, on: date) -> str:
    """« 3 périodes sur 4 », and which of those that are over have no value; empty for all."""
    lacking = [
        Period(span.first, span.last)
        for said in answer.caveats
        if said.caveat == Caveat.PERIODS_LACKING
        for span in said.facts["periods"]
    ]
    if not lacking:
        return ""
    facts = {"told": number(answer.periods), "all": number(WHOLE // MONTHS[periodicity])}
    words = (
        ngettext("%(told)s period of %(all)s", "%(told)s periods of %(all)s", answer.periods)
        % facts
    )
    over = ", ".join(period.label for period in lacking if period.ends_on < on)
    if not over:
        return words
    return _("%(covered)s, lacking: %(names)s") % {"covered": words, "names": over}
