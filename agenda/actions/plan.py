"""The plan: activities come, go on, stop with a reason, and end."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import codes, events
from agenda.models import Activity, ActivityMove, Passage
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites.models import Site


@transaction.atomic
def plan_activity(
    site: Site,
    *,
    by: User,
    title: str,
    lead: str,
    strategy: str = "",
    passage: Passage | None = None,
    due_on: date | None = None,
    state: str = Activity.State.IDEA,
    once: str = "",
) -> Activity:
    """A new activity in the plan, as an idea unless it is further; the same form makes it once."""
    if passage is not None and passage.site_id != site.pk:
        raise Refusal(_("This passage is not one of this site."))
    site = Site.objects.locked().get(pk=site.pk)
    key = codes.keyed(once or clock.now().isoformat(), title)
    known = site.activities.filter(once=key).first()
    if known is not None:
        return known
    activity = Activity.objects.create(
        site=site,
        title=title,
        lead=lead,
        strategy=strategy,
        passage=passage,
        due_on=due_on,
        state=state,
        once=key,
    )
    ActivityMove.objects.create(activity=activity, after=state, by=by)
    record(events.ActivityPlanned(title=title, lead=lead), by=by, site=site, about=activity)
    return activity


@transaction.atomic
def move_activity(activity: Activity, *, to: str, by: User, reason: str = "") -> Activity:
    """The activity goes on, stops or ends; stopping and giving up say why, for ever."""
    activity = Activity.objects.locked().select_related("site").get(pk=activity.pk)
    after, reason = Activity.State(to), reason.strip()
    before = Activity.State(activity.state)
    if before == after:
        return activity
    if after in Activity.NEED_A_REASON and not reason:
        raise Refusal(_("Say why: the reason is kept with the activity."))
    activity.move_to(after, since=clock.today(), reason=reason)
    ActivityMove.objects.create(activity=activity, before=before, after=after, reason=reason, by=by)
    fact = events.ActivityMoved(
        title=activity.title,
        before=before,
        after=after,
        reason=reason,
    )
    record(fact, by=by, site=activity.site, about=activity)
    return activity
