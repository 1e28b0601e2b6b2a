"""The meeting: a word on each dimension, then its end; and what is decided of readiness."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

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
from readiness.figures.meetings import at_the_lowest
from readiness.figures.raters import author_of
from readiness.models import (
    Consensus,
    Kind,
    Leg,
    MeetingPresence,
    ReadinessDecision,
    Round,
    Sharing,
)

Outcome = ReadinessDecision.Outcome
LOOKED_AT_AGAIN = timedelta(days=3 * 366)


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


@transaction.atomic
def decide(
    found: Round,
    *,
    outcome: str,
    words: str,
    by: User,
    support: str = "",
    revisit_on: date | None = None,
    seen: str = "",
) -> ReadinessDecision:
    """Somebody decides, in words, on a site's readiness; nothing is computed.

    A dimension at the lowest level forbids « ready » alone. The national team decides with the
    triad once the round is shared with it. The same decision sent twice is taken once; a later
    one stands beside the earlier, whose key is `seen`: of two at the same time only one is taken.
    """
    found = in_hand(found, Round.State.CONCLUDED)
    role = author_of(found, by)
    if found.kind != Kind.PRECONDITIONS:
        raise Refusal(_("Readiness is decided after a round of the preconditions."))
    if not role or (role == "national" and found.sharing != Sharing.NATIONAL):
        raise Refusal(
            _("Decided by a seat holder, or by the national team once the site shares the round with it.")
        )  # fmt: skip
    facts = complete(outcome, words.strip(), support.strip(), revisit_on)
    last = found.decisions.order_by("-decided_on", "-created_at").first()
    again = {"by_id": by.pk, "decided_on": clock.today(), **facts}
    if last is not None and all(getattr(last, name) == value for name, value in again.items()):
        return last
    if (str(last.pk) if last else "") != seen:
        raise Refusal(
            _("Somebody else has recorded a decision in the meantime: read it, then record yours if it still stands.")
        )  # fmt: skip
    refuse_ready_at_the_lowest(found, outcome)
    decision = ReadinessDecision.objects.create(round=found, role=role, **again)
    fact = events.ReadinessDecided(outcome=Outcome(outcome), revisit_on=decision.revisit_on)
    record(fact, by=by, site=found.site, about=decision)
    return decision


def complete(outcome: str, words: str, support: str, revisit_on: date | None) -> dict[str, object]:
    """What each outcome has to say, and nothing that belongs to another."""
    if not words:
        raise Refusal(_("Say the decision in words: what it rests on, and why."), "words")
    if outcome == Outcome.SUPPORTED and not support:
        raise Refusal(_("Name the support without which the site would not be ready."), "support")
    today = clock.today()
    ahead = revisit_on is not None and today < revisit_on <= today + LOOKED_AT_AGAIN
    if outcome == Outcome.NOT_YET and not ahead:
        raise Refusal(_("Say on which day you look again: within three years."), "revisit_on")
    return {
        "outcome": outcome,
        "words": words,
        "support": support if outcome == Outcome.SUPPORTED else "",
        "revisit_on": revisit_on if outcome == Outcome.NOT_YET else None,
    }


def refuse_ready_at_the_lowest(found: Round, outcome: str) -> None:
    """« Ready » is not said while a dimension is at the lowest level."""
    lowest = at_the_lowest(found) if outcome == Outcome.READY else ()
    if lowest:
        raise Refusal(
            _("“Ready” cannot be decided while a dimension is at its lowest level: %(titles)s.")
            % {"titles": ", ".join(asked.title for asked in lowest)},
            "outcome",
        )
