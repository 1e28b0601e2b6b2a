"""A community organisation keeps what its collective is made of, in the browser.

Karim pastes partners from a sheet, settles a doubtful line and corrects one, entrusts a function
of the backbone, records a grant and corrects its amount, brings a proposal to consent through an
objection. A facilitator and a coach read it and change nothing; a neighbour finds none of it.
"""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from kit import clock
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.moves import follow, mark, submit

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

MARK = mark()
CLUB, SHOP = f"Club des cimes {MARK}", f"Épicerie du pont {MARK}"
FUNDER, TITLE = f"Fondation du pont {MARK}", f"La clé tourne {MARK}"
OBJECTION, MET = f"Qui ferme le soir ? ({MARK})", f"Une liste de six voisins ({MARK})"


@pytest.fixture
def slug(javascript):
    """Each way has a site of its own, with its facilitator's account."""
    return "hazebrouck" if javascript else "le-teil"


def test_from_a_sheet_of_partners_to_a_decision(visitor, slug):
    here = f"/sites/{slug}/"
    karim = visitor(account=f"community.{slug}")
    paste_partners(karim, here)
    correct_a_line(karim, here)
    entrust_a_function(karim, here)
    grant = record_and_correct_a_grant(karim, here)
    decision = decide_through_an_objection(karim, here)
    region = {"hazebrouck": "crpv.hdf", "le-teil": "crpv.aura"}[slug]
    helpers_read(visitor, [region, "coach"], here, grant, decision)
    neighbour_finds_nothing(visitor, here, grant)


def words_of(page, part="main"):
    """What the page says, with plain spaces."""
    return page.locator(part).inner_text().replace("\xa0", " ").replace("\u202f", " ")


def paste_partners(karim, here):
    """A phone shows the list line by line as well as a desk."""
    page = karim.go(f"{here}collectif/")
    karim.looks_right()
    follow(page.locator("main a", has_text="Partenaires").first)
    follow(page.locator("main a[href$='/coller/']"))
    sheet = f"Organisation;Secteur\n{CLUB};sport\n{SHOP};magie\n{CLUB.upper()};sport\n;culture\n"
    page.fill("[name=text]", sheet)
    submit(page, "text")
    said = words_of(page)
    assert "Refusées : 1. Rien n’est encore enregistré." in said
    submit(page, "once")
    assert page.locator(".error-summary").count(), "a sector that is not known goes in"
    page.set_viewport_size(PHONE)
    karim.looks_right()
    page.set_viewport_size(DESK)
    page.select_option("[name=sector-3]", "economy")
    submit(page, "once")
    page.wait_for_selector("text=2 partenaires ajoutés")


def correct_a_line(karim, here):
    page = karim.go(f"{here}partenaires/?q={MARK}")
    rows = page.locator("#partner-list tbody tr")
    assert rows.count() == 2
    karim.looks_right()
    follow(rows.filter(has_text="Club").locator("a", has_text="Corriger"))
    page.fill("[name=contact_name]", "Nora Haddad")
    page.select_option("[name=sector]", "small")
    submit(page, "contact_name")
    page.fill("[name=q]", CLUB)
    page.select_option("[name=sector]", "small")
    submit(page, "q")
    expect(rows).to_have_count(1)
    assert "Nora Haddad" in rows.first.inner_text()
    page.wait_for_url(re.compile("sector=small"))


def entrust_a_function(karim, here):
    page = karim.go(f"{here}structure-d-appui/")
    follow(page.locator("main a[href$='/confier/']").last)
    page.fill("[name=organisation]", CLUB)
    page.fill("[name=fte]", "0,25")
    page.fill("[name=starts_on]", str(clock.today()))
    if page.locator("[name=how]").count():
        page.check("[name=how][value=beside]")
    submit(page, "fte")
    assert CLUB in words_of(page)
    karim.looks_right()


