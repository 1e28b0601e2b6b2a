"""The meeting: a word on each dimension, then its end."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from governance.figures import triad
from journal.actions import record
from kit import clock
from kit.states import Refusal
from readiness import events
from readiness.actions.common import in_hand, questions, rubric_of
from readiness.models import Consensus, Leg, MeetingPresence, Round


@transaction.atomic
def note_consensus(
    found: Round, code: str, *, level: int | None, note: str, by: User | None, seen: str
) -> Consensus:
    """What the meeting says of one dimension: a level, or no consensus and why.

    It may be noted anew until the round is concluded. `seen` is what the person had before
    their eyes: when somebody else has noted something since, nothing is overwritten.
    """
    found = in_hand(found, Round.State.MEETING)
    dimension, levels = questions(found)[code]
    noted = Consensus.objects.filter(round=found, dimension=dimension).first()
    if (noted.mark if noted else "") != seen:
        raise Refusal(
            _("Somebody else has noted the meeting's word on this in the meantime: read it, then note yours.")
        )  # fmt: skip
    if level is None and not note.strip():
        raise Refusal(_("Without a consensus, say in a note where you stand."), "note")
    consensus = noted or Consensus(round=found, dimension=dimension)
    consensus.level, consensus.note = None if level is None else levels[level], note.strip()
    consensus.save()
    record(events.ConsensusNoted(rubric=rubric_of(found)), by=by, site=found.site, about=consensus)
    return consensus


@transaction.atomic
def conclude(
    found: Round,
    *,
    met_on: date,
    facilitator: str,
    seats: Sequence[str],
    others: Sequence[str] = (),
    by: User | None,
) -> Round:
    """The meeting is over: each dimension was talked over, and who was there is kept."""
    found = in_hand(found, Round.State.MEETING)
    left = len(questions(found)) - Consensus.objects.filter(round=found).count()
    if left:
        raise Refusal(
            ngettext(
                "%(count)s dimension has not been talked over yet: note a level, or that there is no consensus.",
                "%(count)s dimensions have not been talked over yet: note a level, or that there is no consensus.",
                left,
            )
            % {"count": left}
        )  # fmt: skip
    if not found.opened_on <= met_on <= clock.today():
        raise Refusal(
            _("The meeting was held after the round was opened, and not in the future."), "met_on"
        )
    MeetingPresence.objects.bulk_create(presences(found, met_on, seats, others))
    found.move_to(
        Round.State.CONCLUDED,
        met_on=met_on,
        facilitator=facilitator,
        concluded_on=clock.today(),
    )
    fact = events.RoundConcluded(rubric=rubric_of(found), met_on=met_on, facilitator=facilitator)
    record(fact, by=by, site=found.site, about=found)
    return found


def presences(
    found: Round, on: date, seats: Iterable[str], others: Iterable[str]
) -> list[MeetingPresence]:
    """Who was there: the holders of the seats that day, and others as they were named."""
    wanted = set(seats)
    there = []
    for seat in triad(found.site, on):
        if seat.seat not in wanted:
            continue
        if seat.vacant:
            raise Refusal(
                _("The seat “%(seat)s” was vacant that day: nobody could be there for it.")
                % {"seat": seat.label},
                "seats",
            )
        there.append(MeetingPresence(round=found, leg=Leg(seat.seat), name=seat.holder))
    there += [MeetingPresence(round=found, name=name) for name in dict.fromkeys(others)]
    if not there:
        raise Refusal(_("Say who was there."), "seats")
    return there
