"""Three seats, three persons, one exact text."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from agenda import events
from agenda.actions.acts import moving, refuse_beside_endorsing
from agenda.actions.consultations import freeze
from agenda.adoption import is_carried
from agenda.content import is_intact
from agenda.figures.tracing import unproven
from agenda.models import Comment, Endorsement, Version
from governance.models import Mandate, Seat
from journal.actions import record
from kit import clock
from kit.states import Refusal


@transaction.atomic
def send_for_endorsement(version: Version, *, by: User) -> Version:
    """Asks the three seats for their answer on this very text.

    Refused while a comment of a closed consultation has no outcome. A vacant seat does not
    stop the sending: it stops the adoption, visibly.
    """
    version = moving(version)
    if not version.can_move_to(Version.State.ENDORSING):
        raise Refusal(_("This version cannot be sent for endorsement now."))
    refuse_beside_endorsing(version)
    newer = version.site.versions.filter(state="writing", number__gt=version.number).first()
    if newer is not None:
        raise Refusal(
            _("Version %(number)s is being written: send that one.") % {"number": newer.number}
        )
    # A sheet of a workshop is entered whole before the comments are counted, or refused.
    list(version.site.versions.locked().filter(state=Version.State.REWORKING))
    waiting = Comment.objects.filter(site=version.site).waiting().count()
    if waiting:
        raise Refusal(
            ngettext(
                "%(count)s comment has no answer yet.",
                "%(count)s comments have no answer yet.",
                waiting,
            )
            % {"count": waiting}
        )
    check_kept(version)
    fields = freeze(version) if version.is_writable else {}
    version.move_to(Version.State.ENDORSING, sent_on=clock.today(), **fields)
    fact = events.SentForEndorsement(number=version.number, sha256=version.sha256)
    record(fact, by=by, site=version.site, about=version)
    return version


class Unkept(Refusal):
    """Kept comments name no word that they changed; the list of comments says which."""


def check_kept(version: Version) -> None:
    """Refuses a text in which a kept comment changed no word: what was promised must be there."""
    missing = unproven(version)
    if missing:
        raise Unkept(
            ngettext(
                "%(count)s comment is kept, but no word that it changed is named: %(names)s.",
                "%(count)s comments are kept, but no word that they changed is named: %(names)s.",
                len(missing),
            )
            % {"count": len(missing), "names": ", ".join(each.public_name for each in missing[:5])}
        )


@transaction.atomic
def endorse(version: Version, *, by: User, kind: str, reason: str = "") -> Endorsement:
    """A seat's holder of today answers: consent, consent with a reservation, or objection.

    An objection sends the version back to be taken up again. The third consent adopts it at
    once; the version that was in force until then is superseded. The same answer twice is one,
    until the text is sent again: then it counts anew.
    """
    version = moving(version)
    kind, reason = Endorsement.Kind(kind), reason.strip()
    mandate = seat_of(version, by)
    before = given_this_time(version).filter(seat=mandate.seat).order_by("-number").first()
    if before and (before.mandate_id, before.kind, before.reason) == (mandate.pk, kind, reason):
        return before
    if version.state != Version.State.ENDORSING:
        raise Refusal(_("This version does not await endorsement."))
    if kind != Endorsement.Kind.CONSENT and not reason:
        raise Refusal(_("Say why: the others must be able to work on it."))
    if not is_intact(version):
        raise Refusal(_("This text no longer has the fingerprint under which it was sent."))
    answer = Endorsement.objects.create(
        version=version,
        number=(version.endorsements.aggregate(n=Max("number"))["n"] or 0) + 1,
        seat=mandate.seat,
        mandate=mandate,
        person=by,
        name=str(by),
        kind=kind,
        reason=reason,
        sha256=version.sha256,
    )
    adopted = follow(version, answer)
    fact = (events.VersionAdopted if adopted else events.SeatAnswered)(
        number=version.number,
        seat=Seat(mandate.seat),
        answer=kind,
        reason=reason,
        sha256=version.sha256,
        adopted=adopted,
    )
    record(fact, by=by, site=version.site, about=version)
    return answer


def given_this_time(version: Version) -> Any:
    """The answers to a version since it was last sent: an objection ends a sending.

    While nobody is asked, those of the sending that has ended: a second click finds itself there.
    """
    if version.state != Version.State.ENDORSING:
        return version.endorsements
    objections = version.endorsements.filter(kind=Endorsement.Kind.OBJECTION)
    ended = objections.aggregate(n=Max("number"))["n"] or 0
    return version.endorsements.filter(number__gt=ended)


def seat_of(version: Version, person: User) -> Mandate:
    """The mandate under which the person holds a seat of this site today; deputies do not endorse.

    There is one at most: the database lets nobody hold two seats of a site at once.
    """
    mandate = version.site.mandates.in_force().filter(person=person, deputy=False).first()
    if mandate is None:
        raise Refusal(_("Only the holder of a seat, today, answers for it."))
    return mandate


def follow(version: Version, answer: Endorsement) -> bool:
    """What an answer sets in motion; True when it adopted the version."""
    if answer.kind == Endorsement.Kind.OBJECTION:
        version.move_to(Version.State.REWORKING, reworked_on=clock.today())
        return False
    answers = version.endorsements.select_related("mandate")
    if not is_carried(answers, version.sha256, clock.today()):
        return False
    former = version.site.versions.locked().filter(state=Version.State.ADOPTED).first()
    if former is not None:
        former.move_to(Version.State.SUPERSEDED, ended_on=clock.today())
    version.move_to(Version.State.ADOPTED, adopted_on=clock.today())
    return True
