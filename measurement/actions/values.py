"""Values are entered and corrected; none is overwritten."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.models import (
    WITH_VALUE,
    Indicator,
    Measurement,
    State,
)
from measurement.periods import Period
from measurement.words import Quantity, told
from sites.models import Site


@dataclass(frozen=True)
class Reading:
    """What somebody read off for a period: a value, or the reason why there is none."""

    value: Decimal | None
    provenance: str
    state: str = State.OBSERVED
    note: str = ""


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
    refuse_unfit(indicator, reading)
    if not indicator.is_entered:
        raise Refusal(_("The values of this indicator come from an official file."))
    if period.starts_on > clock.today():
        raise Refusal(_("This period has not begun yet."))
    row = row_of(indicator, reading, by=by, role=role)
    row.site, row.starts_on, row.ends_on = site, period.starts_on, period.ends_on
    if there := at_the_place_of(row):
        return the_faster(there, row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        there = at_the_place_of(row)
        if there is None:
            raise
        return the_faster(there, row)
    event = events.ValueEntered(
        name=indicator.name, period=period, quantity=Quantity.of(indicator, row)
    )
    record(event, by=by, site=site, about=row)
    return row


@transaction.atomic
def correct_value(
    measurement: Measurement, reading: Reading, *, reason: str, by: User | None, role: str = ""
) -> Measurement:
    """A new value takes the place of another one, which stays readable with who changed it and why."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why the value is corrected: the reason is kept with it."))
    before = Measurement.objects.select_related("indicator", "site").get(pk=measurement.pk)
    indicator = before.indicator
    refuse_unfit(indicator, reading)
    if before.site is None:
        raise Refusal(_("The values of this indicator come from an official file."))
    if (before.value, before.state) == (reading.value, reading.state):
        raise Refusal(_("This is the value that already stands there."))
    row = row_of(indicator, reading, by=by, role=role)
    row.site, row.starts_on, row.ends_on = before.site, before.starts_on, before.ends_on
    row.replaces, row.reason = before, reason
    if there := Measurement.objects.filter(replaces=before).first():
        return the_earlier_correction(there, row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        there = Measurement.objects.filter(replaces=before).first()
        if there is None:
            raise
        return the_earlier_correction(there, row)
    event = events.ValueCorrected(
        name=indicator.name,
        period=before.period,
        before=Quantity.of(indicator, before),
        quantity=Quantity.of(indicator, row),
        reason=reason,
    )
    record(event, by=by, site=before.site, about=row)
    return row


def refuse_unfit(indicator: Indicator, reading: Reading) -> None:
    """A value where its state says that there is one; whole counts; shares between 0 and 100."""
    value = reading.value
    if reading.state not in WITH_VALUE:
        if value is not None:
            raise Refusal(_("A value and the absence of a value cannot both be true."))
        if not reading.note.strip():
            raise Refusal(_("Say why there is no value: it is shown in its place."))
        return
    if value is None:
        raise Refusal(_("Type the value, or choose “no measure” and say why."))
    if indicator.value_type == Indicator.ValueType.COUNT and value != int(value):
        raise Refusal(_("A count has no decimals."))
    if value < 0 and indicator.value_type != Indicator.ValueType.RATIO:
        raise Refusal(_("This figure cannot be below zero."))
    if indicator.unit == "%" and value > 100:
        raise Refusal(_("A share cannot be above 100."))


def row_of(indicator: Indicator, reading: Reading, *, by: User | None, role: str) -> Measurement:
    return Measurement(
        indicator=indicator,
        version=indicator.version,
        value=reading.value,
        state=reading.state,
        provenance=reading.provenance.strip() or indicator.source,
        note=reading.note.strip(),
        entered_by=by,
        entered_name=str(by or ""),
        entered_role=role,
    )


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
    return (there.entered_by_id, there.value, there.state) == (
        row.entered_by_id,
        row.value,
        row.state,
    )
