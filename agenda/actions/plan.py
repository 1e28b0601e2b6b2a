"""The plan: activities come, go on, stop with a reason, and end."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import codes, events
from agenda.models import Activity, ActivityMove, Version, Wording
from agenda.planning import ActivityFacts, stored
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites.models import Site


@transaction.atomic
def plan_activity(
    site: Site,
    *,
    by: User,
    state: str = Activity.State.IDEA,
    reason: str = "",
    once: str = "",
    tied_to: Wording | None = None,
    **said: Any,
) -> Activity:
    """A new activity in the plan, as an idea unless it is further; the same form makes it once.

    `said`: the fields of ActivityFacts. Tied to a passage of an adopted version, it has the
    passage's strategy.
    """
    facts = ActivityFacts(**said)
    site = Site.objects.locked().get(pk=site.pk)
    key = codes.keyed(once or clock.now().isoformat(), facts.title)
    known = site.activities.filter(once=key).first()
    if known is not None:
        return known
    activity = new_activity(
        site, facts, by=by, state=state, reason=reason, key=key, tied_to=tied_to
    )
    fact = events.ActivityPlanned(title=facts.title, lead=facts.lead)
    record(fact, by=by, site=site, about=activity)
    return activity


def new_activity(
    site: Site,
    facts: ActivityFacts,
    *,
    by: User,
    state: str,
    key: str,
    reason: str = "",
    tied_to: Wording | None = None,
) -> Activity:
    """The row and the first step of its life, under the site's lock."""
    refuse_wrong_days(facts)
    refuse_silence(Activity.State(state), reason)
    activity = Activity(site=site, state=state, reason=reason, once=key)
    for name, value in facts.values().items():
        setattr(activity, name, list(value) if isinstance(value, tuple) else value)
    if tied_to is not None:
        pin(activity, tied_to)
    activity.save(force_insert=True)
    ActivityMove.objects.create(activity=activity, after=state, reason=reason, by=by)
    return activity


def pin(activity: Activity, wording: Wording) -> None:
    """Ties an activity to a passage as one adopted version words it; the strategy follows."""
    version = Version.objects.defer("content").get(pk=wording.version_id)
    if version.site_id != activity.site_id:
        raise Refusal(_("This passage is not one of this site."))
    if version.adopted_on is None:
        raise Refusal(_("An activity is tied to a passage of an adopted version."))
    activity.version_id, activity.passage_id = wording.version_id, wording.passage_id
    activity.strategy = wording.strategy or activity.strategy


def refuse_wrong_days(facts: ActivityFacts) -> None:
    """An activity does not end before it begins."""
    if facts.begins_on and facts.due_on and facts.due_on < facts.begins_on:
        raise Refusal(_("It cannot be due before it begins."), "due_on")


def refuse_silence(state: Activity.State, reason: str) -> None:
    """What stops says why."""
    if state in Activity.NEED_A_REASON and not reason.strip():
        raise Refusal(_("Say why: the reason is kept with the activity."), "reason")


@transaction.atomic
def move_activity(activity: Activity, *, to: str, by: User, reason: str = "") -> Activity:
    """The activity goes on, stops or ends; stopping and giving up say why, for ever."""
    activity = Activity.objects.locked().select_related("site").get(pk=activity.pk)
    before = Activity.State(activity.state)
    if not step(activity, to=to, by=by, reason=reason):
        return activity
    fact = events.ActivityMoved(
        title=activity.title,
        before=before,
        after=Activity.State(activity.state),
        reason=activity.reason,
    )
    record(fact, by=by, site=activity.site, about=activity)
    return activity


def step(activity: Activity, *, to: str, by: User, reason: str = "") -> bool:
    """Moves a locked activity and keeps the step; False where it is there already."""
    after, reason = Activity.State(to), reason.strip()
    before = Activity.State(activity.state)
    if before == after:
        return False
    refuse_silence(after, reason)
    activity.move_to(after, since=clock.today(), reason=reason)
    ActivityMove.objects.create(activity=activity, before=before, after=after, reason=reason, by=by)
    return True


def told(before: ActivityFacts, after: ActivityFacts) -> dict[str, list[Any]]:
    """What changed, as the history holds it: each field, before and after."""
    old, new = before.values(), after.values()
    return {n: [stored(old[n]), stored(new[n])] for n in old if old[n] != new[n]}
