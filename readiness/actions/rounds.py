"""A round from its opening to its end."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from readiness import events
from readiness.actions.common import in_hand, rubric_of
from readiness.models import Kind, Rating, Round, Rubric, Sharing
from sites.models import Site

LONGEST = timedelta(days=120)
# The five conditions are those of a collective that has begun.
BEGUN = frozenset({Site.State.ENGAGED, Site.State.ACTIVE, Site.State.AUTONOMOUS})


@transaction.atomic
def open_round(
    site: Site, *, kind: str, rate_until: date, by: User | None, once: UUID | None = None
) -> Round:
    """From now on each rates alone, by the latest version of the rubric, which the round keeps.

    One round of a kind at a time; the same form sent twice opens one. The preconditions may be
    rated while seats are still vacant, the five conditions only once a site is engaged.
    """
    site = Site.objects.locked().get(pk=site.pk)
    there = Round.objects.filter(once=once, site=site).first() if once else None
    if there is not None:
        return there
    refuse_untimely(site, kind, rate_until)
    rubric = Rubric.objects.filter(kind=kind, published_at__isnull=False).order_by("-version").first()  # fmt: skip
    if rubric is None:
        raise Refusal(_("No rubric of this kind is published yet."))
    opened = Round.objects.create(
        site=site,
        rubric=rubric,
        kind=kind,
        opened_on=clock.today(),
        opened_by=by,
        rate_until=rate_until,
        once=once,
    )
    fact = events.RoundOpened(rubric=Kind(kind), version=rubric.version, rate_until=rate_until)
    record(fact, by=by, site=site, about=opened)
    return opened


def refuse_untimely(site: Site, kind: str, rate_until: date) -> None:
    """When a round of a kind cannot begin at a site."""
    if site.current_stage in Site.ENDS:
        raise Refusal(_("This site has left the approach: it is not rated any more."))
    if kind == Kind.CONDITIONS and site.current_stage not in BEGUN:
        raise Refusal(_("The five conditions are rated once the site is engaged."), "kind")
    if site.rounds.under_way().filter(kind=kind).exists():
        raise Refusal(
            _("A round of this kind is under way: conclude it, or set it aside, first."), "kind"
        )
    if not clock.today() <= rate_until <= clock.today() + LONGEST:
        raise Refusal(_("The last day to rate lies ahead, within four months."), "rate_until")


@transaction.atomic
def open_meeting(found: Round, *, by: User | None) -> Round:
    """The ratings given alone are laid on the table; nobody adds one after that."""
    found = in_hand(found, Round.State.RATING)
    legs = Rating.objects.filter(round=found).exclude(leg="partner")
    if not any(rating.answered for rating in legs):
        raise Refusal(_("No seat has rated yet: there would be nothing to talk over."))
    found.move_to(Round.State.MEETING, meeting_at=clock.now())
    record(events.MeetingOpened(rubric=rubric_of(found)), by=by, site=found.site, about=found)
    return found


@transaction.atomic
def set_aside(found: Round, *, reason: str, by: User | None) -> Round:
    """The round goes no further, and why; what was given is kept at the site."""
    found = in_hand(found, Round.State.RATING, Round.State.MEETING)
    if not reason.strip():
        raise Refusal(_("Say why: the reason is kept."), "reason")
    found.move_to(Round.State.SET_ASIDE, reason=reason.strip())
    record(events.RoundSetAside(rubric=rubric_of(found)), by=by, site=found.site, about=found)
    return found


@transaction.atomic
def share(found: Round, *, sharing: str, by: User | None) -> Round:
    """The triad chooses how far the meeting's word and the decision go, and may choose again."""
    found = in_hand(found)
    if found.state == Round.State.SET_ASIDE:
        raise Refusal(_("This round was set aside: there is nothing to share."))
    before = Sharing(found.sharing)
    if before == sharing:
        raise Refusal(_("It is shared that way already."), "sharing")
    found.sharing = sharing
    found.save(update_fields=["sharing"])
    fact = events.SharingChanged(rubric=rubric_of(found), before=before, after=Sharing(sharing))
    record(fact, by=by, site=found.site, about=found)
    return found
