"""Who sees which line of a site's list, from when, until when: person by person."""

from datetime import timedelta
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agenda.actions import plan_activity
from governance import actions as governance
from partnership import actions as partnership
from readiness import actions as readiness
from tests import make
from tests.agenda import scenes as agenda
from tests.conftest import TODAY
from tests.readiness import scenes

TODO = "/sites/le-val/a-faire/?tout=1"
YESTERDAY = TODAY - timedelta(days=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
INSIDE = {"ines", "marc", "deputy", "omar", "paul"}
AROUND = {"coach", "rose", "maud"}
RATE, MEET = "Évaluer seul", "Ouvrir la rencontre"
TALK, DECIDE = "Mener la rencontre à son terme", "Décider de la maturité"
NAMED, GIVE = "Demander l’appui que la décision nomme", "Donner un jour à l’appui demandé"
FIND = "Trouver l’association"
YOURS = "C’est votre tour"


@pytest.fixture
def people(ines, marc, paul, rose, maud, le_val):
    """The delegate, the town's officer and its deputy; Omar, who left the third seat yesterday;

    a partner, the coach, the resource centre and the national team.
    """
    deputy, omar, coach = map(make.person, ("Denis Suppléant", "Omar Parti", "Carla Coach"))
    make.seat(le_val, "municipality", deputy, deputy=True)
    make.seat(le_val, "community", omar, until=YESTERDAY)
    make.member("coach", coach, site=le_val)
    return {
        "ines": ines, "marc": marc, "deputy": deputy, "omar": omar,
        "paul": paul, "coach": coach, "rose": rose, "maud": maud,
    }  # fmt: skip


@pytest.fixture
def seen(people):
    """For a line of the list: who sees it, and to whom of them it is a link."""
    browsers = {name: signed_in(person) for name, person in people.items()}

    def look(words):
        found = {name: line(browser, words) for name, browser in browsers.items()}
        present = {name: one for name, one in found.items() if one is not None}
        return set(present), {name for name, one in present.items() if one.select_one("h3 a")}

    return look


def signed_in(person):
    """A plain browser: the guardian, who reads each page closely, would take minutes."""
    browser = Client()
    browser.force_login(person, backend=BACKEND)
    return browser


def line(browser, words):
    """The one line that begins so, or nothing."""
    page = BeautifulSoup(browser.get(TODO).content, "lxml")
    found = [
        li
        for li in page.select(".todo > li")
        if " ".join(li.h3.get_text(" ").split()).startswith(words)
    ]
    assert len(found) <= 1
    return found[0] if found else None


NOBODY = (set(), set())


@pytest.mark.slow
def test_a_round_leads_each_person_from_rating_to_what_was_decided(seen, people, le_val):
    """Each wait is there for whom it concerns, and gone when the next begins."""
    ines, marc = people["ines"], people["marc"]
    found = scenes.opened(le_val, ines)
    raters = {"ines", "marc", "deputy"}
    assert seen(RATE) == (raters, raters)
    scenes.rated(found, ines, 1)
    assert seen(RATE) == (raters - {"ines"}, raters - {"ines"})
    assert seen(MEET) == NOBODY
    scenes.rated(found, marc)
    scenes.rated(found, people["deputy"])
    assert seen(RATE) == NOBODY
    # The third seat is vacant: the two others have rated. Nobody outside knows how far they are.
    assert seen(MEET) == (INSIDE, INSIDE)

    readiness.open_meeting(found, by=marc)

    assert seen(MEET) == NOBODY
    assert seen(TALK) == (INSIDE | AROUND, INSIDE | AROUND)
    scenes.talked_over(found, ines)
    readiness.conclude(found, met_on=TODAY, facilitator="S", seats=["state"], by=ines)
    assert seen(TALK) == NOBODY
    # Whether something is decided goes as far as the site shares the round.
    assert seen(DECIDE) == (INSIDE, INSIDE)
    readiness.share(found, sharing="support", by=ines)
    assert seen(DECIDE) == (INSIDE | {"coach", "rose"}, INSIDE | {"coach", "rose"})
    readiness.share(found, sharing="national", by=ines)
    assert seen(DECIDE) == (INSIDE | AROUND, INSIDE | AROUND)

    decided = readiness.decide(
        found, outcome="supported", words="Oui.", supports=[scenes.TWO_DAYS], by=ines
    )

    assert seen(DECIDE) == NOBODY
    assert seen(NAMED) == (INSIDE | AROUND, raters)
    readiness.share(found, sharing="site", by=ines)
    assert seen(NAMED) == (INSIDE, raters)
    wish = readiness.ask_for(decided.supports.get(), by=marc)
    assert seen(NAMED) == NOBODY
    assert seen(GIVE)[0] == INSIDE | AROUND
    partnership.plan_support(wish, on=TODAY + timedelta(days=9), days=Decimal(1), by=None)
    assert seen(GIVE) == NOBODY


@pytest.mark.slow
def test_the_residents_seat_goes_the_whole_way_by_its_own_list(people, le_val):
    """Nora rates, which is her own turn; each next step is the triad's, and she may take it."""
    nora, ines = make.person("Nora Amrani"), people["ines"]
    make.seat(le_val, "community", nora, since=TODAY)
    hers, omars = signed_in(nora), signed_in(people["omar"])

    def turn(words, browser=hers):
        found = line(browser, words)
        return (bool(found.select_one("h3 a")), YOURS in found.get_text(" ")) if found else None

    found = scenes.opened(le_val, ines)
    assert (turn(FIND), turn(RATE), turn(RATE, omars)) == (None, (True, True), None)
    for person in (ines, people["marc"], nora):
        scenes.rated(found, person)
    assert (turn(RATE), turn(MEET), turn(MEET, omars)) == (None, (True, False), (True, False))
    readiness.open_meeting(found, by=nora)
    assert turn(TALK) == (True, False)
    scenes.talked_over(found, nora)
    readiness.conclude(found, met_on=TODAY, facilitator="S", seats=["community"], by=nora)
    assert turn(DECIDE) == (True, False)
    taken = readiness.decide(found, outcome="supported", words="Oui.", supports=[scenes.TWO_DAYS], by=nora)  # fmt: skip
    assert (taken.role, turn(DECIDE), turn(NAMED)) == ("community", None, (True, False))
    readiness.ask_for(taken.supports.get(), by=nora)
    assert turn(NAMED) is None
    assert turn(GIVE) is not None and not turn(GIVE)[1]


def test_a_later_decision_asks_for_nothing_of_the_earlier(seen, people, le_val):
    found = scenes.rated(scenes.opened(le_val, people["ines"]), people["ines"])
    readiness.open_meeting(found, by=people["ines"])
    scenes.talked_over(found, people["ines"])
    readiness.conclude(found, met_on=TODAY, facilitator="S", seats=["state"], by=people["ines"])
    first = readiness.decide(found, outcome="supported", words="Oui.", supports=[scenes.TWO_DAYS], by=people["ines"])  # fmt: skip
    assert seen(NAMED)[0] == INSIDE

    readiness.decide(found, outcome="ready", words="Sans appui.", by=people["marc"], seen=str(first.pk))  # fmt: skip

    assert seen(NAMED) == NOBODY


def test_the_meeting_waits_from_the_last_rating_or_the_last_day(people, le_val, set_day):
    ines, marc = people["ines"], people["marc"]
    found = scenes.rated(scenes.opened(le_val, ines), ines)
    set_day(scenes.UNTIL + timedelta(days=4))
    late = line(signed_in(marc), MEET).get_text(" ")
    assert "3 jours" in late and "Attendu de" in late
    scenes.rated(found, marc)
    set_day(scenes.UNTIL + timedelta(days=5))

    assert "1 jour" in line(signed_in(marc), MEET).get_text(" ")


def test_a_vacant_seat_is_everybodys_line_until_somebody_sits_there(seen, people, le_val):
    assert seen(FIND)[0] == INSIDE | AROUND

    make.seat(le_val, "community", make.person("Nora Amrani"), since=TODAY)

    assert seen(FIND) == NOBODY


def test_an_approval_is_the_holders_and_not_the_deputys(people, le_val):
    """Omar left; Samira sits in his place. Each seat reads of its own, and only the holder acts."""
    make.seat(le_val, "community", make.person("Samira Haddad"), since=TODAY)
    agenda.endorsing(le_val, people["ines"])
    mine = {}
    for name in ("ines", "marc", "deputy", "omar", "coach"):
        page = BeautifulSoup(signed_in(people[name]).get(TODO).content, "lxml")
        mine[name] = YOURS in page.select_one(".todo > .first").get_text(" ")

    assert mine == {"ines": True, "marc": True, "deputy": False, "omar": False, "coach": False}


def test_what_a_seat_promised_is_its_turn_until_it_is_kept(seen, people, le_val):
    promise = governance.make_commitment(
        le_val, seat="municipality", text="Rouvrir la salle", due_on=YESTERDAY, by=people["marc"]
    )
    words = "Tenir ce qui"
    assert seen(words)[0] == INSIDE | AROUND
    for name, turn in (("marc", True), ("deputy", True), ("ines", False), ("omar", False)):
        assert (YOURS in line(signed_in(people[name]), words).get_text(" ")) is turn, name

    governance.settle_commitment(promise, kept=True, by=people["marc"])

    assert seen(words) == NOBODY


@pytest.mark.slow
def test_the_list_costs_the_same_at_1_3_and_30_lines(people, le_val):
    """One round in hand, and as many late activities, requests and promises as there may be."""
    scenes.opened(le_val, people["ines"])
    costs, lines = [], []
    browser = signed_in(people["ines"])
    made = 0
    for count in (1, 3, 30):
        while made < count:
            made += 1
            plan_activity(
                le_val, title=f"Jardin {made}", lead="Les Mains vertes", by=people["ines"],
                due_on=YESTERDAY, once=str(made),
            )  # fmt: skip
            partnership.ask_support(le_val, kind="coaching", title=f"Appui {made}", need="", by=None)  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            page = BeautifulSoup(browser.get(TODO).content, "lxml")
        costs.append(len(asked))
        lines.append(len(page.select(".todo > li")))

    assert costs == [costs[0]] * 3
    assert lines[2] - lines[0] == 58
