"""Opening a version to everybody, hearing what they say, closing on time."""

import logging
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import codes, events
from agenda.actions.acts import locked, moving, refuse_beside_endorsing
from agenda.actions.moderation import hold
from agenda.actions.screening import screened
from agenda.content import canonical, sha256
from agenda.descent import holders
from agenda.models import Comment, CommentContact, Passage, Version, Wording
from agenda.models.versions import Section
from agenda.voters import left_by
from journal.actions import record
from journal.events import Event
from kit import clock
from kit.floods import hold_back
from kit.states import Refusal

log = logging.getLogger(__name__)

LONGEST = timedelta(days=366)
# What somebody may send with a comment beside its text and name.
OTHER_WORDS = ("quote", "suggestion", "language")
# A class of thirty behind one address may speak twice each; a machine may not go on.
FLOOD_COMMENTS, FLOOD_SECONDS = 60, 600


def freeze(version: Version) -> dict[str, Any]:
    """The fields that a version gets for ever on leaving writing; the one before it is then history."""
    wordings = list(version.wordings.order_by("position"))
    if not any(wording.section == Section.HORIZON for wording in wordings):
        raise Refusal(_("Write the horizon first: it is the passage on which all others stand."))
    before = version.site.versions.locked().filter(state=Version.State.REWORKING).first()
    if before is not None:
        before.move_to(Version.State.SUPERSEDED, ended_on=clock.today())
    content = canonical(version, wordings)
    return {"content": content, "sha256": sha256(content)}


@transaction.atomic
def open_consultation(
    version: Version,
    *,
    by: User,
    until: date,
    reads_first: bool = False,
    audience: str = Version.Audience.EVERYBODY,
) -> Version:
    """The audience may comment until the last day; from now on the text never changes again.

    `reads_first`: what residents write is read before it is shown. They are told so before they
    write, and the rule stands as long as the consultation.
    """
    version = moving(version)
    if version.state != Version.State.WRITING:
        raise Refusal(_("Only a version in writing can be opened to comments."))
    refuse_beside_endorsing(version)
    if until < clock.today():
        raise Refusal(_("The last day for comments is already past."))
    if until > clock.today() + LONGEST:
        raise Refusal(_("A consultation lasts a year at most."))
    fields = freeze(version)
    fields |= {"opened_on": clock.today(), "closes_on": until}
    fields |= {"reads_first": reads_first, "audience": audience}
    version.move_to(Version.State.OPEN, **fields)
    fact = events.ConsultationOpened(number=version.number, until=until, sha256=version.sha256)
    record(fact, by=by, site=version.site, about=version)
    return version


@transaction.atomic
def close_consultation(version: Version, *, by: User | None) -> Version:
    """No more comments: the version is taken up again, each comment gets its answer."""
    version = moving(version)
    if version.state != Version.State.OPEN:
        raise Refusal(_("This version is not open to comments."))
    version.move_to(Version.State.REWORKING, reworked_on=clock.today())
    said = version.comments.count()
    fact = events.ConsultationClosed(number=version.number, comments=said)
    record(fact, by=by, site=version.site, about=version)
    return version


def close_due() -> int:
    """Closes every consultation whose last day is past; how many. Safe to ring twice.

    What goes wrong at one site is written to the log and does not keep the others open.
    """
    closed = 0
    due = Version.objects.filter(state=Version.State.OPEN, closes_on__lt=clock.today())
    for version in due.order_by("closes_on", "pk"):
        try:
            close_consultation(version, by=None)
            closed += 1
        except Refusal:
            continue  # somebody closed it a moment ago
        except Exception:  # one site's fault must not keep the others open
            log.exception("version %s is not closed", version.pk)
    return closed


