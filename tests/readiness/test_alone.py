"""Nobody reads another's rating before the meeting, and nobody outside the site ever: pages, files, journal.

What the meeting agreed on and what is decided from it are read as far as the site shares the round.
"""

import io
import re
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from journal.models import Entry, Letter
from kit import documents
from readiness import actions
from readiness.actions import Answer
from readiness.models import NamedSupport
from tests import make
from tests.readiness import scenes

MARK = "le hangar de la gare 7f3a"
AGREED = "Nous en avons parlé"
WHY = "Le temps manque au centre social 5c1e"
DECIDED = (WHY, "Prêt avec un appui nommé", "Un mi-temps", "Deux journées pour la triade")
WORD = re.compile(r"<(?:\w+:)?(\w+)>")
ELSEWHERE = [
    "/sites/le-val/", "/sites/le-val/a-faire/?tout=1", "/sites/le-val/journal/",
    "/sites/le-val/triade/", "/national/", "/api/sites.json", "/sites/le-val/collectif/",
    "/national/semaine/",
]  # fmt: skip


def everything(found):
    """Every address of the rounds with this one, and where news of a site is told."""
    named = NamedSupport.objects.filter(decision__round=found).order_by("until").first()
    words = {
        "site": "le-val", "round_id": str(found.pk), "dimension": scenes.codes(found)[0],
        "named": str(named.pk if named else found.pk),
    }  # fmt: skip
    ours = [r.address for r in documents.all_routes() if r.name.startswith("readiness:")]
    return [WORD.sub(lambda m: words[m.group(1)], address) for address in ours] + ELSEWHERE


def read(answer):
    """All that an answer says, a workbook unpacked."""
    body = answer.content
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(book.read(name) for name in book.namelist())
    return body.decode("utf-8", "replace")


def who_reads(people, found, *marks):
    """For each mark the names of the people to whom some address says it."""
    readers = {mark: set() for mark in marks}
    for name, browser in people.items():
        for address in everything(found):
            said = read(browser.get(address))
            for mark in marks:
                if mark in said:
                    readers[mark].add(name)
    return list(readers.values())


@pytest.fixture
def people(triad, paul, maud, rose, victor, lila, le_val):
    ines, marc, samira = triad
    deputy, coach = make.person("Denis Suppléant"), make.person("Carla Coach")
    make.seat(le_val, "municipality", deputy, deputy=True)
    make.member("coach", coach, site=le_val)
    named = {
        "ines": ines, "marc": marc, "samira": samira, "deputy": deputy, "paul": paul,
        "maud": maud, "rose": rose, "coach": coach, "victor": victor, "lila": lila,
    }  # fmt: skip
    return {"visitor": Client()} | {name: signed_in(person) for name, person in named.items()}


def signed_in(person):
    """A plain browser: the guardian, who reads each page closely, would take minutes."""
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def given(found, person):
    code = scenes.codes(found)[0]
    answer = Answer(level=3, comment=MARK, evidence=f"{MARK} (note)")
    actions.rate(found, {code: answer}, by=person)
    return found


@pytest.mark.slow
def test_before_the_meeting_a_rating_is_its_authors_alone(people, le_val, ines, marc):
    found = given(scenes.opened(le_val, ines, "conditions"), ines)
    scenes.rated(found, marc)

    assert who_reads(people, found, MARK) == [{"ines"}]
    assert not [e for e in Entry.objects.all() if MARK in str(e.facts)]
    assert not Letter.objects.exists()


@pytest.mark.slow
def test_in_the_meeting_it_is_read_at_the_site_and_nowhere_else(people, le_val, ines, marc):
    found = given(scenes.opened(le_val, ines, "conditions"), ines)
    actions.open_meeting(found, by=marc)

    assert who_reads(people, found, MARK) == [{"ines", "marc", "samira", "deputy", "paul"}]


def decided(site, triad):
    """A round of which somebody rated in the open, that is concluded, and decided with two supports."""
    ines = triad[0]
    found = given(scenes.opened(site, ines), ines)
    actions.open_meeting(found, by=ines)
    scenes.talked_over(found, ines)
    actions.conclude(found, met_on=found.opened_on, facilitator="S", seats=["state"], by=ines)
    supports = [scenes.TWO_DAYS, scenes.HALF_TIME]
    actions.decide(found, outcome="supported", words=WHY, supports=supports, by=ines)
    return found


