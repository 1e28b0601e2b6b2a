"""Mandates and memberships as lines of a table: who or what, where, from when to when, and what it gives."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import ROLE_WORDS, Role
from governance.figures.letters import handover_address
from governance.models import Invitation, Mandate, MandateState, Membership
from kit import clock
from kit.templatetags.kit import day
from sites.models import Site

ORDER = ("in_force", "handing_over", "to_come", "ended")
# The states that need a word about what they allow, in a list that everybody reads.
UNUSUAL = {MandateState.TO_COME, MandateState.HANDING_OVER}


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One line: its head (a person, or a role), its place with a site's slug, its days and rights.

    `file` is the address of the handover file that comes with it, for who leaves or comes.
    """

    head: str
    place: str
    slug: str
    starts_on: date
    end_words: str
    state: str
    state_words: str
    rights: str
    given: str = ""
    file: str = ""


def mandate_lines(site: Site, today: date | None = None) -> tuple[DatedLine, ...]:
    """The mandates of a site since the beginning, the latest first."""
    on = today or clock.today()
    found = site.mandates.select_related("person").order_by("-starts_on", "seat", "deputy")
    return tuple(
        line(m, on, head=str(m.person), place=seat_words(m), told=m.state_on(on) in UNUSUAL)
        for m in found
    )


def places_of(person: User) -> tuple[DatedLine, ...]:
    """All mandates and memberships of a person, those in force first, then the latest."""
    today = clock.today()
    mandates = person.mandates.select_related("site").order_by("-starts_on")
    memberships = person.memberships.select_related("site", "centre", "given_by").order_by(
        "-starts_on"
    )
    found = [
        line(
            m,
            today,
            head=str(ROLE_WORDS[Role.DEPUTY] if m.deputy else m.get_seat_display()),
            place=str(m.site),
            slug=m.site.slug,
            file=handover_address(m.site, m.seat) if m.state_on(today) in UNUSUAL else "",
        )
        for m in mandates
    ] + [
        line(
            m,
            today,
            head=str(m.get_kind_display()),
            place=str(m.site or m.centre or m.organisation),
            slug=m.site.slug if m.site else "",
            given=given_words(m),
        )
        for m in memberships
    ]
    return tuple(sorted(found, key=lambda place: ORDER.index(place.state)))


def line(row: Mandate | Membership, today: date, *, told: bool = True, **where: Any) -> DatedLine:
    """One mandate or membership in words; its rights only where they are to be told."""
    phase = row.phase_on(today)
    return DatedLine(
        **({"slug": ""} | where),
        starts_on=row.starts_on,
        end_words=end_words(row),
        state=phase.state.value,
        state_words=state_words(row, phase.state),
        rights=str(phase.gives) if told else "",
    )


def given_words(membership: Membership) -> str:
    """Who gave a single site, and why."""
    if membership.given_by is None:
        return ""
    facts = {"by": membership.given_by, "reason": membership.reason}
    return _("given by %(by)s: %(reason)s") % facts


def seat_words(mandate: Mandate) -> str:
    """The seat, and that it is a deputy's place."""
    seat = str(mandate.get_seat_display())
    return _("%(seat)s (deputy)") % {"seat": seat} if mandate.deputy else seat


def end_words(row: Mandate | Membership) -> str:
    """The last day with its reason, or the day expected."""
    if row.ends_on:
        reason = getattr(row, "end_reason", "")
        return ", ".join(part for part in (day(row.ends_on), reason) if part)
    expected = getattr(row, "expected_on", None)
    return _("%(day)s (expected)") % {"day": day(expected)} if expected else _("no end known")


def state_words(row: Mandate | Membership, state: Any) -> str:
    """« en passation jusqu'au … »; the other states need no day."""
    if state == MandateState.HANDING_OVER and isinstance(row, Mandate):
        return _("handing over until %(day)s") % {"day": day(row.hands_over_until)}
    return str(state.label)


def invitation_behind(secret_hash: str) -> Invitation | None:
    """The invitation whose link holds this secret, open or not; None for a made-up link."""
    return Invitation.objects.filter(secret_hash=secret_hash).select_related("site").first()
