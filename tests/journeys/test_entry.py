"""Somebody of a site has five minutes, a phone and a keyboard, and eight figures are due."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.keyboard import Keyboard
from tests.journeys.moves import follow, settle

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

SITE, MEMBER = "lievin", "community.lievin"
SHEET = f"/sites/{SITE}/indicateurs/saisie/"
MOST_KEYS = 40
FOLLOW = """
from decimal import Decimal
from measurement import actions
from measurement.dues import figures_due
from measurement.models import Indicator
from sites.models import Site
site = Site.objects.get(slug="{site}")
for due in figures_due([site])[site.pk]: actions.enter_value(Indicator.objects.at(site).get(code=due.code), due.span, actions.Reading(None, "Registre", state="missing", note="Registre perdu"), site=site, by=None)
for name in {names}: actions.choose_indicator(site, actions.NewIndicator(name=name, unit="familles", source="Accueil"), by=None)
"""


@pytest.fixture
def due(portal, javascript):
    """Nothing else is due any more; eight new figures are. Their codes."""
    kind = "avec" if javascript else "sans"
    names = [f"Suivi {kind} {number}" for number in range(1, 9)]
    for _turn in range(2):
        portal.python(*FOLLOW.format(site=SITE, names=[]).strip().split("\n"))
    portal.python(*FOLLOW.format(site=SITE, names=names).strip().split("\n"))
    return [f"suivi-{kind}-{number}" for number in range(1, 9)]


def test_eight_figures_in_five_minutes(visitor, due):
    member = visitor(screen=PHONE, account=MEMBER)
    page, keys = member.go(SHEET), Keyboard(member.page)
    member.looks_right()

    for code in due[:7]:
        keys.write(page.locator(f"#id_value-{code}"), "42")
    keys.write(page.locator(f"#id_value-{due[7]}"), "1.234")
    keys.press("Enter")
    settle(page)
    expect(page.locator(".error-summary")).to_contain_text("tapez 1234 ou 1,234")
    expect(page.locator("main")).to_contain_text("7 chiffres saisis.")
    member.looks_right()
    assert keys.pressed <= MOST_KEYS

    the_session_ends_before_the_answer(member, due[7])


def the_session_ends_before_the_answer(member, code):
    page = member.page
    page.fill(f"#id_value-{code}", "1234")
    member.context.clear_cookies(name="session")
    follow(page.locator(".form.entry button[type=submit]"))
    page.wait_for_url("**/compte/login/**")
    page.fill("input[name=login]", f"{MEMBER}@demo.example")
    page.fill("input[name=password]", "demo")
    follow(page.locator("main form button:not([form])").first)
    page.wait_for_url("**/compte/texte-garde/")
    member.looks_right()
    follow(page.locator("main form[action*=saisie] button"))
    expect(page.locator("main")).to_contain_text("1 chiffre saisi.")
