"""A triad rates itself: each alone, then the meeting, then a decision in words, shared or not.

Three people rate on their own screens, and none of them is sent a word of another's before the
meeting. There what is two levels apart or more comes first. The national team knows that a round
was held; what was agreed on and decided it reads only once the site shares it, what was rated alone
never.
"""

import re
from datetime import timedelta

import pytest

from kit import clock
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.moves import follow, mark, submit

pytestmark = [pytest.mark.slow, pytest.mark.journey, pytest.mark.real_clock]

MARK = mark()
ALONE = f"La ville et l’association ne se parlent plus (lot {MARK})"
AGREED = f"Nous disons la même phrase (lot {MARK})"
SUPPORT = f"Deux journées pour la triade (lot {MARK})"
SEATS = ("state", "municipality", "community")
FIRST = ["Animation", "Contexte propice"]
# What each seat rates: four dimensions alike, one two levels apart, one three.
APART = {"urgency-context": (1, 3, 2), "resources-coordination": (0, 3, 3)}
LOWEST = "resources-coordination"


@pytest.fixture
def slug(javascript):
    """Each way has a site of its own, with three seats held and no round yet."""
    return "montelimar" if javascript else "chateau-thierry"


def test_from_rating_alone_to_a_shared_decision(visitor, slug):
    people = {
        seat: visitor(PHONE if seat == "community" else DESK, account=f"{seat}.{slug}")
        for seat in SEATS
    }
    here = open_a_round(people["state"], slug)
    for place, seat in enumerate(SEATS):
        rate_alone(people[seat], here, place)
    nobody_reads_another(people, here)
    begin_the_meeting(people["municipality"], here)
    note_what_it_says(people["municipality"], here)
    conclude(people["state"], here)
    decide(people["community"], here)
    maud, victor = visitor(account="national"), visitor(account="state.lievin")
    the_nation_knows_that_it_took_place(maud, slug, here)
    share(people["state"], here)
    the_nation_reads_what_is_shared(maud, slug, here)
    nothing_for_a_neighbour(victor, here)


def send(page):
    """Presses the first button of the page's form: it asks for nothing, or one part is saved."""
    follow(page.locator("main form button[type=submit]").first)


def open_a_round(ines, slug):
    """The delegate opens it; its address is what the others are told."""
    page = ines.go(f"/sites/{slug}/maturite/")
    follow(page.locator("main a.button[href*='/tours/nouveau/']"))
    page.check("input[name=kind][value=preconditions]")
    page.fill("[name=rate_until]", str(clock.today() + timedelta(days=10)))
    submit(page, "rate_until")
    follow(page.locator("main a.entry[href*='/maturite/tours/']").first)
    return re.search(r"/sites/.*/tours/[0-9a-f-]{36}/", page.url).group()


def rate_alone(person, here, place):
    """A part is saved, then the rest; what the State seat writes is its own."""
    page = person.go(here)
    follow(page.locator("main a.button[href$='/evaluer/']"))
    codes = [
        name.removesuffix("-level")
        for name in dict.fromkeys(
            page.locator("main input[type=radio]").evaluate_all("all => all.map(one => one.name)")
        )
    ]
    assert len(codes) == 6
    for code in codes:
        level = APART[code][place] if code in APART else 2
        page.check(f"input[name={code}-level][value='{level}']")
    if place == 0:
        page.fill("[name=urgency-context-comment]", ALONE)
        person.looks_right()
    send(page)
    follow(page.locator("main form button[type=submit]").last)
    assert "6 questions sur 6" in page.locator("main").inner_text()


def nobody_reads_another(people, here):
    """What is sent is read, drawn or not."""
    for seat, person in people.items():
        for rest in ("", "evaluer/"):
            body = person.context.request.get(f"{here}{rest}").text()
            assert (ALONE in body) == (seat == "state" and bool(rest)), f"{seat} reads it: {rest}"
        assert person.context.request.get(f"{here}tour.csv").status == 404


def begin_the_meeting(marc, here):
    page = marc.go(here)
    follow(page.locator("main a.button[href$='/rencontre/']"))
    send(page)
    titles = page.locator("section[aria-labelledby=discuss] h3").all_inner_texts()
    assert titles == FIRST, "what differs most does not come first"
    assert ALONE in page.content()
    marc.looks_right()


