"""What leaves the room: residents are told, a lesson is shared with the network if the site chooses."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from community import actions as community
from community.models import Forum
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.actions.cycles import taken
from measurement.models import LearningCycle, Lesson, ReturnToResidents

LONGEST_TITLE = 120


@dataclass(frozen=True)
class ReturnFacts:
    """How, when and in which words residents were told; the file is what they were given."""

    channel: str
    on: date
    text: str = ""
    url: str = ""
    file: bytes | None = None
    file_name: str = ""


@transaction.atomic
def return_to_residents(
    cycle: LearningCycle, facts: ReturnFacts, *, by: User | None, once: UUID | None = None
) -> ReturnToResidents:
    """Residents are told what a review saw and decided: after it was held, never in the future."""
    cycle = taken(cycle)
    if once and (there := cycle.returns.filter(once=once).first()):
        return there
    if cycle.held_on is None:
        raise Refusal(_("This review was not held yet: there is nothing to tell."))
    if facts.on > clock.today():
        raise Refusal(_("This day lies in the future."), "on")
    if facts.on < cycle.held_on:
        raise Refusal(_("Residents are told after the review was held."), "on")
    if not facts.text.strip() and not facts.file:
        raise Refusal(_("Write what residents were told, or add the file they were given."), "text")
    row = ReturnToResidents.objects.create(
        cycle=cycle, once=once, by_name=str(by or ""), **vars(facts)
    )
    event = events.ResidentsTold(
        held_on=cycle.held_on, on=facts.on, channel=ReturnToResidents.Channel(facts.channel)
    )
    record(event, by=by, site=cycle.site, about=cycle)
    return row


@transaction.atomic
def keep_lesson(
    cycle: LearningCycle, *, text: str, by: User | None, once: UUID | None = None
) -> Lesson:
    """What the site learnt in a review that was held; it stays at the site."""
    cycle = taken(cycle)
    if once and (there := cycle.lessons.filter(once=once).first()):
        return there
    if cycle.held_on is None:
        raise Refusal(_("This review was not held yet: count first who came."))
    lesson = Lesson.objects.create(cycle=cycle, text=text.strip(), once=once, by_name=str(by or ""))
    record(events.LessonKept(text=lesson.text), by=by, site=cycle.site, about=cycle)
    return lesson


@transaction.atomic
def share_lesson(lesson: Lesson, *, by: User, role: str = "") -> Lesson:
    """One click: the lesson becomes a topic of the national forum, because the site chose so. Once."""
    cycle = taken(lesson.cycle)
    lesson = Lesson.objects.locked().select_related("topic").get(pk=lesson.pk)
    if lesson.topic_id is not None:
        return lesson
    forum = Forum.objects.filter(kind=Forum.Kind.NATIONAL).first()
    if forum is None:
        raise Refusal(_("The national forum is not open yet."))
    first, _dot, _rest = lesson.text.partition(".")
    title = f"{cycle.site.name} \N{EN DASH} {first.strip()}"[:LONGEST_TITLE]
    lesson.topic = community.open_topic(
        forum, title=title, text=lesson.text, by=by, role=role, once=lesson.pk
    )
    lesson.shared_on = clock.today()
    lesson.save(update_fields=["topic", "shared_on"])
    record(events.LessonShared(text=lesson.text), by=by, site=cycle.site, about=cycle)
    return lesson
