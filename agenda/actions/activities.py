"""One activity of the plan: corrected, tied to the text, told about, linked to the others."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import codes, events
from agenda.actions.plan import pin, plan_activity, refuse_wrong_days, told
from agenda.models import (
    Activity,
    ActivityChange,
    ActivityLink,
    ActivityNote,
    Wording,
)
from agenda.models.plan import DESCRIPTION_LENGTH
from agenda.planning import ActivityFacts, Brought, taken_back, together
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites.models import Site

# What a tie writes: the strategy follows the passage.
TIED = ("version", "passage", "strategy")
ENDED = (Activity.State.DONE, Activity.State.GIVEN_UP)


class ActivityClash(Refusal):
    """Somebody else changed the same fields meanwhile: what both say, and what `theirs` now says."""

    def __init__(self, theirs: Activity, brought: Brought) -> None:
        self.theirs, self.brought = theirs, brought
        super().__init__(
            _("Somebody changed this activity while you were writing. Nothing of yours is lost.")
        )


def held(activity: Activity) -> Activity:
    """The activity as it is now, locked until the transaction ends."""
    return Activity.objects.locked().select_related("site").get(pk=activity.pk)


@transaction.atomic
def correct_activity(
    activity: Activity, facts: ActivityFacts, *, by: User, revision: int
) -> Activity:
    """What is said of an activity changes; what was said before stays in its history.

    Corrections of different fields by two people at once are brought together. Where both
    changed the same one, nothing is written and ActivityClash says what stands there now.
    Saving what stands there already (a double click) changes nothing.
    """
    activity = held(activity)
    now = ActivityFacts.of(activity)
    if facts == now:
        return activity
    if revision != activity.revision:
        facts = brought_together(activity, now, facts, revision)
    if changed := amend(activity, facts, by=by):
        fact = events.ActivityCorrected(title=activity.title, revision=activity.revision)
        record(fact, by=by, site=activity.site, about=changed)
    return activity


def brought_together(
    activity: Activity, now: ActivityFacts, mine: ActivityFacts, revision: int
) -> ActivityFacts:
    """What both said; a clash where they changed the same thing."""
    later = activity.changes.filter(revision__gt=revision).order_by("-revision")
    base = taken_back(now, list(later.values_list("fields", flat=True)))
    found = together(base, mine, now)
    if found.clashing:
        raise ActivityClash(activity, found)
    return found.facts


def amend(
    activity: Activity,
    facts: ActivityFacts,
    *,
    by: User,
    tied: Mapping[str, list[Any]] | None = None,
) -> ActivityChange | None:
    """Writes what changed on a locked activity and keeps it; None where nothing did.

    `tied`: what `retie` has just changed, kept as part of the same change.
    """
    refuse_wrong_days(facts)
    changed = told(ActivityFacts.of(activity), facts)
    if "strategy" in changed:
        refuse_other_strategy(activity, facts.strategy)
    for name in changed:
        value = getattr(facts, name)
        setattr(activity, name, list(value) if isinstance(value, tuple) else value)
    saved = [*changed, *(TIED if tied else ())]
    changed = {**(tied or {}), **changed}
    return keep_change(activity, changed, by=by, saved=saved) if changed else None


def refuse_other_strategy(activity: Activity, strategy: str) -> None:
    """An activity that carries out a passage of a strategy belongs to that strategy."""
    tied = Wording.objects.filter(version=activity.version_id, passage=activity.passage_id)
    own = tied.values_list("strategy", flat=True).first()
    if own and own != strategy:
        raise Refusal(
            _("It is tied to a passage of “%(strategy)s”: tie it to another passage first.")
            % {"strategy": own},
            "strategy",
        )


def keep_change(
    activity: Activity, changed: dict[str, list[Any]], *, by: User, saved: list[str]
) -> ActivityChange:
    """Counts a change of a locked activity, saves the fields and keeps the change."""
    activity.revision += 1
    activity.save(update_fields=[*saved, "revision"])
    return ActivityChange.objects.create(
        activity=activity, revision=activity.revision, fields=changed, by=by
    )


@transaction.atomic
def tie_activity(activity: Activity, to: Wording | None, *, by: User) -> Activity:
    """Pins the activity to a passage of an adopted version, or unties it; the strategy follows."""
    activity = held(activity)
    tied = (activity.version_id, activity.passage_id)
    if tied == ((to.version_id, to.passage_id) if to else (None, None)):
        return activity
    keep_change(activity, retie(activity, to), by=by, saved=list(TIED))
    fact: Any = events.ActivityUntied(title=activity.title)
    if to is not None:
        fact = events.ActivityTied(
            title=activity.title, heading=to.heading, number=to.version.number
        )
    record(fact, by=by, site=activity.site, about=activity)
    return activity


def retie(activity: Activity, to: Wording | None) -> dict[str, list[Any]]:
    """Pins a locked activity to another passage, or to none; what that changes, as its history says it."""
    before, strategy = place_words(activity), activity.strategy
    if to is None:
        activity.version_id = activity.passage_id = None
    else:
        pin(activity, to)
    changed: dict[str, list[Any]] = {"passage": [before, place_words(activity)]}
    if activity.strategy != strategy:
        changed["strategy"] = [strategy, activity.strategy]
    return changed


def place_words(activity: Activity) -> list[Any]:
    """The passage that an activity is tied to, as its history names it: version and heading."""
    if activity.passage_id is None:
        return []
    wording = Wording.objects.select_related("version").get(
        version=activity.version_id, passage=activity.passage_id
    )
    return [wording.version.number, wording.heading]


@transaction.atomic
def plan_passage(wording: Wording, *, lead: str, by: User) -> Activity:
    """A passage of an adopted version becomes an activity tied to it; twice makes it once."""
    return plan_activity(
        wording.version.site,
        by=by,
        title=wording.heading,
        lead=lead,
        description=wording.text[:DESCRIPTION_LENGTH],
        tied_to=wording,
        once=f"passage {wording.passage_id}",
    )


@transaction.atomic
def note_progress(
    activity: Activity,
    *,
    by: User,
    text: str,
    on: date | None = None,
    corrects: ActivityNote | None = None,
    once: str = "",
) -> ActivityNote:
    """Tells how an activity goes, on a day that is not to come; the same form tells it once.

    A note is never changed: a later one corrects it.
    """
    activity = held(activity)
    on = on or clock.today()
    if on > clock.today():
        raise Refusal(_("A note tells what has been: its day is not to come."), "on")
    if corrects is not None and corrects.activity_id != activity.pk:
        raise Refusal(_("A note corrects one of the same activity."))
    key = codes.keyed(once or clock.now().isoformat(), text)
    known = activity.notes.filter(once=key).first()
    if known is not None:
        return known
    note = ActivityNote.objects.create(
        activity=activity, on=on, text=text, corrects=corrects, by=by, once=key
    )
    record(events.ActivityNoted(title=activity.title), by=by, site=activity.site, about=activity)
    return note


@transaction.atomic
def confirm_course(activity: Activity, *, by: User) -> ActivityNote:
    """One click: the activity goes on as planned. Once a day and a person; none for what has ended."""
    activity = held(activity)
    if activity.state in ENDED:
        raise Refusal(_("This activity has ended."))
    today = clock.today()
    key = codes.keyed("on_course", today, by.pk)
    known = activity.notes.filter(once=key).first()
    if known is not None:
        return known
    note = ActivityNote.objects.create(
        activity=activity, kind=ActivityNote.Kind.ON_COURSE, on=today, by=by, once=key
    )
    record(events.ActivityOnCourse(title=activity.title), by=by, site=activity.site, about=activity)
    return note


@transaction.atomic
def link_activities(source: Activity, target: Activity, *, by: User, why: str) -> ActivityLink:
    """One activity makes another of the same site stronger, and why; a pair is linked once a direction."""
    site = Site.objects.locked().get(pk=source.site_id)
    if target.site_id != site.pk:
        raise Refusal(_("Activities of one site reinforce each other."), "target")
    if source.pk == target.pk:
        raise Refusal(_("An activity does not reinforce itself."), "target")
    known = ActivityLink.objects.filter(source=source, target=target).first()
    if known is not None and known.why == why:
        return known
    if known is not None:
        raise Refusal(_("These two are linked already. Take that link away first."), "target")
    link = ActivityLink.objects.create(source=source, target=target, why=why, by=by)
    fact = events.ActivitiesLinked(source=source.title, target=target.title, why=why)
    record(fact, by=by, site=site, about=source)
    return link


@transaction.atomic
def unlink_activities(link: ActivityLink, *, by: User) -> None:
    """Takes a link away; the journal keeps that it was there, and why."""
    source = Activity.objects.locked().select_related("site").get(pk=link.source_id)
    found = ActivityLink.objects.select_related("target").filter(pk=link.pk).first()
    if found is None:
        return
    found.delete()
    fact = events.ActivitiesUnlinked(source=source.title, target=found.target.title)
    record(fact, by=by, site=source.site, about=source)
