"""What is shown of what residents say: held, shown, hidden with a reason, shown again, withdrawn.

Nothing said is changed or removed. Each decision is a row of its own, taken by a person by name;
what follows for the answer to the comment follows here, in the same transaction.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.actions.outcomes import write_outcome, write_to_author
from agenda.models import Comment, Ground, Moderation, NotShown, Outcome
from journal.actions import record
from kit.states import Refusal

Kind = Moderation.Kind


def held_fast(comment: Comment) -> Comment:
    """The comment, locked until the transaction ends: two people decide one after the other."""
    return Comment.objects.locked().select_related("site", "version").get(pk=comment.pk)


def place(comment: Comment) -> str:
    """Where the comment stands now: empty while everybody may read it."""
    found = NotShown.objects.filter(comment=comment).values_list("kind", flat=True).first()
    return found or ""


def decide(comment: Comment, kind: str, **fields: Any) -> Moderation:
    """Writes the next decision about a comment that is locked."""
    last = comment.moderations.order_by("-number").values_list("number", flat=True).first()
    return Moderation.objects.create(comment=comment, number=(last or 0) + 1, kind=kind, **fields)


def hold(comment: Comment, why: str) -> None:
    """The portal holds a new comment until a person has read it; part of its being said."""
    decide(comment, Kind.HELD, why=why)


def same_again(comment: Comment, kind: str, **fields: Any) -> Moderation | None:
    """The last decision, if it is this very one: the same button pressed twice decides once."""
    last = comment.moderations.order_by("-number").first()
    given = {"kind": kind, **fields}
    if last is not None and all(getattr(last, name) == value for name, value in given.items()):
        return last
    return None


GONE: dict[str, Any] = {
    Kind.HIDDEN: _("Somebody has hidden this comment meanwhile. Read their reason first."),
    Kind.WITHDRAWN: _("Its author has withdrawn this comment meanwhile: it is not shown any more."),
}


@transaction.atomic
def hide(comment: Comment, *, ground: str, reason: str, by: User) -> Moderation:
    """Nobody outside the site reads the comment any more; its place and its counts stay.

    A ground and a public reason are compulsory, whoever hides. The comment has its outcome by
    that, moderated, and its author is told why and that another person may be asked to decide.
    """
    comment = held_fast(comment)
    reason = reason.strip()
    if ground not in Ground.values:
        raise Refusal(_("Choose the ground on which it is hidden."), "ground")
    if not reason:
        raise Refusal(
            _("Say why: the person who spoke will read it, and so will everybody."), "reason"
        )
    again = same_again(comment, Kind.HIDDEN, ground=ground, reason=reason, by=by)
    if again is not None:
        return again
    refuse_when_gone(place(comment))
    decision = decide(comment, Kind.HIDDEN, ground=ground, reason=reason, by=by)
    write_outcome(comment, Outcome.Kind.MODERATED, reason=reason, by=by)
    tell(decision, "emails/agenda/comment_hidden.txt")
    fact = events.CommentHidden(number=comment.version.number, ground=Ground(ground))
    record(fact, by=by, site=comment.site, about=comment)
    return decision


def refuse_when_gone(now: str) -> None:
    """A comment that is hidden or withdrawn is not decided about as if it were read."""
    if now in GONE:
        raise Refusal(GONE[now])


@transaction.atomic
def let_through(comment: Comment, *, by: User) -> Moderation:
    """Everybody may read a comment that was held for reading; one that is shown is kept."""
    comment = held_fast(comment)
    now = place(comment)
    kind = Kind.PUBLISHED if now == Kind.HELD else Kind.KEPT
    again = same_again(comment, Kind.PUBLISHED, by=by) or same_again(comment, Kind.KEPT, by=by)
    if again is not None and now != Kind.HELD:
        return again
    refuse_when_gone(now)
    decision = decide(comment, kind, by=by)
    made: Callable[..., Any] = events.CommentShown if kind == Kind.PUBLISHED else events.CommentKept
    if kind == Kind.PUBLISHED:
        tell(decision, "emails/agenda/comment_shown.txt")
    record(made(number=comment.version.number), by=by, site=comment.site, about=comment)
    return decision


@transaction.atomic
def show_again(comment: Comment, *, reason: str, by: User) -> Moderation:
    """A comment was hidden by mistake: everybody may read it again, with a public reason."""
    comment = held_fast(comment)
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why it is shown again: everybody may read it."), "reason")
    again = same_again(comment, Kind.RESTORED, reason=reason, by=by)
    if again is not None:
        return again
    if place(comment) != Kind.HIDDEN:
        raise Refusal(_("This comment is not hidden."))
    return restore(comment, reason=reason, by=by)


def restore(comment: Comment, *, reason: str, by: User, **fields: Any) -> Moderation:
    """Shows a hidden comment that is locked: it has its earlier answer again, or waits for one."""
    decision = decide(comment, Kind.RESTORED, reason=reason, by=by, **fields)
    answers = comment.outcomes.exclude(kind__in=Outcome.OF_MODERATION).order_by("-number")
    before = answers.first()
    if before is not None:
        write_outcome(comment, before.kind, reason=before.reason, by=by)
    else:
        write_outcome(comment, Outcome.Kind.REOPENED, reason=reason, by=by)
    tell(decision, "emails/agenda/comment_restored.txt")
    fact = events.CommentShownAgain(number=comment.version.number)
    record(fact, by=by, site=comment.site, about=comment)
    return decision


@transaction.atomic
def withdraw(comment: Comment) -> Moderation:
    """The portal takes a comment from display for its author, who has the code; counts keep it."""
    comment = held_fast(comment)
    again = same_again(comment, Kind.WITHDRAWN)
    if again is not None:
        return again
    if place(comment) == Kind.HIDDEN:
        raise Refusal(_("Your comment is hidden already: nobody outside the site reads it."))
    decision = decide(comment, Kind.WITHDRAWN)
    write_outcome(comment, Outcome.Kind.WITHDRAWN, reason="", by=None)
    fact = events.CommentWithdrawn(number=comment.version.number)
    record(fact, by=None, site=comment.site, about=comment)
    return decision


def tell(decision: Moderation, letter: str) -> None:
    """Writes to the author what was decided about their comment, and why."""
    write_to_author(
        decision.comment,
        letter,
        key=f"agenda-moderation-{decision.pk}",
        decision=decision,
    )
