"""Decisions by consent: objections are met, what is taken stays, the triad says who reads it."""

import threading
from datetime import date
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from journal.models import Entry
from kit.states import Refusal
from partnership import actions, figures
from partnership.models import Decision
from tests.partnership.test_partners import text

TODAY = date(2026, 11, 24)
HERE = "/sites/le-val/decisions/"


def take(decision, by, **more):
    facts = {"wording": "Ouvrir à dix heures.", "facilitator": "Samira", "on": TODAY, "review_on": date(2027, 5, 1), "seats": ["state"]}  # fmt: skip
    return actions.take(decision, by=by, **(facts | more))


def proposed(site, by, title="Le samedi"):
    return actions.propose(site, title=title, proposal="Ouvrir.", by=by)


@pytest.fixture
def saturday(le_val, ines):
    """A decision that was taken, with somebody named among those who were there."""
    return take(proposed(le_val, ines), ines, others=["Mme Petit, rue Foch", "Régie"])


def test_a_decision_waits_for_its_objections_and_is_then_frozen(le_val, ines):
    decision = proposed(le_val, ines)
    objection = actions.object_to(decision, place="resident", reason="Trop tôt.", by=ines)
    with pytest.raises(Refusal):
        take(decision, ines)
    actions.meet_objection(objection, met="À dix heures.", by=ines)
    with pytest.raises(Refusal):
        take(decision, ines, seats=["municipality"])
    taken = take(decision, ines, others=["Régie"])

    for change in (
        lambda: Decision.objects.filter(pk=taken.pk).update(wording="Autre"),
        lambda: Decision.objects.filter(pk=taken.pk).update(wording="Autre", public_since=TODAY),
        lambda: taken.objections.update(met="Autre"),
        lambda: taken.presences.all().delete(),
        lambda: Decision.objects.filter(pk=proposed(le_val, ines, "B").pk).update(
            public_since=TODAY
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Refusal):
        actions.set_aside(decision, reason="Non", by=ines)


def test_nobody_outside_reads_a_decision_before_the_triad_makes_it_public(
    client, browser_of, ines, victor, le_val, saturday
):
    where = f"{HERE}{saturday.pk}/"
    assert client.get(where).status_code == 404
    assert "Le samedi" not in text(client.get(HERE))
    assert browser_of(victor).get(f"/sites/la-crete/decisions/{saturday.pk}/").status_code == 404
    assert "Mme Petit" in text(browser_of(ines).get(where))

    for _click in range(2):
        assert browser_of(ines).post(f"{where}publication/").status_code == 302
    public = text(client.get(where))
    assert "Le samedi" in text(client.get(HERE))
    assert "Ouvrir à dix heures." in public
    assert "2 autres" in public
    for name in ("Mme Petit", "Samira", "Ines Carpentier"):
        assert name not in public
    assert Entry.objects.filter(kind="partnership.decision_made_public").count() == 1

    assert browser_of(ines).post(f"{where}publication/", {"inside": "1"}).status_code == 302
    assert client.get(where).status_code == 404


def test_the_public_journal_does_not_tell_what_is_kept_inside(client, saturday, le_val):
    assert "Le samedi" not in text(client.get("/sites/le-val/journal/"))


def test_only_the_seats_make_a_decision_public(browser_of, paul, rose, victor, client, saturday):
    where = f"{HERE}{saturday.pk}/publication/"

    for person in (paul, rose, victor):
        assert browser_of(person).post(where).status_code == 403
    assert client.post(where).status_code == 302
    saturday.refresh_from_db()
    assert saturday.public_since is None


def test_a_proposal_is_never_public(browser_of, ines, le_val):
    decision = proposed(le_val, ines)

    answer = browser_of(ines).post(f"{HERE}{decision.pk}/publication/", follow=True)

    assert "Seule une décision prise" in text(answer)
    decision.refresh_from_db()
    assert decision.public_since is None


def test_a_decision_is_taken_and_reviewed_in_pages(browser_of, ines, le_val, set_day):
    decision = proposed(le_val, ines)
    where = f"{HERE}{decision.pk}/"
    typed = {"wording": "Ouvrir.", "facilitator": "Samira", "on": "2026-11-24", "seats": ["state"], "others": "Régie\n\nClub", "review_on": "2026-12-24"}  # fmt: skip
    assert browser_of(ines).post(f"{where}prise/", typed | {"review_on": "2026-11-24"}).status_code == 422  # fmt: skip
    assert browser_of(ines).post(f"{where}prise/", typed).status_code == 302

    set_day(date(2027, 1, 4))
    assert [d.title for d in figures.circles([le_val])[le_val.pk].due] == ["Le samedi"]
    review = {"outcome": "kept", "note": "Cela marche.", "next_on": "2027-06-01"}
    assert browser_of(ines).post(f"{where}revue/", review | {"next_on": ""}).status_code == 422
    assert browser_of(ines).post(f"{where}revue/", review).status_code == 302
    assert figures.circles([le_val])[le_val.pk].due == ()
    assert "Cela marche." in text(browser_of(ines).get(where))


def test_who_facilitated_is_shown_by_name_to_the_people_of_the_site(
    browser_of, ines, client, le_val
):
    for title, who in (("A", "Samira Haddad"), ("B", "Paul Roussel"), ("C", "samira  haddad")):
        decision = take(proposed(le_val, ines, title), ines, facilitator=who)
        actions.make_public(decision, by=ines)

    turns = figures.rotation(figures.decisions(le_val, inside=True))

    assert [(t.name.split()[0].lower(), t.times, t.last) for t in turns] == [
        ("paul", 1, TODAY), ("samira", 2, TODAY),
    ]  # fmt: skip
    assert "Paul Roussel" in text(browser_of(ines).get(HERE))
    assert "Paul Roussel" not in text(client.get(HERE))


def test_decisions_leave_as_a_file_for_the_people_of_the_site(browser_of, rose, victor, saturday):
    where = f"{HERE}decisions.csv"

    assert browser_of(victor).get(where).status_code == 403
    assert "Mme Petit, rue Foch" in browser_of(rose).get(where).content.decode()


def test_a_long_list_comes_in_pages(browser_of, ines, le_val):
    for number in range(21):
        take(proposed(le_val, ines, f"Décision {number:02}"), ines)

    first, second = (text(browser_of(ines).get(f"{HERE}?page={n}")) for n in (1, 2))

    assert first.count("prise le") == 20
    assert second.count("prise le") == 1


@pytest.mark.parametrize("odd", ["0", "-3", "x", "999", ""])
def test_an_odd_page_gets_an_answer(client, le_val, odd):
    assert client.get(f"{HERE}?page={odd}").status_code == 200


def test_another_site_s_decision_is_not_there(browser_of, victor, saturday):
    for path in ("", "publication/", "revue/", "objection/"):
        browser = browser_of(victor)
        there = f"/sites/la-crete/decisions/{saturday.pk}/{path}"
        answer = browser.post(there) if path == "publication/" else browser.get(there)
        assert answer.status_code == 404
    assert browser_of(victor).get(f"/sites/la-crete/decisions/{uuid4()}/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_take_a_decision_at_once_take_it_once(le_val, ines):
    decision = proposed(le_val, ines)
    refused = []

    def send():
        try:
            take(decision, ines)
        except Refusal:
            refused.append(1)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 2
    assert Decision.objects.get().presences.count() == 1
