"""The national steering committee: meetings, decisions that never change, reviews, who reads what."""

import csv
import io
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from journal.models import Entry
from kit.states import Refusal
from steering import actions
from steering.models import CommitteeDecision, CommitteeMeeting, CommitteeReview
from tests import make
from tests.conftest import TODAY
from tests.sites.test_races import at_once

HERE = "/national/comite/"
LAST_WEEK, SPRING = TODAY - timedelta(days=6), date(2027, 3, 2)
MARK = "PAROLE-INTERNE"


@pytest.fixture
def meeting(maud):
    """A meeting that was held last week, for the national team alone."""
    return held(maud, LAST_WEEK)


def held(by, on, **more):
    planned = CommitteeMeeting.objects.create(title=f"Comité du {on}", on=on, **more)
    present = [("Agence", "Maud Ferrand"), ("Réseau des centres", "")]
    return actions.hold_meeting(planned, present=present, by=by)


def decided(meeting, by, **more):
    facts = {"title": "Un appui de plus", "wording": "Chaque site reçoit deux jours.", "carried_by": "Agence", "review_on": SPRING}  # fmt: skip
    return actions.decide(meeting, by=by, **(facts | more))


def words(answer):
    return " ".join(BeautifulSoup(answer.content, "lxml").get_text(" ").split())


def entries(answer):
    return [a.get_text() for a in BeautifulSoup(answer.content, "lxml").select(".rows .entry")]


def test_a_meeting_goes_from_plan_to_minutes_in_pages(browser_of, maud, set_day):
    browser = browser_of(maud)
    typed = {"title": "Comité d’hiver", "on": "2026-12-08", "begins_at": "14:30", "place": "Lille", "points": "Budget\n\nVague 3\nBudget", "once": "a" * 32}  # fmt: skip
    for _click in range(2):
        browser.post(f"{HERE}seances/nouvelle/", typed)
    meeting = CommitteeMeeting.objects.get()
    page = f"{HERE}seances/{meeting.pk}/"
    assert [p.title for p in meeting.points.order_by("position")] == ["Budget", "Vague 3"]
    assert "14 h 30" in words(browser.get(page))

    assert browser.post(f"{page}tenue/", {"present": "Agence"}).status_code == 422
    browser.post(f"{page}changer/", typed | {"on": "2026-12-07", "points": "Vague 3"})
    set_day(date(2026, 12, 9))
    assert browser.post(f"{page}tenue/", {"present": " : Maud"}).status_code == 422
    there = {"present": "Agence : Maud Ferrand\nRéseau", "excused": "Région Sud"}
    assert browser.post(f"{page}tenue/", there).status_code == 302
    form = browser.get(f"{page}compte-rendu/")
    seen = BeautifulSoup(form.content, "lxml").select_one("[name=seen]")["value"]
    text = {"text": "Dit **en clair**.\n\n- un\n- deux", "seen": seen}
    assert browser.post(f"{page}compte-rendu/", text).status_code == 302

    shown = browser.get(page)
    assert "<strong>en clair</strong>" in shown.content.decode()
    assert "Région Sud" in words(shown)
    late = browser.post(f"{page}compte-rendu/", text | {"text": "Tout autre"})
    assert late.status_code == 422
    assert "Tout autre" in late.content.decode()
    meeting.refresh_from_db()
    assert meeting.minutes.startswith("Dit")
    assert list(Entry.objects.order_by("position").values_list("kind", flat=True)) == [
        "governance.membership_begun", "steering.meeting_planned", "steering.meeting_changed",
        "steering.meeting_held", "steering.minutes_kept",
    ]  # fmt: skip


def test_what_makes_no_sense_about_a_meeting_is_refused(maud, meeting):
    plan = {"title": "X", "by": maud}
    coming = actions.plan_meeting(on=SPRING, **plan)
    for wrong in (
        lambda: actions.plan_meeting(on=LAST_WEEK, **plan),
        lambda: actions.plan_meeting(on=SPRING, **plan),
        lambda: actions.hold_meeting(coming, present=[("Agence", "")], by=maud),
        lambda: actions.hold_meeting(meeting, present=[("Agence", "")], by=maud),
        lambda: actions.cancel_meeting(meeting, reason="Grève", by=maud),
        lambda: actions.cancel_meeting(coming, reason=" ", by=maud),
        lambda: decided(coming, maud),
        lambda: actions.keep_minutes(coming, text="x", for_support=True, seen=actions.mark_of(""), by=maud),
    ):  # fmt: skip
        with pytest.raises(Refusal):
            wrong()
    actions.cancel_meeting(coming, reason="Grève", by=maud)
    assert actions.plan_meeting(on=SPRING, **plan).state == "planned"


