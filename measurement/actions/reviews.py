"""Learning reviews that are told afterwards in words: recorded and put right."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from measurement import events
from measurement.models import LearningCycle
from measurement.words import Before
from sites.models import Site


@dataclass(frozen=True)
class ReviewFacts:
    """What is written down of a learning review."""

    held_on: date
    facilitator: str
    people: int
    attendance: str
    decided: str
    learned: str = ""
    next_on: date | None = None


@transaction.atomic
def record_review(
    site: Site, facts: ReviewFacts, *, by: User | None, once: UUID | None = None
) -> LearningCycle:
    """A learning review that was held and is told in words: one a day, never one that lies ahead."""
    site = Site.objects.locked().get(pk=site.pk)
    if once and (there := LearningCycle.objects.filter(once=once, site=site).first()):
        return there
    refuse_unlikely(site, facts)
    review = LearningCycle.objects.create(
        site=site, once=once, state=LearningCycle.State.HELD, in_words=True, **vars(facts)
    )
    event = events.ReviewHeld(
        held_on=facts.held_on, facilitator=facts.facilitator, people=facts.people
    )
    record(event, by=by, site=site, about=review)
    return review


@transaction.atomic
def correct_review(
    review: LearningCycle, facts: ReviewFacts, *, reason: str, by: User | None
) -> LearningCycle:
    """What was written wrongly is put right; the journal keeps the words before and the reason."""
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why it is corrected: the reason is kept in the journal."))
    Site.objects.locked().get(pk=review.site_id)
    review = LearningCycle.objects.locked().select_related("site").get(pk=review.pk)
    if not review.in_words:
        raise Refusal(_("Only a review that was told in words is corrected here."))
    refuse_unlikely(review.site, facts, but=review)
    changed = {name: value for name, value in vars(facts).items() if value != getattr(review, name)}
    if not changed:
        return review
    before = Before.of(review, changed)
    event = events.ReviewCorrected(held_on=review.day, reason=reason, before=before)
    for name, value in changed.items():
        setattr(review, name, value)
    review.save(update_fields=list(changed))
    record(event, by=by, site=review.site, about=review)
    return review


def refuse_unlikely(site: Site, facts: ReviewFacts, but: LearningCycle | None = None) -> None:
    """A review of the future, a second one of the same day, a next one that is not after it."""
    if facts.held_on > clock.today():
        raise Refusal(_("This review lies ahead: record it once it was held."))
    if facts.next_on and facts.next_on <= facts.held_on:
        raise Refusal(_("The next review comes after this one."))
    same = site.learning_cycles.filter(held_on=facts.held_on)
    others = same.exclude(pk=but.pk) if but else same
    if others.exists():
        raise Refusal(_("A review of this day is already recorded: correct that one."))
