"""Every value of an indicator with those it replaced: who, when, why. Nothing is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.roles import ROLE_WORDS, Role
from kit.templatetags.kit import number
from measurement.figures.rows import Written, written_of
from measurement.figures.trust import Check, DisputeFigure, checks_of, disputes_at
from measurement.measured import Measured, measured
from measurement.models import Indicator, Measurement, State
from measurement.models.values import MeasurementQuerySet
from measurement.windows import windows_of
from measurement.words import told
from sites.models import Site


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a value: what it was, who wrote it down, when, from what."""

    measurement_id: Any
    shown: str
    state: str
    state_words: str
    is_value: bool
    who: str
    role: str
    at: datetime
    provenance: str
    file: str
    release: str
    note: str
    reason: str
    kind: str = ""
    worked_out: str = ""
    checks: tuple[Check, ...] = ()

    @property
    def check(self) -> Check | None:
        """What another seat said of it last."""
        return self.checks[0] if self.checks else None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """The value that stands for one place and period, and the earlier ones, newest first."""

    place: str
    period: str
    starts_on: date | None
    now: Revision
    former: tuple[Revision, ...]


@dataclass(frozen=True, slots=True)
class ValueHistory:
    """Everything about one value at a site: its revisions, what others said, who contests it."""

    name: str
    place: str
    period: str
    revisions: tuple[Revision, ...]
    disputes: tuple[DisputeFigure, ...]
    lock: str = ""
    shut: bool = False

    @property
    def now(self) -> Revision:
        """The one that stands."""
        return self.revisions[0]


def value_history(site: Site, measurement: Measurement) -> ValueHistory:
    """The history of a value as the page of a site tells it."""
    found, period = measurement.indicator, measurement.period
    revisions = history(measurement)
    ids = {one.measurement_id for one in revisions}
    contested = disputes_at(site, [found]).get(found.pk, ())
    where = measurement.neighbourhood.name if measurement.neighbourhood else site.name
    closed = windows_of(site, found.periodicity) if found.is_entered and period else {}
    window = closed.get(period.starts_on) if period else None
    return ValueHistory(
        name=found.spoken().name,
        place=where,
        period=period.label if period else found.vintage or _("period not stated"),
        revisions=revisions,
        disputes=tuple(one for one in contested if one.measurement_id in ids),
        lock=window.sentence if window else "",
        shut=window is not None and window.is_shut,
    )


def measurements_at(site: Site, indicator: Indicator) -> MeasurementQuerySet:
    """The values of an indicator that a page of the site shows: its own, its places', its contract's."""
    where = Q(site=site) | Q(neighbourhood__in=[place.pk for place in site.neighbourhoods_on()])
    if site.city_contract_id:
        where |= Q(contract=site.city_contract_id)
    found: MeasurementQuerySet = Measurement.objects.filter(where, indicator=indicator)
    return found.select_related("indicator", "neighbourhood")


def history(measurement: Measurement) -> tuple[Revision, ...]:
    """All that was ever written for the same place and period, newest first."""
    rows = newest_first(list(chain_of(measurement)))
    return revisions(rows, checks_of(rows), measured(rows))


def chain_of(measurement: Measurement) -> MeasurementQuerySet:
    """The rows of the same place and period, in no order."""
    found: MeasurementQuerySet = Measurement.objects.filter(
        indicator=measurement.indicator_id,
        site=measurement.site_id,
        neighbourhood=measurement.neighbourhood_id,
        contract=measurement.contract_id,
        starts_on=measurement.starts_on,
        ends_on=measurement.ends_on,
    ).select_related("indicator", "release")
    return found


def value_rows(
    site: Site,
    indicator: Indicator,
    as_of: datetime | None = None,
    *,
    written: Written | None = None,
) -> tuple[ValueRow, ...]:
    """The table behind a curve: every value at the site, newest period first.

    With `as_of` it is the table of that instant: what came later is left out. `written` is all
    that was written by then, where that was read already.
    """
    read = written or written_of(site, indicator, as_of)
    names = {place.pk: place.name for place in read.places}
    chains: dict[Any, list[Measurement]] = {}
    for row in read.rows:
        chains.setdefault((row.starts_on, row.ends_on, row.neighbourhood_id), []).append(row)
    known = [row for chain in chains.values() for row in chain]
    checks, rules = (
        checks_of([row for row in known if row.site_id], as_of),
        measured(known, as_of=as_of),
    )
    found = []
    for key, chain in reversed(chains.items()):
        ordered = newest_first(chain)
        now = ordered[0]
        if now.is_undone:
            continue
        period = (
            now.period.label if now.period else indicator.spoken().vintage or _("period not stated")
        )
        standing, *former = revisions(ordered, checks, rules)
        found.append(
            ValueRow(
                place=names.get(key[2], ""),
                period=period,
                starts_on=now.starts_on,
                now=standing,
                former=tuple(former),
            )
        )
    return tuple(found)


def newest_first(chain: list[Measurement]) -> list[Measurement]:
    """The rows of one place and period from the one that stands back to the first."""
    replaced = {row.replaces_id: row for row in chain}
    row, found = replaced.get(None), []
    while row is not None:
        found.append(row)
        row = replaced.get(row.pk)
    return found[::-1]


def revisions(
    rows: Sequence[Measurement], checks: Mapping[Any, tuple[Check, ...]], rules: Measured
) -> tuple[Revision, ...]:
    """The rows of one place and period in words, newest first.

    What its source keeps back now is not told by what stood there before.
    """
    told_of = [revision(row, checks, rules) for row in rows]
    if not rows or rows[0].state != State.SUPPRESSED:
        return tuple(told_of)
    words = _("a value, under statistical secrecy since")
    return tuple(
        replace(one, shown=words, worked_out="") if one.is_value else one for one in told_of
    )


def revision(
    row: Measurement, checks: Mapping[Any, tuple[Check, ...]], rules: Measured
) -> Revision:
    """One row in words: in the unit and under the secrecy of the definition that it was measured by."""
    then = rules.under(row)
    role = Role(row.entered_role) if row.entered_role in set(Role) else None
    return Revision(
        measurement_id=row.pk,
        shown=told(then, row),
        state=row.state,
        state_words=str(row.get_state_display()),
        is_value=row.value is not None,
        who=row.entered_name,
        role=str(ROLE_WORDS[role]) if role else "",
        at=row.entered_at,
        provenance=row.provenance,
        file=row.source_file,
        release=row.release.told if row.release else "",
        note=row.note,
        reason=row.reason,
        kind=str(row.get_reason_code_display()) if row.reason_code else "",
        worked_out=components(then, row),
        checks=checks.get(row.pk, ()),
    )


def components(found: Indicator, row: Measurement) -> str:
    """« 12 sur 40 », from which a ratio's value is worked out; neither number where people are few."""
    if row.numerator is None or found.hides(row):
        return ""
    return _("%(part)s out of %(whole)s") % {
        "part": number(row.numerator),
        "whole": number(row.denominator),
    }
