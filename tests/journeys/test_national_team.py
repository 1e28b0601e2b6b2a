"""Staff of the national team lead a territory from its request to a pause, in the browser.

A town asks at /rejoindre/; Maud reads it, opens a site from the list of neighbourhoods, notes a
talk, moves the site on with what shows it, pauses it, and reads on the page of its life what was
done. What she noted is for the national team: a neighbour and a visitor never receive it, even
once everybody sees the site.
"""

import re
from datetime import timedelta

import pytest

from kit import clock
from tests.journeys.conftest import PHONE
from tests.journeys.moves import follow, mark, press, submit
from tests.journeys.test_whole_way import addresses

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

MARK = mark()
SECRET = f"La maire hésite encore, à ne dire à personne (lot {MARK})"
EVIDENCE = f"Compte rendu d’une page, envoyé aux trois parties (lot {MARK})"
WHY = f"La ville vote son budget d’abord (lot {MARK})"


@pytest.fixture
def town(javascript):
    """Each way has a town of its own, with neighbourhoods that no site holds."""
    return "Vierzon" if javascript else "Maubeuge"


def test_from_a_request_to_a_pause(visitor, town):
    organisation = f"Ville de {town}, lot {MARK}"
    a_town_asks(visitor, town, organisation)
    maud = visitor(account="national")
    open_a_site(maud, town, organisation)
    site = re.search(r"/sites/[a-z0-9-]+/", maud.page.url).group()
    note_a_talk(maud, site)
    move_on(maud, site)
    pause(maud, site)
    read_the_life(maud, site)
    others_see_nothing(visitor, site, public=False)
    press(maud.go(f"{site}vie/"), "/vie/publier/")
    others_see_nothing(visitor, site, public=True)


def a_town_asks(visitor, town, organisation):
    clerk = visitor(PHONE)
    page = clerk.go("/la-demarche/")
    follow(page.locator("main a[href='/rejoindre/']").first)
    for name, words in {
        "territory": town,
        "neighbourhoods": "Ceux du sud",
        "urgency": "Le collège ferme une classe.",
        "leadership": "La maire et le centre social.",
        "resources": "Une salle.",
        "organisation": organisation,
        "name": "Adèle Morin",
        "email": "adele.morin@demo.example",
    }.items():
        page.fill(f"[name={name}]", words)
    page.check("input[name=party][value=municipality]")
    clerk.looks_right()
    submit(page, "territory")
    assert page.url.endswith("/rejoindre/merci/")
    clerk.looks_right()


def open_a_site(maud, town, organisation):
    page = maud.go("/national/demandes/")
    follow(page.locator("li", has_text=organisation).locator("a.entry"))
    maud.looks_right()
    follow(page.locator("main a.button[href*='/national/sites/nouveau/']"))
    page.locator("input[name=qpv]").first.check()
    follow(page.locator("form[method=get] button").last)
    assert town in page.locator("[name=commune] option").first.inner_text()
    maud.looks_right()
    submit(page, "slug")
    assert page.url.endswith("/vie/"), page.locator("main").inner_text()


def note_a_talk(maud, site):
    page = maud.page
    page.fill("[name=met]", "Mairie, par téléphone")
    page.fill("[name=text]", SECRET)
    submit(page, "met")
    page.wait_for_selector(f"text={SECRET}")


def move_on(maud, site):
    page = maud.go(f"{site}vie/")
    follow(page.locator("a.button[href*='vers=exploring']"))
    submit(page, "evidence")
    assert page.locator(".error").count(), "a step without what shows it goes through"
    page.fill("[name=evidence]", EVIDENCE)
    maud.looks_right()
    submit(page, "evidence")


def pause(maud, site):
    page = maud.go(f"{site}vie/etape/?vers=paused")
    page.fill("[name=look_again_on]", str(clock.today() + timedelta(days=40)))
    page.fill("[name=reason]", WHY)
    submit(page, "reason")


def read_the_life(maud, site):
    page = maud.go(f"{site}vie/")
    said = page.locator("main").inner_text()
    for words in (SECRET, EVIDENCE, WHY, "En pause", "En exploration", "Intérêt exprimé"):
        assert words in said
    assert said.index(WHY) < said.index(EVIDENCE), "the last step does not come first"
    maud.looks_right()
    journal = maud.go(f"{site}journal/").locator("main").inner_text()
    assert "« En pause »" in journal.replace("\xa0", " ")
    assert SECRET not in journal


def others_see_nothing(visitor, site, *, public):
    """What is sent is read, drawn or not: a page, a fragment, a file."""
    for account in ("state.lievin", ""):
        other = visitor(account=account)
        assert other.context.request.get(site).status == (200 if public else 404)
        for path in addresses(site):
            body = other.context.request.get(path, max_redirects=0).body()
            assert SECRET.encode() not in body, f"{path} shows {account or 'a visitor'} a note"
        life = other.context.request.get(f"{site}vie/", max_redirects=0)
        assert life.status in {302, 403, 404}
