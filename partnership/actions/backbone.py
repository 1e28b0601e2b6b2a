"""Functions of the backbone are entrusted, corrected and given up; every holder is kept."""

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from partnership import events
from partnership.actions.common import said_in_words
from partnership.models import BackboneFunction, BackboneHolder
from sites.models import Site
from sites.spelling import plain

IN_WORDS = {
    "an_organisation_holds_a_function_once": _(
        "This organisation already holds the function on these days."
    ),
    "backbone_ends_after_it_starts": _("The function would end before it begins."),
    "backbone_paid_until_after_it_starts": _("The money would end before the function begins."),
    "backbone_time_not_negative": _("The time must lie between 0 and 50 full-time equivalents."),
    "backbone_held_by_somebody": _("A name has letters or figures."),
}


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds a function, in which post, with how much time, paid by whom and until when."""

    organisation: str
    fte: Decimal
    starts_on: date
    post: str = ""
    funded_by: str = ""
    funded_until: date | None = None


@transaction.atomic
def entrust(
    site: Site, held: Held, *, function: str, by: User | None, beside: bool = False
) -> BackboneHolder:
    """An organisation holds a function from a day on, alone or `beside` those who hold it already.

    Its own present time, and without `beside` everybody's, ends the day before. A day earlier
    than one that was recorded is refused: the past stays. The same said twice is said once.
    """
    site = Site.objects.locked().get(pk=site.pk)
    rows = list(site.backbone.filter(function=function).order_by("starts_on"))
    same = [row for row in rows if row.organisation_key == plain(held.organisation)]
    there = next((row for row in same if said_already(row, held)), None)
    if there is not None:
        return there
    make_room(same if beside else rows, held.starts_on)
    with said_in_words(IN_WORDS):
        holder = BackboneHolder.objects.create(site=site, function=function, **asdict(held))
    fact = events.FunctionEntrusted(
        function=BackboneFunction(function),
        organisation=held.organisation,
        starts_on=held.starts_on,
        fte=held.fte,
        funded_until=held.funded_until,
    )
    record(fact, by=by, site=site, about=holder)
    return holder


def said_already(row: BackboneHolder, held: Held) -> bool:
    """True when the row says the very same."""
    return row.ends_on is None and all(
        getattr(row, name) == value for name, value in asdict(held).items()
    )


def make_room(rows: list[BackboneHolder], starts_on: date) -> None:
    """Those who hold the function that day stop the day before."""
    for row in rows:
        if row.starts_on >= starts_on:
            raise Refusal(
                _("This function was entrusted again on that day or later: correct that.")
            )
        if row.ends_on is None or row.ends_on >= starts_on:
            row.ends_on = starts_on - timedelta(days=1)
            row.save(update_fields=["ends_on"])


def locked(holder: BackboneHolder) -> BackboneHolder:
    """The holder, for somebody who changes it."""
    return BackboneHolder.objects.locked().select_related("site").get(pk=holder.pk)


@transaction.atomic
def correct_holder(holder: BackboneHolder, held: Held, *, by: User) -> BackboneHolder:
    """Sets right what was recorded of a holder; the journal keeps what it said before."""
    holder = locked(holder)
    changed = [name for name, value in asdict(held).items() if getattr(holder, name) != value]
    if not changed:
        return holder
    before = (
        f"{holder.organisation}, {holder.fte}, {holder.starts_on}, {holder.funded_until or '-'}"
    )
    for name in changed:
        setattr(holder, name, getattr(held, name))
    with said_in_words(IN_WORDS):
        holder.save(update_fields=changed)
    fact = events.HolderCorrected(
        function=BackboneFunction(holder.function),
        organisation=holder.organisation,
        before=before,
        starts_on=holder.starts_on,
        fte=holder.fte,
        funded_until=holder.funded_until,
    )
    record(fact, by=by, site=holder.site, about=holder)
    return holder


@transaction.atomic
def give_up(holder: BackboneHolder, *, by: User, on: date, reason: str = "") -> BackboneHolder:
    """The function's last day with this holder; when nobody else holds it, it is then vacant, visibly."""
    holder = locked(holder)
    if holder.ends_on is not None:
        raise Refusal(_("The end of this holder's time is already recorded."))
    if on < holder.starts_on:
        raise Refusal(IN_WORDS["backbone_ends_after_it_starts"])
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
