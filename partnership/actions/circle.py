"""Decisions by consent: proposed, objected to, met, taken or set aside, reviewed."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from governance.figures import triad
from journal.actions import record
from kit import clock
from kit.states import Refusal
from partnership import events
from partnership.models import Decision, DecisionReview, Objection, Place, Presence
from sites.models import Site


@transaction.atomic
def propose(
    site: Site, *, title: str, proposal: str, by: User | None, once: UUID | None = None
) -> Decision:
    """A proposal is put to the circle; the same form sent twice proposes once."""
    site = Site.objects.locked().get(pk=site.pk)
    there = Decision.objects.filter(once=once, site=site).first() if once else None
    if there is not None:
        return there
    decision = Decision.objects.create(
        site=site, title=title, proposal=proposal, proposed_on=clock.today(), once=once
    )
    record(events.DecisionProposed(title=title), by=by, site=site, about=decision)
    return decision


def in_hand(decision: Decision) -> Decision:
    """The decision, locked; refused when it is no longer a proposal."""
    decision = Decision.objects.locked().select_related("site").get(pk=decision.pk)
    if decision.state != Decision.State.PROPOSED:
        raise Refusal(_("This proposal has already been decided: it does not change any more."))
    return decision


@transaction.atomic
def object_to(decision: Decision, *, place: str, reason: str, by: User | None) -> Objection:
    """An objection has a reason; the proposal cannot be adopted until it is met."""
    decision = in_hand(decision)
    there = decision.objections.filter(place=place, reason=reason).first()
    if there is not None:
        return there
    objection = Objection.objects.create(
        decision=decision, place=place, reason=reason, raised_on=clock.today()
    )
    fact = events.ObjectionRaised(title=decision.title, place=Place(place))
    record(fact, by=by, site=decision.site, about=objection)
    return objection


@transaction.atomic
def meet_objection(objection: Objection, *, met: str, by: User | None) -> Objection:
    """How an objection was met: what was changed, or what was explained."""
    decision = in_hand(Decision.objects.get(pk=objection.decision_id))
    objection = Objection.objects.locked().get(pk=objection.pk)
    if objection.met_on is not None:
        raise Refusal(_("This objection has already been met."))
    objection.met, objection.met_on = met, clock.today()
    objection.save(update_fields=["met", "met_on"])
    record(events.ObjectionMet(title=decision.title), by=by, site=decision.site, about=objection)
    return objection


@transaction.atomic
def take(
    decision: Decision,
    *,
    wording: str,
    facilitator: str,
    on: date,
    review_on: date,
    seats: Sequence[str],
    others: Sequence[str] = (),
    by: User | None,
) -> Decision:
    """The circle consents: no objection is left that was not met.

    Who was there is kept as it was that day; a vacant seat was not there. From then on the
    decision never changes: a review stands beside it, a new decision after it.
    """
    decision = in_hand(decision)
    if decision.objections.filter(met_on=None).exists():
        raise Refusal(_("An objection has not been met yet. Say how, then record the decision."))
    if not decision.proposed_on <= on <= clock.today():
        raise Refusal(_("A decision is taken after it was proposed, and not in the future."))
    if review_on <= on:
        raise Refusal(_("The review comes after the decision."))
    Presence.objects.bulk_create(presences(decision, on, seats, others))
    decision.move_to(
        Decision.State.TAKEN,
        wording=wording,
        facilitator=facilitator,
        taken_on=on,
        review_on=review_on,
    )
    fact = events.DecisionTaken(
        title=decision.title, taken_on=on, review_on=review_on, facilitator=facilitator
    )
    record(fact, by=by, site=decision.site, about=decision)
    return decision


def presences(
    decision: Decision, on: date, seats: Sequence[str], others: Sequence[str]
) -> list[Presence]:
    """Who was there: the holders of the seats that day, and others as they were named."""
    there = []
    for seat in triad(decision.site, on):
        if seat.seat not in seats:
            continue
        if seat.vacant:
            raise Refusal(
                _("The seat “%(seat)s” was vacant that day: nobody could be there for it.")
                % {"seat": seat.label}
            )
        there.append(Presence(decision=decision, place=seat.seat, name=seat.holder))
    named = dict.fromkeys(others)
    there += [Presence(decision=decision, place=Place.OTHER, name=name) for name in named]
    if not there:
        raise Refusal(_("Say who was there."))
    return there


@transaction.atomic
def set_aside(decision: Decision, *, reason: str, by: User | None) -> Decision:
    """The proposal is not pursued, with the reason."""
    decision = in_hand(decision)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."))
    decision.move_to(Decision.State.SET_ASIDE, reason=reason)
    fact = events.DecisionSetAside(title=decision.title, reason=reason)
    record(fact, by=by, site=decision.site, about=decision)
    return decision


def taken_decision(decision: Decision) -> Decision:
    """The decision, locked; refused when it was not taken."""
    decision = Decision.objects.locked().select_related("site").get(pk=decision.pk)
    if decision.state != Decision.State.TAKEN:
        raise Refusal(_("Only a decision that was taken can be shown to everybody."))
    return decision


@transaction.atomic
def make_public(decision: Decision, *, by: User | None) -> Decision:
    """Everybody may read the decision, its objections and reviews; names stay inside the site."""
    decision = taken_decision(decision)
    if decision.public_since is None:
        decision.public_since = clock.today()
        decision.save(update_fields=["public_since"])
        fact = events.DecisionMadePublic(title=decision.title)
        record(fact, by=by, site=decision.site, about=decision)
    return decision


@transaction.atomic
def keep_inside(decision: Decision, *, by: User | None) -> Decision:
    """The decision is again for the people of the site only."""
    decision = taken_decision(decision)
    if decision.public_since is not None:
        decision.public_since = None
        decision.save(update_fields=["public_since"])
        fact = events.DecisionKeptInside(title=decision.title)
        record(fact, by=by, site=decision.site, about=decision)
    return decision


@transaction.atomic
def review(
    decision: Decision,
    *,
    outcome: str,
    note: str,
    by: User | None,
    next_on: date | None = None,
) -> DecisionReview:
    """What the circle says of a decision when its day has come; one review a day at most."""
    decision = Decision.objects.locked().select_related("site").get(pk=decision.pk)
    if decision.state != Decision.State.TAKEN:
        raise Refusal(_("Only a decision that was taken is reviewed."))
    today = clock.today()
    last = decision.reviews.order_by("-on").first()
    if last is not None and last.outcome == DecisionReview.Outcome.ENDED:
        raise Refusal(_("This decision has come to its end."))
    if last is not None and last.on == today:
        raise Refusal(_("This decision has already been reviewed today."))
    kept = outcome == DecisionReview.Outcome.KEPT
    if kept and (next_on is None or next_on <= today):
        raise Refusal(_("Say when it is to be reviewed again: a day ahead."))
    done = DecisionReview.objects.create(
        decision=decision, on=today, outcome=outcome, note=note, next_on=next_on if kept else None
    )
    said = DecisionReview.Outcome(outcome)
    fact = events.DecisionReviewed(title=decision.title, outcome=said, note=note)
    record(fact, by=by, site=decision.site, about=done)
    return done
