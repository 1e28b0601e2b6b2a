"""What is shown of what residents say: held, shown, hidden with a reason, shown again, withdrawn.

Nothing said is changed or removed. Each decision is a row of its own, taken by a person by name;
what follows for the answer to a comment follows here, in the same transaction.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.actions.following import answer_again, part
from agenda.actions.outcomes import write_outcome, write_to_author
from agenda.actions.reports import tell_reporters
from agenda.models import Appeal, Comment, Ground, Moderation, NotShown, Outcome, Reply, Version
from journal.actions import record
from kit.states import Refusal
from sites.models import Site

Kind = Moderation.Kind
type Said = Comment | Reply


def named(said: Said) -> dict[str, Any]:
    """What was said, as the tables of moderation name it: a comment, or a reply."""
    return {"reply" if isinstance(said, Reply) else "comment": said}


def held_fast(said: Said) -> Said:
    """What was said, locked until the transaction ends: two people decide one after the other.

    The site first, as all acts do: what is hidden parts from it the comments joined with it.
    """
    Site.objects.locked().get(pk=said.site_id)
    rows: Any = type(said).objects.locked()
    more = ("comment__version",) if isinstance(said, Reply) else ("version",)
    found: Said = rows.select_related("site", *more).get(pk=said.pk)
    return found


def version_of(said: Said) -> Version:
    """The version about which it was said."""
    return said.comment.version if isinstance(said, Reply) else said.version


def place(said: Said) -> str:
    """Where it stands now: empty while everybody may read it."""
    found = NotShown.objects.filter(**named(said)).values_list("kind", flat=True).first()
    return found or ""


def last_decision(said: Said) -> Moderation | None:
    """What was decided last about it."""
    return Moderation.objects.filter(**named(said)).order_by("-number").first()


def decide(said: Said, kind: str, **fields: Any) -> Moderation:
    """Writes the next decision about what is locked."""
    last = last_decision(said)
    number = last.number + 1 if last else 1
    return Moderation.objects.create(**named(said), number=number, kind=kind, **fields)


def hold(said: Said, why: str) -> None:
    """The portal holds something new until a person has read it; part of its being said."""
    decide(said, Kind.HELD, why=why)


def same_again(said: Said, kind: str, **fields: Any) -> Moderation | None:
    """The last decision, if it is this very one: the same button pressed twice decides once."""
    last = last_decision(said)
    given = {"kind": kind, **fields}
    if last is not None and all(getattr(last, name) == value for name, value in given.items()):
        return last
    return None


GONE: dict[str, Any] = {
    Kind.HIDDEN: _("Somebody has hidden this comment meanwhile. Read their reason first."),
    Kind.WITHDRAWN: _("Its author has withdrawn this comment meanwhile: it is not shown any more."),
}


@transaction.atomic
def hide(said: Said, *, ground: str, reason: str, by: User) -> Moderation:
    """Nobody outside the site reads it any more; its place and its counts stay.

    A ground and a public reason are compulsory, whoever hides. A comment has its outcome by
    that, moderated; those that were joined with it wait for an answer of their own. Its author is told why, and that another person may be asked to decide; who
    reported it is told too.
    """
    said = held_fast(said)
    reason = reason.strip()
    if ground not in Ground.values:
        raise Refusal(_("Choose the ground on which it is hidden."), "ground")
    if not reason:
        sentence = _("Say why: the person who spoke will read it, and so will everybody.")
        raise Refusal(sentence, "reason")
    again = same_again(said, Kind.HIDDEN, ground=ground, reason=reason, by=by)
    if again is not None:
        return again
    refuse_when_gone(place(said))
    decision = decide(said, Kind.HIDDEN, ground=ground, reason=reason, by=by)
    if isinstance(said, Comment):
        write_outcome(said, Outcome.Kind.MODERATED, reason=reason, by=by)
        part(said, by=by)
    tell(decision, "emails/agenda/comment_hidden.txt")
    tell_reporters(decision)
    fact = events.CommentHidden(number=version_of(said).number, ground=Ground(ground))
    record(fact, by=by, site=said.site, about=said)
    return decision


def refuse_when_gone(now: str) -> None:
    """What is hidden or withdrawn is not decided about as if it were read."""
    if now in GONE:
        raise Refusal(GONE[now])


@transaction.atomic
def let_through(said: Said, *, by: User) -> Moderation:
    """Everybody may read what was held for reading; what is shown is kept, its reports answered."""
    said = held_fast(said)
    now = place(said)
    kind = Kind.PUBLISHED if now == Kind.HELD else Kind.KEPT
    last = last_decision(said)
    open_reports = said.reports.filter(at__gt=last.at) if last else said.reports.all()
    again = same_again(said, Kind.PUBLISHED, by=by) or same_again(said, Kind.KEPT, by=by)
    if again is not None and not open_reports.exists():
        return again
    refuse_when_gone(now)
    decision = decide(said, kind, by=by)
    made: Callable[..., Any] = events.CommentShown if kind == Kind.PUBLISHED else events.CommentKept
    if kind == Kind.PUBLISHED:
        tell(decision, "emails/agenda/comment_shown.txt")
    else:
        tell_reporters(decision)
    record(made(number=version_of(said).number), by=by, site=said.site, about=said)
    return decision


@transaction.atomic
def show_again(said: Said, *, reason: str, by: User) -> Moderation:
    """It was hidden by mistake: everybody may read it again, with a public reason.

    Once its author has appealed, another person decides on the appeal instead.
    """
    said = held_fast(said)
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Say why it is shown again: everybody may read it."), "reason")
    again = same_again(said, Kind.RESTORED, reason=reason, by=by)
    if again is not None:
        return again
    if place(said) != Kind.HIDDEN:
        raise Refusal(_("This comment is not hidden."))
    if open_appeal(said) is not None:
        raise Refusal(_("Its author has appealed meanwhile: decide on the appeal."))
    return restore(said, reason=reason, by=by)


def open_appeal(said: Said) -> Appeal | None:
    """The appeal of its author that nobody has decided yet."""
    mine = {f"decision__{name}": value for name, value in named(said).items()}
    found = Appeal.objects.filter(**mine, decided=None).select_related("decision").first()
    return found if isinstance(found, Appeal) else None


def restore(said: Said, *, reason: str, by: User, appeal: Appeal | None = None) -> Moderation:
    """Shows what is hidden and locked: a comment has its earlier answer again, or waits for one."""
    decision = decide(said, Kind.RESTORED, reason=reason, by=by, appeal=appeal)
    if isinstance(said, Comment):
        answer_again(said, reason=reason, by=by)
    tell(decision, "emails/agenda/comment_restored.txt")
    fact = events.CommentShownAgain(number=version_of(said).number, appeal=appeal is not None)
    record(fact, by=by, site=said.site, about=said)
    return decision


@transaction.atomic
def withdraw(said: Said) -> Moderation:
    """The portal takes it from display for its author, who has the code; the counts keep it.

    Comments that were joined with it wait for an answer of their own.
    """
    said = held_fast(said)
    again = same_again(said, Kind.WITHDRAWN)
    if again is not None:
        return again
    if place(said) == Kind.HIDDEN:
        raise Refusal(_("Your comment is hidden already: nobody outside the site reads it."))
    decision = decide(said, Kind.WITHDRAWN)
    if isinstance(said, Comment):
        write_outcome(said, Outcome.Kind.WITHDRAWN, reason="", by=None)
        part(said, by=None)
    tell_reporters(decision)
    fact = events.CommentWithdrawn(number=version_of(said).number)
    record(fact, by=None, site=said.site, about=said)
    return decision


def tell(decision: Moderation, letter: str) -> None:
    """Writes to the author of a comment what was decided about it, and why.

    Who replied left no address: they read it with their code.
    """
    if decision.comment is not None:
        key = f"agenda-moderation-{decision.pk}"
        write_to_author(decision.comment, letter, key=key, decision=decision)
