"""Appeals: the author of what was hidden asks, and another person than who hid decides."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.actions.moderation import (
    Kind,
    Said,
    decide,
    held_fast,
    last_decision,
    named,
    restore,
    tell,
    version_of,
)
from agenda.figures import deciders
from agenda.models import Appeal, Moderation
from journal.actions import record
from kit.states import Refusal
from sites.models import Site


@transaction.atomic
def appeal(said: Said, *, words: str) -> Appeal:
    """The portal takes down that the author, who has the code, wants another person to decide.

    Once for each decision; the same words sent twice are one appeal.
    """
    said = held_fast(said)
    words = words.strip()
    if not words:
        raise Refusal(_("Say why it should be shown."), "words")
    last = last_decision(said)
    if last is None or last.kind not in (Kind.HIDDEN, Kind.UPHELD):
        raise Refusal(_("Your comment is not hidden now: there is nothing to appeal against."))
    known = Appeal.objects.filter(**{f"decision__{k}": v for k, v in named(said).items()})
    before = known.filter(decision=last).first() if last.kind == Kind.HIDDEN else last.appeal
    if before is not None:
        if before.words == words:
            return before
        raise Refusal(_("You have appealed against this decision already: once is possible."))
    made = Appeal.objects.create(decision=last, words=words)
    fact = events.AppealMade(number=version_of(said).number)
    record(fact, by=None, site=said.site, about=made)
    return made


def leave_to_the_site(site: Site, hid_by: Any, by: User) -> None:
    """Refuses who is not of the site while somebody there, other than who hid, may decide."""
    others = deciders(site, hid_by)
    if others and by not in others:
        names = ", ".join(str(person) for person in others)
        raise Refusal(
            _("This appeal is decided at the site, by one of: %(names)s.") % {"names": names}
        )


@transaction.atomic
def decide_appeal(appeal: Appeal, *, shows: bool, reason: str, by: User) -> Moderation:
    """Another person than who hid decides: it is shown again, or stays hidden; with a reason.

    It is for the people of the site; where none but who hid is there, for the national team.
    """
    hid = appeal.decision
    target: Any = hid.comment or hid.reply
    said = held_fast(target)
    reason = reason.strip()
    if by.pk == hid.by_id:
        raise Refusal(_("You hid this comment: somebody else decides on the appeal."))
    leave_to_the_site(said.site, hid.by, by)
    if not reason:
        raise Refusal(_("Say why: the person who appealed will read it."), "reason")
    done = Moderation.objects.filter(appeal=appeal).first()
    if done is not None:
        if (done.by, done.reason, done.kind == Kind.RESTORED) == (by, reason, shows):
            return done
        raise Refusal(_("This appeal was decided meanwhile."))
    if shows:
        return restore(said, reason=reason, by=by, appeal=appeal)
    decision = decide(said, Kind.UPHELD, reason=reason, by=by, appeal=appeal)
    tell(decision, "emails/agenda/appeal_refused.txt")
    fact = events.AppealRefused(number=version_of(said).number)
    record(fact, by=by, site=said.site, about=said)
    return decision
