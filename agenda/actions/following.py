"""What follows for the answers to comments when one is not shown any more, or is shown again."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import User
from agenda.actions.outcomes import KEPT_DETAILS, check_words, refuse_promise, write_outcome
from agenda.figures.tracing import version_after
from agenda.models import Comment, Effect, Outcome, Wording
from kit.states import Refusal

# The other comment may have been joined elsewhere meanwhile; nobody takes back for an author.
WAITS_ANEW = (Outcome.Kind.MERGED, Outcome.Kind.WITHDRAWN)


def part(lead: Comment, *, by: User | None) -> int:
    """The comments joined with one that is not shown any more wait for an answer again; how many.

    Their own words are still read, and nobody finds the answer to them any more. The site is held.
    """
    later = Outcome.objects.filter(comment=OuterRef("comment"), number__gt=OuterRef("number"))
    joined = Outcome.objects.filter(~Exists(later), merged_into=lead).order_by("comment")
    keys = list(joined.values_list("comment", flat=True))
    with translation.override(settings.LANGUAGE_CODE):
        reason = gettext("The comment with which it was joined is not shown any more.")
    for comment in Comment.objects.locked().filter(pk__in=keys).order_by("pk"):
        write_outcome(comment, Outcome.Kind.REOPENED, reason=reason, by=by)
    return len(keys)


def answer_again(comment: Comment, *, reason: str, by: User) -> None:
    """The answer that a comment had before it was hidden, whole; without one it waits again.

    So does a comment that was joined with another, and one that was kept for words that have
    gone meanwhile or that are not in a text which changes no more.
    """
    answers = comment.outcomes.exclude(kind__in=Outcome.OF_MODERATION)
    before = answers.order_by("-number").first()
    if before is None or before.kind in WAITS_ANEW or not holds_again(comment, before, by):
        write_outcome(comment, Outcome.Kind.REOPENED, reason=reason, by=by)


def holds_again(comment: Comment, before: Outcome, by: User) -> bool:
    """Gives the earlier answer again; False, and nothing is written, where it holds no more."""
    named = list(before.effects.all())
    left = [effect for effect in named if is_there(effect, comment)]
    if named and not left:
        return False
    details = {name: getattr(before, name) for name in KEPT_DETAILS}
    try:
        with transaction.atomic():
            again = write_outcome(comment, before.kind, reason=before.reason, by=by, **details)
            for effect in left:
                Effect.objects.create(
                    outcome=again, version=effect.version, passage_id=effect.passage_id
                )
            if before.kind in Outcome.OF_CHANGE:
                check_promise(comment, named=bool(left))
    except Refusal:
        return False
    return True


def is_there(effect: Effect, comment: Comment) -> bool:
    """True while a passage is in the version that was to change, or was read by who commented."""
    known = Wording.objects.filter(version__in=[effect.version_id, comment.version_id])
    return known.filter(passage=effect.passage_id).exists()


def check_promise(comment: Comment, *, named: bool) -> None:
    """Refuses what would be a promise that nobody asks for any more."""
    version = version_after(comment)
    if not named:
        refuse_promise(version or comment.version)
    elif version is not None:
        check_words(comment, version)
