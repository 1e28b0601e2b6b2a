"""A facilitator who also looks after one site far outside the region."""

from datetime import date

from accounts.models import User
from governance import actions
from qic_portal.demo.people import DOMAIN
from qic_portal.demo.when import as_of
from sites.models import Site

SINCE, UNTIL = date(2026, 6, 22), date(2027, 6, 30)
WHY = "Mayotte n’a pas encore de centre de ressources : décision du comité de pilotage du 16 juin."


def fill(*, by: User) -> None:
    """Rose Lemaire, of Auvergne-Rhône-Alpes, stays within reach of Koungou, once."""
    rose, koungou = User.objects.get(email=f"crpv.aura@{DOMAIN}"), Site.objects.get(slug="koungou")
    if koungou.memberships.filter(person=rose).exists():
        return
    with as_of(SINCE):
        actions.give_site(rose, site=koungou, starts_on=SINCE, ends_on=UNTIL, reason=WHY, by=by)
