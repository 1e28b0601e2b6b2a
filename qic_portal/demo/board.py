"""The national team's views of the board, and Monday's letter about the week before."""

from datetime import timedelta

from accounts.models import User
from kit import clock
from overview import actions
from overview.weeks import last_week, week_of
from qic_portal.demo.people import DOMAIN
from qic_portal.demo.when import as_of
from sites.actions import Asked, express_interest

VIEWS = (
    ("Sièges vacants", "seat=vacant", True),
    ("Hauts-de-France, ce qui attend", "region=32&need=waiting", True),
    ("Pour mes appels du mardi", "need=support&order=wave", False),
)
SEDAN = Asked(
    territory="Sedan",
    neighbourhoods="Torcy-Cités, et les rues autour de la gare",
    party="state",
    organisation="Sous-préfecture de Sedan",
    name="Nadège Colin",
    email=f"nadege.colin@{DOMAIN}",
    urgency="La dernière supérette du quartier ferme à Noël ; trois associations cherchent ensemble une suite.",
    leadership="Le délégué du préfet et la directrice du centre social. La ville vient à la prochaine réunion.",
    resources="Une salle et un quart de temps pendant quatre mois.",
)


def fill(*, by: User) -> None:
    """Three views, a request in the week that is over, and the letter about it; once."""
    for name, query, shared in VIEWS:
        actions.save_view(name=name, query=query, shared=shared, by=by)
    with as_of(last_week().monday + timedelta(days=3)):
        express_interest(SEDAN, once="demo-week")
    with as_of(week_of(clock.today()).monday):
        actions.tell_week()
