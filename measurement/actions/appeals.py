"""Appeals about hidden words: their author asks, and another person than who hid them decides."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from agenda.actions.appeals import decided_once, once, refuse_decider
from journal.actions import record
from kit.states import Refusal
from measurement import events
from measurement.actions.contests import decide, held_fast, last_decision, named
from measurement.models import Dispute, DisputeAppeal, Withholding

Kind = Withholding.Kind


@transaction.atomic
def appeal_words(dispute: Dispute, *, words: str) -> DisputeAppeal:
    """The portal takes down that the author, who has the code, wants another person to decide.

    Once for each time that their words are hidden; the same appeal sent twice is one.
    """
    found, words = held_fast(dispute), words.strip()
    if not words:
        raise Refusal(_("Say why your words should be shown."), "words")
    last = last_decision(found)
    if last is None or last.kind == Kind.RESTORED:
        raise Refusal(_("Your words are not hidden now: there is nothing to appeal against."))
    before = last.appeal or DisputeAppeal.objects.filter(decision=last).first()
    if before is not None:
        return once(before, words)
    made: DisputeAppeal = DisputeAppeal.objects.create(decision=last, words=words)
    record(events.DisputeAppealed(**named(found)), by=None, site=found.site, about=found)
    return made


@transaction.atomic
def decide_words_appeal(
    appeal: DisputeAppeal, *, shows: bool, reason: str, by: User
) -> Withholding:
    """Another person than who hid decides: the words are shown again, or stay hidden; says why.

    It is for the people of the site; where none but who hid is there, for the national team.
    """
    hid = appeal.decision
    found, reason = held_fast(hid.dispute), reason.strip()
    refuse_decider(found.site, hid, by=by, reason=reason)
    done = Withholding.objects.filter(appeal=appeal).first()
    if done is not None:
        return decided_once(done, shows=shows, reason=reason, by=by)
    kind = Kind.RESTORED if shows else Kind.UPHELD
    fact = events.DisputeAppealDecided(outcome=kind, **named(found))
    ground = "" if shows else hid.ground
    return decide(found, fact, kind=kind, ground=ground, reason=reason, by=by, appeal=appeal)


def open_words_appeal(dispute: Dispute) -> DisputeAppeal | None:
    """The appeal of its author that nobody has decided yet."""
    rows = DisputeAppeal.objects.filter(decision__dispute=dispute, decided=None)
    found: DisputeAppeal | None = rows.select_related("decision__by").first()
    return found
