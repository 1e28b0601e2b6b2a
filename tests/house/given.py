"""Single sites that are given to facilitators."""

from typing import Any

from governance import actions as governance
from kit import clock
from tests import make


def with_single_sites(made: Any) -> None:
    """A facilitator with a single site outside the region of their centre."""
    person, far = make.person("Fanny Lointaine"), make.region("84", "Auvergne-Rhône-Alpes")
    make.member("facilitator", person, centre=make.centre("Centre du Rhône", regions=(far,)))
    given = governance.give_site(
        person, site=made.site, starts_on=clock.today(), reason="Relais", by=made.people["national"]
    )
    made.things |= {"governance person": person.pk, "governance membership": given.pk}
