"""Answering: every comment has an outcome with a public reason, and its author is told."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.models import Comment, NotShown, Outcome
from journal.actions import record, write_letter
from kit.states import Refusal

UNREAD: dict[str, Any] = {
    "held": _("Read this comment first: show it or hide it. Then it gets its answer."),
    "hidden": _("This comment is hidden: that is its answer, until somebody shows it again."),
    "withdrawn": _("Its author has withdrawn this comment: it needs no answer."),
}


@transaction.atomic
def give_outcome(comment: Comment, *, kind: str, by: User, reason: str = "") -> Outcome:
    """Says what became of a comment. A later outcome replaces it and the first stays written.

    A reason is public and compulsory unless the comment is simply kept. The same answer sent
    twice is one. Whoever left an address gets a letter, refusals included. What is not shown
    gets no answer: moderation decides about it first.
    """
    comment = Comment.objects.locked().select_related("site", "version").get(pk=comment.pk)
    reason = reason.strip()
    kind = Outcome.Kind(kind)
    if kind in Outcome.OF_MODERATION:
        raise Refusal(_("This is not an answer: hide the comment, or show it again."))
    if kind != Outcome.Kind.RETAINED and not reason:
        raise Refusal(_("Say why: the person who spoke will read it."))
    place = NotShown.objects.filter(comment=comment).values_list("kind", flat=True).first()
    if place is not None:
        raise Refusal(UNREAD[place])
    before = comment.outcomes.order_by("-number").first()
    if before is not None and (before.kind, before.reason) == (kind, reason):
        return before
    outcome = write_outcome(comment, kind, reason=reason, by=by)
    key = f"agenda-outcome-{outcome.pk}"
    write_to_author(comment, "emails/agenda/outcome_given.txt", key=key, outcome=outcome)
    fact = events.OutcomeGiven(
        number=comment.version.number,
        outcome=kind,
        kind_before=Outcome.Kind(before.kind) if before else None,
    )
    record(fact, by=by, site=comment.site, about=comment)
    return outcome


def write_outcome(comment: Comment, kind: str, *, reason: str, by: User | None) -> Outcome:
    """Writes the next outcome of a comment that is locked; nobody gave the one of a withdrawal."""
    last = comment.outcomes.order_by("-number").values_list("number", flat=True).first()
    return Outcome.objects.create(
        comment=comment, number=(last or 0) + 1, kind=kind, reason=reason, by=by
    )


def write_to_author(comment: Comment, letter: str, *, key: str, **facts: Any) -> None:
    """Writes to who left an address, in French: we do not know another language of theirs."""
    contact = getattr(comment, "contact", None)
    if contact is None:
        return
    path = reverse("agenda:comment-follow", kwargs={"site": comment.site.slug})
    context = {"comment": comment, "site": comment.site, "address": settings.BASE_URL + path}
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(letter, context | facts)
    subject, _blank, body = text.partition("\n")
    write_letter(to=contact.email, subject=subject.strip(), text=body.strip(), key=key)