def record_and_correct_a_grant(karim, here):
    page = karim.go(f"{here}financements/nouveau/")
    page.fill("[name=funder]", FUNDER)
    page.select_option("[name=funder_kind]", "foundation")
    page.fill("[name=purpose]", "Une clé pour la salle")
    page.fill("[name=asked]", "beaucoup")
    submit(page, "asked")
    assert page.input_value("[name=funder]") == FUNDER, "what was typed is lost"
    page.fill("[name=asked]", "4 500")
    submit(page, "asked")
    follow(page.locator("main a", has_text=FUNDER))
    follow(page.locator("main a[href$='/reponse/']"))
    page.check("[name=outcome][value=granted]")
    page.fill("[name=granted]", "4 500")
    page.select_option("[name=label]", "helped")
    submit(page, "granted")
    follow(page.locator("tr", has_text="Accordé").locator("a[href$='/corriger/']"))
    page.fill("[name=amount]", "4 050,50")
    page.fill("[name=reason]", "Chiffres inversés")
    submit(page, "amount")
    said = words_of(page)
    assert "4 050,50 €" in said
    assert "4 500 €" in said, "the amount of before is gone"
    assert "Chiffres inversés" in said
    karim.looks_right()
    return re.search(r"/financements/([0-9a-f-]{36})/", page.url).group(1)


def decide_through_an_objection(karim, here):
    page = karim.go(f"{here}decisions/nouvelle/")
    page.fill("[name=title]", TITLE)
    page.fill("[name=proposal]", "La clé de la salle tourne entre les associations.")
    submit(page, "title")
    page = karim.go(f"{here}decisions/")
    follow(page.locator("main a", has_text=TITLE))
    address = page.url
    follow(page.locator("main a[href$='/objection/']"))
    page.select_option("[name=place]", "resident")
    page.fill("[name=reason]", OBJECTION)
    submit(page, "reason")
    assert not page.locator("main a[href$='/prise/']").count(), "an objection is passed over"
    follow(page.locator("main a[href*='/objections/']").first)
    page.fill("[name=met]", MET)
    submit(page, "met")
    follow(page.locator("main a[href$='/prise/']"))
    page.fill("[name=facilitator]", "Nora Haddad")
    page.fill("[name=others]", CLUB)
    page.fill("[name=review_on]", str(clock.today() + timedelta(days=180)))
    page.locator("[name=seats]").first.check()
    submit(page, "facilitator")
    karim.go(address)
    said = words_of(page)
    for words in ("Prise par consentement", OBJECTION, MET, CLUB):
        assert words in said
    karim.looks_right()
    return address


def helpers_read(visitor, accounts, here, grant, decision):
    for account in accounts:
        helper = visitor(PHONE, account=account)
        page = helper.go(f"{here}collectif/")
        assert page.locator("h2", has_text="Ce qui manque").count()
        helper.looks_right()
        assert not page.locator("main a[href$='/nouveau/']").count()
        page = helper.go(f"{here}financements/{grant}/")
        assert "Chiffres inversés" in words_of(page)
        assert not page.locator("main a[href$='/corriger/']").count()
        page = helper.go(decision)
        assert MET in words_of(page)
        page = helper.go(f"{here}partenaires/?q={MARK}")
        assert "Nora Haddad" in words_of(page, "#partner-list")


def neighbour_finds_nothing(visitor, here, grant):
    neighbour = visitor(account="community.montelimar")
    ask = neighbour.context.request
    assert ask.get(f"/sites/montelimar/financements/{grant}/").status == 404
    for path in (
        f"financements/{grant}/",
        "financements/",
        "collectif/",
        "financements/financements.csv",
    ):
        answer = ask.get(f"{here}{path}")
        assert answer.status in {403, 404}
        assert FUNDER not in answer.text()
    public = ask.get(f"{here}partenaires/?q={MARK}").text()
    assert CLUB in public
    assert "Nora Haddad" not in public
