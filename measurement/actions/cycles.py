"""A learning cycle from its day to its end: planned, held with the people there, closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events, figures
from measurement.actions.looking import ask_headlines, look_again
from measurement.models import Attendance, LearningCycle
from sites.models import Site


class CountClash(Refusal):
    """Somebody counted who came meanwhile: `standing` says what stands, as a form has to have seen it."""

    def __init__(self, cycle: LearningCycle) -> None:
        self.standing = cycle.counted
        came = (f"{kind}{_(': ')}{count}" for kind, count in Attendance.came(cycle.counts()))
        words = _(
            "Meanwhile it was counted: %(counts)s. Your numbers are still in the form; send them "
            "again to put them in the place of those."
        )
        super().__init__(words % {"counts": ", ".join(came)})


@dataclass(frozen=True)
class CyclePlan:
    """When and where the review is to be held, who facilitates, and who must be there to decide."""

    planned_on: date
    facilitator: str
    place: str = ""
    quorum: str = ""


def taken(cycle: LearningCycle) -> LearningCycle:
    """The cycle as it is now; it and its site are locked until the transaction ends."""
    Site.objects.locked().get(pk=cycle.site_id)
    return LearningCycle.objects.locked().select_related("site").get(pk=cycle.pk)


def refuse_unless_held(cycle: LearningCycle) -> None:
    """What is said and decided belongs to a review that is being held: not sooner, not later."""
    if cycle.in_words:
        raise Refusal(_("This review was told in words: nothing is added to it."))
    if cycle.state == LearningCycle.State.PLANNED:
        raise Refusal(_("This review was not held yet: count first who came."))
    if cycle.state != LearningCycle.State.HELD:
        raise Refusal(_("This review is over: what it says stays as it is."))


@transaction.atomic
def plan_cycle(
    site: Site, plan: CyclePlan, *, by: User | None, once: UUID | None = None
) -> LearningCycle:
    """The next review gets its day, not a past one; a site has one under way at a time."""
    site = Site.objects.locked().get(pk=site.pk)
    if once and (there := site.learning_cycles.filter(once=once).first()):
        return there
    refuse_past(plan.planned_on)
    if site.learning_cycles.under_way().exists():
        raise Refusal(_("A review is under way: it is closed or called off before the next one."))
    cycle = LearningCycle.objects.create(site=site, once=once, **vars(plan))
    event = events.CyclePlanned(planned_on=plan.planned_on, facilitator=plan.facilitator)
    record(event, by=by, site=site, about=cycle)
    return cycle


@transaction.atomic
def change_plan_of_cycle(cycle: LearningCycle, plan: CyclePlan, *, by: User) -> LearningCycle:
    """Another day or place for a review that was not held yet; calendars follow."""
    cycle = taken(cycle)
    if cycle.state != LearningCycle.State.PLANNED:
        raise Refusal(_("This review is no longer to come."))
    before = cycle.planned_on
    changed = {name: value for name, value in vars(plan).items() if value != getattr(cycle, name)}
    if not changed:
        return cycle
    if "planned_on" in changed:
        refuse_past(plan.planned_on)
    for name, value in changed.items():
        setattr(cycle, name, value)
    cycle.sequence += 1
    cycle.save(update_fields=[*changed, "sequence"])
    event = events.CyclePlanChanged(before=before or plan.planned_on, planned_on=plan.planned_on)
    record(event, by=by, site=cycle.site, about=cycle)
    return cycle


def refuse_past(day: date) -> None:
    """Nobody plans for yesterday."""
    if day < clock.today():
        raise Refusal(_("This day is over: choose one to come."), "planned_on")


@transaction.atomic
def call_off_cycle(cycle: LearningCycle, *, reason: str, by: User) -> LearningCycle:
    """A planned review does not take place; the reason is kept."""
    cycle, reason = taken(cycle), reason.strip()
    if not reason:
        raise Refusal(_("Say why: the reason is kept."), "reason")
    cycle.move_to(LearningCycle.State.CALLED_OFF, reason=reason, sequence=cycle.sequence + 1)
    event = events.CycleCalledOff(planned_on=cycle.day, reason=reason)
    record(event, by=by, site=cycle.site, about=cycle)
    return cycle


@transaction.atomic
def hold_cycle(
    cycle: LearningCycle, *, held_on: date, counts: Mapping[str, int], by: User
) -> LearningCycle:
    """The review takes place: its day, how many of each kind came, the figures it goes through.

    Two people who count at once: the first one wins, the second one reads what was counted.
    """
    cycle = taken(cycle)
    if cycle.state == LearningCycle.State.HELD and cycle.held_on == held_on:
        return unless_counted_otherwise(cycle, counts)
    if held_on > clock.today():
        raise Refusal(_("This review lies ahead: record it once it was held."), "held_on")
    if cycle.site.learning_cycles.filter(held_on=held_on).exists():
        raise Refusal(_("A review of this day is already recorded: correct that one."), "held_on")
    people = counted(counts)
    cycle.move_to(LearningCycle.State.HELD, held_on=held_on, people=people)
    count(cycle, counts)
    ask_headlines(cycle)
    event = events.ReviewHeld(held_on=held_on, facilitator=cycle.facilitator, people=people)
    record(event, by=by, site=cycle.site, about=cycle)
    return cycle


@transaction.atomic
def count_attendance(
    cycle: LearningCycle, counts: Mapping[str, int], *, seen: str, by: User
) -> LearningCycle:
    """Who came is counted again, while the review is not closed.

    `seen` is what was counted as its reader saw it; where somebody counted since, nothing is written.
    """
    cycle = taken(cycle)
    refuse_unless_held(cycle)
    people = counted(counts)
    if Attendance.told(counts) == cycle.counted:
        return cycle
    if seen != cycle.counted:
        raise CountClash(cycle)
    cycle.people = people
    cycle.save(update_fields=["people"])
    count(cycle, counts)
    event = events.AttendanceCounted(held_on=cycle.day, people=people)
    record(event, by=by, site=cycle.site, about=cycle)
    return cycle


def unless_counted_otherwise(cycle: LearningCycle, counts: Mapping[str, int]) -> LearningCycle:
    """The review as it stands, sent twice; other counts than those that stand are a clash."""
    if Attendance.told(counts) != cycle.counted:
        raise CountClash(cycle)
    return cycle


def counted(counts: Mapping[str, int]) -> int:
    """How many came in all; a review to which nobody came was not held."""
    people = sum(counts.values())
    if people < 1:
        raise Refusal(_("Count at least one person."))
    return people


def count(cycle: LearningCycle, counts: Mapping[str, int]) -> None:
    """One row for each kind of people, those who did not come included."""
    for category in Attendance.Category:
        Attendance.objects.update_or_create(
            cycle=cycle, category=category, defaults={"count": counts.get(category, 0)}
        )


@transaction.atomic
def close_cycle(
    cycle: LearningCycle, *, learned: str, by: User, next_on: date | None = None
) -> LearningCycle:
    """The review ends, when earlier decisions have an outcome and each headline off course a decision.

    Of each figure it has said something, or why not. What was learnt is said in plain words for
    residents. The next one gets its day at once, if it is known. The database holds the same rule,
    on the figures as they stand at this moment.
    """
    cycle = taken(cycle)
    refuse_unless_held(cycle)
    refuse_blocked(cycle)
    if not learned.strip():
        raise Refusal(_("Say in plain words what was learnt: residents read it."), "learned")
    if next_on and next_on <= clock.today():
        raise Refusal(_("The next review comes after this one."), "next_on")
    look_again(cycle)
    move_to_end(cycle, learned.strip(), next_on)
    facts: dict[str, Any] = {"decisions": cycle.adaptations.count()}
    event = events.CycleClosed(held_on=cycle.day, **facts)
    record(event, by=by, site=cycle.site, about=cycle)
    if next_on:
        plan_cycle(cycle.site, CyclePlan(next_on, cycle.facilitator, quorum=cycle.quorum), by=by)
    return cycle


def move_to_end(cycle: LearningCycle, learned: str, next_on: date | None) -> None:
    """What the database refuses is said in words: something came in between."""
    closed, today = LearningCycle.State.CLOSED, clock.today()
    try:
        with transaction.atomic():
            cycle.move_to(closed, closed_on=today, learned=learned, next_on=next_on)
    except IntegrityError as refused:
        raise Refusal(
            _("Something changed meanwhile: look at what is left, and close the review then.")
        ) from refused


def refuse_blocked(cycle: LearningCycle) -> None:
    """Says how much is still to be done, and what comes first."""
    left = figures.blockers(cycle)
    if left:
        more = ngettext(
            "This review cannot be closed yet, %(count)s thing is left: %(first)s",
            "This review cannot be closed yet, %(count)s things are left, first: %(first)s",
            len(left),
        )
        raise Refusal(more % {"count": len(left), "first": left[0].words})
