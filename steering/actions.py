"""What the national team does for the committee: meetings, minutes, decisions, reviews."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, time
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from sites.models import Site
from steering import events
from steering.models import (
    CommitteeDecision,
    CommitteeMeeting,
    CommitteePoint,
    CommitteePresence,
    CommitteeReview,
)

type Somebody = tuple[str, str]


@transaction.atomic
def plan_meeting(
    *,
    title: str,
    on: date,
    begins_at: time | None = None,
    place: str = "",
    points: Sequence[str] = (),
    for_support: bool = False,
    by: User | None,
    once: UUID | None = None,
) -> CommitteeMeeting:
    """The committee will meet on a day to come; the same form sent twice plans one meeting."""
    there = CommitteeMeeting.objects.filter(once=once).first() if once else None
    if there is not None:
        return there
    refuse_a_past_day(on)
    meeting = CommitteeMeeting(
        title=title, on=on, begins_at=begins_at, place=place, for_support=for_support, once=once
    )
    save_on_a_free_day(meeting)
    put_points(meeting, points)
    record(events.MeetingPlanned(title=title, on=on), by=by, about=meeting)
    return meeting


def refuse_a_past_day(on: date) -> None:
    if on < clock.today():
        raise Refusal(_("A meeting is planned for today or a day ahead."))


def save_on_a_free_day(meeting: CommitteeMeeting) -> None:
    """Saves the meeting; two on one day are refused by the database, in words."""
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError as fault:
        if "one_committee_meeting_a_day" in str(fault):
            raise Refusal(_("The committee already meets on this day.")) from fault
        raise


def put_points(meeting: CommitteeMeeting, points: Iterable[str]) -> None:
    """The agenda as it stands now, in its order."""
    meeting.points.all().delete()
    CommitteePoint.objects.bulk_create(
        CommitteePoint(meeting=meeting, position=position, title=title)
        for position, title in enumerate(points, start=1)
    )


def planned(meeting: CommitteeMeeting) -> CommitteeMeeting:
    """The meeting, locked; refused once it was held or cancelled."""
    meeting = CommitteeMeeting.objects.locked().get(pk=meeting.pk)
    if meeting.state != CommitteeMeeting.State.PLANNED:
        raise Refusal(_("This meeting was held or cancelled: its plan does not change any more."))
    return meeting


@transaction.atomic
def change_meeting(
    meeting: CommitteeMeeting,
    *,
    title: str,
    on: date,
    begins_at: time | None,
    place: str,
    points: Sequence[str],
    for_support: bool,
    by: User | None,
) -> CommitteeMeeting:
    """Another day, place or agenda, as long as the meeting is planned."""
    meeting = planned(meeting)
    if on != meeting.on:
        refuse_a_past_day(on)
    meeting.title, meeting.on, meeting.begins_at = title, on, begins_at
    meeting.place, meeting.for_support = place, for_support
    save_on_a_free_day(meeting)
    put_points(meeting, points)
    record(events.MeetingChanged(title=title, on=on), by=by, about=meeting)
    return meeting


@transaction.atomic
def hold_meeting(
    meeting: CommitteeMeeting,
    *,
    present: Sequence[Somebody],
    excused: Sequence[Somebody] = (),
    by: User | None,
) -> CommitteeMeeting:
    """The meeting took place: who was there is kept, by organisation."""
    meeting = planned(meeting)
    if meeting.on > clock.today():
        raise Refusal(_("This meeting is still to come."))
    if not present:
        raise Refusal(_("Say who was there."))
    there = dict.fromkeys(present, False) | dict.fromkeys(
        (one for one in excused if one not in set(present)), True
    )
    CommitteePresence.objects.bulk_create(
        CommitteePresence(meeting=meeting, organisation=organisation, name=name, excused=away)
        for (organisation, name), away in there.items()
    )
    meeting.move_to(CommitteeMeeting.State.HELD)
    record(events.MeetingHeld(title=meeting.title, on=meeting.on), by=by, about=meeting)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: CommitteeMeeting, *, reason: str, by: User | None) -> CommitteeMeeting:
    """The meeting will not take place, with the reason."""
    meeting = planned(meeting)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    meeting.move_to(CommitteeMeeting.State.CANCELLED, reason=reason)
    fact = events.MeetingCancelled(title=meeting.title, on=meeting.on, reason=reason)
    record(fact, by=by, about=meeting)
    return meeting


def mark_of(text: str) -> str:
    """The fingerprint of the minutes that somebody has read before writing."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@transaction.atomic
def keep_minutes(
    meeting: CommitteeMeeting, *, text: str, for_support: bool, seen: str, by: User | None
) -> CommitteeMeeting:
    """The minutes of a meeting that was held, and whether facilitators and coaches read them.

    `seen` is the mark of what the writer had read: two writers at once do not overwrite each
    other, the second is told.
    """
    meeting = CommitteeMeeting.objects.locked().get(pk=meeting.pk)
    if meeting.state != CommitteeMeeting.State.HELD:
        raise Refusal(_("Minutes are written once the meeting was held."))
    if seen != mark_of(meeting.minutes):
        raise Refusal(
            _("Somebody else has written in the meantime. Their text is on the meeting's page; yours is still below.")
        )  # fmt: skip
    meeting.minutes, meeting.for_support = text, for_support
    meeting.save(update_fields=["minutes", "for_support"])
    record(events.MinutesKept(title=meeting.title, shared=for_support), by=by, about=meeting)
    return meeting


