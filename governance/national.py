"""The triads of a portal of national size: seats held, vacant, passed on, about to change.

Invented people, who cannot sign in: they have no password and their addresses lead nowhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from governance.events import NationalTriadsMade
from governance.models import Mandate, Seat
from journal.actions import record
from kit import clock
from sites.imports.copying import copy_in
from sites.imports.table import one_import_at_a_time
from sites.models import Site
from sites.national import Made

FIRST_NAMES = (
    "Aïcha", "Anne", "Bruno", "Camille", "Claire", "Denis", "Djamila", "Élise", "Fatou", "Franck",
    "Gaëlle", "Hugo", "Inès", "Jean", "Karim", "Léa", "Loïc", "Maïa", "Malik", "Nadia", "Nicolas",
    "Odile", "Paul", "Rachid", "Rosa", "Samir", "Sophie", "Théo", "Véra", "Yann", "Zoé",
)  # fmt: skip
LAST_NAMES = (
    "Aubert", "Benali", "Blanc", "Caron", "Da Silva", "Diallo", "Dupuis", "Fabre", "Fontaine", "Garnier",
    "Haddad", "Henry", "Jacquet", "Konaté", "Lambert", "Leclerc", "Lopez", "Marchand", "Mercier", "N’Diaye",
    "Nguyen", "Perrin", "Picard", "Renard", "Robin", "Roux", "Sauvage", "Tessier", "Traoré", "Vidal",
)  # fmt: skip
OFFICES = {
    Seat.STATE: ("Préfecture", "Déléguée ou délégué du préfet"),
    Seat.MUNICIPALITY: ("Mairie", "Direction de la cohésion sociale"),
    Seat.COMMUNITY: ("Centre social", "Direction"),
}
# The stages in which a site has, or had, a triad.
SEATED = (Site.State.ENGAGED, Site.State.ACTIVE, Site.State.AUTONOMOUS, Site.State.PAUSED)


@dataclass(frozen=True, slots=True)
class Sits:
    """Somebody in a seat: from when and until when, in days before today (below 0: ahead).

    Without a first day, since the site engaged.
    """

    seat: Seat
    begins: int | None = None
    ends: int | None = None
    expected: int | None = None
    deputy: bool = False


STATE, MUNICIPALITY, COMMUNITY = (Sits(seat) for seat in Seat)
TRIADS = (
    (STATE, MUNICIPALITY, COMMUNITY),
    (STATE, MUNICIPALITY, COMMUNITY),
    (STATE, Sits(Seat.STATE, deputy=True), MUNICIPALITY, COMMUNITY),
    # Vacant since some weeks, or months.
    (Sits(Seat.STATE, ends=30), MUNICIPALITY, COMMUNITY),
    (STATE, MUNICIPALITY, Sits(Seat.COMMUNITY, ends=75)),
    # Never held.
    (STATE, MUNICIPALITY),
    # Passed on: long ago, and a few days ago.
    (STATE, Sits(Seat.MUNICIPALITY, ends=101), Sits(Seat.MUNICIPALITY, begins=100), COMMUNITY),
    (Sits(Seat.STATE, ends=9), Sits(Seat.STATE, begins=8), MUNICIPALITY, COMMUNITY),
    # Ends within three months, surely or probably.
    (STATE, MUNICIPALITY, Sits(Seat.COMMUNITY, expected=-40)),
    (STATE, Sits(Seat.MUNICIPALITY, ends=-70), COMMUNITY),
)
# Where the addresses of the invented people lead.
NOWHERE = "@charge.example"
# No two sites of the same pattern need have the same days.
SPREAD = 18


@transaction.atomic
def make_triads(made: Sequence[Made]) -> tuple[int, int]:
    """Gives the sites of the set their people; how many sites new, how many of them have a triad.

    A site where somebody has ever sat is left alone.
    """
    one_import_at_a_time()
    seated = [each for each in made if each.site.state in SEATED]
    there = set(Mandate.objects.order_by().values_list("site_id", flat=True).distinct())
    new = [each for each in seated if each.site.pk not in there]
    mandates = [mandate for each in new for mandate in mandates_of(each, clock.today())]
    copy_in(User, [mandate.person for mandate in mandates])
    copy_in(Mandate, mandates)
    if new:
        record(NationalTriadsMade(sites=len(new), mandates=len(mandates)), by=None)
    return len(new), len(seated)


def mandates_of(each: Made, today: date) -> Iterator[Mandate]:
    """Who sits and sat at a site."""
    late = timedelta(days=each.number("days", SPREAD))

    def day(ago: int | None) -> date | None:
        return None if ago is None else today - timedelta(days=ago) - late * (ago > 0)

    for place, sits in enumerate(each.pick("triad", TRIADS)):
        organisation, function = OFFICES[sits.seat]
        yield Mandate(
            id=each.key("mandate", place),
            site=each.site,
            seat=sits.seat,
            person=person_of(each, place),
            deputy=sits.deputy,
            starts_on=day(sits.begins) or each.engaged_on,
            ends_on=day(sits.ends),
            expected_on=day(sits.expected),
            end_reason="A changé de poste." if (sits.ends or 0) > 0 else "",
            function=function,
            organisation=organisation,
        )


def person_of(each: Made, place: int) -> User:
    """Somebody invented, for one seat of one site."""
    return User(
        id=each.key("person", place),
        email=f"{each.code.lower()}.{place}{NOWHERE}",
        name=f"{each.pick(f'first/{place}', FIRST_NAMES)} {each.pick(f'last/{place}', LAST_NAMES)}",
        password=make_password(None),
    )
