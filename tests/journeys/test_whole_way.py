"""One story through the whole portal, with real processes, with and without JavaScript.

National staff see nine sites; a triad writes and opens a version; a resident comments from a
phone; the triad answers; three seats endorse; a value is entered; the worker makes the report;
the facilitator downloads it; and the neighbour sees nothing that is not public.
"""

import re
import time

import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.moves import follow, mark, press, settle, submit

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

MARK = mark()
SECRET = f"Le hangar de la gare, dont personne ne doit encore parler (lot {MARK})"
COMMENT = "Le soir, la permanence ferme avant que je sorte du travail."
ANSWER = "La permanence restera ouverte jusqu’à 19 h le mardi."
SEATS = ("state", "municipality", "community")


@pytest.fixture
def slug(javascript):
    """Each way has a site of its own, so that both stories are whole."""
    return "le-teil" if javascript else "conde-sur-l-escaut"


@pytest.fixture
def site(slug):
    return f"/sites/{slug}/"


def test_from_the_first_word_to_the_report(visitor, portal, javascript, slug, site):
    staff_see_nine_sites(visitor)
    ines = visitor(account=f"state.{slug}")
    write_and_hide(ines, visitor, site)
    open_to_comments(ines, site)
    code = resident_comments(visitor, site)
    answer_the_comment(ines, site)
    resident_reads_the_answer(visitor, site, code)
    three_seats_endorse(visitor, ines, slug, site)
    enter_a_value(visitor, slug, site)
    download_the_report(visitor, portal, slug)


def staff_see_nine_sites(visitor):
    staff = visitor(account="national")
    page = staff.go("/national/")
    names = [
        "Le Teil",
        "Montélimar",
        "Pont-de-Claix",
        "Saint-Étienne",
        "Château-Thierry",
        "Hazebrouck",
        "Liévin",
        "Koungou",
    ]
    text = page.locator("main").inner_text()

    assert [name for name in names if name not in text] == []
    assert page.locator("main table tbody tr th a, main table tbody tr th[scope=row]").count() >= 9
    staff.looks_right()


def write_and_hide(ines, visitor, site):
    page = ines.go(f"{site}feuille-de-route/redaction/")
    if page.locator('form[action$="/redaction/commencer/"]').count():
        press(page, "/redaction/commencer/")
    page = ines.go(f"{site}feuille-de-route/redaction/passages/ajouter/")
    page.select_option("select[name=section]", index=1)
    page.fill("[name=heading]", "La gare")
    page.fill("[name=text]", SECRET)
    submit(page, "heading")
    assert SECRET in ines.go(f"{site}feuille-de-route/redaction/").content()
    ines.looks_right()
    neighbour_sees_nothing(visitor, site)


def neighbour_sees_nothing(visitor, site):
    """What is sent is read, drawn or not: a page, a fragment, a file."""
    other = visitor(account="state.lievin")
    for path in addresses(site):
        answer = other.context.request.get(path)
        assert answer.status in {200, 403, 404, 405}, (path, answer.status)
        assert SECRET.encode() not in answer.body(), f"{path} shows a neighbour what is written"


def addresses(site):
    """Every address of the site that takes no further name, and those of version 1 to 3."""
    from django.urls import get_resolver

    from kit.access import routes

    patterns = [a for _route, a in routes(get_resolver().url_patterns) if "<slug:site>" in a]
    found = []
    for pattern in patterns:
        rest = pattern.split("<slug:site>/", 1)[1]
        if "<uuid" in rest or "<slug" in rest or "<str" in rest:
            continue
        found += [
            site + re.sub(r"<int:\w+>", str(number), rest)
            for number in ((1, 2, 3) if "<int" in rest else (1,))
        ]
    return found


def open_to_comments(ines, site):
    page = ines.go(f"{site}feuille-de-route/redaction/ouvrir/")
    submit(page, "until")
    assert ines.go(f"{site}consultation/").locator("main").inner_text().count("La gare")


def resident_comments(visitor, site):
    lila = visitor(PHONE)
    page = lila.go(f"{site}consultation/")
    lila.looks_right()
    follow(page.locator('a[href*="/commenter/"]').first)
    page.wait_for_selector("textarea[name=text]")
    lila.looks_right()
    page.fill("textarea[name=text]", COMMENT)
    page.fill("[name=public_name]", "Lila du quartier")
    submit(page, "public_name")
    page.wait_for_selector("text=/[A-Z2-9]{4}[ -][A-Z2-9]{4}[ -][A-Z2-9]{4}/")
    lila.looks_right()
    return re.search(
        r"[A-Z2-9]{4}[ -][A-Z2-9]{4}[ -][A-Z2-9]{4}", page.locator("main").inner_text()
    ).group()


def answer_the_comment(ines, site):
    page = ines.go(f"{site}feuille-de-route/redaction/fermer/")
    follow(page.locator("main form button").last)
    page = ines.go(f"{site}consultation/remarques/")
    card = page.locator("article", has_text="Lila du quartier").first
    follow(card.locator('a[href*="/repondre/"]'))
    page.wait_for_selector("textarea[name=reason]")
    page.check("input[name=kind][value=already]")
    page.fill("textarea[name=reason]", ANSWER)
    submit(page, "reason")
    page.wait_for_selector(f"text={ANSWER[:30]}")
    settle(page)
    ines.looks_right()


def resident_reads_the_answer(visitor, site, code):
    lila = visitor(PHONE)
    page = lila.go(f"{site}consultation/suivre/")
    page.fill("[name=follow_up]", code.lower())
    submit(page, "follow_up")
    text = page.locator("main").inner_text()
    assert "Le soir, la permanence ferme" in text
    assert "restera ouverte" in text
    lila.looks_right()


def three_seats_endorse(visitor, ines, slug, site):
    ines.go(f"{site}feuille-de-route/redaction/")
    press(ines.page, "/redaction/envoyer/")
    for seat in SEATS:
        holder = visitor(account=f"{seat}.{slug}")
        page = holder.go(f"{site}feuille-de-route/approbation/")
        page.check("input[name=kind][value=consent]")
        submit(page, "kind")
        page.wait_for_selector("[role=status]")
        settle(page)
        holder.looks_right()
    page = visitor().go(f"{site}feuille-de-route/")
    assert SECRET in page.content()
    assert "dopté" in page.locator("main").inner_text()


def enter_a_value(visitor, slug, site):
    marc = visitor(account=f"municipality.{slug}")
    page = marc.go(f"{site}indicateurs/nouveau/")
    page.fill("[name=name]", f"Ouvertures du soir, lot {MARK}")
    page.fill("[name=unit]", "soirées")
    page.fill("[name=source]", "Comptage de la permanence")
    page.fill("[name=definition]", "Soirées où la permanence a ouvert après 18 h 30.")
    submit(page, "name")
    page = marc.page
    page.select_option("select[name=period]", index=1)
    page.fill("[name=value]", "1 234,5")
    submit(page, "value")
    page.wait_for_selector("text=/1.234,5/")
    marc.looks_right()


def download_the_report(visitor, portal, slug):
    rose = visitor(account="crpv.aura" if slug == "le-teil" else "crpv.hdf")
    page = rose.page
    link = page.locator(f'a[href*="{slug}"][href*="telecharger"], a[href*="{slug}"][href$=".pdf"]')
    for _try in range(60):
        rose.go("/rapports/")
        if link.count():
            break
        time.sleep(2)
    answer = page.request.get(link.first.get_attribute("href"))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-1.7")
    rose.looks_right()
