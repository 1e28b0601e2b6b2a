"""The backbone: who holds the six functions, alone or together, for how long it is paid, and what is kept."""

import threading
from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction

from journal.models import Entry
from kit.states import Refusal
from partnership import actions, figures
from partnership.actions import Held
from partnership.models import BackboneHolder
from tests.partnership.test_partners import text

HERE = "/sites/le-val/structure-d-appui/"
TYPED = {
    "organisation": "Centre social", "post": "coordinatrice", "fte": "0,5", "starts_on": "2025-01-01",
    "funded_by": "Ville", "funded_until": "2027-03-31",
}  # fmt: skip


def held(name="Centre", fte="0.5", since=date(2025, 1, 1), **more):
    return Held(name, Decimal(fte), since, **more)


def entrust(site, who, function="vision", **more):
    return actions.entrust(site, who, function=function, by=None, **more)


def function(site, name="vision"):
    return next(f for f in figures.backbone(site).functions if f.function == name)


def test_who_takes_a_function_over_ends_the_present_time_and_both_are_kept(le_val):
    entrust(le_val, held())
    entrust(le_val, held("Régie", since=date(2026, 3, 1)))

    assert BackboneHolder.objects.get(organisation="Centre").ends_on == date(2026, 2, 28)
    assert [h.organisation for h in function(le_val).holders] == ["Régie"]
    assert (len(figures.backbone(le_val).vacant), figures.backbone(le_val).fte) == (
        5,
        Decimal("0.5"),
    )
    with pytest.raises(Refusal):
        entrust(le_val, held("Autre", since=date(2025, 6, 1)))


