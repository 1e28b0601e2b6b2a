"""The national team records what cuts a common series from a day on, and takes back what was wrong."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from measurement import events
from measurement.instants import writing
from measurement.models import Indicator, SeriesBreak


@transaction.atomic
def record_break(
    indicator: Indicator, *, kind: str, on: date, words: str, by: User | None
) -> SeriesBreak:
    """From this day on the values of a common figure count otherwise, at every place."""
    words = words.strip()
    if not words:
        raise Refusal(_("Say what changed: it stands beside the curve."), "words")
    found = Indicator.objects.locked().get(pk=indicator.pk)
    if found.is_local:
        raise Refusal(_("A site defines its own figures anew: nothing else cuts them."))
    same = SeriesBreak.objects.standing().filter(indicator=found, kind=kind, on=on, words=words)
    if there := same.first():
        return there
    row = SeriesBreak.objects.create(
        indicator=found, kind=kind, on=on, words=words, by=by, recorded_at=writing()
    )
    event = events.BreakRecorded(
        name=found.name, kind_of=SeriesBreak.Kind(kind), on=on, words=words
    )
    record(event, by=by, about=found)
    return row


@transaction.atomic
def take_break_back(found: SeriesBreak, *, reason: str, by: User | None) -> SeriesBreak:
    """A break that was none is taken back with the reason; both rows stay."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why it is taken back: the reason is kept."), "reason")
    Indicator.objects.locked().get(pk=found.indicator_id)
    if there := SeriesBreak.objects.filter(takes_back=found).first():
        return there
    row = SeriesBreak.objects.create(
        indicator=found.indicator, kind=found.kind, on=found.on, words=reason, takes_back=found,
        by=by, recorded_at=writing(),
    )  # fmt: skip
    event = events.BreakTakenBack(name=found.indicator.name, on=found.on, reason=reason)
    record(event, by=by, about=found.indicator)
    return row
