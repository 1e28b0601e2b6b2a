"""Replying to a comment, and telling its author of it without nagging."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import codes, events
from agenda.actions.acts import locked
from agenda.actions.consultations import refuse_strangers
from agenda.actions.moderation import hold
from agenda.actions.screening import screened
from agenda.models import Comment, CommentContact, NotShown, RepliesTold, Reply, ReplyTold, Version
from journal.actions import record, write_letter
from kit import clock
from kit.floods import hold_back
from kit.states import Refusal

FLOOD_REPLIES, FLOOD_SECONDS = 60, 600
SALT = "agenda.reply-letters"


@transaction.atomic
def reply(
    comment: Comment,
    *,
    text: str,
    public_name: str = "",
    role: str = "",
    language: str = "",
    once: str = "",
    address: str = "",
    by: User | None = None,
) -> tuple[Reply, str]:
    """Somebody says something to a comment; returns the reply and its follow-up code.

    Who has a role at the site speaks under their own name with it; everybody else as for a
    comment. Replies are taken as long as comments are. The same form sent twice is one reply.
    """
    version = locked(comment.version)
    sent = (text, public_name, language)
    key = codes.keyed("reply", once or clock.now().isoformat(), comment.pk, *sent)
    code = codes.code_for(key)
    known = comment.replies.filter(once=key).first()
    if known is not None:
        return known, code
    refuse_strangers(version, at_home=by is not None)
    refuse_reply(version, comment, address)
    why = "" if by else screened(version, text)
    made = Reply.objects.create(
        site=version.site,
        comment=comment,
        public_name=str(by)[:60] if by else public_name,
        role=role if by else "",
        text=text,
        language=language,
        by=by,
        code_hash=codes.hash_of(code),
        once=key,
    )
    if why:
        hold(made, why)
    fact = events.ReplyMade(number=version.number)
    record(fact, by=by, site=version.site, about=made)
    return made, code


def refuse_reply(version: Version, comment: Comment, address: str) -> None:
    """Refuses what comes after the last day, to a comment that is not shown, or too fast."""
    if not version.takes_comments:
        raise Refusal(_("Comments on this version are closed. Your text was not sent."))
    if NotShown.objects.filter(comment=comment).exists():
        raise Refusal(
            _("This comment is not shown now: it takes no reply. Your text was not sent.")
        )
    hold_back(
        "replies",
        address,
        most=FLOOD_REPLIES,
        seconds=FLOOD_SECONDS,
        sentence=_("Very many replies come from your network just now. Send yours in ten minutes."),
    )


def tell_of_replies() -> int:
    """Writes to the authors whose comment has replies that they were not told of; how many.

    One letter a day and comment at most: what came meanwhile is in the next one, and so is what
    was held for reading and is shown now. No reply is told twice. Safe to ring twice, or late.
    """
    new = Reply.objects.filter(
        told=None,
        not_shown=None,
        comment__contact__isnull=False,
        comment__contact__replies_stopped_at=None,
    )
    keys = new.order_by().values_list("comment", flat=True).distinct()
    return sum(tell_author(key) for key in list(keys[:500]))


@transaction.atomic
def tell_author(key: Any) -> bool:
    """The portal writes one letter of all replies not told yet; False when none is due."""
    comment = Comment.objects.select_related("site", "version").get(pk=key)
    locked(comment.version)  # replies come under the same lock: none slips in between
    contact = CommentContact.objects.locked().filter(comment=comment).first()
    today = comment.told_of.filter(day=clock.today())
    if contact is None or contact.replies_stopped_at or today.exists():
        return False
    found = list(comment.replies.filter(not_shown=None, told=None).order_by("at", "pk"))
    if not found:
        return False
    told = RepliesTold.objects.create(
        comment=comment, day=clock.today(), until=found[-1].at, replies=len(found)
    )
    ReplyTold.objects.bulk_create(ReplyTold(reply=each, letter=told) for each in found)
    write_about(told, contact, found)
    fact = events.RepliesTold(replies=len(found))
    record(fact, by=None, site=comment.site, about=comment)
    return True


def write_about(told: RepliesTold, contact: CommentContact, replies: list[Reply]) -> None:
    """The letter, in French: we do not know another language of theirs."""
    comment = told.comment
    address = reverse("agenda:comment-page", args=(comment.site.slug, comment.pk))
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(
            "emails/agenda/replies_told.txt",
            {
                "comment": comment,
                "site": comment.site,
                "replies": replies,
                "address": settings.BASE_URL + address,
                "stop": stop_address(contact),
            },
        )
    subject, _blank, body = text.partition("\n")
    write_letter(
        to=contact.email,
        subject=subject.strip(),
        text=body.strip(),
        key=f"agenda-replies-{told.pk}",
        stop=stop_address(contact),
    )


def stop_address(contact: CommentContact) -> str:
    """The address that stops letters about replies to one comment, without a code or an account."""
    seal = signing.dumps(contact.pk.hex, salt=SALT)
    site = contact.comment.site.slug
    return f"{settings.BASE_URL}{reverse('agenda:reply-letters-stop', args=(site, seal))}"


def sealed_contact(site: Any, seal: str) -> CommentContact | None:
    """The contact at a site whose letters a seal stops; None for a seal that we never made."""
    try:
        key = signing.loads(seal, salt=SALT)
    except signing.BadSignature:
        return None
    found = CommentContact.objects.filter(pk=key, comment__site=site)
    return found.select_related("comment").first()


@transaction.atomic
def stop_reply_letters(contact: CommentContact, *, by: User | None) -> None:
    """The author of a comment hears no more of replies; the answer to it still comes. Once."""
    contact = (
        CommentContact.objects.locked()
        .select_related("comment__site", "comment__version")
        .get(pk=contact.pk)
    )
    if contact.replies_stopped_at:
        return
    contact.replies_stopped_at = clock.now()
    contact.save(update_fields=["replies_stopped_at"])
    comment = contact.comment
    fact = events.ReplyLettersStopped(number=comment.version.number)
    record(fact, by=by, site=comment.site, about=comment)