@transaction.atomic
def decide(
    meeting: CommitteeMeeting,
    *,
    title: str,
    wording: str,
    carried_by: str,
    review_on: date,
    due_on: date | None = None,
    sites: Sequence[Site] = (),
    for_support: bool = False,
    for_sites: bool = False,
    replaces: CommitteeDecision | None = None,
    by: User | None,
    once: UUID | None = None,
) -> CommitteeDecision:
    """What the committee decided at a meeting that was held; it gets the year's next number.

    Its words never change after; another decision may take its place. A day of review is set
    with it, so that it cannot be forgotten.
    """
    meeting = CommitteeMeeting.objects.locked().get(pk=meeting.pk)
    there = CommitteeDecision.objects.filter(once=once).first() if once else None
    if there is not None:
        return there
    refuse_undecided(meeting, published=for_sites, to=sites)
    refuse_wrong_follow_up(meeting.on, due_on, review_on)
    decision = CommitteeDecision.objects.create(
        meeting=meeting,
        year=meeting.on.year,
        number=next_number(meeting.on.year),
        title=title,
        wording=wording,
        carried_by=carried_by,
        due_on=due_on,
        review_on=review_on,
        for_support=for_support,
        for_sites=for_sites,
        once=once,
    )
    decision.sites.set(sites)
    if for_sites:
        announce(decision, by=by)
    record(fact_of(decision, replaces), by=by, about=decision)
    return decision


def refuse_undecided(meeting: CommitteeMeeting, *, published: bool, to: Sequence[Site]) -> None:
    """Refuses a decision of a meeting that was not held, and one published to nobody."""
    if meeting.state != CommitteeMeeting.State.HELD:
        raise Refusal(_("A decision is recorded once its meeting was held."))
    if published and not to:
        raise Refusal(_("Name the sites to whose triads this decision is published."))


def fact_of(
    decision: CommitteeDecision, replaces: CommitteeDecision | None
) -> events.DecisionRecorded | events.DecisionReplaced:
    """What the journal says; the decision in whose place it stands is settled with it."""
    if replaces is None:
        return events.DecisionRecorded(
            reference=decision.reference, title=decision.title, review_on=decision.review_on
        )
    earlier = in_hand(replaces)
    earlier.move_to(
        CommitteeDecision.State.REPLACED, settled_on=clock.today(), replaced_by=decision
    )
    return events.DecisionReplaced(
        reference=decision.reference,
        title=decision.title,
        replaced=earlier.reference,
        review_on=decision.review_on,
    )


def next_number(year: int) -> int:
    """The number of the year's next decision; two at once wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))", [f"steering {year}"])  # fmt: skip
    last = CommitteeDecision.objects.filter(year=year).order_by("-number").first()
    return last.number + 1 if last else 1


def refuse_wrong_follow_up(since: date, due_on: date | None, review_on: date) -> None:
    if due_on is not None and due_on < since:
        raise Refusal(_("It would be due before it was decided."))
    if review_on <= since:
        raise Refusal(_("The review comes after the decision."))


def announce(decision: CommitteeDecision, *, by: User | None) -> None:
    """Each concerned site's journal says that its triad may read a decision, not which."""
    for site in decision.sites.order_by("slug"):
        record(events.DecisionPublished(reference=decision.reference), by=by, site=site, about=decision)  # fmt: skip


def in_hand(decision: CommitteeDecision) -> CommitteeDecision:
    """The decision, locked; refused once it is settled."""
    decision = CommitteeDecision.objects.locked().get(pk=decision.pk)
    if decision.state != CommitteeDecision.State.OPEN:
        raise Refusal(_("This decision is settled: nothing changes any more."))
    return decision


@transaction.atomic
def follow(
    decision: CommitteeDecision,
    *,
    carried_by: str,
    due_on: date | None,
    review_on: date,
    for_support: bool,
    for_sites: bool,
    by: User | None,
) -> CommitteeDecision:
    """Who carries an open decision, until when, when it is reviewed, and who reads it."""
    decision = in_hand(decision)
    refuse_wrong_follow_up(decision.meeting.on, due_on, review_on)
    if for_sites and not decision.sites.exists():
        raise Refusal(_("This decision concerns no site: there is no triad to publish it to."))
    newly = for_sites and not decision.for_sites
    decision.carried_by, decision.due_on, decision.review_on = carried_by, due_on, review_on
    decision.for_support, decision.for_sites = for_support, for_sites
    decision.save(update_fields=["carried_by", "due_on", "review_on", "for_support", "for_sites"])
    if newly:
        announce(decision, by=by)
    fact = events.DecisionFollowed(
        reference=decision.reference, carried_by=carried_by, review_on=review_on
    )
    record(fact, by=by, about=decision)
    return decision


@transaction.atomic
def review(
    decision: CommitteeDecision,
    *,
    outcome: str,
    note: str,
    next_on: date | None = None,
    by: User | None,
) -> CommitteeReview:
    """What is said of a decision: it goes on until another day, is done, or is dropped.

    One review a day at most; what was said stays.
    """
    decision = in_hand(decision)
    today = clock.today()
    goes_on = outcome == CommitteeReview.Outcome.GOES_ON
    if decision.reviews.filter(on=today).exists():
        raise Refusal(_("This decision has already been reviewed today."))
    if goes_on and (next_on is None or next_on <= today):
        raise Refusal(_("Say when it is to be reviewed again: a day ahead."))
    said = CommitteeReview.objects.create(
        decision=decision,
        on=today,
        outcome=outcome,
        note=note,
        next_on=next_on if goes_on else None,
        by=by,
    )
    if goes_on and next_on:
        decision.review_on = next_on
        decision.save(update_fields=["review_on"])
    else:
        decision.move_to(CommitteeDecision.State(outcome), settled_on=today)
    fact = events.DecisionReviewed(
        reference=decision.reference, outcome=CommitteeReview.Outcome(outcome)
    )
    record(fact, by=by, about=said)
    return said
