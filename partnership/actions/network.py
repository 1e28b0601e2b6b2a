"""Partners join, are corrected, leave; a pasted list goes in whole, once."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from journal.actions import record
from kit import clock
from kit.states import Refusal
from partnership import events
from partnership.actions.common import refuse_outsiders, said_in_words
from partnership.models import Partner, PartnerPaste, Sector
from sites.models import Site

IN_WORDS = {
    "one_partner_of_a_name_at_a_time": gettext_lazy(
        "An organisation of this name is already a partner on these days."
    ),
    "partner_leaves_after_joining": gettext_lazy("A partner leaves after the day of joining."),
}
NAMES_TOLD = 20


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a partner."""

    name: str
    sector: str
    starts_on: date
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a confirmed list: added, or `into` a partner or an earlier line (« line-3 »)."""

    number: int
    facts: Facts
    into: str = ""


@transaction.atomic
def add_partner(site: Site, facts: Facts, *, by: User | None) -> Partner:
    """An organisation works at the site from a day on, not a future one.

    The same facts sent twice make one partner; another partner of that name is refused.
    """
    site = Site.objects.locked().get(pk=site.pk)
    refuse_outsiders(site, by)
    refuse_future(facts.starts_on)
    there = site.partners.in_force().filter(**asdict(facts)).first()
    if there is not None:
        return there
    partner = Partner(site=site, **asdict(facts))
    with said_in_words(IN_WORDS):
        partner.save(force_insert=True)
    sector = Sector(partner.sector)
    fact = events.PartnerAdded(name=partner.name, sector=sector, joined_on=partner.starts_on)
    record(fact, by=by, site=site, about=partner)
    return partner


@transaction.atomic
def change_partner(partner: Partner, facts: Facts, *, by: User) -> Partner:
    """Corrects what is known of a partner; the journal keeps the name it had."""
    partner = Partner.objects.locked().select_related("site").get(pk=partner.pk)
    refuse_outsiders(partner.site, by)
    refuse_future(facts.starts_on)
    before = partner.name
    changed = [name for name, value in asdict(facts).items() if getattr(partner, name) != value]
    if not changed:
        return partner
    for name in changed:
        setattr(partner, name, getattr(facts, name))
    with said_in_words(IN_WORDS):
        partner.save(update_fields=changed)
    fact = events.PartnerChanged(
        name=partner.name,
        before=before,
        sector=Sector(partner.sector),
        joined_on=partner.starts_on,
    )
    record(fact, by=by, site=partner.site, about=partner)
    return partner


@transaction.atomic
def leave(partner: Partner, *, by: User, on: date, reason: str = "") -> Partner:
    """The partner's last day; it stays in the history, and its contact is forgotten.

    A day before it joined is refused, and so is a second leaving.
    """
    partner = Partner.objects.locked().select_related("site").get(pk=partner.pk)
    refuse_outsiders(partner.site, by)
    if partner.ends_on is not None:
        raise Refusal(_("The day on which this partner leaves is already recorded."))
    if on < partner.starts_on:
        raise Refusal(IN_WORDS["partner_leaves_after_joining"])
    partner.ends_on, partner.end_reason = on, reason
    partner.contact_name = partner.contact_email = partner.contact_phone = ""
    kept = ["ends_on", "end_reason", "contact_name", "contact_email", "contact_phone"]
    partner.save(update_fields=kept)
    fact = events.PartnerLeft(name=partner.name, on=on, reason=reason)
    record(fact, by=by, site=partner.site, about=partner)
    return partner


def refuse_future(day: date) -> None:
    if day > clock.today():
        raise Refusal(_("The day of joining cannot lie in the future."))


@transaction.atomic
def confirm_paste(
    site: Site, entries: Sequence[Entry], *, by: User, once: UUID, left_out: int = 0
) -> PartnerPaste:
    """A list goes in whole or not at all; the same form sent twice goes in once.

    A line merged into a partner, or into an earlier line, fills in what was not known of it and
    keeps the earlier day of joining; nothing that was known is lost.
    """
    site = Site.objects.locked().get(pk=site.pk)
    refuse_outsiders(site, by)
    known = PartnerPaste.objects.filter(once=once, site=site).first()
    if known is not None:
        return known
    there = {str(p.pk): p for p in Partner.objects.locked().filter(site=site).in_force()}
    added, merged = settle(site, entries, there)
    with said_in_words(IN_WORDS):
        Partner.objects.bulk_create(added)
        Partner.objects.bulk_update(
            merged, ["starts_on", "contact_name", "contact_email", "contact_phone"]
        )
    count_merged = sum(1 for entry in entries if entry.into)
    paste = PartnerPaste.objects.create(
        site=site, once=once, by=by, added=len(added), merged=count_merged, left_out=left_out
    )
    names = ", ".join(partner.name for partner in added[:NAMES_TOLD])
    fact = events.PartnersPasted(added=len(added), merged=count_merged, names=names)
    record(fact, by=by, site=site, about=paste)
    return paste


def settle(
    site: Site, entries: Sequence[Entry], there: dict[str, Partner]
) -> tuple[list[Partner], list[Partner]]:
    """The partners to add, and those of before that the list completes."""
    added: list[Partner] = []
    completed: dict[str, Partner] = {}
    for entry in entries:
        refuse_future(entry.facts.starts_on)
        if not entry.into:
            partner = Partner(site=site, **asdict(entry.facts))
            added.append(partner)
        else:
            found = there.get(entry.into)
            if found is None:
                raise Refusal(
                    _("Line %(number)s is merged with one that is left out.")
                    % {"number": entry.number}
                )
            partner = found
            complete(partner, entry.facts)
            if partner not in added:
                completed[str(partner.pk)] = partner
        there[f"line-{entry.number}"] = partner
    return added, list(completed.values())


def complete(partner: Partner, facts: Facts) -> None:
    """Fills in what was not known."""
    partner.starts_on = min(partner.starts_on, facts.starts_on)
    for name in ("contact_name", "contact_email", "contact_phone"):
        setattr(partner, name, getattr(partner, name) or getattr(facts, name))