@transaction.atomic
def comment(
    version: Version,
    *,
    text: str,
    public_name: str,
    passage: Passage | None = None,
    email: str = "",
    once: str = "",
    address: str = "",
    keys: tuple[str, ...] = (),
    by: User | None = None,
    at_home: bool = False,
    **words: str,
) -> tuple[Comment, str]:
    """Somebody says what they think, without an account; returns the comment and its code.

    The code is told once: only its hash is kept. `by` names who typed in what was said in a
    workshop. The same form sent twice is one comment; the same form with other words, be it a
    name, a quote or a suggestion, is another one; with another e-mail address alone it is the same
    comment, and the answer goes there. After the last day it is refused: the sentence says so, the text is with
    the caller. Quoted words must stand in the passage: they are looked for in later versions.
    `keys` are those by which the author would agree with a comment: not with this one. `words`
    are its other words: `quote`, `suggestion`, `language`. `at_home`: the author has a role here.
    """
    version = locked(version)
    sent = (once or clock.now().isoformat(), version.pk, passage and passage.pk, text, public_name)
    key = key_of(sent, words)
    code = codes.code_for(key)
    known = version.comments.filter(once=key).first()
    if known is not None:
        answer_to(known, email, by=by, address=address)
        return known, code
    wording = commented(version, passage, words, at_home=at_home or by is not None)
    hold_back_floods(address)
    said = Comment.objects.create(
        **author(() if by else keys),
        site=version.site,
        version=version,
        passage=passage,
        public_name=public_name,
        text=text,
        source=Comment.Source.WORKSHOP if by else Comment.Source.ONLINE,
        by=by,
        code_hash=codes.hash_of(code),
        once=key,
        **words,
    )
    receive(said, email)
    record(spoken(said, wording), by=by, site=version.site, about=said)
    return said, code


def key_of(sent: tuple[Any, ...], words: Mapping[str, str]) -> str:
    """The key of all that was sent but the e-mail address: sent twice, it is one comment."""
    return codes.keyed(*sent, *(words.get(name, "") for name in OTHER_WORDS))


def author(keys: tuple[str, ...]) -> dict[str, Any]:
    """The id of a new comment, and by what its author is known not to agree with it."""
    pk = uuid4()
    mark, browser = left_by(pk, keys)
    return {"id": pk, "author_mark": mark, "author_browser": browser}


def receive(said: Comment, email: str) -> None:
    """Holds what is read before it is shown, and keeps the address for the answer."""
    why = "" if said.by else screened(said.version, said.text, said.suggestion)
    if why:
        hold(said, why)
    if email:
        CommentContact.objects.create(comment=said, email=email)


def answer_to(said: Comment, email: str, *, by: User | None, address: str) -> None:
    """The form was sent again with an e-mail address: the answer goes there. The last one counts."""
    contact = CommentContact.objects.locked().filter(comment=said).first()
    if not email or (contact and contact.email == email):
        return
    hold_back_floods(address)
    CommentContact.objects.update_or_create(comment=said, defaults={"email": email})
    fact = events.AnswerAddressLeft(number=said.version.number)
    record(fact, by=by, site=said.version.site, about=said)


def spoken(said: Comment, wording: Wording | None) -> Event:
    """That somebody spoke, and of what."""
    number, workshop = said.version.number, said.by is not None
    if wording is None:
        return events.CommentMadeOnTheWhole(number=number, workshop=workshop)
    return events.CommentMade(number=number, passage=wording.heading, workshop=workshop)


def refuse_strangers(version: Version, *, at_home: bool) -> None:
    """Refuses who has no role at the site where only its people and partners comment."""
    if version.is_for_people and not at_home:
        raise Refusal(
            _("Only the people and partners of this site comment here. Your text was not sent.")
        )


def commented(
    version: Version, passage: Passage | None, words: Mapping[str, str], *, at_home: bool
) -> Wording | None:
    """The words that a comment is about, while it is taken; quoted ones must stand among them."""
    refuse_strangers(version, at_home=at_home)
    if not version.takes_comments:
        raise Refusal(_("Comments on this version are closed. Your text was not sent."))
    wording = version.wordings.filter(passage=passage).first() if passage else None
    if passage is not None and wording is None:
        raise Refusal(_("This passage is not in this version."))
    quote = words.get("quote", "")
    if quote and not (wording and holders(quote, {1: wording.text, 2: wording.plain_text})):
        raise Refusal(_("The quoted words are not in this passage: copy them as they stand."))
    if words.get("suggestion") and wording is None:
        raise Refusal(_("A wording is suggested for a passage, not for the whole text."))
    return wording


def hold_back_floods(address: str) -> None:
    """Refuses what comes too fast from one network address."""
    hold_back(
        "comments",
        address,
        most=FLOOD_COMMENTS,
        seconds=FLOOD_SECONDS,
        sentence=_(
            "Very many comments come from your network just now. Send yours in ten minutes."
        ),
    )
