"""A site chooses the few figures that it puts first."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit.states import Refusal
from measurement import events
from measurement.instants import writing
from measurement.models import MOST, Headline, Indicator
from sites.models import Site


@transaction.atomic
def choose_headline(indicator: Indicator, *, site: Site, why: str, by: User | None) -> Headline:
    """The site puts a figure among its first ones and says why; never more than five.

    Residents read it, so it has a question in plain words; a context figure is never judged, so it
    is none. What is among them already stays as it is.
    """
    site = Site.objects.locked().get(pk=site.pk)
    # Whoever retires it meanwhile waits, or was faster.
    indicator = Indicator.objects.locked().get(pk=indicator.pk)
    if indicator.site_id not in (None, site.pk):
        raise Refusal(_("This is not one of this site."))
    now = {row.rank: row for row in site.headlines.standing()}
    if there := next((row for row in now.values() if row.indicator_id == indicator.pk), None):
        return there
    if not why.strip():
        raise Refusal(_("Say why this figure: the reason is kept."))
    if indicator.direction == Indicator.Direction.CONTEXT:
        raise Refusal(_("A context figure is never judged: it is no headline figure."))
    if indicator.status != Indicator.Status.ACTIVE:
        raise Refusal(_("This indicator is not in use."))
    if not indicator.question:
        raise Refusal(
            _("Residents read the headline figures: first write the question that it answers.")
        )
    free = [rank for rank in range(1, MOST + 1) if rank not in now]
    if not free:
        raise Refusal(
            _("The site already has five headline figures: take one away first, with its reason.")
        )
    row = Headline.objects.create(
        site=site,
        indicator=indicator,
        rank=free[0],
        why=why.strip(),
        chosen_name=str(by or ""),
        chosen_at=writing(),
    )
    record(events.HeadlineChosen(name=indicator.name, why=row.why), by=by, site=site, about=row)
    return row


@transaction.atomic
def end_headline(headline: Headline, *, reason: str, by: User | None) -> Headline:
    """A figure is among the first ones no longer; both days and the reasons stay readable."""
    Site.objects.locked().get(pk=headline.site_id)
    row = Headline.objects.locked().select_related("site", "indicator").get(pk=headline.pk)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    if row.ended_at is not None:
        return row
    row.ended_at, row.ended_why = writing(), reason.strip()
    row.save(update_fields=["ended_at", "ended_why"])
    event = events.HeadlineEnded(name=row.indicator.name, reason=row.ended_why)
    record(event, by=by, site=row.site, about=row)
    return row
