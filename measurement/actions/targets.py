"""What is aimed at, and by when."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.instants import writing
from measurement.models import (
    Indicator,
    Target,
)
from measurement.words import Quantity
from sites.models import Site


@transaction.atomic
def set_target(
    indicator: Indicator,
    *,
    site: Site,
    value: Decimal,
    due_on: date,
    by: User | None,
    note: str = "",
) -> Target:
    """What the site aims at and by when; the earlier target stays readable, with its note.

    A context figure is never judged, so it has no target; nor has one that the site does not
    itself follow. How people live is no target of a triad: it is what all want together.
    """
    if indicator.kind == Indicator.Kind.POPULATION:
        raise Refusal(
            _(
                "This figure tells how people live: many have to do with it, and no target is set "
                "on it. Write what you want for it into the vision."
            )
        )
    if indicator.direction == Indicator.Direction.CONTEXT or not indicator.is_entered:
        raise Refusal(_("This figure is shown for context: no target is set on it."))
    today = clock.today()
    if due_on <= today:
        raise Refusal(_("The day to reach the target by must be in the future."))
    Site.objects.locked().get(pk=site.pk)
    now = Target.objects.standing().filter(indicator=indicator, site=site).first()
    wanted = (value, due_on, indicator.version, note)
    if now and (now.value, now.due_on, now.version, now.note) == wanted:
        return now
    target = Target.objects.create(
        indicator=indicator, version=indicator.version, site=site, value=value, due_on=due_on,
        since=today, note=note, set_by=by, set_at=writing(), replaces=now,
    )  # fmt: skip
    event = events.TargetSet(
        name=indicator.name, quantity=Quantity(value, indicator.unit), due_on=due_on
    )
    record(event, by=by, site=site, about=target)
    return target
