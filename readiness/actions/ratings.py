"""Rating alone, in parts; changing and withdrawing until the meeting has its word."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from readiness import events
from readiness.actions.common import in_hand, questions, rubric_of
from readiness.figures.raters import Capacity, capacity_of
from readiness.models import Consensus, Dimension, Level, Rating, Round


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of one dimension: a level's number, that they do not know, or words only."""

    level: int | None = None
    unknown: bool = False
    comment: str = ""
    evidence: str = ""

    @property
    def empty(self) -> bool:
        return self.level is None and not (self.unknown or self.comment or self.evidence)


@transaction.atomic
def rate(found: Round, answers: Mapping[str, Answer], *, by: User) -> int:
    """Saves a person's own ratings as far as they have come; how many changed.

    While the round is open for rating anything may be given, changed or emptied. In the meeting
    what was given alone may still be changed, nothing is added, and a dimension on which the
    meeting has noted its word is closed.
    """
    found = in_hand(found, Round.State.RATING, Round.State.MEETING)
    capacity = capacity_of(found, by)
    if capacity is None:
        raise Refusal(_("You have no place from which to rate in this round."))
    mine = {r.dimension_id: r for r in Rating.objects.filter(round=found, person=by)}
    asked = questions(found)
    changed = 0
    for code, answer in answers.items():
        dimension, levels = asked[code]
        level = None if answer.level is None else levels[answer.level]
        given = mine.get(dimension.pk)
        if same(given, answer, level):
            continue
        refuse_late(found, dimension, given)
        keep(given or Rating(round=found, dimension=dimension, person=by), answer, level, capacity)
        changed += 1
    if changed:
        record(events.RatingsGiven(rubric=rubric_of(found)), by=by, site=found.site, about=found)
    return changed


def same(given: Rating | None, answer: Answer, level: Level | None) -> bool:
    """True when nothing would change."""
    if given is None:
        return answer.empty
    said = (given.level_id, given.unknown, given.comment, given.evidence)
    return said == (level.pk if level else None, answer.unknown, answer.comment, answer.evidence)


def refuse_late(found: Round, dimension: Dimension, given: Rating | None) -> None:
    """In the meeting nothing is added, and what the meeting has noted is closed."""
    if found.state == Round.State.RATING:
        return
    if Consensus.objects.filter(round=found, dimension=dimension).exists():
        raise Refusal(
            _("“%(title)s”: the meeting has noted its word, what was given is kept as it is.")
            % {"title": dimension.title}
        )
    if given is None:
        raise Refusal(
            _("“%(title)s”: the meeting has begun, nothing can be rated alone any more. Say it there.")
            % {"title": dimension.title}
        )  # fmt: skip


def keep(rating: Rating, answer: Answer, level: Level | None, capacity: Capacity) -> None:
    """Writes one rating; an emptied one is withdrawn, and nothing of it stays."""
    if answer.empty:
        rating.delete()
        return
    rating.leg, rating.holder = capacity.leg, capacity.holder
    rating.level, rating.unknown = level, answer.unknown
    rating.comment, rating.evidence = answer.comment, answer.evidence
    rating.changed_at = clock.now()
    rating.save()


@transaction.atomic
def withdraw(found: Round, *, by: User) -> int:
    """A person takes back all that they gave, but for what the meeting has already talked over."""
    found = in_hand(found, Round.State.RATING, Round.State.MEETING)
    talked_over = Consensus.objects.filter(round=found).values("dimension")
    mine = Rating.objects.filter(round=found, person=by).exclude(dimension__in=talked_over)
    count, _kinds = mine.delete()
    if not count:
        raise Refusal(_("There is nothing left to withdraw."))
    record(events.RatingsWithdrawn(rubric=rubric_of(found)), by=by, site=found.site, about=found)
    return count
