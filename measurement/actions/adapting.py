"""A decision of a review changes the plan: through the plan's own actions, in the same transaction.

What the plan refuses is refused here; what it allows to undo is undone there.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agenda import actions as plan
from agenda.models import Activity
from agenda.planning import ActivityFacts, differing
from journal.actions import record
from kit.states import Refusal
from measurement import events
from measurement.models import Adaptation, PlanChange
from sites.models import Site

Kind = PlanChange.Kind
WORDS = 400


def opened(adaptation: Adaptation, activity: Activity | None) -> Adaptation:
    """The decision as it is now, locked with its site; it is open, and the activity is its site's."""
    site = Site.objects.locked().get(pk=adaptation.cycle.site_id)
    found = Adaptation.objects.locked().select_related("cycle").get(pk=adaptation.pk)
    if found.state != Adaptation.State.OPEN:
        raise Refusal(_("What became of this decision is written down: it changes nothing more."))
    if activity is not None and activity.site_id != site.pk:
        raise Refusal(_("This is not one of this site."), "activity")
    return found


def kept(
    adaptation: Adaptation, activity: Activity, *, kind: str, words: str, by: User
) -> PlanChange:
    """Ties what the plan has just done to the decision it came from."""
    change = PlanChange.objects.create(
        adaptation=adaptation, activity=activity, kind=kind, words=words[:WORDS], by_name=str(by)
    )
    if adaptation.activity_id is None:
        adaptation.activity = activity
        adaptation.save(update_fields=["activity"])
    event = events.PlanChangedByReview(title=activity.title, text=adaptation.text)
    record(event, by=by, site=activity.site, about=activity)
    return change


@transaction.atomic
def plan_from(adaptation: Adaptation, *, by: User, **said: Any) -> PlanChange:
    """A new activity in the plan comes from a decision; the same form makes it once."""
    adaptation = opened(adaptation, None)
    activity = plan.plan_activity(adaptation.cycle.site, by=by, **said)
    if known := adaptation.changes.filter(activity=activity, kind=Kind.PLANNED).first():
        return known
    return kept(adaptation, activity, kind=Kind.PLANNED, words=activity.title, by=by)


@transaction.atomic
def move_from(
    adaptation: Adaptation, activity: Activity, *, to: str, by: User, reason: str = ""
) -> PlanChange | None:
    """An activity is started, suspended, taken up again or given up by a decision.

    The decision is the reason where none is typed. None where it is in that state already.
    """
    adaptation = opened(adaptation, activity)
    before = Activity.State(Activity.objects.locked().get(pk=activity.pk).state)
    reason = reason.strip() or adaptation.text[:300]
    moved = plan.move_activity(activity, to=to, by=by, reason=reason)
    after = Activity.State(moved.state)
    if before == after:
        return None
    words = f"{before.value} {after.value}"
    return kept(adaptation, moved, kind=Kind.MOVED, words=words, by=by)


@transaction.atomic
def correct_from(
    adaptation: Adaptation, activity: Activity, facts: ActivityFacts, *, revision: int, by: User
) -> PlanChange | None:
    """Words, days or partners of an activity change by a decision; None where nothing differs."""
    adaptation = opened(adaptation, activity)
    before = ActivityFacts.of(Activity.objects.locked().get(pk=activity.pk))
    corrected = plan.correct_activity(activity, facts, by=by, revision=revision)
    changed = differing(before, ActivityFacts.of(corrected))
    if not changed:
        return None
    return kept(adaptation, corrected, kind=Kind.CORRECTED, words=" ".join(changed), by=by)


@transaction.atomic
def note_from(
    adaptation: Adaptation,
    activity: Activity,
    *,
    text: str,
    by: User,
    on: date | None = None,
    once: str = "",
) -> PlanChange:
    """A progress note on an activity tells what a review decided."""
    adaptation = opened(adaptation, activity)
    note = plan.note_progress(activity, by=by, text=text, on=on, once=once)
    if known := adaptation.changes.filter(
        kind=Kind.NOTED, activity=activity, words=str(note.pk)
    ).first():
        return known
    found = Activity.objects.select_related("site").get(pk=activity.pk)
    return kept(adaptation, found, kind=Kind.NOTED, words=str(note.pk), by=by)