@pytest.mark.slow
def test_what_was_agreed_and_decided_is_read_as_far_as_it_is_shared(people, triad, le_val):
    """By those with whom the round is shared, as long as it is; what was rated, at the site alone."""
    found = decided(le_val, triad)
    at_the_site = {name: people.pop(name) for name in ("marc", "samira", "deputy", "paul")}
    people.pop("ines")
    said = (AGREED, *DECIDED)

    assert who_reads(at_the_site, found, MARK, *said) == [{*at_the_site}] * (1 + len(said))
    assert who_reads(people, found, MARK, *said) == [set()] * (1 + len(said))
    for sharing, readers in (
        ("support", {"rose", "coach"}),
        ("national", {"rose", "coach", "maud"}),
        ("site", set()),
    ):
        actions.share(found, sharing=sharing, by=triad[0])
        assert who_reads(people, found, MARK, *said) == [set(), *[readers] * len(said)], sharing


@pytest.mark.slow
def test_a_support_that_was_asked_for_is_a_request_like_another(people, triad, le_val):
    """Who follows the site reads what it asks for, and nothing of the decision that names it."""
    found = decided(le_val, triad)
    wish = actions.ask_for(found.decisions.get().supports.get(kind="coaching"), by=triad[0])
    outside = {
        name: people[name] for name in ("rose", "coach", "maud", "victor", "lila", "visitor")
    }
    asked = "/sites/le-val/journees-d-appui/"

    readers = who_reads(outside, found, WHY, DECIDED[1], DECIDED[2])

    assert readers == [set(), set(), set()]
    pages = {name: read(browser.get(asked)) for name, browser in outside.items()}
    assert {name for name, page in pages.items() if wish.title in page} == {"rose", "coach", "maud"}
    assert "décision" not in wish.need


def test_who_follows_the_site_learns_that_a_round_took_place(browser_of, triad, maud, rose, le_val):
    found = decided(le_val, triad)
    here = reverse("readiness:round-page", args=["le-val", found.pk])
    lists = ("/sites/le-val/maturite/", here)

    for person in (maud, rose):
        for address in lists:
            page = read(browser_of(person).get(address))
            assert "Tour réalisé le 24" in page
            assert not [words for words in (AGREED, "Décision", *DECIDED) if words in page]
    listed = read(browser_of(maud).get("/national/maturite/"))
    assert "réalisé le 24" in listed
    assert "Prêt" not in listed


def test_the_journal_keeps_to_the_site_who_rated_and_what_was_decided(people, triad, le_val):
    """Whatever is shared: the pages of the round tell it, as long as they may."""
    found = decided(le_val, triad)
    actions.share(found, sharing="national", by=triad[0])
    kept = ("a décidé", "a enregistré une partie")
    readers = {words: set() for words in (*kept, "a conclu le tour")}

    for name, browser in people.items():
        page = read(browser.get("/sites/le-val/journal/"))
        for words, names in readers.items():
            if words in page:
                names.add(name)

    inside = {"ines", "marc", "samira", "deputy", "paul"}
    assert readers[kept[0]] == readers[kept[1]] == inside
    assert readers["a conclu le tour"] == inside | {"maud", "rose", "coach"}


def test_no_rating_is_an_entry_and_no_entry_holds_a_level(triad, le_val):
    found = scenes.meeting(le_val, triad, urgency_issue=(0, 2, 3))
    scenes.talked_over(found, triad[0])

    kinds = {"readiness.ratings_given", "readiness.consensus_noted", "readiness.meeting_opened"}
    facts = [e.facts for e in Entry.objects.filter(kind__in=kinds)]
    assert facts and all(f == {"rubric": "preconditions"} for f in facts)


def test_a_withdrawn_rating_leaves_nothing(le_val, ines):
    found = given(scenes.opened(le_val, ines), ines)
    actions.withdraw(found, by=ines)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM readiness_rating")
        assert cursor.fetchone() == (0,)
