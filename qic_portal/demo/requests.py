"""Invented requests of territories: one waits, one was closed with a reason, one became a site."""

from datetime import date

from accounts.models import User
from qic_portal.demo import life
from qic_portal.demo.people import DOMAIN
from qic_portal.demo.when import as_of
from sites import actions
from sites.models import CityProgramme, Interest, Neighbourhood, Site, Wave

ROMANS = actions.Asked(
    territory="Romans-sur-Isère",
    neighbourhoods="Quartiers Est, et le Centre Ancien si possible",
    party="municipality",
    organisation="Ville de Romans-sur-Isère, service politique de la ville",
    name="Maryse Charvet",
    email=f"maryse.charvet@{DOMAIN}",
    urgency=(
        "Les habitants ont tenu trois réunions cet automne, sans que personne ne les convoque. "
        "Ils demandent que l’on décide avec eux de ce que deviendra la place."
    ),
    leadership=(
        "La maison de quartier porte la parole des habitants. L’adjointe et le délégué du préfet "
        "se voient déjà chaque mois, mais sans l’association."
    ),
    resources=(
        "Un mi-temps de la ville pour six mois et la salle de la maison de quartier. "
        "Rien encore pour la suite."
    ),
)
VIERZON = actions.Asked(
    territory="Vierzon",
    neighbourhoods="Les quartiers du sud de la ville",
    party="community",
    organisation="Collectif Bourgneuf en vie",
    name="Joël Barreau",
    email=f"joel.barreau@{DOMAIN}",
    urgency="Le centre commercial a fermé en juin.",
    leadership="Notre collectif. Nous n’avons pas encore parlé à la mairie.",
    resources="Douze bénévoles.",
)
LIEVIN = actions.Asked(
    territory="Liévin",
    neighbourhoods="Calonne – Marichelles et Les Hauts de Liévin, autour du collège",
    party="municipality",
    organisation="Ville de Liévin, direction de l’éducation",
    name="Hélène Dubrulle",
    email=f"helene.dubrulle@{DOMAIN}",
    urgency=(
        "Un élève sur cinq a quitté le collège avant la troisième. L’école seule n’y peut rien, "
        "et les familles parlent d’abord du logement et des transports."
    ),
    leadership=(
        "La principale du collège et la directrice de l’éducation. Le site de Liévin travaille "
        "déjà dans les mêmes rues : nous voulons une seule table avec lui."
    ),
    resources="La coordination de la cité éducative, à mi-temps jusqu’en août 2027.",
)
CITY = "cite-educative-de-lievin"
FIRST_QUARTERS, JOINED_LATER = ("QN06228M", "QN06229M"), "QN06230M"
WHY = (
    "La démarche se mène à trois : l’État, la commune et une association. Parlez d’abord avec la "
    "mairie ; nous pouvons être là. Écrivez-nous de nouveau quand elle est partante."
)


def fill(*, by: User) -> None:
    """Each request with what became of it, once."""
    with as_of(date(2026, 9, 21)):
        closed = actions.express_interest(VIERZON, once="demo-vierzon")
    if closed.state == Interest.State.WAITING:
        with as_of(date(2026, 9, 29)):
            actions.close_interest(closed, by=by, reason=WHY)
    with as_of(date(2026, 11, 5)):
        actions.express_interest(ROMANS, once="demo-romans")
    with as_of(date(2026, 5, 20)):
        asked = actions.express_interest(LIEVIN, once="demo-lievin")
    if asked.state == Interest.State.WAITING:
        with as_of(date(2026, 5, 28)):
            site = actions.accept_interest(asked, new_site(), by=by)
        with as_of(date(2026, 10, 5)):
            join_later(site, by=by)
    life.live(Site.objects.get(slug=CITY), by=by)


def new_site() -> actions.NewSite:
    """A cité éducative in neighbourhoods that belong to an active site: allowed, and said."""
    town = Site.objects.get(slug="lievin")
    return actions.NewSite(
        slug=CITY,
        name="Cité éducative de Liévin",
        wave=Wave.objects.get(number=3),
        commune=town.commune,
        on=date(2026, 5, 28),
        reason=f"Demande de la {LIEVIN.organisation}, par le portail.",
        city_programme=CityProgramme.objects.get(code="cite-105"),
        point=(town.lon, town.lat),
        map_point=(town.map_lon, town.map_lat),
        neighbourhoods=Neighbourhood.objects.filter(code__in=FIRST_QUARTERS),
    )


def join_later(site: Site, *, by: User) -> None:
    """A third neighbourhood joins in the middle of the year."""
    actions.link_neighbourhood(
        site,
        Neighbourhood.objects.get(code=JOINED_LATER),
        by=by,
        since=date(2026, 10, 5),
        reason="Deux écoles de Blum – Salengro rejoignent la cité éducative à la rentrée.",
    )
