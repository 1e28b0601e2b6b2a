"""What somebody is, here and today: computed from mandates and memberships, never stored."""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, UUIDField
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import ROLE_WORDS, SEATS, Role
from governance.models import Mandate, Membership
from kit import clock
from kit.access import Reason, Standing
from kit.reads import Given, compiled
from sites.models import ResourceCentre, Site

# The roles of who leaves a seat and of who will take it.
PASSING = frozenset({Role.HANDING_OVER, Role.COMING})
SUPPORT = frozenset({Role.FACILITATOR, Role.COACH})


def standing_of(
    person: User | None, site: Site | None = None, today: date | None = None
) -> Standing:
    """The roles of a person on a day: at a site, and `elsewhere` anywhere in France.

    A mandate gives the role of its phase: before the first day `coming`, which reads the seat's
    handover file; to the last day the seat's role (a deputy's gives `deputy`); for thirty days
    after `handing_over`, which reads.
    A facilitator has the role at every site of the centre's regions, and at single sites given
    beyond them; the national team everywhere.
    """
    today = today or clock.today()
    place = site.slug if site else ""
    if person is None or not person.is_active:
        return Standing(place=place, today=today)
    here: dict[str, Reason] = {}
    facts: dict[str, Any] = {"sites": [], "own": [], "handing_over": [], "coming": []}
    facts |= {"hands_over": set(), "passing": set(), "letters": {}, "files": []}
    everywhere: set[str] = set()
    for mandate in mandates_of(today, person=person.pk):
        role = role_of(mandate, today)
        if role != Role.COMING:
            everywhere.add(role)
        note_mandate(facts, mandate, role)
        if site and mandate.site_id == site.pk:
            here[role] = reason_for(mandate, role)
            note_seat(facts, mandate, role, today)
    memberships = memberships_of(today, person=person.pk)
    covering = centres_among(memberships, site)
    for membership in memberships:
        role = Role(membership.kind)
        everywhere.add(role)
        note_place(facts, membership)
        covers = site and (membership.site_id == site.pk or membership.centre_id in covering)
        if role == Role.NATIONAL or covers:
            here[role] = membership_reason(membership, role)
    return Standing(
        person=person,
        place=place,
        today=today,
        roles=frozenset(here),
        reasons=tuple(here.values()),
        elsewhere=frozenset(everywhere),
        facts=facts,
    )


@compiled
def mandates_of(today: date) -> Any:
    """The person's mandates that give a right that day; read at each request, as what follows."""
    found = Mandate.objects.counting(today).filter(person=Given("person", UUIDField()))
    return found.select_related("site")


def role_of(mandate: Mandate, today: date) -> str:
    """The role of the mandate's phase that day; it has one, as ended mandates are not read."""
    return mandate.phase_on(today).role(mandate) or ""


def note_mandate(facts: dict[str, Any], mandate: Mandate, role: str) -> None:
    """Where a mandate holds: `sites` and `own`, or by its passing role, with the file to read."""
    if role in PASSING:
        facts[role].append(mandate.site)
        facts["files"].append((mandate.site.slug, mandate.seat))
    else:
        facts["sites"].append(mandate.site)
        facts["own"].append((role, mandate.site.slug))


def note_seat(facts: dict[str, Any], mandate: Mandate, role: str, today: date) -> None:
    """What a mandate at this very site lets its person do with the seat, besides its role.

    `hands_over`: the seats that may be passed on; `passing`: those whose handover file is read
    because one leaves or comes; `letters`: the mandate under which a letter to the successor is
    written, a holder's alone.
    """
    if role in PASSING:
        facts["passing"].add(mandate.seat)
    else:
        facts["mandate"] = mandate
    if role != Role.COMING and may_hand_over(mandate, today):
        facts["hands_over"].add(mandate.seat)
    if role != Role.COMING and not mandate.deputy:
        facts["letters"][mandate.seat] = mandate


def note_place(facts: dict[str, Any], membership: Membership) -> None:
    """Where a membership holds: `sites` by name, `centres` by code.

    `supported`: the sites of those that coach or facilitate there by name, `given`: a
    facilitator's memberships of single sites; `own`: the role and the site of who works there.
    """
    if membership.site:
        facts["sites"].append(membership.site)
        if membership.kind in SUPPORT:
            facts.setdefault("supported", []).append(membership.site)
            if membership.kind == Role.FACILITATOR:
                facts.setdefault("given", []).append(membership)
        else:
            facts["own"].append((membership.kind, membership.site.slug))
    elif membership.centre_id:
        facts.setdefault("centres", set()).add(membership.centre_id)


def may_hand_over(mandate: Mandate, today: date) -> bool:
    """True for the seat's holder and deputy, and for its last holder while nobody follows."""
    if mandate.holds_on(today):
        return True
    followed = Mandate.objects.filter(
        site=mandate.site_id, seat=mandate.seat, deputy=False, starts_on__gt=mandate.ends_on
    )
    return not mandate.deputy and not followed.exists()


@compiled
def memberships_of(today: date) -> Any:
    """The person's memberships in force that day."""
    found = Membership.objects.in_force(today).filter(person=Given("person", UUIDField()))
    return found.select_related("centre", "site", "given_by")


@compiled
def site_named() -> Any:
    """The site of an address, with what stands in the head of its pages."""
    found = Site.objects.filter(slug=Given("slug", CharField()))
    return found.select_related("wave", "region", "department", "commune", "city_contract")


def centres_among(memberships: list[Membership], site: Site | None) -> set[str]:
    """Of the memberships' resource centres, those that serve the site."""
    mine = {m.centre_id for m in memberships if m.centre_id}
    if site is None or not mine:
        return set()
    return mine & set(covering_centres(site))


def covering_centres(site: Site) -> QuerySet[Any, str]:
    """The codes of the resource centres in whose area the site lies.

    A centre serves its regions, or only some departments of them where it names any.
    """
    return (
        ResourceCentre.objects.filter(regions=site.region_id)
        .annotate(
            partial=Exists(
                ResourceCentre.departments.through.objects.filter(resourcecentre=OuterRef("pk"))
            )
        )
        .filter(Q(partial=False) | Q(departments=site.department_id))
        .values_list("pk", flat=True)
        .distinct()
    )


def reason_for(mandate: Mandate, role: str) -> Reason:
    """« siège de la commune, depuis le … »: why a mandate gives its role."""
    words = _("%(role)s: %(seat)s") % {
        "role": ROLE_WORDS[Role(role)],
        "seat": mandate.get_seat_display(),
    }
    if role == Role.HANDING_OVER and mandate.ends_on:
        return Reason(role, words, mandate.ends_on + timedelta(days=1), mandate.hands_over_until)
    return Reason(
        role,
        str(ROLE_WORDS[Role(role)]) if role in SEATS else words,
        mandate.starts_on,
        mandate.ends_on,
    )


def membership_reason(membership: Membership, role: Role) -> Reason:
    """Why a membership gives its role here."""
    where = membership.centre or membership.organisation
    words = f"{ROLE_WORDS[role]}, {where}" if where else str(ROLE_WORDS[role])
    return Reason(role, words, membership.starts_on, membership.ends_on)
