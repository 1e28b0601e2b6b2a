"""Plain makers: ordinary functions with visible defaults, through our own actions."""

import io
from datetime import date
from typing import Any

import pikepdf
from django.utils.text import slugify

from accounts.models import User
from governance import actions as governance
from governance.models import Mandate, Membership
from measurement import actions as measurement
from measurement.models import Indicator, Release
from reports import actions as reports
from reports.actions import editions, printing
from reports.models import Edition
from sites.actions import Asked
from sites.models import (
    Commune,
    Department,
    Neighbourhood,
    Region,
    ResourceCentre,
    Site,
    SiteNeighbourhood,
    Wave,
)

LONG_AGO = date(2023, 1, 10)


def person(name: str, *, email: str = "", password: str | None = None) -> User:
    """Somebody with an account; the address follows from the name."""
    address = email or f"{slugify(name).replace('-', '.')}@example.org"
    found = User.objects.create_user(address, password, name=name)
    found.emailaddress_set.create(email=found.email, verified=True, primary=True)
    return found


def region(code: str = "32", name: str = "Hauts-de-France") -> Region:
    return Region.objects.get_or_create(
        code=code,
        defaults={"name": name, "zone": "metro", "chief_town": "59350", "chief_town_name": "Lille"},
    )[0]


def department(code: str = "59", name: str = "Nord", *, of: Region | None = None) -> Department:
    return Department.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "region": of or region(),
            "zone": "metro",
            "chief_town": f"{code}350",
            "prefecture": "Lille",
        },
    )[0]


def commune(code: str = "59999", name: str = "Le Val", *, of: Department | None = None) -> Commune:
    return Commune.objects.get_or_create(
        code=code, defaults={"name": name, "department": of or department(), "population": 12_000}
    )[0]


def wave(number: int = 1) -> Wave:
    return Wave.objects.get_or_create(
        number=number, defaults={"name": f"Vague {number}", "started_on": date(2020 + number, 1, 1)}
    )[0]


def site(
    name: str = "Le Val",
    *,
    town: Commune | None = None,
    state: str = "active",
    public_since: date | None = LONG_AGO,
    **fields: Any,
) -> Site:
    """A public, active site of wave 1 in the Nord; a paused one is looked at again in 2027."""
    place = town or commune()
    if state == "paused":
        fields.setdefault("look_again_on", date(2027, 1, 11))
    return Site.objects.create(
        slug=slugify(name),
        name=name,
        wave=fields.pop("wave", None) or wave(),
        region=place.department.region,
        department=place.department,
        commune=place,
        state=state,
        stage_since=LONG_AGO,
        public_since=public_since,
        lon=3.0,
        lat=50.4,
        map_lon=3.0,
        map_lat=50.4,
        **fields,
    )


def neighbourhood(
    code: str = "QN05998N", name: str = "Les Tilleuls", *, of: Site | None = None
) -> Neighbourhood:
    """A QPV of the present edition, linked to a site from long ago when one is given."""
    place = of.commune if of else commune()
    found = Neighbourhood.objects.create(
        code=code,
        name=name,
        official_name=name,
        origin=code[-1],
        editions=[2025, 2026],
        region=place.department.region,
        department=place.department,
        lon=3.0,
        lat=50.4,
        map_lon=3.0,
        map_lat=50.4,
    )
    found.communes.add(place)
    if of:
        SiteNeighbourhood.objects.create(site=of, neighbourhood=found, during=(LONG_AGO, None))
    return found


def request_to_join(**fields: str) -> Asked:
    """What a town hall types on the public page."""
    typed = {
        "territory": "Le Bourg",
        "neighbourhoods": "Les Acacias",
        "party": "municipality",
        "organisation": "Ville du Bourg",
        "name": "Adèle Morin",
        "email": "adele@example.org",
        "urgency": "Le centre commercial ferme.",
        "leadership": "La maire et le centre social.",
        "resources": "Une salle.",
    }
    return Asked(**(typed | fields))


def seat(
    site: Site,
    kind: str,
    person: User,
    *,
    since: date = LONG_AGO,
    until: date | None = None,
    deputy: bool = False,
) -> Mandate:
    return governance.begin_mandate(
        site, seat=kind, person=person, starts_on=since, ends_on=until, deputy=deputy, by=None
    )


def centre(name: str = "Centre du Nord", *, regions: tuple[Region, ...] = ()) -> ResourceCentre:
    found = ResourceCentre.objects.create(
        code=slugify(name), name=name, status="verified", verified_in=2025
    )
    found.regions.set(regions or (region(),))
    return found


def member(kind: str, person: User, **place: Any) -> Membership:
    return governance.begin_membership(
        kind=kind, person=person, starts_on=LONG_AGO, by=None, **place
    )


def common_indicator(code: str, name: str = "Habitants", **fields: Any) -> Indicator:
    """An indicator of the catalogue, in use: people of each site count something each quarter."""
    said: dict[str, Any] = {
        "name": name, "question": f"{name} ?", "definition": name, "information_use": "Décider.",
        "unit": "habitants", "value_type": "count", "direction": "higher", "periodicity": "quarter",
        "level": "site", "source": "Les sites",
    }  # fmt: skip
    return measurement.define_common({"code": code} | said | fields, by=None)


def release(source: str, vintage: int, **fields: Any) -> Release:
    """One publication of a source."""
    said = {"title": source.upper(), "producer": "Insee", "generation": 2024} | fields
    return measurement.tell_release({"source": source, "vintage": vintage} | said)[0]


def redefined(found: Indicator) -> Indicator:
    """The same indicator with one version more: something else is counted."""
    number = found.version + 1
    change = measurement.Change(found.version, {"definition": f"Comptage {number}"}, "Plus juste")
    return measurement.redefine(found, change, by=None)


def page_of_pdf(words: str = "") -> bytes:
    """A real PDF of one empty page, different for different words."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.Root.Words = words
        target = io.BytesIO()
        document.save(target, deterministic_id=True)
    return target.getvalue()


def edition(site: Site, *, final: bool = True, number: int = 1) -> Edition:
    """A published report of the third quarter of 2026, one empty page long."""
    planned = Edition.objects.create(
        site=site,
        period_start=date(2026, 7, 1),
        period_end=date(2026, 9, 30),
        number=number,
        final=final,
    )
    taken = printing.take(editions.KIND, planned.pk)
    assert taken is not None
    reports.picture(taken)
    assert printing.keep(editions.KIND, taken, page_of_pdf(str(taken.pk)))
    return Edition.objects.get(pk=planned.pk)
