"""Functions of the backbone are entrusted, changed and given up; every holder is kept."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from partnership import events
from partnership.actions.common import said_in_words
from partnership.models import BackboneFunction, BackboneHolder
from sites.models import Site

IN_WORDS = {
    "one_holder_a_function_at_a_time": _("This function is already held on these days."),
    "backbone_paid_until_after_it_starts": _("The money would end before the function begins."),
    "backbone_time_not_negative": _("The time must lie between 0 and 50 full-time equivalents."),
}


def placed(site: Site, function: str, starts_on: date, facts: dict[str, Any]) -> BackboneHolder:
    """The holder from that day on; the one before ends the day before, the same day is corrected."""
    last = site.backbone.filter(function=function).order_by("-starts_on").first()
    if last is not None and last.starts_on > starts_on:
        raise Refusal(_("This function was entrusted again on a later day."))
    if last is not None and last.starts_on == starts_on:
        for name, value in facts.items():
            setattr(last, name, value)
        last.ends_on, last.end_reason = None, ""
        last.save(update_fields=[*facts, "ends_on", "end_reason"])
        return last
    if last is not None and (last.ends_on is None or last.ends_on >= starts_on):
        last.ends_on = starts_on - timedelta(days=1)
        last.save(update_fields=["ends_on"])
    return BackboneHolder.objects.create(site=site, function=function, starts_on=starts_on, **facts)


@transaction.atomic
def entrust(
    site: Site,
    *,
    function: str,
    organisation: str,
    fte: Decimal,
    starts_on: date,
    by: User | None,
    funded_by: str = "",
    funded_until: date | None = None,
) -> BackboneHolder:
    """An organisation holds a function from a day on; the present holder's time ends the day before.

    What is said of the same first day corrects the present row; an earlier day is refused, since
    what was recorded of the past stays.
    """
    site = Site.objects.locked().get(pk=site.pk)
    facts = {
        "organisation": organisation,
        "fte": fte,
        "funded_by": funded_by,
        "funded_until": funded_until,
    }
    with said_in_words(IN_WORDS):
        holder = placed(site, function, starts_on, facts)
    fact = events.FunctionEntrusted(
        function=BackboneFunction(function),
        organisation=organisation,
        starts_on=starts_on,
        fte=fte,
        funded_until=funded_until,
    )
    record(fact, by=by, site=site, about=holder)
    return holder


@transaction.atomic
def give_up(holder: BackboneHolder, *, by: User, on: date, reason: str = "") -> BackboneHolder:
    """The function's last day with this holder; after it the function is vacant, visibly."""
    holder = BackboneHolder.objects.locked().select_related("site").get(pk=holder.pk)
    if holder.ends_on is not None:
        raise Refusal(_("The end of this holder's time is already recorded."))
    if on < holder.starts_on:
        raise Refusal(_("The function would end before it begins."))
    holder.ends_on, holder.end_reason = on, reason
    holder.save(update_fields=["ends_on", "end_reason"])
    fact = events.FunctionEnded(
        function=BackboneFunction(holder.function),
        organisation=holder.organisation,
        on=on,
        reason=reason,
    )
    record(fact, by=by, site=holder.site, about=holder)
    return holder
