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
        return once(before, words)
    made = Appeal.objects.create(decision=last, words=words)
    fact = events.AppealMade(number=version_of(said).number)
    record(fact, by=None, site=said.site, about=made)
    return made


def once[A: Any](before: A, words: str) -> A:
    """The appeal that was made already, for the same words sent twice; another one is refused."""
    if before.words != words:
        raise Refusal(_("You have appealed against this decision already: once is possible."))
    return before


def refuse_decider(site: Site, hid: Any, *, by: User, reason: str) -> None:
    """Another person than who hid decides, and says why.

    While somebody of the site, other than who hid, may decide, it is left to the site.
    """
    if by.pk == hid.by_id:
        raise Refusal(_("You hid these words: somebody else decides on the appeal."))
    others = deciders(site, hid.by)
    if others and by not in others:
        names = ", ".join(str(person) for person in others)
        raise Refusal(
            _("This appeal is decided at the site, by one of: %(names)s.") % {"names": names}
        )
    if not reason:
        raise Refusal(_("Say why: the person who appealed will read it."), "reason")


def decided_once[D: Any](done: D, *, shows: bool, reason: str, by: User) -> D:
    """The decision that was taken already, for the same sent twice; another one is refused."""
    restored = done.kind == done.Kind.RESTORED
    if (done.by_id, done.reason, restored) != (by.pk, reason, shows):
        raise Refusal(_("This appeal was decided meanwhile."))
    return done


@transaction.atomic
def decide_appeal(appeal: Appeal, *, shows: bool, reason: str, by: User) -> Moderation:
    """Another person than who hid decides: it is shown again, or stays hidden; with a reason.

    It is for the people of the site; where none but who hid is there, for the national team.
    """
    hid = appeal.decision
    target: Any = hid.comment or hid.reply
    said = held_fast(target)
    reason = reason.strip()
    refuse_decider(said.site, hid, by=by, reason=reason)
    done = Moderation.objects.filter(appeal=appeal).first()
    if done is not None:
        return decided_once(done, shows=shows, reason=reason, by=by)
    if shows:
        return restore(said, reason=reason, by=by, appeal=appeal)
    decision = decide(said, Kind.UPHELD, reason=reason, by=by, appeal=appeal)
    tell(decision, "emails/agenda/appeal_refused.txt")
    fact = events.AppealRefused(number=version_of(said).number)
    record(fact, by=by, site=said.site, about=said)
    return decision
