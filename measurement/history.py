"""Every value of an indicator with those it replaced: who, when, why. Nothing is left out."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import ROLE_WORDS, Role
from kit.templatetags.kit import number
from measurement.models import Indicator, Measurement
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
    note: str
    reason: str
    kind: str = ""
    worked_out: str = ""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """The value that stands for one place and period, and the earlier ones, newest first."""

    place: str
    period: str
    starts_on: date | None
    now: Revision
    former: tuple[Revision, ...]


def history(measurement: Measurement) -> tuple[Revision, ...]:
    """All that was ever written for the same place and period, newest first."""
    rows = Measurement.objects.filter(
        indicator=measurement.indicator_id,
        site=measurement.site_id,
        neighbourhood=measurement.neighbourhood_id,
        contract=measurement.contract_id,
        starts_on=measurement.starts_on,
        ends_on=measurement.ends_on,
    ).select_related("indicator")
    return tuple(revision(row) for row in newest_first(list(rows)))


def value_rows(
    site: Site, indicator: Indicator, as_of: datetime | None = None
) -> tuple[ValueRow, ...]:
    """The table behind a curve: every value at the site, newest period first.

    With `as_of` it is the table of that instant: what came later is left out.
    """
    places = {n.pk: n.name for n in site.neighbourhoods_on(as_of and timezone.localdate(as_of))}
    where = Q(site=site) | Q(neighbourhood__in=places)
    if site.city_contract_id:
        where |= Q(contract=site.city_contract_id)
    rows = Measurement.objects.filter(where, indicator=indicator).select_related("indicator")
    if as_of is not None:
        rows = rows.filter(entered_at__lte=as_of)
    chains: dict[Any, list[Measurement]] = {}
    for row in rows.in_order():
        chains.setdefault((row.starts_on, row.ends_on, row.neighbourhood_id), []).append(row)
    found = []
    for key, chain in reversed(chains.items()):
        now, *former = newest_first(chain)
        period = now.period.label if now.period else indicator.vintage or _("period not stated")
        found.append(
            ValueRow(
                place=places.get(key[2], ""),
                period=period,
                starts_on=now.starts_on,
                now=revision(now),
                former=tuple(revision(row) for row in former),
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


def revision(row: Measurement) -> Revision:
    role = Role(row.entered_role) if row.entered_role in set(Role) else None
    return Revision(
        measurement_id=row.pk,
        shown=told(row.indicator, row),
        state=row.state,
        state_words=str(row.get_state_display()),
        is_value=row.value is not None,
        who=row.entered_name,
        role=str(ROLE_WORDS[role]) if role else "",
        at=row.entered_at,
        provenance=row.provenance,
        file=row.source_file,
        note=row.note,
        reason=row.reason,
        kind=str(row.get_reason_code_display()) if row.reason_code else "",
        worked_out=components(row),
    )


def components(row: Measurement) -> str:
    """« 12 sur 40 », from which a ratio's value is worked out; a part too small is not told."""
    if row.numerator is None or row.indicator.hides(row.numerator):
        return ""
    return _("%(part)s out of %(whole)s") % {
        "part": number(row.numerator),
        "whole": number(row.denominator),
    }
