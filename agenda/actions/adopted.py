"""What surrounds an endorsement: objections are answered, an adoption is celebrated."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from agenda import events
from agenda.actions.acts import locked
from agenda.models import Ceremony, Endorsement, Remedy, Version
from governance.models import Seat
from journal.actions import record
from kit import clock
from kit.states import Refusal


@transaction.atomic
def answer_objection(
    endorsement: Endorsement, *, version: Version, text: str, by: User, passages: Iterable[Any] = ()
) -> Remedy:
    """Writes what a version in hand does to meet an objection or a reservation of a seat.

    The passages are those that were changed for it. The same answer sent twice is one; another
    one stands beside it. A seat that has changed its mind since awaits nothing.
    """
    version = locked(version)
    told, text, keys = endorsement.version, text.strip(), list(passages)
    if endorsement.kind == Endorsement.Kind.CONSENT or told.site_id != version.site_id:
        raise Refusal(_("There is no objection and no reservation to answer."))
    if version.state not in Version.IN_HAND or version.number < told.number:
        raise Refusal(_("This is answered in the version that is in hand."))
    if told.endorsements.filter(seat=endorsement.seat, number__gt=endorsement.number).exists():
        raise Refusal(_("This seat has changed its answer since."))
    if not text:
        raise Refusal(_("Say what was done, or why nothing was."))
    if version.wordings.filter(passage__in=keys).count() != len(set(keys)):
        raise Refusal(_("This passage is not in this version."))
    last = endorsement.remedies.order_by("-number").first()
    if last is not None and (last.version_id, last.text) == (version.pk, text):
        return last
    remedy = Remedy.objects.create(
        endorsement=endorsement,
        version=version,
        number=(last.number if last else 0) + 1,
        text=text,
        by=by,
    )
    remedy.passages.set(keys)
    fact = events.ObjectionAnswered(
        number=version.number, told=told.number, seat=Seat(endorsement.seat), text=text
    )
    record(fact, by=by, site=version.site, about=version)
    return remedy


@transaction.atomic
def record_ceremony(
    version: Version,
    *,
    by: User,
    held_on: date,
    place: str,
    people: int | None = None,
    words: str = "",
) -> Ceremony:
    """Keeps when and where the adoption of a version was celebrated, and what was said.

    Recorded again it is a correction: both stay, the later one is shown.
    """
    version = locked(version)
    if version.adopted_on is None:
        raise Refusal(_("Only an adopted version is celebrated."))
    if held_on < version.adopted_on:
        raise Refusal(_("The ceremony cannot come before the adoption."))
    if held_on > clock.today():
        raise Refusal(_("This day lies ahead: record the ceremony once it was held."))
    facts = {"held_on": held_on, "place": place.strip(), "people": people, "words": words.strip()}
    last = version.ceremonies.order_by("-number").first()
    if last is not None and {name: getattr(last, name) for name in facts} == facts:
        return last
    number = (version.ceremonies.aggregate(n=Max("number"))["n"] or 0) + 1
    kept = Ceremony.objects.create(version=version, number=number, by=by, **facts)
    fact = events.CeremonyRecorded(number=version.number, held_on=held_on, place=kept.place)
    record(fact, by=by, site=version.site, about=version)
    return kept
