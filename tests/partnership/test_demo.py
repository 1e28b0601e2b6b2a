"""The demonstration's stories of collectives: told once, through the actions, with something to see."""

from datetime import date

import pytest

from journal.actions import broken_links
from journal.models import Entry
from partnership import figures
from qic_portal.demo import collective
from qic_portal.demo.collectives import COLLECTIVES
from qic_portal.demo.people import TEAMS
from tests import make

EARLY = date(2021, 1, 4)


@pytest.mark.slow
def test_a_story_is_told_once_and_shows_what_is_strong_and_what_is_missing(maud, rose):
    site = make.site("Hazebrouck", town=make.commune("59295", "Hazebrouck"))
    for seat in ("state", "municipality", "community"):
        make.seat(site, seat, make.person(f"Tient {seat}"), since=EARLY)

    for _run in range(2):
        collective.fill(site, COLLECTIVES["hazebrouck"], coach=rose, staff=maud)

    told = Entry.objects.of_site(site.slug).filter(kind__startswith="partnership.").count()
    found = figures.backbone(site)
    support = figures.support_of([site])[site.pk]
    assert figures.network(site).blind[0].sector == "culture"
    assert [f.function for f in found.vacant] == ["advocacy"]
    assert support.next is not None
    assert figures.circles([site])[site.pk].open_objections == 1
    assert told > 50
    assert broken_links(site.slug) == []


def test_every_pilot_site_has_its_story_with_an_organisation_of_its_partner():
    assert set(COLLECTIVES) == set(TEAMS)
    for slug, team in TEAMS.items():
        assert team.partner_organisation in {org.name for org in COLLECTIVES[slug].partners}