def test_two_organisations_hold_a_function_together_and_none_of_them_twice(le_val):
    entrust(le_val, held())
    entrust(le_val, held("Régie", "0.3", date(2026, 3, 1)), beside=True)

    assert [h.organisation for h in function(le_val).holders] == ["Centre", "Régie"]
    assert figures.backbone(le_val).fte == Decimal("0.8")
    assert function(le_val).alone == ""
    with pytest.raises(Refusal):
        entrust(le_val, held("CENTRE", since=date(2025, 1, 1)), beside=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        BackboneHolder.objects.create(
            site=le_val, function="vision", organisation="centre ", fte=1, starts_on=date(2026, 1, 1)
        )  # fmt: skip


def test_more_time_for_the_same_organisation_begins_a_new_line_and_leaves_the_other_holder(le_val):
    entrust(le_val, held())
    entrust(le_val, held("Régie", "0.3", date(2025, 3, 1)), beside=True)
    entrust(le_val, held("Centre", "0.8", date(2026, 1, 1)), beside=True)

    assert {h.organisation: h.fte for h in function(le_val).holders} == {
        "Centre": Decimal("0.8"), "Régie": Decimal("0.3"),
    }  # fmt: skip
    assert BackboneHolder.objects.count() == 3


def test_the_months_of_certain_money_and_whom_it_rests_on_are_said_in_words(le_val):
    entrust(le_val, held(funded_until=date(2027, 3, 31)))
    entrust(le_val, held(funded_until=date(2028, 12, 31)), "coordination")
    entrust(le_val, held("Ville", "0.1"), "resources")

    found = figures.backbone(le_val)

    assert (found.runway, found.unknown, found.alone) == (4, 1, 3)
    assert "31\xa0mars 2027" in found.runway_sentence
    assert "4\xa0mois" in found.runway_sentence
    assert [(lean.organisation, len(lean.functions)) for lean in found.leans] == [("Centre", 2)]
    assert [(then.months, then.fte) for then in found.secured] == [
        (6, Decimal("0.5")), (12, Decimal("0.5")), (24, Decimal("0.5")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "months"),
    [(date(2026, 11, 25), 0), (date(2026, 12, 23), 0), (date(2026, 12, 24), 1), (date(2027, 2, 28), 3), (date(2026, 11, 1), 0)],
)  # fmt: skip
def test_months_are_whole_months(le_val, until, months):
    entrust(le_val, held(funded_until=until))

    assert figures.backbone(le_val).runway == months


def test_money_that_has_ended_is_said_so(le_val):
    entrust(le_val, held(funded_until=date(2026, 11, 1)))

    assert "1er\xa0novembre 2026" in figures.backbone(le_val).runway_sentence


def test_the_triad_entrusts_shares_corrects_and_gives_up_in_pages(browser_of, ines, le_val):
    browser = browser_of(ines)
    for _click in range(2):
        assert browser.post(f"{HERE}coordination/confier/", TYPED).status_code == 302
    first = BackboneHolder.objects.get()

    other = TYPED | {"organisation": "Régie", "starts_on": "2026-02-01"}
    assert browser.post(f"{HERE}coordination/confier/", other).status_code == 422
    assert (
        browser.post(f"{HERE}coordination/confier/", other | {"how": "beside"}).status_code == 302
    )
    assert browser.post(f"{HERE}{first.pk}/corriger/", TYPED | {"fte": "0,4"}).status_code == 302
    assert browser.post(f"{HERE}{first.pk}/fin/", {"on": "2024-01-01"}).status_code == 422
    assert browser.post(f"{HERE}{first.pk}/fin/", {"on": "2026-11-01"}).status_code == 302

    page = text(browser.get(HERE))
    assert [h.organisation for h in function(le_val, "coordination").holders] == ["Régie"]
    assert "vacante" in page
    assert "Centre social" in page
    kinds = list(Entry.objects.of_site("le-val").values_list("kind", flat=True)[:4])
    assert kinds == [
        "partnership.function_ended", "partnership.holder_corrected",
        "partnership.function_entrusted", "partnership.function_entrusted",
    ]  # fmt: skip
    assert "0.50" in Entry.objects.of_site("le-val")[1].facts["before"]


def test_the_picture_draws_every_holder_and_says_what_the_table_says(browser_of, ines, le_val):
    entrust(le_val, held(funded_until=date(2027, 3, 31)))
    entrust(le_val, held("Régie & Cie", since=date(2025, 5, 1)), beside=True)

    drawing = BeautifulSoup(browser_of(ines).get(HERE).content, "lxml").find("svg", class_="spans")

    words = [t.get_text() for t in drawing.find_all("text")]
    assert "Régie & Cie" in words
    assert "vacante" in words
    assert "31 mars 2027" in drawing.title.get_text().replace("\xa0", " ")
    assert len(drawing.find_all("path", class_="bar")) == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"organisation": ""}, {"organisation": " -- "}, {"fte": "-1"}, {"fte": "51"}, {"fte": ""},
        {"fte": "0,001"}, {"fte": "beaucoup"}, {"starts_on": "31/02/2025"}, {"starts_on": "0001-01-01"},
        {"funded_until": "2024-01-01"}, {"post": "x" * 121}, {"function": "royal"},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_and_kept(browser_of, ines, le_val, typed):
    name = typed.get("function", "vision")
    answer = browser_of(ines).post(f"{HERE}{name}/confier/", TYPED | typed)

    assert answer.status_code == (404 if name == "royal" else 422)
    assert not BackboneHolder.objects.exists()


def test_neighbours_partners_and_coaches_change_nothing(browser_of, victor, paul, rose, le_val):
    holder = entrust(le_val, held())

    for person in (victor, paul, rose):
        for path in ("vision/confier/", f"{holder.pk}/corriger/", f"{holder.pk}/fin/"):
            assert browser_of(person).post(f"{HERE}{path}", TYPED).status_code == 403
    other = f"/sites/la-crete/structure-d-appui/{holder.pk}/corriger/"
    assert browser_of(victor).post(other, TYPED).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_entrust_at_once_leave_one_holder(le_val):
    def send(name):
        try:
            entrust(le_val, held(name, since=date(2026, 1, 1)))
        except Refusal:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(name,)) for name in ("Centre", "Régie", "Ville")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert BackboneHolder.objects.count() == 1


def test_backbones_of_many_sites_cost_one_query(le_val, la_crete, django_assert_num_queries):
    for number in range(30):
        entrust(le_val, held(f"Structure {number}", since=date(2025, 1, 1)), beside=True)

    with django_assert_num_queries(1):
        found = figures.backbones([le_val, la_crete])

    assert (len(found[le_val.pk].holders), len(found[la_crete.pk].vacant)) == (30, 6)
