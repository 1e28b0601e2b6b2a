"""A seat changes hands in the browser: one delegate leaves, another arrives, nothing is lost.

With JavaScript it is the prefect's delegate of Le Pont-de-Claix, without it the organisation of
Hazebrouck. The deputy has announced the end. Who leaves reads how many days are left, takes the
handover file along, promises one more thing, names a successor who has no account yet, and finds
the next morning that reading is all that is left; a month later nothing is. Who arrives comes by
the link of the letter, makes an account, takes the seat and begins with what waits. Nights pass
by moving the days of the leaver's mandate back: every page is asked with its own real date.
"""

import re
from datetime import timedelta

import psycopg
import pytest

from kit import clock
from tests.journeys.conftest import PHONE
from tests.journeys.moves import follow, mark, press, submit

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

MARK = mark()
NAME = "Nadir Lemaire"
PROMISE = f"Trouver un lieu pour le bal de quartier (lot {MARK})"


@pytest.fixture
def seat(javascript):
    """Each way has a seat of its own, at a site of its own."""
    return "state" if javascript else "community"


@pytest.fixture
def slug(seat):
    """No other journey signs in as the delegate who leaves here."""
    return "pont-de-claix" if seat == "state" else "hazebrouck"


@pytest.fixture
def word(seat):
    return {"state": "etat", "community": "association"}[seat]


def test_one_leaves_and_another_arrives(visitor, portal, seat, slug, word):
    here = f"/sites/{slug}/"
    email = f"nadir.{seat}.{MARK}@demo.example"
    the_end_is_announced(visitor(account=f"deputy.{seat}.{slug}"), here, word)
    leaver = visitor(account=f"{seat}.{slug}")
    days_are_counted(leaver, here)
    file_is_taken_along(leaver, here, word)
    one_more_promise(leaver, here)
    successor_is_named(leaver, here, word, email)
    days_pass(portal, f"{seat}.{slug}", 1)
    reading_is_left(leaver, here, word)
    newcomer = visitor(PHONE)
    comes_by_the_letter(newcomer, here, email, word)
    begins_with_what_waits(newcomer, here)
    days_pass(portal, f"{seat}.{slug}", 31)
    nothing_is_left(leaver, here, word)


def days_pass(portal, account, days):
    """The days of somebody's mandates, and of the links sent, move back: so many nights later."""
    with psycopg.connect(portal.environment["DATABASE_URL"], autocommit=True) as server:
        server.execute(
            "UPDATE governance_invitation SET starts_on = starts_on - %s WHERE email LIKE %s",
            [days, f"%{MARK}%"],
        )
        server.execute(
            "UPDATE governance_mandate SET starts_on = starts_on - %(n)s, ends_on = ends_on - %(n)s "
            "WHERE person_id = (SELECT id FROM accounts_user WHERE email = %(email)s)",
            {"n": days, "email": f"{account}@demo.example"},
        )


def the_end_is_announced(deputy, here, word):
    page = deputy.go(f"{here}triade/{word}/succession/")
    page.fill("[name=last_day]", str(clock.today() + timedelta(days=20)))
    page.check("[name=who][value=nobody]")
    submit(page, "last_day")
    assert "vacant" in page.locator("main").inner_text()
    follow(page.locator("button[name=confirm]"))
    assert page.url.endswith("/triade/")


def days_are_counted(leaver, here):
    """The first screen says it, and what to do."""
    assert leaver.page.url.endswith(f"{here}a-faire/")
    said = leaver.page.locator("main").inner_text()
    assert "dans 20 jours" in said.replace("\xa0", " ")
    assert "Préparer la suite" in said
    leaver.looks_right()


def file_is_taken_along(leaver, here, word):
    page = leaver.go(f"{here}triade/passation/{word}/")
    leaver.looks_right()
    follow(page.locator("main a.button[href$='/document/']"))
    press(page, "/demander/")
    link = page.locator("a[href$='.pdf']").first
    for _try in range(60):
        if link.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    with page.expect_download() as taken:
        link.click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")


def one_more_promise(leaver, here):
    page = leaver.go(f"{here}triade/engagements/")
    page.fill("[name=text]", PROMISE)
    submit(page, "text")
    page.wait_for_selector(f"text={PROMISE}")


def successor_is_named(leaver, here, word, email):
    page = leaver.go(f"{here}triade/{word}/succession/")
    assert page.locator("[name=undo]").count(), "what was announced cannot be taken back"
    page.fill("[name=last_day]", str(clock.today()))
    page.fill("[name=starts_on]", str(clock.today()))
    page.fill("[name=email]", email)
    submit(page, "last_day")
    assert page.locator("#id_starts_on_error").count(), "two hold one seat on one day"
    assert page.input_value("[name=email]") == email
    page.fill("[name=starts_on]", str(clock.today() + timedelta(days=1)))
    submit(page, "last_day")
    said = page.locator("main").inner_text()
    assert email in said
    assert PROMISE in said
    assert page.locator(f"a[href$='/triade/passation/{word}/']").count()
    leaver.looks_right()
    follow(page.locator("button[name=confirm]"))
    assert page.url.endswith("/triade/"), page.locator("main").inner_text()


def reading_is_left(leaver, here, word):
    """The next request: the file and the list are read, the desk and the promises are closed."""
    page = leaver.go(f"{here}triade/passation/{word}/")
    assert PROMISE in page.locator("main").inner_text()
    page = leaver.go(f"{here}triade/engagements/")
    assert PROMISE in page.locator("main").inner_text()
    assert not page.locator("[name=text]").count()
    assert closed(leaver, f"{here}feuille-de-route/redaction/")
    leaver.go(f"{here}triade/")
    leaver.looks_right()


def nothing_is_left(leaver, here, word):
    for path in (f"triade/passation/{word}/", "triade/engagements/", "a-faire/"):
        assert closed(leaver, here + path), path
    account = leaver.go("/compte/").locator("main").inner_text()
    assert "plus aucun droit" in account


def closed(who, path):
    """True when the door stays shut."""
    return who.page.goto(path).status == 403


def comes_by_the_letter(newcomer, here, email, word):
    """The letter's link, an account with the code of a second letter, and the seat is taken."""
    page = newcomer.page
    page.goto(re.search(r"/invitation/\S+", letter_to(page, email)).group())
    follow(page.locator("main a[href*='signup']").first)
    page.fill("[name=email]", email)
    submit(page, "email")
    asked = page.url
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", letter_to(page, email)).group()
    page.goto(asked)
    page.fill("[name=code]", code)
    follow(page.locator("form:has([name=code]) button").first)
    assert "/invitation/" in page.url, page.url
    newcomer.looks_right()
    page.fill("[name=name]", NAME)
    submit(page, "name")
    assert page.url.endswith(f"{here}triade/passation/{word}/")
    said = page.locator("main").inner_text()
    assert PROMISE in said
    assert f"{NAME} tient le siège" in said
    newcomer.looks_right()


def letter_to(page, email):
    """The last letter to an address."""
    page.goto("/demo/courrier/")
    return page.locator("article", has_text=f"À {email}").first.inner_text()


def begins_with_what_waits(newcomer, here):
    page = newcomer.go(f"{here}a-faire/")
    newcomer.looks_right()
    tasks = page.locator("main .todo h3 a")
    assert tasks.count(), page.locator("main").inner_text()
    follow(tasks.first)
    assert page.locator("h1").count() == 1
    assert here in page.url
    newcomer.looks_right()
