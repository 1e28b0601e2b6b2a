"""Answering: every comment has an outcome with a public reason, and its author is told."""

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.models import Comment, Outcome
from journal.actions import record, write_letter
from kit.states import Refusal


@transaction.atomic
def give_outcome(comment: Comment, *, kind: str, by: User, reason: str = "") -> Outcome:
    """Says what became of a comment. A later outcome replaces it and the first stays written.

    A reason is public and compulsory unless the comment is simply kept. The same answer sent
    twice is one. Whoever left an address gets a letter, refusals included.
    """
    comment = Comment.objects.locked().select_related("site", "version").get(pk=comment.pk)
    reason = reason.strip()
    kind = Outcome.Kind(kind)
    if kind != Outcome.Kind.RETAINED and not reason:
        raise Refusal(_("Say why: the person who spoke will read it."))
    before = comment.outcomes.order_by("-number").first()
    if before is not None and (before.kind, before.reason) == (kind, reason):
        return before
    outcome = Outcome.objects.create(
        comment=comment,
        number=before.number + 1 if before else 1,
        kind=kind,
        reason=reason,
        by=by,
    )
    tell_author(outcome)
    fact = events.OutcomeGiven(
        number=comment.version.number,
        name=comment.public_name,
        outcome=kind,
        kind_before=Outcome.Kind(before.kind) if before else None,
    )
    record(fact, by=by, site=comment.site, about=comment)
    return outcome


def tell_author(outcome: Outcome) -> None:
    """Writes to who left an address, in French: we do not know another language of theirs."""
    comment = outcome.comment
    contact = getattr(comment, "contact", None)
    if contact is None:
        return
    path = reverse("agenda:comment-follow", kwargs={"site": comment.site.slug})
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "emails/agenda/outcome_given.txt",
            {
                "comment": comment,
                "outcome": outcome,
                "site": comment.site,
                "address": settings.BASE_URL + path,
            },
        )
    subject, _blank, body = text.partition("\n")
    write_letter(
        to=contact.email,
        subject=subject.strip(),
        text=body.strip(),
        key=f"agenda-outcome-{outcome.pk}",
    )