def note_what_it_says(marc, here):
    """One dimension after the other, the furthest apart first; one stays at the lowest level."""
    page = marc.page
    follow(page.locator("main a.button[href*='/rencontre/']").first)
    asked = []
    while "/rencontre/" in page.url:
        asked.append(page.url.rstrip("/").rsplit("/", 1)[1])
        level = 0 if asked[-1] == LOWEST else 2
        if len(asked) == 1:
            page.check("input[name=level][value=none]")
            submit(page, "note")
            assert page.locator(".error").count(), "no consensus goes through without a word"
        page.check(f"input[name=level][value='{level}']")
        page.fill("[name=note]", AGREED)
        submit(page, "note")
    assert (asked[:2], len(asked)) == ([LOWEST, "urgency-context"], 6)


def conclude(ines, here):
    page = ines.go(here)
    follow(page.locator("main a.button[href$='/conclure/']"))
    page.fill("[name=facilitator]", "Rose Lemaire")
    for box in page.locator("input[name=seats]").all():
        box.check()
    page.fill("[name=others]", "Mission locale")
    submit(page, "facilitator")
    assert AGREED in page.locator("main").inner_text()


def decide(samira, here):
    """« Ready » is refused while a dimension is at its lowest level; what was typed is kept."""
    page = samira.go(here)
    follow(page.locator("main a.button[href$='/decision/']"))
    page.check("input[name=outcome][value=ready]")
    page.fill("[name=words]", f"L’enjeu est commun, il manque du temps (lot {MARK})")
    submit(page, "words")
    assert "Animation" in page.locator("#id_outcome_error").inner_text()
    samira.looks_right()
    page.check("input[name=outcome][value=supported]")
    submit(page, "words")
    assert page.locator("#id_support_1_kind_error").count(), "a support that nobody named"
    page.select_option("[name=support_1_kind]", "coaching")
    page.fill("[name=support_1_what]", SUPPORT)
    page.fill("[name=support_1_provider]", "Mission locale")
    page.fill("[name=support_1_until]", str(clock.today() + timedelta(days=90)))
    submit(page, "words")
    assert SUPPORT in page.locator("main").inner_text()
    samira.looks_right()
    follow(page.locator("main a.button[href*='/appuis/']"))
    send(page)
    assert "demandé le" in page.locator("main").inner_text().lower()
    assert SUPPORT in samira.go(re.sub("maturite/.*", "journees-d-appui/", here)).content()


def row_of(maud, slug):
    """The site's line in the country's list."""
    page = maud.go("/national/maturite/")
    return page.locator("main tbody tr", has=page.locator(f"a[href='/sites/{slug}/maturite/']"))


def the_nation_knows_that_it_took_place(maud, slug, here):
    row = row_of(maud, slug)
    assert "qu’il a eu lieu" in row.inner_text()
    assert "Prêt avec" not in row.inner_text()
    assert SUPPORT not in row.inner_text()
    assert row.locator(f"a[href='{here}']").count() == 0
    body = maud.context.request.get(here).text()
    assert AGREED not in body
    assert ALONE not in body
    assert SUPPORT not in body
    for rest in ("tour.csv", "decision/", "tour.xlsx"):
        assert maud.context.request.get(f"{here}{rest}").status == 404, rest


def share(ines, here):
    page = ines.go(here)
    follow(page.locator("main a[href$='/partage/']"))
    page.check("input[name=sharing][value=national]")
    submit(page, "sharing")


def the_nation_reads_what_is_shared(maud, slug, here):
    row = row_of(maud, slug)
    assert "Prêt avec" in row.inner_text()
    assert SUPPORT in row.inner_text()
    follow(row.locator(f"a[href='{here}']").first)
    page = maud.page
    page.wait_for_load_state()
    for words in (AGREED, SUPPORT):
        assert words in page.locator("main").inner_text()
    maud.looks_right()
    for rest in ("", "tour.csv"):
        assert ALONE not in maud.context.request.get(f"{here}{rest}").text()


def nothing_for_a_neighbour(victor, here):
    assert victor.context.request.get(here).status == 403
    other = re.sub(r"/sites/[^/]+/", "/sites/lievin/", here)
    assert victor.context.request.get(other).status == 404