def test_decisions_are_numbered_by_year_and_one_takes_the_place_of_another(maud, meeting):
    first, second = decided(meeting, maud), decided(meeting, maud, title="Deux")
    last_year = decided(held(maud, date(2025, 12, 2)), maud, title="Avant")
    third = decided(meeting, maud, title="Trois", replaces=first)

    numbers = [d.reference for d in (first, second, last_year, third)]
    assert numbers == ["2026-01", "2026-02", "2025-01", "2026-03"]
    first.refresh_from_db()
    assert (first.state, first.replaced_by, first.settled_on) == ("replaced", third, TODAY)
    with pytest.raises(Refusal):
        decided(meeting, maud, title="Quatre", replaces=first)
    assert CommitteeDecision.objects.count() == 4


@pytest.mark.parametrize("wrong", [
    {"review_on": LAST_WEEK}, {"due_on": LAST_WEEK - timedelta(days=1)}, {"for_sites": True},
])  # fmt: skip
def test_a_decision_that_makes_no_sense_is_refused(maud, meeting, wrong):
    with pytest.raises(Refusal):
        decided(meeting, maud, **wrong)


def test_the_database_keeps_words_and_reviews(maud, meeting, le_val):
    decision = decided(meeting, maud, sites=[le_val])
    actions.review(decision, outcome="goes_on", note="On verra.", next_on=SPRING, by=maud)
    rows, said = CommitteeDecision.objects.filter(pk=decision.pk), CommitteeReview.objects.all()
    links = CommitteeDecision.sites.through.objects.all()

    for wrong in (
        lambda: rows.update(wording="Autre chose"), lambda: rows.update(number=9), rows.delete,
        lambda: said.update(note="Rien"), said.delete, links.delete,
        lambda: rows.update(state="done"),
    ):  # fmt: skip
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            wrong()
    decision.refresh_from_db()
    assert decision.review_on == SPRING


def test_a_review_goes_on_then_ends_and_what_was_said_stays(browser_of, maud, meeting, set_day):
    decision = decided(meeting, maud, review_on=TODAY)
    browser, page = browser_of(maud), f"{HERE}decisions/{decision.pk}/"
    assert entries(browser.get(HERE))[0] == "Un appui de plus"

    form = f"{page}revue/"
    assert browser.post(form, {"outcome": "goes_on", "note": "Pas mûr"}).status_code == 422
    on = {"outcome": "goes_on", "note": "Pas mûr", "next_on": "2027-03-02"}
    assert browser.post(form, on).status_code == 302
    assert browser.post(form, on).status_code == 422
    assert "À revoir" not in words(browser.get(HERE))
    set_day(SPRING)
    assert browser.post(form, {"outcome": "done", "note": "C’est fait"}).status_code == 302

    decision.refresh_from_db()
    assert (decision.state, decision.settled_on) == ("done", SPRING)
    assert ["Pas mûr" in words(browser.get(page)), "C’est fait" in words(browser.get(page))] == [True, True]  # fmt: skip
    assert browser.post(f"{page}suivi/", {"carried_by": "X", "review_on": "2027-09-01"}).status_code == 422  # fmt: skip


@pytest.fixture
def shelf(maud, le_val, la_crete):
    """Decisions of all kinds: for the team, for support, about sites here and far away."""
    far = make.region("84", "Auvergne-Rhône-Alpes")
    town = make.commune("69999", "Rhône-Ville", of=make.department("69", "Rhône", of=far))
    pentes = make.site("Les Pentes", town=town, public_since=None)
    shared = held(maud, LAST_WEEK - timedelta(days=60), for_support=True)
    closed = held(maud, LAST_WEEK)
    actions.keep_minutes(closed, text=MARK, for_support=False, seen=actions.mark_of(""), by=maud)
    both = {"for_support": True, "for_sites": True}
    return {
        "interne": decided(closed, maud, title="interne", wording=MARK),
        "appui": decided(closed, maud, title="appui", for_support=True),
        "au loin": decided(shared, maud, title="au loin", wording=MARK, sites=[pentes], **both),
        "ici": decided(shared, maud, title="ici", sites=[le_val, pentes], **both),
        "triade": decided(closed, maud, title="triade", sites=[le_val], for_sites=True),
        "seul": decided(closed, maud, title="seul", wording=MARK, sites=[le_val]),
    }


