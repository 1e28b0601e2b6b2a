"""Learning reviews: recorded once, corrected with a reason, and expected once a year."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from journal.models import Entry
from kit.states import Refusal
from measurement.actions import ReviewFacts, correct_review, record_review
from measurement.models import LearningCycle
from measurement.reviews import review_watch, watch
from tests import make
from tests.conftest import TODAY
from tests.overview.test_home import soup_of, words_of

REVIEWS = "/sites/le-val/indicateurs/revues/"
FACTS = ReviewFacts(
    TODAY - timedelta(days=10), "Rose Lemaire", 12, "les trois sièges, neuf habitants",
    "Ouvrir le mercredi.", "On vient le mercredi.",
)  # fmt: skip
TYPED = {
    "held_on": "2026-11-14", "facilitator": "Rose Lemaire", "people": "12",
    "attendance": "les trois sièges", "learned": "", "decided": "Ouvrir le mercredi.", "next_on": "",
}  # fmt: skip


def test_a_review_is_recorded_and_read_by_everybody(browser_of, client, ines, le_val):
    answer = browser_of(ines).post(f"{REVIEWS}nouvelle/", TYPED, follow=True)

    assert "Rose Lemaire" in words_of(answer)
    assert "Ouvrir le mercredi." in words_of(client.get(REVIEWS))
    assert Entry.objects.of_site("le-val").first().kind == "measurement.review_held"


@pytest.mark.parametrize("who", ["paul", "lila", "victor", "rose"])
def test_only_the_triad_records_a_review(request, browser_of, le_val, who):
    browser = browser_of(request.getfixturevalue(who))

    assert browser.get(f"{REVIEWS}nouvelle/").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": "2026-11-25"}, {"held_on": "hier"}, {"held_on": "0206-11-14"}, {"people": "0"},
        {"people": "beaucoup"}, {"facilitator": " "}, {"decided": ""}, {"next_on": "2026-11-14"},
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_said_and_what_was_typed_is_kept(browser_of, ines, le_val, wrong):
    answer = browser_of(ines).post(f"{REVIEWS}nouvelle/", TYPED | wrong)

    assert answer.status_code == 422
    assert soup_of(answer).select_one(".error-summary") is not None
    assert "les trois sièges" in str(soup_of(answer).select_one("[name=attendance]"))
    assert not LearningCycle.objects.exists()


def test_a_second_review_of_the_day_is_refused_and_a_double_click_is_one(ines, le_val):
    key = "6a4f9a53-6d5c-4bd8-9a6e-0e6f5f4f2a11"
    first = record_review(le_val, FACTS, by=ines, once=key)

    assert record_review(le_val, FACTS, by=ines, once=key) == first
    with pytest.raises(Refusal, match="already recorded|déjà"):
        record_review(le_val, FACTS, by=ines)
    with pytest.raises(IntegrityError), transaction.atomic():
        LearningCycle.objects.create(site=le_val, **vars(FACTS))


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_same_day_at_once_make_one_review(ines, marc, le_val):
    said = []

    def record(person):
        try:
            record_review(le_val, FACTS, by=person)
            said.append("done")
        except Refusal:
            said.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=record, args=(person,)) for person in (ines, marc)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["done", "refused"]


def test_a_correction_keeps_in_the_journal_what_stood_there(browser_of, ines, le_val):
    review = record_review(le_val, FACTS, by=ines)
    changed = TYPED | {"people": "15", "learned": FACTS.learned, "attendance": FACTS.attendance}
    browser_of(ines).post(f"{REVIEWS}{review.pk}/corriger/", changed | {"reason": "Trois oubliés"})

    entry = Entry.objects.of_site("le-val").first()
    review.refresh_from_db()
    assert review.people == 15
    assert (
        "Trois oubliés" in entry.sentence and "sont venues\N{NO-BREAK SPACE}: 12" in entry.sentence
    )


def test_a_correction_without_a_reason_or_onto_another_review_is_refused(ines, le_val):
    record_review(le_val, FACTS, by=ines)
    other = record_review(le_val, replace(FACTS, held_on=date(2026, 1, 9)), by=ines)

    with pytest.raises(Refusal):
        correct_review(other, replace(FACTS, people=3), reason="Erreur", by=ines)
    with pytest.raises(Refusal):
        correct_review(other, replace(FACTS, held_on=date(2026, 1, 8)), reason=" ", by=ines)


def test_the_review_of_another_site_is_not_found(browser_of, ines, victor, la_crete, le_val):
    review = record_review(la_crete, FACTS, by=victor)

    assert browser_of(ines).get(f"{REVIEWS}{review.pk}/corriger/").status_code == 404


@pytest.mark.parametrize(
    ("stage", "last", "chosen", "due"),
    [
        ("active", None, None, date(2025, 3, 1)),
        ("active", date(2026, 2, 1), None, date(2027, 2, 1)),
        ("active", date(2026, 2, 1), date(2026, 10, 1), date(2026, 10, 1)),
        ("active", date(2026, 2, 1), date(2029, 1, 1), date(2027, 2, 1)),
        ("autonomous", date(2026, 2, 1), None, date(2027, 2, 1)),
        ("engaged", None, None, None),
        ("paused", date(2026, 2, 1), None, None),
    ],
)
def test_a_review_is_expected_once_a_year_of_a_site_that_is_active(stage, last, chosen, due):
    assert watch(stage, last, chosen, date(2024, 3, 1)).due == due


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_watch_asks_as_much_for_one_site_as_for_many(db, count, django_assert_num_queries):
    sites = [make.site(f"Site {number:02}") for number in range(count)]

    with django_assert_num_queries(2):
        found = review_watch(sites)
    assert all(w.is_late(TODAY) and w.last is None for w in found.values())


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_asks_as_much_for_one_review_as_for_many(
    client, le_val, count, django_assert_num_queries
):
    for number in range(count):
        held_on = TODAY - timedelta(days=number + 1)
        record_review(le_val, replace(FACTS, held_on=held_on), by=None)

    with django_assert_num_queries(7):
        client.get(REVIEWS)
