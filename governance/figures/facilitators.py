"""Who facilitates where: the centres of each, and the single sites given beyond their area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from governance.models import DatedState, Membership
from kit import clock
from kit.access import Standing
from sites.models import ResourceCentre

ORDER = (DatedState.IN_FORCE, DatedState.TO_COME, DatedState.ENDED)


@dataclass(frozen=True, slots=True)
class SingleSite:
    """A facilitator's right at one site outside their region."""

    id: Any
    site: str
    slug: str
    holder: str
    starts_on: date
    ends_on: date | None
    state: str
    state_words: str
    rights: str
    reason: str
    given_by: str
    end_reason: str

    @property
    def open(self) -> bool:
        """True while it may still be ended."""
        return self.state != DatedState.ENDED


@dataclass(frozen=True, slots=True)
class FacilitatorFigure:
    """A facilitator: the centres and their area in words, the single sites."""

    id: Any
    name: str
    centres: tuple[str, ...]
    areas: tuple[str, ...]
    sites: tuple[SingleSite, ...]


def facilitators_in_order() -> Any:
    """The people who facilitate today or will, and those with a single site, by name."""
    today = clock.today()
    lasting = Membership.objects.filter(kind=Membership.Kind.FACILITATOR).exclude(ends_on__lt=today)
    return User.objects.filter(pk__in=lasting.order_by().values("person"), is_active=True).order_by(
        "name", "pk"
    )


def facilitator_named(key: Any) -> User | None:
    """One of them."""
    found: User | None = facilitators_in_order().filter(pk=key).first()
    return found


def facilitator_figures(people: Iterable[User]) -> tuple[FacilitatorFigure, ...]:
    """Some of them as values, in three queries whatever their number."""
    today, known = clock.today(), list(people)
    centres = Prefetch("centre", ResourceCentre.objects.prefetch_related("regions"))
    rows = (
        Membership.objects.filter(person__in=known, kind=Membership.Kind.FACILITATOR)
        .select_related("person", "site", "given_by")
        .prefetch_related(centres)
        .order_by("-starts_on", "-created_at")
    )
    held: dict[Any, list[Membership]] = {person.pk: [] for person in known}
    for row in rows:
        held[row.person_id].append(row)
    return tuple(figure(person, held[person.pk], today) for person in known)


def figure(person: User, rows: Iterable[Membership], today: date) -> FacilitatorFigure:
    """One facilitator as a value."""
    centres: dict[str, ResourceCentre] = {}
    sites = []
    for row in rows:
        if row.centre is not None and row.state_on(today) != DatedState.ENDED:
            centres[row.centre.pk] = row.centre
        if row.site is not None:
            sites.append(single_site(row, today, str(person)))
    areas = {region.name for centre in centres.values() for region in centre.regions.all()}
    return FacilitatorFigure(
        id=person.pk,
        name=str(person),
        centres=tuple(sorted(centre.name for centre in centres.values())),
        areas=tuple(sorted(areas)),
        sites=tuple(sorted(sites, key=lambda s: ORDER.index(DatedState(s.state)))),
    )


def single_site(row: Membership, today: date, holder: str) -> SingleSite:
    """A right at one site as a value."""
    phase = row.phase_on(today)
    return SingleSite(
        id=row.pk,
        site=row.site.name if row.site else "",
        slug=row.site.slug if row.site else "",
        holder=holder,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        state=phase.state.value,
        state_words=str(phase.state.label),
        rights=str(phase.gives),
        reason=row.reason,
        given_by=str(row.given_by or ""),
        end_reason=row.end_reason,
    )


def sites_given_to(standing: Standing) -> tuple[SingleSite, ...]:
    """The single sites that a facilitator has outside their region today, by name; no query."""
    today = standing.today or clock.today()
    rows = sorted(standing.facts.get("given", ()), key=lambda row: row.site.sort_name)
    return tuple(single_site(row, today, str(standing.person)) for row in rows)


def single_sites() -> Any:
    """The rights at single sites, where a page looks for one."""
    return Membership.objects.filter(
        kind=Membership.Kind.FACILITATOR, site__isnull=False
    ).select_related("person", "site", "given_by")
