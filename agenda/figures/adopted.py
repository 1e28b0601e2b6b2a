"""An adopted version as a ceremony, a certificate and a record tell it: who signed what, when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from agenda.models import Endorsement, Version
from agenda.models.versions import Section
from governance.models import Seat

GROUP = 4


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who endorsed for a seat: the person, the function and the institution of that day."""

    seat: str
    label: str
    person: str
    function: str
    organisation: str
    since: date | None
    until: date | None
    kind: str
    kind_label: str
    reason: str
    at: date


@dataclass(frozen=True, slots=True)
class CeremonyFigure:
    """The day on which the adoption was celebrated."""

    held_on: date
    place: str
    people: int | None
    words: str
    by: str
    at: datetime
    corrected: bool


@dataclass(frozen=True, slots=True)
class Adoption:
    """A version that three seats have endorsed, with all that a certificate says.

    `address` is the page of the version, `superseded_on` the day on which another one followed.
    """

    site: str
    slug: str
    number: int
    adopted_on: date
    superseded_on: date | None
    horizon: str
    passages: int
    sha256: str
    address: str
    signatories: tuple[Signatory, ...]
    ceremony: CeremonyFigure | None = None

    @property
    def groups(self) -> tuple[str, ...]:
        """The fingerprint in groups of four, to be compared with the eye and the finger."""
        return groups_of(self.sha256)

    @property
    def reserved(self) -> tuple[Signatory, ...]:
        """Those who consented with a reservation."""
        return tuple(s for s in self.signatories if s.reason)


def groups_of(sha256: str) -> tuple[str, ...]:
    """A fingerprint in groups of four signs."""
    return tuple(sha256[n : n + GROUP] for n in range(0, len(sha256), GROUP))


def adoption(version: Version) -> Adoption:
    """What is said of an adopted version; for one that is not it is a ValueError."""
    if version.adopted_on is None:
        raise ValueError(version)
    horizon = version.wordings.filter(section=Section.HORIZON).order_by("position")
    return Adoption(
        site=version.site.name,
        slug=version.site.slug,
        number=version.number,
        adopted_on=version.adopted_on,
        superseded_on=version.ended_on,
        horizon=horizon.values_list("text", flat=True).first() or "",
        passages=version.wordings.count(),
        sha256=version.sha256,
        address=settings.BASE_URL + version.get_absolute_url(),
        signatories=signatories(version),
        ceremony=ceremony_of(version),
    )


def signatories(version: Version) -> tuple[Signatory, ...]:
    """The three answers that adopted a version, in the order of the seats."""
    latest: dict[str, Endorsement] = {}
    for row in version.endorsements.select_related("mandate", "person").order_by("number"):
        latest[row.seat] = row
    return tuple(signatory(latest[seat]) for seat in Seat.values if seat in latest)


def signatory(row: Endorsement) -> Signatory:
    """One of them."""
    return Signatory(
        seat=row.seat,
        label=str(Seat(row.seat).label),
        person=row.name or str(row.person),
        function=row.mandate.function,
        organisation=row.mandate.organisation,
        since=row.mandate.starts_on,
        until=row.mandate.ends_on or row.mandate.expected_on,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        reason=row.reason,
        at=timezone.localtime(row.at).date(),
    )


def ceremony_of(version: Version) -> CeremonyFigure | None:
    """The ceremony as it was recorded last."""
    last = version.ceremonies.select_related("by").order_by("-number").first()
    if last is None:
        return None
    return CeremonyFigure(
        held_on=last.held_on,
        place=last.place,
        people=last.people,
        words=last.words,
        by=str(last.by),
        at=last.at,
        corrected=last.number > 1,
    )
