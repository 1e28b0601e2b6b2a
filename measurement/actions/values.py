"""Values are entered and corrected; none is overwritten."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.actions.readings import Reading, fitting, refuse_computed, refuse_typed
from measurement.instants import writing
from measurement.legs import leg_of
from measurement.models import Indicator, Measurement, Reason
from measurement.periods import Period
from measurement.rhythm import counted_under, fitted
from measurement.windows import shut
from measurement.words import Quantity, told
from sites.models import Site

# What makes one value differ from another one, and what is told beside it.
READ_OFF = ("value", "state", "numerator", "denominator", "release_id")
BESIDE = ("note", "provenance")


def says_the_same(one: Any, other: Any) -> bool:
    """True for two values, or readings, that nothing distinguishes."""
    return all(getattr(one, name) == getattr(other, name) for name in READ_OFF)


@transaction.atomic
def enter_value(
    indicator: Indicator,
    period: Period,
    reading: Reading,
    *,
    site: Site,
    by: User | None,
    role: str = "",
) -> Measurement:
    """The first value of a site for a period; zero is a value, an absence says why.

    The same person sending the same value twice enters it once. When somebody else was
    faster, the second one is told who, and may correct.
    """
    at, was_redefined = writing(), indicator.version > 1
    indicator = counted_under(indicator, period)
    reading = fitting(indicator, reading)
    refuse_typed(indicator)
    if indicator.status != Indicator.Status.ACTIVE:
        raise Refusal(_("This indicator is not in use: no value is entered for it."))
    period = fitted(indicator, period)
    if period.starts_on > clock.today():
        raise Refusal(_("This period has not begun yet."))
    refuse_shut(site, indicator, period)
    if was_redefined:
        refuse_overlapping(site, indicator, period)
    row = row_of(indicator, reading, by=by, role=role, at=at)
    row.entered_leg = leg_of(site, by)
    row.site, row.starts_on, row.ends_on = site, period.starts_on, period.ends_on
    follow_undone(row)
    if there := keep(row, at_the_place_of):
        return the_faster(there, row)
    event = events.ValueEntered(
        name=indicator.name, period=period, quantity=Quantity.recorded(indicator, row)
    )
    record(event, by=by, site=site, about=row)
    return row


@transaction.atomic
def correct_value(
    measurement: Measurement,
    reading: Reading,
    *,
    reason: str,
    by: User | None,
    role: str = "",
    code: str = Reason.OTHER,
) -> Measurement:
    """A new value takes the place of another one, which stays readable with who changed it and why.

    So does the same value with another note, or from elsewhere: both are shown beside it. `code` is
    the kind of the correction, `reason` its words.
    """
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why the value is corrected: the reason is kept with it."))
    at = writing()
    # Whoever validates or contests it meanwhile waits, and is told of the correction.
    before = Measurement.objects.locked().select_related("indicator", "site").get(pk=measurement.pk)
    indicator = before.indicator.under(before.version)
    reading = fitting(indicator, reading)
    if before.is_undone:
        raise Refusal(_("This value was taken back with its file: enter it anew."))
    if before.site is None:
        raise Refusal(_("The values of this indicator come from an official file."))
    refuse_computed(indicator)
    row = row_of(indicator, reading, by=by, role=role, at=at)
    if tells_the_same(before, row):
        raise Refusal(_("This is the value that already stands there."))
    if before.period:
        refuse_shut(before.site, indicator, before.period)
    row.entered_leg = leg_of(before.site, by)
    row.site, row.starts_on, row.ends_on = before.site, before.starts_on, before.ends_on
    row.replaces, row.reason, row.reason_code = before, reason, code
    if there := keep(row, correcting_the_same):
        return the_earlier_correction(there, row)
    said, former = Quantity.recorded(indicator, row), Quantity.recorded(indicator, before, row)
    event = events.ValueCorrected(
        name=indicator.name, period=before.period, before=former, quantity=said, reason=reason
    )
    record(event, by=by, site=before.site, about=row)
    return row


def refuse_shut(site: Site, indicator: Indicator, period: Period) -> None:
    """A period that is not open yet, or locked, takes no value: it says why and who can open it."""
    if why := shut(site, indicator.periodicity, period):
        raise Refusal(why, "period")


def refuse_overlapping(site: Site, indicator: Indicator, period: Period) -> None:
    """Where the rhythm changed, the same days are not counted a second time under the new one.

    A value that was taken back with its file counts none.
    """
    there = Measurement.objects.current().filter(
        indicator=indicator, site=site, starts_on__lte=period.ends_on,
        ends_on__gte=period.starts_on,
    ).exclude(starts_on=period.starts_on, ends_on=period.ends_on)  # fmt: skip
    if (first := there.in_order().first()) and first.period:
        raise Refusal(counted_twice(first.period))


def counted_twice(period: Period) -> str:
    """Why the days of a value are not counted: they are in another one."""
    return _("The value of %(period)s counts some of the same days already.") % {
        "period": period.label
    }


def row_of(
    indicator: Indicator, reading: Reading, *, by: User | None, role: str, at: datetime
) -> Measurement:
    """A value as it is written down, without its place and period."""
    return Measurement(
        indicator=indicator,
        version=indicator.version,
        **{name: getattr(reading, name) for name in (*READ_OFF, "precision")},
        per=None if reading.numerator is None else indicator.per,
        provenance=reading.provenance.strip() or indicator.source,
        note=reading.note.strip(),
        entered_by=by,
        entered_name=str(by or ""),
        entered_role=role,
        entered_at=at,
    )


type Look = Callable[[Measurement], Measurement | None]


def keep(row: Measurement, look: Look) -> Measurement | None:
    """Writes the row; where another one was faster it is returned instead."""
    if there := look(row):
        return there
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if there := look(row):
            return there
        raise
    return None


def correcting_the_same(row: Measurement) -> Measurement | None:
    """What has taken the place of the same value already."""
    return Measurement.objects.filter(replaces=row.replaces).first()


def at_the_place_of(row: Measurement) -> Measurement | None:
    """What stands already for the same indicator, site and period."""
    return (
        Measurement.objects.current()
        .filter(
            indicator=row.indicator_id, site=row.site_id,
            starts_on=row.starts_on, ends_on=row.ends_on,
        )
        .first()
    )  # fmt: skip


def follow_undone(row: Measurement) -> None:
    """Where a first value was taken back with its file, the next one follows it and corrects nothing."""
    undone = (
        Measurement.objects.tips()
        .filter(indicator=row.indicator_id, site=row.site_id, starts_on=row.starts_on,
                ends_on=row.ends_on, reason_code=Reason.UNDONE)
        .first()
    )  # fmt: skip
    if undone:
        row.replaces, row.reason, row.reason_code = undone, first_again(), Reason.OTHER


def first_again() -> str:
    """Why a first value follows another row: the one before it was taken back with its file."""
    return str(_("First value again, after a file was taken back."))


def the_faster(there: Measurement, row: Measurement) -> Measurement:
    """The same click again changes nothing; the value of somebody else is told."""
    if same_entry(there, row):
        return there
    raise Refusal(
        _(
            "%(who)s has already entered %(value)s for this period. Correct that value if it is wrong."
        )
        % {"who": there.entered_name or _("Somebody"), "value": told(row.indicator, there)}
    )


def the_earlier_correction(there: Measurement, row: Measurement) -> Measurement:
    if same_entry(there, row):
        return there
    raise Refusal(
        _("%(who)s has corrected this value in the meantime: it is now %(value)s.")
        % {"who": there.entered_name or _("Somebody"), "value": told(row.indicator, there)}
    )


def same_entry(there: Measurement, row: Measurement) -> bool:
    return tells_the_same(there, row) and there.entered_by_id == row.entered_by_id


def tells_the_same(one: Measurement, other: Measurement) -> bool:
    """True for two rows that say the same, with the same beside it."""
    return says_the_same(one, other) and all(
        getattr(one, name) == getattr(other, name) for name in BESIDE
    )