def test_who_supports_sites_reads_what_is_marked_for_them_and_nothing_else(browser_of, shelf, rose):
    rose_s = browser_of(rose)
    found = rose_s.get(f"{HERE}decisions/")
    pages = {t: rose_s.get(f"{HERE}decisions/{d.pk}/").status_code for t, d in shelf.items()}

    assert sorted(entries(found)) == ["appui", "ici"]
    assert {t for t, status in pages.items() if status == 200} == {"appui", "ici"}
    assert set(pages.values()) == {200, 404}
    page = words(rose_s.get(f"{HERE}decisions/{shelf['ici'].pk}/"))
    assert "Le Val" in page
    assert "Les Pentes" not in page
    for path in (HERE, f"{HERE}decisions/", f"{HERE}decisions/decisions.csv", f"{HERE}decisions/?q={MARK}"):  # fmt: skip
        text = rose_s.get(path).content.decode()
        assert MARK not in text.replace(f"q={MARK}", "").replace(f'value="{MARK}"', "")
        assert "Les Pentes" not in text
    shared, closed = shelf["ici"].meeting, shelf["appui"].meeting
    assert "Maud Ferrand" not in words(rose_s.get(f"{HERE}seances/{shared.pk}/"))
    assert rose_s.get(f"{HERE}seances/{closed.pk}/").status_code == 404


def test_a_triad_reads_what_is_published_to_it(browser_of, shelf, ines, victor, paul, lila, rose):
    at_val = "/sites/le-val/comite/"
    titles = {
        person.name: [h.get_text() for h in BeautifulSoup(browser_of(person).get(at_val).content, "lxml").select(".ruled h3")]
        for person in (ines, rose)
    }  # fmt: skip

    assert sorted(titles[ines.name]) == ["ici", "triade"]
    assert titles[rose.name] == ["ici"]
    assert {browser_of(p).get(at_val).status_code for p in (victor, paul, lila)} == {403}
    assert "deux jours" not in words(browser_of(victor).get("/sites/la-crete/comite/"))
    assert browser_of(ines).get(HERE).status_code == 403
    assert MARK not in browser_of(ines).get(at_val).content.decode()
    told = Entry.objects.filter(site="le-val", kind="steering.decision_published")
    assert told.count() == 2
    assert not any("triade" in str(e.facts) for e in told)


def test_the_list_is_searched_narrowed_and_taken_away(browser_of, shelf, maud, le_val):
    browser, here = browser_of(maud), f"{HERE}decisions/"
    actions.review(shelf["appui"], outcome="dropped", note="Sans suite", by=maud)

    assert len(entries(browser.get(here))) == 6
    assert entries(browser.get(f"{here}?q=APPUI")) == ["appui"]
    assert entries(browser.get(f"{here}?state=dropped")) == ["appui"]
    assert sorted(entries(browser.get(f"{here}?site=le-val"))) == ["ici", "seul", "triade"]
    assert len(entries(browser.get(f"{here}?state=x&site=y&year=z&page=99"))) == 6
    file = browser.get(f"{here}decisions.csv?state=dropped").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file), delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["appui"]
    assert browser.get(f"{here}decisions.ods").content[:2] == b"PK"
    assert browser.get(f"{here}decisions.xlsx").content[:2] == b"PK"
    assert browser.get(f"{here}decisions.exe").status_code == 404


def test_a_decision_is_recorded_from_typed_names_and_said_once(browser_of, maud, meeting, le_val):
    browser, form = browser_of(maud), f"{HERE}seances/{meeting.pk}/decisions/nouvelle/"
    typed = {"title": "T", "wording": "W", "carried_by": "Agence", "review_on": "2027-03-02", "sites": "le val\nLe Vall", "for_sites": "on", "once": "b" * 32}  # fmt: skip
    wrong = browser.post(form, typed)
    assert wrong.status_code == 422
    assert "Le Vall" in wrong.content.decode()
    assert browser.post(form, typed | {"sites": ""}).status_code == 422

    for _click in range(2):
        assert browser.post(form, typed | {"sites": "le val\nLe Val"}).status_code == 302
    assert list(CommitteeDecision.objects.get().sites.all()) == [le_val]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_numbers_and_one_review(maud):
    meetings = [held(maud, LAST_WEEK), held(maud, TODAY)]
    assert at_once(*[lambda m=m: decided(m, maud) for m in meetings]) == ["done", "done"]
    decision = CommitteeDecision.objects.get(number=1)

    def say():
        actions.review(decision, outcome="done", note="Fait", by=maud)

    assert sorted(CommitteeDecision.objects.values_list("number", flat=True)) == [1, 2]
    assert at_once(say, say) == ["done", "refused"]
    assert CommitteeReview.objects.count() == 1


@pytest.mark.parametrize("path", [HERE, f"{HERE}decisions/"])
def test_a_page_asks_as_much_for_one_as_for_many(browser_of, maud, rose, meeting, le_val, path):
    counts = {}
    for count in (1, 3, 18):
        while CommitteeDecision.objects.count() < count:
            other = make.site(f"S {CommitteeDecision.objects.count()}")
            sites = [le_val, other]
            decided(meeting, maud, sites=sites, for_support=True, review_on=TODAY)
        for person in (maud, rose):
            with CaptureQueriesContext(connection) as asked:
                browser_of(person).get(path)
            counts.setdefault(person.name, set()).add(len(asked))

    assert {name: len(found) for name, found in counts.items()} == {maud.name: 1, rose.name: 1}
